"""What stands behind a claim on arms: its origins, its evidence, and who doubts the goods."""

import re
from types import SimpleNamespace
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from dossier.arms import article_tonnes
from dossier.claims import current, names, speakers, support
from dossier.origins import first_links
from dossier.shown import ARTICLE, FAINT, INK, RECORD, Chart, Link, ShownTable, canvas, row_link
from dossier.store import rows, split_ids
from dossier.tallies import round_counts, stated

MILLIONS = "millions-of-munitions"
BOXES = "containers-10000"
"""The facts of the ledger behind the two figures that are repeated most."""

MILLION = 1e6
_COUNTED = {"container": "boxes × a factor", "voyage": "calls of ships", "munition_mass": "tonnes by rail"}


def claims(data: SimpleNamespace) -> ShownTable:
    """Show every figure of the articles on arms, with who says it and how many origins stand behind it."""
    found = current(data, "arms")
    stated_by = data.quantities.drop_duplicates("claim_id").set_index("claim_id")
    found = found[found["claim_id"].isin(stated_by.index)]
    found = found.join(stated_by[["item", "basis"]], on="claim_id")
    found = found[found["item"].isin([item for kinds in GOODS.values() for item in kinds])]
    shown = pd.DataFrame(
        {
            "claim": [row_link(each) for each in found["claim_id"]],
            "article": list(found["source_id"]),
            "what is said": list(found["statement"]),
            "by": speakers(data, found),
            "basis": list(found["basis"].str.replace("_", " ")),
            "derives from": [
                [row_link(each) for each in split_ids(cell)] or None for cell in found["derives_from"]
            ],
            "reports": list(found["reports"]),
            "origins": list(found["origins"]),
        }
    )
    return ShownTable(
        shown, "Question 2. The articles' figures on what went to Russia, and what stands behind each"
    )


def published_before(data: SimpleNamespace, article: str) -> pd.DataFrame:
    """Return who had published a figure of a million rounds or more before an article, and on what.

    Columns ``side, figures`` (how many), ``counted`` (what the side gave on the same day that could be
    counted, empty text where it gave nothing of the kind) and ``beside`` (how many figures had that).
    """
    day = data.sources.set_index("source_id").loc[article, "date"]
    found = round_counts(data)
    found = found[found["figure"].ge(MILLION) & found["date"].lt(day)]
    countable = data.estimates[data.estimates["item"].isin(list(_COUNTED))]
    beside = {(row.claimant, row.statement_date): _COUNTED[row.item] for row in rows(countable)}
    found = found.assign(
        counted=[beside.get(key, "") for key in zip(found["who"], found["date"], strict=True)], figures=1
    )
    found = found.assign(beside=found["counted"].ne(""))
    grouped = found.groupby("side").agg({"figures": "sum", "counted": "max", "beside": "sum", "date": "min"})
    grouped = grouped.reset_index().sort_values(["date", "side"], ignore_index=True)
    return grouped[["side", "figures", "counted", "beside"]]


def _method(row: Any) -> str:
    if not row.counted:
        return "method not shown"
    return row.counted if row.beside == row.figures else f"{row.counted}, {row.beside} of {row.figures}"


def draw_origins(data: SimpleNamespace) -> Chart:
    """Draw the chain behind the two figures of the articles, and who had published millions before."""
    claims = current(data)
    boxes, millions = _of_facts(data, [BOXES]), _of_facts(data, [MILLIONS])
    derived = claims[claims["derives_from"].map(lambda cell: boxes["claim_id"].iloc[0] in split_ids(cell))]
    before = published_before(data, millions["source_id"].iloc[0])
    tonnes = article_tonnes(data)["best"]
    count = int(boxes["origins"].iloc[0]), int(millions["origins"].iloc[0])
    message = (
        f"Each of the two figures has {'one origin' if count == (1, 1) else 'few origins'} in the articles; "
        f"{len(before)} sides had published a million or more"
    )
    with canvas(message, 3.6) as (figure, axes):
        axes.axis("off")
        axes.set_xlim(0, 1)
        axes.set_ylim(len(before) + 4.6, -0.8)
        for column, head in enumerate(("who", "by what", "in the article")):
            _node(axes, column, -0.5, head, FAINT)
        _draw_chain(axes, 0.5, _origin(data, boxes), f"{boxes['claim_id'].iloc[0]}\n10,000 boxes")
        _node(axes, 1, 1.75, "derived from c-090", FAINT)
        _node(axes, 2, 1.75, f"{derived['claim_id'].iloc[0]}\n{tonnes:,.0f} t", ARTICLE)
        _edge(axes, 1, 1.75)
        several = _origin(data, millions).replace(" ", "\n")
        _draw_chain(axes, 3.0, several, f"{millions['claim_id'].iloc[0]}\nmillions")
        axes.axhline(3.8, color=FAINT, linewidth=0.6)
        _node(axes, 0, 4.15, "On record by then; whom the article means is not said:", INK)
        for row in rows(before):
            height = row.Index + 5.0
            _node(axes, 0, height, f"{row.side}, {row.figures} figure{'s' * (row.figures > 1)}", RECORD)
            _node(axes, 1, height, _method(row), RECORD if row.counted else FAINT)
            _edge(axes, 0, height)
        told = "; ".join(f"{row.side}, {row.figures}: {_method(row)}" for row in rows(before))
        return Chart.of(
            figure,
            f"{message}. {_origin(data, boxes)} stands behind {boxes['claim_id'].iloc[0]} and what derives "
            f"from it, {derived['claim_id'].iloc[0]}; {_origin(data, millions)} behind "
            f"{millions['claim_id'].iloc[0]}. Figures of a million rounds or more on record before "
            f"the article, by side, number and what was counted: {told}.",
        )


