"""Tables `forecasts` and `claims` become the audit: what came, how it scores, what nobody asked."""

import pandas as pd

from dossier.evidence.articles import article_ids
from dossier.evidence.brier import attainable, base_scores, mean_interval, side, skill_interval
from dossier.evidence.claims import current
from dossier.evidence.selections import selections
from dossier.schema.files import rows, split_ids
from dossier.schema.words import PROBABILITY_WORDS, RULE_FAULTS
from dossier.show.chart import days
from militant_unity.data import Dataset

COIN = 0.25
"""The Brier score of a coin toss: one half on every question."""

SURE = "almost_certain"

_VOICES = {
    "author_voice": "the article itself",
    "named_on_record": "somebody named",
    "named_document": "somebody named",
    "several_governments": "somebody named",
    "unnamed_official": "somebody unnamed",
    "analysts_plural": "somebody unnamed",
    "unattributed": "nobody given",
}


def audit(data: Dataset) -> pd.DataFrame:
    """Return `forecasts` by their ids, with ``article, theme, voice, forecast_said, side, easy, blind``.

    ``side`` is where the word stood to what came; ``forecast_said`` is false where the audit made
    its question out of a sentence that is no forecast; ``easy`` and ``blind`` are true or false.
    """
    forecasts = data.forecasts.sort_values("forecast_id", ignore_index=True)
    claims = data.claims.set_index("claim_id").loc[forecasts["claim_id"]]
    bands = zip(forecasts["p_low"], forecasts["p_high"], forecasts["outcome"], strict=True)
    return forecasts.assign(
        article=list(claims["source_id"]),
        theme=list(claims["theme"]),
        voice=[_VOICES[attribution] for attribution in claims["attribution"]],
        forecast_said=list(claims["claim_type"].eq("forecast")),
        side=[side(*band) for band in bands],
        easy=forecasts["easy_because"].notna(),
        blind=forecasts["blind"].eq("yes"),
    )


def settled(data: Dataset) -> pd.DataFrame:
    """Return the rows of ``audit`` that came out yes or no, with ``base_score``.

    ``base_score`` is the score of who says the share of yes among the settled questions of other articles.
    """
    forecasts = audit(data)
    done = forecasts[forecasts["outcome"].isin(["yes", "no"])]
    return done.assign(base_score=base_scores(done["article"], done["outcome"]))


def could_fail(data: Dataset) -> pd.DataFrame:
    """Return the rows of ``settled`` that are not easy; ``base_score`` is of such questions alone."""
    done = settled(data)
    hard = done[~done["easy"]]
    return hard.assign(base_score=base_scores(hard["article"], hard["outcome"]))


def word_counts(data: Dataset) -> pd.DataFrame:
    """Return how many forecasts each article (columns) makes at each word (rows, surest yes first)."""
    counts = pd.crosstab(audit(data)["word"], audit(data)["article"])
    return counts.reindex(index=_WORDS, columns=article_ids(data), fill_value=0)


_WORDS = list(reversed(PROBABILITY_WORDS))


def score_groups(data: Dataset) -> pd.DataFrame:
    """Return the settled forecasts by word and outcome, which fix the interval; worst first.

    Columns ``word, outcome, brier_low, brier_high, forecasts``; easy ones carry an asterisk.
    """
    forecasts = settled(data)
    marked = forecasts["forecast_id"] + forecasts["easy"].map({True: "*", False: ""})
    keys = ["word", "outcome", "brier_low", "brier_high"]
    grouped = forecasts.assign(forecasts=marked).groupby(keys)["forecasts"].agg(list).reset_index()
    return grouped.sort_values(["brier_low", "word"], ascending=[False, True], ignore_index=True)


def group_means(data: Dataset) -> pd.DataFrame:
    """Return the range of the mean score by group, of all settled forecasts and without the easy ones.

    Columns ``by, group, n, low, high, base, n_hard, low_hard, high_hard, base_hard``; ``base`` is the mean
    score of the base rate on the same questions. A group of easy ones alone has none of the last three,
    and a group without a settled forecast has no measure at all.
    """
    forecasts, could = settled(data), could_fail(data)
    groups = [
        ("all", "all settled", forecasts),
        *(("article", each, forecasts[forecasts["article"].eq(each)]) for each in article_ids(data)),
        *(("theme", each, forecasts[forecasts["theme"].eq(each)]) for each in data.schema.words["themes"]),
        *(
            ("voice", each, forecasts[forecasts["voice"].eq(each)])
            for each in dict.fromkeys(_VOICES.values())
        ),
    ]
    parts = []
    for by, name, group in groups:
        hard = could[could["forecast_id"].isin(group["forecast_id"])]
        parts.append((by, name, *_mean(group), *_mean(hard)))
    measures = ["n", "low", "high", "base"]
    return pd.DataFrame(parts, columns=["by", "group", *measures, *(f"{each}_hard" for each in measures)])


def _mean(forecasts: pd.DataFrame) -> tuple[int, float, float, float]:
    """Turn settled forecasts into their number, the range of their mean and the mean of the base rate."""
    return len(forecasts), *mean_interval(forecasts), float(forecasts["base_score"].mean())


def cuts(data: Dataset) -> pd.DataFrame:
    """Return the range of the mean score after each cut: ``cut, n, low, high``."""
    forecasts = settled(data)
    kept = {
        "nothing": forecasts,
        "the easy ones": forecasts[~forecasts["easy"]],
        "the word almost certain": forecasts[forecasts["word"].ne(SURE)],
        "rules that were not blind": forecasts[forecasts["blind"]],
        "sentences that are no forecast": forecasts[forecasts["forecast_said"]],
        "repeats of one statement": forecasts[~repeats(forecasts)],
        **{each: forecasts[forecasts["article"].ne(each)] for each in article_ids(data)},
    }
    return pd.DataFrame(
        [(name, len(part), *mean_interval(part)) for name, part in kept.items()],
        columns=["cut", "n", "low", "high"],
    )


