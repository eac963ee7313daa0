"""The search of the book in a browser: amounts, ids, accents, kinds, order; from a folder, with site data blocked."""

import csv
import json
import re
import shutil
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import BOOK, COLOURS, FLAGS, ROOT, VIEWPORTS, served

DONE = "#search-results[aria-busy=false] .search-summary"


@pytest.fixture(scope="module")
def addresses():
    """The book as a folder, and as a host gives it."""
    with served() as address:
        yield {"folder": BOOK.resolve().as_uri(), "host": address}


@pytest.fixture
def page(browser):
    """A page that fails the test when it throws."""
    with browser.new_context(reduced_motion="reduce") as context:
        page = context.new_page()
        errors = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        yield page
        assert errors == []


def searched(page, address, query):
    """Search, and return what is shown of each kind: addresses of the results, best first."""
    page.goto(f"{address}/search.html?q={quote(query)}")
    page.locator(DONE).wait_for()
    while page.locator("#search-results button").count():
        page.locator("#search-results button").first.click()
    return page.eval_on_selector_all(
        "#search-results section",
        """all => Object.fromEntries(all.map(one => [
          one.querySelector("h2").firstChild.data.trim().toLowerCase(),
          [...one.querySelectorAll("li > a")].map(link => link.getAttribute("href"))]))""",
    )


def everything(found):
    return [address for addresses in found.values() for address in addresses]


