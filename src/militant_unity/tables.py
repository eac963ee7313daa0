"""The tables that this report has beside the engine's: seven coded ones, trade and clauses (record)."""

from collections.abc import Mapping
from typing import ClassVar

import pandas as pd
from pandera.typing import Series

from dossier.schema import words
from dossier.schema.base import (
    Mark,
    Stating,
    Table,
    chain_of_row,
    evidence,
    identifier,
    link,
    links,
    named_row,
    number,
    one_of,
    origins_of_row,
    text,
    when,
    whole_number,
)
from dossier.schema.forms import SLUG, WORD
from militant_unity import vocabulary


def _several(*lists: Mapping[str, str]) -> str:
    """Return the pattern of a cell that holds words of ``lists``, joined by semicolons."""
    one = "|".join(each for words_of_list in lists for each in words_of_list)
    return rf"({one})(;({one}))*"


class Duties(Table):
    """One row per duty of the treaty of 2024 that events can test: what sets it off, what one would see."""

    clause_id: Series[str] = link("clauses", "the clause that holds the duty")
    trigger: Series[str] = text("what sets it off")
    duty: Series[str] = text("what is then owed, in our words")
    sign: Series[str] = text("what an outsider would see")
    sign_of: Series[str] = one_of(vocabulary.SIGNS, "what the sign would tell")
    seen: Series[str] = evidence("the rows of the record in which the sign was seen", nullable=True)
    blind_to: Series[str] = text("what the sign leaves open")
    last_checked: Series[str] = when("until when the record was searched for it", nullable=False)

    class Config:
        """Name a row by its clause."""

        unique: ClassVar = ["clause_id"]


class Glossary(Table):
    """One row per word of the book with a meaning of its own: a term, or a thing counted of arms."""

    term: Series[str] = text("the word, as a page prints it")
    used_for: Series[str] = one_of(vocabulary.GLOSSARIES, "which list it is on")
    position: Series[pd.Int64Dtype] = whole_number(
        "the order within the list of arms, from 1", nullable=True, ge=1
    )
    meaning: Series[str] = text("its meaning, where no column of the codebook says it", nullable=True)
    table_name: Series[str] = text("the table that is, or has, the thing", nullable=True, pattern=r"[a-z_]+")
    column_name: Series[str] = text("the column that has it", nullable=True, pattern=r"[a-z_]+")
    item: Series[str] = text("the item of estimates and of quantities", nullable=True, pattern=WORD)

    class Config:
        """Name a row by its word and its list."""

        unique: ClassVar = ["term", "used_for"]


class TermGlosses(Table):
    """One row per French term that the book shows or follows, with its English."""

    term: Series[str] = identifier(r"[\w ]+", "the word or pair of words, in lower case")
    english: Series[str] = text("its English; empty where it is the same word", nullable=True)
    followed_as: Series[str] = text(
        "the name under which a sentence quotes its count", nullable=True, pattern=WORD
    )


class Readings(Table):
    """One row per way to read claims of one fact: each keeps the borrowings of the readings before it."""

    reading_id: Series[str] = identifier(SLUG, "use and number")
    use: Series[str] = text("chapter and fact", pattern=r"[a-z0-9_]+(\.[a-z0-9_]+)+")
    position: Series[int] = whole_number("the order within the use, from 1", ge=1)
    reading: Series[str] = text("what the reading takes for granted, as a table prints it")
    ground: Series[str] = one_of(vocabulary.READING_GROUNDS, "what the reading rests on")
    claim_id: Series[str] = link("claims", "the claim that is read as a repetition", nullable=True)
    derives_from: Series[str] = links("claims", "what it would repeat")
    reason: Series[str] = text("why the claims can be read so")
    coder: Series[str] = one_of(words.READERS, "who decided")


class Gazetteer(Table):
    """One row per place of the map: its point, its names in the data, and where its label is drawn."""

    place: Series[str] = identifier(SLUG, "a short name")
    position: Series[int] = whole_number("the order in which the map tells it, from 1", ge=1)
    label: Series[str] = text("what the map prints")
    label_right: Series[float] = number(
        "how far right of its mark the label is drawn, in points", nullable=False
    )
    label_up: Series[float] = number("how far above its mark the label is drawn, in points", nullable=False)
    label_side: Series[str] = one_of(vocabulary.LABEL_SIDES, "which end of the label is at that point")
    role: Series[str] = one_of(vocabulary.PLACE_ROLES, "why it is drawn")
    names: Series[str] = text("the names that the data have for it, joined by semicolons")
    latitude: Series[float] = number("degrees north", nullable=False)
    longitude: Series[float] = number("degrees east", nullable=False)
    located_at: Series[str] = text("what the coordinates are those of")
    source_id: Series[str] = link("sources", "where the coordinates are from")


