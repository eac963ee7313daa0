"""Bands of probability and outcomes in `forecasts` become its columns `brier_low` and `brier_high`.

The score is an interval because the author of a forecast gave a word ("likely"), which means a band of
probabilities, not one number.
"""

import pandas as pd


def brier_interval(low: float, high: float, outcome: str) -> tuple[float, float] | None:
    """Turn a band and an outcome into the least and the greatest Brier score of a probability in it.

    The Brier score of one question is the squared distance of the stated probability from what happened
    (1 for yes, 0 for no): 0 is perfect, 1 the worst. An open or void question has no score. The score
    has its extremes at the ends of the band, because no word's band goes below 0 or above 1.

    >>> brier_interval(0.55, 0.80, "no"), brier_interval(0.55, 0.80, "open")
    ((0.3025, 0.64), None)
    """
    if outcome not in _VALUES:
        return None
    value = _VALUES[outcome]
    scores = sorted(((low - value) ** 2, (high - value) ** 2))
    return round(scores[0], 4), round(scores[1], 4)


_VALUES = {"yes": 1.0, "no": 0.0}
"""The number that a settled question is scored against."""


def with_brier_scores(forecasts: pd.DataFrame) -> pd.DataFrame:
    """Add ``brier_low, brier_high`` to `forecasts`; a question that is not settled has nan in both."""
    intervals = [
        brier_interval(low, high, outcome)
        for low, high, outcome in zip(
            forecasts["p_low"], forecasts["p_high"], forecasts["outcome"], strict=True
        )
    ]
    return forecasts.assign(
        brier_low=[interval[0] if interval else float("nan") for interval in intervals],
        brier_high=[interval[1] if interval else float("nan") for interval in intervals],
    )


def side(low: float, high: float, outcome: str) -> str:
    """Turn a band and an outcome into ``right``, ``wrong``, ``neither`` or ``unsettled``.

    A band is right when it lies on the side of even odds on which the outcome lies; one that includes
    even odds takes no side.

    >>> side(0.05, 0.20, "no"), side(0.05, 0.20, "yes"), side(0.45, 0.55, "yes"), side(0.05, 0.20, "void")
    ('right', 'wrong', 'neither', 'unsettled')
    """
    if outcome not in _VALUES:
        return "unsettled"
    if low <= _EVEN <= high:
        return "neither"
    return "right" if (low > _EVEN) == (outcome == "yes") else "wrong"


_EVEN = 0.5
"""The probability at which yes and no are equally likely."""


def mean_interval(forecasts: pd.DataFrame) -> tuple[float, float]:
    """Turn `forecasts` into the least and the greatest mean of their Brier scores; open ones do not count."""
    return float(forecasts["brier_low"].mean()), float(forecasts["brier_high"].mean())


def base_scores(groups: "pd.Series[str]", outcomes: "pd.Series[str]") -> "pd.Series[float]":
    """Turn settled questions into the Brier scores of who says the share of yes in the other groups.

    ``groups`` has the group of each question, such as its article, ``outcomes`` yes or no. The share is
    of all questions outside the group; where there are none, the score is nan.

    >>> base_scores(pd.Series(list("aab")), pd.Series(["yes", "no", "yes"])).tolist()
    [0.0, 1.0, 0.25]
    """
    came = outcomes.map(_VALUES)
    own = came.groupby(groups)
    others = len(came) - own.transform("size")
    rate = (came.sum() - own.transform("sum")) / others.where(others > 0)
    return (rate - came) ** 2


def skill_interval(forecasts: pd.DataFrame, reference: float) -> tuple[float, float]:
    """Turn `forecasts` and the mean score of a reference into the least and the greatest skill score.

    Skill is one minus the mean score over that of the reference: 1 is perfect, 0 is no better than it,
    below 0 is worse.
    """
    low, high = mean_interval(forecasts)
    return 1 - high / reference, 1 - low / reference


def attainable(count: int, low: float, high: float) -> bool:
    """Turn a number of cases and a band into whether some number of successes has a share in the band.

    With few cases the shares are coarse: of 8 cases, 7 are 88% and 8 are 100%, and none is 95% to 99%.

    >>> attainable(8, 0.95, 0.99), attainable(11, 0.45, 0.55)
    (False, True)
    """
    return any(low <= successes / count <= high for successes in range(count + 1))
