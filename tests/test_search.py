"""What the index of the search holds: every row that has a page, and every page."""

import json

import pytest

from dossier.book.addresses import RowAddresses
from dossier.book.find.search import pages_index, rows_index
from dossier.book.metadata import missing_page
from dossier.pages.row_cards import RowCards
from dossier.pages.templates import render

PAGE = '<article class="bd-article"><section id="a"><h1>A</h1><ul>{}</ul></section></article>'


@pytest.fixture(scope="module")
def cards(data):
    return RowCards(data)


@pytest.fixture
def html(tmp_path, data):
    """A book whose ledger prints the first claim."""
    (tmp_path / "book").mkdir()
    item = f'<li id="{data.claims.iloc[0, 0]}">A claim.</li>'
    (tmp_path / "book" / "ledger.html").write_text(PAGE.format(item), encoding="utf-8")
    (tmp_path / "404.html").write_text(missing_page("", "A", "book/index"), encoding="utf-8")
    return tmp_path


def test_every_row_that_has_a_page_is_in_the_index(data, cards, html):
    index = rows_index(data, cards, RowAddresses(html))
    assert [row[0] for row in index["rows"]] == list(cards.table_of)
    assert {index["kinds"][row[1]] for row in index["rows"]} >= {"claim", "forecast", "judgement"}
    for row_id, _, mark, says, *_ in index["rows"]:
        assert mark
        assert says != mark
        assert cards.mark(row_id) == mark


def test_a_row_leads_to_where_the_book_prints_it_else_to_its_own_page(data, cards, html):
    index = rows_index(data, cards, RowAddresses(html))
    first, second = (next(row for row in index["rows"] if row[0] == data.claims.iloc[at, 0]) for at in (0, 1))
    assert index["places"][first[5]] == "book/ledger.html"
    assert second[5] == -1
    assert index["places"][first[6]] == index["places"][second[6]] == "rows"
    assert {index["places"][row[6]] for row in index["rows"]} == {"rows", "sources", "entities"}


def test_who_says_it_leads_to_a_row(data, cards, html):
    index = rows_index(data, cards, RowAddresses(html))
    claim = data.claims.dropna(subset=["speaker"]).iloc[0]
    [row] = (row for row in index["rows"] if row[0] == claim["claim_id"])
    assert str(claim["speaker"]).partition(";")[0] in row[4]


def test_a_page_of_the_book_is_in_the_index_and_no_other(data, html):
    assert pages_index(html, frozenset(data.claims["claim_id"])) == [
        ("book/ledger.html", "A", "", [("", "A", "")], [])
    ]
    json.dumps(pages_index(html, frozenset()))


def test_one_file_folds_for_every_box(project):
    fold = render("fold.js.jinja")
    assert fold in render("look.js.jinja")
    scripts = {path.name: path.read_text(encoding="utf-8") for path in project.root.glob("book/_static/*.js")}
    scripts |= {name: render(f"{name}.jinja").replace(fold, "") for name in ("search.js", "look.js")}
    boxes = {
        name
        for name, script in scripts.items()
        if '.type = "search"' in script or "form.elements.q" in script
    }
    assert boxes >= {"filtertable.js", "ledger.js", "look.js", "search.js"}
    for name in boxes:
        assert "Fold.findable(" in scripts[name], name
        assert "Fold.words(" in scripts[name], name
        assert "textContent.toLowerCase" not in scripts[name], name
