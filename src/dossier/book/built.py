"""The files of a folder ↔ a list of their digests, which tells whether they are still as they were built.

A list has a line per file, as ``sha256sum`` writes and checks it. `book` keeps one beside the pages it built,
and each edition has one in ``editions/``.
"""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from dossier.errors import DataError

LIST = "built.sha256"
"""The list of a built book: beside the folder of its pages, so that it is in no book itself."""


def digests_below(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below ``folder``, by its address, sorted."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: hashlib.sha256(files[name].read_bytes()).hexdigest() for name in sorted(files)}


def manifest(file_digests: Mapping[str, str]) -> bytes:
    """Return digests by address as a file that ``sha256sum -c`` reads."""
    return "".join(f"{digest}  {name}\n" for name, digest in file_digests.items()).encode("utf-8")


def listed(file: Path) -> dict[str, str]:
    """Return the digests by address in a file that `manifest` made."""
    lines = file.read_text(encoding="utf-8", errors="replace").split("\n")
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines if line)}


def differences(recorded: Mapping[str, str], present: Mapping[str, str]) -> Iterator[str]:
    """Yield a sentence for each file whose digest is not as recorded.

    >>> list(differences({"a": "1", "b": "2"}, {"b": "3", "c": "4"}))
    ['a is missing', 'b has other bytes', 'c was not recorded']
    """
    for name in sorted({*recorded, *present}):
        if name not in present:
            yield f"{name} is missing"
        elif name not in recorded:
            yield f"{name} was not recorded"
        elif recorded[name] != present[name]:
            yield f"{name} has other bytes"


def altered(built: Path) -> Iterator[str]:
    """Yield a sentence for each file of the book in the folder ``built`` that is not what its build wrote.

    Whoever changes the list as well is caught where the book is built again: in the checks of each commit.
    """
    written = built / LIST
    yield from differences(listed(written) if written.is_file() else {}, digests_below(built / "html"))


def refuse_altered_pages(built: Path) -> None:
    """Raise ``DataError`` for the first file of the book in ``built`` that is not what its build wrote."""
    for problem in altered(built):
        name, _, what = problem.partition(" ")
        raise DataError(f"_build/html/{name}", f"{what} since the book was built", remedy="run `make book`")
