"""The lines of one article after another become a table on disk, its rows in the order of its key.

Articles come in the order of their ids, and so nearly in that of the rows: only the rows of *port* come after
those of *port-2*, because *port-p001* does. A few articles wait, and the others are written at once.
"""

import re
from bisect import insort
from typing import IO, NamedTuple

_LINE = re.compile(r"[^\n]*\n")  # no cell beside an id holds a line feed


class Slice(NamedTuple):
    """The lines of an article in a table: the ids of the first and the last row, and all lines."""

    first: str
    last: str
    lines: str


class InOrder:
    """The file of a table, to which the slices of articles are added in the order of the articles' ids."""

    def __init__(self, file: IO[str], header: str) -> None:
        self.file = file
        self.waiting: list[Slice] = []
        file.write(header)

    def add(self, source_id: str, piece: Slice | None) -> None:
        """Add the rows of the article ``source_id``; write those that no later article can precede."""
        while self.waiting and self.waiting[0].last < source_id:
            self._write_first()
        if piece:
            insort(self.waiting, piece)

    def close(self) -> None:
        """Write what waits."""
        while self.waiting:
            self._write_first()

    def _write_first(self) -> None:
        """Write the first slice, together with those whose rows stand between its own."""
        group = [self.waiting.pop(0)]
        while self.waiting and self.waiting[0].first < max(piece.last for piece in group):
            group.append(self.waiting.pop(0))
        if len(group) == 1:
            self.file.write(group[0].lines)
            return
        lines = [line for piece in group for line in _LINE.findall(piece.lines)]
        self.file.writelines(sorted(lines, key=lambda line: line.partition(",")[0]))
