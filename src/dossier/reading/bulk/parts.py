"""A folder of articles becomes Parquet parts: a file for each table and batch, named by what it depends on.

A part is measured once. Where its files and the code are unchanged it is taken over, after an interruption
too; new files give new parts. The rows are those of the CSV files. DuckDB writes the parts, from the lines
that would stand in those files.
"""

import json
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from dossier.errors import DataError
from dossier.reading.bulk.first_pass import Memory, Run, plan
from dossier.reading.bulk.keys import digest, key_of_file, key_of_looks, key_of_settings
from dossier.reading.bulk.processes import in_processes
from dossier.reading.bulk.tables import Counts, Progress, Report
from dossier.reading.bulk.work import (
    LOOKS,
    STATE,
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
from dossier.schema.folders import replaced_folder

_TYPES = {"text": "VARCHAR", "whole": "BIGINT", "number": "DOUBLE"}


class Filed(NamedTuple):
    """A file whose rows are in a part: its key, what became of it, what is to be said of it, its readings."""

    key: str
    source_id: str
    kept: bool
    remarks: list[str]
    bytes: int
    readings: Mapping[str, Readings]


Parts = dict[str, list[Filed]]
"""The files in each part, by the name of the part."""


def measure_to_parquet(
    settings: Settings,
    out: Path,
    *,
    sources: pd.DataFrame,
    jobs: int = 1,
    report: Report = lambda line: None,
    progress: Progress = lambda done, total: None,
    run: Run | None = None,
) -> Counts:
    """Write the measured tables of every file below the folder of ``settings`` as parts in ``out``.

    Parts that ``out`` has already, or that an interrupted run has left beside it, are not measured again.
    The other parameters are those of `measure_to_csv`.
    """
    import_duckdb()
    folder, code = Path(settings.folder), key_of_settings(settings)
    beside = out.with_name(f".{out.name}.parts")
    beside.mkdir(parents=True, exist_ok=True)
    do: Run = run or partial(in_processes, jobs=jobs)
    memory = Memory(out / LOOKS, beside / f"{LOOKS}.fresh", key_of_looks(settings.intake))
    entries = plan(folder, sources=sources, intake=settings.intake, run=do, memory=memory)
    planned = {key_of_file(entry): entry for entry in entries}
    written = read_state(out, code)
    whole = {name: filed for name, filed in written.items() if all(each.key in planned for each in filed)}
    torn = {name: filed for name, filed in written.items() if name not in whole}
    parts = {**whole, **resumed(beside, code, planned, whole)}
    for name, filed in torn.items():
        kept = [each for each in filed if each.key in planned]
        if kept:
            parts[_cut(out, beside, code, name, kept)] = kept
    done = {each.key for filed in parts.values() for each in filed}
    missing = [entry for key, entry in planned.items() if key not in done]
    total = sum(entry.document.bytes for entry in entries)
    ready = total - sum(entry.document.bytes for entry in missing)
    work = partial(part_of_batch, settings, beside, code)
    for name, filed in do(work, batches(missing)):
        parts[name] = filed
        ready += sum(each.bytes for each in filed)
        progress(ready, total)
    if parts != written or not out.exists():
        with replaced_folder(out, ours()) as fresh:
            _fill(fresh, out, beside, parts)
            write_state(fresh, code, parts)
            memory.fresh.replace(fresh / LOOKS)
    else:
        memory.fresh.replace(out / LOOKS)
    shutil.rmtree(beside, ignore_errors=True)
    files = sorted((each for filed in parts.values() for each in filed), key=lambda each: each.source_id)
    for line in (line for each in files for line in each.remarks):
        report(line)
    readings = all_readings(each.readings for each in files)
    return Counts(len(files), sum(each.kept for each in files), readings)


def import_duckdb() -> Any:
    """Return DuckDB; raise ``DataError`` where it is not installed, because only parts need it."""
    try:
        import duckdb
    except ImportError as reason:
        remedy = "install it with `pip install 'dossier[look]'`, or take --format csv"
        raise DataError("DuckDB", "is not installed, and it writes Parquet", remedy=remedy) from reason
    return duckdb


def name_of(code: str, filed: Iterable[str]) -> str:
    """Return the name of the part with the files of these keys."""
    return digest([code, *filed])[:16]


def part_of_batch(
    settings: Settings, beside: Path, code: str, batch: Sequence[Planned]
) -> tuple[str, list[Filed]]:
    """Measure a batch and write it as a part into the folder ``beside``; return its name and its files."""
    measured = csv_batch(settings, batch)
    filed = [
        Filed(
            key_of_file(entry), each.source_id, each.kept, each.remarks, entry.document.bytes, each.readings
        )
        for entry, each in zip(batch, measured, strict=True)
    ]
    name = name_of(code, (each.key for each in filed))
    _write(beside, name, filed, partial(_from_lines, measured=measured))
    return name, filed


def _from_lines(fresh: Path, measured: Sequence[Measured]) -> None:
    """Write the lines of each table as a Parquet file in the folder ``fresh``."""
    duckdb = import_duckdb()
    connection = duckdb.connect(":memory:", config={"threads": "1"})
    for table, form in forms().items():
        csv = fresh / f"{table}.csv"
        with csv.open("w", encoding="utf-8", newline="") as file:
            file.write(form.header())
            file.writelines(each.slices[table].lines for each in measured if table in each.slices)
        types = {column.name: _TYPES[column.kind] for column in form.columns}
        rows = (
            f"read_csv({_text(csv)}, columns = {types}, header = true, auto_detect = false, delim = ',', "
            "quote = '\"', escape = '\"', nullstr = '', new_line = '\\n', parallel = false)"
        )
        _copy(connection, rows, fresh / f"{table}.parquet")
        csv.unlink()
    connection.close()


def _cut(out: Path, beside: Path, code: str, part: str, kept: list[Filed]) -> str:
    """Write the rows of the files ``kept`` of a part of ``out`` as a part beside; return its name."""
    name = name_of(code, (each.key for each in kept))

    def select(fresh: Path) -> None:
        connection = import_duckdb().connect(":memory:", config={"threads": "1"})
        connection.execute(
            "create table kept as select unnest($ids) as id", {"ids": [f.source_id for f in kept]}
        )
        for table in forms():
            rows = f"read_parquet({_text(out / table / f'{part}.parquet')})"
            chosen = f"(select * from {rows} where source_id in (select id from kept))"
            _copy(connection, chosen, fresh / f"{table}.parquet")
        connection.close()

    _write(beside, name, kept, select)
    return name


def _copy(connection: Any, rows: str, file: Path) -> None:
    connection.execute(f"copy (select * from {rows}) to {_text(file)} (format parquet, compression zstd)")


def _text(path: Path) -> str:
    """Return a path as a text of SQL."""
    return "'" + str(path).replace("'", "''") + "'"


def _write(beside: Path, name: str, filed: Sequence[Filed], make: Any) -> None:
    """Let ``make`` fill a folder; once it is whole, with its list of files, it gets the name of the part."""
    fresh = beside / f".{name}.{os.getpid()}"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    make(fresh)
    (fresh / STATE).write_text(json.dumps(filed), encoding="utf-8")
    shutil.rmtree(beside / name, ignore_errors=True)
    fresh.rename(beside / name)


def resumed(beside: Path, code: str, planned: Mapping[str, Planned], but: Parts) -> Parts:
    """Return the parts that an interrupted run has left in ``beside`` and that are still wanted."""
    done = {each.key for filed in but.values() for each in filed}
    parts: Parts = {}
    for path in sorted(beside.glob("[!.]*")):
        filed = [Filed(*each) for each in json.loads((path / STATE).read_text(encoding="utf-8"))]
        keys = {each.key for each in filed}
        if path.name == name_of(code, (each.key for each in filed)) and keys <= planned.keys() - done:
            parts[path.name] = filed
            done |= keys
    return parts


def read_state(out: Path, code: str) -> Parts:
    """Return the parts of ``out`` that this ``code`` has measured."""
    try:
        state = json.loads((out / STATE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    if state["code"] != code:
        return {}
    parts = {name: [Filed(*each) for each in filed] for name, filed in state["parts"].items()}
    there = {name for name in parts if all((out / table / f"{name}.parquet").is_file() for table in forms())}
    return {name: filed for name, filed in parts.items() if name in there}


def write_state(out: Path, code: str, parts: Parts) -> None:
    """Write which files the parts of ``out`` were measured from."""
    state = {"code": code, "parts": dict(sorted(parts.items()))}
    (out / STATE).write_text(json.dumps(state), encoding="utf-8")


def _fill(fresh: Path, out: Path, beside: Path, parts: Parts) -> None:
    """Give the folder ``fresh`` all ``parts``: those from beside, and those of ``out``, which are linked."""
    for table in forms():
        (fresh / table).mkdir()
        for name in parts:
            new, old = beside / name / f"{table}.parquet", out / table / f"{name}.parquet"
            _link(new if new.is_file() else old, fresh / table / f"{name}.parquet")


def _link(source: Path, target: Path) -> None:
    """Give a file a second name, or copy it where the disk has no second names."""
    try:
        target.hardlink_to(source)
    except OSError:
        shutil.copyfile(source, target)
