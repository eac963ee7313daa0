import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.evidence.brier import brier_interval
from dossier.schema.words import PROBABILITY_WORDS

probability = st.floats(0, 1)


@pytest.mark.parametrize(
    ("low", "high", "outcome", "interval"),
    [
        (1, 1, "yes", (0, 0)),
        (0, 0, "no", (0, 0)),
        (1, 1, "no", (1, 1)),
        (0.55, 0.80, "yes", (0.04, 0.2025)),
        (0.55, 0.80, "open", None),
        (0.55, 0.80, "void", None),
    ],
)
def test_brier_interval(low, high, outcome, interval):
    assert brier_interval(low, high, outcome) == pytest.approx(interval) if interval else interval is None


@given(st.tuples(probability, probability).map(sorted), st.sampled_from(["yes", "no"]), st.floats(0, 1))
def test_the_interval_contains_the_score_of_every_number_in_the_band(band, outcome, inside):
    low, high = band
    number = low + inside * (high - low)
    score = (number - (outcome == "yes")) ** 2
    best, worst = brier_interval(low, high, outcome)
    assert best - 1e-4 <= score <= worst + 1e-4


def test_settled_forecasts_have_a_score_a_day_and_a_page(data):
    settled = data.forecasts["outcome"].isin(["yes", "no"])
    assert (
        data.forecasts.loc[settled, ["brier_low", "brier_high", "resolved_on", "resolved_by"]]
        .notna()
        .all()
        .all()
    )
    assert (
        data.forecasts.loc[data.forecasts["outcome"].eq("open"), ["brier_low", "resolved_by"]]
        .isna()
        .all()
        .all()
    )
    assert len(data.forecasts) >= 25


def test_the_band_is_that_of_the_word(data):
    for row in data.forecasts.itertuples():
        assert (row.p_low, row.p_high) == PROBABILITY_WORDS[row.word], row.forecast_id
