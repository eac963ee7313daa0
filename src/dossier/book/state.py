"""What one run of Sphinx reads of its report: read once, and kept with the run, not with the process."""

import json
from functools import cached_property
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from dossier.data import Dataset
from dossier.pages import cards
from dossier.pages.row_tables import PageTables
from dossier.project import Project


class Book:
    """A report that Sphinx builds: its dataset, its numbers, its tables, the cards of its claims."""

    def __init__(self, root: Path) -> None:
        self.project = Project(root)

    @cached_property
    def data(self) -> Dataset:
        """The built dataset."""
        return self.project.load()

    @cached_property
    def tables(self) -> PageTables:
        """The tables that a page may show."""
        return PageTables(self.project, self.data)

    @cached_property
    def numbers(self) -> dict[str, Any]:
        """Every number that a sentence may quote; none before the first build."""
        path = self.project.numbers
        return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}

    @cached_property
    def cards(self) -> dict[str, cards.Evidence]:
        """What stands behind each claim."""
        return cards.evidence(self.data)


_NAME = "dossier_book"


def open_book(app: Sphinx) -> None:
    """Begin a run: from here on `book_of` finds its report."""
    setattr(app, _NAME, Book(Path(app.srcdir)))


def book_of(run: Sphinx | BuildEnvironment) -> Book:
    """Return the report of a run of Sphinx, by its application or its environment."""
    app = run.app if isinstance(run, BuildEnvironment) else run
    found = getattr(app, _NAME)
    assert isinstance(found, Book)
    return found
