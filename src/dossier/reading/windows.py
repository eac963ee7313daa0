"""The sentences of an article become windows around listed nouns: rows of `concordance`.

A window is so short, and so far from the next one, that no eight running words of an article can be restored.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from dossier.reading.spans import Place, find_words
from dossier.schema.texts import escaped

BESIDE = 3
"""Words on either side: with the noun seven, of the eight running words that may be printed."""


class Window(NamedTuple):
    """A form of a listed noun, its place, and the words beside it."""

    start: int
    end: int
    noun: str
    before: str
    word: str
    after: str


def find_windows(text: str, sentences: Sequence[Place], nouns: Mapping[str, str]) -> Iterator[Window]:
    """Yield a window for each word of ``sentences`` that ``nouns`` lists, in reading order.

    ``nouns`` has each listed form with its noun. A window stays in its sentence. Between two windows at least
    one word is printed in neither, so that nobody can join them to a longer passage.

    >>> text, nouns = "Un partenariat entre deux ports.", {"partenariat": "partnership"}
    >>> [(window.before, window.word, window.after) for window in find_windows(text, [Place(0, 32)], nouns)]
    [('Un', 'partenariat', 'entre deux ports')]
    """
    words = [(place, sentence) for sentence in sentences for place in find_words(text, sentence)]
    listed = [at for at, (place, _) in enumerate(words) if text[place.start : place.end].lower() in nouns]
    free = 0  # the number of the first word that the next window may print
    for at, following in pairwise([*listed, len(words) + BESIDE]):
        if at < free:  # two listed words side by side: the window of the first shows both
            continue
        # It ends two words before the next listed one, so that the word between them stays unprinted.
        last_word = max(at, min(at + BESIDE, following - 2, len(words) - 1))
        reach = range(max(free, at - BESIDE), last_word + 1)
        word, sentence = words[at]
        within = [number for number in reach if words[number][1] == sentence]
        first, last = words[within[0]][0].start, words[within[-1]][0].end
        printed = text[word.start : word.end]
        yield Window(
            start=word.start,
            end=word.end,
            noun=nouns[printed.lower()],
            before=escaped(text[first : word.start].strip()),
            word=printed,
            after=escaped(text[word.end : last].strip()),
        )
        free = within[-1] + 2  # one word stays unprinted
