"""The coded tables, from `sources` to `bodies`: read from ``data/coded``, where they are edited by hand.

Their rows are what a reader decided about the articles. Columns declared with `computed` are added by the
build and have no cell in ``data/coded``. The docstring of a table and the meanings of its columns are printed
in the codebook.
"""

from typing import ClassVar

import pandas as pd
from pandera.typing import Series

from dossier.schema import words
from dossier.schema.base import (
    Mark,
    Table,
    address,
    beginning,
    computed,
    day,
    declared,
    digest,
    ending,
    evidence,
    identifier,
    link,
    links,
    named_row,
    number,
    one_of,
    text,
    when,
    whole_number,
)
from dossier.schema.checked import CHECKED
from dossier.schema.desk import DESK
from dossier.schema.forms import SLUG, VERSION, WORD
from dossier.schema.twice import Adjudication, CodingA, CodingB, MarkingB, Recoding
from dossier.schema.voices import VOICES

OF_A_PASSAGE = "of the passage, keyed with the article: who holds it can check the place"


class Sources(Table):
    """One row per article and per outside page: who published it, and where."""

    _mark: ClassVar[Mark] = Mark(who=("publisher",), day=("date",), says=("title", "url"), kind="page")

    source_id: Series[str] = identifier(r"[A-Za-z0-9][A-Za-z0-9_.-]*", "a short name")
    title: Series[str] = text(
        "of an article, its first seven words; of a page, as printed or in our words", nullable=True
    )
    publisher: Series[str] = text("who published the page, with the wire it prints", nullable=True)
    date: Series[str] = when("of publication")
    url: Series[str] = address("address; empty for a private file", nullable=True)
    language: Series[str] = text("ISO 639 code")
    kind: Series[str] = one_of(words.SOURCE_KINDS, "what sort of page")
    origin_class: Series[str] = one_of(
        words.ORIGIN_CLASSES, "where its knowledge comes from; coded for the articles", nullable=True
    )
    interest: Series[str] = declared(
        "interests", "the publisher's stake; coded for the articles", nullable=True
    )
    translation: Series[str] = one_of(words.TRANSLATIONS, "how its language was reached")
    sha256: Series[str] = digest("of a private file's bytes: a file that changes is refused", nullable=True)
    seen_on: Series[str] = when("the day it was read; empty where nobody noted it")
    seen_as: Series[str] = one_of(words.SEEN_AS, "how much of it was read", nullable=True)
    archive_url: Series[str] = address("address of a stored copy, where one is known", nullable=True)
    note: Series[str] = text("what a reader should know", nullable=True)


class Entities(Table):
    """One row per actor, place or system, with every name under which it goes."""

    _mark: ClassVar[Mark] = Mark(who=("name",), says=("name",), kind="name")

    entity_id: Series[str] = identifier(SLUG, "a short name")
    name: Series[str] = text("the usual English name, in full")
    kind: Series[str] = one_of(words.ENTITY_KINDS, "what it is")
    metonym_of: Series[str] = link("entities", "whom a capital or palace stands for", nullable=True)
    interest: Series[str] = declared("interests", "its stake, coded for whoever speaks", nullable=True)
    aliases: Series[str] = text("names in the articles, joined by semicolons", nullable=True)
    note: Series[str] = text("office, role", nullable=True)
    remark: Series[str] = text("how the articles name it, where that misleads", nullable=True)


