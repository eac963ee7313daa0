"""Whatever is written is whole or not at all: killed at any write, on a full disk, or beside another run.

The quick kinds are here; `tests/deep/test_faults_deep.py` has every write of every command.
"""

import itertools
import os
import shutil
import stat

import pytest

from dossier.book import build
from dossier.editions import rebuild
from dossier.schema.folders import replace_file, replace_folder

pytestmark = pytest.mark.book

KINDS = ("killed before", "killed within", "disk full")
OLD = {"a.csv": b"old", "b.csv": b"old", "gone.csv": b"old"}
NEW = {"a.csv": b"new", "b.csv": b"new", "more.csv": b"new"}


def render(root, fresh):
    """Put two pages in place of Sphinx."""
    for name in ("index.html", "_static/a.css"):
        path = fresh / "_build" / "html" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((root / "book" / "index.md").read_bytes())


def book(root):
    """Build a book of the project, which has a page, twice if need be."""
    (root / "book").mkdir(parents=True, exist_ok=True)
    build.build_book(root)


WRITERS = {
    "a file": (
        lambda root: replace_file(root / "a.csv", b"old"),
        lambda root: replace_file(root / "a.csv", b"new"),
    ),
    "a folder": (
        lambda root: replace_folder(root / "data", OLD),
        lambda root: replace_folder(root / "data", NEW, ours=OLD),
    ),
    "an edition": (
        lambda root: replace_folder(
            root / "editions", {"1.0.0.rows/a.csv": b"old", "editions.csv": b"1.0.0"}
        ),
        lambda root: rebuild._add(
            root / "editions",
            {root / "editions" / name: b"new" for name in ("1.1.0.rows/a.csv", "editions.csv")},
        ),
    ),
    "a book": (
        lambda root: [(root / "book").mkdir(), (root / "book/index.md").write_text("old"), book(root)],
        lambda root: [(root / "book/index.md").write_text("new"), book(root)],
    ),
}
RESULT = {"a file": "a.csv", "a folder": "data/", "an edition": "editions/", "a book": "_build/html/"}


def result(files, writer):
    """Return the files that a writer writes; while there are none, those under the name of the previous ones."""
    names = [RESULT[writer]]
    if writer == "a book":
        names.append("_build.old/html/")
    elif writer != "a file":
        names.append(f".{RESULT[writer].removesuffix('/')}.previous/")
    for name in names:
        if there := {path.removeprefix(name): text for path, text in files.items() if path.startswith(name)}:
            return there
    return {}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("writer", WRITERS)
def test_a_fault_at_any_write_leaves_the_previous_or_the_new(
    tmp_path, monkeypatch, faults, files_below, writer, kind
):
    monkeypatch.setattr(build, "render", render)
    before, write = WRITERS[writer]
    previous, clean, root = tmp_path / "previous", tmp_path / "clean", tmp_path / "root"
    for folder in (previous, clean):
        folder.mkdir()
        before(folder)
    write(clean)
    old, new = (result(files_below(folder), writer) for folder in (previous, clean))
    assert old != new
    for number in itertools.count(1):
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(previous, root)
        became = faults.at(number, kind, lambda: write(root), root)
        left = files_below(root)
        assert became in ("killed", "refused", "done")
        if became == "refused":
            assert result(left, writer) == old
            assert not [name for name in left if ".fresh" in name or ".new" in name or ".old" in name]
        assert result(left, writer) in (old, new)
        write(root)
        assert files_below(root) == files_below(clean), f"write {number}"
        if became == "done":
            break
    assert number > 1


@pytest.mark.parametrize("limit", [0, 2])
def test_a_file_that_the_system_does_not_let_grow_leaves_the_previous(tmp_path, faults, files_below, limit):
    replace_folder(tmp_path / "data", OLD)
    before = files_below(tmp_path)
    became = faults.at(limit, "file too large", lambda: replace_folder(tmp_path / "data", NEW, OLD), tmp_path)
    assert became == "refused"
    assert files_below(tmp_path) == before


def test_a_build_that_fails_leaves_nothing_beside_the_book(tmp_path, monkeypatch):
    def fail(root, fresh):
        render(root, fresh)
        raise build.BookError("index.md: broken")

    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "index.md").write_text("one")
    monkeypatch.setattr(build, "render", fail)
    with pytest.raises(build.BookError):
        build.build_book(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["book"]


def test_a_strict_umask_changes_no_byte_and_the_next_run_reads_it(tmp_path, monkeypatch, files_below):
    monkeypatch.setattr(build, "render", render)
    for name, mask in (("usual", 0o022), ("strict", 0o077)):
        before = os.umask(mask)
        try:
            (tmp_path / name / "book").mkdir(parents=True)
            (tmp_path / name / "book" / "index.md").write_text("one")
            build.build_book(tmp_path / name)
            replace_folder(tmp_path / name / "data", NEW)
        finally:
            os.umask(before)
        build.build_book(tmp_path / name)
    assert files_below(tmp_path / "usual") == files_below(tmp_path / "strict")
    assert stat.S_IMODE((tmp_path / "strict" / "data" / "a.csv").stat().st_mode) == 0o600
