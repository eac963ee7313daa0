"""Tables `events`, `forecasts` and `claims` become what no forecast asked, and what no article says."""

import pandas as pd

from dossier.evidence.articles import article_ids
from dossier.evidence.claims import support
from dossier.schema.files import Row, rows
from dossier.show.chart import ARTICLE, INK, RECORD, Chart, canvas, days, time_axis
from dossier.show.claims_table import claim_cells
from dossier.show.names import row_numbers
from dossier.show.table import Link, ShownTable, row_link
from militant_unity.data import Dataset
from militant_unity.foreseen.audit import silences, unasked


def _asked(row: Row) -> str:
    if row.before:
        return f"asked before ({row_numbers('forecast', row.before)})"
    return "asked only after" if row.after else "not asked"


def draw_unasked(data: Dataset) -> Chart:
    """Draw the later events by their day, as reported, with whether a forecast had asked for them."""
    found = unasked(data)
    missed = int(found["before"].map(len).eq(0).sum())
    message = f"{missed} of {len(found)} later turns were in no forecast before their day"
    published = data.sources.set_index("source_id")["date"][article_ids(data)]
    with canvas(message, 1.0 + 0.36 * len(found)) as (figure, axes):
        for date in published:
            axes.axvline(days(date), color=ARTICLE, linewidth=0.8, ymax=0.965)
        for row in rows(found):
            fill = RECORD if row.before else "none"
            axes.scatter(days(row.date), row.Index, s=40, facecolor=fill, edgecolor=RECORD, zorder=3)
            axes.annotate(
                f"{row.subject}\n{_asked(row)}",
                (0, row.Index),
                xycoords=("axes fraction", "data"),
                xytext=(-6, 0),
                textcoords="offset points",
                ha="right",
                va="center",
                fontsize=8,
            )
        axes.annotate(
            f"| the {len(published)} articles",
            (max(days(date) for date in published) + _BESIDE, -0.85),
            va="center",
            fontsize=8,
            color=ARTICLE,
        )
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        axes.set_ylim(len(found) - 0.5, -1.2)
        drawn = [pd.Timestamp(date) for date in (*published, *found["date"])]
        first, last = (str(day.date()) for day in (min(drawn) - _BEFORE, max(drawn) + _AFTER))
        time_axis(axes, first, last, months=(1,))
        axes.set_xlabel("day of the event, as reported\n(● asked before   ○ not)", color=INK)
        told = "; ".join(f"{row.date} {row.subject}: {_asked(row)}" for row in rows(found))
        return Chart.of(figure, f"{message}. Day of the event, as reported: {told}.")


_BEFORE, _AFTER = pd.Timedelta(days=12), pd.Timedelta(days=46)
_BESIDE = 18.0
"""Days of room: before the first day drawn, after the last, and from a line to its words."""


def unasked_table(data: Dataset) -> ShownTable:
    """Show the later events by subject, with the rows and the forecasts that ask for them."""
    found = unasked(data)
    confidence = data.events.set_index("event_id")["confidence"]
    shown = pd.DataFrame(
        {
            "what came": list(found["subject"]),
            "day of the event, as reported": [row_link(each) for each in found["row"]],
            "the report stands on": support(confidence[list(found["row"])]),
            "asked before it by": [_links(asked) for asked in found["before"]],
            "asked after it by": [_links(asked) for asked in found["after"]],
        }
    )
    return ShownTable(shown, f"Question 6. {len(shown)} later events, and the forecasts that ask for them")


def _links(forecasts: list[str]) -> list[Link] | str:
    return [row_link(each) for each in forecasts] or "no forecast"


def silences_table(data: Dataset) -> ShownTable:
    """Show what each article was expected to say and does not."""
    found = silences(data)
    heads = {"claim": "claim_id", "article": "source_id", "theme": "theme", "what is missing": "statement"}
    shown = claim_cells(data, found, heads)
    return ShownTable(shown, f"Question 6. The {len(shown)} silences of the ledger, by article")
