"""The source of a saved web page becomes its blocks of text, with their places, and what the page declares.

The markup is read in one pass that keeps offsets, because every place leads into the file's own text. Which
blocks are the article is decided in `web_articles`.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from html import unescape
from typing import NamedTuple

from dossier.reading.intake.folding import CHANGES, Folded, Folding, one_form

_UNREAD = frozenset(
    {"audio", "canvas", "head", "iframe", "math", "noscript", "object", "option", "script", "select", "style"}
    | {"svg", "template", "textarea", "title", "video"}
)
"""Elements without words that a reader of the page sees."""

_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
"""Elements that head a part of a page."""

_CONTAINERS = frozenset(
    {"article", "aside", "blockquote", "body", "dialog", "div", "dl", "fieldset", "figure", "footer", "form"}
    | {"header", "main", "nav", "ol", "section", "table", "tbody", "tr", "ul"}
)
_BLOCKS = (
    _CONTAINERS | HEADINGS | {"dd", "dt", "figcaption", "li", "p", "pre", "td", "th", "address", "hr", "html"}
)
_PARTS = frozenset({"aside", "button", "dialog", "footer", "form", "menu", "nav"})
"""Elements that are for what is not the article."""

_CLOSES = {"li": ("ol", "ul"), "dd": ("dl",), "dt": ("dl",), "td": ("tr",), "th": ("tr",), "tr": ("table",)}
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_IS_PAGE = re.compile(
    r"\s*(?:<!--(?:(?!-->).){0,2000}-->\s*)*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b"
    r"|\s*<(?:article|div|p|section|main|h[1-6])\b[^>]*>(?s:.{0,20000}?)</(?:article|div|p|section|main|h[1-6])>",
    re.IGNORECASE | re.DOTALL,
)
_IN_BLOCK = re.compile(rf"{CHANGES}|(?P<blank>[ \t\r\n\f]+)")
ENDS_A_LINE = re.compile(r"""[.!?…:;]["')\]»” ]*$""")
"""How a block of whole sentences ends."""


def is_page(text: str) -> bool:
    """Return whether a text is the source of a web page.

    >>> is_page("<p>Le port ferme.</p>"), is_page("Si a < b, le port ferme.")
    (True, False)
    """
    return _IS_PAGE.match(text) is not None


class Block(NamedTuple):
    """A block of text of a page: where it is in the folded text, and what the markup says of it."""

    start: int
    end: int
    tag: str
    containers: tuple[int, int]  # the numbers of the innermost element that holds blocks, and of the next
    article: int  # the number of the innermost element *article*, or 0
    part: bool  # in an element of `_PARTS`
    hidden: bool
    linked: int  # characters in links


class PageMarkup(NamedTuple):
    """What a page declares: metadata by name, the first one of each, and the texts of its data scripts."""

    metadata: dict[str, str]
    data: tuple[str, ...]


class Source(NamedTuple):
    """A page that was read: its text, one block a line, with its places in the source."""

    folded: Folded
    blocks: tuple[Block, ...]
    markup: PageMarkup


def read_source(text: str) -> Source:
    r"""Return the blocks of a page's source, in reading order, with what it declares.

    >>> source = read_source("<p>Le <b>port</b>&nbsp;ferme.<p>Fin.<script>var a = 3</script>")
    >>> [source.folded.text[block.start : block.end] for block in source.blocks]
    ['Le port\xa0ferme.', 'Fin.']
    """
    reader = _Reader(text)
    for tag in find_tags(text):
        reader.read(tag)
    return reader.done()


class Tag(NamedTuple):
    """A tag of a page: its name in lower case, empty for a comment, and where it is."""

    name: str
    start: int
    end: int
    closes: bool = False
    attributes: Mapping[str, str] = {}


_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][^\s/>]*)")
_BETWEEN = re.compile(r"[\s/]*")
_ATTRIBUTE = re.compile(
    r"""(?P<name>[^\s/>][^\s/>=]*)(?:\s*=\s*(?:(?P<quote>["'])|(?P<bare>[^\s>"'][^\s>]*))?)?"""
)
_RAW = frozenset({"script", "style", "textarea", "title"})  # no tag is in them but their own end


