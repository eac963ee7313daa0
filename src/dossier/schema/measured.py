"""The measured tables, from `documents` to `concordance`: written by `dossier.reading`, never edited.

Their rows are what the program found in the articles: places, values and counts. Words of an article occur
only singly or in the few that `terms` and `concordance` may print. A private column is measured and neither
committed nor published: with it the tables together would give back more of an article. The docstring of a
table and the meanings of its columns are printed in the codebook.
"""

from typing import ClassVar

import pandas as pd
from pandera.typing import Series

from dossier.schema import measured_words, words
from dossier.schema.base import (
    Table,
    beginning,
    digest,
    ending,
    identifier,
    link,
    number,
    one_of,
    text,
    when,
    whole_number,
)

_SLUG = r"[\w.-]+"


class Documents(Table):
    """One row per input file, kept or not."""

    source_id: Series[str] = identifier(_SLUG, "the article; from `sources` where the file is known")
    file: Series[str] = text("path below the folder that was measured")
    sha256: Series[str] = digest("of the file's bytes")
    bytes: Series[pd.Int64Dtype] = whole_number("size of the file")
    encoding: Series[str] = text("how the bytes were decoded", nullable=True)
    characters: Series[pd.Int64Dtype] = whole_number("code points after decoding", nullable=True)
    language: Series[str] = text("ISO 639 code", nullable=True)
    published: Series[str] = when("day or month of publication")
    title: Series[str] = text("the article's own title, from `sources`", nullable=True)
    kept_characters: Series[pd.Int64Dtype] = whole_number("code points in body and captions", nullable=True)
    sentences: Series[pd.Int64Dtype] = whole_number("sentences of body and captions", nullable=True)
    tokens: Series[pd.Int64Dtype] = whole_number("words of body and captions", nullable=True)
    status: Series[str] = one_of(words.DOCUMENT_STATUS, "what became of the file")
    reason: Series[str] = text("why it is not kept", nullable=True)


class Passages(Table):
    """One row per line that is not blank."""

    passage_id: Series[str] = identifier(rf"{_SLUG}-p\d+", "article and running number")
    source_id: Series[str] = link("sources", "the article")
    start: Series[pd.Int64Dtype] = beginning()
    end: Series[pd.Int64Dtype] = ending()
    kind: Series[str] = one_of(words.PASSAGE_KINDS, "what the line is")


class Sentences(Table):
    """One row per sentence of body or caption."""

    sentence_id: Series[str] = identifier(rf"{_SLUG}-s\d+", "article and running number")
    source_id: Series[str] = link("sources", "the article")
    start: Series[pd.Int64Dtype] = beginning()
    end: Series[pd.Int64Dtype] = ending()
    kind: Series[str] = one_of(words.PASSAGE_KINDS, "what the sentence stands in")
    tokens: Series[pd.Int64Dtype] = whole_number("words")
    hedges: Series[pd.Int64Dtype] = whole_number("cues of doubt from the list `hedges`")
    negations: Series[pd.Int64Dtype] = whole_number("cues of denial from the list `negations`")
    themes: Series[str] = text("themes whose terms it holds, joined by semicolons", nullable=True)


class Numbers(Table):
    """One row per stated amount; the place covers the figure and its unit."""

    number_id: Series[str] = identifier(rf"{_SLUG}-n\d+", "article and running number")
    source_id: Series[str] = link("sources", "the article")
    sentence_id: Series[str] = link("sentences", "the sentence that states it")
    start: Series[pd.Int64Dtype] = beginning()
    end: Series[pd.Int64Dtype] = ending()
    value: Series[float] = number("the figure as stated, whatever its bound")
    low: Series[float] = number("the side that the bound closes from below")
    high: Series[float] = number("the side that the bound closes from above")
    unit: Series[str] = one_of(words.UNITS, "empty for a count", nullable=True, further="units")
    item: Series[str] = text("the counted noun, as printed", nullable=True)
    bound: Series[str] = one_of(words.BOUNDS, "what was said of the figure")


