r"""Rows of cells become the text of a CSV file, and the text the same rows: any text in a cell comes back.

One writer and one reader serve every file of the project. A cell with a comma, a quote, a line feed or a
carriage return stands in quotes. A file that a person edits holds no carriage return: `read_rows` names the
cell that has one.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from dossier.errors import DataError, quoted

csv.field_size_limit(2**31 - 1)  # the schema says how long a cell may be, and then names row and column

_TO_QUOTE = re.compile(r'[,"\r\n]')
_STAND_IN = "\ufffc"  # takes the place of a carriage return while its cell is looked for


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    r"""Return ``rows`` as the text of a CSV file, a line each; `csv_rows` gives the same rows back.

    >>> csv_text([["a", "b"], ["1\r2", 'say "no", then']])
    'a,b\n"1\r2","say ""no"", then"\n'
    """
    return "".join(f"{_line(row)}\n" for row in rows)


def _line(row: Sequence[str]) -> str:
    if len(row) == 1 and not row[0]:
        return '""'  # an empty line would be read as no cell
    return ",".join('"' + cell.replace('"', '""') + '"' if _TO_QUOTE.search(cell) else cell for cell in row)


def csv_rows(text: str) -> list[list[str]]:
    r"""Return the rows of the text of a CSV file; raise ``csv.Error`` where a quote is not closed.

    >>> csv_rows('a,b\n"1\r2",\n')
    [['a', 'b'], ['1\r2', '']]
    """
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def read_rows(name: str, content: bytes) -> list[list[str]]:
    """Return the rows of the CSV file ``name`` from its bytes, the header first; an empty file has none.

    Raises ``DataError`` with the line, or the row and column, for bytes that are no UTF-8, for a quote that
    is not closed, and for a carriage return.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as reason:
        line = content.count(b"\n", 0, reason.start) + 1
        problem = f"is not UTF-8 ({reason.reason})"
        raise DataError(name, problem, row=f"on line {line}", remedy="save it as UTF-8") from reason
    if "\r" in text:
        raise _carriage_return(name, text)
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[list[str]] = []
    begun = 1  # the line on which a row begins; a cell in quotes may have several lines
    try:
        for row in lines:
            rows.append(row)
            begun = lines.line_num + 1
    except csv.Error as reason:
        problem = f"a quote is not closed, or has something behind it ({reason})"
        remedy = 'write two quotes "" for one inside a cell, and one at its end'
        raise DataError(name, problem, row=f"on line {begun}", remedy=remedy) from reason
    return rows


def _carriage_return(name: str, text: str) -> DataError:
    """Return the error that names the cell with the first carriage return of a file."""
    rows = list(csv.reader(io.StringIO(text.replace("\r", _STAND_IN), newline="")))
    header = rows[0] if rows else []
    if any(cell.endswith(_STAND_IN) for cell in header[-1:]) or _STAND_IN in "".join(header[:1]):
        return DataError(
            name, "its lines end in a carriage return", remedy="save it with plain line feeds (LF, not CRLF)"
        )
    for row in rows:
        for number, cell in enumerate(row):
            if _STAND_IN in cell:
                column = header[number] if number < len(header) else ""
                problem = f"{quoted(cell.replace(_STAND_IN, chr(13)))} holds a carriage return"
                return DataError(
                    name, problem, row=row[0], column=column, remedy="take it out: a cell is one line"
                )
    return DataError(name, "holds a carriage return", remedy="take it out")


def read_dicts(name: str, content: bytes) -> list[dict[str, str]]:
    r"""Return the rows of a CSV file as cells by column; raise ``DataError`` for a row of another length.

    >>> read_dicts("a.csv", b"a,b\n1,2\n")
    [{'a': '1', 'b': '2'}]
    """
    header, *rows = read_rows(name, content) or [[]]
    for number, row in enumerate(rows, start=2):
        if len(row) != len(header):
            problem = f"the row has {len(row)} cells, the header has {len(header)}"
            remedy = "put quotes around a cell that holds a comma"
            raise DataError(name, problem, row=f"on line {number}", remedy=remedy)
    return [dict(zip(header, row, strict=True)) for row in rows]
