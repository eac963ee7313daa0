"""`comparisons`, `corrections` and `searches` become tables of pages: what was compared, mended, searched."""

import pandas as pd

from dossier.data import Dataset
from dossier.evidence.comparisons import comparison_agreement, relation_in_words
from dossier.schema.files import rows
from dossier.show.table import ShownTable, row_link


def comparison_agreement_table(data: Dataset) -> ShownTable:
    """Turn `comparisons`, `comparisons_b` and what was settled into a table: agreement of the two codings."""
    what = {
        "claims": "claims: the relation that decides most",
        "pairs": "pairs of claim and row that both name",
    }
    frame = comparison_agreement(data)
    frame = frame.assign(of=frame["of"].map(what)).rename(columns={"of": "on", "alpha": "α"})
    return ShownTable(frame, "Agreement of the codings of claims against the record")


def comparisons_settled_table(data: Dataset) -> ShownTable:
    """Turn `comparisons_settled` into a table: each conflict, the relation of each coding, what was kept."""
    settled = data.comparisons_settled
    frame = pd.DataFrame(
        {
            "claim": [row_link(claim) for claim in settled["claim_id"]],
            "row of the record": [row_link(row) for row in settled["row_id"]],
            **{
                heading: [_in_words(relation) for relation in settled[column]]
                for column, heading in _CODINGS.items()
            },
            "why": list(settled["reason"]),
        }
    )
    return ShownTable(frame, f"The {len(frame)} comparisons on which the codings conflict")


_CODINGS = {"a": "first coding", "b": "second coding", "kept": "kept"}


def _in_words(relation: object) -> str:
    """Turn a relation, or none, into words."""
    return relation_in_words(relation) if isinstance(relation, str) else "no row"


def corrections_table(data: Dataset) -> ShownTable:
    """Turn `corrections` into a table: what an edition said, what is said now, why, and where it holds."""
    corrections = data.corrections
    frame = pd.DataFrame(
        {
            "correction": list(corrections["correction_id"]),
            "what the book said": list(corrections["was"]),
            "what it says now, and why": [
                f"{now} {why}" for now, why in zip(corrections["is"], corrections["reason"], strict=True)
            ],
            "where, since, and what holds it": [
                f"{row.where}. Wrong in {row.edition}, right since {row.since}. "
                f"Held by {row.column.replace('_', ' ')} of {row.row_id}"
                + ("." if pd.isna(row.page) else f", and by words on the page {row.page}.")
                for row in rows(corrections)
            ],
        }
    )
    return ShownTable(frame, f"The {len(frame)} errors of earlier editions that are mended", anchored=True)


def searches_by_language_table(data: Dataset) -> ShownTable:
    """Turn `searches` into a table: how many in each language, and what they said of the book's sentence."""
    counts = pd.crosstab(data.searches["language"], data.searches["bearing"])
    counts = counts.assign(searches=counts.sum(axis=1)).sort_values(
        ["searches"], ascending=False, kind="stable"
    )
    frame = counts.reset_index()
    return ShownTable(frame, "Searches by language of the query, and what was seen")
