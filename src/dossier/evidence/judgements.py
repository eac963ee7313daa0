"""What the book makes of the evidence: agreement, judgements, hypotheses, weak points."""

import pandas as pd

from dossier.data import Dataset
from dossier.evidence.checks import TURNS
from dossier.schema.files import split_ids
from dossier.schema.words import PROBABILITY_WORDS


def turning_points(judgements: pd.DataFrame) -> pd.DataFrame:
    """Return what each judgement turns on: ``judgement_id, row, otherwise, likelihood``.

    ``otherwise`` says what the row would be, ``likelihood`` the word that would then hold.
    """
    found = judgements["would_change_it"].str.extract(TURNS)
    found.columns = ["row", "otherwise", "likelihood"]
    return found.assign(judgement_id=judgements["judgement_id"])


def turned(judgements: pd.DataFrame, row: str) -> pd.DataFrame:
    """Return the judgements as they would stand if ``row`` were otherwise than it is."""
    points = turning_points(judgements)
    likelihood = judgements["likelihood"].mask(points["row"].eq(row), points["likelihood"])
    return judgements.assign(likelihood=likelihood)


def banded(word: str) -> str:
    """Write a word of likelihood with its band.

    >>> banded("very_likely")
    'very likely (80%–95%)'
    """
    low, high = PROBABILITY_WORDS[word]
    return f"{word.replace('_', ' ')} ({low:.0%}–{high:.0%})"


def weakest(data: Dataset, most: int = 10) -> pd.DataFrame:
    """Return the claims with the most weaknesses among those that a judgement stands on.

    The columns are those of ``claims``, and ``reasons`` (the keys of ``REASONS`` that hold), ``many``
    (how many), ``relying`` (judgements on it) and ``grounds`` (the fewest claims and rows that one of
    these stands on). Of equals, the claim on which more judgements stand comes first, then the one
    that shares its judgement with fewer.
    """
    used = {each for cell in data.judgements["claims"] for each in split_ids(cell)}
    claims = data.claims[data.claims["claim_id"].isin(used)]
    reasons = claims["weakness"].map(split_ids)
    grounds = [split_ids(cell) for cell in data.judgements["claims"]]
    on = {each: [len(cell) for cell in grounds if each in cell] for each in claims["claim_id"]}
    ranked = claims.assign(
        reasons=reasons,
        many=reasons.map(len),
        relying=[len(on[each]) for each in claims["claim_id"]],
        grounds=[min(on[each]) for each in claims["claim_id"]],
    )
    order = ["many", "relying", "grounds", "claim_id"]
    return ranked.sort_values(order, ascending=[False, False, True, True]).head(most)
