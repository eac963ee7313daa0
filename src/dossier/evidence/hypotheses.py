"""`hypotheses` becomes a matrix, what is against each hypothesis, and the cells that decide the order.

The method is the analysis of competing hypotheses (Heuer, Psychology of Intelligence Analysis, 1999,
chapter 8). A cell is CC or C (consistent), N (neutral), I or II (inconsistent, II strongly).
"""

from itertools import combinations

import pandas as pd

_AGAINST = {"CC": 0, "C": 0, "N": 0, "I": 1, "II": 2}
"""How much a cell counts against its hypothesis; consistent evidence counts nothing."""

_SCALE = {"CC": 2, "C": 1, "N": 0, "I": -1, "II": -2}


def matrix(hypotheses: pd.DataFrame) -> pd.DataFrame:
    """Turn `hypotheses` into its matrix: a row for each claim or record row, a column for each hypothesis."""
    return hypotheses.pivot_table(
        index="evidence_claim", columns="hypothesis", values="consistency", aggfunc="first"
    )


def inconsistency(cells: pd.DataFrame) -> "pd.Series[int]":
    """Turn the matrix into how much is against each hypothesis, least first: I counts one, II two.

    Heuer ranks by what is against a hypothesis alone, because evidence that is consistent with one
    hypothesis is mostly consistent with others too.
    """
    against = cells.replace(_AGAINST).astype(int).sum()
    return against.sort_values(kind="stable")


def diagnosticity(cells: pd.DataFrame) -> "pd.Series[int]":
    """Turn the matrix into how well each piece of evidence separates the hypotheses, best first.

    It is the distance between its most and its least consistent cell, on a scale from 2 (CC) to -2 (II):
    0 separates nothing, 4 is the most.
    """
    values = cells.replace(_SCALE).astype(int)
    return (values.max(axis=1) - values.min(axis=1)).sort_values(ascending=False, kind="stable")


def leaders(cells: pd.DataFrame) -> frozenset[str]:
    """Turn the matrix into the hypotheses with the least against them: several, where they are equal."""
    against = inconsistency(cells)
    return frozenset(against.index[against.eq(against.min())])


def flip_sets(cells: pd.DataFrame, most: int = 2) -> list[tuple[tuple[str, str], ...]]:
    """Turn the matrix into the smallest sets of cells that would change its leaders if they were neutral.

    A cell is ``(evidence, hypothesis)``. Sets of up to ``most`` cells are tried; all sets of the smallest
    size that works are returned, and an empty list if no size works. Only cells that count against a
    hypothesis are tried, because neutral in the place of any other changes no sum.
    """
    leaders_now = leaders(cells)
    counting = [
        (evidence, hypothesis)
        for evidence in cells.index
        for hypothesis in cells.columns
        if _AGAINST[cells.loc[evidence, hypothesis]]
    ]
    for size in range(1, most + 1):
        flips = [
            chosen
            for chosen in combinations(counting, size)
            if leaders(_without(cells, chosen)) != leaders_now
        ]
        if flips:
            return flips
    return []


def _without(cells: pd.DataFrame, chosen: tuple[tuple[str, str], ...]) -> pd.DataFrame:
    """Return the matrix with the chosen cells made neutral."""
    changed = cells.copy()
    for evidence, hypothesis in chosen:
        changed.loc[evidence, hypothesis] = "N"
    return changed
