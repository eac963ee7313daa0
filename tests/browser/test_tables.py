"""Tables that are set to be read, in a browser: five columns, heads that stay, and a row that is marked and whole."""

import csv

import pytest
from browser import ROOT, VIEWPORTS, visited

PAGES = ("record", "finds", "judgements", "cast", "weakest")
MOST_COLUMNS = 5
MOST_WORK = 2.5  # seconds of the main thread, at a sixth of the speed of this machine
SLOWER = 6

# Tables that scroll inside their box, or stick out of the window.
SIDEWAYS = """() => [...document.querySelectorAll("article table")].filter((table) => {
  const box = table.closest(".table-wrap") ?? table.parentElement;
  const { width, right } = table.getBoundingClientRect();
  return width > box.clientWidth + 1 || right > innerWidth;
}).map((table) => table.id)"""

COLUMNS = """() => [...document.querySelectorAll("article .table-wrap table")]
  .map((table) => [table.id, table.tHead.rows[0].cells.length])"""

# Rows whose first cell is not their head.
HEADLESS = """() => [...document.querySelectorAll("article .table-wrap tbody tr")].filter((row) =>
  row.cells[0].tagName !== "TH" || row.cells[0].scope !== "row" || !row.cells[0].textContent.trim()
).map((row) => row.outerHTML.slice(0, 200))"""

# Of each table the first and the last row, and the one with most words.
ARRIVALS = """() => [...document.querySelectorAll("article table:has(tbody tr[id])")].flatMap((table) => {
  const rows = [...table.tBodies[0].rows];
  const longest = rows.reduce((long, row) => row.textContent.length > long.textContent.length ? row : long);
  return [rows[0], longest, rows.at(-1)].map((row) => row.id);
})"""

# What is wrong with the element that an address names.
ARRIVED = """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {
  const row = document.querySelector(":target");
  if (!row) return done(["nothing is named"]);
  const { left, right, top, bottom } = row.getBoundingClientRect();
  const wrong = [];
  if (left < 0 || right > innerWidth || top < 0 || bottom > innerHeight) wrong.push(`off the screen: ${top} to ${bottom}`);
  for (const [x, y] of [[left + 3, top + 3], [right - 3, bottom - 3]])
    if (!row.contains(document.elementFromPoint(x, y))) wrong.push(`covered at ${x}, ${y}`);
  const ground = getComputedStyle(row).backgroundColor;
  const plain = getComputedStyle(row.parentElement).backgroundColor;
  if (ground === plain) wrong.push(`as any other row: ${ground}`);
  done(wrong);
})))"""


@pytest.fixture(params=VIEWPORTS)
def viewport(request):
    return request.param


@pytest.mark.parametrize("name", PAGES)
def test_no_table_scrolls_sideways(browser, address, name, viewport):
    with visited(browser, f"{address}/book/{name}.html", viewport) as visit:
        visit.page.add_style_tag(content=".table-wrap { content-visibility: visible !important; }")
        assert visit.page.evaluate(SIDEWAYS) == []
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= VIEWPORTS[viewport]["width"]
        visit.page.add_style_tag(content="article .table-wrap table { min-width: 1500px !important; }")
        assert visit.page.evaluate(SIDEWAYS) != []


@pytest.mark.parametrize("name", PAGES)
def test_a_table_has_few_columns_and_a_head_in_each_row(browser, address, name):
    with visited(browser, f"{address}/book/{name}.html") as visit:
        columns = visit.page.evaluate(COLUMNS)
        assert columns
        assert [table for table, number in columns if number > MOST_COLUMNS] == []
        assert visit.page.evaluate(HEADLESS) == []
        visit.page.eval_on_selector("article tbody th", "head => head.removeAttribute('scope')")
        assert len(visit.page.evaluate(HEADLESS)) == 1


def test_the_heads_of_a_long_table_stay(browser, address):
    """The middle of a table is read with its heads in view, below the header of the page."""
    in_view = """() => {
      const table = document.querySelector("#table-estimates");
      table.rows[Math.floor(table.rows.length / 2)].scrollIntoView({ block: "center" });
      const head = table.tHead.rows[0].cells[1];
      const { left, top, bottom } = head.getBoundingClientRect();
      return top >= 0 && bottom < 200 && document.elementFromPoint(left + 3, top + 3) === head;
    }"""
    with visited(browser, f"{address}/book/record.html") as visit:
        assert visit.page.evaluate(in_view)
        visit.page.add_style_tag(content="article table.entries thead th { position: static !important; }")
        assert not visit.page.evaluate(in_view)


