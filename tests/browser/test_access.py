"""Nobody is kept out: what axe finds, what a reading voice is told, where the keyboard gets."""

import pytest
from axe_playwright_python.sync_playwright import Axe

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ASKED = {
    "runOnly": {"type": "tag", "values": RULES},
    "resultTypes": ["violations"],
    "preload": False,  # else it asks for style sheets anew, some by an address that is none
}

# Every fold is opened, and what a browser would draw only near the screen is drawn: it has no place before.
FOLDS = """open => {
  document.querySelectorAll("details").forEach(fold => { fold.open = open; });
  document.getElementById("drawn-whole")?.remove();
  if (!open) return;
  const whole = document.createElement("style");
  whole.id = "drawn-whole";
  whole.textContent = "* { content-visibility: visible !important; }";
  document.head.append(whole);
}"""
# A drawing is an image, and one with links a group. Hidden from a voice are the signs of a key, which the words
# beside them say, and the timeline, below which a list says the same.
FIGURES = """all => all.filter(svg => svg.getAttribute("aria-hidden") !== "true"
  || svg.clientWidth > 20 && !(svg.matches(".timeline") && document.querySelector(".timeline-list"))).map(
  svg => [svg.getAttribute("role") === (svg.querySelector("a[href]") ? "group" : "img"), svg.getAttribute("aria-label") ?? ""]
)"""
TABLES = """all => all.filter(table =>
  !table.caption?.textContent.trim() || !table.querySelector("th")
  || [...table.querySelectorAll("th")].some(head => !head.scope || !head.textContent.trim())
).map(table => table.outerHTML.slice(0, 300))"""

# What the Tab key should reach: of a group of radio buttons, one.
PREPARE = """() => {
  const seen = (each) => each.checkVisibility({ visibilityProperty: true }) && each.getClientRects().length > 0;
  const controls = "a[href], button, summary, input, select, textarea, [tabindex]";
  const enabled = (each) => each.tabIndex >= 0 && !each.disabled && !each.closest("[inert]") && seen(each);
  const radios = new Set();
  const first = (each) => each.type !== "radio" || !(radios.has(each.name) || !radios.add(each.name));
  window.controls = [...document.querySelectorAll(controls)].filter(enabled).filter(first);
  window.shadows = new Map(window.controls.map((each) => [each, getComputedStyle(each).boxShadow]));
  window.reached = new Set();
  window.unmarked = new Set();
  document.addEventListener("focusin", ({ target }) => {
    const { outlineStyle, outlineWidth, boxShadow, opacity } = getComputedStyle(target);
    const outlined = outlineStyle !== "none" && parseFloat(outlineWidth) >= 1;
    const shaded = boxShadow !== "none" && boxShadow !== window.shadows.get(target);
    window.reached.add(target);
    if (!(outlined || shaded) || opacity === "0") window.unmarked.add(target);
  });
  const scrolls = (each, { overflowX, overflowY } = getComputedStyle(each)) =>
    (/auto|scroll/.test(overflowX) && each.scrollWidth > each.clientWidth + 1)
    || (/auto|scroll/.test(overflowY) && each.scrollHeight > each.clientHeight + 1);
  const within = (each) => window.controls.some((control) => each === control || each.contains(control));
  const stuck = [...document.querySelectorAll("body *")].filter(seen).filter((each) => scrolls(each));
  return [window.controls.length, stuck.filter((each) => !within(each)).map((each) => each.outerHTML.slice(0, 200))];
}"""
STAND = "(at) => at ? window.controls[at - 1].focus() : document.activeElement.blur()"
MISSED = """([from, to]) => window.controls.slice(from, to).filter((each) => !window.reached.has(each))
  .map((each) => each.outerHTML.slice(0, 200))"""
UNMARKED = "() => [...window.unmarked].map((each) => each.outerHTML.slice(0, 200))"

# On a page of more controls than this, its beginning, middle and end stand for all.
MOST_STEPS = 240
STEPS = 70


def test_axe_finds_no_barrier(visit):
    visit.page.evaluate(FOLDS, True)
    try:
        found = Axe().run(visit.page, options=ASKED)
    finally:
        visit.page.evaluate(FOLDS, False)
    assert found.violations_count == 0, found.generate_report()


def test_every_figure_says_what_it_shows(visit):
    figures = visit.page.eval_on_selector_all("article svg:not(button svg)", FIGURES)
    told = [label.strip() for has_its_role, label in figures if has_its_role]
    assert len(told) == len(figures)
    assert [label for label in told if len(label.split()) < 8 or not label.endswith(".")] == []
    assert visit.page.locator("img:not([alt])").count() == 0
    if "/notebooks/" in visit.page.url:
        assert len(figures) >= 2


def test_every_table_has_a_caption_and_headed_columns(visit):
    assert visit.page.eval_on_selector_all("table", TABLES) == []


def test_the_keyboard_gets_everywhere_and_shows_where_it_is(visit):
    if (visit.viewport, visit.colours) not in {("desk", "light"), ("phone", "dark")}:
        pytest.skip("walked wide by day and narrow by night")
    page = visit.page
    controls, stuck = page.evaluate(PREPARE)
    assert stuck == [], "scrolls, and no key gets there"
    whole = controls <= MOST_STEPS
    starts = [0] if whole else [0, controls // 2, controls - STEPS]
    steps = controls if whole else STEPS
    for start in starts:
        page.evaluate(STAND, start)
        for _ in range(steps):
            page.keyboard.press("Tab")
        if page.evaluate(MISSED, [start, start + steps]):  # scrolling boxes are stops of their own
            for _ in range(20):
                page.keyboard.press("Tab")
        assert page.evaluate(MISSED, [start, start + steps]) == []
    assert page.evaluate(UNMARKED) == []
