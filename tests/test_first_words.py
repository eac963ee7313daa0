"""Tests of `first_words`: a search that looks only at first words finds what the pattern finds anywhere."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.tokenize.punkt import PunktSentenceTokenizer

from dossier.reading import amounts, bounds, counted, not_amounts, numbers
from dossier.reading.dating.rules import RULES, needs_met
from dossier.reading.lexicon import rows
from dossier.reading.lexicon.first_words import Begins, Search, Words
from dossier.reading.lines import _STOPPED, is_stopped
from dossier.reading.number_words import _START, find_figures
from dossier.reading.quoting import cues
from dossier.reading.quoting.lines import _lower
from dossier.reading.sentences import _CUES, French, _tokenizer
from dossier.reading.spans import Place, fold, has_before, search_before
from dossier.reading.units import UNITS

TESTS = Path(__file__).resolve().parent
SEARCHES = {
    "set aside": not_amounts._FIND_WITH_CLOCK,
    "numbered": not_amounts.FIND_NUMBERED,
    "bounds": bounds._FIND_CUE,
    "shares": amounts._FIND_SHARE,
    "magnitudes": amounts._FIND_MAGNITUDE,
    **_CUES,
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
        if spans(search.find(words)) != spans(search.pattern.finditer(text))
    ]


@given(SENTENCES)
def test_a_search_finds_what_its_pattern_finds(text: str) -> None:
    """Made sentences: entries of the word lists, figures and signs in any order and case."""
    assert differences(text) == []
    assert differences(text.upper()) == []


def test_a_search_finds_what_its_pattern_finds_in_articles() -> None:
    """The lines of the articles of our own."""
    assert {line: wrong for line in LABELLED if (wrong := differences(fold(line)))} == {}


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
    assert spans(search.find(Words(text))) != spans(search.pattern.finditer(text))


def test_an_entry_without_a_word_needs_its_sign() -> None:
    """A list cannot get an entry that no word begins, because nobody would look for it."""
    with pytest.raises(ValueError, match="name its sign"):
        Begins(["%"])


@given(SENTENCES)
def test_what_is_passed_over_holds_no_amount(text: str) -> None:
    """A sentence read with all that is passed over gives the same amounts, and so do its dates and quotations."""
    plain = Words(text)
    plain.is_usual, plain.any = False, -1  # every pattern goes through the text itself
    states = amounts._MAY_STATE.search(text)
    expected = numbers._Sentence(plain, UNITS).reading() if states else numbers.Reading()
    assert numbers._read(text, UNITS) == expected


@given(SENTENCES)
def test_a_word_before_a_figure_is_found_as_its_pattern_finds_it(text: str) -> None:
    """Each way to look at the word before a place gives what the pattern gives there."""
    cases = (
        (counted._DEFINITES, counted._DEFINITE),
        (counted._ONLY_LE, counted._THE),
        (numbers._ONLY_ENTRE, numbers._ENTRE),
    )
    for end in range(len(text) + 1):
        for listed, pattern in cases:
            assert has_before(listed, pattern, text, end) == bool(search_before(pattern, text, end))
        assert counted._is_of_which(text, end) == bool(search_before(counted._OF_WHICH, text, end))
        name = bool(search_before(counted._CAPITAL_BEFORE, text, end))
        assert counted._is_behind_name(text, end) == name


def cuts_of_both(text: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the sentences of a text that Punkt finds in its fast form, and by itself."""
    fast = _tokenizer()
    slow = PunktSentenceTokenizer(fast._params, lang_vars=French())
    return list(fast.span_tokenize(text[:5000])), list(slow.span_tokenize(text[:5000]))


def test_punkt_and_its_fast_form_agree_on_articles() -> None:
    """A stop that ends a sentence plainly ends it in Punkt, too."""
    cuts = map(cuts_of_both, LABELLED)
    assert [pair for pair in cuts if pair[0] != pair[1]] == []


@given(SENTENCES)
def test_punkt_and_its_fast_form_agree(text: str) -> None:
    """So it is in made sentences."""
    fast, slow = cuts_of_both(text)
    assert fast == slow


@given(SENTENCES)
def test_phrases_and_nouns_are_found_in_any_line(text: str) -> None:
    """A line is passed over only if it has no phrase and no noun that attributes words."""
    lowered = text.lower() if len(text.lower()) == len(text) else "".join(map(_lower, text))
    line = Place(0, len(text))
    assert spans(cues.find_phrases(text, lowered, line)) == spans(cues.phrase_pattern().finditer(text))
    assert spans(cues.find_nouns(text, lowered, line)) == spans(cues.noun_pattern().finditer(text))


@given(SENTENCES)
def test_a_stop_is_seen_at_the_end(text: str) -> None:
    """The end of a line shows a stop where the pattern of the whole line finds one."""
    for line in (text, f"{text}.", f"{text} (Belga)", f"{text}. (Belga)"):
        assert is_stopped(line) == bool(_STOPPED.search(line))
