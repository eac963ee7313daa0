"""The files of a folder become documents: rows of `documents`, each with its text or the reason it has none.

A file is kept, a duplicate of an earlier one, or rejected. Files come from outside: a link must not lead out
of the folder, and size, bytes and encoding are checked before the text is used. A folder is gone through
twice: first for what only all files together show (ids, copies, lines that many pages have), then for the
texts, one at a time.
"""

import hashlib
import os
import re
import stat
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import count, tee
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from rensa import RMinHash

from dossier.reading.intake.encodings import MOST_BYTES, decode, unpack
from dossier.reading.intake.folding import Folded, fold_text
from dossier.reading.intake.near_copies import Frames, NearCopies, short_lines, sketch_of
from dossier.reading.intake.page_facts import Fact, facts_of
from dossier.reading.intake.page_marks import language_of, marks_of
from dossier.reading.intake.web_articles import article_blocks, article_of
from dossier.reading.intake.web_pages import PageMarkup, is_page, read_source
from dossier.reading.lines import Passage, find_passages
from dossier.reading.spans import Place, find, key_of
from dossier.reading.time_cap import MOST_SECONDS, TooLongError, at_most
from dossier.schema.texts import WORDS, escaped

_BLOCK = 1_000_000  # bytes read at a time
_NOT_IN_SLUG = re.compile(r"[^\w.-]")
_LONGEST_SLUG = 120  # characters; ids of passages and sentences begin with it


Key = bytes  # a document has a column of this name, its size


class Intake(NamedTuple):
    """What the user tells of a folder: for files that do not say it, and how often copies count."""

    published: str | None = None
    outlet: str | None = None
    encoding: str | None = None
    copies_once: bool = False
    most_seconds: float = MOST_SECONDS


class Page(NamedTuple):
    """The text of a document as it is read, and its lines, with places in that text."""

    folded: Folded
    lines: tuple[Passage, ...]


class Document(NamedTuple):
    """A file, what became of it, and its text if that could be read.

    A file that cannot be opened has 0 bytes and the digest of no bytes. ``key`` is that of the digests of its
    passages.
    """

    source_id: str
    file: str
    sha256: str
    bytes: int
    status: str = "kept"
    reason: str | None = None
    encoding: str | None = None
    characters: int | None = None
    text: str = ""
    language: str | None = None
    published: str | None = None
    published_from: str | None = None
    title: str | None = None
    title_from: str | None = None
    outlet: str | None = None
    outlet_from: str | None = None
    copy_of: str | None = None
    similarity: float | None = None
    marks: str | None = None
    key: Key = b""
    is_known: bool = False  # it has a row in `sources`
    page: Page | None = None


class Article(NamedTuple):
    """The text of a kept file, and the key of the digests of its passages."""

    text: str
    key: bytes

    @classmethod
    def of(cls, document: Document) -> "Article":
        """Return the article in a kept document."""
        return cls(document.text, document.key)

    def digest(self, place: Place) -> str:
        """Return the digest of the passage at ``place``."""
        return place.digest(self.text, self.key)

    def find(self, passage: str) -> list[Place]:
        """Return all places of a passage in the text of the file, in whatever form the file writes it."""
        folded = as_read(self.text)
        return [folded.place(place) for place in find(fold_text(passage).text, folded.text)]


class Look(NamedTuple):
    """A file by itself: what became of it, the digests of its short lines, and its sketch; no text.

    Its ``document`` has no id of its own yet.
    """

    document: Document
    lines: "array[int]"
    sketch: RMinHash | None
    too_long: bool = False


class Planned(NamedTuple):
    """A file and what the whole folder says of it: its id, whose copy it is, which lines other pages have."""

    path: str
    document: Document
    repeated: frozenset[int] = frozenset()


def read_articles(folder: Path, sources: pd.DataFrame) -> dict[str, Article]:
    """Return each kept file below ``folder`` as an article, by its source_id."""
    paths = find_files(folder)
    documents = with_names(folder, paths, (read_file(path, folder) for path in paths), sources)
    return {document.source_id: Article.of(document) for document in documents if document.status == "kept"}


