"""`estimates` become the losses: North Korean by kind and claimant, Russian as a measure of the soldiers."""

import pandas as pd
from matplotlib.ticker import MaxNLocator

from dossier.errors import DataError
from dossier.evidence.claims import current, support
from dossier.evidence.selections import labels, selected_id, selected_ids
from dossier.schema.files import Row, rows
from dossier.show.amount import amount
from dossier.show.chart import FAINT, RECORD, Chart, canvas, days
from dossier.show.table import Link, ShownTable, row_link
from militant_unity.data import Dataset
from militant_unity.troops.chosen import (
    article_date,
    article_name,
    best,
    chosen_row,
    chosen_rows,
    least_and_most,
)
from militant_unity.troops.soldiers import (
    claimant_labels,
    claimant_sides,
    draw_estimates,
    remarks,
    shared_figure,
)

KINDS = {
    "soldier_casualty": "killed and wounded together",
    "soldier_killed": "killed",
    "soldier_wounded": "wounded",
    "soldier_captured": "captured",
}
"""What is lost, each counted apart; casualties include the killed and are never added to them."""


def losses(data: Dataset) -> pd.DataFrame:
    """Return each figure of North Korean losses (`estimates`), by kind and then by date, in persons.

    Columns ``estimate_id, date, who, side, item, group, label, low, best, high, bound, confidence, remark``.
    A remark chosen in `selections` comes before the one that follows from the report; that pages differ
    comes before both.
    """
    estimates = data.estimates[data.estimates["item"].isin(list(KINDS))]
    chosen = labels(data, "troops.losses_remarks")
    remark = remarks(estimates)
    remark = remark.mask(estimates["estimate_id"].isin(list(chosen)), estimates["estimate_id"]).replace(
        chosen
    )
    remark = remark.mask(estimates["confidence"].eq("contradicted"), "pages differ")
    table = estimates.assign(
        date=estimates["statement_date"],
        who=claimant_labels(data, estimates),
        side=claimant_sides(data, estimates),
        group=estimates["item"].map(KINDS),
        order=estimates["item"].map({item: place for place, item in enumerate(KINDS)}),
        remark=remark,
    )
    table["label"] = table["date"] + "  " + table["who"]
    table = table.sort_values(["order", "date", "who", "estimate_id"], ignore_index=True)
    columns = ["estimate_id", "date", "who", "side", "item", "group", "label", "low", "best", "high", "bound"]
    return table[[*columns, "confidence", "remark"]]


def draw_losses(data: Dataset) -> Chart:
    """Draw every figure of losses on record, a row each, the four kinds apart."""
    table = losses(data)
    low, high = _compared(data, table, "troops.losses_one_day")
    few, many = _compared(data, table, "troops.spring_dead")
    message = (
        f"{high.side} puts casualties at {high.best / low.best:.1f} times {low.side}'s figure of "
        f"one day, {many.side} the dead of spring 2025 at {many.best / few.best:.1f} times its figure"
    )
    with canvas(message, 1.5 + 0.235 * len(table)) as (figure, axes):
        draw_estimates(axes, table, room=2.4)
        axes.set_xlabel("North Korean soldiers, on record")
        figures = "; ".join(f"{row.date} {row.who}: {amount(row)} {_word(row.item)}" for row in rows(table))
        return Chart.of(figure, f"{message}. Losses on record: {figures}. Kinds are not to be added.")


def _compared(data: Dataset, table: pd.DataFrame, use: str) -> tuple[Row, Row]:
    return least_and_most(chosen_rows(data, table, use), use)


def _word(item: str) -> str:
    return {"soldier_casualty": "killed or wounded"}.get(item, item.removeprefix("soldier_"))


