"""What was searched, compared and corrected after a row was written: `searches` to `sentence_checks`."""

from typing import ClassVar

import pandas as pd
from pandera.typing import Series

from dossier.schema import words
from dossier.schema.base import (
    Table,
    day,
    identifier,
    link,
    links,
    named_row,
    one_of,
    text,
    whole_number,
)
from dossier.schema.forms import SLUG, VERSION, WORD

_COLUMN = "the column of that table"
_TABLE = "the table of the row"

BOUND_TEXTS = {
    "sentence": "the words before its mark, from the start of the paragraph or another mark on",
    "caption": "the caption of a figure",
    "judgement": "the statement of a judgement",
    "translation": "a judgement in another language",
    "section": "all prose under a heading",
}
"""What `sentence_checks` may bind to data."""

HOLDS_FORM = (
    "what the data must say for the words to be true: conditions joined by a semicolon and a space, each two "
    "operands with `=`, `!=`, `<`, `<=`, `>`, `>=` or `has` between them. An operand is a cell "
    "`table/row/column`, a number `number/name`, a count of rows `count/table/column=value/…` (`~` asks for "
    "a part), a number, or a text in single marks; empty: nothing is asked"
)

FLIPS_FORM = (
    "for each condition the change that makes it fail, in the same order: `table/row/column → value`; cells "
    "that only together do are joined by an ampersand"
)


class Searches(Table):
    """One row per search of public pages for what would refute the book: what was asked and seen."""

    search_id: Series[str] = identifier(r"s-\d{3,}", "never reused")
    target: Series[str] = text(
        "what the search may refute: ids of judgements, forecasts, claims or rows of the record, or names of "
        "numbers or sentences, joined by semicolons",
        pattern=r"[a-z0-9_-]+(;[a-z0-9_-]+)*",
    )
    target_kind: Series[str] = one_of(words.TARGET_KINDS, "what the target is")
    language: Series[str] = text("ISO 639 code of the query", pattern=r"[a-z]{2}")
    query: Series[str] = text("the words that were searched for")
    searched_on: Series[str] = day("the day of the search")
    results: Series[pd.Int64Dtype] = whole_number(
        "how many results were looked at; empty: not noted", nullable=True
    )
    seen: Series[str] = text("what was seen, in our words")
    bearing: Series[str] = one_of(words.STANCES, "what it says of the book's sentence")
    source_ids: Series[str] = links("sources", "the pages that were seen")


class Comparisons(Table):
    """One row per claim and row of the record that speaks of the same thing: how the two compare."""

    comparison_id: Series[str] = identifier(r"k-\d{3,}", "never reused")
    claim_id: Series[str] = link("claims", "the claim")
    table_name: Series[str] = text(_TABLE, pattern=r"[a-z_]+")
    row_id: Series[str] = named_row("the row of the record", needed_by="claim_id")
    relation: Series[str] = one_of(words.RELATIONS, "how the row bears on the claim")
    reason: Series[str] = text("why, with the window that both speak of")
    since: Series[str] = text("the edition that brought it", pattern=VERSION)


class ComparisonsB(Table):
    """One row per claim and row of the record in the second coding, made from the codebook alone."""

    claim_id: Series[str] = link("claims", "the claim")
    table_name: Series[str] = text(_TABLE, pattern=r"[a-z_]+")
    row_id: Series[str] = named_row("the row of the record", needed_by="claim_id")
    relation: Series[str] = one_of(words.RELATIONS, "how the row bears on the claim")

    class Config:
        """Name a row by claim and row of the record."""

        unique: ClassVar = ["claim_id", "table_name", "row_id"]


class ComparisonsSettled(Table):
    """One row per comparison on which the two codings conflict: what each has, what is kept, and why."""

    claim_id: Series[str] = link("claims", "the claim")
    table_name: Series[str] = text(_TABLE, pattern=r"[a-z_]+")
    row_id: Series[str] = named_row("the row of the record", needed_by="claim_id")
    a: Series[str] = one_of(words.RELATIONS, "what the first coding has; empty: no row", nullable=True)
    b: Series[str] = one_of(words.RELATIONS, "what the second coding has; empty: no row", nullable=True)
    kept: Series[str] = one_of(words.RELATIONS, "what is kept; empty: no row", nullable=True)
    reason: Series[str] = text("why, by the codebook")

    class Config:
        """Name a row by claim and row of the record."""

        unique: ClassVar = ["claim_id", "table_name", "row_id"]


