"""The troop deployment: which number of soldiers is which, and who gave it."""

from itertools import combinations
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from dossier.evidence.claims import current, speakers
from dossier.schema.files import rows
from dossier.show.chart import ARTICLE, FAINT, RECORD, Chart, canvas
from dossier.show.claims_table import claims_table
from dossier.show.table import ShownTable, row_link
from militant_unity.data import Dataset

SOLDIERS = {
    "soldier_arrived": "arrived",
    "soldier_en_route": "on the way",
    "soldier_sent": "sent",
    "soldier_promised": "promised",
}
WEEKS = ("2024-10-17", "2024-11-04")
"""The days in which the first counts were given, on record; a row with a month alone stays out."""

SERVICES = {
    "DPRK (Kim Jong Un)": "Pyongyang, Kim",
    "DPRK ceremonies, counted by ROK NIS": "Pyongyang, by Seoul",
    "DPRK state media portraits": "Pyongyang, portraits",
    "MSMT": "MSMT",
    "NATO (Rutte)": "NATO, Rutte",
    "ROK JCS": "Seoul, joint staff",
    "ROK NIS": "Seoul, NIS",
    "UK MoD": "London, ministry",
    "US Pentagon": "Washington, Pentagon",
    "US mission to UN": "Washington, at the UN",
    "US Pentagon (Austin)": "Washington, Austin",
    "US Pentagon (Ryder)": "Washington, Pentagon",
    "US Pentagon (Singh)": "Washington, Pentagon",
    "US State Department (Blinken)": "Washington, Blinken",
    "US White House (NSC)": "Washington, NSC",
    "Ukraine (Zelensky)": "Kyiv, Zelensky",
    "Ukraine General Staff": "Kyiv, general staff",
    "Ukraine HUR": "Kyiv, HUR",
    "Ukraine HUR (Budanov)": "Kyiv, HUR",
    "Ukraine National Resistance Center": "Kyiv, local sources",
    "Yonhap background": "Yonhap",
    "Western officials via BBC": "Western officials",
}
"""Each claimant of the record by its capital, short enough to label a row on a phone."""


def amount(estimate: Any) -> str:
    """Say the figure of a row of ``estimates`` in words; an open end is said to be open.

    >>> from types import SimpleNamespace
    >>> amount(SimpleNamespace(low=3000.0, best=3000.0, high=None, bound="at_least"))
    'at least 3,000'
    """
    if estimate.bound == "range":
        return f"{estimate.low:,.0f} to {estimate.high:,.0f}"
    before = {"at_least": "at least ", "at_most": "up to ", "about": "about "}.get(estimate.bound, "")
    return f"{before}{estimate.best:,.0f}"


def draw_estimates(axes: Axes, found: pd.DataFrame, room: float = 1.7, ticks_at_most: int = 5) -> None:
    """Draw one row per estimate under the heading of its group.

    ``found`` needs ``group, label, low, best, high, bound, remark`` and comes sorted. A dot is the figure
    as given, a bar a range, a ring with an arrow a bound whose other end the speaker left open. The axis
    ends at ``room`` times the largest figure, so that what stands beside it is not cut.
    """
    ticks, height = [], 0.0
    reach = found[["low", "best", "high"]].max().max()
    for group, members in found.groupby("group", sort=False):
        axes.annotate(
            str(group), (0, height), xytext=(3, 0), textcoords="offset points", va="center", fontweight="bold"
        )
        height += 1
        for estimate in rows(members):
            _draw_estimate(axes, estimate, height, 0.1 * reach)
            ticks.append((height, estimate.label))
            height += 1
        height += 0.3
    axes.set_ylim(height - 0.6, -0.7)
    axes.set_yticks([at for at, _ in ticks], [label for _, label in ticks], fontsize=8)
    axes.set_xlim(-0.03 * reach, room * reach)  # a mark at nought stays off the names
    axes.xaxis.set_major_locator(MaxNLocator(ticks_at_most))
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")


def _draw_estimate(axes: Axes, estimate: Any, height: float, arrow: float) -> None:
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
    """Return each count of North Korean soldiers in the articles, with its speaker.

    Columns ``claim_id, who, item, what, best, low``; ``best`` is empty where only a magnitude is stated.
    """
    claims = current(data, "troops")
    speaker = dict(zip(claims["claim_id"], speakers(data, claims), strict=True))
    stated = data.quantities[data.quantities["item"].isin(list(SOLDIERS))]
    stated = stated[stated["claim_id"].isin(list(speaker))]
    found = stated[["claim_id", "item", "best", "low"]].assign(
        who=[speaker[claim] for claim in stated["claim_id"]], what=stated["item"].map(SOLDIERS)
    )
    return found.sort_values(["best", "who"], na_position="first", ignore_index=True)


