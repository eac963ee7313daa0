"""`trade` and one of `quantities` become what China's customs published, and the fall an article quotes."""

import pandas as pd

from dossier.errors import DataError
from dossier.evidence.claims import support
from dossier.evidence.selections import selected_row
from dossier.schema.files import rows
from dossier.schema.words import counted
from dossier.show.chart import ARTICLE, FAINT, RECORD, Chart, canvas, days, time_axis
from dossier.show.names import article_names
from dossier.show.table import ShownTable
from militant_unity.data import Dataset

PAIR = "CN-KP"
MILLION = 1e6

FIRST_MONTH, LAST_MONTH = "2023-01", "2025-12"
"""The months of the drawing."""

FELL, ROSE, BEFORE_BORDERS_SHUT = "2024", "2025", "2019"
"""The two years of the comparison, and the last year in which the borders were open."""

_WEAKEST = ("contradicted", "single", "with_article", "same_origin", "two_independent")


def first_releases(data: Dataset, first: str, last: str) -> pd.DataFrame:
    """Return China's trade with North Korea as first released, by published period, in million USD.

    Columns ``period, start, months, sold, bought, total, report``. January and February are one period of
    two months where China published them together. A total that no page gave is our sum of the two
    directions; a period without either has no row. ``report`` grades the weaker of the two directions.
    """
    trade = _first_release_rows(data)
    trade = trade[trade["period"].str.fullmatch(r"\d{4}-(\d{2}|01/\d{4}-02)")]
    figures = trade[trade["metric"].isin(["exports", "imports", "total"])]
    _refuse_two_figures(figures)
    wide = figures.pivot_table(index="period", columns="metric", values="value").div(MILLION)
    wide = wide.reindex(columns=["exports", "imports", "total"])
    graded = trade[trade["metric"].isin(["exports", "imports"])]
    wide["report"] = graded.groupby("period")["confidence"].agg(lambda each: min(each, key=_WEAKEST.index))
    wide = wide.reset_index()
    pairs = set(wide.loc[wide["period"].str.contains("/"), "period"].str[:4])
    split = wide["period"].str.fullmatch(r"\d{4}-0[12]") & wide["period"].str[:4].isin(pairs)
    releases = pd.DataFrame(
        {
            "period": wide["period"],
            "start": wide["period"].str[:7],
            "months": wide["period"].str.contains("/").map({True: 2, False: 1}),
            "sold": wide["exports"],
            "bought": wide["imports"],
            "total": wide["total"].fillna((wide["exports"] + wide["imports"]).round(2)),
            "report": wide["report"],
        }
    )
    kept = releases["total"].notna() & releases["start"].between(first, last) & ~split
    return releases[kept].reset_index(drop=True)


def _first_release_rows(data: Dataset) -> pd.DataFrame:
    return data.trade[data.trade["pair"].eq(PAIR) & data.trade["series"].eq("first_release")]


def _refuse_two_figures(trade: pd.DataFrame) -> None:
    """Raise ``DataError`` where two rows give a first release of one period and one metric."""
    for row in rows(trade[trade.duplicated(["period", "metric"])]):
        problem = f"another row is a first release of the {row.metric} of {row.period} too"
        remedy = "keep one, and put the other figure into other_value"
        raise DataError("trade.csv", problem, row=row.trade_id, column="series", remedy=remedy)


def months_of_fall(data: Dataset) -> tuple[str, str]:
    """Return the first and the last month that the article's figure is about."""
    first, _, last = str(selected_row(data, data.quantities, "china.trade_fall")["as_of"]).partition("/")
    return first, last


def _year_earlier(month: str) -> str:
    return str(pd.Period(month) - 12)


