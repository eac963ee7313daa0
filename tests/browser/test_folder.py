"""The book from a memory stick: every page opens by its file."""

from browser import BOOK, visited

OPENED = """(buttons) => buttons.slice(0, 8).map((button) => {
  button.click();
  const card = document.getElementById(button.getAttribute("popovertarget"));
  const open = Boolean(card?.matches(":popover-open") && card.innerText.trim());
  card?.hidePopover(); // a claim may be marked twice, and its second mark would shut the card
  return open;
})"""


def test_a_page_opens_by_its_file(browser, name):
    with visited(browser, f"{BOOK.resolve().as_uri()}/{name}") as visit:
        assert visit.elsewhere("file:") == []
        assert visit.complaints == []
        assert visit.page.locator("h1").first.inner_text().strip()
        charts = visit.page.locator("svg.chart")
        drawn = charts.evaluate_all("all => all.map(svg => svg.getBoundingClientRect().height > 40)")
        assert all(drawn)
        assert len(drawn) == (BOOK / name).read_text(encoding="utf-8").count(' class="chart"') or (
            name == "index.html"
        )
        fonts = visit.page.evaluate(
            "document.fonts.ready.then(() => document.fonts.check('9px DejaVu Sans'))"
        )
        assert fonts
        assert all(visit.page.locator(".claim-mark > [popovertarget]").evaluate_all(OPENED))
