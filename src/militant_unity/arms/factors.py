"""``estimates`` of boxes and shells become the factor between them, its drawing and its table."""

from typing import Any

import pandas as pd

from dossier.errors import DataError
from dossier.evidence.claimants import claimant_bodies, claimant_cells
from dossier.evidence.claims import support
from dossier.evidence.selections import selected_row
from dossier.schema.files import rows
from dossier.show import amount
from dossier.show.chart import FAINT, RECORD, Chart, canvas
from dossier.show.table import Link, ShownTable, row_link
from militant_unity.arms.counts import (
    MILLION,
    SHELLS,
    article_containers,
    container_counts,
    disagreements,
    furthest_apart,
    last_month,
    one_origin,
    round_counts,
    said_on,
    stated,
)
from militant_unity.data import Dataset

COMPARED = ("Seoul", "Washington", "OSC, Reuters", "MSMT", "C4ADS")
"""The sides that gave boxes or tonnes, or shells beside them."""

MINISTRY = "ROK MND"
"""The defence ministry in Seoul, by its short name in `claimants`."""


def implied_factors(data: Dataset) -> pd.DataFrame:
    """Return shells per container wherever one claimant gave both on one day, for one window.

    Columns: ``claimant, statement_date, containers, low, high`` (shells), ``factor_low,
    factor_high`` (shells per container, equal where one figure was given), the ``bound`` of either figure
    and ``period_boxes``, the window of the containers. Where the window of the
    two figures ends in different months, no quotient is taken.
    """
    keys = ["claimant", "statement_date"]
    boxes = data.estimates[data.estimates["item"].eq("container")]
    shells = data.estimates[data.estimates["item"].isin(SHELLS)]
    # A claimant may give several figures of a kind on one day: then each pair has a factor.
    pairs = boxes.merge(shells, on=keys, suffixes=("_boxes", ""), validate="many_to_many")
    pairs = pairs[last_month(pairs["period_boxes"]) == last_month(pairs["period"])]
    containers = pairs["best_boxes"].fillna(pairs["low_boxes"])
    low, high = pairs["best"].fillna(pairs["low"]), pairs["best"].fillna(pairs["high"])
    factors = pairs.assign(
        containers=containers,
        low=low,
        high=high,
        factor_low=(low / containers).round(),
        factor_high=(high / containers).round(),
    )
    bounds = ["bound", "bound_boxes", "period_boxes"]
    columns = [*keys, "containers", "low", "high", "factor_low", "factor_high", *bounds]
    return factors[columns].sort_values(["statement_date", "claimant"], ignore_index=True)


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


def factors_of_seoul(data: Dataset) -> pd.DataFrame:
    """Return Seoul's implied factors with the span that rounding leaves to each.

    To the columns of `implied_factors` come ``least`` and ``most``, in shells per container, ``agency``
    (its short name) and ``body`` (the short name of the body that it is part of, else its own).
    """
    factors = implied_factors(data)
    of_seoul = claimant_cells(data, factors["claimant"], "side").eq("Seoul")
    factors = factors[of_seoul].reset_index(drop=True)
    spans = [
        (
            within_rounding(row.low, row.bound)[0] / within_rounding(row.containers, row.bound_boxes)[1],
            within_rounding(row.high, row.bound)[1] / within_rounding(row.containers, row.bound_boxes)[0],
        )
        for row in rows(factors)
    ]
    return factors.assign(
        least=[least for least, _ in spans],
        most=[most for _, most in spans],
        agency=claimant_cells(data, factors["claimant"], "short_name"),
        body=claimant_bodies(data, factors["claimant"]),
    )


def spans_meet(factors: pd.DataFrame) -> bool:
    """Return whether one factor lies in every span of `factors_of_seoul`."""
    return bool(factors["least"].max() <= factors["most"].min())


