"""Tests of `first_words`: a search that looks only at first words finds what the pattern finds anywhere."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.reading import amounts, bounds, not_amounts
from dossier.reading.dating.rules import RULES, needs_met
from dossier.reading.lexicon import rows
from dossier.reading.lexicon.first_words import Begins, Search, Words
from dossier.reading.number_words import _START, find_figures
from dossier.reading.spans import fold

TESTS = Path(__file__).resolve().parent
SEARCHES = {
    "set aside": not_amounts._FIND_WITH_CLOCK,
    "numbered": not_amounts.FIND_NUMBERED,
    "bounds": bounds._FIND_CUE,
    "shares": amounts._FIND_SHARE,
    "magnitudes": amounts._FIND_MAGNITUDE,
    **{f"date rule {number}": rule.search for number, rule in enumerate(RULES)},
}
LISTS = (
    "bounds",
    "hedges",
    "months",
    "negations",
    "number_words",
    "numbered_things",
    "rate_bases",
    "reporting_nouns",
    "reporting_phrases",
    "reporting_verbs",
    "times",
    "units",
)
ENTRIES = sorted({cell for name in LISTS for row in rows(name) for cell in row.values() if cell})
LABELLED = [
    line
    for folder in ("corpus", "heldout", "second_report/articles", "evaluation/open/texts")
    for file in sorted((TESTS / folder).glob("*.txt"))
    for line in file.read_text(encoding="utf-8").split("\n")
]
JOINTS = [
    " ",
    " ",
    " ",
    ", ",
    "-",
    "/",
    "'",
    " de ",
    " à ",
    "",
    "_",
    "+",
    "[",
    "ſ",
    "²",
    " entre ",
    " le ",
    ". ",
]
FIGURES = [
    "4",
    "12",
    "2019",
    "2 000",
    "3,5",
    "1er",
    "T2",
    "07/10/2024",
    "10 h",
    "3-1",
    "[3]",
    "L12",
    "75e",
    "23",
]

PIECES = st.sampled_from([*ENTRIES, *FIGURES]) | st.text(max_size=4)
SENTENCES = st.lists(st.tuples(PIECES, st.sampled_from(JOINTS)), max_size=8).map(
    lambda pieces: fold("".join(piece + joint for piece, joint in pieces))
)


def spans(matches: object) -> list[tuple[int, int]]:
    """Return the places of matches."""
    return [match.span() for match in matches]  # type: ignore[attr-defined]


def differences(text: str) -> list[str]:
    """Return the searches that find in a sentence what their pattern alone does not, or the reverse."""
    words = Words(text)
    return [
        name
        for name, search in SEARCHES.items()
        if spans(search.finditer(words)) != spans(search.pattern.finditer(text))
    ]


@given(SENTENCES)
def test_a_search_finds_what_its_pattern_finds(text: str) -> None:
    """Made sentences: entries of the word lists, figures and signs in any order and case."""
    assert differences(text) == []
    assert differences(text.upper()) == []


@pytest.mark.parametrize("text", [*map(fold, LABELLED)])
def test_a_search_finds_what_its_pattern_finds_in_articles(text: str) -> None:
    """The lines of the articles of our own."""
    assert differences(text) == []


@given(SENTENCES)
def test_figures_are_looked_for_where_they_begin(text: str) -> None:
    """Each place where the pattern of a figure fits at a word or a digit is looked at."""
    words = Words(text)
    figures = list(find_figures(words))
    words.is_usual = False  # the pattern itself goes through the text
    assert figures == list(find_figures(words))
    assert not figures or _START.search(text)


@given(SENTENCES)
def test_words_of_time_are_told_by_their_bits(text: str) -> None:
    """The bits of the words keep every date rule that may fit, as the list of the words themselves does."""
    words = Words(text)
    met = needs_met(words)
    words.is_usual = False  # the words are looked up one by one
    assert met >= needs_met(words)


def test_a_missing_first_word_is_noticed() -> None:
    """A search that does not name all of its first words differs from its pattern."""
    search = Search(re.compile(r"\b(?:quai|grue) \d"), Begins(["quai"]))
    text = "la grue 4"
    assert spans(search.finditer(Words(text))) != spans(search.pattern.finditer(text))


def test_an_entry_without_a_word_needs_its_sign() -> None:
    """A list cannot get an entry that no word begins, because nobody would look for it."""
    with pytest.raises(ValueError, match="name its sign"):
        Begins(["%"])
