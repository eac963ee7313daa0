"""Said and done: from the first denial to the admission, and the legal ground claimed."""

import pandas as pd
from matplotlib.axes import Axes

from dossier.evidence.claims import support
from dossier.schema.files import rows
from dossier.show.chart import RECORD, Chart, canvas, days
from dossier.show.table import Link, ShownTable, row_link
from militant_unity.data import Dataset

STEPS = {"denies": "denies", "does_not_deny": "first does not deny", "acknowledges": "admits"}
"""The positions that a side may pass through, in the words of the page."""

CAPITALS = {"Russia": "Moscow", "DPRK": "Pyongyang"}
MATTERS = {"troop_deployment": "troops", "arms_transfer": "arms"}


def clock(data: Dataset, topic: str, sides: tuple[str, ...] = tuple(CAPITALS)) -> pd.DataFrame:
    """Return the first day of each position by side, from the first allegation by anyone.

    Columns ``side, position, date, days, statement_id`` with days since the first allegation; a position
    that a side never took, on record, has an empty date.
    """
    said = data.statements[data.statements["topic"].eq(topic)].sort_values("statement_date", kind="stable")
    alleged = said.loc[said["position"].eq("alleges"), "statement_date"].min()
    first = said.drop_duplicates(["side", "position"]).set_index(["side", "position"])
    steps = [(side, position) for side in sides for position in STEPS]
    taken = first.reindex(pd.MultiIndex.from_tuples(steps, names=["side", "position"])).reset_index()
    dates = [date if isinstance(date, str) else None for date in taken["statement_date"]]
    return pd.DataFrame(
        {
            "side": taken["side"],
            "position": taken["position"],
            "date": dates,
            "days": pd.array([days(date) - days(alleged) if date else None for date in dates], dtype="Int64"),
            "statement_id": taken["statement_id"],
        }
    )


def first_denial(data: Dataset, topic: str) -> str:
    """Return the day on which either side first denied."""
    steps = clock(data, topic)
    return str(steps.loc[steps["position"].eq("denies"), "date"].min())


def denial_to_admission(data: Dataset, side: str, topic: str = "troop_deployment") -> int | None:
    """Return the days from the first denial by either side to the admission by ``side``, if it came."""
    admitted = clock(data, topic).set_index(["side", "position"])["date"][(side, "acknowledges")]
    return int(days(admitted) - days(first_denial(data, topic))) if isinstance(admitted, str) else None


def _from_own_denial(data: Dataset, side: str) -> int:
    steps = clock(data, "troop_deployment").set_index(["side", "position"])["date"]
    return int(days(steps[(side, "acknowledges")]) - days(steps[(side, "denies")]))


def last_statement(data: Dataset) -> str:
    """Return the day of the latest statement on record, where every open clock is read."""
    return str(data.statements["statement_date"].max())


def clocks_table(data: Dataset) -> ShownTable:
    """Show, for arms and for troops, the first day of each position by side; what never came says so."""
    every = pd.concat([clock(data, topic).assign(of=name) for topic, name in MATTERS.items()])
    shown = pd.DataFrame(
        {
            "allegation": every["of"],
            "side": every["side"].replace(CAPITALS),
            "step": every["position"].replace(STEPS),
            "first day": [
                Link(row.date, row_link(row.statement_id).address)
                if isinstance(row.date, str)
                else "never, on record"
                for row in rows(every)
            ],
            "days": every["days"],
        }
    )
    return ShownTable(
        shown, "Question 3. First day of each step, and days from the first allegation by anyone (record)"
    )


def draw_clocks(data: Dataset) -> Chart:
    """Draw the days from the first denial to the admission, for troops and, still open, for arms."""
    moscow, pyongyang = denial_to_admission(data, "Russia"), denial_to_admission(data, "DPRK")
    end = last_statement(data)
    lasted = days(end) - days(first_denial(data, "arms_transfer"))
    message = (
        f"Troops admitted after {moscow} and {pyongyang} days; "
        f"arms, first denied {lasted:,.0f} days ago, not admitted"
    )
    lanes = [(topic, side) for topic in MATTERS for side in CAPITALS]
    with canvas(message, 3.3) as (figure, axes):
        for height, (topic, side) in enumerate(lanes):
            _draw_lane(axes, height, clock(data, topic), side, first_denial(data, topic), end)
        axes.set_yticks(range(len(lanes)), [f"{MATTERS[topic]},\n{CAPITALS[side]}" for topic, side in lanes])
        axes.set_ylim(len(lanes) - 0.4, -0.7)
        axes.set_xlim(-25, 1.09 * lasted)
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        axes.set_xlabel(f"days since the first denial by either side (read on {end})")
        told = "; ".join(
            f"{MATTERS[topic]}, {CAPITALS[row.side]} {STEPS[row.position]}: "
            + (row.date if isinstance(row.date, str) else "never, on record")
            for topic in MATTERS
            for row in rows(clock(data, topic))
        )
        return Chart.of(figure, f"{message}. First day of each position: {told}. Read on {end}.")


