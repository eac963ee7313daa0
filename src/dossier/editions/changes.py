"""Two ``data/dataset`` folders, before and after → the numbers and the rows that differ.

The older one may be of an edition with other tables and columns than today's. So files are read as text, and
a cell that one side lacks is empty there. `changes_page` makes the page of it.
"""

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from dossier.schema import Schema
from dossier.show.table import grouped

Cells = Mapping[str, str]
Rows = dict[str, Cells]

_HISTORY = ("sha256", "since", "retired", "change_note")  # about the row; no change of what it says
# The columns that say in words what a row is; the first that is filled counts.
_TEXT_COLUMNS = (
    "statement",
    "summary",
    "question",
    "should_mean",
    "note",
    "item",
)


class Figure(NamedTuple):
    """A number of ``numbers.json``, before and after; empty on the side that lacks it."""

    key: str
    before: str
    after: str


class Change(NamedTuple):
    """A row that differs: ``kind`` is added, changed or retired."""

    table: str
    row: str
    kind: str
    text: str
    cells: tuple[tuple[str, str, str], ...]  # column, before, after; of a changed row only
    reason: str
    computed: frozenset[str] = frozenset()
    """The columns of its table that follow from other rows."""


class Changes(NamedTuple):
    """The numbers and the rows that differ between two states."""

    figures: list[Figure]
    rows: list[Change]

    def of(self, kind: str, *, claims: bool = True) -> list[Change]:
        """Return the changes of one ``kind``: of claims, or without ``claims`` of other rows."""
        return [row for row in self.rows if row.kind == kind and (row.table == "claims") is claims]


def compare(before: Path, after: Path, schema: Schema) -> Changes:
    """Return what differs between two dataset folders: numbers, and rows of the printed tables.

    ``schema`` is that of ``after``.
    """
    return Changes(
        list(moved(read_numbers(before), read_numbers(after))),
        [
            change
            for name in schema.printed
            for change in turned(
                name,
                read_rows(before / f"{name}.csv"),
                read_rows(after / f"{name}.csv"),
                frozenset(schema.tables[name].computed()),
            )
        ],
    )


def moved(before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[Figure]:
    """Yield each number that differs between the two sides, in the order of their names.

    >>> list(moved({"a": 1, "b": 2.0}, {"a": 1500, "b": 2.0, "c": "June"}))
    [Figure(key='a', before='1', after='1,500'), Figure(key='c', before='', after='June')]
    """
    for key in sorted({*before, *after}):
        old, new = before.get(key), after.get(key)
        if old != new:
            rounded = _written(old), _written(new)
            # Where rounding hides the difference, the numbers are printed in full.
            yield Figure(key, *(rounded if rounded[0] != rounded[1] else (str(old), str(new))))


def _written(value: object) -> str:
    """Return a number rounded to four places, any other value as text; empty for none."""
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return grouped(round(value, 4))
    return str(value)


def turned(table: str, before: Rows, after: Rows, computed: frozenset[str] = frozenset()) -> Iterator[Change]:
    """Yield the change of each row of a table that differs, in the order of their ids.

    ``computed`` are the columns of the table that follow from other rows.
    """
    for row in sorted({*before, *after}):
        old, new = before.get(row, {}), after.get(row, {})
        was_live, is_live_now = is_live(old), is_live(new)
        reason = new.get("change_note", "")
        if was_live and not is_live_now:
            yield Change(table, row, "retired", _text(old), (), reason)
        elif is_live_now and not was_live:
            yield Change(table, row, "added", _text(new), (), reason)
        elif was_live and (cells := tuple(_cells(old, new))):
            new_reason = reason if reason != old.get("change_note", "") else ""
            yield Change(table, row, "changed", _text(new), cells, new_reason, computed)


def is_live(row: Cells) -> bool:
    """Return whether a row exists and is not retired."""
    return bool(row) and not row.get("retired")


def _text(row: Cells) -> str:
    return next((row[column] for column in _TEXT_COLUMNS if row.get(column)), "")


def _cells(old: Cells, new: Cells) -> Iterator[tuple[str, str, str]]:
    """Yield column, old and new value of each cell that differs, without the history of the row."""
    for column in dict.fromkeys([*new, *old]):
        if column not in _HISTORY and old.get(column, "") != new.get(column, ""):
            yield column, old.get(column, ""), new.get(column, "")


def unexplained(changes: Changes) -> list[str]:
    """Return the ids of ``claims`` that were changed by hand or retired without a new ``change_note``."""
    return [
        change.row
        for change in changes.of("changed") + changes.of("retired")
        if not change.reason
        and (change.kind == "retired" or {column for column, _, _ in change.cells} - change.computed)
    ]


def read_numbers(folder: Path) -> dict[str, object]:
    """Return ``numbers.json`` in a dataset folder; empty where there is none."""
    file = folder / "numbers.json"
    return dict(json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else {}


def read_rows(file: Path) -> Rows:
    """Return the rows of a table by their ids, the first column; none where there is no file."""
    if not file.is_file():
        return {}
    with file.open(encoding="utf-8", newline="") as lines:
        return {next(iter(row.values())): row for row in csv.DictReader(lines)}
