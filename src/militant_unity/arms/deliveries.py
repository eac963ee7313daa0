"""The deliveries: when they began, what the two capitals say of them, and what came back."""

import pandas as pd

from dossier.evidence.claims import current, support
from dossier.schema.files import cell, rows
from dossier.show.chart import ARTICLE, FAINT, RECORD, Chart, canvas, days, time_axis
from dossier.show.table import Link, ShownTable, row_link
from militant_unity.arms.counts import article_containers, figure_link
from militant_unity.arms.denials import FIRST_CHARGE, charges, days_without_word, positions, undated_words
from militant_unity.data import Dataset

SUMMITS = {
    "2023-09-13-kim-at-vostochny": "Vostochny",
    "2024-06-19-putin-in-pyongyang": "Pyongyang",
    "2025-09-03-putin-meets-kim": "Beijing",
}
"""The meetings of the two leaders in the years of the war, by row of ``events``."""

FIRST_IMAGED = "2023-10-13-us-white-house-nsc-container"
"""The first count whose claimant showed images of boxes on the move."""

RAIL_IMAGES = ("2023-01-20-arms-transfer-us", "2022-11-18")
"""The statement on images of a train, and the first day that it names."""


def summits(data: Dataset) -> dict[str, str]:
    """Return the day of each meeting of the leaders, by its place."""
    day = dict(zip(data.events["event_id"], data.events["date"], strict=True))
    return {place: day[event] for event, place in SUMMITS.items()}


def windows(data: Dataset) -> pd.DataFrame:
    """Return the time that each claimant's counts of boxes, voyages or tonnes cover, by its start.

    Columns ``who, start, end`` (months or days). A window without a first month is left out.
    """
    counted = data.estimates[data.estimates["item"].isin(["container", "voyage", "munition_mass"])]
    counted = counted[counted["period"].fillna("").str.fullmatch(r"\d{4}-\d\d[-\d]*/.+")]
    found = pd.DataFrame(
        {
            "who": counted["claimant"].str.replace(r" \(.*", "", regex=True),
            "start": counted["period"].str.split("/").str[0],
            "end": counted["period"].str.split("/").str[1],
        }
    )
    spans = found.groupby("who").agg({"start": "min", "end": "max"}).reset_index()
    return spans.sort_values(["start", "who"], ignore_index=True)


def days_before_summit(data: Dataset) -> tuple[int, int]:
    """Return the days from the first charge, and from the first imaged boxes, to the first summit."""
    [first, *_] = summits(data).values()
    window = data.estimates.set_index("estimate_id").loc[FIRST_IMAGED, "period"]
    moved = str(window).split("/")[0]
    return int(days(first) - days(charges(data)[0])), int(days(first) - days(moved))


def draw_timeline(data: Dataset) -> Chart:
    """Draw the leaders' meetings across charges, the windows of the counts, and the articles' dates."""
    spans, charged, met = windows(data), charges(data), summits(data)
    charge, moved = days_before_summit(data)
    message = (
        f"The first charge came {charge} days before the summit of 2023, "
        f"the first imaged boxes moved {moved} days before it"
    )
    article = article_containers(data)
    claim = current(data)[lambda claims: claims["fact_id"].eq(FIRST_CHARGE["fact"])].iloc[0]
    with canvas(message, 1.6 + 0.235 * (len(spans) + 4)) as (figure, axes):
        for (place, day), side in zip(met.items(), ("right", "center", "center"), strict=True):
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
        axes.plot([days(RAIL_IMAGES[1])], [1], "s", color=RECORD, markersize=5)
        for row in rows(spans):
            axes.plot([days(row.start), days(row.end)], [row.Index + 2] * 2, color=RECORD, linewidth=4)
        base = len(spans) + 2
        axes.axhline(base - 0.4, color=FAINT, linewidth=0.6)
        axes.plot([days(FIRST_CHARGE["month"])], [base], marker="D", color=ARTICLE)
        start, end = str(article["as_of"]).split("/")
        axes.plot([days(start), days(end)], [base + 1] * 2, color=ARTICLE, linewidth=4)
        axes.set_yticks(
            range(base + 2),
            [
                "charges, all",
                "US: Wagner train",
                *spans["who"],
                f"{claim['source_id']}: charge",
                f"{article['claim_id']}: boxes",
            ],
            fontsize=8,
        )
        axes.set_ylim(base + 1.6, -0.8)
        time_axis(axes, "2022-05-15", "2025-12-15", months=(1,))
        told = "; ".join(f"{row.who} {row.start} to {row.end}" for row in rows(spans))
        places = ", ".join(f"{place} {day}" for place, day in met.items())
        return Chart.of(
            figure,
            f"{message}. Leaders met: {places}. Charges on record: {len(charged)}, from {charged[0]} to "
            f"{charged[-1]}. Train that Washington takes for a delivery to Wagner: {RAIL_IMAGES[1]}. Time "
            f"that each count covers: {told}. Articles: first charge {FIRST_CHARGE['month']} "
            f"({claim['claim_id']}), boxes {start} to {end} ({article['claim_id']}).",
        )


