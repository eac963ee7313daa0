"""Pages of the book → what programs read: tags for previews, ``sitemap.xml``; and ``404.html`` for readers.

The tags and the sitemap have public addresses only where ``_config.yml`` gives ``html: baseurl``.
"""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from dossier.book.state import book_of
from dossier.pages.links import page_address
from dossier.pages.policy import STILL, Rights, guarded
from dossier.pages.templates import fragment, render

# Letters of a description: a shorter paragraph says too little, and previews cut a longer one.
_SHORTEST, _LONGEST = 40, 200


def described(doctree: nodes.document) -> str:
    """Return a page's description: its first paragraph that is not too short, cut at a word."""
    for paragraph in doctree.findall(nodes.paragraph):
        words = " ".join(paragraph.astext().split())
        if len(words) > _SHORTEST:
            return words if len(words) <= _LONGEST else words[:_LONGEST].rpartition(" ")[0] + " …"
    return ""


def tags(title: str, description: str, site: str, address: str = "", released: str = "") -> str:
    """Return the tags in a page's head that previews read, with its ``address`` where it is known.

    The day of the edition stands there for previews and, as libraries of citations read it, a second time.

    >>> print(tags("Harbour", "How many?", "A Report", released="2026-11-21"))
    <meta name="description" content="How many?">
    <meta property="og:title" content="Harbour">
    <meta property="og:description" content="How many?">
    <meta property="og:site_name" content="A Report">
    <meta property="og:type" content="article">
    <meta property="article:published_time" content="2026-11-21">
    <meta name="citation_publication_date" content="2026/11/21">
    """
    properties = {
        "og:title": title,
        "og:description": description,
        "og:site_name": site,
        "og:type": "article",
    }
    if address:
        properties["og:url"] = address
    if released:
        properties["article:published_time"] = released
    return render(
        "tags.html.jinja",
        description=description,
        properties=properties,
        cited_day=released.replace("-", "/"),
    ).rstrip("\n")


def describe_page(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Add the tags to the head of each page made from Markdown or a notebook."""
    if doctree is not None:
        title, address = app.env.titles[page].astext(), page_address(app.config.html_baseurl, page)
        released = book_of(app).project.declaration.released
        context["metatags"] += tags(title, described(doctree), app.config.project, address, released)


def sitemap(addresses: list[str]) -> str:
    """Return ``sitemap.xml`` with the ``addresses`` in alphabetical order."""
    return render("sitemap.xml.jinja", addresses=addresses)


def missing_page(book: str, title: str, front: str) -> str:
    """Return ``404.html``, which a host shows for a missing page in any folder.

    It loads no file. ``book`` is the public address of the book, and the link of the page is built from it.
    Without one, a script goes up from the missing address to the first folder that has the book; where
    scripts are off, the link works in the book's own folder only.
    """
    address = page_address(book, front)
    script = "" if address else fragment("missing.js.jinja", front=f"{front}.html")
    page = render("missing.html.jinja", title=title, address=address or f"{front}.html", script=script)
    return guarded(page, Rights(inline=(script,), connect=True) if script else STILL)


def write_for_machines(app: Sphinx, fault: Exception | None) -> None:
    """Write ``404.html``; and ``sitemap.xml``, where the book has a public address."""
    if fault or app.builder.format != "html":
        return
    book = app.config.html_baseurl
    page = missing_page(book, app.config.project, app.config.root_doc)
    (app.outdir / "404.html").write_text(page, encoding="utf-8")
    if book:
        addresses = [page_address(book, page) for page in app.env.found_docs]
        (app.outdir / "sitemap.xml").write_text(sitemap(addresses), encoding="utf-8")


def add_to(app: Sphinx) -> None:
    """Add the tags, ``sitemap.xml`` and ``404.html`` to Sphinx."""
    app.connect("html-page-context", describe_page)
    app.connect("build-finished", write_for_machines)