class Claims(Table):
    """One row per checkable proposition of an article, in our own English."""

    _mark: ClassVar[Mark] = Mark(who=("source_id",), says=("statement",), kind="claim")

    claim_id: Series[str] = identifier(r"c-\d{3,}", "never reused")
    fact_id: Series[str] = text("claims that state the same fact share it", pattern=SLUG)
    source_id: Series[str] = link("sources", "the article")
    start: Series[pd.Int64Dtype] = beginning(nullable=True)
    end: Series[pd.Int64Dtype] = ending(nullable=True)
    digest: Series[str] = digest(OF_A_PASSAGE, nullable=True)
    theme: Series[str] = declared("themes", "the chapter it belongs to")
    statement: Series[str] = text("one proposition: who does what, when")
    speaker: Series[str] = link("entities", "who says it; empty: the article", nullable=True)
    relayed_by: Series[str] = links(
        "entities", "who passed it on, nearest to the article first; the last is the origin"
    )
    attribution: Series[str] = one_of(words.ATTRIBUTIONS, "on whose authority")
    claim_type: Series[str] = one_of(words.CLAIM_TYPES, "what sort of statement")
    polarity: Series[str] = one_of(words.POLARITIES, "yes, no, or silence")
    hedge: Series[str] = one_of(words.HEDGES, "how firmly")
    derives_from: Series[str] = links("claims", "the claims that it repeats or computes from")
    contradicts: Series[str] = links("claims", "the claims that cannot hold beside it")
    supersedes: Series[str] = links("claims", "earlier states of the world that it ends")
    limits: Series[str] = text("what this does not show")
    since: Series[str] = text("the edition that brought it", pattern=VERSION)
    retired: Series[str] = text("the edition that took it out", nullable=True, pattern=VERSION)
    change_note: Series[str] = text("what changed, and why", nullable=True)
    reports: Series[pd.Int64Dtype] = computed("claims that state this fact", ge=1, nullable=True)
    origins: Series[pd.Int64Dtype] = computed(
        "first links among them, each counted once", ge=1, nullable=True
    )
    weakness: Series[str] = computed("why the claim is weak, joined by semicolons", nullable=True)
    flags: Series[pd.Int64Dtype] = computed("translation flags that touch its place", ge=0, nullable=True)


class Quantities(Table):
    """One row per amount that a claim states."""

    _mark: ClassVar[Mark] = Mark(kind="amount")

    quantity_id: Series[str] = identifier(r"q-\d{3,}-\d+", "claim and running number")
    claim_id: Series[str] = link("claims", "the claim")
    item: Series[str] = text("what is counted or measured", pattern=WORD)
    low: Series[float] = number("lower end")
    best: Series[float] = number("the figure as stated")
    high: Series[float] = number("upper end")
    bound: Series[str] = one_of(words.BOUNDS, "what was said of the figure")
    unit: Series[str] = one_of(words.UNITS, "empty for a count", nullable=True, further="units")
    basis: Series[str] = one_of(words.BASES, "seen, counted, computed or merely said")
    conversion_id: Series[str] = link("conversions", "the factor of a derived figure", nullable=True)
    as_of: Series[str] = when("the day or span that the figure describes")


class UnclaimedAmounts(Table):
    """One row per amount of an article that belongs to no claim, and why."""

    source_id: Series[str] = link("sources", "the article")
    start: Series[pd.Int64Dtype] = beginning()
    end: Series[pd.Int64Dtype] = ending()
    digest: Series[str] = digest(OF_A_PASSAGE)
    amount: Series[str] = text("what is counted, in our words")
    reason: Series[str] = text("why no claim is made of it")

    class Config:
        """Name a row by its place."""

        unique: ClassVar = ["source_id", "start", "end"]


class QuotationLabels(Table):
    """One row per quotation that the program found or a reader found besides, as read by hand."""

    source_id: Series[str] = link("sources", "the article")
    start: Series[pd.Int64Dtype] = beginning()
    end: Series[pd.Int64Dtype] = ending()
    quotation_id: Series[str] = link(
        "quotations", "what the program found there; empty: the program missed it", nullable=True
    )
    verdict: Series[str] = one_of(words.QUOTATION_VERDICTS, "what a reader finds there")
    mode: Series[str] = one_of(words.QUOTATION_MODES, "how the words are given", nullable=True)
    speaker: Series[str] = link(
        "entities", "whose words; of two, the first; empty: a document speaks", nullable=True
    )
    note: Series[str] = text("what a reader should know", nullable=True)

    class Config:
        """Name a row by its place."""

        unique: ClassVar = ["source_id", "start", "end"]


class Conversions(Table):
    """One row per factor between two units of account, with who stated it."""

    _mark: ClassVar[Mark] = Mark(who=("stated_by",), kind="factor")

    conversion_id: Series[str] = identifier(SLUG, "a short name")
    from_item: Series[str] = text("one of these …", pattern=WORD)
    to_item: Series[str] = text("… is so many of these", pattern=WORD)
    low: Series[float] = number("lower end", ge=0)
    best: Series[float] = number("single value", ge=0)
    high: Series[float] = number("upper end", ge=0)
    stated_by: Series[str] = text("who stated it")
    low_by: Series[str] = text("who gave the lower end, where two pages differ", nullable=True)
    high_by: Series[str] = text("who gave the upper end, where two pages differ", nullable=True)
    method: Series[str] = one_of(words.CONVERSION_METHODS, "how the factor came about")
    source_id: Series[str] = link("sources", "where it is stated")
    second_source_id: Series[str] = link("sources", "a second page", nullable=True)
    confidence: Series[str] = one_of(words.RECORD_CONFIDENCES, "how well the report stands", nullable=True)
    note: Series[str] = text("what a reader should know", nullable=True)


