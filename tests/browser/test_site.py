"""A site of two editions and a draft in the browser: from one edition to another, served and from a folder.

The two editions are the built book under other names: what is looked at is the bar, and where it leads.
"""

import os
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import BOOK, ROOT, served

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
PAGE = "notebooks/arms.html"
NEW = "book/weakest.html"  # stands in for a page that the first edition did not have yet
PLACES = ["latest", "v1.1", "v1.0"]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Put the built book on the shelf three times, the oldest without a page, below another folder."""
    made = tmp_path_factory.mktemp("host") / "host" / "reports" / "site"
    run(Path(__file__).with_name("two_editions.py"), BOOK.resolve(), NEW, made)
    return made


def run(*arguments):
    """Run Python as the book does, in the environment of the project."""
    own = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [ROOT / ".venv/bin/python", *arguments],
        cwd=ROOT,
        env=own,
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return done.stdout.splitlines()


@pytest.fixture(scope="module", params=["served", "folder"])
def home(request, site):
    """Give the address of the site: below a folder of a host, and on a disk."""
    if request.param == "folder":
        yield site.as_uri()
    else:
        with served(site.parent.parent) as address:
            yield f"{address}/reports/site"


@pytest.fixture
def visit(browser):
    with browser.new_context(viewport=DESK, reduced_motion="reduce") as context:
        page, complaints = context.new_page(), []
        page.on("requestfailed", lambda request: complaints.append(f"failed: {request.url}"))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: said.type in {"error", "warning"} and complaints.append(said.text))
        yield SimpleNamespace(page=page, complaints=complaints)


def links(page):
    page.locator("edition-bar li a").first.wait_for(state="attached")  # a script draws the bar
    return page.eval_on_selector_all("edition-bar li a", "all => all.map(a => [a.textContent, a.href])")


def test_the_front_door_leads_to_the_newest_edition(visit, home):
    visit.page.goto(f"{home}/index.html", wait_until="networkidle")
    visit.page.wait_for_url("**/v1.1/book/index.html")
    assert visit.complaints == []


def test_the_bar_leads_to_the_same_page_of_each_edition(visit, home):
    visit.page.goto(f"{home}/v1.1/{PAGE}", wait_until="networkidle")
    assert links(visit.page) == [
        ["Draft", f"{home}/latest/{PAGE}"],
        ["1.1.0, 2026-02-03, newest", f"{home}/v1.1/{PAGE}"],
        ["1.0.0, 2026-01-02", f"{home}/v1.0/{PAGE}"],
        ["All editions", f"{home}/editions.html"],
    ]
    assert visit.page.locator("edition-bar p").count() == 0, "the newest edition needs no banner"
    assert visit.complaints == []


@pytest.mark.parametrize(
    ("place", "words", "changed"),
    [("v1.0", "not the newest", "changes-v1.1.html"), ("latest", "is a draft", "changes-latest.html")],
)
def test_an_old_edition_and_the_draft_say_so(visit, home, place, words, changed):
    visit.page.goto(f"{home}/{place}/{PAGE}", wait_until="networkidle")
    banner = visit.page.locator("edition-bar p")
    assert words in banner.inner_text()
    to_newest, to_changes = banner.locator("a").all()
    assert to_changes.evaluate("a => a.href") == f"{home}/{changed}"
    to_newest.click()
    visit.page.wait_for_url(f"**/v1.1/{PAGE}")
    assert visit.complaints == []


def test_a_claim_stays_the_claim_in_another_edition(visit, home):
    visit.page.goto(f"{home}/v1.0/book/ledger.html#c-017", wait_until="networkidle")
    visit.page.locator("edition-bar summary").click()
    visit.page.get_by_role("link", name="1.1.0").first.click()
    visit.page.wait_for_url("**/v1.1/book/ledger.html#c-017")


def test_a_page_that_an_edition_lacks_leads_to_its_first(visit, home):
    visit.page.goto(f"{home}/v1.1/{NEW}", wait_until="networkidle")
    assert dict(links(visit.page))["1.0.0, 2026-01-02"] == f"{home}/v1.0/index.html"
    assert "without this page" in visit.page.locator("edition-bar li").nth(2).text_content()


def test_the_bar_is_used_by_keyboard_alone(visit, home):
    visit.page.goto(f"{home}/v1.0/{PAGE}", wait_until="networkidle")
    for _ in range(60):
        visit.page.keyboard.press("Tab")
        if visit.page.evaluate("document.activeElement.matches('edition-bar summary')"):
            break
    visit.page.keyboard.press("Enter")
    assert visit.page.locator("edition-bar details").get_attribute("open") is not None
    visit.page.keyboard.press("Escape")
    assert visit.page.locator("edition-bar details").get_attribute("open") is None
    visit.page.keyboard.press("Enter")
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url(f"**/v1.1/{PAGE}")


@pytest.mark.parametrize("name", ["editions.html", "changes-v1.1.html", "changes-v1.0.html", f"v1.0/{PAGE}"])
@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_nothing_keeps_a_reader_out(visit, site, name, colours, viewport):
    visit.page.set_viewport_size(viewport)
    visit.page.emulate_media(color_scheme=colours)
    visit.page.goto(f"{site.as_uri()}/{name}", wait_until="networkidle")
    assert visit.complaints == []  # before axe, which fetches style sheets, and from a folder cannot
    if "/" in name:
        visit.page.locator("edition-bar summary").click()
    found = Axe().run(visit.page)
    assert found.violations_count == 0, found.generate_report()
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


@pytest.mark.parametrize("name", [PAGE, "book/ledger.html"])
def test_the_bar_shifts_nothing(visit, site, name):
    visit.page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => { for (const each of list.getEntries())"
        " if (!each.hadRecentInput) window.shift += each.value })"
        ".observe({ type: 'layout-shift', buffered: true })"
    )
    with served(site.parent) as address:
        visit.page.goto(f"{address}/site/v1.0/{name}", wait_until="networkidle")
    assert visit.page.evaluate("window.shift") <= 0.05


def test_a_book_alone_has_no_bar(visit):
    visit.page.goto(f"{BOOK.resolve().as_uri()}/{PAGE}", wait_until="networkidle")
    assert visit.page.locator("edition-bar").count() == 1
    assert visit.page.evaluate("document.querySelector('edition-bar').offsetHeight") == 0
    assert visit.complaints == []


def test_without_scripts_the_plain_page_leads_everywhere(browser, site):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{site.as_uri()}/editions.html")
        for place in PLACES:
            assert page.locator(f'a[href="{place}/index.html"]').count() == 1
        page.goto(f"{site.as_uri()}/v1.0/{PAGE}")
        assert page.locator("article h1").count() == 1


def test_every_published_address_is_in_the_built_book():
    asked = "from dossier.book.addresses import Path, lost; print(*lost(Path(), Path({!r})), sep='\\n')"
    assert [line for line in run("-c", asked.format(str(BOOK.resolve()))) if line] == []
