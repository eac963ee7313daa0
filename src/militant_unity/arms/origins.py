"""Estimates and claims become the figure of origins: who published a million shells, counting what."""

from collections.abc import Iterable
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from dossier.evidence.claims import current, names
from dossier.evidence.origins import first_links
from dossier.evidence.selections import selected_ids, selected_row
from dossier.schema.files import rows, split_ids
from dossier.show.amount import amount
from dossier.show.chart import ARTICLE, FAINT, INK, RECORD, Chart, canvas
from dossier.show.claims_table import claim_cells
from dossier.show.names import row_numbers
from dossier.show.table import ShownTable
from militant_unity.arms.counts import MILLION, article_containers, round_counts
from militant_unity.arms.factors import article_tonnes
from militant_unity.data import Dataset

COUNTED = {
    "container": "containers × a factor",
    "voyage": "calls of ships",
    "munition_mass": "tonnes by rail",
}


def claims(data: Dataset) -> ShownTable:
    """Show every figure of the articles on arms, with who says it and how many origins stand behind it."""
    on_arms = current(data, "arms")
    goods = data.quantities["item"].isin([item for kinds in GOODS.values() for item in kinds])
    figures = data.quantities[goods].sort_values("quantity_id").drop_duplicates("claim_id")
    on_arms = on_arms.merge(figures[["claim_id", "basis"]], on="claim_id", validate="one_to_one")
    heads = {
        "claim": "claim_id",
        "article": "source_id",
        "what is said": "statement",
        "by": "speaker",
        "basis": "basis",
        "derives from": "derives_from",
        "reports": "reports",
        "origins": "origins",
    }
    shown = claim_cells(data, on_arms, heads)
    return ShownTable(
        shown, "Question 2. The articles' figures on what went to Russia, and what stands behind each"
    )


def published_before(data: Dataset, article: str) -> pd.DataFrame:
    """Return who had published a figure of a million rounds or more before an article, and on what.

    Columns ``side, figures`` (how many), ``counted`` (what the side gave on the same day that could be
    counted, empty text where it gave nothing of the kind) and ``beside`` (how many figures had that).
    """
    day = data.sources.set_index("source_id").loc[article, "date"]
    figures = round_counts(data)
    figures = figures[figures["figure"].ge(MILLION) & figures["date"].lt(day)]
    countable = data.estimates[data.estimates["item"].isin(list(COUNTED))]
    order = countable["item"].map(list(COUNTED).index)  # where a day has several kinds, the first of these
    first = countable.assign(order=order).sort_values("order", ascending=False)
    beside = {(row.claimant, row.statement_date): COUNTED[row.item] for row in rows(first)}
    figures = figures.assign(
        counted=[beside.get(key, "") for key in zip(figures["who"], figures["date"], strict=True)], figures=1
    )
    figures = figures.assign(beside=figures["counted"].ne(""))
    grouped = figures.groupby("side").agg(
        {"figures": "sum", "counted": _most_told, "beside": "sum", "date": "min"}
    )
    grouped = grouped.reset_index().sort_values(["date", "side"], ignore_index=True)
    return grouped[["side", "figures", "counted", "beside"]]


def _most_told(counted: "pd.Series[str]") -> str:
    """Return the kind of count that most figures of a side have, or empty text where none has any."""
    kinds = counted[counted.ne("")]
    return str(kinds.value_counts().idxmax()) if len(kinds) else ""


def _method(row: Any) -> str:
    if not row.counted:
        return "method not shown"
    return row.counted if row.beside == row.figures else f"{row.counted}, {row.beside} of {row.figures}"


def draw_origins(data: Dataset) -> Chart:
    """Draw the chain behind the two figures of the articles, and who had published millions before."""
    claims = current(data).set_index("claim_id", drop=False)
    boxes, rounds, tonnes = article_containers(data), article_rounds(data), article_tonnes(data)
    boxes_claim, rounds_claim, derived = boxes["claim_id"], rounds["claim_id"], tonnes["claim_id"]
    parents = row_numbers("claim", split_ids(claims.loc[derived, "derives_from"]))
    counting, weighing, fired = (
        row_numbers("claim", [claim]) for claim in (boxes_claim, derived, rounds_claim)
    )
    behind_boxes, behind_rounds = _origin(data, boxes_claim), _origin(data, rounds_claim)
    before = published_before(data, claims.loc[rounds_claim, "source_id"])
    single = claims.loc[[boxes_claim, rounds_claim], "origins"].eq(1).all()
    message = (
        f"In the articles containers and rounds have {'one origin' if single else 'few origins'} each; "
        f"{len(before)} sides had published a million or more"
    )
    with canvas(message, 3.6) as (figure, axes):
        axes.axis("off")
        axes.set_xlim(0, 1)
        axes.set_ylim(len(before) + 4.6, -0.8)
        for column, head in enumerate(("who", "by what", "in the article")):
            _node(axes, column, -0.5, head, FAINT)
        _draw_chain(axes, 0.5, behind_boxes, f"{counting}\n{boxes['best']:,.0f} containers")
        _node(axes, 1, 1.75, f"derived from {parents}", FAINT)
        _node(axes, 2, 1.75, f"{weighing}\n{tonnes['best']:,.0f} t", ARTICLE)
        _edge(axes, 1, 1.75)
        several = behind_rounds.replace(" ", "\n")
        _draw_chain(axes, 3.0, several, f"{fired}\n{amount(rounds)}")
        axes.axhline(3.8, color=FAINT, linewidth=0.6)
        _node(axes, 0, 4.15, "On record by then; whom the article means is not said:", INK)
        for row in rows(before):
            height = row.Index + 5.0
            _node(axes, 0, height, f"{row.side}, {row.figures} figure{'s' * (row.figures > 1)}", RECORD)
            _node(axes, 1, height, _method(row), RECORD if row.counted else FAINT)
            _edge(axes, 0, height)
        by_side = "; ".join(f"{row.side}, {row.figures}: {_method(row)}" for row in rows(before))
        return Chart.of(
            figure,
            f"{message}. {behind_boxes} stands behind {counting} and what derives "
            f"from it, {weighing}; {behind_rounds} behind "
            f"{fired}. Figures of a million rounds or more on record before "
            f"the article, by side, number and what was counted: {by_side}.",
        )


def article_rounds(data: Dataset) -> "pd.Series[Any]":
    """Return the row of ``quantities`` with the article's order of magnitude of rounds."""
    return selected_row(data, data.quantities, "arms.article_rounds")


def claims_of_facts(data: Dataset, claim_ids: Iterable[str]) -> pd.DataFrame:
    """Return every claim of the ledger that states a fact of one of ``claim_ids``."""
    claims = current(data)
    facts = claims.loc[claims["claim_id"].isin(list(claim_ids)), "fact_id"]
    return claims[claims["fact_id"].isin(facts)]


def chosen_facts(data: Dataset, use: str) -> pd.DataFrame:
    """Return every claim that states a fact of the claims chosen for ``use``."""
    return claims_of_facts(data, selected_ids(data, use))


def _origin(data: Dataset, claim_id: str) -> str:
    links = set(first_links(claims_of_facts(data, [claim_id])).values())
    return " and ".join(sorted(names(data)[link] for link in links))


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


GOODS = {
    "rounds": ("round", "shell_152mm", "artillery_shell"),  # without alternatives for the same containers
    "rockets": ("rocket_122mm",),
    "missiles": ("missile_fired", "missile_supplied"),
    "guns": ("launcher",),
    "boxes": ("container", "voyage", "munition_mass", "tonne"),
}
"""The items of ``estimates`` and ``quantities`` by kind of goods."""
