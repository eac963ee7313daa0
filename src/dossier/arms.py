"""The arms trade: what was counted, and what was computed from it."""

from types import SimpleNamespace
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from dossier.claims import support
from dossier.shown import ARTICLE, FAINT, RECORD, Chart, ShownTable, canvas, days, row_link, time_axis
from dossier.store import rows

SHELLS = ("shell_152mm", "round")
STUDY = "OSC / Reuters"
"""The one claimant in the record that counted ship by ship."""


def implied_factors(data: SimpleNamespace) -> pd.DataFrame:
    """Return shells per container wherever one claimant gave both on one day, for one window.

    Columns: ``claimant, statement_date, containers, low, high`` (shells), ``factor_low,
    factor_high`` (shells per container, equal where one figure was given). Where the window of the
    two figures ends in different months, no quotient is taken.
    """
    keys = ["claimant", "statement_date"]
    boxes = data.estimates[data.estimates["item"].eq("container")]
    shells = data.estimates[data.estimates["item"].isin(SHELLS)]
    pairs = boxes.merge(shells, on=keys, suffixes=("_boxes", ""))
    pairs = pairs[_ends(pairs["period_boxes"]) == _ends(pairs["period"])]
    containers = pairs["best_boxes"].fillna(pairs["low_boxes"])
    low, high = pairs["best"].fillna(pairs["low"]), pairs["best"].fillna(pairs["high"])
    found = pairs.assign(
        containers=containers,
        low=low,
        high=high,
        factor_low=(low / containers).round(),
        factor_high=(high / containers).round(),
    )
    columns = [*keys, "containers", "low", "high", "factor_low", "factor_high", "bound", "bound_boxes"]
    return found[columns].sort_values(["statement_date", "claimant"], ignore_index=True)


def _ends(period: "pd.Series[str]") -> "pd.Series[str]":
    return period.str.split("/").str[-1].str[:7]


def within_rounding(figure: float, bound: str) -> tuple[float, float]:
    """Return what a printed figure may stand for if its last digit that is no zero was rounded.

    >>> within_rounding(6700, "about"), within_rounding(3_000_000, "at_least")
    ((6650.0, 6750.0), (3000000.0, 4000000.0))
    >>> within_rounding(4_800_000, "at_most")
    (4700000.0, 4800000.0)
    """
    digits = f"{figure:.0f}"
    unit = 10.0 ** (len(digits) - len(digits.rstrip("0")))
    below, above = {"at_least": (0.0, unit), "at_most": (unit, 0.0)}.get(bound, (unit / 2, unit / 2))
    return figure - below, figure + above


def factors_of_seoul(data: SimpleNamespace) -> pd.DataFrame:
    """Return Seoul's implied factors with the span that rounding leaves to each.

    To the columns of `implied_factors` come ``least`` and ``most``, in shells per container.
    """
    found = implied_factors(data)
    found = found[found["claimant"].map(side).eq("Seoul")].reset_index(drop=True)
    spans = [
        (
            within_rounding(row.low, row.bound)[0] / within_rounding(row.containers, row.bound_boxes)[1],
            within_rounding(row.high, row.bound)[1] / within_rounding(row.containers, row.bound_boxes)[0],
        )
        for row in rows(found)
    ]
    return found.assign(least=[least for least, _ in spans], most=[most for _, most in spans])


def one_factor(factors: pd.DataFrame) -> tuple[float, float] | None:
    """Return the lowest and highest factor that lies in every span, or None where there is none."""
    least, most = factors["least"].max(), factors["most"].min()
    return (float(least), float(most)) if least <= most else None


