"""What the chapter on troops says depends on coded cells, never on wording or on a row's place."""

import pandas as pd
import pytest
from variants import backwards, changed, reworded, with_row

from dossier.errors import DataError
from militant_unity.troops import (
    admission,
    confirmations,
    losses,
    motives,
    returned,
    silence,
    soldiers,
    whereabouts,
)

pytestmark = pytest.mark.slow  # each draws its chapter several times over: CI runs them

MODULES = (soldiers, confirmations, losses, admission, motives, returned, silence, whereabouts)
DRAWINGS = (
    soldiers.draw_soldier_figures,
    soldiers.draw_counts_on_record,
    soldiers.draw_totals_sent,
    confirmations.draw_confirmations,
    losses.draw_losses,
    losses.draw_days_of_losses,
    admission.draw_clocks,
    motives.draw_matrix,
    silence.draw_not_imagined,
)


def numbers(data):
    """Return every number of the chapter that a sentence may quote, and how many rows its tables have."""
    return {name: value for module in MODULES for name, value in module.quotable(data).items()} | {
        "losses_figures": len(losses.losses(data)),
        "record_counts": len(soldiers.counts_on_record(data)),
        "soldier_figures": len(soldiers.soldier_figures(data).dropna(subset=["best"])),
        "later_events": len(silence.later_events(data)),
    }


@pytest.fixture(scope="module")
def before(data):
    return numbers(data)


def test_no_number_and_no_drawing_reads_a_sentence(data, before):
    other = reworded(data)
    assert changed(before, numbers(other)) == set()
    # The description of what was not imagined prints the summary of each event.
    events = other.events.assign(summary=data.events["summary"])
    other = other.with_tables(events=events)
    for draw in DRAWINGS:
        assert draw(other) == draw(data)
    assert list(admission.legal_ground(other)["row"]) == list(admission.legal_ground(data)["row"])
    for table in (losses.dead_table, losses.rutte_table, motives.flips_table, confirmations.readings_table):
        assert table(other).frame.equals(table(data).frame)


def test_the_order_of_rows_in_a_file_changes_nothing(data, before):
    other = backwards(data)
    assert changed(before, numbers(other)) == set()
    for draw in DRAWINGS:
        assert draw(other) == draw(data)
    for table in (losses.dead_table, losses.rutte_table, motives.flips_table, motives.reasons_table):
        assert table(other).frame.equals(table(data).frame)


def estimate(like, claimant, date, best, *, item=""):
    """Return what a row of `estimates` is made of: the row that it is like, and its own cells."""
    cells = {"estimate_id": f"{date}-a-{like[-8:]}", "claimant": claimant, "statement_date": date}
    cells |= {"low": float("nan"), "best": best, "high": float("nan"), "bound": "about"}
    return ("estimates", like, cells | ({"item": item} if item else {}))


