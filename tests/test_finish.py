import re
from pathlib import Path

import pydata_sphinx_theme
import pytest
from fontTools.ttLib import TTFont

from dossier.book import finish
from dossier.book.finish import Rule

THEME = Path(pydata_sphinx_theme.__file__).parent / "theme" / "pydata_sphinx_theme" / "static"
ICONS = THEME / "vendor" / "fontawesome" / "webfonts" / "fa-solid-900.woff2"


@pytest.fixture
def html(tmp_path):
    (tmp_path / "_static").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            '<link>\n  <script defer src="../_static/scripts/fontawesome.js?digest=55"></script>',
            "<link>",
            id="no second set of icons",
        ),
        pytest.param(
            '<link>\n  <script src="../searchindex.js"></script>\n<script src="../_static/searchtools.js?v=1"></script>',
            "<link>",
            id="no chapter loads the search of Sphinx",
        ),
        pytest.param(
            '<link>\n  <script src="_static/language_data.js"></script>\n<script src="searchindex.js"></script>',
            "<link>",
            id="nor does the page of the search",
        ),
        pytest.param(
            '<link>\n<script src="../_static/sphinx_highlight.js?v=1"></script>',
            "<link>",
            id="no word of a search stays marked, and no button to remove the marks",
        ),
        pytest.param(
            '<th class="head"><p>a', '<th class="head" scope="col"><p>a', id="a head says what it heads"
        ),
        pytest.param("<title>A &#8212; A</title>", "<title>A</title>", id="a name is said once"),
        pytest.param("<title>B &#8212; A</title>", "<title>B &#8212; A</title>", id="two names stay two"),
        pytest.param('<meta charset="utf-8" /><br/>', '<meta charset="utf-8"><br>', id="no XHTML"),
        pytest.param('<path d="M 0 0"/>', '<path d="M 0 0"/>', id="a drawing stays XML"),
        pytest.param("<button id='a'>", "<button type=\"button\" id='a'>", id="a button has a type"),
        pytest.param('<button type="submit">', '<button type="submit">', id="or keeps it"),
        pytest.param("<p>a \t\n\n</p>  ", "<p>a\n\n</p>", id="no line ends in blanks"),
        pytest.param(
            '<script src="../_static/doctools.js"></script>',
            '<script src="../_static/doctools.js"></script>',
            id="another script stays",
        ),
        pytest.param(
            '<link>\n<script defer src="../_static/grid.js?v=1"></script><script src="_static/ledger.js"></script><p>',
            "<link><p>",
            id="a page without a ledger or dials does not load their scripts",
        ),
        pytest.param(
            '<script defer src="../_static/ledger.js?v=1"></script>\n<ol class="ledger">',
            '<script defer src="../_static/ledger.js?v=1"></script>\n<ol class="ledger">',
            id="a page with a ledger does",
        ),
        pytest.param(
            '<script defer src="../_static/grid.js?v=1"></script>\n<div class="stepper">',
            '<script defer src="../_static/grid.js?v=1"></script>\n<div class="stepper">',
            id="a page with dials does",
        ),
        pytest.param(
            '<button class="btn search-button-field js" title="Search" aria-label="Search" data-x>',
            '<button type="button" class="btn search-button-field js" title="Search" data-x>',
            id="the search field is called by its words",
        ),
        pytest.param(
            '<button type="button" class="btn search-button" aria-label="Search">',
            '<button type="button" class="btn search-button" aria-label="Search">',
            id="a button without words keeps its label",
        ),
        pytest.param(
            '<summary aria-label="Toggle hidden content">',
            "<summary>",
            id="a folded cell too",
        ),
        pytest.param(
            '<div id="pst-primary-sidebar">',
            '<div id="pst-primary-sidebar" role="complementary" aria-label="Contents of the book">',
            id="the sidebar is a landmark",
        ),
        pytest.param(
            '<button onclick="window.print()" class="btn">',
            '<button type="button" data-print class="btn">',
            id="no attribute prints",
        ),
        pytest.param(
            '<html data-content_root="../"><script data-cfasync="false">\n'
            '  document.documentElement.dataset.mode = localStorage.getItem("mode") || "auto";\n'
            '  document.documentElement.dataset.theme = localStorage.getItem("theme") || "auto";\n</script>',
            '<html data-content_root="../"><script src="../_static/page.js" data-colours="auto"></script>',
            id="the colours are set by a file",
        ),
        pytest.param(
            '<html data-content_root="../"><script data-cfasync="false">go()</script>',
            '<html data-content_root="../"><script data-cfasync="false">go()</script>',
            id="another script is not taken for it",
        ),
        pytest.param(
            "<link>\n<script>DOCUMENTATION_OPTIONS.pagename = 'book/a';</script>\n"
            "<script>DOCUMENTATION_OPTIONS.search_as_you_type = false;</script>",
            "<link>",
            id="options that nothing reads go",
        ),
    ],
)
def test_rules(html, before, after):
    page = html / "page.html"
    page.write_text(before)
    finish.mend_pages(html)
    assert page.read_text() == after