def read_documents(
    folder: Path, *, sources: pd.DataFrame, intake: Intake | None = None
) -> Iterator[Document]:
    """Yield a document for each file below ``folder``, in the order of their paths.

    A file whose digest is in ``sources`` takes its id, date, title and outlet from that row. Another file is
    named after its path; it says the rest itself, or ``intake`` does.
    """
    intake = intake or Intake()
    paths = find_files(folder)
    looks = (look_at(path, folder, intake) for path in paths)
    for planned in survey(folder, paths, looks, sources, intake):
        yield read_planned(planned, folder, intake)


def survey(
    folder: Path, paths: Sequence[Path], looks: Iterable[Look], sources: pd.DataFrame, intake: Intake
) -> list[Planned]:
    """Return what only all files together show, from a look at each of ``paths``, in their order.

    Lines of a copy are not counted: an article that three papers print is no frame.
    """
    copies, frames = NearCopies(), Frames()
    kept, listed = tee(looks)
    surveyed = []
    documents = with_names(folder, paths, (look.document for look in kept), sources)
    for path, look, named in zip(paths, listed, documents, strict=True):
        document = named
        if document.status == "kept" and look.too_long:
            document = too_long(document, intake.most_seconds)
        elif document.status == "kept":
            if copy := copies.add_sketch(document.source_id, look.sketch):
                document = document._replace(copy_of=copy.copy_of, similarity=copy.similarity)
            else:
                frames.add(look.lines)
        surveyed.append((path, set_near_copy_aside(document, intake), look.lines))
    repeated = frames.repeated()
    return [Planned(str(path), document, repeated.intersection(lines)) for path, document, lines in surveyed]


def read_planned(planned: Planned, folder: Path, intake: Intake) -> Document:
    """Return a planned file as a document with its text; no other file is needed."""
    document = planned.document
    if document.status != "kept":
        return document
    again = read_file(Path(planned.path), folder, intake.encoding)
    if again.sha256 != document.sha256:
        return rejected(document, "changed while the folder was read")
    whole = document._replace(text=again.text, key=again.key)
    return in_time(whole, intake.most_seconds, lambda one: with_page(one, intake, planned.repeated))


def with_names(
    folder: Path, paths: Sequence[Path], documents: Iterable[Document], sources: pd.DataFrame
) -> Iterator[Document]:
    """Yield the documents of ``paths``, each with its id, and with what `sources` knows of it."""
    known = known_by_digest(sources)
    slugs = Counter(slug(path, folder) for path in paths)
    slugs.update(sources["source_id"])  # an unknown file never gets the id of a known article
    firsts: dict[str, str] = {}  # the id of the first file with a digest
    taken: set[str] = set()
    for read in documents:
        document = set_copy_aside(read, firsts)
        row = known.get(document.sha256, {})
        source_id = row.get("source_id")
        if source_id is None or source_id in taken:
            source_id = unused_id(document, slugs, taken)
        taken.add(source_id)
        if document.status == "kept":
            firsts[document.sha256] = source_id
        yield document._replace(source_id=source_id, is_known=bool(row), **known_facts(row))


