"""Pages and notebooks become what they name and the dataset has not, or no more: rows by their ids."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from dossier.errors import DataError
from dossier.project import Project
from dossier.schema.files import Tables, live

_NAMED = re.compile(r"\{(?:claim|row|jugement)\}`([^`<>]+)`")


def lost_rows(project: Project, tables: Tables) -> Iterator[DataError]:
    """Yield each row that a page or a notebook of ``project`` names and ``tables`` lack, or have retired.

    A strict book would stop there; this says it before the book is begun.
    """
    keys = {name: project.schema.tables[name].key()[0] for name in project.schema.printed}
    there = {row for name, key in keys.items() for row in live(tables[name])[key]}
    known = {row for name, key in keys.items() for row in tables[name][key]}
    for file in sorted({*project.root.glob("book/**/*.md"), *project.notebooks.glob("*.ipynb")}):
        for place, prose in _prose(file):
            for row in _NAMED.findall(prose):
                if row not in there:
                    problem = f"names {row!r}, which {'is retired' if row in known else 'no table has'}"
                    remedy = "mend the sentence, or name the row that takes its place"
                    yield DataError(str(file.relative_to(project.root)), problem, row=place, remedy=remedy)


def _prose(file: Path) -> Iterator[tuple[str, str]]:
    """Yield the lines of a page, or of the prose cells of a notebook, each with its place in words."""
    if file.suffix == ".md":
        cells = [("", file.read_text(encoding="utf-8"))]
    else:
        notebook = json.loads(file.read_text(encoding="utf-8"))
        cells = [
            (f"cell {number}, ", "".join(cell["source"]))
            for number, cell in enumerate(notebook["cells"], start=1)
            if cell["cell_type"] == "markdown"
        ]
    for where, text in cells:
        for number, line in enumerate(text.splitlines(), start=1):
            yield f"{where}line {number}", line
