"""Rows of `claims` on one theme become an HTML table, and a chart of how firmly they are made."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dossier.data import Dataset
from dossier.evidence.claims import current, speakers
from dossier.schema.files import split_ids
from dossier.show.chart import ARTICLE, FAINT, Chart, canvas, in_words
from dossier.show.names import article_links
from dossier.show.table import ShownTable, row_link

_HEDGES = {
    "none": "flat",
    "modal": "could, might",
    "probability_word": "likely",
    "appearance": "seems",
    "belief": "believed",
    "attribution_only": "attributed",
    "explicit_unknown": "not known",
}


def weighty(claims: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `claims` that give a figure, a duty, a denial or a silence, or are stated twice."""
    by_type = claims["claim_type"].isin(["quantity", "legal", "silence"])
    by_polarity = claims["polarity"].isin(["denied", "no_comment", "absent"])
    return claims[by_type | by_polarity | claims["reports"].gt(1)]


def claim_cells(data: Dataset, claims: pd.DataFrame, heads: Mapping[str, str]) -> pd.DataFrame:
    """Return ``claims`` as a page shows them: ``heads`` are the heads of the columns, each with its column.

    An id leads to its row, and the short name of an article to its page. A word of a closed list is written
    with spaces, and a speaker stands with those who passed the claim on.
    """
    return pd.DataFrame({head: _cells(data, claims, column) for head, column in heads.items()})


def _cells(data: Dataset, claims: pd.DataFrame, column: str) -> list[Any]:
    if column == "claim_id":
        return [row_link(claim) for claim in claims[column]]
    if column == "source_id":
        return article_links(data, claims[column])
    if column == "speaker":
        return speakers(data, claims)
    if column in ("derives_from", "contradicts"):
        return [[row_link(claim) for claim in split_ids(cell)] or None for cell in claims[column]]
    if column in ("basis", "claim_type", "hedge", "polarity"):
        return list(claims[column].str.replace("_", " "))
    return list(claims[column])


def claims_table(data: Dataset, theme: str) -> ShownTable:
    """Return the weighty claims of a theme as a table, in order of publication.

    Columns ``claim, article, what is said, by, polarity, hedge, reports, origins``.
    """
    all_claims = current(data, theme)
    claims = weighty(all_claims)
    table = claim_cells(
        data,
        claims,
        {
            "claim": "claim_id",
            "article": "source_id",
            "what is said": "statement",
            "by": "speaker",
            "polarity": "polarity",
            "hedge": "hedge",
            "reports": "reports",
            "origins": "origins",
        },
    )
    table["hedge"] = [_HEDGES[hedge] for hedge in claims["hedge"]]
    title = data.schema.words["theme_titles"][theme]
    caption = (
        f"{len(claims)} of {len(all_claims)} claims of the articles on {title}: those with "
        "a figure, a duty, a denial or a silence, or stated more than once"
    )
    return ShownTable(table, caption)


def draw_reserve(data: Dataset, theme: str) -> Chart:
    """Return a chart of how firmly the claims of a theme are made: a bar per word of the column `hedge`."""
    claims = current(data, theme)
    counts = claims["hedge"].value_counts().reindex(list(_HEDGES), fill_value=0)
    title = data.schema.words["theme_titles"][theme]
    message = f"{counts['none']} of {len(claims)} claims on {title} are made without any reserve"
    with canvas(message, 2.4) as (figure, axes):
        colours = [FAINT if hedge == "none" else ARTICLE for hedge in counts.index]
        axes.barh([_HEDGES[hedge] for hedge in counts.index], list(counts), color=colours, height=0.65)
        for position, number in enumerate(counts):
            axes.annotate(f" {number}", (number, position), va="center")
        axes.invert_yaxis()
        axes.set_xlabel("claims")
        by_reserve = in_words(counts.rename(index=_HEDGES).to_dict())
        return Chart.of(figure, f"{message}. Claims by reserve: {by_reserve}.")