def draw_soldier_figures(data: Dataset) -> Chart:
    """Draw the article's counts of soldiers, each labelled with what it counts and who says so."""
    found = soldier_figures(data)
    top = found["best"].max()
    equal = found[found["best"].eq(top)]
    message = f"The figure {top:,.0f} stands for {len(equal)} different things: {' and '.join(equal['what'])}"
    with canvas(message, 0.9 + 0.45 * len(found)) as (figure, axes):
        for row in rows(found):
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
        axes.set_yticks(range(len(found)), [f"{row.what}\n({row.who})" for row in rows(found)])
        axes.set_xlim(0, 1.25 * top)
        axes.xaxis.set_major_locator(MaxNLocator(5))
        axes.set_ylim(len(found) - 0.5, -0.5)
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        axes.set_xlabel("soldiers, by the article troops-2024")
        told = "; ".join(f"{_figure(row.best)} {row.what} ({row.who}, {row.claim_id})" for row in rows(found))
        return Chart.of(figure, f"{message}. Counts in troops-2024: {told}. They are not to be added.")


def _figure(best: float) -> str:
    return "“thousands”" if pd.isna(best) else f"{best:,.0f}"


_WHY_NOT = {
    ("soldier_arrived", "soldier_en_route"): "the second updates the first; some may be counted in both",
    ("soldier_arrived", "soldier_promised"): "who had arrived may be the first part of who was promised",
    ("soldier_en_route", "soldier_promised"): "two services may count the same men, at two stages",
}


def not_to_be_added(data: Dataset) -> ShownTable:
    """Show for each pair of the article's figures what the sum would be, and why it counts nothing."""
    found = soldier_figures(data).dropna(subset=["best"])
    pairs = [sorted(pair, key=lambda row: str(row.item)) for pair in combinations(rows(found), 2)]
    shown = pd.DataFrame(
        {
            "claims": [[row_link(each.claim_id) for each in pair] for pair in pairs],
            "what they count": [
                " and ".join(f"{each.what} {each.best:,.0f} ({each.who})" for each in pair) for pair in pairs
            ],
            "the sum would be": [sum(each.best for each in pair) for pair in pairs],
            "why it counts nothing": [_WHY_NOT[(first.item, second.item)] for first, second in pairs],
        }
    ).sort_values("the sum would be", ascending=False, kind="stable", ignore_index=True)
    most = _sent(data)["best"].max()
    caption = (
        "Question 1. Why no two figures of the article may be added "
        f"(most given for soldiers sent: {most:,.0f}; forecasts went higher)"
    )
    return ShownTable(shown, caption)


def _sent(data: Dataset) -> pd.DataFrame:
    return data.estimates[data.estimates["item"].eq("soldier_sent")]


def stands_on(given: pd.DataFrame) -> "pd.Series[str]":
    """Say of each estimate, short enough for a label, whose sum it is or that it lacks a second page."""
    ours = given["note"].str.startswith("Our ", na=False).map({True: "ours", False: ""})
    report = given["confidence"].map({"single": "one page", "same_origin": "one origin"}).fillna("")
    return (ours + ", " + report).str.strip(", ")


TOTALS = (
    "2024-12-02-ukraine-zelensky-soldier-sent",
    "2024-12-19-rok-nis-soldier-sent",
    "2025-01-08-us-mission-to-un-soldier-sent",
    "2025-04-30-rok-nis-soldier-sent",
    "2025-05-29-msmt-soldier-sent",
    "2025-09-02-yonhap-background-soldier-sent",
)
"""Figures for all soldiers sent up to their day, given after the weeks of the article.

A wave alone, the first force alone and the soldiers still there are none of these.
"""


def totals_sent(data: Dataset) -> pd.DataFrame:
    """Return what was later given for all soldiers sent, by day.

    Columns ``estimate_id, date, who, group, label, low, best, high, bound, remark``, in soldiers.
    """
    given = data.estimates[data.estimates["estimate_id"].isin(TOTALS)]
    found = given.assign(
        date=given["statement_date"],
        who=given["claimant"].replace(SERVICES),
        group="sent in all, as given on the day",
        remark=stands_on(given),
    )
    found["label"] = found["date"] + "  " + found["who"]
    return found.sort_values("date", ignore_index=True)[_DRAWN]


