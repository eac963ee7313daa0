"""The folder of a report becomes a `Project`: its paths, `dossier.toml`, schema and dataset.

`load` is the one line that a notebook needs. A property reads a file when it is first asked for.
"""

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dossier.data import Dataset
from dossier.errors import DataError
from dossier.report import DECLARATION_FILE, Declaration, Report, edition_of, load_report, read_declaration
from dossier.schema import Schema
from dossier.schema.files import Tables, read_built, read_tables


@dataclass(frozen=True)
class Project:
    """A report in the folder ``root``. To make one reads nothing."""

    root: Path

    @property
    def measured(self) -> Path:
        """The folder of the tables that the program found in the articles."""
        return self.root / "data" / "measured"

    @property
    def coded(self) -> Path:
        """The folder of the tables that a person coded."""
        return self.root / "data" / "coded"

    @property
    def record(self) -> Path:
        """The folder of the tables of public facts from other pages."""
        return self.root / "data" / "record"

    @property
    def dataset(self) -> Path:
        """The folder of the dataset, which ``dossier build`` writes."""
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
        """The content of ``dossier.toml``."""
        return read_declaration(self.root / DECLARATION_FILE)

    @cached_property
    def report(self) -> Report:
        """The tables, numbers and drawings that the report's package adds."""
        return load_report(self.declaration)

    @cached_property
    def schema(self) -> Schema:
        """The engine's tables with the report's words, and the report's own tables."""
        return Schema.of(self.declaration.words, self.report.coded, self.report.record)

    @property
    def version(self) -> str:
        """The version of the working tree: that of an edition, or of the draft of one (1.1.0.dev0)."""
        return self.declaration.version

    @property
    def edition(self) -> str:
        """The edition that the working tree is, or that the draft becomes: 1.1.0 for 1.1.0.dev0."""
        return edition_of(self.version)

    @property
    def published_version(self) -> str:
        """The version where it is that of an edition; empty for a draft, which no tag and no release has."""
        return self.version if self.version == self.edition else ""

    def dataset_of(self, tables: Tables) -> Dataset:
        """Turn ``tables`` into the report's subclass of `Dataset`."""
        return self.report.dataset(schema=self.schema, **tables)

    def load(self) -> Dataset:
        """Read the built dataset; raise ``DataError`` for a missing file or an invalid cell."""
        return self.dataset_of(read_built(self.dataset, self.schema.tables))

    def inputs(self) -> tuple[Tables, Tables]:
        """Read the coded tables and the tables of the record, in this order."""
        coded = read_tables(self.coded, self.schema.coded)
        return coded, read_tables(self.record, self.schema.record_files)

    def texts(self) -> Path | None:
        """Return the folder of the private articles, if they are on this machine."""
        from_environment = os.environ.get("DOSSIER_TEXTS")
        if from_environment:
            return Path(from_environment)
        default = self.root / "data" / "texts"
        return default if default.is_dir() else None


def find_project(start: Path | None = None) -> Project:
    """Turn a folder into the report in it or in the nearest folder above it that has a ``dossier.toml``.

    The folder is ``start``, else ``DOSSIER_ROOT``, else the working folder: notebooks run in their own
    folder, commands mostly at the top, and both find the same report. Without any ``dossier.toml``
    the result is a project in the folder itself, because ``measure`` needs no report.
    """
    start = (start or Path(os.environ.get("DOSSIER_ROOT", Path.cwd()))).resolve()
    return report_above(start) or Project(start)


def report_above(path: Path) -> Project | None:
    """Turn a path into the report in whose folder it lies: the nearest with a ``dossier.toml``, if any.

    >>> report_above(Path("/")) is None
    True
    """
    start = path.resolve()
    folder = next(
        (folder for folder in (start, *start.parents) if (folder / DECLARATION_FILE).is_file()), None
    )
    return Project(folder) if folder else None


def load(folder: str | Path | None = None) -> Dataset:
    """Turn a folder into its dataset: ``load().claims`` is the table `claims`, and so on.

    Without ``folder`` it is the dataset of the report that one works in; with it, that of an unzipped
    edition or of a folder with its tables as CSV. Places are code points from 0; amounts are numbers in
    the row's ``unit``; dates are ISO 8601 text. Raises ``DataError`` for a missing file, an unknown column
    or a value that the schema does not allow.

    >>> data = load()
    >>> int(data.claims["claim_id"].duplicated().sum())
    0
    """
    if folder is None:
        return find_project().load()
    given = Path(folder)
    tables = given / "data" / "dataset" if (given / "data" / "dataset").is_dir() else given
    project = find_project(given)
    if not (project.root / DECLARATION_FILE).is_file():
        project = find_project()  # tables alone are read with the schema of the report that one works in
    if not (tables / "claims.csv").is_file():
        remedy = "name an unzipped edition, or the folder with its CSV files"
        raise DataError(str(folder), "there is no dataset in this folder", remedy=remedy)
    return project.dataset_of(read_built(tables, project.schema.tables))
