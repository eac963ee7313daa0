"""Nothing committed or built holds more than eight running words of a private article."""

import html
import re
import subprocess

import pytest

from dossier.book.build import build_book
from dossier.project import Project, find_project
from dossier.reading.spans import words
from dossier.schema.files import read_table

PROJECT = find_project()

LIMIT = 8
NO_TEXT = {".woff2", ".png", ".ico", ".zip"}


def runs(sequence, length):
    return {tuple(sequence[at : at + length]) for at in range(len(sequence) - length + 1)}


@pytest.fixture(scope="module")
def private(texts):
    """Return every run of nine words of the articles, but for addresses."""
    sources = read_table(PROJECT.coded / "sources.csv", PROJECT.schema.coded["sources"])
    printed = sources[sources["sha256"].notna()][["url"]].fillna("").to_numpy().ravel()
    files = sorted(texts.glob("*.txt"))
    assert len(files) == 5, "the articles are not all there"
    found = set().union(*(runs(words(file.read_text(encoding="utf-8")), LIMIT + 1) for file in files))
    assert len(found) > 5000
    return found - set().union(*(runs(words(text), LIMIT + 1) for text in printed))


def readable(files):
    for file in files:
        if file.is_file() and file.suffix not in NO_TEXT:
            yield file, file.read_text(encoding="utf-8", errors="replace")


def leaks(files, private):
    """Yield the files that hold a run, as they stand or as a browser shows them."""
    for file, text in readable(files):
        shown = html.unescape(re.sub(r"<[^>]+>", " ", text))
        plain = re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text)
        if any(runs(words(form), LIMIT + 1) & private for form in (text, shown, plain)):
            yield file.relative_to(PROJECT.root).as_posix()


def test_nothing_tracked_holds_nine_running_words(private, history):
    names = subprocess.run(["git", "ls-files", "-z"], cwd=history, capture_output=True, check=True).stdout
    files = [history / name for name in names.decode().split("\0") if name]
    assert len(files) > 100
    assert list(leaks(files, private)) == []


@pytest.mark.book
def test_nothing_built_holds_nine_running_words(private):
    pages = build_book(PROJECT.root).parent
    files = sorted(pages.rglob("*"))
    kinds = {file.suffix for file in files}
    assert {".html", ".js", ".ipynb", ".md"} <= kinds, "pages, search index and sources are all read"
    assert list(leaks(files, private)) == []


def test_a_leak_is_found(private, tmp_path, monkeypatch):
    monkeypatch.setattr(f"{__name__}.PROJECT", Project(tmp_path))
    page = tmp_path / "page.html"
    run = min(private)
    page.write_text("<p>" + " ".join(f"<b>{word}</b>" for word in run) + "</p>", encoding="utf-8")
    assert list(leaks([page], private)) == ["page.html"]
    page.write_text(" ".join(run[:LIMIT]), encoding="utf-8")
    assert list(leaks([page], private)) == []
