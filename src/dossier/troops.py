"""The troop deployment: which number is which, and from allegation to admission."""

from types import SimpleNamespace

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import DateFormatter, MonthLocator

from dossier.claims import claims_table, current, names
from dossier.shown import ARTICLE, FAINT, INK, RECORD, Chart, ShownTable, canvas

SOLDIERS = {
    "soldier_arrived": "arrived",
    "soldier_sent": "sent",
    "soldier_promised": "promised",
}
WEEK = ("2024-10-13", "2024-11-05")
"""The days in which the first counts were given, on record."""


def soldier_figures(data: SimpleNamespace) -> pd.DataFrame:
    """Return each count of North Korean soldiers in the articles, with its speaker.

    Columns ``claim_id, who, what, best, bound``; sent, arrived and promised are never added.
    """
    claims = current(data, "troops").set_index("claim_id")
    rows = data.quantities[data.quantities["item"].isin(list(SOLDIERS))]
    rows = rows[rows["claim_id"].isin(claims.index) & rows["best"].notna()]
    known = names(data)
    told = [known.get(claims.at[claim, "speaker"], "the article") for claim in rows["claim_id"]]
    return pd.DataFrame(
        {
            "claim_id": list(rows["claim_id"]),
            "who": told,
            "what": [SOLDIERS[item] for item in rows["item"]],
            "best": list(rows["best"]),
            "bound": list(rows["bound"]),
        }
    ).sort_values(["best", "who"], ignore_index=True)


def draw_soldier_figures(data: SimpleNamespace) -> Chart:
    """Draw the article's counts of soldiers, each labelled with what it counts and who says so."""
    found = soldier_figures(data)
    top = found["best"].max()
    equal = found[found["best"].eq(top)]
    message = f"The figure {top:,.0f} stands for {len(equal)} different things: {' and '.join(equal['what'])}"
    with canvas(message, 0.9 + 0.45 * len(found)) as (figure, axes):
        for row in found.itertuples():
            axes.plot([0, row.best], [row.Index, row.Index], color=FAINT, linewidth=0.8)
            axes.plot([row.best], [row.Index], marker="o", color=ARTICLE, markersize=7)
            axes.annotate(f"{row.best:,.0f}", (row.best, row.Index), xytext=(8, 0), textcoords="offset points", va="center")
        axes.set_yticks(range(len(found)), [f"{row.what}\n({row.who})" for row in found.itertuples()])
        axes.set_xlim(0, 1.25 * top)
        axes.set_ylim(len(found) - 0.5, -0.5)
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        axes.set_xlabel("soldiers")
        told = "; ".join(f"{row.best:,.0f} {row.what} ({row.who}, {row.claim_id})" for row in found.itertuples())
        return Chart.of(figure, f"{message}. Counts in troops-2024: {told}. They are not to be added.")


def soldier_table(data: SimpleNamespace) -> ShownTable:
    """Show the same counts as rows, with the claims they belong to."""
    found = soldier_figures(data).rename(columns={"claim_id": "claim", "best": "soldiers"})
    return ShownTable(found, "Counts of soldiers in the articles: what each counts, and who says it")


def counts_on_record(data: SimpleNamespace) -> pd.DataFrame:
    """Return who counted how many in the days of the article, on record."""
    rows = data.estimates[data.estimates["item"].isin(list(SOLDIERS))]
    rows = rows[rows["statement_date"].between(*WEEK)]
    figures = rows["best"].fillna(rows["high"]).fillna(rows["low"])
    found = pd.DataFrame(
        {
            "date": rows["statement_date"],
            "who": rows["claimant"],
            "what": rows["item"].map(SOLDIERS),
            "soldiers": figures,
            "place": rows["place"],
        }
    )
    return found.sort_values(["date", "who", "soldiers"], ignore_index=True)


