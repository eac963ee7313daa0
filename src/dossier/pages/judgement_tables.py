"""Judgements, codings and weak claims become the tables that pages show of them."""

from collections.abc import Hashable
from typing import Any

import pandas as pd

from dossier.data import Dataset
from dossier.evidence import hypotheses
from dossier.evidence.agreement import agreement
from dossier.evidence.judgements import (
    judgements_if_otherwise,
    likelihood_with_band,
    turning_points,
    weakest_claims,
)
from dossier.evidence.origins import origins_of_facts
from dossier.evidence.weakness import DENIAL, NO_COMMENT, REASONS, REMEDIES, SECOND_ORIGINS, SILENT_SPEAKER
from dossier.schema.files import live, rows, split_ids
from dossier.show.table import ShownTable, row_link


def agreement_table(data: Dataset) -> ShownTable:
    """Show how far the two codings agree, field by field and round by round."""
    found = agreement(data)
    shown = found.assign(field=found["field"].str.replace("_", " ")).rename(columns={"alpha": "α"})
    return ShownTable(shown, "Agreement of coding A and coding B: plain share, and α beyond chance")


def adjudication_table(data: Dataset) -> ShownTable:
    """Show every difference that was left, what each coding had, and what stands."""
    found = data.adjudication.fillna("nobody").replace("_", " ", regex=True)
    shown = found.assign(claim_id=pd.Series([row_link(each) for each in found["claim_id"]], dtype=object))
    caption = f"The {len(shown)} differences that were left, and how each was settled"
    names = {"claim_id": "claim", "a": "coding A", "b": "coding B"}
    return ShownTable(shown.rename(columns=names), caption)


def settled_table(data: Dataset) -> ShownTable:
    """Show how the differences that were left were settled, field by field."""
    found = data.adjudication.fillna("nobody")
    counted = found.assign(
        to_a=found["kept"].eq(found["a"]), to_b=found["kept"].eq(found["b"]), differences=1
    )
    counted["to_neither"] = ~(counted["to_a"] | counted["to_b"])
    columns = ["differences", "to_a", "to_b", "to_neither"]
    counted["field"] = counted["field"].str.replace("_", " ")
    shown = counted.groupby("field")[columns].sum().astype(int)
    shown = shown.sort_values("differences", ascending=False, kind="stable").reset_index()
    names = {"to_a": "coding A stands", "to_b": "coding B stands", "to_neither": "neither"}
    return ShownTable(shown.rename(columns=names), "Differences that were left, by field")


def judgements_table(data: Dataset) -> ShownTable:
    """Show the judgements of the book: likelihood and confidence in columns of their own."""
    found = data.judgements
    shown = pd.DataFrame(
        {
            "judgement": list(found["judgement_id"]),
            "statement": list(found["statement"]),
            "likelihood": [likelihood_with_band(word) for word in found["likelihood"]],
            "confidence": list(found["confidence"]),
            "why this confidence": list(found["confidence_reason"]),
        }
    )
    caption = "Judgements of this book: how likely, and apart from it how well founded"
    return ShownTable(shown, caption, anchored=True)


def grounds_table(data: Dataset) -> ShownTable:
    """Show what each judgement stands on, takes for granted, and would be changed by."""
    found, points = data.judgements, turning_points(data.judgements)
    then = [
        judgements_if_otherwise(found, row).set_index("judgement_id").loc[judgement, "likelihood"]
        for judgement, row in zip(points["judgement_id"], points["row"], strict=True)
    ]
    shown = pd.DataFrame(
        {
            "judgement": [row_link(each) for each in found["judgement_id"]],
            "takes for granted": list(found["assumptions"]),
            "turns on": [row_link(row) for row in points["row"]],
            "if it were": list(points["otherwise"]),
            "then": [likelihood_with_band(word) for word in then],
            "stands on": [[row_link(each) for each in split_ids(cell)] for cell in found["claims"]],
            "since edition": list(found["since"]),
        }
    )
    return ShownTable(shown, "What each judgement stands on, and the row that would change it")


