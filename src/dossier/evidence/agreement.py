"""Two codings of the same claims become agreement and differences, field by field.

The codings are `coding_a`, `coding_b` and `recoding`; `marking_b` has the passages of one article
that coding B marked as claims without sight of any place.
"""

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import Any

import pandas as pd

from dossier.reading.score import Score
from dossier.schema.words import CODED_FIELDS


def krippendorff_alpha(first: Sequence[Hashable], second: Sequence[Hashable]) -> float:
    """Turn the values of two codings, none missing, into Krippendorff's α for nominal values.

    1 is full agreement, 0 what chance would give. Where both codings have one and the same value
    everywhere, chance agrees too, and α is nan.
    After Krippendorff, Content Analysis (2004), chapter 11: one minus observed over expected
    disagreement, the expected one from all values of both codings together.

    >>> krippendorff_alpha("aabb", "aabb"), round(krippendorff_alpha("aabb", "aaba"), 3)
    (1.0, 0.533)
    """
    values = Counter(first) + Counter(second)
    total = sum(values.values())
    observed = sum(a != b for a, b in zip(first, second, strict=True)) / len(first)
    by_chance = sum(count * (count - 1) for count in values.values()) / (total * (total - 1))
    return 1 - observed / (1 - by_chance) if by_chance < 1 else float("nan")


def states_by_metonym(entities: pd.DataFrame) -> dict[str, str]:
    """Turn `entities` into the state that each capital, palace or office is another name of, by its id."""
    metonyms = entities[entities["metonym_of"].notna()]
    return dict(zip(metonyms["entity_id"], metonyms["metonym_of"], strict=True))


def rounds(tables: Any) -> list[tuple[int, pd.DataFrame]]:
    """Turn `coding_a`, `coding_b` and `recoding` into the number of each round and its codings side by side.

    Columns ``claim_id`` and, for each field, ``<field>_a, <field>_b``. The first round has the claims
    of the first ledger. Then the codebook was sharpened. The second round has those claims again, with
    the new codes of the fields that were coded again, and the claims found later, which were coded once.
    A state and its capital as speaker are no disagreement: a capital, palace or office counts as its state.
    """
    state_of = states_by_metonym(tables.entities)
    once = tables.coding_a.merge(
        tables.coding_b, on="claim_id", suffixes=("_a", "_b"), validate="one_to_one"
    ).fillna("")
    for column in ("speaker_a", "speaker_b"):
        once[column] = [state_of.get(speaker, speaker) for speaker in once[column]]
    again = tables.recoding
    pairs = again[again["reader"].eq("a")].merge(
        again[again["reader"].eq("b")], on="claim_id", suffixes=("_a", "_b"), validate="one_to_one"
    )
    if pairs.empty:  # one round, or nobody coded a second time
        return [(1, once)] if len(once) else []
    early = once["claim_id"].isin(pairs["claim_id"])
    fields = [column for column in pairs if column in once and column != "claim_id"]
    recoded = (
        once[early]
        .drop(columns=fields)
        .merge(pairs[["claim_id", *fields]], on="claim_id", validate="one_to_one")
    )
    return [(1, once[early]), (2, pd.concat([recoded, once[~early]], ignore_index=True))]


def agreement(tables: Any) -> pd.DataFrame:
    """Turn the two codings into their agreement, a row for each round and field.

    ``claims`` counts the claims that both codings have, ``alike`` those with the same code; ``share`` is
    the one by the other. Columns ``round, field, claims, alike, share, alpha``.
    """
    measures = []
    for number, both in rounds(tables):
        for field in CODED_FIELDS if len(both) else ():
            first, second = list(both[f"{field}_a"]), list(both[f"{field}_b"])
            alike = sum(a == b for a, b in zip(first, second, strict=True))
            measures.append(
                {
                    "round": number,
                    "field": field,
                    "claims": len(both),
                    "alike": alike,
                    "share": round(alike / len(both), 3),
                    "alpha": round(krippendorff_alpha(first, second), 3),
                }
            )
    return pd.DataFrame(measures, columns=["round", "field", "claims", "alike", "share", "alpha"])


def disagreements(tables: Any) -> pd.DataFrame:
    """Turn the two codings into the differences that the last round left to settle.

    Columns ``claim_id, field, a, b``.
    """
    _, both = rounds(tables)[-1]
    fields = [
        both[["claim_id", f"{field}_a", f"{field}_b"]]
        .set_axis(["claim_id", "a", "b"], axis=1)
        .assign(field=field)
        for field in CODED_FIELDS
    ]
    codes = pd.concat(fields)[["claim_id", "field", "a", "b"]]
    return codes[codes["a"].ne(codes["b"])].sort_values(["claim_id", "field"], ignore_index=True)


def marking_score(claims: pd.DataFrame, marking_b: pd.DataFrame) -> Score:
    """Turn `claims` and `marking_b` into the precision and recall of the passages that coding B marked.

    A passage and a place are the same claim when they share at least half of the shorter one. A passage
    and a place are matched once, those that share most characters first.
    """
    marked = claims["source_id"].isin(marking_b["source_id"])
    placed = claims[marked & claims["start"].notna() & claims["retired"].isna()]
    place = ["source_id", "start", "end"]
    pairs = placed[place].merge(
        marking_b[place], on="source_id", suffixes=("_a", "_b"), validate="many_to_many"
    )
    shared = pairs[["end_a", "end_b"]].min(axis=1) - pairs[["start_a", "start_b"]].max(axis=1)
    shorter = pd.concat([pairs["end_a"] - pairs["start_a"], pairs["end_b"] - pairs["start_b"]], axis=1).min(
        axis=1
    )
    matches = _matched_once(pairs.assign(share=shared / shorter, shared=shared))
    return Score(precision=matches / len(marking_b), recall=matches / len(placed))


def _matched_once(pairs: pd.DataFrame) -> int:
    """Turn pairs of passage and place into the number of matches, each passage and place used once."""
    likely = pairs[pairs["share"].ge(_SAME_CLAIM)].sort_values(["shared", "start_a"], ascending=[False, True])
    used: set[tuple[str, int, int]] = set()
    for row in likely.to_dict("records"):
        pair = {("a", row["start_a"], row["end_a"]), ("b", row["start_b"], row["end_b"])}
        if not used & pair:
            used |= pair
    return len(used) // 2  # a match uses a place and a passage


_SAME_CLAIM = 0.5
"""Two readers seldom mark the same end of a passage; half in common still means the same sentence."""
