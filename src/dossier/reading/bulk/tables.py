"""A folder of articles becomes the CSV files of the measured tables, written as they come.

The files have the bytes that `measure` and `table_files` give, at any number of processes. Memory does not
grow with the folder but for some hundred bytes a file. The tables take their place together, at the end.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import ExitStack
from functools import partial
from heapq import merge as in_one_order
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from dossier.reading.bulk.first_pass import Run, plan
from dossier.reading.bulk.in_order import InOrder, Slice
from dossier.reading.bulk.processes import in_processes
from dossier.reading.bulk.work import (
    Measured,
    Readings,
    Settings,
    all_readings,
    batches,
    csv_batch,
    forms,
    ours,
)
from dossier.reading.files import Planned
from dossier.schema.files import in_order, read_tables, to_bytes
from dossier.schema.folders import replaced_folder

Report = Callable[[str], None]
Progress = Callable[[int, int], None]


class Told:
    """Counts what became of the files, reports those that are set aside, and how much is done."""

    def __init__(self, planned: Sequence[Planned], report: Report, progress: Progress) -> None:
        self.files, self.kept, self.done = len(planned), 0, 0
        self.readings: dict[str, Readings] = {}
        self.sizes = {entry.document.source_id: entry.document.bytes for entry in planned}
        self.total = sum(self.sizes.values())
        self.report, self.progress = report, progress

    def through(self, results: Iterable[list[Measured]]) -> Iterator[Measured]:
        """Yield each file of ``results``, once it is counted."""
        for result in results:
            for measured in result:
                self.done += self.sizes[measured.source_id]
                self.kept += measured.kept
                self.readings = all_readings([self.readings, measured.readings])
                for line in measured.remarks:
                    self.report(line)
                yield measured
            self.progress(self.done, self.total)


class Counts(NamedTuple):
    """How many files there were, how many were kept, and the readings of each table that says them."""

    files: int
    kept: int
    readings: Mapping[str, Readings] = {}


def measure_to_csv(
    settings: Settings,
    out: Path,
    *,
    sources: pd.DataFrame,
    jobs: int = 1,
    report: Report = lambda line: None,
    progress: Progress = lambda done, total: None,
    run: Run | None = None,
    merge: bool = False,
) -> Counts:
    """Write the measured tables of every file below the folder of ``settings`` into ``out``.

    ``report`` gets the `remarks` on each file, ``progress`` the bytes that are done and
    those of all files. ``run`` does the work elsewhere than in ``jobs`` processes of this machine. With
    ``merge`` the rows that ``out`` has of other articles stay.
    """
    do: Run = run or partial(in_processes, jobs=jobs)
    planned = plan(Path(settings.folder), sources=sources, intake=settings.intake, run=do)
    told = Told(planned, report, progress)
    earlier = list(_written(out, settings, {entry.document.source_id for entry in planned})) if merge else []
    with replaced_folder(out, ours()) as fresh:
        results = told.through(do(partial(csv_batch, settings), batches(planned)))
        _write(fresh, settings, in_one_order(earlier, results, key=lambda measured: measured.source_id))
    return Counts(told.files, told.kept, told.readings)


def _write(folder: Path, settings: Settings, results: Iterable[Measured]) -> None:
    """Write ``results``, which come in the order of their ids, as the tables in ``folder``."""
    with ExitStack() as stack:
        tables = {}
        for name, form in forms(settings).items():
            file = stack.enter_context((folder / f"{name}.csv").open("w", encoding="utf-8", newline=""))
            tables[name] = InOrder(file, form.header())
        for measured in results:
            for name, table in tables.items():
                table.add(measured.source_id, measured.slices.get(name))
        for table in tables.values():
            table.close()


def _written(out: Path, settings: Settings, but: AbstractSet[str]) -> Iterator[Measured]:
    """Yield the articles whose rows are in the tables of ``out``, in order, without those in ``but``."""
    if not out.exists():
        return
    written = forms(settings)
    tables = read_tables(out, {name: form.table for name, form in written.items()})
    slices: dict[str, dict[str, Slice]] = {source_id: {} for source_id in tables["documents"]["source_id"]}
    for name, table in tables.items():
        for source_id, rows in in_order(written[name].table, table).groupby("source_id"):
            keys = rows.iloc[:, 0]
            lines = to_bytes(rows).decode("utf-8").partition("\n")[2]
            first, last = keys.iloc[0], keys.iloc[-1]  # the rows are in order: `in_order`
            slices[str(source_id)][name] = Slice(first, last, lines)
    for source_id in sorted(slices.keys() - but):
        yield Measured(source_id, True, [], slices[source_id])
