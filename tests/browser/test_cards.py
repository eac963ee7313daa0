"""Cards and ledger as a reader uses them: each card is opened and held against its row."""

import csv
import re
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import BOOK, ROOT, page_names

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
DATASET = ROOT / "data" / "dataset"
MARKED = [name for name in page_names() if 'class="claim-mark ' in (BOOK / name).read_text(encoding="utf-8")]
LEDGER = "book/ledger.html"
IN_TEXT = ".claim-mark:not(.several) > button:not(dialog *)"
OPEN = "dialog:popover-open"


def rows(table, key):
    with (DATASET / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return {row[key]: row for row in csv.DictReader(file)}


def month_in_words(day):
    return f"{date.fromisoformat(day[:7] + '-01'):%B %Y}"


CLAIMS = rows("claims", "claim_id")
LIVE = {claim_id: row for claim_id, row in CLAIMS.items() if not row["retired"]}
NAMES = {key: row["name"] for key, row in rows("entities", "entity_id").items()}
DATES = {key: row["date"] for key, row in rows("sources", "source_id").items()}
ARTICLES = {
    key: f"{row['publisher'] or 'an unnamed outlet'}, {month_in_words(row['date'])}"
    for key, row in rows("sources", "source_id").items()
    if row["sha256"]
}
FLAGS = list(rows("translation_flags", "flag_id").values())


def strongest(claim_id):
    """Return the relation, in words, that decides most among the rows of the record beside a claim."""
    relations = {
        row["relation"]
        for row in rows("comparisons", "comparison_id").values()
        if row["claim_id"] == claim_id
    }
    order = ["corrects", "differs", "agrees", "bears_on"]
    return next((name.replace("_", " ") for name in order if name in relations), "silent")


@pytest.fixture(scope="module", params=MARKED)
def page(request, browser, address):
    """Open each page that marks claims once."""
    with browser.new_context(viewport=DESK, reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(f"{address}/{request.param}")
        yield page


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def viewport(request):
    return request.param


@pytest.fixture(params=["light", "dark"])
def colours(request):
    return request.param


@pytest.fixture
def bare(browser, address):
    """Open pages on a phone, with fingers and without scripts."""
    with browser.new_context(viewport=PHONE, has_touch=True, java_script_enabled=False) as context:
        page = context.new_page()

        def go(name):
            page.goto(f"{address}/{name}")
            return page

        yield go


@pytest.fixture
def ledger(browser, address):
    """Open the ledger anew, at a claim or at its top."""
    with browser.new_context(viewport=DESK, reduced_motion="reduce") as context:
        page = context.new_page()

        def go(claim_id=""):
            page.goto(f"{address}/{LEDGER}#{claim_id}" if claim_id else f"{address}/{LEDGER}")
            return page

        yield go


def said_by(row):
    """Return the speaker and the relays of a row, in the order in which a card names them."""
    first = NAMES[row["speaker"]] if row["speaker"] else "the article itself"
    relays = [NAMES[each] for each in row["relayed_by"].split(";") if each]
    return [first, *(each for each in relays if each != first)]  # who relays himself is named once


def flags_on(row):
    """Return the flags whose place overlaps that of a row."""
    if not row["start"]:
        return []
    return [
        flag["flag_id"]
        for flag in FLAGS
        if flag["source_id"] == row["source_id"]
        and int(flag["start"]) < int(row["end"])
        and int(row["start"]) < int(flag["end"])
    ]


def terms(part):
    """Return what stands beside each name of the first list in ``part``."""
    read = """part => Object.fromEntries([...part.querySelector("dl").children].map(
        pair => [pair.querySelector("dt").textContent, pair.querySelector("dd").textContent]))"""
    return part.evaluate(read)


def hold_against_row(told, row):
    """Fail where the ledger says something else than the row."""
    hold_card_against_row(told, row)
    assert told["Article"].startswith(ARTICLES[row["source_id"]])


def hold_card_against_row(told, row):
    """Fail where a list of a card or of the ledger says something else than the row."""
    assert told["Said by"].partition(" (")[0].split(" ← ") == said_by(row)
    assert re.findall(r"\d+", told["Behind it"]) == [row["origins"], row["reports"]]
    assert re.findall(r"\d+", told["Place"]) == [each for each in (row["start"], row["end"]) if each]
    assert told["Does not show"] == row["limits"]


def card_of(page):
    """Return the id of the one open card, its statement and its list."""
    [card] = page.query_selector_all(OPEN)
    return card.get_attribute("id"), card.query_selector(".said").text_content(), card


def test_there_are_marks():
    assert len(MARKED) >= 7
    assert "book/index.html" in MARKED


def test_each_mark_opens_the_card_of_its_row(page):
    ids = page.eval_on_selector_all("[id]", "all => all.map(each => each.id)")
    assert len(ids) == len(set(ids))
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
    seen = set()
    for mark in page.locator(f"{IN_TEXT}").all():
        row_id = mark.get_attribute("popovertarget").removeprefix("card-")
        mark.click()
        found, statement, card = card_of(page)
        assert found == f"card-{row_id}"
        links = [link.evaluate("link => link.href") for link in card.query_selector_all(".claim-head a")]
        assert links[0].endswith(f".html#{row_id}")
        assert links[1].endswith(f"/rows/{row_id}.html")
        if row := LIVE.get(row_id):
            assert statement == row["statement"]
            hold_card_against_row(terms(card), row)
        assert card.query_selector_all("dd a"), row_id  # no card is a dead end
        assert within(DESK, card.bounding_box())
        page.keyboard.press("Escape")
        page.wait_for_selector(OPEN, state="detached")
        seen.add(row_id)
    assert seen


def test_a_list_of_rows_opens_each_of_their_cards(page):
    for more in page.locator(".claim-mark.several > button").all()[:2]:
        more.click()
        inner = page.locator(f"{OPEN} li .claim-mark > button").first
        inner.click()
        assert page.locator(OPEN).count() == 2  # the list stays open beneath
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        page.wait_for_selector(OPEN, state="detached")


def test_no_mark_is_an_id_and_no_line_begins_with_its_bracket(page):
    for mark in page.locator(f"{IN_TEXT}").all():
        assert mark.text_content() != mark.get_attribute("popovertarget").removeprefix("card-")
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
    lines = page.eval_on_selector_all(
        ".keep",
        """all => all.filter(each => /[)(]/.test(each.firstChild.textContent[0] + each.lastChild.textContent[0]))
        .map(each => {
            const range = document.createRange();
            const behind = each.lastChild.nodeType === Node.TEXT_NODE; // else the bracket stands before the mark
            range.selectNodeContents(behind ? each.lastChild : each.firstChild);
            const mark = each.querySelector("button").getBoundingClientRect();
            const sign = range.getBoundingClientRect();
            return sign.top < mark.bottom && sign.bottom > mark.top && (behind ? sign.left > mark.left : sign.left < mark.left);
        })""",
    )
    assert all(lines)


def within(viewport, box):
    """Say whether a box is wholly in view."""
    right, bottom = box["x"] + box["width"], box["y"] + box["height"]
    return box["x"] >= 0 and box["y"] >= 0 and right <= viewport["width"] and bottom <= viewport["height"]


def test_a_card_opens_and_closes_by_keyboard_and_gives_the_focus_back(page):
    mark = page.locator(".claim-mark > button").first
    mark.focus()
    for opening, closing in (("Enter", "Escape"), ("Space", "Enter")):
        page.keyboard.press(opening)
        page.wait_for_selector(OPEN)
        assert page.evaluate(f"document.querySelector('{OPEN}').contains(document.activeElement)")
        if closing == "Enter":
            page.keyboard.press("Tab")
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.textContent") == "Close"
        page.keyboard.press(closing)
        page.wait_for_selector(OPEN, state="detached")
        assert mark.evaluate("mark => mark === document.activeElement")


def test_an_open_card_keeps_nobody_out(page, viewport, colours):
    page.set_viewport_size(viewport)
    page.emulate_media(color_scheme=colours)
    page.locator(".claim-mark > button").first.click()
    page.wait_for_selector(OPEN)
    found = Axe().run(page, context={"include": [[OPEN], [".claim-mark"]]})
    page.keyboard.press("Escape")
    page.set_viewport_size(DESK)
    assert found.response["passes"]
    assert found.violations_count == 0, found.generate_report()


def test_paper_has_links_and_no_cards(page):
    page.emulate_media(media="print")
    shown = [page.locator(f".claim-mark > {tag}").first.is_visible() for tag in ("button", "a")]
    cards = page.locator(".claim-card:visible").count()
    page.emulate_media(media="screen")
    assert (shown, cards) == ([False, True], 0)


@pytest.mark.parametrize("name", MARKED)
def test_without_scripts_a_finger_opens_a_card_that_fits_a_phone(bare, name):
    page = bare(name)
    mark = page.locator(".claim-mark > button").first
    row_id = mark.get_attribute("popovertarget").removeprefix("card-")
    mark.tap()
    card = page.locator(f'[id="card-{row_id}"]:popover-open')
    card.wait_for()
    assert within(PHONE, card.bounding_box())
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    card.locator(".claim-head a").first.tap()
    page.wait_for_url(f"**/*.html#{row_id}")
    page.locator(f'[id="{row_id}"]').wait_for()  # seen, once the browser has drawn what it skips off screen
    page.go_back()
    mark.tap()
    card.locator(".claim-head a").nth(1).tap()
    page.wait_for_url(f"**/rows/{row_id}.html")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def shown(page):
    return page.eval_on_selector_all("ol.ledger > li:not([hidden])", "all => all.map(each => each.id)")


def tool(page, label):
    return page.get_by_role("search", name="Claims of the ledger").get_by_label(label, exact=True)


def counted(page):
    return page.locator(".ledger-tools output").text_content()


def test_every_entry_says_what_its_row_says(ledger):
    page = ledger()
    entries = page.query_selector_all("ol.ledger > li")
    assert [entry.get_attribute("id") for entry in entries] == list(CLAIMS)
    for entry in entries:
        row = CLAIMS[entry.get_attribute("id")]
        if row["retired"]:
            continue
        assert row["statement"] in entry.query_selector(".said").text_content()
        hold_against_row(terms(entry), row)


@pytest.mark.parametrize("words", ["containers", "KURSK troops", "no such words anywhere"])
def test_the_filter_leaves_the_entries_that_hold_every_word(ledger, words):
    page = ledger()
    read = "all => all.map(each => [each.id, each.textContent.toLowerCase()])"
    texts = page.eval_on_selector_all("ol.ledger > li", read)
    tool(page, "Words").fill(words)
    expected = [claim_id for claim_id, text in texts if all(word in text for word in words.lower().split())]
    assert shown(page) == expected
    assert counted(page) == f"{len(expected)} of {len(CLAIMS)} claims"
    assert len(expected) < len(CLAIMS)


FACETS = {
    "Theme": lambda row: row["theme"],
    "Who says it": lambda row: said_by(row)[0],
    "Article": lambda row: ARTICLES[row["source_id"]],
    "Type": lambda row: row["claim_type"].replace("_", " "),
    "Against the record": lambda row: strongest(row["claim_id"]),
}


@pytest.mark.parametrize("label", FACETS)
def test_a_facet_offers_each_value_with_its_count_and_leaves_its_claims(ledger, label):
    page = ledger()
    select = tool(page, label)
    values = {}
    for claim_id, row in LIVE.items():
        values.setdefault(FACETS[label](row), []).append(claim_id)
    offered = select.locator("option").all_text_contents()
    assert sorted(offered[1:]) == sorted(f"{value} ({len(ids)})" for value, ids in values.items())
    for value in sorted(values)[:3]:
        select.select_option(value)
        assert shown(page) == values[value]
        assert counted(page) == f"{len(values[value])} of {len(CLAIMS)} claims"


def test_facets_narrow_each_other_and_all_come_back(ledger):
    page = ledger()
    tool(page, "Theme").select_option("arms")
    tool(page, "Type").select_option("event")
    arms = [each for each, row in LIVE.items() if row["theme"] == "arms"]
    events = [each for each in arms if LIVE[each]["claim_type"] == "event"]
    assert shown(page) == events
    by_article = [ARTICLES[row["source_id"]] for claim_id, row in LIVE.items() if claim_id in events]
    offered = tool(page, "Article").locator("option").all_text_contents()[1:]
    assert sorted(offered) == sorted(
        f"{each} ({by_article.count(each)})" for each in {ARTICLES[row["source_id"]] for row in LIVE.values()}
    )
    page.get_by_role("button", name="Show all").click()
    page.wait_for_selector("ol.ledger > li[hidden]", state="detached")
    assert shown(page) == list(CLAIMS)


ORDERS = {
    "newest article first": lambda row: [-ord(each) for each in DATES[row["source_id"]].ljust(10)],
    "fewest origins first": lambda row: int(row["origins"]),
    "most reports first": lambda row: -int(row["reports"]),
}


@pytest.mark.parametrize("order", ORDERS)
def test_an_order_is_kept_whatever_is_left(ledger, order):
    page = ledger()
    tool(page, "Order").select_option(order)
    expected = sorted(LIVE, key=lambda claim_id: ORDERS[order](LIVE[claim_id]))
    assert [each for each in shown(page) if each in LIVE] == expected
    tool(page, "Theme").select_option("treaty")
    assert shown(page) == [each for each in expected if LIVE[each]["theme"] == "treaty"]


def in_view(page, claim_id):
    box = page.locator(f"#{claim_id}").bounding_box()
    return 0 <= box["y"] < DESK["height"] / 2


def test_an_address_leads_to_its_claim_and_opens_its_chain(ledger):
    page = ledger("c-186")
    assert in_view(page, "c-186")
    assert page.locator("#c-186 details").evaluate("each => each.open")


def test_an_address_shows_its_claim_even_where_a_filter_hides_it(ledger):
    page = ledger()
    tool(page, "Theme").select_option("troops")
    troops = shown(page)
    assert "c-017" not in troops
    page.evaluate("location.hash = '#c-017'")
    page.wait_for_selector("#c-017")
    assert in_view(page, "c-017")
    assert sorted(shown(page)) == sorted([*troops, "c-017"])
    assert counted(page) == f"{len(troops)} of {len(CLAIMS)} claims; c-017 is shown beside them"
    tool(page, "Theme").select_option("arms")
    assert ("c-017" in shown(page)) is (LIVE["c-017"]["theme"] == "arms")


def test_without_scripts_the_ledger_is_a_whole_list(bare):
    page = bare(LEDGER)
    assert page.locator("ol.ledger > li:visible").count() == len(CLAIMS)
    assert page.locator(".ledger-tools :visible").count() == 0
    entry = page.locator("#c-186")
    entry.locator("summary").click()
    assert "History" in entry.inner_text()


def test_the_ledger_is_used_by_keyboard_alone(ledger):
    page = ledger()
    tool(page, "Words").focus()
    page.keyboard.type("containers")
    left = shown(page)
    for _ in range(7):  # five facets, the order, the button
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Show all"
    for _ in range(3):  # the id of the first entry, its article, its fold
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('li').id") == left[0]
    page.keyboard.press("Enter")
    assert page.locator(f"#{left[0]} details").evaluate("each => each.open")


def test_a_claim_that_was_led_to_keeps_nobody_out(ledger, viewport, colours):
    page = ledger("c-090")
    page.set_viewport_size(viewport)
    page.emulate_media(color_scheme=colours)
    found = Axe().run(page, context={"include": [[".ledger-tools"], ["#c-090"]]})
    assert found.response["passes"]
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
