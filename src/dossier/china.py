"""The China angle: what Beijing said, what others say it feels, and what its customs counted."""

from collections.abc import Iterable
from types import SimpleNamespace
from typing import NamedTuple

import pandas as pd

from dossier import china_pacts, china_stance, china_trade
from dossier.china_stance import own_words
from dossier.claims import current, speakers, support
from dossier.corpus import ARTICLES
from dossier.shown import (
    ARTICLE,
    FAINT,
    RECORD,
    Chart,
    Link,
    ShownTable,
    canvas,
    in_words,
    row_link,
    written,
)
from dossier.store import rows, split_ids

# What Beijing said, and what is ascribed to it


def stated_and_ascribed(claims: pd.DataFrame) -> pd.DataFrame:
    """Count by article (rows): words of Beijing, motives ascribed to it by others, coded silences.

    Columns ``stated, ascribed, silent``; every other claim on China is in none of them.
    """
    own = own_words(claims)
    counts = pd.DataFrame(
        {
            "source_id": claims["source_id"],
            "stated": own,
            "ascribed": claims["claim_type"].eq("motive") & ~own,
            "silent": claims["claim_type"].eq("silence"),
        }
    )
    return counts.groupby("source_id").sum().astype(int).reindex(list(ARTICLES), fill_value=0)


def draw_stated_and_ascribed(data: SimpleNamespace) -> Chart:
    """Draw one mark per claim: left what Beijing said or is missing, right what it is said to want."""
    counts = stated_and_ascribed(current(data, "china"))
    ascribing, quoting = int(counts["ascribed"].gt(0).sum()), int(counts["stated"].gt(0).sum())
    message = (
        f"{ascribing} of {len(counts)} articles say what Beijing wants or fears; "
        f"{quoting} report a word of its own"
    )
    with canvas(message, 2.5) as (figure, axes):
        for row, article in enumerate(rows(counts)):
            axes.scatter([-1 - n for n in range(article.stated)], [row] * article.stated, s=70, color=ARTICLE)
            silent = [-1 - article.stated - n for n in range(article.silent)]
            axes.scatter(
                silent, [row] * article.silent, s=60, facecolor="none", edgecolor=FAINT, linestyle=":"
            )
            axes.scatter(
                [1 + n for n in range(article.ascribed)],
                [row] * article.ascribed,
                s=60,
                marker="D",
                facecolor="none",
                edgecolor=ARTICLE,
            )
        edge = counts.to_numpy().max() + 0.8
        axes.set_xlim(-edge, edge)
        axes.set_ylim(len(counts) - 0.5, -1.6)
        axes.axvline(0, color=FAINT, linewidth=0.8)
        for side, heading in (
            (-0.4, "● said by Beijing\n◌ no word reported"),
            (0.4, "◇ ascribed to it\nby others"),
        ):
            axes.annotate(
                heading, (side, -1.1), ha="right" if side < 0 else "left", va="center", fontsize=8.5
            )
        axes.set_yticks(range(len(counts)), list(counts.index))
        axes.set_xticks([])
        axes.spines[:].set_visible(False)
        told = "; ".join(f"{name}: {in_words(counts.loc[name].to_dict())}" for name in ARTICLES)
        return Chart.of(figure, f"{message}. Claims by article: {told}.")


def ascribed(data: SimpleNamespace) -> ShownTable:
    """Show each motive that somebody else ascribes to Beijing, and who does."""
    claims = current(data, "china")
    claims = claims[claims["claim_type"].eq("motive") & ~own_words(claims)]
    shown = pd.DataFrame(
        {
            "claim": [row_link(each) for each in claims["claim_id"]],
            "article": list(claims["source_id"]),
            "what Beijing is said to want or fear": list(claims["statement"]),
            "said by": speakers(data, claims),
            "hedge": list(claims["hedge"].str.replace("_", " ")),
        }
    )
    return ShownTable(shown, "Motives ascribed to Beijing, by whom (articles)")


def beijing_statements(data: SimpleNamespace) -> pd.DataFrame:
    """Return what China said, by day of publication; a month without a day comes after its days."""
    return data.statements[data.statements["side"].eq("China")].sort_values("statement_date", kind="stable")


