"""What the chapter on forecasts says depends on coded cells, never on wording or on a row's place."""

import html
import re

import pandas as pd
import pytest
from variants import backwards, changed, reworded, with_row

from dossier.build import assemble, dataset_files
from dossier.errors import DataError
from dossier.evidence.checks import violations
from dossier.pages.numbers import ledger_numbers
from dossier.project import find_project
from dossier.schema.files import read_tables, typed_cells
from militant_unity.foreseen import readings, rules, scores, treaty, unasked
from militant_unity.foreseen.audit import audit, silences
from militant_unity.foreseen.audit import unasked as later_events

pytestmark = pytest.mark.slow  # each draws its chapter several times over: CI runs them

PROJECT = find_project()
WORDS_OF_FORECASTS = ("question", "resolution_rule", "easy_because", "would_settle", "ruling", "miss_reason")
DRAWINGS = (
    scores.draw_words,
    scores.draw_scores,
    scores.draw_means,
    scores.draw_calibration,
    unasked.draw_unasked,
    treaty.draw_forecasts,
)
TABLES = (
    rules.came_table,
    rules.failed_table,
    rules.easy_table,
    rules.open_table,
    rules.faults_table,
    rules.rules_table,
    rules.rulings_table,
    rules.misses_table,
    readings.readings_table,
    scores.cuts_table,
    scores.skill_table,
    unasked.unasked_table,
    unasked.silences_table,
    treaty.forecasts_table,
)


FOREIGN = "Est-ce rapporté avant le 7 mai 1999 ? the treaty says 31.5 of 2000 soldiers, 2031-01-01"


@pytest.fixture(scope="module")
def drawn(data):
    """Return the drawings of the chapter as they are."""
    return [draw(data) for draw in DRAWINGS]


def _without_names(svg):
    """Return a drawing without the name that its parts have from its description."""
    return re.sub(r"\bc[0-9a-f]{8}\b", "", svg)


def in_other_words(data):
    """Return the dataset with every sentence reworded, those of its forecasts too."""
    forecasts = data.forecasts.assign(
        **{
            each: data.forecasts[each].where(data.forecasts[each].isna(), FOREIGN)
            for each in WORDS_OF_FORECASTS
        }
    )
    return reworded(data).with_tables(forecasts=forecasts)


def test_no_number_and_no_drawing_reads_a_sentence(data, drawn):
    """A drawing says a question to who cannot see it; there it is the cell itself."""
    other = in_other_words(data)
    assert changed(scores.quotable(data), scores.quotable(other)) == set()
    for draw, chart in zip(DRAWINGS, drawn, strict=True):
        expected = chart.svg
        for question in data.forecasts["question"]:
            expected = expected.replace(html.escape(question), FOREIGN)
        assert _without_names(draw(other).svg) == _without_names(expected)
    assert later_events(other).equals(later_events(data))
    assert audit(other)["due"].equals(audit(data)["due"])
    assert silences(other)["claim_id"].equals(silences(data)["claim_id"])
    ids = treaty.treaty_forecasts(other)["forecast_id"]
    assert list(ids) == list(treaty.treaty_forecasts(data)["forecast_id"])


def test_the_order_of_rows_in_a_file_changes_nothing(data, drawn):
    other = backwards(data)
    assert changed(scores.quotable(data), scores.quotable(other)) == set()
    assert [draw(other) for draw in DRAWINGS] == drawn
    for table in TABLES:
        assert table(other).frame.equals(table(data).frame)


NEW_ROWS = (
    ("events", "2024-03-07-dprk-tankers-load-oil", {"event_id": "a", "date": "2024-05-01"}, ()),
    ("events", "2022-12-oil-exports-resume", {"event_id": "a", "date": "2022-11-01"}, ()),
    ("claims", "c-117", {"claim_id": "c-900"}, ()),
    ("sources", "tass-charter", {"source_id": "a"}, ()),
)