def draw_implied_factors(data: SimpleNamespace) -> Chart:
    """Draw each implied factor with the span that rounding leaves, and the study's range below."""
    found, study = factors_of_seoul(data), _study(data)
    low, high = found["factor_low"].min(), found["factor_low"].max()
    shared = one_factor(found)
    message = f"Seoul's printed figures imply {low:.0f} to {high:.0f} shells a box; " + (
        f"within rounding, {shared[0]:.0f} to {shared[1]:.0f} fits all"
        if shared
        else "no one factor fits all, even within rounding"
    )
    edge = 700
    with canvas(message, 1.3 + 0.26 * len(found)) as (figure, axes):
        if shared:
            axes.axvspan(*shared, color=RECORD, alpha=0.18, linewidth=0)
        for row in rows(found):
            axes.plot([row.least, min(row.most, edge)], [row.Index] * 2, color=FAINT, linewidth=1.2)
            if row.most > edge:
                axes.plot([edge], [row.Index], marker=">", markersize=5, color=FAINT, clip_on=False)
            axes.plot([row.factor_low], [row.Index], marker="o", markersize=5, color=RECORD)
            axes.annotate(
                f"{row.factor_low:.0f}",
                (row.factor_low, row.Index),
                xytext=(0, 4),
                textcoords="offset points",
                ha="center",
                fontsize=8.5,
            )
        last = len(found)
        axes.plot([study["factor_low"], study["factor_high"]], [last, last], color=RECORD, linewidth=5)
        axes.annotate(
            f"{study['factor_low']:.0f} to {study['factor_high']:.0f}",
            (study["factor_high"], last),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            fontsize=8.5,
        )
        axes.set_yticks(range(last + 1), [*found["statement_date"], "OSC, Reuters\n(by ship)"])
        axes.set_ylim(last + 0.5, -0.8)
        axes.set_xlim(0, edge)
        axes.set_xlabel("shells per container  (● as printed   — within rounding)")
        steps = "; ".join(
            f"{row.statement_date} {row.factor_low:.0f} ({row.least:.0f} to {row.most:.0f})"
            for row in rows(found)
        )
        return Chart.of(
            figure,
            f"{message}. Shells per container by statement of Seoul, with the span that rounding leaves: "
            f"{steps}. The ship-by-ship study has {study['factor_low']:.0f} to {study['factor_high']:.0f}.",
        )


def _study(data: SimpleNamespace) -> "pd.Series[float]":
    found = implied_factors(data)
    return found[found["claimant"].eq(STUDY)].iloc[0]


def observed_and_derived(data: SimpleNamespace) -> ShownTable:
    """Show every shell figure of Seoul, the study and MSMT beside its containers and the factor implied."""
    keys = ["claimant", "statement_date"]
    told = data.estimates[data.estimates["claimant"].map(side).isin(["Seoul", "OSC, Reuters", "MSMT"])]
    shells = told[told["item"].isin(SHELLS)].sort_values(keys[::-1])
    factors = implied_factors(data).set_index(keys)
    found = shells.assign(
        boxes=_beside(shells, told[told["item"].eq("container")]),
        rockets=_beside(shells, told[told["item"].eq("rocket_122mm")]),
    )
    shown = pd.DataFrame(
        {
            "stated on": list(found["statement_date"]),
            "by": list(found["claimant"]),
            "containers": list(found["boxes"]),
            "shells": [stated(row) for row in rows(found)],
            "implied shells per container": [
                _factor_in_words(factors, key) for key in zip(found[keys[0]], found[keys[1]], strict=True)
            ],
            "or 122 mm rockets": list(found["rockets"]),
            "report": support(found["confidence"]),
            "row": [row_link(each) for each in found["estimate_id"]],
        }
    )
    return ShownTable(
        shown, "Observed and derived (record): shells beside the containers of the same claimant and day"
    )


def _beside(shells: pd.DataFrame, others: pd.DataFrame) -> list[str | None]:
    told = {(row.claimant, row.statement_date): stated(row) for row in rows(others)}
    return [told.get((row.claimant, row.statement_date)) for row in rows(shells)]


def _factor_in_words(factors: pd.DataFrame, key: tuple[str, str]) -> str | None:
    if key not in factors.index:
        return None
    found = factors.loc[[key]].iloc[0]
    low, high = float(found["factor_low"]), float(found["factor_high"])
    return f"{low:.0f}" if low == high else f"{low:.0f} to {high:.0f}"


