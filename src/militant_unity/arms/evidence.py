"""What stands behind a claim on arms: its origins, its evidence, and who doubts the goods."""

import re
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from dossier.evidence.claims import speakers, support
from dossier.schema.files import cell, rows, split_ids
from dossier.show.chart import ARTICLE, FAINT, RECORD, Chart, canvas
from dossier.show.table import Link, ShownTable, row_link
from militant_unity.arms.counts import round_counts, stated
from militant_unity.arms.origins import _COUNTED, BOXES, GOODS, MILLIONS, _of_facts, published_before
from militant_unity.data import Dataset

RUNGS = ("said", "given as a count", "imaged", "held in hand")
"""From the weakest evidence to the strongest; a row stands on the highest that it reaches."""

IMAGED = (
    "2023-10-13-us-white-house-nsc-container",
    "2024-02-28-csis-voyage",
    "2025-04-15-osc-reuters-container",
    "2025-04-15-osc-reuters-voyage",
)
"""Rows whose claimant showed or analysed images of what it counts: our placing, by their notes and pages."""

HELD = (
    "2024-01-11-us-white-house-nsc-ukraine-forensic-institute-missile-fired",
    "2024-05-07-ukraine-prosecutor-general-missile-fired",
    "2024-06-28-conflict-armament-research-missile-fired",
    "2024-12-18-conflict-armament-research-missile-fired",
)
"""Rows whose notes speak of wrecks that somebody examined: our placing."""

PHOTO = "kharkiv-missile-remnants"
"""The fact of the ledger that rests on a photograph in an article."""

_COUNTABLE = ("container", "voyage", "munition_mass", "missile_fired")
_BASIS = {"observed": "imaged", "counted_by_state": "given as a count"}


def ladder(data: Dataset) -> pd.DataFrame:
    """Place each figure on arms, of the articles and of the record, on its rung.

    Columns ``row, goods, rung, evidence`` (article or record); our own sums are left out. A figure of
    rounds is *said*, as nobody showed a count of them; so is a number of missiles or guns handed over.
    Boxes, ships, tonnes and missiles fired are *given as a count* unless the row reaches higher.
    """
    goods = {item: name for name, items in GOODS.items() for item in items}
    record = data.estimates[data.estimates["item"].isin(list(goods))]
    record = record[~record["note"].fillna("").str.contains("Our sum")]
    placed = [
        (row.estimate_id, goods[row.item], _rung(row.estimate_id, row.item), "record") for row in rows(record)
    ]
    figures = data.quantities[data.quantities["item"].isin(list(goods))]
    placed += [
        (row.claim_id, goods[row.item], _BASIS.get(row.basis, "said"), "article") for row in rows(figures)
    ]
    placed += [(claim, "missiles", "imaged", "article") for claim in _of_facts(data, [PHOTO])["claim_id"]]
    return pd.DataFrame(placed, columns=["row", "goods", "rung", "evidence"])


def _rung(row: str, item: str) -> str:
    if row in HELD:
        return "held in hand"
    if row in IMAGED:
        return "imaged"
    return "given as a count" if item in _COUNTABLE else "said"


def draw_ladder(data: Dataset) -> Chart:
    """Draw what was said, given as a count, imaged and held in hand, for each kind of goods."""
    found = ladder(data)
    top = found["rung"].map(RUNGS.index).groupby(found["goods"]).max().to_dict()
    held = [goods for goods in GOODS if RUNGS[top[goods]] == "held in hand"]
    message = f"On record, only {' and '.join(held)} were held in hand; rounds were {RUNGS[top['rounds']]}"
    with canvas(message, 3.3) as (figure, axes):
        for column, goods in enumerate(GOODS):
            axes.bar(column, top[goods] + 1, bottom=-0.5, width=0.9, color=FAINT, alpha=0.15, linewidth=0)
            for height, rung in enumerate(RUNGS):
                _draw_rung(axes, (column, height), found[found["goods"].eq(goods) & found["rung"].eq(rung)])
        axes.set_xticks(range(len(GOODS)), list(GOODS))
        axes.set_yticks(range(len(RUNGS)), [rung.replace("given as ", "given as\n") for rung in RUNGS])
        axes.set_xlim(-0.55, len(GOODS) - 0.45)
        axes.set_ylim(-0.6, len(RUNGS) - 0.4)
        axes.set_xlabel("rows: of the record   c-…: claims of the articles", labelpad=6)
        axes.tick_params(length=0)
        for height in range(len(RUNGS)):
            axes.axhline(height - 0.5, color=FAINT, linewidth=0.5)
        axes.spines[:].set_visible(False)
        counts = found.groupby(["goods", "rung", "evidence"]).size()
        told = "; ".join(
            f"{goods} {rung}: {counts[goods, rung, evidence]} of the {evidence}".replace("\n", " ")
            for goods in GOODS
            for rung in RUNGS
            for evidence in ("record", "article")
            if (goods, rung, evidence) in counts.index
        )
        return Chart.of(
            figure, f"{message}. Rows by goods, rung and evidence: {told}. All other places are empty."
        )


