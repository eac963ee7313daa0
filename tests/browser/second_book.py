"""Build the second report of the tests: ``python second_book.py FOLDER`` prints its first page.

It runs in the project's own environment, which the browser's does not have.
"""

import shutil
import sys
from pathlib import Path

from dossier.book.build import build_book
from dossier.project import find_project

HERE = find_project()


def main(root: Path) -> None:
    """Copy the report into ``root``, with the styles and the licence of this one, and build it."""
    shutil.copytree(HERE.tests / "second_report", root)
    shutil.copytree(HERE.root / "book" / "_static", root / "book" / "_static")
    (root / "notebooks").mkdir()
    for name in ("LICENSE", "requirements.lock"):
        shutil.copy(HERE.root / name, root)
    print(build_book(root))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
