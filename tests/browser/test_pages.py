"""The built book as a browser sees it; .ci/run sets up what this needs."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import BOOK, chromium, page_names, served

PAGES = page_names()
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}

# What a page may weigh, uncompressed, and how often it may ask; the theme alone takes 600 kB.
MOST_BYTES = 1_500_000
MOST_REQUESTS = 30


@dataclass
class Visit:
    """A page in the browser, what it asked for and what it complained of."""

    page: object
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    weights: list[int] = field(default_factory=list)

    def __post_init__(self):
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("requestfailed", lambda request: self.complaints.append(f"failed: {request.url}"))
        self.page.on("response", self._weigh)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._hear)

    def _weigh(self, response):
        if response.ok:
            self.weights.append(int(response.headers.get("content-length", 0)))

    def _hear(self, said):
        if said.type in {"error", "warning"}:
            self.complaints.append(said.text)

    def elsewhere(self, home):
        """Return what was asked of any host but ``home``."""
        urls = [url for url in self.asked if not url.startswith("data:")]
        return [url for url in urls if urlsplit(url)[:2] != urlsplit(home)[:2]]


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def address():
    with served() as found:
        yield found


@pytest.fixture(scope="module", params=PAGES)
def visit(request, browser, address):
    """Visit each page once, as a reader who was never there before; colours change at once."""
    with browser.new_context(viewport=DESK, reduced_motion="reduce") as context:
        visit = Visit(context.new_page())
        visit.page.goto(f"{address}/{request.param}", wait_until="networkidle")
        yield visit


def test_there_are_pages():
    assert "book/index.html" in PAGES


def test_no_request_leaves_the_host(visit, address):
    assert visit.elsewhere(address) == []


def test_the_console_is_silent(visit):
    assert visit.complaints == []


def test_a_page_is_light(visit):
    assert len(visit.weights) <= MOST_REQUESTS
    assert sum(visit.weights) <= MOST_BYTES


def test_every_figure_says_what_it_shows(visit):
    read = "all => all.map(svg => [svg.getAttribute('role'), svg.getAttribute('aria-label') || ''])"
    figures = visit.page.eval_on_selector_all("article .cell_output svg", read)
    assert [label for role, label in figures if role != "img" or not label.strip()] == []
    if "/notebooks/" in visit.page.url:
        assert len(figures) >= 2


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_nothing_keeps_a_reader_out(visit, viewport, colours):
    visit.page.set_viewport_size(viewport)
    visit.page.emulate_media(color_scheme=colours)
    found = Axe().run(visit.page)
    assert found.violations_count == 0, found.generate_report()


def test_a_phone_scrolls_down_only(visit):
    visit.page.set_viewport_size(PHONE)
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_from_its_folder(browser, name):
    with browser.new_context() as context:
        visit = Visit(context.new_page())
        visit.page.goto(f"{BOOK.resolve().as_uri()}/{name}", wait_until="networkidle")
    assert visit.elsewhere("file:") == []
    assert visit.complaints == []


def test_the_front_door_leads_to_the_answer(browser, address):
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address, wait_until="networkidle")
        assert page.url.endswith("/book/index.html")