def dead_among_casualties(data: Dataset) -> pd.DataFrame:
    """Return where one claimant gave casualties and dead on one day, with the share of dead (`estimates`).

    Columns ``date, who, casualties, killed, share, row, row_killed``; the share is ours, a quotient of two
    figures of which either may be open. A figure that counts the missing and the captured too is no base
    of a share.
    """
    table = losses(data)
    wider = selected_ids(data, "troops.losses_remarks", "wider")
    table = table[~table["estimate_id"].isin(wider) & table["best"].notna()]
    words = {row.estimate_id: amount(row) for row in rows(table)}
    # A claimant may give two figures of a kind on one day: then each pair has a share.
    both = table[table["item"].eq("soldier_casualty")].merge(
        table[table["item"].eq("soldier_killed")],
        on=["date", "who"],
        suffixes=("", "_killed"),
        validate="many_to_many",
    )
    return pd.DataFrame(
        {
            "date": both["date"],
            "who": both["who"],
            "casualties": both["estimate_id"].map(words),
            "killed": both["estimate_id_killed"].map(words),
            "share": both["best_killed"] / both["best"],
            "row": both["estimate_id"],
            "row_killed": both["estimate_id_killed"],
        }
    )


def _share_of_dead(data: Dataset, shares: pd.DataFrame, part: str) -> float:
    """Return the share in `dead_among_casualties` of the one figure of the dead chosen for spring 2025."""
    row_id = selected_id(data, "troops.spring_dead", part)
    shares = shares[shares["row_killed"].eq(row_id)]
    if shares.empty:
        problem = f"its claimant gave no casualties on the day of {row_id}, so there is no share of dead"
        remedy = "choose another row for troops.spring_dead, or take the sentence on the share out"
        raise DataError("selections.csv", problem, column="row_id", remedy=remedy)
    return float(shares["share"].min())


def dead_table(data: Dataset) -> ShownTable:
    """Show how many of the casualties each claimant counts as dead."""
    shares = dead_among_casualties(data)
    said = labels(data, "troops.dead_share_said")
    table = pd.DataFrame(
        {
            "date": shares["date"],
            "who": shares["who"],
            "casualties": [Link(row.casualties, row_link(row.row).address) for row in rows(shares)],
            "killed": [Link(row.killed, row_link(row.row_killed).address) for row in rows(shares)],
            "share of dead": [said.get(row.row_killed, f"{row.share:.0%}, ours") for row in rows(shares)],
        }
    )
    return ShownTable(
        table, "Question 4. Dead among the casualties, where one claimant gave both on one day (record)"
    )


def russian_total(data: Dataset) -> pd.DataFrame:
    """Return who gave a total of Russian casualties up to the day of the article (`estimates`), by date."""
    estimates = data.estimates[data.estimates["item"].eq("russian_casualty_total")]
    estimates = estimates[estimates["statement_date"].le(article_date(data))]
    return estimates.sort_values(["statement_date", "estimate_id"], ignore_index=True)


def rutte_table(data: Dataset) -> ShownTable:
    """Show who gave a total of Russian casualties before the article quotes Rutte's."""
    totals = russian_total(data)
    claim_id = selected_id(data, "troops.russian_total_quoted")
    claim = current(data).set_index("claim_id").loc[claim_id]
    quoted = data.quantities[data.quantities["claim_id"].eq(claim_id)]
    figures = [*rows(totals), *rows(quoted)]
    linked = [*totals["estimate_id"], *quoted["claim_id"]]
    who = [
        *claimant_labels(data, totals),
        *(f"Rutte, as {article_name(data)} quotes him" for _ in rows(quoted)),
    ]
    table = pd.DataFrame(
        {
            "date": [*totals["statement_date"], *(article_date(data) for _ in rows(quoted))],
            "who": who,
            "killed or wounded": [
                Link(amount(row), row_link(row_id).address)
                for row, row_id in zip(figures, linked, strict=True)
            ],
            "behind it": [
                *support(totals["confidence"]),
                *(f"origins: {claim['origins']}" for _ in rows(quoted)),
            ],
        }
    )
    return ShownTable(
        table, "Question 9. Whose figure first: Russian killed or wounded in all (record, the article last)"
    )


KYIV_STAFF = "Ukraine General Staff"
"""The claimant whose running count others quote."""


