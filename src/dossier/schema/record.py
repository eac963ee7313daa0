"""The tables on record: `estimates`, `events`, `statements`, `outcomes`, read from ``data/record``.

Their rows are public facts from outside the articles, each with the page that was seen. The docstring of a
table and the meanings of its columns are printed in the codebook.
"""

from typing import ClassVar

import pandas as pd
from pandera.typing import Series

from dossier.schema import words
from dossier.schema.base import (
    Mark,
    Stating,
    Table,
    chain_of_row,
    declared,
    identifier,
    link,
    number,
    one_of,
    origins_of_row,
    text,
    when,
)
from dossier.schema.forms import SLUG, WORD


class Estimates(Table):
    """One row per figure that somebody gave for munitions, missiles, troops or losses."""

    _mark: ClassVar[Mark] = Mark(who=("claimant",), day=("statement_date",), kind="figure")

    estimate_id: Series[str] = identifier(SLUG, "day, claimant, item")
    claimant: Series[str] = text("who gave the figure: a name of `claimants`")
    statement_date: Series[str] = when("when it was given", nullable=False)
    item: Series[str] = text("what is counted or measured", pattern=WORD)
    weapon: Series[str] = text("the models that the page names, joined by semicolons", nullable=True)
    low: Series[float] = number("lower end")
    best: Series[float] = number("single or rounded figure")
    high: Series[float] = number("upper end")
    bound: Series[str] = one_of(words.BOUNDS, "what was said of the figure")
    unit: Series[str] = one_of(words.UNITS, "empty for a count", nullable=True, further="units")
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
    chain: Series[str] = chain_of_row()
    origins: Series[pd.Int64Dtype] = origins_of_row(
        Stating(
            said_by=("claimant",),
            quoting="quoting",
            same=("item", "weapon", "unit", "place", "statistic"),
            window=("period", "statement_date"),
            figures=("low", "best", "high"),
            bound="bound",
        )
    )


class Events(Table):
    """One row per dated event."""

    _mark: ClassVar[Mark] = Mark(who=("actor", "place"), day=("date",), says=("summary",), kind="event")

    event_id: Series[str] = identifier(SLUG, "day and what")
    date: Series[str] = when("when", nullable=False)
    what: Series[str] = one_of(words.EVENT_KINDS, "what sort of event", further="event_kinds")
    actor: Series[str] = text("who: visitor, signatory, voter; ISO 3166 codes or names", nullable=True)
    recipient: Series[str] = text("whom: host, addressee", nullable=True)
    place: Series[str] = text("where", nullable=True)
    forum: Series[str] = one_of(words.FORUMS, "of a vote: the body that voted", nullable=True)
    subject: Series[str] = text(
        "what it is about, where that subject is followed over time: the first matter that the row names; "
        "empty for the others",
        nullable=True,
        pattern=WORD,
    )
    summary: Series[str] = text("what happened, in our words")
    status: Series[str] = one_of(words.EVENT_STATUS, "who stands by it")
    source_id: Series[str] = link("sources", "the page seen")
    second_source_id: Series[str] = link("sources", "a second page", nullable=True)
    confidence: Series[str] = one_of(words.RECORD_CONFIDENCES, "how well the report stands, never its truth")
    note: Series[str] = text("what a reader should know", nullable=True)
    chain: Series[str] = chain_of_row()
    origins: Series[pd.Int64Dtype] = origins_of_row(Stating(own=("status", "acknowledged", "actor")))


class Statements(Table):
    """One row per statement of an official: alleged, denied, acknowledged, called an alliance."""

    _mark: ClassVar[Mark] = Mark(
        who=("side", "speaker"), day=("statement_date",), says=("summary",), kind="statement"
    )

    statement_id: Series[str] = identifier(SLUG, "day, topic, side")
    statement_date: Series[str] = when("day of publication", nullable=False)
    topic: Series[str] = text("what it is about", pattern=WORD)
    speaker: Series[str] = text("office, with the name where it is known")
    side: Series[str] = text("the state or alliance that it speaks for")
    position: Series[str] = one_of(words.POSITIONS, "on an allegation: what it says of it", nullable=True)
    word: Series[str] = declared("statement_words", "on the tie: whether it says alliance", nullable=True)
    ground: Series[str] = one_of(
        words.GROUNDS, "on what ground it defends the deed or the tie; the first that fits", nullable=True
    )
    summary: Series[str] = text("in our words")
    source_id: Series[str] = link("sources", "the page seen")
    second_source_id: Series[str] = link("sources", "a second page", nullable=True)
    confidence: Series[str] = one_of(words.RECORD_CONFIDENCES, "how well the report stands, never its truth")
    note: Series[str] = text("what a reader should know", nullable=True)
    chain: Series[str] = chain_of_row()
    origins: Series[pd.Int64Dtype] = origins_of_row(
        Stating(
            said_by=("side", "speaker"),
            same=("topic", "position", "word"),
            month="statement_date",
            one_of=("position", "word"),
        )
    )


class Outcomes(Table):
    """One row per matter that an article left open: how it stood later."""

    _mark: ClassVar[Mark] = Mark(who=("subject",), day=("date",), says=("state",), kind="outcome")

    outcome_id: Series[str] = identifier(SLUG, "a short name")
    subject: Series[str] = text("the matter")
    date: Series[str] = when("when it was settled; empty while open")
    state: Series[str] = text("what was seen, no verdict on anybody's forecast")
    source_id: Series[str] = link("sources", "the page seen")
    second_source_id: Series[str] = link("sources", "a second page", nullable=True)
    confidence: Series[str] = one_of(words.RECORD_CONFIDENCES, "how well the report stands, never its truth")
    chain: Series[str] = chain_of_row()
    origins: Series[pd.Int64Dtype] = origins_of_row(Stating())


class OutcomeSides(Table):
    """One row per side and matter: who says that it is so, who denies it, who was silent, on which day."""

    _mark: ClassVar[Mark] = Mark(
        who=("claimant_id",), day=("day",), says=("note",), kind="word on an outcome"
    )

    side_id: Series[str] = identifier(SLUG, "matter, claimant, day")
    outcome_id: Series[str] = link("outcomes", "the matter")
    claimant_id: Series[str] = link("claimants", "who")
    day: Series[str] = when("when it was said; empty: no day is known")
    position: Series[str] = one_of(words.SIDES, "what it says of the matter")
    source_id: Series[str] = link("sources", "the page seen")
    second_source_id: Series[str] = link("sources", "a second page", nullable=True)
    note: Series[str] = text("what a reader should know", nullable=True)
    chain: Series[str] = chain_of_row()
    origins: Series[pd.Int64Dtype] = origins_of_row(
        Stating(said_by=("claimant_id",), same=("outcome_id", "position"))
    )


ON_RECORD: dict[str, type[Table]] = {
    "estimates": Estimates,
    "events": Events,
    "statements": Statements,
    "outcomes": Outcomes,
    "outcome_sides": OutcomeSides,
}