def beijing_words(data: SimpleNamespace) -> ShownTable:
    """Show what China itself has said, day by day, on record, and how the report stands."""
    said = beijing_statements(data)
    shown = pd.DataFrame(
        {
            "day": _dated(said["statement_id"], said["statement_date"]),
            "speaker": list(said["speaker"]),
            "what was said": list(said["summary"]),
            "report": support(said["confidence"]),
        }
    )
    return ShownTable(shown, "What Beijing itself said (record)")


SILENCES = {"c-035": "visit_2023", "c-073": "visit_2023", "c-118": "visit_2024", "c-205": "china_on_troops"}
"""Claims that Beijing was silent, with the topic of its words in the record."""


def _dated(ids: Iterable[str], dates: Iterable[str]) -> list[Link]:
    """Lead to rows of the record by their dates, which are shorter than their ids and stay on one line."""
    return [Link(_unbroken(date), row_link(each).address) for each, date in zip(ids, dates, strict=True)]


def _unbroken(date: str) -> str:
    r"""Write an ISO date, a month or a year for a narrow column.

    >>> _unbroken("2024-06-19"), _unbroken("2024-10"), _unbroken("2025"), _unbroken("")
    ('19\xa0Jun\xa02024', 'Oct\xa02024', '2025', '')
    """
    if "-" not in date:
        return date
    day = f"{pd.Timestamp(date).day}\xa0" if len(date) > len("2024-10") else ""
    return day + f"{pd.Timestamp(date):%b\xa0%Y}"


def words_in_silence(data: SimpleNamespace) -> pd.DataFrame:
    """Return the words of Beijing that the record has from before an article that notes none.

    Columns ``claim, article, published, words``: ids of statements on the same topic from days before
    the publication; where the article is dated by its month, from that month too.
    """
    said = beijing_statements(data)
    published = data.sources.set_index("source_id")["date"]
    claims = data.claims.set_index("claim_id")
    found = []
    for claim, topic in SILENCES.items():
        article = claims.loc[claim, "source_id"]
        until = published[article]
        day = said["statement_date"]
        before = day.lt(until) | (day.str.startswith(until) & day.ne(until))
        words = said.loc[said["topic"].eq(topic) & before, "statement_id"]
        found.append({"claim": claim, "article": article, "published": until, "words": list(words)})
    return pd.DataFrame(found)


def silences(data: SimpleNamespace) -> ShownTable:
    """Show, for each silence that an article notes or leaves, what Beijing had said by then."""
    found, said = words_in_silence(data), data.statements.set_index("statement_id")
    shown = pd.DataFrame(
        {
            "claim": [row_link(each) for each in found["claim"]],
            "article": list(found["article"]),
            "published": list(found["published"]),
            "words of Beijing on record before": [
                _dated(words, said.loc[words, "statement_date"]) if words else "none"
                for words in found["words"]
            ],
        }
    )
    return ShownTable(shown, "No word of Beijing in the article, and the record before it")


# Forecasts, one week, votes


def standing(word_low: float, word_high: float, outcome: str) -> str:
    """Say how a forecast stands, from the band of its word and the outcome of its question.

    >>> standing(0.2, 0.45, "no"), standing(0.8, 0.95, "yes"), standing(0.45, 0.55, "no")
    ('supported so far', 'came', 'even odds: no answer tells')
    """
    if outcome not in ("yes", "no"):
        return outcome
    if word_low < 0.5 < word_high:
        return "even odds: no answer tells"
    expected = word_low >= 0.5
    if expected != (outcome == "yes"):
        return "did not come" if expected else "came against it"
    return "came" if expected else "supported so far"


def china_forecasts(data: SimpleNamespace) -> pd.DataFrame:
    """Return the forecasts whose claim is on China, with the article and how each stands."""
    claims = current(data, "china").set_index("claim_id")["source_id"]
    found = data.forecasts[data.forecasts["claim_id"].isin(claims.index)]
    stands = [standing(row.p_low, row.p_high, row.outcome) for row in rows(found)]
    return found.assign(article=found["claim_id"].map(claims), standing=stands)


