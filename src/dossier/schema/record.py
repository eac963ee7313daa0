"""Public facts from outside the articles, each with its own sources."""

from collections.abc import Mapping

from pandera.typing import Series

from dossier.schema import words
from dossier.schema.base import Table, identifier, link, number, one_of, text, when

_SLUG = r"[a-z0-9][a-z0-9.-]*"
_ITEM = r"[a-z0-9_]+"


def _several(*lists: Mapping[str, str]) -> str:
    """Return the pattern of a cell that holds words of ``lists``, joined by semicolons."""
    one = "|".join(each for words_of_list in lists for each in words_of_list)
    return rf"({one})(;({one}))*"


class Estimates(Table):
    """One row per figure that somebody gave for munitions, missiles, troops or losses."""

    estimate_id: Series[str] = identifier(_SLUG, "day, claimant, item")
    claimant: Series[str] = text("who gave the figure: a name of `claimants`")
    statement_date: Series[str] = when("when it was given", nullable=False)
    item: Series[str] = text("what is counted or measured", pattern=_ITEM)
    weapon: Series[str] = text("the models that the page names, joined by semicolons", nullable=True)
    low: Series[float] = number("lower end")
    best: Series[float] = number("single or rounded figure")
    high: Series[float] = number("upper end")
    bound: Series[str] = one_of(words.BOUNDS, "what was said of the figure")
    unit: Series[str] = one_of(words.UNITS, "empty for a count", nullable=True)
    period: Series[str] = when("the day or span that the figure describes")
    place: Series[str] = text("where", nullable=True)
    statistic: Series[str] = one_of(
        words.STATISTICS, "how the figure was made; empty: nothing is said of it", nullable=True
    )
    derived_by: Series[str] = text(
        "who computed it, where the claimant did not: `ours` for this dataset", nullable=True
    )
    quoting: Series[str] = text("whom the claimant quotes: a name of `claimants`", nullable=True)
    evidence: Series[str] = one_of(words.EVIDENCE, "the strongest evidence that its page tells of")
    examined: Series[float] = number("how many objects somebody examined", ge=0)
    source_id: Series[str] = link("sources", "the page seen")
    second_source_id: Series[str] = link("sources", "a second page", nullable=True)
    confidence: Series[str] = one_of(words.RECORD_CONFIDENCES, "how well the report stands, never its truth")
    note: Series[str] = text("what a reader should know", nullable=True)


class Trade(Table):
    """One row per trade figure; never subtract one series from another."""

    trade_id: Series[str] = identifier(_SLUG, "pair, period, metric, series")
    pair: Series[str] = text(
        "two ISO 3166 codes: exports go from the first to the second", pattern=r"[A-Z]{2}-[A-Z]{2}"
    )
    period: Series[str] = when("month, year or span", nullable=False)
    metric: Series[str] = text("exports, imports, total, growth", pattern=_ITEM)
    value: Series[float] = number("the figure", nullable=False)
    other_value: Series[float] = number(
        "where pages differ on the value: the other figure, as a page gives or implies it"
    )
    unit: Series[str] = one_of(words.UNITS, "of the value")
    series: Series[str] = one_of(words.TRADE_SERIES, "how the figure came about")
    source_id: Series[str] = link("sources", "the page seen")
    second_source_id: Series[str] = link("sources", "a second page", nullable=True)
    confidence: Series[str] = one_of(words.RECORD_CONFIDENCES, "how well the report stands, never its truth")
    note: Series[str] = text("what a reader should know", nullable=True)


class Events(Table):
    """One row per dated event."""

    event_id: Series[str] = identifier(_SLUG, "day and what")
    date: Series[str] = when("when", nullable=False)
    what: Series[str] = one_of(words.EVENT_KINDS, "what sort of event")
    actor: Series[str] = text("who: visitor, signatory, voter; ISO 3166 codes or names", nullable=True)
    recipient: Series[str] = text("whom: host, addressee", nullable=True)
    place: Series[str] = text("where", nullable=True)
    forum: Series[str] = one_of(words.FORUMS, "of a vote: the body that voted", nullable=True)
    subject: Series[str] = text(
        "what it is about, where that subject is followed over time: the first matter that the row names; "
        "empty for the others",
        nullable=True,
        pattern=_ITEM,
    )
    summary: Series[str] = text("what happened, in our words")
    status: Series[str] = one_of(words.EVENT_STATUS, "who stands by it")
    source_id: Series[str] = link("sources", "the page seen")
    second_source_id: Series[str] = link("sources", "a second page", nullable=True)
    confidence: Series[str] = one_of(words.RECORD_CONFIDENCES, "how well the report stands, never its truth")
    note: Series[str] = text("what a reader should know", nullable=True)


