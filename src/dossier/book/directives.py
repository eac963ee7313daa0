"""Directives of a page become what the dataset gives: a table, the ledger, cards, a figure, downloads.

A sentence never types a number. It names one of ``data/dataset/numbers.json``, and the
build prints it; a name that is not there, or a format that does not fit, is a warning,
and a warning stops the build.
"""

import os
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.docutils import SphinxDirective

from dossier.book.downloads import contents
from dossier.book.json_ld import json_ld
from dossier.book.roles import (
    NUMBERS,
    ClaimCards,
    ClaimMark,
    Num,
    RowLink,
    add_cards,
    log,
    write,
    write_cards,
    write_mark,
)
from dossier.book.state import book_of
from dossier.pages import front_page
from dossier.pages.citation import licences
from dossier.pages.ledger_page import ledger
from dossier.pages.templates import render


class DatasetTable(SphinxDirective):
    """Print a table of the report by its name."""

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
        return [nodes.raw("", tables.html(name), format="html")]


class Ledger(SphinxDirective):
    """Print every claim with its chain and its history."""

    def run(self) -> list[nodes.Node]:
        """Return the claims as a list in HTML."""
        return [nodes.raw("", ledger(book_of(self.env).data), format="html")]


class KeyJudgements(SphinxDirective):
    """Print the judgements as cards."""

    def run(self) -> list[nodes.Node]:
        """Return the cards as HTML."""
        return [nodes.raw("", front_page.judgement_cards(book_of(self.env).data), format="html")]


class KeyFigure(SphinxDirective):
    """Draw the front page's figure, with what stands in the directive as its caption."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return a numbered figure, as a notebook's are."""
        book = book_of(self.env)
        if book.project.report.key_figure is None:
            log.warning("key-figure: the report declares none", location=self.get_location())
            return []
        drawn = book.project.report.key_figure()
        figure = nodes.figure("", nodes.raw("", drawn.draw(book.data).svg, format="html"))
        figure["notebook"] = drawn.notebook
        words, messages = self.state.inline_text(" ".join(self.content), self.lineno)
        figure += nodes.caption("", "", *words)
        self.set_source_info(figure)
        self.state.document.note_implicit_target(figure)
        return [figure, *messages]


class Downloads(SphinxDirective):
    """List what a reader may take home, and describe it to machines that read pages."""

    def run(self) -> list[nodes.Node]:
        """Return the links, and the description as JSON-LD, which no reader sees."""
        book = book_of(self.env)
        up = "../" * self.env.docname.count("/") + "downloads/"
        files = {up + name: what for name, what in contents(book.project).items()}
        listed = render("downloads.html.jinja", files=files, described=json_ld(files, book.project))
        return [nodes.raw("", listed, format="html")]


def name_edition(app: Sphinx, config: Config) -> None:
    """Say at the foot of every page which edition it belongs to, and what may be done with it."""
    said = book_of(app).project.declaration
    words = render("edition.html.jinja", edition=said.version, licences=licences(said))
    config.html_theme_options["extra_footer"] = words


def share_work(app: Sphinx) -> None:
    """Read and write pages on every processor; all of them find the dataset read already, if there is one.

    Where a few pages of a draft are built again, only what they show is read.
    """
    app.parallel = os.cpu_count() or 1
    # It numbers sections after all pages are read, in the first process, but does not say that it may.
    if numbering := app.extensions.get("sphinx_multitoc_numbering"):
        numbering.parallel_read_safe = True
        if book_of(app).project.numbers.exists() and not app.env.all_docs:
            _ = book_of(app).tables.printed_rows  # read here, so that every process has it


def add_to(app: Sphinx) -> None:
    """Add the roles, the directives and the footer to Sphinx."""
    app.connect("builder-inited", share_work)
    app.connect("config-inited", name_edition)
    app.connect("doctree-resolved", add_cards)
    app.add_node(ClaimMark, html=(write_mark, None))
    app.add_node(ClaimCards, html=(write_cards, None))
    app.add_role("num", Num(write))
    app.add_role("claim", RowLink())
    app.add_role("row", RowLink())
    app.add_directive("dataset-table", DatasetTable)
    app.add_directive("dataset-downloads", Downloads)
    app.add_directive("claims-ledger", Ledger)
    app.add_directive("key-judgements", KeyJudgements)
    app.add_directive("key-figure", KeyFigure)