def _draw_lane(axes: Axes, height: int, steps: pd.DataFrame, side: str, zero: str, end: str) -> None:
    taken = steps[steps["side"].eq(side) & steps["date"].notna()]
    at = [days(date) - days(zero) for date in taken["date"]]
    admitted = "acknowledges" in set(taken["position"])
    if admitted:
        axes.plot([at[0], at[-1]], [height, height], color=RECORD, linewidth=1.2)
    else:
        arrow = {"arrowstyle": "->", "color": RECORD, "linestyle": "--", "linewidth": 1.2}
        axes.annotate("", (days(end) - days(zero) + 40, height), (at[0], height), arrowprops=arrow)
    for position, across in zip(taken["position"], at, strict=True):
        fill = RECORD if position == "acknowledges" else "none"
        axes.scatter(across, height, s=36, facecolor=fill, edgecolor=RECORD, zorder=3)
    words = [f"{STEPS[step]} {date}" for step, date in zip(taken["position"], taken["date"], strict=True)]
    if admitted:
        axes.annotate(
            "\n".join(words),
            (at[-1], height),
            xytext=(8, 0),
            textcoords="offset points",
            va="center",
            fontsize=8,
        )
        return
    axes.annotate(
        ", ".join(words) + ", never admits" if len(words) == 1 else f"{words[0]}, never admits",
        (at[0], height),
        xytext=(0, 7),
        textcoords="offset points",
        fontsize=8,
    )
    if len(words) > 1:
        axes.annotate(
            words[-1],
            (at[-1], height),
            xytext=(4, -7),
            textcoords="offset points",
            ha="right",
            va="top",
            fontsize=8,
        )


_GROUND = "Article 4|aid clause|lawful|follows law|line with law|under the treaty|treaty duty"
_STEPS_OF_BOTH = [
    "2024-06-19-russia-dprk-treaty-signed",
    "2024-10-08-first-dprk-troops-shipped",
    "2024-10-24-duma-ratifies",
    "2024-12-04-treaty-in-force",
]


def legal_ground(data: Dataset) -> pd.DataFrame:
    """Return what the two sides said on the lawfulness of the deployment, among the treaty's dates.

    Columns ``row, date, who, what, confidence, days``: days from the entry into force, before it negative.
    """
    said = data.statements[data.statements["topic"].eq("troop_deployment")]
    said = said[said["side"].isin(list(CAPITALS)) & said["summary"].str.contains(_GROUND)]
    steps = data.events[data.events["event_id"].isin(_STEPS_OF_BOTH)]
    found = pd.concat(
        [
            pd.DataFrame(
                {
                    "row": said["statement_id"],
                    "date": said["statement_date"],
                    "who": said["side"].replace(CAPITALS) + ": " + said["speaker"],
                    "what": said["summary"],
                    "confidence": said["confidence"],
                }
            ),
            pd.DataFrame(
                {
                    "row": steps["event_id"],
                    "date": steps["date"],
                    "who": "event, " + steps["status"],
                    "what": steps["summary"],
                    "confidence": steps["confidence"],
                }
            ),
        ]
    ).sort_values(["date", "row"], ignore_index=True)
    force = days(_event(data, "2024-12-04-treaty-in-force"))
    return found.assign(days=[int(days(date) - force) for date in found["date"]])


def _event(data: Dataset, event: str) -> str:
    return str(data.events.set_index("event_id").loc[event, "date"])


def legal_table(data: Dataset) -> ShownTable:
    """Show the legal ground that each side claimed, by day, against the entry into force."""
    found = legal_ground(data)
    shown = pd.DataFrame(
        {
            "date": found["date"],
            "days": found["days"],
            "who": found["who"],
            "what": found["what"],
            "report": [
                Link(report, row_link(row).address)
                for report, row in zip(support(found["confidence"]), found["row"], strict=True)
            ],
        }
    )
    return ShownTable(shown, "Question 5. The legal ground as claimed, in days from the entry into force")


def quotable(data: Dataset) -> dict[str, float | str]:
    """Return the numbers that a sentence on denial, admission and law may quote, by name."""
    force = days(_event(data, "2024-12-04-treaty-in-force"))
    shipped = days(_event(data, "2024-10-08-first-dprk-troops-shipped"))
    admitted = clock(data, "troop_deployment").set_index(["side", "position"])["date"][
        ("Russia", "acknowledges")
    ]
    said = data.statements[data.statements["topic"].eq("troop_deployment")]
    article = data.documents.set_index("source_id").loc["troops-2024", "published"]
    heard = said["side"].isin(list(CAPITALS)) & said["statement_date"].le(article)
    return {
        "statements_before_article": int(heard.sum()),
        "days_to_moscow": denial_to_admission(data, "Russia") or "never",
        "days_to_pyongyang": denial_to_admission(data, "DPRK") or "never",
        "days_pyongyang_own": _from_own_denial(data, "DPRK"),
        "days_arms_denied": int(days(last_statement(data)) - days(first_denial(data, "arms_transfer"))),
        "days_shipment_before_force": int(force - shipped),
        "days_force_to_admission": int(days(admitted) - force),
    }