def _spans(data: Dataset) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return the same months of the year before, and the months that the figure is about."""
    first, last = months_of_fall(data)
    return (_year_earlier(first), _year_earlier(last)), (first, last)


def year_on_year(data: Dataset) -> pd.DataFrame:
    """Return the months of the article's figure beside the year before, by period, in million USD.

    Columns ``label, months, fall`` and, for each of ``sold, bought, total, report``, that ``_before`` and
    ``_after``.
    """
    before, after = (first_releases(data, *span) for span in _spans(data))
    for releases in (before, after):
        releases["label"] = [
            f"{pd.Timestamp(start):%b}"
            if months == 1
            else f"{pd.Timestamp(start):%b}–{_later(start, months)}"
            for start, months in zip(releases["start"], releases["months"], strict=True)
        ]
    columns = ["label", "months", "sold", "bought", "total", "report"]
    both = before[columns].merge(
        after[columns], on=["label", "months"], suffixes=("_before", "_after"), validate="one_to_one"
    )
    return both.assign(fall=(both["total_before"] - both["total_after"]).round(2))


def _later(start: str, months: int) -> str:
    """Name the last month of a period."""
    return f"{(pd.Period(start) + months - 1).start_time:%b}"


def stated_fall(data: Dataset) -> float:
    """Return the article's figure in million USD, whatever it counts."""
    return float(selected_row(data, data.quantities, "china.trade_fall")["best"]) / MILLION


def fall_article(data: Dataset) -> str:
    """Return the article that gives the figure."""
    claim = str(selected_row(data, data.quantities, "china.trade_fall")["claim_id"])
    return dict(zip(data.claims["claim_id"], data.claims["source_id"], strict=True))[claim]


def draw_trade(data: Dataset) -> Chart:
    """Draw trade as first released, a bar per published period, and the article's figure as a total."""
    releases, stated = first_releases(data, FIRST_MONTH, LAST_MONTH), stated_fall(data)
    both, (first, last) = year_on_year(data), months_of_fall(data)
    message = (
        f"{stated:.1f} million dollars is not what trade came to: "
        f"{pd.Timestamp(first):%B} to {pd.Timestamp(last):%B %Y} came to "
        f"{both['total_after'].sum():.0f} million"
    )
    with canvas(message, 3.0) as (figure, axes):
        starts = [days(month) for month in releases["start"]]
        monthly, widths = releases["total"] / releases["months"], 30.4 * releases["months"] - 4
        axes.bar(starts, monthly, width=widths, align="edge", color=RECORD, linewidth=0)
        covered = {
            str(month)
            for row in rows(releases)
            for month in pd.period_range(row.start, periods=row.months, freq="M")
        }
        missing = [str(month) for month in pd.period_range(FIRST_MONTH, LAST_MONTH, freq="M")]
        missing = [month for month in missing if month not in covered]
        axes.scatter(
            [days(month) + 15 for month in missing],
            [9] * len(missing),
            s=16,
            facecolor="none",
            edgecolor=FAINT,
        )
        months = int(both["months"].sum())
        left, right = days(first), days(str(pd.Period(last) + 1))
        axes.bar(left, stated / months, width=right - left, align="edge", color=ARTICLE)
        axes.annotate(
            f"{article_names(data)[fall_article(data)]}, if read as a total:\n"
            f"{stated:.1f} over {counted(months)} months",
            ((left + right) / 2, stated / months),
            xytext=((left + right) / 2, 345),
            ha="center",
            va="top",
            color=ARTICLE,
            fontsize=8.5,
            arrowprops={"arrowstyle": "-", "color": ARTICLE, "linewidth": 0.8},
        )
        axes.set_ylim(0, 350)
        axes.set_ylabel("million USD a month")
        axes.set_xlabel("○ no first release of the month on record", fontsize=8.5)
        time_axis(axes, "2022-12-20", "2026-01-10")
        by_period = ", ".join(f"{row.period} {row.total:.0f}" for row in rows(releases))
        return Chart.of(
            figure,
            f"{message}. China's trade with North Korea by published period, first releases in million USD: "
            f"{by_period}. No first release on record for {', '.join(missing)}.",
        )


