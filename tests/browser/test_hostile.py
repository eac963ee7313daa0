"""A book whose every text is hostile, past every check of what comes in: nothing runs, nothing leads astray.

Its pages are opened twice: with their policy, and with a browser that heeds none, so that a text that came
through as markup would run.
"""

import json
import os
import re
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest
from browser import ROOT, served

CANARY = "__canary"
QUERIES = ["canary", "script", "onerror javascript", "c-001"]
LIVE = """() => {
  const here = location.protocol;
  const addresses = ["href", "src", "action", "formaction", "data", "poster", "srcdoc", "xlink:href"];
  const astray = (each) => each.name.startsWith("on") || (addresses.includes(each.name)
    && !/^#/.test(each.value) && !(each.value === "data:," && each.ownerElement.rel === "icon")
    && URL.canParse(each.value, location.href) // what is no address leads nowhere
    && !["http:", "https:", here].includes(new URL(each.value, location.href).protocol));
  const attributes = [...document.querySelectorAll("*")].flatMap((element) => [...element.attributes]).filter(astray);
  const frames = [...document.querySelectorAll("iframe, frame, object, embed, base, portal")];
  return [...attributes.map((each) => each.ownerElement), ...frames].map((element) => element.outerHTML.slice(0, 200));
}"""
WATCH = f"""
window.{CANARY} = 0;
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${{event.effectiveDirective}} ${{event.blockedURI}}`));
"""


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
    """A page in which the policy is heeded or not; what it did wrong is in ``faults``."""
    with browser.new_context(bypass_csp=request.param == "not heeded", reduced_motion="reduce") as context:
        page, faults = context.new_page(), []
        page.add_init_script(WATCH)
        page.on("dialog", lambda dialog: (faults.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: is_elsewhere(request.url) and faults.append(request.url))
        page.on("pageerror", lambda error: faults.append(str(error)))
        yield SimpleNamespace(page=page, faults=faults, heeded=request.param == "heeded")


def is_elsewhere(url):
    return not re.match(r"(http://127\.0\.0\.1:\d+/|file:///|data:)", url)


def wrong(reader):
    """Return what ran on the open page, what may run or lead astray, and what was refused or asked for."""
    ran = reader.page.evaluate(f"[window.{CANARY}].filter(Boolean)")
    return [*reader.faults, *ran, *reader.page.evaluate(LIVE), *reader.page.evaluate("window.violations")]


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
            reader.page.wait_for_load_state("networkidle")  # excerpts are fetched
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
