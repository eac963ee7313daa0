"""``objects``, ``estimates``, ``claims`` become the ladder of evidence on arms and the doubts of quality."""

import pandas as pd
from matplotlib.axes import Axes

from dossier.evidence.selections import selected_id, selected_row
from dossier.schema.files import rows
from dossier.schema.words import EVIDENCE
from dossier.show.chart import ARTICLE, FAINT, RECORD, Chart, canvas
from dossier.show.claims_table import claim_cells
from dossier.show.names import row_number, row_numbers
from dossier.show.table import ShownTable
from militant_unity.arms import objects
from militant_unity.arms.counts import round_counts
from militant_unity.arms.origins import (
    COUNTED,
    GOODS,
    article_rounds,
    chosen_facts,
    published_before,
)
from militant_unity.data import Dataset

RUNGS = ("said", "given as a count", "imaged", "examined")
"""The words of the page for `EVIDENCE`, from the weakest to the strongest."""

RUNG_OF_EVIDENCE = dict(zip(EVIDENCE, RUNGS, strict=True))
_BASIS = {"observed": "imaged", "counted_by_state": "given as a count"}
_RUNG_OF_OBJECT = {"1": "examined", "2": "examined", "3": "imaged", "4": "imaged", "5": "said"}
_MARKS = {"independent": "●", "party": "○"}
"""How a drawing tells an examination by an independent body from one by a party or its ally."""

_NAMES = {
    "rounds": "shells",
    "rockets": "rockets or bomblets",
    "missiles": "missiles",
    "guns": "guns",
    "boxes": "containers",
}
_HEADS = {
    "rounds": "shells,\nall rounds",
    "rockets": "rockets,\nbomblets",
    "guns": "guns,\nvehicles",
    "boxes": "containers,\nships, tonnes",
}


def ladder(data: Dataset) -> pd.DataFrame:
    """Place each find, and each figure of ``estimates`` and ``quantities`` without one, on its rung.

    Columns ``row, goods, rung, evidence`` (find, record or article) and ``mark``: *independent* or *party*
    for what was examined, else empty text. Our own sums are left out; a row of the record that rests on an
    object is that find. Without an object no row reaches the last rung.
    """
    goods = {item: name for name, items in GOODS.items() for item in items}
    record = data.estimates[data.estimates["item"].isin(list(goods)) & data.estimates["derived_by"].isna()]
    record = record[~record["estimate_id"].isin(list(objects.estimates_of_objects(data)))]
    placed = [
        (row.estimate_id, goods[row.item], _rung_without_object(row.evidence), "record", "")
        for row in rows(record)
    ]
    for find in rows(objects.finds(data)):
        rung = _RUNG_OF_OBJECT[find.rung]
        examiner = "independent" if find.rung == objects.INDEPENDENT else "party"
        mark = examiner if rung == "examined" else ""
        placed += [(find.thing, name, rung, "find", mark) for name in find.goods]
    figures = data.quantities[data.quantities["item"].isin(list(goods))]
    placed += [
        (row.claim_id, goods[row.item], _BASIS.get(row.basis, "said"), "article", "") for row in rows(figures)
    ]
    photographs = chosen_facts(data, "arms.photograph")["claim_id"]
    placed += [(claim, "missiles", "imaged", "article", "") for claim in photographs]
    return pd.DataFrame(placed, columns=["row", "goods", "rung", "evidence", "mark"])


def _rung_without_object(evidence: str) -> str:
    return "given as a count" if evidence == "examined" else RUNG_OF_EVIDENCE[evidence]