@pytest.mark.parametrize("place", ["first", "between", "last"])
@pytest.mark.parametrize(
    ("table", "like", "cells", "counts"), NEW_ROWS, ids=[f"{each[0]}-{each[1]}" for each in NEW_ROWS]
)
def test_one_more_row_changes_no_number_that_names_another(data, drawn, place, table, like, cells, counts):
    more = with_row(data, table, place, like, **cells)
    assert changed(scores.quotable(data), scores.quotable(more)) == set(counts)
    if table in ("events", "claims") and place == "first":
        assert [draw(more) for draw in DRAWINGS] == drawn


@pytest.fixture(scope="module")
def inputs():
    """Return the measured tables, the coded ones and the record, as a build reads them."""
    return (read_tables(PROJECT.measured, PROJECT.schema.measured), *PROJECT.inputs())


def built(inputs, forecasts):
    """Return the dataset that a build makes of these forecasts, and its numbers."""
    measured, coded, record = inputs
    tables = assemble(PROJECT.schema, measured, {**coded, "forecasts": forecasts}, record)
    data = PROJECT.dataset_of(tables)
    return data, {**ledger_numbers(data), **scores.quotable(data)}


NEW = {
    "forecast_id": "f-900",
    "claim_id": "c-029",
    "resolution_rule": "Yes if either government says so.",
    "due": "2027-01-01",
    "word": "likely",
    "p_low": 0.55,
    "p_high": 0.8,
    "outcome": "open",
    "blind": "yes",
}


@pytest.mark.parametrize(
    "question", ["Does it happen by 2027-01-01?", "Does it happen by 1 January 2027?", "Does it ever happen?"]
)
@pytest.mark.parametrize("place", [0, 20, 48])
def test_a_new_forecast_needs_a_row_and_no_code(inputs, question, place):
    coded = inputs[1]["forecasts"]
    new = pd.DataFrame([{**NEW, "question": question}])
    more = pd.concat([coded.head(place), new, coded.tail(len(coded) - place)])
    before, (data, after) = built(inputs, coded)[1], built(inputs, more)
    assert changed(before, after) == {
        "foreseen_codings_open_least",
        "foreseen_codings_open_most",
        "forecasts",
        "forecasts_open",
        "foreseen_own_voice",
    }
    assert after["forecasts"] == before["forecasts"] + 1
    assert place or all(draw(data).svg for draw in DRAWINGS)
    shown = rules.open_table(data).frame.to_dict("records")
    [row] = [each for each in shown if each["question, with its last day"] == question]
    assert row["what would settle it"] == "not coded yet"


def test_a_forecast_is_resolved_by_three_cells(inputs):
    coded = inputs[1]["forecasts"]
    at = coded["forecast_id"].eq("f-024")
    cells = {"outcome": "yes", "resolved_on": "2026-10-01", "resolved_by": "nis-sat23"}
    before, (data, after) = built(inputs, coded)[1], built(inputs, _with(coded, at, cells))
    assert after["forecasts_open"] == before["forecasts_open"] - 1
    assert after["foreseen_settled"] == before["foreseen_settled"] + 1
    assert "f-024" in {link.text for link in rules.came_table(data).frame["forecast"]}
    assert dataset_files(PROJECT, data.tables()), "the whole dataset is built"
    for draw in DRAWINGS:
        assert draw(data).svg


def _with(forecasts, at, cells):
    return forecasts.assign(**{name: forecasts[name].mask(at, value) for name, value in cells.items()})


