"""A folder of articles becomes the measured tables, from `documents` to `concordance`.

`measure_document` calls one module for each table and turns what it finds into rows: places are counted in
the text of the whole article, ids in the order of reading. The tables hold places, values and counts. Of an
article's words they may hold no eight in a row, because its text belongs to others.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate, groupby
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from dossier.reading.chronology import Chronology, years_named
from dossier.reading.dates import find_dates
from dossier.reading.files import Document, read_documents
from dossier.reading.lines import CONTENT, Passage, find_passages
from dossier.reading.mentions import Names, find_mentions, names_of
from dossier.reading.numbers import find_numbers
from dossier.reading.quotations import find_quotations
from dossier.reading.sentences import find_cues, find_sentences, themes_of
from dossier.reading.spans import Place, words
from dossier.reading.terms import find_terms
from dossier.reading.time_cap import MOST_SECONDS, TooLongError, at_most
from dossier.reading.windows import find_windows
from dossier.schema import MEASURED
from dossier.schema.files import Tables, in_order
from dossier.schema.words import CUE_LISTS

Row = dict[str, Any]
Report = Callable[[str], None]


class Lists(NamedTuple):
    """What a report asks to be found: names, terms of themes, nouns to print with the words beside them."""

    names: Names
    terms: tuple[tuple[str, str], ...] = ()
    nouns: Mapping[str, str] = {}

    @classmethod
    def of(
        cls,
        entities: pd.DataFrame,
        theme_terms: pd.DataFrame | None = None,
        concordance_words: pd.DataFrame | None = None,
    ) -> "Lists":
        """Return the lists of the coded tables; one that is not given lists nothing."""
        terms = () if theme_terms is None else zip(theme_terms["term"], theme_terms["theme"], strict=True)
        nouns: dict[str, str] = {}
        if concordance_words is not None:
            printed = concordance_words[concordance_words["printed"].eq("yes")]
            nouns = dict(zip(printed["form"], printed["noun"], strict=True))
        return cls(names_of(entities), tuple(terms), nouns)


class Sentence(NamedTuple):
    """A sentence of an article: its place in the text, the line that holds it, its words."""

    sentence_id: str
    place: Place
    line: Passage
    words: str


def measure(
    folder: Path,
    *,
    sources: pd.DataFrame,
    entities: pd.DataFrame,
    theme_terms: pd.DataFrame | None = None,
    concordance_words: pd.DataFrame | None = None,
    published: str | None = None,
    most_seconds: float = MOST_SECONDS,
    report: Report = lambda line: None,
) -> Tables:
    """Return the measured tables of every file below ``folder``.

    A file that takes more than ``most_seconds`` of the processor is rejected. ``report`` gets a line of words
    for each file that is not kept.
    """
    lists = Lists.of(entities, theme_terms, concordance_words)
    rows: dict[str, list[Row]] = {name: [] for name in MEASURED}
    for document in read_documents(folder, sources=sources, published=published):
        for name, document_rows in measure_in_time(document, lists, most_seconds).items():
            rows[name] += document_rows
    tables = {
        name: in_order(declared, declared.validate(declared.of(rows[name])))
        for name, declared in MEASURED.items()
    }
    for line in set_aside(tables["documents"]):
        report(line)
    return tables


def measure_in_time(document: Document, lists: Lists, most_seconds: float) -> dict[str, list[Row]]:
    """Return the rows of one file, or a single row of `documents` that says it takes too long."""
    try:
        with at_most(most_seconds):
            return measure_document(document, lists)
    except TooLongError:
        reason = f"takes more than {most_seconds:g} seconds to read"
        rejected = document._replace(status="rejected", reason=reason, encoding=None, language=None, text="")
        return {"documents": [document_row(rejected)]}


def measure_document(document: Document, lists: Lists) -> dict[str, list[Row]]:
    """Return the rows of one file for each measured table; no other file is needed."""
    if document.status != "kept":
        return {"documents": [document_row(document)]}
    lines = list(find_passages(document.text))
    sentences = find_all_sentences(document, lines)
    mentions = list(mention_rows(document, sentences, lists.names))
    told = Chronology(document.published, years_named(document.text))
    tables = {
        "documents": [document_row(document, lines, sentences)],
        "passages": [line._asdict() for line in lines],
        "sentences": [sentence_row(sentence, lists.terms) for sentence in sentences],
        "numbers": list(rows_in(sentences, find_numbers)),
        "dates": list(rows_in(sentences, lambda text: find_dates(text, told=told))),
        "quotations": list(quotation_rows(document, sentences, mentions)),
        "mentions": mentions,
        "terms": [{**term} for term in find_terms(sentence.words for sentence in sentences)],
        "cues": list(cue_rows(sentences)),
        "concordance": list(window_rows(document, sentences, lists.nouns)),
    }
    return {name: with_ids(document.source_id, name, rows) for name, rows in tables.items()}


def set_aside(documents: pd.DataFrame) -> Iterator[str]:
    """Yield a line of words for each row of `documents` that is not kept: path, status and reason."""
    for row in documents[documents["status"].ne("kept")].to_dict("records"):
        yield f"{row['file']}: {row['status']}, {row['reason']}"


def find_all_sentences(document: Document, lines: Sequence[Passage]) -> list[Sentence]:
    """Return the sentences of body and captions, in reading order."""
    places = [
        (place.shift(line.start), line)
        for line in lines
        if line.kind in CONTENT
        for place in find_sentences(document.text[line.start : line.end])
    ]
    ids = identifiers(document.source_id, "sentences", len(places))
    return [
        Sentence(sentence_id, place, line, document.text[place.start : place.end])
        for sentence_id, (place, line) in zip(ids, places, strict=True)
    ]


def document_row(
    document: Document, lines: Sequence[Passage] = (), sentences: Sequence[Sentence] | None = None
) -> Row:
    """Return a file as a row of `documents`; the counts are filled in for a kept one."""
    row = document._asdict()
    text = row.pop("text")
    row["characters"] = len(text) if document.encoding else None
    if sentences is not None:
        row["kept_characters"] = sum(line.end - line.start for line in lines if line.kind in CONTENT)
        row["sentences"] = len(sentences)
        row["tokens"] = sum(len(words(sentence.words)) for sentence in sentences)
    return row


def sentence_row(sentence: Sentence, terms: Sequence[tuple[str, str]]) -> Row:
    """Return a sentence as a row of `sentences`: its place, its counts and its themes."""
    return {
        **sentence.place._asdict(),
        "kind": sentence.line.kind,
        "tokens": len(words(sentence.words)),
        "hedges": len(find_cues(sentence.words, "hedges")),
        "negations": len(find_cues(sentence.words, "negations")),
        "themes": ";".join(themes_of(sentence.words, terms)) or None,
    }


def cue_rows(sentences: Sequence[Sentence]) -> Iterator[Row]:
    """Yield the rows of `cues` of an article: each cue of doubt or denial with its count."""
    for cue_list in CUE_LISTS:
        counts = Counter(cue for sentence in sentences for cue in find_cues(sentence.words, cue_list))
        yield from ({"cue_list": cue_list, "cue": cue, "count": counts[cue]} for cue in sorted(counts))


def window_rows(document: Document, sentences: Sequence[Sentence], nouns: Mapping[str, str]) -> Iterator[Row]:
    """Yield the rows of `concordance` of an article: each listed noun with the few words beside it."""
    for window in find_windows(document.text, [sentence.place for sentence in sentences], nouns):
        beside = {"before": window.before or None, "after": window.after or None}
        yield {**window._asdict(), **beside, "sentence_id": sentence_at(window.start, sentences).sentence_id}


def rows_in(sentences: Sequence[Sentence], find: Callable[[str], Iterator[Any]]) -> Iterator[Row]:
    """Yield a row for each finding of ``find`` in a sentence, its place counted in the article."""
    for sentence in sentences:
        for finding in find(sentence.words):
            place = Place(finding.start, finding.end).shift(sentence.place.start)
            yield {**finding._asdict(), **place._asdict(), "sentence_id": sentence.sentence_id}


def mention_rows(document: Document, sentences: Sequence[Sentence], names: Names) -> Iterator[Row]:
    """Yield the rows of `mentions` of an article, each with the tenth of the words where it begins."""
    tokens = {sentence.sentence_id: len(words(sentence.words)) for sentence in sentences}
    before = dict(zip(tokens, accumulate(tokens.values(), initial=0), strict=False))
    begins = {sentence.sentence_id: sentence.place.start for sentence in sentences}
    for row in rows_in(sentences, lambda text: find_mentions(text, names)):
        within = words(document.text[begins[row["sentence_id"]] : row["start"]])
        share = (before[row["sentence_id"]] + len(within)) / sum(tokens.values())
        yield {**row, "tenth": min(int(10 * share) + 1, 10)}


def quotation_rows(
    document: Document, sentences: Sequence[Sentence], mentions: Sequence[Row]
) -> Iterator[Row]:
    """Yield the rows of `quotations` of an article; a quotation may span several sentences of its line."""
    mentions_of = defaultdict(list)
    for mention in mentions:
        mentions_of[mention["sentence_id"]].append(mention)
    for line, group in groupby(sentences, key=lambda sentence: sentence.line):
        in_line = list(group)
        places = [sentence.place.shift(-line.start) for sentence in in_line]
        for quotation in find_quotations(document.text[line.start : line.end], places):
            place = Place(quotation.start, quotation.end).shift(line.start)
            speaker = quotation.speaker.shift(line.start) if quotation.speaker else None
            yield {
                **place._asdict(),
                "sentence_id": sentence_at(place.start, in_line).sentence_id,
                "mode": quotation.mode,
                "speaker": speaker
                and entity_at(speaker, mentions_of[sentence_at(speaker.start, in_line).sentence_id]),
                "speaker_start": speaker and speaker.start,
                "speaker_end": speaker and speaker.end,
                "cue": quotation.cue,
            }


def sentence_at(offset: int, sentences: Sequence[Sentence]) -> Sentence:
    """Return the last sentence that begins at ``offset`` or before."""
    return sentences[bisect_right(sentences, offset, key=lambda sentence: sentence.place.start) - 1]


def entity_at(speaker: Place, mentions: Sequence[Row]) -> str | None:
    """Return the entity that an expression names: that of the mention with most characters in it."""
    shared = [
        (min(mention["end"], speaker.end) - max(mention["start"], speaker.start), mention["entity_id"])
        for mention in mentions
    ]
    most, entity_id = max(shared, key=lambda pair: pair[0], default=(0, None))
    return entity_id if most > 0 else None


_IDENTIFIERS = {  # table: the column of its ids, their letter, and how many digits they have at least
    "passages": ("passage_id", "p", 3),
    "sentences": ("sentence_id", "s", 3),
    "numbers": ("number_id", "n", 2),
    "dates": ("date_id", "d", 2),
    "quotations": ("quotation_id", "q", 2),
    "mentions": ("mention_id", "m", 3),
    "concordance": ("window_id", "w", 2),
}


def with_ids(source_id: str, table: str, rows: list[Row]) -> list[Row]:
    """Return the rows of an article for ``table`` with its ``source_id``, and with the ids of that table."""
    if table not in _IDENTIFIERS:
        return [{**row, "source_id": source_id} for row in rows]
    column = _IDENTIFIERS[table][0]
    ids = identifiers(source_id, table, len(rows))
    return [{**row, "source_id": source_id, column: row_id} for row_id, row in zip(ids, rows, strict=True)]


def identifiers(source_id: str, table: str, count: int) -> list[str]:
    """Return ``count`` ids, with as many digits as make the order of the alphabet that of reading.

    >>> identifiers("port-2024", "numbers", 2)
    ['port-2024-n01', 'port-2024-n02']
    """
    _, letter, least = _IDENTIFIERS[table]
    digits = max(least, len(str(count)))
    return [f"{source_id}-{letter}{number:0{digits}}" for number in range(1, count + 1)]
