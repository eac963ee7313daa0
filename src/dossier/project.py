"""One report on disk: its folders, its declaration, its schema, its dataset."""

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dossier.data import Dataset
from dossier.errors import DataError
from dossier.report import FILE, Declaration, Report, load_report, read_declaration
from dossier.schema import Schema
from dossier.schema.files import Tables, read_built, read_tables


@dataclass(frozen=True)
class Project:
    """A report in the folder ``root``; nothing is read before it is asked for."""

    root: Path

    @property
    def measured(self) -> Path:
        """The folder of what the program found in the articles."""
        return self.root / "data" / "measured"

    @property
    def coded(self) -> Path:
        """The folder of what a reader decided."""
        return self.root / "data" / "coded"

    @property
    def record(self) -> Path:
        """The folder of public facts from elsewhere."""
        return self.root / "data" / "record"

    @property
    def dataset(self) -> Path:
        """The folder of the built dataset."""
        return self.root / "data" / "dataset"

    @property
    def numbers(self) -> Path:
        """The file of the numbers that a sentence may quote."""
        return self.dataset / "numbers.json"

    @property
    def codebook(self) -> Path:
        """The page that is written from the schema."""
        return self.root / "book" / "codebook.md"

    @property
    def citation(self) -> Path:
        """The citation file that is written from the declaration."""
        return self.root / "CITATION.cff"

    @property
    def notebooks(self) -> Path:
        """The folder of the notebooks."""
        return self.root / "notebooks"

    @property
    def tests(self) -> Path:
        """The folder of the tests, with the labels made by hand."""
        return self.root / "tests"

    @cached_property
    def declaration(self) -> Declaration:
        """What ``dossier.toml`` says."""
        return read_declaration(self.root / FILE)

    @cached_property
    def report(self) -> Report:
        """What the report's package hands in."""
        return load_report(self.declaration)

    @cached_property
    def schema(self) -> Schema:
        """The engine's tables with the report's words, and the report's own tables."""
        return Schema.of(self.declaration.words, self.report.coded, self.report.record)

    @property
    def version(self) -> str:
        """The edition that the working tree is, or becomes."""
        return self.declaration.version

    def dataset_of(self, tables: Tables) -> Dataset:
        """Return ``tables`` as the report's kind of dataset."""
        return self.report.dataset(schema=self.schema, **tables)

    def load(self) -> Dataset:
        """Read the built dataset; raise ``DataError`` for a missing file or a cell that does not hold."""
        return self.dataset_of(read_built(self.dataset, self.schema.tables))

    def inputs(self) -> tuple[Tables, Tables]:
        """Return what a reader decided, and what is on record."""
        coded = read_tables(self.coded, self.schema.coded)
        return coded, read_tables(self.record, self.schema.record_files)

    def texts(self) -> Path | None:
        """Return the folder of the private articles, if this machine holds them."""
        named = os.environ.get("DOSSIER_TEXTS")
        if named:
            return Path(named)
        usual = self.root / "data" / "texts"
        return usual if usual.is_dir() else None


def find_project(start: Path | None = None) -> Project:
    """Return the report in ``start`` (else in ``DOSSIER_ROOT``, else here), or the nearest above it.

    Notebooks run in their own folder, commands mostly at the top: both find the same report.
    """
    start = (start or Path(os.environ.get("DOSSIER_ROOT", Path.cwd()))).resolve()
    for folder in (start, *start.parents):
        if (folder / FILE).is_file():
            return Project(folder)
    return Project(start)


def load(folder: str | Path | None = None) -> Dataset:
    """Read the dataset: ``load().claims`` is the table of claims, ``load().numbers`` that of amounts.

    ``folder`` is one to read instead: an unzipped edition, or a folder of its tables as CSV. Places are code
    points from 0; amounts are plain numbers in the row's ``unit``; dates are ISO 8601 text. Raises
    ``DataError`` for a missing file, an unknown column or a value that the schema does not allow.

    >>> data = load()
    >>> int(data.claims["claim_id"].duplicated().sum())
    0
    """
    if folder is None:
        return find_project().load()
    place = Path(folder)
    tables = place / "data" / "dataset" if (place / "data" / "dataset").is_dir() else place
    project = find_project(place)
    if not (project.root / FILE).is_file():
        project = find_project()  # loose tables are those of the report that one works in
    if not (tables / "claims.csv").is_file():
        remedy = "name an unzipped edition, or the folder with its CSV files"
        raise DataError(str(folder), "there is no dataset in this folder", remedy=remedy)
    return project.dataset_of(read_built(tables, project.schema.tables))