@pytest.mark.parametrize("name", ["record", "finds"])
def test_the_row_that_one_arrives_at_is_marked_and_whole(browser, address, name, viewport):
    with visited(browser, f"{address}/book/{name}.html", viewport) as visit:
        arrivals = dict.fromkeys(visit.page.evaluate(ARRIVALS))
    assert len(arrivals) > 5
    for row in arrivals:
        with visited(browser, f"{address}/book/{name}.html#{row}", viewport) as visit:
            visit.page.wait_for_timeout(100)
            assert visit.page.evaluate(ARRIVED) == [], row
    with visited(browser, f"{address}/book/{name}.html#{row}", viewport) as visit:
        visit.page.add_style_tag(content="tr:target { background: none !important; }")
        visit.page.evaluate("scrollTo(0, 0)")
        assert len(visit.page.evaluate(ARRIVED)) > 1


def test_a_row_is_there_also_when_a_filter_would_hide_it(browser, address, viewport):
    with visited(browser, f"{address}/book/record.html", viewport) as visit:
        page = visit.page
        box = page.get_by_label("Filter rows: Figures that somebody gave")
        count = box.locator("xpath=following-sibling::output")
        row = page.locator("#table-estimates tbody tr").nth(100)
        row_id = row.get_attribute("id")
        box.fill("zyzzyva")
        assert count.text_content().startswith("0 of ")
        assert not row.is_visible()
        page.evaluate("id => { location.hash = id; }", row_id)
        page.wait_for_timeout(100)
        assert page.evaluate(ARRIVED) == []
        assert count.text_content().endswith("the row that the address names is shown beside them")
        assert page.locator("#table-estimates tbody tr:visible").count() == 1
        box.fill("zyzzyv")
        assert not row.is_visible()
        box.fill(row_id)
        assert row.is_visible(), "the id of a row finds it"


@pytest.mark.parametrize(
    ("address_in", "meant"),
    [
        ("ledger.html#C-017.", "c-017"),
        ("ledger.html#c-017),", "c-017"),
        ("judgements.html#J-001.", "j-001"),
        ("judgements.html#%20j-002", "j-002"),
    ],
)
def test_an_id_in_another_writing_is_understood(browser, address, viewport, address_in, meant):
    with visited(browser, f"{address}/book/{address_in}", viewport) as visit:
        visit.page.wait_for_url(f"**#{meant}")
        assert visit.page.locator(":target").get_attribute("id") == meant
        assert visit.page.locator(":target").is_visible()
        assert visit.page.locator(".no-row").count() == 0


@pytest.mark.parametrize(
    ("page_name", "asked", "kind"),
    [
        ("ledger", "c-999", "Ids of this kind run here from c-001 to c-"),
        ("judgements", "J-999.", "Ids of this kind run here from j-001 to j-"),
        ("record", "2024-06-14-nobody-round", ""),
        ("cast", "c-017", ""),
    ],
)
def test_an_id_that_a_page_does_not_have_is_answered(browser, address, page_name, asked, kind):
    with visited(browser, f"{address}/book/{page_name}.html#{asked}") as visit:
        line = visit.page.locator(".no-row")
        wanted = asked.lower().removesuffix(".")
        assert line.text_content().startswith(f"This page has nothing named {wanted}. {kind}".strip())
        assert line.evaluate("line => line === document.activeElement")
        assert 0 < line.bounding_box()["y"] < VIEWPORTS["desk"]["height"]
        assert line.locator("a").get_attribute("href") == f"../search.html?q={wanted}"
        visit.page.evaluate("() => { location.hash = 'table-nothing'; }")
        visit.page.wait_for_timeout(100)
        assert line.count() == 0, "what is no id of a row is not answered"


def test_the_page_of_judgements_has_the_cards_of_the_front_page_opened(browser, address, viewport):
    with (ROOT / "data" / "dataset" / "judgements.csv").open(encoding="utf-8", newline="") as file:
        ids = [row["judgement_id"] for row in csv.DictReader(file)]
    read = "all => all.map(card => card.querySelector('.judged').textContent)"
    with visited(browser, f"{address}/book/index.html", viewport) as visit:
        front = visit.page.eval_on_selector_all("ol.cards > li", read)
    with visited(browser, f"{address}/book/judgements.html#{ids[-1]}", viewport) as visit:
        page = visit.page
        assert page.eval_on_selector_all("ol.cards > li", read) == front
        assert page.eval_on_selector_all("ol.cards > li", "all => all.map(card => card.id)") == ids
        assert all(terms.is_visible() for terms in page.locator("ol.cards > li dl").all())
        assert page.locator("ol.cards .scale").count() == len(ids)
        target = page.locator(":target .judged").bounding_box()
        assert 0 <= target["y"] < VIEWPORTS[viewport]["height"]


def work(browser, url):
    """Return the seconds that the main thread works until a page is there, slowed down."""
    with browser.new_context(viewport=VIEWPORTS["desk"]) as context:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(url, wait_until="load")
        page.wait_for_timeout(1500)
        metrics = session.send("Performance.getMetrics")["metrics"]
        return next(each["value"] for each in metrics if each["name"] == "TaskDuration")


def test_the_record_is_soon_there_on_a_slow_machine(browser, address):
    times = sorted(work(browser, f"{address}/book/record.html") for _ in range(3))
    assert times[0] <= MOST_WORK, times