def hypotheses_table(data: Dataset) -> ShownTable:
    """Show the matrix: evidence that tells most apart first, and what is against each hypothesis."""
    cells = hypotheses.matrix(data.hypotheses)
    tells = hypotheses.diagnosticity(cells)
    said = {**_statements(data.claims, "claim_id"), **_summaries(data)}
    shown = cells.loc[tells.index].rename(columns=lambda name: name.replace("_", " "))
    shown.insert(0, "what it says", [said[evidence] for evidence in shown.index])
    shown["tells apart"] = tells
    shown.insert(0, "evidence", [row_link(evidence) for evidence in shown.index])
    return ShownTable(shown, "Evidence and hypotheses")


def _statements(claims: pd.DataFrame, key: str) -> dict[str, str]:
    return dict(zip(claims[key], claims["statement"], strict=True))


def _summaries(data: Dataset) -> dict[str, str]:
    said = dict(zip(data.statements["statement_id"], data.statements["summary"], strict=True))
    for row in rows(data.estimates):
        said[row.estimate_id] = (
            f"{row.claimant}: {row.item.replace('_', ' ')}, {row.note or row.statement_date}"
        )
    for name in set(data.schema.record) - {"statements", "estimates"}:
        key, short = data.schema.tables[name].key()[0], data.schema.words.get("in_short", {}).get(name)
        for row in getattr(data, name).to_dict("records"):
            said[str(row[key])] = short.format(**row) if short else _in_short(row, key)
    return said


def _in_short(row: dict[Hashable, Any], key: str) -> str:
    """Say a row of the record in short: its summary, or the cells that it has beside its id and its pages.

    >>> _in_short({"trade_id": "a", "metric": "exports", "value": 2.0, "source_id": "page"}, "trade_id")
    'exports, 2'
    """
    if isinstance(row.get("summary"), str):
        return str(row["summary"])
    aside = {key, "source_id", "second_source_id", "confidence", "note"}
    cells = [cell for column, cell in row.items() if column not in aside and not pd.isna(cell)]
    return ", ".join(f"{cell:g}" if isinstance(cell, float) else str(cell) for cell in cells)


def weakest_table(data: Dataset) -> ShownTable:
    """Show the weakest claims that the book's judgements rely on, why they are weak, and who relies."""
    ranked = weakest_claims(data)
    relying = {
        claim: [
            row_link(judgement.judgement_id)
            for judgement in rows(data.judgements)
            if claim in split_ids(judgement.claims)
        ]
        for claim in ranked["claim_id"]
    }
    shown = pd.DataFrame(
        {
            "claim": [row_link(each) for each in ranked["claim_id"]],
            "faults": list(ranked["many"]),
            "relied on by": [relying[each] for each in ranked["claim_id"]],
            "what is said": list(ranked["statement"]),
            "why it is weak": ["; ".join(REASONS[reason] for reason in each) for each in ranked["reasons"]],
            "what it does not show": list(ranked["limits"]),
        }
    )
    return ShownTable(shown, f"The {len(shown)} weakest claims that a judgement of this book relies on")


def strengthen_table(data: Dataset) -> ShownTable:
    """Show what would strengthen each of the weakest claims: a second origin, and what else."""
    ranked = weakest_claims(data)
    known = dict(zip(data.entities["entity_id"], data.entities["name"], strict=True))
    origins = origins_of_facts(live(data.claims))
    behind = [sorted(origins[fact]) for fact in ranked["fact_id"]]
    named = [[known.get(each, f"the article {each}") for each in each_of] for each_of in behind]
    shown = pd.DataFrame(
        {
            "claim": [row_link(each) for each in ranked["claim_id"]],
            "origins on file": [", ".join(each) for each in named],
            "the second origin that is missing": [
                f"beside {each[0]}: {_second_origin(claim, known)}" if len(each) == 1 else None
                for claim, each in zip(rows(ranked), named, strict=True)
            ],
            "what else would strengthen it": [
                "; ".join(REMEDIES[reason] for reason in each if reason != "single_origin")
                for each in ranked["reasons"]
            ],
        }
    )
    return ShownTable(shown, f"What would strengthen the {len(shown)} weakest")


def _second_origin(claim: Any, known: dict[str, str]) -> str:
    if claim.polarity == "denied":
        return DENIAL
    if claim.polarity == "no_comment":
        return NO_COMMENT
    if claim.claim_type == "silence" and isinstance(claim.speaker, str):
        return SILENT_SPEAKER.format(speaker=known[claim.speaker])
    return SECOND_ORIGINS[claim.claim_type]
