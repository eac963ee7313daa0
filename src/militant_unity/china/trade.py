"""China's trade with North Korea: what its customs published, and the figure that an article quotes."""

import re

import pandas as pd

from dossier.evidence.claims import support
from dossier.schema.files import rows
from dossier.show.chart import ARTICLE, FAINT, RECORD, Chart, canvas, days, time_axis
from dossier.show.table import ShownTable
from militant_unity.data import Dataset

PAIR = "CN-KP"
MILLION = 1e6


_WEAKEST = ("contradicted", "single", "with_article", "same_origin", "two_independent")


def first_releases(data: Dataset, first: str, last: str) -> pd.DataFrame:
    """Return China's trade with North Korea as first released, by published period, in million USD.

    Columns ``period, start, months, sold, bought, total, report``. January and February are one period of
    two months where China published them together. A total that no page gave is our sum of the two
    directions; a period without either has no row. ``report`` grades the weaker of the two directions.
    """
    trade = data.trade[data.trade["pair"].eq(PAIR) & data.trade["series"].eq("first_release")]
    trade = trade[trade["period"].str.fullmatch(r"\d{4}-(\d{2}|01/\d{4}-02)")]
    wide = trade.pivot_table(index="period", columns="metric", values="value").div(MILLION)
    wide = wide.reindex(columns=["exports", "imports", "total"])
    graded = trade[trade["metric"].isin(["exports", "imports"])]
    wide["report"] = graded.groupby("period")["confidence"].agg(lambda each: min(each, key=_WEAKEST.index))
    wide = wide.reset_index()
    pairs = set(wide.loc[wide["period"].str.contains("/"), "period"].str[:4])
    split = wide["period"].str.fullmatch(r"\d{4}-0[12]") & wide["period"].str[:4].isin(pairs)
    found = pd.DataFrame(
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
    kept = found["total"].notna() & found["start"].between(first, last) & ~split
    return found[kept].reset_index(drop=True)


def year_on_year(data: Dataset) -> pd.DataFrame:
    """Return January to May of 2023 beside 2024, by published period, in million USD.

    Columns ``label, fall`` and, for each of ``sold, bought, total, report``, that ``_before`` and ``_after``.
    """
    before = first_releases(data, "2023-01", "2023-05")
    after = first_releases(data, "2024-01", "2024-05")
    for each in (before, after):
        each["label"] = [
            "Jan–Feb" if months == 2 else f"{pd.Timestamp(start):%b}"
            for start, months in zip(each["start"], each["months"], strict=True)
        ]
    columns = ["label", "sold", "bought", "total", "report"]
    both = before[columns].merge(after[columns], on="label", suffixes=("_before", "_after"))
    return both.assign(fall=(both["total_before"] - both["total_after"]).round(2))


def stated_fall(data: Dataset) -> float:
    """Return the article's figure in million USD, whatever it counts."""
    figures = data.quantities[data.quantities["item"].eq("trade_fall")]
    return float(figures["best"].iloc[0]) / MILLION


def draw_trade(data: Dataset) -> Chart:
    """Draw trade as first released, a bar per published period, and the article's figure as a total."""
    found, stated = first_releases(data, "2023-01", "2025-12"), stated_fall(data)
    five = year_on_year(data)["total_after"].sum()
    message = (
        f"{stated:.1f} million dollars is not what trade came to: "
        f"January to May 2024 came to {five:.0f} million"
    )
    with canvas(message, 3.0) as (figure, axes):
        starts = [days(month) for month in found["start"]]
        monthly, months = found["total"] / found["months"], found["months"]
        axes.bar(starts, monthly, width=30.4 * months - 4, align="edge", color=RECORD, linewidth=0)
        covered = {
            str(month)
            for row in rows(found)
            for month in pd.period_range(row.start, periods=row.months, freq="M")
        }
        missing = [str(month) for month in pd.period_range("2023-01", "2025-12", freq="M")]
        missing = [month for month in missing if month not in covered]
        axes.scatter(
            [days(month) + 15 for month in missing],
            [9] * len(missing),
            s=16,
            facecolor="none",
            edgecolor=FAINT,
        )
        left, right = days("2024-01"), days("2024-06")
        axes.bar(left, stated / 5, width=right - left, align="edge", color=ARTICLE)
        axes.annotate(
            f"treaty-2024, if read as a total:\n{stated:.1f} over five months",
            ((left + right) / 2, stated / 5),
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
        told = ", ".join(f"{row.period} {row.total:.0f}" for row in rows(found))
        return Chart.of(
            figure,
            f"{message}. China's trade with North Korea by published period, first releases in million USD: "
            f"{told}. No first release on record for {', '.join(missing)}.",
        )


def draw_falls(data: Dataset) -> Chart:
    """Draw the fall of each published period, adding up to the article's figure."""
    falls, stated = year_on_year(data), stated_fall(data)
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
        axes.annotate(f"treaty-2024: {stated:.1f}", (-0.4, stated + 0.6), va="bottom", color=ARTICLE)
        axes.set_ylim(0, 1.25 * stated)
        axes.set_ylabel("fall on 2023,\nmillion USD, added up")
        told = ", ".join(f"{row.label} {row.fall:.2f}" for row in rows(falls))
        return Chart.of(figure, f"{message}. Fall of 2024 on 2023, in million USD: {told}.")


def directions(data: Dataset) -> ShownTable:
    """Show what China sold and bought in January to May of both years, in million USD, with our sums."""
    both = year_on_year(data)
    sums = both.select_dtypes("number").sum().to_frame().T.assign(label="our sum")
    both = pd.concat([both, sums], ignore_index=True).round(2)
    shown = pd.DataFrame({"period": both["label"]})
    for side in ("sold", "bought"):
        shown[f"{side} 2023"], shown[f"{side} 2024"] = both[f"{side}_before"], both[f"{side}_after"]
        change = both[f"{side}_after"] - both[f"{side}_before"]
        shown[f"{side} ±"] = [f"{each:+.2f}".replace("-", "−") for each in change]
    for year, side in ((2023, "before"), (2024, "after")):
        shown[f"weaker report {year}"] = [
            support(pd.Series([grade]))[0] if isinstance(grade, str) else "our sum"
            for grade in both[f"report_{side}"]
        ]
    caption = "Question 3. Sold and bought by China, first releases, million USD (record)"
    return ShownTable(shown, caption)


def growth(data: Dataset) -> pd.DataFrame:
    """Return every change of total trade on record for more than one month since 2024, in percent.

    Columns ``trade_id, period, series, value, label, report``; growth of single months is left out, some of
    it counts one direction alone.
    """
    trade = data.trade
    found = trade[trade["pair"].eq(PAIR) & trade["metric"].eq("growth") & trade["period"].ge("2024")]
    found = found[found["period"].str.fullmatch(r"\d{4}(-\d\d/\d{4}-\d\d)?")]
    until = found["period"].str.split("/").str[-1]
    until = until.where(until.str.len().eq(7), until + "-12")
    found = found.assign(until=until).sort_values("until", kind="stable", ignore_index=True)
    return found.assign(
        label=[f"{_period(row.period)}, {_SERIES[row.series]}" for row in rows(found)],
        report=support(found["confidence"]),
    )[["trade_id", "period", "series", "value", "label", "report"]]


_SERIES = {"derived": "\nfirst releases, our sum", "cumulative": "revised", "annual": "the year"}


def _period(period: str) -> str:
    start, _, end = period.partition("/")
    return f"{pd.Timestamp(start):%b}–{pd.Timestamp(end):%b %Y}" if end else start


def draw_growth(data: Dataset) -> Chart:
    """Draw each published change of trade on the year before, one line per series and period."""
    found = growth(data)
    years = found[found["series"].eq("annual")].set_index("period")["value"]
    message = (
        f"2024 ended {abs(years['2024']):.4g} % down; 2025, with the pact in force, "
        f"ended {years['2025']:.4g} % up"
    )
    with canvas(message, 2.9) as (figure, axes):
        for row in rows(found):
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
        briefly = [f"{row.label} {_BRIEF.get(row.report, '')}".rstrip() for row in rows(found)]
        axes.set_yticks(range(len(found)), briefly, fontsize=8)
        axes.set_xlim(-20, 42)
        axes.set_ylim(len(found) - 0.4, -0.6)
        axes.spines["left"].set_visible(False)
        axes.set_xlabel("percent, on a year before")
        told = "; ".join(
            f"{row.label} {row.value:+.4g} % ({row.report})".replace(", \n", ", ") for row in rows(found)
        )
        return Chart.of(figure, f"{message}. Every published change: {told}.")


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
    found = trade[trade["series"].eq("annual")].sort_values("period", ignore_index=True)
    return pd.DataFrame(
        {
            "year": found["period"],
            "million": found["value"] / MILLION,
            "report": support(found["confidence"]),
        }
    )


def draw_levels(data: Dataset) -> Chart:
    """Draw the level of trade by year, a bar each with its report."""
    found = levels(data)
    by_year = found.set_index("year")["million"]
    share = by_year["2025"] / by_year["2019"]
    message = f"The rise of 2025 brought trade to {share:.0%} of its level of 2019"
    with canvas(message, 2.9) as (figure, axes):
        axes.barh(found["year"], found["million"], color=RECORD, height=0.62)
        for row in rows(found):
            axes.annotate(
                f" {row.million:,.0f}  {_BRIEF.get(row.report, '')}".rstrip(),
                (row.million, row.Index),
                va="center",
                fontsize=8.5,
            )
        axes.invert_yaxis()
        axes.set_xlim(0, 1.3 * found["million"].max())
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        axes.set_xlabel("million USD in the year, both directions")
        told = "; ".join(f"{row.year} {row.million:,.0f} ({row.report})" for row in rows(found))
        return Chart.of(figure, f"{message}. China's customs by year, in million USD: {told}.")


def outlets(data: Dataset) -> str:
    """Name the outlets through which the first releases of January to May were seen, most rows first."""
    trade = data.trade[data.trade["pair"].eq(PAIR) & data.trade["series"].eq("first_release")]
    trade = trade[trade["period"].str.fullmatch(r"202[34]-0[1-5](/202[34]-02)?")]
    publisher = data.sources.set_index("source_id")["publisher"]
    return ", ".join(
        trade["source_id"].map(publisher).value_counts(sort=True).sort_index(kind="stable").index
    )


def other_april(data: Dataset) -> float:
    """Return how much less April 2023 came to by the page that differs, in million USD."""
    row = data.trade.set_index("trade_id").loc["cn-kp-2023-04-total-first-release"]
    differing = float(re.findall(r"(\d+\.\d+) million", row["note"])[0])
    return round(row["value"] / MILLION - differing, 2)


def quotable(data: Dataset) -> dict[str, float | str]:
    """Return the numbers on trade that a sentence may quote, by name."""
    both, changes = year_on_year(data), growth(data).set_index("trade_id")["value"]
    fall, before, after = (float(both[name].sum()) for name in ("fall", "total_before", "total_after"))
    totals = data.trade[data.trade["pair"].eq(PAIR) & data.trade["metric"].eq("total")]
    months = totals[totals["period"].str.fullmatch(r"202[34]-\d\d")]
    return {
        "article_trade_million": stated_fall(data),
        "fall_million": round(fall, 2),
        "fall_million_other_april": round(fall - other_april(data), 2),
        "fall_percent": round(100 * fall / before, 1),
        "fall_share_january_february": round(float(both["fall"].iloc[0]) / fall, 3),
        "trade_five_months_2023": round(before, 1),
        "trade_five_months_2024": round(after, 1),
        "trade_lowest_month": round(float(months["value"].min()) / MILLION),
        "china_sold_less_million": round(float((both["sold_before"] - both["sold_after"]).sum()), 1),
        "china_bought_more_million": round(float((both["bought_after"] - both["bought_before"]).sum()), 1),
        "trade_outlets": outlets(data),
        "trade_growth_2024": float(changes["cn-kp-2024-growth-annual"]),
        "trade_growth_2025": float(changes["cn-kp-2025-growth-annual"]),
        "trade_half_2024_revised_fall": -float(changes["cn-kp-2024-01-to-2024-06-growth-cumulative"]),
    }
