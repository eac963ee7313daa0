"""The troop deployment: which number is which, who confirmed whom, and what was said when."""

from itertools import combinations
from types import SimpleNamespace
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from dossier.claims import claims_table, current, speakers
from dossier.origins import count_origins
from dossier.shown import ARTICLE, FAINT, INK, RECORD, Chart, ShownTable, canvas, row_link
from dossier.store import rows, split_ids

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
    "NATO (Rutte)": "NATO, Rutte",
    "ROK JCS": "Seoul, joint staff",
    "ROK NIS": "Seoul, NIS",
    "UK MoD": "London, ministry",
    "US Pentagon": "Washington, Pentagon",
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
    "Western officials via BBC": "Western officials",
}
"""Each claimant of the record by its capital, short enough to label a row on a phone."""


def amount(estimate: Any) -> str:
    """Say the figure of a row of ``estimates`` in words; an open end is said to be open.

    >>> amount(SimpleNamespace(low=3000.0, best=3000.0, high=None, bound="at_least"))
    'at least 3,000'
    """
    if estimate.bound == "range":
        return f"{estimate.low:,.0f} to {estimate.high:,.0f}"
    before = {"at_least": "at least ", "at_most": "up to ", "about": "about "}.get(estimate.bound, "")
    return f"{before}{estimate.best:,.0f}"


