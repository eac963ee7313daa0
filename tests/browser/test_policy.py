"""The policy of each page in the browser: no page breaks its own, and nothing that got into a page runs.

The pages are opened as a host gives them and by their file. A script in the page, an attribute that runs one,
an address that does, a frame: each is put into a copy of a page, and runs only where the policy was taken out.
"""

import re
import shutil
from contextlib import contextmanager

import pytest
from browser import BOOK, served

PLACES = ["host", "folder"]
WATCH = """
window.violations = [];
window.ran = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.effectiveDirective} ${event.blockedURI}`));
"""
MAY_WRITE = """() => {
  try { document.createElement("p").innerHTML = "<b>a</b>"; return true; } catch { return false; }
}"""
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="[^"]*">')


@pytest.fixture(scope="module")
def addresses():
    """The book as a host gives it, and as a folder."""
    with served() as address:
        yield {"host": address, "folder": BOOK.resolve().as_uri()}


@contextmanager
def watched(browser, **options):
    """Yield a page that notes what its policy refuses, and the list of its complaints."""
    with browser.new_context(reduced_motion="reduce", **options) as context:
        page, complaints = context.new_page(), []
        page.add_init_script(WATCH)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda told: told.type == "error" and complaints.append(told.text))
        page.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
        yield page, complaints


@pytest.fixture(scope="module")
def reader(browser):
    with watched(browser) as watch:
        yield watch


@pytest.mark.parametrize("place", PLACES)
def test_no_page_breaks_its_policy(reader, addresses, place, name):
    page, complaints = reader
    complaints.clear()
    page.goto(f"{addresses[place]}/{name}", wait_until="load")
    content = (BOOK / name).read_text(encoding="utf-8")
    assert len(POLICY.findall(content)) == 1
    if 'http-equiv="refresh"' in content:  # by now it may have led on
        page.wait_for_url("**/book/index.html")
        page.wait_for_load_state()
        content = (BOOK / "book/index.html").read_text(encoding="utf-8")
    assert page.evaluate("window.violations") == []
    assert complaints == []
    of_the_theme = "_static/scripts/" in content
    assert page.evaluate(MAY_WRITE) == of_the_theme, "where scripts are ours, none makes markup of text"


@pytest.mark.parametrize("place", PLACES)
def test_what_the_theme_does_with_scripts_still_works(reader, addresses, place):
    page, complaints = reader
    complaints.clear()
    page.goto(f"{addresses[place]}/book/rerun.html", wait_until="load")
    before = page.evaluate("document.documentElement.dataset.mode")
    page.locator(".theme-switch-button:visible").first.click()
    chosen = page.evaluate("document.documentElement.dataset.mode")
    assert chosen != before
    page.reload(wait_until="load")
    assert page.evaluate("document.documentElement.dataset.mode") == chosen, "the choice of a reader is kept"
    page.evaluate("() => { window.print = () => window.ran.push('print'); }")
    page.evaluate("document.querySelector('[data-print]').click()")
    assert page.evaluate("window.ran") == ["print"]
    assert page.locator("button.copybtn").count() > 0
    page.evaluate("document.querySelector('button.copybtn').click()")
    page.evaluate("document.querySelector('.search-button__button').click()")
    page.locator("#pst-search-dialog input").fill("treaty")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=treaty")
    page.locator("#search-results li a").first.wait_for()
    assert page.evaluate("window.violations") == []
    assert complaints == []


INJECTED = {
    "script": "<script>ran.push('script')</script>",
    "module": "<script type=module>ran.push('module')</script>",
    "onload": "<svg onload=\"ran.push('onload')\"></svg>",
    "onerror": "<img src=x:x onerror=\"ran.push('onerror')\">",
    "ontoggle": "<details open ontoggle=\"ran.push('ontoggle')\"></details>",
    "data": "<script src=\"data:text/javascript,ran.push('data')\"></script>",
    "elsewhere": "<script src=https://hostile.invalid/a.js></script>",
    "frame": "<iframe srcdoc=\"<script>top.ran.push('frame')</script>\"></iframe>",
    "style": "<link rel=stylesheet href=https://hostile.invalid/a.css>",
    "onclick": "<button id=pressed onclick=\"ran.push('onclick')\">a</button>",
    "address": "<a id=followed href=\"javascript:ran.push('address')\">a</a>",
}
"""What a page may hold by mistake, by the word that it writes down when it runs."""

BY_ITSELF = set(INJECTED) - {"onclick", "address", "style"}


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    """Copies of three pages, each with all that is injected, with its policy and without it."""
    folder = tmp_path_factory.mktemp("broken")
    shutil.copytree(BOOK / "_static", folder / "_static")
    (folder / "book").mkdir()
    for name in ("book/weakest.html", "search.html", "404.html"):
        page = (BOOK / name).read_text(encoding="utf-8")
        page = page.replace("</body>", f"{''.join(INJECTED.values())}</body>")
        (folder / name).write_text(page, encoding="utf-8")
        (folder / name).with_suffix(".open.html").write_text(POLICY.sub("", page), encoding="utf-8")
    with served(folder) as address:
        yield {"host": address, "folder": folder.as_uri()}


def opened(page, url):
    """Open a page with injections, use them, and return what ran and what was asked of another host."""
    asked = []
    page.route(
        "https://hostile.invalid/**",
        lambda route: (
            asked.append(route.request.url),
            route.fulfill(body="ran.push('elsewhere')", content_type="text/javascript"),
        ),
    )
    page.goto(url, wait_until="load")
    for identifier in ("pressed", "followed"):
        page.evaluate(f"document.getElementById('{identifier}').click()")
    page.wait_for_timeout(100)
    return set(page.evaluate("window.ran")), asked


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("path", ["book/weakest", "search", "404"])
def test_what_got_into_a_page_does_not_run(browser, broken, place, path):
    with watched(browser) as (page, _):
        ran, asked = opened(page, f"{broken[place]}/{path}.html")
        refused = page.evaluate("window.violations.length")
        assert (ran, asked) == (set(), [])
        assert refused >= len(BY_ITSELF)
    with watched(browser) as (page, _):
        ran, asked = opened(page, f"{broken[place]}/{path}.open.html")
        assert ran == set(INJECTED) - {"style"}, "without the policy all of it runs"
        assert len(asked) == 2