def _draw_rung(axes: Axes, at: tuple[int, int], found: pd.DataFrame) -> None:
    record = int(found["evidence"].eq("record").sum())
    articles = list(found.loc[found["evidence"].eq("article"), "row"])
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
    photo = _of_facts(data, [PHOTO])
    found = data.estimates[data.estimates["estimate_id"].isin([*IMAGED, *HELD])]
    found = found.assign(rung=[_rung(row.estimate_id, row.item) for row in rows(found)])
    found = found.sort_values(["rung", "statement_date", "estimate_id"], ascending=[True, True, True])
    shown = pd.DataFrame(
        {
            "rung": [*found["rung"], *["imaged"] * len(photo)],
            "what": [
                *[Link(row.item.replace("_", " "), row_link(row.estimate_id).address) for row in rows(found)],
                *[
                    Link("missile remnants (photograph)", row_link(each).address)
                    for each in photo["claim_id"]
                ],
            ],
            "figure": [*[_in_hand(row) for row in rows(found)], *[None] * len(photo)],
            "by": [
                *found["claimant"],
                *[
                    f"{name} in {article}"
                    for name, article in zip(speakers(data, photo), photo["source_id"], strict=True)
                ],
            ],
            "report": [*support(found["confidence"]), *[None] * len(photo)],
        }
    )
    return ShownTable(
        shown.sort_values("rung", kind="stable", ignore_index=True),
        "Question 3. What was imaged, and what was held in hand; our placing",
    )


def _in_hand(row: Any) -> str:
    """Tell the wrecks that were examined from a figure of what was fired."""
    examined = re.search(r"(\d+) wrecks examined", str(row.note))
    return f"{examined[1]} examined (of {stated(row)} said to be fired)" if examined else stated(row)


QUALITY = (
    "dprk-arms-quality-questionable",
    "dprk-arms-effect-unknown",
    "dprk-only-unguided-munitions",
    "munitions-no-game-changer",
    "dprk-arms-below-russian-quality",
    "dprk-arms-mixed-quality",
)
"""The facts of the ledger that doubt how good the arms are, or what they can do."""


AMBIGUOUS_DOUBT = "c-190"
"""The doubt that stands after a sentence on Iranian arms, and may mean those."""

FIRED_BY_FEBRUARY = "2024-02-16-ukraine-prosecutor-general-missile-fired"
"""Kyiv's count of missiles beside which the American one of March is read."""


def doubts_of_quality(data: Dataset) -> pd.DataFrame:
    """Return the claims that doubt the arms, in order of publication."""
    found = _of_facts(data, list(QUALITY))
    day = dict(zip(data.sources["source_id"], data.sources["date"], strict=True))
    order = found["source_id"].map(day).rename("day")
    return found.assign(day=order).sort_values(["day", "claim_id"], ignore_index=True)


def doubts_table(data: Dataset) -> ShownTable:
    """Show each doubt with its speaker, its origins, and the claim that contradicts it."""
    found = doubts_of_quality(data)
    shown = pd.DataFrame(
        {
            "claim": [row_link(each) for each in found["claim_id"]],
            "article": list(found["source_id"]),
            "what is said": list(found["statement"]),
            "by": speakers(data, found),
            "kind": list(found["claim_type"].str.replace("_", " ")),
            "origins": list(found["origins"]),
            "contradicted by": [
                [row_link(each) for each in split_ids(cell)] or None for cell in found["contradicts"]
            ],
        }
    )
    return ShownTable(
        shown, "Question 6. Doubts of the quality and effect of the arms in the articles, by speaker"
    )


def quotable(data: Dataset) -> dict[str, float | str]:
    """Return the numbers that a sentence on origins and evidence may quote, by name."""
    placed, doubts = ladder(data), doubts_of_quality(data)
    before = published_before(data, "troops-2024")
    upper = placed[placed["rung"].isin(["imaged", "held in hand"])]
    rounds = round_counts(data)
    counted = data.estimates[data.estimates["item"].isin(list(_COUNTED))]
    told = set(zip(counted["claimant"], counted["statement_date"], strict=True))
    fired = cell(data.estimates.set_index("estimate_id"), FIRED_BY_FEBRUARY, "low")
    sure = doubts[doubts["claim_id"].ne(AMBIGUOUS_DOUBT)]
    facts = _of_facts(data, [MILLIONS, BOXES])
    return {
        "sides_with_millions": len(before),
        "sides_with_millions_counted": int(before["counted"].ne("").sum()),
        "origins_of_the_two_figures": int(facts["origins"].max()),
        "evidence_held": int(placed["rung"].eq("held in hand").sum()),
        "evidence_upper_rungs": len(upper),
        "evidence_rounds_rows": int(placed["goods"].eq("rounds").sum()),
        "quality_doubts": len(doubts),
        "quality_doubts_by_author": int(doubts["speaker"].isna().sum()),
        "quality_doubts_articles": doubts["source_id"].nunique(),
        "quality_doubts_articles_sure": sure["source_id"].nunique(),
        "quality_origins_most": int(doubts["origins"].max()),
        "round_figures_with_counts": sum(
            key in told for key in zip(rounds["who"], rounds["date"], strict=True)
        ),
        "missiles_counted_by_kyiv": int(fired),
    }
