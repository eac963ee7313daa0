"""A built book → its addresses, and what of ``editions/addresses.csv`` it has lost.

An address is a page, or a page with the id of a row of the dataset: ``book/ledger.html#c-9017``. What an
edition has published must stay, because readers quote it.

A chapter does not know which page prints a row of the record: its links lead to ``record.html``. Once all
pages are built, `lead_to_rows` gives each link the page that has the row.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from dossier.book.finish import ids_of, light_pages, pages
from dossier.schema.files import rows_file, rows_of
from dossier.show.table import row_link

ADDRESSES_FILE = Path("editions", "addresses.csv")
"""Each published address with the edition that brought it. Rows are added, never removed."""

_COLUMNS = ["address", "edition"]


def addresses(html: Path, ids: Collection[str]) -> list[str]:
    """Return each page of the built book in ``html``, and each of ``ids`` on one of Sphinx as ``page#id``."""
    in_book = set()
    for path in pages(html):
        page = path.relative_to(html).as_posix()
        row_ids = ids_of(path.read_text(encoding="utf-8")).intersection(ids)
        in_book |= {page, *(f"{page}#{row_id}" for row_id in row_ids)}
    return sorted((*in_book, *(path.relative_to(html).as_posix() for path in light_pages(html))))


def published(root: Path) -> dict[str, str]:
    """Return the list of addresses of the project in ``root``: address → the edition that brought it."""
    return {row["address"]: row["edition"] for row in rows_of(root / ADDRESSES_FILE, _COLUMNS)}


def lost(root: Path, html: Path) -> Iterator[str]:
    """Yield a complaint for each published address that the book in ``html`` no longer has."""
    known = published(root)
    ids = {address.partition("#")[2] for address in known}
    present = set(addresses(html, ids))
    for address, edition in known.items():
        if address not in present:
            yield f"{address} was published in edition {edition} and is gone; keep the page, keep the row"


def extended(known: Mapping[str, str], present: Collection[str], edition: str) -> bytes:
    """Return ``editions/addresses.csv`` with the addresses that are ``present`` and not yet ``known``."""
    all_addresses = {**dict.fromkeys(present, edition), **known}  # a known address keeps its edition
    return rows_file(_COLUMNS, sorted(all_addresses.items()))


ROWS_PAGE = "record"
"""The page to which a link to a row of the record leads as long as no page is built."""

_ROW = re.compile(r'<(?:tr|dd) id="([^"]+)"')
_ROW_LINK = re.compile(rf'(href="(?:[^":#?]*/)?){ROWS_PAGE}(\.html#([^"]+)")')


def pages_of_rows(html: Path) -> dict[str, str]:
    """Return the rows that ``book/`` prints elsewhere than on the record's page: id → name of the page."""
    rows: dict[str, str] = {}
    for path in sorted((html / "book").glob("*.html")):
        if path.stem != ROWS_PAGE:
            rows |= dict.fromkeys(_ROW.findall(path.read_text(encoding="utf-8")), path.stem)
    return rows


def led_to_rows(page: str, rows: Mapping[str, str]) -> str:
    """Return the HTML of a page in which each link to one of ``rows`` leads to the page that prints it.

    >>> led_to_rows('<a href="../book/record.html#a"><a href="record.html#b">', {"a": "finds"})
    '<a href="../book/finds.html#a"><a href="record.html#b">'
    """
    return _ROW_LINK.sub(lambda link: f"{link[1]}{rows.get(link[3], ROWS_PAGE)}{link[2]}", page)


def lead_to_rows(html: Path) -> None:
    """Let the links to rows in the built book ``html`` lead to the page that prints them, in place."""
    rows = pages_of_rows(html)
    for path in pages(html):
        page = path.read_text(encoding="utf-8")
        if (led := led_to_rows(page, rows)) != page:
            path.write_text(led, encoding="utf-8")


class RowAddresses:
    """A built book: the id of a row → where a page of it prints the row."""

    def __init__(self, html: Path) -> None:
        self._html, self._pages = html, pages_of_rows(html)
        self._ids: dict[str, set[str]] = {}

    def has(self, page: str, anchor: str) -> bool:
        """Return whether a page has an id."""
        if page not in self._ids:
            file = self._html / page
            self._ids[page] = ids_of(file.read_text(encoding="utf-8")) if file.is_file() else set()
        return anchor in self._ids[page]

    def address(self, row_id: str) -> str:
        """Return the address of a row in the book, from a light page; empty where no page has the row."""
        address = row_link(row_id, up="../book/").address
        led = led_to_rows(f'href="{address}"', self._pages).removeprefix('href="').removesuffix('"')
        page, _, anchor = led.removeprefix("../").partition("#")
        return led if self.has(page, anchor) else ""
