"""What a row depends on becomes a digest: the code, the lists, the file and its place in the folder.

Rows under a key are not measured again: the same key gives the same rows.
"""

import json
import re
import sys
import unicodedata
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from dossier.reading.bulk.first_pass import OF_DOCUMENT
from dossier.reading.bulk.work import Settings
from dossier.reading.files import Intake, Planned

_CODE = ("reading", "schema")
"""The folders of the engine whose files decide what a row is; the lists of words lie in the first."""

_LIBRARIES = ("nltk", "trafilatura", "rensa", "py3langid", "lxml")


def key_of_settings(settings: Settings) -> str:
    """Return the digest of what all rows of a run depend on: code, lists and options, with their units."""
    options = {name: value for name, value in settings._asdict().items() if name not in ("folder", "lists")}
    lists = {name: value for name, value in settings.lists._asdict().items() if name != "units"}
    return digest([key_of_code(), options, lists])


@cache
def key_of_code() -> str:
    """Return the digest of the engine's files, of the libraries that read, and of the tables of Unicode."""
    home = Path(__file__).parents[2]
    files = sorted(
        file
        for folder in _CODE
        for file in (home / folder).rglob("*")
        if file.is_file() and file.suffix in (".py", ".csv")
    )
    contents = {file.relative_to(home).as_posix(): sha256(file.read_bytes()).hexdigest() for file in files}
    beside = [sys.version_info[:2], unicodedata.unidata_version, *map(version, _LIBRARIES)]
    return digest([contents, beside])


def key_of_file(planned: Planned) -> str:
    """Return the digest of what only the rows of one file depend on: its bytes, path, id and copies."""
    return digest([[getattr(planned.document, name) for name in OF_DOCUMENT], planned.repeated])


def key_of_looks(intake: Intake) -> str:
    """Return the digest of what the first look at a file depends on beside the file."""
    return digest([key_of_code(), intake.encoding, intake.most_seconds])


def digest(value: Any) -> str:
    """Return the SHA-256 digest of a value made of texts, numbers, lists, sets and mappings.

    >>> digest({"a": {2, 1}}) == digest({"a": {1, 2}}), digest(["a"]) == digest(["b"])
    (True, False)
    """
    return sha256(
        json.dumps(_plain(value), ensure_ascii=False).encode("utf-8", "backslashreplace")
    ).hexdigest()


def _plain(value: Any) -> Any:
    """Return a value as JSON has it; what has no order is put in order."""
    if isinstance(value, re.Pattern):
        return [value.pattern, value.flags]
    if isinstance(value, Mapping):
        return {"mapping": sorted([str(key), _plain(part)] for key, part in value.items())}
    if isinstance(value, AbstractSet):
        return {"set": sorted(map(str, value))}
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    if value is None or isinstance(value, (str, int, float)):
        return value
    raise TypeError(f"no part of a key: {type(value).__name__}")
