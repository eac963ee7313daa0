"""The whole edition in one zip: the built book and all that it is built from, always the same bytes."""

import html
from pathlib import Path

from dossier.book.build import files_below
from dossier.book.downloads import edition_name, package
from dossier.project import Project

SOURCES = (
    "CHANGELOG.md",
    "CITATION.cff",
    "CONTRIBUTING.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "_config.yml",
    "_toc.yml",
    "book",
    "data/coded",
    "data/dataset",
    "data/measured",
    "data/record",
    "dossier.toml",
    "environment.yml",
    "notebooks",
    "pyproject.toml",
    "requirements.lock",
    "src",
    "tests",
    "tools",
)
"""What the book is built from and checked with; the articles are not among it."""

BOOK = "html"
START = "start.html"


def _start(title: str) -> str:
    """Return the page that opens the book."""
    name = html.escape(title)
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<meta charset="utf-8">\n<title>{name}</title>\n'
        f'<meta http-equiv="refresh" content="0; url={BOOK}/book/index.html">\n'
        f'<p><a href="{BOOK}/book/index.html">{name}</a></p>\n</html>\n'
    )


def write_edition(project: Project, built: Path, folder: Path) -> Path:
    """Zip the book in ``built`` with the sources of ``project`` into ``folder``, and return the archive.

    In it ``start.html`` opens the book. An archive that is there stays until the new one is whole.
    """
    root, edition = project.root, edition_name(project)
    files = {path.relative_to(root).as_posix(): path for path in files_below(root, SOURCES)}
    files |= {
        f"{BOOK}/{path.relative_to(built).as_posix()}": path
        for path in sorted(built.rglob("*"))
        if path.is_file()
    }
    top = edition.removesuffix(".zip")
    content = {f"{top}/{name}": path.read_bytes() for name, path in files.items()}
    content[f"{top}/{START}"] = _start(project.declaration.title).encode()
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f"{edition}.new"
    fresh.write_bytes(package(content))
    return fresh.replace(folder / edition)
