"""``data/dataset`` and ``notebooks/`` → the files to download: a zip, a workbook, tables, notebooks.

The same dataset gives the same bytes: no clock, no order of a disk enters. Notebooks lose their outputs.
"""

import io
import re
import zipfile
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
from pandas.api.types import is_numeric_dtype

from dossier.errors import DataError
from dossier.project import Project
from dossier.schema import Schema
from dossier.schema.codebook import kind_of, meaning_of
from dossier.schema.files import Tables, read_tables, rows, to_bytes


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
        ): "Every table as CSV, with datapackage.json, codebook and licence: the exact files, in which a "
        "cell that a spreadsheet would run stays as it is",
        workbook_name(
            project
        ): "Every table as a sheet, and one that explains every column, its unit and its words. "
        "Open this file, not a CSV, in a spreadsheet that is set to French or to another language with "
        "decimal commas: a CSV has commas between its cells and points in its numbers. What a spreadsheet "
        "would run has an apostrophe in front, as in each CSV that is marked as one for a spreadsheet",
    }


_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first day that a zip file can name, in place of the present time
_BLANK = r"[\s\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\u3000\ufeff]"
_SIGN = r"[=+\-@|%\uff1d\uff0b\uff0d\uff20\u2212\ufe62\ufe63\ufe66\ufe6b]"
_BEGINS = re.compile(rf"{_BLANK}*{_SIGN}|[\t\r\n]")
_BEGINS_WITHIN = re.compile(rf"(?<=[;\t\r\n])(?={_BLANK}*{_SIGN})")
"""Where a spreadsheet would begin a formula: at the start of a cell, after blanks that it drops, with a wide
sign; and behind a semicolon, a tab or a line's end, at which one of another country would split the cell."""


