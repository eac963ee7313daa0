"""A line becomes the passages between its quotation marks; what they say, and who, is left to `quotations`.

Marks are read once from left to right, so that the time grows with the length of the line. Marks within
marks belong to the passage around them. A line that a dash opens is somebody's turn to speak.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from dossier.reading.spans import Place

BLANK = "~"
"""Replaces each character of a marked passage, so that no word in it is taken for the reporter's."""


class Marked(NamedTuple):
    """A passage between marks: its place with them and within them; ``closed`` unless the line ends first."""

    outside: Place
    inside: Place
    closed: bool = True


_MARK = re.compile(r'<<|>>|[«»“”„‹›"]')
_OF_A_MARK = re.compile(r'[«»“”„‹›"<>]')
_CLOSED_BY = {"«": "»", "<<": ">>", "“": "”", "„": "“”", "‹": "›", '"': '"'}
_CLOSING = frozenset("»”›") | {">>"}
_DEEPEST = 4  # marks within marks; a pile of opening marks is no speech
_TURN = re.compile(r"[—–] *(?=[^\W\d])")


def find_marked(text: str, line: Place) -> list[Marked]:
    """Return the passages between marks in a line of ``text``, in order; none lies in another.

    An opening mark that nothing closes reaches to the end of the line, or to the next one of its kind.

    >>> text = "Roy dit « oui à “tout” », puis « non"
    >>> [text[slice(*marked.inside)] for marked in find_marked(text, Place(0, len(text)))]
    ['oui à “tout”', 'non']
    """
    if not _OF_A_MARK.search(text, *line):
        return []
    opened: list[re.Match[str]] = []  # the marks that nothing has closed, the outermost first
    pairs: list[Marked] = []
    for mark in _MARK.finditer(text, *line):
        depth = _closed_by(text, mark, opened)
        if depth is not None:
            pair = Marked(Place(opened[depth].start(), mark.end()), Place(opened[depth].end(), mark.start()))
            del opened[depth:]
            pairs = _with(pairs, pair)
        elif mark[0] not in _CLOSING and not _in_word(text, mark.start() - 1):
            opened = [*opened[:_DEEPEST], mark]
    if opened:
        pairs = _with_open(pairs, opened[0], line.end)
    return [marked for pair in pairs if (marked := _without_spaces(text, pair))]


def _closed_by(text: str, mark: re.Match[str], opened: Sequence[re.Match[str]]) -> int | None:
    """Return the number of the opened mark that ``mark`` closes, the innermost one, if it closes any."""
    if mark[0] == '"' and _in_word(text, mark.end()):
        return None
    depths = (depth for depth in reversed(range(len(opened))) if mark[0] in _CLOSED_BY[opened[depth][0]])
    return next(depths, None)


def _in_word(text: str, offset: int) -> bool:
    """Return whether the character at ``offset`` is part of a word."""
    return 0 <= offset < len(text) and (text[offset].isalnum() or text[offset] == "_")


def _with(pairs: list[Marked], pair: Marked) -> list[Marked]:
    """Return ``pairs`` with one more, which takes the place of those within it."""
    while pairs and pairs[-1].outside.start > pair.outside.start:
        pairs.pop()
    pairs.append(pair)
    return pairs


def _with_open(pairs: list[Marked], mark: re.Match[str], end: int) -> list[Marked]:
    """Return ``pairs`` with the passage that ``mark`` opens and nothing closes."""
    text = mark.string
    behind = [pair for pair in pairs if pair.outside.start > mark.start()]
    same = [pair.outside.start for pair in behind if text.startswith(mark[0], pair.outside.start)]
    reach = min(same, default=end)
    before = pairs[: len(pairs) - len(behind)]
    after = [pair for pair in behind if pair.outside.start >= reach]
    return [*before, Marked(Place(mark.start(), reach), Place(mark.end(), reach), closed=False), *after]


def _without_spaces(text: str, marked: Marked) -> Marked | None:
    """Return a passage without the spaces within its marks, or nothing if nothing is left."""
    passage = text[slice(*marked.inside)]
    start = marked.inside.end - len(passage.lstrip())
    end = marked.inside.start + len(passage.rstrip())
    return marked._replace(inside=Place(start, end)) if start < end else None


def turn_to_speak(text: str, line: Place) -> Place | None:
    """Return what follows the dash that opens a line, if one does.

    >>> turn_to_speak("— Oui, dit Roy.", Place(0, 15))
    Place(start=2, end=15)
    """
    dash = _TURN.match(text, *line)
    return Place(dash.end(), line.end) if dash else None


def without_marked(text: str, marked: Sequence[Marked]) -> str:
    """Return ``text`` with its marked passages blanked out; every other character keeps its place.

    >>> without_marked("Il dit « oui ».", find_marked("Il dit « oui ».", Place(0, 15)))
    'Il dit ~~~~~~~.'
    """
    ends = [0, *(passage.outside.end for passage in marked)]
    starts = [*(passage.outside.start for passage in marked), len(text)]
    kept = (text[end:start] for end, start in zip(ends, starts, strict=True))
    gaps = [BLANK * (passage.outside.end - passage.outside.start) for passage in marked]
    return "".join(piece for pair in zip(kept, [*gaps, ""], strict=True) for piece in pair)
