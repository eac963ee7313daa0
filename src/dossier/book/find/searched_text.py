"""A built page → its parts and figures with the text that a reader sees, for the index of the search."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import NamedTuple

_VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
_BLOCKS = {
    "p", "li", "tr", "td", "th", "dt", "dd", "div", "pre", "caption", "summary", "blockquote", "section",
    "br", "hr", "ul", "ol", "table", "details",
}  # fmt: skip
_UNREAD = {"script", "style", "svg", "button", "form", "nav", "dialog", "template", "noscript"}
_UNREAD_CLASSES = {"headerlink", "cell_input", "above-input", "drawn-from", "page-foot"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


@dataclass
class Part:
    """A part of a page: its anchor, its heading, and its text without the parts below it."""

    anchor: str
    heading: str = ""
    text: str = ""


class Figure(NamedTuple):
    """A figure of a page: its anchor, its number, the sentence that it shows, and its caption and values."""

    anchor: str
    number: str
    sentence: str
    text: str


@dataclass
class PageText:
    """The text of a page: its language where it is not that of the book, its parts, its figures."""

    language: str = ""
    parts: list[Part] = field(default_factory=list)
    figures: list["Figure"] = field(default_factory=list)


def read_page(page: str, row_ids: frozenset[str] = frozenset()) -> PageText:
    """Turn a page of the book into its parts and figures; elements with one of ``row_ids`` are left out.

    >>> text = read_page(
    ...     '<article class="bd-article"><section id="a"><h1>Boxes</h1><p>11,000 <b>boxes</b>.</p>'
    ...     '<table><tr id="c-9017"><td>A claim.</td></tr></table></section></article>',
    ...     frozenset({"c-9017"}),
    ... )
    >>> text.parts
    [Part(anchor='a', heading='Boxes', text='11,000 boxes.')]
    """
    reader = _Reader(row_ids)
    reader.feed(page)
    reader.close()
    return reader.page


class _Reader(HTMLParser):
    """Read a page element by element; each open one has the list that takes its words, or none."""

    def __init__(self, row_ids: frozenset[str]) -> None:
        super().__init__()
        self.page = PageText()
        self._row_ids = row_ids
        self._open: list[_Open] = []
        self._parts: list[Part] = []  # those that are open
        self._number = self._label = ""  # of the figure that is open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in attrs}
        classes = own.get("class", "").split()
        words = self._open[-1].words if self._open else None
        if tag == "svg":
            self._label = own.get("aria-label", "")
        self._end_block(tag)
        if tag in _VOID:
            return
        opened = _Open(tag, "", words)
        if tag == "article" and "bd-article" in classes:
            opened = _Open(tag, "", [])
        elif words is not None:
            opened = self._opened(tag, own, classes, words)
        self._open.append(opened)

    def _opened(self, tag: str, own: dict[str, str], classes: list[str], words: list[str]) -> "_Open":
        """Return an element of the text with the list that takes its words."""
        anchor = own.get("id", "")
        is_row = anchor in self._row_ids and tag != "section"  # a heading may read like the id of a name
        if tag in _UNREAD or _UNREAD_CLASSES & set(classes) or "popover" in own or is_row:
            return _Open(tag, "", None)
        if tag == "section" and anchor:
            self._parts.append(Part(anchor))
            self.page.parts.append(self._parts[-1])
            return _Open(tag, "part", [])
        if tag in _HEADINGS and self._parts:
            return _Open(tag, "heading", [])
        if tag == "tr":
            return _Open(tag, "row", [])
        if tag == "figure" and anchor:
            self._number = self._label = ""
            return _Open(tag, "figure", [], anchor)
        if "caption-number" in classes:
            return _Open(tag, "number", [])
        if tag == "div" and own.get("lang") and not any(part.heading for part in self.page.parts):
            self.page.language = own["lang"]
        return _Open(tag, "", words)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID or all(opened.tag != tag for opened in self._open):
            return
        while (closed := self._open.pop()).tag != tag:
            self._close(closed)  # an element whose end HTML leaves out
        self._close(closed)
        self._end_block(tag)

    def _close(self, closed: "_Open") -> None:
        """Take the words of an element that ends, where it is a part, a heading, a figure or its number."""
        if not closed.what:
            return
        text = _lines(closed.words or [])
        if closed.what == "part":
            self._parts.pop().text = text
        elif closed.what == "row":
            self._keep_row(text)
        elif closed.what == "heading":
            self._parts[-1].heading = self._parts[-1].heading or text
        elif closed.what == "number":
            self._number = text
        elif closed.what == "figure":
            sentence, values = first_sentence(self._label)
            lines = "\n".join(filter(None, (text, values)))
            self.page.figures.append(Figure(closed.anchor, self._number, sentence, lines))

    def _keep_row(self, text: str) -> None:
        """Give the words of a row of a table to what is around it, unless it prints a row of the dataset."""
        around = self._open[-1].words
        cells = text.split("\n")
        if around is not None and cells[0] not in self._row_ids:
            around.append(f"\n{' · '.join(cells)}\n")

    def _end_block(self, tag: str) -> None:
        if tag in _BLOCKS and self._open and (words := self._open[-1].words) is not None:
            words.append("\n")

    def handle_data(self, data: str) -> None:
        if self._open and (words := self._open[-1].words) is not None:
            words.append(re.sub(r"[\n\t]", " ", data))


class _Open(NamedTuple):
    """An open element: its tag, what ends with it, the list that takes its words, its anchor."""

    tag: str
    what: str
    words: list[str] | None
    anchor: str = ""


def first_sentence(text: str) -> tuple[str, str]:
    """Cut a text behind its first sentence.

    >>> first_sentence("Boxes rose. In June: 4.8 million.")
    ('Boxes rose.', 'In June: 4.8 million.')
    """
    first = re.match(r".*?[.?!](?=\s|$)", text, re.DOTALL)
    end = first.end() if first else len(text)
    return text[:end], text[end:].strip()


def _lines(words: list[str]) -> str:
    """Return words in lines, a line for each block, without blanks at its ends."""
    lines = (re.sub(" +", " ", line).strip(" ") for line in "".join(words).split("\n"))
    return "\n".join(line for line in lines if line)
