"""Numbers in prose come from the dataset."""

import json
import re

from dossier import __version__
from dossier.project import find_project

PROJECT = find_project()
PAGES = [*sorted(PROJECT.notebooks.glob("*.ipynb")), *sorted((PROJECT.root / "book").glob("*.md"))]


def quoted():
    """Return the names of the numbers that a sentence of the book quotes."""
    return {
        key
        for page in PAGES
        for key in re.findall(r"{(?:num|nombre)}`([a-z_0-9]+)", page.read_text(encoding="utf-8"))
    }


def test_every_number_quoted_is_there():
    known = json.loads((PROJECT.dataset / "numbers.json").read_text(encoding="utf-8"))
    assert quoted() <= set(known)
    assert len(quoted()) > 30


def test_one_version():
    for name in ("CITATION.cff", "CHANGELOG.md"):
        assert __version__ in (PROJECT.root / name).read_text(encoding="utf-8"), name