class Statements(Table):
    """One row per statement of an official: alleged, denied, acknowledged, called an alliance."""

    statement_id: Series[str] = identifier(_SLUG, "day, topic, side")
    statement_date: Series[str] = when("day of publication", nullable=False)
    topic: Series[str] = text("what it is about", pattern=r"[a-z0-9_]+")
    speaker: Series[str] = text("office, with the name where it is known")
    side: Series[str] = text("the state or alliance that it speaks for")
    position: Series[str] = one_of(words.POSITIONS, "on an allegation: what it says of it", nullable=True)
    word: Series[str] = one_of(words.ALLIANCE_WORDS, "on the tie: whether it says alliance", nullable=True)
    ground: Series[str] = one_of(
        words.GROUNDS, "on what ground it defends the deed or the tie; the first that fits", nullable=True
    )
    summary: Series[str] = text("in our words")
    source_id: Series[str] = link("sources", "the page seen")
    second_source_id: Series[str] = link("sources", "a second page", nullable=True)
    confidence: Series[str] = one_of(words.RECORD_CONFIDENCES, "how well the report stands, never its truth")
    note: Series[str] = text("what a reader should know", nullable=True)


class Outcomes(Table):
    """One row per matter that an article left open: how it stood later."""

    outcome_id: Series[str] = identifier(_SLUG, "a short name")
    subject: Series[str] = text("the matter")
    date: Series[str] = when("when it was settled; empty while open")
    state: Series[str] = text("what was seen, no verdict on anybody's forecast")
    source_id: Series[str] = link("sources", "the page seen")
    second_source_id: Series[str] = link("sources", "a second page", nullable=True)
    confidence: Series[str] = one_of(words.RECORD_CONFIDENCES, "how well the report stands, never its truth")


class Clauses(Table):
    """One row per obligation of a treaty."""

    clause_id: Series[str] = identifier(_SLUG, "treaty, article, obligation")
    treaty: Series[str] = text("parties and year")
    parties: Series[str] = text("ISO 3166 codes, joined by semicolons; USSR as such")
    signed: Series[str] = when("day of signature")
    in_force: Series[str] = when("day of entry into force")
    terminated: Series[str] = when("day on which it ended")
    article: Series[str] = text("number where a page prints it; else all, preamble, general …")
    obligation: Series[str] = one_of(
        words.OBLIGATIONS, "heading; four are types of obligation of the ATOP codebook"
    )
    kind: Series[str] = one_of(words.CLAUSE_KINDS, "whether the treaty holds what the row says")
    parts: Series[str] = text(
        "of a clause on aid: its parts that the row has, joined by semicolons",
        nullable=True,
        pattern=_several(words.AID_PARTS),
    )
    absent: Series[str] = text(
        "headings and parts of an aid clause that the row or its note says are not there, by semicolons",
        nullable=True,
        pattern=_several(words.OBLIGATIONS, words.AID_PARTS),
    )
    absent_from: Series[str] = text("the treaty in which these are not", nullable=True)
    absence: Series[str] = one_of(words.ABSENCES, "how it is known that they are not there", nullable=True)
    draft: Series[str] = when("the draft that was seen, where the final wording was not")
    end_years: Series[str] = text(
        "the years that pages give for the end, where they differ, joined by semicolons",
        nullable=True,
        pattern=r"\d{4}(;\d{4})+",
    )
    summary: Series[str] = text("what it obliges to, in our words")
    source_id: Series[str] = link("sources", "the page seen")
    second_source_id: Series[str] = link("sources", "a second page", nullable=True)
    confidence: Series[str] = one_of(words.RECORD_CONFIDENCES, "how well the report stands, never its truth")
    note: Series[str] = text("what a reader should know", nullable=True)


RECORD: dict[str, type[Table]] = {
    "estimates": Estimates,
    "trade": Trade,
    "events": Events,
    "statements": Statements,
    "outcomes": Outcomes,
    "clauses": Clauses,
}
