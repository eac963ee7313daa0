import re
import zipfile

import pytest

from dossier.editions.archive import write_edition
from dossier.project import find_project


@pytest.fixture
def unpacked(tmp_path):
    """Return a function: a place → the folder of the book's zip, unpacked there without its modes."""
    (tmp_path / "html" / "book").mkdir(parents=True)
    (tmp_path / "html" / "book" / "index.html").write_text("<h1>Book</h1>")
    packed = write_edition(find_project(), tmp_path / "html", tmp_path)

    def unpack(place):
        with zipfile.ZipFile(packed) as archive:
            archive.extractall(place)  # it drops the modes, as file managers do
        return place / packed.stem

    return unpack


@pytest.fixture
def tested_by():
    """Return a function: the zip's folder, and how a target is made there without git → what `make test` counted.

    All of it is green, the site of the one edition that the zip holds is made, and what needs git says so.
    """

    def tested(folder, make):
        assert "site" in make("help").stdout
        tests = make("test")
        failed = re.findall(r"^(?:FAILED|ERROR) [^\n]*", tests.stdout, re.MULTILINE)
        assert (tests.returncode, failed) == (0, []), tests.stdout[-3000:] + tests.stderr[-3000:]
        assert "needs git, which is not installed" in tests.stdout
        site = make("site")
        assert (site.returncode, (folder / "site" / "index.html").is_file()) == (0, True), site.stderr
        refused = make("coverage")
        assert refused.returncode != 0
        assert "apt install git" in refused.stderr
        assert "Traceback" not in refused.stderr
        return "; ".join(re.findall(r"\d+ passed[^\n]*", tests.stdout))

    return tested
