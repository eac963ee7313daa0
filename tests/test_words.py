"""Counts of words, and how far one article moves them."""

from types import SimpleNamespace

import pandas as pd
import pytest

from dossier.evidence.articles import article_ids
from dossier.evidence.selections import selected_ids
from dossier.reading.score import score_labels, without_echoes
from dossier.reading.spans import words as words_of
from dossier.show import leave_one_out as show_leave_one_out
from dossier.show.leave_one_out import LeftOut, leave_one_out
from dossier.show.names import article_names
from dossier.show.table import French
from militant_unity.words import doubt, key_words, quoted, tie_names, where_named
from militant_unity.words import pairs as words_pairs

SUMMIT, LIMITS, VISIT, TREATY, TROOPS = ARTICLES = (
    "summit-2023",
    "limits-2023",
    "visit-2024",
    "treaty-2024",
    "troops-2024",
)
"""The articles of the small tables below: the dataset may have more."""

DOCUMENTS = pd.DataFrame({"source_id": list(ARTICLES), "status": "kept"})
SOURCES = pd.DataFrame(
    {"source_id": list(ARTICLES), "date": [f"2024-0{number}" for number, _ in enumerate(ARTICLES, 1)]}
)


@pytest.fixture(scope="module")
def data(five):
    """What the chapter says of the articles it says of the five."""
    return five


def terms(*found):
    """Return the table of terms; each is article, kind, term, count."""
    table = pd.DataFrame(list(found), columns=["source_id", "kind", "term", "count"])
    return table.assign(sentences=table["count"])


def sentences(**tokens):
    """Return one sentence per article, 100 code points long."""
    found = [(f"{each}-s001", each, 0, 100, tokens.get(each[:6], 100)) for each in ARTICLES]
    return pd.DataFrame(found, columns=["sentence_id", "source_id", "start", "end", "tokens"])


@pytest.fixture
def small():
    """Return two words in five articles of 100 words: one in every article, one in a single one."""
    everywhere = [(article, "word", "port", 1) for article in ARTICLES]
    return SimpleNamespace(
        documents=DOCUMENTS,
        sources=SOURCES,
        terms=terms(*everywhere, (SUMMIT, "word", "quai", 8), (LIMITS, "word", "grue", 2)),
        sentences=sentences(),
        entities=pd.DataFrame(
            {
                "entity_id": ["beijing", "china"],
                "metonym_of": ["china", None],
                "aliases": ["port vieux", "Chine"],
            }
        ),
        mentions=pd.DataFrame(
            {
                "source_id": [SUMMIT, SUMMIT, LIMITS],
                "sentence_id": [f"{SUMMIT}-s001", f"{SUMMIT}-s001", f"{LIMITS}-s001"],
                "tenth": [6, 8, 3],
                "entity_id": ["china", "beijing", "china"],
                "mention_id": [f"{SUMMIT}-m001", f"{SUMMIT}-m002", f"{LIMITS}-m001"],
            }
        ),
    )


class TestLeaveOneOut:
    """One function gives every range."""

    def test_each_article_is_left_out_once(self):
        seen = []
        leave_one_out(lambda kept: seen.append(tuple(kept)) or 0.0, ARTICLES)
        assert len(seen) == 6
        assert {frozenset(ARTICLES) - set(kept) for kept in seen[1:]} == {frozenset({a}) for a in ARTICLES}

    def test_it_names_the_article_that_moves_most(self):
        share = {"a": 1, "b": 2, "c": 9}
        found = leave_one_out(lambda kept: sum(share[each] for each in kept), list(share))
        assert found == LeftOut(12, 3, 11, "c")

    def test_a_range_is_rounded_for_a_sentence(self):
        assert show_leave_one_out.ranged("x", LeftOut(0.12345, 0.1, 0.2, "a"), 2) == {
            "x": 0.12,
            "x_least": 0.1,
            "x_most": 0.2,
        }


