import html
import inspect
import re
import xml.etree.ElementTree as ElementTree
from functools import cache

import pandas as pd
import pytest
from figure_letters import CUT
from fontTools.ttLib import TTFont
from hostile import ADDRESSES

from dossier import load
from dossier.project import find_project
from dossier.show import claims_table, leave_one_out
from dossier.show.chart import Chart, canvas
from dossier.show.table import French, Link, ShownTable, row_link, table_html
from militant_unity import cast, corpus, standing
from militant_unity.arms import boxes, counts, deliveries, evidence, factors, objects, returns, weapons
from militant_unity.china import dates, indicators, pacts, stance, trade
from militant_unity.foreseen import rules, scores, treaty, unasked
from militant_unity.map import atlas
from militant_unity.treaty import calendar, clauses, duties
from militant_unity.troops import admission, confirmations, losses, motives, silence, soldiers
from militant_unity.words import doubt, key_words, quoted, where_named

PROJECT = find_project()

THEMES = [
    admission,
    factors,
    weapons,
    atlas,
    evidence,
    objects,
    returns,
    cast,
    indicators,
    dates,
    pacts,
    stance,
    trade,
    confirmations,
    corpus,
    standing,
    deliveries,
    doubt,
    duties,
    scores,
    rules,
    unasked,
    leave_one_out,
    boxes,
    losses,
    motives,
    clauses,
    where_named,
    counts,
    calendar,
    treaty,
    soldiers,
    silence,
    quoted,
    key_words,
]


def shown_by_themes(kind):
    """Return every function of a theme that needs the dataset alone and returns ``kind``."""
    return [
        function
        for module in THEMES
        for _, function in sorted(vars(module).items())
        if inspect.isfunction(function)
        and function.__module__ == module.__name__
        and list(inspect.signature(function).parameters) == ["data"]
        and inspect.signature(function).return_annotation is kind
    ]


DRAWINGS = shown_by_themes(Chart)
TABLES = shown_by_themes(ShownTable)


def test_the_themes_show_something():
    assert len(DRAWINGS) >= 12
    assert len(TABLES) >= 12


@pytest.fixture(
    scope="session", params=DRAWINGS, ids=lambda draw: f"{draw.__module__.split('.')[-1]}-{draw.__name__}"
)
def chart(request):
    return drawn(request.param)


dataset = cache(load)


@cache
def drawn(draw):
    """Draw once for all tests."""
    return draw(dataset())


@pytest.mark.book
def test_a_drawing_is_well_formed_and_says_what_it_shows(chart):
    assert ElementTree.fromstring(chart.svg).get("aria-label") == chart.alt
    assert ElementTree.fromstring(chart.svg).get("role") == "img"
    assert re.search(r"\d", chart.alt), "the description carries numbers"
    assert not re.search(r"\b(nan|NaN|NaT|None,)\b", chart.alt)


@pytest.mark.book
def test_a_drawing_follows_the_page_in_dark_mode(chart):
    assert "currentColor" in chart.svg
    assert not re.search(r"fill: #(fff|FFF)", chart.svg), "a white ground would glare"


@pytest.mark.book
def test_a_page_brings_the_letters_of_every_drawing(chart):
    drawn = {letter for text in ElementTree.fromstring(chart.svg).itertext() for letter in text.strip()}
    fonts = [TTFont(PROJECT.root / "book" / "_static" / name) for name in CUT.values()]
    assert drawn
    assert {letter for letter in drawn for font in fonts if ord(letter) not in font.getBestCmap()} == set()


@pytest.mark.book
def test_a_drawing_is_the_same_twice(data):
    assert factors.draw_implied_factors(data).svg == factors.draw_implied_factors(data).svg


@pytest.mark.book
def test_no_coordinate_is_finer_than_another_machine_would_round_it(chart):
    body = chart.svg.replace(html.escape(chart.alt), "")
    assert not re.search(r"\d\.\d{4,}", body)


@pytest.mark.book
def test_two_drawings_on_a_page_share_no_id():
    ids = [set(re.findall(r'\bid="([^"]+)"', drawn(draw).svg)) for draw in DRAWINGS]
    assert len(set.union(*ids)) == sum(len(each) for each in ids)


@pytest.mark.book
def test_the_reserve_of_every_theme_is_drawn(data):
    alts = {claims_table.draw_reserve(data, theme).alt for theme in ("arms", "treaty", "china", "troops")}
    assert len(alts) == 4


