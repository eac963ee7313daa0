"""The files of a folder become documents: rows of `documents`, each with its text or the reason it has none.

A file is kept, a duplicate of an earlier one, or rejected. Files come from outside: a link must not lead out
of the folder, and size, bytes and encoding are checked before the text is used.
"""

import hashlib
import os
import re
import stat
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from dossier.reading.spans import Place, key_of, words
from dossier.schema.texts import WORDS, escaped

MOST_BYTES = 20_000_000
"""A larger file is no news article; it is read in blocks, for its digest only."""

DATE_LINE = re.compile(r"\s*(?P<line>date (?P<month>\d{4}-(?:0[1-9]|1[0-2])))(?=\s)")
"""The collection's date, glued to the first sentence of a page: `` date 2023-09 ``."""

_BLOCK = 1_000_000  # bytes read at a time
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_NOT_IN_SLUG = re.compile(r"[^\w.-]")
_LONGEST_SLUG = 120  # characters; ids of passages and sentences begin with it
_LANGUAGE_SAMPLE = 20_000  # characters, some 3,000 words: enough for a share of words
_ONLY_FRENCH = frozenset(
    {"au", "aux", "avec", "ce", "cette", "dans", "des", "du", "elle", "est", "et", "les", "ne", "par", "pas"}
    | {"pour", "qui", "sur", "une"}
)
_FRENCH_SHARE = 0.1  # some 20 % of the words of French news; hardly any of its neighbours'


class Document(NamedTuple):
    """A file, what became of it, and its text if that could be read.

    A file that cannot be opened has 0 bytes and the digest of no bytes.
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


class Article(NamedTuple):
    """The text of a kept file, and the key of the digests of its passages."""

    text: str
    key: bytes

    @classmethod
    def of(cls, document: Document) -> "Article":
        """Return the article in a kept document, its key made from the bytes that its file has."""
        mark = _BYTE_ORDER_MARK if document.encoding == "utf-8-sig" else b""
        return cls(document.text, key_of(mark + document.text.encode("utf-8")))

    def digest(self, place: Place) -> str:
        """Return the digest of the passage at ``place``."""
        return place.digest(self.text, self.key)


def read_articles(folder: Path, sources: pd.DataFrame) -> dict[str, Article]:
    """Return each kept file below ``folder`` as an article, by its source_id."""
    documents = read_documents(folder, sources=sources)
    return {document.source_id: Article.of(document) for document in documents if document.status == "kept"}


def read_documents(
    folder: Path, *, sources: pd.DataFrame, published: str | None = None
) -> Iterator[Document]:
    """Yield a document for each file below ``folder``, in the order of their paths.

    A file whose digest is in ``sources`` takes its id, date and title from that row. Another file is named
    after its path; its date is the one in front of its text, else ``published``.
    """
    paths = find_files(folder)
    known = known_by_digest(sources)
    slugs = Counter(slug(path, folder) for path in paths)
    slugs.update(sources["source_id"])  # an unknown file never gets the id of a known article
    seen: set[str] = set()
    taken: set[str] = set()
    for path in paths:
        document = set_copy_aside(read_file(path, folder), seen)
        row = known.get(document.sha256, {})
        source_id = row.get("source_id")
        if source_id is None or source_id in taken:
            source_id = unused_id(document, slugs, taken)
        taken.add(source_id)
        yield described(document._replace(source_id=source_id), row, published)


def described(document: Document, row: Mapping[str, Any], published: str | None) -> Document:
    """Return a document with what ``row`` of `sources` and its text say of it: language, date and title."""
    return document._replace(
        language=language_of(document.text),
        published=row.get("date") or date_in(document.text) or published,
        title=row.get("title"),
    )


def find_files(folder: Path) -> list[Path]:
    """Return the paths of files below ``folder`` and of links to folders, sorted, without hidden ones."""
    paths = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [name for name in folders if Path(parent, name).is_symlink()]
        paths += [Path(parent, name) for name in names + links if not name.startswith(".")]
    return sorted(paths, key=lambda path: path_below(path, folder))


def path_below(path: Path, folder: Path) -> str:
    r"""Return the path from ``folder`` on, with slashes; a sign that no text may have is an escape.

    >>> path_below(Path("in/a\nb.txt"), Path("in"))
    'a\\x0ab.txt'
    """
    named = os.fsencode(path.relative_to(folder).as_posix()).decode("utf-8", "backslashreplace")
    return escaped(named)[: WORDS.longest].rstrip()


def slug(path: Path, folder: Path) -> str:
    """Return the id of a file that `sources` does not name: its path in lower case, with hyphens.

    >>> slug(Path("in/Le Port/Une page.txt"), Path("in"))
    'le-port-une-page'
    """
    name = _NOT_IN_SLUG.sub("-", path_below(path.with_suffix(""), folder).lower()).lstrip("-_.")
    return name[:_LONGEST_SLUG] or "file"


def unused_id(document: Document, slugs: Counter[str], taken: set[str]) -> str:
    """Return the slug of a document, with six digits of its digest if another file has the same slug."""
    if slugs[document.source_id] == 1:
        return document.source_id
    digits = f"{document.source_id}-{document.sha256[:6]}"
    copies = (f"{digits}-{copy}" for copy in count(2))  # same slug and same bytes
    return digits if digits not in taken else next(copy for copy in copies if copy not in taken)


def known_by_digest(sources: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Return the rows of `sources` that have the digest of a file, by that digest."""
    rows = sources.astype(object).where(sources.notna(), None).to_dict("records")
    return {
        row["sha256"]: {str(column): cell for column, cell in row.items()} for row in rows if row["sha256"]
    }


