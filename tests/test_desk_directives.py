"""The two directives: sections that have an address, cards once, and a script on the one page that needs it."""

from collections import defaultdict
from types import SimpleNamespace

import pytest
from docutils import nodes
from docutils.utils import new_document

from dossier.book.desk.directives import SCRIPT, CompareSources, NumbersDesk, add_script
from dossier.book.rows.marks import Cards
from dossier.book.state import Book
from dossier.project import find_project

PROJECT = find_project()


@pytest.fixture(scope="module")
def books():
    return {
        "report": Book(PROJECT.root),
        "second": Book(PROJECT.root / "tests" / "second_report"),
    }


def run(directive, book, page):
    """Return the nodes of a directive on a page with a title, and the metadata that it leaves."""
    document = new_document("page")
    document += nodes.section("", nodes.title("", "The title"), ids=["the-title"])
    env = SimpleNamespace(
        dossier_book=book, docname=page, metadata=defaultdict(dict), config=SimpleNamespace(html_baseurl="")
    )
    document.settings.env = env
    state = SimpleNamespace(document=document)
    made = directive("name", [], {}, [], 1, 0, "", state, SimpleNamespace(reporter=document.reporter))
    return made.run(), env.metadata[page]


def test_each_number_is_a_section_with_its_address(books):
    book = books["report"]
    made, _ = run(NumbersDesk, book, "book/numbers-desk")
    sections = [node for node in made if isinstance(node, nodes.section)]
    assert [section["ids"] for section in sections] == [
        [number_id] for number_id in book.data.desk_numbers.sort_values("position")["number_id"]
    ]
    [cards] = [node for node in made if isinstance(node, Cards)]
    assert len(cards["rows"]) == len(set(cards["rows"]))
    assert set(book.data.desk_rows["row_id"]) <= set(cards["rows"])
    assert "“The title: Shells.”" in sections[0].astext()


def test_a_report_without_numbers_has_nothing_on_its_desk(books):
    assert run(NumbersDesk, books["second"], "book/numbers-desk")[0] == []


@pytest.mark.parametrize("name", ["report", "second"])
def test_the_comparison_asks_for_its_script(books, name):
    [made], metadata = run(CompareSources, books[name], "book/compare")
    assert made.astext().count('scope="row"') == len(books[name].data.estimates)
    app = SimpleNamespace(
        srcdir=books[name].project.root,
        config=SimpleNamespace(html_static_path=["book/_static"]),
        env=SimpleNamespace(metadata={"book/compare": metadata, "book/other": {}}),
        scripts=[],
    )
    app.add_js_file = app.scripts.append
    add_script(app, "book/other", "", {}, None)
    assert app.scripts == []
    add_script(app, "book/compare", "", {}, None)
    assert app.scripts == ([SCRIPT] if name == "report" else [])
