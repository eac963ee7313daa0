"""The source of a page is read with the place of each word, whatever its markup looks like."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.reading.intake.web_pages import is_page, read_source
from dossier.reading.spans import Place


def texts(source):
    read = read_source(source)
    return [read.folded.text[block.start : block.end] for block in read.blocks]


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        pytest.param(
            "<p>Le port ferme.</p><p>Il rouvre.</p>", ["Le port ferme.", "Il rouvre."], id="paragraphs"
        ),
        pytest.param(
            "<p>Le port ferme.<p>Il rouvre.", ["Le port ferme.", "Il rouvre."], id="without their ends"
        ),
        pytest.param(
            "<p>Le <b>por</b>t\n  ferme&nbsp;.</p>", ["Le port ferme\u00a0."], id="words within markup"
        ),
        pytest.param("<p>Un.<br>Deux.<br/><br>Trois.</p>", ["Un.", "Deux.", "Trois."], id="lines"),
        pytest.param("<p>Le port<br>ferme.</p>", ["Le port ferme."], id="a line that goes on"),
        pytest.param("<ul><li>Mer<li>Port</ul>", ["Mer", "Port"], id="items"),
        pytest.param(
            "<div>Un. <p>Deux.</p> Trois.</div>", ["Un.", "Deux.", "Trois."], id="text beside blocks"
        ),
        pytest.param("<script>var a = '12 000 <p>';</script><p>Trois.</p>", ["Trois."], id="a script"),
        pytest.param("<head><title>Port</title><p>Trois.</p>", ["Trois."], id="a head that nobody ends"),
        pytest.param("<p>Un<!-- 12 000 --> port.</p>", ["Un port."], id="a comment"),
        pytest.param("<p>3 < 4 & 5 > 4.</p>", ["3 < 4 & 5 > 4."], id="signs that are no markup"),
        pytest.param("<p>conte&shy;neurs</p>", ["conteneurs"], id="a soft hyphen as an entity"),
        pytest.param("</p></div><p>Un.</p></ul>", ["Un."], id="ends without a beginning"),
        pytest.param(
            "<style>p { }</style><noscript>3</noscript><svg><text>4</text></svg>", [], id="no words"
        ),
    ],
)
def test_a_page_becomes_its_blocks(source, blocks):
    assert texts(source) == blocks


def test_a_place_leads_into_the_source():
    source = "<html><body>\n<p>Les 300&nbsp;dockers <em>manifest&eacute;rent</em>.</p></body></html>"
    folded = read_source(source).folded
    for read, written in (
        ("300\u00a0dockers", "300&nbsp;dockers"),
        ("manifestérent", "manifest&eacute;rent"),
    ):
        at = folded.text.index(read)
        assert source[slice(*folded.place(Place(at, at + len(read))))] == written


def test_what_the_markup_says_of_a_block_is_kept():
    source = "<nav><a href=/>Accueil</a></nav><div hidden>Non.</div><article><p>Le <a>port</a> ferme.</p></article>"
    menu, hidden, body = read_source(source).blocks
    assert (menu.part, menu.linked) == (True, len("Accueil"))
    assert (hidden.hidden, hidden.part) == (True, False)
    assert (body.part, body.hidden, body.linked, body.tag) == (False, False, len("port"), "p")


def test_what_a_page_declares_is_kept_with_the_first_of_each_name():
    source = (
        '<html lang="fr"><head><meta property="article:published_time" content="2024-05-03T10:00:00+02:00">'
        '<meta property="article:published_time" content="2020-01-01"><link rel="canonical" href="https://a.test/b">'
        '<script type="application/ld+json">{"headline": "Le port"}</script><script>{"no": 1}</script></head>'
        "<body><time datetime='2024-05-04'>4 mai</time></body></html>"
    )
    markup = read_source(source).markup
    assert markup.metadata == {
        "lang": "fr",
        "article:published_time": "2024-05-03T10:00:00+02:00",
        "canonical": "https://a.test/b",
        "time": "2024-05-04",
    }
    assert markup.data == ('{"headline": "Le port"}',)


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("<!DOCTYPE html><html>", True),
        ("  <!-- saved --><html lang=fr>", True),
        ("<p>Le port ferme.</p>", True),
        ("Le port ferme.", False),
        ("<p> est une balise, dit le maire.", False),
        ("<3 dockers partent.", False),
    ],
)
def test_a_page_is_known_by_its_beginning(text, page):
    assert is_page(text) is page


@given(st.text(alphabet=st.sampled_from("<>/ap!-\"'= \n&;é.")))
def test_every_place_of_any_source_is_in_it(source):
    read = read_source(source)
    for block in read.blocks:
        place = read.folded.place(Place(block.start, block.end))
        assert 0 <= place.start < place.end <= len(source)
        assert (
            read.folded.text[block.start : block.end].strip(" ") == read.folded.text[block.start : block.end]
        )


def test_a_text_that_only_begins_like_a_page_is_soon_known():
    begin = process_time()
    assert not is_page("<!--a-->" * 4_000 + "Le port ferme.")
    assert process_time() - begin < 1


@pytest.mark.parametrize(
    "unit", ["<p>a", "<div>", "<b>a</i>", "<!-- ", "<a href='", "&eacute;", "<li>", "<br>"]
)
def test_a_page_of_any_form_is_read_in_a_time_that_grows_with_it(unit):
    def seconds(times):
        begin = process_time()
        read_source(unit * times)
        return process_time() - begin

    short = min(seconds(2_000) for _ in range(3))
    assert min(seconds(8_000) for _ in range(3)) < 10 * max(short, 0.01), "four times as long"