class ForecastsB(Table):
    """One row per forecast in the second coding: its word, whether its rule can decide, and its outcome."""

    forecast_id: Series[str] = link("forecasts", "the forecast")
    word: Series[str] = one_of(words.PROBABILITY_WORDS, "the author's word, on the scale")
    rule_fault: Series[str] = one_of(words.RULE_FAULTS, "what makes the rule weak", nullable=True)
    outcome: Series[str] = one_of(words.OUTCOMES, "by the rule")

    class Config:
        """Name a row by its forecast."""

        unique: ClassVar = ["forecast_id"]


class ForecastDifferences(Table):
    """One row per difference of the two codings of forecasts: both codes, the code kept, and why."""

    forecast_id: Series[str] = link("forecasts", "the forecast")
    field: Series[str] = one_of(words.FORECAST_FIELDS, "the field on which the codings differ")
    a: Series[str] = text("what coding A had", nullable=True)
    b: Series[str] = text("what coding B has", nullable=True)
    kept: Series[str] = text("what was kept", nullable=True)
    reason: Series[str] = text("why")

    class Config:
        """Name a row by forecast and field."""

        unique: ClassVar = ["forecast_id", "field"]


class Corrections(Table):
    """One row per error of an edition: what it said, what is said now, and the cell that must hold."""

    correction_id: Series[str] = identifier(SLUG, "a short name")
    edition: Series[str] = text("the edition that had it wrong", pattern=VERSION)
    where: Series[str] = text("the page or the table that had it")
    was: Series[str] = text("what was said, in our words")
    now: Series[str] = text("what is said now", name="is")
    reason: Series[str] = text("why")
    since: Series[str] = text("the edition that corrects it", pattern=VERSION)
    table_name: Series[str] = text("the table of the cell that must hold", pattern=r"[a-z_]+")
    row_id: Series[str] = named_row("the row of that cell", needed_by="correction_id")
    column: Series[str] = text(_COLUMN, pattern=WORD)
    must_be: Series[str] = text("what the cell must be, as the dataset writes it")
    page: Series[str] = text("where prose was wrong: the page or notebook that must say it", nullable=True)
    words: Series[str] = text("words, or the id of a row, that its prose must have", nullable=True)


class Reasons(Table):
    """One row per published cell that changed in what it means: why."""

    table_name: Series[str] = text(_TABLE, pattern=r"[a-z_]+")
    row_id: Series[str] = text("the row")
    column: Series[str] = text(_COLUMN, pattern=WORD)
    was: Series[str] = text("what the last edition had; empty: an empty cell", nullable=True)
    now: Series[str] = text("what the cell has; empty: an empty cell", nullable=True, name="is")
    reason: Series[str] = text("why it changed")
    since: Series[str] = text("the edition that changed it", pattern=VERSION)

    class Config:
        """Name a row by its cell and the edition."""

        unique: ClassVar = ["table_name", "row_id", "column", "since"]


class Migrations(Table):
    """One row per column that was renamed, moved or computed anew: told once for all its cells."""

    table_name: Series[str] = text("the table", pattern=r"[a-z_]+")
    old_column: Series[str] = text("the name that an edition published", pattern=WORD)
    new_column: Series[str] = text(
        "the name now; the same where only its cells are computed anew", pattern=WORD
    )
    why: Series[str] = text("what changed for every cell")
    since: Series[str] = text("the edition that changed it", pattern=VERSION)

    class Config:
        """Name a row by table, old name and edition."""

        unique: ClassVar = ["table_name", "old_column", "since"]


class SentenceChecks(Table):
    """One row per text of the book that is bound to data: its words, what must hold, and what breaks it."""

    check_id: Series[str] = identifier(SLUG, "a short name; the mark of a sentence has it")
    page: Series[str] = text("where the text stands", pattern=r"[a-z0-9_-]+(/[a-z0-9_-]+)*")
    binds: Series[str] = one_of(BOUND_TEXTS, "what sort of text")
    place: Series[str] = text(
        "the name of the figure, the id of the judgement, or the heading; empty for a sentence", nullable=True
    )
    wording: Series[str] = text("the first eight digits of the SHA-256 of its words", pattern=r"[0-9a-f]{8}")
    holds: Series[str] = text(HOLDS_FORM, nullable=True)
    flips_with: Series[str] = text(FLIPS_FORM, nullable=True)
    reason: Series[str] = text(
        "why this is what the words say; of a row without conditions, why it has none", nullable=True
    )


CHECKED: dict[str, type[Table]] = {
    "searches": Searches,
    "comparisons": Comparisons,
    "comparisons_b": ComparisonsB,
    "comparisons_settled": ComparisonsSettled,
    "forecasts_b": ForecastsB,
    "forecast_differences": ForecastDifferences,
    "corrections": Corrections,
    "reasons": Reasons,
    "migrations": Migrations,
    "sentence_checks": SentenceChecks,
}
