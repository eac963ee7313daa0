"""A version and its day are written in every file that names them, or in none."""

import re
import shutil

import pytest
from version import name as name_version

from dossier import __version__
from dossier.editions.record import EDITIONS_FILE, Edition, rows_file
from dossier.pages.citation import citation_file
from dossier.project import Project, find_project

ROOT = find_project().root
FIRST = Edition("1.0.0", "a" * 40, "2026-01-02", "The first.")


@pytest.fixture
def named(tmp_path):
    """A folder with the files that name the version, and a log of an earlier edition."""
    for name in ("src/dossier/__init__.py", "dossier.toml", "CITATION.cff", "CHANGELOG.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "CHANGELOG.md").write_text("# Log\n\n## 1.1.0 — unreleased\n\n## 1.0.0 — 2026-11-21\n")
    (tmp_path / "editions").mkdir()
    (tmp_path / EDITIONS_FILE).write_bytes(rows_file(Edition._fields, [FIRST]))
    return tmp_path


def test_version_and_day_are_written_wherever_the_project_names_its_own(named):
    name_version(named, "8.7.6", "2026-12-01")
    for name in ("src/dossier/__init__.py", "dossier.toml", "CITATION.cff"):
        text = (named / name).read_text(encoding="utf-8")
        assert "8.7.6" in text
        assert __version__ not in text
    declaration = Project(named).declaration
    assert (declaration.version, declaration.released) == ("8.7.6", "2026-12-01")
    assert (named / "CITATION.cff").read_text(encoding="utf-8") == citation_file(declaration)
    log = (named / "CHANGELOG.md").read_text()
    assert log == "# Log\n\n## 8.7.6 — 2026-12-01\n\n## 1.0.0 — 2026-11-21\n"


def test_the_draft_after_an_edition_has_no_day_and_a_heading_of_its_own(named):
    name_version(named, "1.1.0", "2026-12-01")
    name_version(named, "1.2.0.dev0")
    declaration = Project(named).declaration
    assert (declaration.version, declaration.edition, declaration.released) == ("1.2.0.dev0", "1.2.0", "")
    assert (named / "CITATION.cff").read_text(encoding="utf-8") == citation_file(declaration)
    headings = re.findall("^## .*", (named / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert headings == ["## 1.2.0 — unreleased", "## 1.1.0 — 2026-12-01", "## 1.0.0 — 2026-11-21"]


@pytest.mark.parametrize(
    ("version", "day", "problem"),
    [
        pytest.param("1.0", "2026-12-01", "three numbers", id="no version"),
        pytest.param("1.0.0", "2026-12-01", "1.0.0 is published", id="published"),
        pytest.param("1.0.0.dev0", "", "1.0.0 is published", id="a draft of what is published"),
        pytest.param("1.2.0.dev0", "2026-12-01", "a draft, which has no day", id="a draft with a day"),
        pytest.param("1.2.0", "", "'' is no day", id="an edition without a day"),
    ],
)
def test_a_version_that_cannot_be_writes_nothing(named, version, day, problem):
    before = {path: path.read_bytes() for path in named.rglob("*") if path.is_file()}
    with pytest.raises(SystemExit, match=problem):
        name_version(named, version, day)
    assert {path: path.read_bytes() for path in named.rglob("*") if path.is_file()} == before