class TestKnownValues:
    """Small tables, worked out by hand."""

    def test_words_by_the_number_of_articles(self, small):
        found = key_words.reach(small).set_index("articles")
        assert found["words"].to_dict() == {1: 2, 2: 0, 3: 0, 4: 0, 5: 1}
        assert found["occurrences"].to_dict() == {1: 10, 2: 0, 3: 0, 4: 0, 5: 5}
        assert key_words.share_in_one(small).of_all == pytest.approx(2 / 3)
        assert key_words.share_in_one(small).least == pytest.approx(1 / 2)

    def test_a_key_word_stands_often_enough_and_more_often_than_elsewhere(self, small):
        [row] = key_words.key_words(small).to_dict("records")
        assert (row["article"], row["term"], row["here"], row["elsewhere"], row["articles"]) == (
            SUMMIT,
            "quai",
            8,
            0,
            1,
        )
        assert row["ratio"].of_all == 6  # 8 in 100 against a half in 400: 64 times, six doublings

    def test_log_likelihood_by_hand(self):
        """Twice the sum of observed × log(observed / expected), over four cells."""
        assert words_pairs.log_likelihood(10, 10, 10, 20) == pytest.approx(2 * 20 * 0.6931, abs=0.01)
        assert words_pairs.log_likelihood(5, 10, 10, 20) == pytest.approx(0, abs=1e-6)

    def test_dispersion(self):
        size = pd.Series([100, 300])
        assert where_named.dispersion(pd.Series([1, 3]), size) == 0
        assert where_named.dispersion(pd.Series([4, 0]), size) == 0.75

    def test_a_place_is_counted_in_words_and_a_capital_as_its_state(self, small):
        two = [
            (f"{SUMMIT}-s002", SUMMIT, 50, 75, 25),
            (f"{SUMMIT}-s003", SUMMIT, 75, 100, 25),
            (f"{LIMITS}-s002", LIMITS, 25, 100, 75),
        ]
        small.sentences = sentences(**{SUMMIT[:6]: 50, LIMITS[:6]: 25})
        small.sentences = pd.concat([small.sentences, pd.DataFrame(two, columns=small.sentences.columns)])
        small.mentions["sentence_id"] = [f"{SUMMIT}-s002", f"{SUMMIT}-s003", f"{LIMITS}-s002"]
        where = where_named.places(small)
        assert where["share"].to_list() == [0.25, 0.5, 0.75], "of the sentence, by the id of the mention"
        assert where["tenth"].to_list() == [3, 6, 8]
        assert where_named.actors(small).loc["china"].to_dict() == {
            **dict.fromkeys(ARTICLES, 0),
            SUMMIT: 2,
            LIMITS: 1,
        }
        assert where_named.first_place(small, "china")[:3] == (0.25, 0.25, 0.5)

    def test_a_pair_is_gone_without_its_article_and_a_name_is_no_pair(self, small):
        both = [(SUMMIT, "word", "vieux", 4), (SUMMIT, "word", "mur", 4)]
        pairs = [(SUMMIT, "bigram", "vieux mur", 4), (SUMMIT, "bigram", "port vieux", 4)]
        small.terms = pd.concat([small.terms, terms(*both, *pairs)])
        [row] = words_pairs.pairs(small).to_dict("records")
        assert (row["pair"], row["count"], row["articles"]) == ("vieux mur", 4, 1)
        assert (row["strength"].least, row["strength"].moved_by) == (0, SUMMIT)

    def test_a_quotient_is_of_sums(self):
        found = pd.DataFrame({"cues": [1, 3], "words": [100, 100]}, index=["a", "b"])
        assert show_leave_one_out.quotient(found, "cues", "words", 1000) == LeftOut(20, 10, 30, "a")


