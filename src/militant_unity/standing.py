"""`comparisons` become how much of each article stands: claims that the record agrees with, or does not."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from dossier.evidence.articles import article_ids
from dossier.evidence.comparisons import (
    COMPARED,
    comparison_agreement,
    relation_in_words,
    standing,
    strongest,
)
from dossier.schema.files import live, rows
from dossier.show.chart import ARTICLE, FAINT, INK, RECORD, Chart, canvas
from dossier.show.names import article_links, by_name, in_lines
from dossier.show.table import ShownTable, row_link
from militant_unity.data import Dataset

_COLOURS = {"agrees": RECORD, "differs": ARTICLE, "corrects": INK}
_PALE = 0.45  # of a bar, so that its number is read on the light and on the dark page
_APART = ("bears_on", "silent")


def by_article(data: Dataset) -> pd.DataFrame:
    """Turn `comparisons` into claims by article (rows) and the relation that decides most (columns).

    ``compared`` is the sum of the relations that speak of the same thing, window and unit.
    """
    counts = standing(data).reindex(article_ids(data)).fillna(0).astype(int)
    return counts.assign(compared=counts[list(COMPARED)].sum(axis=1))


def totals(data: Dataset) -> "pd.Series[int]":
    """Turn the counts by article into those of all articles."""
    return by_article(data).sum()


def draw_standing(data: Dataset) -> Chart:
    """Draw, for each article, the share of its compared claims that agrees, differs and is corrected."""
    counts, sums = by_name(data, by_article(data)), totals(data)
    message = (
        f"The record agrees with {sums['agrees']} of {sums['compared']} claims that it can be compared with, "
        f"differs on {sums['differs']} and corrects {sums['corrects']}"
    )
    with canvas(message, 1.5 + 0.42 * len(counts)) as (figure, axes):
        for position, (_, line) in enumerate(counts.iterrows()):
            _draw_line(axes, position, line)
        axes.set_yticks(range(len(counts)), [in_lines(str(name)) for name in counts.index], fontsize=8)
        axes.set_ylim(len(counts) - 0.4, -0.6)
        axes.set_xlim(0, 1.62)
        axes.set_xticks([0, 0.5, 1], ["0 %", "50 %", "100 %"])
        axes.set_xlabel("share of the claims compared", loc="left")
        axes.spines[:].set_visible(False)
        axes.tick_params(length=0)
        for place, name in ((1.2, "bears on"), (1.48, "silent")):
            axes.annotate(name, (place, -0.6), ha="center", va="bottom", fontsize=8, color=FAINT)
        handles = [Patch(color=colour, alpha=_PALE, label=relation) for relation, colour in _COLOURS.items()]
        figure.legend(handles=handles, loc="outside lower left", ncols=len(handles))
        lines = "; ".join(_in_words(str(article), line) for article, line in counts.iterrows())
        return Chart.of(figure, f"{message}. By article: {lines}.")


def _draw_line(axes: Axes, position: int, line: "pd.Series[int]") -> None:
    """Draw the bar of one article, and the numbers of claims that are not compared beside it."""
    left = 0.0
    for relation, colour in _COLOURS.items():
        share = line[relation] / max(line["compared"], 1)
        axes.barh(position, share, left=left, color=colour, height=0.6, alpha=_PALE)
        if line[relation]:
            axes.annotate(
                str(line[relation]),
                (left + share / 2, position),
                ha="center",
                va="center",
                fontsize=8,
            )
        left += share
    for place, relation in ((1.2, "bears_on"), (1.48, "silent")):
        axes.annotate(str(line[relation]), (place, position), ha="center", va="center", color=FAINT)


def _in_words(article: str, line: "pd.Series[int]") -> str:
    """Turn the counts of one article into words."""
    counts = ", ".join(f"{relation_in_words(name)} {line[name]}" for name in (*COMPARED, *_APART))
    return f"{article}: {counts}"


def standing_table(data: Dataset) -> ShownTable:
    """Turn the counts by article into a table, the compared claims first."""
    counts = by_article(data)
    names = {name: relation_in_words(name) for name in (*COMPARED, *_APART)}
    share = (counts["agrees"] / counts["compared"].where(counts["compared"].gt(0))).round(2)
    frame = counts[["compared", *COMPARED]].assign(**{"share that agrees": share})
    frame = frame.join(counts[list(_APART)]).rename(columns=names).rename_axis("article").reset_index()
    frame["article"] = pd.Series(article_links(data, frame["article"]), dtype=object)
    return ShownTable(frame, "How much of each article stands: claims by what the record says of them")


def not_agreeing_table(data: Dataset) -> ShownTable:
    """Turn `comparisons` into a table: each claim that the record corrects or differs from, and the row."""
    table = data.comparisons
    against = table[table["relation"].isin(["corrects", "differs"])].sort_values(
        ["relation", "claim_id", "comparison_id"], kind="stable"
    )
    claims = live(data.claims).set_index("claim_id")["statement"]
    frame = pd.DataFrame(
        [
            {
                "claim": row_link(row.claim_id),
                "what the article says": claims[row.claim_id],
                "the record": relation_in_words(row.relation),
                "row": row_link(row.row_id),
                "what it has": row.reason,
            }
            for row in rows(against)
        ],
        columns=["claim", "what the article says", "the record", "row", "what it has"],
    )
    return ShownTable(frame, "Claims that a row of the record corrects, or differs from")


def quotable(data: Dataset) -> dict[str, float | str]:
    """Turn `comparisons` and its two codings into the numbers that a sentence may quote, by name."""
    sums = totals(data)
    all_claims = int(sums[[*COMPARED, *_APART]].sum())
    relations = data.comparisons["relation"].value_counts()
    agreeing = set(data.comparisons.loc[data.comparisons["relation"].eq("agrees"), "claim_id"])
    strong = strongest(data.comparisons, live(data.claims))
    return {
        "differing_and_agreeing": len(agreeing & set(strong.index[strong.eq("differs")])),
        "compared_claims": int(sums["compared"]),
        "compared_rows": len(data.comparisons),
        "comparisons_bear_on_share": float(
            round(relations.get("bears_on", 0) / max(len(data.comparisons), 1), 4)
        ),
        **{f"claims_record_{name}": int(sums[name]) for name in (*COMPARED, *_APART)},
        "compared_share": float(round(sums["compared"] / max(all_claims, 1), 4)),
        "comparisons_settled": len(data.comparisons_settled),
        **_of_agreement(data),
    }


def _of_agreement(data: Dataset) -> dict[str, Any]:
    """Turn the agreement of the codings into numbers; one coding gives none."""
    return {
        f"{name}_{row.of}": value
        for row in rows(comparison_agreement(data))
        for name, value in (
            ("compared_twice", int(row.number)),
            ("compared_alike", int(row.alike)),
            ("compared_alike_share", float(row.share)),
            ("compared_alpha", float(row.alpha)),
        )
    }
