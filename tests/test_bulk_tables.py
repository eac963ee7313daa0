"""A folder of any size gives the same bytes in one process or more, and a failure leaves what was there."""

import shutil

import pytest
from folders import NOTHING_KNOWN, coded_tables, counts_of, expected_of, hard_folder, settings_of, snapshot
from hypothesis import given
from hypothesis import strategies as st

from dossier.errors import DataError
from dossier.reading.bulk import processes, tables
from dossier.reading.bulk.in_order import InOrder, Slice
from dossier.reading.bulk.tables import measure_to_csv
from dossier.reading.bulk.work import batches
from dossier.reading.files import Intake
from dossier.schema import MEASURED, PUBLIC
from dossier.schema.files import merged, table_files


@pytest.fixture
def expected(folder, coded):
    frames, _ = expected_of(folder, coded)
    return {True: table_files(frames, PUBLIC), False: table_files(frames, MEASURED)}


__all__ = ["coded_tables", "hard_folder"]


@pytest.mark.parametrize("public", [False, True])
def test_the_files_are_those_of_the_data_frames(folder, coded, expected, tmp_path, public):
    lines, done = [], []
    counts = measure_to_csv(
        settings_of(folder, coded, public=public),
        tmp_path / "out",
        sources=NOTHING_KNOWN,
        report=lines.append,
        progress=lambda *bytes_done: done.append(bytes_done),
    )
    assert snapshot(tmp_path / "out") == dict(sorted(expected[public].items()))
    frames, said = expected_of(folder, coded)
    assert counts == counts_of(frames)
    assert sorted(lines) == sorted(said)
    assert "port.txt: duplicate, same bytes as an earlier file" in lines
    total = sum(file.stat().st_size for file in folder.iterdir())
    assert done[-1] == (total, total)


def test_more_processes_and_smaller_batches_give_the_same_bytes(
    folder, coded, expected, tmp_path, monkeypatch
):
    monkeypatch.setattr(tables, "batches", lambda planned: batches(planned, most_bytes=1))
    settings = settings_of(folder, coded)
    measure_to_csv(settings, tmp_path / "out", sources=NOTHING_KNOWN, jobs=2)
    assert snapshot(tmp_path / "out") == dict(sorted(expected[False].items()))


def test_without_terms_their_file_has_its_header_alone(folder, coded, expected, tmp_path):
    measure_to_csv(settings_of(folder, coded, terms=False), tmp_path / "out", sources=NOTHING_KNOWN)
    written = snapshot(tmp_path / "out")
    assert written.pop("terms.csv") == b"source_id,term,kind,count,sentences\n"
    assert written == {name: content for name, content in expected[False].items() if name != "terms.csv"}


def test_what_was_measured_before_is_merged(folder, coded, expected, tmp_path):
    out = tmp_path / "out"
    halves = [tmp_path / "one", tmp_path / "two"]
    for half in halves:
        half.mkdir()
    for number, file in enumerate(sorted(folder.glob("*.txt"))):
        shutil.copy(file, halves[number % 2])
    for half in (halves[0], halves[1], halves[0]):
        measure_to_csv(settings_of(half, coded), out, sources=NOTHING_KNOWN, merge=True)
    one, two = (expected_of(half, coded)[0] for half in halves)
    assert snapshot(out) == dict(sorted(table_files(merged(one, two), MEASURED).items()))


def test_a_failure_leaves_the_previous_tables_whole(folder, coded, tmp_path):
    out = tmp_path / "out"
    measure_to_csv(settings_of(folder, coded), out, sources=NOTHING_KNOWN)
    before = snapshot(out)

    def broken(work, all_batches):
        yield work(next(iter(all_batches))[:2])
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="space"):
        measure_to_csv(settings_of(folder, coded), out, sources=NOTHING_KNOWN, run=broken)
    assert snapshot(out) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out"]


def test_a_strange_file_in_the_folder_is_kept_and_said(folder, coded, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(DataError, match="did not write"):
        measure_to_csv(settings_of(folder, coded), tmp_path / "out", sources=NOTHING_KNOWN)
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["mine.txt"]


def die(batch):
    import os

    os._exit(1)


def test_a_process_that_is_ended_is_said():
    with pytest.raises(DataError, match="fewer --jobs"):
        list(processes.in_processes(die, [1, 2, 3], 2))


def test_results_come_in_the_order_of_the_batches():
    assert list(processes.in_processes(abs, range(-20, 0), 2)) == list(range(20, 0, -1))
    assert processes.cores() >= 1


def test_a_batch_ends_with_the_file_that_fills_it(folder):
    planned = tables.plan(folder, sources=NOTHING_KNOWN, intake=Intake())
    assert [len(batch) for batch in batches(planned, most_bytes=1)] == [1] * 10 + [1]
    assert [entry for batch in batches(planned) for entry in batch] == planned
    empty = planned[0]._replace(document=planned[0].document._replace(bytes=0))
    many = [empty] * 600
    assert [len(batch) for batch in batches(many)] == [250, 250, 100]


class Text:
    def __init__(self):
        self.text = ""

    def write(self, text):
        self.text += text

    def writelines(self, lines):
        self.text += "".join(lines)


IDS = st.text(alphabet="ab-.p01w", min_size=1, max_size=6)


@given(ids=st.sets(IDS), count=st.integers(0, 3))
def test_rows_stand_in_the_order_of_their_ids(ids, count):
    file = Text()
    table = InOrder(file, "id\n")
    everything = []
    for source_id in sorted(ids):
        rows = [f"{source_id}-p{number:03}" for number in range(1, count + 1)]
        everything += rows
        lines = "".join(f"{row},x\n" for row in rows)
        table.add(source_id, Slice(rows[0], rows[-1], lines) if rows else None)
    table.close()
    assert file.text == "id\n" + "".join(f"{row},x\n" for row in sorted(everything))


def test_few_articles_wait():
    table = InOrder(Text(), "id\n")
    for number in range(1000, 3000):
        table.add(f"port-{number}", Slice(f"port-{number}-p001", f"port-{number}-p002", "x\n"))
        assert len(table.waiting) <= 2