class Forecasts(Table):
    """One row per forward-looking statement, as a dated question with a rule."""

    _mark: ClassVar[Mark] = Mark(says=("question",), kind="forecast")

    forecast_id: Series[str] = identifier(r"f-\d{3,}", "never reused")
    claim_id: Series[str] = link("claims", "the statement")
    question: Series[str] = text("yes or no, with its last day")
    resolution_rule: Series[str] = text("what counts, fixed before any outcome")
    due: Series[str] = day("the last day on which what is asked may happen")
    word: Series[str] = one_of(words.PROBABILITY_WORDS, "the author's word, on the scale")
    p_low: Series[float] = number("lower end of its band", nullable=False, ge=0)
    p_high: Series[float] = number("upper end of its band", nullable=False, ge=0)
    outcome: Series[str] = one_of(words.OUTCOMES, "by the rule")
    resolved_on: Series[str] = when("the day that settled it")
    resolved_by: Series[str] = links("sources", "the pages that settle it")
    subject: Series[str] = text(
        "what later events it asks for: short names, joined by semicolons",
        nullable=True,
        pattern=r"[a-z0-9_]+(;[a-z0-9_]+)*",
    )
    blind: Series[str] = one_of(words.BLIND, "whether who wrote the rule was blind to the result")
    rule_fault: Series[str] = one_of(words.RULE_FAULTS, "what makes the rule weak", nullable=True)
    easy_because: Series[str] = text("why it could hardly fail on the day of the article", nullable=True)
    easy_row: Series[str] = evidence("the row that shows so", nullable=True)
    would_settle: Series[str] = text("of an open one: what the record lacks", nullable=True)
    nearest_row: Series[str] = evidence("the row that comes nearest to it", nullable=True)
    ruling: Series[str] = text("what a critic may say against the outcome", nullable=True)
    ruling_row: Series[str] = evidence("the row to look at", nullable=True)
    miss: Series[str] = one_of(
        words.MISSES, "of one that went against its word: was the author wrong or overtaken", nullable=True
    )
    miss_reason: Series[str] = text("why the author was wrong or overtaken", nullable=True)
    miss_row: Series[str] = evidence("the row that shows so", nullable=True)
    brier_low: Series[float] = computed("best score that a number in the band can get", ge=0, nullable=True)
    brier_high: Series[float] = computed("worst score that a number in the band can get", ge=0, nullable=True)


class TranslationFlags(Table):
    """One row per defect of the machine translation, at its own place."""

    _mark: ClassVar[Mark] = Mark(says=("should_mean",), kind="mistranslation")

    flag_id: Series[str] = identifier(r"t-\d{3,}", "never reused")
    source_id: Series[str] = link("sources", "the article")
    start: Series[pd.Int64Dtype] = beginning()
    end: Series[pd.Int64Dtype] = ending()
    digest: Series[str] = digest(OF_A_PASSAGE)
    kind: Series[str] = one_of(words.FLAG_KINDS, "what went wrong")
    severity: Series[str] = one_of(words.SEVERITIES, "what it does to the meaning")
    should_mean: Series[str] = text("what it should say, in our English")
    evidence: Series[str] = text("`judged_from_french`, or `checked_against_original` and the address")


