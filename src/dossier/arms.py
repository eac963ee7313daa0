"""The arms trade: what was counted, and what was computed from it."""

from types import SimpleNamespace

import pandas as pd

from dossier.claims import claims_table
from dossier.shown import ARTICLE, RECORD, Chart, ShownTable, canvas, days, time_axis
from dossier.store import rows

SHELLS = ("shell_152mm", "round")
STUDY = "OSC / Reuters"
"""The one claimant in the record that counted ship by ship."""


def implied_factors(data: SimpleNamespace) -> pd.DataFrame:
    """Return shells per container wherever one claimant gave both on one day, for one window.

    Columns: ``claimant, statement_date, containers, low, high`` (shells), ``factor_low,
    factor_high`` (shells per container, equal where one figure was given). Where the window of the
    two figures differs, no quotient is taken.
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
    columns = [
        *keys,
        "containers",
        "low",
        "high",
        "factor_low",
        "factor_high",
        "source_id",
        "bound",
        "bound_boxes",
    ]
    return found[columns].sort_values(["statement_date", "claimant"], ignore_index=True)


def _ends(period: "pd.Series[str]") -> "pd.Series[str]":
    return period.str.split("/").str[-1].str[:7]


def implied_factors_table(data: SimpleNamespace) -> ShownTable:
    """Show each pair of figures with the factor that it implies."""
    found = implied_factors(data)
    shown = pd.DataFrame(
        {
            "stated on": found["statement_date"],
            "by": found["claimant"],
            "containers": _stated(found["containers"], found["bound_boxes"]),
            "shells": [
                f"{_BOUND[bound]}{low:,.0f}" if low == high else f"{low:,.0f} to {high:,.0f}"
                for low, high, bound in zip(found["low"], found["high"], found["bound"], strict=True)
            ],
            "implied shells per container": [
                f"{low:.0f}" if low == high else f"{low:.0f} to {high:.0f}"
                for low, high in zip(found["factor_low"], found["factor_high"], strict=True)
            ],
        }
    )
    return ShownTable(shown, "Containers and shells stated together, and the factor between them (record)")


_BOUND = {"exact": "", "about": "about ", "at_least": "more than ", "at_most": "up to ", "range": ""}


def _stated(figures: "pd.Series[float]", bounds: "pd.Series[str]") -> list[str]:
    return [f"{_BOUND[bound]}{figure:,.0f}" for figure, bound in zip(figures, bounds, strict=True)]


def draw_implied_factors(data: SimpleNamespace) -> Chart:
    """Draw the implied factor of each statement by date, with the study's range behind."""
    found = implied_factors(data)
    study, states = found[found["claimant"].eq(STUDY)].iloc[0], dated(found[found["claimant"].ne(STUDY)])
    stated, factors = list(states["statement_date"]), list(states["factor_low"])
    least, most = min(factors), max(factors)
    message = f"Seoul's shells are containers times {least:.0f} to {most:.0f}, and the factor moves"
    with canvas(message, 3.1) as (figure, axes):
        axes.axhspan(study["factor_low"], study["factor_high"], color=RECORD, alpha=0.15, linewidth=0)
        axes.annotate(
            f"ship by ship (OSC, Reuters): {study['factor_low']:.0f} to {study['factor_high']:.0f}",
            (0.02, (study["factor_low"] + study["factor_high"]) / 2),
            xycoords=("axes fraction", "data"),
            va="center",
            color=RECORD,
        )
        axes.plot([days(day) for day in stated], factors, color=RECORD, marker="o", markersize=5)
        for rank, (day, factor) in enumerate(zip(stated, factors, strict=True)):
            side_by_side = (0, -14 if rank % 2 else 6)  # above and below in turn, for some days are close
            axes.annotate(
                f"{factor:.0f}",
                (days(day), factor),
                xytext=side_by_side,
                textcoords="offset points",
                ha="center",
            )
        axes.set_ylim(0, 1.15 * most)
        axes.set_ylabel("shells per container")
        time_axis(axes, "2023-09-15", "2025-09-01")
        steps = ", ".join(f"{day} {factor:.0f}" for day, factor in zip(stated, factors, strict=True))
        return Chart.of(
            figure,
            f"{message}. Implied factor by day of statement: {steps}. The ship-by-ship study has "
            f"{study['factor_low']:.0f} to {study['factor_high']:.0f}.",
        )


def dated(statements: pd.DataFrame, column: str = "statement_date") -> pd.DataFrame:
    """Return the rows whose day is known: the others have no point on an axis of time."""
    return statements[statements[column].str.len().eq(len("2024-06-19"))]


