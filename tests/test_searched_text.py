"""The text of a built page that the search knows."""

from dossier.book.find.searched_text import Figure, Part, read_page

PAGE = """<html><head><title>A</title></head><body><nav>Contents</nav>
<article class="bd-article"><section id="boxes">
<h1>Boxes<a class="headerlink" href="#boxes">#</a></h1>
<p>In June <b>11,000</b> boxes.<button popovertarget="card">C-9017</button></p>
<div id="card" popover>The card of a claim.</div>
<div class="cell_input"><pre>code()</pre></div>
<section id="question-1"><h2>Question 1. How many?</h2>
<figure id="drawing"><svg role="img" aria-label="Boxes rose. June: 4.8 million."><text>axis</text></svg>
<figcaption><p><span class="caption-number">Figure 3 </span><span class="caption-text">By month.</span></p>
<p class="drawn-from">boxes.csv</p></figcaption></figure>
<table><tbody><tr><td>10</td><td>000</td></tr><tr id="c-9017"><td>A claim.</td></tr>
<tr><td>c-9018</td><td>Another.</td></tr></tbody></table>
<p>After it<p>an end that HTML leaves out.
</section></section></article><footer>Edition</footer></body></html>"""


def test_parts_have_what_a_reader_sees_and_no_row_that_is_found_by_itself():
    page = read_page(PAGE, frozenset({"c-9017", "c-9018"}))
    assert page.parts == [
        Part("boxes", "Boxes", "In June 11,000 boxes."),
        Part("question-1", "Question 1. How many?", "10 · 000\nAfter it\nan end that HTML leaves out."),
    ]
    assert page.figures == [Figure("drawing", "Figure 3", "Boxes rose.", "By month.\nJune: 4.8 million.")]


def test_a_row_that_no_page_knows_stays_in_the_text():
    assert "A claim.\nc-9018 · Another." in read_page(PAGE).parts[1].text


def test_the_language_is_that_around_the_title_and_no_other():
    around = (
        '<article class="bd-article"><div lang="fr"><section id="a"><h1>Titre</h1></section></div></article>'
    )
    within = (
        '<article class="bd-article"><section id="a"><h1>T</h1><div lang="ko">a</div></section></article>'
    )
    assert read_page(around).language == "fr"
    assert read_page(within).language == ""


def test_a_long_page_is_read_in_a_time_that_grows_with_it():
    from time import process_time

    def seconds(times: int) -> float:
        rows = "<p>A <b>row</b> of words, <i>and</i> more.</p>" * times
        page = f'<article class="bd-article"><section id="a"><h1>A</h1>{rows}</section></article>'
        start = process_time()
        read_page(page)
        return process_time() - start

    seconds(500)
    assert seconds(8000) < 60 * max(seconds(800), 0.001), "ten times the page takes about ten times as long"
