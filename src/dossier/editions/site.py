"""``editions/editions.csv`` and the working tree → ``site/``: all editions, the draft, pages between them.

These pages are the front page, the list of editions, and what changed from each edition to the next. A
program finds the list in ``versions.json``, and a reader of feeds in ``feed.xml``.
"""

import json
import re
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from dossier.book.addresses import led_to_rows, pages_of_rows
from dossier.book.build import build_book, replace, tidy
from dossier.book.finish import pages
from dossier.book.private import refuse_private
from dossier.editions.changes import compare, moved, read_numbers
from dossier.editions.changes_page import Side, changes_page, first_page
from dossier.editions.feed import FEED, Entry, feed, site_address
from dossier.editions.pages import compare_books
from dossier.editions.rebuild import Report, dataset_of, rebuild
from dossier.editions.record import OF_THE_SITE, Edition, manifest_path, read_editions
from dossier.pages.policy import Rights, is_guarded, published
from dossier.pages.templates import render
from dossier.project import Project
from dossier.report import Declaration
from dossier.show.table import Link, ShownTable

_ADDRESS = re.compile(r'<meta property="og:url" content="([^"]+)"')
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


class Book(NamedTuple):
    """A book of the site: an edition, or the draft, which has no version yet."""

    folder: str
    name: str
    html: Path
    dataset: Path
    edition: Edition | None

    @property
    def side(self) -> Side:
        """Return the name and the folder of the book, for the page of changes."""
        return Side(f"edition {self.name}" if self.edition else "the draft", self.folder)


def build_site(root: Path, report: Report = lambda line: None) -> Path:
    """Build every edition and the draft into ``site/``, and return its first page.

    Editions are built from their commits and must be, byte for byte, as recorded; the draft is built from the
    working tree. The new site replaces the old one once it is complete; until then, and when the build fails,
    the old one stays. Raises ``BookError`` or ``DataError``.
    """
    site, fresh = root / "site", root / "site.new"
    tidy(site)
    try:
        books = every_book(root, report)
        fresh.mkdir()
        for book in books:
            copy_book(book, books, fresh)
        write_pages(Project(root), books, fresh)
        replace(site, fresh)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return site / "index.html"


def every_book(root: Path, report: Report) -> list[Book]:
    """Build the draft and the editions, two at a time; return the draft, then the editions, newest first."""
    editions = read_editions(root)

    def draft() -> Path:
        page = build_book(root, report=report)
        report("the draft is built from the working tree")
        return page.parent

    # The draft is built in this process. An edition is built in others, because its own code builds it.
    tasks: list[Callable[[], Path]] = [
        draft,
        *(lambda edition=edition: rebuild(root, edition, report) for edition in reversed(editions)),
    ]
    with ThreadPoolExecutor(2) as pool:
        built = list(pool.map(lambda task: task(), tasks))
    return [
        Book("latest", "draft", built[0], root / "data" / "dataset", None),
        *(
            Book(edition.folder, edition.version, html, dataset_of(root, edition), edition)
            for edition, html in zip(reversed(editions), built[1:], strict=True)
        ),
    ]


def copy_book(book: Book, books: Sequence[Book], site: Path) -> None:
    """Copy a book into its folder of ``site``, with the list of all ``books``.

    Books get into the site only through here, so private pages are refused here.
    """
    refuse_private(book.html)
    shutil.copytree(book.html, site / book.folder)
    (site / book.folder / OF_THE_SITE).write_text(editions_script(book, books), encoding="utf-8")


def editions_script(book: Book, books: Sequence[Book]) -> str:
    """Return the script ``editions.js``, which tells the pages of ``book`` about all ``books`` of the site.

    For each book ``lacks`` has the pages of ``book`` that it does not have, so that a page offers no dead
    link, and need not fetch anything to know.
    """
    own = page_names(book)
    newest = next((other.folder for other in books if other.edition), "")
    entries = [
        {
            "folder": other.folder,
            "name": other.name,
            "date": other.edition.date if other.edition else "",
            "lacks": sorted(own - page_names(other)),
        }
        for other in books
    ]
    return f"window.editions = {json.dumps({'here': book.folder, 'newest': newest, 'shown': entries})};\n"


def page_names(book: Book) -> set[str]:
    """Return the addresses of the pages of a book, from its folder."""
    return {path.relative_to(book.html).as_posix() for path in pages(book.html)}


