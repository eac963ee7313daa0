"""`judgements`, `hypotheses`, the two codings and weak `claims` become tables of pages.

A `ShownTable` is a frame with the headings that a reader sees, and a caption; cells may be links to rows.
"""

from typing import Any

import pandas as pd

from dossier.data import Dataset
from dossier.evidence import hypotheses
from dossier.evidence.agreement import agreement
from dossier.evidence.forecast_agreement import forecast_agreement
from dossier.evidence.judgement_checks import searches_for
from dossier.evidence.judgements import weakest_claims
from dossier.evidence.origins import origins_of_facts
from dossier.evidence.weakness import DENIAL, NO_COMMENT, REASONS, REMEDIES, SECOND_ORIGINS, SILENT_SPEAKER
from dossier.pages.entry_tables import row_in_words
from dossier.pages.row_cards import RowCards
from dossier.schema.files import live, rows, split_ids
from dossier.show.table import ShownTable, row_link


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


def hypotheses_table(data: Dataset) -> ShownTable:
    """Turn `hypotheses` into a table: what evidence fits and what it is against, the most telling first."""
    cells = hypotheses.matrix(data.hypotheses)
    separates = hypotheses.diagnosticity(cells)
    cards, cells = RowCards(data), cells.loc[separates.index]
    frame = pd.DataFrame(
        {
            "evidence": [row_in_words(cards, evidence) for evidence in cells.index],
            "what it says": [cards.says(evidence) for evidence in cells.index],
            "fits": [_answers(row, "C") for _, row in cells.iterrows()],
            "is against": [_answers(row, "I") for _, row in cells.iterrows()],
            "tells apart": list(separates),
        }
    )
    return ShownTable(frame, "Evidence and the answers that it fits or is against", entries=True)


def _answers(row: "pd.Series[str]", letter: str) -> str:
    """Turn a row of the matrix into its answers with a letter, once or twice; twice is strongly.

    >>> _answers(pd.Series({"dry_year": "CC", "broken_pump": "C", "no_pump": "N"}), "C")
    'dry year (strongly); broken pump'
    """
    strongly = [f"{answer} (strongly)" for answer, cell in row.items() if cell == 2 * letter]
    simply = [str(answer) for answer, cell in row.items() if cell == letter]
    return "; ".join([*strongly, *simply]).replace("_", " ") or "none"


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
            "what is said": list(ranked["statement"]),
            "relied on by": [relying[claim] for claim in ranked["claim_id"]],
            "why it is weak": [
                f"{many} {'fault' if many == 1 else 'faults'}: "
                + "; ".join(REASONS[reason] for reason in reasons)
                for many, reasons in zip(ranked["many"], ranked["reasons"], strict=True)
            ],
            "what it does not show": list(ranked["limits"]),
        }
    )
    caption = f"The {len(frame)} weakest claims that a judgement of this book relies on"
    return ShownTable(frame, caption, entries=True)


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
    return ShownTable(frame, f"What would strengthen the {len(frame)} weakest", entries=True)


def _second_origin(claim: Any, known: dict[str, str]) -> str:
    """Turn a claim into what a second origin of it would be; ``known`` are the names of `entities` by id."""
    if claim.polarity == "denied":
        return DENIAL
    if claim.polarity == "no_comment":
        return NO_COMMENT
    if claim.claim_type == "silence" and isinstance(claim.speaker, str):
        return SILENT_SPEAKER.format(speaker=known[claim.speaker])
    return SECOND_ORIGINS[claim.claim_type]
