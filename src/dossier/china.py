"""The China angle: what Beijing said, what others say it feels, and what its customs counted."""

from types import SimpleNamespace

import pandas as pd
from matplotlib.ticker import MaxNLocator

from dossier.claims import claims_table, current
from dossier.corpus import ARTICLES
from dossier.shown import ARTICLE, FAINT, RECORD, Chart, ShownTable, canvas, days, in_words, time_axis
from dossier.store import rows

PAIR = "CN-KP"
MILLION = 1e6
BEIJING = ("beijing", "china", "chinese-foreign-ministry", "chinese-officials", "xi-jinping")
"""Who speaks for China."""


def trade_by_period(data: SimpleNamespace, first: str, last: str) -> pd.DataFrame:
    """Return China's trade with North Korea by published period, in million USD.

    Columns ``start, months, total``: January and February are one period of two months, as China
    publishes them; a month without a figure has no row. First releases only, and our sums of exports
    and imports where a first release gave those and no total.
    """
    trade = data.trade
    rows = trade[
        trade["pair"].eq(PAIR)
        & trade["metric"].eq("total")
        & trade["series"].isin(["first_release", "derived"])
    ]
    rows = rows[rows["period"].str.fullmatch(r"\d{4}-\d{2}|(\d{4})-01/\d{4}-02")]
    rows = rows[~rows["period"].str.fullmatch(r"\d{4}-0[12]")]
    start = rows["period"].str[:7]
    found = pd.DataFrame(
        {
            "start": start,
            "months": rows["period"].str.contains("/").map({True: 2, False: 1}),
            "total": rows["value"] / MILLION,
        }
    )
    return found[start.between(first, last)].sort_values("start", ignore_index=True)


def monthly_falls(data: SimpleNamespace) -> pd.DataFrame:
    """Return trade in January to May of 2023 and 2024 by month, in million USD, and the fall.

    First releases, with months that were published only as part of a pair taken by subtraction, as
    the notes of the rows say. Columns ``month, before, after, fall``.
    """
    trade = data.trade
    rows = trade[
        trade["pair"].eq(PAIR)
        & trade["metric"].eq("total")
        & trade["series"].isin(["first_release", "derived"])
    ]
    totals = rows.set_index("period")["value"] / MILLION
    months = [f"{month:02d}" for month in range(1, 6)]
    before = [totals[f"2023-{month}"] for month in months]
    after = [totals[f"2024-{month}"] for month in months]
    falls = pd.DataFrame({"month": months, "before": before, "after": after})
    return falls.assign(fall=(falls["before"] - falls["after"]).round(2))


def stated_fall(data: SimpleNamespace) -> float:
    """Return the article's figure in million USD, whatever it counts."""
    rows = data.quantities[data.quantities["item"].eq("trade_fall")]
    return float(rows["best"].iloc[0]) / MILLION


def draw_trade(data: SimpleNamespace) -> Chart:
    """Draw trade by month over two years, with the article's figure as a level beside it."""
    found = trade_by_period(data, "2023-01", "2024-12")
    stated = stated_fall(data)
    starts = [days(month) for month in found["start"]]
    monthly = found["total"] / found["months"]
    message = (
        f"{stated:.1f} million dollars cannot be the level: no month came below {monthly.min():.0f} million"
    )
    with canvas(message, 3.0) as (figure, axes):
        axes.bar(starts, monthly, width=27 * found["months"] - 2, align="edge", color=RECORD, linewidth=0)
        axes.axhline(stated, color=ARTICLE, linewidth=1.2)
        axes.annotate(
            f"treaty-2024:\n{stated:.1f}",
            (1.0, stated),
            xycoords=("axes fraction", "data"),
            ha="right",
            va="bottom",
            color=ARTICLE,
        )
        axes.set_ylabel("million USD a month")
        time_axis(axes, "2022-12-20", "2025-07-20")
        told = ", ".join(f"{row.start} {row.total / row.months:.0f}" for row in rows(found))
        return Chart.of(
            figure,
            f"{message}. China's trade with North Korea by month, first releases in million USD "
            f"(January and February as published together, their mean): {told}. "
            "Months without a figure are gaps.",
        )