def draw_estimates(axes: Axes, found: pd.DataFrame) -> None:
    """Draw one row per estimate under the heading of its group.

    ``found`` needs ``group, label, low, best, high, bound, remark`` and comes sorted. A dot is the figure
    as given, a bar a range, a ring with an arrow a bound whose other end the speaker left open.
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
    axes.set_xlim(0, 1.7 * reach)
    axes.xaxis.set_major_locator(MaxNLocator(5))
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


def soldier_figures(data: SimpleNamespace) -> pd.DataFrame:
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


def draw_soldier_figures(data: SimpleNamespace) -> Chart:
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


def not_to_be_added(data: SimpleNamespace) -> ShownTable:
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
        f"Why no two figures of the article may be added (most that anyone gave, on record: {most:,.0f})"
    )
    return ShownTable(shown, caption)


def _sent(data: SimpleNamespace) -> pd.DataFrame:
    return data.estimates[data.estimates["item"].eq("soldier_sent")]


def counts_on_record(data: SimpleNamespace) -> pd.DataFrame:
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
        remark=given["note"].str.startswith("Our product").map({True: "ours"}).fillna(""),
    )
    found["label"] = found["date"].str[5:] + "  " + found["who"]
    order = found["group"].map({"decided or expected": 0, "in Russia": 1}).fillna(2)
    found = found.assign(order=order).sort_values(["order", "date", "who", "best"], ignore_index=True)
    return found[["estimate_id", "date", "who", "group", "label", "low", "best", "high", "bound", "remark"]]


def widest_day(found: pd.DataFrame) -> pd.DataFrame:
    """Return the two figures, least first, that lie furthest apart on one day within one group."""
    given = found.dropna(subset=["best"])
    days_of_two = [each for _, each in given.groupby(["group", "date"]) if len(each) > 1]
    widest = max(days_of_two, key=lambda each: float(each["best"].max() / each["best"].min()))
    return widest.sort_values("best").iloc[[0, -1]]


def draw_counts_on_record(data: SimpleNamespace) -> Chart:
    """Draw the counts of those weeks, on record: expected, in Russia and in Kursk apart."""
    found = counts_on_record(data)
    low, high = rows(widest_day(found))
    message = (
        f"On {low.date} {low.who.split(',')[0]} put {low.best:,.0f} soldiers {low.group}, "
        f"{high.who.split(',')[0]} {high.best:,.0f}"
    )
    with canvas(message, 1.3 + 0.24 * len(found)) as (figure, axes):
        draw_estimates(axes, found)
        axes.set_xlabel("soldiers, autumn 2024, on record")
        told = "; ".join(f"{row.date} {row.who}: {amount(row)}, {row.group}" for row in rows(found))
        return Chart.of(figure, f"{message}. Counts on record: {told}. Groups are not to be added.")


PRESENCE = "dprk-troops-sent"
"""The fact that North Korean soldiers are in Russia, as four claims of one article state it."""

_READINGS = {
    "as coded: each confirms by itself": {},
    "NATO repeats Seoul, which had briefed it": {"c-174": "c-250"},
    "… and Washington repeats Kyiv and Seoul": {"c-171": "c-249;c-250"},
    "… and Kyiv repeats Seoul": {"c-249": "c-250"},
}
"""What to confirm may mean, one borrowing more in each line; the article excludes none of them."""


def origins_by_reading(data: SimpleNamespace) -> pd.DataFrame:
    """Return how many origins are left when a confirmation is read as a repetition.

    Columns ``reading, borrowing, origins``; each reading keeps the borrowings of those before it.
    """
    claims = current(data)
    borrowed: dict[str, str] = {}
    counted = []
    for extra in _READINGS.values():
        borrowed |= extra
        derived = [
            borrowed.get(claim, coded)
            for claim, coded in zip(claims["claim_id"], claims["derives_from"], strict=True)
        ]
        origins = count_origins(claims.assign(derives_from=derived))["origins"]
        counted.append(int(origins[claims["fact_id"].eq(PRESENCE)].iloc[0]))
    told = [
        [*extra, *(each for cell in extra.values() for each in split_ids(cell))]
        for extra in _READINGS.values()
    ]
    return pd.DataFrame({"reading": list(_READINGS), "borrowing": told, "origins": counted})


def readings_table(data: SimpleNamespace) -> ShownTable:
    """Show how many origins stand behind the soldiers under each reading of “confirms”."""
    found = origins_by_reading(data)
    shown = pd.DataFrame(
        {
            "reading": found["reading"],
            "claims read so": [[row_link(claim) for claim in cell] for cell in found["borrowing"]],
            "origins left": found["origins"],
        }
    )
    return ShownTable(shown, "Soldiers in Russia: origins left, by what “confirms” is taken to mean")


_PLACES = {"c-249": (0, 0), "c-250": (0, 2), "c-171": (1, 0), "c-169": (2, 0), "c-174": (2, 2)}
_NODES = {"c-249": "Kyiv", "c-250": "Seoul", "c-171": "Washington", "c-169": "the article", "c-174": "NATO"}
_LINES = [("c-249", "c-171"), ("c-250", "c-171")]  # what c-173 says is confirmed


def draw_confirmations(data: SimpleNamespace) -> Chart:
    """Draw who confirms whom: derived in the ledger, said to confirm, and briefed on record."""
    claims = current(data).set_index("claim_id")
    stated = claims[claims["fact_id"].eq(PRESENCE)]
    derived = [
        (parent, child) for child in _PLACES for parent in split_ids(claims.loc[child, "derives_from"])
    ]
    origins = int(stated["origins"].iloc[0])
    message = f"{len(stated)} claims that soldiers went to Russia have {origins} origins at the most"
    with canvas(message, 2.5) as (figure, axes):
        for claim, (across, down) in _PLACES.items():
            axes.text(
                across,
                down,
                f"{_NODES[claim]}\n{claim}",
                ha="center",
                va="center",
                fontsize=8.5,
                bbox={"boxstyle": "round,pad=0.45", "facecolor": "none", "edgecolor": ARTICLE},
            )
        for parent, child in derived:
            _draw_line(axes, parent, child, "derives", ARTICLE, "-")
        for parent, child in _LINES:
            _draw_line(axes, parent, child, "“confirms”", ARTICLE, "--")
        _draw_line(axes, "c-250", "c-174", "briefed, on record", RECORD, ":")
        axes.set_xlim(-0.45, 2.45)
        axes.set_ylim(2.5, -0.5)
        axes.axis("off")
        told = "; ".join(f"{_NODES[child]} derives from {_NODES[parent]}" for parent, child in derived)
        confirmed = " and ".join(_NODES[parent] for parent, _ in _LINES)
        alt = (
            f"{message}. In troops-2024: {told} (in the ledger); Washington is said to confirm {confirmed} "
            "(c-173), coded as no borrowing; NATO says that it can confirm (c-174). On record Seoul had "
            "briefed NATO before it spoke on 2024-10-28."
        )
        return Chart.of(figure, alt)


def _draw_line(axes: Axes, parent: str, child: str, word: str, colour: str, style: str) -> None:
    start, end = _PLACES[parent], _PLACES[child]
    arrow = {
        "arrowstyle": "->",
        "color": colour,
        "linestyle": style,
        "linewidth": 1.2,
        "shrinkA": 30,
        "shrinkB": 32,
    }
    axes.annotate("", end, start, arrowprops=arrow)
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    level = start[1] == end[1]
    axes.annotate(
        word,
        middle,
        xytext=(0, 5) if level else (8, -3),  # above a level line, right of a slanting one
        textcoords="offset points",
        ha="center" if level else "left",
        va="bottom" if level else "top",
        fontsize=8,
        color=INK,
    )


def claims(data: SimpleNamespace) -> ShownTable:
    """Show what the articles say of the troops."""
    return claims_table(data, "troops")


def quotable(data: SimpleNamespace) -> dict[str, float | str]:
    """Return the numbers that a sentence on this theme may quote, by name."""
    found = soldier_figures(data).dropna(subset=["best"])
    record = counts_on_record(data)
    sent = record[record["group"].eq("in Russia")]
    low, high = rows(widest_day(record))
    readings = origins_by_reading(data)["origins"]
    stated = current(data, "troops")
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
        "presence_reports": int(stated["fact_id"].eq(PRESENCE).sum()),
        "presence_origins": int(readings.iloc[0]),
        "presence_origins_least": int(readings.iloc[-1]),
    }
