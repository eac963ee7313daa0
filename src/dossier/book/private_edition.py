"""The built book, the articles and ``claims`` → the private edition: each claim opens its passage.

It is made by a person who has the articles, in a folder of its own, and every page is marked (``private``).
"""

import shutil
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup, escape

from dossier.book.build import replace, tidy
from dossier.book.markup import parsed, written
from dossier.book.private import NOTICE, SIGN, marked
from dossier.data import Dataset
from dossier.errors import DataError
from dossier.evidence.checks import check_digests
from dossier.pages.links import to_top
from dossier.pages.policy import guarded
from dossier.pages.templates import render
from dossier.reading.files import Article
from dossier.schema.files import live, rows

FOLDER = "_private"
ARTICLES = "articles"


class Passage(NamedTuple):
    """The place of a claim in its article, in code points from 0, end exclusive."""

    claim_id: str
    start: int
    end: int
    statement: str


def annotate(book: Path, articles: Mapping[str, Article], data: Dataset, out: Path) -> Path:
    """Write the private edition of the built ``book`` to ``out``, and return its first page.

    ``articles`` are those at hand by their ids. Raises ``DataError`` where one is missing or is not the one
    that was coded, or where ``out`` is in a folder that is published; then nothing is written.
    """
    if any(out.resolve().is_relative_to(folder) for folder in published(book)):
        raise DataError(
            out.name, "is published", remedy="name a folder that is neither below _build nor below site"
        )
    cited = passages(articles, data)
    titles = dict(zip(data.sources["source_id"], data.sources["title"].fillna(""), strict=True))
    fresh = out.with_name(f"{out.name}.new")
    tidy(out)
    try:
        shutil.copytree(book, fresh)
        (fresh / SIGN).write_text(f"{NOTICE}\n", encoding="utf-8")
        for path in sorted(fresh.rglob("*.html")):
            up = to_top(path.relative_to(fresh).as_posix())
            page = linked(path.read_text(encoding="utf-8"), cited, up=up)
            path.write_text(marked(page), encoding="utf-8")
        (fresh / ARTICLES).mkdir()
        for source_id, own in cited.items():
            page = article_page(source_id, titles[source_id], articles[source_id].text, own)
            (fresh / ARTICLES / f"{source_id}.html").write_text(marked(page), encoding="utf-8", newline="")
        replace(out, fresh)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)  # it has the articles
    return out / "index.html"


def published(book: Path) -> tuple[Path, Path]:
    """Return the folders that are published: that of the built ``book``, and ``site`` beside it."""
    built = book.resolve().parent
    return built, built.with_name("site")


def passages(articles: Mapping[str, Article], data: Dataset) -> dict[str, list[Passage]]:
    """Return the passages of ``claims`` by article, in reading order, verified against ``articles``."""
    claims = live(data.claims).dropna(subset=["start"])
    for source_id in sorted(set(claims["source_id"]) - set(articles)):
        raise DataError(source_id, "the article is not here", remedy="add its file to the folder of articles")
    for fault in check_digests(data.tables(), articles):
        raise fault
    return {
        str(source_id): sorted(
            (Passage(row.claim_id, int(row.start), int(row.end), row.statement) for row in rows(own)),
            key=lambda passage: (passage.start, passage.end, passage.claim_id),
        )
        for source_id, own in claims.groupby("source_id")
    }


def linked(page: str, articles: Mapping[str, Iterable[Passage]], *, up: str) -> str:
    """Return ``page`` with the place of each claim as a link to its passage; ``up`` leads to the top."""
    if "data-place=" not in page:
        return page
    homes = {passage.claim_id: source_id for source_id, own in articles.items() for passage in own}
    tree = parsed(page)
    for place in tree.select("span[data-place]"):
        claim_id, words = str(place["data-place"]), place.get_text()
        if words.startswith("characters "):  # a claim of silence has no passage
            link = tree.new_tag("a", href=f"{up}{ARTICLES}/{homes[claim_id]}.html#{claim_id}")
            link.string = words
            place.replace_with(link)
    return written(tree)


def article_page(source_id: str, title: str, text: str, own: list[Passage]) -> str:
    """Return an article as a page: its text letter for letter, with each of its ``own`` passages marked.

    A link to ``#c-9017`` shows the passage of that claim, also where it shares words with another's.
    """
    page = render(
        "article.html.jinja", source_id=source_id, title=title, passages=own, pieces=pieces(text, own)
    )
    return guarded(page)


def marked_text(text: str, own: Iterable[Passage]) -> str:
    """Return ``text`` as HTML, with each passage marked and its id at its beginning; no letter is changed.

    >>> marked_text("a < b", [Passage("c-9001", 0, 3, "")])
    '<a id="c-9001"></a><mark class="c-9001">a &lt;</mark> b'
    """
    return render("marked_text.html.jinja", pieces=pieces(text, own))


def pieces(text: str, own: Iterable[Passage]) -> list[tuple[list[str], list[str], Markup]]:
    """Cut ``text`` where passages begin or end: the claims that begin, all claims of the piece, its words."""
    ordered = list(own)
    cuts = sorted({0, len(text), *(cut for passage in ordered for cut in (passage.start, passage.end))})
    return [
        (
            [passage.claim_id for passage in ordered if passage.start == start],
            [passage.claim_id for passage in ordered if passage.start <= start and end <= passage.end],
            escaped(text[start:end]),
        )
        for start, end in pairwise(cuts)
    ]


def escaped(text: str) -> Markup:
    r"""Return ``text`` escaped so that a browser reads back the same characters, carriage returns included.

    >>> print(repr(str(escaped("a<b\r\n"))))
    'a&lt;b&#13;\n'
    """
    return escape(text).replace("\r", Markup("&#13;"))
