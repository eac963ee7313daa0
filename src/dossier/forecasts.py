"""What was foreseen: forecasts scored as intervals, because authors gave words, not numbers."""

import pandas as pd


def brier_interval(low: float, high: float, outcome: str) -> tuple[float, float] | None:
    """Return the least and the greatest Brier score that a probability in a band can get.

    The Brier score of one question is the squared distance of the stated probability from what came
    (1 for yes, 0 for no): 0 is perfect, 1 the worst. An open or void question has no score.

    >>> brier_interval(0.55, 0.80, "no"), brier_interval(0.55, 0.80, "open")
    ((0.3025, 0.64), None)
    """
    if outcome not in _CAME:
        return None
    came = _CAME[outcome]
    scores = sorted(((low - came) ** 2, (high - came) ** 2))
    return round(scores[0], 4), round(scores[1], 4)


_CAME = {"yes": 1.0, "no": 0.0}


def scored(forecasts: pd.DataFrame) -> pd.DataFrame:
    """Return ``forecasts`` with ``brier_low`` and ``brier_high``; open stays open, without a score."""
    intervals = [
        brier_interval(low, high, outcome)
        for low, high, outcome in zip(
            forecasts["p_low"], forecasts["p_high"], forecasts["outcome"], strict=True
        )
    ]
    return forecasts.assign(
        brier_low=pd.Series([each[0] if each else None for each in intervals], dtype=float),
        brier_high=pd.Series([each[1] if each else None for each in intervals], dtype=float),
    )
