"""`forecasts`, `events` and `statements` become the forecasts, the week of the visit and the votes."""

from collections.abc import Iterable

import pandas as pd

from dossier.evidence import brier
from dossier.evidence.claims import current, support
from dossier.evidence.selections import labels, selected_day
from dossier.schema.files import rows, split_ids
from dossier.schema.words import counted
from dossier.show.chart import FAINT, RECORD, Chart, canvas, day_in_words
from dossier.show.names import article_links
from dossier.show.table import Link, ShownTable, row_link
from militant_unity.data import Dataset
from militant_unity.foreseen.audit import audit


def dated(ids: Iterable[str], dates: Iterable[str]) -> list[Link]:
    """Lead to rows of the record by their dates, which are shorter than their ids and stay on one line."""
    return [Link(unbroken(date), row_link(each).address) for each, date in zip(ids, dates, strict=True)]


def unbroken(date: str) -> str:
    r"""Write an ISO date, a month or a year for a narrow column.

    >>> unbroken("2024-06-19"), unbroken("2024-10"), unbroken("2025"), unbroken("")
    ('19\xa0Jun\xa02024', 'Oct\xa02024', '2025', '')
    """
    if "-" not in date:
        return date
    day = f"{pd.Timestamp(date).day}\xa0" if len(date) > len("2024-10") else ""
    return day + f"{pd.Timestamp(date):%b\xa0%Y}"


def standing(word_low: float, word_high: float, outcome: str) -> str:
    """Say what became of a forecast, from the band of its word and the outcome of its question.

    >>> standing(0.2, 0.45, "no"), standing(0.8, 0.95, "yes"), standing(0.45, 0.55, "no")
    ('supported so far', 'came', 'even odds: no answer tells')
    """
    return _STANDINGS.get((brier.side(word_low, word_high, outcome), outcome), outcome)


_STANDINGS = {
    ("right", "yes"): "came",
    ("right", "no"): "supported so far",
    ("wrong", "yes"): "came against it",
    ("wrong", "no"): "did not come",
    ("neither", "yes"): "even odds: no answer tells",
    ("neither", "no"): "even odds: no answer tells",
}


def china_forecasts(data: Dataset) -> pd.DataFrame:
    """Return the forecasts whose claim is on China, with the article and what became of it."""
    claims = current(data, "china").set_index("claim_id")["source_id"]
    on_china = data.forecasts[data.forecasts["claim_id"].isin(claims.index)]
    standings = [standing(row.p_low, row.p_high, row.outcome) for row in rows(on_china)]
    return on_china.assign(article=on_china["claim_id"].map(claims), standing=standings)


def forecasts(data: Dataset) -> ShownTable:
    """Show the forecasts on China with their outcomes."""
    on_china = china_forecasts(data)
    audited = audit(data)
    easy = set(audited.loc[audited["easy"], "forecast_id"])
    shown = pd.DataFrame(
        {
            "forecast": [row_link(each) for each in on_china["forecast_id"]],
            "article": article_links(data, on_china["article"]),
            "question": list(on_china["question"]),
            "easy": [("yes" if each in easy else "") for each in on_china["forecast_id"]],
            "our word for it": list(on_china["word"].str.replace("_", " ")),
            "outcome": list(on_china["outcome"]),
            "state": list(on_china["standing"]),
        }
    )
    return ShownTable(
        shown, "Question 4. Forecasts on China, each scored on its date; an easy one could hardly fail"
    )


def week(data: Dataset) -> pd.DataFrame:
    """Return the chosen rows of the week by day: columns ``row, date, label, beijing`` (its side or not).

    Rows of one day keep the order of the selections. A slash in a label breaks the line.
    """
    events = pd.DataFrame(
        {
            "row": data.events["event_id"],
            "date": data.events["date"],
            "beijing": data.events["actor"].eq("CHN"),
        }
    )
    statements = pd.DataFrame(
        {
            "row": data.statements["statement_id"],
            "date": data.statements["statement_date"],
            "beijing": data.statements["side"].eq("China"),
        }
    )
    label = {row: text.replace(" / ", "\n") for row, text in labels(data, "china.week").items()}
    both = pd.concat([events, statements], ignore_index=True)
    chosen = both.set_index("row").loc[list(label)].reset_index().assign(label=list(label.values()))
    return chosen.sort_values("date", kind="stable", ignore_index=True)


