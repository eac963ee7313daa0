"""Corrections: each names a cell that holds, and a build without it is refused."""

import pandas as pd
import pytest

from dossier.evidence.corrections import cell_as_written, check_corrections
from dossier.pages.checked_tables import corrections_table


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
