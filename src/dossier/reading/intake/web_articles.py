"""The blocks of a web page become those of its article, and the others with the reason to set them aside.

trafilatura finds the article. It may leave out a first or a last paragraph, so a block that it leaves out is
set aside only where the markup speaks against it too.
"""

import logging
import re
from collections.abc import Iterable
from functools import cache

from dossier.reading.intake.web_pages import ENDS_A_LINE, HEADINGS, Block, Source

_LETTERS = re.compile(r"\W+")
_SHORTEST_PART = 20  # letters; a shorter block must be a whole paragraph of the article, not a part of one
_MOST_BLOCKS = 5_000  # of a page whose blocks are looked for within paragraphs


def article_of(text: str) -> frozenset[str] | None:
    """Return the paragraphs of the article that trafilatura finds in a page's source, by their letters alone.

    Nothing where it finds no article. Its quick way is asked, with recall before precision: the blocks that
    it leaves out are set aside only where something else speaks against them too.
    """
    from trafilatura import bare_extraction

    _silence()
    article = bare_extraction(
        text, fast=True, favor_recall=True, include_comments=False, with_metadata=False, deduplicate=False
    )
    body = getattr(article, "body", None)
    if body is None:
        return None
    paragraphs = ["".join(element.itertext()) for element in body.iter() if isinstance(element.tag, str)]
    return frozenset(filter(None, map(letters, paragraphs[1:]))) or None  # the first one is the whole


@cache
def _silence() -> None:
    """Keep what libraries say of a page from the terminal: the marks of a document say what is wrong."""
    for name in ("trafilatura", "htmldate", "courlan", "readability"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def letters(text: str) -> str:
    """Return the letters and digits of a text in lower case, which no markup changes.

    >>> letters("L’été, 300 dockers !")
    'lété300dockers'
    """
    return _LETTERS.sub("", text.lower())


def article_blocks(source: Source, article: frozenset[str] | None) -> list[tuple[str, str] | None]:
    """Return kind and reason of each block that the markup explains; nothing where its words do.

    A block is set aside if it is hidden, in a part of the page that is for something else, mostly links, or
    outside of what holds the article. A block that trafilatura takes for the article is never outside.
    """
    texts = [source.folded.text[block.start : block.end] for block in source.blocks]
    taken = _taken(texts, article)
    held = _holders(source.blocks, taken)
    return [_explained(*of_block, held=held) for of_block in zip(source.blocks, texts, taken, strict=True)]


def _taken(texts: list[str], article: frozenset[str] | None) -> list[bool]:
    """Return for each block whether it is in the article."""
    if article is None:
        return [False] * len(texts)
    whole = "\n".join(sorted(article)) if len(texts) <= _MOST_BLOCKS else ""
    keys = map(letters, texts)
    return [key in article or (len(key) >= _SHORTEST_PART and key in whole) for key in keys]


def _holders(blocks: Iterable[Block], taken: Iterable[bool]) -> frozenset[int]:
    """Return the elements that hold the article: those around its blocks, or around several of these.

    So does an element *article* that has one of its blocks.
    """
    around: set[int] = set()
    above: dict[int, set[int]] = {}
    for block, is_taken in zip(blocks, taken, strict=True):
        if is_taken and block.tag not in HEADINGS:
            inner, outer = block.containers
            around |= {inner, block.article} - {0}
            above.setdefault(outer, set()).add(inner)
    return frozenset(around | {outer for outer, inner in above.items() if len(inner) > 1})


def _explained(block: Block, text: str, is_taken: bool, held: frozenset[int]) -> tuple[str, str] | None:
    """Return kind and reason of a block, if the markup explains it."""
    linked = block.linked / (block.end - block.start)
    if block.hidden:
        return ("navigation", "hidden")
    if block.part and not (is_taken and linked < 0.5):
        return ("navigation", "part")
    if linked >= 0.5 and not (is_taken and ENDS_A_LINE.search(text)):
        return ("teaser", "links")
    if block.tag == "h1":
        return ("title", "headline")
    if held and not is_taken and held.isdisjoint({*block.containers, block.article}):
        return ("teaser", "outside")
    if block.tag == "figcaption":
        return ("caption", "")
    return ("subhead", "subhead") if block.tag in HEADINGS else None
