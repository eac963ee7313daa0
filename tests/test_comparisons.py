"""Claims against the record: two codings, what was settled, and how much of each article stands."""

from copy import copy

import pandas as pd
import pytest

from dossier.evidence import comparisons
from dossier.evidence.checks import violations
from dossier.pages.cards import evidence
from dossier.schema.files import live
from militant_unity import standing

pytestmark = pytest.mark.whole

PAIR = ["claim_id", "table_name", "row_id"]


def test_every_live_claim_has_one_relation(data):
    counts = comparisons.standing(data)
    assert counts.to_numpy().sum() == len(live(data.claims))


def test_what_was_settled_is_what_the_codings_say(data):
    first = comparisons.coding_a(data)
    assert not first.duplicated(PAIR).any()
    assert list(comparisons.check_comparisons(data.tables())) == []
    assert list(comparisons.check_settled_comparisons(data.tables())) == []


def test_a_conflict_in_kind_is_settled_or_gone(data):
    """Where both codings name a row, and give it another relation, a reader has decided."""
    both = comparisons.coding_a(data).merge(data.comparisons_b, on=PAIR, suffixes=("_a", "_b"))
    conflict = both[both["relation_a"].ne(both["relation_b"])]
    settled = set(data.comparisons_settled[PAIR].itertuples(index=False, name=None))
    assert set(conflict[PAIR].itertuples(index=False, name=None)) <= settled


def test_agreement_is_that_of_the_codings_before_anything_was_settled(data):
    measures = comparisons.comparison_agreement(data).set_index("of")
    assert measures.loc["claims", "number"] == len(live(data.claims))
    assert 0 < measures.loc["claims", "alpha"] < measures.loc["claims", "share"] < 1


def test_no_second_coding_gives_no_agreement(data):
    one = copy(data)
    one.comparisons_b = data.comparisons_b.iloc[:0]
    assert comparisons.comparison_agreement(one).empty


@pytest.mark.parametrize(
    ("table", "column", "value", "problem"),
    [
        ("comparisons", "row_id", "no-such-row", "which is no row of"),
        ("comparisons", "table_name", "no_such_table", "is no table"),
        ("comparisons_settled", "kept", "corrects", "comparisons has"),
        ("comparisons_settled", "b", None, "comparisons_b has"),
    ],
)
def test_a_row_that_does_not_hold_is_refused(data, project, table, column, value, problem):
    tables = dict(data.tables())
    wrong = tables[table].copy()
    wrong.loc[wrong.index[0], column] = value
    faults = [str(fault) for fault in violations({**tables, table: wrong}, project.schema)]
    assert any(f"{table}.csv" in fault and problem in fault and column in fault for fault in faults)


def test_a_pair_is_compared_once(data):
    tables = dict(data.tables())
    again = tables["comparisons"].iloc[[0]].assign(comparison_id="k-9999")
    tables["comparisons"] = pd.concat([tables["comparisons"], again], ignore_index=True)
    assert "more than once" in str(next(comparisons.check_comparisons(tables)))


def test_a_card_shows_the_relation_that_decides_most_first(data):
    relation = comparisons.strongest(data.comparisons, live(data.claims))
    for claim, shown in evidence(data).items():
        first = shown.compared[0][0] if shown.compared else comparisons.SILENT
        assert first == relation[claim].replace("_", " ")


def test_the_figure_counts_what_the_table_counts(data):
    sums = standing.totals(data)
    assert sums["compared"] == sums["agrees"] + sums["differs"] + sums["corrects"]
    chart = standing.draw_standing(data)
    assert f"agrees with {sums['agrees']} of {sums['compared']}" in chart.alt
    assert len(standing.standing_table(data).frame) == len(standing.by_article(data))


def test_one_more_comparison_moves_one_number(data):
    other = copy(data)
    silent = comparisons.strongest(data.comparisons, live(data.claims))
    claim = silent.index[silent.eq("silent")][0]
    row = data.comparisons.iloc[[0]].assign(comparison_id="k-9999", claim_id=claim, relation="agrees")
    other.comparisons = pd.concat([data.comparisons, row], ignore_index=True)
    moved = standing.totals(other) - standing.totals(data)
    assert moved[moved.ne(0)].to_dict() == {"agrees": 1, "silent": -1, "compared": 1}
