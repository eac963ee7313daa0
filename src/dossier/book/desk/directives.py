"""The directives ``numbers-desk`` and ``compare-sources`` → the numbers desk and the comparison of sources.

Each number of the desk is a section, so that the contents of the page list it and its id is an address. The
script of the comparison is loaded by the one page that has it.
"""

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from dossier.book.markup import live
from dossier.book.rows.marks import Cards
from dossier.book.state import book_of
from dossier.pages.desk.compare import comparison
from dossier.pages.desk.numbers_desk import entries, overview
from dossier.pages.links import page_address, to_top

SCRIPT = "compare.js"
_WITH_SCRIPT = "compare_sources"


class NumbersDesk(SphinxDirective):
    """Print the numbers of `desk_numbers`, a section each, and the cards of the rows that they name."""

    def run(self) -> list[nodes.Node]:
        """Return the sections and the cards; a report without numbers has an empty desk."""
        book, up = book_of(self.env), to_top(self.env.docname)
        page = self.env.docname
        desk = entries(
            book.data,
            book.rows,
            book.project.declaration,
            up=up,
            title=next((title.astext() for title in self.state.document.findall(nodes.title)), ""),
            address=page_address(self.config.html_baseurl, page) or f"{page}.html",
        )
        sections: list[nodes.Node] = []
        for entry in desk:
            title = nodes.title(entry.name, entry.name)
            sections.append(nodes.section("", title, live(entry.html), ids=[entry.number_id]))
        row_ids = list(dict.fromkeys(row_id for entry in desk for row_id in entry.row_ids))
        cards = [Cards(rows=row_ids, groups=[], up=up)] if row_ids else []
        return [*([live(overview(desk))] if desk else []), *sections, *cards]


class CompareSources(SphinxDirective):
    """Print every figure of `estimates`, side by side with those that count the same."""

    def run(self) -> list[nodes.Node]:
        """Return the comparison as one node of HTML, and mark the page as one that needs the script."""
        book = book_of(self.env)
        self.env.metadata[self.env.docname][_WITH_SCRIPT] = "yes"
        return [live(comparison(book.data, book.rows, up=to_top(self.env.docname)))]


def add_script(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: object) -> None:
    """Let the page with the comparison load its script, where the book has the file."""
    folders = (Path(app.srcdir, folder) for folder in app.config.html_static_path)
    if _WITH_SCRIPT in app.env.metadata.get(page, {}) and any(
        (folder / SCRIPT).is_file() for folder in folders
    ):
        app.add_js_file(SCRIPT)  # it runs before the page is drawn, so that nothing moves


def add_to(app: Sphinx) -> None:
    """Add the two directives and the script to Sphinx."""
    app.add_directive("numbers-desk", NumbersDesk)
    app.add_directive("compare-sources", CompareSources)
    app.connect("html-page-context", add_script)
