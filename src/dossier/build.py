"""Articles, `data/coded`, `data/measured` and `data/record` become the files of `data/dataset`.

This is the only module that knows in which order the tables are computed: measured tables are compared
with the articles, columns are computed, every check is asked, and only then bytes are made. Nothing is
written before all of it has passed.
"""

import traceback
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from dossier.data import Dataset
from dossier.errors import DataError, clipped
from dossier.evidence.brier import with_brier_scores
from dossier.evidence.checks import check, check_digests, raise_first, violations
from dossier.evidence.later import later_editions
from dossier.evidence.origins import count_flags, count_origins, without_originals
from dossier.evidence.record_origins import with_judged_origins, with_origins
from dossier.evidence.weakness import weaknesses
from dossier.pages.citation import citation_file
from dossier.pages.numbers import ledger_numbers
from dossier.project import Project
from dossier.reading.files import read_articles
from dossier.reading.measure import measure
from dossier.schema import IN_BOTH_FOLDERS, PUBLIC, Declared, Schema
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

Progress = Callable[[str], None]
"""What is called with a line for each step that is done."""

SOURCE = Path(__file__).parent.parent


def build(
    project: Project, texts: Path | None = None, progress: Progress = lambda line: None
) -> dict[Path, bytes]:
    """Turn a project into every file of its dataset, by path; nothing is written.

    With ``texts``, a folder of the private articles, the measured tables are computed again and must equal
    the committed ones, and the passage at each coded place must have the digest in its row.
    Raises ``DataError`` for the first fault.
    """
    coded, record = project.inputs()
    progress("coding and record are read")
    measured = read_tables(project.measured, project.schema.measured)
    if texts is not None:
        verify_measured(texts, measured, coded, project.declaration.unit_forms)
        progress("the articles give the committed measured tables")
    tables = assemble(project.schema, measured, coded, record)
    raise_first(later_editions(tables, project.edition))
    if texts is not None:
        raise_first(check_digests(tables, read_articles(texts, coded["sources"])))
        progress("every coded passage is at its place")
    return dataset_files(project, tables)


class Violation(NamedTuple):
    """A fault in data/ as a row of a list: where it is, the value there, and the rule that it breaks."""

    file: str
    row: str
    column: str
    value: str
    rule: str


def all_violations(
    project: Project, texts: Path | None, *further_rules: Callable[[Project, Tables], Iterator[DataError]]
) -> Iterator[Violation]:
    """Turn the inputs of a project into all their faults, cell by cell; nothing is built.

    Faults between tables, and those that ``further_rules`` yield, are looked for only when every cell is
    valid: a check between tables needs cells with their types.
    """
    tables: Tables = {}
    cells_valid = True
    for folder, declared in _inputs(project):
        for name, table in declared.items():
            try:
                cells = read_cells(folder / f"{name}.csv", table)
            except DataError as fault:
                cells_valid = False
                yield _violation(fault, {})
                continue
            typed, faults = typed_cells(name_in_message(folder / f"{name}.csv"), cells, table)
            cells_valid = cells_valid and not faults
            yield from (_violation(fault, {name: cells}) for fault in faults)
            tables[name] = pd.concat([tables[name], typed], ignore_index=True) if name in tables else typed
    if cells_valid:
        between_tables = chain(violations(tables, project.schema), later_editions(tables, project.edition))
        passages = check_digests(tables, read_articles(texts, tables["sources"])) if texts else iter(())
        further = chain.from_iterable(rule(project, tables) for rule in further_rules)
        yield from (_violation(fault, tables) for fault in chain(between_tables, passages, further))


def _inputs(project: Project) -> Iterator[tuple[Path, Declared]]:
    """Yield each folder of inputs with the tables that it must have."""
    yield project.measured, project.schema.measured
    yield project.coded, project.schema.coded
    yield project.record, project.schema.record_files


def _violation(fault: DataError, tables: Tables) -> Violation:
    """Turn a fault into a violation: the value of the cell that it names, if any, is added."""
    table = tables.get(Path(fault.file).stem, pd.DataFrame())
    value = ""
    if fault.column in table:
        cells = table.loc[table.iloc[:, 0].eq(fault.row), fault.column].dropna()
        value = clipped(" or ".join(dict.fromkeys(map(str, cells))), _LONGEST_VALUE)  # one id, two values
    return Violation(fault.file, clipped(fault.row), fault.column, value, f"{fault.problem}; {fault.remedy}")


_LONGEST_VALUE = 250  # characters of a cell in the list of faults


