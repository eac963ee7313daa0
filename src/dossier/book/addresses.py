"""A built book → its addresses, and what of ``editions/addresses.csv`` it has lost.

An address is a page, or a page with the id of a row of the dataset: ``book/ledger.html#c-9017``. What an
edition has published must stay, because readers quote it.
"""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from dossier.book.finish import ids_of, pages
from dossier.schema.files import rows_file, rows_of

ADDRESSES_FILE = Path("editions", "addresses.csv")
"""Each published address with the edition that brought it. Rows are added, never removed."""

_COLUMNS = ["address", "edition"]


def addresses(html: Path, ids: Collection[str]) -> list[str]:
    """Return each page of the built book in ``html``, and each of ``ids`` on it as ``page#id``, sorted."""
    in_book = set()
    for path in pages(html):
        page = path.relative_to(html).as_posix()
        row_ids = ids_of(path.read_text(encoding="utf-8")).intersection(ids)
        in_book |= {page, *(f"{page}#{row_id}" for row_id in row_ids)}
    return sorted(in_book)


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
