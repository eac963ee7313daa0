"""``estimates`` become the counts of boxes and rounds by side and day, and their two drawings."""

import math
import re
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from dossier.errors import DataError
from dossier.evidence.claimants import claimant_cells
from dossier.evidence.claims import support
from dossier.evidence.selections import selected_ids, selected_row
from dossier.schema.files import rows
from dossier.show.amount import amount
from dossier.show.chart import ARTICLE, FAINT, RECORD, Chart, canvas, days, time_axis
from dossier.show.names import article_of_claim, in_lines
from dossier.show.table import Link, row_link
from militant_unity.data import Dataset

SHELLS = ("shell_152mm", "round")
MILLION = 1e6


def last_month(period: "pd.Series[str]") -> "pd.Series[str]":
    """Return the month in which each window ends, or its only month.

    >>> list(last_month(pd.Series(["2023-08/2024-02-12", "2023-12"])))
    ['2024-02', '2023-12']
    """
    return period.str.split("/").str[-1].str[:7]


def has_day(dates: "pd.Series[str]") -> "pd.Series[bool]":
    """Return whether each date has a day: a page may give a month or a year alone.

    >>> list(has_day(pd.Series(["2024-06-19", "2024-06", "2026"])))
    [True, False, False]
    """
    return dates.str.len().eq(len("2024-06-19"))


def stated(row: Any) -> str:
    """Return the figure of a row of ``estimates`` or ``quantities`` in words, with its unit."""
    return amount(row, row.unit)


def one_year(period: object) -> str | None:
    """Return the year of a window that begins in January and ends in the same year, else None.

    An empty window, where the page gives none, has no year.

    >>> one_year("2024-01/2024-11"), one_year("2024-11"), one_year("2023-08/2024-02"), one_year(None)
    ('2024', None, None, None)
    """
    if not isinstance(period, str):
        return None
    start, _, end = period.partition("/")
    return start[:4] if start[4:] == "-01" and end[:4] == start[:4] else None


def window(period: object) -> str:
    """Return a window as a reader sees it; an empty one is named.

    >>> window("2023-08/2024-02"), window(None)
    ('2023-08/2024-02', 'window not given')
    """
    return period if isinstance(period, str) else "window not given"


def said_on(date: str) -> str:
    """Return a date of statement for a label: a page without a date is called so.

    >>> said_on("2024-06-14"), said_on("2026")
    ('2024-06-14', '2026, undated')
    """
    return f"{date}, undated" if re.fullmatch(r"\d{4}", date) else date


def figure_link(data: Dataset, row: Any) -> Link:
    """Return a row of ``estimates`` as a cell: its figure, who gave it when, and how the report stands."""
    [report] = support(pd.Series([row.confidence]))
    [who] = claimant_cells(data, pd.Series([row.claimant]), "short_name")
    year = one_year(row.period)
    alone = f"for {year} alone, " if year and row.period.endswith("-12") else ""
    words = f"{stated(row)} ({alone}{who}, {said_on(row.statement_date)}; {report})"
    return Link(words, row_link(row.estimate_id).address)


def article_containers(data: Dataset) -> "pd.Series[Any]":
    """Return the row of ``quantities`` with the article's count of containers."""
    return selected_row(data, data.quantities, "arms.article_boxes")


def one_origin(data: Dataset) -> float:
    """Return the figure of the two rows of ``estimates`` that may have one origin.

    Raises ``DataError`` where the rows chosen are not two, or differ in their figure.
    """
    chosen = data.estimates[data.estimates["estimate_id"].isin(selected_ids(data, "arms.one_origin"))]
    figures = set(chosen["best"])
    if len(chosen) != 2 or len(figures) != 1:
        remedy = "choose the two estimates of one figure for arms.one_origin in data/coded/selections.csv"
        raise DataError("selections.csv", f"{len(chosen)} rows have {len(figures)} figures", remedy=remedy)
    return float(figures.pop())


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
    record = record[record["derived_by"].isna()]  # a sum of ours is no figure of its claimant
    if dated:
        record = record[has_day(record["statement_date"])]
    counts = record.assign(
        date=record["statement_date"],
        who=record["claimant"],
        figure=record["best"].fillna(record["high"]).fillna(record["low"]),
        end=last_month(record["period"]),
        side=claimant_cells(data, record["claimant"], "side"),
    )
    columns = ["date", "who", "figure", "low", "best", "high", "bound", "unit", "period", "end", "side"]
    return counts[columns].sort_values(["date", "who"], ignore_index=True)


FORTNIGHT = 14


def disagreements(counts: pd.DataFrame, within: int = FORTNIGHT) -> pd.DataFrame:
    """Return the pairs of different sides and figures within a fortnight, for windows that end alike.

    Alike is in the same month or the next. Columns ``date, date_other, side, side_other, low, high,
    days``.
    """
    counts = counts[has_day(counts["date"])]
    pairs = counts.merge(counts, how="cross", suffixes=("", "_other"), validate="many_to_many")
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
    """Return ``low, high, days`` of the pair of `disagreements` with the greatest ratio."""
    widest = max(rows(pairs), key=lambda row: row.high / row.low)
    return pd.Series({"low": widest.low, "high": widest.high, "days": widest.days})


