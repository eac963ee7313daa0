"""The troop deployment: which number is which, and from allegation to admission."""

from types import SimpleNamespace

import pandas as pd
from matplotlib.axes import Axes

from dossier.claims import claims_table, current, speakers
from dossier.shown import ARTICLE, FAINT, INK, RECORD, Chart, ShownTable, canvas, days, time_axis
from dossier.store import rows

SOLDIERS = {
    "soldier_arrived": "arrived",
    "soldier_en_route": "on the way",
    "soldier_sent": "sent",
    "soldier_promised": "promised",
}
WEEK = ("2024-10-13", "2024-11-05")
"""The days in which the first counts were given, on record."""


def soldier_figures(data: SimpleNamespace) -> pd.DataFrame:
    """Return each count of North Korean soldiers in the articles, with its speaker.

    Columns ``claim_id, who, what, best, bound``; sent, arrived and promised are never added.
    """
    claims = current(data, "troops")
    speaker = dict(zip(claims["claim_id"], speakers(data, claims), strict=True))
    stated = data.quantities[data.quantities["item"].isin(list(SOLDIERS))]
    stated = stated[stated["claim_id"].isin(list(speaker)) & stated["best"].notna()]
    return pd.DataFrame(
        {
            "claim_id": list(stated["claim_id"]),
            "who": [speaker[claim] for claim in stated["claim_id"]],
            "what": [SOLDIERS[item] for item in stated["item"]],
            "best": list(stated["best"]),
            "bound": list(stated["bound"]),
        }
    ).sort_values(["best", "who"], ignore_index=True)


def draw_soldier_figures(data: SimpleNamespace) -> Chart:
    """Draw the article's counts of soldiers, each labelled with what it counts and who says so."""
    found = soldier_figures(data)
    top = found["best"].max()
    equal = found[found["best"].eq(top)]
    message = f"The figure {top:,.0f} stands for {len(equal)} different things: {' and '.join(equal['what'])}"
    with canvas(message, 0.9 + 0.45 * len(found)) as (figure, axes):
        for row in rows(found):
            axes.plot([0, row.best], [row.Index, row.Index], color=FAINT, linewidth=0.8)
            axes.plot([row.best], [row.Index], marker="o", color=ARTICLE, markersize=7)
            axes.annotate(
                f"{row.best:,.0f}",
                (row.best, row.Index),
                xytext=(8, 0),
                textcoords="offset points",
                va="center",
            )
        axes.set_yticks(range(len(found)), [f"{row.what}\n({row.who})" for row in rows(found)])
        axes.set_xlim(0, 1.25 * top)
        axes.set_ylim(len(found) - 0.5, -0.5)
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        axes.set_xlabel("soldiers")
        told = "; ".join(f"{row.best:,.0f} {row.what} ({row.who}, {row.claim_id})" for row in rows(found))
        return Chart.of(figure, f"{message}. Counts in troops-2024: {told}. They are not to be added.")


def soldier_table(data: SimpleNamespace) -> ShownTable:
    """Show the same counts as rows, with the claims they belong to."""
    found = soldier_figures(data).rename(columns={"claim_id": "claim", "best": "soldiers"})
    return ShownTable(found, "Counts of soldiers in the articles: what each counts, and who says it")


def counts_on_record(data: SimpleNamespace) -> pd.DataFrame:
    """Return who counted how many in the days of the article, on record."""
    given = data.estimates[data.estimates["item"].isin(list(SOLDIERS))]
    given = given[given["statement_date"].between(*WEEK)]
    figures = given["best"].fillna(given["high"]).fillna(given["low"])
    found = pd.DataFrame(
        {
            "date": given["statement_date"],
            "who": given["claimant"],
            "what": given["item"].map(SOLDIERS),
            "soldiers": figures,
            "place": given["place"],
        }
    )
    return found.sort_values(["date", "who", "soldiers"], ignore_index=True)


def draw_counts_on_record(data: SimpleNamespace) -> Chart:
    """Draw the counts of those days: filled for sent, open for promised."""
    found = counts_on_record(data)
    sent = found[found["what"].eq("sent")]
    least, most = sent["soldiers"].min(), sent["soldiers"].max()
    span = days(found["date"].max()) - days(found["date"].min())
    message = f"In {span:.0f} days the soldiers said to be sent ran from {least:,.0f} to {most:,.0f}"
    with canvas(message, 0.9 + 0.24 * len(found)) as (figure, axes):
        for row in rows(found):
            fill = "none" if row.what == "promised" else RECORD
            axes.scatter(row.soldiers, row.Index, s=36, facecolor=fill, edgecolor=RECORD)
            axes.annotate(
                f"{row.soldiers:,.0f}",
                (row.soldiers, row.Index),
                xytext=(7, 0),
                textcoords="offset points",
                va="center",
                fontsize=8,
            )
        labels = [f"{row.date[5:]}  {row.who}" for row in rows(found)]
        axes.set_yticks(range(len(found)), labels, fontsize=7.5)
        axes.set_xlim(0, 1.2 * found["soldiers"].max())
        axes.set_ylim(len(found) - 0.5, -0.5)
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        axes.set_xlabel("soldiers  (● sent   ○ promised)")
        told = "; ".join(f"{row.date} {row.who}: {row.soldiers:,.0f} {row.what}" for row in rows(found))
        return Chart.of(figure, f"{message}. Counts on record: {told}.")


