"""Which statements are weak, and why: computed, never typed."""

import pandas as pd

from dossier.schema.files import Tables, live, rows, split_ids

REASONS = {
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
"""What would take each reason away."""

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


def weaknesses(tables: Tables) -> "pd.Series[str]":
    """Return, for each claim, the keys of ``REASONS`` that hold, joined by semicolons.

    Needs ``claims`` with ``origins``, ``translation_flags`` and ``entities``. The result has the
    index of ``claims``; a claim without a weakness, and a retired one, is empty. Nobody utters a
    silence, so neither its speaker nor its attribution is a weakness of it.
    """
    claims = tables["claims"]
    entities = tables["entities"]
    interested = set(entities.loc[entities["interest"].isin(INTERESTED), "entity_id"])
    touched = flagged(claims, tables["translation_flags"])
    ended = {old for cell in live(claims)["supersedes"] for old in split_ids(cell)}
    against = {other for cell in live(claims)["contradicts"] for other in split_ids(cell)}
    found = {}
    for claim in rows(live(claims)):
        said = claim.claim_type != "silence"  # which nobody utters: it has no speaker to doubt or to miss
        holds = {
            "single_origin": claim.origins == 1,
            "interested_speaker": said and claim.speaker in interested,
            "translation": claim.claim_id in touched,
            "old": claim.claim_id in ended,
            "contradicted": claim.claim_id in against or bool(split_ids(claim.contradicts)),
            "unattributed": said
            and claim.attribution in ("unattributed", "analysts_plural", "unnamed_official"),
            "unknown": claim.hedge == "explicit_unknown",
        }
        found[claim.Index] = ";".join(reason for reason in REASONS if holds[reason]) or None
    return pd.Series(found, dtype="str").reindex(claims.index)


def flagged(claims: pd.DataFrame, flags: pd.DataFrame) -> set[str]:
    """Return the ids of the claims whose place overlaps a defect that is more than cosmetic."""
    return set(on_flags(claims, flags[flags["severity"].ne("cosmetic")])["claim_id"])


def on_flags(claims: pd.DataFrame, flags: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs ``claim_id, flag_id, severity`` of live claims whose place overlaps a defect."""
    pairs = (
        live(claims)
        .dropna(subset=["start"])
        .merge(flags, on="source_id", suffixes=("", "_flag"), validate="many_to_many")
    )
    overlap = (pairs["start"] < pairs["end_flag"]) & (pairs["start_flag"] < pairs["end"])
    return pairs.loc[overlap, ["claim_id", "flag_id", "severity"]].reset_index(drop=True)
