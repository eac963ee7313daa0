"""Put a built book on the shelf three times: ``python two_editions.py BOOK PAGE FOLDER``.

FOLDER becomes a site of a draft and two editions, the older one without PAGE. It runs in the project's own
environment, which the browser's does not have.
"""

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from dossier.editions import site
from dossier.editions.record import Edition
from dossier.project import Project, find_project

PROJECT = find_project()

EDITIONS = [
    Edition("1.1.0", "b" * 40, "2026-02-03", "A page more."),
    Edition("1.0.0", "a" * 40, "2026-01-02", "The first."),
]


def main(book: Path, page: str, folder: Path) -> None:
    """Write the site into ``folder``."""
    with TemporaryDirectory() as beside:
        root, old = Path(beside), Path(beside, "old")
        shutil.copytree(book, old)
        (old / page).unlink()
        shutil.copy(PROJECT.root / "dossier.toml", root)
        (root / "editions").mkdir()
        for edition in EDITIONS:
            (root / "editions" / f"{edition.version}.sha256").touch()
        books = [
            site.Book("latest", "draft", book, PROJECT.dataset, None),
            *(
                site.Book(each.folder, each.version, html, PROJECT.dataset, each)
                for each, html in zip(EDITIONS, (book, old), strict=True)
            ),
        ]
        folder.mkdir(parents=True)
        for each in books:
            site.copy_book(each, books, folder)
        site.write_pages(Project(root), books, folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