def find_tags(text: str) -> Iterator[Tag]:
    """Yield the tags and comments of a page's source in order, in one pass, as browsers read them.

    What is not ended goes on to the end of the page. The library's own parser looks at the rest again and
    again then, so that a short page made for it takes hours.

    >>> [(tag.name, tag.closes) for tag in find_tags("<p class=a>3 < 4</p>")]
    [('p', False), ('p', True)]
    """
    at = 0
    while (begin := text.find("<", at)) >= 0:
        if text.startswith("<!--", begin):
            at = _after(text, "-->", begin + 2)
            yield Tag("", begin, at)
        elif text[begin + 1 : begin + 2] in {"!", "?"}:
            at = _after(text, ">", begin)
            yield Tag("", begin, at)
        elif tag := _TAG.match(text, begin):
            name = tag["name"].lower()
            attributes, at = _attributes(text, tag.end())
            yield Tag(name, begin, at, bool(tag["close"]), attributes)
            if name in _RAW and not tag["close"]:
                end = re.compile(rf"</{name}\b", re.IGNORECASE).search(text, at)
                at = end.start() if end else len(text)
        else:
            at = begin + 1


def _after(text: str, end: str, begin: int) -> int:
    """Return where a comment has ended that is open at ``begin``."""
    at = text.find(end, begin)
    return len(text) if at < 0 else at + len(end)


def _attributes(text: str, at: int) -> tuple[dict[str, str], int]:
    """Return the attributes of a tag, the first of each name, and where the tag has ended."""
    values: dict[str, str] = {}
    while True:
        between = _BETWEEN.match(text, at)
        at = between.end() if between else at
        attribute = _ATTRIBUTE.match(text, at)
        if attribute is None:
            return values, min(at + 1, len(text))
        at, value = attribute.end(), attribute["bare"] or ""
        if attribute["quote"]:
            end = text.find(attribute["quote"], at)
            end = len(text) if end < 0 else end
            value, at = text[at:end], min(end + 1, len(text))
        values.setdefault(attribute["name"].lower(), value)


class _Open(NamedTuple):
    """An element that is open."""

    tag: str
    number: int
    hides: bool
    is_data: bool  # a script that describes the page


