"""Directives in a page → HTML from the dataset: a table, the ledger, cards, a figure, the downloads.

`add_to` lists the directives. A name that the dataset lacks is a warning, and a warning stops the build.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.docutils import SphinxDirective

from dossier.book.bound import Holds
from dossier.book.downloads import contents
from dossier.book.json_ld import json_ld
from dossier.book.markup import live
from dossier.book.roles import (
    NUMBERS,
    Absent,
    ArticleName,
    Num,
    RowLink,
    log,
    write,
)
from dossier.book.state import book_of
from dossier.pages import front_page, source_list
from dossier.pages.citation import licences, named_edition
from dossier.pages.ledger_page import ledger
from dossier.pages.links import to_top
from dossier.pages.templates import fragment, render


class DatasetTable(SphinxDirective):
    """Print a table of the report by its name: ``{dataset-table} sources``."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the table as HTML; for a name that is not known, warn and print nothing."""
        [name] = self.arguments
        tables = book_of(self.env).tables
        if name not in tables.makers:
            known = ", ".join(sorted(tables.makers))
            log.warning("dataset-table: no table %r; there are %s", name, known, location=self.get_location())
            return []
        for path in sorted(Path(self.env.srcdir, NUMBERS).parent.glob("*.csv")):
            self.env.note_dependency(str(path))
        return [live(tables.html(name))]


class SourceList(SphinxDirective):
    """List sources: ``{source-list} articles``, or outside pages, for which ``LISTS`` has the names.

    With the option ``page``, those that a page of that name lists are links to it.
    """

    required_arguments = 1
    option_spec: ClassVar[dict[str, Callable[[str], Any]] | None] = {"page": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """Return the list as HTML; for a name that is not known, warn and print nothing."""
        [name] = self.arguments
        if name not in self.LISTS:
            known = ", ".join(sorted(self.LISTS))
            log.warning("source-list: no list %r; there are %s", name, known, location=self.get_location())
            return []
        book = book_of(self.env)
        self.env.note_dependency(str(book.project.dataset / "sources.csv"))
        self.env.metadata[self.env.docname][_LISTED] = "yes"
        caption = book.project.declaration.captions.get(name, "")
        if name == "article-sources":
            return [live(source_list.article_list(source_list.articles(book.data, book.rows), caption))]
        language = book.project.declaration.languages.get("book", "")
        entries = source_list.outside(
            book.data, book.rows, language, others=name == "outside-sources-in-others"
        )
        if "page" in self.options:
            return [live(source_list.elsewhere_list(entries, self.options["page"]))]
        return [live(source_list.outside_list(entries, caption))]

    LISTS = ("article-sources", "outside-sources-of-the-language", "outside-sources-in-others")


_LISTED = "source-list"


def load_filter(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Let a page with a list of sources load the script that filters it; no other page needs it."""
    if _LISTED in app.env.metadata.get(page, {}):
        app.add_js_file("sources.js", loading_method="defer")


class Ledger(SphinxDirective):
    """Print all rows of ``claims``, each with its chain and its history."""

    def run(self) -> list[nodes.Node]:
        """Return the ledger as one node of HTML."""
        return [live(ledger(book_of(self.env).data))]


class KeyJudgements(SphinxDirective):
    """Print the rows of ``judgements`` as cards; with the option ``opened``, opened and with addresses."""

    option_spec: ClassVar[dict[str, Any]] = {"opened": directives.flag}

    def run(self) -> list[nodes.Node]:
        """Return the cards as one node of HTML."""
        cards = front_page.opened_judgements if "opened" in self.options else front_page.judgement_cards
        return [live(cards(book_of(self.env).data))]


class Headlines(SphinxDirective):
    """List the articles that the report reads."""

    def run(self) -> list[nodes.Node]:
        """Return the list as one node of HTML."""
        return [live(front_page.articles(book_of(self.env).data, up=to_top(self.env.docname)))]


class KeyFigure(SphinxDirective):
    """Draw the front page's figure; the content of the directive is its caption."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the figure with its caption, numbered like the figures of notebooks."""
        book = book_of(self.env)
        if book.project.report.key_figure is None:
            log.warning("key-figure: the report declares none", location=self.get_location())
            return []
        key_figure = book.project.report.key_figure()
        figure = nodes.figure("", live(key_figure.draw(book.data).svg))
        figure["notebook"] = key_figure.notebook
        words, messages = self.state.inline_text(" ".join(self.content), self.lineno)
        figure += nodes.caption("", "", *words)
        self.set_source_info(figure)
        self.state.document.note_implicit_target(figure)
        return [figure, *messages]


class Downloads(SphinxDirective):
    """List the files to download, and describe them to search engines."""

    def run(self) -> list[nodes.Node]:
        """Return the links, and the description as JSON-LD, which browsers do not show."""
        book = book_of(self.env)
        up = to_top(self.env.docname) + "downloads/"
        files = {up + name: what for name, what in contents(book.project).items()}
        links = fragment("downloads.html.jinja", files=files, described=json_ld(files, book.project))
        return [live(links)]


def name_edition(app: Sphinx, config: Config) -> None:
    """Set the footer of every page: its edition, and the licences of data and code."""
    declaration = book_of(app).project.declaration
    footer = render("edition.html.jinja", edition=named_edition(declaration), licences=licences(declaration))
    config.html_theme_options["extra_footer"] = footer


def share_work(app: Sphinx) -> None:
    """Let Sphinx read and write pages in one process per processor, after the dataset is read once.

    Without a built dataset, and where a draft builds only a few pages again, nothing is read ahead.
    """
    app.parallel = os.cpu_count() or 1
    # The extension numbers sections after all pages are read, in the first process, so parallel reading is
    # safe; but it does not declare so, and Sphinx would read in one process.
    if numbering := app.extensions.get("sphinx_multitoc_numbering"):
        numbering.parallel_read_safe = True
        if book_of(app).project.numbers.exists() and not app.env.all_docs:
            _ = book_of(app).tables.printed_rows  # read before Sphinx forks, so that each process has it


def add_to(app: Sphinx) -> None:
    """Add the roles, the directives and the footer to Sphinx."""
    app.connect("builder-inited", share_work)
    app.connect("config-inited", name_edition)
    app.connect("html-page-context", load_filter)
    app.add_role("num", Num(write))
    app.add_role("absent", Absent())
    app.add_role("holds", Holds())
    app.add_role("claim", RowLink())
    app.add_role("row", RowLink())
    app.add_role("article", ArticleName())
    app.add_directive("dataset-table", DatasetTable)
    app.add_directive("source-list", SourceList)
    app.add_directive("dataset-downloads", Downloads)
    app.add_directive("claims-ledger", Ledger)
    app.add_directive("key-judgements", KeyJudgements)
    app.add_directive("headlines", Headlines)
    app.add_directive("key-figure", KeyFigure)
