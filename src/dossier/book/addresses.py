"""Every address that an edition has published: its pages, and the rows on them that a link may lead to."""

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from dossier.book.finish import pages
from dossier.schema.files import rows_file, rows_of

LIST = Path("editions", "addresses.csv")
"""The list in the project: an address, and the edition that brought it. It only grows."""

_COLUMNS = ["address", "edition"]
_NAMED = re.compile(r'\sid="([^"]+)"')


def addresses(html: Path, ids: Collection[str]) -> list[str]:
    """Return each page of the built book in ``html``, and each of ``ids`` on it as ``page#id``, sorted."""
    found = set()
    for path in pages(html):
        page = path.relative_to(html).as_posix()
        named = set(_NAMED.findall(path.read_text(encoding="utf-8")))
        found |= {page, *(f"{page}#{each}" for each in named.intersection(ids))}
    return sorted(found)


def published(root: Path) -> dict[str, str]:
    """Return every published address of the project in ``root`` with the edition that brought it."""
    return {row["address"]: row["edition"] for row in rows_of(root / LIST, _COLUMNS)}


def lost(root: Path, html: Path) -> Iterator[str]:
    """Yield a complaint for each published address that the book in ``html`` no longer has."""
    known = published(root)
    ids = {address.partition("#")[2] for address in known}
    there = set(addresses(html, ids))
    for address, edition in known.items():
        if address not in there:
            yield f"{address} was published in edition {edition} and is gone; keep the page, keep the row"


def extended(known: Mapping[str, str], found: Collection[str], edition: str) -> bytes:
    """Return the list ``known`` with what ``edition`` adds, as a file; what is there stays as it is."""
    every = {**dict.fromkeys(found, edition), **known}
    return rows_file(_COLUMNS, sorted(every.items()))
