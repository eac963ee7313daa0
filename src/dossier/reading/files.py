"""Raw files become documents: those that are kept, and the others with a reason."""

import hashlib
import os
import re
import stat
from collections import Counter
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from dossier.reading.spans import words

MOST_BYTES = 20_000_000
"""A larger file is no news article: it is hashed in blocks and never held in memory."""

DATE_LINE = re.compile(r"\s*(?P<line>date (?P<month>\d{4}-(?:0[1-9]|1[0-2])))(?=\s)")
"""The collection's date, glued to the first sentence of a page: `` date 2023-09 ``."""

_BLOCK = 1_000_000
_MARK = b"\xef\xbb\xbf"
_NO_SLUG = re.compile(r"[^\w.-]")
_ENOUGH_TO_TELL = 20_000  # characters that show a text's language
_ONLY_FRENCH = frozenset(
    {"au", "aux", "avec", "ce", "cette", "dans", "des", "du", "elle", "est", "et", "les", "ne", "par", "pas"}
    | {"pour", "qui", "sur", "une"}
)
_FRENCH_SHARE = 0.1  # some 20 % of the words of French news; hardly any of its neighbours'


class Document(NamedTuple):
    """A file, what became of it, and its text if that could be read.

    A file that cannot be opened has 0 bytes and the digest of nothing.
    """

    source_id: str
    file: str
    sha256: str
    bytes: int
    status: str = "kept"
    reason: str | None = None
    encoding: str | None = None
    text: str = ""
    language: str | None = None
    published: str | None = None
    title: str | None = None


def read_documents(
    folder: Path, *, sources: pd.DataFrame, published: str | None = None
) -> Iterator[Document]:
    """Yield a document for each file below ``folder``, in the order of their paths.

    A file whose digest stands in ``sources`` takes its id, date and title from there.
    """
    paths = find_files(folder)
    known = known_by_digest(sources)
    slugs = Counter(slug(path, folder) for path in paths)
    slugs.update(sources["source_id"])  # the id of a known article is never lent
    seen: set[str] = set()
    taken: set[str] = set()
    for path in paths:
        document = set_copy_aside(read_file(path, folder), seen)
        row = known.get(document.sha256, {})
        source_id = row.get("source_id")
        if source_id is None or source_id in taken:
            source_id = unused_id(document, slugs, taken)
        taken.add(source_id)
        yield document._replace(
            source_id=source_id,
            language=language_of(document.text),
            published=row.get("date") or date_in(document.text) or published,
            title=row.get("title"),
        )


def find_files(folder: Path) -> list[Path]:
    """Return every file below ``folder``, and every link to a folder, sorted; no hidden ones."""
    found = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [name for name in folders if Path(parent, name).is_symlink()]
        found += [Path(parent, name) for name in names + links if not name.startswith(".")]
    return sorted(found, key=lambda path: path_below(path, folder))


def path_below(path: Path, folder: Path) -> str:
    """Return the path from ``folder`` on, with slashes, in characters that UTF-8 can write."""
    return os.fsencode(path.relative_to(folder).as_posix()).decode("utf-8", "replace")


def slug(path: Path, folder: Path) -> str:
    """Return the id of a file that nobody named.

    >>> slug(Path("in/Le Port/Une page.txt"), Path("in"))
    'le-port-une-page'
    """
    return _NO_SLUG.sub("-", path_below(path.with_suffix(""), folder).lower())


def unused_id(document: Document, slugs: Counter[str], taken: set[str]) -> str:
    """Return the slug, with six digits of the file's digest if another file has the same."""
    if slugs[document.source_id] == 1:
        return document.source_id
    digits = f"{document.source_id}-{document.sha256[:6]}"
    copies = (f"{digits}-{copy}" for copy in count(2))  # same slug and same bytes
    return digits if digits not in taken else next(i for i in copies if i not in taken)


def known_by_digest(sources: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Return the rows of ``sources`` that name a private file, by its digest."""
    rows = sources.astype(object).where(sources.notna(), None).to_dict("records")
    return {row["sha256"]: {str(k): v for k, v in row.items()} for row in rows if row["sha256"]}


def read_file(path: Path, folder: Path) -> Document:
    """Read one file; what cannot be read comes back ``rejected``, with the reason."""
    named = Document(slug(path, folder), path_below(path, folder), hashlib.sha256().hexdigest(), 0)
    if reason := not_to_be_opened(path, folder):
        return named._replace(status="rejected", reason=reason)
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
            digest = hashlib.sha256(data)
            size = len(data)
            while size > MOST_BYTES and (block := file.read(_BLOCK)):
                digest.update(block)
                size += len(block)
    except OSError as error:
        return named._replace(status="rejected", reason=f"cannot be read: {error.strerror}")
    return decode(named._replace(sha256=digest.hexdigest(), bytes=size), data)


def not_to_be_opened(path: Path, folder: Path) -> str | None:
    """Return why a file must not even be opened, if so."""
    try:
        target = path.resolve(strict=True)
        mode = target.stat().st_mode
    except (OSError, RuntimeError):  # RuntimeError: a link to itself
        return "link that leads nowhere" if path.is_symlink() else "cannot be read"
    if not target.is_relative_to(folder.resolve()):
        return "link out of the folder"
    if stat.S_ISDIR(mode):
        return "link to a folder"
    return None if stat.S_ISREG(mode) else "no regular file"


def decode(document: Document, data: bytes) -> Document:
    """Give ``document`` its text, or the reason why ``data`` are none."""
    if document.bytes > MOST_BYTES:
        return document._replace(status="rejected", reason="above 20 MB")
    if b"\0" in data:
        return document._replace(status="rejected", reason="binary: it holds a NUL byte")
    try:
        text = data.removeprefix(_MARK).decode("utf-8")
    except UnicodeDecodeError as error:
        reason = f"not UTF-8 at byte {error.start + data.startswith(_MARK) * len(_MARK)}"
        return document._replace(status="rejected", reason=reason)
    if not text.strip():
        return document._replace(status="rejected", reason="empty")
    encoding = "utf-8-sig" if data.startswith(_MARK) else "utf-8"
    return document._replace(encoding=encoding, text=text)


def set_copy_aside(document: Document, seen: set[str]) -> Document:
    """Mark a kept document as a duplicate if its digest is among those ``seen``, else add it."""
    if document.status != "kept":
        return document
    if document.sha256 in seen:
        return document._replace(status="duplicate", reason="same bytes as an earlier file")
    seen.add(document.sha256)
    return document


def date_in(text: str) -> str | None:
    """Return the month that a page of the collection carries in front of its first sentence.

    >>> date_in(" date 2023-09 Le port est fermé.")
    '2023-09'
    """
    found = DATE_LINE.match(text)
    return found["month"] if found else None


def language_of(text: str) -> str | None:
    """Say ``fr`` if enough of the words are small ones that only French has, else nothing.

    >>> language_of("Le port est fermé depuis que la grue est tombée.")
    'fr'
    """
    found = words(text[:_ENOUGH_TO_TELL])
    listed = sum(word in _ONLY_FRENCH for word in found)
    return "fr" if found and listed >= _FRENCH_SHARE * len(found) else None
