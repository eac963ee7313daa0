"""A built book and the sources of its project → one zip with the whole edition, ``start.html`` on top.

The same book and sources give the same bytes.
"""

from pathlib import Path

from dossier.book.build import files_below
from dossier.book.downloads import edition_name, package
from dossier.pages.policy import published
from dossier.pages.templates import render
from dossier.project import Project
from dossier.schema.folders import replace_file

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
"""The files and folders that the book is built from and checked with; the articles are left out."""

BOOK = "html"  # the folder in the archive that has the book
START = "start.html"


def start_page(title: str) -> str:
    """Return ``start.html``, which opens the book ``title`` in the archive."""
    return published(START, render("start.html.jinja", book=title, address=f"{BOOK}/book/index.html"))


def write_edition(project: Project, built: Path, folder: Path) -> Path:
    """Zip the book in ``built`` with the sources of ``project`` into ``folder``, and return the archive.

    An earlier archive stays until the new one is complete.
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
    content[f"{top}/{START}"] = start_page(project.declaration.title).encode()
    folder.mkdir(parents=True, exist_ok=True)
    replace_file(folder / edition, package(content))
    return folder / edition
