"""What the pages on words, corpus and cast say depends on coded cells, never on wording or on a row's place."""

import pandas as pd
import pytest
from variants import backwards, changed, reworded, with_row

from dossier.errors import DataError
from militant_unity import cast, corpus
from militant_unity.words import doubt, key_words, numbers, pairs, quoted, tie_names, where_named

pytestmark = pytest.mark.slow  # each draws its chapter several times over: CI runs them

MODULES = (corpus, cast, numbers, where_named, doubt, quoted)
DRAWINGS = (
    corpus.draw_set_aside,
    corpus.draw_claims_by_theme,
    corpus.draw_flags,
    key_words.draw_key_words,
    pairs.draw_pairs,
    where_named.draw_places,
    doubt.draw_doubt,
    quoted.draw_voices,
    tie_names.draw_ties,
)


def quotable(data):
    return {name: number for module in MODULES for name, number in module.quotable(data).items()}


@pytest.fixture(scope="module")
def drawn(data):
    return [draw(data) for draw in DRAWINGS]


def test_no_number_and_no_drawing_reads_a_sentence(data, drawn):
    other = reworded(data)
    assert changed(quotable(data), quotable(other)) == set()
    assert [draw(other) for draw in DRAWINGS] == drawn
    counted = ["what", "rows of the record"]
    kept = cast.weapons_table(data).frame[counted]
    assert cast.weapons_table(other).frame[counted].equals(kept)


def test_the_order_of_rows_in_a_file_changes_nothing(data, drawn):
    other = backwards(data)
    assert changed(quotable(data), quotable(other)) == set()
    assert [draw(other) for draw in DRAWINGS] == drawn
    assert cast.weapons_table(other).frame.equals(cast.weapons_table(data).frame)
    assert cast.glossary_table(other).frame.equals(cast.glossary_table(data).frame)


NEW_ROWS = (
    ("sources", "tass-charter", {"source_id": "a"}, ()),
    ("entities", "china", {"entity_id": "a", "aliases": "nothing"}, ("cast_names", "cast_named")),
    ("glossary", "silence", {"term": "a"}, ()),
    ("term_glosses", "semaine", {"term": "a"}, ()),
    ("estimates", "2024-11-ukraine-hur-missile-supplied", {"estimate_id": "a"}, ()),
    ("events", "2024-12-04-treaty-in-force", {"event_id": "a"}, ()),
    (
        "translation_flags",
        "t-001",
        {"flag_id": "t-900", "severity": "cosmetic", "start": 0, "end": 1},
        ("flags_cosmetic", "flags_checked"),
    ),
)


@pytest.mark.parametrize("place", ["first", "between", "last"])
@pytest.mark.parametrize(("table", "like", "cells", "counts"), NEW_ROWS, ids=[each[0] for each in NEW_ROWS])
def test_one_more_row_changes_no_number_that_names_another(data, place, table, like, cells, counts):
    more = with_row(data, table, place, like, **cells)
    assert changed(quotable(data), quotable(more)) <= set(counts)


def test_a_quotation_of_an_ally_is_counted_and_not_lost(data):
    """A stake that no article has heard yet gets its row when somebody with it speaks."""
    speaker = quoted.quotations(data)["speaker"].dropna().min()
    interest = data.entities["interest"].mask(data.entities["entity_id"].eq(speaker), "ally_of_party")
    other = data.with_tables(entities=data.entities.assign(interest=interest))
    assert "ally" in set(quoted.voices_table(other).frame["stake"])
    assert quoted.voices(other, quoted.quotations(other)).to_numpy().sum() == len(quoted.quotations(other))
    assert "ally" not in set(quoted.voices_table(data).frame["stake"])
    assert quoted.draw_voices(other).svg


def test_a_term_that_nobody_follows_is_named(data):
    none = data.term_glosses.assign(followed_as=None)
    with pytest.raises(
        DataError, match=r"term_glosses\.csv, column followed_as: 0 terms are followed as 'putin'"
    ):
        numbers.quotable(data.with_tables(term_glosses=none))
    both = data.term_glosses.assign(followed_as="putin")
    with pytest.raises(DataError, match="terms are followed as 'putin', not one; give the name to one term"):
        numbers.quotable(data.with_tables(term_glosses=both))


def test_a_noun_that_is_gone_is_named(data):
    rest = data.concordance_words[data.concordance_words["noun"].ne("alliance")]
    with pytest.raises(
        DataError, match=r"concordance_words\.csv, column noun: no form has the noun 'alliance'"
    ):
        quoted.quotable(data.with_tables(concordance_words=rest))


def test_only_the_words_that_are_shown_are_computed_without_each_article(data, monkeypatch):
    """And they are those that ranking all of them would show."""
    computed = []
    whole = key_words.leave_one_out
    monkeypatch.setattr(key_words, "leave_one_out", lambda *given: computed.append(1) or whole(*given))
    words = key_words.key_words(data)
    assert len(computed) == len(words) == 15
    assert all(ratio.of_all > 0 for ratio in words["ratio"])
    assert isinstance(words, pd.DataFrame)
