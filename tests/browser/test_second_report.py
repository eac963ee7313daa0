"""The book that the engine makes of another report, each page opened in the browser."""

import os
import subprocess
from pathlib import Path

import pytest
from browser import ROOT

EXPECTED = {
    "index": "The 4,000 households of both articles are one count.",
    "judgements": "drought",
    "ledger": "The mayor denies that the dam leaks.",
    "record": "Mayor of Belcastre",
    "sources": "Des camions pour la vallée",
    "method": "barrage-2024.txt",
    "codebook": "how much water there is, and who gets it",
    "timeline": "The same rows in a list",
    "claimants": "Water agency",
    "claimant-water-agency": "1 row has a day",
    "articles": "How the claims of each article fare",
    "article-barrage-2024": "How its claims fare against the record",
    "downloads": "low-water-data-0.1.0.zip",
}
"""What a reader sees on each page, from the data of that report."""


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """Build the report, and return the address of the folder of its pages."""
    root = tmp_path_factory.mktemp("second") / "report"
    program = Path(__file__).with_name("second_book.py")
    own = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    subprocess.run([ROOT / ".venv/bin/python", program, root], cwd=ROOT, env=own, check=True)
    return (root / "_build" / "html" / "book").as_uri()


@pytest.fixture
def page(browser):
    with browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce") as context:
        yield context.new_page()


@pytest.mark.parametrize("name", EXPECTED)
def test_a_page_shows_a_value_of_its_own_data(page, book, name):
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{book}/{name}.html")
    text = page.locator("article.bd-article").inner_text()
    assert EXPECTED[name] in text
    assert "Korea" not in page.content()
    assert complaints == []


def test_a_card_opens(page, book):
    page.goto(f"{book}/index.html")
    page.locator('[popovertarget="card-c-001"]').first.click()
    assert "Water agency of Orvane" in page.locator("#card-c-001").inner_text()


def test_a_retired_claim_is_in_the_list_and_not_counted(page, book):
    page.goto(f"{book}/ledger.html")
    assert page.locator("li.retired").count() == 1
    assert page.locator("form output").inner_text() == "10 of 10 claims"
