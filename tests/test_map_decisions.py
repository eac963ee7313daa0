"""What the map says depends on coded cells, never on wording or on a row's place."""

import pytest
from variants import backwards, changed, reworded, with_row

from dossier.evidence.links import check_evidence, check_named_rows
from militant_unity.map import atlas

pytestmark = pytest.mark.slow  # each draws its chapter several times over: CI runs them


def everything(data):
    return atlas.draw_map(data), atlas.places_table(data).frame, atlas.routes_table(data).frame


def same(one, other):
    return one[0] == other[0] and all(a.equals(b) for a, b in zip(one[1:], other[1:], strict=True))


def test_no_number_and_no_drawing_reads_a_sentence(data):
    other = reworded(data)
    assert changed(atlas.quotable(data), atlas.quotable(other)) == set()
    assert same(everything(other), everything(data))


def test_the_order_of_rows_in_a_file_changes_nothing(data):
    other = backwards(data)
    assert changed(atlas.quotable(data), atlas.quotable(other)) == set()
    assert same(everything(other), everything(data))


@pytest.mark.parametrize("place", ["first", "between", "last"])
@pytest.mark.parametrize(
    ("table", "like", "cells", "counts"),
    [
        ("gazetteer", "rajin", {"place": "a", "position": 0}, {"map_sites", "map_sites_of_record"}),
        ("gazetteer", "seoul", {"place": "a", "position": 99}, set()),
        ("routes", "rajin-dunay", {"route_id": "a", "position": 2}, {"map_routes"}),
        ("events", "2023-09-13-kim-at-vostochny", {"event_id": "a", "place": "Wonsan"}, {"places_on_record"}),
        ("claims", "c-175", {"claim_id": "c-900"}, set()),
    ],
)
def test_one_more_row_changes_no_number_that_names_another(data, place, table, like, cells, counts):
    more = with_row(data, table, place, like, **cells)
    assert changed(atlas.quotable(data), atlas.quotable(more)) == counts
    assert atlas.draw_map(more).svg


def tables(data, **others):
    return data.tables() | others


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("table_name", "rumours", "row wonsan, column table_name: 'rumours' is no table; name a table"),
        ("row_id", "c-900", "row wonsan, column row_id: wonsan needs 'c-900', which is no row of"),
    ],
)
def test_a_naming_that_leads_nowhere_is_refused(data, column, value, message):
    namings = data.namings[data.namings["place"].eq("wonsan")].head(1).assign(**{column: value})
    assert list(check_named_rows(tables(data), data.schema)) == []
    [fault] = check_named_rows(tables(data, namings=namings), data.schema)
    assert str(fault).startswith(f"namings.csv, {message}")


def test_a_route_rests_on_rows_that_are_there(data):
    routes = data.routes.assign(rows="2030-01-01-nobody")
    assert {fault.file for fault in check_evidence(tables(data, routes=routes), data.schema)} == {
        "routes.csv"
    }