def test_the_front_door_has_a_link_and_the_title_as_text(html):
    page = html / "index.html"
    page.write_text('\n<meta http-equiv="Refresh" content="0; url=book/index.html" />\n')
    finish.mend_pages(html, [finish.front_door("Ships <&> sails")])
    assert '<a href="book/index.html">Ships &lt;&amp;&gt; sails</a>' in page.read_text()
    assert '<html lang="en">' in page.read_text()


def test_a_rule_that_never_applies_is_a_complaint(html):
    (html / "page.html").write_text("<p>a</p>")
    used = Rule("used", re.compile("a"), "b")
    idle = Rule("idle", re.compile("z"), "")
    assert finish.mend_pages(html, [used, idle]) == ["no page needs this rule any more: idle"]


def test_what_is_unused_is_left_out(html):
    for name in ("_static/a.map", "_static/locales/fr/a.mo", "_static/keep.js"):
        path = html / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.touch()
    complaints = finish.leave_out(html, ["_static/**/*.map", "_static/locales", "_static/*.gone"])
    assert complaints == ["there is no _static/*.gone to leave out any more"]
    assert [path.name for path in sorted(html.rglob("*.*"))] == ["keep.js"]


@pytest.mark.parametrize(
    ("style", "kept"),
    [
        ('.fa-sun:before{content:"\\f185"}', '.fa-sun:before{content:"\\f185"}'),
        (
            '.fa-old:before,.fa-sun:before{content:"\\f185"}',
            '.fa-old:before,.fa-sun:before{content:"\\f185"}',
        ),
        ('.fa-car:before{content:"\\f1b9"}p{margin:0}', "p{margin:0}"),
        ('.fa-sunken:before{content:"\\f1b9"}', ""),
        ('a:before{content:"\\f1b9"}', 'a:before{content:"\\f1b9"}'),
    ],
)
def test_an_icon_stays_when_something_names_it(style, kept):
    assert finish.keep_icons(style, {"fa-sun"}) == kept


def test_a_font_keeps_the_glyphs_that_are_asked_for(tmp_path):
    fonts = [tmp_path / "once.woff2", tmp_path / "again.woff2"]
    for font in fonts:
        font.write_bytes(ICONS.read_bytes())
        finish.keep_glyphs(font, {0xF185, 0x41})
    assert set(TTFont(fonts[0]).getBestCmap()) == {0xF185, 0x41}
    assert fonts[0].read_bytes() == fonts[1].read_bytes()


@pytest.mark.parametrize(
    ("page", "address"),
    [
        pytest.param(
            '<script src="https://far.example/a.js"></script>', "https://far.example/a.js", id="script"
        ),
        pytest.param(
            '<link rel="stylesheet" href="//far.example/a.css" />', "//far.example/a.css", id="style"
        ),
        pytest.param('<img alt="" src="http://far.example/a.png">', "http://far.example/a.png", id="image"),
    ],
)
def test_a_page_that_loads_from_another_host_is_a_complaint(html, page, address):
    (html / "page.html").write_text(page)
    assert list(finish.loads_from_other_hosts(html)) == [f"page.html asks another host: {address}"]


@pytest.mark.parametrize(
    "page",
    [
        pytest.param('<a href="https://example.org/">a source</a>', id="a link waits to be followed"),
        pytest.param('<script src="../_static/a.js"></script>', id="its own file"),
        pytest.param(
            '<svg xmlns="http://www.w3.org/2000/svg"><use xlink:href="#a"/></svg>', id="a name, no address"
        ),
    ],
)
def test_a_page_that_loads_its_own_is_none(html, page):
    (html / "page.html").write_text(page)
    assert list(finish.loads_from_other_hosts(html)) == []


def test_a_style_that_loads_from_another_host_is_a_complaint(html):
    (html / "_static" / "a.css").write_text('@import "https://fonts.example/a.css"; b{background:url(b.png)}')
    assert list(finish.loads_from_other_hosts(html)) == [
        "_static/a.css asks another host: https://fonts.example/a.css"
    ]


def test_a_link_to_a_passage_that_is_not_there_is_a_complaint(html):
    (html / "book").mkdir()
    (html / "book" / "ledger.html").write_text('<tr id="c-001"><a href="#c-001">here</a>')
    (html / "book" / "arms.html").write_text(
        '<a href="ledger.html#c-001"></a><a href="ledger.html#c-002"></a><a download href="data.zip">'
    )
    assert list(finish.dead_links(html)) == [
        "book/arms.html leads to ledger.html#c-002, which is not there",
        "book/arms.html leads to data.zip#, which is not there",
    ]