def draw_falls(data: SimpleNamespace) -> Chart:
    """Draw the fall of each month, adding up to the article's figure."""
    falls = monthly_falls(data)
    reached, stated = falls["fall"].cumsum(), stated_fall(data)
    total, base = falls["fall"].sum(), falls["before"].sum()
    message = (
        f"As a fall it is exact: five months add up to {total:.2f} million, "
        f"{100 * total / base:.1f} % of the year before"
    )
    with canvas(message, 2.6) as (figure, axes):
        starts = reached - falls["fall"]
        axes.bar(falls["month"], falls["fall"], bottom=starts, color=RECORD, width=0.7)
        for position, (top, fall) in enumerate(zip(reached, falls["fall"], strict=True)):
            axes.annotate(
                f"{fall:.2f}", (position, top), xytext=(0, 3), textcoords="offset points", ha="center"
            )
        axes.axhline(stated, color=ARTICLE, linewidth=1.2)
        axes.annotate(f"treaty-2024: {stated:.1f}", (-0.4, stated), va="bottom", color=ARTICLE)
        axes.set_ylim(0, 1.22 * stated)
        axes.set_xticks(range(5), ["Jan", "Feb", "Mar", "Apr", "May"])
        axes.set_ylabel("fall on 2023, million USD,\nadded up")
        told = ", ".join(f"{row.month} {row.fall:.2f}" for row in rows(falls))
        return Chart.of(figure, f"{message}. Fall by month of 2024 against 2023, in million USD: {told}.")


def stated_and_imputed(data: SimpleNamespace) -> pd.DataFrame:
    """Count claims on China by article: what Beijing said or did not say, and what others say of it."""
    claims = current(data, "china")
    own = claims["speaker"].isin(BEIJING) | claims["relayed_by"].fillna("").str.split(";").str[-1].isin(
        BEIJING
    )
    kind = own.map({True: "said by Beijing", False: "said of Beijing"})
    kind = kind.where(claims["claim_type"].ne("silence"), "not said by Beijing")
    return pd.crosstab(claims["source_id"], kind).reindex(list(ARTICLES), fill_value=0)


def draw_stated_and_imputed(data: SimpleNamespace) -> Chart:
    """Draw, for each article, how much on China is Beijing's own word."""
    counts = stated_and_imputed(data)
    said, whole = int(counts.get("said by Beijing", pd.Series(dtype=int)).sum()), int(counts.to_numpy().sum())
    message = f"{said} of {whole} claims on China rest on Beijing's own word"
    with canvas(message, 2.3) as (figure, axes):
        left = pd.Series(0, index=counts.index)
        for kind, colour in (
            ("said by Beijing", ARTICLE),
            ("said of Beijing", FAINT),
            ("not said by Beijing", "none"),
        ):
            if kind in counts:
                axes.barh(
                    counts.index,
                    counts[kind],
                    left=left,
                    color=colour,
                    edgecolor=FAINT,
                    height=0.6,
                    label=kind,
                )
                left = left + counts[kind]
        axes.invert_yaxis()
        axes.set_xlabel("claims")
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.legend(loc="upper center", bbox_to_anchor=(0.4, -0.3), ncol=3, fontsize=8, columnspacing=1)
        told = "; ".join(f"{name}: {in_words(counts.loc[name].to_dict())}" for name in ARTICLES)
        return Chart.of(figure, f"{message}. By article: {told}.")


def beijing_words(data: SimpleNamespace) -> ShownTable:
    """Show what China itself has said, day by day, on record."""
    said = data.statements[data.statements["side"].eq("China")].sort_values("statement_date")
    shown = said[["statement_date", "topic", "speaker", "summary"]].rename(columns={"statement_date": "day"})
    shown["topic"] = shown["topic"].str.replace("_", " ")
    return ShownTable(shown, "What Beijing itself has said (record)")


def claims(data: SimpleNamespace) -> ShownTable:
    """Show what the articles say of China."""
    return claims_table(data, "china")


def quotable(data: SimpleNamespace) -> dict[str, float | str]:
    """Return the numbers that a sentence on this theme may quote, by name."""
    falls = monthly_falls(data)
    counts = stated_and_imputed(data)
    growth = data.trade[data.trade["metric"].eq("growth") & data.trade["pair"].eq(PAIR)]
    growth = growth[growth["series"].eq("annual")].set_index("period")["value"]
    lowest = trade_by_period(data, "2023-01", "2024-12")
    return {
        "article_trade_million": stated_fall(data),
        "fall_million": round(float(falls["fall"].sum()), 2),
        "fall_percent": round(100 * float(falls["fall"].sum() / falls["before"].sum()), 1),
        "trade_five_months_2023": round(float(falls["before"].sum()), 1),
        "trade_lowest_month": round(float((lowest["total"] / lowest["months"]).min())),
        "fall_share_of_january": round(float(falls["fall"].iloc[0] / falls["fall"].sum()), 3),
        "trade_growth_2024": float(growth["2024"]),
        "trade_growth_2025": float(growth["2025"]),
        "china_said_by_beijing": int(counts.get("said by Beijing", pd.Series([0])).sum()),
        "china_silences": int(counts.get("not said by Beijing", pd.Series([0])).sum()),
    }
