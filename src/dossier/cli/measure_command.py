"""The command that measures a folder of articles: which lists it takes, where the tables go."""

from contextlib import nullcontext
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dossier.cli.frame import alone, app, explained, meter, moment, text_encoding, word_of_table
from dossier.errors import DataError, printable
from dossier.reading.time_cap import MOST_SECONDS

if TYPE_CHECKING:  # --help need not wait for pandas
    import pandas as pd

    from dossier.project import Project


class Format(StrEnum):
    """How `measure` writes its tables."""

    csv = "csv"
    parquet = "parquet"


class Engine(StrEnum):
    """Where `measure` works."""

    local = "local"
    dask = "dask"


@app.command()
def measure(
    folder: Annotated[
        Path, typer.Argument(exists=True, file_okay=False, help="A folder of articles: text or web pages.")
    ],
    out: Annotated[Path, typer.Option(help="Where the tables go: a new folder, or one that measure wrote.")],
    sources: Annotated[Path | None, typer.Option(help="A sources.csv that names known files.")] = None,
    names: Annotated[
        Path | None,
        typer.Option(help="A CSV file of names to find: name, and if you like kind, aliases, entity_id."),
    ] = None,
    themes: Annotated[
        Path | None,
        typer.Option(help="A CSV file of words that tell a theme: theme, term; a star is any ending."),
    ] = None,
    propose: Annotated[
        Path | None,
        typer.Option(
            dir_okay=False, help="A CSV file to write: names that no list has, most frequent first."
        ),
    ] = None,
    published: Annotated[
        str | None,
        typer.Option(callback=moment, help="Date of unknown articles: 2024-06 or 2024-06-19."),
    ] = None,
    outlet: Annotated[
        str | None,
        typer.Option(callback=word_of_table, help="Who published the articles that do not say it."),
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option(callback=text_encoding, help="Of files that are not UTF-8 and say no other: cp1252."),
    ] = None,
    copies_once: Annotated[
        bool, typer.Option("--copies-once", help="Leave out the near copies of an earlier file.")
    ] = False,
    units: Annotated[
        Path | None, typer.Option(help="A CSV file of further units: form,unit as in palettes,pallet.")
    ] = None,
    cues: Annotated[
        Path | None,
        typer.Option(
            exists=True, dir_okay=False, help="A CSV file of more verbs that report: lemma,forms,stance,use."
        ),
    ] = None,
    merge: Annotated[
        bool, typer.Option(help="Keep the rows of articles that OUT has and FOLDER has not.")
    ] = False,
    most_seconds: Annotated[
        float, typer.Option(min=0.1, help="Computing time that one file may take; then it is rejected.")
    ] = MOST_SECONDS,
    format: Annotated[
        Format,
        typer.Option(help="csv: a file for each table; parquet: parts, of which the next run keeps most."),
    ] = Format.csv,
    jobs: Annotated[int, typer.Option(min=0, help="Processes that measure; 0: one for each core.")] = 0,
    engine: Annotated[
        Engine, typer.Option(help="local: processes of this machine; dask: a Dask cluster, same tables.")
    ] = Engine.local,
    scheduler: Annotated[
        str | None,
        typer.Option(help="Address of the Dask scheduler; without one it is started here."),
    ] = None,
    terms: Annotated[
        bool, typer.Option(help="Write terms.csv with the words of each article: most of the rows.")
    ] = True,
) -> None:
    """Find numbers, dates, quotations, names and terms in a folder of articles.

    Reads: FOLDER, articles as text files or saved web pages, also packed with gzip. If FOLDER lies in the
    folder of a report, or OUT is its data/measured: the sources, entities, theme terms and concordance words
    of its data/coded, and the forms of units under [unit_forms] in dossier.toml, where no option names
    others. Elsewhere no name and no theme is known but those of --names and --themes.

    Writes: the measured tables into OUT, with places, values and single words, never a sentence. Into
    data/measured, which is published, the places of names, of speakers and of windows are not written.
    documents.csv says of every file whether it was kept, is a duplicate or was rejected, and why; where its
    date, title and outlet were said; which file it is a near copy of; and what is wrong with it. passages.csv
    says why a line was set aside. What is wrong is printed too, with what to do, and so is each amount that
    can be read in two ways: 10,000 is ten or ten thousand.
    With --format parquet a folder for each table holds parts; files and parts that are unchanged since the
    last run, or since it was interrupted, are not read again.

    Next: without a list of names, write one with --propose, strike out what is no name, and give it back as
    --names. In a report, measure into data/measured, code claims with `place`, then `build`.

    Example: python -m dossier measure tests/corpus --out /tmp/measured --published 2024-05
    """
    from dossier.project import report_above
    from dossier.reading.bulk.on_dask import dask
    from dossier.reading.bulk.parts import measure_to_parquet
    from dossier.reading.bulk.processes import cores
    from dossier.reading.bulk.tables import measure_to_csv
    from dossier.reading.bulk.work import Settings, readings_in_words
    from dossier.reading.files import Intake
    from dossier.reading.measure import Lists
    from dossier.reading.own_lists import read_names, read_themes
    from dossier.reading.proposals import proposals_file, propose_names
    from dossier.reading.quoting.verbs import with_own_verbs
    from dossier.reading.units import read_forms
    from dossier.schema.folders import replace_file

    written_to = report_above(out)
    is_committed = written_to is not None and out.resolve() == written_to.measured.resolve()
    report = report_above(folder) or (written_to if is_committed else None)
    if format is Format.parquet and (merge or is_committed):
        problem = "--merge writes CSV" if merge else "data/measured holds CSV"
        raise typer.BadParameter(f"{problem}; name another folder, or leave --format out")
    if scheduler and engine is Engine.local:
        raise typer.BadParameter("--scheduler needs --engine dask")
    if engine is Engine.dask:  # other machines have another working folder
        folder, out = folder.resolve(), out.resolve()
    with explained(), alone(written_to.root if written_to else out.resolve(), "measure"):
        if propose and propose.exists():
            remedy = "name a new file, because a person may have worked on this one"
            raise DataError(propose.name, "is there already", remedy=remedy)
        unit_forms = dict(report.declaration.unit_forms) if report else {}
        unit_forms |= read_forms(units) if units else {}
        known_sources = _known(report, "sources", sources)
        entities = read_names(names) if names else _known(report, "entities")
        lists = Lists.of(
            entities,
            read_themes(themes) if themes else _known(report, "theme_terms"),
            _known(report, "concordance_words"),
            unit_forms,
            with_own_verbs(cues) if cues else None,
        )
        settings = Settings(
            str(folder),
            lists,
            Intake(published, outlet, encoding, copies_once, most_seconds),
            public=is_committed,
            terms=terms,
            unit_forms=unit_forms,
        )
        write = partial(measure_to_csv, merge=merge) if format is Format.csv else measure_to_parquet
        cluster = dask(scheduler, folder, jobs or cores()) if engine is Engine.dask else nullcontext()
        with meter() as progress_of_bytes, cluster as run:
            counts = write(
                settings,
                out,
                sources=known_sources,
                jobs=jobs or cores(),
                report=lambda line: typer.echo(printable(line), err=True),
                progress=progress_of_bytes,
                run=run,
            )
        if propose:
            proposals = propose_names(
                folder, sources=known_sources, entities=entities, intake=settings.intake
            )
            replace_file(propose, proposals_file(proposals))
    typer.echo(f"{counts.kept} of {counts.files} files measured into {out}")
    if propose:
        typer.echo(f"{len(proposals)} names that no list has written into {propose}")
    elif entities.empty and counts.kept:
        typer.echo(
            "no name is known here: --propose names.csv lists the names of these files, --names reads it"
        )
    for line in readings_in_words(counts.readings):
        typer.echo(line)
    raise typer.Exit(0 if counts.kept else 1)


def _known(report: "Project | None", name: str, file: Path | None = None) -> "pd.DataFrame":
    """Read a coded table of a report, or its ``file``; elsewhere it has no rows: nothing is known."""
    from dossier.schema import CODED
    from dossier.schema.files import read_table

    if report:
        return read_table(file or report.coded / f"{name}.csv", report.schema.coded[name])
    return read_table(file, CODED[name]) if file else CODED[name].of([])
