"""The whole book as one page."""

import re

import pytest

from dossier.book.one_page import chapters, one_page
from dossier.project import find_project

HEAD = '<link rel="stylesheet" href="../_static/a.css"/><nav class="bd-links bd-docs-nav" aria-label="Main">'
PAGE = """{head}<a class="x" href="{front}">front</a><a href="{arms}">arms</a></nav>
<article class="bd-article"><h1>{title}<a class="headerlink" href="#t">#</a></h1><p id="t">{text}</p>
<aside class="page-foot">cite</aside><script>alert(1)</script></article>"""


@pytest.fixture
def built(tmp_path):
    for folder in ("book", "notebooks"):
        (tmp_path / folder).mkdir()
    front = '<a href="../notebooks/arms.html#t">there</a> <a href="https://far.example/a#b">far</a>'
    arms = '<svg><path id="m"/><use href="#m"/><g clip-path="url(#m)"/></svg> <a href="../downloads/a.csv">data</a>'
    (tmp_path / "book" / "index.html").write_text(
        PAGE.format(head=HEAD, front="#", arms="../notebooks/arms.html", title="Front", text=front)
    )
    (tmp_path / "notebooks" / "arms.html").write_text(
        PAGE.format(head=HEAD, front="../book/index.html", arms="#", title="Arms", text=arms)
    )
    return tmp_path


def test_chapters_come_in_the_order_of_the_contents(built):
    assert [(part.address, part.title) for part in chapters(built)] == [
        ("book/index.html", "Front"),
        ("notebooks/arms.html", "Arms"),
    ]


def test_every_link_inside_leads_to_something(built):
    page = one_page(built, find_project().declaration)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    inside = re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', page)
    assert len(inside) >= 6
    assert {link or drawn for link, drawn in inside} <= set(ids)


def test_links_outside_stay_and_files_lose_their_address(built):
    page = one_page(built, find_project().declaration)
    assert 'href="https://far.example/a#b"' in page
    assert "downloads" not in page
    assert "<a>data</a>" in page


def test_nothing_on_paper_runs_or_is_pressed(built):
    page = one_page(built, find_project().declaration)
    assert "<script" not in page
    assert "page-foot" not in page
    assert 'href="_static/a.css"' in page


def test_an_article_within_the_article_is_no_end(built):
    path = built / "notebooks" / "arms.html"
    page = path.read_text()
    path.write_text(
        page.replace("</p>", '</p><article><b id="inner">in</b></article><i id="after">after</i>')
    )
    page = one_page(built, find_project().declaration)
    assert page.count("after</i>") == 1
    assert ' id="notebooks-arms--inner"' in page
    assert page.count("</article>") == 2
