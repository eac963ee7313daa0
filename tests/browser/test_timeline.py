"""The timeline as a reader uses it: filters, the address, the card of a point; and without a script."""

import csv
import gzip

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import BOOK, COLOURS, ROOT, VIEWPORTS, visited

TIMELINE = "book/timeline.html"
PAGES = [
    TIMELINE,
    "book/claimants.html",
    "book/claimant-seoul.html",
    "book/articles.html",
    "book/article-troops-2024.html",
]
MOST = 220_000
SHOWN = ".timeline-list li:visible"
POINTS = "svg.timeline a[data-row]"


def statements():
    with (ROOT / "data" / "dataset" / "statements.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def page(browser, address):
    with visited(browser, f"{address}/{TIMELINE}", "desk", "light") as visit:
        yield visit.page
        assert visit.complaints == []


def numbers(page):
    """Return how many rows are left, and how many there are."""
    left, _, every, _ = page.locator(".timeline-tools output").inner_text().split()
    return int(left), int(every)


def test_a_filter_leaves_what_it_says(page):
    left, every = numbers(page)
    assert left == every == page.locator(SHOWN).count() == page.locator(POINTS).count()
    page.get_by_label("Kind").select_option("statement")
    assert numbers(page) == (len(statements()), every)
    assert page.locator(SHOWN).count() == len(statements())
    assert page.locator(f"{POINTS}:not(.off)").count() == len(statements())
    page.get_by_label("Who").select_option("Moscow")
    russian = [row for row in statements() if row["side"] == "Russia"]
    assert numbers(page)[0] == len(russian)
    page.get_by_label("Words").fill("no such word anywhere")
    assert numbers(page)[0] == page.locator(SHOWN).count() == 0
    page.get_by_role("button", name="Show all").click()
    page.wait_for_function("document.querySelectorAll('.timeline-list li[hidden]').length === 0")
    assert numbers(page) == (every, every)


@pytest.mark.parametrize("label", ["Who", "Kind", "Theme", "Beside the article", "Evidence"])
def test_a_list_counts_what_its_values_leave(page, label):
    field = page.get_by_label(label)
    option = field.locator("option").nth(1)
    name, _, number = option.inner_text().rpartition(" (")
    field.select_option(option.get_attribute("value"))
    assert numbers(page)[0] == int(number.rstrip(")")), name


def test_the_state_is_in_the_address_and_back_leads_back(page):
    page.get_by_label("Who").select_option("Kyiv")
    alone = numbers(page)
    page.get_by_label("Kind").select_option("figure")
    both = numbers(page)
    assert "side=Kyiv" in page.url
    assert "kind=figure" in page.url
    page.reload()
    assert numbers(page) == both
    assert page.get_by_label("Who").input_value() == "Kyiv"
    page.go_back()
    page.wait_for_function("!location.hash.includes('kind')")
    assert numbers(page) == alone
    page.goto(page.url.partition("#")[0] + "#side=Nobody&kind=figure")
    page.reload()
    assert page.get_by_label("Who").input_value() == ""
    assert page.get_by_label("Kind").input_value() == "figure"


def test_a_point_opens_the_card_of_its_row(page):
    point = page.locator(POINTS).nth(300)
    row = point.get_attribute("data-row")
    point.click()
    card = page.locator(".timeline-card")
    assert card.locator(f'a[href="../rows/{row}.html"]').count() == 1
    assert page.locator(f"#day-{row}").inner_text() in card.inner_text()
    page.keyboard.press("Escape")
    assert card.locator("a, button").count() == 0
    point.click()
    card.locator("a").first.click()
    assert page.url.endswith(f"/rows/{row}.html")


def test_the_keyboard_reaches_the_list_and_not_each_point(page):
    assert page.locator(f"{POINTS}:not([tabindex='-1'])").count() == 0
    page.locator(".timeline-list li a").first.focus()
    assert page.locator("svg.timeline a.on").count() == 1


def test_without_a_script_everything_is_there(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/{TIMELINE}")
    assert page.locator(SHOWN).count() == page.locator(POINTS).count() > 0
    assert page.locator(".timeline-tools form").count() == 0
    point = page.locator(POINTS).first
    row = point.get_attribute("data-row")
    point.click()
    assert page.url.endswith(f"/rows/{row}.html")
    context.close()


def test_it_works_from_a_folder(browser):
    with browser.new_context() as context:
        page = context.new_page()
        complaints = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto((BOOK / TIMELINE).as_uri())
        page.get_by_label("Kind").select_option("statement")
        assert "kind=statement" in page.url
        assert numbers(page)[0] == len(statements())
        assert complaints == []


def test_the_timeline_is_light(browser, address):
    with visited(browser, f"{address}/{TIMELINE}", "desk", "light") as visit:
        sent = sum(visit.sent.values())
        assert 0 < sent <= MOST
        assert len(gzip.compress((BOOK / TIMELINE).read_bytes(), 6)) <= sent


@pytest.mark.parametrize("colours", COLOURS)
@pytest.mark.parametrize("viewport", VIEWPORTS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_in_order_of_time_is_open_to_everybody(browser, address, name, viewport, colours):
    with visited(browser, f"{address}/{name}", viewport, colours) as visit:
        assert visit.complaints == []
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= VIEWPORTS[viewport]["width"]
        found = Axe().run(visit.page)
        assert found.violations_count == 0, found.generate_report()
