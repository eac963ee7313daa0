"""A batch of planned files becomes the rows of each, by table: what one process does, without the others.

A batch and its settings can be sent to another process or machine: they hold paths, never texts.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from dossier.reading.bulk.csv_rows import Cells, Form, form_of
from dossier.reading.bulk.first_pass import Planned, read_planned
from dossier.reading.bulk.in_order import Slice
from dossier.reading.measure import Lists, measure_in_time
from dossier.reading.time_cap import MOST_SECONDS
from dossier.schema import MEASURED, PUBLIC

MOST_BYTES = 1_000_000
"""A batch ends with the file that reaches this size: some seconds of work, and little to do again."""
MOST_FILES = 250

STATE = ".state.json"
"""Which files a folder of parts was measured from: for `measure` itself, no table."""


class Settings(NamedTuple):
    """What the rows depend on beside the file itself and its code."""

    folder: str
    lists: Lists
    published: str | None = None
    most_seconds: float = MOST_SECONDS
    public: bool = False  # without the private columns
    terms: bool = True  # with the rows of `terms`, four of five of all rows


class Measured(NamedTuple):
    """A file, what became of it, and its lines in each table."""

    source_id: str
    file: str
    status: str
    reason: str | None
    slices: dict[str, Slice]


def forms(*, public: bool = False) -> dict[str, Form]:
    """Return how each measured table is written."""
    return {name: form_of(table) for name, table in (PUBLIC if public else MEASURED).items()}


def ours() -> list[str]:
    """Return the names that a folder of measured tables may hold, as CSV files or as folders of parts."""
    return [*forms(), *(f"{table}.csv" for table in forms()), STATE, f"{STATE}.fresh"]


def batches(planned: Sequence[Planned], most_bytes: int = MOST_BYTES) -> Iterator[list[Planned]]:
    """Yield the files in batches, in order: the same files give the same batches, whoever does the work."""
    batch: list[Planned] = []
    size = 0
    for entry in planned:
        batch.append(entry)
        size += entry.bytes
        if size >= most_bytes or len(batch) == MOST_FILES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def rows_of_batch(settings: Settings, batch: Sequence[Planned]) -> Iterator[dict[str, list[Cells]]]:
    """Yield the rows of each file by table, as checked cells in the order of the table's key."""
    tables = forms(public=settings.public)
    for planned in batch:
        document = read_planned(planned, Path(settings.folder), settings.published)
        rows = measure_in_time(document, settings.lists, settings.most_seconds)
        if not settings.terms:
            rows.pop("terms", None)
        cells = {name: tables[name].cells(table_rows) for name, table_rows in rows.items() if table_rows}
        for name, table_cells in cells.items():
            tables[name].check(table_cells)
        yield cells


def csv_batch(settings: Settings, batch: Sequence[Planned]) -> list[Measured]:
    """Return each file of a batch with its lines in the CSV file of each table."""
    tables = forms(public=settings.public)
    status, reason = (
        [column.name for column in tables["documents"].columns].index(name) for name in ("status", "reason")
    )
    results = []
    for planned, cells in zip(batch, rows_of_batch(settings, batch), strict=True):
        [document] = cells["documents"]
        slices = {
            name: Slice(table_cells[0][0], table_cells[-1][0], "".join(tables[name].lines(table_cells)))
            for name, table_cells in cells.items()
        }
        results.append(Measured(planned.source_id, document[1], document[status], document[reason], slices))
    return results
