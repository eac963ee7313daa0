"""Texts, coded tables and record become the dataset: the only file that knows the order."""

import traceback
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from dossier.data import Dataset
from dossier.errors import DataError
from dossier.evidence.brier import with_brier_scores
from dossier.evidence.checks import check, check_digests, raise_first, violations
from dossier.evidence.origins import count_flags, count_origins, without_originals
from dossier.evidence.weakness import weaknesses
from dossier.pages.citation import citation_file
from dossier.pages.numbers import ledger_numbers
from dossier.project import Project
from dossier.reading.measure import measure, read_texts
from dossier.schema import IN_BOTH_FOLDERS, MEASURED, Declared, Schema
from dossier.schema.codebook import codebook
from dossier.schema.datapackage import datapackage
from dossier.schema.files import (
    Tables,
    in_order,
    json_bytes,
    merged,
    name_in_message,
    read_cells,
    read_tables,
    rows,
    table_files,
    to_bytes,
    typed_cells,
)
from dossier.schema.folders import replace_file, replace_folder

Report = Callable[[str], None]
SOURCE = Path(__file__).parent.parent


def build(
    project: Project, texts: Path | None = None, report: Report = lambda line: None
) -> dict[Path, bytes]:
    """Return every file that the dataset of ``project`` consists of, by its path; nothing is written.

    With ``texts``, a folder of the private articles, the measured tables are computed again and
    must equal the committed ones, and each coded place must hold the passage that was coded.
    Raises ``DataError`` for the first thing that does not hold.
    """
    coded, record = project.inputs()
    report("coding and record are read")
    measured = read_tables(project.measured, project.schema.measured)
    if texts is not None:
        verify_measured(texts, measured, coded)
        report("the articles give the measured tables again")
    tables = assemble(project.schema, measured, coded, record)
    if texts is not None:
        raise_first(check_digests(tables, read_texts(texts, coded["sources"])))
        report("every coded passage stands where it was coded")
    return dataset_files(project, tables)


class Violation(NamedTuple):
    """What does not hold, in the five words that a list of faults needs."""

    file: str
    row: str
    column: str
    value: str
    rule: str


def every_violation(
    project: Project, texts: Path | None, *beyond: Callable[[Project, Tables], Iterator[DataError]]
) -> Iterator[Violation]:
    """Yield everything that does not hold in the inputs, cell by cell; nothing is built.

    What must hold between tables, and what ``beyond`` asks of them, is asked when every cell passes.
    """
    tables: Tables = {}
    alone = True
    for folder, declared in _inputs(project):
        for name, table in declared.items():
            try:
                cells = read_cells(folder / f"{name}.csv", table)
            except DataError as fault:
                alone = False
                yield _violation(fault, {})
                continue
            typed, faults = typed_cells(name_in_message(folder / f"{name}.csv"), cells, table)
            alone = alone and not faults
            yield from (_violation(fault, {name: cells}) for fault in faults)
            tables[name] = pd.concat([tables[name], typed], ignore_index=True) if name in tables else typed
    if alone:
        between = violations(tables, project.schema)
        coded = check_digests(tables, read_texts(texts, tables["sources"])) if texts else iter(())
        further = chain.from_iterable(rule(project, tables) for rule in beyond)
        yield from (_violation(fault, tables) for fault in chain(between, coded, further))


def _inputs(project: Project) -> Iterator[tuple[Path, Declared]]:
    yield project.measured, project.schema.measured
    yield project.coded, project.schema.coded
    yield project.record, project.schema.record_files


def _violation(fault: DataError, tables: Tables) -> Violation:
    """Add to a fault the value of the cell that it names, if it names one."""
    table = tables.get(Path(fault.file).stem, pd.DataFrame())
    value = ""
    if fault.column in table:
        cells = table.loc[table.iloc[:, 0].eq(fault.row), fault.column].dropna()
        value = " or ".join(dict.fromkeys(map(str, cells)))  # two, where two rows have the same id
    return Violation(fault.file, fault.row, fault.column, value, f"{fault.problem}; {fault.remedy}")


