"""Every page, wide and narrow, by day and by night: what it asks for, weighs and says."""

import gzip
import re

from browser import BOOK, LIGHT, VIEWPORTS, light_names, page_names, visited

MOST_REQUESTS = 30
MOST_OWN = 200_000
MOST_LEDGER = 350_000
MOST_FIGURE = 20_000
MOST_EDITION = 12_000_000  # eight before claimants and articles had pages, and the search an index of rows
MOST_WITH_LIGHT_PAGES = 40_000_000
MOST_LIGHT = 12_000
ATTACHMENTS = "downloads"

FIGURE = re.compile(r'<svg\b[^>]*class="chart".*?</svg>', re.DOTALL)


CUT = """() => [...document.querySelectorAll("svg.chart")].flatMap(drawing => {
    const whole = drawing.getBoundingClientRect();
    const out = box => Math.max(whole.left - box.left, box.right - whole.right, whole.top - box.top, box.bottom - whole.bottom);
    return [...drawing.querySelectorAll("text")].filter(text => out(text.getBoundingClientRect()) > 1).map(text => text.textContent);
})"""
"""The labels of drawings that reach over the edge by more than a pixel."""


def packed(text):
    return len(gzip.compress(text.encode(), 6))


def test_there_are_pages():
    assert {"index.html", "book/index.html", "book/ledger.html"} <= set(page_names())


def test_no_request_leaves_the_host(visit, address):
    assert visit.elsewhere(address) == []


def test_the_console_is_silent(visit):
    assert visit.complaints == []


def test_a_page_is_light(visit, record_property):
    page = (BOOK / visit.name).read_text(encoding="utf-8")
    figures = [packed(figure) for figure in FIGURE.findall(page)]
    sent = sum(visit.sent.values())
    own = sent - visit.sent[visit.name] + packed(FIGURE.sub("", page))
    raw = sum((BOOK / address).stat().st_size for address in visit.sent if (BOOK / address).is_file())
    record_property(visit.name, (len(visit.asked), raw, sent, own, sum(figures)))
    assert len(visit.asked) <= MOST_REQUESTS
    assert own <= (MOST_LEDGER if visit.name == "book/ledger.html" else MOST_OWN)
    assert [weight for weight in figures if weight > MOST_FIGURE] == []


def test_a_page_scrolls_down_only(visit):
    wide = visit.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= VIEWPORTS[visit.viewport]["width"]


def test_no_label_of_a_drawing_is_cut(visit):
    assert visit.page.evaluate(CUT) == []


def test_a_label_that_is_cut_is_seen(browser):
    with visited(browser, "about:blank", "desk", "light") as visit:
        label = '<svg class="chart" width="{}" height="20"><text y="15">as printed</text></svg>'
        visit.page.set_content(label.format(20) + label.format(300))
        assert visit.page.evaluate(CUT) == ["as printed"]


def test_an_edition_is_small():
    files = [path for path in BOOK.rglob("*") if path.is_file()]
    kept = {path: path.stat().st_size for path in files if path.relative_to(BOOK).parts[0] != ATTACHMENTS}
    book = {path: size for path, size in kept.items() if f"{path.relative_to(BOOK).parts[0]}/" not in LIGHT}
    heaviest = sorted(book.items(), key=lambda item: -item[1])[:5]
    assert sum(book.values()) <= MOST_EDITION, heaviest
    assert sum(kept.values()) <= MOST_WITH_LIGHT_PAGES
    assert max((BOOK / name).stat().st_size for name in light_names()) <= MOST_LIGHT


def test_the_front_door_leads_to_the_answer(browser, address):
    with visited(browser, address) as visit:
        assert visit.page.url.endswith("/book/index.html")
