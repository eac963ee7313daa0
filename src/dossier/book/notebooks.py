"""Notebooks → the same notebooks with stored outputs, and whether these are still up to date.

`refresh` runs notebooks and stores what they print, together with a fingerprint of all that the outputs
depend on: code, tables, packages. A notebook whose fingerprint is another today is stale.
"""

import asyncio
import json
import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import nbformat

from dossier.book.reach import Reach, Read, digest_of_reach, own_files, reach, read_source
from dossier.errors import DataError
from dossier.project import Project

# Fixed, because each could make the same notebook print something else: hash order, zone, locale, threads.
_FIXED_ENVIRONMENT = {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8", "OMP_NUM_THREADS": "1"}
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
    os.environ.update(_FIXED_ENVIRONMENT)
    notebooks = list(files)
    with ThreadPoolExecutor(2) as pool:
        for file, notebook in zip(notebooks, pool.map(_run, notebooks), strict=True):
            # Not in a thread of the pool, because Python 3.11 parses code safely in one thread only.
            _store(project, file, notebook)
            report(f"{file.name} is run and stored")


def _run(file: Path) -> nbformat.NotebookNode:
    """Return the notebook in ``file`` with the outputs of a run in a fresh kernel."""
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    notebook = nbformat.read(file, as_version=4)  # type: ignore[no-untyped-call]
    client = NotebookClient(
        notebook,
        timeout=300,
        kernel_name="python3",
        record_timing=False,
        extra_arguments=["--IPKernelApp.log_level=ERROR"],  # otherwise each kernel warns of its own transport
        resources={"metadata": {"path": str(file.parent)}},
    )
    try:
        asyncio.run(client.async_execute())  # unlike execute(), it closes its event loop
    except CellExecutionError as reason:
        problem = f"{reason.ename}: {reason.evalue}"
        raise DataError(file.name, problem, remedy="mend the cell, then run `make refresh` again") from reason
    return notebook


def _store(project: Project, file: Path, notebook: nbformat.NotebookNode) -> None:
    """Write ``notebook`` to ``file`` with its fingerprint, without times and versions of this machine."""
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    notebook.metadata["language_info"] = _LANGUAGE
    notebook.metadata["dossier"] = {"inputs": fingerprint(project, file)}
    nbformat.validate(notebook)
    fresh = file.with_suffix(".fresh")
    fresh.write_text(nbformat.writes(notebook), encoding="utf-8")  # type: ignore[no-untyped-call]
    fresh.replace(file)


def stale(project: Project, files: Iterable[Path]) -> list[Path]:
    """Return the notebooks whose stored outputs come from other data, code or packages than today's."""
    return [file for file in files if stored_fingerprint(file) != fingerprint(project, file)]


def stored_fingerprint(file: Path) -> str | None:
    """Return the fingerprint that ``refresh`` wrote into the notebook, if it has one."""
    stored: dict[str, Any] = nbformat.read(file, as_version=4).metadata.get("dossier", {})  # type: ignore[no-untyped-call]
    return stored.get("inputs")


def fingerprint(project: Project, file: Path, read: Read = read_source) -> str:
    """Return a digest of all that the outputs of a notebook depend on; ``read`` gives the source of a module.

    That is the notebook's own code, the definitions that it reaches in the modules, the tables that it reads,
    the data files beside those modules, the words that the report declares, and ``requirements.lock``.
    """
    reach_of_file = reached(project, file, read)
    tables = [project.dataset / f"{name}.csv" for name in sorted(reach_of_file.tables)]
    files = [project.root / "requirements.lock", *tables, *reach_of_file.files()]
    return digest_of_reach(reach_of_file, files, json.dumps(project.declaration.words, ensure_ascii=True))


def reached(project: Project, file: Path, read: Read = read_source) -> Reach:
    """Return the definitions and tables that the code of a notebook reaches."""
    schema, package = project.schema, project.declaration.package
    groups = {
        "measured": schema.measured,
        "coded": schema.coded,
        "record": schema.record,
        "graded": schema.graded,
    }
    own = own_files({"dossier", package} - {""})
    return reach(_code_cells(file), groups, own, read, f"{package}.report" if package else "")


def _code_cells(file: Path) -> list[str]:
    cells = nbformat.read(file, as_version=4).cells  # type: ignore[no-untyped-call]
    return [cell.source for cell in cells if cell.cell_type == "code"]
