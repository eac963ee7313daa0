"""The folder that was measured and a place in a file become the words there, cut where a finding begins.

A file is read when it is asked for. One whose bytes are no longer those that were measured gives no words,
because its places would be wrong.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from dossier.reading.files import find_files, path_below, read_file

KEPT_FILES = 64
"""So many texts stay in memory."""


class Mark(NamedTuple):
    """A finding in a text: what it is, and its place."""

    kind: str
    start: int
    end: int


class Piece(NamedTuple):
    """Words of a text, and the kinds of the findings that cover them, joined by blanks."""

    kinds: str
    words: str


class Texts:
    """The texts of the files below a folder; without a folder there is none."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._paths = {path_below(path, folder): path for path in find_files(folder)} if folder else {}
        self._read = lru_cache(maxsize=KEPT_FILES)(self._read_once)

    def of(self, file: str, sha256: str, encoding: str | None = None) -> str | None:
        """Return the text of ``file``, a path below the folder, if its digest is ``sha256``.

        ``encoding`` is the one that it was measured in; it decodes a file that does not say its own.
        """
        return self._read(file, sha256, encoding) if file in self._paths else None

    def _read_once(self, file: str, sha256: str, encoding: str | None) -> str | None:
        assert self.folder is not None
        document = read_file(self._paths[file], self.folder, encoding)
        return document.text or None if document.sha256 == sha256 else None


_TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)


def without_tags(found: Iterable[Piece]) -> list[Piece]:
    """Return pieces of a saved web page as a reader sees them: without tags, each entity as its character.

    >>> without_tags([Piece("", "300&nbsp;dockers<br>au <b>port</b>")])[0].words.split()
    ['300', 'dockers', 'au', 'port']
    """
    return [piece._replace(words=unescape(_TAG.sub(" ", piece.words))) for piece in found]


def pieces(text: str, start: int, end: int, marks: Iterable[Mark]) -> list[Piece]:
    """Return the words of ``text`` from ``start`` to ``end``, cut where a mark begins or ends.

    >>> pieces("Le port ferme.", 0, 14, [Mark("number", 3, 7)])
    [Piece(kinds='', words='Le '), Piece(kinds='number', words='port'), Piece(kinds='', words=' ferme.')]
    """
    end = min(end, len(text))
    inside = [mark for mark in marks if mark.start < end and start < mark.end]
    cuts = sorted(
        {start, end, *(min(max(cut, start), end) for mark in inside for cut in (mark.start, mark.end))}
    )
    return [Piece(kinds_at(first, last, inside), text[first:last]) for first, last in pairwise(cuts)]


def kinds_at(start: int, end: int, marks: Iterable[Mark]) -> str:
    """Return the kinds of the marks that cover a place, each once, joined by blanks."""
    return " ".join(dict.fromkeys(mark.kind for mark in marks if mark.start <= start and end <= mark.end))