def clock(data: SimpleNamespace, topic: str, sides: tuple[str, ...] = ("Russia", "DPRK")) -> pd.DataFrame:
    """Return the first day of each position by side, from the first allegation by anyone.

    Columns ``side, position, date, days`` with days since the first allegation; a position that a
    side never took, on record, has an empty date.
    """
    said = data.statements[data.statements["topic"].eq(topic)]
    alleged = said.loc[said["position"].eq("alleges"), "statement_date"].min()
    first = said.groupby(["side", "position"])["statement_date"].min()
    steps = [(side, position) for side in sides for position in STEPS]
    found = pd.DataFrame(
        {
            "side": [side for side, _ in steps],
            "position": [position for _, position in steps],
            "date": [first.get(step) for step in steps],
        }
    )
    elapsed = [days(date) - days(alleged) if isinstance(date, str) else None for date in found["date"]]
    return found.assign(days=pd.array(elapsed, dtype="Int64"))


STEPS = {"denies": "denies", "does_not_deny": "no longer denies", "acknowledges": "admits"}
"""The positions that a side may pass through, in the words of the drawing."""


def clocks_table(data: SimpleNamespace) -> ShownTable:
    """Show, for arms and for troops, the first day of each position by side; what never came says so."""
    clocks = {"arms": clock(data, "arms_transfer"), "troops": clock(data, "troop_deployment")}
    every = pd.concat([steps.assign(of=name) for name, steps in clocks.items()], ignore_index=True)
    shown = pd.DataFrame(
        {
            "allegation": every["of"],
            "side": every["side"].replace({"Russia": "Moscow", "DPRK": "Pyongyang"}),
            "step": every["position"].replace(STEPS),
            "first day": every["date"].fillna("never, on record"),
            "days since the first allegation": every["days"],
        }
    )
    return ShownTable(shown, "Two clocks: from allegation to denial, to silence on it, to admission (record)")


def denial_to_admission(data: SimpleNamespace, side: str) -> int:
    """Return the days from the first denial by either side to the admission by ``side``."""
    steps = clock(data, "troop_deployment").set_index(["side", "position"])["date"]
    denied = min(steps[("Russia", "denies")], steps[("DPRK", "denies")])
    return int(days(steps[(side, "acknowledges")]) - days(denied))


def draw_clock(data: SimpleNamespace) -> Chart:
    """Draw, for Moscow and Pyongyang, the days from denial to admission of the troops."""
    steps = clock(data, "troop_deployment")
    moscow, pyongyang = denial_to_admission(data, "Russia"), denial_to_admission(data, "DPRK")
    message = f"From the first denial it took {moscow} days to Moscow's admission, {pyongyang} to Pyongyang's"
    with canvas(message, 2.9) as (figure, axes):
        for height, side in enumerate(("Russia", "DPRK")):
            _draw_steps(axes, height, steps[steps["side"].eq(side)].dropna(subset=["date"]))
        axes.set_yticks([0, 1], ["Moscow", "Pyongyang"])
        axes.set_ylim(1.7, -0.7)
        time_axis(axes, "2024-09-30", "2025-05-10", months=(1, 4, 10))
        told = "; ".join(
            f"{row.side} {STEPS[row.position]}: {row.date or 'never, on record'}"
            for row in rows(steps.astype({"date": object}))
        )
        return Chart.of(figure, f"{message}. First day of each position: {told}.")


def _draw_steps(axes: Axes, height: int, steps: pd.DataFrame) -> None:
    axes.plot([days(date) for date in steps["date"]], [height] * len(steps), color=FAINT, linewidth=0.8)
    for rank, step in enumerate(rows(steps)):
        at = (days(step.date), height)
        fill = RECORD if step.position == "acknowledges" else "none"
        axes.scatter(*at, s=42, facecolor=fill, edgecolor=RECORD, zorder=3)
        axes.annotate(
            f"{STEPS[step.position]}\n{step.date[2:]}",
            at,
            xytext=(0, -22 if rank == 1 else 9),  # the middle one below, for the first two are close
            textcoords="offset points",
            ha="right" if rank == 2 else "left",
            fontsize=7.5,
            color=INK,
        )


def claims(data: SimpleNamespace) -> ShownTable:
    """Show what the articles say of the troops."""
    return claims_table(data, "troops")


def quotable(data: SimpleNamespace) -> dict[str, float | str]:
    """Return the numbers that a sentence on this theme may quote, by name."""
    found = soldier_figures(data)
    record = counts_on_record(data)
    sent = record[record["what"].eq("sent")]
    return {
        "soldiers_arrived": float(found.loc[found["what"].eq("arrived"), "best"].iloc[0]),
        "soldiers_top": float(found["best"].max()),
        "soldier_figures": len(found),
        "record_sent_low": float(sent["soldiers"].min()),
        "record_sent_high": float(sent["soldiers"].max()),
        "record_counts": len(record),
        "days_to_moscow": denial_to_admission(data, "Russia"),
        "days_to_pyongyang": denial_to_admission(data, "DPRK"),
    }
