"""No number of the arms chapter is read from a sentence, and none moves when another row is added."""

import pandas as pd
import pytest

from dossier.evidence.selections import selected_id
from militant_unity.arms import (
    boxes,
    counts,
    deliveries,
    denials,
    evidence,
    factors,
    objects,
    origins,
    returns,
)

pytestmark = pytest.mark.slow  # each draws its chapter several times over: CI runs them

FREE_TEXT = (
    "assumptions", "change_note", "confidence_reason", "limits", "note", "question", "reason", "remark",
    "resolution_rule", "statement", "state", "subject", "summary", "title",
)  # fmt: skip
FOREIGN = "Am 3. Mai 1912 zählten 17 wrecks examined und 4,5 Millionen Kisten; Our sum, Derived, Highest day"
DRAWINGS = (
    factors.draw_implied_factors,
    counts.draw_container_counts,
    counts.draw_round_counts,
    origins.draw_origins,
    evidence.draw_ladder,
    deliveries.draw_timeline,
    returns.draw_returns,
    denials.draw_denials,
    boxes.draw_grid,
)


def numbers(data):
    """Return every number of the chapter that a sentence may quote, and how many rows a rung has."""
    placed = evidence.ladder(data)
    return {
        key: value
        for module in (boxes, deliveries, evidence, factors, objects, returns)
        for key, value in module.quotable(data).items()
    } | {
        "evidence_upper_rungs": int(placed["rung"].isin(["imaged", "examined"]).sum()),
        "evidence_rounds_rows": int(placed["goods"].eq("rounds").sum()),
    }


def reworded(data, text):
    """Return ``data`` with ``text`` in every free-text cell that is not empty."""
    tables = {}
    for name, table in data.tables().items():
        cells = {
            column: table[column].where(table[column].isna(), text) for column in FREE_TEXT if column in table
        }
        tables[name] = table.assign(**cells)
    return data.with_tables(**tables)


def with_row(data, name, like, **cells):
    """Return ``data`` with one more row of ``name``: the row ``like`` with other ``cells``, in id order."""
    table = getattr(data, name)
    key = data.schema.tables[name].key()[0]
    row = table[table[key].eq(like)].assign(**cells)
    assert len(row) == 1
    assert not table[key].isin(row[key]).any()
    return data.with_tables(**{name: pd.concat([table, row]).sort_values(key, ignore_index=True)})


class TestNoSentenceIsRead:
    """Free text is for readers; what a program needs is in a column."""

    @pytest.mark.parametrize("text", [FOREIGN, "x"])
    def test_other_words_give_the_same_numbers(self, data, text):
        assert numbers(reworded(data, text)) == numbers(data)

    def test_other_words_give_the_same_drawings(self, data):
        other = reworded(data, FOREIGN)
        for draw in DRAWINGS:
            assert draw(other)._repr_html_() == draw(data)._repr_html_(), draw.__name__

    def test_other_words_give_the_same_rows_of_tables(self, data):
        other = reworded(data, FOREIGN)
        assert evidence.ladder(other).equals(evidence.ladder(data))
        assert objects.finds(other).equals(objects.finds(data))
        assert returns.sides_in_words(other, "nuclear-submarines") == returns.sides_in_words(
            data, "nuclear-submarines"
        )
        assert deliveries.sides_of_the_ledger(other) == deliveries.sides_of_the_ledger(data)
        assert boxes.payloads(other).equals(boxes.payloads(data))


ADDED = {
    "a weight before the rail study's": (
        "estimates", "arms.rail_tonnes",
        {"estimate_id": "2021-01-01-x", "statement_date": "2021-01-01", "low": 5.0, "best": 5.0}, set(),
    ),
    "a count between, for the months of another": (
        "estimates", "arms.quoted_boxes",
        {"estimate_id": "2024-05-01-x", "statement_date": "2024-05-01", "low": 9e3, "best": 9e3}, set(),
    ),
    "a later count of boxes by ship": (
        "estimates", "arms.study_boxes",
        {"estimate_id": "2027-01-01-x", "statement_date": "2027-01-01", "low": 16e3, "best": 16e3},
        {"evidence_upper_rungs"},
    ),
    "a later count of missiles fired": (
        "estimates", "arms.fired_by_february",
        {"estimate_id": "2027-01-02-x", "statement_date": "2027-01-02", "low": 90.0, "best": 90.0}, set(),
    ),
    "a first count of boxes in an article": (
        "quantities", "arms.article_boxes", {"quantity_id": "q-001-1", "low": 7.0, "best": 7.0}, set(),
    ),
    "another weight in an article": (
        "quantities", "arms.article_tonnes", {"quantity_id": "q-001-1", "best": 7.0}, set(),
    ),
    "another weight of a round": (
        "conversions", "arms.round_mass", {"conversion_id": "a-mass", "best": 1.0, "low": 1.0}, set(),
    ),
    "a first meeting that nobody chose": (
        "events", "arms.first_meeting", {"event_id": "2020-01-01-x", "date": "2020-01-01"}, set(),
    ),
    "a later charge": (
        "statements", "arms.rail_images",
        {"statement_id": "2027-01-01-x", "statement_date": "2026-02-01"}, set(),
    ),
    "a first judgement": ("judgements", "arms.judged_rounds", {"judgement_id": "j-000", "low": 1.0}, set()),
    "a figure of rounds after the articles": (
        "estimates", "round",
        {"estimate_id": "2027-01-03-x", "statement_date": "2027-01-03", "low": 5e6, "best": 5e6},
        {"round_figures", "evidence_rounds_rows"},
    ),
}  # fmt: skip


class TestAnotherRowMovesNothing:
    """A row more changes the numbers that count rows, and no number that names another row."""

    @pytest.mark.parametrize("what", ADDED)
    def test_a_true_row_more(self, data, what):
        table, use, cells, counting = ADDED[what]
        like = LIKE.get(use) or selected_id(data, use)
        before, after = numbers(data), numbers(with_row(data, table, like, **cells))
        changed = {key for key in before if before[key] != after[key]}
        assert changed == counting

    def test_every_drawing_takes_a_row_more(self, data):
        more = with_row(data, "estimates", selected_id(data, "arms.rail_tonnes"), estimate_id="2021-01-01-x")
        more = with_row(more, "events", LIKE["arms.first_meeting"], event_id="2020-01-01-x")
        for draw in DRAWINGS:
            assert draw(more).alt


LIKE = {"arms.first_meeting": "2023-09-13-kim-at-vostochny", "round": "2023-11-01-rok-nis-round"}
"""Rows that no use chooses, to make another like them."""
