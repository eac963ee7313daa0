"""The forecasts of the articles as one table: what came, how it scores, what nobody asked."""

import re

import pandas as pd

from dossier.evidence.articles import article_ids
from dossier.evidence.brier import attainable, last_day, mean_interval, side
from dossier.evidence.claims import current
from dossier.schema.files import rows, split_ids
from dossier.schema.words import PROBABILITY_WORDS
from dossier.show.chart import days
from militant_unity.data import Dataset

COIN = 0.25
"""The Brier score of a coin toss: one half on every question."""


SURE = "almost_certain"


EASY = {
    "f-001": ("c-003", "the Kremlin had confirmed the meeting"),
    "f-003": ("c-003", "the Kremlin had confirmed that he was coming"),
    "f-016": ("2023-07-25-ushakov-on-beijing", "an aide of the Kremlin had announced the journey"),
    "f-026": ("2024-06-17-ushakov-on-treaty", "an aide of the Kremlin had announced the paper"),
    "f-035": ("2024-06-19-russia-dprk-treaty-signed", "to bring a signed treaty into force was enough"),
    "f-036": ("2024-10-28-rutte-confirms-troops", "NATO placed the units in Kursk that day"),
    "f-043": ("c-203", "the White House had said that it would go on"),
    "f-044": ("c-204", "the White House had said that it would"),
    "f-045": ("c-207", "the ministry had said that it would go on"),
    "f-046": ("2024-10-28-us-pentagon-singh-soldier-sent", "the Pentagon gave that figure that day"),
}
"""Forecasts that could hardly fail, each with the row that shows it on the day of the article.

Either those who alone had to act had announced the act, or what is asked was already reported. An
aim that would need other states is none of these.
"""


NOT_BLIND = ("f-002", "f-025", "f-032", "f-035", "f-038", "f-040", "f-046")
"""Their rules were written by a reader who knew notes that give the result away."""


LACKING = {
    "f-006": ("nuclear-submarines", "a government that states it as a fact, by the last day"),
    "f-009": ("2023-11-kozlov-in-pyongyang", "a signed paper on such a technology"),
    "f-011": ("workers-to-russia", "an official who dates talks on workers to those months"),
    "f-012": ("workers-to-russia", "a government that reports military contractors, by the last day"),
    "f-021": ("advanced-arms-against-whole-technologies", "designs, a licence or a production line"),
    "f-022": ("performance-data-on-weapons", "a guided round, found or named by a government"),
    "f-024": ("end-of-the-war-and-moscow-s-need", "a ceasefire along the whole front"),
    "f-029": ("nuclear-weapon-technology", "a government that says it has begun, or that excludes it"),
    "f-034": ("2025-04-28-seoul-condemns-admission", "a date of consultations, or a page that excludes them"),
    "f-042": ("direct-help-to-the-nuclear-programme", "an American official on talks, as a fact"),
}
"""For each open forecast, the row that comes nearest and what would settle it."""


RULINGS = {
    "f-005": (
        "an exchange plan signed on Lavrov's visit passes for an accord of cooperation",
        "2023-10-19-lavrov-meets-kim",
    ),
    "f-006": ("left open, while the like f-040 was closed as a no", "nuclear-submarines"),
    "f-018": (
        "help with a satellite passes for advanced technology, by the rule",
        "2023-11-21-malligyong-1-third-launch",
    ),
    "f-019": ("settled three months after f-015, which asks for more", "2023-10-26-arms-transfer-other"),
    "f-023": (
        "decisive is a bar that hardly anybody would pass, and later words went the other way",
        "effect-of-the-munitions-on-the-front",
    ),
    "f-041": (
        "one page relays a broadcaster, where the rule asks for a government",
        "2025-06-12-technology-china",
    ),
}
"""Rulings that a critic may attack, with the row to look at."""


SUBJECTS = {
    "a spy satellite in orbit": (r"reaches orbit on third", r"satellite"),
    "missiles fired at Ukraine": (
        r"ballistic missiles at Ukraine",
        r"missiles? (?:fired )?(?:at|on|against)",
    ),
    "oil above the ceiling": (r"loading oil|oil|barrels", r"\boil\b"),
    "the UN panel ends": (r"Panel of Experts", r"[Pp]anel"),
    "soldiers in Russia": (r"DPRK special forces|DPRK units", r"North Korean (?:soldiers|units|troops)"),
    "an aid clause in force": (r"treaty in force, 2000", r"mutual defence"),
    "losses of the soldiers": (r"DPRK killed or wounded", r"killed|wounded|dead\b|losses"),
    "prisoners of war": (r"DPRK prisoners", r"prisoner"),
    "both sides admit the soldiers": (r"admission of DPRK troops", r"acknowledges? .*(?:soldiers|troops)"),
    "a road bridge, a through train": (r"road bridge|through train", r"bridge|\btrain\b"),
    "sappers and builders": (r"sappers", r"workers|sapper|builder|contractors"),
    "three leaders side by side": (r"Xi, Putin and Kim together", r"trilateral summit"),
    "Xi and Kim meet again": (r"Xi-Kim meeting", r"\bXi\b"),
}
"""Later events: the words of an event's summary, and the words by which a question or rule asks for it."""


