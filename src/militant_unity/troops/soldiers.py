"""`quantities` and `estimates` become the counts of soldiers: which number counts what, and who gave it."""

from itertools import combinations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from dossier.errors import DataError
from dossier.evidence.claimants import claimant_cells
from dossier.evidence.claims import current, speakers
from dossier.evidence.selections import selected_ids
from dossier.schema.files import Row, rows
from dossier.show.amount import amount
from dossier.show.chart import ARTICLE, FAINT, RECORD, Chart, canvas
from dossier.show.claims_table import claims_table
from dossier.show.names import row_numbers
from dossier.show.table import ShownTable, row_link
from militant_unity.data import Dataset
from militant_unity.troops.chosen import article_name, best, chosen_row, chosen_rows, least_and_most

SOLDIERS = {
    "soldier_arrived": "arrived",
    "soldier_en_route": "on the way",
    "soldier_sent": "sent",
    "soldier_promised": "promised",
}
WEEKS = ("2024-10-17", "2024-11-04")
"""The days in which the first counts were given, on record; a row with a month alone stays out."""


def claimant_labels(data: Dataset, estimates: pd.DataFrame) -> "pd.Series[str]":
    """Return for each row of ``estimates`` the label of its claimant (`claimants`)."""
    return claimant_cells(data, estimates["claimant"], "label")


def claimant_sides(data: Dataset, estimates: pd.DataFrame) -> "pd.Series[str]":
    """Return for each row of ``estimates`` the side of its claimant (`claimants`)."""
    return claimant_cells(data, estimates["claimant"], "side")


def draw_estimates(
    axes: Axes, estimates: pd.DataFrame, room: float = 1.7, ticks_at_most: int = 5, start: float = 0
) -> None:
    """Draw one row per estimate under the heading of its group.

    ``estimates`` needs ``group, label, low, best, high, bound, remark`` and comes sorted. A dot is the figure
    as given, a bar a range, a ring with an arrow a bound whose other end the speaker left open. The axis
    begins at ``start`` and is ``room`` times as long as the way to the largest figure, so that the words
    beside a mark are not cut.
    """
    ticks, height = [], 0.0
    reach = float(estimates[["low", "best", "high"]].max().max()) - start
    for group, members in estimates.groupby("group", sort=False):
        axes.annotate(
            str(group),
            (start, height),
            xytext=(3, 0),
            textcoords="offset points",
            va="center",
            fontweight="bold",
        )
        height += 1
        for estimate in rows(members):
            _draw_estimate(axes, estimate, height, 0.1 * reach)
            ticks.append((height, estimate.label))
            height += 1
        height += 0.3
    axes.set_ylim(height - 0.6, -0.7)
    axes.set_yticks([at for at, _ in ticks], [label for _, label in ticks], fontsize=8)
    axes.set_xlim(start - 0.03 * reach, start + room * reach)  # a mark at the start does not touch the names
    axes.xaxis.set_major_locator(MaxNLocator(ticks_at_most))
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")


def _draw_estimate(axes: Axes, estimate: Row, height: float, arrow: float) -> None:
    first = estimate.low if estimate.bound == "range" else estimate.best
    last = estimate.high if estimate.bound == "range" else first
    open_end = {"at_least": arrow, "at_most": -arrow}.get(estimate.bound, 0)
    if estimate.bound == "range":
        axes.plot([first, last], [height, height], color=RECORD, linewidth=3, solid_capstyle="round")
    if open_end:
        ends = {"arrowstyle": "->", "color": RECORD, "linewidth": 1.2, "shrinkA": 2.5, "shrinkB": 0}
        axes.annotate("", (first + open_end, height), (first, height), arrowprops=ends)
    fill = "none" if open_end else RECORD
    axes.plot([first], [height], marker="o", color=RECORD, markerfacecolor=fill, markersize=5, clip_on=False)
    remark = f" ({estimate.remark})" if estimate.remark else ""
    axes.annotate(
        amount(estimate) + remark,
        (last + max(open_end, 0), height),
        xytext=(6, 0),
        textcoords="offset points",
        va="center",
        fontsize=8,
    )


def soldier_figures(data: Dataset) -> pd.DataFrame:
    """Return each count of North Korean soldiers in the articles, with its speaker (`quantities`, `claims`).

    Columns ``claim_id, who, item, what, best, low``; ``best`` is empty where only a magnitude is stated.
    """
    claims = current(data, "troops")
    speaker = dict(zip(claims["claim_id"], speakers(data, claims), strict=True))
    stated = data.quantities[data.quantities["item"].isin(list(SOLDIERS))]
    stated = stated[stated["claim_id"].isin(list(speaker))]
    figures = stated[["claim_id", "item", "best", "low"]].assign(
        who=[speaker[claim] for claim in stated["claim_id"]], what=stated["item"].map(SOLDIERS)
    )
    return figures.sort_values(["best", "who", "claim_id"], na_position="first", ignore_index=True)