def test_counts_agree_with_the_tables_that_they_come_from(data):
    assert key_words.reach(data)["occurrences"].sum() == key_words.counts(data, "word").to_numpy().sum()
    assert where_named.actors(data).to_numpy().sum() == len(data.mentions)
    counted = without_echoes(data.quotations)
    assert quoted.voices(data, counted).to_numpy().sum() == len(counted) < len(data.quotations)
    assert quoted.modes(data)["quotations"].sum() == len(quoted.quotations(data))
    listed = doubt.cues(data).groupby("cue_list")[article_ids(data)].sum()
    by_sentence = data.sentences.groupby("source_id")[["hedges", "negations"]].sum().T
    assert listed.loc["hedges"].to_dict() == by_sentence.loc["hedges"].to_dict()
    assert listed.loc["negations"].to_dict() == by_sentence.loc["negations"].to_dict()
    assert list(show_leave_one_out.sizes(data)) == list(
        data.documents.set_index("source_id")["tokens"][article_ids(data)]
    )
    assert where_named.places(data)["share"].between(0, 1).all()


class TestLabels:
    """Quotations as they are read by hand."""

    def test_every_row_of_the_program_is_read_at_its_place(self, data):
        read = data.quotation_labels.dropna(subset=["quotation_id"]).set_index("quotation_id").sort_index()
        found = without_echoes(data.quotations).set_index("quotation_id").sort_index()
        for column in ("source_id", "start", "end"):
            assert read[column].to_dict() == found[column].to_dict()

    def test_what_was_missed_overlaps_nothing_that_was_found(self, data):
        placed = data.quotation_labels.sort_values(["source_id", "start"])
        follows = placed["source_id"].eq(placed["source_id"].shift())
        assert (placed["start"] >= placed["end"].shift())[follows].all()

    def test_what_is_no_quotation_has_neither_mode_nor_speaker(self, data):
        labels = data.quotation_labels
        wrong = labels["verdict"].eq("not_a_quotation")
        assert labels.loc[wrong, ["mode", "speaker"]].isna().all(axis=None)
        assert labels.loc[wrong, ["quotation_id", "note"]].notna().all(axis=None)
        assert labels.loc[~wrong, "mode"].notna().all()

    def test_an_order_is_as_late_as_counted_by_hand(self):
        """Of the six places of two sentences among four, one leaves the first two free."""
        assert where_named.as_late(4, 2, 2) == pytest.approx(1 / 6)
        assert where_named.as_late(5, 1, 0) == 1

    def test_scores_by_hand(self):
        found = pd.DataFrame(
            {
                "source_id": ["a", "a", "a", "unread", "a"],
                "quotation_id": ["q1", "q2", "q3", "q4", "q5"],
                "mode": ["direct", "mixed", "indirect", "direct", "echo"],
                "speaker": ["kim", "roy", None, "kim", "kim"],
            }
        )
        labels = pd.DataFrame(
            {
                "source_id": "a",
                "start": [0, 5, 9, 20],
                "quotation_id": ["q1", "q2", "q3", None],
                "verdict": ["quotation", "not_a_quotation", "quotation", "quotation"],
                "speaker": ["kim", None, "roy", "roy"],
            }
        )
        quotations, speakers = score_labels(found, labels)
        assert [quotations[each] for each in ("found", "true", "right")] == [3, 3, 2]
        assert [speakers[each] for each in ("found", "true", "right")] == [2, 3, 1]


def test_every_french_term_that_is_shown_has_its_english(data):
    shown = {*key_words.key_words(data)["term"], *words_pairs.pairs(data)["pair"]}
    glosses = data.term_glosses.set_index("term")
    assert shown <= set(glosses.index)
    assert set(glosses.index) - shown <= set(glosses.index[glosses["followed_as"].notna()]), "no idle row"
    assert shown - set(key_words.glosses(data)) == {"relations"}, "the same word in English"


