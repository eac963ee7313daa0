"""``editions/editions.csv`` and ``editions/<version>.sha256`` → the published editions, and back to files.

The table has a row per edition: its version, commit, day, and why it was made. The other file has the SHA-256
of each file of an edition, as ``sha256sum`` writes and checks them; `published_rows` has the digests of its
rows. `dossier record-edition` adds a row, in a commit after the edition's own; a row is never rewritten.
"""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from dossier.book.built import digests_below, listed
from dossier.errors import DataError
from dossier.schema.files import rows_file, rows_of
from dossier.schema.folders import restore
from dossier.schema.texts import text_fault

EDITIONS_FILE = Path("editions", "editions.csv")

OF_THE_SITE = "_static/editions.js"
"""The one file in an edition's folder that the site writes: the list of all editions in it.

The pages read it, so no page of an edition changes when another is published. The manifest leaves it out.
"""

_VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)")


class Edition(NamedTuple):
    """A row of ``editions.csv``: a published state of the book."""

    version: str
    commit: str
    date: str
    changed: str

    @property
    def folder(self) -> str:
        """Return the edition's folder in the site.

        >>> Edition("1.0.0", "", "", "").folder, Edition("1.0.1", "", "", "").folder
        ('v1.0', 'v1.0.1')
        """
        return f"v{self.version.removesuffix('.0')}"

    @property
    def order(self) -> tuple[int, ...]:
        """Return the version as numbers, for sorting: 1.10.0 comes after 1.9.0."""
        return tuple(map(int, self.version.split(".")))


def read_editions(root: Path) -> list[Edition]:
    """Return the editions of the project in ``root``, oldest first; none before the first is published.

    Raises ``DataError`` for a row that `dossier record-edition` cannot have written.
    """
    restore((root / EDITIONS_FILE).parent)
    editions = [Edition(**row) for row in rows_of(root / EDITIONS_FILE, Edition._fields)]
    for edition, before in zip(editions, [None, *editions], strict=False):
        if problem := _problem(edition, before):
            remedy = "put back what `git log -p editions` shows; the record is never edited"
            raise DataError(EDITIONS_FILE.name, problem, row=edition.version, remedy=remedy)
    return editions


def refuse_published(root: Path, version: str) -> None:
    """Raise ``DataError`` where ``version`` is that of an edition: a draft never has a published number.

    The checkout of an edition does not know itself, because its row is written in a later commit.
    """
    if version in [edition.version for edition in read_editions(root)]:
        three = [*map(int, version.split("."))]
        remedy = f"name the draft of the next one: tools/version.py {three[0]}.{three[1] + 1}.0.dev0"
        raise DataError("dossier.toml", f"{version} is published", row="version", remedy=remedy)


def _problem(edition: Edition, before: Edition | None) -> str:
    """Return what is wrong with a row, given the row before it; empty where nothing is."""
    if not _VERSION.fullmatch(edition.version):
        return "a version has three numbers, as in 1.0.0"
    if before and before.order >= edition.order:
        return f"comes after {before.version}, which is not older"
    if not re.fullmatch(r"[0-9a-f]{40}", edition.commit):
        return f"{edition.commit!r} is not the 40 digits of a commit"
    if not _is_day(edition.date):
        return f"{edition.date!r} is no day"
    if not edition.changed.strip():
        return "does not say what changed"
    fault = text_fault(edition.changed)
    return f"what changed: {fault.problem}" if fault else ""


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def with_row(editions: Sequence[Edition], added: Edition) -> bytes:
    """Return ``editions.csv`` with the edition ``added``; raise ``DataError`` if it may not be added."""
    if problem := _problem(added, editions[-1] if editions else None):
        raise DataError("edition", problem, row=added.version, remedy="name a version that is new, and why")
    return rows_file(Edition._fields, [*editions, added])


def manifest_path(root: Path, version: str) -> Path:
    """Return the path of the file with the digests of an edition."""
    return root / "editions" / f"{version}.sha256"


def digests(html: Path) -> dict[str, str]:
    """Return the SHA-256 of every file in ``html``, by its address, sorted; without the site's own file."""
    return {name: digest for name, digest in digests_below(html).items() if name != OF_THE_SITE}


def read_manifest(root: Path, version: str) -> dict[str, str]:
    """Return the recorded digests of an edition; raise ``DataError`` where there are none."""
    path = manifest_path(root, version)
    if not path.is_file():
        remedy = f"put it back: git checkout -- editions/{path.name}"
        raise DataError(path.name, "the digests of a published edition are gone", remedy=remedy)
    return listed(path)
