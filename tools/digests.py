"""The articles, and the places in data/coded → each empty cell `digest` of a row with a place, filled in.

A coder writes ``source_id, start, end`` and leaves the digest empty; ``python tools/digests.py [REPORT]``
fills it, with the articles at hand (DOSSIER_TEXTS, or data/texts). A digest that is there stays: `dossier
build` refuses one that is wrong. Run it before `make dataset`.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

from dossier.project import Project
from dossier.reading.files import Article, read_articles
from dossier.reading.spans import Place
from dossier.schema.cells import csv_rows
from dossier.schema.files import read_table, rows_file
from dossier.schema.folders import replace_file

ROOT = Path(__file__).resolve().parent.parent


def filled(content: str, articles: Mapping[str, Article]) -> tuple[bytes, int]:
    """Return a coded table as CSV with its empty digests filled in, and how many those are."""
    header, *rows = csv_rows(content)
    article, start, end, digest = map(header.index, ("source_id", "start", "end", "digest"))
    count = 0
    for row in rows:
        if row[start] and row[end] and not row[digest] and row[article] in articles:
            row[digest] = articles[row[article]].digest(Place(int(row[start]), int(row[end])))
            count += 1
    return rows_file(header, rows), count


def main(root: Path) -> int:
    """Fill the digests of the report in ``root``; say how many."""
    project = Project(root)
    folder = project.texts()
    if folder is None:
        print("the articles are not here: set DOSSIER_TEXTS to their folder", file=sys.stderr)
        return 1
    sources = read_table(project.coded / "sources.csv", project.schema.coded["sources"])
    articles = read_articles(folder, sources)
    for name, table in project.schema.coded.items():
        if {"source_id", "start", "end", "digest"} <= set(table.columns()):
            file = project.coded / f"{name}.csv"
            content, count = filled(file.read_text(encoding="utf-8"), articles)
            if count:
                replace_file(file, content)
            print(f"{name}: {count} digests filled in")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT))