def rows_of(table):
    with (ROOT / "data" / "dataset" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


AMOUNTS = {
    "11,000": ["11 000", "11000", "11\u2009000", "11\u00a0000", "11\u202f000", "11'000", "11’000"],
    "10,000": ["10 000", "10000"],
    "5,000": ["5000", "5 000"],
    "4.8 million": ["4,800,000", "4 800 000", "4,8 millions", "4800000"],
    "3.5": ["3,5"],
}


@pytest.mark.parametrize("amount", AMOUNTS)
def test_an_amount_is_one_amount_in_every_spelling(page, addresses, amount):
    found = searched(page, addresses["host"], amount)
    assert everything(found)
    for spelling in AMOUNTS[amount]:
        assert searched(page, addresses["host"], spelling) == found, spelling


def test_without_the_fold_of_amounts_the_spellings_part(page, addresses):
    fold = (BOOK / "_static" / "fold.js").read_text(encoding="utf-8")
    assert fold.count(".replace(GROUPED") == 1
    broken = fold.replace(".replace(GROUPED", ".replace(/no such amount/g")
    page.route("**/fold.js", lambda route: route.fulfill(body=broken, content_type="text/javascript"))
    assert searched(page, addresses["host"], "11,000") != searched(page, addresses["host"], "11 000")


@pytest.mark.parametrize(
    ("number", "pages"),
    [
        ("11,000", {"notebooks/troops.html"}),
        ("6,700", {"notebooks/arms.html"}),
        ("15,800", {"notebooks/arms.html"}),
        ("74,000", {"notebooks/arms.html"}),
    ],
)
def test_a_number_that_a_page_prints_leads_to_the_page(page, addresses, number, pages):
    found = {address.partition("#")[0] for address in searched(page, addresses["host"], number)["pages"]}
    printing = {name for name in pages if re.search(rf"\b{number}\b", prose(name))}
    assert printing
    assert printing <= found


def prose(name):
    """Return the text of a page without its tags."""
    text = re.sub(
        r"<(script|style|svg).*?</\1>", "", (BOOK / name).read_text(encoding="utf-8"), flags=re.DOTALL
    )
    return re.sub(r"<[^>]+>", "", text)


@pytest.mark.parametrize("place", ["folder", "host"])
def test_a_row_of_every_table_is_found_by_its_id(page, addresses, place):
    index = (BOOK / "_static" / "search-rows.js").read_text(encoding="utf-8")
    content = json.loads(index.partition(",")[2].rstrip(");\n"))
    first_of_kind = {}
    for row_id, kind, *_ in content["rows"]:
        first_of_kind.setdefault(kind, row_id)
    assert len(first_of_kind) > 10
    for row_id in first_of_kind.values():
        [best, *_] = everything(searched(page, addresses[place], row_id))
        assert best.endswith((f"#{row_id}", f"/{row_id}.html")), row_id


def test_a_row_of_the_record_is_the_first_result_of_its_id_however_it_was_pasted(page, addresses):
    row_id = next(row["estimate_id"] for row in rows_of("estimates") if len(row["estimate_id"]) > 35)
    for pasted in (row_id, row_id.upper(), f" {row_id}.", f"({row_id})", row_id.replace("-", "\u2011")):
        found = searched(page, addresses["host"], pasted)
        assert everything(found)[0] == f"book/record.html#{row_id}"
        assert next(iter(found)) == "rows"


@pytest.mark.parametrize(
    ("plain", "spelled"), [("resume", "Résumé"), ("Choigou", "Choïgou"), ("coree", "CORÉE")]
)
def test_accents_and_case_make_no_difference(page, addresses, plain, spelled):
    found = searched(page, addresses["host"], plain)
    assert everything(found)
    assert searched(page, addresses["host"], spelled) == found
    if plain == "resume":
        assert found["pages"][0] == "book/resume.html"


@pytest.mark.parametrize(
    ("one", "other"), [("Shoigu's", "Shoigu’s"), ("treaty", "“treaty”"), ("artillery", "artillery,")]
)
def test_signs_of_typesetters_and_phones_make_no_difference(page, addresses, one, other):
    found = searched(page, addresses["host"], one)
    assert everything(found)
    assert searched(page, addresses["host"], other) == found


def test_article_4_leads_to_the_treaty(page, addresses):
    found = searched(page, addresses["host"], "Article 4")
    assert everything(found)[0].startswith("notebooks/treaty.html")
    rows = page.locator("#found-rows ~ ol li").all_inner_texts()
    assert len(rows) > 5
    assert all("article 4" in text.lower() for text in rows[:5])
    assert "article 4" in page.locator("#found-pages ~ ol li").first.inner_text().lower()


def test_a_day_and_an_amount_lead_to_the_row(page, addresses):
    rows = searched(page, addresses["host"], "June 2024 4.8 million")["rows"]
    day = {row["estimate_id"]: row["statement_date"] for row in rows_of("estimates")}
    assert any(day.get(address.partition("#")[2], "").startswith("2024-06") for address in rows)


def test_a_whole_word_comes_before_its_part(page, addresses):
    page.goto(f"{addresses['host']}/search.html?q=shell")
    page.locator(DONE).wait_for()
    marks = page.eval_on_selector_all(
        "#search-results section:last-of-type li", "all => all.map(one => one.innerText.toLowerCase())"
    )
    whole = [bool(re.search(r"\bshell\b", text)) for text in marks]
    assert whole == sorted(whole, reverse=True)
    assert not any("manpower" in text for text in shown(page, addresses["host"], "POW"))


def shown(page, address, query):
    """Search, and return the words of each result."""
    searched(page, address, query)
    return page.eval_on_selector_all("#search-results li", "all => all.map(one => one.innerText)")


def test_kinds_are_told_apart_and_counted(page, addresses):
    found = searched(page, addresses["host"], "Kursk")
    assert set(found) == {"pages", "figures", "claims", "rows"}
    summary = page.locator(".search-summary").inner_text()
    assert "found in" in summary
    assert all(head.is_visible() for head in page.locator("#search-results h2").all())
    for kind, results in found.items():
        assert f"{len(results):,} {kind}" in summary
    assert all(address.startswith("book/ledger.html#c-") for address in found["claims"])
    assert len(found["pages"]) <= len(
        list((BOOK / "book").glob("*.html")) + list((BOOK / "notebooks").glob("*.html"))
    )
    page.locator(".search-summary a", has_text="rows").click()
    assert page.evaluate("location.hash") == "#found-rows"


@pytest.mark.parametrize("query", ["Kursk", "11,000", "treaty", "Choïgou"])
def test_every_result_leads_to_something(page, addresses, query):
    for address in everything(searched(page, addresses["host"], query)):
        name, _, anchor = address.partition("#")
        assert (BOOK / name).is_file(), address
        assert not anchor or f'id="{anchor}"' in (BOOK / name).read_text(encoding="utf-8"), address


def test_from_a_folder_it_finds_the_same_with_the_same_excerpts(page, addresses):
    found = {place: shown(page, address, "Kursk") for place, address in addresses.items()}
    assert found["folder"] == found["host"]
    assert page.locator("#search-results mark").count() > 0


def test_nothing_is_loaded_before_there_is_a_query(page, addresses):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{addresses['host']}/search.html", wait_until="networkidle")
    assert not [address for address in asked if "search-" in address]
    page.locator(".bd-search-container input").fill("Kursk")
    page.locator(DONE).wait_for()
    assert len([address for address in asked if "search-" in address]) == 2


def test_a_search_leaves_no_mark_and_no_button_on_the_next_page(page, addresses):
    searched(page, addresses["host"], "treaty")
    page.locator("#search-results li > a").first.click()
    page.wait_for_load_state()
    assert page.locator("article mark, .highlighted, .highlight-link").count() == 0
    assert "Hide Search Matches" not in page.content()
    assert set(page.evaluate("Object.keys(localStorage)")) <= {"mode", "theme"}, "the choice of colours alone"
    searched(page, addresses["host"], "zyzzyva")
    page.goto(f"{addresses['host']}/book/index.html")
    assert "Hide Search Matches" not in page.content()


def test_a_search_that_fails_says_so(page, addresses):
    assert searched(page, addresses["host"], "zyzzyva") == {}
    assert "did not match" in page.locator(".search-summary").inner_text()
    found = searched(page, addresses["host"], "zyzzyva treaty soldiers")
    assert everything(found)
    assert page.locator(".search-summary").inner_text().startswith("Nothing has all words")


def test_a_search_whose_index_is_missing_says_so(page, tmp_path):
    shutil.copytree(BOOK / "_static", tmp_path / "_static")
    shutil.copy(BOOK / "search.html", tmp_path)
    (tmp_path / "_static" / "search-pages.js").unlink()
    page.goto(f"{tmp_path.as_uri()}/search.html?q=treaty")
    assert "is missing" in page.locator("#search-results [role=alert]").inner_text()


def test_a_query_is_text_and_never_markup(page, addresses):
    searched(page, addresses["host"], "<img src=x onerror=alert(1)> treaty")
    assert page.locator("#search-results img").count() == 0


@pytest.fixture(scope="module")
def blocked(browser, tmp_path_factory):
    """A reader's profile in which no site may keep anything."""
    profile = tmp_path_factory.mktemp("profile")
    (profile / "Default").mkdir()
    kept = {"profile": {"default_content_setting_values": {"cookies": 2}}}
    (profile / "Default" / "Preferences").write_text(json.dumps(kept))
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    context = browser.browser_type.launch_persistent_context(profile, executable_path=program, args=FLAGS)
    yield context
    context.close()


def test_with_site_data_blocked_the_search_finds_and_the_colours_switch(blocked, page, addresses):
    found = searched(page, addresses["host"], "treaty")
    closed = blocked.new_page()
    errors = []
    closed.on("pageerror", lambda error: errors.append(str(error)))
    assert searched(closed, addresses["host"], "treaty") == found
    closed.goto(f"{addresses['host']}/book/index.html")
    before = closed.evaluate("document.documentElement.dataset.mode")
    closed.locator(".theme-switch-button:visible").first.click()
    assert closed.evaluate("document.documentElement.dataset.mode") != before
    assert errors == []


def test_the_store_of_that_profile_is_closed(blocked, addresses):
    bare = blocked.new_page()
    bare.route("**/bare", lambda route: route.fulfill(body="<p>", content_type="text/html"))
    bare.goto(f"{addresses['host']}/bare")
    assert bare.evaluate(
        "(() => { try { return localStorage.length; } catch (e) { return e.name; } })()"
    ) == ("SecurityError")


@pytest.mark.parametrize("colours", COLOURS)
@pytest.mark.parametrize("viewport", VIEWPORTS)
def test_results_are_open_to_everybody(browser, addresses, viewport, colours):
    with browser.new_context(viewport=VIEWPORTS[viewport], color_scheme=colours) as context:
        page = context.new_page()
        searched(page, addresses["host"], "Kursk")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= VIEWPORTS[viewport]["width"]


def test_typing_is_answered_soon_on_a_slow_machine(browser, addresses):
    with browser.new_context() as context:
        page = context.new_page()
        searched(page, addresses["host"], "Kursk")
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
        taken = page.evaluate(
            """async () => {
              const box = document.querySelector(".bd-search-container input");
              let longest = 0;
              new PerformanceObserver((list) => list.getEntries().forEach((entry) => { longest = Math.max(longest, entry.duration); }))
                .observe({ type: "longtask" });
              for (const query of ["t", "tr", "treaty", "10,000", "troops of Kursk"]) {
                box.value = query;
                box.dispatchEvent(new Event("input"));
                await new Promise((done) => setTimeout(done, 1500));
              }
              return longest;
            }"""
        )
    assert taken <= 200, f"the longest task took {taken:.0f} ms"


def boxes(page, address, name):
    """Open a page with a box that filters, and return a function: query → how many are left."""
    page.goto(f"{address}/book/{name}.html")
    box = page.locator(".ledger-tools input[type=search], .filter input, .source-filter input").first
    box.wait_for()
    output = page.locator(".ledger-tools output, .filter output").first

    def left(query):
        box.fill(query)
        return output.inner_text()

    return left


@pytest.mark.parametrize("name", ["ledger", "record", "sources", "cast"])
def test_every_box_that_filters_folds_as_the_search_does(page, addresses, name):
    left = boxes(page, addresses["host"], name)
    for amount, spellings in AMOUNTS.items():
        count = left(amount)
        assert {left(spelling) for spelling in spellings} == {count}, amount
    for one, other in (
        ("Corée", "coree"),
        ("Shoigu's", "Shoigu’s"),
        ("Russia", "RUSSIA,"),
        ("defense", "defence"),
    ):
        assert left(one) == left(other), one


def test_a_box_gives_no_stray_number(page, addresses):
    left = boxes(page, addresses["host"], "ledger")
    rows = page.locator("ol.ledger > li:not([hidden])")
    left("10000")
    for text in rows.all_text_contents():
        assert re.search(r"(?<![\d,.])(10[,\s]?000|0\.01 million|10 thousand)(?![\d]|,\d)", text), text
    assert rows.count() > 0