_VOICES = {
    "author_voice": "the article itself",
    "named_on_record": "somebody named",
    "unnamed_official": "somebody unnamed",
    "analysts_plural": "somebody unnamed",
    "unattributed": "nobody given",
}


def audit(data: Dataset) -> pd.DataFrame:
    """Return the forecasts with ``article, theme, voice, forecast_said, last_day, side, easy, blind``.

    ``side`` is where the word stood to what came; ``forecast_said`` is false where the audit made
    its question out of a sentence that is no forecast; days are ISO 8601.
    """
    told = data.claims.set_index("claim_id").loc[data.forecasts["claim_id"]]
    found = data.forecasts.reset_index(drop=True)
    asked = zip(found["question"], found["resolution_rule"], strict=True)
    bands = zip(found["p_low"], found["p_high"], found["outcome"], strict=True)
    return found.assign(
        article=list(told["source_id"]),
        theme=list(told["theme"]),
        voice=[_VOICES[each] for each in told["attribution"]],
        forecast_said=list(told["claim_type"].eq("forecast")),
        last_day=[last_day(question, rule) for question, rule in asked],
        side=[side(*band) for band in bands],
        easy=found["forecast_id"].isin(list(EASY)),
        blind=~found["forecast_id"].isin(NOT_BLIND),
    )


def settled(data: Dataset) -> pd.DataFrame:
    """Return the rows of ``audit`` that came out yes or no."""
    found = audit(data)
    return found[found["outcome"].isin(["yes", "no"])]


def word_counts(data: Dataset) -> pd.DataFrame:
    """Return how many forecasts each article (columns) makes at each word (rows, surest yes first)."""
    counts = pd.crosstab(audit(data)["word"], audit(data)["article"])
    return counts.reindex(index=_WORDS, columns=article_ids(data), fill_value=0)


_WORDS = list(reversed(PROBABILITY_WORDS))


def score_groups(data: Dataset) -> pd.DataFrame:
    """Return the settled forecasts by word and outcome, which fix the interval; worst first.

    Columns ``word, outcome, brier_low, brier_high, forecasts``; easy ones carry an asterisk.
    """
    found = settled(data)
    marked = found["forecast_id"] + found["easy"].map({True: "*", False: ""})
    keys = ["word", "outcome", "brier_low", "brier_high"]
    grouped = found.assign(forecasts=marked).groupby(keys)["forecasts"].agg(list).reset_index()
    return grouped.sort_values(["brier_low", "word"], ascending=[False, True], ignore_index=True)


def group_means(data: Dataset) -> pd.DataFrame:
    """Return the range of the mean score by group, of all settled forecasts and without the easy ones.

    Columns ``by, group, n, low, high, n_hard, low_hard, high_hard``; a group of easy ones alone has
    none of the last two.
    """
    found = settled(data)
    groups = [
        ("all", "all settled", found),
        *(("article", each, found[found["article"].eq(each)]) for each in article_ids(data)),
        *(("theme", each, found[found["theme"].eq(each)]) for each in data.schema.words["themes"]),
        *(("voice", each, found[found["voice"].eq(each)]) for each in dict.fromkeys(_VOICES.values())),
    ]
    parts = []
    for by, name, group in groups:
        hard = group[~group["easy"]]
        parts.append((by, name, len(group), *mean_interval(group), len(hard), *mean_interval(hard)))
    return pd.DataFrame(parts, columns=["by", "group", "n", "low", "high", "n_hard", "low_hard", "high_hard"])


def cuts(data: Dataset) -> pd.DataFrame:
    """Return the range of the mean score after each cut: ``cut, n, low, high``."""
    found = settled(data)
    kept = {
        "nothing": found,
        "the easy ones": found[~found["easy"]],
        "the word almost certain": found[found["word"].ne(SURE)],
        "rules that were not blind": found[found["blind"]],
        "sentences that are no forecast": found[found["forecast_said"]],
        **{each: found[found["article"].ne(each)] for each in article_ids(data)},
    }
    return pd.DataFrame(
        [(name, len(part), *mean_interval(part)) for name, part in kept.items()],
        columns=["cut", "n", "low", "high"],
    )