def draw_week(data: Dataset) -> Chart:
    """Draw the week of the visit as two columns beside one line of days."""
    talks, landing = (selected_day(data, "china.week", part) for part in ("talks", "landing"))
    weeks = {pd.Timestamp(date).isocalendar()[:2] for date in (talks, landing)}
    message = (
        f"Talks in Seoul on {_day_and_month(talks)}, Putin in Pyongyang on {_day_and_month(landing)}: "
        f"{'the same week' if len(weeks) == 1 else f'{counted(len(weeks))} weeks'}, "
        f"{'the same day' if talks == landing else 'not the same day'}"
    )
    with canvas(message, 4.3) as (figure, axes):
        top, lines = 0.0, []
        for day, group in week(data).groupby("date"):
            beijing, moscow = group[group["beijing"]], group[~group["beijing"]]
            for side, rest in ((1, beijing), (-1, moscow)):
                text = "\n\n".join(rest["label"])
                axes.annotate(
                    text, (0.2 * side, top), ha="left" if side > 0 else "right", va="top", fontsize=8.5
                )
                lines += [
                    f"{day} {'Beijing' if side > 0 else 'Moscow and Pyongyang'}: {each}"
                    for each in rest["label"]
                ]
            axes.axhline(top - 0.4, color=FAINT, linewidth=0.5)
            axes.annotate(
                _day_and_month(str(day)),
                (0, top),
                ha="center",
                va="top",
                fontsize=8.5,
                weight="bold",
            )
            top += 0.9 + max(
                sum(label.count("\n") + 1 for label in rest["label"]) + max(len(rest) - 1, 0)
                for rest in (beijing, moscow)
            )
        for side, heading in ((-1, "Moscow and Pyongyang"), (1, "Beijing and Seoul")):
            axes.annotate(
                heading,
                (0.2 * side, -1.6),
                ha="left" if side > 0 else "right",
                va="top",
                color=RECORD,
                weight="bold",
            )
        axes.set_xlim(-1, 1)
        axes.set_ylim(top, -1.8)
        axes.set_xticks([])
        axes.set_yticks([])
        axes.spines[:].set_visible(False)
        return Chart.of(figure, f"{message}. {'; '.join(lines)}.".replace("\n", " "))


def _day_and_month(date: str) -> str:
    return day_in_words(date).rpartition(" ")[0]


def votes(data: Dataset) -> ShownTable:
    """Show China's votes on record and what became of the monitoring, before and after Russia's veto."""
    events = data.events
    voted = events["what"].eq("vote") & events["actor"].map(lambda cell: "CHN" in split_ids(cell))
    watched = events["subject"].isin(["un_panel_ends", "sanctions_monitoring"])
    listed = events[voted | watched].sort_values("date", kind="stable")
    shown = pd.DataFrame(
        {
            "day": dated(listed["event_id"], listed["date"]),
            "monitoring": [_monitored(data, date) for date in listed["date"]],
            "what happened": list(listed["summary"]),
            "report": support(listed["confidence"]),
        }
    )
    return ShownTable(shown, "Question 6. China's votes and the monitoring of sanctions (record)")


def _monitored(data: Dataset, date: str) -> str:
    """Say how the sanctions were watched on a day."""
    veto, end = (selected_day(data, "china.panel", part) for part in ("veto", "end"))
    if date == veto:
        return "renewal blocked"
    if date == end:
        return "panel's last day"
    return "UN panel" if date < end else "no UN panel"
