"""Build a book whose every text is hostile: ``python hostile_book.py FOLDER`` prints what it has, as JSON.

It starts from the rows of the dataset and puts a payload into each text of each table, past every check: this
is the dataset that nobody let in. FOLDER becomes ``html``, the book; ``site``, pages between two editions;
``articles``, an article of the private edition; and ``one_page.html`` is in the book, as it is printed. It runs
in the project's own environment, which the browser's does not have.
"""

import json
import re
import shutil
import sys
from pathlib import Path

import pandas as pd
import yaml

from dossier.book import draft, private_edition
from dossier.book.find.search import write_search
from dossier.book.finish import RULES, front_door, guard, leave_out, mend_pages
from dossier.book.one_page import one_page
from dossier.book.private import marked
from dossier.editions import site
from dossier.editions.record import Edition
from dossier.project import Project, find_project
from dossier.schema.codebook import codebook
from dossier.schema.files import to_bytes

HERE = find_project()
sys.path.append(str(HERE.tests))
from hostile import FILE_NAMES, PAYLOADS  # noqa: E402

COPIED = ("LICENSE", "_config.yml", "book", "dossier.toml", "editions", "requirements.lock")
CODEBOOKS = 4
"""So many pages of the codebook: each prints one row of each table."""


KEPT = {("judgements", "would_change_it")}
"""Columns that look like words and are rows with a word each: the program reads them."""


class Hostile:
    """Put a payload in the place of each text; the same text has the same payload everywhere, as a name must."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.pairs: set[tuple[str, str, str]] = set()

    def cell(self, table: str, column: str, text: object) -> object:
        if not isinstance(text, str):
            return text
        turn, place = divmod(self.numbers.setdefault(text, len(self.numbers)), len(PAYLOADS))
        self.pairs.add((table, column, PAYLOADS[place]))
        return PAYLOADS[place] + (f"//{turn}" if turn else "")


def text_columns(project, data):
    """Yield table and column of each column that holds words: no id, no date, no word of a list, no link."""
    for name, table in project.schema.tables.items():
        structure = {*table.key(), *table.dates(), *table.links(), *table.evidence_columns()}
        structure |= {*table.vocabularies(), *table._marked("declared")}
        rows = getattr(data, name)
        for column in table.columns():
            words = [cell for cell in rows[column] if isinstance(cell, str)]
            if column in structure or (name, column) in KEPT:
                continue
            if any(re.search(r"\s|^https?:", cell) for cell in words):
                yield name, column
    yield "documents", "file"


def hostile_dataset(project):
    """Return the dataset with hostile texts, and the payloads by table and column."""
    data, hostile = project.load(), Hostile()
    tables = {}
    for name, column in text_columns(project, data):
        table = tables.setdefault(name, getattr(data, name).copy())
        if column == "file":
            cells = [FILE_NAMES[at % len(FILE_NAMES)] for at in range(len(table))]
        else:
            cells = [hostile.cell(name, column, cell) for cell in table[column]]
        table[column] = pd.array(cells, dtype=table[column].dtype)
    return data.with_tables(**tables), hostile.pairs


def write_pages(root, project, data):
    """Write the pages of the book, with a codebook for each of several rows, and their list of contents."""
    for name in COPIED:
        copy = shutil.copytree if (HERE.root / name).is_dir() else shutil.copy
        copy(HERE.root / name, root / name)
    toc = yaml.safe_load((HERE.root / "_toc.yml").read_text(encoding="utf-8"))
    pages = sorted(path.stem for path in (root / "book").glob("*.md"))
    for number in range(CODEBOOKS):
        rows = {
            name: table.iloc[number * 7 % max(len(table), 1) :][:1] for name, table in data.tables().items()
        }
        page = codebook(rows, project.schema)
        (root / "book" / f"codebook{number}.md").write_text(page, encoding="utf-8", newline="")
        pages.append(f"codebook{number}")
    chapters = [{"file": f"book/{name}"} for name in pages if name not in ("index", "codebook")]
    toc = {"format": toc["format"], "root": "book/index", "chapters": chapters}
    (root / "_toc.yml").write_text(yaml.safe_dump(toc), encoding="utf-8")
    (root / "notebooks").mkdir()


def main(folder: Path) -> None:
    """Build everything into ``folder``."""
    root = folder / "report"
    root.mkdir(parents=True)
    data, pairs = hostile_dataset(HERE)
    write_pages(root, HERE, data)
    (root / "data" / "dataset").mkdir(parents=True)
    shutil.copy(HERE.numbers, root / "data" / "dataset")
    for name, table in data.tables().items():
        content = to_bytes(table).replace(b"\r", b" ")  # the reader of files refuses one, whoever wrote it
        (root / "data" / "dataset" / f"{name}.csv").write_bytes(content)
    Project.load = lambda project: data  # past the checks of what is read
    html = folder / "html"
    draft._run_sphinx(root, html)
    rules = (front_door(HERE.declaration.title), *RULES)
    complaints = [*mend_pages(html, rules), *leave_out(html), *guard(html)]
    write_search(Project(root), html)
    if complaints:
        sys.exit("\n".join(complaints))
    (html / "one_page.html").write_text(one_page(html, HERE.declaration), encoding="utf-8", newline="")
    write_site(folder / "site", root)
    write_article(folder / "articles")
    columns = {pair[:2] for pair in pairs}
    told = {"payloads": len(PAYLOADS), "columns": len(columns), "pairs": len(pairs)}
    print(json.dumps(told))


def write_site(folder, root):
    """Write the list of editions, each with a payload as its note, and what changed from ours to the hostile."""
    folder.mkdir()
    books = [
        site.Book(
            f"v{number}",
            payload,
            folder,
            root / "data" / "dataset",
            Edition(f"1.{number}.0", "a" * 40, "2026-01-02", payload),
        )
        for number, payload in enumerate(PAYLOADS)
    ]
    site.write_page(folder / "editions.html", site.editions_page(books, PAYLOADS[0]))
    before = books[1]._replace(dataset=HERE.dataset)
    after = books[0]._replace(edition=books[0].edition._replace(changed=" ".join(PAYLOADS)))
    site.write_page(folder / "changes.html", site.changes_of(after, before, HERE))


def write_article(folder):
    """Write an article of the private edition: text, title and statements are hostile."""
    folder.mkdir()
    text = "\n".join(PAYLOADS)
    own = [
        private_edition.Passage(f"c-{9000 + number}", number, number + 40, payload)
        for number, payload in enumerate(PAYLOADS)
    ]
    page = private_edition.article_page("a-2024", PAYLOADS[0], text, own)
    (folder / "a-2024.html").write_text(marked(page), encoding="utf-8", newline="")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
