"""A built book and the dataset → the light pages of all rows in the folder of the book, each with its twin.

They are made outside Sphinx, in seconds. Chapters lead to them, so they are there before links are checked.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from dossier.book.addresses import led_to_rows, pages_of_rows
from dossier.book.finish import ids_of
from dossier.book.rows.uses import USES, read_uses
from dossier.pages.light_pages import HEAVIEST, LightPages
from dossier.project import Project
from dossier.show.table import row_link


def write_light_pages(project: Project, html: Path) -> list[str]:
    """Write the light pages into the book in ``html``, and return what is wrong with them."""
    light = LightPages(project.load(), project.declaration)
    uses, in_book = read_uses(html.parent / USES), _Book(html)
    complaints = list(_alike(light.address(row_id) for row_id in light.cards.table_of))
    for row_id in light.cards.table_of:
        address = light.address(row_id)
        file = html / address
        file.parent.mkdir(exist_ok=True)
        named = uses.get(row_id, [])
        page = light.html(row_id, named, in_book.address(row_id)).encode()
        file.write_bytes(page)
        file.with_suffix(".json").write_bytes(light.twin(row_id, named, in_book.address(row_id)))
        if len(page) > HEAVIEST:
            complaints.append(f"{address} has {len(page)} bytes, more than {HEAVIEST}")
        complaints += [
            f"{address} leads to {use.page}.html#{use.anchor}, which is not there"
            for use in named
            if not in_book.has(f"{use.page}.html", use.anchor)
        ]
    return complaints


def _alike(addresses: Iterator[str]) -> Iterator[str]:
    """Yield a complaint for each address that differs from another in small and capital letters alone.

    >>> list(_alike(iter(["rows/a.html", "rows/A.html"])))
    ['rows/a.html is the address of two light pages where small and capital letters are one']
    """
    for address, times in Counter(address.lower() for address in addresses).items():
        if times > 1:
            yield f"{address} is the address of two light pages where small and capital letters are one"


class _Book:
    """The ids of the pages of a built book."""

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
