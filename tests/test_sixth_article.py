"""One more article appears by itself: in the order, in each table, drawing and caption, and in no score."""

import re

import pandas as pd
import pytest
from variants import changed

from dossier.evidence.articles import article_ids
from dossier.pages.row_cards import RowCards
from dossier.pages.row_tables import PageTables
from dossier.pages.source_list import article_list, articles, outside
from dossier.project import find_project
from dossier.reading.scores import scores as all_scores
from dossier.schema import MEASURED
from militant_unity import cast, corpus, standing
from militant_unity.china import stance
from militant_unity.foreseen import rules, scores, unasked
from militant_unity.words import doubt, key_words, pairs, quoted, tie_names, where_named
from militant_unity.words import numbers as words_numbers

pytestmark = pytest.mark.book

PROJECT = find_project()
FIVE = ["summit-2023", "limits-2023", "visit-2024", "treaty-2024", "troops-2024"]
SIXTH, LIKE = "harbour-2025", "limits-2023"
OUTLET, SHORT = "Harbour News", "Harbour News, March 2025"
DRAWINGS = (
    corpus.draw_set_aside,
    corpus.draw_claims_by_theme,
    corpus.draw_flags,
    standing.draw_standing,
    stance.draw_matrix,
    scores.draw_words,
    scores.draw_means,
    unasked.draw_unasked,
    key_words.draw_key_words,
    pairs.draw_pairs,
    where_named.draw_places,
    doubt.draw_doubt,
    quoted.draw_voices,
    tie_names.draw_ties,
)
TABLES = (
    corpus.articles_table,
    corpus.passages_table,
    corpus.language_table,
    corpus.terms_table,
    standing.standing_table,
    cast.voices_table,
    cast.named_table,
    cast.places_table,
    rules.open_table,
    scores.cuts_table,
    unasked.silences_table,
    key_words.reach_table,
    key_words.key_words_table,
    pairs.pairs_table,
    where_named.actors_table,
    where_named.lateness_table,
    doubt.doubt_table,
    doubt.cues_table,
    quoted.modes_table,
    quoted.voices_table,
    quoted.speakers_table,
    quoted.reporting_table,
    tie_names.concordance_table,
)


def with_article(data, *, date="2025-03", claims=0):
    """Return the dataset with an article that the program read, like another; no reader has labelled it."""
    tables = {}
    for name in MEASURED:
        table = getattr(data, name)
        copied = table[table["source_id"].eq(LIKE)].assign(source_id=SIXTH)
        for column in [each for each in copied if each.endswith("_id") and each != "source_id"]:
            copied[column] = copied[column].str.replace(LIKE, SIXTH)
        tables[name] = pd.concat([copied, table], ignore_index=True)
    source = data.sources[data.sources["source_id"].eq(LIKE)].assign(
        source_id=SIXTH, publisher=OUTLET, title="Du grain au port", date=date
    )
    tables["sources"] = pd.concat([source, data.sources], ignore_index=True)
    coded = data.claims[data.claims["source_id"].eq(LIKE) & data.claims["claim_type"].ne("silence")]
    coded = coded.head(claims).assign(source_id=SIXTH)
    coded["claim_id"] = [f"c-9{number:02d}" for number in range(len(coded))]
    tables["claims"] = pd.concat([data.claims, coded], ignore_index=True)
    return data.with_tables(**tables)


@pytest.fixture(scope="module")
def data(five):
    return five


@pytest.fixture(scope="module")
def six(data):
    return with_article(data)


@pytest.fixture(scope="module")
def drawings(six):
    """Return each drawing by its function, drawn once for all tests."""
    return {draw: draw(six).svg for draw in DRAWINGS}


def test_an_article_without_a_settled_forecast_has_no_mean_score(six):
    described = scores.draw_means(six).alt
    assert f"{SHORT}: none settled" in described
    assert "nan" not in described


def test_the_order_is_that_of_publication(data):
    assert article_ids(data) == FIVE
    dates = {
        "2023-09-13": 1,
        "2023-09-30": 1,
        "2023-09": 1,
        "2024-06": 3,
        "2024-06-30": 3,
        "2024": 5,
        None: 5,
    }
    for date, at in dates.items():
        assert article_ids(with_article(data, date=date)).index(SIXTH) == at, date


