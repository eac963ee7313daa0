"""The words of a sentence, cut once, become the kinds of findings that it may hold: a bit for each finder.

A finder is asked only about a sentence that has one of the words by which its findings begin. The words come
from the lists of the finders; what a word tells is remembered, because most words of a folder are few.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import IntFlag
from functools import cache, reduce
from operator import or_
from typing import NamedTuple

from dossier.reading.lexicon import rows
from dossier.reading.lexicon.first_words import words_of
from dossier.reading.mentions import Names
from dossier.reading.sentences import themes_of_word
from dossier.reading.spans import fold, words
from dossier.schema.words import CUE_LISTS


class May(IntFlag):
    """What a sentence may hold."""

    NOTHING = 0
    NUMBER = 1
    NAME = 2
    NOUN = 4
    HEDGES = 8
    NEGATIONS = 16
    ANYTHING = 31


NUMBER, NAME, NOUN, ANYTHING = map(int, (May.NUMBER, May.NAME, May.NOUN, May.ANYTHING))
CUES = {cue_list: int(May[cue_list.upper()]) for cue_list in CUE_LISTS}
"""The bits of what a sentence may hold."""


class Read(NamedTuple):
    """A sentence in words, what it may hold, and the themes of its words, in order."""

    words: list[str]
    bits: int
    themes: tuple[str, ...]

    @property
    def may(self) -> May:
        """What the sentence may hold."""
        return May(self.bits)

    def may_hold(self, something: int) -> bool:
        """Return whether the sentence may hold something, told by its bits: `May` itself is slower."""
        return self.bits & something == something


_UNUSUAL = re.compile(r"[^\x00-\u012f\u0132-\u017e\u2000-\u206f€™°]|[ª²³µ¹º¼-¾\u0149]")
"""A sign that lower case, or the form that words are counted in, may change in a way that patterns do not."""

_DIGIT = re.compile(r"\d")
_MOST_REMEMBERED = 200_000  # words; a folder in other languages, or in none, would fill the memory


class WordPass:
    """What each word tells, for the names, themes and nouns of a report."""

    def __init__(self, names: Names, terms: Sequence[tuple[str, str]], nouns: Mapping[str, str]) -> None:
        self.terms = terms
        self.starts = dict(_starts())
        _mark(self.starts, names.entity_of, May.NAME)
        _mark(self.starts, nouns, May.NOUN)
        self.told = _Told(self.starts, terms)

    def read(self, sentence: str) -> Read:
        """Return the words of ``sentence`` and what they tell."""
        seen = words_of(fold(sentence))
        listed = seen.listed if seen.is_usual else words(sentence)
        if len(self.told.themes) >= _MOST_REMEMBERED:
            self.told.clear()
            self.told.themes.clear()
        may = reduce(or_, map(self.told.__getitem__, listed), 0)
        themes: tuple[str, ...] = ()
        if may & _THEMED:
            of_words = self.told.themes
            themes = tuple(
                sorted(frozenset[str]().union(*(of_words[word] for word in listed if word in of_words)))
            )
        if not seen.is_usual and _UNUSUAL.search(sentence):
            return Read(listed, ANYTHING, themes)
        return Read(listed, may & ANYTHING, themes)


_THEMED = ANYTHING + 1
"""The bit of a word that belongs to a theme."""


class _Told(dict[str, int]):
    """What each word tells: the bits of what it may begin, and its themes."""

    def __init__(self, starts: Mapping[str, int], terms: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.starts, self.terms = starts, terms
        self.themes: dict[str, frozenset[str]] = {}

    def __missing__(self, word: str) -> int:
        """Return, and remember, the bits of a word."""
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        bits = int(self.starts.get(word, 0)) | (int(May.NUMBER) if _DIGIT.search(word) else 0)
        if themes := frozenset(themes_of_word(word, self.terms)):
            self.themes[word] = themes
            bits |= _THEMED
        self[word] = bits
        return bits


@cache
def _starts() -> dict[str, int]:
    """Return the words of the engine's lists that may begin a finding, each with its bits."""
    starts: dict[str, int] = {}
    number_words = [row["word"] for row in rows("number_words")]
    _mark(starts, number_words, May.NUMBER)
    _mark(starts, (f"{word}s" for word in number_words), May.NUMBER)
    _mark(starts, ("demi", "demie"), May.NUMBER)
    for cue_list in CUE_LISTS:
        _mark(starts, (row["cue"] for row in rows(cue_list)), May[cue_list.upper()])
    return starts


def _mark(starts: dict[str, int], entries: Iterable[str], may: May) -> None:
    """Enter the first word of each of ``entries`` with the bit of what it may begin."""
    for entry in entries:
        for word in words(entry)[:1]:
            starts[word] = starts.get(word, 0) | int(may)
