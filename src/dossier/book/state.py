"""A run of Sphinx → the report that it builds: dataset, ``numbers.json``, tables, cards of rows.

Each part is read once, when it is first needed. It belongs to the run, not to the process, because a process
may build several books: tests do.
"""

import json
from functools import cached_property
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from dossier.data import Dataset
from dossier.evidence.sentence_checks import reversals
from dossier.pages.in_time.dated import DatedRows
from dossier.pages.row_cards import RowCards
from dossier.pages.row_tables import PageTables
from dossier.project import Project


class Book:
    """A report that Sphinx builds; its parts are read when first needed."""

    def __init__(self, root: Path) -> None:
        self.project = Project(root)

    @cached_property
    def data(self) -> Dataset:
        """The tables in ``data/dataset``."""
        return self.project.load()

    @cached_property
    def tables(self) -> PageTables:
        """The tables that a page may show."""
        return PageTables(self.project, self.data)

    @cached_property
    def numbers(self) -> dict[str, Any]:
        """The numbers that a sentence may quote, by name; none before the first build of the dataset."""
        path = self.project.numbers
        return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}

    @cached_property
    def reversals(self) -> dict[str, list[str]]:
        """What the data no longer bear out, by the row of `sentence_checks` that says so."""
        faults: dict[str, list[str]] = {}
        for fault in reversals(self.data.tables(), self.numbers, self.project.schema):
            faults.setdefault(fault.row, []).append(str(fault))
        return faults

    @cached_property
    def rows(self) -> RowCards:
        """The card of each row that has a page."""
        return self.tables.cards

    @cached_property
    def dated(self) -> DatedRows:
        """The rows that have a day, in order of time."""
        return DatedRows(self.data, self.rows)


_ATTRIBUTE = "dossier_book"


def open_book(app: Sphinx) -> None:
    """Attach the report in the source folder to ``app``, where `book_of` finds it."""
    setattr(app, _ATTRIBUTE, Book(Path(app.srcdir)))


def book_of(run: Sphinx | BuildEnvironment) -> Book:
    """Return the report of a run of Sphinx, by its application or its environment."""
    app = run.app if isinstance(run, BuildEnvironment) else run
    book = getattr(app, _ATTRIBUTE)
    assert isinstance(book, Book)
    return book