def _listed(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def draw_ladder(data: Dataset) -> Chart:
    """Draw what was said, given as a count, imaged and examined, for each kind of goods."""
    placed = ladder(data)
    top = placed["rung"].map(RUNGS.index).groupby(placed["goods"]).max().to_dict()
    by_mark = {mark: set(placed.loc[placed["mark"].eq(mark), "goods"]) for mark in _MARKS}
    independent = [_NAMES[goods] for goods in reversed(GOODS) if goods in by_mark["independent"]]
    party = [_NAMES[goods] for goods in GOODS if goods in by_mark["party"] - by_mark["independent"]]
    message = f"Independent bodies examined {_listed(independent) if independent else 'nothing'}"
    if party:
        message += f"; {_listed(party)} only a party or its ally"
    with canvas(message, 4.0) as (figure, axes):
        for column, goods in enumerate(GOODS):
            height = top.get(goods, -1) + 1
            axes.bar(column, height, bottom=-0.5, width=0.9, color=FAINT, alpha=0.15, linewidth=0)
            for height, rung in enumerate(RUNGS):
                here = placed[placed["goods"].eq(goods) & placed["rung"].eq(rung)]
                _draw_rung(axes, (column, height), here)
        axes.set_xticks(range(len(GOODS)), [_HEADS.get(goods, goods) for goods in GOODS], fontsize=8)
        axes.set_yticks(range(len(RUNGS)), [rung.replace("given as ", "given as\n") for rung in RUNGS])
        axes.set_xlim(-0.55, len(GOODS) - 0.45)
        axes.set_ylim(-0.6, len(RUNGS) - 0.4)
        axes.set_xlabel(
            "finds: ● an independent body   ○ a party or its ally\n"
            "rows: figures of the record without a find\nnumbers alone: claims of the articles",
            labelpad=6,
            fontsize=8,
        )
        axes.tick_params(length=0)
        for height in range(len(RUNGS)):
            axes.axhline(height - 0.5, color=FAINT, linewidth=0.5)
        axes.spines[:].set_visible(False)
        by_rung = "; ".join(
            f"{_NAMES[goods]} {rung}: {', '.join(_words(here))}"
            for goods in GOODS
            for rung in RUNGS
            if len(here := placed[placed["goods"].eq(goods) & placed["rung"].eq(rung)])
        )
        return Chart.of(
            figure, f"{message}. Finds and rows by goods and rung: {by_rung}. All other places are empty."
        )


def _words(placed: pd.DataFrame) -> list[str]:
    """Return what stands at one place of the ladder: finds by who examined them, rows, claims."""
    finds = placed[placed["evidence"].eq("find")]
    words = [
        f"{mark} {each} by {'an independent body' if name == 'independent' else 'a party or its ally'}"
        for name, mark in _MARKS.items()
        if (each := _counted(int(finds["mark"].eq(name).sum()), "find"))
    ]
    words += [_counted(int(finds["mark"].eq("").sum()), "find")]
    words += [_counted(int(placed["evidence"].eq("record").sum()), "row")]
    claims = list(placed.loc[placed["evidence"].eq("article"), "row"])
    words += [row_numbers("claim", claims) if claims else ""]
    return [each for each in words if each]


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'s' * (number > 1)}" if number else ""


def _draw_rung(axes: Axes, at: tuple[int, int], placed: pd.DataFrame) -> None:
    numbers = [row_number(claim) for claim in placed.loc[placed["evidence"].eq("article"), "row"]]
    lines = [(each.partition(" by ")[0], RECORD) for each in _words(placed[placed["evidence"].ne("article")])]
    lines += [(claims, ARTICLE) for claims in [",\n".join(numbers)] if claims]
    if not lines:
        axes.annotate("none", at, ha="center", va="center", fontsize=8, color=FAINT)
    heights = [1 + text.count("\n") for text, _ in lines]
    above = 5.5 * sum(heights)
    for (text, colour), height in zip(lines, heights, strict=True):
        above -= 5.5 * height
        axes.annotate(
            text,
            at,
            xytext=(0, above),
            textcoords="offset points",
            ha="center",
            va="center",
            color=colour,
            fontsize=8.5,
        )
        above -= 5.5 * height


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
    doubts = doubts_of_quality(data)
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
        "quality_doubts": len(doubts),
        "quality_doubts_by_author": int(doubts["speaker"].isna().sum()),
        "quality_doubts_articles": doubts["source_id"].nunique(),
        "quality_doubts_articles_sure": sure["source_id"].nunique(),
        "round_figures_with_counts": sum(
            key in with_counts for key in zip(rounds["who"], rounds["date"], strict=True)
        ),
        "missiles_counted_by_kyiv": int(fired["low"]),
    }
