"""The whole edition in one zip: the built book and all that it is built from, always the same bytes."""

from collections.abc import Iterator
from pathlib import Path

from dossier.book.downloads import EDITION, package
from dossier.pages.templates import render

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


def start_page() -> str:
    """Return the page of the archive that opens the book."""
    return render("start.html.jinja", address=f"{BOOK}/book/index.html")


def write_edition(root: Path, html: Path, folder: Path) -> Path:
    """Zip the book built in ``html`` with its sources under ``root`` into ``folder``, and return the archive.

    In it ``start.html`` opens the book. An archive that is there stays until the new one is whole.
    """
    files = {path.relative_to(root).as_posix(): path for path in _sources(root)}
    files |= {
        f"{BOOK}/{path.relative_to(html).as_posix()}": path
        for path in sorted(html.rglob("*"))
        if path.is_file()
    }
    top = EDITION.removesuffix(".zip")
    content = {f"{top}/{name}": path.read_bytes() for name, path in files.items()}
    content[f"{top}/{START}"] = start_page().encode()
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f"{EDITION}.new"
    fresh.write_bytes(package(content))
    return fresh.replace(folder / EDITION)


def _sources(root: Path) -> Iterator[Path]:
    for name in SOURCES:
        start = root / name
        for path in [start] if start.is_file() else sorted(start.rglob("*")):
            if path.is_file() and not _is_left_out(path.relative_to(root)):
                yield path


def _is_left_out(path: Path) -> bool:
    """Say whether ``path`` is hidden, or was left there by Python.

    >>> _is_left_out(Path("src/dossier/__pycache__/a.pyc")), _is_left_out(Path("src/dossier/cli.py"))
    (True, False)
    """
    return any(part.startswith((".", "__pycache__")) or part.endswith(".egg-info") for part in path.parts)
