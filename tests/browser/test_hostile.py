"""A book whose every text is hostile, past every check of what comes in: nothing runs, nothing leads astray.

Its pages are opened twice: with their policy, and with a browser that heeds none, so that a text that came
through as markup would run.
"""

import json
import os
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest
from browser import ROOT, served
from canary import CANARY, watched, wrong

QUERIES = ["canary", "script", "onerror javascript", "c-001"]


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """Build the book, and return its folder and what it has."""
    folder = tmp_path_factory.mktemp("hostile") / "made"
    program = Path(__file__).with_name("hostile_book.py")
    own = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "DOSSIER_ROOT": str(ROOT)}
    command = [ROOT / ".venv/bin/python", program, folder]
    built = subprocess.run(command, cwd=ROOT, env=own, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    pages = [path for path in folder.glob("*/**/*.html") if not {"_static", "report"} & set(path.parts)]
    return SimpleNamespace(
        folder=folder,
        pages=sorted(path.relative_to(folder).as_posix() for path in pages),
        **json.loads(built.stdout.splitlines()[-1]),
    )


@pytest.fixture(params=["heeded", "not heeded"])
def reader(request, browser):
    with watched(browser, heeded=request.param == "heeded") as reader:
        yield reader


def test_it_is_hostile_enough(book):
    assert book.payloads >= 60
    assert book.columns >= 100
    assert book.pairs >= 60 * 80
    assert len(book.pages) >= 20
    texts = "".join((book.folder / name).read_text(encoding="utf-8") for name in book.pages)
    assert texts.count(CANARY) > 5_000


def test_nothing_runs_on_any_page(reader, book):
    found = {}
    for name in book.pages:
        reader.page.goto((book.folder / name).as_uri(), wait_until="load")
        if 'http-equiv="refresh"' in (book.folder / name).read_text(encoding="utf-8"):
            reader.page.wait_for_url("**/book/index.html")
            reader.page.wait_for_load_state()
        if wrongs := wrong(reader):
            found[name] = wrongs[:3]
        reader.faults.clear()
    assert found == {}


def test_nothing_runs_where_it_is_searched(reader, book):
    with served(book.folder / "html") as address:
        for query in QUERIES:
            reader.page.goto(f"{address}/search.html?q={query}", wait_until="load")
            reader.page.locator("#search-results li a").first.wait_for()
            reader.page.locator("#search-results[aria-busy=false]").wait_for()
            assert wrong(reader) == []


def test_a_text_that_comes_through_would_run(reader, book):
    """The opposite case: with one payload written as it is, these checks fail, policy or none."""
    page = (book.folder / "html/book/cast.html").read_text(encoding="utf-8")
    broken = book.folder / "html/book/broken.html"
    broken.write_text(
        page.replace("</body>", f'<img src=x:x onerror="top.{CANARY}=1"></body>'), encoding="utf-8"
    )
    reader.page.goto(broken.as_uri(), wait_until="load")
    reader.page.wait_for_timeout(200)
    assert len(wrong(reader)) >= 2
    assert reader.page.evaluate(f"window.{CANARY}") == (0 if reader.heeded else 1)
    broken.unlink()
