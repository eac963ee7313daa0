"""``estimates``, ``events`` and ``statements`` become the timeline of deliveries and the two-sided ledger."""

import pandas as pd

from dossier.errors import DataError
from dossier.evidence.claimants import claimant_cells
from dossier.evidence.selections import labels, selected_id, selected_row, selections
from dossier.schema.files import rows
from dossier.show.chart import ARTICLE, FAINT, RECORD, Chart, canvas, days, time_axis
from dossier.show.names import article_of_claim, in_lines
from dossier.show.table import Link, ShownTable, row_link
from militant_unity.arms.counts import article_containers, figure_link
from militant_unity.arms.denials import charges, closed, days_without_word, positions
from militant_unity.data import Dataset


def summits(data: Dataset) -> dict[str, str]:
    """Return the day of each meeting of the leaders in the war, from ``events``, by its place."""
    day = dict(zip(data.events["event_id"], data.events["date"], strict=True))
    return {place: day[event] for event, place in labels(data, "arms.summits").items()}


def windows(data: Dataset) -> pd.DataFrame:
    """Return the time that each claimant's counts of boxes, voyages or tonnes cover, by its start.

    Columns ``who, start, end`` (months or days). A window without a first month is left out.
    """
    counted = data.estimates[data.estimates["item"].isin(["container", "voyage", "munition_mass"])]
    counted = counted[counted["period"].fillna("").str.fullmatch(r"\d{4}-\d\d[-\d]*/.+")]
    spans_given = pd.DataFrame(
        {
            "who": claimant_cells(data, counted["claimant"], "short_name"),
            "start": counted["period"].str.split("/").str[0],
            "end": counted["period"].str.split("/").str[1],
        }
    )
    spans = spans_given.groupby("who").agg({"start": "min", "end": "max"}).reset_index()
    return spans.sort_values(["start", "who"], ignore_index=True)


def days_before_summit(data: Dataset) -> tuple[int, int]:
    """Return the days to the first summit: from the first charge, and from the first boxes with images.

    The first count with images is the earliest statement in ``estimates``; its window says when they moved.
    """
    first = min(summits(data).values())
    boxes = data.estimates["item"].eq("container") & data.estimates["evidence"].eq("imaged")
    earliest = min(rows(data.estimates[boxes]), key=lambda row: (row.statement_date, row.estimate_id))
    moved = earliest.period.split("/")[0]
    return int(days(first) - days(min(charges(data)))), int(days(first) - days(moved))


def draw_timeline(data: Dataset) -> Chart:
    """Draw the leaders' meetings across charges, the windows of the counts, and the articles' dates."""
    spans, charged, met = windows(data), charges(data), summits(data)
    charge, moved = days_before_summit(data)
    first = min(met.values())
    message = (
        f"The first charge came {charge} days before the summit of {first[:4]}, "
        f"the first imaged containers moved {moved} days before it"
    )
    article = article_containers(data)
    charging = article_of_claim(data, selected_id(data, "arms.first_charge"))
    counting = article_of_claim(data, article["claim_id"])
    month = _day(data, "arms.first_charge")
    train = _day(data, "arms.rail_images")
    with canvas(message, 1.6 + 0.235 * (len(spans) + 5.2)) as (figure, axes):
        for place, day in met.items():
            side = "right" if day == first else "center"  # the first has the charges close on its right
            axes.axvline(days(day), color=FAINT, linewidth=0.9, linestyle=(0, (4, 3)))
            axes.annotate(
                f"{place}\n{day}",
                (days(day), -1.1),
                ha=side,
                va="bottom",
                fontsize=8,
                annotation_clip=False,
            )
        axes.plot([days(day) for day in charged], [0] * len(charged), "|", color=RECORD, markersize=10)
        axes.plot([days(train)], [1], "s", color=RECORD, markersize=5)
        for row in rows(spans):
            axes.plot([days(row.start), days(row.end)], [row.Index + 2] * 2, color=RECORD, linewidth=4)
        base = len(spans) + 2
        axes.axhline(base - 0.4, color=FAINT, linewidth=0.6)
        charge_at, count_at = base + 0.4, base + 2.0  # room for two lines of words beside each
        axes.plot([days(month)], [charge_at], marker="D", color=ARTICLE)
        start, end = str(article["as_of"]).split("/")
        axes.plot([days(start), days(end)], [count_at] * 2, color=ARTICLE, linewidth=4)
        axes.set_yticks(
            [*range(base), charge_at, count_at],
            [
                "charges, all",
                "US: Wagner train",
                *spans["who"],
                in_lines(f"{charging}: charge", 22),
                in_lines(f"{counting}: containers", 22),
            ],
            fontsize=8,
        )
        axes.set_ylim(base + 2.8, -0.8)
        time_axis(axes, min("2022-05-15", *charged), max("2025-12-15", *charged, *spans["end"]), months=(1,))
        covered = "; ".join(f"{row.who} {row.start} to {row.end}" for row in rows(spans))
        places = ", ".join(f"{place} {day}" for place, day in met.items())
        return Chart.of(
            figure,
            f"{message}. Leaders met: {places}. Charges on record: {len(charged)}, from {min(charged)} to "
            f"{max(charged)}. Train that Washington takes for a delivery to Wagner: {train}. Time "
            f"that each count covers: {covered}. Articles: first charge {month} "
            f"({charging}), containers {start} to {end} ({counting}).",
        )


