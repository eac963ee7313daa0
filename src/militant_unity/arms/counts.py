"""The tallies: how many boxes and rounds, by claimant and day, as bounds and ranges."""

import re
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from dossier.evidence.claims import support
from dossier.schema.files import rows
from dossier.show.chart import ARTICLE, FAINT, RECORD, Chart, canvas, days, time_axis
from dossier.show.table import Link, row_link
from militant_unity.data import Dataset

SHELLS = ("shell_152mm", "round")


def side(claimant: str) -> str:
    """Return the capital or study that a claimant of the record speaks for.

    >>> side("ROK DIA"), side("OSC / Reuters"), side("MSMT")
    ('Seoul', 'OSC, Reuters', 'MSMT')
    """
    return _SIDES.get(claimant.split()[0], claimant)


_SIDES = {
    "ROK": "Seoul",
    "US": "Washington",
    "OSC": "OSC, Reuters",
    "Ukraine": "Kyiv",
    "Western": "The Times",
    "Guseinova": "Naumann study",
    "C4ADS": "C4ADS",
}


def last_month(period: "pd.Series[str]") -> "pd.Series[str]":
    """Return the month in which each window ends, or its only month.

    >>> list(last_month(pd.Series(["2023-08/2024-02-12", "2023-12"])))
    ['2024-02', '2023-12']
    """
    return period.str.split("/").str[-1].str[:7]


def stated(row: Any) -> str:
    """Write the figure of a row of ``estimates`` or ``quantities`` as its claimant bounded it."""
    after = f" {_UNITS.get(row.unit, row.unit)}" if isinstance(row.unit, str) else ""
    if row.bound == "range":
        return f"{amount(row.low)} to {amount(row.high)}{after}"
    figure = next(value for value in (row.best, row.low, row.high) if not pd.isna(value))
    if row.bound == "order_of_magnitude":
        return f"{_MAGNITUDES[figure]}{after}"
    return f"{_BOUND[row.bound]}{amount(figure)}{after}"


_BOUND = {
    "exact": "",
    "about": "about ",
    "at_least": "at least ",
    "at_most": "up to ",
}
_UNITS = {"tonne": "tonnes"}
_MAGNITUDES = {
    1e3: "thousands",
    1e4: "tens of thousands",
    1e5: "hundreds of thousands",
    1e6: "millions",
}
"""How a speaker words the order of magnitude that the data hold as its least number."""


def said_on(date: str) -> str:
    """Return a date of statement for a label: a page without a date is called so.

    >>> said_on("2024-06-14"), said_on("2026")
    ('2024-06-14', '2026, undated')
    """
    return f"{date}, undated" if re.fullmatch(r"\d{4}", date) else date


def short(claimant: str) -> str:
    """Return a claimant's name as short as a cell needs it.

    >>> short("Guseinova / Friedrich Naumann Foundation"), short("Ukraine HUR (Budanov)")
    ('Naumann study', 'Ukraine HUR')
    """
    return "Naumann study" if claimant.startswith("Guseinova") else claimant.split(" (")[0]


def figure_link(row: Any) -> Link:
    """Return a row of ``estimates`` as a cell: its figure, who gave it when, and how the report stands."""
    [report] = support(pd.Series([row.confidence]))
    alone = "for 2024 alone, " if row.period == "2024-01/2024-12" else ""
    said = f"{stated(row)} ({alone}{short(row.claimant)}, {said_on(row.statement_date)}; {report})"
    return Link(said, row_link(row.estimate_id).address)


def amount(figure: float) -> str:
    """Write an amount as a reader says it.

    >>> amount(4_200_000), amount(5.5e9), amount(16500)
    ('4.2 million', '5.5 billion', '16,500')
    """
    for size, word in ((1e9, "billion"), (1e6, "million")):
        if figure >= size:
            return f"{figure / size:.3g} {word}"
    return f"{figure:,.15g}"


def article_containers(data: Dataset) -> "pd.Series[float]":
    """Return the row of ``quantities`` with the article's count of containers."""
    found = data.quantities[data.quantities["item"].eq("container")]
    return found.iloc[0]


def container_counts(data: Dataset) -> pd.DataFrame:
    """Return every count of containers on record whose day is known, in order of date.

    Columns ``date, who, figure`` (containers), ``bound, end`` (last month of the window) and
    ``side``, the capital or study behind ``who``.
    """
    return _counts(data, ["container"])


