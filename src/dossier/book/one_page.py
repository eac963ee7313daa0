"""A built book → one page of HTML with every chapter in order, for printing.

`tools/pdf.py` makes the PDF of it. The page has a list of contents, and its links lead within it. It needs
the style sheets of the built book, but no script.
"""

import re
from copy import copy
from pathlib import Path
from posixpath import join, normpath
from typing import NamedTuple

from bs4 import BeautifulSoup, Tag
from markupsafe import Markup

from dossier.book.markup import parsed, written
from dossier.pages.citation import licences, named_edition
from dossier.pages.policy import published
from dossier.pages.templates import render
from dossier.report import Declaration

_ID_ATTRIBUTES = ("id", "for", "aria-labelledby", "aria-describedby", "popovertarget")
_ID_IN_DRAWING = re.compile(r"url\(#([^)]+)\)")
_NOT_ON_PAPER = "script, aside.page-foot"


class Chapter(NamedTuple):
    """A page of the book: its address below the book, its title, its text."""

    address: str
    title: str
    text: Tag

    @property
    def anchor(self) -> str:
        """The id of the chapter in the one page: ``book-ledger``."""
        return _anchor(self.address)


def chapters(built: Path) -> list[Chapter]:
    """Return the pages of the book in ``built``, in the order of its list of contents."""
    first = "book/index.html"
    [contents] = _read(built, first).select("nav.bd-links.bd-docs-nav")
    links = [str(link["href"]) for link in contents.select("a[href]")]
    addresses = [
        first if link == "#" else normpath(join("book", link))
        for link in links
        if link == "#" or (link.endswith(".html") and not {"#", ":"} & set(link))
    ]
    return [_chapter(built, address) for address in dict.fromkeys(addresses)]


def _read(built: Path, address: str) -> BeautifulSoup:
    return parsed((built / address).read_text(encoding="utf-8"))


def _chapter(built: Path, address: str) -> Chapter:
    """Return the page ``address`` of the book in ``built`` as a chapter."""
    [text] = _read(built, address).select("article.bd-article")
    if title := copy(text.h1):
        for link in title.select("a.headerlink"):
            link.decompose()
    return Chapter(address, title.get_text().strip() if title else address, text)


def one_page(built: Path, declaration: Declaration) -> str:
    """Return the book in ``built`` as one page; its links to style sheets start at the folder ``built``."""
    parts = chapters(built)
    known = {part.address: part.anchor for part in parts}
    styles = _read(built, parts[0].address).select("link[rel=stylesheet]")
    for style in styles:
        style["href"] = str(style["href"]).replace("../_static", "_static")
    page = render(
        "one_page.html.jinja",
        title=declaration.data_title,
        authors=declaration.authors,
        edition=named_edition(declaration),
        licences=licences(declaration),
        styles=[style.attrs for style in styles],
        chapters=[(part, Markup(on_paper(part, known))) for part in parts],
    )
    return published("one_page.html", page)


def on_paper(chapter: Chapter, known: dict[str, str]) -> str:
    """Return the text of ``chapter`` with its ids and links made unique among the chapters ``known``.

    A link to a file of the book leads nowhere on paper: it loses its address and keeps its words.

    >>> text = '<a href="b.html#x">b</a> <a href="../downloads/d.csv">d</a> <i id="y"></i>'
    >>> page = Chapter("book/a.html", "A", parsed(text))
    >>> on_paper(page, {"book/a.html": "book-a", "book/b.html": "book-b"})
    '<a href="#book-b--x">b</a> <a>d</a> <i id="book-a--y"></i>'
    """
    text = copy(chapter.text)
    for unprinted in text.select(_NOT_ON_PAPER):
        unprinted.decompose()
    for tag in text.find_all(True):
        for name, value in list(tag.attrs.items()):
            if name in _ID_ATTRIBUTES:
                tag[name] = " ".join(f"{chapter.anchor}--{old_id}" for old_id in str(value).split())
            elif name not in ("href", "xlink:href"):
                tag[name] = _ID_IN_DRAWING.sub(rf"url(#{chapter.anchor}--\1)", str(value))
            elif target := _inside(str(value), chapter, known):
                tag[name] = target
            else:
                del tag[name]
    return written(text)


def _inside(address: str, chapter: Chapter, known: dict[str, str]) -> str:
    """Return ``address`` as it is in the one page; empty where it leads to a file that is not a chapter."""
    if ":" in address:
        return address
    page, _, passage = address.partition("#")
    target = normpath(join(chapter.address.rpartition("/")[0], page)) if page else chapter.address
    if target not in known:
        return ""
    return f"#{known[target]}{f'--{passage}' if passage else ''}"


def _anchor(address: str) -> str:
    return address.removesuffix(".html").replace("/", "-")
