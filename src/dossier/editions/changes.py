"""What changed between two states of the dataset, and the page that says so.

The older state may be of an edition with other tables and columns than today's: files are read as text,
and what one side does not have is empty there.
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

_HISTORY = ("sha256", "since", "retired", "change_note")  # about the row, not of it
_SAYS = (
    "statement",
    "summary",
    "question",
    "should_mean",
    "note",
    "item",
)  # the column that says what a row is


class Figure(NamedTuple):
    """A number that a sentence quotes, before and after; empty where it is not."""

    key: str
    before: str
    after: str


class Change(NamedTuple):
    """What happened to one row: ``kind`` is added, changed or retired."""

    table: str
    row: str
    kind: str
    says: str
    cells: tuple[tuple[str, str, str], ...]  # column, before, after; of a changed row only
    reason: str
    computed: frozenset[str] = frozenset()
    """The columns of its table that follow from other rows."""


class Changes(NamedTuple):
    """All that differs between two states."""

    figures: list[Figure]
    rows: list[Change]

    def of(self, kind: str, *, claims: bool = True) -> list[Change]:
        """Return the claims that were added, changed or retired, or all other rows that were."""
        return [each for each in self.rows if each.kind == kind and (each.table == "claims") is claims]


def compare(before: Path, after: Path, schema: Schema) -> Changes:
    """Compare two dataset folders: the numbers that sentences quote, and the rows that have an address.

    ``schema`` is that of the later one.
    """
    return Changes(
        list(moved(_numbers(before), _numbers(after))),
        [
            change
            for name in schema.printed
            for change in turned(
                name,
                _rows(before / f"{name}.csv"),
                _rows(after / f"{name}.csv"),
                frozenset(schema.tables[name].computed()),
            )
        ],
    )


def moved(before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[Figure]:
    """Yield each number that is not the same on both sides, by its name.

    >>> list(moved({"a": 1, "b": 2.0}, {"a": 1500, "b": 2.0, "c": "June"}))
    [Figure(key='a', before='1', after='1,500'), Figure(key='c', before='', after='June')]
    """
    for key in sorted({*before, *after}):
        old, new = before.get(key), after.get(key)
        if old != new:
            short = _written(old), _written(new)
            yield Figure(key, *(short if short[0] != short[1] else (str(old), str(new))))


def _written(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return grouped(round(value, 4))
    return str(value)


def turned(table: str, before: Rows, after: Rows, computed: frozenset[str] = frozenset()) -> Iterator[Change]:
    """Yield what happened to each row of a table, in the order of their ids.

    ``computed`` are its columns that follow from other rows.
    """
    for row in sorted({*before, *after}):
        old, new = before.get(row, {}), after.get(row, {})
        was, is_now = _is_live(old), _is_live(new)
        reason = new.get("change_note", "")
        if was and not is_now:
            yield Change(table, row, "retired", _says(old), (), reason)
        elif is_now and not was:
            yield Change(table, row, "added", _says(new), (), reason)
        elif was and (cells := tuple(_cells(old, new))):
            fresh = reason if reason != old.get("change_note", "") else ""
            yield Change(table, row, "changed", _says(new), cells, fresh, computed)


def _is_live(row: Cells) -> bool:
    return bool(row) and not row.get("retired")


def _says(row: Cells) -> str:
    return next((row[column] for column in _SAYS if row.get(column)), "")


def _cells(old: Cells, new: Cells) -> Iterator[tuple[str, str, str]]:
    for column in dict.fromkeys([*new, *old]):
        if column not in _HISTORY and old.get(column, "") != new.get(column, ""):
            yield column, old.get(column, ""), new.get(column, "")


def unexplained(changes: Changes) -> list[str]:
    """Return the ids of claims that a reader changed or retired without a new ``change_note``."""
    return [
        change.row
        for change in changes.of("changed") + changes.of("retired")
        if not change.reason
        and (change.kind == "retired" or {column for column, _, _ in change.cells} - change.computed)
    ]


def _numbers(folder: Path) -> dict[str, object]:
    file = folder / "numbers.json"
    return dict(json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else {}


def _rows(file: Path) -> Rows:
    if not file.is_file():
        return {}
    with file.open(encoding="utf-8", newline="") as lines:
        return {next(iter(row.values())): row for row in csv.DictReader(lines)}
