"""The editions of a site, each with the figures that moved in it → ``feed.xml``, an Atom feed.

An edition keeps its id wherever the site stands, because the id is made of the names of report and edition.
Links are relative, and a site with a public address has that address as the base of its feed.
"""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import NAMESPACE_URL, UUID, uuid5

from dossier.editions.changes import Figure
from dossier.editions.record import Edition
from dossier.pages.templates import render
from dossier.report import Declaration

FEED = "feed.xml"
_MOST = 40
"""So many figures an entry lists: those that were there before and moved, then new ones."""


class Entry(NamedTuple):
    """An edition in the feed, the addresses of its book and of its changes, and the figures that moved."""

    edition: Edition
    book: str
    changes: str
    moved: Sequence[Figure] = ()


def feed(declaration: Declaration, entries: Sequence[Entry], base: str = "") -> str:
    """Return the Atom feed of ``entries``, the newest first; ``base`` is the public address of the site.

    The time of an entry is the beginning of the edition's day, so that the same editions give the same bytes.
    """
    own = uuid5(NAMESPACE_URL, f"urn:dossier:{declaration.name}")
    return render(
        "feed.xml.jinja",
        id=own.urn,
        title=declaration.title,
        authors=declaration.authors,
        address=FEED,
        base=f"{base.rstrip('/')}/" if base else "",
        entries=[_values(own, entry) for entry in entries],
    )


def _values(feed_id: UUID, entry: Entry) -> dict[str, object]:
    """Return what the template needs of an entry."""
    told = sorted(entry.moved, key=lambda figure: not figure.before)
    return {
        "id": uuid5(feed_id, entry.edition.version).urn,
        "version": entry.edition.version,
        "updated": f"{entry.edition.date}T00:00:00Z",
        "brought": entry.edition.changed,
        "book": entry.book,
        "changes": entry.changes,
        "moved": told[:_MOST],
        "more": max(len(told) - _MOST, 0),
    }


def site_address(book: str, folders: Sequence[str]) -> str:
    """Return the address of a site from that of a ``book`` in one of its ``folders``.

    >>> site_address("https://unity.example/latest/", ["latest", "v1.0"])
    'https://unity.example'
    >>> site_address("https://unity.example", ["latest"]), site_address("", ["latest"])
    ('https://unity.example', '')
    """
    address = book.rstrip("/")
    above, _, last = address.rpartition("/")
    return above if last in folders else address