def draw_container_counts(data: Dataset) -> Chart:
    """Draw the counts of containers by date and side; a bar joins two that disagree within a fortnight."""
    counts = container_counts(data)
    pairs = disagreements(counts)
    article = article_of_claim(data, article_containers(data)["claim_id"])
    sides = sorted({*pairs["side"], *pairs["side_other"]})
    message = (
        f"{len(pairs)} times {' and '.join(sides)} gave different counts of containers within a fortnight"
    )
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
            ends = sorted([(row.figure, row.date), (row.figure_other, row.date_other)])
            _name_ends(axes, ends)
        for name, line in counts.groupby("side"):
            paired = _last(line).figure in set(pairs["high"])
            _draw_line(axes, str(name), line, lift=20 if paired else 9)
        quoted = selected_row(data, data.estimates, "arms.quoted_boxes")
        at = (days(quoted["statement_date"]), quoted["best"])
        axes.scatter(*at, s=110, facecolor="none", edgecolor=ARTICLE, linewidth=1.6, zorder=4)
        axes.annotate(
            in_lines(f"in {article}", 9),
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
        time_axis(axes, min("2023-08-20", counts["date"].min()), max("2025-11-01", counts["date"].max()))
        by_date = "; ".join(f"{row.date} {row.who} {stated(row)}" for row in rows(counts))
        apart = "; ".join(f"{row.low:,.0f} and {row.high:,.0f} within {row.days} days" for row in rows(pairs))
        return Chart.of(
            figure, f"{message}: {apart}. Windows differ between claimants. Counts by date: {by_date}."
        )


def _name_ends(axes: Axes, ends: list[tuple[float, str]]) -> None:
    """Print the lower and the higher count of a pair, each beside its own mark."""
    places = (((5, -11), "left"), ((-10, 5), "right"))
    for (figure, date), (offset, side) in zip(ends, places, strict=True):
        axes.annotate(
            f"{figure:,.0f}",
            (days(date), figure),
            xytext=offset,
            textcoords="offset points",
            ha=side,
            va="center",
            fontsize=8.5,
        )


_LINES = {"Washington": "--"}


def _draw_line(axes: Axes, name: str, line: pd.DataFrame, lift: float) -> None:
    at = [days(date) for date in line["date"]]
    axes.plot(at, line["figure"], color=RECORD, linewidth=1, linestyle=_LINES.get(name, "-"))
    for row in rows(line):
        shape = "^" if row.bound == "at_least" else "o"
        axes.plot([days(row.date)], [row.figure], marker=shape, markersize=5, color=RECORD)
    several, last = len(at) > 1, _last(line)
    axes.annotate(
        name,
        (days(last.date), last.figure),
        xytext=(-5, lift) if several else (8, 0),  # above the end of its line
        textcoords="offset points",
        ha="right" if several else "left",
        va="center",
        fontsize=8.5,
    )


def _last(line: pd.DataFrame) -> Any:
    return max(rows(line), key=lambda row: row.date)


def draw_round_counts(data: Dataset) -> Chart:
    """Draw every figure of rounds as the bound, range or round figure that it is, in order of date."""
    counts = round_counts(data)
    pairs = disagreements(counts)
    widest = furthest_apart(pairs)
    message = (
        f"Rounds are bounds, ranges and round figures: within {widest['days']:.0f} days, "
        f"{widest['low'] / MILLION:.1f} and {widest['high'] / MILLION:.1f} million"
    )
    marked = {*pairs["date"], *pairs["date_other"]}
    years = sorted({year for year in map(one_year, counts["period"]) if year})
    edge = math.ceil(counts["figure"].max() / MILLION) + 1
    with canvas(message, 0.9 + 0.225 * len(counts)) as (figure, axes):
        band = counts.index[counts["date"].isin(marked)]
        axes.axhspan(band.min() - 0.45, band.max() + 0.45, color=FAINT, alpha=0.2, linewidth=0)
        for row in rows(counts):
            _draw_figure(axes, row, fill="none" if one_year(row.period) else RECORD)
        axes.annotate(
            "different counts\nin one fortnight",
            (edge - 0.2, (band.min() + band.max()) / 2),
            ha="right",
            va="center",
            fontsize=8,
        )
        labels = [f"{said_on(row.date[:7])}  {row.side}" for row in rows(counts)]
        axes.set_yticks(range(len(counts)), labels, fontsize=8)
        axes.set_ylim(len(counts) - 0.4, -0.6)
        axes.set_xlim(0, edge)
        alone = ", ".join(years)
        axes.set_xlabel(f"million rounds (▸ at least  ◂ up to  ● about  ○ {alone} alone)", fontsize=8)
        by_date = "; ".join(
            f"{said_on(row.date)} {row.who} {stated(row)} ({window(row.period)})" for row in rows(counts)
        )
        return Chart.of(figure, f"{message}. Rounds by date of statement, with their window: {by_date}.")


_SHAPES = {"at_least": ">", "order_of_magnitude": ">", "at_most": "<"}


def _draw_figure(axes: Axes, row: Any, fill: str) -> None:
    right = row.figure / MILLION
    words = f"{right:.1f}"
    if row.bound == "range":
        axes.plot([row.low / MILLION, right], [row.Index] * 2, color=RECORD, linewidth=4)
        words = f"{row.low / MILLION:.1f} to {right:.1f}"
    else:
        if row.bound == "order_of_magnitude":
            words = stated(row)
        shape = _SHAPES.get(row.bound, "o")
        axes.scatter(right, row.Index, s=30, marker=shape, facecolor=fill, edgecolor=RECORD, zorder=3)
    axes.annotate(
        words, (right, row.Index), xytext=(7, 0), textcoords="offset points", va="center", fontsize=8
    )
