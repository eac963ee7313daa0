"""What was foreseen: forecasts scored as intervals, because authors gave words, not numbers."""

import re

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


def last_day(question: str, rule: str) -> str:
    """Return the last full date that a question names, or else its rule, as ISO 8601.

    >>> last_day("Do they meet between 11 and 17 September 2023?", "Yes if so.")
    '2023-09-17'
    >>> last_day("Are the talks of September 2023 here?", "No meeting by 30 September 2023 is void.")
    '2023-09-30'
    """
    dates = _DATE.findall(question) or _DATE.findall(rule)
    return str(max(pd.Timestamp(date) for date in dates).date())


_DATE = re.compile(r"\d{1,2} [A-Z][a-z]+ 20\d\d")


def mean_interval(forecasts: pd.DataFrame) -> tuple[float, float]:
    """Return the least and the greatest mean Brier score that numbers in the bands can get."""
    return float(forecasts["brier_low"].mean()), float(forecasts["brier_high"].mean())


def attainable(count: int, low: float, high: float) -> bool:
    """Tell whether any share of ``count`` cases lies in a band at all.

    >>> attainable(8, 0.95, 0.99), attainable(11, 0.45, 0.55)
    (False, True)
    """
    return any(low <= came / count <= high for came in range(count + 1))
