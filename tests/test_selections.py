"""A chapter asks for a use and is given the rows that a coder chose; a choice that leads nowhere is refused."""

import pandas as pd
import pytest

from dossier.data import Dataset
from dossier.errors import DataError
from dossier.evidence.links import check_named_rows, check_selections
from dossier.evidence.selections import labels, selected_id, selected_ids, selected_row, selections
from dossier.project import find_project
from dossier.schema import Schema

PROJECT = find_project()
SCHEMA = PROJECT.schema

# selection_id, use, part, position, table_name, row_id, label
CHOSEN = [
    ("boats.summits-02", "boats.summits", "late", 2, "events", "second-meeting", None),
    ("boats.summits-01", "boats.summits", "early", 1, "events", "first-meeting", "they meet"),
    ("boats.clock-01", "boats.clock", None, 1, "claims", "c-1000", None),
]


def chosen(rows):
    """Return selections of ``rows``."""
    names = ["selection_id", "use", "part", "position", "table_name", "row_id", "label"]
    table = pd.DataFrame(rows, columns=names).assign(reason="it is meant", coder="a")
    assert set(table) == set(SCHEMA.tables["selections"].columns())
    return table


def tables(rows=CHOSEN):
    """Return selections with the rows that they may lead to; ``c-002`` and ``c-1001`` are retired or live."""
    return {
        "selections": chosen(rows),
        "events": pd.DataFrame({"event_id": ["first-meeting", "second-meeting"], "place": ["port", "sea"]}),
        "claims": pd.DataFrame({"claim_id": ["c-1000", "c-002", "c-1001"], "retired": [None, "0.2.0", None]}),
    }


def faults(chosen_tables):
    """Return what does not hold of the selections: their rows, and their positions."""
    named = {"selections": SCHEMA.tables["selections"]}
    only = Schema(
        measured={},
        coded={**named, "claims": SCHEMA.tables["claims"]},
        record={"events": SCHEMA.tables["events"]},
    )
    return [*check_named_rows(chosen_tables, only), *check_selections(chosen_tables, only)]


@pytest.fixture
def data():
    return Dataset(schema=SCHEMA, **tables())


def test_rows_come_in_their_positions_whatever_the_order_of_the_file(data):
    assert selected_ids(data, "boats.summits") == ["first-meeting", "second-meeting"]
    assert [each.table for each in selections(data, "boats.summits")] == ["events", "events"]


def test_a_part_is_asked_for_by_its_name(data):
    assert selected_ids(data, "boats.summits", "late") == ["second-meeting"]
    assert [each.part for each in selections(data, "boats.summits")] == ["early", "late"]
    assert selections(data, "boats.clock")[0].part is None


def test_a_use_that_nobody_chose_for_is_empty(data):
    assert selections(data, "boats.anchors") == []
    assert selected_ids(data, "boats.summits", "noon") == []
    assert labels(data, "boats.anchors") == {}


def test_the_one_row_comes_from_its_table(data):
    assert selected_id(data, "boats.clock") == "c-1000"
    assert selected_row(data, data.events, "boats.summits", "late")["place"] == "sea"
    assert pd.isna(selected_row(data, data.claims, "boats.clock")["retired"])


def test_a_row_of_another_table_than_the_chapter_reads_is_refused(data):
    message = "'c-1000', chosen for boats.clock, is no row of the table with event_id; choose a row of that"
    with pytest.raises(DataError, match=message):
        selected_row(data, data.events, "boats.clock")


@pytest.mark.parametrize(
    ("use", "part", "message"),
    [
        (
            "boats.anchors",
            None,
            "selections.csv: 0 rows are chosen for boats.anchors, not one; choose one row",
        ),
        ("boats.summits", None, "2 rows are chosen for boats.summits, not one"),
        ("boats.summits", "noon", "0 rows are chosen for boats.summits, part noon, not one"),
    ],
)
def test_none_or_several_are_refused_where_one_is_asked_for(data, use, part, message):
    with pytest.raises(DataError, match=message):
        selected_id(data, use, part)
    with pytest.raises(DataError, match=message):
        selected_row(data, data.events, use, part)


def test_labels_are_those_that_were_given(data):
    assert labels(data, "boats.summits") == {"first-meeting": "they meet"}


def test_a_row_chosen_in_two_parts_is_one_row_still():
    twice = [*CHOSEN, ("boats.summits-03", "boats.summits", "again", 3, "events", "first-meeting", None)]
    data = Dataset(schema=SCHEMA, **tables(twice))
    assert selected_row(data, data.events, "boats.summits", "again")["place"] == "port"


def test_selections_that_lead_to_live_rows_pass():
    assert faults(tables()) == []


@pytest.mark.parametrize(
    ("row", "message"),
    [
        pytest.param(
            ("boats.clock-02", "boats.clock", None, 2, "claims", "c-999", None),
            "selections.csv, row boats.clock-02, column row_id: boats.clock needs 'c-999', "
            "which is no row of claims, or is retired; name the row that takes its place",
            id="missing",
        ),
        pytest.param(
            ("boats.clock-02", "boats.clock", None, 2, "claims", "c-002", None),
            "selections.csv, row boats.clock-02, column row_id: boats.clock needs 'c-002', "
            "which is no row of claims, or is retired",
            id="retired",
        ),
        pytest.param(
            ("boats.clock-02", "boats.clock", None, 1, "claims", "c-1001", None),
            "selections.csv, row boats.clock-02, column position: position 1 of boats.clock is taken twice; "
            "number the rows of a use from 1",
            id="doubled position",
        ),
        pytest.param(
            ("boats.clock-02", "boats.clock", None, 2, "anchors", "c-1001", None),
            "selections.csv, row boats.clock-02, column table_name: 'anchors' is no table; name a table of the",
            id="unknown table",
        ),
        pytest.param(
            ("boats.clock-02", "boats.clock", None, 2, "events", "c-1001", None),
            "boats.clock needs 'c-1001', which is no row of events",
            id="a row of another table",
        ),
    ],
)
def test_a_selection_that_does_not_hold_is_named(row, message):
    [fault] = faults(tables([*CHOSEN, row]))
    assert message in str(fault)


def test_the_same_position_in_another_use_passes():
    row = ("boats.anchors-01", "boats.anchors", None, 1, "claims", "c-1001", None)
    assert faults(tables([*CHOSEN, row])) == []


def test_the_selections_of_the_dataset_pass():
    every = PROJECT.load().tables()
    assert len(every["selections"]) > 0
    assert [*check_named_rows(every, SCHEMA), *check_selections(every, SCHEMA)] == []
