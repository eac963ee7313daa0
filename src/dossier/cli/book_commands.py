"""Commands on pages: dataset, pages and notebooks become the book, its editions, its archive and the site."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Annotated

import typer

from dossier.cli.frame import Texts, alone, app, current_project, explained, print_step
from dossier.errors import DataError


@app.command()
def book(
    checked: Annotated[
        bool, typer.Option("--checked", help="Only if `check` passes, which runs meanwhile.")
    ] = False,
) -> None:
    """Build the book strictly from an empty folder, and print the page to open.

    Reads: data/dataset, book/, and the notebooks with their stored outputs; no notebook is run.

    Writes: _build/html, only if every page was built without a warning.

    Next: open the page; `pack` makes one file of the book and its sources.

    Example: python -m dossier book --checked
    """
    from dossier.book.build import build_book
    from dossier.book.named_rows import undone_in_prose
    from dossier.book.notebooks import notebook_files, refuse_altered
    from dossier.editions.record import refuse_published
    from dossier.evidence.checks import raise_first

    project = current_project()
    with (
        explained("the book was not built; the previous one stays"),
        alone(project.root, "book"),
        running_check() if checked else nullcontext(lambda: None) as approve,
    ):
        refuse_published(project.root, project.version)
        refuse_altered(notebook_files(project))
        raise_first(undone_in_prose(project, project.load().tables()))
        typer.echo(build_book(project.root, approve, print_step))


@app.command()
def draft(
    page: Annotated[str | None, typer.Argument(help="The page to open, as in `weakest` or `arms`.")] = None,
) -> None:
    """Show what was edited: build the pages that changed, and print the page to open.

    Reads: what `book` reads. No notebook is run, and no warning is an error.

    Writes: _build/draft, which belongs to no edition.

    Next: open the page; when it is right, `refresh` an edited notebook, then `book`.

    Example: python -m dossier draft weakest
    """
    from dossier.book.draft import build_draft, draft_page

    project = current_project()
    with explained("the draft was not built"), alone(project.root, "draft"):
        html = build_draft(project)
    try:
        typer.echo(draft_page(html, page) if page else html / "index.html")
    except KeyError as reason:
        raise typer.BadParameter(f"the book has no page {page!r}; _toc.yml lists them") from reason


@contextmanager
def running_check() -> Iterator[Callable[[], None]]:
    """Run ``check`` while the book is built; yield a function that waits for it and exits if it failed."""
    with subprocess.Popen([sys.executable, "-m", "dossier", "check", "--as-draft"]) as check:

        def approve() -> None:
            if check.wait():
                raise typer.Exit(1)

        yield approve


@app.command()
def annotated(texts: Texts = None) -> None:
    """Build the private edition, in which each claim opens its passage, and print the page to open.

    Reads: the articles, data/dataset, and what `book` reads.

    Writes: _private/, and _build/html if it is out of date. The private edition contains the articles:
    it is marked on every page, and is never published.

    Next: open the page, and compare claims with their passages.

    Example: python -m dossier annotated --texts data/texts
    """
    from dossier.book.build import build_book
    from dossier.book.private_edition import FOLDER, annotate
    from dossier.reading.files import read_articles

    project = current_project()
    folder = texts or project.texts()
    with explained("the private edition was not built"), alone(project.root, "annotated"):
        if folder is None:
            remedy = "put them into data/texts, or set DOSSIER_TEXTS to their folder"
            raise DataError("texts", "the articles are not here", remedy=remedy)
        data = project.load()
        known = read_articles(folder, data.sources)
        built = build_book(project.root, report=print_step).parent
        typer.echo(annotate(built, known, data, project.root / FOLDER))


@app.command()
def site() -> None:
    """Build every published edition and the draft into one site, and print the page to open.

    Reads: editions/, the commit of each edition with its own lock, and what `book` reads.

    Writes: site/, and .editions/ to keep what was built. An edition must have the bytes that were
    recorded; at the first other byte it stops, and the previous site stays.

    Next: look at site/editions.html, then push the commit and the tag.

    Example: python -m dossier site
    """
    from dossier.editions.record import refuse_published
    from dossier.editions.site import build_site

    project = current_project()
    with explained("the site was not built; the previous one stays"), alone(project.root, "site"):
        refuse_published(project.root, project.version)
        typer.echo(build_site(project.root, print_step))


@app.command()
def record_edition(
    version: Annotated[str, typer.Argument(help="The package's own version, as in 1.0.0.")],
    changed: Annotated[str, typer.Option(help="What changed for a reader, in a sentence or two.")],
) -> None:
    """Record the last commit as an edition: it is built first, from that commit.

    Reads: the last commit, and tests/deep/results.csv; a deep test that failed or is out of date stops it.

    Writes: editions/, where nothing is rewritten: the edition's row, the digests of its files and of the
    rows of its dataset, its addresses.

    Next: name the next draft with tools/version.py, `build`, commit, set the tag, then `site`.

    Example: python -m dossier record-edition 1.0.0 --changed "The first edition."
    """
    from dossier.editions.rebuild import record

    project = current_project()
    with explained("nothing was recorded"), alone(project.root, "record-edition"):
        edition = record(project.root, version, changed, print_step)
    typer.echo(
        f"edition {version} is {edition.commit[:12]}; name the next draft, commit, then tag v{version}"
    )


@app.command()
def pack() -> None:
    """Zip the book with its data, code and sources, and print the path of the archive.

    Reads: _build/html, which is built first if it is out of date, and the sources; no article.

    Writes: one zip in _build/attachments, the same bytes each time.

    Next: attach it to the release; start.html in it opens the book.

    Example: python -m dossier pack
    """
    from dossier.book.build import build_book
    from dossier.editions.archive import write_edition
    from dossier.editions.record import refuse_published

    project = current_project()
    with explained("nothing is packed"), alone(project.root, "pack"):
        refuse_published(project.root, project.version)
        html = build_book(project.root, report=print_step).parent
        typer.echo(write_edition(project, html, project.root / "_build" / "attachments"))


@app.command()
def one_page() -> None:
    """Print the built book as one page of HTML, to be made a PDF.

    Reads: _build/html, as `book` wrote it.

    Writes: nothing; the page goes to standard output.

    Next: hand it to tools/pdf.py, which prints it in a browser.

    Example: python -m dossier one-page > book.html
    """
    from dossier.book.build import restore
    from dossier.book.built import refuse_altered_pages
    from dossier.book.notebooks import notebook_files, refuse_altered
    from dossier.book.one_page import one_page as page_of

    project = current_project()
    with explained("there is no page"):
        restore(project.root / "_build")
        refuse_altered(notebook_files(project))
        refuse_altered_pages(project.root / "_build")
    typer.echo(page_of(project.root / "_build" / "html", project.declaration), nl=False)
