"""Rows of a measured table become the lines of its CSV file, checked against the declaration of the table.

The lines are those that `to_bytes` writes from a data frame, without the frame: a large folder gives millions
of rows, and a frame of them all would not fit into memory. What pandera checks in a cell is checked here in
all cells of a column at once; pandera itself is asked only about a row that fails, and then names it.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache, partial
from operator import itemgetter, le
from typing import Any, NamedTuple

from dossier.schema.base import Table
from dossier.schema.cells import csv_text

Row = Mapping[Any, Any]
Cells = tuple[Any, ...]
Fault = Callable[[Collection[Any]], bool]


class Column(NamedTuple):
    """How the cells of a column are written, and which of them no row may have."""

    name: str
    kind: str  # text, whole, number
    nullable: bool
    faults: tuple[Fault, ...]


class Form(NamedTuple):
    """A table as this module writes it: its declaration, and its columns in order."""

    table: type[Table]
    columns: tuple[Column, ...]

    def cells(self, rows: Sequence[Row]) -> list[Cells]:
        """Return the cells of ``rows`` in the order of the columns; an absent one is nothing."""
        names = [column.name for column in self.columns]
        try:
            cells = list(map(itemgetter(*names), rows))
        except KeyError:
            return [tuple(map(row.get, names)) for row in rows]
        return cells if len(names) > 1 else [(cell,) for cell in cells]

    def check(self, cells: Sequence[Cells]) -> None:
        """Raise the error of pandera if a cell is one that the table does not allow."""
        for column, values in zip(self.columns, zip(*cells, strict=True), strict=False):
            different = set(values)
            empty = None in different
            different.discard(None)
            if (empty and not column.nullable) or any(fault(different) for fault in column.faults):
                names = [column.name for column in self.columns]
                self.table.validate(self.table.of(dict(zip(names, row, strict=True)) for row in cells))

    def header(self) -> str:
        """Return the first line of the file."""
        return csv_text([[column.name for column in self.columns]])

    def lines(self, cells: Sequence[Cells]) -> str:
        """Return the rows as lines of the file, each with its line feed."""
        if not cells:
            return ""
        columns = [
            _texts(column.kind, values)
            for column, values in zip(self.columns, zip(*cells, strict=True), strict=True)
        ]
        lines = "".join([f"{line}\n" for line in map(",".join, zip(*columns, strict=True))])
        rows, commas = len(cells), len(cells) * (len(columns) - 1)
        plain = lines.count(",") == commas and lines.count("\n") == rows and not _TO_QUOTE.search(lines)
        return lines if plain and commas else csv_text([*zip(*columns, strict=True)])


def _texts(kind: str, cells: Sequence[Any]) -> Sequence[str]:
    """Return the cells of a column as a file has them."""
    write = _WRITERS[kind]
    if None in cells:
        return ["" if cell is None else write(cell) for cell in cells]
    if kind == "whole" and {int}.issuperset(map(type, cells)):
        return list(map(str, cells))
    return cells if kind == "text" else list(map(write, cells))


_TO_QUOTE = re.compile(r'["\r]')


def _whole(cell: Any) -> str:
    return str(cell) if type(cell) is int else str(int(cell))


def _number(cell: Any) -> str:
    return f"{float(cell):.15g}"


_WRITERS: dict[str, Callable[[Any], str]] = {"text": str, "whole": _whole, "number": _number}


@cache
def form_of(table: type[Table]) -> Form:
    r"""Return how the rows of ``table`` are checked and written.

    >>> from dossier.schema import MEASURED
    >>> cues = form_of(MEASURED["cues"])
    >>> cues.lines(cues.cells([{"source_id": "port", "cue_list": "hedges", "cue": "selon", "count": 2}]))
    'port,hedges,selon,2\n'
    """
    columns = table.to_schema().columns.items()
    return Form(table, tuple(_column(name, column) for name, column in columns))


def _column(name: str, column: Any) -> Column:
    """Return what pandera's ``column`` demands of its cells."""
    data_type = str(column.dtype).lower()
    kind = "whole" if data_type.startswith("int") else "number" if data_type.startswith("float") else "text"
    wrong_type = _not_text if kind == "text" else _no_number
    return Column(name, kind, column.nullable, (wrong_type, *map(_fault, column.checks)))


def _not_text(cells: Collection[Any]) -> bool:
    return "" in cells or not {str}.issuperset(map(type, cells))


def _no_number(cells: Collection[Any]) -> bool:
    return not {int, float}.issuperset(map(type, cells))


def _fault(check: Any) -> Fault:
    """Return the function that says whether one of the cells of a column fails pandera's ``check``."""
    rule = check.statistics
    match check.name:
        case "isin":
            allowed = frozenset(rule["allowed_values"])
            return lambda cells: not allowed.issuperset(cells)
        case "str_matches":
            pattern = rule["pattern"]
            fits = re.compile(getattr(pattern, "pattern", pattern)).match
            return lambda cells: _not_text(cells) or not all(map(fits, cells))
        case "greater_than_or_equal_to":
            least = rule["min_value"]
            return lambda cells: _no_number(cells) or not all(map(partial(le, least), cells))
    raise ValueError(f"no rule of a measured table: {check.name}")
