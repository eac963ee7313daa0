"""The dataset becomes a `RowCard` of each row that has a page: what it says, in words, and what leads to it.

Cards in a chapter and light pages print the same card. The schema says for each table which columns make
the short mark of a row (`Mark`), which hold ids, and which have a list of words.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from functools import cached_property
from types import SimpleNamespace
from typing import Any, NamedTuple

import pandas as pd

from dossier.data import Dataset
from dossier.evidence.claims import support
from dossier.pages.cards import code_in_words, evidence, origins_in_words
from dossier.pages.row_uses import Use, Uses
from dossier.schema.files import split_ids
from dossier.schema.words import RECORD_CONFIDENCES
from dossier.show.amount import amount, figure
from dossier.show.date_words import date_in_words
from dossier.show.names import article_names, row_number, row_numbers


class Ref(NamedTuple):
    """A link to a row that has a page: its id, its short mark, and what follows the mark."""

    row_id: str
    text: str
    note: str = ""


class Outside(NamedTuple):
    """A link to an outside page: its source, title, address, how it was read, and its archived copy."""

    source_id: str
    text: str
    address: str
    note: str
    archived: str = ""


class Passage(NamedTuple):
    """The place of a claim in its article, which the private edition makes a link."""

    claim_id: str
    text: str


Item = str | Ref | Outside | Passage


class Term(NamedTuple):
    """A name and what stands beside it on a card, an item a line."""

    name: str
    items: tuple[Item, ...]


class RowCard(NamedTuple):
    """What a reader is told of one row, in words; nothing is escaped yet."""

    row_id: str
    table: str
    kind: str
    mark: str
    """How a sentence names the row: "Belcastre, 14 June 2024"."""
    says: str
    terms: tuple[Term, ...]


FOLDERS = {"sources": "sources", "entities": "entities"}
"""The folder with the light pages of a table, below the book; the rows of all other tables are in `ROWS`."""
ROWS = "rows"

NUMBERS = "numbers"

LIGHT = (ROWS, *FOLDERS.values(), NUMBERS)
"""The folders with light pages."""

_BESIDE_PRINTED = ("conversions", "sources", "entities")


def tables_with_pages(data: Dataset) -> tuple[str, ...]:
    """Return the names of the tables whose every row has a light page."""
    return (*data.schema.printed, *_BESIDE_PRINTED)


class RowCards:
    """The dataset becomes the card of each row that has a page, by its id."""

    def __init__(self, data: Dataset) -> None:
        self.data = data
        self._names = dict(data.schema.words.get("names", {}))
        self.articles = article_names(data)
        self.claimant_names = dict(zip(data.claimants["claimant_id"], data.claimants["name"], strict=True))
        self._claimants = {
            name: str(row["side"])
            for row in data.claimants.to_dict("records")
            for name in (row["name"], row["claimant_id"])
        }
        self.records: dict[str, dict[str, Any]] = {}
        self.table_of: dict[str, str] = {}
        for name in tables_with_pages(data):
            key = data.schema.tables[name].key()[0]
            for record in getattr(data, name).to_dict("records"):
                self.records[str(record[key])] = filled(record)
                self.table_of[str(record[key])] = name

    @cached_property
    def uses(self) -> Uses:
        """Which rows name which, for all rows."""
        return Uses(self.data)

    @cached_property
    def _evidence(self) -> dict[str, Any]:
        return evidence(self.data)

    def __contains__(self, row_id: object) -> bool:
        return row_id in self.table_of

    def address(self, row_id: str, *, up: str = "../") -> str:
        """Return the address of the light page of a row; ``up`` is the path to the top of the book."""
        return f"{up}{FOLDERS.get(self.table_of[row_id], ROWS)}/{row_id}.html"

    def mark(self, row_id: str) -> str:
        """Return how a sentence names a row: who and when, else what it is and its number."""
        if row_id in self.articles:
            return self.articles[row_id]
        record, mark = self.records[row_id], self._mark_of(row_id)
        who = self._who(record, mark.who)
        if not who:
            return f"{mark.kind} {row_number(row_id)}"
        if who in self.articles:
            return self.articles[who]
        when = next((str(record[column]) for column in mark.day if column in record), "")
        part = [f"{column} {record[column]}" for column in mark.part if _is_number(record.get(column))]
        return ", ".join([who, *part, *([date_in_words(when)] if when else [])])

    def name(self, row_id: str) -> str:
        """Return how a list names a row: a claim by its number, because many have one mark; others by it."""
        if row_id not in self:
            return row_id
        return row_numbers("claim", [row_id]) if self.table_of[row_id] == "claims" else self.mark(row_id)

    def card(self, row_id: str) -> RowCard:
        """Return the card of a row."""
        table = self.table_of[row_id]
        terms = self._terms_of_claim(row_id) if row_id in self._evidence else self._terms(row_id)
        return RowCard(
            row_id=row_id,
            table=table,
            kind=self._mark_of(row_id).kind,
            mark=self.mark(row_id),
            says=self.says(row_id),
            terms=tuple(Term(name, tuple(items)) for name, items in (*terms, *self._used(row_id))),
        )

    def says(self, row_id: str) -> str:
        """Return a row in a sentence; a row that has none, in its figure."""
        record, mark = self.records[row_id], self._mark_of(row_id)
        sentence = next((str(record[column]) for column in mark.says if column in record), "")
        return sentence or ": ".join(filter(None, (thing_of(record), value_of(record)))) or self.mark(row_id)

    def ref(self, row_id: str, note: str | None = None) -> Item:
        """Return the link to a row, with what it says behind its mark; without a page, the id alone."""
        if row_id not in self.table_of:
            return row_id
        return Ref(row_id, self.mark(row_id), self.says(row_id) if note is None else note)

    def _mark_of(self, row_id: str) -> Any:
        return self.data.schema.tables[self.table_of[row_id]].mark()

    def _who(self, record: Mapping[str, Any], columns: Iterable[str]) -> str:
        """Return who says or does what a row has, as short as a sentence needs it.

        Of several names the first stands for all; a name that the report calls otherwise has that name.
        """
        for column in columns:
            if column not in record:
                continue
            name = str(record[column])
            if column in _AS_THEY_ARE:
                return name
            known = self._claimants.get(name) or self._names.get(name)
            if known:
                return known
            if column == "side":
                continue  # a side that the report does not name says less than the speaker
            parts = [self._names.get(part, part) for part in split_ids(name)]
            if len(parts) <= _MOST_NAMES:
                return " and ".join(part.partition(" (")[0] for part in parts)
        return ""

    def _terms(self, row_id: str) -> Iterator[tuple[str, list[Item]]]:
        """Yield what the columns of a row say, the most asked for first."""
        name, record = self.table_of[row_id], self.records[row_id]
        table = self.data.schema.tables[name]
        links, lists = table.links(), [*table.lists(), *table.evidence_columns()]
        shown = {table.key()[0], *_UNSHOWN, *table.mark().says[:1], *_PAGES}
        shown |= {"confidence"} if name in (*self.data.schema.graded, "conversions") else set()
        if value := value_of(record):
            shown |= {*_IN_VALUE, *_THINGS}
            if any(column in record for column in table.mark().says):
                yield "Value", [value]  # else it is what the row says
        for column in sorted(record, key=_rank):
            if column in shown:
                continue
            cell = record[column]
            if column in lists:
                items: list[Item] = [self.ref(part) for part in split_ids(cell)]
            elif column in links:
                items = [self.claimant_names.get(str(cell)) or self.ref(str(cell))]
            elif column in _ROW_FIRST:
                items = [self._row_first(part, _ROW_FIRST[column]) for part in split_ids(cell)]
            else:
                items = [self.in_words(table, column, cell)]
            label = _LABELS_OF_TABLE.get((name, column)) or _LABELS.get(column)
            yield label or code_in_words(column).capitalize(), items
        if name == "sources":
            yield from self._of_source(record)
        elif pages := [self._page(str(record[column])) for column in _PAGES if column in record]:
            yield "Pages" if len(pages) > 1 else "Page", pages
        if "confidence" in record and record["confidence"] in RECORD_CONFIDENCES:
            [grade] = support(pd.Series([record["confidence"]]))
            yield "How well reported", [grade]
        if "origins" in record:
            yield "Origins", [_origins(record)]

    def _terms_of_claim(self, claim_id: str) -> Iterator[tuple[str, list[Item]]]:
        """Yield what the card of a live claim says beside its statement."""
        claim, record = self._evidence[claim_id], self.records[claim_id]
        article = self.records[claim.article]
        yield "Said by", [claim.said_by]
        yield "Article", [self._page(claim.article) if "url" in article else self.ref(claim.article)]
        yield "Firmness", [claim.hedge]
        yield "Behind it", [claim.counted]
        yield (
            "Against the record",
            [self.ref(row, f"({relation}) {reason}") for relation, row, reason in claim.compared]
            or ["silent: no row of the record speaks of it"],
        )
        yield (
            "Translation",
            [self.ref(flag, f"({severity})") for flag, severity in claim.flags]
            or ["no defect on its passage"],
        )
        yield "Does not show", [claim.limits]
        same = [other for other in self.uses.of_fact(record["fact_id"]) if other != claim_id]
        if same:
            yield "Same fact", [self.ref(other) for other in same]
        yield "Place", [Passage(claim_id, claim.place)]

    def _used(self, row_id: str) -> Iterator[tuple[str, list[Item]]]:
        """Yield the rows that name a row, by what they name it for."""
        for heading, uses in self.uses.by_heading(row_id, self.table_of[row_id] == "claims").items():
            known = [use for use in uses if use.address or use.row_id in self.table_of]
            if known:
                yield heading, [self._use(use) for use in known]

    def _use(self, use: Use) -> Item:
        if use.address:
            return Outside("", use.text, use.address, use.note)
        return self.ref(use.row_id, use.note or None)

    def _page(self, source_id: str) -> Item:
        """Return the link to an outside page with how it was read; of a private file, to its light page."""
        source = self.records[source_id]
        if "url" not in source:
            return self.ref(source_id)
        title = " ".join(filter(None, (source.get("publisher", ""), _dated(source))))
        read = read_in_words(source) if source.keys() & {"seen_as", "sha256"} else ""
        return Outside(
            source_id,
            str(source.get("title", source["url"])),
            str(source["url"]),
            "; ".join(filter(None, (title, read))),
            str(source.get("archive_url", "")),
        )

    def _of_source(self, record: Mapping[str, Any]) -> Iterator[tuple[str, list[Item]]]:
        """Yield the address of an outside page, and how it was read."""
        if "url" in record:
            address = str(record["url"])
            yield "Address", [Outside("", address, address, "", str(record.get("archive_url", "")))]
        yield "Read", [read_in_words(record)]

    def in_words(self, table: Any, column: str, cell: Any) -> str:
        """Return a cell in words: a date, a code, a number, or the text that it has."""
        if column in table.dates():
            return date_in_words(str(cell))
        words = table.vocabularies().get(column)
        if words and column in _MEANT:
            return f"{code_in_words(str(cell))}: {words[cell]}"
        if words or column in _CODED:
            return code_in_words(str(cell))
        if isinstance(cell, float):
            return figure(cell)
        if column == "note":
            return str(cell)
        parts = (self._names.get(part) or _spaced(part) for part in split_ids(cell))
        return "; ".join(parts) or str(cell)

    def _row_first(self, part: str, row_is_last: bool) -> Item:
        """Return the link to the row that a part of a cell names, with its other words: reason or change."""
        first, _, last = part.partition(":")
        row_id, words = (last, first) if row_is_last else (first, last)
        return self.ref(row_id.strip(), code_in_words(words.strip().removeprefix("!")))


def _is_number(cell: object) -> bool:
    """Return whether a cell numbers a part: 4, IV; not "preamble"."""
    return isinstance(cell, str) and (cell[:1].isdigit() or cell.isupper())


def _spaced(word: str) -> str:
    """Return a code in words; a text is no code."""
    return word if " " in word else code_in_words(word)


_ROW_FIRST = {"lowered_by": True, "would_change_it": False}
"""Columns with a row and words in a cell; whether the row comes last."""
_AS_THEY_ARE = ("name", "publisher", "source_id", "subject")
"""Columns whose names are no codes."""
_MOST_NAMES = 2  # more of them would be a list in the middle of a sentence
_PAGES = ("source_id", "second_source_id")
_UNSHOWN = {
    "digest", "start", "end", "chain", "origins", "fact_id", "url", "archive_url", "seen_on",
    "seen_as", "sha256", "reports", "retired", "change_note", "since", "claim_origins", "row_origins",
    "flags", "brier_low", "brier_high", "translation", "remark", "coder",
}  # fmt: skip
_IN_VALUE = {"low", "best", "high", "bound", "unit", "value"}
_THINGS = ("item", "metric", "from_item")
_MEANT = ("rung",)
_CODED = ("item", "topic", "from_item", "to_item", "metric", "subject")
_LABELS = {
    "claimant": "Who", "claimant_id": "Who", "speaker": "Who", "examiner": "Who", "actor": "Who",
    "stated_by": "Who", "recipient": "Whom", "side": "For whom", "statement_date": "Day", "date": "Day",
    "day": "Day", "period": "Window", "as_of": "Window", "evidence": "Rung", "rung": "Rung", "note": "Note",
    "claim_id": "Claim", "claims": "Rests on", "contrary": "Speaks against it", "seen": "Seen in",
    "confidence_reason": "Why so confident", "resolved_by": "Settled by", "outcome_id": "Matter",
    "p_low": "Probability from", "p_high": "Probability to", "lowered_by": "Lowered by",
}  # fmt: skip
_LABELS_OF_TABLE = {
    ("translation_flags", "evidence"): "How it was judged",
    ("translation_flags", "kind"): "What went wrong",
    ("clauses", "kind"): "Whether it is there",
    ("judgements", "low"): "From",
    ("judgements", "high"): "To",
}
_ORDER = (
    "claimant", "claimant_id", "speaker", "examiner", "actor", "recipient", "stated_by", "publisher", "side",
    "item", "what", "thing", "object", "statement_date", "date", "day", "period", "as_of", "place",
    "evidence", "rung",
)  # fmt: skip


def _rank(column: str) -> tuple[int, int]:
    """Return where a column stands on a card: those of `_ORDER` first, the note last."""
    if column == "note":
        return 2, 0
    return (0, _ORDER.index(column)) if column in _ORDER else (1, 0)


def filled(record: Mapping[Hashable, Any]) -> dict[str, Any]:
    """Return the cells of a row that are filled."""
    return {str(column): cell for column, cell in record.items() if not _is_missing(cell)}


def _is_missing(cell: Any) -> bool:
    return cell is None or bool(pd.isna(cell)) or cell == ""


def thing_of(record: Mapping[str, Any]) -> str:
    """Return what the figure of a row counts or measures, in words."""
    name = next((str(record[column]) for column in _THINGS if column in record), "")
    return code_in_words(name)


def value_of(record: Mapping[str, Any]) -> str:
    """Return the figure of a row in words, with its bound; nothing for a row without one.

    >>> value_of({"bound": "at_least", "low": 1e6, "best": 1e6}), value_of({"value": -3.5, "unit": "percent"})
    ('at least 1 million', '-3.5 percent')
    """
    unit = record.get("unit")
    if "bound" in record:
        ends = {name: record.get(name) for name in ("low", "best", "high")}
        return amount(SimpleNamespace(bound=record["bound"], **ends), unit)
    if "value" in record:
        return " ".join(filter(None, (figure(record["value"]), unit)))
    return ""


def _origins(record: Mapping[str, Any]) -> str:
    """Return how many origins stand behind a row, and through whom the page has it."""
    number = int(record["origins"])
    if "reports" in record:
        return origins_in_words(number, int(record["reports"]))
    chain = " ← ".join(split_ids(record.get("chain")))
    counted = f"{number} {'origin' if number == 1 else 'origins'}"
    return f"{counted}; chain: {chain}" if chain else counted


def _dated(source: Mapping[str, Any]) -> str:
    return f"({date_in_words(str(source['date']))})" if "date" in source else ""


def read_in_words(source: Mapping[str, Any]) -> str:
    """Return how and when a page was read.

    >>> read_in_words({"seen_as": "excerpt", "seen_on": "2026-11-30"})
    'read as an excerpt on 30 November 2026'
    >>> read_in_words({"seen_as": "page"}), read_in_words({})
    ('read as a page', 'how it was read is not noted')
    """
    if "seen_as" not in source:
        return "read as an article of this book" if "sha256" in source else "how it was read is not noted"
    form, day = code_in_words(str(source["seen_as"])), str(source.get("seen_on", ""))
    return f"read as {'an' if form[0] in 'aeiou' else 'a'} {form}" + (day and f" on {date_in_words(day)}")
