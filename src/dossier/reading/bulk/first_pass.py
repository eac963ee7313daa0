"""The files of a folder become a list of what is to be measured: path, digest and id of each, no text.

Ids and copies depend on the whole folder. Once this cheap pass has given them, each file can be measured
without the others, in any order and in any process.
"""

import hashlib
import os
from collections import Counter
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from dossier.reading.files import (
    Document,
    described,
    find_files,
    known_by_digest,
    not_to_be_opened,
    path_below,
    read_file,
    set_copy_aside,
    slug,
    unused_id,
)


class Planned(NamedTuple):
    """A file that is to be measured, and what only the whole folder can say of it: id, and whether a copy."""

    path: str
    source_id: str
    sha256: str
    bytes: int
    is_copy: bool
    date: str | None = None
    title: str | None = None


Seen = MutableMapping[str, tuple[str, str, int]]
"""By path below the folder: how the file looked from outside, its digest and its size."""


def plan(folder: Path, *, sources: pd.DataFrame, seen: Seen | None = None) -> list[Planned]:
    """Return every file below ``folder`` with its id, in the order of the ids.

    The ids are those of `read_documents`. A file that looks as in ``seen`` is not opened; a new or changed
    one is entered there, and one that is gone is taken out.
    """
    seen = {} if seen is None else seen
    paths = find_files(folder)
    known = known_by_digest(sources)
    slugs = Counter(slug(path, folder) for path in paths)
    slugs.update(sources["source_id"])
    digests: set[str] = set()
    taken: set[str] = set()
    planned = []
    for path in paths:
        file = path_below(path, folder)
        look, sha256, size = seen[file] = digest_of(path, folder, seen.get(file))
        row = known.get(sha256, {})
        source_id = row.get("source_id")
        if source_id is None or source_id in taken:
            source_id = unused_id(Document(slug(path, folder), file, sha256, size), slugs, taken)
        taken.add(source_id)
        is_copy = bool(look) and sha256 in digests
        digests.add(sha256)
        planned.append(
            Planned(str(path), source_id, sha256, size, is_copy, row.get("date"), row.get("title"))
        )
    for file in seen.keys() - {path_below(path, folder) for path in paths}:
        del seen[file]
    return sorted(planned, key=lambda entry: entry.source_id)


def digest_of(path: Path, folder: Path, before: tuple[str, str, int] | None) -> tuple[str, str, int]:
    """Return how a file looks from outside, its digest and its size; a file that must not be opened has none.

    The look is size, inode and the moments of the last changes, by which a changed file is known unopened.
    """
    if not_to_be_opened(path, folder):
        return "", hashlib.sha256().hexdigest(), 0
    try:
        status = os.stat(path)  # noqa: PTH116  # a Path would be made anew for each file
        look = f"{status.st_size}-{status.st_ino}-{status.st_mtime_ns}-{status.st_ctime_ns}"
        if before and before[0] == look:
            return before
        with path.open("rb") as file:
            return look, hashlib.file_digest(file, "sha256").hexdigest(), status.st_size
    except OSError:
        return "", hashlib.sha256().hexdigest(), 0


def read_planned(planned: Planned, folder: Path, published: str | None) -> Document:
    """Return a planned file as the document that `read_documents` makes of it."""
    seen = {planned.sha256} if planned.is_copy else set()
    document = set_copy_aside(read_file(Path(planned.path), folder), seen)
    row: Mapping[str, Any] = {"date": planned.date, "title": planned.title}
    return described(document._replace(source_id=planned.source_id), row, published)
