"""Corrections: each names a cell that holds, and a build without it is refused."""

import json
import shutil

import pandas as pd
import pytest

from dossier.book.named_rows import undone_in_prose
from dossier.evidence.corrections import cell_as_written, check_corrections
from dossier.pages.checked_tables import corrections_table
from dossier.project import Project


def test_every_correction_holds(data, project):
    assert len(data.corrections) > 0
    assert [str(fault) for fault in check_corrections(data.tables(), project.schema)] == []


def test_no_correction_is_of_an_edition_to_come(data, project):
    version = project.declaration.version.split(".dev")[0]
    assert (data.corrections["since"] <= version).all()
    assert (data.corrections["edition"] < data.corrections["since"]).all()


def test_each_undone_correction_is_refused_by_file_row_and_column(data, project):
    for row in data.corrections.itertuples():
        tables = dict(data.tables())
        table = tables[row.table_name].copy()
        key = project.schema.tables[row.table_name].key()[0]
        table[row.column] = table[row.column].astype(object)
        table.loc[table[key].eq(row.row_id), row.column] = "undone"
        this_row = data.corrections.loc[[row.Index]]  # with all of them, each would be checked for each
        undone = {**tables, row.table_name: table, "corrections": this_row}
        [fault] = [str(fault) for fault in check_corrections(undone, project.schema)]
        assert f"correction {row.correction_id} is undone" in fault
        assert f"{row.table_name}.csv" in fault
        assert row.row_id in fault
        assert row.column in fault


def test_a_column_that_is_gone_is_refused(data, project):
    tables = dict(data.tables())
    wrong = tables["corrections"].copy()
    wrong.loc[wrong.index[0], "column"] = "no_such_column"
    [fault] = [str(each) for each in check_corrections({**tables, "corrections": wrong}, project.schema)]
    assert "corrections.csv" in fault
    assert "no_such_column" in fault


def test_the_page_prints_every_correction(data):
    frame = corrections_table(data).frame
    assert list(frame["correction"]) == list(data.corrections["correction_id"])
    assert frame.map(lambda cell: len(str(cell)) > 0).all(axis=None)
    held = frame["where, since, and what holds it"]
    assert all(row in cell for row, cell in zip(data.corrections["row_id"], held, strict=True))


@pytest.mark.parametrize(("cell", "written"), [(2.0, "2"), ("a", "a"), ('a "b", c', 'a "b", c'), (None, "")])
def test_a_cell_is_compared_as_it_is_written(cell, written):
    table = pd.DataFrame({"id": ["x"], "cell": [cell]})
    assert cell_as_written(table, "id", "x", "cell") == written


@pytest.fixture
def report(project, tmp_path):
    """Return a copy of the pages and notebooks, whose prose a test may change."""
    for name in ("book", "notebooks"):
        shutil.copytree(project.root / name, tmp_path / name, ignore=shutil.ignore_patterns("_static"))
    return Project(tmp_path)


def without(words, text):
    """Return a text in which ``words`` no longer stand, wherever its lines end."""
    return " ".join(text.split()).replace(words, "…")


def take_out(file, words):
    """Take ``words`` out of the prose of a page or a notebook."""
    if file.suffix == ".md":
        file.write_text(without(words, file.read_text(encoding="utf-8")), encoding="utf-8")
        return
    notebook = json.loads(file.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = [without(words, "".join(cell["source"]))]
    file.write_text(json.dumps(notebook), encoding="utf-8")


@pytest.mark.whole
def test_each_correction_undone_in_prose_is_refused_by_page(data, report):
    tables = data.tables()
    assert list(undone_in_prose(report, tables)) == []
    of_prose = data.corrections.dropna(subset=["page"])
    assert len(of_prose) > 0
    for row in of_prose.itertuples():
        file = report.root / row.page
        before = file.read_bytes()
        take_out(file, row.words)
        faults = [str(fault) for fault in undone_in_prose(report, tables)]
        assert any(f"{row.page}: the correction {row.correction_id} is undone" in fault for fault in faults)
        file.write_bytes(before)


def test_a_correction_of_a_page_that_is_gone_is_refused(data, report):
    row = data.corrections.dropna(subset=["page"]).iloc[0]
    (report.root / row["page"]).unlink()
    assert any(row["correction_id"] in str(fault) for fault in undone_in_prose(report, data.tables()))


def test_words_without_a_page_are_refused(data, project):
    tables = dict(data.tables())
    wrong = tables["corrections"].copy()
    first = wrong.index[wrong["page"].notna()][0]
    wrong.loc[first, "page"] = None
    [fault] = [str(fault) for fault in check_corrections({**tables, "corrections": wrong}, project.schema)]
    assert "words without a page" in fault
