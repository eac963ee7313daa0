"""Pages, notebooks and the tables → ids that no row has, and corrections undone in prose.

A sentence names a row by a role: ``{claim}``, ``{row}``, ``{article}``, ``{jugement}``. `dossier check-data`
reports in seconds each id that no table has or whose row is retired; the build of the book would find it
minutes later.
A correction of prose names words that its page must have: `check-data`, `check` and `book` refuse a page
without them.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from dossier.errors import DataError
from dossier.project import Project
from dossier.schema.files import Tables, live, rows

_NAMED_ID = re.compile(r"\{(?:claim|row|jugement)\}`([^`<>]+)`")
_NAMED_ARTICLE = re.compile(r"\{article\}`([^`<>]+)`")


def lost_rows(project: Project, tables: Tables) -> Iterator[DataError]:
    """Yield an error for each id that a page or a notebook names and ``tables`` lack, or have retired."""
    keys = {name: project.schema.tables[name].key()[0] for name in project.schema.printed}
    live_ids = {row_id for name, key in keys.items() for row_id in live(tables[name])[key]}
    all_ids = {row_id for name, key in keys.items() for row_id in tables[name][key]}
    articles = set(tables["documents"]["source_id"])
    for file in sorted({*project.root.glob("book/**/*.md"), *project.notebooks.glob("*.ipynb")}):
        for place, line in _prose_lines(file):
            for article in _NAMED_ARTICLE.findall(line):
                if article not in articles:
                    problem = f"names {article!r}, which is no article that was read"
                    remedy = "mend the id, or add the article to sources.csv and to the folder of texts"
                    yield DataError(str(file.relative_to(project.root)), problem, row=place, remedy=remedy)
            for row_id in _NAMED_ID.findall(line):
                if row_id not in live_ids:
                    reason = "is retired" if row_id in all_ids else "no table has"
                    problem = f"names {row_id!r}, which {reason}"
                    remedy = "mend the sentence, or name the row that takes its place"
                    yield DataError(str(file.relative_to(project.root)), problem, row=place, remedy=remedy)


def undone_in_prose(project: Project, tables: Tables) -> Iterator[DataError]:
    """Yield an error for each row of `corrections` whose page lacks the words that it must have."""
    for row in rows(tables["corrections"].dropna(subset=["page", "words"])):
        file = project.root / row.page
        prose = "\n".join(text for _, text in _prose_lines(file)) if file.is_file() else ""
        if " ".join(row.words.split()) not in " ".join(prose.split()):
            yield DataError(
                row.page,
                f"the correction {row.correction_id} is undone: the prose must have {row.words!r}",
                remedy="put the words back, or mend page and words in corrections.csv",
            )


def _prose_lines(file: Path) -> Iterator[tuple[str, str]]:
    """Yield the place (``cell 2, line 5``) and text of each line of a page, or of a notebook's prose."""
    if file.suffix == ".md":
        cells = [("", file.read_text(encoding="utf-8"))]
    else:
        notebook = json.loads(file.read_text(encoding="utf-8"))
        cells = [
            (f"cell {number}, ", "".join(cell["source"]))
            for number, cell in enumerate(notebook["cells"], start=1)
            if cell["cell_type"] == "markdown"
        ]
    for place, text in cells:
        for number, line in enumerate(text.splitlines(), start=1):
            yield f"{place}line {number}", line
