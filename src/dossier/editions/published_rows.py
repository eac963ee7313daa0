"""``editions/<version>.rows`` and the present dataset → what changed since that edition and no row explains.

The folder has a file per table, with the ids of its rows and a digest of every other cell. So the check needs
neither git nor the older dataset. `record-edition` writes it once; nothing in it is ever edited.
"""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from dossier.editions.record import Edition, read_editions
from dossier.errors import BookError, DataError
from dossier.project import Project
from dossier.schema import Schema, Table
from dossier.schema.cells import read_dicts
from dossier.schema.files import rows_file

Cells = Mapping[str, str]
Rows = dict[str, Cells]

HISTORY = ("sha256", "digest", "since", "retired", "change_note")
"""Columns about a row, none of what it says."""


class Cell(NamedTuple):
    """A cell by its table, row and column: what `reasons` names."""

    table: str
    row: str
    column: str


def rows_folder(root: Path, version: str) -> Path:
    """Return the folder with the digests of the rows of an edition."""
    return root / "editions" / f"{version}.rows"


def digest(cell: str) -> str:
    """Return the first 12 digits of the SHA-256 of a cell; an empty cell stays empty.

    >>> digest("He came."), digest("")
    ('ca7930a0adc7', '')
    """
    return hashlib.sha256(cell.encode("utf-8")).hexdigest()[:12] if cell else ""


def row_id(row: Cells, key: list[str]) -> str:
    """Return the id of a row: the cells of its ``key``, joined by a blank where there are several.

    >>> row_id({"place": "port", "form": "ports", "note": ""}, ["place", "form"])
    'port ports'
    """
    return " ".join(row[column] for column in key)


def read_rows(file: Path, key: list[str]) -> Rows:
    """Return the rows of a CSV file by their ids, every cell as text; none where there is no file."""
    if not file.is_file():
        return {}
    return {row_id(row, key): row for row in read_dicts(file.name, file.read_bytes())}


def digests_of_rows(dataset: Path, schema: Schema) -> dict[str, bytes]:
    """Return the files of `rows_folder` for a dataset folder, by name: ids, digests of the other cells."""
    files = {}
    for name in schema.followed:
        key = schema.tables[name].key()
        if rows := read_rows(dataset / f"{name}.csv", key):
            columns = list(next(iter(rows.values())))
            table = [
                [row[column] if column in key else digest(row[column]) for column in columns]
                for row in rows.values()
            ]
            files[f"{name}.csv"] = rows_file(columns, table)
    return files


def write_rows(root: Path, version: str, files: Mapping[str, bytes]) -> None:
    """Write the digests of the rows of an edition, which no edition had before."""
    folder = rows_folder(root, version)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


