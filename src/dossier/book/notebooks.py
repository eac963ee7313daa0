"""Run the notebooks, store what they print, and tell whether it still belongs to the data."""

import asyncio
import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import nbformat

from dossier import paths
from dossier.book.reach import Reach, Read, key, own_files, reach, read_source
from dossier.errors import DataError

# What could make the same notebook print something else: hash order, zone, locale, threads.
_STILL = {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8", "OMP_NUM_THREADS": "1"}
_LANGUAGE = {"name": "python", "file_extension": ".py", "mimetype": "text/x-python"}


def notebook_files() -> list[Path]:
    """Return the notebooks of the book, in alphabetical order."""
    return sorted(paths.NOTEBOOKS.glob("*.ipynb"))


def refresh(files: Iterable[Path], report: Callable[[str], None] = lambda line: None) -> None:
    """Run each notebook in a fresh kernel and store its outputs, two at a time.

    A notebook that fails keeps what it stored before. Raises ``DataError`` for the first failure.
    """
    os.environ.update(_STILL)
    todo = list(files)
    with ThreadPoolExecutor(2) as pool:
        for file, notebook in zip(todo, pool.map(_run, todo), strict=True):
            _store(file, notebook)  # here, not in a thread: Python 3.11 parses code in one thread only
            report(f"{file.name} is run and stored")


def _run(file: Path) -> nbformat.NotebookNode:
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    notebook = nbformat.read(file, as_version=4)  # type: ignore[no-untyped-call]
    client = NotebookClient(
        notebook,
        timeout=300,
        kernel_name="python3",
        record_timing=False,
        extra_arguments=["--IPKernelApp.log_level=ERROR"],  # else each kernel warns of its own transport
        resources={"metadata": {"path": str(file.parent)}},
    )
    try:
        asyncio.run(client.async_execute())  # which closes its event loop, unlike execute()
    except CellExecutionError as reason:
        problem = f"{reason.ename}: {reason.evalue}"
        raise DataError(file.name, problem, remedy="mend the cell, then run `make refresh` again") from reason
    return notebook


def _store(file: Path, notebook: nbformat.NotebookNode) -> None:
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    notebook.metadata["language_info"] = _LANGUAGE
    notebook.metadata["dossier"] = {"inputs": fingerprint(file)}
    nbformat.validate(notebook)
    fresh = file.with_suffix(".fresh")
    fresh.write_text(nbformat.writes(notebook), encoding="utf-8")  # type: ignore[no-untyped-call]
    fresh.replace(file)


def stale(files: Iterable[Path]) -> list[Path]:
    """Return the notebooks whose stored outputs belong to other data, code or packages."""
    return [file for file in files if stored_fingerprint(file) != fingerprint(file)]


def stored_fingerprint(file: Path) -> str | None:
    """Return what ``refresh`` wrote into the notebook about its inputs."""
    stored: dict[str, Any] = nbformat.read(file, as_version=4).metadata.get("dossier", {})  # type: ignore[no-untyped-call]
    return stored.get("inputs")


def fingerprint(file: Path, read: Read = read_source) -> str:
    """Return a digest of all that the outputs depend on; ``read`` gives the source of a module.

    That is the notebook's own code, what it reaches of the modules, the tables that it reads, the data
    files beside those modules, and the lock.
    """
    found = reached(file, read)
    tables = [paths.DATASET / f"{name}.csv" for name in sorted(found.tables)]
    return key(found, [paths.ROOT / "requirements.lock", *tables, *found.files()])


def reached(file: Path, read: Read = read_source) -> Reach:
    """Return the definitions and tables that the code of a notebook reaches."""
    tables = [path.stem for path in paths.DATASET.glob("*.csv")]
    return reach(_code_cells(file), tables, own_files(_own_packages()), read)


def _code_cells(file: Path) -> list[str]:
    cells = nbformat.read(file, as_version=4).cells  # type: ignore[no-untyped-call]
    return [cell.source for cell in cells if cell.cell_type == "code"]


def _own_packages() -> set[str]:
    """Return the engine and every package in the project's ``src``."""
    return {"dossier", *(file.parent.name for file in (paths.ROOT / "src").glob("*/__init__.py"))}
