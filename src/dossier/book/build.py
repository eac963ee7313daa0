"""Pages, notebooks and ``data/dataset`` → the book in ``_build/html``, when an input has changed.

Every warning of Sphinx stops the build. A digest of the inputs in ``_build/inputs.sha256`` tells whether the
built book is up to date.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from dossier.book.addresses import lead_to_rows, lost
from dossier.book.downloads import write_downloads
from dossier.book.finish import finish
from dossier.errors import BookError
from dossier.project import Project

INPUTS = (
    "LICENSE",
    "_config.yml",
    "_toc.yml",
    "book",
    "data",
    "dossier.toml",
    "notebooks",
    "requirements.lock",
    "src",
)
PRIVATE = ("data/texts",)  # no page reads the articles themselves

# Nothing of the machine, the day or the user's settings may reach a page.
ENVIRONMENT = {
    "LC_ALL": "C.UTF-8",
    "PYTHONHASHSEED": "0",
    "PYTHONUTF8": "1",
    "SOURCE_DATE_EPOCH": "0",
    "TZ": "UTC",
}

_COLOUR = re.compile(r"\x1b\[[\d;]*m")


def build_book(root: Path, approve: Callable[[], None] = lambda: None) -> Path:
    """Build the book under ``root`` where it is out of date, and return its first page.

    The new book replaces the old one once it is complete and ``approve``, called last, has raised nothing.
    Until then, and when the build fails, the old book stays.
    """
    built, fresh = root / "_build", root / "_build.new"
    restore(built)
    first_page, stamp = built / "html" / "index.html", built / "inputs.sha256"
    inputs = digest(root)
    if not (first_page.exists() and stamp.exists() and stamp.read_text() == inputs):
        shutil.rmtree(fresh, ignore_errors=True)  # what an interrupted build left
        render(root, fresh)
        approve()
        (fresh / "_build" / stamp.name).write_text(inputs)
        if (draft := built / "draft").is_dir():
            draft.rename(fresh / "_build" / draft.name)
        replace(built, fresh / "_build")
        fresh.rmdir()
    else:
        approve()
    return first_page


def digest(root: Path) -> str:
    """Return one digest of all inputs of the book of the project in ``root``."""
    return digest_of(root, inputs(root))


def digest_of(root: Path, files: Iterable[Path]) -> str:
    """Return one digest of the names of ``files`` below ``root`` and of their bytes."""
    digest = hashlib.sha256()
    for path in files:
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(root).as_posix()} {content}\n".encode())
    return digest.hexdigest()


def inputs(root: Path) -> Iterator[Path]:
    """Yield the files in ``root`` that the book is built from, in a fixed order."""
    yield from files_below(root, INPUTS)


def files_below(root: Path, names: Iterable[str]) -> Iterator[Path]:
    """Yield the files that ``names`` list, files and folders in ``root``, without private and hidden ones."""
    for name in names:
        start = root / name
        for path in [start] if start.is_file() else sorted(start.rglob("*")):
            if path.is_file() and not is_left_out(path.relative_to(root)):
                yield path


def is_left_out(path: Path) -> bool:
    """Return whether ``path`` is private, hidden, or written by Python for itself.

    >>> is_left_out(Path("data/texts/a.txt")), is_left_out(Path("data/coded/claims.csv"))
    (True, False)
    """
    private = any(path.is_relative_to(folder) for folder in PRIVATE)
    return private or any(
        part.startswith((".", "__pycache__")) or part.endswith(".egg-info") for part in path.parts
    )


def render(root: Path, fresh: Path) -> None:
    """Build the book of ``root`` into ``fresh``, and finish its pages; raise ``BookError`` for faults."""
    builder = Path(sys.executable).with_name("jupyter-book")
    run = subprocess.run(
        [builder, "build", root, "--path-output", fresh, "-W", "-n", "--keep-going", "--quiet"],
        cwd=root,
        env={**os.environ, **ENVIRONMENT},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    if run.returncode:
        raise BookError(_COLOUR.sub("", run.stdout).strip())
    html = fresh / "_build" / "html"
    write_downloads(Project(root), html / "downloads")
    lead_to_rows(html)
    if complaints := [*finish(html, Project(root).declaration.title), *lost(root, html)]:
        raise BookError("\n".join(complaints))


def replace(old: Path, new: Path) -> None:
    """Replace the folder ``old`` by ``new``; a crash between leaves one that `restore` can put back."""
    restore(old)
    previous = old.with_name(f"{old.name}.old")
    shutil.rmtree(previous, ignore_errors=True)
    if old.exists():
        old.rename(previous)
    new.rename(old)
    shutil.rmtree(previous, ignore_errors=True)


def restore(folder: Path) -> None:
    """Put ``folder`` back if `replace` was killed between its two renames."""
    previous = folder.with_name(f"{folder.name}.old")
    if previous.exists() and not folder.exists():
        previous.rename(folder)