def shared_figure(data: Dataset) -> tuple[float, list[str]]:
    """Return the largest figure that the articles give for several things, and the things that it counts."""
    stated = soldier_figures(data).dropna(subset=["best"])
    things: dict[float, list[str]] = {}
    for row in rows(stated):
        counted = things.setdefault(float(row.best), [])
        counted += [] if row.what in counted else [row.what]
    shared = [figure for figure, counted in things.items() if len(counted) > 1]
    if not shared:
        problem = "no figure of soldiers is given for different things"
        remedy = "write question 1 of the chapter on troops anew, which is about such a figure"
        raise DataError("quantities.csv", problem, column="best", remedy=remedy)
    return max(shared), things[max(shared)]


def draw_soldier_figures(data: Dataset) -> Chart:
    """Draw the article's counts of soldiers, each labelled with what it counts and who says so."""
    figures = soldier_figures(data)
    shared, things = shared_figure(data)
    top = float(figures["best"].max())
    message = f"The figure {shared:,.0f} stands for {len(things)} different things: {' and '.join(things)}"
    with canvas(message, 0.9 + 0.45 * len(figures)) as (figure, axes):
        for row in rows(figures):
            at = row.low if pd.isna(row.best) else row.best
            axes.plot([0, at], [row.Index, row.Index], color=FAINT, linewidth=0.8)
            if pd.isna(row.best):  # a magnitude: open, with no figure of its own
                arrow = {"arrowstyle": "->", "color": ARTICLE, "linestyle": ":", "linewidth": 1.2}
                axes.annotate("", (0.35 * top, row.Index), (at, row.Index), arrowprops=arrow)
            else:
                axes.plot([at], [row.Index], marker="o", color=ARTICLE, markersize=7)
            axes.annotate(
                _figure(row.best),
                (0.35 * top if pd.isna(row.best) else at, row.Index),
                xytext=(8, 0),
                textcoords="offset points",
                va="center",
            )
        axes.set_yticks(range(len(figures)), [f"{row.what}\n({row.who})" for row in rows(figures)])
        axes.set_xlim(0, 1.25 * top)
        axes.xaxis.set_major_locator(MaxNLocator(5))
        axes.set_ylim(len(figures) - 0.5, -0.5)
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        axes.set_xlabel(f"soldiers, by {article_name(data)}")
        counts = "; ".join(
            f"{_figure(row.best)} {row.what} ({row.who}, {row_numbers('claim', [row.claim_id])})"
            for row in rows(figures)
        )
        return Chart.of(
            figure, f"{message}. Counts in {article_name(data)}: {counts}. They are not to be added."
        )


def _figure(best: float) -> str:
    return "“thousands”" if pd.isna(best) else f"{best:,.0f}"


_WHY_NOT = {
    ("soldier_arrived", "soldier_en_route"): "the second updates the first; some may be counted in both",
    ("soldier_arrived", "soldier_promised"): "who had arrived may be the first part of who was promised",
    (
        "soldier_en_route",
        "soldier_promised",
    ): "different services may count the same men, at different stages",
}
_WHY_NOT_OTHERS = "both may count the same soldiers"


def not_to_be_added(data: Dataset) -> ShownTable:
    """Show for each pair of the article's figures what the sum would be, and why it counts nothing."""
    figures = soldier_figures(data).dropna(subset=["best"])
    pairs = [sorted(pair, key=lambda row: str(row.item)) for pair in combinations(rows(figures), 2)]
    table = pd.DataFrame(
        {
            "claims": [[row_link(row.claim_id) for row in pair] for pair in pairs],
            "what they count": [
                " and ".join(f"{row.what} {row.best:,.0f} ({row.who})" for row in pair) for pair in pairs
            ],
            "the sum would be": [sum(row.best for row in pair) for pair in pairs],
            "why it counts nothing": [
                _WHY_NOT.get((first.item, second.item), _WHY_NOT_OTHERS) for first, second in pairs
            ],
        }
    ).sort_values("the sum would be", ascending=False, kind="stable", ignore_index=True)
    most = _sent(data)["best"].max()
    caption = (
        "Question 1. Why no two figures of the article may be added "
        f"(most given for soldiers sent: {most:,.0f}; forecasts went higher)"
    )
    return ShownTable(table, caption)


def _sent(data: Dataset) -> pd.DataFrame:
    return data.estimates[data.estimates["item"].eq("soldier_sent")]


def remarks(estimates: pd.DataFrame) -> "pd.Series[str]":
    """Say of each estimate, short enough for a label, that the sum is ours or that it lacks a second page."""
    ours = estimates["derived_by"].eq("ours").map({True: "ours", False: ""})
    report = estimates["confidence"].map({"single": "one page", "same_origin": "one origin"}).fillna("")
    return (ours + ", " + report).str.strip(", ")


_DRAWN = ["estimate_id", "date", "who", "side", "group", "label", "low", "best", "high", "bound", "remark"]


