"""Names of the tie are shown where they stand, and no passage can be put together from them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.project import find_project
from dossier.reading.sentences import find_sentences
from dossier.reading.spans import Place, words
from dossier.reading.windows import find_windows
from dossier.schema.files import rows

WORDS = find_project().load().concordance_words
NOUNS = dict(
    zip(
        WORDS.loc[WORDS["printed"].eq("yes"), "form"],
        WORDS.loc[WORDS["printed"].eq("yes"), "noun"],
        strict=True,
    )
)


def windows(text):
    return list(find_windows(text, find_sentences(text), NOUNS))


def test_a_window_has_three_words_on_either_side():
    [window] = windows("Le maire dit que le partenariat entre les deux grands ports dure encore.")
    assert (window.before, window.word, window.after) == ("dit que le", "partenariat", "entre les deux")


def test_a_window_stays_in_its_sentence():
    assert [(one.before, one.after) for one in windows("Le port ferme. L’alliance dure. Le port ouvre.")] == [
        ("L’", "dure")
    ]


def test_a_place_leads_to_the_word():
    text = "Une Alliance, puis une coalition de deux grands ports."
    assert [text[one.start : one.end] for one in windows(text)] == ["Alliance", "coalition"]


def test_a_text_without_a_name_has_no_window():
    assert windows("Le port ferme.") == []


@pytest.mark.parametrize(("apart", "found"), [(0, 1), (1, 2), (2, 2)])
def test_a_word_between_two_windows_is_printed_in_neither(apart, found):
    text = "un deux " + "alliance " + "mot " * apart + "coalition trois quatre"
    named = windows(text)
    assert len(named) == found
    assert sum(one.after.count("mot") + one.before.count("mot") for one in named) == max(0, apart - 1)


@given(st.lists(st.sampled_from(["alliance", "partenariats", "port", "le", "ferme."]), max_size=40))
def test_no_two_windows_join(parts):
    text = " ".join(parts)
    covered = [Place(one.start - len(one.before) - 1, one.end + len(one.after) + 1) for one in windows(text)]
    for place, following in pairwise(covered):
        assert words(text[place.end : following.start]), "no word lies between them"
    assert all(len(words(f"{one.before} {one.word} {one.after}")) <= 7 for one in windows(text))


@pytest.mark.parametrize("row", [row._asdict() for row in rows(WORDS) if row.form in NOUNS])
def test_a_name_of_the_tie_is_found_in_its_example(row):
    assert [one.noun for one in windows(row["sample"])] == [row["noun"]]
