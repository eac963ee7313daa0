"""Parts hold the rows of the CSV files, and what was measured once is not measured again."""

import shutil
import sys

import pytest
from folders import NOTHING_KNOWN, coded_tables, counts_of, expected_of, hard_folder, settings_of, snapshot

from dossier.errors import DataError
from dossier.reading.bulk import keys, parts, work
from dossier.reading.bulk.parts import measure_to_parquet
from dossier.reading.bulk.tables import measure_to_csv
from dossier.reading.files import Intake
from dossier.schema import MEASURED
from dossier.schema.files import read_tables

__all__ = ["coded_tables", "hard_folder"]

duckdb = pytest.importorskip("duckdb", reason="the extra `look` has DuckDB")


def run(settings, out, **options):
    return measure_to_parquet(settings, out, sources=NOTHING_KNOWN, **options)


def csv_of(out, to):
    """Write the parts of ``out`` as CSV files, to be compared with those that `measure` writes."""
    to.mkdir()
    for name, table in MEASURED.items():
        order = ", ".join(f'"{column}"' for column in table.key())
        rows = f"select * from read_parquet('{out / name}/*.parquet') order by {order}"
        duckdb.sql(rows).to_df().to_csv(to / f"{name}.csv", index=False, float_format="%.15g")
    return read_tables(to, MEASURED)


def check_rows(settings, out, tmp_path):
    """Compare the rows of the parts with those of the CSV files of the same folder."""
    for name in ("csv", "again"):
        shutil.rmtree(tmp_path / name, ignore_errors=True)
    measure_to_csv(settings, tmp_path / "csv", sources=NOTHING_KNOWN)
    expected = read_tables(tmp_path / "csv", MEASURED)
    for name, table in csv_of(out, tmp_path / "again").items():
        assert table.equals(expected[name]), name


def tree(out):
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*.parquet"))}


@pytest.fixture
def small(monkeypatch):
    """Make each batch hold two files or so; processes that are started do not know."""
    monkeypatch.setattr(parts, "batches", lambda planned: work.batches(planned, most_bytes=5000))


@pytest.fixture
def measured_files(monkeypatch):
    """Return a list that gets the id of each file that is measured."""
    ids = []

    def csv_batch(settings, batch):
        ids.extend(entry.document.source_id for entry in batch)
        return work.csv_batch(settings, batch)

    monkeypatch.setattr(parts, "csv_batch", csv_batch)
    return ids


def test_parts_hold_the_rows_of_the_csv_files(folder, coded, tmp_path, small):
    settings, lines, out = settings_of(folder, coded), [], tmp_path / "out"
    counts = run(settings, out, report=lines.append)
    frames, said = expected_of(folder, coded)
    assert counts == counts_of(frames) == run(settings, out)  # those of unchanged parts, too
    assert sorted(lines) == sorted(said)
    assert {path.name for path in out.iterdir()} == {*MEASURED, work.STATE, work.LOOKS}
    assert len(list((out / "numbers").iterdir())) > 2
    check_rows(settings, out, tmp_path)


def test_more_processes_give_the_same_parts(folder, coded, tmp_path, small):
    settings = settings_of(folder, coded)
    run(settings, tmp_path / "one")
    run(settings, tmp_path / "two", jobs=2)
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_unchanged_files_are_not_measured_again(folder, coded, tmp_path, small, measured_files):
    settings, out = settings_of(folder, coded), tmp_path / "out"
    run(settings, out)
    before, everything = tree(out), len(measured_files)
    measured_files.clear()
    lines = []
    assert run(settings, out, report=lines.append)[:2] == (11, 9)
    assert (measured_files, tree(out), everything) == ([], before, 11)
    assert sorted(lines) == sorted(expected_of(folder, coded)[1])


def test_new_changed_and_deleted_files_alone_are_measured(folder, coded, tmp_path, small, measured_files):
    settings, out = settings_of(folder, coded), tmp_path / "out"
    run(settings, out)
    measured_files.clear()
    (folder / "new.txt").write_text("Le quai est fermé depuis mardi.", encoding="utf-8")
    run(settings, out)
    assert measured_files == ["new"]
    check_rows(settings, out, tmp_path)
    (folder / "port-2.txt").write_text("Le maire a dit que la grue reste depuis mardi.", encoding="utf-8")
    (folder / "quai.txt").unlink()
    measured_files.clear()
    run(settings, out)
    assert measured_files == ["port-2"]
    check_rows(settings, out, tmp_path)


@pytest.mark.parametrize("change", ["code", "lists", "published", "terms"])
def test_other_code_lists_or_options_measure_all_again(
    folder,
    coded,
    tmp_path,
    monkeypatch,
    measured_files,
    change,
):
    settings, out = settings_of(folder, coded), tmp_path / "out"
    run(settings, out)
    measured_files.clear()
    if change == "code":
        monkeypatch.setattr(keys, "key_of_code", lambda: "other")
    lists = settings.lists._replace(terms=(("grue", "arms"),))
    changed = {"lists": {"lists": lists}, "published": {"intake": Intake("2023")}, "terms": {"terms": False}}
    run(settings._replace(**changed.get(change, {})), out)
    assert len(measured_files) == 11


def test_a_part_that_is_gone_is_written_again(folder, coded, tmp_path, small):
    settings, out = settings_of(folder, coded), tmp_path / "out"
    run(settings, out)
    before = tree(out)
    next((out / "terms").iterdir()).unlink()
    run(settings, out)
    assert tree(out) == before


def test_an_interrupted_run_goes_on_where_it_was(folder, coded, tmp_path, small, measured_files):
    settings, out = settings_of(folder, coded), tmp_path / "out"

    def broken(do, all_batches):
        for number, batch in enumerate(all_batches):
            if number == 2 and do.func is parts.part_of_batch:
                raise KeyboardInterrupt
            yield do(batch)

    with pytest.raises(KeyboardInterrupt):
        run(settings, out, run=broken)
    assert not out.exists()
    done = [*measured_files]
    measured_files.clear()
    run(settings, out)
    assert done
    assert not set(done) & set(measured_files)
    assert len(done) + len(measured_files) == 11
    check_rows(settings, out, tmp_path)
    assert not list(tmp_path.glob(".out*"))


def test_csv_and_parts_take_each_others_place(folder, coded, tmp_path):
    settings, out = settings_of(folder, coded), tmp_path / "out"
    run(settings, out)
    measure_to_csv(settings, out, sources=NOTHING_KNOWN)
    assert set(snapshot(out)) == {f"{name}.csv" for name in MEASURED}
    run(settings, out)
    assert {path.name for path in out.iterdir()} == {*MEASURED, work.STATE, work.LOOKS}


def test_a_folder_without_a_file_gives_no_part(coded, tmp_path):
    (tmp_path / "in").mkdir()
    assert run(settings_of(tmp_path / "in", coded), tmp_path / "out") == (0, 0, {})
    assert tree(tmp_path / "out") == {}


def test_without_duckdb_it_is_said(monkeypatch):
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(DataError, match="--format csv"):
        parts.import_duckdb()


def test_what_is_no_part_of_a_key_is_refused():
    with pytest.raises(TypeError, match="object"):
        keys.digest([object()])
