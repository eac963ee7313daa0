"""The private edition: the book, in which each claim opens its passage in the article.

It is made for who holds the articles, in a folder of its own, and marked on every page (``private``).
"""

import html
import re
import shutil
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from dossier.book.build import replace
from dossier.book.private import NOTICE, SIGN, marked
from dossier.data import Dataset
from dossier.errors import DataError
from dossier.evidence.checks import check_digests
from dossier.pages.cards import anchor
from dossier.schema.files import live, rows
from dossier.show.table import Link

FOLDER = "_private"
ARTICLES = "articles"

_PLACE = re.compile(r'<span data-place="([^"]+)">(characters [^<]*)</span>')


class Passage(NamedTuple):
    """Where a claim stands in its article, in code points from 0, end exclusive."""

    claim_id: str
    start: int
    end: int
    statement: str


def annotate(book: Path, texts: Mapping[str, str], data: Dataset, out: Path) -> Path:
    """Write the private edition of the built ``book`` to ``out``, and return its first page.

    ``texts`` are the articles by their ids. Raises ``DataError`` where an article is missing or is not the
    one that was coded, or where ``out`` belongs to what is published; then nothing is written.
    """
    if any(out.resolve().is_relative_to(each) for each in published(book)):
        raise DataError(
            out.name, "is published", remedy="name a folder that is neither below _build nor below site"
        )
    articles = passages(texts, data)
    titles = dict(zip(data.sources["source_id"], data.sources["title"].fillna(""), strict=True))
    fresh = out.with_name(f"{out.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)  # what an interrupted run left
    shutil.copytree(book, fresh)
    (fresh / SIGN).write_text(f"{NOTICE}\n", encoding="utf-8")
    for path in sorted(fresh.rglob("*.html")):
        up = "../" * (len(path.relative_to(fresh).parts) - 1)
        page = linked(path.read_text(encoding="utf-8"), articles, up=up)
        path.write_text(marked(page), encoding="utf-8")
    (fresh / ARTICLES).mkdir()
    for source_id, found in articles.items():
        page = article_page(source_id, titles[source_id], texts[source_id], found)
        (fresh / ARTICLES / f"{source_id}.html").write_text(marked(page), encoding="utf-8", newline="")
    replace(out, fresh)
    return out / "index.html"


def published(book: Path) -> tuple[Path, Path]:
    """Return the folders that are published, or copied from to be: that of builds, and that of the site."""
    built = book.resolve().parent
    return built, built.with_name("site")


def passages(texts: Mapping[str, str], data: Dataset) -> dict[str, list[Passage]]:
    """Return the places of the claims by article, in reading order, verified against ``texts``."""
    claims = live(data.claims).dropna(subset=["start"])
    for source_id in sorted(set(claims["source_id"]) - set(texts)):
        raise DataError(source_id, "the article is not here", remedy="add its file to the folder of articles")
    for fault in check_digests(data.tables(), texts):
        raise fault
    return {
        str(source_id): sorted(
            (Passage(row.claim_id, int(row.start), int(row.end), row.statement) for row in rows(own)),
            key=lambda each: (each.start, each.end, each.claim_id),
        )
        for source_id, own in claims.groupby("source_id")
    }


def linked(page: str, articles: Mapping[str, Iterable[Passage]], *, up: str) -> str:
    """Return ``page`` with the place of each claim as a link to its passage; ``up`` leads to the top."""
    homes = {passage.claim_id: source_id for source_id, found in articles.items() for passage in found}

    def link(found: re.Match[str]) -> str:
        address = f"{up}{ARTICLES}/{homes[found[1]]}.html#{found[1]}"
        return f'<a href="{html.escape(address)}">{found[2]}</a>'

    return _PLACE.sub(link, page)


def article_page(source_id: str, title: str, text: str, found: list[Passage]) -> str:
    """Return an article as a page: its text letter for letter, each claim's passage marked in it.

    A link to ``#c-9017`` shows the passage of that claim, also where it shares words with another's.
    """
    heading = html.escape(title or source_id)
    shown = "".join(
        f":root:has(#{html.escape(each.claim_id)}:target) .{html.escape(each.claim_id)} "
        "{ background: #ffd54d; color: #000000 }\n"
        for each in found
    )
    listed = "".join(
        f"<li>{anchor(Link(f'{each.start}–{each.end}', f'#{each.claim_id}'))} {html.escape(each.statement)} "
        f"{anchor(Link(each.claim_id, f'../book/ledger.html#{each.claim_id}'))}</li>\n"
        for each in found
    )
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{heading}</title>\n<style>\n{_STYLE}{shown}</style>\n</head>\n<body>\n<main>\n"
        f'<p><a href="../book/ledger.html">The ledger</a></p>\n<h1>{html.escape(source_id)}</h1>\n'
        f'<pre lang="fr">\n{marked_text(text, found)}</pre>\n'  # the first line break after <pre> is dropped
        f"<h2>Its claims</h2>\n<ol>\n{listed}</ol>\n</main>\n</body>\n</html>\n"
    )


def marked_text(text: str, found: Iterable[Passage]) -> str:
    """Return ``text`` as HTML, each passage in marks and its beginning named; no letter is changed.

    >>> marked_text("a < b", [Passage("c-9001", 0, 3, "")])
    '<a id="c-9001"></a><mark class="c-9001">a &lt;</mark> b'
    """
    ordered = list(found)
    cuts = sorted({0, len(text), *(cut for each in ordered for cut in (each.start, each.end))})
    pieces = []
    for start, end in pairwise(cuts):
        begun = "".join(
            f'<a id="{html.escape(each.claim_id)}"></a>' for each in ordered if each.start == start
        )
        over = " ".join(
            html.escape(each.claim_id) for each in ordered if each.start <= start and end <= each.end
        )
        words = escaped(text[start:end])
        pieces.append(begun + (f'<mark class="{over}">{words}</mark>' if over else words))
    return "".join(pieces)


def escaped(text: str) -> str:
    r"""Return ``text`` so that a browser reads back the same characters; it would rewrite a bare return.

    >>> escaped("a<b\r\n")
    'a&lt;b&#13;\n'
    """
    return html.escape(text).replace("\r", "&#13;")


_STYLE = """\
:root { color-scheme: light dark; }
body { margin: 0; }
main { max-width: 42rem; margin: 0 auto; padding: 1rem; font: 1rem/1.5 serif; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; }
mark { background: none; color: inherit; text-decoration: underline dotted; text-underline-offset: 0.2em; }
a[id] { scroll-margin-top: 30vh; }
"""
