"""Claims become a table that shows who says each, how firmly, and what supports it."""

import pandas as pd

from dossier.data import Dataset
from dossier.evidence.claims import current, speakers
from dossier.show.chart import ARTICLE, FAINT, Chart, canvas, in_words
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
    """Return the claims that give a figure, a duty, a denial or a silence, or are stated twice."""
    kind = claims["claim_type"].isin(["quantity", "legal", "silence"])
    return claims[
        kind | claims["polarity"].isin(["denied", "no_comment", "absent"]) | claims["reports"].gt(1)
    ]


def claims_table(data: Dataset, theme: str) -> ShownTable:
    """Show the weighty claims of a theme in order of publication, with what stands behind each."""
    every = current(data, theme)
    claims = weighty(every)
    shown = pd.DataFrame(
        {
            "claim": [row_link(each) for each in claims["claim_id"]],
            "article": list(claims["source_id"]),
            "what is said": list(claims["statement"]),
            "by": speakers(data, claims),
            "polarity": list(claims["polarity"].str.replace("_", " ")),
            "hedge": [_HEDGES[hedge] for hedge in claims["hedge"]],
            "reports": list(claims["reports"]),
            "origins": list(claims["origins"]),
        }
    )
    title = data.schema.words["theme_titles"][theme]
    caption = (
        f"{len(claims)} of {len(every)} claims of the articles on {title}: those with "
        "a figure, a duty, a denial or a silence, or stated more than once"
    )
    return ShownTable(shown, caption)


def draw_reserve(data: Dataset, theme: str) -> Chart:
    """Draw how firmly the claims of a theme are made: a bar per kind of reserve."""
    claims = current(data, theme)
    counts = claims["hedge"].value_counts().reindex(list(_HEDGES), fill_value=0)
    flat, whole = int(counts["none"]), len(claims)
    message = (
        f"{flat} of {whole} claims on {data.schema.words['theme_titles'][theme]} are made without any reserve"
    )
    with canvas(message, 2.4) as (figure, axes):
        colours = [FAINT if hedge == "none" else ARTICLE for hedge in counts.index]
        axes.barh([_HEDGES[hedge] for hedge in counts.index], list(counts), color=colours, height=0.65)
        for position, number in enumerate(counts):
            axes.annotate(f" {number}", (number, position), va="center")
        axes.invert_yaxis()
        axes.set_xlabel("claims")
        told = in_words(counts.rename(index=_HEDGES).to_dict())
        return Chart.of(figure, f"{message}. Claims by reserve: {told}.")
