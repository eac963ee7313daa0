"""Competing hypotheses: which evidence tells them apart, and what would change the order."""

from itertools import combinations

import pandas as pd

_AGAINST = {"CC": 0, "C": 0, "N": 0, "I": 1, "II": 2}


def matrix(hypotheses: pd.DataFrame) -> pd.DataFrame:
    """Return consistency by evidence (rows) and hypothesis (columns)."""
    return hypotheses.pivot_table(
        index="evidence_claim", columns="hypothesis", values="consistency", aggfunc="first"
    )


def inconsistency(cells: pd.DataFrame) -> "pd.Series[int]":
    """Return what tells against each hypothesis, least first: I counts one, II two.

    After Heuer the hypothesis with the least against it stands best; what is consistent with a
    hypothesis is mostly consistent with others too, and counts for nothing.
    """
    against = cells.replace(_AGAINST).astype(int).sum()
    return against.sort_values(kind="stable")


def diagnosticity(cells: pd.DataFrame) -> "pd.Series[int]":
    """Return, for each piece of evidence, how far apart it holds the hypotheses: 0 tells nothing.

    The distance runs from very consistent (2) to very inconsistent (-2).
    """
    values = cells.replace({"CC": 2, "C": 1, "N": 0, "I": -1, "II": -2}).astype(int)
    return (values.max(axis=1) - values.min(axis=1)).sort_values(ascending=False, kind="stable")


def leaders(cells: pd.DataFrame) -> frozenset[str]:
    """Return the hypotheses with the least against them: several, where they tie."""
    against = inconsistency(cells)
    return frozenset(against.index[against.eq(against.min())])


def flip_sets(cells: pd.DataFrame, most: int = 2) -> list[tuple[tuple[str, str], ...]]:
    """Return the smallest sets of cells which, read as neutral, change who stands best.

    Each cell is ``(evidence, hypothesis)``; sets of up to ``most`` cells are tried, and those of the
    smallest size that works are returned. None may be found.
    """
    now = leaders(cells)
    telling = [
        (evidence, hypothesis)
        for evidence in cells.index
        for hypothesis in cells.columns
        if _AGAINST[cells.loc[evidence, hypothesis]]
    ]
    for size in range(1, most + 1):
        found = [chosen for chosen in combinations(telling, size) if leaders(_without(cells, chosen)) != now]
        if found:
            return found
    return []


def _without(cells: pd.DataFrame, chosen: tuple[tuple[str, str], ...]) -> pd.DataFrame:
    changed = cells.copy()
    for evidence, hypothesis in chosen:
        changed.loc[evidence, hypothesis] = "N"
    return changed
