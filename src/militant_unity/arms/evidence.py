"""``estimates`` and ``claims`` become the ladder of evidence on arms, and the doubts of their quality."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from dossier.evidence.claims import speakers, support
from dossier.evidence.selections import selected_id, selected_row
from dossier.schema.files import rows
from dossier.schema.words import EVIDENCE
from dossier.show.chart import ARTICLE, FAINT, RECORD, Chart, canvas
from dossier.show.claims_table import claim_cells
from dossier.show.table import Link, ShownTable, row_link
from militant_unity.arms.counts import round_counts, stated
from militant_unity.arms.origins import (
    COUNTED,
    GOODS,
    article_rounds,
    chosen_facts,
    published_before,
)
from militant_unity.data import Dataset

RUNGS = ("said", "given as a count", "imaged", "held in hand")
"""The words of the page for `EVIDENCE`, from the weakest to the strongest."""

_RUNG = dict(zip(EVIDENCE, RUNGS, strict=True))
_BASIS = {"observed": "imaged", "counted_by_state": "given as a count"}
UPPER = ("imaged", "examined")


def ladder(data: Dataset) -> pd.DataFrame:
    """Place each figure on arms, of ``estimates``, ``quantities`` and photographs, on its rung.

    Columns ``row, goods, rung, evidence`` (article or record); our own sums are left out. A row of the
    record stands where its ``evidence`` puts it, an amount of an article where its ``basis`` does.
    """
    goods = {item: name for name, items in GOODS.items() for item in items}
    record = data.estimates[data.estimates["item"].isin(list(goods)) & data.estimates["derived_by"].isna()]
    placed = [(row.estimate_id, goods[row.item], _RUNG[row.evidence], "record") for row in rows(record)]
    figures = data.quantities[data.quantities["item"].isin(list(goods))]
    placed += [
        (row.claim_id, goods[row.item], _BASIS.get(row.basis, "said"), "article") for row in rows(figures)
    ]
    photographs = chosen_facts(data, "arms.photograph")["claim_id"]
    placed += [(claim, "missiles", "imaged", "article") for claim in photographs]
    return pd.DataFrame(placed, columns=["row", "goods", "rung", "evidence"])


def draw_ladder(data: Dataset) -> Chart:
    """Draw what was said, given as a count, imaged and held in hand, for each kind of goods."""
    placed = ladder(data)
    top = placed["rung"].map(RUNGS.index).groupby(placed["goods"]).max().to_dict()
    held = [goods for goods in GOODS if RUNGS[top[goods]] == "held in hand"]
    message = f"On record, only {' and '.join(held)} were held in hand; rounds were {RUNGS[top['rounds']]}"
    with canvas(message, 3.3) as (figure, axes):
        for column, goods in enumerate(GOODS):
            axes.bar(column, top[goods] + 1, bottom=-0.5, width=0.9, color=FAINT, alpha=0.15, linewidth=0)
            for height, rung in enumerate(RUNGS):
                _draw_rung(
                    axes, (column, height), placed[placed["goods"].eq(goods) & placed["rung"].eq(rung)]
                )
        axes.set_xticks(range(len(GOODS)), list(GOODS))
        axes.set_yticks(range(len(RUNGS)), [rung.replace("given as ", "given as\n") for rung in RUNGS])
        axes.set_xlim(-0.55, len(GOODS) - 0.45)
        axes.set_ylim(-0.6, len(RUNGS) - 0.4)
        axes.set_xlabel("rows: of the record   c-…: claims of the articles", labelpad=6)
        axes.tick_params(length=0)
        for height in range(len(RUNGS)):
            axes.axhline(height - 0.5, color=FAINT, linewidth=0.5)
        axes.spines[:].set_visible(False)
        counts = placed.groupby(["goods", "rung", "evidence"]).size()
        by_rung = "; ".join(
            f"{goods} {rung}: {counts[goods, rung, evidence]} of the {evidence}".replace("\n", " ")
            for goods in GOODS
            for rung in RUNGS
            for evidence in ("record", "article")
            if (goods, rung, evidence) in counts.index
        )
        return Chart.of(
            figure, f"{message}. Rows by goods, rung and evidence: {by_rung}. All other places are empty."
        )


def _draw_rung(axes: Axes, at: tuple[int, int], placed: pd.DataFrame) -> None:
    record = int(placed["evidence"].eq("record").sum())
    articles = list(placed.loc[placed["evidence"].eq("article"), "row"])
    if not record and not articles:
        axes.annotate("none", at, ha="center", va="center", fontsize=8, color=FAINT)
    if record:
        lift = 6 if articles else 0
        axes.annotate(
            f"{record} {'row' if record == 1 else 'rows'}",
            at,
            xytext=(0, lift),
            textcoords="offset points",
            ha="center",
            va="center",
            color=RECORD,
            fontsize=9,
        )
    if articles:
        axes.annotate(
            ", ".join(articles),
            at,
            xytext=(0, -7 if record else 0),
            textcoords="offset points",
            ha="center",
            va="center",
            color=ARTICLE,
            fontsize=8.5,
        )


def physical_evidence(data: Dataset) -> ShownTable:
    """Show the rows of the two upper rungs: what was imaged, and what was held in hand."""
    photo = chosen_facts(data, "arms.photograph")
    arms = data.estimates["item"].isin([item for items in GOODS.values() for item in items])
    figures = data.estimates[arms & data.estimates["evidence"].isin(UPPER)]
    figures = figures.assign(rung=figures["evidence"].map(_RUNG))
    figures = figures.sort_values(["rung", "statement_date", "estimate_id"])
    shown = pd.DataFrame(
        {
            "rung": [*figures["rung"], *["imaged"] * len(photo)],
            "what": [
                *[
                    Link(row.item.replace("_", " "), row_link(row.estimate_id).address)
                    for row in rows(figures)
                ],
                *[
                    Link("missile remnants (photograph)", row_link(each).address)
                    for each in photo["claim_id"]
                ],
            ],
            "figure": [*[_in_hand(row) for row in rows(figures)], *[None] * len(photo)],
            "by": [
                *figures["claimant"],
                *[
                    f"{name} in {article}"
                    for name, article in zip(speakers(data, photo), photo["source_id"], strict=True)
                ],
            ],
            "report": [*support(figures["confidence"]), *[None] * len(photo)],
        }
    )
    return ShownTable(
        shown.sort_values("rung", kind="stable", ignore_index=True),
        "Question 3. What was imaged, and what was held in hand; our placing",
    )


def _in_hand(row: Any) -> str:
    """Return the number of wrecks that were examined, beside the figure of what was fired if that differs."""
    figures = [value for value in (row.best, row.low, row.high) if not pd.isna(value)]
    if pd.isna(row.examined) or row.examined in figures:
        return stated(row)
    return f"{row.examined:.0f} examined (of {stated(row)} said to be fired)"


def doubts_of_quality(data: Dataset) -> pd.DataFrame:
    """Return the claims that doubt the arms, in order of publication."""
    doubts = chosen_facts(data, "arms.doubts")
    day = dict(zip(data.sources["source_id"], data.sources["date"], strict=True))
    order = doubts["source_id"].map(day).rename("day")
    return doubts.assign(day=order).sort_values(["day", "claim_id"], ignore_index=True)


def doubts_table(data: Dataset) -> ShownTable:
    """Show each doubt with its speaker, its origins, and the claim that contradicts it."""
    doubts = doubts_of_quality(data)
    heads = {
        "claim": "claim_id",
        "article": "source_id",
        "what is said": "statement",
        "by": "speaker",
        "kind": "claim_type",
        "origins": "origins",
        "contradicted by": "contradicts",
    }
    shown = claim_cells(data, doubts, heads)
    return ShownTable(
        shown, "Question 6. Doubts of the quality and effect of the arms in the articles, by speaker"
    )


def quotable(data: Dataset) -> dict[str, float | str]:
    """Return the numbers that a sentence on origins and evidence may quote, by name."""
    placed, doubts = ladder(data), doubts_of_quality(data)
    article = data.claims.set_index("claim_id").loc[article_rounds(data)["claim_id"], "source_id"]
    before = published_before(data, str(article))
    rounds = round_counts(data)
    counted = data.estimates[data.estimates["item"].isin(list(COUNTED))]
    with_counts = set(zip(counted["claimant"], counted["statement_date"], strict=True))
    fired = selected_row(data, data.estimates, "arms.fired_by_february")
    sure = doubts[doubts["claim_id"].ne(selected_id(data, "arms.ambiguous_doubt"))]
    return {
        "sides_with_millions": len(before),
        "sides_with_millions_counted": int(before["counted"].ne("").sum()),
        "evidence_held": int(placed["rung"].eq("held in hand").sum()),
        "quality_doubts": len(doubts),
        "quality_doubts_by_author": int(doubts["speaker"].isna().sum()),
        "quality_doubts_articles": doubts["source_id"].nunique(),
        "quality_doubts_articles_sure": sure["source_id"].nunique(),
        "round_figures_with_counts": sum(
            key in with_counts for key in zip(rounds["who"], rounds["date"], strict=True)
        ),
        "missiles_counted_by_kyiv": int(fired["low"]),
    }