_BOUND = {
    "exact": "",
    "about": "about ",
    "at_least": "at least ",
    "at_most": "up to ",
    "order_of_magnitude": "in the order of ",
}


def stated(row: Any) -> str:
    """Write the figure of a row of ``estimates`` or ``quantities`` as its claimant bounded it."""
    after = f" {row.unit}" if isinstance(row.unit, str) else ""
    if row.bound == "range":
        return f"{amount(row.low)} to {amount(row.high)}{after}"
    figure = next(value for value in (row.best, row.low, row.high) if not pd.isna(value))
    return f"{_BOUND[row.bound]}{amount(figure)}{after}"


def amount(figure: float) -> str:
    """Write an amount as a reader says it.

    >>> amount(4_200_000), amount(5.5e9), amount(16500)
    ('4.2 million', '5.5 billion', '16,500')
    """
    for size, word in ((1e9, "billion"), (1e6, "million")):
        if figure >= size:
            return f"{figure / size:.3g} {word}"
    return f"{figure:,.15g}"


def container_counts(data: SimpleNamespace) -> pd.DataFrame:
    """Return every count of containers on record whose day is known, in order of date.

    Columns ``date, who, figure`` (containers), ``bound, end`` (last month of the window) and
    ``side``, the capital or study behind ``who``.
    """
    return _counts(data, ["container"])


def round_counts(data: SimpleNamespace) -> pd.DataFrame:
    """Return every count of rounds on record, in order of date; our own sums are left out.

    Columns as in `container_counts`, with ``low, best, high`` and ``period``; rockets that are an
    alternative for the same boxes are left out too.
    """
    return _counts(data, [*SHELLS, "artillery_shell"], dated=False)


def _counts(data: SimpleNamespace, items: list[str], *, dated: bool = True) -> pd.DataFrame:
    record = data.estimates[data.estimates["item"].isin(items)]
    record = record[~record["note"].fillna("").str.contains("Our sum")]
    if dated:
        record = record[record["statement_date"].str.len().eq(len("2024-06-19"))]
    found = record.assign(
        date=record["statement_date"],
        who=record["claimant"],
        figure=record["best"].fillna(record["high"]).fillna(record["low"]),
        end=_ends(record["period"]),
        side=record["claimant"].map(side),
    )
    columns = ["date", "who", "figure", "low", "best", "high", "bound", "unit", "period", "end", "side"]
    return found[columns].sort_values(["date", "who"], ignore_index=True)


_SIDES = {
    "ROK": "Seoul",
    "US": "Washington",
    "OSC": "OSC, Reuters",
    "Ukraine": "Kyiv",
    "Western": "The Times",
    "Guseinova": "Naumann study",
    "C4ADS": "C4ADS",
}


def side(claimant: str) -> str:
    """Return the capital or study that a claimant of the record speaks for.

    >>> side("ROK DIA"), side("OSC / Reuters"), side("MSMT")
    ('Seoul', 'OSC, Reuters', 'MSMT')
    """
    return _SIDES.get(claimant.split()[0], claimant)


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


def draw_container_counts(data: SimpleNamespace) -> Chart:
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
            axes.annotate(
                f"{row.high:,.0f}\n{row.low:,.0f}",
                (days(row.date), (row.low + row.high) / 2),
                xytext=(-9, 3),
                textcoords="offset points",
                ha="right",
                va="center",
                fontsize=8.5,
            )
        for name, line in counts.groupby("side"):
            _draw_line(axes, str(name), line)
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


def _draw_line(axes: Axes, name: str, line: pd.DataFrame) -> None:
    at = [days(date) for date in line["date"]]
    axes.plot(at, line["figure"], color=RECORD, linewidth=1)
    for row in rows(line):
        shape = "^" if row.bound == "at_least" else "o"
        axes.plot([days(row.date)], [row.figure], marker=shape, markersize=5, color=RECORD)
    axes.annotate(
        name,
        (at[-1], line["figure"].iloc[-1]),
        xytext=(8, 0),
        textcoords="offset points",
        va="center",
        fontsize=8.5,
    )