OUT, BACK = "sent to Russia", "sent back"
TWO_SIDES = (
    (OUT, "rounds", ("c-187",), ()),
    (OUT, "containers", ("c-090",), ()),
    (OUT, "missiles", ("c-077", "c-092"), ()),
    (OUT, "guns and launchers", (), ()),
    (OUT, "value, arms alone", (), ("2024-10-28-guseinova-friedrich-naumann-foundation-value-sent",)),
    (OUT, "value, with troops", (), ("2025-09-guseinova-friedrich-naumann-foundation-value-sent",)),
    (OUT, "benefit to Pyongyang, as Seoul's institute has it", (), ("2025-04-kida-rok-value-sent",)),
    (BACK, "value", (), ("2025-09-guseinova-friedrich-naumann-foundation-value-returned",)),
    (BACK, "food", ("c-098", "c-135"), ()),
    (BACK, "oil and energy", ("c-242",), ("ru-kp-2024-03-to-2024-11-petroleum-claim",)),
    (BACK, "help with satellites", ("c-101", "c-243"), ("next-satellite",)),
    (BACK, "help with submarines", ("c-136",), ("nuclear-submarines",)),
    (BACK, "data on weapons", ("c-095",), ("performance-data-on-weapons",)),
    (BACK, "air defence", ("c-104",), ("radars-and-air-defence",)),
    (BACK, "fighter aircraft", ("c-066",), ("fighter-aircraft",)),
    (BACK, "nuclear technology", ("c-004", "c-109"), ("direct-help-to-the-nuclear-programme",)),
)
"""What went, what came, and the rows that speak of it: claims of the articles, then rows of the record.

The lines of ``SUMMED`` take their rows by rule: every figure given from ``SINCE`` on, our own sums left out.
"""

SINCE = "2025"
SUMMED = {
    "rounds": ("round", "shell_152mm", "artillery_shell"),
    "containers": ("container",),
    "missiles": ("missile_supplied",),
    "guns and launchers": ("launcher",),
}
"""The items of ``estimates`` that the rule holds for, by line of the ledger."""


def sides_of_the_ledger(data: Dataset) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    """Return the lines of ``TWO_SIDES``, those of ``SUMMED`` with the rows that the rule gives them."""
    found = data.estimates[~data.estimates["note"].fillna("").str.contains("Our sum")]
    found = found[found["statement_date"].ge(SINCE)].sort_values(["statement_date", "estimate_id"])
    return [
        (
            direction,
            what,
            claims,
            tuple(found.loc[found["item"].isin(SUMMED[what]), "estimate_id"]) if what in SUMMED else record,
        )
        for direction, what, claims, record in TWO_SIDES
    ]


def two_sided_ledger(data: Dataset) -> ShownTable:
    """Show what went out and what came back, in the articles and on record; an empty cell is empty."""
    lines = sides_of_the_ledger(data)
    estimates = {row.estimate_id: row for row in rows(data.estimates)}
    trade = {row.trade_id: row for row in rows(data.trade)}
    outcomes = {row.outcome_id: row for row in rows(data.outcomes)}

    def told(row: str) -> Link:
        if row in estimates:
            return figure_link(estimates[row])
        found = {**trade, **outcomes}[row]
        if row in outcomes:
            said = str(found.state).rstrip(".")
        else:
            said = f"at least {found.value / 1e6:.3g} million {found.unit}s, {found.period}"
        [report] = support(pd.Series([found.confidence]))
        return Link(f"{said} ({report})", row_link(row).address)

    shown = pd.DataFrame(
        {
            "direction": [direction for direction, *_ in lines],
            "what": [what for _, what, *_ in lines],
            "articles": [_links(claims) for *_, claims, _ in lines],
            "on record": [[told(row) for row in record] or None for *_, record in lines],
        }
    )
    return ShownTable(
        shown,
        "Question 7. What went out and what came back; figures side by side are not to be added. Rounds, "
        f"boxes, missiles and guns: every figure given from {SINCE} on, our own sums left out",
    )


def _links(ids: tuple[str, ...]) -> list[Link] | None:
    return [row_link(each) for each in ids] or None


def quotable(data: Dataset) -> dict[str, float | str]:
    """Return the numbers that a sentence on the deliveries may quote, by name."""
    charge, moved = days_before_summit(data)
    times = positions(data).set_index(["side", "position"])["times"]
    value = data.estimates.set_index("estimate_id")
    sent = "2025-09-guseinova-friedrich-naumann-foundation-value-sent"
    returned = "2025-09-guseinova-friedrich-naumann-foundation-value-returned"
    windows_before = windows(data)["start"].lt(summits(data)["Vostochny"][:7])
    return {
        "charge_before_summit_days": charge,
        "boxes_before_summit_days": moved,
        "windows_open_before_summit": int(windows_before.sum()),
        "windows_of_counts": len(windows(data)),
        "days_without_word_on_arms": days_without_word(data),
        "moscow_denials_of_arms": int(times["Russia", "denies"]),
        "pyongyang_denials_of_arms": int(times["DPRK", "denies"]),
        "words_on_arms_undated": undated_words(data),
        "value_sent_low_billion": cell(value, sent, "low") / 1e9,
        "value_sent_high_billion": cell(value, sent, "high") / 1e9,
        "value_benefit_billion": cell(value, "2025-04-kida-rok-value-sent", "low") / 1e9,
        "value_returned_billion": cell(value, returned, "high") / 1e9,
        "ledger_lines": len(TWO_SIDES),
        "ledger_lines_without_article": sum(not claims for *_, claims, _ in TWO_SIDES),
        "ledger_lines_without_record": sum(not record for *_, record in sides_of_the_ledger(data)),
    }
