"""The names of the tie where they stand, each in a window too short to give an article away."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from dossier.reading.lexicon import rows
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


def find_windows(text: str, sentences: Sequence[Place]) -> Iterator[Window]:
    """Yield each listed word in ``sentences`` of ``text``, in reading order.

    A window stays in its sentence. Two windows never touch: at least one word between them is printed in
    neither, so that nobody can join them to a longer passage.

    >>> text = "Un partenariat entre deux ports. Une alliance."
    >>> [(one.before, one.word, one.after) for one in find_windows(text, [Place(0, 32), Place(33, 46)])]
    [('Un', 'partenariat', 'entre deux ports'), ('', 'alliance', '')]
    """
    every = [(place, sentence) for sentence in sentences for place in find_words(text, sentence)]
    named = [
        at for at, (place, _) in enumerate(every) if text[place.start : place.end].lower() in printed_nouns()
    ]
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
            noun=printed_nouns()[printed.lower()],
            before=text[first : word.start].strip(),
            word=printed,
            after=text[word.end : last].strip(),
        )
        free = within[-1] + 2


@cache
def printed_nouns() -> dict[str, str]:
    """Return the forms whose windows are printed, each with the noun that it belongs to."""
    return {row["form"]: row["noun"] for row in rows("tie_names") if row["concordance"] == "yes"}


@cache
def forms_of_nouns() -> dict[str, tuple[str, ...]]:
    """Return every noun that may name the tie, with the forms that are counted.

    >>> forms_of_nouns()["ties"]
    ('lien', 'liens')
    """
    nouns = dict.fromkeys(row["noun"] for row in rows("tie_names"))
    return {noun: tuple(row["form"] for row in rows("tie_names") if row["noun"] == noun) for noun in nouns}
