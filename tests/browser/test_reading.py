"""What eases reading, in a browser: search, citation, report, data under figures, paper, a page that is not there."""

import functools
import http.server
import re
import threading
import zipfile
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from browser import BOOK, ROOT, served

CLAIM = "c-090"


@pytest.fixture
def page(browser):
    """A page that fails the test when it asks another host or throws."""
    with browser.new_context(reduced_motion="reduce") as context:
        page = context.new_page()
        errors = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        yield page
        assert errors == []


@pytest.fixture(scope="module")
def addresses():
    """The book as a folder, and as a host gives it."""
    with served() as address:
        yield {"folder": BOOK.resolve().as_uri(), "host": address}


def results(page, address, query):
    """Return the addresses that the search finds, when it is done."""
    page.goto(f"{address}/search.html?q={query}")
    page.locator(".search-summary").filter(has_text=re.compile("found|did not match")).wait_for()
    return page.eval_on_selector_all(
        "#search-results li a", "all => all.map(link => link.getAttribute('href'))"
    )


@pytest.mark.parametrize("place", ["folder", "host"])
def test_a_claim_is_found_by_its_id(page, addresses, place):
    first, *_ = results(page, addresses[place], CLAIM)
    assert first.endswith(f"book/ledger.html#{CLAIM}")


@pytest.mark.parametrize("place", ["folder", "host"])
def test_a_claim_is_found_by_its_words(page, addresses, place):
    import csv

    with (ROOT / "data" / "dataset" / "claims.csv").open(encoding="utf-8", newline="") as file:
        statement = next(row["statement"] for row in csv.DictReader(file) if row["claim_id"] == CLAIM)
    words = "+".join(re.findall(r"[A-Za-z]{5,}", statement)[:4])
    assert any(link.endswith(f"#{CLAIM}") for link in results(page, addresses[place], words))


def test_a_chapter_is_found_by_its_title(page, addresses):
    assert any("notebooks/troops.html" in link for link in results(page, addresses["host"], "troops"))


def test_a_word_that_stands_nowhere_finds_nothing(page, addresses):
    assert results(page, addresses["host"], "zyzzyva") == []


def test_a_page_is_cited_by_keyboard(page, addresses):
    page.goto(f"{addresses['host']}/notebooks/arms.html")
    summary = page.locator(".page-foot summary", has_text="Cite")
    summary.focus()
    page.keyboard.press("Enter")
    shown = page.locator(".page-foot pre").first
    assert shown.is_visible()
    assert "“Arms: what was counted, and what was computed.”" in shown.inner_text()


def test_a_report_names_the_row_that_is_open(page, addresses):
    page.goto(f"{addresses['host']}/book/ledger.html")
    page.evaluate(
        """() => {
          const link = document.createElement("a");
          link.className = "report";
          link.href = "https://code.example/unity/issues/new?title=Error&body=Page%3A+book%2Fledger%0A";
          document.querySelector("article").append(link);
        }"""
    )
    bodies = []
    for row in (CLAIM, "c-091", ""):
        page.evaluate("row => { location.hash = row }", row)
        page.wait_for_timeout(50)
        asked = parse_qs(urlsplit(page.get_attribute("a.report", "href")).query)
        bodies += asked["body"]
    assert bodies == [f"Page: book/ledger\nClaim: {row}\n" for row in (CLAIM, "c-091")] + [
        "Page: book/ledger\n"
    ]


def test_under_every_figure_stand_its_notebook_and_its_data(page, addresses):
    for path in sorted((BOOK / "notebooks").glob("*.html")):
        page.goto(f"{addresses['host']}/notebooks/{path.name}")
        figures = page.eval_on_selector_all(
            "article figure",
            "all => all.map(one => [...one.querySelectorAll('.drawn-from a')].map(link => link.pathname))",
        )
        assert len(figures) >= 2, path.name
        for links in figures:
            notebook, *tables = links
            assert notebook == f"/downloads/notebooks/{path.stem}.ipynb"
            assert tables
            assert all((BOOK / link.lstrip("/")).is_file() for link in links)


