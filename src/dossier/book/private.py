"""What may never be published says so, on every page, and is refused where pages are published."""

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
    """Return ``page`` marked as private: for programs in its head, for readers in its title and in view.

    Where the page writes no head or no body, the mark stands at its end.

    >>> MARK in marked("<p>a</p>"), NOTICE in marked("<p>a</p>")
    (True, True)
    """
    page = page.replace("<title>", "<title>PRIVATE: ", 1)
    for pattern, addition in ((_HEAD, MARK), (_BODY, _BANNER)):
        page, times = pattern.subn(lambda found, added=addition: found[0] + added, page, count=1)  # type: ignore[misc]
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
    if is_zipfile(path):
        with ZipFile(path) as packed:
            return any(
                _shows(name, packed.read(name))
                for name in packed.namelist()
                if name.endswith((".html", SIGN))
            )
    return _shows(path.name, path.read_bytes()) if path.suffix == ".html" else path.name == SIGN


def _shows(name: str, content: bytes) -> bool:
    return name.endswith(SIGN) or MARK.encode() in content
