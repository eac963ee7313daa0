"""What the book makes of the evidence: agreement, judgements, hypotheses, weak points."""

from types import SimpleNamespace
from typing import Any

import pandas as pd

from dossier import hypotheses
from dossier.agreement import agreement
from dossier.checks import TURNS, live
from dossier.origins import origins_of_facts
from dossier.shown import ShownTable, row_link
from dossier.store import rows, split_ids
from dossier.vocabulary import PROBABILITY_WORDS
from dossier.weakness import DENIAL, NO_COMMENT, REASONS, REMEDIES, SECOND_ORIGINS, SILENT_SPEAKER


def agreement_table(data: SimpleNamespace) -> ShownTable:
    """Show how far the two codings agree, field by field and round by round."""
    found = agreement(data)
    shown = found.assign(field=found["field"].str.replace("_", " ")).rename(columns={"alpha": "α"})
    return ShownTable(shown, "Agreement of coding A and coding B: plain share, and α beyond chance")


def adjudication_table(data: SimpleNamespace) -> ShownTable:
    """Show every difference that was left, what each coding had, and what stands."""
    found = data.adjudication.fillna("nobody").replace("_", " ", regex=True)
    shown = found.assign(claim_id=[row_link(each) for each in found["claim_id"]])
    caption = f"The {len(shown)} differences that were left, and how each was settled"
    names = {"claim_id": "claim", "a": "coding A", "b": "coding B"}
    return ShownTable(shown.rename(columns=names), caption)


def settled_table(data: SimpleNamespace) -> ShownTable:
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


def judgements_table(data: SimpleNamespace) -> ShownTable:
    """Show the judgements of the book: likelihood and confidence in columns of their own."""
    found = data.judgements
    shown = pd.DataFrame(
        {
            "judgement": list(found["judgement_id"]),
            "statement": list(found["statement"]),
            "likelihood": [banded(word) for word in found["likelihood"]],
            "confidence": list(found["confidence"]),
            "why this confidence": list(found["confidence_reason"]),
        }
    )
    caption = "Judgements of this book: how likely, and apart from it how well founded"
    return ShownTable(shown, caption, anchored=True)


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


def grounds_table(data: SimpleNamespace) -> ShownTable:
    """Show what each judgement stands on, takes for granted, and would be changed by."""
    found, points = data.judgements, turning_points(data.judgements)
    then = [
        turned(found, row).set_index("judgement_id").loc[judgement, "likelihood"]
        for judgement, row in zip(points["judgement_id"], points["row"], strict=True)
    ]
    shown = pd.DataFrame(
        {
            "judgement": [row_link(each) for each in found["judgement_id"]],
            "takes for granted": list(found["assumptions"]),
            "turns on": [row_link(row) for row in points["row"]],
            "if it were": list(points["otherwise"]),
            "then": [banded(word) for word in then],
            "stands on": [[row_link(each) for each in split_ids(cell)] for cell in found["claims"]],
            "since edition": list(found["since"]),
        }
    )
    return ShownTable(shown, "What each judgement stands on, and the row that would change it")


def banded(word: str) -> str:
    """Write a word of likelihood with its band.

    >>> banded("very_likely")
    'very likely (80%–95%)'
    """
    low, high = PROBABILITY_WORDS[word]
    return f"{word.replace('_', ' ')} ({low:.0%}–{high:.0%})"


def hypotheses_table(data: SimpleNamespace) -> ShownTable:
    """Show the matrix: evidence that tells most apart first, and what is against each hypothesis."""
    cells = hypotheses.matrix(data.hypotheses)
    tells = hypotheses.diagnosticity(cells)
    said = {**_statements(data.claims, "claim_id"), **_summaries(data)}
    shown = cells.loc[tells.index].rename(columns=lambda name: name.replace("_", " "))
    shown.insert(0, "what it says", [said[evidence] for evidence in shown.index])
    shown["tells apart"] = tells
    shown.insert(0, "evidence", [row_link(evidence) for evidence in shown.index])
    return ShownTable(shown, "Why Pyongyang sent soldiers: evidence and hypotheses")


def _statements(claims: pd.DataFrame, key: str) -> dict[str, str]:
    return dict(zip(claims[key], claims["statement"], strict=True))


def _summaries(data: SimpleNamespace) -> dict[str, str]:
    said = dict(zip(data.statements["statement_id"], data.statements["summary"], strict=True))
    for row in rows(data.estimates):
        said[row.estimate_id] = (
            f"{row.claimant}: {row.item.replace('_', ' ')}, {row.note or row.statement_date}"
        )
    for row in rows(data.trade):
        said[row.trade_id] = (
            f"China–North Korea trade, {row.metric} of {row.period}: {row.value:g} {row.unit}"
        )
    return said


def weakest(data: SimpleNamespace, most: int = 10) -> pd.DataFrame:
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


def weakest_table(data: SimpleNamespace) -> ShownTable:
    """Show the weakest claims that the book's judgements rely on, why they are weak, and who relies."""
    ranked = weakest(data)
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


def strengthen_table(data: SimpleNamespace) -> ShownTable:
    """Show what would strengthen each of the weakest claims: a second origin, and what else."""
    ranked = weakest(data)
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