def unskilled(data: Dataset) -> pd.DataFrame:
    """Return what needs no skill beside the articles, for all settled forecasts and for the hard ones.

    Columns ``n, yes, rate_score, middle`` by ``of`` (all, hard): the score of who always says the share
    that came out yes, which nobody knew beforehand, and the score of the middle of each band.
    """
    found = settled(data)
    told = {}
    for name, part in {"all": found, "hard": found[~found["easy"]]}.items():
        came = part["outcome"].eq("yes")
        middle = (part["p_low"] + part["p_high"]) / 2
        told[name] = {
            "n": len(part),
            "yes": int(came.sum()),
            "rate_score": float(came.mean() * (1 - came.mean())),
            "middle": float(((middle - came) ** 2).mean()),
        }
    return pd.DataFrame.from_dict(told, orient="index").rename_axis("of")


def pages(data: Dataset, resolved_by: str) -> str:
    """Say how many pages settled a forecast, and where a row of the record grades the two as one origin."""
    ids = split_ids(resolved_by)
    leaning = {
        frozenset((row.source_id, row.second_source_id))
        for name in data.schema.record
        for row in rows(getattr(data, name).query("confidence == 'same_origin'"))
    }
    return f"{len(ids)}, one origin" if frozenset(ids) in leaning else str(len(ids))


def calibration(data: Dataset) -> pd.DataFrame:
    """Return, by word, the band and how many settled questions came out yes.

    Columns ``word, low, high, n, yes, share, attainable``: whether any share of ``n`` lies in the band.
    """
    found = settled(data)
    counts = found.groupby("word")["outcome"].agg(n="size", yes=lambda each: int(each.eq("yes").sum()))
    counts = counts.reindex([word for word in _WORDS if word in counts.index])
    bands = [PROBABILITY_WORDS[str(word)] for word in counts.index]
    return counts.assign(
        low=[low for low, _ in bands],
        high=[high for _, high in bands],
        share=counts["yes"] / counts["n"],
        attainable=[attainable(n, *band) for n, band in zip(counts["n"], bands, strict=True)],
    ).reset_index()


def unasked(data: Dataset) -> pd.DataFrame:
    """Return the later events by subject, with the forecasts that ask for them.

    Columns ``subject, row, date, before, after``: the first event on record after the first article,
    and the forecasts, as lists, whose article appeared before it or not.
    """
    forecasts = audit(data)
    told = forecasts["question"] + " " + forecasts["resolution_rule"]
    published = data.sources.set_index("source_id")["date"]
    when = forecasts["article"].map(published).map(days)
    later = data.events[data.events["date"].gt(published[article_ids(data)[0]])]
    found = []
    for subject, (event_words, question_words) in SUBJECTS.items():
        first = rows(later[later["summary"].str.contains(event_words)].sort_values("date").head(1))
        asks = told.str.contains(question_words)
        for event in first:
            early = when < days(event.date)
            found.append(
                (
                    subject,
                    event.event_id,
                    event.date,
                    list(forecasts.loc[asks & early, "forecast_id"]),
                    list(forecasts.loc[asks & ~early, "forecast_id"]),
                )
            )
    columns = ["subject", "row", "date", "before", "after"]
    return pd.DataFrame(found, columns=columns).sort_values(["date", "subject"], ignore_index=True)


def silences(data: Dataset) -> pd.DataFrame:
    """Return the silences of the ledger, articles in order of publication."""
    claims = current(data)
    found = claims[claims["claim_type"].eq("silence")]
    order = found["source_id"].map(article_ids(data).index)
    return found.assign(order=order).sort_values(["order", "claim_id"], ignore_index=True)


def rule_faults(data: Dataset) -> pd.DataFrame:
    """Return the faults of the rules, with the forecasts that have each: ``fault, forecasts``."""
    found = audit(data)
    reports = found["question"].str.contains(_REPORTED)
    closed = found["outcome"].eq("no") & found["resolved_on"].eq(found["last_day"])
    holds = {
        "not blind: the reader knew notes that give the result away": ~found["blind"],
        "asks whether something is reported or said": reports,
        "came out no because nothing was found by the last day": closed,
        "made of a sentence that is no forecast": ~found["forecast_said"],
        "shares its sentence with another question": found["claim_id"].duplicated(keep=False),
    }
    return pd.DataFrame(
        {
            "fault": list(holds),
            "forecasts": [list(found.loc[has, "forecast_id"]) for has in holds.values()],
        }
    )


_REPORTED = re.compile(r"\b(?:reported|report|say|says)\b")
