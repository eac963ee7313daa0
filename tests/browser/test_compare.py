"""The comparison of sources and the numbers desk, as a reader uses them."""

import pytest
from browser import VIEWPORTS, served

PAGE = "book/compare.html"
DESK = "book/numbers-desk.html"


@pytest.fixture(scope="module")
def host():
    with served() as address:
        yield address


@pytest.fixture
def page(browser):
    with browser.new_context(reduced_motion="reduce") as context:
        page = context.new_page()
        errors = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        yield page
        assert errors == []


def shown(page):
    return page.eval_on_selector_all(
        ".compare-quantity", "all => all.filter(each => each.offsetParent !== null).map(each => each.id)"
    )


def test_the_choice_is_in_the_address_and_the_way_back_leads_to_it(page, host):
    page.goto(f"{host}/{PAGE}")
    first = shown(page)
    assert len(first) == 1
    values = page.eval_on_selector_all("#compare-choice option", "all => all.map(each => each.value)")
    page.select_option("#compare-choice", values[3])
    page.wait_for_url(f"**/{PAGE}#{values[3]}")
    assert shown(page) == [values[3]]
    page.go_back()
    page.wait_for_function(f"document.getElementById('compare-choice').value === '{first[0]}'")
    assert shown(page) == first
    page.goto(f"{host}/{PAGE}#{values[5]}")
    assert shown(page) == [values[5]]
    page.select_option("#compare-choice", "all")
    assert shown(page) == values[:-1]


def test_every_quantity_can_be_read_without_script(browser, host):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{host}/{PAGE}")
        tables = page.locator(".compare-quantity table")
        assert tables.count() > 10
        assert all(table.is_visible() for table in tables.all())
        link = page.locator(".compare-list a").nth(2)
        link.click()
        assert page.url.endswith(link.get_attribute("href"))


@pytest.mark.parametrize("viewport", VIEWPORTS)
@pytest.mark.parametrize("name", [PAGE, DESK])
def test_no_table_and_no_entry_is_wider_than_the_window(browser, host, name, viewport):
    with browser.new_context(viewport=VIEWPORTS[viewport]) as context:
        page = context.new_page()
        page.goto(f"{host}/{name}#all")
        wide = page.evaluate(
            "[...document.querySelectorAll('.compare table, .compare dl, .desk-entry')]"
            ".map(each => each.getBoundingClientRect().right).filter(right => right > innerWidth)"
        )
        assert wide == []
        assert page.evaluate("document.documentElement.scrollWidth") <= VIEWPORTS[viewport]["width"]


def test_a_row_leads_to_its_page_and_a_mark_opens_its_card(page, host):
    page.goto(f"{host}/{PAGE}")
    row = page.locator(".compare-quantity:visible th a").first
    address = row.get_attribute("href")
    row.click()
    page.wait_for_url(f"**/{address.removeprefix('../')}")
    page.goto(f"{host}/{DESK}")
    mark = page.locator(".desk-entry .claim-mark button").first
    mark.click()
    card = page.locator(f"#{mark.get_attribute('popovertarget')}")
    assert card.is_visible()
    page.keyboard.press("Escape")
    assert not card.is_visible()


def test_each_number_of_the_desk_has_an_address_in_the_contents(page, host):
    page.goto(f"{host}/{DESK}")
    entries = page.locator("section:has(> .desk-entry)")
    assert entries.count() == 12
    for entry in entries.all():
        assert page.locator(
            f'.bd-toc a[href="#{entry.get_attribute("id")}"], .onthispage a[href="#{entry.get_attribute("id")}"]'
        ).count()
