"""The lists of sources as a reader meets them: each entry by its id, whole and marked, whatever the filter says."""

import re

import pytest
from browser import BOOK, COLOURS, VIEWPORTS, visited

PAGE = "book/sources.html"
OTHERS = "book/sources-in-other-languages.html"
ENTRY = re.compile(r'<dd id="([^"]+)">')
LIGHT_PAGE = re.compile(r'href="\.\./(sources/[^"]+\.html)"')


def read(page):
    return (BOOK / page).read_text(encoding="utf-8")


OWN, FOREIGN = ENTRY.findall(read(PAGE)), ENTRY.findall(read(OTHERS))
LAST = OWN[-1]


def is_whole(page, source_id):
    """Say whether an entry is on the screen with all its lines, on the ground of a mark."""
    page.wait_for_timeout(200)
    entry = page.locator(f"[id='{source_id}']")
    box, height = entry.bounding_box(), page.viewport_size["height"]
    ground = entry.evaluate("one => getComputedStyle(one).backgroundColor")
    return box and box["y"] > 0 and box["y"] + box["height"] <= height and ground != "rgba(0, 0, 0, 0)"


@pytest.mark.parametrize("colours", COLOURS)
@pytest.mark.parametrize("viewport", VIEWPORTS)
@pytest.mark.parametrize(("listing", "ids"), [(PAGE, OWN), (OTHERS, FOREIGN)])
def test_an_entry_is_whole_and_marked_and_nothing_is_off_the_page(
    browser, address, listing, ids, viewport, colours
):
    for source_id in (ids[0], ids[len(ids) // 2], ids[-1]):
        with visited(browser, f"{address}/{listing}#{source_id}", viewport, colours) as visit:
            assert is_whole(visit.page, source_id)
            assert visit.complaints == []
    with visited(browser, f"{address}/{listing}", viewport, colours) as visit:
        width = VIEWPORTS[viewport]["width"]
        wide = "all => all.filter(one => one.getBoundingClientRect().right > innerWidth).map(one => one.id)"
        assert visit.page.eval_on_selector_all(".source-list dd", wide) == []
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
        assert visit.page.locator("article table").count() == 0


def test_an_id_of_another_language_leads_on_from_the_first_list(browser, address):
    with visited(browser, f"{address}/{PAGE}#{FOREIGN[0]}") as visit:
        visit.page.wait_for_url(f"**/{OTHERS}#{FOREIGN[0]}")
        assert is_whole(visit.page, FOREIGN[0])


@pytest.fixture
def folder_page(browser):
    with browser.new_context(reduced_motion="reduce") as context:
        page = context.new_page()
        errors = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        yield page
        assert errors == []


def test_in_a_folder_the_list_is_filtered_and_an_id_leads(folder_page):
    start = BOOK.resolve().as_uri()
    folder_page.goto(f"{start}/{PAGE}#{FOREIGN[-1]}")
    folder_page.wait_for_url(f"**/{OTHERS}#*")
    folder_page.goto(f"{start}/{PAGE}")
    folder_page.locator(".source-filter input").fill(LAST)
    assert folder_page.locator(".source-list[data-filter] dd:visible").count() >= 1


def test_a_pasted_id_need_not_be_exact_and_an_unknown_one_is_answered(browser, address):
    for pasted in (LAST.upper(), f"{LAST}.", f"{LAST}%20"):
        with visited(browser, f"{address}/{PAGE}#{pasted}") as visit:
            visit.page.wait_for_url(f"**#{LAST}")
            assert is_whole(visit.page, LAST)
    with visited(browser, f"{address}/{PAGE}#no-such-source%3Cb%3E") as visit:
        assert "no source “no-such-source<b>”" in visit.page.locator(".source-missing").inner_text()
        visit.page.evaluate(f"location.hash = '{LAST}'")
        assert is_whole(visit.page, LAST)
        assert visit.page.locator(".source-missing").count() == 0


def test_a_filter_hides_no_entry_that_a_link_names(browser, address):
    with visited(browser, f"{address}/{PAGE}#{LAST}") as visit:
        page = visit.page
        box, count = page.locator(".source-filter input"), page.locator(".source-filter output")
        assert count.inner_text() == f"{page.locator('.source-list[data-filter] dd').count()} pages"
        box.fill("zzzz")
        assert page.locator(".source-list[data-filter] dd:visible").count() == 0
        assert page.locator(".source-list[data-filter] h3:visible").count() == 0
        assert count.inner_text().startswith("0 of ")
        page.evaluate("id => { location.hash = ''; location.hash = id }", LAST)
        assert is_whole(page, LAST)
        box.fill("zzzy")
        assert page.locator(f"[id='{LAST}']").is_hidden()
        page.evaluate(  # a link to what the address names already
            "id => { const link = document.createElement('a'); link.href = '#' + id; link.id = 'again';"
            " link.textContent = 'again'; document.querySelector('article h1').append(link) }",
            LAST,
        )
        page.locator("#again").click()
        assert is_whole(page, LAST)


def test_a_filtered_list_can_be_sent_and_one_number_has_one_answer(browser, address):
    with visited(browser, f"{address}/{PAGE}") as visit:
        page = visit.page
        box, count = page.locator(".source-filter input"), page.locator(".source-filter output")
        answers = []
        for words in ("10,000", "10000", "10 000"):
            box.fill(words)
            answers.append(count.inner_text().partition(";")[0])
        assert len(set(answers)) == 1
        assert not answers[0].startswith("0 ")
        box.fill("kyiv independent")
        shown = count.inner_text()
        page.reload()
        assert "words=kyiv+independent" in page.url
        assert page.locator(".source-filter output").inner_text() == shown
        page.emulate_media(media="print")
        assert page.locator(".source-filter output").is_visible()
        assert page.locator(".source-filter input").is_hidden()


def test_no_source_is_a_dead_end():
    """Each entry leads outside, and to a light page that leads outside and back to the entry."""
    for listing, ids in ((PAGE, OWN), (OTHERS, FOREIGN)):
        entries = re.split(r'(?=<dd id=")', read(listing))[1:]
        assert len(entries) == len(ids)
        for entry in entries:
            source_id = ENTRY.search(entry)[1]
            entry = entry.partition("</dd>")[0]
            [light] = LIGHT_PAGE.findall(entry)
            page = (BOOK / light).read_text(encoding="utf-8")
            assert 'href="http' in entry, source_id
            assert 'href="http' in page, source_id
            assert f'href="../{listing}#{source_id}"' in page, source_id
            used = re.search(r"used by (\d+|no) row", entry)[1]
            assert used == "no" or 'href="../rows/' in page, source_id


def test_nothing_moves_when_the_filter_comes(browser, address):
    watched = "new PerformanceObserver(list => { for (const each of list.getEntries()) window.moved = (window.moved || 0) + each.value }).observe({type: 'layout-shift', buffered: true})"
    with visited(browser, f"{address}/{PAGE}") as visit:
        visit.page.evaluate(watched)
        visit.page.wait_for_timeout(300)
        assert visit.page.evaluate("window.moved || 0") < 0.05
