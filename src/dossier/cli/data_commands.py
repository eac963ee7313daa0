"""Commands on tables: articles become measured tables, inputs become the dataset, and both are checked."""

import sys
from contextlib import nullcontext
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dossier.cli.frame import (
    Texts,
    alone,
    app,
    current_project,
    explained,
    meter,
    moment,
    progress,
    text_encoding,
    word_of_table,
)
from dossier.errors import DataError, printable
from dossier.reading.time_cap import MOST_SECONDS

if TYPE_CHECKING:  # --help need not wait for pandas
    import pandas as pd


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

    Reads: FOLDER, articles as text files or saved web pages, also packed with gzip; in a report also the
    sources, entities, theme terms and concordance words of data/coded, and the forms of units under
    [unit_forms] in dossier.toml.

    Writes: the measured tables into OUT, with places, values and single words, never a sentence. Into
    data/measured, which is published, the places of names, of speakers and of windows are not written.
    documents.csv says of every file whether it was kept, is a duplicate or was rejected, and why; where its
    date, title and outlet were said; which file it is a near copy of; and what is wrong with it. passages.csv
    says why a line was set aside. What is wrong is printed too, with what to do, and so is each amount that
    can be read in two ways: 10,000 is ten or ten thousand.
    With --format parquet a folder for each table holds parts; files and parts that are unchanged since the
    last run, or since it was interrupted, are not read again.

    Next: in a report, measure into data/measured, code claims with `place`, then `build`.

    Example: python -m dossier measure tests/corpus --out /tmp/measured --published 2024-05
    """
    from dossier.project import find_project
    from dossier.reading.bulk.on_dask import dask
    from dossier.reading.bulk.parts import measure_to_parquet
    from dossier.reading.bulk.processes import cores
    from dossier.reading.bulk.tables import measure_to_csv
    from dossier.reading.bulk.work import Settings
    from dossier.reading.files import Intake
    from dossier.reading.measure import Lists
    from dossier.reading.quoting.verbs import with_own_verbs
    from dossier.reading.units import read_forms
    from dossier.schema import CODED
    from dossier.schema.files import read_table

    project = find_project()
    in_a_report = (project.root / "dossier.toml").is_file()

    def known(file: Path, name: str) -> "pd.DataFrame":
        """Read a coded table; outside a report it has no rows: no source and no name is known."""
        if in_a_report or sources == file:
            return read_table(file, project.schema.coded[name] if in_a_report else CODED[name])
        return CODED[name].of([])

    is_committed = in_a_report and out.resolve() == project.measured.resolve()
    if format is Format.parquet and (merge or is_committed):
        problem = "--merge writes CSV" if merge else "data/measured holds CSV"
        raise typer.BadParameter(f"{problem}; name another folder, or leave --format out")
    if scheduler and engine is Engine.local:
        raise typer.BadParameter("--scheduler needs --engine dask")
    if engine is Engine.dask:  # other machines have another working folder
        folder, out = folder.resolve(), out.resolve()
    inside = in_a_report and out.resolve().is_relative_to(project.root)
    with explained(), alone(project.root if inside else out.resolve(), "measure"):
        unit_forms = dict(project.declaration.unit_forms) if in_a_report else {}
        unit_forms |= read_forms(units) if units else {}
        known_sources = known(sources or project.coded / "sources.csv", "sources")
        lists = Lists.of(
            known(project.coded / "entities.csv", "entities"),
            known(project.coded / "theme_terms.csv", "theme_terms"),
            known(project.coded / "concordance_words.csv", "concordance_words"),
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
    typer.echo(f"{counts.kept} of {counts.files} files measured into {out}")
    raise typer.Exit(0 if counts.kept else 1)


@app.command()
def build(texts: Texts = None) -> None:
    """Build the dataset and the codebook page from what was measured, coded and recorded.

    Reads: dossier.toml, data/measured, data/coded, data/record. With the articles, the measured tables
    are computed again and must be the committed ones.

    Writes: data/dataset, book/codebook.md, CITATION.cff. After an error, nothing is written.

    Next: `refresh` the notebooks that the last line names, then `check`.

    Example: python -m dossier build
    """
    from dossier import build as building
    from dossier.book import notebooks

    project = current_project()
    with explained(), alone(project.root, "build"):
        files = building.build(project, texts or project.texts(), progress)
        building.save(project, files)
        names = [file.stem for file in notebooks.stale(project, notebooks.notebook_files(project))]
    remedy = f"run `python -m dossier refresh {' '.join(names)}`: they read what moved"
    typer.echo(f"{len(files)} files written; {remedy if names else 'every stored output is current'}")


@app.command()
def check(
    texts: Texts = None,
    as_draft: Annotated[
        bool, typer.Option("--as-draft", help="Warn of changed cells without a reason, refuse nothing else.")
    ] = False,
) -> None:
    """Compare the dataset and the outputs of the notebooks with what their inputs give.

    Reads: what `build` reads, data/dataset, the notebooks with their stored outputs, and the digests of
    the last edition's rows in editions/. A row that changed since then needs one in reasons.csv. A sentence
    that sentence_checks.csv binds must have its words, and the data must bear it out. A judgement, an
    undecided forecast or a number of the front page that nobody searched for is a warning.

    Writes: nothing. The message names the file that is out of date and the command that renews it.

    Next: run that command; if nothing is out of date, `book`.

    Example: python -m dossier check
    """
    from dossier import build as building
    from dossier.book import notebooks
    from dossier.book.bound import sentence_faults
    from dossier.book.named_rows import undone_in_prose
    from dossier.editions.published_rows import demand_reasons, unexplained
    from dossier.editions.record import refuse_published
    from dossier.editions.searches import lacking
    from dossier.evidence.checks import raise_first

    project = current_project()
    with explained():
        refuse_published(project.root, project.version)
        different = building.first_difference(building.build(project, texts or project.texts(), progress))
        if different:
            problem = "is not what its inputs give"
            raise DataError(str(different.relative_to(project.root)), problem, remedy="run `make dataset`")
        tables = project.load().tables()
        raise_first(sentence_faults(project, tables))
        raise_first(undone_in_prose(project, tables))
        for file in notebooks.stale(project, notebooks.notebook_files(project)):
            problem = "stores outputs of other data, code or packages"
            raise DataError(f"notebooks/{file.name}", problem, remedy="run `make refresh`")
        notebooks.refuse_altered(notebooks.notebook_files(project))
        if faults := unexplained(project) if as_draft else []:
            count = f"{len(faults)} changes since the last edition have no reason"
            typer.echo(f"warning: {count}; the first: {faults[0]}", err=True)
        else:
            demand_reasons(project)
        if unsearched := list(lacking(project)):
            count = f"{len(unsearched)} lack their searches, and record-edition refuses them"
            typer.echo(f"warning: {count}; the first: {unsearched[0]}", err=True)
    typer.echo("dataset and stored outputs are current")


@app.command()
def publish_ids() -> None:
    """List the ids of this edition as published: from then on none may be lost.

    Reads: data/coded, data/record, and the version in dossier.toml.

    Writes: data/coded/published_ids.csv, with a row for each new id; rows that are there stay as they are.

    Next: `build`; then commit the file with the edition, and `record-edition`.

    Example: python -m dossier publish-ids
    """
    from dossier.schema.files import to_bytes
    from dossier.schema.folders import replace_file
    from dossier.schema.published import published_ids

    project = current_project()
    with explained(), alone(project.root, "publish-ids"):
        coded, record = project.inputs()
        listed = published_ids({**coded, **record}, project.schema, project.edition)
        replace_file(project.coded / "published_ids.csv", to_bytes(listed))
    typer.echo(f"{len(listed)} ids are published; run `make dataset`")


@app.command()
def check_data(texts: Texts = None) -> None:
    """Print every fault in data/ as CSV: file, row, column, value, rule.

    Reads: data/measured, data/coded, data/record, the rows that pages and notebooks name, and the words that
    sentence_checks.csv binds: where they changed, the rule has the wording to write. Faults between tables
    are looked for when every cell is valid.

    Writes: nothing. The exit code is 1 if there is a fault. An amount that can be read in two ways is a
    warning: whoever uses it looks at its place first.

    Next: correct each row in the list, run it again, then `build`.

    Example: python -m dossier check-data
    """
    from dossier import build as building
    from dossier.book.bound import rewordings
    from dossier.book.named_rows import lost_rows, undone_in_prose
    from dossier.reading.measure import ambiguous
    from dossier.schema.cells import csv_text
    from dossier.schema.files import read_table

    project = current_project()
    with explained():
        rules = (lost_rows, undone_in_prose, rewordings)
        violations = list(building.all_violations(project, texts or project.texts(), *rules))
        if not violations:
            numbers = read_table(project.measured / "numbers.csv", project.schema.measured["numbers"])
            for line in ambiguous(numbers):
                typer.echo(f"warning: {printable(line)}", err=True)
    if not violations:
        typer.echo("no fault in data/")
        return
    lines = [building.Violation._fields, *([printable(cell) for cell in line] for line in violations)]
    typer.echo(csv_text(lines), nl=False)
    raise typer.Exit(1)


@app.command()
def refresh(
    names: Annotated[
        list[str] | None, typer.Argument(help="Notebooks to run, as in `arms`; else all.")
    ] = None,
) -> None:
    """Run notebooks in fresh kernels and store what they print.

    Reads: the notebooks, data/dataset, and the code that they import.

    Writes: the outputs in the files of notebooks/, and from which inputs they come.

    Next: `check`, look at the difference with git, then `book`.

    Example: python -m dossier refresh arms troops
    """
    from dossier.book import notebooks

    project = current_project()
    files = notebooks.notebook_files(project)
    unknown = sorted(set(names or []) - {file.stem for file in files})
    if unknown:
        raise typer.BadParameter(f"no notebook {unknown[0]!r}; there are {', '.join(f.stem for f in files)}")
    with explained(), alone(project.root, "refresh"):
        notebooks.refresh(project, [file for file in files if not names or file.stem in names], progress)


@app.command()
def evaluate() -> None:
    """Score what the program finds against the labels made by hand, and print the table.

    Reads: data/measured, the entities and quotation labels of data/coded, and the labels in tests/.

    Writes: nothing. Precision is the share of what was found that is right, recall the share of what
    is there that was found.

    Next: correct a word list in src/dossier/reading/lexicon, and run it again.

    Example: python -m dossier evaluate
    """
    from dossier.reading.scores import scores
    from dossier.schema.files import read_table, read_tables

    project = current_project()
    with explained():
        coded = {
            name: read_table(project.coded / f"{name}.csv", project.schema.coded[name])
            for name in ("entities", "quotation_labels")
        }
        measured = read_tables(project.measured, project.schema.measured)
        table = scores(project.tests, measured, coded["entities"], coded["quotation_labels"])
        typer.echo(table.to_string(index=False))


@app.command()
def place(
    article: Annotated[str, typer.Argument(help="The article's source_id, as in port-2024.")],
    texts: Texts = None,
) -> None:
    """Print source_id, start, end and digest of a passage, as cells for a coded table.

    Reads: the passage on standard input, the articles, and data/coded/sources.csv.

    Writes: nothing. A passage that occurs twice gives two lines.

    Next: paste the cells into a row of data/coded/claims.csv or translation_flags.csv, then `check-data`.

    Example: printf 'plein régime' | python -m dossier place port-2024
    """
    from dossier.reading.files import read_articles
    from dossier.schema.files import read_table

    project = current_project()
    folder = texts or project.texts()
    passage = sys.stdin.read().strip("\n")
    with explained():
        if folder is None:
            raise DataError("texts", "the articles are not here", remedy="set DOSSIER_TEXTS to their folder")
        known = read_articles(
            folder, read_table(project.coded / "sources.csv", project.schema.coded["sources"])
        )
        if article not in known:
            raise DataError(article, "is no article of that folder", remedy=f"there are {', '.join(known)}")
        places = known[article].find(passage)
        if not places:
            raise DataError(article, "the passage is not in it", remedy="copy it from the article")
    for occurrence in places:
        digest = known[article].digest(occurrence)
        typer.echo(f"{article},{occurrence.start},{occurrence.end},{digest}")
