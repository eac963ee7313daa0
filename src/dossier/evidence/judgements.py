"""`judgements` and `claims` become turning points, judgements under another fact, weakest claims."""

import pandas as pd

from dossier.data import Dataset
from dossier.evidence.judgement_checks import TURNING_POINT
from dossier.schema.files import split_ids
from dossier.schema.words import PROBABILITY_WORDS


def turning_points(judgements: pd.DataFrame) -> pd.DataFrame:
    """Turn the column ``would_change_it`` of `judgements` into its parts, a row for each judgement.

    ``row`` is the id of the row that decides, ``otherwise`` what would have to be true instead,
    ``likelihood`` the word that the judgement would then have.
    Columns ``row, otherwise, likelihood, judgement_id``.
    """
    points = judgements["would_change_it"].str.extract(TURNING_POINT)
    points.columns = ["row", "otherwise", "likelihood"]
    return points.assign(judgement_id=judgements["judgement_id"])


def judgements_if_otherwise(judgements: pd.DataFrame, row: str) -> pd.DataFrame:
    """Turn `judgements` into what they would be if the row with the id ``row`` were otherwise."""
    points = turning_points(judgements)
    likelihood = judgements["likelihood"].mask(points["row"].eq(row), points["likelihood"])
    return judgements.assign(likelihood=likelihood)


def likelihood_with_band(word: str) -> str:
    """Turn a word of likelihood into the word with its band of probabilities.

    >>> likelihood_with_band("very_likely")
    'very likely (80%–95%)'
    """
    low, high = PROBABILITY_WORDS[word]
    return f"{word.replace('_', ' ')} ({low:.0%}–{high:.0%})"


def weakest_claims(data: Dataset, most: int = 10) -> pd.DataFrame:
    """Turn `claims` and `judgements` into the claims with the most weaknesses that a judgement relies on.

    ``reasons`` are the keys of ``REASONS`` that apply, ``many`` their number, ``relying`` the number of
    judgements that rely on the claim, and ``grounds`` the fewest claims and rows that one of these relies
    on. Of equals, the claim with more judgements comes first, then the one that shares its judgement with
    fewer claims. A denial that speaks against a judgement is in ``contrary`` and no ground of it: proof of
    it would not strengthen the judgement. Columns: those of `claims`, and ``reasons, many, relying,
    grounds``.
    """
    used = {row_id for cell in data.judgements["claims"] for row_id in split_ids(cell)}
    claims = data.claims[data.claims["claim_id"].isin(used)]
    reasons = claims["weakness"].map(split_ids)
    grounds = [split_ids(cell) for cell in data.judgements["claims"]]
    sizes = {claim: [len(ids) for ids in grounds if claim in ids] for claim in claims["claim_id"]}
    ranked = claims.assign(
        reasons=reasons,
        many=reasons.map(len),
        relying=[len(sizes[claim]) for claim in claims["claim_id"]],
        grounds=[min(sizes[claim]) for claim in claims["claim_id"]],
    )
    order = ["many", "relying", "grounds", "claim_id"]
    return ranked.sort_values(order, ascending=[False, False, True, True]).head(most)