def repeats(forecasts: pd.DataFrame) -> "pd.Series[bool]":
    """Say of each settled forecast whether a statement that settles an earlier one settles it too.

    It is the same statement where day, outcome and the row to look at are the same.
    """
    alike = forecasts.duplicated(["resolved_on", "outcome", "ruling_row"])
    return alike & forecasts["ruling_row"].notna()


def unskilled(data: Dataset) -> pd.DataFrame:
    """Return what needs no skill beside the articles, for all settled forecasts and for the hard ones.

    Columns ``n, yes, rate_score, base_score, skill_low, skill_high, middle`` by ``of`` (all, hard): the
    score of who always says the share that came out yes, which nobody knew beforehand; of who says the
    share among the other articles; the skill of the articles against the latter; the middle of each band.
    """
    scores = {}
    for name, part in {"all": settled(data), "hard": could_fail(data)}.items():
        came = part["outcome"].eq("yes")
        middle = (part["p_low"] + part["p_high"]) / 2
        scores[name] = {
            "n": len(part),
            "yes": int(came.sum()),
            "rate_score": float(came.mean() * (1 - came.mean())),
            "base_score": float(part["base_score"].mean()),
            **dict(
                zip(_SKILL, skill_interval(part, float(part["base_score"].mean())), strict=True),
            ),
            "middle": float(((middle - came) ** 2).mean()),
        }
    return pd.DataFrame.from_dict(scores, orient="index").rename_axis("of")


_SKILL = ("skill_low", "skill_high")


def pages(data: Dataset, resolved_by: str) -> str:
    """Say how many pages settled a forecast, and where a row of the record grades the two as one origin."""
    ids = split_ids(resolved_by)
    leaning = {
        frozenset((row.source_id, row.second_source_id))
        for name in data.schema.graded
        for row in rows(getattr(data, name).query("confidence == 'same_origin'"))
    }
    return f"{len(ids)}, one origin" if frozenset(ids) in leaning else str(len(ids))


def calibration(data: Dataset) -> pd.DataFrame:
    """Return, by word, the band and how many settled questions came out yes.

    Columns ``word, low, high, n, yes, share, attainable``: whether any share of ``n`` lies in the band.
    """
    forecasts = settled(data)
    counts = forecasts.groupby("word")["outcome"].agg(n="size", yes=lambda each: int(each.eq("yes").sum()))
    counts = counts.reindex([word for word in _WORDS if word in counts.index])
    bands = [PROBABILITY_WORDS[str(word)] for word in counts.index]
    return counts.assign(
        low=[low for low, _ in bands],
        high=[high for _, high in bands],
        share=counts["yes"] / counts["n"],
        attainable=[attainable(n, *band) for n, band in zip(counts["n"], bands, strict=True)],
    ).reset_index()


def unasked(data: Dataset) -> pd.DataFrame:
    """Return the later events by subject, with the forecasts that ask for the subject.

    Columns ``subject, row, date, before, after``: of each subject that `selections` names the first
    of `events` after the first article, and the forecasts, as lists, whose article appeared before
    that day or not.
    """
    forecasts = audit(data)
    asked_for = forecasts["subject"].map(split_ids)
    published = data.sources.set_index("source_id")["date"]
    when = forecasts["article"].map(published).map(days)
    later = data.events["date"].gt(published[article_ids(data)[0]])
    events = data.events[later & data.events["subject"].notna()].sort_values(["date", "event_id"])
    first_of_subject = {row.subject: row for row in reversed(list(rows(events)))}
    found = []
    for turn in selections(data, "foreseen.later_events"):
        event = first_of_subject.get(turn.part)
        if event is None:
            continue
        asks = asked_for.map(lambda subjects, subject=turn.part: subject in subjects)
        early = when < days(event.date)
        before, after = (list(forecasts.loc[asks & side, "forecast_id"]) for side in (early, ~early))
        found.append((turn.label or turn.part, event.event_id, event.date, before, after))
    columns = ["subject", "row", "date", "before", "after"]
    return pd.DataFrame(found, columns=columns).sort_values(["date", "subject"], ignore_index=True)


def silences(data: Dataset) -> pd.DataFrame:
    """Return the silences of the ledger, articles in order of publication."""
    claims = current(data)
    silent = claims[claims["claim_type"].eq("silence")]
    order = silent["source_id"].map(article_ids(data).index)
    return silent.assign(order=order).sort_values(["order", "claim_id"], ignore_index=True)


def rule_faults(data: Dataset) -> pd.DataFrame:
    """Return the faults of the rules, with the forecasts that have each: ``name, fault, forecasts``."""
    forecasts = audit(data)
    by_absence = forecasts["outcome"].eq("no") & forecasts["resolved_on"].eq(forecasts["due"])
    faults = [
        ("not_blind", "not blind: the reader knew notes that give the result away", ~forecasts["blind"]),
        *((name, meaning, forecasts["rule_fault"].eq(name)) for name, meaning in RULE_FAULTS.items()),
        ("by_absence", "came out no because nothing was found by the last day", by_absence),
        ("no_forecast", "made of a sentence that is no forecast", ~forecasts["forecast_said"]),
        ("shared", "shares its sentence with another question", forecasts["claim_id"].duplicated(keep=False)),
    ]
    return pd.DataFrame(
        [(name, fault, list(forecasts.loc[has, "forecast_id"])) for name, fault, has in faults],
        columns=["name", "fault", "forecasts"],
    )
