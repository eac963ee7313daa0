"""Run the notebooks, store what they print, and tell whether it still belongs to the data."""

import ast
import asyncio
import os
import re
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import nbformat

from dossier.errors import DataError
from dossier.project import Project
from dossier.schema.files import sha256

# What could make the same notebook print something else: hash order, zone, locale, threads.
_STILL = {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8", "OMP_NUM_THREADS": "1"}
_BESIDE = (".csv", ".json", ".mplstyle")  # what a module of the package reads from its own folder
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


def fingerprint(project: Project, file: Path) -> str:
    """Return a digest of all that the outputs depend on.

    That is the notebook's own code, the modules that it imports, the dataset and the lock.
    """
    code = "\n".join(_code_cells(file))
    inputs = [
        project.root / "requirements.lock",
        *sorted(project.dataset.glob("*")),
        *_sources(code, project),
    ]
    digests = [sha256(code.encode()), *(sha256(path.read_bytes()) for path in inputs)]
    return sha256("\n".join(digests).encode())


def _code_cells(file: Path) -> list[str]:
    cells = nbformat.read(file, as_version=4).cells  # type: ignore[no-untyped-call]
    return [cell.source for cell in cells if cell.cell_type == "code"]


def _sources(code: str, project: Project) -> list[Path]:
    """Return the files of the package that ``code`` reaches by imports, with what its folder holds beside."""
    reached: set[str] = set()
    waiting = imported_modules(code, _own_packages(project))
    while waiting:
        module = waiting.pop()
        if module not in reached:
            reached.add(module)
            waiting |= imported_modules(_file_of(module).read_text(encoding="utf-8"), _own_packages(project))
    files = {_file_of(module) for module in reached}
    folders = {file.parent for file in files}
    beside = {path for folder in folders for path in folder.iterdir() if path.suffix in _BESIDE}
    return sorted(files | beside)


def _file_of(module: str) -> Path:
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(module)
    return Path(spec.origin)


def imported_modules(code: str, own: set[str]) -> set[str]:
    r"""Return the modules of the project's own packages that ``code`` imports.

    >>> code = "from dossier import data\nfrom dossier.data import Dataset\nimport re"
    >>> sorted(imported_modules(code, {"dossier"}))
    ['dossier', 'dossier.data']
    """
    found: set[str] = set()
    for node in ast.walk(ast.parse(re.sub(r"^[%!].*$", "", code, flags=re.MULTILINE))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in own:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {str(node.module), *filter(_is_module, names)}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name.split(".")[0] in own}
    return found


def _own_packages(project: Project) -> set[str]:
    """Return the engine and the package of the report, if it has one."""
    return {"dossier", project.declaration.package} - {""}


def _is_module(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:  # a function or class of a module that is no package
        return False