def draw_counts_on_record(data: SimpleNamespace) -> Chart:
    """Draw the counts of those days: filled for sent, open for promised."""
    found = counts_on_record(data)
    sent = found[found["what"].eq("sent")]
    least, most = sent["soldiers"].min(), found["soldiers"].max()
    message = f"In {_days(found)} days the soldiers said to be sent ran from {least:,.0f} to {sent['soldiers'].max():,.0f}"
    with canvas(message, 0.9 + 0.24 * len(found)) as (figure, axes):
        for row in found.itertuples():
            fill = "none" if row.what == "promised" else RECORD
            axes.scatter(row.soldiers, row.Index, s=36, facecolor=fill, edgecolor=RECORD)
            axes.annotate(f"{row.soldiers:,.0f}", (row.soldiers, row.Index), xytext=(7, 0), textcoords="offset points",
                          va="center", fontsize=8)
        labels = [f"{row.date[5:]}  {row.who}" for row in found.itertuples()]
        axes.set_yticks(range(len(found)), labels, fontsize=7.5)
        axes.set_xlim(0, 1.2 * most)
        axes.set_ylim(len(found) - 0.5, -0.5)
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        axes.set_xlabel("soldiers  (● sent   ○ promised)")
        told = "; ".join(f"{row.date} {row.who}: {row.soldiers:,.0f} {row.what}" for row in found.itertuples())
        return Chart.of(figure, f"{message}. Counts on record: {told}.")


def _days(found: pd.DataFrame) -> int:
    days = pd.to_datetime(found["date"])
    return int((days.max() - days.min()).days)


def clock(data: SimpleNamespace, topic: str, sides: tuple[str, ...] = ("Russia", "DPRK")) -> pd.DataFrame:
    """Return the first day of each position by side, from the first allegation by anyone.

    Columns ``side, position, date, days`` with days since the first allegation; a position that a
    side never took, on record, has an empty date.
    """
    said = data.statements[data.statements["topic"].eq(topic)]
    alleged = pd.Timestamp(said.loc[said["position"].eq("alleges"), "statement_date"].min())
    rows = []
    for side in sides:
        for position in ("denies", "does_not_deny", "acknowledges"):
            day = said.loc[said["side"].eq(side) & said["position"].eq(position), "statement_date"].min()
            rows.append({"side": side, "position": position, "date": day})
    found = pd.DataFrame(rows)
    return found.assign(days=(pd.to_datetime(found["date"]) - alleged).dt.days.astype("Int64"))


def denial_to_admission(data: SimpleNamespace, side: str) -> int:
    """Return the days from the first denial by either side to the admission by ``side``."""
    steps = clock(data, "troop_deployment").set_index(["side", "position"])["date"]
    denied = min(steps[("Russia", "denies")], steps[("DPRK", "denies")])
    return int((pd.Timestamp(steps[(side, "acknowledges")]) - pd.Timestamp(denied)).days)


def draw_clock(data: SimpleNamespace) -> Chart:
    """Draw, for Moscow and Pyongyang, the days from denial to admission of the troops."""
    steps = clock(data, "troop_deployment")
    moscow, pyongyang = denial_to_admission(data, "Russia"), denial_to_admission(data, "DPRK")
    message = f"From the first denial to the admission: {moscow} days in Moscow, {pyongyang} in Pyongyang"
    with canvas(message, 2.9) as (figure, axes):
        for row, (side, rows) in enumerate(steps.groupby("side", sort=False)):
            known = rows.dropna(subset=["date"])
            axes.plot(pd.to_datetime(known["date"]), [row] * len(known), color=FAINT, linewidth=0.8)
            for step in known.itertuples():
                fill = RECORD if step.position == "acknowledges" else "none"
                axes.scatter(pd.Timestamp(step.date), row, s=42, facecolor=fill, edgecolor=RECORD, zorder=3)
        axes.set_yticks([0, 1], ["Moscow", "Pyongyang"])
        axes.set_ylim(1.7, -0.7)
        _label_steps(axes, steps)
        axes.xaxis.set_major_locator(MonthLocator(bymonth=(10, 1, 4)))
        axes.xaxis.set_major_formatter(DateFormatter("%Y-%m"))
        told = "; ".join(
            f"{row.side} {row.position.replace('_', ' ')}: {row.date if isinstance(row.date, str) else 'never, on record'}"
            for row in steps.itertuples()
        )
        return Chart.of(figure, f"{message}. First day of each position: {told}.")


def _label_steps(axes: Axes, steps: pd.DataFrame) -> None:
    words = {"denies": "denies", "does_not_deny": "no longer denies", "acknowledges": "admits"}
    for row, (_, rows) in enumerate(steps.groupby("side", sort=False)):
        for rank, step in enumerate(rows.dropna(subset=["date"]).itertuples()):
            axes.annotate(
                f"{words[step.position]}\n{step.date[2:]}", (pd.Timestamp(step.date), row),
                xytext=(0, 9 if rank != 1 else -22), textcoords="offset points", fontsize=7.5,
                ha="left" if rank < 2 else "right", color=INK,
            )


def claims(data: SimpleNamespace) -> ShownTable:
    """Show what the articles say of the troops."""
    return claims_table(data, "troops")
