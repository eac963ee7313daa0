"""Bands of probability and outcomes in `forecasts` become intervals of the Brier score.

The score is an interval because an author gave a word, not a number.
"""

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
        brier_low=[each[0] if each else float("nan") for each in intervals],
        brier_high=[each[1] if each else float("nan") for each in intervals],
    )


def side(low: float, high: float, outcome: str) -> str:
    """Say how a band stands to what came: ``right``, ``wrong``, ``neither`` at even odds, or ``unsettled``.

    >>> side(0.05, 0.20, "no"), side(0.05, 0.20, "yes"), side(0.45, 0.55, "yes"), side(0.05, 0.20, "void")
    ('right', 'wrong', 'neither', 'unsettled')
    """
    if outcome not in _CAME:
        return "unsettled"
    if low <= _EVEN <= high:
        return "neither"
    return "right" if (low > _EVEN) == (outcome == "yes") else "wrong"


_EVEN = 0.5


def mean_interval(forecasts: pd.DataFrame) -> tuple[float, float]:
    """Return the least and the greatest mean Brier score that numbers in the bands can get."""
    return float(forecasts["brier_low"].mean()), float(forecasts["brier_high"].mean())


def attainable(count: int, low: float, high: float) -> bool:
    """Tell whether any share of ``count`` cases lies in a band at all.

    >>> attainable(8, 0.95, 0.99), attainable(11, 0.45, 0.55)
    (False, True)
    """
    return any(low <= came / count <= high for came in range(count + 1))
