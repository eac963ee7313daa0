"""`claims`, `events` and `forecasts` become the days of silence before the soldiers, and Seoul's arms."""

import pandas as pd
from matplotlib.axes import Axes

from dossier.evidence.claims import current
from dossier.evidence.selections import labels, selected_day, selected_ids
from dossier.schema.files import rows
from dossier.show.chart import ARTICLE, FAINT, RECORD, Chart, canvas, days, time_axis
from dossier.show.names import article_names, row_numbers
from dossier.show.table import ShownTable, row_link
from militant_unity.data import Dataset
from militant_unity.troops.chosen import article_name
from militant_unity.troops.confirmations import PRESENCE


def seoul_table(data: Dataset) -> ShownTable:
    """Show the forecasts on Seoul's arms for Ukraine, with their outcome and the interval of the score."""
    chosen = selected_ids(data, "troops.seoul_arms")
    forecasts = data.forecasts.set_index("forecast_id").loc[chosen].reset_index()
    score = [
        "no score" if pd.isna(row.brier_low) else f"{row.brier_low:.2f} to {row.brier_high:.2f}"
        for row in rows(forecasts)
    ]
    table = pd.DataFrame(
        {
            "forecast": [row_link(row_id) for row_id in forecasts["forecast_id"]],
            "claim": [row_link(row_id) for row_id in forecasts["claim_id"]],
            "question": list(forecasts["question"]),
            "word": list(forecasts["word"].str.replace("_", " ")),
            "outcome": list(forecasts["outcome"]),
            "Brier score": score,
        }
    )
    caption = f"Question 7. Seoul's arms for Ukraine: what {article_name(data)} foresaw, and what came"
    return ShownTable(table, caption)


def raised(data: Dataset) -> pd.DataFrame:
    """Return, by article, when it appeared and whether it raises North Korean soldiers (`claims`).

    Columns ``article, published, raised, claims, nearest``: the number of its claims on troops without the
    silences, and one row to look up: the silence on the soldiers that `selections` names, or the first
    claim of the fact. An article with neither has not been asked, and is left out.
    """
    claims = current(data, "troops").set_index("claim_id")
    silences = claims.loc[claims.index.isin(selected_ids(data, "troops.silences")), "source_id"]
    silent = {source: claim for claim, source in silences.items()}
    documents = data.documents.sort_values(["published", "source_id"])
    listed = []
    for source, date in zip(documents["source_id"], documents["published"], strict=True):
        own = claims[claims["source_id"].eq(source)]
        fact = own.loc[own["fact_id"].eq(PRESENCE), "start"].dropna()
        if fact.empty and source not in silent:
            continue
        nearest = silent[source] if fact.empty else fact.astype(int).idxmin()
        many = int(own["claim_type"].ne("silence").sum())
        listed.append((source, date, not fact.empty, many, nearest))
    return pd.DataFrame(listed, columns=["article", "published", "raised", "claims", "nearest"])


SOLDIERS_IN = (
    "soldiers_in_russia",
    "soldiers_lost",
    "soldiers_captured",
    "soldiers_admitted",
    "soldiers_honoured",
    "sappers_and_builders",
)
"""The values of `events.subject` with North Korean soldiers in them; that others condemn them is left out."""


def later_events(data: Dataset) -> pd.DataFrame:
    """Return the rows of `events` that have North Korean soldiers in them, by date, with a ``label`` each.

    The label comes from `selections`; an event without one has its subject.
    """
    events = data.events[data.events["subject"].isin(SOLDIERS_IN)]
    label = labels(data, "troops.later_events")
    events = events.assign(
        label=[label.get(row.event_id, row.subject.replace("_", " ")) for row in rows(events)]
    )
    return events.sort_values(["date", "event_id"], ignore_index=True)


def days_of_silence(data: Dataset) -> tuple[int, int]:
    """Return the least and most days from the last silent article to the first shipment.

    An article of which the month alone is known may have appeared on any day of it.
    """
    articles = raised(data)
    silent = [pd.Period(date) for date in articles.loc[~articles["raised"], "published"]]
    shipped = pd.Timestamp(selected_day(data, "troops.treaty_steps", "shipped"))
    latest = max(date.end_time.normalize() for date in silent)
    return (shipped - latest).days, (shipped - max(date.start_time for date in silent)).days


FIRST_DAY, LAST_DAY = "2023-08-01", "2026-03-20"
"""The ends of the axis of time; a later event moves the second."""


def draw_not_imagined(data: Dataset) -> Chart:
    """Draw when each article appeared, and what came of soldiers after it."""
    articles, events = raised(data), later_events(data)
    silent = articles[~articles["raised"]]
    least, most = days_of_silence(data)
    message = (
        f"{len(silent)} of {len(articles)} articles raise no North Korean soldiers; "
        f"the first were shipped {least} to {most} days after the last of these"
    )
    with canvas(message, 1.2 + 0.22 * (len(articles) + len(events))) as (figure, axes):
        names = article_names(data)
        for row in rows(articles):
            words = f"{names[row.article]}: " + ("raises them" if row.raised else "silent")
            _draw_moment(axes, row.Index, row.published, words, ARTICLE, row.raised)
        start = len(articles) + 0.5
        axes.axhline(start - 0.75, color=FAINT, linewidth=0.8, linestyle=":")
        for row in rows(events):
            known = row.status in {"acknowledged", "independently_confirmed"}
            _draw_moment(axes, start + row.Index, row.date, row.label, RECORD, known)
        axes.set_yticks(
            [(len(articles) - 1) / 2, start + len(events) / 2],
            ["articles", "outside record"],
            rotation=90,
            va="center",
        )
        axes.set_ylim(start + len(events) - 0.3, -0.7)
        time_axis(axes, FIRST_DAY, max(LAST_DAY, str(events["date"].max())), months=(1, 7))
        later = "; ".join(
            f"{row.date} {row.summary} ({row.status.replace('_', ' ')})" for row in rows(events)
        )
        silences = ", ".join(
            f"{names[row.article]} ({row_numbers('claim', [row.nearest])})" for row in rows(silent)
        )
        return Chart.of(figure, f"{message}. Silent: {silences}. Events on record: {later}.")


def _draw_moment(axes: Axes, height: float, date: str, words: str, colour: str, filled: bool) -> None:
    late = days(date) > days("2024-11-15")  # the words go where there is room
    axes.scatter(days(date), height, s=30, facecolor=colour if filled else "none", edgecolor=colour)
    axes.annotate(
        words,
        (days(date), height),
        xytext=(-7 if late else 7, 0),
        textcoords="offset points",
        ha="right" if late else "left",
        va="center",
        fontsize=8,
    )


def quotable(data: Dataset) -> dict[str, float | str]:
    """Return the numbers that a sentence on foresight may quote, by name."""
    least, most = days_of_silence(data)
    return {
        "articles_silent_on_soldiers": int((~raised(data)["raised"]).sum()),
        "days_of_silence_least": least,
        "days_of_silence_most": most,
    }