@pytest.mark.parametrize(
    "table", TABLES, ids=lambda table: f"{table.__module__.split('.')[-1]}-{table.__name__}"
)
def test_a_table_has_rows_a_caption_and_headed_columns(table, data):
    shown = table(data)
    assert len(shown.frame) > 0
    root = ElementTree.fromstring(shown._repr_html_())
    assert root.find("table/caption/span").text == shown.caption
    assert all(head.get("scope") == "col" and head.text for head in root.iterfind("table/thead/tr/th"))
    row_heads = root.findall("table/tbody/tr/th")
    assert all(head.get("scope") == "row" and "".join(head.itertext()) for head in row_heads)
    assert len(row_heads) == (len(shown.frame) if shown.entries else 0)


def test_what_an_article_says_is_escaped():
    links = [Link("<a>", 'x"onclick="y'), Link("<b>", "https://a.example/?c=1&d=2")]
    shown = ShownTable(pd.DataFrame({"<th>": ["<script>", *links]}), "<caption>")
    page = shown._repr_html_()
    assert "<script>" not in page
    assert "<caption><span>&lt;caption&gt;</span></caption>" in page
    assert "<a " not in page.replace('<a href="https://a.example/?c=1&amp;d=2" rel="external">&lt;b&gt;</a>', "")
    assert "onclick" not in page
    assert '<td class="unbroken">&lt;a&gt;</td>' in page
    assert repr(shown) == "<caption> (3 rows)"


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_that_no_page_may_lead_to_is_its_text_alone(address):
    assert str(Link("a page", address).__html__()) == "a page"


def test_a_dollar_in_a_label_is_money():
    with canvas("From $5 to $7", 1) as (figure, _):
        assert "From $5 to $7" in Chart.of(figure, "m").svg


def test_french_says_that_it_is_french():
    page = table_html(ShownTable(pd.DataFrame({"word": [French("<b>unité")]}), "c"))
    assert '<td lang="fr" class="unbroken">&lt;b&gt;unité</td>' in page


def test_empty_cells_stay_empty():
    assert "<td></td>" in table_html(ShownTable(pd.DataFrame({"a": [None]}), "c"))


def test_an_alternative_text_cannot_break_out_of_its_attribute():
    with canvas("m", 1) as (figure, _):
        chart = Chart.of(figure, 'say "x" <b>')
    assert 'aria-label="say &#34;x&#34; &lt;b&gt;"' in chart.svg
    assert repr(chart) == 'say "x" <b>'


def test_a_row_can_be_led_to_and_leads_on():
    frame = pd.DataFrame(
        {"claim": ["c-001"], "stands on": [[row_link("c-002"), row_link("2024-06-19-signed")]]}
    )
    page = table_html(ShownTable(frame, "Rows", anchored=True))
    assert '<tr id="c-001"><td class="unbroken">c-001</td>' in page
    assert (
        '<a href="../book/ledger.html#c-002">c-002</a>, <a href="../book/record.html#2024-06-19-signed">'
        in page
    )


def test_a_table_that_is_set_to_be_read_has_a_head_in_each_row():
    frame = pd.DataFrame({"who": [Link("Belcastre", "../rows/a-1.html"), "nobody"], "what": ["x", "y"]})
    page = table_html(ShownTable(frame, "Rows", ids=("a-1", "a-2"), entries=True))
    assert '<tr id="a-1"><th scope="row"><a href="../rows/a-1.html">Belcastre</a>\n</th>' in page
    assert '<tr id="a-2"><th scope="row">nobody\n</th>' in page
    assert page.count("<th ") == 4
    assert 'class="dataframe stacks entries"' in page
    assert '<section class="table-wrap read" aria-label="Rows">' in page
    long = table_html(ShownTable(pd.concat([frame] * 40), "Rows", entries=True))
    assert '<section class="table-wrap read far" aria-label="Rows">' in long
    assert '<section class="table-wrap" tabindex="0" aria-label="Rows">' in table_html(
        ShownTable(frame, "Rows")
    )
    assert ShownTable(frame, "Rows", anchored=True).row_ids[1] == "nobody"
    assert 'scope="row"' not in table_html(ShownTable(frame, "Rows"))


def test_a_short_table_with_sentences_is_a_card_a_row_on_a_phone():
    sentence = "a sentence of more than forty letters, which wants room"
    frame = pd.DataFrame({"a <b>": ["x"], "n": [1], "said": [sentence]})
    page = table_html(ShownTable(frame, "c"))
    assert '<td data-label="a &lt;b&gt;" class="unbroken">x</td>' in page
    assert f'<td data-label="said">{sentence}</td>' in page
    long = pd.concat([frame] * 61)
    assert "data-label" not in table_html(ShownTable(long, "c"))
    assert "data-label" not in table_html(ShownTable(frame[["n", "said"]], "c"))
