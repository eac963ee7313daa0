"""A folder of articles becomes the measured tables, from `documents` to `concordance`.

`measure_document` calls one module for each table and turns what it finds into rows: places are counted in
the text of the whole article, ids in the order of reading. The tables hold places, values and counts. Of an
article's words they may hold no eight in a row, because its text belongs to others.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple, cast

import pandas as pd

from dossier.reading.dates import find_dates, time_amounts
from dossier.reading.dating.chronology import Chronology, years_named
from dossier.reading.files import Document, Intake, page_of, read_documents, too_long
from dossier.reading.intake.folding import Folded
from dossier.reading.intake.page_marks import REMEDIES
from dossier.reading.lines import CONTENT, Passage
from dossier.reading.mentions import Names, find_mentions, names_of
from dossier.reading.numbers import Reading, read
from dossier.reading.quotations import find_quotations
from dossier.reading.quoting.coreference import SURE, Cast, Named, Voice
from dossier.reading.quoting.verbs import VerbForms
from dossier.reading.sentences import find_cues, find_sentences
from dossier.reading.spans import Place, words
from dossier.reading.terms import count_terms
from dossier.reading.time_cap import MOST_SECONDS, TooLongError, at_most
from dossier.reading.units import UNITS, Units, units_of
from dossier.reading.windows import find_windows
from dossier.reading.word_pass import CUES, NAME, NOUN, NUMBER, Read, WordPass
from dossier.schema import MEASURED, with_units
from dossier.schema.files import Tables, in_order
from dossier.schema.words import CUE_LISTS

Row = dict[str, Any]
Report = Callable[[str], None]


_NO_FIGURE = Reading()


class Lists(NamedTuple):
    """What a report asks to be found: names, terms of themes, nouns to print with the words beside them."""

    names: Names
    terms: tuple[tuple[str, str], ...] = ()
    nouns: Mapping[str, str] = {}
    units: Units = UNITS
    verbs: VerbForms | None = None  # that report; else those of our list

    @classmethod
    def of(
        cls,
        entities: pd.DataFrame,
        theme_terms: pd.DataFrame | None = None,
        concordance_words: pd.DataFrame | None = None,
        unit_forms: Mapping[str, str] | None = None,
        verbs: VerbForms | None = None,
    ) -> "Lists":
        """Return the lists of the coded tables; one that is not given lists nothing.

        ``unit_forms`` has the unit of each form that the list `units` lacks.
        """
        terms = () if theme_terms is None else zip(theme_terms["term"], theme_terms["theme"], strict=True)
        nouns: dict[str, str] = {}
        if concordance_words is not None:
            printed = concordance_words[concordance_words["printed"].eq("yes")]
            nouns = dict(zip(printed["form"], printed["noun"], strict=True))
        further = [{"form": form, "unit": unit} for form, unit in (unit_forms or {}).items()]
        return cls(names_of(entities), tuple(terms), nouns, units_of(further) if further else UNITS, verbs)


class Sentence(NamedTuple):
    """A sentence of an article: its place in the text, the line that holds it, its words as printed and read.

    ``cues`` has the cues of each list, ``CUE_LISTS``, in order.
    """

    sentence_id: str
    place: Place
    line: Passage
    words: str
    read: Read
    cues: tuple[list[str], ...]


def measure(
    folder: Path,
    *,
    sources: pd.DataFrame,
    entities: pd.DataFrame,
    theme_terms: pd.DataFrame | None = None,
    concordance_words: pd.DataFrame | None = None,
    unit_forms: Mapping[str, str] | None = None,
    verbs: VerbForms | None = None,
    published: str | None = None,
    outlet: str | None = None,
    encoding: str | None = None,
    copies_once: bool = False,
    most_seconds: float = MOST_SECONDS,
    report: Report = lambda line: None,
) -> Tables:
    """Return the measured tables of every file below ``folder``.

    ``published``, ``outlet`` and ``encoding`` are those of files that do not say theirs; near copies are left
    out on request (``copies_once``). A file that takes more than ``most_seconds`` of the processor is
    rejected. ``report`` gets a line of words for each file that is not kept, or has a mark, and for each
    amount that can be read in two ways. ``unit_forms`` are further forms of units, each with its unit.
    """
    intake = Intake(published, outlet, encoding, copies_once, most_seconds)
    lists = Lists.of(entities, theme_terms, concordance_words, unit_forms, verbs)
    schema = with_units(MEASURED, unit_forms or {})
    rows: dict[str, list[Row]] = {name: [] for name in MEASURED}
    for document in read_documents(folder, sources=sources, intake=intake):
        for name, document_rows in measure_in_time(document, lists, most_seconds).items():
            rows[name] += document_rows
    tables = {
        name: in_order(declared, declared.validate(declared.of(rows[name])))
        for name, declared in schema.items()
    }
    for line in (*set_aside(tables["documents"]), *ambiguous(tables["numbers"])):
        report(line)
    return tables


def measure_in_time(document: Document, lists: Lists, most_seconds: float) -> dict[str, list[Row]]:
    """Return the rows of one file, or a single row of `documents` that says it takes too long."""
    try:
        with at_most(most_seconds):
            return measure_document(document, lists)
    except TooLongError:
        return {"documents": [document_row(too_long(document, most_seconds))]}


def measure_document(document: Document, lists: Lists) -> dict[str, list[Row]]:
    """Return the rows of one file for each measured table; no other file is needed.

    All places are found in the text as it is read, and led back into the text of the file at the end.
    """
    if document.status != "kept":
        return {"documents": [document_row(document)]}
    page = document.page or page_of(document.text)[0]
    lines = page.lines
    file, document = document, document._replace(text=page.folded.text)
    sentences = find_all_sentences(document, lines, word_pass(lists))
    mentions = list(mention_rows(document, sentences, lists.names))
    readings = [
        read(sentence.words, lists.units) if sentence.read.may_hold(NUMBER) else _NO_FIGURE
        for sentence in sentences
    ]
    tables = {
        "documents": [document_row(file, lines, sentences)],
        "passages": [line._asdict() for line in lines],
        "sentences": [sentence_row(sentence) for sentence in sentences],
        "numbers": list(number_rows(sentences, readings)),
        "not_amounts": [
            row
            for sentence, reading in zip(sentences, readings, strict=True)
            for row in rows_of(sentence, reading.not_amounts)
        ],
        "dates": list(date_rows(document, sentences, readings)),
        "quotations": list(quotation_rows(document, sentences, mentions, lists)),
        "mentions": mentions,
        "terms": term_rows(sentences),
        "cues": list(cue_rows(sentences)),
        "concordance": list(window_rows(document, sentences, lists.nouns)),
    }
    return {
        name: with_ids(document.source_id, name, in_file(rows, page.folded)) for name, rows in tables.items()
    }


def in_file(rows: list[Row], folded: Folded) -> list[Row]:
    """Return rows whose places are those in the text of the file, not in the text as it is read."""
    if not folded.begins or not rows or "start" not in rows[0]:
        return rows
    for row in rows:
        for start, end in (("start", "end"), ("speaker_start", "speaker_end")):
            if row.get(start) is not None:
                row[start], row[end] = folded.place(Place(row[start], row[end]))
    return rows


def set_aside(documents: pd.DataFrame) -> Iterator[str]:
    """Yield a line of words for each row of `documents` that is not kept, or is and has something wrong.

    It has the path, the status, and the reason or what is wrong, with what to do.
    """
    for row in documents.astype(object).where(documents.notna(), None).to_dict("records"):
        yield from remarks({str(column): cell for column, cell in row.items()})


def remarks(row: Row) -> Iterator[str]:
    """Yield the lines of `set_aside` for one row of `documents`."""
    if row["status"] != "kept":
        yield f"{row['file']}: {row['status']}, {row['reason']}"
        return
    for mark in row["marks"].split(";") if row.get("marks") else ():
        yield f"{row['file']}: kept, marked {mark}; {REMEDIES[mark]}"
    if row.get("copy_of"):
        shared = f"{row['similarity']:.2f} of their runs of words are the same"
        yield f"{row['file']}: kept, near copy of {row['copy_of']}: {shared}; --copies-once leaves it out"


def ambiguous(numbers: pd.DataFrame) -> Iterator[str]:
    """Yield a line of words for each row of `numbers` that can be read in two ways: its id, its reading."""
    for row in numbers.astype(object).where(numbers.notna(), None).to_dict("records"):
        yield from two_readings({str(column): cell for column, cell in row.items()})


def two_readings(row: Row) -> Iterator[str]:
    """Yield the line of `ambiguous` for one row of `numbers`, if it has one."""
    if row["reading"] == "ambiguous":
        figures = [row[column] for column in ("value", "low", "high") if row[column] is not None]
        taken = " to ".join(f"{figure:,g}" for figure in dict.fromkeys(figures))
        of = [str(row[column]) for column in ("unit", "item") if row[column] is not None]
        per = [f"per {row['per']}"] if row["per"] is not None else []
        yield f"{row['number_id']}: two readings, taken as {' '.join([taken, *of, *per])}"


_passes: list[tuple[Lists, WordPass]] = []


def word_pass(lists: Lists) -> WordPass:
    """Return the pass over words that looks for ``lists``: one for all documents of a run."""
    if not _passes or _passes[0][0] != lists:
        _passes[:] = [(lists, WordPass(lists.names, lists.terms, lists.nouns))]
    return _passes[0][1]


def find_all_sentences(document: Document, lines: Sequence[Passage], word_pass: WordPass) -> list[Sentence]:
    """Return the sentences of body and captions, in reading order."""
    places = [
        (place.shift(line.start), line)
        for line in lines
        if line.kind in CONTENT
        for place in find_sentences(document.text[line.start : line.end])
    ]
    ids = identifiers(document.source_id, "sentences", len(places))
    sentences = []
    for sentence_id, (place, line) in zip(ids, places, strict=True):
        printed = document.text[place.start : place.end]
        read = word_pass.read(printed)
        cues = tuple(
            find_cues(printed, cue_list) if read.may_hold(bit) else [] for cue_list, bit in CUES.items()
        )
        sentences.append(Sentence(sentence_id, place, line, printed, read, cues))
    return sentences


def document_row(
    document: Document, lines: Sequence[Passage] = (), sentences: Sequence[Sentence] | None = None
) -> Row:
    """Return a file as a row of `documents`; the counts are filled in for a kept one."""
    row = document._asdict()
    del row["text"]
    if sentences is not None:
        row["kept_characters"] = sum(line.end - line.start for line in lines if line.kind in CONTENT)
        row["sentences"] = len(sentences)
        row["tokens"] = sum(len(sentence.read.words) for sentence in sentences)
    return row


def sentence_row(sentence: Sentence) -> Row:
    """Return a sentence as a row of `sentences`: its place, its counts and its themes."""
    return {
        **sentence.place._asdict(),
        "kind": sentence.line.kind,
        "tokens": len(sentence.read.words),
        **{cue_list: len(cues) for cue_list, cues in zip(CUE_LISTS, sentence.cues, strict=True)},
        "themes": ";".join(sentence.read.themes) or None,
    }


def term_rows(sentences: Sequence[Sentence]) -> list[Row]:
    """Return the rows of `terms` of an article."""
    return cast("list[Row]", list(count_terms(sentence.read.words for sentence in sentences)))


def cue_rows(sentences: Sequence[Sentence]) -> Iterator[Row]:
    """Yield the rows of `cues` of an article: each cue of doubt or denial with its count."""
    for number, cue_list in enumerate(CUE_LISTS):
        counts = Counter(cue for sentence in sentences for cue in sentence.cues[number])
        yield from ({"cue_list": cue_list, "cue": cue, "count": counts[cue]} for cue in sorted(counts))


def window_rows(document: Document, sentences: Sequence[Sentence], nouns: Mapping[str, str]) -> Iterator[Row]:
    """Yield the rows of `concordance` of an article: each listed noun with the few words beside it."""
    if not any(sentence.read.may_hold(NOUN) for sentence in sentences):
        return
    for window in find_windows(document.text, [sentence.place for sentence in sentences], nouns):
        beside = {"before": window.before or None, "after": window.after or None}
        yield {**window._asdict(), **beside, "sentence_id": sentence_at(window.start, sentences).sentence_id}


def rows_in(
    sentences: Sequence[Sentence], find: Callable[[str], Iterator[Any]], needs: int = 0
) -> Iterator[Row]:
    """Yield a row for each finding of ``find`` in a sentence, its place counted in the article.

    Sentences that have not what the findings of ``find`` need are passed over.
    """
    for sentence in sentences:
        if sentence.read.may_hold(needs):
            yield from rows_of(sentence, find(sentence.words))


def rows_of(sentence: Sentence, findings: Iterable[Any]) -> Iterator[Row]:
    """Yield a row for each of the ``findings`` in a sentence, its place counted in the article."""
    begin = sentence.place.start
    for finding in findings:
        row = dict(zip(finding._fields, finding, strict=True))
        row["start"] += begin
        row["end"] += begin
        row["sentence_id"] = sentence.sentence_id
        yield row


def number_rows(sentences: Sequence[Sentence], readings: Sequence[Reading]) -> Iterator[Row]:
    """Yield the rows of `numbers` of an article; both ends of a change have its id."""
    for sentence, reading in zip(sentences, readings, strict=True):
        for row in rows_of(sentence, reading.numbers):
            change = row.pop("change")
            change_id = f"{sentence.sentence_id}-{_LETTER_OF_A_CHANGE}{change}" if change else None
            row["change_id"] = change_id
            yield row


def date_rows(
    document: Document, sentences: Sequence[Sentence], readings: Sequence[Reading]
) -> Iterator[Row]:
    """Yield the rows of `dates` of an article; each date may have its year from one that was told before."""
    told = Chronology(document.published, years_named(document.text))
    for sentence, reading in zip(sentences, readings, strict=True):
        amounts = time_amounts(reading)
        yield from rows_of(sentence, find_dates(sentence.words, told=told, amounts=amounts))


def mention_rows(document: Document, sentences: Sequence[Sentence], names: Names) -> Iterator[Row]:
    """Yield the rows of `mentions` of an article, each with the tenth of the words where it begins."""
    tokens = {sentence.sentence_id: len(sentence.read.words) for sentence in sentences}
    before = dict(zip(tokens, accumulate(tokens.values(), initial=0), strict=False))
    begins = {sentence.sentence_id: sentence.place.start for sentence in sentences}
    for row in rows_in(sentences, lambda text: find_mentions(text, names), NAME):
        within = words(document.text[begins[row["sentence_id"]] : row["start"]])
        share = (before[row["sentence_id"]] + len(within)) / sum(tokens.values())
        yield {**row, "tenth": min(int(10 * share) + 1, 10)}


def quotation_rows(
    document: Document, sentences: Sequence[Sentence], mentions: Sequence[Row], lists: Lists
) -> Iterator[Row]:
    """Yield the rows of `quotations` of an article; a quotation may span several sentences of its line."""
    places = [sentence.place for sentence in sentences]
    lines = list(dict.fromkeys(Place(sentence.line.start, sentence.line.end) for sentence in sentences))
    named = [Named(Place(row["start"], row["end"]), row["entity_id"]) for row in mentions]
    cast = Cast(document.text, places, named, lists.names.persons)
    for quotation in find_quotations(document.text, places, lines, lists.verbs):
        speaker, relay = quotation.speaker, quotation.relay
        voice = cast.who(speaker) if speaker else Voice(None, "low")
        passed_on = cast.who(relay).entity_id if relay else None
        if speaker and quotation.mode != "echo":
            cast.spoke(speaker, voice)
        yield {
            "start": quotation.start,
            "end": quotation.end,
            "sentence_id": sentence_at(quotation.start, sentences).sentence_id,
            "mode": quotation.mode,
            "speaker": voice.entity_id,
            "speaker_start": speaker and speaker.start,
            "speaker_end": speaker and speaker.end,
            "relay": passed_on if passed_on != voice.entity_id else None,
            "cue": quotation.cue,
            "stance": quotation.stance,
            "confidence": min(quotation.confidence, voice.confidence, key=SURE.index),
        }


def sentence_at(offset: int, sentences: Sequence[Sentence]) -> Sentence:
    """Return the last sentence that begins at ``offset`` or before."""
    return sentences[bisect_right(sentences, offset, key=lambda sentence: sentence.place.start) - 1]


_LETTER_OF_A_CHANGE = "c"
_IDENTIFIERS = {  # table: the column of its ids, their letter, and how many digits they have at least
    "passages": ("passage_id", "p", 3),
    "sentences": ("sentence_id", "s", 3),
    "numbers": ("number_id", "n", 2),
    "not_amounts": ("not_amount_id", "a", 2),
    "dates": ("date_id", "d", 2),
    "quotations": ("quotation_id", "q", 2),
    "mentions": ("mention_id", "m", 3),
    "concordance": ("window_id", "w", 2),
}


def with_ids(source_id: str, table: str, rows: list[Row]) -> list[Row]:
    """Return the rows of an article for ``table`` with its ``source_id``, and with the ids of that table."""
    for row in rows:
        row["source_id"] = source_id
    if table in _IDENTIFIERS:
        column = _IDENTIFIERS[table][0]
        for row_id, row in zip(identifiers(source_id, table, len(rows)), rows, strict=True):
            row[column] = row_id
    return rows


def identifiers(source_id: str, table: str, count: int) -> list[str]:
    """Return ``count`` ids, with as many digits as make the order of the alphabet that of reading.

    >>> identifiers("port-2024", "numbers", 2)
    ['port-2024-n01', 'port-2024-n02']
    """
    _, letter, least = _IDENTIFIERS[table]
    digits = max(least, len(str(count)))
    return [f"{source_id}-{letter}{number:0{digits}}" for number in range(1, count + 1)]