def draw_totals_sent(data: Dataset) -> Chart:
    """Draw the figures that were later given for all soldiers sent."""
    found = totals_sent(data)
    low, high = found["best"].min(), found["best"].max()
    seoul = found.loc[found["who"].str.startswith("Seoul"), "best"]
    message = (
        f"Given later for all who were sent: {low:,.0f} to {high:,.0f}; Seoul went from {seoul.iloc[0]:,.0f} "
        f"to {seoul.iloc[-1]:,.0f} with a second deployment"
    )
    with canvas(message, 1.3 + 0.26 * len(found)) as (figure, axes):
        draw_estimates(axes, found, room=4.2, ticks_at_most=3)
        axes.set_xlabel("soldiers, on record")
        told = "; ".join(
            f"{row.date} {row.who}: {amount(row)}" + (f" ({row.remark})" if row.remark else "")
            for row in rows(found)
        )
        return Chart.of(figure, f"{message}. Totals on record: {told}. They are not to be added.")


_DRAWN = ["estimate_id", "date", "who", "group", "label", "low", "best", "high", "bound", "remark"]


def counts_on_record(data: Dataset) -> pd.DataFrame:
    """Return who counted how many in the weeks of the article, on record, by what is counted.

    Columns ``estimate_id, date, who, group, label, low, best, high, bound, remark``, in soldiers.
    """
    given = data.estimates[data.estimates["item"].isin(["soldier_sent", "soldier_promised"])]
    given = given[given["statement_date"].between(*WEEKS)]
    group = given["item"].map({"soldier_promised": "decided or expected", "soldier_sent": "in Russia"})
    kursk = given["item"].eq("soldier_sent") & given["place"].eq("Kursk Oblast")
    found = given.assign(
        date=given["statement_date"],
        who=given["claimant"].replace(SERVICES),
        group=group.mask(kursk, "in the Kursk region alone"),
        remark=stands_on(given),
    )
    found["label"] = found["date"].str[5:] + "  " + found["who"]
    order = found["group"].map({"decided or expected": 0, "in Russia": 1}).fillna(2)
    found = found.assign(order=order).sort_values(["order", "date", "who", "best"], ignore_index=True)
    return found[_DRAWN]


def widest_day(found: pd.DataFrame) -> pd.DataFrame:
    """Return the two figures, least first, that lie furthest apart on one day within one group."""
    given = found.dropna(subset=["best"])
    days_of_two = [each for _, each in given.groupby(["group", "date"]) if len(each) > 1]
    widest = max(days_of_two, key=lambda each: float(each["best"].max() / each["best"].min()))
    return widest.sort_values("best").iloc[[0, -1]]


def draw_counts_on_record(data: Dataset) -> Chart:
    """Draw the counts of those weeks, on record: expected, in Russia and in Kursk apart."""
    found = counts_on_record(data)
    low, high = rows(widest_day(found))
    message = (
        f"On {low.date} {low.who.split(',')[0]} put {low.best:,.0f} soldiers {low.group}, "
        f"{high.who.split(',')[0]} {high.best:,.0f}"
    )
    with canvas(message, 1.3 + 0.24 * len(found)) as (figure, axes):
        draw_estimates(axes, found, room=2.1)
        axes.set_xlabel("soldiers, autumn 2024, on record")
        told = "; ".join(f"{row.date} {row.who}: {amount(row)}, {row.group}" for row in rows(found))
        return Chart.of(figure, f"{message}. Counts on record: {told}. Groups are not to be added.")


def claims(data: Dataset) -> ShownTable:
    """Show what the articles say of the troops."""
    return claims_table(data, "troops")


def quotable(data: Dataset) -> dict[str, float | str]:
    """Return the numbers that a sentence on this theme may quote, by name."""
    found = soldier_figures(data).dropna(subset=["best"])
    record = counts_on_record(data)
    sent = record[record["group"].eq("in Russia")]
    low, high = rows(widest_day(record))
    totals = totals_sent(data).set_index("estimate_id")["best"]
    return {
        "soldiers_arrived": float(found.loc[found["what"].eq("arrived"), "best"].iloc[0]),
        "soldiers_top": float(found["best"].max()),
        "soldiers_wrong_sum": float(found.loc[found["best"].eq(found["best"].max()), "best"].sum()),
        "soldiers_most_on_record": float(_sent(data)["best"].max()),
        "soldier_figures": len(found),
        "record_sent_low": float(sent["best"].min()),
        "record_sent_high": float(sent["best"].max()),
        "record_counts": len(record),
        "same_day_low": float(low.best),
        "same_day_high": float(high.best),
        "soldiers_total_low": float(totals.min()),
        "soldiers_total_high": float(totals.max()),
        "soldiers_total_yonhap": float(totals["2025-09-02-yonhap-background-soldier-sent"]),
    }
