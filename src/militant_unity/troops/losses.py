"""Losses: North Korean by kind and claimant, and Russian as a measure of ten thousand soldiers."""

from typing import Any

import pandas as pd
from matplotlib.ticker import MaxNLocator

from dossier.evidence.claims import current, support
from dossier.schema.files import rows
from dossier.show.chart import FAINT, RECORD, Chart, canvas, days
from dossier.show.table import Link, ShownTable, row_link
from militant_unity.data import Dataset
from militant_unity.troops.soldiers import SERVICES, amount, draw_estimates, soldier_figures, stands_on

KINDS = {
    "soldier_casualty": "killed and wounded together",
    "soldier_killed": "killed",
    "soldier_wounded": "wounded",
    "soldier_captured": "captured",
}
"""What is lost, each counted apart; casualties hold the killed and are never added to them."""

_PARTIAL = {
    "2024-12-27-us-white-house-nsc-soldier-casualty": "one week",
    "2024-12-27-rok-nis-soldier-captured": "died",
    "2025-12-13-dprk-kim-jong-un-soldier-killed": "of one unit",
    "2025-01-09-ukraine-zelensky-soldier-casualty": "said “lost”",
    "2025-01-22-western-officials-via-bbc-soldier-casualty": "missing included",
}
"""Rows that say themselves that they count a part, or more than their kind."""


def losses(data: Dataset) -> pd.DataFrame:
    """Return each figure of North Korean losses on record, by kind and then by date.

    Columns ``estimate_id, date, who, item, group, label, low, best, high, bound, confidence, remark``, in
    persons.
    """
    given = data.estimates[data.estimates["item"].isin(list(KINDS))]
    derived = given["note"].str.startswith("Derived", na=False)
    differ = given["confidence"].eq("contradicted")
    leans = stands_on(given)
    remark = given["estimate_id"].map(_PARTIAL).fillna(leans.where(leans.ne("")))
    remark = remark.mask(derived, "a third, ours").mask(differ, "pages differ")
    found = given.assign(
        date=given["statement_date"],
        who=given["claimant"].replace(SERVICES),
        group=given["item"].map(KINDS),
        order=given["item"].map({item: place for place, item in enumerate(KINDS)}),
        remark=remark.fillna(""),
    )
    found["label"] = found["date"] + "  " + found["who"]
    found = found.sort_values(["order", "date", "who"], ignore_index=True)
    columns = ["estimate_id", "date", "who", "item", "group", "label", "low", "best", "high", "bound"]
    return found[[*columns, "confidence", "remark"]]


def same_day(data: Dataset) -> pd.DataFrame:
    """Return the two counts of casualties that two claimants gave on one day, least first."""
    found = losses(data)
    found = found[found["item"].eq("soldier_casualty")]
    found = found[found.duplicated("date", keep=False)]
    return found.sort_values(["date", "best"], ignore_index=True)


def draw_losses(data: Dataset) -> Chart:
    """Draw every figure of losses on record, a row each, the four kinds apart."""
    found = losses(data)
    low, high = rows(same_day(data))
    few, many = rows(spring_dead(data))
    message = (
        f"{_capital(high)} puts casualties at {high.best / low.best:.1f} times {_capital(low)}'s figure of "
        f"one day, {_capital(many)} the dead of spring 2025 at {many.best / few.best:.1f} times its figure"
    )
    with canvas(message, 1.5 + 0.235 * len(found)) as (figure, axes):
        draw_estimates(axes, found, room=2.4)
        axes.set_xlabel("North Korean soldiers, on record")
        told = "; ".join(f"{row.date} {row.who}: {amount(row)} {_word(row.item)}" for row in rows(found))
        return Chart.of(figure, f"{message}. Losses on record: {told}. Kinds are not to be added.")


def _capital(row: Any) -> str:
    return str(row.who).split(",")[0]


def spring_dead(data: Dataset) -> pd.DataFrame:
    """Return London's and Seoul's figures of the dead from March and April 2025, least first."""
    found = losses(data).query("item == 'soldier_killed'")
    return found[found["date"].str[:7].isin(["2025-03", "2025-04"])].sort_values("best", ignore_index=True)


def _word(item: str) -> str:
    return {"soldier_casualty": "killed or wounded"}.get(item, item.removeprefix("soldier_"))


