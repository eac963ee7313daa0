"""Which statements are weak, and why: computed, never typed."""

import pandas as pd

from dossier.checks import live
from dossier.store import Tables, rows, split_ids

REASONS = {
    "single_origin": "one origin stands behind it",
    "interested_speaker": "whoever says it is a party, or a party's ally or adversary",
    "translation": "its passage holds a defect of the translation that may change the meaning",
    "old": "a later state of the world ended it",
    "contradicted": "another claim cannot hold beside it",
    "unattributed": "nobody is named who says it",
    "unknown": "it is said not to be known",
}

INTERESTED = ("party", "ally_of_party", "adversary_of_party")


def weaknesses(tables: Tables) -> "pd.Series[str]":
    """Return, for each claim, the keys of ``REASONS`` that hold, joined by semicolons.

    Needs ``claims`` with ``origins``, ``translation_flags`` and ``entities``. The result has the
    index of ``claims``; a claim without a weakness, and a retired one, is empty.
    """
    claims = tables["claims"]
    entities = tables["entities"]
    interested = set(entities.loc[entities["interest"].isin(INTERESTED), "entity_id"])
    touched = flagged(claims, tables["translation_flags"])
    ended = {old for cell in live(claims)["supersedes"] for old in split_ids(cell)}
    against = {other for cell in live(claims)["contradicts"] for other in split_ids(cell)}
    found = {}
    for claim in rows(live(claims)):
        holds = {
            "single_origin": claim.origins == 1,
            "interested_speaker": claim.speaker in interested,
            "translation": claim.claim_id in touched,
            "old": claim.claim_id in ended,
            "contradicted": claim.claim_id in against or bool(split_ids(claim.contradicts)),
            "unattributed": claim.attribution in ("unattributed", "analysts_plural", "unnamed_official"),
            "unknown": claim.hedge == "explicit_unknown",
        }
        found[claim.Index] = ";".join(reason for reason in REASONS if holds[reason]) or None
    return pd.Series(found, dtype="str").reindex(claims.index)


def flagged(claims: pd.DataFrame, flags: pd.DataFrame) -> set[str]:
    """Return the ids of the claims whose place overlaps a defect that is more than cosmetic."""
    grave = flags[flags["severity"].ne("cosmetic")]
    pairs = live(claims).dropna(subset=["start"]).merge(grave, on="source_id", suffixes=("", "_flag"))
    overlap = (pairs["start"] < pairs["end_flag"]) & (pairs["start_flag"] < pairs["end"])
    return set(pairs.loc[overlap, "claim_id"])
