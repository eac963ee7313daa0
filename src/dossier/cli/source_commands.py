"""Commands on outside pages: their addresses are asked, and the table of sources gains stored copies."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from dossier.cli.frame import alone, app, current_project, explained
from dossier.errors import printable

sources = typer.Typer(no_args_is_help=True)


@sources.callback()
def group() -> None:
    """Ask the hosts of outside pages: the one command here that needs a network.

    Reads: data/record/sources.csv.

    Writes: what the command says; with --dry-run nothing.

    Next: python -m dossier sources check --help tells what is asked, and how.

    Example: python -m dossier sources check
    """


app.add_typer(sources, name="sources")


@sources.command()
def check(
    ids: Annotated[
        list[str] | None, typer.Argument(help="Sources to ask for, as in `port-page`; else all.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Ask and list, but write nothing.")] = False,
    archive: Annotated[
        bool, typer.Option("--archive/--no-archive", help="Ask an archive for stored copies too.")
    ] = True,
    archive_address: Annotated[
        str,
        typer.Option(
            envvar="DOSSIER_ARCHIVE",
            help="Another archive: the address of its availability interface, which takes url and timestamp.",
        ),
    ] = "",
    proxy: Annotated[
        str,
        typer.Option(envvar=["HTTPS_PROXY", "https_proxy"], help="Ask through this proxy."),
    ] = "",
    seconds: Annotated[float, typer.Option(min=0.1, help="How long to wait for an answer.")] = 20.0,
    retries: Annotated[int, typer.Option(min=0, max=5, help="How often to ask again for an answer.")] = 1,
    pause: Annotated[float, typer.Option(min=0.0, help="Seconds between two requests to one host.")] = 2.0,
    megabytes: Annotated[float, typer.Option(min=0.001, help="How much of a page to read at most.")] = 5.0,
    at_once: Annotated[int, typer.Option(min=1, max=64, help="How many hosts to ask at a time.")] = 8,
) -> None:
    """List outside pages that are dead, changed or moved, and find stored copies of the others.

    It needs a network, and takes about half an hour for a thousand pages: a host is asked once in two
    seconds, and so is the archive. A page is read and its digest taken; nothing of it is kept, run or shown.

    The list is CSV. dead: an error, no such host, no answer. refused: the host answers, but not programs, or
    not now; look with a browser. changed: the row has a digest, and the page another. moved: for good, to
    moved_to; correct the address by hand. answers: it is listed because a stored copy was found.

    An address to which a host or the archive leads is taken only if the table could hold it: http or https,
    a public host. A stored copy must be on a host of the archive and name the page.

    Reads: data/record/sources.csv.

    Writes: the empty cells of archive_url in that file, all at once in the end. If the run is ended or
    fails, the file stays as it was. With --dry-run it is not written.

    Next: mend dead and moved addresses, then `check-data` and `build`; tools/reasons.py prints the rows that
    reasons.csv needs for published cells.

    Example: python -m dossier sources check --dry-run > sources-to-mend.csv
    """
    from dossier import __version__
    from dossier.schema.cells import csv_text
    from dossier.schema.files import read_table
    from dossier.web import source_check
    from dossier.web.ask import Asker, Limits
    from dossier.web.stored_copies import ARCHIVE, Archive

    project = current_project()
    file, table = project.record / "sources.csv", project.schema.coded["sources"]
    with explained("nothing was written"):
        rows = read_table(file, table).fillna("").to_dict("records")
        known = {str(row["source_id"]) for row in rows}
        if unknown := sorted(set(ids or []) - known):
            raise typer.BadParameter(f"record/sources.csv has no {printable(unknown[0])!r}")
        asked = [{str(column): str(cell) for column, cell in row.items()} for row in rows]
        asked = [row for row in asked if not ids or row["source_id"] in ids]
        limits = Limits(seconds, int(megabytes * 1_000_000), retries, pause)
        asker = Asker(limits, f"dossier/{__version__} (checks the sources of a report)", proxy)
        copies = Archive(asker, archive_address or ARCHIVE) if archive else None
        try:
            with _counter() as report:
                findings = source_check.check(asked, asker, copies, at_once, report)
        except KeyboardInterrupt:
            typer.echo("ended; nothing was written", err=True)
            raise typer.Exit(130) from None
        filled = 0
        if not dry_run:
            with alone(project.root, "sources check"):
                filled = source_check.fill_in(file, table, findings)
    listed = [finding for finding in findings if finding.state != "answers" or finding.archive_url]
    listed.sort(key=lambda finding: [*source_check.STATES, "answers"].index(finding.state))
    cells = [source_check.Finding._fields, *([printable(cell) for cell in finding] for finding in listed)]
    typer.echo(csv_text(cells), nl=False)
    states = Counter(finding.state for finding in findings)
    counts = ", ".join(f"{states[state]} {state}" for state in source_check.STATES)
    typer.echo(f"{len(findings):,} pages asked: {counts}", err=True)
    if copies and copies.unanswered:
        typer.echo(
            f"warning: the archive did not answer {copies.unanswered} times; run it again later", err=True
        )
    found = sum(bool(finding.archive_url) for finding in findings)
    typer.echo(f"{found} stored copies found, {filled} written to record/sources.csv", err=True)


@contextmanager
def _counter() -> Iterator[Callable[[int, int], None]]:
    """Give a function that shows how many of how many are done, to a person at a terminal only."""
    is_watched = sys.stderr.isatty()

    def show(done: int, of: int) -> None:
        if is_watched:
            typer.echo(f"\r· {done:,} of {of:,} pages asked", err=True, nl=False)

    try:
        yield show
    finally:
        if is_watched:
            typer.echo(err=True)
