"""Directives in a page → rows in order of time: the timeline, claimants, one claimant, one article.

The directives are ``timeline-picture``, ``timeline-list``, ``claimants``, ``claimant``,
``articles`` and ``article-claims``.
A claimant or an article that the dataset lacks is a warning, and a warning stops the build. So is an article
without a page, and a claimant with as many rows as ``claimants`` asks for.
"""

from collections.abc import Callable
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from dossier.book.markup import live
from dossier.book.roles import log
from dossier.book.state import book_of
from dossier.pages.in_time import article_page
from dossier.pages.in_time.article_page import ArticlePages
from dossier.pages.in_time.claimant_page import ClaimantPages, claimants_list, missing_pages, page_of
from dossier.pages.in_time.timeline_page import timeline_list, timeline_picture
from dossier.pages.links import to_top

SCRIPT = "timeline.js"
"""The script of the filters, which only the page with the picture loads."""

_HAS_PICTURE = "timeline"


class TimelinePicture(SphinxDirective):
    """Draw every row that has a day: a lane for each theme, a point for each row."""

    def run(self) -> list[nodes.Node]:
        """Return the picture as one node of HTML."""
        self.env.metadata[self.env.docname][_HAS_PICTURE] = "yes"
        return [live(timeline_picture(book_of(self.env).dated, to_top(self.env.docname)))]


class TimelineList(SphinxDirective):
    """List every row that has a day, by year."""

    def run(self) -> list[nodes.Node]:
        """Return the list as one node of HTML."""
        return [live(timeline_list(book_of(self.env).dated, to_top(self.env.docname)))]


class Claimants(SphinxDirective):
    """List the claimants with so many rows and more: ``{claimants} 10``."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the table; warn of each claimant in it that has no page."""
        rows, least, docs = book_of(self.env).dated, int(self.arguments[0]), self.env.found_docs
        for side in missing_pages(rows, docs.__contains__, least):
            _warn_of_missing(side, page_of(side), self.get_location())
        return [live(claimants_list(rows, docs.__contains__, least, to_top(self.env.docname)))]


class Articles(SphinxDirective):
    """List the articles, and how the claims of each fare."""

    def run(self) -> list[nodes.Node]:
        """Return the table; warn of each article that has no page."""
        book, docs = book_of(self.env), self.env.found_docs
        articles = ArticlePages(book.data, book.rows, book.dated)
        for source_id in articles.missing(docs.__contains__):
            _warn_of_missing(source_id, article_page.page_of(source_id), self.get_location())
        return [live(articles.table(docs.__contains__, to_top(self.env.docname)))]


def _warn_of_missing(name: str, page: str, location: str) -> None:
    """Warn that a claimant or an article has no page."""
    log.warning("%r has no page; write %s.md, and list it in _toc.yml", name, page, location=location)


class _OfOne(SphinxDirective):
    """Print the page of what the argument names."""

    required_arguments = 1
    final_argument_whitespace = True

    def html(self) -> Callable[..., Any]:
        """Return the function that turns a name into HTML, and raises ``KeyError`` for one it lacks."""
        raise NotImplementedError

    def run(self) -> list[nodes.Node]:
        """Return the page as one node of HTML; warn of a name that the dataset lacks."""
        [name] = self.arguments
        try:
            return [live(self.html()(name, to_top(self.env.docname)))]
        except KeyError:
            log.warning("%s: the dataset has no %r", self.name, name, location=self.get_location())
            return []


class Claimant(_OfOne):
    """Print all rows of a claimant: ``{claimant} Water agency``."""

    def html(self) -> Callable[..., Any]:
        """Return the pages of claimants."""
        book = book_of(self.env)
        return ClaimantPages(book.data, book.rows, book.dated).html


class ArticleClaims(_OfOne):
    """Print all claims of an article and how they fare, by the id of its source."""

    def html(self) -> Callable[..., Any]:
        """Return the pages of articles."""
        book = book_of(self.env)
        return ArticlePages(book.data, book.rows, book.dated).html


def add_script(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Let the page with the picture, and no other, load the script of its filters."""
    if _HAS_PICTURE in app.env.metadata.get(page, {}):
        app.add_js_file(SCRIPT, defer="defer")


def add_to(app: Sphinx) -> None:
    """Add the directives and the script to Sphinx."""
    app.connect("html-page-context", add_script)
    app.add_directive("timeline-picture", TimelinePicture)
    app.add_directive("timeline-list", TimelineList)
    app.add_directive("claimants", Claimants)
    app.add_directive("claimant", Claimant)
    app.add_directive("articles", Articles)
    app.add_directive("article-claims", ArticleClaims)
