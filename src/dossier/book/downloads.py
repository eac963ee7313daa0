"""``data/dataset`` and ``notebooks/`` → the files to download: a zip, a workbook, tables, notebooks.

The same dataset gives the same bytes: no clock, no order of a disk enters. Notebooks lose their outputs.
"""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd

from dossier.project import Project
from dossier.schema.files import Tables, read_tables, rows


def package_name(project: Project) -> str:
    """Return the file name of the zip archive that has the dataset."""
    return f"{project.declaration.name}-data-{project.version}.zip"


def workbook_name(project: Project) -> str:
    """Return the file name of the workbook that has the dataset."""
    return f"{project.declaration.name}-data-{project.version}.xlsx"


def edition_name(project: Project) -> str:
    """Return the file name of the archive with book and sources, which is attached to a release."""
    return f"{project.declaration.name}-{project.version}.zip"


def contents(project: Project) -> dict[str, str]:
    """Return the archive and the workbook of the dataset: file name → description for readers."""
    return {
        package_name(
            project
        ): "Every table as CSV, with datapackage.json, codebook and licence: the exact files",
        workbook_name(
            project
        ): "Every table as a sheet; what a spreadsheet would run has an apostrophe in front",
    }


_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first day that a zip file can name, in place of the present time
_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_downloads(project: Project, folder: Path) -> None:
    """Write the archive, the workbook, each table and each notebook of ``project`` into ``folder``."""
    for part in ("data", "notebooks"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for path in project.dataset.glob("*.csv"):
        (folder / "data" / path.name).write_bytes(path.read_bytes())
    for path in project.notebooks.glob("*.ipynb"):
        (folder / "notebooks" / path.name).write_bytes(without_outputs(path.read_bytes()))
    files = {path.name: path.read_bytes() for path in project.dataset.iterdir()}
    files["codebook.md"] = project.codebook.read_bytes()
    files["LICENSE"] = (project.root / "LICENSE").read_bytes()
    (folder / package_name(project)).write_bytes(package(files))
    (folder / workbook_name(project)).write_bytes(
        workbook(read_tables(project.dataset, project.schema.tables))
    )


def csv_name(table: str) -> str:
    """Return the address of a table, as CSV, below the folder of the book.

    >>> csv_name("claims")
    'downloads/data/claims.csv'
    """
    return f"downloads/data/{table}.csv"


def notebook_name(stem: str) -> str:
    """Return the address of a notebook without outputs, below the folder of the book.

    >>> notebook_name("arms")
    'downloads/notebooks/arms.ipynb'
    """
    return f"downloads/notebooks/{stem}.ipynb"


def without_outputs(notebook: bytes) -> bytes:
    """Return ``notebook`` as it is before a run: the page has the outputs, and they are most of its bytes."""
    without = nbformat.reads(notebook.decode("utf-8"), as_version=4)  # type: ignore[no-untyped-call]
    for cell in without.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    without.metadata.pop("dossier", None)  # the fingerprint of what the outputs were computed from
    return str(nbformat.writes(without)).encode("utf-8")  # type: ignore[no-untyped-call]


def package(files: Mapping[str, bytes]) -> bytes:
    """Return a zip archive of ``files`` in alphabetical order: the same files give the same bytes.

    >>> package({"b": b"2", "a": b"1"}) == package({"a": b"1", "b": b"2"})
    True
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, date_time=_EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            mode = 0o755 if content.startswith(b"#!") else 0o644  # a script can be run after unpacking
            entry.external_attr = mode << 16  # where a zip file keeps the mode of Unix
            archive.writestr(entry, content)
    return packed.getvalue()


def workbook(tables: Tables) -> bytes:
    """Return an Excel workbook with a sheet per table, in alphabetical order.

    Numbers are numbers, everything else is text; missing cells are empty.
    """
    import xlsxwriter  # imported only here: its import is slow, and most callers need a name or an address

    packed = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(packed, options) as book:
        book.set_properties({"created": pd.Timestamp(*_EARLIEST[:3]).to_pydatetime()})
        head = book.add_format({"bold": True, "bottom": 1})
        for name, table in sorted(tables.items()):
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 1)
            sheet.set_column(0, len(table.columns) - 1, 18)  # letters: an id or a date fits
            sheet.write_row(0, 0, list(table.columns), head)
            for number, row in enumerate(rows(table), start=1):
                _write_row(sheet, number, row[1:])  # without the index
    return packed.getvalue()


def _write_row(sheet: Any, number: int, cells: tuple[Any, ...]) -> None:
    for column, cell in enumerate(cells):
        if isinstance(cell, str):
            sheet.write_string(number, column, harmless(cell))
        elif not pd.isna(cell):
            sheet.write_number(number, column, float(cell))


def harmless(text: str) -> str:
    """Return ``text`` with an apostrophe in front where a spreadsheet would run it as a formula.

    That holds even when the sheet is saved as CSV and opened again.

    >>> harmless("=1+1"), harmless("a = b")
    ("'=1+1", 'a = b')
    """
    return f"'{text}" if text.startswith(_RUN_BY_SPREADSHEETS) else text
