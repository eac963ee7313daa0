"""What the China chapter says depends on coded cells, never on wording or on a row's place."""

import pandas as pd
import pytest
from variants import backwards, changed, reworded, with_row

from militant_unity.china import dates, indicators, pacts, stance, trade, words
from militant_unity.china.indicators import quotable

pytestmark = pytest.mark.slow  # each draws its chapter several times over: CI runs them

DRAWINGS = (
    words.draw_stated_and_ascribed,
    pacts.draw_pacts,
    trade.draw_trade,
    trade.draw_falls,
    trade.draw_growth,
    trade.draw_levels,
    dates.draw_week,
    stance.draw_matrix,
)


def test_no_number_and_no_drawing_reads_a_sentence(data):
    other = reworded(data)
    assert changed(quotable(data), quotable(other)) == set()
    for draw in DRAWINGS:
        assert draw(other) == draw(data)
    assert indicators.checklist(other).equals(indicators.checklist(data))
    assert dates.votes(other).frame["monitoring"].equals(dates.votes(data).frame["monitoring"])
    assert stance.on_china(other).frame.equals(stance.on_china(data).frame)
    assert words.silences(other).frame.equals(words.silences(data).frame)


def test_the_order_of_rows_in_a_file_changes_nothing(data):
    other = backwards(data)
    assert changed(quotable(data), quotable(other)) == set()
    for draw in DRAWINGS:
        assert draw(other) == draw(data)


NEW_ROWS = (
    ("trade", "cn-kp-2022-07-imports-first-release", {"trade_id": "a", "period": "2021-07"}, ()),
    ("trade", "cn-kp-2024-06-total-first-release", {"trade_id": "a", "period": "2026-01"}, ()),
    ("trade", "cn-kp-2024-growth-annual", {"trade_id": "a", "period": "2026", "value": 3.0}, ()),
    ("trade", "cn-kp-2024-total-annual", {"trade_id": "a", "pair": "RU-KP", "value": 1.0}, ()),
    ("quantities", "q-156-1", {"quantity_id": "q-900-1", "best": 1.0, "as_of": "2020-01/2020-02"}, ()),
    ("events", "2024-03-28-un-veto-panel", {"event_id": "2024-03-20-a", "date": "2024-03-20"}, ()),
    ("events", "2024-06-19-putin-in-pyongyang", {"event_id": "2024-06-18-a", "date": "2024-06-18"}, ()),
    (
        "statements",
        "2023-09-12-visit-2023-china",
        {"statement_id": "2023-09-20-a", "statement_date": "2023-09-20", "confidence": "two_independent"},
        ("china_statements",),
    ),
    (
        "clauses",
        "rf-dprk-2024-4-defense",
        {
            "clause_id": "mn-dprk-2030-1-defense",
            "treaty": "RF-DPRK 2030",
            "signed": "2030-01-01",
            "in_force": "2030-02-01",
        },
        (),
    ),
    ("entities", "china", {"entity_id": "another-office"}, ()),
)


@pytest.mark.parametrize("place", ["first", "between", "last"])
@pytest.mark.parametrize(
    ("table", "like", "cells", "counts"), NEW_ROWS, ids=[f"{each[0]}-{each[1]}" for each in NEW_ROWS]
)
def test_one_more_row_changes_no_number_that_names_another(data, place, table, like, cells, counts):
    more = with_row(data, table, place, like, **cells)
    assert changed(quotable(data), quotable(more)) == set(counts)


@pytest.mark.parametrize("place", ["first", "between", "last"])
def test_one_more_row_changes_no_drawing_of_the_week_and_of_the_fall(data, place):
    more = with_row(
        data, "events", place, "2024-06-19-putin-in-pyongyang", event_id="2024-06-18-a", date="2024-06-18"
    )
    more = with_row(more, "trade", place, "cn-kp-2024-06-total-first-release", trade_id="a", period="2021-02")
    for draw in (dates.draw_week, trade.draw_falls, trade.draw_trade):
        assert draw(more) == draw(data)
    more = with_row(
        more,
        "statements",
        place,
        "2025-06-12-technology-china",
        statement_id="a",
        statement_date="2026-03-01",
    )
    assert indicators.checklist(more).equals(indicators.checklist(data))


def test_a_row_that_a_number_names_still_counts(data):
    april = data.trade["trade_id"].eq("cn-kp-2023-04-total-first-release")
    rows = data.trade.assign(other_value=data.trade["other_value"].mask(april, 199_000_000))
    moved = changed(quotable(data), quotable(data.with_tables(trade=pd.DataFrame(rows))))
    assert moved == {"fall_million_other_april"}