def of_the_ministry(factors: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `factors_of_seoul` that are the defence ministry's or its own intelligence's.

    State intelligence (NIS) is no part of the ministry.
    """
    return factors[factors["body"].eq(MINISTRY)]


def one_count_two_totals(factors: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs of `factors_of_seoul`: two agencies, as many containers, and different shells.

    Columns as in `factors_of_seoul`, those of the agency with more shells end in ``_other``; the pair with
    the greatest ratio comes first. The windows of the two counts need not be the same.
    """
    pairs = factors.merge(factors, on="containers", suffixes=("", "_other"), validate="many_to_many")
    pairs = pairs[pairs["agency"].ne(pairs["agency_other"]) & pairs["low"].lt(pairs["low_other"])]
    ratio = pairs["low_other"] / pairs["low"]
    return pairs.assign(ratio=ratio).sort_values(
        ["ratio", "statement_date", "statement_date_other"], ascending=[False, True, True], ignore_index=True
    )


def _message(factors: pd.DataFrame) -> str:
    """Return the finding: as many containers with two totals if there are such, else if one factor fits."""
    fits = f"{'one' if spans_meet(factors) else 'no one'} factor fits all"
    for pair in rows(one_count_two_totals(factors).head(1)):
        months = "" if pair.period_boxes == pair.period_boxes_other else "not "
        return (
            f"For {pair.containers:,.0f} containers, {months}of the same months, Seoul's agencies had "
            f"{amount.figure(pair.low)} shells and {amount.figure(pair.low_other)}: "
            f"{pair.factor_low:.0f} and {pair.factor_low_other:.0f} each"
        )
    low, high = factors["factor_low"].min(), factors["factor_low"].max()
    return f"Seoul's figures imply {low:.0f} to {high:.0f} shells a container; within rounding, {fits}"


def draw_implied_factors(data: Dataset) -> Chart:
    """Draw each implied factor with the span that rounding leaves, and the study's range below.

    Two statements of one number of containers with different shells are filled, the others hollow.
    """
    factors, study = factors_of_seoul(data), study_factors(data)
    message, pairs = _message(factors), one_count_two_totals(factors).head(1)
    keys = ["agency", "statement_date"]
    paired = {
        *zip(pairs["agency"], pairs["statement_date"], strict=True),
        *zip(pairs["agency_other"], pairs["statement_date_other"], strict=True),
    }
    edge = max(700.0, 1.05 * factors["factor_low"].max())  # room for the highest factor
    [study_side] = claimant_cells(data, pd.Series([study["claimant"]]), "side")
    with canvas(message, 1.3 + 0.26 * len(factors)) as (figure, axes):
        for row in rows(factors):
            axes.plot([row.least, min(row.most, edge)], [row.Index] * 2, color=FAINT, linewidth=1.2)
            if row.most > edge:
                axes.plot([edge], [row.Index], marker=">", markersize=5, color=FAINT, clip_on=False)
            of_pair = tuple(getattr(row, key) for key in keys) in paired
            fill = RECORD if of_pair or not paired else "none"
            axes.scatter(row.factor_low, row.Index, s=28, facecolor=fill, edgecolor=RECORD, zorder=3)
            if of_pair:
                axes.annotate(
                    f"{amount.figure(row.low)} for {row.containers:,.0f}",
                    (0, row.Index),
                    xytext=(4, 0),
                    textcoords="offset points",
                    va="center",
                    fontsize=8,
                )
            axes.annotate(
                f"{row.factor_low:.0f}",
                (row.factor_low, row.Index),
                xytext=(0, 4),
                textcoords="offset points",
                ha="center",
                fontsize=8.5,
            )
        last = len(factors)
        axes.plot([study["factor_low"], study["factor_high"]], [last, last], color=RECORD, linewidth=5)
        axes.annotate(
            f"{study['factor_low']:.0f} to {study['factor_high']:.0f}",
            (study["factor_high"], last),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            fontsize=8.5,
        )
        axes.set_yticks(
            range(last + 1),
            [*map(_stated_by, rows(factors)), f"{study_side}\n(by ship)"],
            fontsize=8,
        )
        axes.set_ylim(last + 0.5, -0.8)
        axes.set_xlim(0, edge)
        axes.set_xlabel(
            f"shells (OSC: all rounds) per container\n{_legend(paired)}   — within rounding", fontsize=8.5
        )
        steps = "; ".join(
            f"{_stated_by(row)} {row.factor_low:.0f} ({row.least:.0f} to {row.most:.0f})"
            for row in rows(factors)
        )
        fits = "lies" if spans_meet(factors) else "does not lie"
        return Chart.of(
            figure,
            f"{message}. Shells per container by statement of Seoul, with the span that rounding leaves: "
            f"{steps}. One factor {fits} within all the spans. "
            f"The ship-by-ship study has {study['factor_low']:.0f} to {study['factor_high']:.0f}, "
            "for rounds of all kinds.",
        )


def _legend(paired: set[tuple[str, str]]) -> str:
    return "○ as printed   ● same number" if paired else "● as printed"


def _stated_by(row: Any) -> str:
    return f"{said_on(row.statement_date)}, {row.agency}"


def study_factors(data: Dataset) -> "pd.Series[Any]":
    """Return the row of `implied_factors` of the investigation that counted ship by ship."""
    boxes = selected_row(data, data.estimates, "arms.study_boxes")
    factors = implied_factors(data).set_index(["claimant", "statement_date"], drop=False)
    return factors.loc[(boxes["claimant"], boxes["statement_date"])]


def observed_and_derived(data: Dataset) -> ShownTable:
    """Show boxes and tonnes beside the shells of the same claimant and day, and the factor implied.

    A statement with boxes alone has its row too; the report and the row are those of the shells, or of
    the boxes where no shells were given.
    """
    keys = ["claimant", "statement_date"]
    compared = claimant_cells(data, data.estimates["claimant"], "side").isin(COMPARED)
    figures = data.estimates[compared]
    seen = figures[figures["item"].isin(["container", "munition_mass"])]
    shells = figures[figures["item"].isin(SHELLS)]
    paired = set(shells[keys].itertuples(index=False, name=None))
    alone = [key not in paired for key in seen[keys].itertuples(index=False, name=None)]
    factors = implied_factors(data).set_index(keys)
    lines = pd.concat([shells, seen[alone]]).sort_values(keys[::-1], ignore_index=True)
    shown = pd.DataFrame(
        {
            "stated on": [
                Link(said_on(row.statement_date), row_link(row.estimate_id).address) for row in rows(lines)
            ],
            "by": list(lines["claimant"]),
            "containers or tonnes": _beside(lines, seen),
            "shells or rounds": _beside(lines, shells),
            "implied per container": [
                _factor_in_words(factors, key) for key in zip(lines[keys[0]], lines[keys[1]], strict=True)
            ],
            "or 122 mm rockets": _beside(lines, figures[figures["item"].eq("rocket_122mm")]),
            "report": support(lines["confidence"]),
        }
    )
    return ShownTable(
        shown,
        "Question 1. Observed and derived: containers beside the shells of the same claimant and day. Empty: "
        "not given that day, or no quotient because the windows differ. The two figures of "
        f"{one_origin(data):,.0f} containers may have one origin",
    )


def _beside(lines: pd.DataFrame, others: pd.DataFrame) -> list[str | None]:
    words = {(row.claimant, row.statement_date): stated(row) for row in rows(others)}
    return [words.get((row.claimant, row.statement_date)) for row in rows(lines)]


def _factor_in_words(factors: pd.DataFrame, key: tuple[str, str]) -> str | None:
    if key not in factors.index:
        return None
    low, high = float(factors["factor_low"].loc[[key]].min()), float(factors["factor_high"].loc[[key]].max())
    return f"{low:.0f}" if low == high else f"{low:.0f} to {high:.0f}"


def article_tonnes(data: Dataset) -> "pd.Series[Any]":
    """Return the row of ``quantities`` with the article's mass of munitions."""
    return selected_row(data, data.quantities, "arms.article_tonnes")


def _numbers_of_one_count(factors: pd.DataFrame) -> dict[str, float | str]:
    """Return the numbers of the first pair of `one_count_two_totals`; a sentence of the front page has them.

    Raises ``DataError`` where there is no such pair.
    """
    pairs = rows(one_count_two_totals(factors).head(1))
    for pair in pairs:
        apart = pd.Timestamp(pair.statement_date_other) - pd.Timestamp(pair.statement_date)
        return {
            "same_containers": float(pair.containers),
            "same_low_million": pair.low / MILLION,
            "same_high_million": pair.low_other / MILLION,
            "same_factor_low": float(pair.factor_low),
            "same_factor_high": float(pair.factor_low_other),
            "same_days": abs(apart.days),
        }
    remedy = "take the sentences on one number of containers out of the front page and the chapter on arms"
    raise DataError(
        "estimates.csv",
        "no count of containers has different shells from several agencies of Seoul",
        remedy=remedy,
    )


def _said_in(data: Dataset, part: str) -> "pd.Series[Any]":
    return selected_row(data, data.estimates, "arms.totals", part)


def quotable(data: Dataset) -> dict[str, float | str]:
    """Return the numbers that a sentence on the counts may quote, by name."""
    factors, study = factors_of_seoul(data), study_factors(data)
    boxes, tonnes = article_containers(data), article_tonnes(data)
    pairs = disagreements(container_counts(data))
    apart, rounds_apart = furthest_apart(pairs), furthest_apart(disagreements(round_counts(data)))
    ministry = of_the_ministry(factors)
    return {
        **_numbers_of_one_count(factors),
        "factor_low": float(factors["factor_low"].min()),
        "factor_high": float(factors["factor_high"].max()),
        "factor_pairs": len(factors),
        "factor_ministry_high": float(ministry["factor_high"].max()),
        "factor_ministry_pairs": len(ministry),
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
        "kyiv_october_million": float(_said_in(data, "Kyiv")["best"] / MILLION),
        "nis_june_million": float(_said_in(data, "Seoul")["best"] / MILLION),
        "rounds_published_high_million": float(round_counts(data)["figure"].max() / 1e6),
        "article_containers": float(boxes["best"]),
        "article_tonnes": float(tonnes["best"]),
        "article_tonnes_per_container": float(tonnes["best"] / boxes["best"]),
    }