def draw_round_counts(data: SimpleNamespace) -> Chart:
    """Draw every figure of rounds as the bound, range or point that it is, in order of date."""
    counts = round_counts(data)
    pairs = disagreements(counts)
    widest = furthest_apart(pairs)
    message = (
        f"Rounds are bounds and ranges: within {widest['days']:.0f} days, "
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
        labels = [f"{row.date[:7]}  {row.side}" for row in rows(counts)]
        axes.set_yticks(range(len(counts)), labels, fontsize=8)
        axes.set_ylim(len(counts) - 0.4, -0.6)
        axes.set_xlim(0, 16)
        axes.set_xlabel("million rounds  (▸ at least  ◂ up to  ● about  ○ 2024 alone)", fontsize=8)
        told = "; ".join(f"{row.date} {row.who} {stated(row)} ({row.period})" for row in rows(counts))
        return Chart.of(figure, f"{message}. Rounds by date of statement, with their window: {told}.")


_SHAPES = {"at_least": ">", "order_of_magnitude": ">", "at_most": "<"}


def _draw_figure(axes: Axes, row: Any, fill: str) -> None:
    right = row.figure / 1e6
    said = f"{right:.1f}"
    if row.bound == "range":
        axes.plot([row.low / 1e6, right], [row.Index] * 2, color=RECORD, linewidth=4)
        said = f"{row.low / 1e6:.1f} to {right:.1f}"
    else:
        shape = _SHAPES.get(row.bound, "o")
        axes.scatter(right, row.Index, s=30, marker=shape, facecolor=fill, edgecolor=RECORD, zorder=3)
    axes.annotate(
        said, (right, row.Index), xytext=(7, 0), textcoords="offset points", va="center", fontsize=8
    )


def article_containers(data: SimpleNamespace) -> "pd.Series[float]":
    """Return the row of ``quantities`` with the article's count of containers."""
    found = data.quantities[data.quantities["item"].eq("container")]
    return found.iloc[0]


def article_tonnes(data: SimpleNamespace) -> "pd.Series[float]":
    """Return the row of ``quantities`` with the article's mass of munitions."""
    found = data.quantities[data.quantities["unit"].eq("tonne")]
    return found.iloc[0]


def quotable(data: SimpleNamespace) -> dict[str, float | str]:
    """Return the numbers that a sentence on the counts may quote, by name."""
    factors, study = factors_of_seoul(data), _study(data)
    boxes, tonnes = article_containers(data), article_tonnes(data)
    pairs = disagreements(container_counts(data))
    apart, rounds_apart = furthest_apart(pairs), furthest_apart(disagreements(round_counts(data)))
    shared = one_factor(factors) or (float("nan"), float("nan"))
    return {
        "factor_low": float(factors["factor_low"].min()),
        "factor_high": float(factors["factor_high"].max()),
        "factor_pairs": len(factors),
        "factor_shared_low": round(shared[0]),
        "factor_shared_high": round(shared[1]),
        "study_factor_low": float(study["factor_low"]),
        "study_factor_high": float(study["factor_high"]),
        "allies_low": float(apart["low"]),
        "allies_high": float(apart["high"]),
        "allies_days": int(apart["days"]),
        "allies_pairs": len(pairs),
        "rounds_apart_low_million": float(rounds_apart["low"] / 1e6),
        "rounds_apart_high_million": float(rounds_apart["high"] / 1e6),
        "rounds_apart_days": int(rounds_apart["days"]),
        "round_figures": len(round_counts(data)),
        "article_containers": float(boxes["best"]),
        "article_tonnes": float(tonnes["best"]),
        "article_tonnes_per_container": float(tonnes["best"] / boxes["best"]),
    }
