"""The names of the tie where they stand, each in a window too short to give an article away."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from dossier.reading.spans import Place, find_words

BESIDE = 3
"""Words on either side: with the name, seven of the eight running words that may be printed."""


class Window(NamedTuple):
    """A word that may name the tie, where it stands, and what stands beside it."""

    start: int
    end: int
    noun: str
    before: str
    word: str
    after: str


def find_windows(text: str, sentences: Sequence[Place], nouns: Mapping[str, str]) -> Iterator[Window]:
    """Yield each listed word in ``sentences`` of ``text``, in reading order.

    ``nouns`` are the forms that are listed, each with its noun. A window stays in its sentence. Two windows
    never touch: at least one word between them is printed in neither, so that nobody can join them to a
    longer passage.

    >>> text, nouns = "Un partenariat entre deux ports.", {"partenariat": "partnership"}
    >>> [(one.before, one.word, one.after) for one in find_windows(text, [Place(0, 32)], nouns)]
    [('Un', 'partenariat', 'entre deux ports')]
    """
    every = [(place, sentence) for sentence in sentences for place in find_words(text, sentence)]
    named = [at for at, (place, _) in enumerate(every) if text[place.start : place.end].lower() in nouns]
    free = 0  # the first word that the next window may print
    for at, following in pairwise([*named, len(every) + BESIDE]):
        if at < free:  # two names side by side: the window of the first shows both
            continue
        reach = range(max(free, at - BESIDE), max(at, min(at + BESIDE, following - 2, len(every) - 1)) + 1)
        word, sentence = every[at]
        within = [each for each in reach if every[each][1] == sentence]
        first, last = every[within[0]][0].start, every[within[-1]][0].end
        printed = text[word.start : word.end]
        yield Window(
            start=word.start,
            end=word.end,
            noun=nouns[printed.lower()],
            before=text[first : word.start].strip(),
            word=printed,
            after=text[word.end : last].strip(),
        )
        free = within[-1] + 2
