"""What was foreseen of Seoul's arms, and what no article asked before the soldiers went."""

import pandas as pd
from matplotlib.axes import Axes

from dossier.evidence.claims import current
from dossier.schema.files import rows
from dossier.show.chart import ARTICLE, FAINT, RECORD, Chart, canvas, days, time_axis
from dossier.show.table import ShownTable, row_link
from militant_unity.data import Dataset
from militant_unity.troops.confirmations import PRESENCE

_SEOUL = ["c-213", "c-214"]


def seoul_table(data: Dataset) -> ShownTable:
    """Show the forecasts on Seoul's arms for Ukraine, with their outcome and the interval of the score."""
    found = data.forecasts[data.forecasts["claim_id"].isin(_SEOUL)]
    score = [
        "no score" if pd.isna(row.brier_low) else f"{row.brier_low:.2f} to {row.brier_high:.2f}"
        for row in rows(found)
    ]
    shown = pd.DataFrame(
        {
            "forecast": [row_link(each) for each in found["forecast_id"]],
            "claim": [row_link(each) for each in found["claim_id"]],
            "question": list(found["question"]),
            "word": list(found["word"].str.replace("_", " ")),
            "outcome": list(found["outcome"]),
            "Brier score": score,
        }
    )
    return ShownTable(shown, "Question 7. Seoul's arms for Ukraine: what troops-2024 foresaw, and what came")


def raised(data: Dataset) -> pd.DataFrame:
    """Return, by article, when it appeared and whether it raises North Korean soldiers for Russia.

    Columns ``article, published, raised, claims, nearest``: the claims it makes on troops, silences apart,
    and the row that stands for its silence or, where it is not silent, for the fact. An article for which
    neither is coded has not been asked, and is left out.
    """
    claims = current(data, "troops")
    silent = claims["claim_type"].eq("silence")
    published = data.documents.set_index("source_id")["published"]
    found = []
    for article, date in published.sort_values(kind="stable").items():
        own = claims["source_id"].eq(str(article))
        fact = claims[own & claims["fact_id"].eq(PRESENCE)]
        nearest = fact if len(fact) else claims[own & silent]
        if nearest.empty:
            continue
        found.append((article, date, len(fact) > 0, int((own & ~silent).sum()), nearest["claim_id"].iloc[0]))
    return pd.DataFrame(found, columns=["article", "published", "raised", "claims", "nearest"])


_SOLDIERS_IN = (
    "troops|soldiers|special forces|sappers|engineers|deployment|DPRK (?:units|killed|prisoners|dead|support)"
)


def later_events(data: Dataset) -> pd.DataFrame:
    """Return the events on record that have North Korean soldiers in them, by date; talk of talks apart."""
    party = data.events["actor"].str.contains("PRK") | data.events["recipient"].str.contains("PRK", na=False)
    found = data.events[party & data.events["summary"].str.contains(_SOLDIERS_IN)]
    return found.sort_values("date", kind="stable", ignore_index=True)


def days_of_silence(data: Dataset) -> tuple[int, int]:
    """Return the least and most days from the last silent article to the first shipment.

    An article of which the month alone is known may have appeared on any day of it.
    """
    articles = raised(data)
    silent = [pd.Period(date) for date in articles.loc[~articles["raised"], "published"]]
    shipped = pd.Timestamp(later_events(data)["date"].iloc[0])
    latest = max(date.end_time.normalize() for date in silent)
    return (shipped - latest).days, (shipped - max(date.start_time for date in silent)).days


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
        for row in rows(articles):
            words = f"{row.article}: " + ("raises them" if row.raised else f"silent ({row.nearest})")
            _draw_moment(axes, row.Index, row.published, words, ARTICLE, row.raised)
        start = len(articles) + 0.5
        axes.axhline(start - 0.75, color=FAINT, linewidth=0.8, linestyle=":")
        for row in rows(events):
            known = row.status in {"acknowledged", "independently_confirmed"}
            _draw_moment(axes, start + row.Index, row.date, _LATER[row.event_id], RECORD, known)
        axes.set_yticks(
            [2, start + len(events) / 2], ["articles", "outside record"], rotation=90, va="center"
        )
        axes.set_ylim(start + len(events) - 0.3, -0.7)
        time_axis(axes, "2023-08-01", "2026-03-20", months=(1, 7))
        told = "; ".join(f"{row.date} {row.summary} ({row.status.replace('_', ' ')})" for row in rows(events))
        silences = ", ".join(f"{row.article} ({row.published}, {row.nearest})" for row in rows(silent))
        return Chart.of(figure, f"{message}. Silent: {silences}. Events on record: {told}.")


_LATER = {
    "2024-10-08-first-dprk-troops-shipped": "first soldiers shipped",
    "2024-10-28-rutte-confirms-troops": "NATO: units in Kursk",
    "2024-12-23-zelensky-on-dprk-losses": "Kyiv counts their losses",
    "2025-01-11-ukraine-shows-prisoners": "Kyiv shows two prisoners",
    "2025-03-russia-retakes-kursk-ground": "Kursk ground retaken with them",
    "2025-04-26-gerasimov-admits-dprk-troops": "Moscow admits them",
    "2025-04-28-dprk-admits-troops": "Pyongyang admits them",
    "2025-06-17-shoigu-announces-sappers": "sappers and builders announced",
    "2025-09-02-nis-on-dprk-dead": "Seoul raises its count of the dead",
    "2025-09-03-putin-meets-kim": "Putin praises them to Kim",
    "2025-10-23-kim-founds-kursk-museum": "museum for them begun",
    "2025-11-04-nis-on-troops-and-builders": "Seoul: troops and builders there",
    "2025-12-13-kim-admits-nine-dead": "Kim admits dead engineers",
    "2026-02-12-nis-on-dprk-losses": "Seoul: new count of losses",
}
"""The events of the drawing in a few words each."""


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
        "later_events": len(later_events(data)),
    }
