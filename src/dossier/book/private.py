"""A page of the private edition → the page marked as private; a folder to publish → an error if it is marked.

The private edition holds the articles, which belong to others. The mark is in each of its pages, and the
file ``PRIVATE.txt`` is in its folder, so that `refuse_private` finds it wherever it was copied.
"""

import re
from pathlib import Path
from zipfile import ZipFile, is_zipfile

from dossier.errors import DataError

MARK = '<meta name="robots" content="noindex, private edition: never to be published">'
SIGN = "PRIVATE.txt"
NOTICE = "Private edition: it holds the articles, which belong to others. Never to be published."

_HEAD = re.compile(r"<head>|<meta charset[^>]*>", re.IGNORECASE)
_BODY = re.compile(r"<body[^>]*>", re.IGNORECASE)
_BANNER = (
    '<aside aria-label="Private edition" style="position: fixed; inset: auto 0 0; z-index: 2000; '
    'padding: 0.3rem 1rem; background: #8b0000; color: #ffffff; font: 600 0.85rem/1.4 sans-serif">'
    f"{NOTICE}</aside>"
)


def marked(page: str) -> str:
    """Return ``page`` marked as private: for programs in its head, for readers in its title and a banner.

    Where the page has no head or no body, the mark is at its end.

    >>> MARK in marked("<p>a</p>"), NOTICE in marked("<p>a</p>")
    (True, True)
    """
    page = page.replace("<title>", "<title>PRIVATE: ", 1)
    for pattern, addition in ((_HEAD, MARK), (_BODY, _BANNER)):
        page, times = pattern.subn(lambda tag, added=addition: tag[0] + added, page, count=1)  # type: ignore[misc]
        page += "" if times else addition
    return page


def refuse_private(folder: Path) -> None:
    """Raise ``DataError`` for the first file below ``folder`` that is marked as private, in a zip too."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and _is_private(path):
            raise DataError(
                path.relative_to(folder).as_posix(),
                "is marked as private",
                remedy=f"remove it from {folder.name}/: the private edition is never published",
            )


def _is_private(path: Path) -> bool:
    """Return whether a file, or one in an archive, has the mark or is named like the sign."""
    if is_zipfile(path):
        with ZipFile(path) as packed:
            return any(
                _is_marked(name, packed.read(name))
                for name in packed.namelist()
                if name.endswith((".html", SIGN))
            )
    return _is_marked(path.name, path.read_bytes()) if path.suffix == ".html" else path.name == SIGN


def _is_marked(name: str, content: bytes) -> bool:
    return name.endswith(SIGN) or MARK.encode() in content
