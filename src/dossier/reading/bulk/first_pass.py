"""The files of a folder become a list of what is to be measured: path, digest and id of each, no text.

Ids, copies and repeated lines depend on the whole folder. This pass looks at each file, and remembers what it
saw: a file that looks the same from outside is not opened again. After it, each file can be measured without
the others, in any order and in any process.
"""

import json
from array import array
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from dossier.reading.files import (
    Document,
    Intake,
    Look,
    Planned,
    find_files,
    look_at,
    not_to_be_opened,
    path_below,
    survey,
)
from dossier.reading.intake.near_copies import empty_sketch

Run = Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[Any]]
"""Does a piece of work many times, in this process or elsewhere, and gives the results in order."""

_FILES = 100  # that are looked at in one piece of work
OF_DOCUMENT = [name for name in Document._fields if name not in ("text", "key", "page")]
"""What is known of a file without its text."""


class Memory(NamedTuple):
    """The file with earlier looks, the file that is to have these, and the digest of what looks depend on."""

    earlier: Path
    fresh: Path
    key: str


def plan(
    folder: Path, *, sources: pd.DataFrame, intake: Intake, run: Run = map, memory: Memory | None = None
) -> list[Planned]:
    """Return every file below ``folder`` with what `survey` says of it, in the order of the ids.

    ``run`` does the looking; what ``memory`` has is not looked at again.
    """
    paths = find_files(folder)
    files = [(path_below(path, folder), from_outside(path, folder)) for path in paths]
    there = set(files) if memory else set()
    same = {record[:2] for record in remembered(memory) if record[:2] in there}
    unknown = [path for path, file in zip(paths, files, strict=True) if file not in same]
    pieces = [unknown[start : start + _FILES] for start in range(0, len(unknown), _FILES)]
    looked = (look for piece in run(partial(look_at_all, folder, intake), pieces) for look in piece)
    before = (look for name, outside, look in remembered(memory) if (name, outside) in same)
    with memory.fresh.open("w", encoding="utf-8") if memory else nullcontext() as fresh:
        if memory and fresh:
            fresh.write(json.dumps(memory.key) + "\n")

        def looks() -> Iterator[Look]:
            for file in files:
                look = next(before) if file in same else next(looked)
                if fresh and file[1]:
                    fresh.write(_record(*file, look))
                yield look

        planned = survey(folder, paths, looks(), sources, intake)
    return sorted(planned, key=lambda entry: entry.document.source_id)


def look_at_all(folder: Path, intake: Intake, paths: Sequence[Path]) -> list[Look]:
    """Return a look at each of ``paths``."""
    return [look_at(path, folder, intake) for path in paths]


def from_outside(path: Path, folder: Path) -> str:
    """Return how a file looks unopened: size, inode and the moments of the last changes.

    A file that must not be opened looks like nothing.
    """
    if not_to_be_opened(path, folder):
        return ""
    try:
        status = path.stat()
    except OSError:
        return ""
    return f"{status.st_size}-{status.st_ino}-{status.st_mtime_ns}-{status.st_ctime_ns}"


def remembered(memory: Memory | None) -> Iterator[tuple[str, str, Look]]:
    """Yield the earlier looks, in the order of the paths; none, if they depend on something else."""
    if memory is None or not memory.earlier.is_file():
        return
    with memory.earlier.open(encoding="utf-8") as lines:
        if json.loads(next(lines, "null")) != memory.key:
            return
        for line in lines:
            name, outside, document, digests, state, too_long = json.loads(line)
            numbers = array("Q")
            numbers.frombytes(b64decode(digests))
            sketch = None
            if state is not None:
                sketch = empty_sketch()
                sketch.__setstate__(b64decode(state))
            read = Document(**dict(zip(OF_DOCUMENT, document, strict=True)))
            yield name, outside, Look(read, numbers, sketch, too_long)


def _record(name: str, outside: str, look: Look) -> str:
    """Return a look as a line of the file that remembers it."""
    sketch = None if look.sketch is None else b64encode(look.sketch.__getstate__()).decode()
    document = [getattr(look.document, column) for column in OF_DOCUMENT]
    lines = b64encode(look.lines.tobytes()).decode()
    return json.dumps([name, outside, document, lines, sketch, look.too_long]) + "\n"
