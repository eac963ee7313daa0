import re
from pathlib import Path

import pytest
import yaml

from dossier.book import build
from dossier.errors import BookError

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def root(tmp_path):
    """A project of one file of each kind."""
    for name in (
        "_config.yml",
        "book/index.md",
        "data/coded/claims.csv",
        "data/texts/a.txt",
        "src/dossier/a.py",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path


@pytest.fixture
def built(monkeypatch):
    """Put a page in place of Sphinx, and list the builds."""
    builds = []

    def render(root, fresh):
        builds.append(fresh)
        (fresh / "_build" / "html").mkdir(parents=True)
        page = fresh / "_build" / "html" / "index.html"
        page.write_text((root / "book" / "index.md").read_text())
        if "broken" in page.read_text():
            raise BookError("index.md:1: WARNING: broken")

    monkeypatch.setattr(build, "render", render)
    return builds


@pytest.mark.parametrize(
    ("name", "matters"),
    [
        ("book/index.md", True),
        ("data/coded/a.csv", True),
        ("src/dossier/a.py", True),
        ("notebooks/new.ipynb", True),
        ("data/texts/a.txt", False),
        ("README.md", False),
        ("notebooks/.ipynb_checkpoints/arms.ipynb", False),
        ("src/dossier/__pycache__/a.pyc", False),
    ],
)
def test_what_the_pages_follow_from(root, name, matters):
    before = build.digest(root)
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("something else")
    assert (build.digest(root) != before) is matters


def test_a_renamed_file_is_another_input(root):
    before = build.digest(root)
    (root / "book" / "index.md").rename(root / "book" / "front.md")
    assert build.digest(root) != before


def test_nothing_is_built_twice(root, built):
    first = build.build_book(root)
    assert first == root / "_build" / "html" / "index.html"
    assert build.build_book(root) == first
    assert len(built) == 1


def test_a_change_is_built(root, built):
    build.build_book(root)
    (root / "book" / "index.md").write_text("changed")
    assert build.build_book(root).read_text() == "changed"


def test_a_failed_build_leaves_the_old_book_and_is_tried_again(root, built):
    page = build.build_book(root)
    whole = page.read_text()
    (root / "book" / "index.md").write_text("broken")
    for _ in range(2):
        with pytest.raises(BookError, match="broken"):
            build.build_book(root)
    assert page.read_text() == whole
    assert len(built) == 3


def test_what_is_not_approved_leaves_the_old_book(root, built):
    page = build.build_book(root)
    whole = page.read_text()
    (root / "book" / "index.md").write_text("stale")

    def refuse():
        raise build.BookError("the outputs are stale")

    for _ in range(2):
        with pytest.raises(build.BookError, match="stale"):
            build.build_book(root, refuse)
        assert page.read_text() == whole
    (root / "book" / "index.md").write_text("book/index.md")
    with pytest.raises(build.BookError, match="stale"):
        build.build_book(root, refuse)  # asked also where nothing is to be built


def test_an_interrupted_build_is_swept_away(root, built):
    (root / "_build.new" / "_build" / "html").mkdir(parents=True)
    build.build_book(root)
    assert sorted(path.name for path in root.glob("_build*")) == ["_build"]


def test_the_book_has_every_page_and_no_other():
    contents = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))

    def below(entry):
        """Yield the pages of an entry of the contents, and of those below it."""
        for each in (*entry.get("parts", []), *entry.get("chapters", []), *entry.get("sections", [])):
            if "file" in each:
                yield each["file"]
            yield from below(each)

    files = [contents["root"], *below(contents)]
    assert len(files) == len(set(files))
    listed = set(files)
    pages = [*ROOT.glob("book/*.md"), *ROOT.glob("notebooks/*.ipynb")]
    assert listed == {path.relative_to(ROOT).with_suffix("").as_posix() for path in pages}


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_style_sheet_has_a_colour_for_each_that_figures_name(colours):
    style = (ROOT / "book" / "_static" / "report.css").read_text(encoding="utf-8")
    drawn = (ROOT / "src" / "dossier" / "show" / "chart.py").read_text(encoding="utf-8")
    [block] = re.findall(rf'html\[data-theme="{colours}"\] {{\n(.*?)}}', style, re.DOTALL)
    named = set(re.findall(r"var\((--figure-\w+)", drawn))
    assert named
    assert named <= set(re.findall(r"(--figure-\w+):", block))
