"""Commands to look at what was measured: its tables become pages on this machine, and answers to SQL."""

import sys
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from dossier.cli.frame import Texts, app, explained, progress
from dossier.errors import printable

MOST_LINES = 100
"""So many rows of an answer are printed as a table."""

Measured = Annotated[
    Path, typer.Argument(exists=True, file_okay=False, help="A folder of tables, as measure wrote it.")
]


@app.command()
def look(
    out: Measured,
    texts: Texts = None,
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="The port of the server; 0 takes a free one.")
    ] = 0,
    export: Annotated[
        Path | None, typer.Option(help="Write pages into this folder instead, and start no server.")
    ] = None,
) -> None:
    """Show what was found: who said what, figures over time, what was set aside, copies, files.

    Reads: the tables in OUT, CSV or Parquet; with the texts, the sentence of each row is shown in its place.

    Writes: nothing; a server on 127.0.0.1 answers whoever has the printed address, until Ctrl+C. With
    --export, pages that are marked as private: they hold articles that belong to others.

    Next: open the printed address; a view can be filtered, sorted, and taken as CSV or workbook.

    Example: python -m dossier look data/measured --export /tmp/look
    """
    from dossier.look.export import export as write_pages
    from dossier.look.pages import Look
    from dossier.look.passages import Texts as TextsOf
    from dossier.look.server import serving
    from dossier.look.tables import open_tables
    from dossier.look.views import LOOKED_AT, open_views
    from dossier.project import find_project

    project = find_project()
    in_a_report = (project.root / "dossier.toml").is_file()
    with explained():
        progress(f"reading the tables of {out.name}: some seconds for a million rows")
        shown = Look(
            open_views(open_tables(out, LOOKED_AT)), TextsOf(texts or project.texts()), out.resolve().name
        )
        if export is not None:
            typer.echo(write_pages(shown, export, project.root.resolve() if in_a_report else None))
            return
        with serving(shown, port) as server:
            typer.echo(f"open {server.address}")
            typer.echo("only this machine can; Ctrl+C ends it", err=True)
            try:
                server.ended.wait()
            except KeyboardInterrupt:
                typer.echo("ended", err=True)


class Form(StrEnum):
    """The forms of an answer."""

    TABLE = "table"
    CSV = "csv"
    SHEET = "sheet"


@app.command()
def sql(
    query: Annotated[str, typer.Argument(help="One SELECT, as DuckDB understands it.")],
    out: Measured,
    form: Annotated[
        Form,
        typer.Option("--format", help="table; csv, exact; sheet, CSV in which a spreadsheet runs nothing."),
    ] = Form.TABLE,
) -> None:
    """Ask the tables of a folder a question in SQL, and print the answer.

    Reads: the tables in OUT, CSV or Parquet, and no other file; each table has the name of its file.

    Writes: nothing; one SELECT is run, and nothing that would change a table or a setting.

    Next: take the whole answer with --format csv, or --format sheet for a spreadsheet.

    Example: python -m dossier sql "select unit, count(*) from numbers group by unit" data/measured
    """
    from dossier.look.sql import as_table, ask, cell
    from dossier.look.tables import open_tables

    with explained():
        answer = ask(open_tables(out), query)
        if form is Form.TABLE:
            rows = list(islice(answer.rows, MOST_LINES))
            typer.echo(as_table(answer.columns, answer.numeric, rows))
            more = sum(1 for _ in answer.rows)
            if more:
                typer.echo(f"{more:,} more rows; --format csv prints all", err=True)
            return
        from dossier.book.downloads import harmless
        from dossier.schema.cells import csv_text

        at_terminal = sys.stdout.isatty()
        for row in (answer.columns, *answer.rows):
            texts = [
                harmless(cell(value)) if form is Form.SHEET and isinstance(value, str) else cell(value)
                for value in row
            ]
            shown = [printable(text) for text in texts] if at_terminal else texts
            typer.echo(csv_text([shown]), nl=False)
