"""A draft shows what was edited, and builds no more than that."""

import os
import shutil

import pytest
from commands import run

from dossier.book import build
from dossier.project import find_project

PROJECT = find_project()

pytestmark = pytest.mark.book


def draft(root, *page):
    without_texts = {name: value for name, value in os.environ.items() if name != "DOSSIER_TEXTS"}
    return run("draft", *page, root=root, environment={**without_texts, "DOSSIER_ROOT": str(root)})


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """Return a project of three pages with the dataset and the settings of the book."""
    root = tmp_path_factory.mktemp("project")
    shutil.copytree(PROJECT.dataset, root / "data" / "dataset")
    shutil.copytree(PROJECT.root / "book" / "_static", root / "book" / "_static")
    for name in ("LICENSE", "_config.yml", "dossier.toml"):
        shutil.copy(PROJECT.root / name, root)
    shutil.copy(PROJECT.codebook, root / "book")
    (root / "_toc.yml").write_text(
        "format: jb-book\nroot: book/index\nchapters:\n  - file: book/small\n  - file: book/other\n"
    )
    (root / "book" / "index.md").write_text("# Front\n\nThe first page.\n")
    for name in ("small", "other"):
        (root / "book" / f"{name}.md").write_text(f"# {name.title()}\n\nOne word.\n")
    return root


@pytest.fixture(scope="module")
def first(root):
    run = draft(root)
    assert run.returncode == 0, run.stderr
    assert run.stdout == f"{root}/_build/draft/html/index.html\n"
    return root / "_build" / "draft" / "html"


def test_an_edited_page_is_shown_and_no_other_is_written(root, first):
    before = (first / "book" / "other.html").stat().st_mtime_ns
    (root / "book" / "small.md").write_text(
        "# Small\n\nAnother word, {num}`claims` claims, {num}`no-number`.\n"
    )
    run = draft(root, "small")
    assert run.returncode == 0, run.stderr
    assert run.stdout == f"{first}/book/small.html\n"
    assert "has no 'no-number'" in run.stderr, "a warning is said and stops nothing"
    page = (first / "book" / "small.html").read_text(encoding="utf-8")
    assert "Another word" in page
    assert page.count("<edition-bar>") == 1, "mended once, as in the book"
    assert (first / "book" / "other.html").stat().st_mtime_ns == before
    assert (first / "downloads").is_dir()


def test_other_data_or_styles_may_show_anywhere(root, first):
    mark = first / "built-before"
    mark.touch()
    assert draft(root).returncode == 0
    assert mark.exists()
    (root / "book" / "_static" / "report.css").write_text("p {}", encoding="utf-8")
    assert draft(root).returncode == 0
    assert not mark.exists()


def test_a_page_that_is_not_there(root, first):
    run = draft(root, "nowhere")
    assert run.returncode == 2
    assert "the book has no page 'nowhere'" in run.stderr


def test_the_strict_build_leaves_the_draft(tmp_path, monkeypatch):
    def render(root, fresh):
        (fresh / "_build" / "html").mkdir(parents=True)

    monkeypatch.setattr(build, "render", render)
    page = tmp_path / "_build" / "draft" / "html" / "index.html"
    page.parent.mkdir(parents=True)
    page.touch()
    build.build_book(tmp_path)
    assert page.exists()
