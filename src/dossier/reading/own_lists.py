"""CSV files of a user become names and terms to look for: what `measure --names` and `--themes` take.

A name needs a `name`; a term needs a `theme` and a `term`. Every cell is checked before any article is read,
and a wrong one is a `DataError` with file, row, column and remedy. A file that Excel wrote may keep the mark
at its beginning and its line ends.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from dossier.errors import DataError, quoted
from dossier.reading.spans import fold
from dossier.schema.cells import read_rows
from dossier.schema.forms import SLUG
from dossier.schema.texts import text_fault
from dossier.schema.words import ENTITY_KINDS

NAME_COLUMNS = ("name", "kind", "aliases", "entity_id")
"""What a list of names may say; only `name` must be there. `kind` says whose short name may be another's."""

TERM_COLUMNS = ("theme", "term")
_IGNORED = {  # columns of the coded tables, and of the proposals, which may stay in the file
    "name": ("metonym_of", "interest", "note", "remark", "count", "articles"),
    "theme": ("sample", "note"),
}
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_LONGEST_NAME = 100  # characters
_TERM = re.compile(r"[^\W_]+\*?")
_THEME = re.compile(r"[^\W_][\w-]*")
_NOT_IN_ID = re.compile(r"[^a-z0-9]+")


def read_names(file: Path) -> pd.DataFrame:
    """Return the rows of a list of names, with the columns of `entities` that the finder of names reads.

    A name without an `entity_id` gets one made of its letters. Raises ``DataError``.
    """
    rows: list[dict[str, str | None]] = []
    owner: dict[str, str] = {}  # of each form of a name
    ids: set[str] = set()
    for line, row in _rows(file, NAME_COLUMNS, ("name",)):
        name = row["name"]
        fault = _Fault(file, line, name)
        if row["kind"] and row["kind"] not in ENTITY_KINDS:
            remedy = f"write one of {', '.join(ENTITY_KINDS)}, or nothing"
            raise fault.of("kind", f"{quoted(row['kind'])} is no kind of name", remedy)
        entity_id = row["entity_id"] or id_of(name)
        if not re.fullmatch(SLUG, entity_id):
            remedy = "write small letters, digits and hyphens, as in lise-roy"
            raise fault.of("entity_id", f"{quoted(entity_id)} is no id", remedy)
        if entity_id in ids:
            raise fault.of(
                "entity_id", f"an earlier row is {quoted(entity_id)}, too", "give one another entity_id"
            )
        ids.add(entity_id)
        aliases = [alias.strip() for alias in row["aliases"].split(";") if alias.strip()]
        for column, form in (("name", name), *(("aliases", alias) for alias in aliases)):
            if len(form) > _LONGEST_NAME or not re.search(r"\w", form):
                remedy = f"write the words of a name, at most {_LONGEST_NAME} characters"
                raise fault.of(column, f"{quoted(form)} is no name", remedy)
            other = owner.setdefault(fold(form), name)
            if other != name:
                raise fault.of(
                    column, f"{quoted(form)} is a name of {other}, too", "take it out of one of the rows"
                )
        rows.append(
            {
                "entity_id": entity_id,
                "name": name,
                "kind": row["kind"] or None,
                "aliases": ";".join(aliases) or None,
            }
        )
    return pd.DataFrame(rows, columns=["entity_id", "name", "kind", "aliases"], dtype="str")


def read_themes(file: Path) -> pd.DataFrame:
    """Return the rows of a list of terms: `theme` and `term`, a word whose star means any ending.

    Raises ``DataError``.
    """
    rows: list[dict[str, str]] = []
    for line, row in _rows(file, TERM_COLUMNS, TERM_COLUMNS):
        fault = _Fault(file, line, row["term"])
        if not _THEME.fullmatch(row["theme"]):
            remedy = "write one word; its parts may be joined by hyphens"
            raise fault.of("theme", f"{quoted(row['theme'])} is no name of a theme", remedy)
        if not _TERM.fullmatch(row["term"]) or row["term"] != row["term"].lower():
            remedy = "write one word in lower case; a star at its end stands for any ending, as in port*"
            raise fault.of("term", f"{quoted(row['term'])} is no single word in lower case", remedy)
        if row in rows:
            raise fault.of("term", "an earlier row has this term and theme", "take one of them out")
        rows.append(row)
    return pd.DataFrame(rows, columns=list(TERM_COLUMNS), dtype="str")


def id_of(name: str) -> str:
    """Return the id of a name: its letters without accents, small, joined by hyphens.

    >>> id_of("Société d’Été (SA)")
    'societe-d-ete-sa'
    """
    plain = unicodedata.normalize("NFKD", fold(name)).encode("ascii", "ignore").decode().lower()
    return _NOT_IN_ID.sub("-", plain).strip("-")


class _Fault:
    """Where a fault is: the file and the row, by its name or its line."""

    def __init__(self, file: Path, line: int, name: str) -> None:
        self.file, self.row = file.name, name or f"on line {line}"

    def of(self, column: str, problem: str, remedy: str) -> DataError:
        """Return the error of a column of this row."""
        return DataError(self.file, problem, row=self.row, column=column, remedy=remedy)


def _rows(file: Path, columns: Sequence[str], needed: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield number and cells of each row of a file; a column that may be left out is empty.

    Blanks at the ends of a cell are taken off, and an empty line is left out.
    """
    content = file.read_bytes().removeprefix(_BYTE_ORDER_MARK).replace(b"\r\n", b"\n")
    lines = read_rows(file.name, content)
    header = [cell.strip() for cell in lines[0]] if lines else []
    _check_header(file.name, header, columns, needed)
    for number, cells in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            problem = f"the row has {len(cells)} cells, the header has {len(header)}"
            remedy = "put quotes around a cell that holds a comma"
            raise DataError(file.name, problem, row=f"on line {number}", remedy=remedy)
        composed = [unicodedata.normalize("NFC", cell.strip()) for cell in cells]
        row = dict(zip(header, composed, strict=True))
        fault = _Fault(file, number, row[needed[-1]])
        for column in columns:
            cell = row.get(column, "")
            if column in needed and not cell:
                raise _Fault(file, number, "").of(
                    column, "the cell is empty", "fill it in, or take the row out"
                )
            if cell and (wrong := text_fault(cell)):
                raise fault.of(column, wrong.problem, wrong.remedy)
        yield number, {column: row.get(column, "") for column in columns}


def _check_header(file: str, header: list[str], columns: Sequence[str], needed: Sequence[str]) -> None:
    """Raise ``DataError`` for a column that is unknown, twice there or missing."""
    known = (*columns, *_IGNORED[columns[0]])
    for column in header:
        if column not in known or header.count(column) > 1:
            problem = "is in the header twice" if column in known else "is unknown"
            remedy = f"the columns are {', '.join(columns)}"
            if column not in known and re.search("[;\t]", column):
                remedy = f"separate the cells by commas, also in the header: {','.join(columns)}"
            raise DataError(file, problem, row="on line 1", column=quoted(column), remedy=remedy)
    for column in needed:
        if column not in header:
            remedy = f"write a header with {', '.join(needed)}"
            raise DataError(file, "is missing", row="on line 1", column=column, remedy=remedy)