class Dates(Table):
    """One row per expression of time."""

    date_id: Series[str] = identifier(rf"{_SLUG}-d\d+", "article and running number")
    source_id: Series[str] = link("sources", "the article")
    sentence_id: Series[str] = link("sentences", "the sentence that holds it")
    start: Series[pd.Int64Dtype] = beginning()
    end: Series[pd.Int64Dtype] = ending()
    value: Series[str] = when("what it means by the calendar; empty for a duration")
    kind: Series[str] = one_of(words.DATE_KINDS, "whether another date was needed")
    basis: Series[str] = one_of(
        measured_words.DATE_BASES, "where the year comes from; empty without a value", nullable=True
    )
    reading: Series[str] = one_of(measured_words.DATE_READINGS, "whether another value is possible")


class Quotations(Table):
    """One row per passage that gives somebody's words; the place of the speaker is not published."""

    quotation_id: Series[str] = identifier(rf"{_SLUG}-q\d+", "article and running number")
    source_id: Series[str] = link("sources", "the article")
    sentence_id: Series[str] = link("sentences", "the sentence in which it begins")
    start: Series[pd.Int64Dtype] = beginning()
    end: Series[pd.Int64Dtype] = ending()
    mode: Series[str] = one_of(words.QUOTATION_MODES, "how the words are given")
    speaker: Series[str] = link("entities", "whose words, if known", nullable=True)
    speaker_start: Series[pd.Int64Dtype] = beginning(nullable=True, private=True)
    speaker_end: Series[pd.Int64Dtype] = ending(nullable=True, private=True)
    cue: Series[str] = text("the verb or preposition that attributes", nullable=True)


class Mentions(Table):
    """One row per place where an actor, a place or a system is named; the place itself is not published."""

    mention_id: Series[str] = identifier(rf"{_SLUG}-m\d+", "article and running number")
    source_id: Series[str] = link("sources", "the article")
    sentence_id: Series[str] = link("sentences", "the sentence that names it")
    start: Series[pd.Int64Dtype] = beginning(private=True)
    end: Series[pd.Int64Dtype] = ending(private=True)
    entity_id: Series[str] = link("entities", "who or what is named")
    tenth: Series[pd.Int64Dtype] = whole_number("in which tenth of the article's words, from 1 to 10")


class Terms(Table):
    """One row per term of an article."""

    source_id: Series[str] = link("sources", "the article")
    term: Series[str] = text("the term, lower-case")
    kind: Series[str] = one_of(words.TERM_KINDS, "word, stem or pair of words")
    count: Series[pd.Int64Dtype] = whole_number("how often")
    sentences: Series[pd.Int64Dtype] = whole_number("in how many sentences")

    class Config:
        """Name a row by article, kind and term."""

        unique: ClassVar = ["source_id", "kind", "term"]


class Cues(Table):
    """One row per cue of doubt or denial in an article."""

    source_id: Series[str] = link("sources", "the article")
    cue_list: Series[str] = one_of(words.CUE_LISTS, "the list that has the cue")
    cue: Series[str] = text("the cue, lower-case")
    count: Series[pd.Int64Dtype] = whole_number("how often")

    class Config:
        """Name a row by article, list and cue."""

        unique: ClassVar = ["source_id", "cue_list", "cue"]


class Concordance(Table):
    """One row per word that may name the tie, in a window of seven words; its place is not published."""

    window_id: Series[str] = identifier(rf"{_SLUG}-w\d+", "article and running number")
    source_id: Series[str] = link("sources", "the article")
    sentence_id: Series[str] = link("sentences", "the sentence that holds it")
    start: Series[pd.Int64Dtype] = beginning(private=True)
    end: Series[pd.Int64Dtype] = ending(private=True)
    noun: Series[str] = text("the noun that it is counted under")
    before: Series[str] = text("at most three words before it, in the same sentence", nullable=True)
    word: Series[str] = text("the word as printed")
    after: Series[str] = text("at most three words after it, in the same sentence", nullable=True)


MEASURED: dict[str, type[Table]] = {
    "documents": Documents,
    "passages": Passages,
    "sentences": Sentences,
    "numbers": Numbers,
    "dates": Dates,
    "quotations": Quotations,
    "mentions": Mentions,
    "terms": Terms,
    "cues": Cues,
    "concordance": Concordance,
}
