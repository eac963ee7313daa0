"""`sources` becomes the lists of pages as HTML: an entry a source, grouped by publisher, each with its id.

An entry leads to the outside page, to its stored copy, and to its light page, which lists the rows that use
it. Without scripts a list is whole; ``sources.js`` adds the box that filters it.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from babel import Locale
from markupsafe import Markup

from dossier.data import Dataset
from dossier.evidence.articles import article_ids
from dossier.pages.cards import code_in_words
from dossier.pages.row_cards import RowCards, read_in_words
from dossier.pages.row_uses import SEARCHED
from dossier.pages.templates import fragment
from dossier.schema.words import counted
from dossier.show.date_words import date_in_words
from dossier.show.table import Link


class Entry(NamedTuple):
    """What the list says of one source; nothing is escaped yet."""

    source_id: str
    title: str
    title_language: str
    publisher: str
    address: str
    facts: tuple[str, ...]
    read: str
    """As what and on which day it was read; empty where nobody noted it."""
    archived: str
    used: str
    light_page: str
    mark: str
    note: str = ""

    @property
    def link(self) -> Markup | Link | str:
        """Return the title as a link to the outside page; the title alone where there is no address."""
        return Link(self.title, self.address) if self.address else self.title

    @property
    def copy(self) -> Link | None:
        """Return the link to the stored copy; nothing where none is known."""
        return Link("archived copy", self.archived) if self.archived else None


class Publisher(NamedTuple):
    """A publisher and the entries of its pages, the oldest first."""

    name: str
    entries: tuple[Entry, ...]


NAMELESS = "Publisher not found"


def articles(data: Dataset, cards: RowCards) -> list[Entry]:
    """Turn `sources` and `documents` into an entry for each article, in the order of the book."""
    return [_article(cards, source_id) for source_id in article_ids(data)]


def outside(data: Dataset, cards: RowCards, language: str = "", *, others: bool = False) -> list[Entry]:
    """Turn `sources` into an entry for each outside page, sorted by publisher and day.

    Where a ``language`` is named, only pages in it are listed, or only the ``others``.
    """
    pages = data.sources[~data.sources["source_id"].isin(data.documents["source_id"])]
    if language:
        pages = pages[pages["language"].eq(language) != others]
    entries = [(cards.records[row].get("date", ""), _page(cards, row, others)) for row in pages["source_id"]]
    ordered = sorted(entries, key=lambda dated: (_place(dated[1].publisher), dated[0], dated[1].source_id))
    return [entry for _, entry in ordered]


def by_letter(entries: Iterable[Entry]) -> Iterator[tuple[str, list[Publisher]]]:
    """Yield the first letter of publishers and the publishers under it, from ``entries`` in their order.

    >>> [letter for letter, _ in by_letter([])]
    []
    """
    publishers = (
        Publisher(name, tuple(own)) for name, own in groupby(entries, lambda entry: entry.publisher)
    )
    for letter, own in groupby(publishers, lambda publisher: _letter(publisher.name)):
        yield letter, list(own)


def outside_list(entries: list[Entry], caption: str = "") -> Markup:
    """Turn the entries of outside pages into HTML: letter, publisher, pages; all text is escaped."""
    return fragment(
        "source_list.html.jinja",
        caption=caption.format(count=counted(len(entries))) or f"The {len(entries)} outside pages",
        letters=[(letter, f"publishers-{_anchor(letter)}", own) for letter, own in by_letter(entries)],
        entries=len(entries),
        unnoted=sum(not entry.read for entry in entries),
    )


def article_list(entries: list[Entry], caption: str = "") -> Markup:
    """Turn the entries of articles into HTML; all text is escaped."""
    number = counted(len(entries))
    return fragment(
        "source_list.html.jinja",
        caption=caption.format(count=number) or f"The {number} articles, and where they came from",
        letters=[("", "", [Publisher(entry.publisher, (entry,)) for entry in entries])],
        entries=0,
        unnoted=0,
    )


def elsewhere_list(entries: list[Entry], page: str) -> Markup:
    """Turn the entries that another ``page`` lists into links to them, each with the id of its entry.

    So an id leads to its entry from either page.
    """
    return fragment("sources_elsewhere.html.jinja", entries=entries, page=page)


def _page(cards: RowCards, source_id: str, with_language: bool) -> Entry:
    """Return the entry of an outside page."""
    source = cards.records[source_id]
    address = str(source.get("url", ""))
    facts = (
        urlsplit(address).hostname or "",
        _day(source),
        language_in_words(source["language"]) if with_language else "",
        code_in_words(str(source["kind"])),
    )
    return _entry(cards, source_id, facts, title=str(source.get("title", address)))


def _article(cards: RowCards, source_id: str) -> Entry:
    """Return the entry of an article."""
    source = cards.records[source_id]
    language = language_in_words(source["language"])
    translated = source["translation"] != "none"
    facts = (
        _day(source),
        f"read in {language}, a {code_in_words(str(source['translation']))} translation" if translated
        else f"read in {language}",
        f"what it knows comes from: {code_in_words(str(source['origin_class']))}" if "origin_class" in source
        else "",
        f"interest: {code_in_words(str(source['interest']))}" if "interest" in source else "",
        "" if "url" in source else "address of the original not found",
    )  # fmt: skip
    entry = _entry(cards, source_id, facts, title=str(source.get("title", "No title in the file")))
    return entry._replace(
        note=str(source.get("note", "")), title_language=str(source["language"]) if "title" in source else ""
    )


def _entry(cards: RowCards, source_id: str, facts: Iterable[str], title: str) -> Entry:
    """Return an entry with what every source has."""
    source = cards.records[source_id]
    return Entry(
        source_id=source_id,
        title=title,
        title_language="",
        publisher=str(source.get("publisher", NAMELESS)),
        address=str(source.get("url", "")),
        facts=tuple(fact for fact in facts if fact),
        read=read_in_words(source) if "seen_as" in source else "",
        archived=str(source.get("archive_url", "")),
        used=_used(cards, source_id),
        light_page=cards.address(source_id),
        mark=cards.mark(source_id),
    )


def _used(cards: RowCards, source_id: str) -> str:
    """Return in words how many rows use a source; of one that no row uses, how many searches met it."""
    uses = [use for own in cards.uses.by_heading(source_id).values() for use in own]
    rows = {use.row_id for use in uses if use.row_id in cards}
    searches = {use.row_id for use in uses if use.heading == SEARCHED}
    used = f"used by {len(rows) or 'no'} {'row' if len(rows) < 2 else 'rows'}"
    if rows or not searches:
        return used
    return f"{used}, met by {len(searches)} {'search' if len(searches) == 1 else 'searches'}"


def _day(source: dict[str, Any]) -> str:
    return date_in_words(str(source["date"])) if "date" in source else "day not found"


def language_in_words(code: str) -> str:
    """Return the English name of a language; a code that nobody lists stays as it is.

    >>> language_in_words("de"), language_in_words("x-1")
    ('German', 'x-1')
    """
    return Locale("en").languages.get(code, code)


def _letter(publisher: str) -> str:
    """Return the letter under which a publisher is listed; digits have one place together."""
    first = next((sign for sign in publisher if sign.isalnum()), "").upper()
    return _DIGITS if first.isdigit() or not first else first


_DIGITS = "0–9"


def _place(publisher: str) -> tuple[bool, str, str]:
    """Return the place of a publisher in the list: digits, letters, last those without a name."""
    plain = "".join(sign for sign in publisher if sign.isalnum() or sign == " ").casefold()
    return publisher == NAMELESS, plain.strip(), publisher


def _anchor(letter: str) -> str:
    """Return a letter as a part of an id."""
    return "digits" if letter == _DIGITS else letter.lower()
