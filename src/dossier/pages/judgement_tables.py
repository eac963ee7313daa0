"""`judgements`, `hypotheses`, the two codings and weak `claims` become tables of pages.

A `ShownTable` is a frame with the headings that a reader sees, and a caption; cells may be links to rows.
"""

from collections import Counter
from collections.abc import Hashable
from typing import Any

import pandas as pd

from dossier.data import Dataset
from dossier.evidence import hypotheses
from dossier.evidence.agreement import agreement
from dossier.evidence.forecast_agreement import forecast_agreement
from dossier.evidence.judgement_checks import reasons_of, searches_for
from dossier.evidence.judgements import (
    judgements_if_otherwise,
    likelihood_with_band,
    turning_points,
    weakest_claims,
)
from dossier.evidence.origins import origins_of_facts
from dossier.evidence.weakness import DENIAL, NO_COMMENT, REASONS, REMEDIES, SECOND_ORIGINS, SILENT_SPEAKER
from dossier.schema.files import live, rows, split_ids
from dossier.schema.words import LOWERED_BY
from dossier.show.table import Link, ShownTable, row_link


def agreement_table(data: Dataset) -> ShownTable:
    """Turn `coding_a`, `coding_b` and `recoding` into a table: agreement by round and field."""
    measures = agreement(data)
    frame = measures.assign(field=measures["field"].str.replace("_", " ")).rename(columns={"alpha": "α"})
    return ShownTable(frame, "Agreement of coding A and coding B: plain share, and α beyond chance")


def adjudication_table(data: Dataset) -> ShownTable:
    """Turn `adjudication` into a table: each difference, the code of each coding, and the code kept."""
    differences = data.adjudication.fillna("nobody").replace("_", " ", regex=True)
    links = [row_link(claim) for claim in differences["claim_id"]]
    frame = differences.assign(claim_id=pd.Series(links, dtype=object))
    caption = f"The {len(frame)} differences that were left, and how each was settled"
    names = {"claim_id": "claim", "a": "coding A", "b": "coding B"}
    return ShownTable(frame.rename(columns=names), caption)


def settled_table(data: Dataset) -> ShownTable:
    """Turn `adjudication` into a table: the number of differences by field, and how they were settled."""
    settled = data.adjudication.fillna("nobody")
    counted = settled.assign(
        to_a=settled["kept"].eq(settled["a"]), to_b=settled["kept"].eq(settled["b"]), differences=1
    )
    counted["to_neither"] = ~(counted["to_a"] | counted["to_b"])
    columns = ["differences", "to_a", "to_b", "to_neither"]
    counted["field"] = counted["field"].str.replace("_", " ")
    frame = counted.groupby("field")[columns].sum().astype(int)
    frame = frame.sort_values("differences", ascending=False, kind="stable").reset_index()
    names = {"to_a": "coding A stands", "to_b": "coding B stands", "to_neither": "neither"}
    return ShownTable(frame.rename(columns=names), "Differences that were left, by field")


def forecast_agreement_table(data: Dataset) -> ShownTable:
    """Turn `forecasts`, `forecasts_b` and `forecast_differences` into a table: agreement by field."""
    measures = forecast_agreement(data)
    frame = measures.assign(field=measures["field"].str.replace("_", " ")).rename(columns={"alpha": "α"})
    return ShownTable(
        frame, "Agreement of coding A and coding B on forecasts: plain share, and α beyond chance"
    )


def forecast_differences_table(data: Dataset) -> ShownTable:
    """Turn `forecast_differences` into a table: each difference, both codes, the code kept, and why."""
    differences = data.forecast_differences
    codes = differences.drop(columns="reason").fillna("none").replace("_", " ", regex=True)
    links = [row_link(forecast) for forecast in differences["forecast_id"]]
    frame = codes.assign(forecast_id=pd.Series(links, dtype=object), reason=list(differences["reason"]))
    caption = f"The {len(frame)} differences on forecasts, and how each was settled"
    names = {"forecast_id": "forecast", "a": "coding A", "b": "coding B"}
    return ShownTable(frame.rename(columns=names), caption)


def judgements_table(data: Dataset) -> ShownTable:
    """Turn `judgements` into a table: statement, likelihood, confidence, and what lowers it."""
    judgements = data.judgements
    frame = pd.DataFrame(
        {
            "judgement": list(judgements["judgement_id"]),
            "statement": list(judgements["statement"]),
            "likelihood": [likelihood_with_band(word) for word in judgements["likelihood"]],
            "confidence": list(judgements["confidence"]),
            "lowered because": [
                _reason_links(cell) or "nothing lowers it" for cell in judgements["lowered_by"]
            ],
        }
    )
    caption = "Judgements of this book: how likely, and apart from it how well founded"
    return ShownTable(frame, caption, anchored=True)