def _of_facts(data: SimpleNamespace, facts: list[str]) -> pd.DataFrame:
    claims = current(data)
    return claims[claims["fact_id"].isin(facts)]


def _origin(data: SimpleNamespace, claims: pd.DataFrame) -> str:
    [link] = set(first_links(claims).values())
    return names(data)[link]


_COLUMNS = (0.0, 0.36, 0.78)


def _draw_chain(axes: Axes, height: float, who: str, claim: str) -> None:
    _node(axes, 0, height, who, ARTICLE)
    _node(axes, 1, height, "method not shown", FAINT)
    _node(axes, 2, height, claim, ARTICLE)
    _edge(axes, 0, height)
    _edge(axes, 1, height)


def _node(axes: Axes, column: int, height: float, text: str, colour: str) -> None:
    axes.annotate(text, (_COLUMNS[column], height), color=colour, va="center", fontsize=8.5)


def _edge(axes: Axes, column: int, height: float) -> None:
    """Lead from ``column`` to the next."""
    axes.annotate(
        "",
        (_COLUMNS[column + 1] - 0.01, height),
        xytext=(_COLUMNS[column + 1] - 0.07, height),
        arrowprops={"arrowstyle": "->", "color": FAINT, "linewidth": 0.9},
    )


RUNGS = ("said", "given as a count", "imaged", "held in hand")
"""From the weakest evidence to the strongest; a row stands on the highest that it reaches."""

GOODS = {
    "rounds": ("round", "shell_152mm", "artillery_shell"),  # without alternatives for the same boxes
    "boxes, ships,\ntonnes": ("container", "voyage", "munition_mass", "tonne"),
    "missiles": ("missile_fired", "missile_supplied"),
    "guns": ("launcher",),
}

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


def ladder(data: SimpleNamespace) -> pd.DataFrame:
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


def draw_ladder(data: SimpleNamespace) -> Chart:
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


def physical_evidence(data: SimpleNamespace) -> ShownTable:
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


def doubts_of_quality(data: SimpleNamespace) -> pd.DataFrame:
    """Return the claims that doubt the arms, in order of publication."""
    found = _of_facts(data, list(QUALITY))
    day = dict(zip(data.sources["source_id"], data.sources["date"], strict=True))
    order = found["source_id"].map(day).rename("day")
    return found.assign(day=order).sort_values(["day", "claim_id"], ignore_index=True)


def doubts_table(data: SimpleNamespace) -> ShownTable:
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


def quotable(data: SimpleNamespace) -> dict[str, float | str]:
    """Return the numbers that a sentence on origins and evidence may quote, by name."""
    placed, doubts = ladder(data), doubts_of_quality(data)
    before = published_before(data, "troops-2024")
    upper = placed[placed["rung"].isin(["imaged", "held in hand"])]
    rounds = round_counts(data)
    counted = data.estimates[data.estimates["item"].isin(list(_COUNTED))]
    told = set(zip(counted["claimant"], counted["statement_date"], strict=True))
    fired = data.estimates.set_index("estimate_id").loc[FIRED_BY_FEBRUARY]
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
        "missiles_counted_by_kyiv": int(fired["low"]),
    }
