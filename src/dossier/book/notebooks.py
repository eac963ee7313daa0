"""Notebooks → the same notebooks with stored outputs, and whether these are still up to date.

`refresh` runs notebooks and stores what they print, together with a fingerprint of all that the outputs
depend on: code, tables, packages. A notebook whose fingerprint is another today is stale. Beside it stands a
digest of what each cell shows, so that no output and no caption is published that `refresh` did not write.
"""

import asyncio
import hashlib
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
from dossier.schema.folders import replace_file

# Fixed, because each could make the same notebook print something else: hash order, zone, locale, threads.
_FIXED_ENVIRONMENT = {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8", "OMP_NUM_THREADS": "1"}
MOST_SECONDS = 300
"""How long a cell may run; the slowest of this book takes a few seconds."""
MOST_PRINTED = 5_000_000
"""How many characters a cell may print: more would be no page that anyone can open."""
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
    """Return the notebook in ``file`` with the outputs of a run in a fresh kernel, or raise ``DataError``."""
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    class Client(NotebookClient):
        """A client that knows which cell runs, and ends the run when that cell prints too much."""

        cell, printed = 0, 0

        async def async_execute_cell(
            self, cell: nbformat.NotebookNode, cell_index: int, *options: Any, **more: Any
        ) -> nbformat.NotebookNode:
            self.cell, self.printed = cell_index + 1, 0
            done = await super().async_execute_cell(cell, cell_index, *options, **more)
            if self.printed > MOST_PRINTED:
                raise DeadKernelError  # it had ended before it could be cancelled
            return done

        def process_message(self, msg: dict[str, Any], cell: nbformat.NotebookNode, cell_index: int) -> Any:
            self.printed += len(str(msg["content"]))
            if self.printed > MOST_PRINTED and self.task_poll_for_reply:
                self.task_poll_for_reply.cancel()
                return None
            return super().process_message(msg, cell, cell_index)

    notebook = nbformat.read(file, as_version=4)  # type: ignore[no-untyped-call]
    client = Client(
        notebook,
        timeout=MOST_SECONDS,
        kernel_name="python3",
        record_timing=False,
        extra_arguments=[
            "--IPKernelApp.log_level=CRITICAL"
        ],  # otherwise each kernel warns of its own transport
        resources={"metadata": {"path": str(file.parent)}},
    )
    client.log.setLevel("CRITICAL")  # what it would log is in the message below
    reason: Exception
    try:
        asyncio.run(client.async_execute())  # unlike execute(), it closes its event loop
        return notebook
    except CellExecutionError as error:
        reason, problem, remedy = error, f"{error.ename}: {error.evalue}", "mend the cell"
    except CellTimeoutError as error:
        reason, problem = error, f"did not end within {MOST_SECONDS} seconds"
        remedy = "take out what it waits for"
    except (DeadKernelError, RuntimeError, AssertionError) as error:
        reason = error
        if client.printed > MOST_PRINTED:
            problem = (
                f"prints more than {MOST_PRINTED // 1_000_000} MB, which would be stored in the notebook"
            )
            remedy = "print less"
        else:
            problem = "its kernel died" if client.cell else f"no kernel starts ({error.__context__ or error})"
            remedy = "take out what ends it" if client.cell else "let programs reach 127.0.0.1"
    code = sum(cell.cell_type == "code" for cell in notebook.cells[: client.cell])
    place = f"{file.name}, code cell {code}" if client.cell else file.name
    raise DataError(place, problem, remedy=f"{remedy}, then run `make refresh` again") from reason


def _store(project: Project, file: Path, notebook: nbformat.NotebookNode) -> None:
    """Write ``notebook`` to ``file`` with its fingerprint, without times and versions of this machine."""
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    notebook.metadata["language_info"] = _LANGUAGE
    notebook.metadata["dossier"] = {"inputs": fingerprint(project, file), "shown": shown(notebook)}
    nbformat.validate(notebook)
    replace_file(file, nbformat.writes(notebook).encode("utf-8"))  # type: ignore[no-untyped-call]


_OF_THE_MACHINE = ("dossier", "kernelspec", "language_info")  # what an editor may write, and our own key


def shown(notebook: nbformat.NotebookNode) -> list[str]:
    """Return a digest for each code cell: of its outputs, every MIME type, and of its metadata.

    The metadata have caption, alt text and the tags that hide an output. The settings of the whole notebook
    are in each digest, because they can hide outputs too.

    >>> cell = nbformat.v4.new_code_cell(id="a", outputs=[nbformat.v4.new_output("stream", text="3")])
    >>> before = shown(nbformat.v4.new_notebook(cells=[cell]))
    >>> cell.outputs[0].text = "4"
    >>> shown(nbformat.v4.new_notebook(cells=[cell])) == before
    False
    """
    settings = {name: value for name, value in notebook.metadata.items() if name not in _OF_THE_MACHINE}
    return [
        hashlib.sha256(
            json.dumps([settings, cell.id, cell.metadata, cell.outputs], sort_keys=True).encode()
        ).hexdigest()
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]


def refuse_altered(files: Iterable[Path]) -> None:
    """Raise ``DataError`` for the first notebook that shows anything but what its last `refresh` wrote.

    This finds a change by hand, by a merge or by another program. Whoever writes false digests as well is
    caught where the notebooks are run again: nbval in `make test`, `refresh` in the checks of each commit.
    """
    for file in files:
        notebook = nbformat.read(file, as_version=4)  # type: ignore[no-untyped-call]
        present, written = shown(notebook), notebook.metadata.get("dossier", {}).get("shown", [])
        changed = [number for number, (a, b) in enumerate(zip(present, written, strict=False), 1) if a != b]
        if not written:
            problem = "no refresh has noted what its cells show"
        elif len(present) != len(written):
            problem = f"has {len(present)} code cells, and its last refresh wrote {len(written)}"
        elif changed:
            problem = "its output, caption or alt text is not what its last refresh wrote"
        else:
            continue
        place = f", code cell {changed[0]}" if changed else ""
        raise DataError(f"notebooks/{file.name}{place}", problem, remedy="run `make refresh`")


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
