"""A real scheduler and two workers give the bytes of one process, also when one of them is killed."""

import json
import os
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from folders import NOTHING_KNOWN, coded_tables, hard_folder, settings_of, snapshot

from dossier.errors import DataError
from dossier.reading.bulk import parts, tables, work
from dossier.reading.bulk.keys import key_of_code
from dossier.reading.bulk.on_dask import CannotMeasureError, checked, dask
from dossier.reading.bulk.parts import measure_to_parquet
from dossier.reading.bulk.tables import measure_to_csv

__all__ = ["coded_tables", "hard_folder"]

SOURCE = Path(work.__file__).parents[3]


def test_without_dask_it_is_said(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(DataError, match="leave --engine out"), dask(None, tmp_path, 1):
        pass


def test_a_worker_that_would_give_other_rows_is_refused(tmp_path):
    with pytest.raises(CannotMeasureError, match="another edition"):
        checked(len, "other", str(tmp_path), [])
    with pytest.raises(CannotMeasureError, match="does not see"):
        checked(len, key_of_code(), str(tmp_path / "nowhere"), [])


def start(*arguments):
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen([sys.executable, "-m", *arguments], env=environment, **quiet)


@pytest.fixture
def cluster(tmp_path):
    """Start a scheduler and two workers on this machine; yield its address and the workers; end them."""
    pytest.importorskip("distributed", reason="the extra `dask` has Dask")
    file = tmp_path / "scheduler.json"
    local = ["--host", "127.0.0.1", "--no-dashboard"]
    started = [start("distributed.cli.dask_scheduler", "--port", "0", *local, "--scheduler-file", str(file))]
    try:
        until(file.is_file)
        address = json.loads(file.read_text(encoding="utf-8"))["address"]
        for _ in range(2):
            single = ["--nthreads", "1", "--no-nanny", "--local-directory", str(tmp_path / "dask")]
            started.append(start("distributed.cli.dask_worker", address, *local, *single))
        yield address, started[1:]
    finally:
        for process in started:
            process.kill()
            process.wait()


def until(happened, seconds=60):
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


@pytest.mark.book
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_cluster_gives_the_bytes_of_one_process(cluster, folder, coded, tmp_path, monkeypatch, form):
    if form == "parquet":
        pytest.importorskip("duckdb", reason="the extra `look` has DuckDB")
    address, workers = cluster
    settings = settings_of(folder, coded)
    module, write = (tables, measure_to_csv) if form == "csv" else (parts, measure_to_parquet)
    monkeypatch.setattr(module, "batches", partial(work.batches, most_bytes=1))
    write(settings, tmp_path / "alone", sources=NOTHING_KNOWN)
    done = []

    def kill_one(*progress):
        if not done:  # the first batch is done, and ten are not
            workers[0].kill()
        done.append(progress)

    with dask(address, folder, 1) as run:
        counts = write(settings, tmp_path / "out", sources=NOTHING_KNOWN, run=run, progress=kill_one)
    assert workers[0].wait() < 0
    assert workers[1].poll() is None
    assert counts[:2] == (11, 9)
    assert len(done) == 11
    assert bytes_of(tmp_path / "out") == bytes_of(tmp_path / "alone")


def bytes_of(out):
    if not any(path.is_dir() for path in out.iterdir()):
        return snapshot(out)
    return {path.relative_to(out): path.read_bytes() for path in sorted(out.rglob("*.parquet"))}


@pytest.mark.book
@pytest.mark.filterwarnings("ignore")
def test_without_an_address_processes_are_started(folder, coded, tmp_path):
    pytest.importorskip("distributed", reason="the extra `dask` has Dask")
    settings = settings_of(folder, coded)
    measure_to_csv(settings, tmp_path / "alone", sources=NOTHING_KNOWN)
    with dask(None, folder, 1) as run:
        measure_to_csv(settings, tmp_path / "out", sources=NOTHING_KNOWN, run=run)
    assert snapshot(tmp_path / "out") == snapshot(tmp_path / "alone")


@pytest.mark.book
@pytest.mark.filterwarnings("ignore")
def test_a_worker_that_does_not_see_the_folder_ends_the_run(cluster, tmp_path):
    address, _ = cluster
    with pytest.raises(DataError, match="does not see the folder"), dask(address, tmp_path / "no", 1) as run:
        list(run(len, ["a"]))


@pytest.mark.filterwarnings("ignore")
def test_a_scheduler_that_does_not_answer_is_said(tmp_path, monkeypatch):
    pytest.importorskip("distributed", reason="the extra `dask` has Dask")
    monkeypatch.setattr("dossier.reading.bulk.on_dask._SECONDS", 0.5)
    with pytest.raises(DataError, match="does not answer"), dask("tcp://127.0.0.1:9", tmp_path, 1):
        pass