def days_of_losses(data: Dataset) -> pd.DataFrame:
    """Return how many days of Russian losses equal the figure that the article gives twice (`estimates`).

    Columns ``date, who, rate, days, highest_day, quoting, kyiv, confidence, row``: the rate counts killed
    plus wounded a day, as claimed; ``highest_day`` is a single day and no average.
    """
    soldiers, _ = shared_figure(data)
    estimates = data.estimates[data.estimates["item"].eq("russian_casualty_per_day")]
    estimates = estimates[estimates["best"].notna()]  # a range has no single number of days
    quoting = estimates["quoting"].eq(KYIV_STAFF)
    table = pd.DataFrame(
        {
            "date": estimates["statement_date"],
            "who": claimant_labels(data, estimates),
            "rate": estimates["best"],
            "days": soldiers / estimates["best"],
            "highest_day": estimates["statistic"].eq("highest_day"),
            "quoting": quoting,
            "kyiv": quoting | estimates["claimant"].eq(KYIV_STAFF),
            "confidence": estimates["confidence"],
            "row": estimates["estimate_id"],
        }
    )
    return table.sort_values(["highest_day", "date", "row"], ignore_index=True)


def draw_days_of_losses(data: Dataset) -> Chart:
    """Draw the days of claimed Russian losses that the soldiers equal, as a range."""
    table = days_of_losses(data)
    soldiers, _ = shared_figure(data)
    least, most = _averages(table)
    message = (
        f"{soldiers:,.0f} soldiers equal {least:.0f} to {most:.0f} days of Russian losses, as claimed "
        f"from {table['date'].min()[:7]} to {table['date'].max()[:7]}"
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
        for row in rows(table):
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
        claimants = [
            f"{row.date}  {row.who}" + (",\nquoting Kyiv" if row.quoting else "") for row in rows(table)
        ]
        axes.set_yticks(range(len(table)), claimants, fontsize=8)
        axes.set_ylim(len(table) - 0.4, -1.7)
        axes.set_xlim(0, 1.85 * most)
        axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))
        axes.set_xlabel("days of Russian losses, as claimed")
        quotients = "; ".join(
            f"{row.days:.1f} days at {row.rate:,.0f} ({row.who}, {row.date})" for row in rows(table)
        )
        alone = int(table["highest_day"].sum())
        last = {0: "", 1: " The last is a single day, not an average."}.get(
            alone, f" The last {alone} are single days, not averages."
        )
        return Chart.of(figure, f"{message}. Our quotients: {quotients}.{last}")


def _averages(rates: pd.DataFrame) -> tuple[float, float]:
    averages = rates.loc[~rates["highest_day"], "days"]
    return float(averages.min()), float(averages.max())


def quotable(data: Dataset) -> dict[str, float | str]:
    """Return the numbers that a sentence on losses may quote, by name."""
    table, shares = losses(data), dead_among_casualties(data)
    seoul, kyiv = (chosen_row(data, table, "troops.losses_one_day", part) for part in ("seoul", "kyiv"))
    totals = russian_total(data)
    first, pentagon, last = (
        chosen_row(data, totals, "troops.russian_total", part)
        for part in ("rutte_first", "pentagon", "rutte_last")
    )
    rates = days_of_losses(data)
    least, most = _averages(rates)
    rate = best(data, data.estimates, "troops.russian_rate")
    elapsed = int(days(last.statement_date) - days(first.statement_date))
    return {
        "losses_seoul_same_day": float(seoul.best),
        "losses_kyiv_same_day": float(kyiv.best),
        # Both ends of the range: a sentence quotes one, and the other is “about a third” in words.
        "dead_share_low": _share_of_dead(data, shares, "seoul"),
        "dead_share_high": _share_of_dead(data, shares, "london"),
        "dead_seoul_april": best(data, data.estimates, "troops.dead", "seoul_april"),
        "dead_seoul_september": best(data, data.estimates, "troops.dead", "seoul_september"),
        "dead_portraits_first": best(data, data.estimates, "troops.dead", "portraits_first"),
        "dead_portraits_second": best(data, data.estimates, "troops.dead", "portraits_second"),
        "russian_total_rutte_first": float(first.best),
        "russian_total_rutte_last": float(last.best),
        "days_pentagon_before_rutte": int(days(last.statement_date) - days(pentagon.statement_date)),
        "russian_rate_rutte": rate,
        "russian_total_rise": float(last.best - first.best),
        "russian_total_rise_by_rate": elapsed * rate,
        "days_between_rutte_totals": elapsed,
        "loss_rates": len(rates),
        "loss_rates_of_kyiv": int(rates["kyiv"].sum()),
        "days_of_losses_least": round(least, 1),
        "days_of_losses_most": round(most, 1),
        "days_of_losses_highest_day": round(float(rates.loc[rates["highest_day"], "days"].min()), 1),
    }