def _reason_links(cell: object) -> list[Link]:
    """Turn a cell of ``lowered_by`` into links in words, each to the row that shows the reason.

    A reason that several rows show has its words once, and a number for each further row.

    >>> [link.text for link in _reason_links("one_origin:c-9001;one_origin:c-9002")]
    ['it rests on a single origin', 'row 2']
    """
    links, seen = [], Counter[str]()
    for reason in reasons_of(cell):
        seen[reason.word] += 1
        times = seen[reason.word]
        links.append(
            Link(LOWERED_BY[reason.word] if times == 1 else f"row {times}", row_link(reason.row).address)
        )
    return links


def why_table(data: Dataset) -> ShownTable:
    """Turn `judgements` into a table: why each has its confidence, and what it takes for granted."""
    judgements = data.judgements
    frame = pd.DataFrame(
        {
            "judgement": [row_link(judgement) for judgement in judgements["judgement_id"]],
            "why this confidence": list(judgements["confidence_reason"]),
            "takes for granted": list(judgements["assumptions"]),
        }
    )
    return ShownTable(frame, "Why each judgement has its confidence, and what it takes for granted")


def grounds_table(data: Dataset) -> ShownTable:
    """Turn `judgements` into a table: what each rests on, what speaks against it, and how many origins."""
    judgements = data.judgements
    frame = pd.DataFrame(
        {
            "judgement": [row_link(judgement) for judgement in judgements["judgement_id"]],
            "rests on": [[row_link(row) for row in split_ids(cell)] for cell in judgements["claims"]],
            "against it": [
                [row_link(row) for row in split_ids(cell)] or "nothing was found"
                for cell in judgements["contrary"]
            ],
            "searched": [searched(data.searches, judgement) for judgement in judgements["judgement_id"]],
            "origins of its claims": list(judgements["claim_origins"]),
            "of its rows, at most": list(judgements["row_origins"]),
            "of both together": list(judgements["origins"]),
        }
    )
    return ShownTable(frame, "What each judgement rests on, what speaks against it, and how many origins")


def searched(searches: pd.DataFrame, judgement_id: str) -> str:
    """Turn `searches` into how many of them looked for what may refute a judgement, in which languages.

    >>> columns = {"target_kind": ["judgement"] * 2, "target": ["j-9001"] * 2, "language": ["en", "ko"]}
    >>> searched(pd.DataFrame(columns), "j-9001"), searched(pd.DataFrame(columns), "j-9002")
    ('2 searches: en, ko', 'no search')
    """
    found = searches_for(searches, judgement_id)
    languages = ", ".join(sorted({search.language for search in found}))
    return (
        f"{len(found)} {'search' if len(found) == 1 else 'searches'}: {languages}" if found else "no search"
    )


def turns_table(data: Dataset) -> ShownTable:
    """Turn `judgements` into a table: what to watch for, and the row that would change each."""
    judgements, points = data.judgements, turning_points(data.judgements)
    words_otherwise = [
        judgements_if_otherwise(judgements, row).set_index("judgement_id").loc[judgement, "likelihood"]
        for judgement, row in zip(points["judgement_id"], points["row"], strict=True)
    ]
    frame = pd.DataFrame(
        {
            "judgement": [row_link(judgement) for judgement in judgements["judgement_id"]],
            "what to watch for": list(judgements["watch_for"]),
            "turns on": [row_link(row) for row in points["row"]],
            "if it were": list(points["otherwise"]),
            "then": [likelihood_with_band(word) for word in words_otherwise],
            "since edition": list(judgements["since"]),
        }
    )
    return ShownTable(frame, "What to watch for, and the row that would change each judgement")


def hypotheses_table(data: Dataset) -> ShownTable:
    """Turn `hypotheses` into a table: the matrix, evidence that separates the hypotheses best first."""
    cells = hypotheses.matrix(data.hypotheses)
    separates = hypotheses.diagnosticity(cells)
    words = {**_statements(data.claims, "claim_id"), **_summaries(data)}
    frame = cells.loc[separates.index].rename(columns=lambda name: name.replace("_", " "))
    frame.insert(0, "what it says", [words[evidence] for evidence in frame.index])
    frame["tells apart"] = separates
    frame.insert(0, "evidence", [row_link(evidence) for evidence in frame.index])
    return ShownTable(frame, "Evidence and hypotheses")