class Present:
    """The dataset of today beside the digests of the last edition."""

    def __init__(self, project: Project, last: Edition) -> None:
        self.dataset, self.tables = project.dataset, project.schema.tables
        self.folder = rows_folder(project.root, last.version)
        if not self.folder.is_dir():
            remedy = f"put it back: git checkout -- editions/{self.folder.name}"
            raise DataError(self.folder.name, "the digests of published rows are gone", remedy=remedy)
        self.last = last.version
        self.reasons = self._of_this_edition("reasons", project.edition)
        self.migrations = self._of_this_edition("migrations", project.edition)

    def _of_this_edition(self, table: str, edition: str) -> list[Cells]:
        """Return the rows of `reasons` or `migrations` that the present draft brought."""
        file = self.dataset / f"{table}.csv"
        if not file.is_file():
            return []
        return [row for row in read_dicts(file.name, file.read_bytes()) if row["since"] == edition]

    def faults(self) -> Iterator[DataError]:
        """Yield a fault for each change without a reason, and each untrue reason or migration."""
        changed = {
            cell: None for file in sorted(self.folder.glob("*.csv")) for cell in self.changed(file.stem)
        }
        given = {Cell(row["table_name"], row["row_id"], row["column"]) for row in self.reasons}
        for cell in changed:
            if cell not in given:
                problem = f"changed since edition {self.last}, and no row of reasons.csv says why"
                remedy = "add one; tools/reasons.py prints it, but for the reason"
                if not cell.column:
                    problem = f"was published in edition {self.last} and is gone"
                    remedy = "bring it back; a row of claims is retired, never taken out"
                elif cell.column not in self.tables[cell.table].columns():
                    problem = f"was published in edition {self.last}, and the table has no such column"
                    remedy = "bring it back, or say in migrations.csv what it became"
                yield DataError(f"{cell.table}.csv", problem, row=cell.row, column=cell.column, remedy=remedy)
        for row in self.reasons:
            if problem := self._wrong_reason(row):
                name = f"{row['table_name']} {row['row_id']}"
                remedy = "mend it, or take it out; tools/reasons.py prints what changed"
                yield DataError("reasons.csv", problem, row=name, column=row["column"], remedy=remedy)
        for row in self.migrations:
            if problem := self._wrong_migration(row):
                yield DataError(
                    "migrations.csv",
                    problem,
                    row=f"{row['table_name']} {row['old_column']}",
                    column="new_column" if "has no" in problem else "old_column",
                    remedy="mend the row, or take it out",
                )

    def changed(self, table: str) -> Iterator[Cell]:
        """Yield each cell of ``table`` that has another digest now; a row that is gone has no column.

        Left out are computed columns, those that a migration tells of, and rows that are retired.
        """
        if table not in self.tables:
            yield Cell(table, "", "")
            return
        before, now, columns = self._rows(table)
        for name, row in before.items():
            if name not in now:
                yield Cell(table, name, "")
            elif not row.get("retired") and not now[name].get("retired"):
                yield from (
                    Cell(table, name, column) for column in columns if _differs(row, now[name], column)
                )
        yield from (
            Cell(table, "", column) for column in columns if column not in self.tables[table].columns()
        )

    def _rows(self, table: str) -> tuple[Rows, Rows, list[str]]:
        """Return the digests of a table, its rows of today, and the published columns to be compared."""
        declared = self.tables[table]
        before = read_rows(self.folder / f"{table}.csv", declared.key())
        now = read_rows(self.dataset / f"{table}.csv", declared.key())
        migrated = {row["old_column"] for row in self.migrations if row["table_name"] == table}
        left_out = {*declared.key(), *HISTORY, *declared.computed(), *migrated}
        return before, now, [column for column in _columns(before) if column not in left_out]

    def _wrong_reason(self, reason: Cells) -> str:
        """Return what is untrue in a row of `reasons`; empty where nothing is."""
        declared = self.tables.get(reason["table_name"], Table)
        file = f"{reason['table_name']}.csv"
        before = (
            read_rows(self.folder / file, declared.key()).get(reason["row_id"], {})
            if declared is not Table
            else {}
        )
        if reason["column"] not in before:
            return f"edition {self.last} has no such cell"
        if digest(reason["was"]) != before[reason["column"]]:
            return f"its `was` is not what edition {self.last} had"
        now = read_rows(self.dataset / file, declared.key()).get(reason["row_id"], {})
        if reason["is"] != now.get(reason["column"], ""):
            return "its `is` is not what the dataset has"
        return "" if reason["was"] != reason["is"] else "the cell did not change"

    def _wrong_migration(self, migration: Cells) -> str:
        """Return what is untrue in a row of `migrations`; empty where nothing is."""
        table, old, new = migration["table_name"], migration["old_column"], migration["new_column"]
        if table not in self.tables:
            return "there is no such table"
        before = read_rows(self.folder / f"{table}.csv", self.tables[table].key())
        now = read_rows(self.dataset / f"{table}.csv", self.tables[table].key())
        if old not in _columns(before):
            return f"edition {self.last} had no such column"
        if new not in self.tables[table].columns():
            return f"the table has no column {new}"
        if old != new:
            return f"the column is still there, beside {new}" if old in self.tables[table].columns() else ""
        moved = any(_differs(row, now[name], old) for name, row in before.items() if name in now)
        return "" if moved else "no cell of the column changed"


def _columns(rows: Rows) -> list[str]:
    return list(next(iter(rows.values()), ()))


def _differs(before: Cells, now: Cells, column: str) -> bool:
    """Return whether a cell of today has another digest; a column that is gone is told once for its table."""
    return column in now and digest(now[column]) != before[column]


def unexplained(project: Project) -> list[DataError]:
    """Return a fault for each change since the last edition that no row explains; none without an edition."""
    editions = read_editions(project.root)
    return list(Present(project, editions[-1]).faults()) if editions else []


def demand_reasons(project: Project) -> None:
    """Raise ``BookError`` with a line for each change since the last edition that no row explains."""
    if faults := unexplained(project):
        raise BookError("\n".join(map(str, faults)))