def round_counts(data: Dataset) -> pd.DataFrame:
    """Return every count of rounds on record, in order of date; our own sums are left out.

    Columns as in `container_counts`, with ``low, best, high`` and ``period``; rockets that are an
    alternative for the same boxes are left out too.
    """
    return _counts(data, [*SHELLS, "artillery_shell"], dated=False)


def _counts(data: Dataset, items: list[str], *, dated: bool = True) -> pd.DataFrame:
    record = data.estimates[data.estimates["item"].isin(items)]
    record = record[~record["note"].fillna("").str.contains("Our sum")]
    if dated:
        record = record[record["statement_date"].str.len().eq(len("2024-06-19"))]
    found = record.assign(
        date=record["statement_date"],
        who=record["claimant"],
        figure=record["best"].fillna(record["high"]).fillna(record["low"]),
        end=last_month(record["period"]),
        side=record["claimant"].map(side),
    )
    columns = ["date", "who", "figure", "low", "best", "high", "bound", "unit", "period", "end", "side"]
    return found[columns].sort_values(["date", "who"], ignore_index=True)


def disagreements(counts: pd.DataFrame, within: int = 14) -> pd.DataFrame:
    """Return the pairs of different sides and figures within a fortnight, for windows that end alike.

    Alike is in the same month or the next. Columns ``date, date_other, side, side_other, low, high,
    days``.
    """
    counts = counts[counts["date"].str.len().eq(len("2024-06-19"))]
    pairs = counts.merge(counts, how="cross", suffixes=("", "_other"))
    gap = (pd.to_datetime(pairs["date_other"]) - pd.to_datetime(pairs["date"])).dt.days
    months = (pd.to_datetime(pairs["end_other"]) - pd.to_datetime(pairs["end"])).dt.days.abs()
    pairs = pairs.assign(
        days=gap,
        low=pairs[["figure", "figure_other"]].min(axis=1),
        high=pairs[["figure", "figure_other"]].max(axis=1),
    )
    apart = pairs["side"].ne(pairs["side_other"]) & pairs["low"].ne(pairs["high"])
    close = pairs[apart & gap.between(0, within) & months.le(31)]
    columns = ["date", "date_other", "side", "side_other", "figure", "figure_other", "low", "high", "days"]
    return close[columns].sort_values(["date", "date_other"], ignore_index=True)


def furthest_apart(pairs: pd.DataFrame) -> "pd.Series[float]":
    """Return the pair of `disagreements` with the greatest ratio."""
    ratio = pairs["high"] / pairs["low"]
    return pairs[ratio.eq(ratio.max())].iloc[0][["low", "high", "days"]]


def draw_container_counts(data: Dataset) -> Chart:
    """Draw the counts of containers by date and side; a bar joins two that disagree within a fortnight."""
    counts = container_counts(data)
    pairs = disagreements(counts)
    boxes = article_containers(data)
    message = f"{len(pairs)} times Seoul and Washington gave different counts of boxes within a fortnight"
    with canvas(message, 3.6) as (figure, axes):
        for row in rows(pairs):
            axes.plot(
                [days(row.date), days(row.date_other)],
                [row.figure, row.figure_other],
                color=FAINT,
                linewidth=7,
                alpha=0.35,
                solid_capstyle="round",
            )
            slight = row.high / row.low < 1.2  # a short bar has room below, not beside
            axes.annotate(
                f"{row.high:,.0f}{', ' if slight else chr(10)}{row.low:,.0f}",
                (days(row.date), (row.low + row.high) / 2),
                xytext=(2, -14) if slight else (-12, 8),
                textcoords="offset points",
                ha="left" if slight else "right",
                va="center",
                fontsize=8.5,
            )
        for name, line in counts.groupby("side"):
            paired = line["figure"].iloc[-1] in set(pairs["high"])
            _draw_line(axes, str(name), line, lift=20 if paired else 9)
        quoted = counts[counts["side"].eq("Washington") & counts["figure"].eq(boxes["best"])]
        at = (days(quoted["date"].iloc[0]), boxes["best"])
        axes.scatter(*at, s=110, facecolor="none", edgecolor=ARTICLE, linewidth=1.6, zorder=4)
        axes.annotate(
            "in visit-2024",
            at,
            xytext=(-4, 26),
            textcoords="offset points",
            ha="right",
            color=ARTICLE,
            fontsize=8.5,
            arrowprops={"arrowstyle": "-", "color": ARTICLE, "shrinkB": 5},
        )
        axes.set_ylim(0, None)
        axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        axes.set_ylabel("containers, cumulative")
        axes.set_xlabel("day of statement  (▲ at least   ● about)")
        time_axis(axes, "2023-08-20", "2025-11-01")
        told = "; ".join(f"{row.date} {row.who} {stated(row)}" for row in rows(counts))
        apart = "; ".join(f"{row.low:,.0f} and {row.high:,.0f} within {row.days} days" for row in rows(pairs))
        return Chart.of(
            figure, f"{message}: {apart}. Windows differ between claimants. Counts by date: {told}."
        )