def test_french_is_marked_and_english_around_it_is_not(page, addresses):
    page.goto(f"{addresses['host']}/book/resume.html")
    spoken = "all => all.map(one => one.closest('[lang]').getAttribute('lang'))"
    assert set(page.eval_on_selector_all("article :is(h1, h2, .judged, figcaption)", spoken)) == {"fr"}
    assert set(page.eval_on_selector_all("article svg.chart, .page-foot, nav .caption", spoken)) == {"en"}
    page.goto(f"{addresses['host']}/book/index.html")
    link = page.locator("nav a", has_text="Résumé en français").locator("span[lang]")
    assert link.first.get_attribute("lang") == "fr"


def test_contents_of_a_page_stay_in_view(page, addresses):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{addresses['host']}/notebooks/arms.html")
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight / 2)")
    page.wait_for_timeout(300)
    box = page.locator("nav.page-toc").bounding_box()
    assert 0 <= box["y"] < 900


def test_on_paper_nothing_is_folded_and_outside_links_are_spelled_out(page, addresses):
    page.goto(f"{addresses['host']}/book/index.html")
    page.emulate_media(media="print")
    answer = page.locator(".cards details dd").first
    assert answer.evaluate("one => one.checkVisibility({contentVisibilityAuto: true})")
    assert page.locator(".bd-sidebar-primary").evaluate("one => getComputedStyle(one).display") == "none"
    page.goto(f"{addresses['host']}/book/sources.html")
    page.emulate_media(media="print")
    link = page.locator('article a[href^="http"]').first
    address = link.get_attribute("href")
    assert address in link.evaluate("one => getComputedStyle(one, '::after').content")


UPRIGHT, ACROSS = 673, 1032  # what is left of A4 between its margins, in pixels


@pytest.mark.parametrize("name", ["ledger", "record", "judgements", "method", "codebook"])
def test_on_paper_no_table_is_wider_than_its_page(page, addresses, name):
    """One that is would make the browser shrink every page of a print."""
    page.goto(f"{addresses['host']}/book/{name}.html")
    page.emulate_media(media="print")
    read = "all => all.map(one => [one.rows[0].cells.length, one.caption?.innerText, one.offsetWidth])"
    for width, is_here in ((UPRIGHT, lambda columns: columns < 10), (ACROSS, lambda columns: columns >= 10)):
        page.set_viewport_size({"width": width, "height": 900})
        tables = page.eval_on_selector_all("article table", read)
        assert tables
        assert [table for table in tables if is_here(table[0]) and table[2] > width] == []


class _Missing(http.server.SimpleHTTPRequestHandler):
    """A host with a page for missing ones, as static hosts have it, below /some/project/."""

    def translate_path(self, path):
        return super().translate_path(path.removeprefix("/some/project"))

    def send_error(self, code, message=None, explain=None):
        body = (BOOK / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format, *args):
        pass


@contextmanager
def below():
    handler = functools.partial(_Missing, directory=str(BOOK))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/some/project"
        server.shutdown()


@pytest.mark.parametrize(
    "missing", ["gone.html", "book/gone.html", "book/a/b/gone", "//far.example/book/gone"]
)
def test_a_missing_page_leads_home_at_any_depth(page, missing):
    with below() as address:
        asked = []
        page.on("request", lambda request: asked.append(urlsplit(request.url).netloc))
        page.goto(f"{address}/{missing}", wait_until="networkidle")
        page.click("#home")
        page.wait_for_url("**/book/index.html")
        assert page.locator("h1").first.inner_text().startswith("Militant Unity")
        assert set(asked) == {urlsplit(address).netloc}


def test_the_edition_opens_from_its_archive_without_a_network(browser, tmp_path):
    archives = sorted((ROOT / "_build" / "attachments").glob("militant-unity-*.zip"))
    if not archives:
        pytest.skip("no archive: make zip")
    with zipfile.ZipFile(archives[-1]) as opened:
        opened.extractall(tmp_path)
    [start] = Path(tmp_path).glob("*/start.html")
    with browser.new_context(offline=True) as context:
        page = context.new_page()
        failed = []
        page.on("requestfailed", lambda request: failed.append(request.url))
        page.goto(start.as_uri())
        page.wait_for_url("**/html/book/index.html")
        page.wait_for_load_state()
        assert page.locator("svg.chart").first.is_visible()
        page.goto((start.parent / "html/notebooks/arms.html").as_uri())
        assert page.locator("figure svg").count() > 5
    assert failed == []
