"""The rows of a view become CSV for a spreadsheet, or a workbook; no cell would run as a formula in either.

Where the texts are here, each row has its sentence too, so both files are private.
"""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from dossier.book.downloads import spreadsheet_csv, workbook
from dossier.errors import DataError, quoted
from dossier.look.choice import Choice, condition, order
from dossier.look.pages import Look, files_of, words_of
from dossier.look.passages import pieces, without_tags
from dossier.look.views import View, export_columns
from dossier.reading.intake.web_pages import is_page

BATCH = 10_000
"""So many rows are in memory at once while a CSV is written."""

MOST_ROWS = 100_000
"""A workbook is made in memory: a longer one is asked for with a filter, or as CSV."""

_LONGEST_CELL = 32_000  # characters; a sheet takes 32,767


def csv_of(look: Look, view: View, choice: Choice) -> Iterator[bytes]:
    """Yield the CSV of every row that a choice has, in its order, the header first."""
    header = True
    for table in _batches(look, view, choice):
        content = spreadsheet_csv(table)
        yield content if header else content.partition(b"\n")[2]
        header = False


def workbook_of(look: Look, view: View, choice: Choice) -> bytes:
    """Return the workbook of a choice; raise ``DataError`` where it has more rows than `MOST_ROWS`."""
    fulfils, values = condition(view, choice)
    [(count,)] = look.views.tables.rows(f"select count(*) from look_{view.name} where {fulfils}", values)
    if count > MOST_ROWS:
        remedy = f"set a filter that leaves at most {MOST_ROWS:,}, or take the CSV"
        raise DataError("the workbook", f"would have {count:,} rows", remedy=remedy)
    table = pd.concat(list(_batches(look, view, choice)), ignore_index=True)
    return workbook({view.title: table})


def _batches(look: Look, view: View, choice: Choice) -> Iterator[pd.DataFrame]:
    """Yield the rows of a choice as tables, at least one; with texts each row has its sentence."""
    fulfils, values = condition(view, choice)
    columns = export_columns(look.views, view)
    named = ", ".join(f'"{column}"' for column in columns)
    with look.views.tables.connection.cursor() as cursor:
        cursor.execute(
            f"select {named} from look_{view.name} where {fulfils} order by {order(choice)}", values
        )
        kinds = [str(column[1]).upper() for column in cursor.description or []]
        rows = cursor.fetchmany(BATCH)
        while True:
            table = pd.DataFrame(
                {
                    column: pd.Series([row[place] for row in rows], dtype=_dtype(kinds[place]))
                    for place, column in enumerate(columns)
                }
            )
            if look.texts.folder is not None and view.has_places:
                table = _with_words(look, view, table, [dict(zip(columns, row, strict=True)) for row in rows])
            yield table
            if not (rows := cursor.fetchmany(BATCH)):
                return


def _dtype(kind: str) -> str:
    return "Int64" if kind in ("BIGINT", "INTEGER") else "Float64" if kind == "DOUBLE" else "str"


def _with_words(look: Look, view: View, table: pd.DataFrame, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Return ``table`` with the sentence of each row and the passage in it."""
    files = files_of(look, {row["source_id"] for row in rows})
    sentences: list[str | None] = []
    passages: list[str | None] = []
    for row in rows:
        document = files.get(row["source_id"])
        known = document is not None and row["start"] is not None
        text = (
            look.texts.of(document["file"], document["sha256"], document["encoding"])
            if known and document
            else None
        )
        sentence = "".join(piece.words for piece in words_of(view, row, text))
        sentences.append(sentence[:_LONGEST_CELL] or None)
        place = [] if text is None else pieces(text, row["start"], row["end"], ())
        shown = without_tags(place) if text is not None and is_page(text) else place
        passages.append("".join(piece.words for piece in shown)[:_LONGEST_CELL] or None)
    added = {"sentence": sentences, "passage": passages}
    return table.assign(**{name: pd.Series(cells, dtype="str") for name, cells in added.items()})


def kind_of(name: str) -> tuple[str, str]:
    """Return the view and the form of a file's address: ``said.csv`` is the view said as CSV.

    >>> kind_of("said.csv")
    ('said', 'csv')
    """
    view, _, form = name.rpartition(".")
    if form not in ("csv", "xlsx"):
        raise DataError("the address", f"there is no {quoted(name)}", remedy="take a link of a page")
    return view, form
