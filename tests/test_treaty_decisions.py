"""What the chapter on the treaty says depends on coded cells, never on wording or on a row's place."""

import pytest
from variants import backwards, changed, reworded, with_row

from dossier.evidence.selections import selected_id
from militant_unity.treaty import aid_clause, calendar, clauses, words
from militant_unity.treaty import numbers as treaty_numbers

pytestmark = pytest.mark.slow  # each draws its chapter several times over: CI runs them

DRAWINGS = (
    clauses.draw_clauses,
    aid_clause.draw_aid,
    words.draw_words,
    calendar.draw_calendar,
    calendar.draw_voices,
)


def quotable(data):
    """Return the numbers that a sentence may quote, and how many clauses are on record."""
    return {**treaty_numbers.quotable(data), "clause_rows": len(data.clauses)}


def test_no_number_and_no_drawing_reads_a_sentence(data):
    other = reworded(data)
    assert changed(quotable(data), quotable(other)) == set()
    for draw in DRAWINGS:
        assert draw(other) == draw(data)
    assert [*clauses.correction_note(other).frame["row"]] == [*clauses.correction_note(data).frame["row"]]
    columns = ["claim", "ended by", "clauses beside it"]
    assert aid_clause.return_table(other).frame[columns].equals(aid_clause.return_table(data).frame[columns])


def test_the_order_of_rows_in_a_file_changes_nothing(data):
    other = backwards(data)
    assert changed(quotable(data), quotable(other)) == set()
    for draw in DRAWINGS:
        assert draw(other) == draw(data)


NEW_ROWS = (
    (
        "events",
        "2024-06-19-russia-dprk-treaty-signed",
        {"event_id": "2024-06-10-a", "date": "2024-06-10"},
        (),
    ),
    ("events", "2024-12-04-treaty-in-force", {"event_id": "2024-12-30-a", "date": "2024-12-30"}, ()),
    (
        "events",
        "2024-10-08-first-dprk-troops-shipped",
        {"event_id": "2024-11-20-a", "date": "2024-11-20"},
        (),
    ),
    (
        "statements",
        "2024-10-24-troop-deployment-russia",
        {"statement_id": "2024-10-26-a", "statement_date": "2024-10-26", "ground": "law"},
        (),
    ),
    (
        "clauses",
        "rf-dprk-2024-20-cooperation",
        {"clause_id": "rf-dprk-2024-21-cooperation", "article": "21"},
        ("clause_rows",),
    ),
    (
        "clauses",
        "rf-dprk-2024-4-defense",
        {
            "clause_id": "a-b-1990-1-defense",
            "treaty": "A-B 1990",
            "in_force": "1990-01-01",
            "parts": "armed_attack",
        },
        ("clause_rows",),
    ),
    (
        "forecasts",
        "f-013",
        {"forecast_id": "f-900", "brier_low": 0.0, "brier_high": 0.0},
        (),
    ),
    ("entities", "kcna", {"entity_id": "another-agency"}, ()),
)


@pytest.mark.parametrize("place", ["first", "between", "last"])
@pytest.mark.parametrize(
    ("table", "like", "cells", "counts"), NEW_ROWS, ids=[f"{each[0]}-{each[1]}" for each in NEW_ROWS]
)
def test_one_more_row_changes_no_number_that_names_another(data, place, table, like, cells, counts):
    more = with_row(data, table, place, like, **cells)
    assert changed(quotable(data), quotable(more)) == set(counts)


@pytest.mark.parametrize("place", ["first", "between", "last"])
def test_one_more_event_changes_no_drawing_of_the_calendar(data, place):
    cells = {"event_id": "2024-11-20-a", "date": "2024-11-20", "what": "ratify"}
    more = with_row(data, "events", place, "2024-12-04-treaty-in-force", **cells)
    assert calendar.draw_calendar(more) == calendar.draw_calendar(data)


def test_a_row_that_a_number_names_still_counts(data):
    forecasts = data.forecasts.copy()
    pact = selected_id(data, "treaty.forecasts_quoted", "pact")
    forecasts.loc[forecasts["forecast_id"].eq(pact), "brier_low"] = 0.5
    moved = changed(quotable(data), quotable(data.with_tables(forecasts=forecasts)))
    assert moved == {"treaty_forecast_pact_low"}