def draw_falls(data: Dataset) -> Chart:
    """Draw the fall of each published period, added up to the article's figure."""
    falls, stated = year_on_year(data), stated_fall(data)
    year_before, year = (first[:4] for first, _ in _spans(data))
    reached, total, base = falls["fall"].cumsum(), falls["fall"].sum(), falls["total_before"].sum()
    message = (
        f"It is what trade fell by: the periods add up to {total:.2f} million, "
        f"{100 * total / base:.1f} % of the year before"
    )
    with canvas(message, 2.6) as (figure, axes):
        axes.bar(falls["label"], falls["fall"], bottom=reached - falls["fall"], color=RECORD, width=0.7)
        for position, (top, fall) in enumerate(zip(reached, falls["fall"], strict=True)):
            axes.annotate(
                f"{fall:.2f}", (position, top), xytext=(0, 3), textcoords="offset points", ha="center"
            )
        axes.axhline(stated, color=ARTICLE, linewidth=1.2)
        axes.annotate(
            f"{article_names(data)[fall_article(data)]}: {stated:.1f}",
            (-0.4, stated + 0.6),
            va="bottom",
            color=ARTICLE,
        )
        axes.set_ylim(0, 1.25 * stated)
        axes.set_ylabel(f"fall on {year_before},\nmillion USD, added up")
        by_period = ", ".join(f"{row.label} {row.fall:.2f}" for row in rows(falls))
        fall = f"Fall of {year} on {year_before}, in million USD"
        return Chart.of(figure, f"{message}. {fall}: {by_period}.")


def directions(data: Dataset) -> ShownTable:
    """Show what China sold and bought in the months of the figure and a year before, with our sums."""
    both = year_on_year(data)
    years = dict(zip(("before", "after"), (first[:4] for first, _ in _spans(data)), strict=True))
    sums = both.select_dtypes("number").sum().to_frame().T.assign(label="our sum")
    both = pd.concat([both, sums], ignore_index=True).round(2)
    shown = pd.DataFrame({"period": both["label"]})
    for side in ("sold", "bought"):
        for when, year in years.items():
            shown[f"{side} {year}"] = both[f"{side}_{when}"]
        change = both[f"{side}_after"] - both[f"{side}_before"]
        shown[f"{side} ±"] = [f"{each:+.2f}".replace("-", "−") for each in change]
    for when, year in years.items():
        shown[f"weaker report {year}"] = [
            support(pd.Series([grade]))[0] if isinstance(grade, str) else "our sum"
            for grade in both[f"report_{when}"]
        ]
    caption = "Question 3. Sold and bought by China, first releases, million USD (record)"
    return ShownTable(shown, caption)


_FIRST_HALF = f"{FELL}-01/{FELL}-06"


def growth(data: Dataset) -> pd.DataFrame:
    """Return every change of total trade over more than one month since the year of the fall, in percent.

    Columns ``trade_id, period, series, value, label, report``; growth of single months is left out, some of
    it counts one direction alone.
    """
    trade = data.trade
    changes = trade[trade["pair"].eq(PAIR) & trade["metric"].eq("growth") & trade["period"].ge(FELL)]
    changes = changes[changes["period"].str.fullmatch(r"\d{4}(-\d\d/\d{4}-\d\d)?")]
    until = changes["period"].str.split("/").str[-1]
    until = until.where(until.str.len().eq(7), until + "-12")
    changes = changes.assign(until=until).sort_values("until", kind="stable", ignore_index=True)
    return changes.assign(
        label=[f"{_period(row.period)}, {_SERIES[row.series]}" for row in rows(changes)],
        report=support(changes["confidence"]),
    )[["trade_id", "period", "series", "value", "label", "report"]]


_SERIES = {"derived": "\nfirst releases, our sum", "cumulative": "revised", "annual": "the year"}


def _period(period: str) -> str:
    start, _, end = period.partition("/")
    return f"{pd.Timestamp(start):%b}–{pd.Timestamp(end):%b %Y}" if end else start


def draw_growth(data: Dataset) -> Chart:
    """Draw each published change of trade on the year before, one line per series and period."""
    changes = growth(data)
    years = changes[changes["series"].eq("annual")].set_index("period")["value"]
    message = (
        f"{FELL} ended {abs(years[FELL]):.4g} % down; {ROSE}, with the pact in force, "
        f"ended {years[ROSE]:.4g} % up"
    )
    with canvas(message, 2.9) as (figure, axes):
        for row in rows(changes):
            axes.plot([0, row.value], [row.Index] * 2, color=RECORD, linewidth=1.2)
            axes.scatter(row.value, row.Index, s=60 if row.series == "annual" else 26, color=RECORD)
            below = row.value < 0
            axes.annotate(
                f"{row.value:+.4g}".replace("-", "−"),
                (row.value, row.Index),
                xytext=(-7 if below else 7, 0),
                textcoords="offset points",
                ha="right" if below else "left",
                va="center",
            )
        axes.axvline(0, color=FAINT, linewidth=0.8)
        briefly = [f"{row.label} {_BRIEF.get(row.report, '')}".rstrip() for row in rows(changes)]
        axes.set_yticks(range(len(changes)), briefly, fontsize=8)
        axes.set_xlim(-20, 42)
        axes.set_ylim(len(changes) - 0.4, -0.6)
        axes.spines["left"].set_visible(False)
        axes.set_xlabel("percent, on a year before")
        listed = "; ".join(
            f"{row.label} {row.value:+.4g} % ({row.report})".replace(", \n", ", ") for row in rows(changes)
        )
        return Chart.of(figure, f"{message}. Every published change: {listed}.")


