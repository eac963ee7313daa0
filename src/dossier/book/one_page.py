"""The whole book as one page, for paper: every chapter in order, its contents, links that stay inside.

`tools/pdf.py` prints it. The page needs the style sheets of the built book, and no script.
"""

import html
import re
from collections.abc import Iterable
from pathlib import Path
from posixpath import join, normpath
from typing import NamedTuple

from dossier.report import Declaration

_ARTICLE = re.compile(r'<article class="bd-article">(.*?)</article>', re.DOTALL)
_ORDER = re.compile(r'<nav class="bd-links bd-docs-nav".*?</nav>', re.DOTALL)
_PAGE_LINK = re.compile(r'<a [^>]*?href="([^"#:]+\.html|#)"')
_TITLE = re.compile(r"<h1>(.*?)<a class=\"headerlink\"", re.DOTALL)
_STYLE = re.compile(r'<link [^>]*?rel="stylesheet"[^>]*?>')
_ID = re.compile(r'(?<=\s)(id|for|aria-labelledby|aria-describedby|popovertarget)="([^"]+)"')
_REFERENCE = re.compile(r'(\s(?:xlink:)?href=)"([^":]*)"|url\(#([^)]+)\)')
_NOT_ON_PAPER = re.compile(r'<script\b.*?</script>|<aside class="page-foot".*?</aside>', re.DOTALL)


class Chapter(NamedTuple):
    """A page of the book: its address below the book, its title, its text."""

    address: str
    title: str
    text: str

    @property
    def anchor(self) -> str:
        """The id of the chapter in the one page."""
        return _anchor(self.address)


def chapters(built: Path) -> list[Chapter]:
    """Return the pages of the book in ``built``, in the order of its contents."""
    first = "book/index.html"
    [contents] = _ORDER.findall((built / first).read_text(encoding="utf-8"))
    addresses = [
        first if link == "#" else normpath(join("book", link)) for link in _PAGE_LINK.findall(contents)
    ]
    return [_chapter(built, address) for address in dict.fromkeys(addresses)]


def _chapter(built: Path, address: str) -> Chapter:
    [text] = _ARTICLE.findall((built / address).read_text(encoding="utf-8"))
    title = _TITLE.search(text)
    return Chapter(address, re.sub(r"<[^>]+>", "", title[1]).strip() if title else address, text)


def one_page(built: Path, said: Declaration) -> str:
    """Return the book in ``built`` as one page, which belongs into its top folder."""
    parts = chapters(built)
    known = {part.address: part.anchor for part in parts}
    styles = "\n".join(_STYLE.findall((built / parts[0].address).read_text(encoding="utf-8")))
    contents = "".join(f'<li><a href="#{part.anchor}">{part.title}</a></li>' for part in parts)
    text = "\n".join(
        f'<section class="chapter" id="{part.anchor}">{on_paper(part, known)}</section>' for part in parts
    )
    return (
        '<!DOCTYPE html>\n<html lang="en" data-theme="light" data-mode="light">\n<meta charset="utf-8">\n'
        f"<title>{html.escape(said.data_title)}</title>\n"
        f"{styles.replace('../_static', '_static')}\n"
        '<body class="whole"><main class="bd-content"><article class="bd-article">\n'
        f"<header><h1>{html.escape(said.data_title)}</h1><p>{html.escape(said.authors)}</p>"
        f"<p>Edition {html.escape(said.version)}. Data and prose: CC BY 4.0. Code: MIT.</p></header>\n"
        f"<nav><h2>Contents</h2><ol>{contents}</ol></nav>\n{text}\n</article></main></body>\n</html>\n"
    )


def on_paper(chapter: Chapter, known: dict[str, str]) -> str:
    """Return the text of ``chapter`` with its ids and links made unique among the chapters ``known``.

    A link to a file of the book leads nowhere on paper: it loses its address and keeps its words.

    >>> text = '<a href="b.html#x">b</a> <a href="../downloads/d.csv">d</a> <i id="y">'
    >>> page = Chapter("book/a.html", "A", text)
    >>> on_paper(page, {"book/a.html": "book-a", "book/b.html": "book-b"})
    '<a href="#book-b--x">b</a> <a>d</a> <i id="book-a--y">'
    """
    text = _NOT_ON_PAPER.sub("", chapter.text)
    text = _ID.sub(lambda found: f'{found[1]}="{_renamed(chapter.anchor, found[2].split())}"', text)
    return _REFERENCE.sub(lambda found: _inside(found, chapter, known), text).replace("<a >", "<a>")


def _renamed(anchor: str, names: Iterable[str]) -> str:
    return " ".join(f"{anchor}--{name}" for name in names)


def _inside(found: re.Match[str], chapter: Chapter, known: dict[str, str]) -> str:
    attribute, address, drawn = found.groups()
    if drawn:
        return f"url(#{chapter.anchor}--{drawn})"
    page, _, passage = address.partition("#")
    target = normpath(join(chapter.address.rpartition("/")[0], page)) if page else chapter.address
    if target not in known:
        return ""
    return f'{attribute}"#{known[target]}{f"--{passage}" if passage else ""}"'


def _anchor(address: str) -> str:
    return address.removesuffix(".html").replace("/", "-")
