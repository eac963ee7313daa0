"""The command line: ``python -m dossier`` measures, builds, checks, refreshes, and makes the book."""

import csv
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dossier.errors import BookError, DataError, printable

if TYPE_CHECKING:  # --help need not wait for pandas
    import pandas as pd

    from dossier.project import Project

app = typer.Typer(
    help="Read articles, build the shared dataset, keep notebooks and book true to it.\n\n"
    "The data flows one way: texts → measured → coded → dataset → notebooks → book.\n\n"
    "Every command but measure needs a report: run it in or below the folder of a dossier.toml, "
    "or name that folder in DOSSIER_ROOT.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Folder = Annotated[Path, typer.Argument(exists=True, file_okay=False, help="A folder of articles as text.")]
Texts = Annotated[
    Path | None,
    typer.Option(
        envvar="DOSSIER_TEXTS",
        exists=True,
        file_okay=False,
        help="The private articles, if you hold them; else data/texts, if it exists.",
    ),
]


@app.command()
def measure(
    folder: Folder,
    out: Annotated[Path, typer.Option(help="Where the tables go: a new folder, or one that measure wrote.")],
    sources: Annotated[Path | None, typer.Option(help="A sources.csv that names known files.")] = None,
    published: Annotated[
        str | None, typer.Option(help="Date of unknown articles: 2024-06 or 2024-06-19.")
    ] = None,
    merge: Annotated[
        bool, typer.Option(help="Keep the rows of articles that OUT has and FOLDER has not.")
    ] = False,
) -> None:
    """Find numbers, dates, quotations, names and terms in FOLDER: places, values and single words.

    Every file is accounted for in documents.csv: kept, duplicate or rejected, with the reason.

    Example: python -m dossier measure tests/corpus --out /tmp/measured --published 2024-05
    """
    from dossier.project import find_project
    from dossier.reading.measure import measure as measure_folder
    from dossier.schema import CODED, MEASURED
    from dossier.schema.files import merged, read_table, read_tables, table_files
    from dossier.schema.folders import replace_folder

    project = find_project()
    in_a_report = (project.root / "dossier.toml").is_file()

    def known(file: Path, name: str) -> "pd.DataFrame":
        """Read a coded table; outside a report no source and no name is known, and all is measured still."""
        if in_a_report or sources == file:
            return read_table(file, project.schema.coded[name] if in_a_report else CODED[name])
        return CODED[name].of([])

    with explained():
        tables = measure_folder(
            folder,
            sources=known(sources or project.coded / "sources.csv", "sources"),
            entities=known(project.coded / "entities.csv", "entities"),
            theme_terms=known(project.coded / "theme_terms.csv", "theme_terms"),
            concordance_words=known(project.coded / "concordance_words.csv", "concordance_words"),
            published=published,
            report=lambda line: typer.echo(printable(line), err=True),
        )
        whole = merged(tables, read_tables(out, MEASURED)) if merge and out.exists() else tables
        replace_folder(out, table_files(whole, MEASURED))
    documents = tables["documents"]
    kept = int(documents["status"].eq("kept").sum())
    typer.echo(f"{kept} of {len(documents)} files measured into {out}")
    raise typer.Exit(0 if kept else 1)


@app.command()
def build(texts: Texts = None) -> None:
    """Build data/dataset and the codebook page from what was measured, coded and recorded.

    With the articles at hand, the measured tables are computed again and must be the committed ones.
    """
    from dossier import build as building
    from dossier.book import notebooks

    project = here()
    with explained():
        files = building.build(project, texts or project.texts(), progress)
        building.save(project, files)
        names = [file.stem for file in notebooks.stale(project, notebooks.notebook_files(project))]
    remedy = f"run `python -m dossier refresh {' '.join(names)}`: they read what moved"
    typer.echo(f"{len(files)} files written; {remedy if names else 'every stored output is current'}")


@app.command()
def check(texts: Texts = None) -> None:
    """Say whether the dataset is what its inputs give, and the notebooks' outputs belong to it.

    Nothing is written. The message names the command that mends what is wrong.
    """
    from dossier import build as building
    from dossier.book import notebooks

    project = here()
    with explained():
        different = building.first_difference(building.build(project, texts or project.texts(), progress))
        if different:
            problem = "is not what its inputs give"
            raise DataError(str(different.relative_to(project.root)), problem, remedy="run `make dataset`")
        for file in notebooks.stale(project, notebooks.notebook_files(project)):
            problem = "stores outputs of other data, code or packages"
            raise DataError(f"notebooks/{file.name}", problem, remedy="run `make refresh`")
    typer.echo("dataset and stored outputs are current")


@app.command()
def publish_ids() -> None:
    """Add the ids of this edition to data/coded/published_ids.csv: from then on none may be lost.

    It belongs to the commit that closes an edition. Ids that are listed stay as they are.
    """
    from dossier.schema.files import to_bytes
    from dossier.schema.folders import replace_file
    from dossier.schema.published import published_ids

    project = here()
    with explained():
        coded, record = project.inputs()
        listed = published_ids({**coded, **record}, project.schema, project.version)
    replace_file(project.coded / "published_ids.csv", to_bytes(listed))
    typer.echo(f"{len(listed)} ids are published; run `make dataset`")


@app.command()
def check_data(texts: Texts = None) -> None:
    """Print everything that does not hold in data/ as CSV: file, row, column, value, rule.

    Nothing is written. Exit code 1 when there is a violation. Cells are read first; what must hold
    between tables, and of the rows that pages and notebooks name, is asked when every cell passes.
    """
    from dossier import build as building
    from dossier.book.named_rows import lost_rows

    project = here()
    with explained():
        found = list(building.all_violations(project, texts or project.texts(), lost_rows))
    if not found:
        typer.echo("every table holds")
        return
    lines = csv.writer(sys.stdout, lineterminator="\n")
    lines.writerow(building.Violation._fields)
    lines.writerows([printable(cell) for cell in violation] for violation in found)
    raise typer.Exit(1)


@app.command()
def refresh(
    names: Annotated[
        list[str] | None, typer.Argument(help="Notebooks to run, as in `arms`; else all.")
    ] = None,
) -> None:
    """Run the notebooks in fresh kernels and store what they print.

    Example: python -m dossier refresh arms troops
    """
    from dossier.book import notebooks

    project = here()

    files = notebooks.notebook_files(project)
    unknown = sorted(set(names or []) - {file.stem for file in files})
    if unknown:
        raise typer.BadParameter(f"no notebook {unknown[0]!r}; there are {', '.join(f.stem for f in files)}")
    with explained():
        notebooks.refresh(project, [file for file in files if not names or file.stem in names], progress)


@app.command()
def evaluate() -> None:
    """Score what the program finds against the labels made by hand, and print the table."""
    from dossier.reading.scores import scores
    from dossier.schema.files import read_table, read_tables

    project = here()
    with explained():
        coded = {
            name: read_table(project.coded / f"{name}.csv", project.schema.coded[name])
            for name in ("entities", "quotation_labels")
        }
        measured = read_tables(project.measured, project.schema.measured)
        found = scores(project.tests, measured, coded["entities"], coded["quotation_labels"])
        typer.echo(found.to_string(index=False))


@app.command()
def place(
    article: Annotated[str, typer.Argument(help="The article's source_id, as in port-2024.")],
    texts: Texts = None,
) -> None:
    """Print start, end and sha256 of a passage, for a coded table; the passage comes on standard input.

    Example: printf 'plein régime' | python -m dossier place port-2024
    """
    from dossier.reading.measure import read_texts
    from dossier.reading.spans import find
    from dossier.schema.files import read_table

    project = here()
    folder = texts or project.texts()
    passage = sys.stdin.read().strip("\n")
    with explained():
        if folder is None:
            raise DataError("texts", "the articles are not here", remedy="set DOSSIER_TEXTS to their folder")
        known = read_texts(folder, read_table(project.coded / "sources.csv", project.schema.coded["sources"]))
        if article not in known:
            raise DataError(article, "is no article of that folder", remedy=f"there are {', '.join(known)}")
        found = find(passage, known[article])
        if not found:
            raise DataError(article, "the passage does not stand there", remedy="copy it from the article")
    for each in found:
        typer.echo(f"{article},{each.start},{each.end},{each.sha256(known[article])}")


@app.command()
def book(
    checked: Annotated[
        bool, typer.Option("--checked", help="Only if `check` passes, which runs meanwhile.")
    ] = False,
) -> None:
    """Build the book strictly from an empty folder, and print the page to open."""
    from dossier.book.build import build_book

    project = here()
    with (
        explained("the book was not built; the previous one stays"),
        running_check() if checked else nullcontext(lambda: None) as approve,
    ):
        typer.echo(build_book(project.root, approve))


@app.command()
def draft(
    page: Annotated[str | None, typer.Argument(help="The page to open, as in `weakest` or `arms`.")] = None,
) -> None:
    """Show what was edited: build the pages that changed into _build/draft, and print the page to open.

    No notebook is run, and no warning is an error: `dossier book` is strict.

    Example: python -m dossier draft weakest
    """
    from dossier.book.draft import build_draft, draft_page

    project = here()
    with explained("the draft was not built"):
        html = build_draft(project)
    try:
        typer.echo(draft_page(html, page) if page else html / "index.html")
    except KeyError as reason:
        raise typer.BadParameter(f"the book has no page {page!r}; _toc.yml lists them") from reason


@contextmanager
def running_check() -> Iterator[Callable[[], None]]:
    """Run ``check`` beside what happens within; give a function that waits for it and exits if it failed."""
    with subprocess.Popen([sys.executable, "-m", "dossier", "check"]) as check:

        def approve() -> None:
            if check.wait():
                raise typer.Exit(1)

        yield approve


@app.command()
def annotated(texts: Texts = None) -> None:
    """Build the private edition, in which each claim opens its passage, and print the page to open.

    It holds the articles: it stays in _private/, is marked on every page, and is never published.
    """
    from dossier.book.build import build_book
    from dossier.book.private_edition import FOLDER, annotate
    from dossier.reading.measure import read_texts

    project = here()
    folder = texts or project.texts()
    with explained("the private edition was not built"):
        if folder is None:
            remedy = "put them into data/texts, or set DOSSIER_TEXTS to their folder"
            raise DataError("texts", "the articles are not here", remedy=remedy)
        data = project.load()
        known = read_texts(folder, data.sources)
        built = build_book(project.root).parent
        typer.echo(annotate(built, known, data, project.root / FOLDER))


@app.command()
def site() -> None:
    """Build every published edition and the draft into site/, and print the page to open.

    Each edition is built from its commit, with its own lock, and must have the bytes that were recorded.
    """
    from dossier.editions.site import build_site

    project = here()
    with explained("the site was not built; the previous one stays"):
        typer.echo(build_site(project.root, lambda line: typer.echo(f"· {line}", err=True)))


@app.command()
def record_edition(
    version: Annotated[str, typer.Argument(help="The package's own version, as in 1.0.0.")],
    changed: Annotated[str, typer.Option(help="What changed for a reader, in a sentence or two.")],
) -> None:
    """Record the last commit as an edition in editions/: its row, its digests, its addresses.

    The edition is built first, from that commit. Commit the record; it is never rewritten.

    Example: python -m dossier record-edition 1.0.0 --changed "The first edition."
    """
    from dossier.editions.rebuild import record

    project = here()
    with explained("nothing was recorded"):
        edition = record(project.root, version, changed, lambda line: typer.echo(f"· {line}", err=True))
    typer.echo(f"edition {version} is {edition.commit[:12]}; commit editions/, then tag v{version}")


@app.command()
def pack() -> None:
    """Zip the whole edition, book and sources, and print the archive; a book out of date is built first."""
    from dossier.book.build import build_book
    from dossier.editions.archive import write_edition

    project = here()
    with explained("nothing is packed"):
        html = build_book(project.root).parent
        typer.echo(write_edition(project, html, project.root / "_build" / "attachments"))


@app.command()
def one_page() -> None:
    """Print the whole built book as one page of HTML, for `tools/pdf.py`."""
    from dossier.book.one_page import one_page as whole

    project = here()

    typer.echo(whole(project.root / "_build" / "html", project.declaration), nl=False)


def here() -> "Project":
    """Return the report that the command was called in; without one, say what is needed and exit."""
    from dossier.project import find_project

    project = find_project()
    with explained():
        _ = project.declaration  # read now: an unreadable one is named before any work
    return project


def progress(line: str) -> None:
    """Say what is done, to a person at a terminal only."""
    if sys.stderr.isatty():
        typer.echo(f"· {line}", err=True)


@contextmanager
def explained(consequence: str = "") -> Iterator[None]:
    """Turn an error of the data, or of a build, into its words and exit code 1."""
    try:
        yield
    except (DataError, BookError) as reason:
        typer.echo(f"error: {consequence}\n{reason}" if consequence else f"error: {reason}", err=True)
        raise typer.Exit(1) from reason


if __name__ == "__main__":
    app(prog_name="python -m dossier")