def read_file(path: Path, folder: Path) -> Document:
    """Return one file as a document; a file that cannot be read is ``rejected``, with the reason."""
    unread = Document(slug(path, folder), path_below(path, folder), hashlib.sha256().hexdigest(), 0)
    if reason := not_to_be_opened(path, folder):
        return unread._replace(status="rejected", reason=reason)
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
            digest = hashlib.sha256(data)
            size = len(data)
            while size > MOST_BYTES and (block := file.read(_BLOCK)):
                digest.update(block)
                size += len(block)
    except OSError as error:
        return unread._replace(status="rejected", reason=f"cannot be read: {error.strerror}")
    return decode(unread._replace(sha256=digest.hexdigest(), bytes=size), data)


def not_to_be_opened(path: Path, folder: Path) -> str | None:
    """Return why a file must not be opened (it is a link or no regular file), or nothing if it may."""
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
    """Return ``document`` with the text of ``data``, or rejected with the reason why ``data`` are no text."""
    if document.bytes > MOST_BYTES:
        return document._replace(status="rejected", reason="above 20 MB")
    if b"\0" in data:
        return document._replace(status="rejected", reason="binary: it holds a NUL byte")
    try:
        text = data.removeprefix(_BYTE_ORDER_MARK).decode("utf-8")
    except UnicodeDecodeError as error:
        reason = (
            f"not UTF-8 at byte {error.start + data.startswith(_BYTE_ORDER_MARK) * len(_BYTE_ORDER_MARK)}"
        )
        return document._replace(status="rejected", reason=reason)
    if not text.strip():
        return document._replace(status="rejected", reason="empty")
    encoding = "utf-8-sig" if data.startswith(_BYTE_ORDER_MARK) else "utf-8"
    return document._replace(encoding=encoding, text=text)


def set_copy_aside(document: Document, seen: set[str]) -> Document:
    """Return a kept document as a duplicate if its digest is in ``seen``; else add the digest there."""
    if document.status != "kept":
        return document
    if document.sha256 in seen:
        return document._replace(status="duplicate", reason="same bytes as an earlier file")
    seen.add(document.sha256)
    return document


def date_in(text: str) -> str | None:
    """Return the month that the collection puts in front of the first sentence of a page, if it is there.

    >>> date_in(" date 2023-09 Le port est fermé.")
    '2023-09'
    """
    line = DATE_LINE.match(text)
    return line["month"] if line else None


def language_of(text: str) -> str | None:
    """Return ``fr`` if a tenth of the words are small ones that only French has, else nothing.

    >>> language_of("Le port est fermé depuis que la grue est tombée.")
    'fr'
    """
    sample = words(text[:_LANGUAGE_SAMPLE])
    french = sum(word in _ONLY_FRENCH for word in sample)
    return "fr" if sample and french >= _FRENCH_SHARE * len(sample) else None