def forecasts(data: SimpleNamespace) -> ShownTable:
    """Show the forecasts on China with their outcomes."""
    found = china_forecasts(data)
    shown = pd.DataFrame(
        {
            "forecast": [row_link(each) for each in found["forecast_id"]],
            "article": list(found["article"]),
            "question": list(found["question"]),
            "our word for it": list(found["word"].str.replace("_", " ")),
            "outcome": list(found["outcome"]),
            "it stands": list(found["standing"]),
        }
    )
    return ShownTable(shown, "Forecasts on China, each scored on its date (articles against the record)")


WEEK = {
    "2024-06-13-visit-2024-china": "Beijing will not comment\non the plan, welcomes\nRussia's old ties",
    "2024-06-17-ushakov-on-treaty": "Moscow announces\na new treaty",
    "2024-06-18-vice-ministers-in-seoul": "Vice-ministers in Seoul:\nfirst 2+2 talks",
    "2024-06-18-visit-2024-china": "Beijing: contacts\nbetween those two",
    "2024-06-19-putin-in-pyongyang": "Putin lands after 2 a.m.",
    "2024-06-19-russia-dprk-treaty-signed": "The treaty is signed",
    "2024-06-19-china-rok-china": "Beijing: the date of the\n2+2 has no special link",
    "2024-06-20-kcna-prints-treaty": "Pyongyang prints the text",
}
"""Rows of the week of the visit, in few words."""


def week(data: SimpleNamespace) -> pd.DataFrame:
    """Return the rows of ``WEEK`` in order: columns ``row, date, label, beijing`` (its side or not)."""
    events = data.events.assign(row=data.events["event_id"], beijing=data.events["actor"].eq("CHN"))
    said = data.statements.assign(
        row=data.statements["statement_id"],
        date=data.statements["statement_date"],
        beijing=data.statements["side"].eq("China"),
    )
    both = pd.concat([events, said], ignore_index=True)[["row", "date", "beijing"]]
    found = both.assign(label=both["row"].map(WEEK)).dropna()
    return found.sort_values("date", kind="stable", ignore_index=True)


