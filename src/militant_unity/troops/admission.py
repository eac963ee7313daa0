"""`statements` and `events` become the days from denial to admission, and the legal ground claimed."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes

from dossier.errors import DataError
from dossier.evidence.claims import support
from dossier.evidence.selections import selected_day, selected_ids
from dossier.schema.files import rows
from dossier.show.chart import RECORD, Chart, canvas, day_in_words, days
from dossier.show.table import Link, ShownTable, row_link
from militant_unity.data import Dataset
from militant_unity.treaty.calendar import claims_ground
from militant_unity.troops.chosen import article_date
from militant_unity.vocabulary import CAPITALS

STEPS = {"denies": "denies", "does_not_deny": "first does not deny", "acknowledges": "admits"}
"""The positions that a side may pass through, in the words of the page."""

MATTERS = {"troop_deployment": "troops", "arms_transfer": "arms"}


def clock(data: Dataset, topic: str, sides: tuple[str, ...] = tuple(CAPITALS)) -> pd.DataFrame:
    """Return the first day of each position by side (`statements`), from the first allegation by anyone.

    Columns ``side, position, date, days, statement_id`` with days since the first allegation; a position
    that a side never took, on record, has an empty date.
    """
    statements = data.statements[data.statements["topic"].eq(topic)]
    statements = statements.sort_values(["statement_date", "statement_id"])
    alleged = str(statements.loc[statements["position"].eq("alleges"), "statement_date"].min())
    first = statements.drop_duplicates(["side", "position"]).set_index(["side", "position"])
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


def _taken(data: Dataset, topic: str) -> dict[tuple[str, str], str]:
    """Return the first day of each side and position that was taken, on record."""
    steps = clock(data, topic).dropna(subset=["date"])
    return {(row.side, row.position): row.date for row in rows(steps)}


def first_denial(data: Dataset, topic: str) -> str:
    """Return the day on which either side first denied (`statements`)."""
    return _first_denial(_taken(data, topic), topic)


def _first_denial(taken: Mapping[tuple[str, str], str], topic: str) -> str:
    denials = [day for (_, position), day in taken.items() if position == "denies"]
    if not denials:
        remedy = "add the denial, or take the clock of this topic out of the chapter on troops"
        raise DataError("statements.csv", f"no side denies {topic}", column="position", remedy=remedy)
    return min(denials)


def denial_to_admission(data: Dataset, side: str, topic: str = "troop_deployment") -> int | None:
    """Return the days from the first denial by either side to the admission by ``side``, if it came."""
    taken = _taken(data, topic)
    admitted = taken.get((side, "acknowledges"))
    return int(days(admitted) - days(_first_denial(taken, topic))) if admitted else None


def _day_of(taken: Mapping[tuple[str, str], str], side: str, position: str) -> str:
    """Return the first day of a position on the troops that a sentence quotes."""
    if (side, position) not in taken:
        problem = f"{side} never {STEPS[position]} on troop_deployment, and a sentence quotes the day"
        remedy = "add the statement, or take the sentence out of the chapter on troops"
        raise DataError("statements.csv", problem, column="position", remedy=remedy)
    return taken[(side, position)]


def last_statement(data: Dataset) -> str:
    """Return the day of the latest row of `statements`: every open clock is read on it."""
    return str(data.statements["statement_date"].max())


def clocks_table(data: Dataset) -> ShownTable:
    """Show, for arms and for troops, the first day of each position by side; what never came says so."""
    clocks = pd.concat([clock(data, topic).assign(of=name) for topic, name in MATTERS.items()])
    table = pd.DataFrame(
        {
            "allegation": clocks["of"],
            "side": clocks["side"].replace(CAPITALS),
            "step": clocks["position"].replace(STEPS),
            "first day": [
                Link(row.date, row_link(row.statement_id).address)
                if isinstance(row.date, str)
                else "never, on record"
                for row in rows(clocks)
            ],
            "days": clocks["days"],
        }
    )
    return ShownTable(
        table, "Question 3. First day of each step, and days from the first allegation by anyone (record)"
    )


def draw_clocks(data: Dataset) -> Chart:
    """Draw the days from the first denial to the admission, for troops and, still open, for arms."""
    moscow, pyongyang = denial_to_admission(data, "Russia"), denial_to_admission(data, "DPRK")
    end = last_statement(data)
    lasted = days(end) - days(first_denial(data, "arms_transfer"))
    message = (
        f"Troops admitted after {moscow} and {pyongyang} days; arms not admitted "
        f"in {lasted:,.0f} days, to {day_in_words(end)}"
    )
    clocks = {topic: clock(data, topic) for topic in MATTERS}
    denied = {topic: first_denial(data, topic) for topic in MATTERS}
    lanes = [(topic, side) for topic in MATTERS for side in CAPITALS]
    with canvas(message, 3.3) as (figure, axes):
        for height, (topic, side) in enumerate(lanes):
            _draw_lane(axes, height, clocks[topic], side, denied[topic], end)
        axes.set_yticks(range(len(lanes)), [f"{MATTERS[topic]},\n{CAPITALS[side]}" for topic, side in lanes])
        axes.set_ylim(len(lanes) - 0.4, -0.7)
        axes.set_xlim(-25, 1.09 * lasted)
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        axes.set_xlabel(f"days since the first denial by either side (read on {end})")
        steps = "; ".join(
            f"{MATTERS[topic]}, {CAPITALS[row.side]} {STEPS[row.position]}: "
            + (row.date if isinstance(row.date, str) else "never, on record")
            for topic in MATTERS
            for row in rows(clocks[topic])
        )
        return Chart.of(figure, f"{message}. First day of each position: {steps}. Read on {end}.")


def _draw_lane(axes: Axes, height: int, steps: pd.DataFrame, side: str, zero: str, end: str) -> None:
    """Draw the positions of one side on a line of days, with an arrow where the admission never came."""
    taken = steps[steps["side"].eq(side) & steps["date"].notna()]
    if taken.empty:
        return
    across = {row.position: days(row.date) - days(zero) for row in rows(taken)}
    words = {row.position: f"{STEPS[row.position]} {row.date}" for row in rows(taken)}
    earliest = min(across.values())
    admitted = across.get("acknowledges")
    if admitted is not None:
        axes.plot([earliest, admitted], [height, height], color=RECORD, linewidth=1.2)
    else:
        arrow = {"arrowstyle": "->", "color": RECORD, "linestyle": "--", "linewidth": 1.2}
        axes.annotate("", (days(end) - days(zero) + 40, height), (earliest, height), arrowprops=arrow)
    for position, at in across.items():
        fill = RECORD if position == "acknowledges" else "none"
        axes.scatter(at, height, s=36, facecolor=fill, edgecolor=RECORD, zorder=3)
    if admitted is not None:
        axes.annotate(
            "\n".join(words.values()),
            (admitted, height),
            xytext=(8, 0),
            textcoords="offset points",
            va="center",
            fontsize=8,
        )
        return
    above = [text for position, text in words.items() if across[position] == earliest]
    axes.annotate(
        ", ".join(above) + ", does not admit",
        (earliest, height),
        xytext=(0, 7),
        textcoords="offset points",
        fontsize=8,
    )
    for position, text in words.items():
        if across[position] > earliest:
            axes.annotate(
                text,
                (across[position], height),
                xytext=(4, -7),
                textcoords="offset points",
                ha="right",
                va="top",
                fontsize=8,
            )


LEGAL = ("treaty", "law")
"""The values of `statements.ground` that speak of the law."""


_ON_SOLDIERS = {
    "denies": "denies them",
    "dismisses": "dismisses the question",
    "does_not_deny": "does not deny them",
    "acknowledges": "admits them",
}
"""What a speaker says of the soldiers, by `statements.position`."""


def legal_ground(data: Dataset) -> pd.DataFrame:
    """Return what the two sides said on the lawfulness of the deployment (`statements`), among `events`.

    Columns ``row, date, who, what, soldiers, confidence, days``: what the speaker says of the soldiers (an
    event says nothing), and the days from the entry into force, before it negative.
    The events are the steps of the treaty and the first shipment, as `selections` names them.
    """
    statements = data.statements[data.statements["topic"].eq("troop_deployment")]
    statements = statements[statements["side"].isin(list(CAPITALS)) & statements["ground"].isin(LEGAL)]
    steps = data.events[data.events["event_id"].isin(selected_ids(data, "troops.treaty_steps"))]
    grounds = pd.concat(
        [
            pd.DataFrame(
                {
                    "row": statements["statement_id"],
                    "date": statements["statement_date"],
                    "who": statements["side"].replace(CAPITALS) + ": " + statements["speaker"],
                    "what": statements["summary"],
                    "soldiers": statements["position"].replace(_ON_SOLDIERS),
                    "confidence": statements["confidence"],
                }
            ),
            pd.DataFrame(
                {
                    "row": steps["event_id"],
                    "date": steps["date"],
                    "who": "event, " + steps["status"],
                    "what": steps["summary"],
                    "soldiers": "",
                    "confidence": steps["confidence"],
                }
            ),
        ]
    ).sort_values(["date", "row"], ignore_index=True)
    force = days(selected_day(data, "troops.treaty_steps", "in_force"))
    return grounds.assign(days=[int(days(date) - force) for date in grounds["date"]])


def legal_table(data: Dataset) -> ShownTable:
    """Show what each side said of the law, by day, against the entry into force."""
    grounds = legal_ground(data)
    table = pd.DataFrame(
        {
            "date": grounds["date"],
            "days": grounds["days"],
            "who": grounds["who"],
            "what": grounds["what"],
            "the soldiers": grounds["soldiers"],
            "report": [
                Link(report, row_link(row).address)
                for report, row in zip(support(grounds["confidence"]), grounds["row"], strict=True)
            ],
        }
    )
    return ShownTable(table, "Question 5. What each side said of the law, in days from the entry into force")


def quotable(data: Dataset) -> dict[str, float | str]:
    """Return the numbers that a sentence on denial, admission and law may quote, by name."""
    force, shipped = (
        days(selected_day(data, "troops.treaty_steps", part)) for part in ("in_force", "shipped")
    )
    statements = data.statements[data.statements["topic"].eq("troop_deployment")]
    before = statements["statement_date"].le(article_date(data))
    taken = _taken(data, "troop_deployment")
    spoken = statements[statements["side"].isin(list(CAPITALS)) & statements["ground"].eq("treaty")]
    grounds = spoken[claims_ground(spoken)]
    own = days(_day_of(taken, "DPRK", "acknowledges")) - days(_day_of(taken, "DPRK", "denies"))
    return {
        "statements_before_article": int((statements["side"].isin(list(CAPITALS)) & before).sum()),
        "days_to_moscow": denial_to_admission(data, "Russia") or "never",
        "days_to_pyongyang": denial_to_admission(data, "DPRK") or "never",
        "days_pyongyang_own": int(own),
        "days_arms_denied": int(days(last_statement(data)) - days(first_denial(data, "arms_transfer"))),
        "days_shipment_before_force": int(force - shipped),
        "clause_spoken_of_before": int((~claims_ground(spoken)).sum()),
        "ground_first_claimed": day_in_words(str(grounds["statement_date"].min())),
        "days_force_to_admission": int(days(_day_of(taken, "Russia", "acknowledges")) - force),
    }
