"""Commands on tables: measured, coded and recorded ones become the dataset, and all are checked."""

import sys
from typing import Annotated

import typer

from dossier.cli.frame import Texts, alone, app, current_project, explained, progress
from dossier.errors import DataError, printable


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
    warning, and so is how many amounts and dates can: whoever uses one looks at its place first.

    Next: correct each row in the list, run it again, then `build`.

    Example: python -m dossier check-data
    """
    from dossier import build as building
    from dossier.book.bound import rewordings
    from dossier.book.named_rows import lost_rows, undone_in_prose
    from dossier.reading.bulk.work import Readings, readings_in_words
    from dossier.reading.measure import ambiguous
    from dossier.schema.cells import csv_text
    from dossier.schema.files import read_table

    project = current_project()
    with explained():
        rules = (lost_rows, undone_in_prose, rewordings)
        violations = list(building.all_violations(project, texts or project.texts(), *rules))
        if not violations:
            tables = {
                name: read_table(project.measured / f"{name}.csv", declared)
                for name, declared in project.schema.measured.items()
                if "reading" in declared.columns()
            }
            readings = {
                name: Readings(int(table["reading"].eq("ambiguous").sum()), len(table))
                for name, table in sorted(tables.items())
            }
            for line in (*ambiguous(tables["numbers"]), *readings_in_words(readings)):
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