def _statements(claims: pd.DataFrame, key: str) -> dict[str, str]:
    """Turn a table and the name of its id into its statements, by id."""
    return dict(zip(claims[key], claims["statement"], strict=True))


def _summaries(data: Dataset) -> dict[str, str]:
    """Turn the tables of the record into a short text for each row, by id."""
    words = dict(zip(data.statements["statement_id"], data.statements["summary"], strict=True))
    for row in rows(data.estimates):
        words[row.estimate_id] = (
            f"{row.claimant}: {row.item.replace('_', ' ')}, {row.note or row.statement_date}"
        )
    for name in set(data.schema.record) - {"statements", "estimates"}:
        key, short = data.schema.tables[name].key()[0], data.schema.words.get("in_short", {}).get(name)
        for row in getattr(data, name).to_dict("records"):
            words[str(row[key])] = short.format(**row) if short else _in_short(row, key)
    return words


def _in_short(row: dict[Hashable, Any], key: str) -> str:
    """Turn a row of the record into a short text: its summary, else what its cells say of its matter.

    Id, pages, confidence, note and what is computed are left out.

    >>> _in_short({"trade_id": "a", "metric": "exports", "value": 2.0, "source_id": "page"}, "trade_id")
    'exports, 2'
    """
    if isinstance(row.get("summary"), str):
        return str(row["summary"])
    left_out = {key, "source_id", "second_source_id", "confidence", "note", "chain", "origins"}
    cells = [cell for column, cell in row.items() if column not in left_out and not pd.isna(cell)]
    return ", ".join(f"{cell:g}" if isinstance(cell, float) else str(cell) for cell in cells)


def weakest_table(data: Dataset) -> ShownTable:
    """Turn `claims` and `judgements` into a table: the weakest claims used, and why they are weak."""
    ranked = weakest_claims(data)
    relying = {
        claim: [
            row_link(judgement.judgement_id)
            for judgement in rows(data.judgements)
            if claim in split_ids(judgement.claims)
        ]
        for claim in ranked["claim_id"]
    }
    frame = pd.DataFrame(
        {
            "claim": [row_link(claim) for claim in ranked["claim_id"]],
            "faults": list(ranked["many"]),
            "relied on by": [relying[claim] for claim in ranked["claim_id"]],
            "what is said": list(ranked["statement"]),
            "why it is weak": [
                "; ".join(REASONS[reason] for reason in reasons) for reasons in ranked["reasons"]
            ],
            "what it does not show": list(ranked["limits"]),
        }
    )
    return ShownTable(frame, f"The {len(frame)} weakest claims that a judgement of this book relies on")


def strengthen_table(data: Dataset) -> ShownTable:
    """Turn the weakest of `claims` into a table: their origins, and what would strengthen each."""
    ranked = weakest_claims(data)
    known = dict(zip(data.entities["entity_id"], data.entities["name"], strict=True))
    origins = origins_of_facts(live(data.claims))
    ids = [sorted(origins[fact]) for fact in ranked["fact_id"]]
    names = [[known.get(origin, f"the article {origin}") for origin in of_fact] for of_fact in ids]
    frame = pd.DataFrame(
        {
            "claim": [row_link(claim) for claim in ranked["claim_id"]],
            "origins on file": [", ".join(of_fact) for of_fact in names],
            "the second origin that is missing": [
                f"beside {of_fact[0]}: {_second_origin(claim, known)}" if len(of_fact) == 1 else None
                for claim, of_fact in zip(rows(ranked), names, strict=True)
            ],
            "what else would strengthen it": [
                "; ".join(REMEDIES[reason] for reason in reasons if reason != "single_origin")
                for reasons in ranked["reasons"]
            ],
        }
    )
    return ShownTable(frame, f"What would strengthen the {len(frame)} weakest")


def _second_origin(claim: Any, known: dict[str, str]) -> str:
    """Turn a claim into what a second origin of it would be; ``known`` are the names of `entities` by id."""
    if claim.polarity == "denied":
        return DENIAL
    if claim.polarity == "no_comment":
        return NO_COMMENT
    if claim.claim_type == "silence" and isinstance(claim.speaker, str):
        return SILENT_SPEAKER.format(speaker=known[claim.speaker])
    return SECOND_ORIGINS[claim.claim_type]