_LINES = {"Washington": "--"}


def _draw_line(axes: Axes, name: str, line: pd.DataFrame, lift: float) -> None:
    at = [days(date) for date in line["date"]]
    axes.plot(at, line["figure"], color=RECORD, linewidth=1, linestyle=_LINES.get(name, "-"))
    for row in rows(line):
        shape = "^" if row.bound == "at_least" else "o"
        axes.plot([days(row.date)], [row.figure], marker=shape, markersize=5, color=RECORD)
    several = len(at) > 1
    axes.annotate(
        name,
        (at[-1], line["figure"].iloc[-1]),
        xytext=(-5, lift) if several else (8, 0),  # above the end of its line
        textcoords="offset points",
        ha="right" if several else "left",
        va="center",
        fontsize=8.5,
    )


def draw_round_counts(data: Dataset) -> Chart:
    """Draw every figure of rounds as the bound, range or round figure that it is, in order of date."""
    counts = round_counts(data)
    pairs = disagreements(counts)
    widest = furthest_apart(pairs)
    message = (
        f"Rounds are bounds, ranges and round figures: within {widest['days']:.0f} days, "
        f"{widest['low'] / 1e6:.1f} and {widest['high'] / 1e6:.1f} million"
    )
    marked = {*pairs["date"], *pairs["date_other"]}
    with canvas(message, 0.9 + 0.225 * len(counts)) as (figure, axes):
        band = counts.index[counts["date"].isin(marked)]
        axes.axhspan(band.min() - 0.45, band.max() + 0.45, color=FAINT, alpha=0.2, linewidth=0)
        for row in rows(counts):
            one_year = row.period.startswith("2024-01")
            _draw_figure(axes, row, fill="none" if one_year else RECORD)
        axes.annotate(
            "different counts\nin one fortnight",
            (15.8, (band.min() + band.max()) / 2),
            ha="right",
            va="center",
            fontsize=8,
        )
        labels = [f"{said_on(row.date[:7])}  {row.side}" for row in rows(counts)]
        axes.set_yticks(range(len(counts)), labels, fontsize=8)
        axes.set_ylim(len(counts) - 0.4, -0.6)
        axes.set_xlim(0, 16)
        axes.set_xlabel("million rounds (▸ at least  ◂ up to  ● about  ○ 2024 alone)", fontsize=8)
        told = "; ".join(
            f"{said_on(row.date)} {row.who} {stated(row)} ({row.period})" for row in rows(counts)
        )
        return Chart.of(figure, f"{message}. Rounds by date of statement, with their window: {told}.")


_SHAPES = {"at_least": ">", "order_of_magnitude": ">", "at_most": "<"}


def _draw_figure(axes: Axes, row: Any, fill: str) -> None:
    right = row.figure / 1e6
    said = f"{right:.1f}"
    if row.bound == "range":
        axes.plot([row.low / 1e6, right], [row.Index] * 2, color=RECORD, linewidth=4)
        said = f"{row.low / 1e6:.1f} to {right:.1f}"
    else:
        if row.bound == "order_of_magnitude":
            said = stated(row)
        shape = _SHAPES.get(row.bound, "o")
        axes.scatter(right, row.Index, s=30, marker=shape, facecolor=fill, edgecolor=RECORD, zorder=3)
    axes.annotate(
        said, (right, row.Index), xytext=(7, 0), textcoords="offset points", va="center", fontsize=8
    )
