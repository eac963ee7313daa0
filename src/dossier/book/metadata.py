"""What programs read of the book: descriptions, addresses, the list of pages; and the missing page."""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from dossier.book.links import page_address
from dossier.pages.templates import render

_LONGEST = 200  # letters of a description, as previews show them


def described(doctree: nodes.document) -> str:
    """Return the first paragraph of a page, cut at a word, as the page's description."""
    for paragraph in doctree.findall(nodes.paragraph):
        words = " ".join(paragraph.astext().split())
        if len(words) > 40:
            return words if len(words) <= _LONGEST else words[:_LONGEST].rpartition(" ")[0] + " …"
    return ""


def tags(title: str, description: str, site: str, address: str = "") -> str:
    """Return the tags of a page's head for previews, and its own address where it is known.

    >>> print(tags("Harbour", "How many?", "A Report"))
    <meta name="description" content="How many?">
    <meta property="og:title" content="Harbour">
    <meta property="og:description" content="How many?">
    <meta property="og:site_name" content="A Report">
    <meta property="og:type" content="article">
    """
    said = {"og:title": title, "og:description": description, "og:site_name": site, "og:type": "article"}
    if address:
        said["og:url"] = address
    return render("tags.html.jinja", description=description, properties=said).rstrip("\n")


def describe_page(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Add the tags to the head of each page that was written by hand or run."""
    if doctree is not None:
        title, address = app.env.titles[page].astext(), page_address(app.config.html_baseurl, page)
        context["metatags"] += tags(title, described(doctree), app.config.project, address)


def sitemap(addresses: list[str]) -> str:
    """Return the list of pages as the sitemap protocol has it, in alphabetical order."""
    return render("sitemap.xml.jinja", addresses=addresses)


def missing_page(book: str, title: str, front: str) -> str:
    """Return a page to show in place of one that is not there, at whatever depth it was asked for.

    It asks for no file. With the public address of the book its link is whole. Without one a script climbs
    from the missing address to the first folder that holds the book; where scripts are off, the link serves
    the book's own folder.
    """
    address = page_address(book, front)
    return render("missing.html.jinja", title=title, address=address, front=f"{front}.html")


def write_for_machines(app: Sphinx, fault: Exception | None) -> None:
    """Write the page for missing ones; and the sitemap, where the book has a public address."""
    if fault or app.builder.format != "html":
        return
    book = app.config.html_baseurl
    page = missing_page(book, app.config.project, app.config.root_doc)
    (app.outdir / "404.html").write_text(page, encoding="utf-8")
    if book:
        addresses = [page_address(book, page) for page in app.env.found_docs]
        (app.outdir / "sitemap.xml").write_text(sitemap(addresses), encoding="utf-8")


def add_to(app: Sphinx) -> None:
    """Add descriptions, sitemap and the page for missing ones to Sphinx."""
    app.connect("html-page-context", describe_page)
    app.connect("build-finished", write_for_machines)
