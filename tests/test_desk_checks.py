"""The desk of the dataset has no fault; rows that it should not have, or lack, are refused."""

import pandas as pd
import pytest

from dossier.evidence.desk.checks import check_desk
from dossier.evidence.links import check_named_rows
from dossier.project import find_project

SCHEMA = find_project().schema


def faults(data, **tables):
    return [str(fault) for fault in check_desk(data.tables() | tables, SCHEMA)]


def without(table, **cells):
    """Return a table without the rows that have these cells."""
    hit = pd.Series(True, index=table.index)
    for column, value in cells.items():
        hit &= table[column].eq(value)
    assert hit.any()
    return table[~hit]


def test_the_desk_of_the_dataset_passes(data):
    assert faults(data) == []


def test_every_named_row_exists_and_is_not_retired(data):
    keys = {name: SCHEMA.tables[name].key()[0] for name in set(data.desk_rows["table_name"])}
    for row in data.desk_rows.itertuples():
        table = getattr(data, row.table_name)
        [found] = table[table[keys[row.table_name]].eq(row.row_id)].to_dict("records")
        assert pd.isna(found.get("retired"))


def test_a_row_that_is_no_row_is_refused(data):
    lost = data.desk_rows.copy()
    lost.loc[lost.index[0], "row_id"] = "lost"
    found = [str(fault) for fault in check_named_rows(data.tables() | {"desk_rows": lost}, SCHEMA)]
    assert len(found) == 1
    assert "'lost', which is no row of" in found[0]


def test_a_new_figure_outside_a_range_must_be_named(data):
    apart = data.desk_rows[data.desk_rows["part"].eq("apart") & data.desk_rows["number_id"].eq("desk-dead")]
    less = without(data.desk_rows, part="apart", number_id="desk-dead")
    found = faults(data, desk_rows=less)
    assert found
    assert all("lies outside its range" in fault for fault in found)
    assert {row for row in apart["row_id"] if any(row in fault for fault in found)}


def test_a_higher_figure_that_somebody_gives_tomorrow_must_be_named(data):
    new = data.estimates[data.estimates["item"].eq("soldier_killed")].tail(1).assign(
        estimate_id="tomorrow", statement_date="2027-01-01", low=1e5, best=1e5, high=1e5
    )  # fmt: skip
    [fault] = faults(data, estimates=pd.concat([data.estimates, new], ignore_index=True))
    assert "tomorrow lies outside its range, is as new as its rows, and no row names it" in fault


def test_a_capacity_gives_no_count(data):
    rows = data.desk_rows.copy()
    capacity = data.estimates.loc[data.estimates["statistic"].eq("capacity"), "estimate_id"]
    hit = rows["row_id"].isin(capacity)
    assert hit.any()
    found = faults(data, desk_rows=rows.assign(part=rows["part"].mask(hit, "gives")))
    assert any("is a capacity, and no count" in fault for fault in found)


def test_a_range_has_one_unit(data):
    rows = data.desk_rows[data.desk_rows["number_id"].eq("desk-oil")]
    money = rows.tail(1).assign(
        desk_row_id="desk-oil-99", part="gives", position=99, table_name="estimates",
        row_id=data.estimates.loc[data.estimates["unit"].eq("USD"), "estimate_id"].iloc[0],
    )  # fmt: skip
    found = faults(data, desk_rows=pd.concat([data.desk_rows, money], ignore_index=True))
    assert any("its rows have the units 'USD', 'barrel'" in fault for fault in found)


def test_an_item_that_nothing_has_is_refused(data):
    numbers = data.desk_numbers.assign(
        items=data.desk_numbers["items"].where(lambda cell: cell.isna(), "hat")
    )
    assert any(
        "no row of estimates has the item 'hat'" in fault for fault in faults(data, desk_numbers=numbers)
    )


@pytest.mark.parametrize("column", ["position", "row_id"])
def test_a_row_stands_once_by_a_number(data, column):
    rows = data.desk_rows.copy()
    one, other = rows.index[rows["number_id"].eq("desk-dead")][:2]
    rows.loc[other, column] = rows.loc[one, column]
    assert any("stands by desk-dead more than once" in fault for fault in faults(data, desk_rows=rows))