class Routes(Table):
    """One row per route of the map: two places that rows of the record join, and what went between."""

    route_id: Series[str] = identifier(SLUG, "the two places")
    position: Series[int] = whole_number("the order in which the map tells it, from 1", ge=1)
    start: Series[str] = link("gazetteer", "whence")
    end: Series[str] = link("gazetteer", "whither")
    by: Series[str] = one_of(vocabulary.ROUTE_WAYS, "how, as the rows say")
    cargo: Series[str] = text("what went")
    bend: Series[str] = text(
        "points that bend the line, each as degrees east and north; no ship's track", pattern=r"[\d. ;-]+"
    )
    label_at: Series[str] = text(
        "where its label begins, in degrees east and north; empty: no label",
        nullable=True,
        pattern=r"[\d. -]+",
    )
    rows: Series[str] = evidence("the rows of the record that name its ends, joined by semicolons")


class Namings(Table):
    """One row per site of the map and row of the data that names it, under any of its names."""

    place: Series[str] = link("gazetteer", "the site")
    table_name: Series[str] = text("the table of the row", pattern=r"[a-z_]+")
    row_id: Series[str] = named_row("the row", needed_by="place")

    class Config:
        """Name a row by all three."""

        unique: ClassVar = ["place", "table_name", "row_id"]


class Trade(Table):
    """One row per trade figure; never subtract one series from another."""

    _mark: ClassVar[Mark] = Mark(who=("pair",), day=("period",), kind="trade figure")

    trade_id: Series[str] = identifier(SLUG, "pair, period, metric, series")
    pair: Series[str] = text(
        "two ISO 3166 codes: exports go from the first to the second", pattern=r"[A-Z]{2}-[A-Z]{2}"
    )
    period: Series[str] = when("month, year or span", nullable=False)
    metric: Series[str] = text("exports, imports, total, growth", pattern=WORD)
    value: Series[float] = number("the figure", nullable=False)
    other_value: Series[float] = number(
        "where pages differ on the value: the other figure, as a page gives or implies it"
    )
    unit: Series[str] = one_of(words.UNITS, "of the value")
    series: Series[str] = one_of(vocabulary.TRADE_SERIES, "how the figure came about")
    source_id: Series[str] = link("sources", "the page seen")
    second_source_id: Series[str] = link("sources", "a second page", nullable=True)
    confidence: Series[str] = one_of(words.RECORD_CONFIDENCES, "how well the report stands, never its truth")
    note: Series[str] = text("what a reader should know", nullable=True)
    chain: Series[str] = chain_of_row()
    origins: Series[pd.Int64Dtype] = origins_of_row(
        Stating(
            said_by=("pair", "series"),
            same=("pair", "period", "metric", "unit"),
            figures=("value", "other_value"),
        )
    )


class Returns(Table):
    """One row per allegation of something that came back to North Korea from Russia."""

    _mark: ClassVar[Mark] = Mark(who=("side", "claimant"), day=("date",), says=("detail",), kind="return")

    return_id: Series[str] = identifier(SLUG, "day, claimant, thing")
    date: Series[str] = when("when it was said", nullable=False)
    claimant: Series[str] = text("who said it")
    side: Series[str] = text("the state or body that it speaks for")
    thing: Series[str] = one_of(vocabulary.RETURN_THINGS, "what came")
    detail: Series[str] = text("what exactly, in our words")
    verb: Series[str] = one_of(vocabulary.RETURN_VERBS, "how firmly it is said")
    in_return_for: Series[str] = text(
        "what North Korea is said to give for it: arms, troops, both", nullable=True
    )
    source_id: Series[str] = link("sources", "the page seen")
    second_source_id: Series[str] = link("sources", "a second page", nullable=True)
    confidence: Series[str] = one_of(words.RECORD_CONFIDENCES, "how well the report stands, never its truth")
    note: Series[str] = text("what a reader should know", nullable=True)
    chain: Series[str] = chain_of_row()
    origins: Series[pd.Int64Dtype] = origins_of_row(Stating(said_by=("claimant",), same=("thing", "verb")))


