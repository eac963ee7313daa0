"""How soon a page is there, and whether it then stays where it is: by the median of three visits."""

import pytest
from browser import VIEWPORTS

STEADY = 0.05

# Bytes per second down and up, and milliseconds there and back: slow 4G, as developers' tools have it.
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
LINES = {"loopback": (None, 1.0), "slow-4g": (SLOW, 2.0)}

WATCH = """
window.seen = { paint: 0, shift: 0 };
const watch = (type, note) => new PerformanceObserver((list) => list.getEntries().forEach(note))
  .observe({ type, buffered: true });
watch("largest-contentful-paint", (entry) => { seen.paint = entry.startTime; });
watch("layout-shift", (entry) => { if (!entry.hadRecentInput) seen.shift += entry.value; });
"""
SETTLED = """document.fonts.ready.then(() => new Promise((settled) => {
  requestAnimationFrame(() => requestAnimationFrame(() => settled(window.seen)));
}))"""

PAINTED = """() => new Promise((done) => {
  const look = () => (seen.paint > 0 ? done() : setTimeout(look, 20));
  look();
})"""


def look(browser, url, viewport, line):
    """Return the seconds to the largest paint, and how far things moved, on a first visit."""
    with browser.new_context(viewport=VIEWPORTS[viewport]) as context:
        page = context.new_page()
        page.add_init_script(WATCH)
        if line:
            context.new_cdp_session(page).send("Network.emulateNetworkConditions", line)
        page.goto(url, wait_until="load")
        page.evaluate(PAINTED)  # of a page that is there at once, it hears a moment later
        seen = page.evaluate(SETTLED)
    return seen["paint"] / 1000, seen["shift"]


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("viewport", VIEWPORTS)
def test_a_page_is_soon_there_and_stays(browser, address, chapter, viewport, line):
    conditions, most = LINES[line]
    looks = [look(browser, f"{address}/{chapter}", viewport, conditions) for _ in range(2)]
    if any(paint > most or shift > STEADY for paint, shift in looks):
        looks.append(look(browser, f"{address}/{chapter}", viewport, conditions))
    paints, shifts = zip(*looks, strict=True)
    # Of three, two are under the limit; two that are make a third superfluous.
    assert sorted(paints)[1] <= most, paints
    assert sorted(shifts)[1] <= STEADY, shifts
