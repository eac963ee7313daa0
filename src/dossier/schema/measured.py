"""The measured tables, from `documents` to `concordance`: written by `dossier.reading`, never edited.

Their rows are what the program found in the articles: places, values and counts. Words of an article occur
only singly or in the few that `terms` and `concordance` may print. A private column is measured and neither
committed nor published: with it the tables together would give back more of an article, or it says how a
file came in, which a report says in `sources`. The docstring of a table and the meanings of its columns are
printed in the codebook.
"""

from typing import ClassVar

import pandas as pd
from pandera.typing import Series

from dossier.schema import intake_words, measured_words, words
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

MEASURED_MODES = {
    **words.QUOTATION_MODES,
    "echo": "a single word between marks, taken from somebody; no score and no chapter counts it",
}

QUOTATION_STANCES = {
    "said": "the speaker says them",
    "denied": "the speaker denies them, or is said not to say them",
}

SPEAKER_CONFIDENCE = {
    "high": "the reporting clause names the speaker",
    "moderate": "a pronoun, a title or the sentence beside it tells the speaker",
    "low": "the speaker is a guess from the sentences or lines around, or is not told",
}


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
    published_from: Series[str] = one_of(
        intake_words.FACT_PLACES, "where the date was said", nullable=True, private=True
    )
    title: Series[str] = text("the article's own title, from `sources`", nullable=True)
    title_from: Series[str] = one_of(
        intake_words.FACT_PLACES, "where the title was said", nullable=True, private=True
    )
    outlet: Series[str] = text("who published the page", nullable=True, private=True)
    outlet_from: Series[str] = one_of(
        intake_words.FACT_PLACES, "where the outlet was said", nullable=True, private=True
    )
    kept_characters: Series[pd.Int64Dtype] = whole_number("code points in body and captions", nullable=True)
    sentences: Series[pd.Int64Dtype] = whole_number("sentences of body and captions", nullable=True)
    tokens: Series[pd.Int64Dtype] = whole_number("words of body and captions", nullable=True)
    status: Series[str] = one_of(words.DOCUMENT_STATUS, "what became of the file")
    reason: Series[str] = text("why it is not kept", nullable=True)
    copy_of: Series[str] = text(
        "the first file that it is a near copy of, by its id", nullable=True, private=True
    )
    similarity: Series[float] = number("share of runs of three words in both of them", private=True)
    marks: Series[str] = text(
        "what is wrong with it, joined by semicolons: mojibake, no_paragraph, other_language",
        nullable=True,
        private=True,
    )


class Passages(Table):
    """One row per line that is not blank."""

    passage_id: Series[str] = identifier(rf"{_SLUG}-p\d+", "article and running number")
    source_id: Series[str] = link("sources", "the article")
    start: Series[pd.Int64Dtype] = beginning()
    end: Series[pd.Int64Dtype] = ending()
    kind: Series[str] = one_of(words.PASSAGE_KINDS, "what the line is")
    reason: Series[str] = one_of(
        intake_words.PASSAGE_REASONS,
        "why it is set aside; empty for the article's text",
        nullable=True,
        private=True,
    )


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
    """One row per stated amount; the place covers the figure, its sign and its unit."""

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
    bound: Series[str] = one_of(
        words.BOUNDS, "what was said of the figure; empty where the reading is a guess", nullable=True
    )
    reading: Series[str] = one_of(words.READINGS, "whether the figure has a second meaning")
    per: Series[str] = text("what a rate is counted by: *par an* is year", nullable=True)
    change_id: Series[str] = text(
        "the same for both ends of a change: *de 100 à 200*", nullable=True, pattern=rf"{_SLUG}-c\d+"
    )


class NotAmounts(Table):
    """One row per figure that is no amount: beside `numbers`, so that both can be checked."""

    not_amount_id: Series[str] = identifier(rf"{_SLUG}-a\d+", "article and running number")
    source_id: Series[str] = link("sources", "the article")
    sentence_id: Series[str] = link("sentences", "the sentence that has it")
    start: Series[pd.Int64Dtype] = beginning()
    end: Series[pd.Int64Dtype] = ending()
    kind: Series[str] = one_of(words.NOT_AMOUNT_KINDS, "what the figure is")


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
    mode: Series[str] = one_of(MEASURED_MODES, "how the words are given")
    speaker: Series[str] = link("entities", "whose words, if known; of two, the first", nullable=True)
    speaker_start: Series[pd.Int64Dtype] = beginning(nullable=True, private=True)
    speaker_end: Series[pd.Int64Dtype] = ending(nullable=True, private=True)
    relay: Series[str] = link("entities", "who passes the words on, if it is said", nullable=True)
    cue: Series[str] = text("the verb, noun or phrase that attributes", nullable=True)
    stance: Series[str] = one_of(QUOTATION_STANCES, "what the speaker does with the words")
    confidence: Series[str] = one_of(SPEAKER_CONFIDENCE, "how surely the speaker is told")


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
    "not_amounts": NotAmounts,
    "dates": Dates,
    "quotations": Quotations,
    "mentions": Mentions,
    "terms": Terms,
    "cues": Cues,
    "concordance": Concordance,
}
