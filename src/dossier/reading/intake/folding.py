"""The text of a file becomes the text that is read, and each place in it the place in the file's text.

A file may write one letter in several ways: as letter and accent apart, as an entity, with a hyphen that is
not seen. It may break a line where its window ended. What reads a text sees one form of each; `Folded.place`
leads every place back once, so that offsets always count the characters that the file has.
"""

import html
import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Set as AbstractSet
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from dossier.reading.spans import Place

_NO_PIECES: "array[int]" = array("q")


class Folded(NamedTuple):
    """A text in its folded form, in pieces: where each begins here, and where its source begins and ends.

    Without pieces the text is the file's own.
    """

    text: str
    begins: "array[int]" = _NO_PIECES
    starts: "array[int]" = _NO_PIECES
    ends: "array[int]" = _NO_PIECES

    def place(self, place: Place) -> Place:
        """Return the place in the file's text of a ``place`` in this text, which has a character at least.

        >>> fold_text("Les e\u0301lus partent.").place(Place(4, 8))
        Place(start=4, end=9)
        """
        if not self.begins:
            return place
        first, last = bisect_right(self.begins, place.start) - 1, bisect_left(self.begins, place.end) - 1
        start = self.starts[first] + (place.start - self.begins[first]) * self._is_copied(first)
        copied_end = self.starts[last] + place.end - self.begins[last]
        return Place(start, copied_end if self._is_copied(last) else self.ends[last])

    def _is_copied(self, piece: int) -> bool:
        """Return whether a piece has as many characters as its source."""
        after = self.begins[piece + 1] if piece + 1 < len(self.begins) else len(self.text)
        return after - self.begins[piece] == self.ends[piece] - self.starts[piece]


class Folding:
    """A folded text in the making: pieces are copied from the file's text or put in the place of some."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.length = 0
        self._parts: list[str] = []
        self._begins, self._starts, self._ends = array("q"), array("q"), array("q")

    def copy(self, start: int, end: int) -> None:
        """Take over the characters of the file from ``start`` to ``end``."""
        if end > start:
            self.put(self.raw[start:end], start, end)

    def put(self, text: str, start: int, end: int) -> None:
        """Write ``text`` in the place of the file's characters from ``start`` to ``end``."""
        if not text:
            return
        self._parts.append(text)
        self._begins.append(self.length)
        self._starts.append(start)
        self._ends.append(end)
        self.length += len(text)

    def last(self) -> str:
        """Return what was written last."""
        return self._parts[-1] if self._parts else ""

    def done(self) -> Folded:
        """Return the folded text."""
        text = "".join(self._parts)
        if text == self.raw:
            return Folded(text)
        return Folded(text, self._begins, self._starts, self._ends)


_MARKS = "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
CHANGES = (
    r"(?P<hidden>\u00ad(?:\r\n?|\n)?|[\u200b\u2060\ufeff])"  # a hyphen or a space that is not seen
    r"|(?P<entity>&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    rf"|(?P<letter>[^\W_]{_MARKS}+|[\u212a\u212b\u1100-\u1112][\u1161-\u1175]?[\u11a8-\u11c2]?)"
)
"""What a text writes in another way than it is read."""

_HIDDEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
_CHANGES = re.compile(rf"{CHANGES}|(?P<feed>(?P<hyphen>-?)(?P<newline>\r\n?|\n))")


def fold_text(text: str) -> Folded:
    r"""Return a text as it is read: letters in one form, entities as letters, broken lines joined.

    >>> fold_text("Trois cents conte\u00adneurs.\r\nLes &eacute;lus partent.").text
    'Trois cents conteneurs.\nLes élus partent.'
    """
    breaks = broken_lines(text)
    if not breaks and is_in_one_form(text):
        return Folded(text)
    folding, copied = Folding(text), 0
    for change in _CHANGES.finditer(text):
        at = change.start("newline")
        if change["feed"] and at not in breaks and change["newline"] == "\n":
            continue
        folding.copy(copied, change.start())
        copied = change.end()
        if not change["feed"]:
            folding.put(one_form(change), *change.span())
        elif at in breaks:
            folding.put(breaks[at], *change.span())
        else:
            folding.put(change["hyphen"] + "\n", *change.span())
    folding.copy(copied, len(text))
    return folding.done()


