"""What programs read of the book, with a public address and without."""

from xml.etree import ElementTree

import pytest

from dossier.book import metadata

BOOK = "https://unity.example/latest/"
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_a_sitemap_lists_each_page_once():
    listed = ElementTree.fromstring(metadata.sitemap([f"{BOOK}b.html?x&y", f"{BOOK}a.html"]))
    found = [place.text for place in listed.iter(f"{SPACE}loc")]
    assert found == [f"{BOOK}a.html", f"{BOOK}b.html?x&y"]


def test_a_description_cannot_close_its_tag():
    said = metadata.tags('"><script>', '"><script>', "book")
    assert "<script>" not in said
    assert "og:url" not in said


def test_the_address_is_named_where_it_is_known():
    assert f'<meta property="og:url" content="{BOOK}a.html">' in metadata.tags("a", "b", "c", f"{BOOK}a.html")


@pytest.mark.parametrize(
    ("book", "link", "scripts"),
    [(BOOK, f'href="{BOOK}book/index.html"', 0), ("", 'href="book/index.html"', 1)],
)
def test_the_page_for_a_missing_one_leads_home(book, link, scripts):
    page = metadata.missing_page(book, "Militant <Unity>", "book/index")
    assert link in page
    assert page.count("<script>") == scripts
    assert "Militant &lt;Unity&gt;" in page
    assert "src=" not in page