def write_downloads(project: Project, folder: Path) -> None:
    """Write the archive, the workbook, each table and each notebook of ``project`` into ``folder``."""
    for part in ("data", "spreadsheets", "notebooks"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for path in project.dataset.glob("*.csv"):
        (folder / "data" / path.name).write_bytes(path.read_bytes())
    for path in project.notebooks.glob("*.ipynb"):
        (folder / "notebooks" / path.name).write_bytes(without_outputs(path.read_bytes()))
    files = {path.name: path.read_bytes() for path in project.dataset.iterdir()}
    files["codebook.md"] = project.codebook.read_bytes()
    files["LICENSE"] = (project.root / "LICENSE").read_bytes()
    (folder / package_name(project)).write_bytes(package(files))
    tables = read_tables(project.dataset, project.schema.tables)
    for name, table in tables.items():
        (folder / "spreadsheets" / f"{name}.csv").write_bytes(spreadsheet_csv(table))
    (folder / workbook_name(project)).write_bytes(workbook(tables, project.schema))


def csv_name(table: str) -> str:
    """Return the address of a table, as CSV, below the folder of the book.

    >>> csv_name("claims")
    'downloads/data/claims.csv'
    """
    return f"downloads/data/{table}.csv"


def spreadsheet_csv(table: pd.DataFrame) -> bytes:
    r"""Return a table as CSV to be opened in a spreadsheet: no cell of text would run as a formula.

    >>> spreadsheet_csv(pd.DataFrame({"said": ["=1+1", "a = b"], "value": [-1.5, 2.0]})).decode()
    "said,value\n'=1+1,-1.5\na = b,2\n"
    """
    shown = {
        harmless(str(name)): table[name]
        if is_numeric_dtype(table[name])
        else table[name].map(harmless, na_action="ignore")
        for name in table
    }
    return to_bytes(pd.DataFrame(shown))


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


COLUMNS = "columns"
"""The sheet of a workbook that explains the columns of all others."""


def workbook(tables: Tables, schema: Schema | None = None) -> bytes:
    """Return an Excel workbook with a sheet per table, each with a filter above its columns.

    Numbers are numbers, everything else is text; missing cells are empty. With a ``schema`` the first sheet
    explains the columns, the tables come in the order of the schema, what a reader decided first, and a whole
    day is a date. A part of a date, as ``2023-09``, stays the text that it is.
    """
    import xlsxwriter  # imported only here: its import is slow, and most callers need a name or an address

    packed = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(packed, options) as book:
        book.set_properties({"created": pd.Timestamp(*_EARLIEST[:3]).to_pydatetime()})
        head = book.add_format({"bold": True, "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        order = sorted(tables)
        if schema:
            _write_sheet(book.add_worksheet(COLUMNS), explained(tables, schema), head, day, ())
            order = [name for name in (*schema.coded, *schema.record, *schema.tables) if name in tables]
        for name in dict.fromkeys(order):
            dates = schema.tables[name].dates() if schema else ()
            _write_sheet(book.add_worksheet(name), tables[name], head, day, dates)
    return packed.getvalue()


def explained(tables: Tables, schema: Schema) -> pd.DataFrame:
    """Turn the declarations of ``tables`` into a row per column: what it means, and its words.

    The words of a column ``unit`` are the units of the numbers beside it.
    """
    entries = []
    for name, table in schema.tables.items():
        lists = table.vocabularies()
        for column, declared in table.to_schema().columns.items() if name in tables else ():
            words = (f"{word}: {meaning_of(meaning)}" for word, meaning in lists.get(column, {}).items())
            entries.append(
                {
                    "table": name,
                    "column": column,
                    "holds": "date" if column in table.dates() else kind_of(declared),
                    "meaning": str(declared.description),
                    "words": "\n".join(words) or None,
                }
            )
    return pd.DataFrame(entries)


def _write_sheet(sheet: Any, table: pd.DataFrame, head: Any, day: Any, dates: Collection[str]) -> None:
    """Write a table with its head, which stays in view, and a filter; a whole day in ``dates`` is a date."""
    last = max(len(table.columns) - 1, 0)
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, last, 18)  # letters: an id or a date fits
    sheet.autofilter(0, 0, max(len(table), 1), last)
    # A year or the number of an article is text here, and no mistake that a sheet has to mark.
    sheet.ignore_errors({"number_stored_as_text": f"A1:{_column_name(last)}{len(table) + 1}"})
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, harmless(str(column)), head)
    days = {place for place, column in enumerate(table.columns) if column in dates}
    for number, row in enumerate(rows(table), start=1):
        _write_row(sheet, number, row[1:], days, day)  # without the index


_WHOLE_DAY = re.compile(r"(?:19|2\d)\d\d-\d\d-\d\d")  # a sheet knows no day before 1900


def _column_name(place: int) -> str:
    """Return the letters of a column of a sheet, counted from 0.

    >>> _column_name(0), _column_name(25), _column_name(26), _column_name(51)
    ('A', 'Z', 'AA', 'AZ')
    """
    before, last = divmod(place, 26)
    return (_column_name(before - 1) if before else "") + chr(ord("A") + last)


def _write_row(sheet: Any, number: int, cells: tuple[Any, ...], days: Collection[int], day: Any) -> None:
    for column, cell in enumerate(cells):
        if isinstance(cell, str):
            if column in days and _WHOLE_DAY.fullmatch(cell):
                sheet.write_datetime(number, column, date.fromisoformat(cell), day)
            elif sheet.write_string(number, column, harmless(cell)):
                remedy = "shorten it: a sheet takes 32,767 characters a cell"
                raise DataError(sheet.name, "a cell is too long", row=f"on line {number + 1}", remedy=remedy)
        elif not pd.isna(cell):
            sheet.write_number(number, column, float(cell))


def harmless(text: str) -> str:
    """Return ``text`` with an apostrophe in front where a spreadsheet would run it as a formula.

    That holds even when the sheet is saved as CSV and opened again.

    >>> harmless("=1+1"), harmless("a = b"), harmless(" =1+1"), harmless("a;=1+1"), harmless("\uff1d1+1")
    ("'=1+1", 'a = b', "' =1+1", "a;'=1+1", "'\uff1d1+1")
    """
    safe = _BEGINS_WITHIN.sub("'", text)
    return f"'{safe}" if _BEGINS.match(text) else safe