@pytest.mark.parametrize(
    ("row", "cells", "message"),
    [
        (
            "f-024",
            {"outcome": "yes"},
            "forecasts.csv, row f-024, column resolved_on: the outcome is yes, and the cell is empty; "
            "give the day that settled it, or leave it open",
        ),
        (
            "f-024",
            {"outcome": "no", "resolved_on": "2026-12-31"},
            "forecasts.csv, row f-024, column resolved_by: the outcome is no, and the cell is empty; "
            "name the pages, rows of record/sources.csv, that settle it, or leave it open",
        ),
        (
            "f-001",
            {"outcome": "open"},
            "forecasts.csv, row f-001, column resolved_on: the forecast is open, and the cell is filled; "
            "empty it, or give the outcome",
        ),
        (
            "f-001",
            {"resolved_on": "2023-09-18"},
            "forecasts.csv, row f-001, column resolved_on: 2023-09-18 is after the last day, 2023-09-17; "
            "give the day that settled it; where nothing came by the last day, that day",
        ),
        (
            "f-036",
            {"due": "2024-10-01", "resolved_on": "2024-10-01"},
            "forecasts.csv, row f-036, column due: 2024-10-01 is before its article, which is of 2024-10-28; "
            "give the last day on which what is asked may happen",
        ),
        (
            "f-002",
            {"miss": None},
            "forecasts.csv, row f-002, column miss: the word was almost_certain, the outcome is no, and the "
            "cell is empty; say whether the author was wrong or overtaken, and why",
        ),
        (
            "f-001",
            {"miss": "wrong"},
            "forecasts.csv, row f-001, column miss: the forecast did not go against its word, and the cell is "
            "filled; empty it, or mend word or outcome",
        ),
        (
            "f-009",
            {"outcome": "open", "resolved_on": None, "resolved_by": None},
            "forecasts.csv, row f-009, column outcome: the outcome is open, and its last day, 2023-12-31, is "
            "before the last search, 2026-11-30; settle it by its rule: yes, no or void",
        ),
        (
            "f-033",
            {"resolved_by": "inss-1218;stripes-naval"},
            "forecasts.csv, row f-033, column resolved_by: stripes-naval is of 2023-09-05, before the article "
            "of 2024-06, so it shows no absence; name a page from the time after the article",
        ),
        (
            "f-004",
            {"resolved_by": "jad-dia25;tass-charter"},
            "forecasts.csv, row f-004, column resolved_by: each page is later than the last day, 2024-12-31; "
            "name a page of that day or before",
        ),
        (
            "f-008",
            {"outcome": "void"},
            "forecasts_b.csv, row f-008, column outcome: 'no' is here, and 'void' is in forecasts.csv; settle "
            "it by a row of forecast_differences.csv",
        ),
        (
            "f-023",
            {"rule_fault": None},
            "forecast_differences.csv, row f-023 rule_fault, column kept: 'asks_for_report' is here, and '' is "
            "in forecasts.csv; make both cells alike",
        ),
        (
            "f-001",
            {"easy_row": None},
            "forecasts.csv, row f-001, column easy_row: easy_because is filled, and this cell is empty; "
            "fill both or neither",
        ),
        (
            "f-001",
            {"easy_row": "c-999"},
            "forecasts.csv, row f-001, column easy_row: 'c-999' is no claim and no row of the record; "
            "add the row it means, or mend the id",
        ),
    ],
    ids=[
        "no day",
        "no page",
        "open with a day",
        "after its last day",
        "due too early",
        "no miss",
        "a miss too many",
        "open too long",
        "a page before the article",
        "pages after the last day",
        "a difference not settled",
        "a difference that fits no cell",
        "half",
        "no such row",
    ],
)
def test_a_forecast_that_lacks_something_is_refused(inputs, row, cells, message):
    coded = inputs[1]["forecasts"]
    with pytest.raises(DataError) as refused:
        built(inputs, _with(coded, coded["forecast_id"].eq(row), cells))
    assert str(refused.value) == message


@pytest.mark.parametrize("due", [None, "2027", "1 January 2027", "2027-13-01"])
def test_a_forecast_without_its_last_day_is_refused_by_its_cell(inputs, due):
    cells = inputs[1]["forecasts"].astype(object)
    cells = _with(cells, cells["forecast_id"].eq("f-006"), {"due": due})
    _, [fault] = typed_cells("forecasts.csv", cells, PROJECT.schema.coded["forecasts"])
    assert (fault.file, fault.row, fault.column) == ("forecasts.csv", "f-006", "due")


def test_the_checks_ask_nothing_of_the_forecasts_as_they_are(data):
    assert list(violations(data.tables(), PROJECT.schema)) == []