def dead_among_casualties(data: Dataset) -> pd.DataFrame:
    """Return where one claimant gave casualties and dead on one day, with the share of dead.

    Columns ``date, who, casualties, killed, share, said, row, row_killed``; the share is ours, a quotient of
    two figures of which either may be open, and ``said`` that the claimant gave the share and not the dead.
    A figure that counts the missing and the captured too is no base of a share.
    """
    found = losses(data)
    found = found[found["remark"].ne(_PARTIAL["2025-01-22-western-officials-via-bbc-soldier-casualty"])]
    both = found[found["item"].eq("soldier_casualty")].merge(
        found[found["item"].eq("soldier_killed")], on=["date", "who"], suffixes=("", "_killed")
    )
    return pd.DataFrame(
        {
            "date": both["date"],
            "who": both["who"],
            "casualties": [amount(row) for row in rows(both)],
            "killed": [f"about {row.best_killed:,.0f}" for row in rows(both)],
            "share": both["best_killed"] / both["best"],
            "said": both["remark_killed"].eq("a third, ours"),
            "row": both["estimate_id"],
            "row_killed": both["estimate_id_killed"],
        }
    )


def dead_table(data: Dataset) -> ShownTable:
    """Show how many of the casualties each claimant holds for dead."""
    found = dead_among_casualties(data)
    shown = pd.DataFrame(
        {
            "date": found["date"],
            "who": found["who"],
            "casualties": [Link(row.casualties, row_link(row.row).address) for row in rows(found)],
            "killed": [Link(row.killed, row_link(row.row_killed).address) for row in rows(found)],
            "share of dead": [
                "about a third, as said" if row.said else f"{row.share:.0%}, ours" for row in rows(found)
            ],
        }
    )
    return ShownTable(
        shown, "Question 4. Dead among the casualties, where one claimant gave both on one day (record)"
    )


def russian_total(data: Dataset) -> pd.DataFrame:
    """Return who gave a total of Russian casualties up to the article, on record, by date."""
    article = data.documents.set_index("source_id").loc["troops-2024", "published"]
    given = data.estimates[data.estimates["item"].eq("russian_casualty_total")]
    given = given[given["statement_date"].le(article)]
    return given.sort_values("statement_date", ignore_index=True)


def rutte_table(data: Dataset) -> ShownTable:
    """Show the way of the 600,000: who gave a total of Russian casualties before the article quotes it."""
    found = russian_total(data)
    claim = current(data).set_index("claim_id").loc["c-191"]
    quoted = data.quantities[data.quantities["claim_id"].eq("c-191")]
    article = data.documents.set_index("source_id").loc["troops-2024", "published"]
    every = [*rows(found), *rows(quoted)]
    linked = [*found["estimate_id"], "c-191"]
    shown = pd.DataFrame(
        {
            "date": [*found["statement_date"], article],
            "who": [*found["claimant"].replace(SERVICES), "Rutte, as troops-2024 quotes him"],
            "killed or wounded": [
                Link(amount(row), row_link(each).address) for row, each in zip(every, linked, strict=True)
            ],
            "behind it": [*support(found["confidence"]), f"origins: {claim['origins']}"],
        }
    )
    return ShownTable(
        shown, "Question 9. Whose figure first: Russian killed or wounded in all (record, the article last)"
    )


def days_of_losses(data: Dataset) -> pd.DataFrame:
    """Return how many days of Russian losses equal the article's highest count of soldiers.

    Columns ``date, who, rate, days, highest_day, quoting, kyiv, confidence, row``: the rate counts killed
    plus wounded a day, as claimed; ``highest_day`` is a single day and no average.
    """
    soldiers = float(soldier_figures(data)["best"].max())
    given = data.estimates[data.estimates["item"].eq("russian_casualty_per_day")]
    note = given["note"].fillna("")
    found = pd.DataFrame(
        {
            "date": given["statement_date"],
            "who": given["claimant"].replace(SERVICES),
            "rate": given["best"],
            "days": soldiers / given["best"],
            "highest_day": note.str.startswith("Highest day"),
            "quoting": note.str.contains("quoting the Ukraine General Staff"),
            "kyiv": note.str.contains("quoting the Ukraine General Staff")
            | given["claimant"].eq("Ukraine General Staff"),
            "confidence": given["confidence"],
            "row": given["estimate_id"],
        }
    )
    return found.sort_values(["highest_day", "date"], ignore_index=True)


