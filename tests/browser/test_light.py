"""Light pages as a reader meets them: of each kind the longest and the shortest."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import BOOK, COLOURS, LIGHT, VIEWPORTS, light_names, visited


def extremes():
    """Yield the longest and the shortest light page of each folder."""
    for folder in LIGHT:
        names = [name for name in light_names() if name.startswith(folder)]
        sizes = {name: (BOOK / name).stat().st_size for name in names}
        yield min(names, key=sizes.get)
        yield max(names, key=sizes.get)


@pytest.mark.parametrize("colours", COLOURS)
@pytest.mark.parametrize("viewport", VIEWPORTS)
@pytest.mark.parametrize("name", extremes())
def test_a_light_page_is_whole_still_and_open_to_everybody(browser, address, name, viewport, colours):
    with visited(browser, f"{address}/{name}", viewport, colours) as visit:
        assert visit.complaints == []
        assert visit.elsewhere(address) == []
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= VIEWPORTS[viewport]["width"]
        assert visit.page.locator("main a, header a").count() > 0
        found = Axe().run(visit.page)
        assert found.violations_count == 0, found.generate_report()


def test_from_a_number_by_a_row_to_the_outside_page_takes_three_clicks(browser, address):
    with visited(browser, f"{address}/notebooks/troops.html", "desk", "light") as visit:
        page = visit.page
        page.locator('a.num[href$="numbers/losses_kyiv_same_day.html"]').first.click()
        page.locator('dd a[href^="../rows/"]').first.click()
        assert page.locator('dd a[href^="http"]').count() > 0