def test_the_drawing_says_no_end_where_no_other_article_has_the_word(data):
    found = key_words.key_words(data)
    alt = key_words.draw_key_words(data).alt
    alone = [
        (term, here, ratio)
        for term, here, ratio in zip(found["term"], found["here"], found["ratio"], strict=True)
        if f" {term} {here} to 0, " in alt
    ]
    assert len(alone) == alt.count("(no end)") == found["elsewhere"].eq(0).sum() > 0
    assert all(f"{term} {here} to 0, {ratio.of_all:.1f} (no end)" in alt for term, here, ratio in alone)


def test_a_range_holds_what_leaving_out_gives(data):
    """A sum falls when an article goes; a rate stays between the rates of the articles."""
    found = doubt.doubt(data)
    by_article = 1000 * found["hedges"] / found["words"]
    rate = show_leave_one_out.quotient(found, "hedges", "words", 1000)
    assert by_article.min() < rate.least < rate.of_all < rate.most < by_article.max()


class TestWhatTheProseSays:
    """Words that compare, in the order of the chapter."""

    def test_words(self, data):
        held = key_words.reach(data)
        share = key_words.share_in_one(data)
        assert held["words"].iloc[0] > held["words"].iloc[1:].sum(), "most words stand alone"
        assert share.least > share.of_all, "with fewer texts more words stand alone"
        key = key_words.key_words(data)
        evidence = key.set_index("term")["log_likelihood"]
        assert evidence.idxmax() == "putin", "the most evidence"
        assert {"madden", "bennett"} <= set(key.loc[key["article"].eq(SUMMIT), "term"])
        spelt = key_words.counts(data, "word").loc[["poutine", "putin"]]
        assert (spelt.loc["poutine"] > spelt.loc["putin"]).drop(VISIT).all(), "the rule in the other four"
        assert where_named.actors(data).loc["vladimir-putin"].gt(0).all(), "in every article"
        assert key_words.counts(data, "word").loc["militante"].drop(LIMITS).sum() == 0

    def test_pairs(self, data):
        found = words_pairs.pairs(data).set_index("pair")
        assert found.index[0] == "unité militante"
        assert found.loc["unité militante", "strength"].moved_by == LIMITS
        introducing = key_words.counts(data, "bigram").loc[["déclaré bennett", "déclaré madden"]]
        assert introducing.drop(columns=SUMMIT).to_numpy().sum() == 0
        assert found["expected"].max() < 1, "chance would give each less than once"
        lone = found["articles"].eq(1)
        assert [strength.least == 0 for strength in found["strength"]] == list(lone), "rest on one article"
        assert where_named.actors(data).index[0] == "north-korea", "the actor most often named"
        assert "corée nord" not in key_words.counts(data, "bigram").index

    def test_places(self, data):
        china = where_named.first_place(data, "china")
        assert china.moved_by == LIMITS
        assert china.most > 0.5, "late"
        assert int(100 * china.of_all) == round(100 * china.of_all), (
            "rounded down, so that no article is earlier"
        )
        others = [
            where_named.first_place(data, actor).of_all
            for actor in selected_ids(data, "words.actors_drawn")
            if actor != "china"
        ]
        assert max(others) < china.of_all
        late = where_named.lateness(data, "china").set_index("article")
        assert (late["share"].idxmax(), late["naming"][SUMMIT]) == (SUMMIT, 1)
        assert late["share"].drop(SUMMIT).max() < 0.01, "fewer than one order in a hundred"
        numbers = where_named.quotable(data)
        assert numbers["mentions_china_second_half"] == numbers["mentions_china_treaty"]
        assert abs(numbers["mentions_china_treaty"] / numbers["mentions_china"] - 0.5) < 0.05, "nearly half"
        assert numbers["uneven_russia_most"] < numbers["uneven_china_least"]

    def test_doubt(self, data):
        found = doubt.doubt(data)
        cues = show_leave_one_out.quotient(found, "hedges", "words", 1000)
        assert cues.moved_by == SUMMIT
        assert doubt.quotable(data)["doubt_article"] == article_names(data)[SUMMIT]
        by_cues = (found["hedges"] / found["words"]).sort_values()
        by_reader = (found["reserved"] / found["claims"]).sort_values()
        assert by_cues.index[-1] == by_reader.index[-1] == SUMMIT, "the two ways agree on who comes first"
        assert (found["hedged"] / found["sentences"]).idxmax() == SUMMIT, "so does the share of sentences"
        assert (found["own"] / found["words"]).idxmax() == SUMMIT, "without selon it still comes first"
        assert by_cues.index[-2] != by_reader.index[-2], "and disagree on who comes second"

    def test_voices(self, data):
        table = quoted.voices(data, quoted.quotations(data))
        assert table.loc[TROOPS, "party"] == 0
        assert table.loc[SUMMIT].idxmax() == "independent"
        assert table.loc[TREATY].idxmax() == "party"
        assert (
            table[""].sum() == data.quotation_labels.query("verdict == 'quotation'")["speaker"].isna().sum()
        )
        assert quoted.modes(data)["mixed"].idxmax() == TREATY
        first_two = [key_words.followed(data, name) for name in ("declared", "according")]
        assert list(quoted.cues_of_quotations(data).index[:2]) == first_two
        assert data.quotation_labels["verdict"].eq("quotation").all(), "the program takes nothing for one"
        missed = data.quotation_labels[data.quotation_labels["quotation_id"].isna()]
        assert list(missed["source_id"]) == [TREATY, VISIT], (
            "two words each, at the head of a sentence or far"
        )
        assert missed["end"].sub(missed["start"]).max() < 25, "two words"
        found = without_echoes(data.quotations)
        without = found[found["speaker"].isna()]
        told = quoted.quotations(data).dropna(subset=["quotation_id"]).set_index("quotation_id")["speaker"]
        known = told.reindex(without["quotation_id"]).notna()
        assert known.mean() > 0.5, "most that it leaves without a speaker are known to a reader"

    def test_names(self, data):
        table = tie_names.ties(data)
        assert table.loc["alliance"].to_dict() == {SUMMIT: 0, LIMITS: 2, VISIT: 2, TREATY: 1, TROOPS: 1}
        flags = data.translation_flags.set_index("flag_id").loc[["t-081", "t-083", "t-098"]]
        assert flags["severity"].eq("meaning_changed").all()
        assert flags["source_id"].eq(VISIT).all()
        assert table.loc["partnership", LIMITS] == 0
        titles = data.documents.set_index("source_id")["title"]
        assert "partenariat" in titles[LIMITS]
        claims = data.claims.set_index("claim_id")
        assert claims.loc[["c-045", "c-072"], "source_id"].eq(LIMITS).all()
        assert claims.loc[["c-148", "c-158"], "source_id"].eq(TREATY).all()
        assert claims.loc["c-248", "source_id"] == TROOPS
        assert pd.isna(claims.loc["c-248", "speaker"]), "in its own voice"
        assert list(table.index[:2]) == ["relations", "ally, allies"]
        assert key_words.counts(data, "word").loc["cooperation"].drop(VISIT).sum() == 0
        assert table.loc["alliance"].sum() < table.loc["partnership"].sum() < table.loc["ally, allies"].sum()


class TestConcordance:
    def test_every_name_that_was_counted_is_shown(self, data):
        counted = tie_names.ties(data).sum(axis=1)
        shown = data.concordance["noun"].value_counts()
        assert len(shown) > 2
        assert dict(shown) == {noun: counted[noun] for noun in shown.index}

    def test_a_row_is_seven_words_at_most_and_marked_as_french(self, data):
        shown = tie_names.concordance_table(data)
        assert len(shown.frame) == len(data.concordance)
        for row in shown.frame.itertuples(index=False):
            assert all(isinstance(cell, French) for cell in row[1:])
            assert 1 < len(words_of(" ".join(cell.text for cell in row[1:]))) <= 7