def test_it_is_in_every_table_and_drawing(six, drawings):
    assert list(corpus.articles_table(six).frame["article"])[-1].text == SHORT
    assert corpus.articles_table(six).caption == "The six articles, and what was found in each"
    assert list(corpus.claims_by_theme(six).index) == article_ids(six)
    assert corpus.claims_by_theme(six).loc[SIXTH].sum() == 0
    assert corpus.claims_by_theme(with_article(corpus_of(six), claims=3)).loc[SIXTH].sum() == 3
    assert cast.voices_table(six).frame["times named"].str.contains("of 6 articles").any()
    assert list(scores.word_counts(six).columns) == article_ids(six)
    for draw, svg in drawings.items():
        if draw is unasked.draw_unasked:
            assert "the 6 articles" in svg
        elif draw not in (pairs.draw_pairs, quoted.draw_voices):  # the second: as read by hand
            assert "Harbour" in svg, draw.__name__
            assert SIXTH not in svg, draw.__name__


def corpus_of(six):
    """Return the five articles of ``six`` again."""
    tables = {name: table for name, table in six.tables().items() if "source_id" in table}
    return six.with_tables(**{name: table[table["source_id"].ne(SIXTH)] for name, table in tables.items()})


def test_no_caption_and_no_description_counts_five(six, drawings):
    for table in TABLES:
        shown = table(six)
        cells = [str(cell) for row in shown.frame.to_numpy() for cell in row]
        words = " ".join([shown.caption, *map(str, shown.frame.columns), *cells]).lower()
        if table is not quoted.modes_table:  # which counts the articles that were read by hand
            assert "all five" not in words, table.__name__
            assert "five articles" not in words, table.__name__
            assert "other four" not in words, table.__name__
    assert [draw.__name__ for draw, svg in drawings.items() if "all five" in svg] == []


def test_quotations_that_nobody_read_are_in_no_score(data, six):
    before, after = quoted.quotable(data), quoted.quotable(six)
    assert after["quotations_precision"] == before["quotations_precision"] == 1
    moved = changed(before, after)
    assert moved, "it has names of the tie"
    assert all(name.startswith("tie_") for name in moved)
    assert quoted.voices_table(six).frame.equals(quoted.voices_table(data).frame)
    assert quoted.modes_table(six).frame.equals(quoted.modes_table(data).frame)
    found = all_scores(PROJECT.tests, six.tables(), six.entities, six.quotation_labels)
    [row] = found[found["labels"].str.startswith("quotations of") & found["finder"].eq("quotations")].to_dict(
        "records"
    )
    assert (row["labels"], row["precision"]) == ("quotations of 5 of 6 articles", 1)


def test_it_is_no_outside_page(six):
    cards = RowCards(six)
    listed = articles(six, cards)
    assert SIXTH in {entry.source_id for entry in listed}
    assert SIXTH not in {entry.source_id for entry in outside(six, cards)}
    assert "The six articles" in article_list(listed)


def test_no_number_that_names_another_article_moves(data, six):
    """What counts all articles moves; what names one of the five, or what a reader coded of them, does not."""
    moved = set()
    for module in (corpus, cast, words_numbers, where_named, doubt, quoted, scores):
        moved |= changed(module.quotable(data), module.quotable(six))
    assert {"articles", "sentences", "running_words", "doubt_rate", "mentions_china"} <= moved
    assert [name for name in sorted(moved) if OF_ONE_OR_CODED.search(name)] == []
    assert PROJECT.report.numbers(six), "the other chapters have their numbers, too"
    assert PageTables(PROJECT, six).html("articles")


OF_ONE_OR_CODED = re.compile(
    r"summit|limits|visit|treaty|troops|spelling|voice|claims|faults|quotations_|quoted|speakers|flags|cast_"
    r"|foreseen_(?!article_least)|doubt_article(?!_share|_words)"
)
"""Of an article, or of what was coded; the least of all articles is that of the sixth, which has no forecast."""