class Objects(Table):
    """One row per examination of a physical thing of North Korean make, or of a prisoner."""

    _mark: ClassVar[Mark] = Mark(
        who=("examiner",),
        day=("reported_date", "examined_date", "found_date"),
        says=("what_was_seen",),
        kind="find",
    )

    object_id: Series[str] = identifier(SLUG, "day, place, examiner")
    object_type: Series[str] = text("missile wreck, shell, launcher, prisoner …")
    object: Series[str] = text("what it is")
    what_was_seen: Series[str] = text("in our words")
    examiner: Series[str] = text("who examined it")
    examiner_kind: Series[str] = text("what the examiner is")
    rung: Series[str] = one_of(vocabulary.RUNGS, "the rung of evidence: the lower, the stronger")
    marks: Series[str] = text("marks that were read", nullable=True)
    found_date: Series[str] = when("when it was found")
    examined_date: Series[str] = when("when it was examined")
    place: Series[str] = text("where", nullable=True)
    reported_date: Series[str] = when("when it was reported")
    same_object: Series[str] = link(
        "objects", "the first row on the same thing; never count both", nullable=True
    )
    estimate_ids: Series[str] = links("estimates", "the figures that rest on it")
    source_id: Series[str] = link("sources", "the page seen")
    second_source_id: Series[str] = link("sources", "a second page", nullable=True)
    confidence: Series[str] = one_of(words.RECORD_CONFIDENCES, "how well the report stands, never its truth")
    note: Series[str] = text("what a reader should know", nullable=True)
    chain: Series[str] = chain_of_row()
    origins: Series[pd.Int64Dtype] = origins_of_row(
        Stating(said_by=("examiner",), window=("same_object", "object_id"))
    )


class TreatyTexts(Table):
    """One row per article of a treaty whose wording was seen, or is known to be public."""

    _mark: ClassVar[Mark] = Mark(
        who=("treaty",), part=("article",), says=("our_paraphrase", "wording_seen"), kind="text of a treaty"
    )

    text_id: Series[str] = identifier(SLUG, "year, parties, article, language")
    treaty: Series[str] = text("parties and year")
    article: Series[str] = text("its number")
    language: Series[str] = text("ISO 639 code", pattern=r"[a-z]{2}")
    form: Series[str] = text("official text, translation, summary")
    wording_seen: Series[str] = text("the words of the article, which is public law", nullable=True)
    our_paraphrase: Series[str] = text("in our words", nullable=True)
    source_id: Series[str] = link("sources", "the page seen")
    second_source_id: Series[str] = link("sources", "a second page", nullable=True)
    note: Series[str] = text("what a reader should know", nullable=True)
    chain: Series[str] = chain_of_row()
    origins: Series[pd.Int64Dtype] = origins_of_row(Stating(said_by=("treaty",), same=("treaty", "article")))


class Clauses(Table):
    """One row per obligation of a treaty."""

    _mark: ClassVar[Mark] = Mark(who=("treaty",), part=("article",), says=("summary",), kind="clause")

    clause_id: Series[str] = identifier(SLUG, "treaty, article, obligation")
    treaty: Series[str] = text("parties and year")
    parties: Series[str] = text("ISO 3166 codes, joined by semicolons; USSR as such")
    signed: Series[str] = when("day of signature")
    in_force: Series[str] = when("day of entry into force")
    terminated: Series[str] = when("day on which it ended")
    article: Series[str] = text("number where a page prints it; else all, preamble, general …")
    obligation: Series[str] = one_of(
        vocabulary.OBLIGATIONS, "heading; some are types of obligation of the ATOP codebook"
    )
    kind: Series[str] = one_of(vocabulary.CLAUSE_KINDS, "whether the treaty holds what the row says")
    parts: Series[str] = text(
        "of a clause on aid: its parts that the row has, joined by semicolons",
        nullable=True,
        pattern=_several(vocabulary.AID_PARTS),
    )
    absent: Series[str] = text(
        "headings and parts of an aid clause that the row or its note says are not there, by semicolons",
        nullable=True,
        pattern=_several(vocabulary.OBLIGATIONS, vocabulary.AID_PARTS),
    )
    absent_from: Series[str] = text("the treaty in which these are not", nullable=True)
    absence: Series[str] = one_of(
        vocabulary.ABSENCES, "how it is known that they are not there", nullable=True
    )
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
    chain: Series[str] = chain_of_row()
    origins: Series[pd.Int64Dtype] = origins_of_row(
        Stating(said_by=("treaty",), same=("treaty", "article", "obligation", "kind"))
    )