def is_in_one_form(text: str) -> bool:
    """Return whether a text surely has nothing to fold, by the quickest questions.

    >>> is_in_one_form("Les élus partent."), is_in_one_form("R&D")
    (True, False)
    """
    return unicodedata.is_normalized("NFC", text) and not any(sign in text for sign in _SIGNS)


_SIGNS = "\r&\u00ad\u200b\u2060\ufeff"


def one_form(change: re.Match[str]) -> str:
    """Return what is read in the place of a match of `CHANGES`: nothing, or a letter in its one form."""
    if change["hidden"]:
        return ""
    if change["entity"]:
        return _HIDDEN.sub("", html.unescape(change[0]))
    return unicodedata.normalize("NFC", change[0])


# Characters. Letters, mails and columns of print break their lines between these widths.
_WIDEST_WINDOW = 120
_NARROWEST_WINDOW = 40
_FEWEST_BREAKS = 3
_STOPPED = re.compile(r"""[.!?…:]["')\]»” ]*$""")
_WORD = re.compile(r"\w+")
_LINE = re.compile(r"[^\r\n]+")
_BETWEEN = re.compile(r"\r\n?|\n")


class _Break(NamedTuple):
    """The end of a line that is followed at once by another line."""

    at: int
    before: str
    after: str

    @property
    def is_inside_a_sentence(self) -> bool:
        """Return whether the line above has no stop, and the line below goes on in lower case."""
        return not _STOPPED.search(self.before) and self.after[:1].islower()


def broken_lines(text: str) -> dict[int, str]:
    r"""Return the breaks that only the width of a window made: where each is, and what is read there.

    A text is broken into lines if no line is wide, most lines fill the window, and the sentence goes on over
    a third of the breaks. A heading and the end of a paragraph stay: they leave a part of the window free.

    >>> broken_lines("Le port rouvre.\nLes grues tournent.")
    {}
    """
    lines = [(line.start(), line.end(), line[0].strip()) for line in _LINE.finditer(text)]
    lines = [line for line in lines if line[2]]
    widest = max((len(line) for _, _, line in lines), default=0)
    if not _NARROWEST_WINDOW <= widest <= _WIDEST_WINDOW:
        return {}
    breaks = [
        _Break(end, before, after)
        for (_, end, before), (start, _, after) in pairwise(lines)
        if _BETWEEN.fullmatch(text, end, start)
    ]
    inside = sum(one.is_inside_a_sentence for one in breaks)
    if len(breaks) < _FEWEST_BREAKS or 3 * inside < len(breaks):
        return {}
    if median(len(one.before) for one in breaks) < 0.6 * widest:
        return {}
    joined = [one for one in breaks if one.is_inside_a_sentence or _fills(one, widest)]
    divided = any(one.before.endswith("-") for one in joined)
    vocabulary = frozenset(_WORD.findall(text.lower())) if divided else frozenset()
    return {one.at: _read_at(one, vocabulary) for one in joined}


def _fills(one: _Break, widest: int) -> bool:
    """Return whether the next word would not have had room in the line."""
    return len(one.before) + 1 + len(one.after.split(maxsplit=1)[0]) > widest


def _read_at(one: _Break, vocabulary: AbstractSet[str]) -> str:
    """Return what is read at a break: a blank; after a hyphen the hyphen, or nothing if it only divides.

    It only divides a word that the text has elsewhere in one piece.
    """
    if not one.before.endswith("-"):
        return " "
    whole = _WORD.findall(one.before)[-1:] + _WORD.findall(one.after)[:1]
    return "" if "".join(whole).lower() in vocabulary else "-"
