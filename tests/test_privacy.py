"""Nothing committed or built holds more than eight running words of a private article."""

import html
import io
import re
import subprocess
import zipfile
from pathlib import PurePosixPath

import pandas as pd
import pytest

from dossier.book.build import build_book
from dossier.book.downloads import workbook
from dossier.project import Project, find_project
from dossier.reading.spans import words
from dossier.schema.files import read_table

PROJECT = find_project()

LIMIT = 8
NO_TEXT = {".woff2", ".png", ".ico"}
PACKED = {".zip", ".xlsx"}


def runs(sequence, length):
    return {tuple(sequence[at : at + length]) for at in range(len(sequence) - length + 1)}


@pytest.fixture(scope="module")
def private(texts):
    """Return every run of nine words of the articles, but for addresses."""
    sources = read_table(PROJECT.coded / "sources.csv", PROJECT.schema.coded["sources"])
    articles = sources[sources["sha256"].notna()]
    printed = articles[["url"]].fillna("").to_numpy().ravel()
    files = sorted(texts.glob("*.txt"))
    assert len(files) == len(articles) >= 5, "the articles are not all there"
    found = set().union(*(runs(words(file.read_text(encoding="utf-8")), LIMIT + 1) for file in files))
    assert len(found) > 5000
    return found - set().union(*(runs(words(text), LIMIT + 1) for text in printed))


def texts_of(name, content):
    """Yield the text of a file, or of each file in a zip or a workbook, however deep."""
    suffix = PurePosixPath(name).suffix
    if suffix in PACKED:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.namelist():
                yield from texts_of(member, archive.read(member))
    elif suffix not in NO_TEXT:
        yield content.decode("utf-8", "replace")


def leaks(files, private):
    """Yield the files that hold a run, as they stand or as a browser shows them."""
    for file in files:
        for text in texts_of(file.name, file.read_bytes()) if file.is_file() else ():
            shown = html.unescape(re.sub(r"<[^>]+>", " ", text))
            plain = re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text)
            if any(runs(words(form), LIMIT + 1) & private for form in (text, shown, plain)):
                yield file.relative_to(PROJECT.root).as_posix()
                break


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
    assert kinds >= PACKED, "and what is in the downloads"
    assert list(leaks(files, private)) == []


def test_a_leak_is_found(private, tmp_path, monkeypatch):
    monkeypatch.setattr(f"{__name__}.PROJECT", Project(tmp_path))
    page = tmp_path / "page.html"
    run = min(private)
    page.write_text("<p>" + " ".join(f"<b>{word}</b>" for word in run) + "</p>", encoding="utf-8")
    assert list(leaks([page], private)) == ["page.html"]
    page.write_text(" ".join(run[:LIMIT]), encoding="utf-8")
    assert list(leaks([page], private)) == []


@pytest.mark.parametrize("inner", ["page.html", "table.xlsx", "inner.zip"])
def test_a_leak_in_a_zip_is_found(private, tmp_path, monkeypatch, inner):
    monkeypatch.setattr(f"{__name__}.PROJECT", Project(tmp_path))
    for length, found in ((LIMIT + 1, ["edition.zip"]), (LIMIT, [])):
        words_of_a_run = " ".join(min(private)[:length])
        held = packed("page.html", words_of_a_run.encode())
        if inner == "table.xlsx":
            held = workbook({"claims": pd.DataFrame({"statement": ["first", words_of_a_run]})})
        if inner == "page.html":
            held = words_of_a_run.encode()
        (tmp_path / "edition.zip").write_bytes(packed(inner, held))
        assert list(leaks([tmp_path / "edition.zip"], private)) == found


def packed(name, content):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as files:
        files.writestr(name, content)
    return archive.getvalue()