class Judgements(Table):
    """One row per judgement of the book: how likely, apart from how confident."""

    _mark: ClassVar[Mark] = Mark(says=("statement",), kind="judgement")

    judgement_id: Series[str] = identifier(r"j-\d{3,}", "never reused")
    theme: Series[str] = declared("themes", "the chapter it belongs to")
    statement: Series[str] = text("what the book judges")
    low: Series[float] = number("lower end of the range that it judges; empty where it judges none")
    high: Series[float] = number("upper end of that range")
    likelihood: Series[str] = one_of(words.PROBABILITY_WORDS, "how likely, on the scale")
    confidence: Series[str] = one_of(words.CONFIDENCES, words.CONFIDENCE_RULE)
    confidence_reason: Series[str] = text("why this confidence, in a sentence of its own")
    lowered_by: Series[str] = text(words.LOWERED_BY_FORM, nullable=True)
    contrary: Series[str] = evidence(
        "the claims, and rows of the record, that speak against it; empty: `searches` has who looked",
        nullable=True,
    )
    watch_for: Series[str] = text("what one would see in the world if it were false")
    claims: Series[str] = evidence("the claims, and rows of the record, that it stands on")
    assumptions: Series[str] = text("what is taken for granted")
    would_change_it: Series[str] = text("the row which, if false, changes the band, and to what")
    since: Series[str] = text("the edition that brought it", pattern=VERSION)
    claim_origins: Series[pd.Int64Dtype] = computed("first links behind its claims, each counted once", ge=0)
    row_origins: Series[pd.Int64Dtype] = computed(
        "first links of its rows of the record, each counted once", ge=0
    )
    origins: Series[pd.Int64Dtype] = computed(
        "first links of both together, each counted once: less than their sum where one stands behind both",
        ge=1,
    )


class Hypotheses(Table):
    """One row per cell of the matrix: what may explain a matter, hypothesis against evidence."""

    hypothesis: Series[str] = declared("hypotheses", "a possible answer")
    evidence_claim: Series[str] = evidence("the claim, or row of the record, held against it")
    consistency: Series[str] = one_of(words.CONSISTENCIES, "how well the two go together")

    class Config:
        """Name a row by hypothesis and evidence."""

        unique: ClassVar = ["hypothesis", "evidence_claim"]


class PublishedIds(Table):
    """One row per id that an edition has published: it may be retired, and is never lost or reused."""

    table_name: Series[str] = text("the table", pattern=r"[a-z_]+")
    row_id: Series[str] = text("the id")
    edition: Series[str] = text("the first edition that had it", pattern=VERSION)

    class Config:
        """Name a row by table and id."""

        unique: ClassVar = ["table_name", "row_id"]


class Selections(Table):
    """One row per row of the dataset that a chapter looks at by name: which, for what use, and why."""

    selection_id: Series[str] = identifier(SLUG, "use, and a number or word")
    use: Series[str] = text(
        "chapter and use, as in a figure or a table", pattern=r"[a-z0-9_]+(\.[a-z0-9_]+)+"
    )
    part: Series[str] = text("the group within the use, where it has several", nullable=True)
    position: Series[int] = whole_number("the order within the use, from 1", ge=1)
    table_name: Series[str] = text("the table of the row", pattern=r"[a-z_]+")
    row_id: Series[str] = named_row("the row", needed_by="use")
    label: Series[str] = text("what a drawing or table prints for it", nullable=True)
    reason: Series[str] = text("why this row serves this use")
    coder: Series[str] = one_of(words.READERS, "who decided")


class ThemeTerms(Table):
    """One row per word by which the program tells that a sentence touches a theme."""

    theme: Series[str] = declared("themes", "the theme")
    term: Series[str] = text("the word in lower case; a star stands for any ending", pattern=r"[\w'-]+\*?")
    sample: Series[str] = text("a sentence of ours that has it")

    class Config:
        """Name a row by theme and term."""

        unique: ClassVar = ["theme", "term"]


class ConcordanceWords(Table):
    """One row per form of a noun that the program counts, and may print with the words beside it."""

    form: Series[str] = identifier(r"[\w'-]+", "the form in lower case")
    noun: Series[str] = text("the noun that it is a form of, in English")
    position: Series[int] = whole_number("the order of the nouns, from 1", ge=1)
    printed: Series[str] = one_of(words.YES_NO, "whether the words beside it are printed")
    sample: Series[str] = text("a sentence of ours that has it")


CODED: dict[str, type[Table]] = {
    "sources": Sources,
    "entities": Entities,
    "claims": Claims,
    "quantities": Quantities,
    "unclaimed_amounts": UnclaimedAmounts,
    "quotation_labels": QuotationLabels,
    "conversions": Conversions,
    "forecasts": Forecasts,
    "translation_flags": TranslationFlags,
    "judgements": Judgements,
    "hypotheses": Hypotheses,
    "coding_a": CodingA,
    "coding_b": CodingB,
    "recoding": Recoding,
    "marking_b": MarkingB,
    "adjudication": Adjudication,
    "published_ids": PublishedIds,
    "selections": Selections,
    "theme_terms": ThemeTerms,
    "concordance_words": ConcordanceWords,
    **VOICES,
    **CHECKED,
    **DESK,
}