_BRIEF = {
    "one page": "(one page)",
    "two pages, one origin": "(one origin)",
    "one page (and the article)": "(one page)",
}
"""A report that does not stand on two pages, short enough for a label."""


def levels(data: Dataset) -> pd.DataFrame:
    """Return China's trade with North Korea by year from the customs' annual figures, in million USD.

    Columns ``year, million, report``; no estimate of another body is among them.
    """
    trade = data.trade[data.trade["pair"].eq(PAIR) & data.trade["metric"].eq("total")]
    totals = trade[trade["series"].eq("annual")].sort_values("period", ignore_index=True)
    return pd.DataFrame(
        {
            "year": totals["period"],
            "million": totals["value"] / MILLION,
            "report": support(totals["confidence"]),
        }
    )


def draw_levels(data: Dataset) -> Chart:
    """Draw the level of trade by year, a bar each with its report."""
    totals = levels(data)
    by_year = totals.set_index("year")["million"]
    share = by_year[ROSE] / by_year[BEFORE_BORDERS_SHUT]
    message = f"The rise of {ROSE} brought trade to {share:.0%} of its level of {BEFORE_BORDERS_SHUT}"
    with canvas(message, 2.9) as (figure, axes):
        axes.barh(totals["year"], totals["million"], color=RECORD, height=0.62)
        for row in rows(totals):
            axes.annotate(
                f" {row.million:,.0f}  {_BRIEF.get(row.report, '')}".rstrip(),
                (row.million, row.Index),
                va="center",
                fontsize=8.5,
            )
        axes.invert_yaxis()
        axes.set_xlim(0, 1.3 * totals["million"].max())
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        axes.set_xlabel("million USD in the year, both directions")
        listed = "; ".join(f"{row.year} {row.million:,.0f} ({row.report})" for row in rows(totals))
        return Chart.of(figure, f"{message}. China's customs by year, in million USD: {listed}.")


def other_april(data: Dataset) -> float:
    """Return how much less April 2023 came to by the page that differs, in million USD."""
    row = selected_row(data, data.trade, "china.other_april")
    return round((float(row["value"]) - float(row["other_value"])) / MILLION, 2)


def quotable(data: Dataset) -> dict[str, float | str]:
    """Return the numbers on trade that a sentence may quote, by name."""
    both = year_on_year(data)
    changes = {(row.period, row.series): float(row.value) for row in rows(growth(data))}
    two_months = both.loc[both["months"].gt(1), "fall"].sum()  # January and February, published as one
    fall, before, after = (float(both[name].sum()) for name in ("fall", "total_before", "total_after"))
    totals = data.trade[data.trade["pair"].eq(PAIR) & data.trade["metric"].eq("total")]
    months = totals[totals["period"].str.len().eq(len(FIRST_MONTH))]
    of_both_years = months["period"].str[:4].isin([first[:4] for first, _ in _spans(data)])
    lowest = float(months.loc[of_both_years, "value"].min())
    return {
        "article_trade_million": stated_fall(data),
        "fall_million": round(fall, 2),
        "fall_million_other_april": round(fall - other_april(data), 2),
        "fall_percent": round(100 * fall / before, 1),
        "fall_share_january_february": round(float(two_months) / fall, 3),
        "trade_five_months_2023": round(before, 1),
        "trade_five_months_2024": round(after, 1),
        "trade_lowest_month": round(lowest / MILLION),
        "china_sold_less_million": round(float((both["sold_before"] - both["sold_after"]).sum()), 1),
        "china_bought_more_million": round(float((both["bought_after"] - both["bought_before"]).sum()), 1),
        "trade_half_2024_revised_fall": -changes[(_FIRST_HALF, "cumulative")],
    }
