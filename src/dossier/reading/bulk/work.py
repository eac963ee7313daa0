"""A batch of planned files becomes the rows of each, by table: what one process does, without the others.

A batch and its settings can be sent to another process or machine: they hold paths, never texts.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from dossier.reading.bulk.csv_rows import Form, Row, form_of
from dossier.reading.bulk.in_order import Slice
from dossier.reading.files import Intake, Planned, read_planned
from dossier.reading.measure import Lists, measure_in_time, remarks, two_readings
from dossier.schema import MEASURED, PUBLIC, with_units

MOST_BYTES = 1_000_000
"""A batch ends with the file that reaches this size: some seconds of work, and little to do again."""
MOST_FILES = 250

STATE, LOOKS = ".state.json", ".looks.jsonl"
"""What a folder of parts was measured from, and how the files looked: for `measure` itself, no tables."""


class Settings(NamedTuple):
    """What the rows depend on beside the file itself and its code."""

    folder: str
    lists: Lists
    intake: Intake = Intake()
    public: bool = False  # without the private columns
    unit_forms: Mapping[str, str] = {}  # further forms of units, each with its unit
    terms: bool = True  # with the rows of `terms`, four of five of all rows


class Readings(NamedTuple):
    """How many rows a table has, and how many of them can be read in another way."""

    ambiguous: int
    rows: int


class Measured(NamedTuple):
    """A file, whether it was kept, what is to be said of it, its lines in each table, and its `readings`."""

    source_id: str
    kept: bool
    remarks: list[str]
    slices: dict[str, Slice]
    readings: Mapping[str, Readings] = {}


def forms(settings: Settings | None = None) -> Mapping[str, Form]:
    """Return how each measured table is written, by default as the engine declares it."""
    if settings is None:
        return _forms(False, ())
    return _forms(settings.public, tuple(sorted(settings.unit_forms.items())))


@cache
def _forms(public: bool, unit_forms: tuple[tuple[str, str], ...]) -> Mapping[str, Form]:
    declared = with_units(PUBLIC if public else MEASURED, dict(unit_forms))
    return {name: form_of(table) for name, table in declared.items()}


def ours() -> list[str]:
    """Return the names that a folder of measured tables may hold, as CSV files or as folders of parts."""
    return [*forms(), *(f"{table}.csv" for table in forms()), STATE, LOOKS]


def batches(planned: Sequence[Planned], most_bytes: int = MOST_BYTES) -> Iterator[list[Planned]]:
    """Yield the files in batches, in order: the same files give the same batches, whoever does the work."""
    batch: list[Planned] = []
    size = 0
    for entry in planned:
        batch.append(entry)
        size += entry.document.bytes
        if size >= most_bytes or len(batch) == MOST_FILES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def csv_batch(settings: Settings, batch: Sequence[Planned]) -> list[Measured]:
    """Return each file of a batch with its lines in the CSV file of each table, in the order of the key."""
    tables = forms(settings)
    results = []
    for planned in batch:
        document = read_planned(planned, Path(settings.folder), settings.intake)
        rows = measure_in_time(document, settings.lists, settings.intake.most_seconds)
        if not settings.terms:
            rows.pop("terms", None)
        [row] = rows["documents"]
        slices = {name: _slice(tables[name], table_rows) for name, table_rows in rows.items() if table_rows}
        said = [*remarks(row), *(line for number in rows.get("numbers", ()) for line in two_readings(number))]
        kept = row["status"] == "kept"
        results.append(Measured(row["source_id"], kept, said, slices, readings_of(rows)))
    return results


def readings_of(tables: Mapping[str, Sequence[Row]]) -> dict[str, Readings]:
    """Return how many rows each table has that says how surely a row was read, and how many are ambiguous.

    >>> readings_of({"dates": [{"reading": "ambiguous"}, {"reading": "certain"}], "mentions": [{}]})
    {'dates': Readings(ambiguous=1, rows=2)}
    """
    return {
        name: Readings(sum(row["reading"] == "ambiguous" for row in rows), len(rows))
        for name, rows in tables.items()
        if rows and "reading" in rows[0]
    }


def all_readings(files: Iterable[Mapping[str, Readings]]) -> dict[str, Readings]:
    """Return the readings of several files together, by table in the order of the alphabet."""
    tables: dict[str, list[Readings]] = {}
    for readings in files:
        for name, of_file in readings.items():
            tables.setdefault(name, []).append(of_file)
    return {
        name: Readings(sum(ambiguous for ambiguous, _ in each), sum(rows for _, rows in each))
        for name, each in sorted(tables.items())
    }


def readings_in_words(readings: Mapping[str, Readings]) -> Iterator[str]:
    """Yield a line for each table that has rows with another reading.

    >>> list(readings_in_words({"dates": Readings(1, 20), "numbers": Readings(0, 30)}))
    ['dates: 1 of 20 rows have another reading (column reading)']
    """
    for name, of_table in readings.items():
        if of_table.ambiguous:
            share = f"{of_table.ambiguous} of {of_table.rows} rows"
            yield f"{name}: {share} have another reading (column reading)"


def _slice(form: Form, rows: Sequence[Row]) -> Slice:
    """Return the rows of an article as checked lines of the table."""
    cells = form.cells(rows)
    form.check(cells)
    return Slice(cells[0][0], cells[-1][0], form.lines(cells))
