"""Run the notebooks, store what they print, and tell whether it still belongs to the data."""

import asyncio
import json
import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import nbformat

from dossier.book.reach import Reach, Read, key, own_files, reach, read_source
from dossier.errors import DataError
from dossier.project import Project

# What could make the same notebook print something else: hash order, zone, locale, threads.
_STILL = {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8", "OMP_NUM_THREADS": "1"}
_LANGUAGE = {"name": "python", "file_extension": ".py", "mimetype": "text/x-python"}


def notebook_files(project: Project) -> list[Path]:
    """Return the notebooks of the book, in alphabetical order."""
    return sorted(project.notebooks.glob("*.ipynb"))


def refresh(
    project: Project, files: Iterable[Path], report: Callable[[str], None] = lambda line: None
) -> None:
    """Run each notebook in a fresh kernel and store its outputs, two at a time.

    A notebook that fails keeps what it stored before. Raises ``DataError`` for the first failure.
    """
    os.environ.update(_STILL)
    todo = list(files)
    with ThreadPoolExecutor(2) as pool:
        for file, notebook in zip(todo, pool.map(_run, todo), strict=True):
            _store(
                project, file, notebook
            )  # here, not in a thread: Python 3.11 parses code in one thread only
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


def _store(project: Project, file: Path, notebook: nbformat.NotebookNode) -> None:
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    notebook.metadata["language_info"] = _LANGUAGE
    notebook.metadata["dossier"] = {"inputs": fingerprint(project, file)}
    nbformat.validate(notebook)
    fresh = file.with_suffix(".fresh")
    fresh.write_text(nbformat.writes(notebook), encoding="utf-8")  # type: ignore[no-untyped-call]
    fresh.replace(file)


def stale(project: Project, files: Iterable[Path]) -> list[Path]:
    """Return the notebooks whose stored outputs belong to other data, code or packages."""
    return [file for file in files if stored_fingerprint(file) != fingerprint(project, file)]


def stored_fingerprint(file: Path) -> str | None:
    """Return what ``refresh`` wrote into the notebook about its inputs."""
    stored: dict[str, Any] = nbformat.read(file, as_version=4).metadata.get("dossier", {})  # type: ignore[no-untyped-call]
    return stored.get("inputs")


def fingerprint(project: Project, file: Path, read: Read = read_source) -> str:
    """Return a digest of all that the outputs depend on; ``read`` gives the source of a module.

    That is the notebook's own code, what it reaches of the modules, the tables that it reads, the data
    files beside those modules, the words that the report declares, and the lock.
    """
    found = reached(project, file, read)
    tables = [project.dataset / f"{name}.csv" for name in sorted(found.tables)]
    files = [project.root / "requirements.lock", *tables, *found.files()]
    return key(found, files, json.dumps(project.declaration.words, ensure_ascii=True))


def reached(project: Project, file: Path, read: Read = read_source) -> Reach:
    """Return the definitions and tables that the code of a notebook reaches."""
    schema, package = project.schema, project.declaration.package
    groups = {"measured": schema.measured, "coded": schema.coded, "record": schema.record}
    own = own_files({"dossier", package} - {""})
    return reach(_code_cells(file), groups, own, read, f"{package}.report" if package else "")


def _code_cells(file: Path) -> list[str]:
    cells = nbformat.read(file, as_version=4).cells  # type: ignore[no-untyped-call]
    return [cell.source for cell in cells if cell.cell_type == "code"]