def container_counts(data: SimpleNamespace) -> pd.DataFrame:
    """Return every count of containers on record whose day is known, in order of date.

    Columns ``date, who, containers, side``, where ``side`` is the capital or study behind ``who``.
    """
    record = data.estimates[data.estimates["item"].eq("container")]
    counts = pd.DataFrame(
        {
            "date": record["statement_date"],
            "who": record["claimant"],
            "containers": record["best"].fillna(record["low"]),
            "side": record["claimant"].map(side),
        }
    )
    return dated(counts, "date").sort_values(["date", "who"], ignore_index=True)


def draw_container_counts(data: SimpleNamespace) -> Chart:
    """Draw the counts of containers by date: one row of dots per claimant's state or study."""
    counts = container_counts(data)
    article = article_containers(data)
    apart = allies_apart(counts)
    message = (
        f"Allies counted {apart['low']:,.0f} and {apart['high']:,.0f} containers "
        f"within {apart['days']:.0f} days"
    )
    with canvas(message, 3.4) as (figure, axes):
        for name, line in counts.groupby("side"):
            at = [days(date) for date in line["date"]]
            axes.plot(at, line["containers"], marker="o", markersize=4, color=RECORD)
            axes.annotate(
                str(name),
                (at[-1], line["containers"].iloc[-1]),
                xytext=(-6, 4) if len(at) > 1 else (6, 0),  # beside its line, not on it
                textcoords="offset points",
                ha="right" if len(at) > 1 else "left",
                va="center",
                fontsize=8.5,
            )
        axes.axhline(article["best"], color=ARTICLE, linewidth=1, linestyle=(0, (4, 3)))
        axes.annotate(
            f"visit-2024: more than {article['best']:,.0f}",
            (0.99, article["best"]),
            xycoords=("axes fraction", "data"),
            ha="right",
            va="bottom",
            color=ARTICLE,
        )
        axes.set_ylim(0, None)
        axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        axes.set_ylabel("containers, cumulative")
        time_axis(axes, "2023-09-10", "2026-03-31")
        told = "; ".join(f"{row.date} {row.who} {row.containers:,.0f}" for row in rows(counts))
        return Chart.of(figure, f"{message}. Windows differ between claimants. Counts by date: {told}.")


_SIDES = {"ROK": "Seoul", "US": "Washington", "OSC": "OSC, Reuters", "MSMT": "MSMT"}


def side(claimant: str) -> str:
    """Return the capital or study that a claimant of the record speaks for.

    >>> side("ROK DIA"), side("OSC / Reuters")
    ('Seoul', 'OSC, Reuters')
    """
    return _SIDES.get(claimant.split()[0], claimant)


def allies_apart(counts: pd.DataFrame, within: int = 14) -> "pd.Series[float]":
    """Return the two counts of different sides that lie furthest apart within a fortnight."""
    pairs = counts.merge(counts, how="cross", suffixes=("", "_other"))
    gap = (pd.to_datetime(pairs["date_other"]) - pd.to_datetime(pairs["date"])).dt.days
    pairs = pairs.assign(
        days=gap,
        low=pairs[["containers", "containers_other"]].min(axis=1),
        high=pairs[["containers", "containers_other"]].max(axis=1),
    )
    close = pairs[gap.between(0, within) & pairs["side"].ne(pairs["side_other"])]
    ratio = close["high"] / close["low"]
    return close[ratio.eq(ratio.max())].iloc[0][["low", "high", "days"]]


def article_containers(data: SimpleNamespace) -> "pd.Series[float]":
    """Return the row of ``quantities`` with the article's count of containers."""
    rows = data.quantities[data.quantities["item"].eq("container")]
    return rows.iloc[0]


def claims(data: SimpleNamespace) -> ShownTable:
    """Show what the articles say of the arms trade."""
    return claims_table(data, "arms")


def article_tonnes(data: SimpleNamespace) -> "pd.Series[float]":
    """Return the row of ``quantities`` with the article's mass of munitions."""
    rows = data.quantities[data.quantities["unit"].eq("tonne")]
    return rows.iloc[0]


def quotable(data: SimpleNamespace) -> dict[str, float | str]:
    """Return the numbers that a sentence on this theme may quote, by name."""
    factors = implied_factors(data)
    study = factors[factors["claimant"].eq(STUDY)].iloc[0]
    states = factors[factors["claimant"].ne(STUDY)]
    apart = allies_apart(container_counts(data))
    boxes = article_containers(data)
    return {
        "factor_low": float(states["factor_low"].min()),
        "factor_high": float(states["factor_high"].max()),
        "factor_pairs": len(states),
        "study_factor_low": float(study["factor_low"]),
        "study_factor_high": float(study["factor_high"]),
        "allies_low": float(apart["low"]),
        "allies_high": float(apart["high"]),
        "allies_days": int(apart["days"]),
        "article_containers": float(boxes["best"]),
        "article_tonnes": float(article_tonnes(data)["best"]),
        "article_tonnes_per_container": float(article_tonnes(data)["best"] / boxes["best"]),
    }