def totals_sent(data: Dataset) -> pd.DataFrame:
    """Return what was given for all soldiers sent, after the weeks of the article, by day (`estimates`).

    Columns ``estimate_id, date, who, side, group, label, low, best, high, bound, remark``, in soldiers. The
    rows are chosen in `selections`: a wave alone, the first force alone and the soldiers still there are no
    totals.
    """
    chosen = selected_ids(data, "troops.totals_sent")
    estimates = data.estimates[data.estimates["estimate_id"].isin(chosen)]
    totals = estimates.assign(
        date=estimates["statement_date"],
        who=claimant_labels(data, estimates),
        side=claimant_sides(data, estimates),
        group="sent in all, as given on the day",
        remark=remarks(estimates),
    )
    totals["label"] = totals["date"] + "  " + totals["who"]
    return totals.sort_values(["date", "estimate_id"], ignore_index=True)[_DRAWN]


def draw_totals_sent(data: Dataset) -> Chart:
    """Draw the figures that were later given for all soldiers sent."""
    totals = totals_sent(data)
    before, after = (
        chosen_row(data, totals, "troops.second_deployment", part) for part in ("before", "after")
    )
    message = (
        f"Given later for all who were sent: {totals['best'].min():,.0f} to {totals['best'].max():,.0f}; "
        f"{after.side} went from {before.best:,.0f} to {after.best:,.0f} with a second deployment"
    )
    with canvas(message, 1.3 + 0.26 * len(totals)) as (figure, axes):
        draw_estimates(axes, totals, room=3.5, ticks_at_most=4, start=0.85 * float(totals["best"].min()))
        axes.set_xlabel("soldiers, on record")
        figures = "; ".join(
            f"{row.date} {row.who}: {amount(row)}" + (f" ({row.remark})" if row.remark else "")
            for row in rows(totals)
        )
        return Chart.of(figure, f"{message}. Totals on record: {figures}. They are not to be added.")


def counts_on_record(data: Dataset) -> pd.DataFrame:
    """Return who counted how many in the weeks of the article, by what is counted (`estimates`).

    Columns ``estimate_id, date, who, side, group, label, low, best, high, bound, remark``, in soldiers. What
    counts no soldiers of those weeks is left out by `selections`.
    """
    estimates = data.estimates[data.estimates["item"].isin(["soldier_sent", "soldier_promised"])]
    estimates = estimates[estimates["statement_date"].between(*WEEKS)]
    estimates = estimates[~estimates["estimate_id"].isin(selected_ids(data, "troops.counts_left_out"))]
    group = estimates["item"].map({"soldier_promised": "decided or expected", "soldier_sent": "in Russia"})
    kursk = estimates["item"].eq("soldier_sent") & estimates["place"].eq("Kursk Oblast")
    counts = estimates.assign(
        date=estimates["statement_date"],
        who=claimant_labels(data, estimates),
        side=claimant_sides(data, estimates),
        group=group.mask(kursk, "in the Kursk region alone"),
        remark=remarks(estimates),
    )
    counts["label"] = counts["date"].str[5:] + "  " + counts["who"]
    order = counts["group"].map({"decided or expected": 0, "in Russia": 1}).fillna(2)
    counts = counts.assign(order=order)
    return counts.sort_values(["order", "date", "who", "best", "estimate_id"], ignore_index=True)[_DRAWN]


def one_day(data: Dataset) -> tuple[Row, Row]:
    """Return the least and the most of the figures of one day that the text compares."""
    use = "troops.one_day"
    return least_and_most(chosen_rows(data, counts_on_record(data), use), use)


def draw_counts_on_record(data: Dataset) -> Chart:
    """Draw the counts of those weeks, on record: expected, in Russia and in Kursk apart."""
    counts = counts_on_record(data)
    low, high = one_day(data)
    message = (
        f"On {low.date} {low.side} put {low.best:,.0f} soldiers {low.group}, {high.side} {high.best:,.0f}"
    )
    with canvas(message, 1.3 + 0.24 * len(counts)) as (figure, axes):
        draw_estimates(axes, counts, room=2.3)
        axes.set_xlabel("soldiers, autumn 2024, on record")  # the season of WEEKS
        figures = "; ".join(f"{row.date} {row.who}: {amount(row)}, {row.group}" for row in rows(counts))
        return Chart.of(figure, f"{message}. Counts on record: {figures}. Groups are not to be added.")


def claims(data: Dataset) -> ShownTable:
    """Show what the articles say of the troops."""
    return claims_table(data, "troops")


def quotable(data: Dataset) -> dict[str, float | str]:
    """Return the numbers that a sentence on this theme may quote, by name."""
    shared, things = shared_figure(data)
    counts = counts_on_record(data)
    sent = counts[counts["group"].eq("in Russia")]
    low, high = one_day(data)
    totals = totals_sent(data)["best"]
    return {
        "soldiers_arrived": best(data, data.quantities, "troops.arrived"),
        "soldiers_top": shared,
        "soldiers_wrong_sum": shared * len(things),
        "soldiers_most_on_record": float(_sent(data)["best"].max()),
        "record_sent_low": float(sent["best"].min()),
        "record_sent_high": float(sent["best"].max()),
        "same_day_low": float(low.best),
        "same_day_high": float(high.best),
        "soldiers_total_low": float(totals.min()),
        "soldiers_total_high": float(totals.max()),
        "soldiers_total_yonhap": best(data, data.estimates, "troops.later_total"),
    }