class _Reader:
    """One pass over a page."""

    def __init__(self, text: str) -> None:
        self.raw = text
        self.folding = Folding(text)
        self.blocks: list[Block] = []
        self.metadata: dict[str, str] = {}
        self.data: list[str] = []
        self._open: list[_Open] = []
        self._tags: Counter[str] = Counter()
        self._hiding = 0
        self._numbers = 0
        self._read = 0  # up to here
        self._containers = [0]
        self._articles = [0]
        self._begin = 0  # of the block, in the folded text
        self._linked = 0
        self._blank: tuple[int, int] | None = None
        self._broken = False  # a line has ended, and whether the block goes on is not known

    def done(self) -> Source:
        """Return what was read."""
        self._words(len(self.raw))
        self._end_block(len(self.raw))
        return Source(self.folding.done(), tuple(self.blocks), PageMarkup(self.metadata, tuple(self.data)))

    def read(self, tag: Tag) -> None:
        """Read the words before a tag, and the tag."""
        self._words(tag.start)
        self._read = tag.end
        if tag.closes:
            if tag.name in _BLOCKS:
                self._end_block(tag.start)
            if self._tags[tag.name]:
                self._close(tag.name)
        elif tag.name:
            self._open_element(tag)

    def _open_element(self, tag: Tag) -> None:
        """Open an element; a block ends the block before it."""
        values = tag.attributes
        self._declares(tag.name, values)
        if tag.name == "br":
            self._end_line(tag.start)
            return
        if tag.name in _BLOCKS or tag.name == "img":
            self._end_block(tag.start)
            self._close_before(tag.name)
        if tag.name in _VOID:
            return
        self._numbers += 1
        hides = (
            "hidden" in values
            or values.get("aria-hidden") == "true"
            or _INVISIBLE.search(values.get("style", "")) is not None
        )
        is_data = tag.name == "script" and values.get("type", "").lower() == "application/ld+json"
        self._open.append(_Open(tag.name, self._numbers, hides, is_data))
        self._tags[tag.name] += 1
        self._hiding += hides
        if tag.name in _CONTAINERS:
            self._containers.append(self._numbers)
        if tag.name == "article":
            self._articles.append(self._numbers)

    def _words(self, at: int) -> None:
        """Fold the words between the last tag and ``at``, unless nobody sees them."""
        copied = self._read
        if self._open and self._open[-1].is_data and at > copied:
            self.data.append(self.raw[copied:at])
        if copied >= at or any(self._tags[tag] for tag in _UNREAD):
            return
        for change in _IN_BLOCK.finditer(self.raw, copied, at):
            self._take(copied, change.start())
            copied = change.end()
            read = " " if change["blank"] else one_form(change)
            if read and not read.strip(" \t\r\n\f"):
                self._blank = self._blank or change.span()
            elif read:
                self._put(read, *change.span())
        self._take(copied, at)

    def _take(self, start: int, end: int) -> None:
        if end > start:
            self._put(self.raw[start:end], start, end)

    def _put(self, text: str, start: int, end: int) -> None:
        """Add words to the block, behind the blank before them, or begin a block."""
        if self._broken:
            self._broken = False
            if text[:1].islower() and not ENDS_A_LINE.search(self.folding.last()):
                self._blank = self._blank or (start, start)
            else:
                self._end_block(start)
        if self.folding.length > self._begin and self._blank:
            self.folding.put(" ", *self._blank)
        self._blank = None
        self.folding.put(text, start, end)
        self._linked += len(text) * bool(self._tags["a"])

    def _end_line(self, at: int) -> None:
        """End a line in a block: the block ends too, unless the sentence goes on."""
        if self._broken:
            self._end_block(at)
        self._broken = self.folding.length > self._begin

    def _end_block(self, at: int) -> None:
        """End the block before ``at``, if it has words."""
        self._blank, self._broken = None, False
        if self.folding.length > self._begin:
            tags = (element.tag for element in reversed(self._open) if element.tag in _BLOCKS)
            above = self._containers[-2] if len(self._containers) > 1 else 0
            self.blocks.append(
                Block(
                    self._begin,
                    self.folding.length,
                    next(tags, ""),
                    (self._containers[-1], above),
                    self._articles[-1],
                    any(self._tags[tag] for tag in _PARTS),
                    self._hiding > 0,
                    self._linked,
                )
            )
            self.folding.put("\n", at, at)
        self._begin, self._linked = self.folding.length, 0

    # Elements.

    def _close_before(self, tag: str) -> None:
        """Close what an element ends by beginning: a paragraph, an item of the same list, the head."""
        if self._tags["p"]:
            self._close("p")
        if self._tags["head"] and tag not in {"html", "head"}:
            self._close("head")
        if tag in _CLOSES:
            for element in reversed(self._open):
                if element.tag in _CLOSES[tag] or element.tag in {"table", "ul", "ol", "dl"}:
                    break
                if (
                    element.tag == tag
                    or {element.tag, tag} <= {"dd", "dt"}
                    or {element.tag, tag} <= {"td", "th"}
                ):
                    self._close(element.tag)
                    break

    def _close(self, tag: str) -> None:
        """Close the innermost element ``tag``."""
        while self._open:
            element = self._open.pop()
            self._tags[element.tag] -= 1
            self._hiding -= element.hides
            if element.tag in _CONTAINERS:
                self._containers.pop()
            if element.tag == "article":
                self._articles.pop()
            if element.tag == tag:
                break

    def _declares(self, tag: str, values: Mapping[str, str]) -> None:
        """Keep what an element declares of the page."""
        name, value = "", ""
        if tag == "meta":
            name = values.get("property") or values.get("name") or values.get("itemprop") or ""
            value = values.get("content", "")
        elif tag == "link" and values.get("rel", "").lower() == "canonical":
            name, value = "canonical", values.get("href", "")
        elif tag == "time":
            name, value = "time", values.get("datetime", "")
        elif tag == "html":
            name, value = "lang", values.get("lang", "")
        if name and value.strip():
            self.metadata.setdefault(name.lower(), unescape(value).strip())
