"""A built book and the dataset → ``search-rows.js`` and ``search-pages.js``: what can be found.

The texts stand there as the pages print them. The page of the search folds them and the query with one
function, that of ``fold.js``, which the ledger and every box that filters use too. Sphinx would make an index
of stems, in which no number, no id and no phrase is left; its search is put aside.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from dossier.book.addresses import RowAddresses
from dossier.book.find.searched_text import PageText, read_page
from dossier.book.finish import pages
from dossier.data import Dataset
from dossier.pages.policy import SCRIPTS
from dossier.pages.row_cards import FOLDERS, ROWS, RowCards
from dossier.project import Project
from dossier.schema.files import split_ids

_ALSO = (
    "claimant", "claimant_id", "speaker", "examiner", "actor", "stated_by", "recipient", "publisher",
    "side", "place", "article", "original_title",
)  # fmt: skip
"""Columns whose words lead to a row beside its mark and what it says."""

_LONGEST = 1200


def write_search(project: Project, html: Path) -> None:
    """Write the index of the search into the book in ``html``: its rows, then its pages."""
    data = project.load()
    cards = RowCards(data)
    for name, content in (
        ("rows", rows_index(data, cards, RowAddresses(html))),
        ("pages", pages_index(html, frozenset(cards.table_of))),
    ):
        packed = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        script = f'searchIndex("{name}",{packed});\n'
        (html / SCRIPTS / f"search-{name}.js").write_text(script, encoding="utf-8")


def rows_index(data: Dataset, cards: RowCards, in_book: RowAddresses) -> dict[str, Any]:
    """Turn every row that has a page into id, kind, mark, what it says, other words, and its two places.

    ``kinds`` and ``places`` are lists, and a row has the numbers of its kind, of the page of the book that
    prints it (-1: none), and of the folder of its light page.
    """
    kinds: dict[str, int] = {"claim": 0}
    places: dict[str, int] = {}
    names = dict(zip(data.claimants["claimant_id"], data.claimants["name"], strict=True))
    entries = []
    for row_id, table in cards.table_of.items():
        kind = "claim" if table == "claims" else data.schema.tables[table].mark().kind
        page, _, anchor = in_book.address(row_id).removeprefix("../").partition("#")
        folder = FOLDERS.get(table, ROWS)
        mark, says = cards.mark(row_id), cards.says(row_id)
        entries.append(
            (
                row_id,
                kinds.setdefault(kind, len(kinds)),
                mark,
                "" if says == mark else says[:_LONGEST],
                "; ".join(_also(cards.records[row_id], names)),
                places.setdefault(page, len(places)) if anchor == row_id else -1,
                places.setdefault(folder, len(places)),
            )
        )
    return {"places": list(places), "kinds": list(kinds), "rows": entries}


def _also(record: dict[str, Any], names: dict[Any, Any]) -> Iterator[str]:
    """Yield the other words that lead to a row: who, whom, where."""
    for column in _ALSO:
        if column in record:
            yield from (str(names.get(part, part)) for part in split_ids(str(record[column])))


def pages_index(html: Path, row_ids: frozenset[str]) -> list[tuple[Any, ...]]:
    """Turn the pages of the book in ``html`` into address, title, language, parts and figures of each.

    A part has its anchor, its heading and its text; a figure its anchor, number, sentence and text. The
    text of a row that a page prints is left out, because the row is found by itself.
    """
    chapters_first = sorted(pages(html), key=lambda path: path.parent.name != "notebooks")
    read = ((path.relative_to(html).as_posix(), path.read_text(encoding="utf-8")) for path in chapters_first)
    return [
        _page(address, read_page(page, row_ids)) for address, page in read if 'class="bd-article"' in page
    ]


def _page(address: str, page: PageText) -> tuple[Any, ...]:
    """Return a page as its entry of the index: the first part is the page itself, and has no anchor."""
    parts = [(part.anchor if at else "", part.heading, part.text) for at, part in enumerate(page.parts)]
    return address, page.parts[0].heading, page.language, parts, page.figures


def use_own_search(app: Sphinx) -> None:
    """Let Sphinx make no index of its own; its page of the search stays, and `add_script` gives it ours."""
    app.builder.search = False  # type: ignore[attr-defined]


def search_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the page of the search, which Sphinx writes only beside an index of its own."""
    if app.builder.format == "html":
        yield "search", {}, "search.html"


def add_script(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Give the page of the search its script."""
    if page == "search":
        app.add_js_file("search.js", loading_method="defer", priority=900)


def add_to(app: Sphinx) -> None:
    """Add the page of the search, and the fold that all boxes share, to Sphinx."""
    app.add_js_file("fold.js", loading_method="defer", priority=300)
    app.connect("builder-inited", use_own_search)
    app.connect("html-collect-pages", search_page)
    app.connect("html-page-context", add_script)
