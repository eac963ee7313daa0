"""The book: pages and notebooks → ``_build/html``, strictly, and only when something changed."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from dossier.book.addresses import lost
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

    Every warning is an error. The new book takes the old one's place when it is whole and ``approve``,
    called last, raises nothing; until then, and when it fails, the old one stays.
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
    """Return one digest of everything that the pages follow from."""
    return digest_of(root, inputs(root))


def digest_of(root: Path, files: Iterable[Path]) -> str:
    """Return one digest of ``files``, by their names under ``root``."""
    whole = hashlib.sha256()
    for path in files:
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        whole.update(f"{path.relative_to(root).as_posix()} {content}\n".encode())
    return whole.hexdigest()


def inputs(root: Path) -> Iterator[Path]:
    """Yield the files that the pages follow from, in order."""
    yield from files_below(root, INPUTS)


def files_below(root: Path, names: Iterable[str]) -> Iterator[Path]:
    """Yield the files of ``names``, which are files and folders of the project, but those left out."""
    for name in names:
        start = root / name
        for path in [start] if start.is_file() else sorted(start.rglob("*")):
            if path.is_file() and not is_left_out(path.relative_to(root)):
                yield path


def is_left_out(path: Path) -> bool:
    """Say whether ``path`` is private, hidden, or written by Python for itself.

    >>> is_left_out(Path("data/texts/a.txt")), is_left_out(Path("data/coded/claims.csv"))
    (True, False)
    """
    private = any(path.is_relative_to(folder) for folder in PRIVATE)
    return private or any(
        part.startswith((".", "__pycache__")) or part.endswith(".egg-info") for part in path.parts
    )


def render(root: Path, fresh: Path) -> None:
    """Build the book from nothing into ``fresh``, and finish its pages."""
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
    if complaints := [*finish(html, Project(root).declaration.title), *lost(root, html)]:
        raise BookError("\n".join(complaints))


def replace(old: Path, new: Path) -> None:
    """Put the folder ``new`` in the place of ``old``."""
    restore(old)
    away = old.with_name(f"{old.name}.old")
    shutil.rmtree(away, ignore_errors=True)
    if old.exists():
        old.rename(away)
    new.rename(old)
    shutil.rmtree(away, ignore_errors=True)


def restore(folder: Path) -> None:
    """Put ``folder`` back if `replace` was killed between its two renames."""
    away = folder.with_name(f"{folder.name}.old")
    if away.exists() and not folder.exists():
        away.rename(folder)
