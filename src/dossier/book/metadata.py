"""What programs read of the book: descriptions, addresses, the list of pages; and the missing page."""

import html
import json
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from dossier.book.links import page_address

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
    lines = [f'<meta name="description" content="{html.escape(description)}">'] if description else []
    lines += [
        f'<meta property="{name}" content="{html.escape(text)}">' for name, text in said.items() if text
    ]
    return "\n".join(lines)


def describe_page(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Add the tags to the head of each page that was written by hand or run."""
    if doctree is not None:
        title, address = app.env.titles[page].astext(), page_address(app.config.html_baseurl, page)
        context["metatags"] += tags(title, described(doctree), app.config.project, address)


def sitemap(addresses: list[str]) -> str:
    """Return the list of pages as the sitemap protocol has it, in alphabetical order."""
    lines = "".join(f"<url><loc>{html.escape(each)}</loc></url>\n" for each in sorted(addresses))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</urlset>\n'
    )


def missing_page(book: str, title: str, front: str) -> str:
    """Return a page to show in place of one that is not there, at whatever depth it was asked for.

    It asks for no file. With the public address of the book its link is whole. Without one a script climbs
    from the missing address to the first folder that holds the book; where scripts are off, the link serves
    the book's own folder.
    """
    link, name = html.escape(page_address(book, front) or f"{front}.html"), html.escape(title)
    climb = "" if book else f"<script>{_CLIMB % json.dumps(f'{front}.html')}</script>\n"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n'
        f'<title>Not found: {name}</title>\n<link rel="icon" href="data:,">\n<style>{_PLAIN}</style>\n'
        "</head>\n<body>\n"
        f"<main>\n<h1>This page is not here</h1>\n"
        "<p>The address may be mistyped, or cut short. Every page and claim that this book ever published"
        " keeps its address.</p>\n"
        f'<p><a id="home" href="{link}">{name}</a> has the contents and the search.</p>\n</main>\n'
        f"{climb}</body>\n</html>\n"
    )


_PLAIN = (
    ":root{color-scheme:light dark;color:light-dark(#111,#ced6dd);background:light-dark(#fff,#14181e)}"
    "body{max-width:38rem;margin:15vh auto;padding:0 1rem;font:1.1rem/1.5 Charter,Cambria,Georgia,serif}"
    "a{color:light-dark(#1f5f8a,#86bfe2)}"
)

# From the missing address upwards: an edition's folder has the front page, the one above it has editions.
_CLIMB = """
"use strict";
(async () => {
  if (!location.protocol.startsWith("http")) return;
  const front = %s;
  const folders = location.pathname.split("/").slice(1, -1).filter(Boolean); // no "//host"
  for (let depth = folders.length; depth >= 0; depth--) {
    const folder = "/" + folders.slice(0, depth).map((name) => name + "/").join("");
    for (const address of [folder + front, folder + "latest/" + front]) {
      const answer = await fetch(address);
      if (answer.ok && (await answer.text()).includes('rel="search"')) { // no stand-in
        document.getElementById("home").href = address;
        return;
      }
    }
  }
})();
"""


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