def draw_week(data: SimpleNamespace) -> Chart:
    """Draw the week of the visit as two columns beside one line of days."""
    found = week(data).set_index("row")
    talks, landed = (
        written(str(found.loc[row, "date"]))
        for row in ("2024-06-18-vice-ministers-in-seoul", "2024-06-19-putin-in-pyongyang")
    )
    message = (
        f"Talks in Seoul on {talks[:7]}, Putin in Pyongyang on {landed[:7]}: the same week, not the same day"
    )
    with canvas(message, 4.3) as (figure, axes):
        top, told = 0.0, []
        for day, group in found.groupby("date"):
            beijing, moscow = group[group["beijing"]], group[~group["beijing"]]
            for side, rest in ((1, beijing), (-1, moscow)):
                text = "\n\n".join(rest["label"])
                axes.annotate(
                    text, (0.2 * side, top), ha="left" if side > 0 else "right", va="top", fontsize=8.5
                )
                told += [
                    f"{day} {'Beijing' if side > 0 else 'Moscow and Pyongyang'}: {each}"
                    for each in rest["label"]
                ]
            axes.axhline(top - 0.4, color=FAINT, linewidth=0.5)
            axes.annotate(
                f"{pd.Timestamp(str(day)).day} June",
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
        return Chart.of(figure, f"{message}. {'; '.join(told)}.".replace("\n", " "))


def votes(data: SimpleNamespace) -> ShownTable:
    """Show China's votes on record and what became of the monitoring, before and after Russia's veto."""
    events = data.events
    voted = events["what"].eq("vote") & events["actor"].map(lambda cell: "CHN" in split_ids(cell))
    watched = events["event_id"].str.contains("msmt")
    found = events[voted | watched].sort_values("date", kind="stable")
    shown = pd.DataFrame(
        {
            "day": _dated(found["event_id"], found["date"]),
            "monitoring": [
                "UN panel" if date < VETO else "panel blocked" if date == VETO else "no UN panel"
                for date in found["date"]
            ],
            "what happened": list(found["summary"]),
            "report": support(found["confidence"]),
        }
    )
    return ShownTable(shown, "China's votes and the monitoring of sanctions (record)")


VETO = "2024-03-28"


# What would move the judgement


class Indicator(NamedTuple):
    """What to watch: the rows of the record that show it, the claims on it, and what would count."""

    name: str
    table: str
    pattern: str
    claims: tuple[str, ...]
    moves: str


INDICATORS = (
    Indicator(
        "trade", "trade", r"^cn-kp-20\d\d-growth-annual$", ("c-155", "c-156"), "a fall near 30 percent: away"
    ),
    Indicator(
        "Xi and Kim meet",
        "events",
        r"xi-in-pyongyang|kim-meets-xi",
        ("c-056", "c-150"),
        "a next meeting: closer",
    ),
    Indicator("summit of the three", "events", r"three-way-summit", ("c-148", "c-165"), "any row: closer"),
    Indicator("drill of the three", "events", r"three-way-drill", ("c-153", "c-154"), "any row: closer"),
    Indicator(
        "vote in the Security Council",
        "events",
        r"un-veto",
        ("c-112", "c-113"),
        "a vote against Moscow: away",
    ),
    Indicator(
        "wording on denuclearisation", "events", r"denuclearisation", (), "the phrase back in a text: away"
    ),
    Indicator(
        "Beijing on the troops",
        "statements",
        r"china-on-troops-china$",
        ("c-205", "c-206"),
        "an objection: away",
    ),
)
"""In the order of the question; a pattern is met by the id of a row."""

_DATES = {"trade": "period", "events": "date", "statements": "statement_date"}


def checklist(data: SimpleNamespace) -> pd.DataFrame:
    """Return, by indicator: ``name, row, date, report`` of its last row on record, ``bears_on, moves``.

    A judgement bears the mark of an indicator when it rests on one of the indicator's claims; without a
    row, ``row`` is "".
    """
    found = []
    for each in INDICATORS:
        table, date = getattr(data, each.table), _DATES[each.table]
        seen = table[table[table.columns[0]].str.contains(each.pattern)].sort_values(date, kind="stable")
        last = seen.iloc[-1] if len(seen) else None
        judged = data.judgements["claims"].map(
            lambda cell, own=each.claims: bool({*own} & {*split_ids(cell)})
        )
        found.append(
            {
                "name": each.name,
                "row": "" if last is None else last.iloc[0],
                "date": "" if last is None else last[date],
                "report": "" if last is None else support(pd.Series([last["confidence"]]))[0],
                "bears_on": list(data.judgements.loc[judged, "judgement_id"]),
                "moves": each.moves,
            }
        )
    return pd.DataFrame(found)


def indicators(data: SimpleNamespace) -> ShownTable:
    """Show the last row on record for each indicator, and the judgement that it bears on."""
    found = checklist(data)
    shown = pd.DataFrame(
        {
            "indicator": found["name"],
            "last row on record": [
                link if link.text else "no row" for link in _dated(found["row"], found["date"])
            ],
            "report": found["report"],
            "would move it": found["moves"],
            "bears on": [
                [row_link(each) for each in judged] if judged else "no judgement"
                for judged in found["bears_on"]
            ],
        }
    )
    return ShownTable(shown, "What to watch, and where the record stands")


def quotable(data: SimpleNamespace) -> dict[str, float | str]:
    """Return the numbers that a sentence on this theme may quote, by name."""
    claims = current(data, "china")
    counts, said, board = stated_and_ascribed(claims), beijing_statements(data), checklist(data)
    motives = claims[claims["claim_type"].eq("motive")]
    return {
        **china_pacts.quotable(data),
        **china_trade.quotable(data),
        **china_stance.quotable(data),
        "china_said_by_beijing": int(counts["stated"].sum()),
        "china_motives_ascribed": int(counts["ascribed"].sum()),
        "china_motive_facts": int(motives["fact_id"].nunique()),
        "china_silences": int(counts["silent"].sum()),
        "china_statements": len(said),
        "china_statements_single": int(said["confidence"].eq("single").sum()),
        "china_forecasts": len(china_forecasts(data)),
        "china_indicators": len(board),
        "china_indicators_without_row": int(board["row"].eq("").sum()),
        "china_indicators_judged": int(board["bears_on"].map(len).gt(0).sum()),
    }
