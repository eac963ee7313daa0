"""What all commands share: the app, the option for the articles, the report, progress and messages."""

import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dossier.errors import BookError, DataError, quoted, system_message
from dossier.schema.forms import DAY_OR_MONTH

if TYPE_CHECKING:  # --help need not wait for pandas
    from dossier.project import Project

app = typer.Typer(
    help="Read articles, build the shared dataset, keep notebooks and book true to it.\n\n"
    "The data flows one way: texts → measured → coded → dataset → notebooks → book.\n\n"
    "Every command but measure, look and sql needs a report: run it in or below the folder of a "
    "dossier.toml, or name that folder in DOSSIER_ROOT.\n\n"
    "A usual day: edit data/coded or data/record, then check-data, build, refresh, book. "
    "The --help of each command says what it reads, what it writes and what to do next.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Texts = Annotated[
    Path | None,
    typer.Option(
        envvar="DOSSIER_TEXTS",
        exists=True,
        file_okay=False,
        help="The folder of the private articles, if you have them; else data/texts, if it exists.",
    ),
]


def current_project() -> "Project":
    """Return the report that the command was called in; without one, say what is needed and exit."""
    from dossier.project import find_project

    project = find_project()
    with explained():
        _ = project.declaration  # read now: an unreadable one is named before any work
    return project


def print_step(line: str) -> None:
    """Print a line for a step that is done, apart from the output of the command."""
    typer.echo(f"· {line}", err=True)


def progress(line: str) -> None:
    """Print a line for a step that is done, to a person at a terminal only."""
    if sys.stderr.isatty():
        print_step(line)


@contextmanager
def meter() -> Iterator[Callable[[int, int], None]]:
    """Give a function that shows how many bytes of how many are done, the rate and the remaining time.

    It writes over its own line, and only to a person at a terminal.
    """
    begin = time.monotonic()
    is_watched = sys.stderr.isatty()

    def show(done: int, total: int) -> None:
        if is_watched and total:
            seconds = time.monotonic() - begin
            rate = done / seconds if seconds else 0.0
            left = f"{(total - done) / rate:,.0f} s left" if rate else ""
            line = f"· {done / total:4.0%} of {total / 1e6:,.1f} MB, {rate / 1e6:.2f} MB/s, {left}"
            typer.echo(f"\r{line:<60}", err=True, nl=False)

    yield show
    if is_watched:
        typer.echo(err=True)


@contextmanager
def alone(folder: Path, command: str) -> Iterator[None]:
    """Let no other command write in ``folder`` meanwhile; in a report, delete first what killed ones left.

    The lock of a report is in it; that of another folder, which `measure` may write, lies beside it.
    """
    from dossier.lock import locked, sweep  # imported here: what only reads needs no lock
    from dossier.report import DECLARATION_FILE

    if not (folder / DECLARATION_FILE).is_file():
        with locked(folder.parent, command, print_step, name=f".{folder.name}.lock"):
            yield
        return
    with locked(folder, command, print_step):
        sweep(folder)
        yield


@contextmanager
def explained(consequence: str = "") -> Iterator[None]:
    """Turn an error of the data, of a build or of the system into its message and exit code 1."""
    try:
        yield
    except BrokenPipeError:
        raise  # whoever reads the output has stopped, and typer ends without a word
    except (DataError, BookError, OSError) as reason:
        message = system_message(reason) if isinstance(reason, OSError) else str(reason)
        typer.echo(f"error: {consequence}\n{message}" if consequence else f"error: {message}", err=True)
        raise typer.Exit(1) from reason


def moment(text: str | None) -> str | None:
    """Return a day or a month that was given as an option; say what is wrong with any other text.

    >>> moment("2024-06"), moment(None)
    ('2024-06', None)
    """
    from dossier.schema.texts import DATE, text_fault

    if text is not None and (not re.fullmatch(DAY_OR_MONTH, text) or text_fault(text, DATE)):
        raise typer.BadParameter(f"{quoted(text)} is no day and no month; write it as 2024-06-19 or 2024-06")
    return text


def text_encoding(name: str | None) -> str | None:
    """Return the name of a text encoding that was given as an option; say if the program knows none of it.

    >>> text_encoding("cp1252"), text_encoding(None)
    ('cp1252', None)
    """
    from dossier.reading.intake.encodings import known_encoding

    if name is not None and known_encoding(name) is None:
        raise typer.BadParameter(f"{quoted(name)} is no encoding of text; write it as cp1252 or utf-16")
    return name


def word_of_table(text: str | None) -> str | None:
    """Return words that were given as an option and go into a table; say if no table may hold them.

    >>> word_of_table("Le Quai"), word_of_table(None)
    ('Le Quai', None)
    """
    from dossier.schema.texts import text_fault

    if text is not None and (fault := text_fault(text)):
        raise typer.BadParameter(f"{fault.problem}; {fault.remedy}")
    return text