def draw_days_of_losses(data: Dataset) -> Chart:
    """Draw the days of claimed Russian losses that ten thousand soldiers equal, as a range."""
    found = days_of_losses(data)
    soldiers = float(soldier_figures(data)["best"].max())
    least, most = _averages(found)
    message = (
        f"{soldiers:,.0f} soldiers equal {least:.0f} to {most:.0f} days of Russian losses, as claimed "
        f"from {found['date'].min()[:7]} to {found['date'].max()[:7]}"
    )
    with canvas(message, 2.9) as (figure, axes):
        axes.axvspan(least, most, color=RECORD, alpha=0.15, linewidth=0)
        axes.plot([least, most], [-0.9, -0.9], color=RECORD, linewidth=3, solid_capstyle="butt")
        axes.annotate(
            "range of the averages",
            ((least + most) / 2, -0.9),
            xytext=(0, 5),
            textcoords="offset points",
            ha="center",
            fontsize=8,
        )
        for row in rows(found):
            axes.plot([0, row.days], [row.Index, row.Index], color=FAINT, linewidth=0.8)
            fill = "none" if row.highest_day else RECORD
            axes.scatter(row.days, row.Index, s=36, facecolor=fill, edgecolor=RECORD, zorder=3)
            what = "highest day" if row.highest_day else "a day"
            what += ", one page" if row.confidence == "single" else ""
            axes.annotate(
                f"{row.days:.1f}  at {row.rate:,.0f} {what}",
                (row.days, row.Index),
                xytext=(7, 0),
                textcoords="offset points",
                va="center",
                fontsize=8,
            )
        by_kyiv = [
            f"{row.date}  {row.who}" + (",\nquoting Kyiv" if row.quoting else "") for row in rows(found)
        ]
        axes.set_yticks(range(len(found)), by_kyiv, fontsize=8)
        axes.set_ylim(len(found) - 0.4, -1.7)
        axes.set_xlim(0, 1.85 * most)
        axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))
        axes.set_xlabel("days of Russian losses, as claimed")
        told = "; ".join(
            f"{row.days:.1f} days at {row.rate:,.0f} ({row.who}, {row.date})" for row in rows(found)
        )
        return Chart.of(
            figure, f"{message}. Our quotients: {told}. The last is a single day, not an average."
        )


def _averages(found: pd.DataFrame) -> tuple[float, float]:
    averages = found.loc[~found["highest_day"], "days"]
    return float(averages.min()), float(averages.max())


def quotable(data: Dataset) -> dict[str, float | str]:
    """Return the numbers that a sentence on losses may quote, by name."""
    low, high = rows(same_day(data))
    share = dead_among_casualties(data)
    by_id = data.estimates.set_index("estimate_id")["best"]
    total = russian_total(data)
    pentagon, rutte = total.iloc[1], total.iloc[2]
    found = days_of_losses(data)
    least, most = _averages(found)
    rate = float(by_id["2024-10-01-nato-rutte-russian-casualty-per-day"])
    elapsed = days(rutte["statement_date"]) - days(total["statement_date"].iloc[0])
    return {
        "losses_figures": len(losses(data)),
        "losses_seoul_same_day": float(low.best),
        "losses_kyiv_same_day": float(high.best),
        "dead_share_low": float(share["share"].min()),
        "dead_share_high": float(share["share"].max()),
        "dead_seoul_april": float(by_id["2025-04-30-rok-nis-soldier-killed"]),
        "dead_seoul_september": float(by_id["2025-09-02-rok-nis-soldier-killed"]),
        "dead_portraits_first": float(by_id["2025-08-22-dprk-state-media-portraits-soldier-killed"]),
        "dead_portraits_second": float(by_id["2025-08-30-dprk-state-media-portraits-soldier-killed"]),
        "russian_total_rutte_first": float(total["best"].iloc[0]),
        "russian_total_rutte_last": float(rutte["best"]),
        "days_pentagon_before_rutte": int(days(rutte["statement_date"]) - days(pentagon["statement_date"])),
        "russian_rate_rutte": rate,
        "russian_total_rise": float(rutte["best"] - total["best"].iloc[0]),
        "russian_total_rise_by_rate": elapsed * rate,
        "days_between_rutte_totals": int(elapsed),
        "loss_rates": len(found),
        "loss_rates_of_kyiv": int(found["kyiv"].sum()),
        "days_of_losses_least": round(least, 1),
        "days_of_losses_most": round(most, 1),
        "days_of_losses_highest_day": round(float(found["days"].min()), 1),
    }
