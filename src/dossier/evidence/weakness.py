"""`claims`, `entities` and `translation_flags` become the column `weakness`: why a claim is weak.

Each reason is computed from the columns of the claim; nobody types it. The words below are printed.
"""

import pandas as pd

from dossier.schema.files import Tables, live, rows, split_ids

REASONS = {  # key in the column: what a page prints
    "single_origin": "one origin stands behind it",
    "interested_speaker": "whoever says it is a party, or a party's ally or adversary",
    "translation": "its passage holds a defect of the translation that may change the meaning",
    "old": "a later state of the world ended it",
    "contradicted": "another claim cannot hold beside it",
    "unattributed": "nobody is named who says it",
    "unknown": "it is said not to be known",
}

REMEDIES = {
    "single_origin": "a second origin",
    "interested_speaker": "the same from somebody without a stake",
    "translation": "the sentence of the original",
    "old": "nothing: it held in its time, and is read with its date",
    "contradicted": "what decides between it and the claim against it",
    "unattributed": "a name",
    "unknown": "what its own source does not know",
}
"""What would remove each reason."""

SECOND_ORIGINS = {
    "event": "somebody else who saw it, or an image or a paper of it",
    "quantity": "a count of somebody's own",
    "state_of_affairs": "somebody else who is placed to know",
    "motive": "the word or a paper of whoever acts",
    "evaluation": "the text or the thing that is judged, or a second judge who shows grounds",
    "legal": "the text itself",
    "forecast": "a forecast made without knowledge of this one",
    "silence": "the statements that the article draws on, in full",
}
"""What a second origin of each type of claim would be."""

DENIAL = "the words of the denial, with their day and speaker, from another outlet"
"""The same for a claim that somebody denies something, whatever its type."""

NO_COMMENT = "the transcript of the question and of the answer"
"""The same for a claim that somebody declined to say anything."""

SILENT_SPEAKER = "all that {speaker} said in those days, in full"
"""The same for a silence of somebody who is named."""

INTERESTED = ("party", "ally_of_party", "adversary_of_party")
"""The words of `entities.interest` that make a speaker interested."""


def weaknesses(tables: Tables) -> "pd.Series[str]":
    """Turn the tables into the keys of ``REASONS`` that apply to each claim, joined by semicolons.

    Needs `claims` with the column ``origins``, `translation_flags` and `entities`. The result has the
    index of `claims`; the cell of a claim without a weakness, and of a retired claim, is empty. Nobody
    says a silence, so neither its speaker nor its attribution is a weakness of it.
    """
    claims = tables["claims"]
    entities = tables["entities"]
    interested = set(entities.loc[entities["interest"].isin(INTERESTED), "entity_id"])
    touched = touched_claims(claims, tables["translation_flags"])
    ended = {old for cell in live(claims)["supersedes"] for old in split_ids(cell)}
    against = {other for cell in live(claims)["contradicts"] for other in split_ids(cell)}
    weaknesses_of = {}
    for claim in rows(live(claims)):
        is_said = claim.claim_type != "silence"
        applies = {
            "single_origin": claim.origins == 1,
            "interested_speaker": is_said and claim.speaker in interested,
            "translation": claim.claim_id in touched,
            "old": claim.claim_id in ended,
            "contradicted": claim.claim_id in against or bool(split_ids(claim.contradicts)),
            "unattributed": is_said
            and claim.attribution in ("unattributed", "analysts_plural", "unnamed_official"),
            "unknown": claim.hedge == "explicit_unknown",
        }
        weaknesses_of[claim.Index] = ";".join(reason for reason in REASONS if applies[reason]) or None
    return pd.Series(weaknesses_of, dtype="str").reindex(claims.index)


def touched_claims(claims: pd.DataFrame, flags: pd.DataFrame) -> set[str]:
    """Turn `claims` and `translation_flags` into the ids of claims that a real defect touches.

    The place of such a claim overlaps a flag that is more than cosmetic.
    """
    return set(claim_flag_pairs(claims, flags[flags["severity"].ne("cosmetic")])["claim_id"])


def claim_flag_pairs(claims: pd.DataFrame, flags: pd.DataFrame) -> pd.DataFrame:
    """Turn `claims` and `translation_flags` into pairs of a live claim and a flag whose places overlap.

    Columns ``claim_id, flag_id, severity``.
    """
    pairs = (
        live(claims)
        .dropna(subset=["start"])
        .merge(flags, on="source_id", suffixes=("", "_flag"), validate="many_to_many")
    )
    overlap = (pairs["start"] < pairs["end_flag"]) & (pairs["start_flag"] < pairs["end"])
    return pairs.loc[overlap, ["claim_id", "flag_id", "severity"]].reset_index(drop=True)
