"""Pages, notebooks and ``data/dataset`` → the book in ``_build/html``, when an input has changed.

Every warning of Sphinx stops the build. A digest of the inputs in ``_build/inputs.sha256`` tells whether the
built book is up to date, and a list of the digests of its files whether they are still what was built.
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
from dossier.book.built import LIST, altered, digests_below, manifest
from dossier.book.downloads import write_downloads
from dossier.book.find.search import write_search
from dossier.book.finish import finish
from dossier.book.notebooks import notebook_files, refuse_altered
from dossier.book.rows.light import write_light_pages
from dossier.errors import BookError
from dossier.lock import held
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


def build_book(
    root: Path,
    approve: Callable[[], None] = lambda: None,
    report: Callable[[str], None] = lambda line: None,
) -> Path:
    """Build the book under ``root`` where it is out of date or was changed, and return its first page.

    The new book replaces the old one once it is complete and ``approve``, called last, has raised nothing.
    Until then, and when the build fails, the old book stays. ``report`` gets a line of words when a file of
    the old book is not what its build wrote. Raises ``DataError`` for a notebook that shows what no refresh
    wrote, ``BookError`` for whatever Sphinx complains of.
    """
    built, fresh = root / "_build", root / "_build.new"
    tidy(built)
    refuse_altered(notebook_files(Project(root)))
    stamp, needed = built / "inputs.sha256", digest(root)
    if is_built(built, needed, report):
        approve()
        return built / "html" / "index.html"
    try:
        render(root, fresh)
        approve()
        (fresh / "_build" / LIST).write_bytes(manifest(digests_below(fresh / "_build" / "html")))
        (fresh / "_build" / stamp.name).write_text(needed)
        if (draft := built / "draft").is_dir():
            draft.rename(fresh / "_build" / draft.name)
        replace(built, fresh / "_build")
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return built / "html" / "index.html"


def is_built(built: Path, needed: str, report: Callable[[str], None]) -> bool:
    """Return whether ``built`` has the book of the inputs with the digest ``needed``, unchanged."""
    stamp = built / "inputs.sha256"
    if not (stamp.is_file() and stamp.read_bytes() == needed.encode()):
        return False
    for problem in altered(built):
        report(f"html/{problem} since the book was built; it is built anew")
        return False
    return (built / "html" / "index.html").is_file()


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
        pass_fds=held(),
        check=False,
    )
    if run.returncode:
        raise BookError(_COLOUR.sub("", run.stdout).strip())
    html = fresh / "_build" / "html"
    write_downloads(Project(root), html / "downloads")
    lead_to_rows(html)
    light = write_light_pages(Project(root), html)
    write_search(Project(root), html)
    if complaints := [*light, *finish(html, Project(root).declaration.title), *lost(root, html)]:
        raise BookError("\n".join(complaints))


def replace(old: Path, new: Path) -> None:
    """Replace the folder ``old`` by ``new``; a crash between leaves one that `tidy` can put back."""
    restore(old)
    previous = _previous(old)
    shutil.rmtree(previous, ignore_errors=True)
    if old.exists():
        old.rename(previous)
    new.rename(old)
    shutil.rmtree(previous, ignore_errors=True)


def restore(folder: Path) -> None:
    """Put ``folder`` back if `replace` was killed between its two renames."""
    if _previous(folder).exists() and not folder.exists():
        _previous(folder).rename(folder)


def tidy(folder: Path) -> None:
    """Put ``folder`` back if need be, and delete what a run that was killed left beside it."""
    restore(folder)
    for name in (f"{folder.name}.new", _previous(folder).name):
        shutil.rmtree(folder.with_name(name), ignore_errors=True)


def _previous(folder: Path) -> Path:
    """Return the name that a folder has until the new one has taken its place."""
    return folder.with_name(f"{folder.name}.old")