NEW_ROWS = (
    (*estimate("2024-10-09-us-pentagon-russian-casualty-total", "UK MoD", "2024-06", 4.0e5), ()),
    (*estimate("2024-10-09-us-pentagon-russian-casualty-total", "UK MoD", "2024-10-15", 5.5e5), ()),
    (*estimate("2025-03-28-uk-mod-soldier-killed", "CSIS", "2025-04-10", 900.0), ("losses_figures",)),
    (*estimate("2025-01-13-rok-nis-soldier-killed", "Ukraine HUR", "2024-12-23", 90.0), ("losses_figures",)),
    (
        *estimate("2024-12-23-rok-jcs-soldier-casualty", "Ukraine HUR", "2024-12-23", 2000.0),
        ("losses_figures",),
    ),
    (
        *estimate("2024-12-23-rok-jcs-soldier-casualty", "US Pentagon", "2025-01-09", 100.0),
        ("losses_figures",),
    ),
    (*estimate("2024-10-18-rok-nis-soldier-sent", "US Pentagon", "2024-10-18", 1600.0), ("record_counts",)),
    (*estimate("2024-10-23-rok-nis-soldier-sent", "US Pentagon", "2024-10-24", 2000.0), ("record_counts",)),
    (*estimate("2025-04-30-rok-nis-soldier-sent", "ROK NIS", "2025-06-30", 14000.0), ()),
    (*estimate("2025-04-30-rok-nis-soldier-sent", "ROK NIS", "2024-12-01", 10500.0), ()),
    (
        *estimate("2024-12-05-uk-mod-russian-casualty-per-day", "UK MoD", "2024-11-05", 1400.0),
        ("loss_rates", "loss_rates_of_kyiv"),
    ),
    ("quantities", "q-171-1", {"quantity_id": "q-171-9", "best": 2500.0}, ("soldier_figures",)),
    ("quantities", "q-177-1", {"quantity_id": "q-177-9", "best": 12000.0}, ("soldier_figures",)),
    (
        "events",
        "2024-10-08-first-dprk-troops-shipped",
        {"event_id": "a", "date": "2024-09-01"},
        ("later_events",),
    ),
    ("events", "2024-12-04-treaty-in-force", {"event_id": "a", "date": "2024-12-02"}, ()),
    (
        "statements",
        "2025-04-28-troop-deployment-dprk",
        {"statement_id": "a", "statement_date": "2025-06-01"},
        (),
    ),
    (
        "statements",
        "2024-10-10-troop-deployment-russia",
        {"statement_id": "a", "statement_date": "2024-10-12"},
        ("statements_before_article",),
    ),
    ("claims", "c-258", {"claim_id": "c-900", "fact_id": "a"}, ()),
    ("claims", "c-231", {"claim_id": "c-900", "fact_id": "a"}, ()),
)


@pytest.mark.parametrize("place", ["first", "between", "last"])
@pytest.mark.parametrize(
    ("table", "like", "cells", "counts"),
    NEW_ROWS,
    ids=[f"{row[0]}-{row[1]}-{n}" for n, row in enumerate(NEW_ROWS)],
)
def test_one_more_row_changes_no_number_that_names_another(data, before, place, table, like, cells, counts):
    more = with_row(data, table, place, like, **cells)
    assert changed(before, numbers(more)) == set(counts)
    if place == "between":  # to draw takes long, and tests here only that it can be done
        for draw in DRAWINGS:
            assert draw(more).svg


@pytest.mark.parametrize("place", ["first", "between", "last"])
def test_a_third_figure_of_spring_2025_leaves_the_title_and_the_share(data, place):
    table, like, cells = estimate("2025-03-28-uk-mod-soldier-killed", "CSIS", "2025-04-10", 900.0)
    more = with_row(data, table, place, like, **cells)
    title = losses.draw_losses(data).alt.partition(". Losses")[0]
    assert losses.draw_losses(more).alt.startswith(title)
    assert losses.dead_table(more).frame.equals(losses.dead_table(data).frame)


def test_a_chosen_row_that_is_gone_is_named_with_the_remedy(data):
    gone = data.estimates["estimate_id"].ne("2024-10-09-us-pentagon-russian-casualty-total")
    less = data.with_tables(estimates=pd.DataFrame(data.estimates[gone]))
    named = r"troops.russian_total names 2024-10-09-us-pentagon.*; choose an estimate of that kind"
    with pytest.raises(DataError, match=named):
        losses.quotable(less)


def test_a_use_without_a_row_is_named_with_the_remedy(data):
    less = data.selections[data.selections["use"].ne("troops.russian_rate")]
    with pytest.raises(
        DataError, match=r"0 rows are chosen for troops.russian_rate, not one; choose one row"
    ):
        losses.quotable(data.with_tables(selections=less))


def test_a_figure_that_a_number_names_still_counts(data, before):
    chosen = data.estimates["estimate_id"].eq("2024-10-09-us-pentagon-russian-casualty-total")
    day = data.estimates["statement_date"].mask(chosen, "2024-10-11")
    moved = data.with_tables(estimates=pd.DataFrame(data.estimates.assign(statement_date=day)))
    assert changed(before, numbers(moved)) == {"days_pentagon_before_rutte"}