def verify_measured(
    texts: Path, committed: Tables, coded: Tables, unit_forms: Mapping[str, str] | None = None
) -> None:
    """Measure the articles in ``texts`` again; raise ``DataError`` if a table is not the committed one.

    Rows of articles that are not in ``texts`` are taken from the committed tables. What is compared are
    the bytes of the files, which have no private column.
    """
    fresh = measure(
        texts,
        sources=coded["sources"],
        entities=coded["entities"],
        theme_terms=coded["theme_terms"],
        concordance_words=coded["concordance_words"],
        unit_forms=unit_forms,
    )
    known = set(coded["sources"]["sha256"].dropna())
    for document in rows(fresh["documents"]):
        if document.sha256 not in known:
            problem = "is no article that the dataset knows, or its bytes have changed"
            remedy = "add a row with its sha256 to data/coded/sources.csv, or take the file out"
            raise DataError(str(document.file), problem, remedy=remedy)
    for name, table in merged(fresh, committed).items():
        if to_bytes(in_order(PUBLIC[name], table)) != to_bytes(in_order(PUBLIC[name], committed[name])):
            remedy = "run `make dataset` on a machine that has the articles, and commit data/measured"
            raise DataError(
                f"measured/{name}.csv", "is not what the articles and the rules give", remedy=remedy
            )


def assemble(schema: Schema, measured: Tables, coded: Tables, record: Tables) -> Tables:
    """Turn measured, coded and record tables into those of the dataset, with the computed columns.

    A table in both folders (``IN_BOTH_FOLDERS``) becomes one. Computed are ``reports, origins, flags,
    weakness`` of `claims`, ``brier_low, brier_high`` of `forecasts`, ``claim_origins, row_origins, origins``
    of `judgements`, ``chain, origins`` of the record and, where a page is the original of an article, its
    ``confidence``. Raises ``DataError`` for the first fault between tables.
    """
    joined = {name: pd.concat([coded[name], record[name]], ignore_index=True) for name in IN_BOTH_FOLDERS}
    coded = {**coded, **joined}
    claims = coded["claims"].join(count_origins(coded["claims"]))
    claims["flags"] = count_flags(claims, coded["translation_flags"])
    claims["weakness"] = weaknesses({**coded, "claims": claims})
    computed = {"claims": claims, "forecasts": with_brier_scores(coded["forecasts"])}
    own = {name: record[name] for name in schema.record}
    own |= with_origins({**coded, **own}, schema)
    own |= {name: without_originals(own[name], coded["sources"]) for name in schema.graded}
    computed["judgements"] = with_judged_origins(coded["judgements"], {**coded, **own}, schema)
    return check({**measured, **coded, **own, **computed}, schema)


def dataset_files(project: Project, tables: Tables) -> dict[Path, bytes]:
    """Turn the tables of the dataset into the files of ``data/dataset``, codebook and citation file."""
    declaration = project.declaration
    files = table_files(tables, project.schema.tables)
    package = datapackage(
        files,
        project.schema,
        name=declaration.name,
        title=declaration.data_title,
        description=declaration.description,
        version=declaration.version,
    )
    data = project.dataset_of(tables)
    numbers = {**ledger_numbers(data), **report_numbers(project, data)}
    files["numbers.json"] = json_bytes(dict(sorted(numbers.items())))
    files["datapackage.json"] = json_bytes(package)
    return {
        **{project.dataset / name: content for name, content in files.items()},
        project.codebook: codebook(tables, project.schema).encode("utf-8"),
        project.citation: citation_file(declaration).encode("utf-8"),
    }


def report_numbers(project: Project, data: Dataset) -> Mapping[str, float | str]:
    """Return the numbers that the report's chapters compute from ``data``.

    A chapter may need a row that a table no longer has. Raises ``DataError`` that names the function which
    asked for it, and the tables that are empty, in place of whatever error the chapter met.
    """
    try:
        numbers = project.report.numbers(data)
        unknown = sorted(name for name, value in numbers.items() if value != value)  # only nan is not itself
        if unknown:
            raise ValueError(f"{' and '.join(unknown)} would be no number")
        return numbers
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RuntimeWarning) as reason:
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
    """Write the files that ``build`` returned: the dataset completely or not at all, then the other two."""
    tables = {path.name: content for path, content in files.items() if path.parent == project.dataset}
    replace_folder(project.dataset, tables)
    for path in (project.codebook, project.citation):
        replace_file(path, files[path])


def first_difference(files: Mapping[Path, bytes]) -> Path | None:
    """Return the first of ``files``, as ``build`` gives them, that has other bytes on disk or is missing."""
    for path, content in sorted(files.items()):
        if not path.is_file() or path.read_bytes() != content:
            return path
    return None
