"""Rows become the bytes that the data frames give, and no row that pandera refuses is written."""

import pandas as pd
import pandera.errors
import pandera.pandas as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandera.typing import Series

from dossier.reading.bulk.csv_rows import form_of
from dossier.schema import MEASURED
from dossier.schema.base import Table, text
from dossier.schema.files import to_bytes

TEXT = st.sampled_from(
    ["port", 'a "b"', "a, b", "1\r2", "l\n", "é\u2028", "2024-06", "hedges", "exact", "x-n01"]
)
CELL = {"text": TEXT, "whole": st.integers(0, 10**9), "number": st.floats(0, 1e20) | st.integers(0, 10**9)}


@pytest.mark.parametrize("name", MEASURED)
@given(data=st.data())
def test_lines_are_the_bytes_of_a_frame(name, data):
    form = form_of(MEASURED[name])
    row = st.fixed_dictionaries(
        {
            column.name: CELL[column.kind] | st.none() if column.nullable else CELL[column.kind]
            for column in form.columns
        }
    )
    rows = data.draw(st.lists(row, max_size=4))
    types = {"text": "str", "whole": "Int64", "number": "float64"}
    frame = MEASURED[name].of(rows).astype({column.name: types[column.kind] for column in form.columns})
    assert (form.header() + form.lines(form.cells(rows))).encode() == to_bytes(frame)


GOOD = {
    "number_id": "port-n01",
    "source_id": "port",
    "sentence_id": "port-s001",
    "start": 0,
    "end": 4,
    "value": 3.5,
    "unit": "USD",
    "item": "obus",
    "bound": "exact",
    "reading": "certain",
}


def test_a_right_row_passes():
    form = form_of(MEASURED["numbers"])
    form.check(form.cells([GOOD, {**GOOD, "unit": None}]))
    form.check([])


@pytest.mark.parametrize(
    "wrong",
    [
        {"number_id": "port-7"},
        {"number_id": None},
        {"source_id": None},
        {"start": -1},
        {"end": 0},
        {"end": None},
        {"value": "many"},
        {"unit": "ducat"},
        {"reading": None},
        {"bound": "some"},
    ],
)
def test_a_wrong_cell_raises_what_pandera_raises(wrong):
    form = form_of(MEASURED["numbers"])
    with pytest.raises((pandera.errors.SchemaError, pandera.errors.SchemaErrors)):
        form.check(form.cells([GOOD, {**GOOD, **wrong, "item": "obus"}]))


def test_every_rule_of_a_measured_table_is_known():
    for table in MEASURED.values():
        form_of(table)


def test_a_rule_that_is_not_known_is_no_rule_kept():
    class Odd(Table):
        name: Series[str] = pa.Field(str_endswith="s")

    with pytest.raises(ValueError, match="endswith"):
        form_of(Odd)


def test_a_single_empty_cell_is_a_line_of_its_own():
    class One(Table):
        name: Series[str] = text("a word", nullable=True)

    form = form_of(One)
    assert form.lines(form.cells([{"name": None}, {"name": "a"}])) == '""\na\n'
    assert to_bytes(pd.DataFrame({"name": [None, "a"]}, dtype="str")) == b'name\n""\na\n'
