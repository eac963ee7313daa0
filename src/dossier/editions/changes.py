"""Two ``data/dataset`` folders, before and after → the numbers, the columns and the rows that differ.

The older one may be of an edition with other tables and columns than today's. So files are read as text, and
a column that one side lacks is told once, not for each row. `pages` compares the books; `changes_page` makes
the page of both.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from dossier.editions.pages import PageChanges
from dossier.editions.published_rows import HISTORY, Cells, Rows, read_rows
from dossier.schema import Schema
from dossier.schema.cells import read_dicts
from dossier.show.table import grouped

# The columns that say in words what a row is; the first that is filled counts.
_TEXT_COLUMNS = (
    "statement",
    "summary",
    "question",
    "should_mean",
    "state",
    "detail",
    "object",
    "name",
    "title",
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
    reasons: tuple[tuple[str, str], ...] = ()
    """Columns of ``cells``, each with what `reasons` says of its change."""
    anchored: bool = True
    """Whether a link may lead to the row."""


class Column(NamedTuple):
    """A column that is new, gone, renamed or computed anew: its name before and after, and why."""

    table: str
    before: str
    after: str
    why: str


class Changes(NamedTuple):
    """What differs between two states: numbers, rows, columns, and the pages of the book."""

    figures: list[Figure]
    rows: list[Change]
    columns: list[Column]
    book: PageChanges = PageChanges()

    def of(self, kind: str, *, claims: bool = True) -> list[Change]:
        """Return the changes of one ``kind``: of claims, or without ``claims`` of other rows."""
        return [row for row in self.rows if row.kind == kind and (row.table == "claims") is claims]


def compare(before: Path, after: Path, schema: Schema) -> Changes:
    """Return what differs between two dataset folders: numbers, and rows of the published tables.

    ``schema`` is that of ``after``.
    """
    reasons, changes = (
        read_reasons(after),
        Changes([*moved(read_numbers(before), read_numbers(after))], [], []),
    )
    told = {(row["table_name"], row["old_column"], row["since"]) for row in _read(before / "migrations.csv")}
    migrations = [
        Column(row["table_name"], row["old_column"], row["new_column"], row["why"])
        for row in _read(after / "migrations.csv")
        if (row["table_name"], row["old_column"], row["since"]) not in told
    ]
    changes.columns.extend(migrations)
    for name in schema.followed:
        table = schema.tables[name]
        old, new = (read_rows(folder / f"{name}.csv", table.key()) for folder in (before, after))
        columns = list(_columns(name, old, new, migrations, table.meanings()))
        changes.columns.extend(columns)
        told_once = {column for each in columns + migrations if each.table == name for column in each[1:3]}
        for change in turned(name, old, new, frozenset(table.computed()), frozenset(told_once)):
            given = [(cell, reasons.get((name, change.row, *cell), "")) for cell in change.cells]
            changes.rows.append(
                change._replace(
                    reasons=tuple((cell[0], reason) for cell, reason in given if reason),
                    anchored=name in schema.printed,
                )
            )
    return changes


def read_reasons(dataset: Path) -> dict[tuple[str, ...], str]:
    """Return what `reasons` of a dataset says, by table, row, column, old and new cell."""
    return {
        (row["table_name"], row["row_id"], row["column"], row["was"], row["is"]): row["reason"]
        for row in _read(dataset / "reasons.csv")
    }


def _columns(
    table: str, old: Rows, new: Rows, migrations: list[Column], meanings: Mapping[str, str]
) -> Iterator[Column]:
    """Yield each column that only one side has, where no migration tells of it; none of a new table."""
    before, after = (dict.fromkeys(next(iter(rows.values()), ())) for rows in (old, new))
    if not before or not after:
        return
    migrated = {column for each in migrations if each.table == table for column in each[1:3]}
    for column in dict.fromkeys([*after, *before]):
        if column in migrated or (column in before and column in after):
            continue
        if column in after:
            yield Column(table, "", column, meanings.get(column, ""))
        else:
            yield Column(table, column, "", "")


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


def turned(
    table: str,
    before: Rows,
    after: Rows,
    computed: frozenset[str] = frozenset(),
    left_out: frozenset[str] = frozenset(),
) -> Iterator[Change]:
    """Yield the change of each row of a table that differs, in the order of their ids.

    ``computed`` are the columns of the table that follow from other rows; what is in the columns ``left_out``
    is no change of a row.
    """
    for row in sorted({*before, *after}):
        old, new = before.get(row, {}), after.get(row, {})
        was_live, is_live_now = is_live(old), is_live(new)
        reason = new.get("change_note", "")
        if was_live and not is_live_now:
            yield Change(table, row, "retired", _text(old), (), reason)
        elif is_live_now and not was_live:
            yield Change(table, row, "added", _text(new), (), reason)
        elif was_live and (cells := tuple(_cells(old, new, left_out))):
            new_reason = reason if reason != old.get("change_note", "") else ""
            yield Change(table, row, "changed", _text(new), cells, new_reason, computed)


def is_live(row: Cells) -> bool:
    """Return whether a row exists and is not retired."""
    return bool(row) and not row.get("retired")


def _text(row: Cells) -> str:
    return next((row[column] for column in _TEXT_COLUMNS if row.get(column)), "")


def _cells(old: Cells, new: Cells, left_out: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    """Yield column, old and new value of each cell that differs, without the history of the row."""
    for column in dict.fromkeys([*new, *old]):
        if column not in HISTORY and column not in left_out and old.get(column, "") != new.get(column, ""):
            yield column, old.get(column, ""), new.get(column, "")


def read_numbers(folder: Path) -> dict[str, object]:
    """Return ``numbers.json`` in a dataset folder; empty where there is none."""
    file = folder / "numbers.json"
    return dict(json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else {}


def _read(file: Path) -> list[dict[str, str]]:
    """Return the rows of a table that has no single id; none where there is no file."""
    if not file.is_file():
        return []
    return read_dicts(file.name, file.read_bytes())
