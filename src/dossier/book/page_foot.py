"""A page and its figures → the foot of the page, and the links under each figure.

The foot says how to cite the page, how to rerun it, and where to report an error. Under a figure are links to
its notebook and to its data, which are the tables that its caption names.
"""

from collections.abc import Collection
from typing import Any

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from dossier.book.downloads import csv_name, edition_name, notebook_name
from dossier.book.markup import live
from dossier.book.state import book_of
from dossier.pages import citation
from dossier.pages.links import binder_link, edition_link, page_address, report_link, to_top
from dossier.pages.templates import fragment
from dossier.project import Project


def page_foot(
    project: Project, page: str, title: str, *, repository: str = "", book: str = "", tables: list[str]
) -> Markup:
    """Return the foot of ``page`` as HTML.

    ``repository`` and ``book`` are public addresses; a link that needs one is left out while it is empty.
    ``tables`` are the tables that the figures of the page are drawn from.
    """
    return fragment(
        "page_foot.html.jinja",
        citations=_citations(
            project, _bibtex_key(project, page.rpartition("/")[2]), title, page_address(book, page)
        ),
        rerun=_rerun(project, page, tables, repository) if page.startswith("notebooks/") else None,
        report=report_link(repository, page, project.version),
    )


def _bibtex_key(project: Project, page: str = "") -> str:
    """Return the BibTeX key of the book, or of one of its pages."""
    book = project.declaration.name.replace("-", "_")
    return f"{book}_{page}" if page else book


def _citations(project: Project, name: str, title: str, address: str) -> dict[str, str]:
    """Return the citation of the page ``title``, or of the book, in three forms by their names."""
    return {
        "In words": citation.citation_sentence(project.declaration, title, address),
        "BibTeX": citation.bibtex(project.declaration, name, title, address),
        "Citation file (CFF)": citation.citation_file(project.declaration, title, address),
    }


def _rerun(project: Project, page: str, tables: list[str], repository: str) -> dict[str, Any]:
    """Return what the foot says about rerunning a notebook: files, archive, commands, Binder."""
    up, stem, archive = to_top(page), page.rpartition("/")[2], edition_name(project)
    lines = (
        f"unzip {archive} && cd {archive.removesuffix('.zip')}",
        "make setup",
        f".venv/bin/python -m dossier refresh {stem}",
    )
    return {
        "files": [up + file for file in (notebook_name(stem), *map(csv_name, tables))],
        "archive": archive,
        "edition": edition_link(repository, project.published_version),
        "lines": "\n".join(lines),
        "binder": binder_link(repository, project.published_version, f"{page}.ipynb"),
    }


def named_tables(figure: nodes.figure, known: Collection[str]) -> list[str]:
    """Return the tables among ``known`` that the caption of ``figure`` names as code, in its order."""
    names = [
        code.astext() for caption in figure.findall(nodes.caption) for code in caption.findall(nodes.literal)
    ]
    return list(dict.fromkeys(name for name in names if name in known))


def link_figures(app: Sphinx, doctree: nodes.document) -> None:
    """Put links under every figure of a page: to its notebook, and to each table that its caption names."""
    page = app.env.docname
    up = to_top(page)
    used: dict[str, None] = {}  # a set that keeps its order
    for figure in doctree.findall(nodes.figure):
        tables = named_tables(figure, book_of(app).project.schema.tables)
        used |= dict.fromkeys(tables)
        notebook = figure.get("notebook", page)
        files = [notebook_name(notebook.rpartition("/")[2])] if notebook.startswith("notebooks/") else []
        files += map(csv_name, tables)
        if files:
            links = fragment("drawn_from.html.jinja", files=[up + file for file in files])
            figure += nodes.legend("", live(links))
    app.env.metadata[page]["tables"] = list(used)


def add_foot(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Append the foot to a page made from Markdown or a notebook; the search page has none."""
    if doctree is None:
        return
    context["body"] += str(
        page_foot(
            book_of(app).project,
            page,
            app.env.titles[page].astext(),
            repository=app.config.html_theme_options.get("repository_url") or "",
            book=app.config.html_baseurl,
            tables=app.env.metadata[page].get("tables", []),
        )
    )


class CiteBook(SphinxDirective):
    """Print how to cite the book."""

    def run(self) -> list[nodes.Node]:
        """Return the citation in its three forms, as HTML."""
        project = book_of(self.env).project
        citations = _citations(project, _bibtex_key(project), "", self.config.html_baseurl)
        return [live(fragment("book_citations.html.jinja", citations=citations))]


def add_to(app: Sphinx) -> None:
    """Add the foot and the links under figures to Sphinx."""
    app.add_directive("cite-book", CiteBook)
    app.connect("doctree-read", link_figures)
    app.connect("html-page-context", add_foot)