OUT, BACK = "sent to Russia", "sent back"
LINES = (
    (OUT, "rounds"),
    (OUT, "containers"),
    (OUT, "missiles"),
    (OUT, "guns and launchers"),
    (OUT, "value, arms alone"),
    (OUT, "value, with troops"),
    (OUT, "benefit to Pyongyang, as Seoul's institute has it"),
    (BACK, "value"),
)
"""What went, and the value of what came; ``selections`` name the rows that speak of each line.

The lines of ``SUMMED`` take their rows by rule: every figure given from ``SINCE`` on, our own sums left out.
"""

SINCE = "2025"
SUMMED = {
    "rounds": ("round", "shell_152mm", "artillery_shell"),
    "containers": ("container",),
    "missiles": ("missile_supplied",),
    "guns and launchers": ("launcher",),
}
"""The items of ``estimates`` that the rule is for, by line of the ledger."""


def sides_of_the_ledger(data: Dataset) -> list[tuple[str, str, list[str], list[str]]]:
    """Return each line of ``LINES`` with its claims of the articles and its rows of the record.

    Raises ``DataError`` where a row is chosen for a line that the ledger does not have.
    """
    claims: dict[str, list[str]] = {what: [] for _, what in LINES}
    record: dict[str, list[str]] = {what: [] for _, what in LINES}
    for choice in selections(data, "arms.two_sides"):
        if choice.part not in claims:
            remedy = f"name one of these parts: {'; '.join(claims)}"
            problem = f"{choice.part!r} is no line of arms.two_sides"
            raise DataError("selections.csv", problem, row=choice.row_id, column="part", remedy=remedy)
        (claims if choice.table == "claims" else record)[choice.part].append(choice.row_id)
    given = data.estimates[data.estimates["derived_by"].isna()]
    given = given[given["statement_date"].ge(SINCE)].sort_values(["statement_date", "estimate_id"])
    for what, items in SUMMED.items():
        record[what] = list(given.loc[given["item"].isin(items), "estimate_id"])
    return [(direction, what, claims[what], record[what]) for direction, what in LINES]


def two_sided_ledger(data: Dataset) -> ShownTable:
    """Show what went out and what came back, in the articles and on record; an empty cell is empty."""
    lines = sides_of_the_ledger(data)
    estimates = {row.estimate_id: row for row in rows(data.estimates)}
    shown = pd.DataFrame(
        {
            "direction": [direction for direction, *_ in lines],
            "what": [what for _, what, *_ in lines],
            "articles": [_links(claims) for *_, claims, _ in lines],
            "on record": [
                [figure_link(data, estimates[row_id]) for row_id in record] or None for *_, record in lines
            ],
        }
    )
    return ShownTable(
        shown,
        "Question 7. What went out, and the value of what came back; never add the figures up. "
        f"Rounds, containers, missiles and guns: every figure given from {SINCE} on, our own sums left out",
    )


def _day(data: Dataset, use: str) -> str:
    """Return the day or month that the row chosen for ``use`` speaks of: the label of the choice."""
    row_id = selected_id(data, use)
    if row_id not in labels(data, use):
        remedy = "write the day or month that the row speaks of"
        raise DataError("selections.csv", "the cell is empty", row=row_id, column="label", remedy=remedy)
    return labels(data, use)[row_id]


def _links(ids: list[str]) -> list[Link] | None:
    return [row_link(each) for each in ids] or None


def quotable(data: Dataset) -> dict[str, float | str]:
    """Return the numbers that a sentence on the deliveries may quote, by name."""
    charge, moved = days_before_summit(data)
    times = positions(data).set_index(["side", "position"])["times"]
    sent = selected_row(data, data.estimates, "arms.two_sides", "value, with troops")
    benefit = selected_row(
        data, data.estimates, "arms.two_sides", "benefit to Pyongyang, as Seoul's institute has it"
    )
    returned = selected_row(data, data.estimates, "arms.two_sides", "value")
    windows_before = windows(data)["start"].lt(min(summits(data).values())[:7])
    return {
        "charge_before_summit_days": charge,
        "boxes_before_summit_days": moved,
        "windows_open_before_summit": int(windows_before.sum()),
        "windows_of_counts": len(windows(data)),
        "days_without_word_on_arms": days_without_word(data),
        "arms_clock_end": closed(data),
        "moscow_denials_of_arms": int(times["Russia", "denies"]),
        "pyongyang_denials_of_arms": int(times["DPRK", "denies"]),
        "value_sent_low_billion": float(sent["low"] / 1e9),
        "value_sent_high_billion": float(sent["high"] / 1e9),
        "value_benefit_billion": float(benefit["low"] / 1e9),
        "value_returned_low_billion": float(returned["low"] / 1e9),
        "value_returned_billion": float(returned["high"] / 1e9),
    }
