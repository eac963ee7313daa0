"""Two built books, before and after → the sentences, drawings and pages that differ.

A sentence is what a reader reads outside tables, cards and drawings: prose of pages and notebooks, headings,
captions. A drawing is compared by its words: what stands in it, and what a screen reader says of it. Pages
are read as text first, so that thousands of rows are not parsed for nothing.
"""

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from dossier.book.finish import pages
from dossier.book.markup import parsed

_UNREAD = re.compile(r"<(tbody|thead|dialog|pre|script|style)\b.*?</\1>", re.DOTALL)
_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_FIGURE = re.compile(r"<figure\b([^>]*)>(.*?)</figure>", re.DOTALL)
_ID = re.compile(r"\bid=\"([^\"]+)\"")
_LABEL = re.compile(r"<svg\b[^>]*\baria-label=\"([^\"]*)\"")
_WORDS = re.compile(r"<text\b[^>]*>(.*?)</text>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_PARTS = re.compile(r"(?<=[.;]) ")  # of what a screen reader says: the title, then a part for each row
_COUNTED_ID = re.compile(r"id\d+")
_READ = "h1, h2, h3, h4, p, li, caption"
_NOT_PROSE = "td, th, dl, ol.ledger, ol.cards, aside.page-foot, details, div.legend, div.citations"
_NUMBERING = "a.headerlink, span.section-number, span.caption-number"
_END = re.compile(r"(?<=[.!?…])[”»’\")]*\s+(?=[“«‘\"(]*[A-Z0-9À-Ý])")
_ALIKE = 0.5  # the share of common words from which two sentences count as one that was changed


class Drawing(NamedTuple):
    """A figure of a page: its title with what a screen reader says, and every word and number in it."""

    title: str
    words: tuple[str, ...]


class Page(NamedTuple):
    """A page of a book: its address, title, sentences, and its drawings by their ids."""

    address: str
    title: str
    sentences: list[str]
    drawings: dict[str, Drawing]


class Told(NamedTuple):
    """Something on a page, before and after; empty on the side that lacks it. ``anchor`` leads to it."""

    address: str
    title: str
    before: str
    after: str
    anchor: str = ""


class PageChanges(NamedTuple):
    """What differs between two built books."""

    sentences: tuple[Told, ...] = ()
    drawings: tuple[Told, ...] = ()
    pages: tuple[Told, ...] = ()


def compare_books(before: Path, after: Path) -> PageChanges:
    """Return what differs between the built pages in two folders."""
    old, new = read_book(before), read_book(after)
    both = [(old[address], new[address]) for address in new if address in old]
    return PageChanges(
        tuple(told for was, now in both for told in changed_sentences(was, now)),
        tuple(told for was, now in both for told in changed_drawings(was, now)),
        (
            *(
                Told(page.address, page.title, "", "added")
                for page in new.values()
                if page.address not in old
            ),
            *(
                Told(page.address, page.title, "taken out", "")
                for page in old.values()
                if page.address not in new
            ),
        ),
    )


def read_book(folder: Path) -> dict[str, Page]:
    """Return the pages of a built book that have a text, by their addresses."""
    read = (read_page(file.relative_to(folder).as_posix(), file) for file in pages(folder))
    return {page.address: page for page in read if page}


def read_page(address: str, file: Path) -> Page | None:
    """Return a built page; none for one without a text, such as the search."""
    content = _UNREAD.sub("", file.read_text(encoding="utf-8"))
    tree = parsed(_DRAWING.sub("", content))
    article = tree.select_one("article.bd-article")
    if not article or not article.h1:
        return None
    for numbering in article.select(_NUMBERING):
        numbering.decompose()
    for part in article.select(_NOT_PROSE):
        part.decompose()
    passages = [
        " ".join(tag.get_text().split())
        for tag in article.select(_READ)
        if not tag.find(["p", "li"])  # what they say is read on its own
    ]
    return Page(address, passages[0], [s for text in passages for s in sentences(text)], drawings(content))


def sentences(text: str) -> list[str]:
    """Return the sentences of a passage; an abbreviation may cut one in two, on both sides alike.

    >>> sentences("The port counted 13,000 boxes. It said so again.")
    ['The port counted 13,000 boxes.', 'It said so again.']
    """
    return [part for part in _END.split(text) if part]


def drawings(content: str) -> dict[str, Drawing]:
    """Return the drawings in the HTML of a page: by id, or by number where the id is only a count."""
    found = {}
    for number, (attributes, figure) in enumerate(_FIGURE.findall(content), start=1):
        if svg := _DRAWING.search(figure):
            label = _LABEL.match(svg[0])
            words = (html.unescape(_TAG.sub("", text)).strip() for text in _WORDS.findall(svg[0]))
            name = _ID.search(attributes)
            known = name and not _COUNTED_ID.fullmatch(name[1])
            found[name[1] if name and known else str(number)] = Drawing(
                html.unescape(label[1]) if label else "", tuple(filter(None, words))
            )
    return found


def changed_sentences(before: Page, after: Page) -> Iterator[Told]:
    """Yield each sentence that is new, gone, or has half of the words of one that went."""
    gone = _only(before.sentences, after.sentences)
    came = _only(after.sentences, before.sentences)
    for sentence in came:
        was = max(gone, key=lambda old: alike(old, sentence), default="")
        if was and alike(was, sentence) >= _ALIKE:
            gone.remove(was)
            yield Told(after.address, after.title, was, sentence)
        else:
            yield Told(after.address, after.title, "", sentence)
    for sentence in gone:
        yield Told(after.address, after.title, sentence, "")


def _only(ours: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """Return what only the first of two lists has, or has more often, in its order."""
    return list((Counter(ours) - Counter(theirs)).elements())


def alike(one: str, other: str) -> float:
    """Return how many of the words of two sentences are common, from 0 to 1.

    >>> alike("He came.", "She came."), alike("He came.", "Nobody knows.")
    (0.5, 0.0)
    """
    words, others = set(one.split()), set(other.split())
    return 2 * len(words & others) / max(1, len(words) + len(others))


def changed_drawings(before: Page, after: Page) -> Iterator[Told]:
    """Yield each drawing that is new, gone, or has other words in it."""
    for name in dict.fromkeys([*after.drawings, *before.drawings]):
        old, new = before.drawings.get(name), after.drawings.get(name)
        was, now = _said(old, new), _said(new, old)
        if was or now:  # neither where the same words stand in another order
            anchor = name if new and not name.isdigit() else ""
            yield Told(after.address, after.title, was, now, anchor)


def _said(drawing: Drawing | None, other: Drawing | None) -> str:
    """Return what a drawing says that ``other`` does not; the title of a drawing that stands alone."""
    if drawing is None:
        return ""
    if other is None:
        return _PARTS.split(drawing.title)[0]
    parts = _only(_PARTS.split(drawing.title), _PARTS.split(other.title))
    return " ".join(parts) or ", ".join(_only(drawing.words, other.words))