def known_facts(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return date, title and outlet of a row of `sources`, each with the place *sources*."""
    facts = {"published": row.get("date"), "title": row.get("title"), "outlet": row.get("publisher")}
    places = {f"{name}_from": "sources" for name, value in facts.items() if value}
    return {**facts, **places}


def in_time(document: Document, seconds: float, read: Callable[[Document], Document]) -> Document:
    """Return what ``read`` makes of a document, or the document rejected if that takes too long."""
    try:
        with at_most(seconds):
            return read(document)
    except TooLongError:
        return too_long(document, seconds)


def too_long(document: Document, seconds: float) -> Document:
    """Return a document as rejected because it takes more than ``seconds`` to read."""
    return rejected(document, f"takes more than {seconds:g} seconds to read")


def rejected(document: Document, reason: str) -> Document:
    """Return a document as rejected, without what was read of it."""
    unread: dict[str, Any] = {
        "characters": None,
        "encoding": None,
        "language": None,
        "copy_of": None,
        "similarity": None,
        "marks": None,
    }
    return document._replace(status="rejected", reason=reason, text="", page=None, **unread)


def set_near_copy_aside(document: Document, intake: Intake) -> Document:
    """Return a near copy as a duplicate, if copies count once."""
    if document.copy_of is None or not intake.copies_once:
        return document
    reason = f"near copy of {document.copy_of}: {document.similarity:.2f} of their runs of words are the same"
    return document._replace(status="duplicate", reason=reason)


def look_at(path: Path, folder: Path, intake: Intake) -> Look:
    """Return a look at one file; no other file is needed."""
    document = read_file(path, folder, intake.encoding)
    lines, sketch, too_slow = array("Q"), None, False
    if document.status == "kept":
        try:
            with at_most(intake.most_seconds):
                text = as_read(document.text).text
                lines, sketch = short_lines(text), sketch_of(text)
        except TooLongError:
            too_slow = True
    return Look(document._replace(text="", key=b""), lines, sketch, too_slow)


def with_page(document: Document, intake: Intake, repeated: AbstractSet[int]) -> Document:
    """Return a kept document with its page, and with what the page, or ``intake``, says of it."""
    page, markup = page_of(document.text, repeated)
    text = page.folded.text
    facts = facts_of(text, page.lines, file=document.file, markup=markup)
    told = {"published": intake.published, "outlet": intake.outlet, "title": None}
    if document.is_known:  # a title that its row leaves out is not to be printed
        del told["title"]
    filled: dict[str, Any] = {}
    for name, value in told.items():
        if getattr(document, name) is None:
            fact: Fact = getattr(facts, name)
            fact = Fact(value, "option") if value and not fact.value else fact
            filled |= {name: fact.value, f"{name}_from": fact.place}
    language = language_of(text)
    return document._replace(
        language=language, marks=marks_of(text, language, page.lines), page=page, **filled
    )


def as_read(text: str) -> Folded:
    """Return the text of a file as it is read, for a page with all of its blocks.

    >>> as_read("<p>Les &eacute;lus partent.</p>").text.strip()
    'Les élus partent.'
    """
    return read_source(text).folded if is_page(text) else fold_text(text)


def page_of(text: str, repeated: AbstractSet[int] = frozenset()) -> tuple[Page, PageMarkup | None]:
    """Return the text of a file as it is read, with its lines, and what its markup, if any, declares."""
    if not is_page(text):
        folded = fold_text(text)
        return Page(folded, tuple(find_passages(folded.text, repeated=repeated))), None
    source = read_source(text)
    explained = article_blocks(source, article_of(text))
    lines = find_passages(source.folded.text, markup=explained, repeated=repeated)
    return Page(source.folded, tuple(lines)), source.markup


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


def read_file(path: Path, folder: Path, encoding: str | None = None) -> Document:
    """Return one file as a document; a file that cannot be read is ``rejected``, with the reason.

    ``encoding`` is that of files which are not UTF-8 and do not declare theirs.
    """
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
    return read_bytes(unread._replace(sha256=digest.hexdigest(), bytes=size), data, encoding)


def read_bytes(document: Document, data: bytes, encoding: str | None = None) -> Document:
    """Return ``document`` with the text of ``data``, or rejected with the reason why ``data`` are no text."""
    if document.bytes > MOST_BYTES:
        return document._replace(status="rejected", reason="above 20 MB")
    unpacked, reason = unpack(data)
    if reason:
        return document._replace(status="rejected", reason=reason)
    decoded = decode(unpacked, encoding)
    if decoded.reason:
        return document._replace(status="rejected", reason=decoded.reason)
    return document._replace(
        encoding=decoded.encoding, characters=len(decoded.text), text=decoded.text, key=key_of(data)
    )


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


def set_copy_aside(document: Document, firsts: Mapping[str, str]) -> Document:
    """Return a kept document as a duplicate of the file with its digest in ``firsts``, if there is one."""
    if document.status != "kept" or document.sha256 not in firsts:
        return document
    first: dict[str, Any] = {"copy_of": firsts[document.sha256], "similarity": 1.0}
    return document._replace(status="duplicate", reason="same bytes as an earlier file", text="", **first)