def write_pages(project: Project, books: Sequence[Book], site: Path) -> None:
    """Write what belongs to no edition: front page, list of editions, changes, ``versions.json``."""
    for book, before in zip(books, [*books[1:], None], strict=True):
        if before or book.edition:
            write_page(site / changes_name(book), changes_of(book, before, project))
        if book.edition:
            name = book.edition.version
            shutil.copy(manifest_path(project.root, name), site / f"{book.folder}.sha256")
    (site / "versions.json").write_text(versions(books), encoding="utf-8")
    if any(book.edition for book in books):
        (site / FEED).write_text(feed_of(books, project.declaration), encoding="utf-8")
    write_page(site / "editions.html", editions_page(books, project.declaration.title))
    write_page(site / "index.html", front_door(books, project.declaration.title))
    missing = newest_of(books).html / "404.html"
    if missing.is_file():  # a host of static pages looks for it in the top folder only
        page = missing.read_text(encoding="utf-8")
        (site / missing.name).write_text(with_policy_of_missing(page), encoding="utf-8")


def with_policy_of_missing(page: str) -> str:
    """Return ``404.html`` of a book with a policy: what edition 1.0.0 recorded has none.

    Its script is that of the edition, which is built as it was recorded.
    """
    if is_guarded(page):
        return page
    return published("404.html", page, Rights(inline=tuple(_SCRIPT.findall(page)), connect=True))


def write_page(path: Path, page: str) -> None:
    """Write a ``page`` without scripts to ``path``, with its policy; ``BookError`` where it has faults."""
    path.write_text(published(path.name, page), encoding="utf-8")


def newest_of(books: Sequence[Book]) -> Book:
    """Return the newest edition, or the draft while there is none."""
    return next((book for book in books if book.edition), books[0])


def changes_name(book: Book) -> str:
    """Return the address of the page of changes of a book."""
    return f"changes-{book.folder}.html"


def changes_of(book: Book, before: Book | None, project: Project) -> str:
    """Return the page of changes in a book since the one before it, if there is one: of dataset and pages."""
    note = book.edition.changed if book.edition else "Not published yet: all this may still change."
    title = project.declaration.title
    if before is None:
        return first_page(book.side, book.dataset, note, title)
    changes = compare(before.dataset, book.dataset, project.schema)
    changes = changes._replace(book=compare_books(before.html, book.html))
    page = changes_page(changes, before.side, book.side, note, title)
    return led_to_rows(page, pages_of_rows(book.html))


def versions(books: Sequence[Book]) -> str:
    """Return ``versions.json``: the books of the site for programs, the draft first, then newest first."""
    newest = newest_of(books)
    entries = [
        {
            "name": book.name,
            "version": book.edition.version if book.edition else book.folder,
            "url": f"{book.folder}/",
            **({"date": book.edition.date, "commit": book.edition.commit} if book.edition else {}),
            **({"preferred": True} if book is newest else {}),
        }
        for book in books
    ]
    return json.dumps(entries, indent=2) + "\n"


def feed_of(books: Sequence[Book], declaration: Declaration) -> str:
    """Return the Atom feed of the editions in ``books``, each with the numbers that moved since the last."""
    entries = [
        Entry(
            book.edition,
            f"{book.folder}/index.html",
            changes_name(book),
            list(moved(read_numbers(before.dataset), read_numbers(book.dataset))) if before else (),
        )
        for book, before in zip(books, [*books[1:], None], strict=True)
        if book.edition
    ]
    return feed(declaration, entries, site_address(public_address(books[0]), [book.folder for book in books]))


def public_address(book: Book) -> str:
    """Return the public address of a book, as its pages state it; empty where they have none."""
    for path in pages(book.html):
        address = path.relative_to(book.html).as_posix()
        if stated := _ADDRESS.search(path.read_text(encoding="utf-8")):
            return stated[1].removesuffix(f"/{address}")
    return ""


def editions_page(books: Sequence[Book], title: str) -> str:
    """Return ``editions.html``, the list of all editions; it needs no script and no server."""
    rows = [
        (
            Link(book.name, f"{book.folder}/index.html"),
            book.edition.date if book.edition else "",
            book.edition.changed if book.edition else "The state of today; its numbers may still move.",
            Link("what changed", changes_name(book)) if book.edition or len(books) > 1 else "",
            Link("digests", f"{book.folder}.sha256") if book.edition else "",
            book.edition.commit[:12] if book.edition else "",
        )
        for book in books
    ]
    columns = ["edition", "published", "what it brought", "changes", "files", "commit"]
    table = ShownTable(pd.DataFrame(rows, columns=columns), "The editions, the newest first")
    return render(
        "editions.html.jinja",
        book=title,
        title="All editions",
        table=table,
        several=len(books) > 1,
        feed=FEED if any(book.edition for book in books) else "",
    )


def front_door(books: Sequence[Book], title: str) -> str:
    """Return the front page of the site: it leads to the newest edition, or to the draft without one."""
    return render("site_door.html.jinja", book=title, address=f"{newest_of(books).folder}/index.html")