def verify_measured(texts: Path, committed: Tables, coded: Tables) -> None:
    """Accept the committed tables if the articles in ``texts`` give their rows again, byte for byte."""
    fresh = measure(
        texts,
        sources=coded["sources"],
        entities=coded["entities"],
        theme_terms=coded["theme_terms"],
        concordance_words=coded["concordance_words"],
    )
    known = set(coded["sources"]["sha256"].dropna())
    for document in rows(fresh["documents"]):
        if document.sha256 not in known:
            problem = "is no article that the dataset knows, or its bytes have changed"
            remedy = "add a row with its sha256 to data/coded/sources.csv, or take the file out"
            raise DataError(str(document.file), problem, remedy=remedy)
    for name, table in merged(fresh, committed).items():
        if to_bytes(in_order(MEASURED[name], table)) != to_bytes(in_order(MEASURED[name], committed[name])):
            remedy = "run `make dataset` on a machine that holds the articles, and commit data/measured"
            raise DataError(
                f"measured/{name}.csv", "is not what the articles and the rules give", remedy=remedy
            )


def assemble(schema: Schema, measured: Tables, coded: Tables, record: Tables) -> Tables:
    """Return the dataset: what was found, what was decided, what is on record, and what follows."""
    joined = {name: pd.concat([coded[name], record[name]], ignore_index=True) for name in IN_BOTH_FOLDERS}
    coded = {**coded, **joined}
    claims = coded["claims"].join(count_origins(coded["claims"]))
    claims["flags"] = count_flags(claims, coded["translation_flags"])
    claims["weakness"] = weaknesses({**coded, "claims": claims})
    computed = {"claims": claims, "forecasts": with_brier_scores(coded["forecasts"])}
    graded = {name: without_originals(record[name], coded["sources"]) for name in schema.record}
    return check({**measured, **coded, **graded, **computed}, schema)


def dataset_files(project: Project, tables: Tables) -> dict[Path, bytes]:
    """Return the files of ``data/dataset``, the codebook page and the citation file."""
    said = project.declaration
    files = table_files(tables, project.schema.tables)
    described = datapackage(
        files,
        project.schema,
        name=said.name,
        title=said.data_title,
        description=said.description,
        version=said.version,
    )
    data = project.dataset_of(tables)
    numbers = {**ledger_numbers(data), **report_numbers(project, data)}
    files["numbers.json"] = json_bytes(dict(sorted(numbers.items())))
    files["datapackage.json"] = json_bytes(described)
    return {
        **{project.dataset / name: content for name, content in files.items()},
        project.codebook: codebook(tables, project.schema).encode("utf-8"),
        project.citation: citation_file(said).encode("utf-8"),
    }


def report_numbers(project: Project, data: Dataset) -> Mapping[str, float | str]:
    """Return the numbers that the report's chapters compute from ``data``.

    A chapter may need a row that a table no longer has. Raises ``DataError`` that names the function which
    asked for it, and the tables that are empty, in place of whatever error the chapter met.
    """
    try:
        return project.report.numbers(data)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as reason:
        asked = [
            frame for frame in traceback.extract_tb(reason.__traceback__) if str(SOURCE) in frame.filename
        ]
        where = Path(asked[-1].filename).relative_to(SOURCE) if asked else Path("the report")
        empty = sorted(f"{name}.csv" for name in project.schema.tables if getattr(data, name).empty)
        problem = f"{asked[-1].name if asked else 'a function'} cannot compute a number ({reason})"
        remedy = (
            f"{' and '.join(empty)} {'is' if len(empty) == 1 else 'are'} empty: bring the rows back"
            if empty
            else "bring back the row that it asks for"
        )
        raise DataError(
            str(where), problem, remedy=f"{remedy}, or take out what needs them in {where}"
        ) from reason


def save(project: Project, files: Mapping[Path, bytes]) -> None:
    """Write what ``build`` returned: the dataset whole or not at all, then codebook and citation file."""
    tables = {path.name: content for path, content in files.items() if path.parent == project.dataset}
    replace_folder(project.dataset, tables)
    for path in (project.codebook, project.citation):
        replace_file(path, files[path])


def first_difference(files: Mapping[Path, bytes]) -> Path | None:
    """Return the first file that is not as ``build`` gives it, if any."""
    for path, content in sorted(files.items()):
        if not path.is_file() or path.read_bytes() != content:
            return path
    return None
