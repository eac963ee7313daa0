"""What the search can find besides pages."""

import re
from types import SimpleNamespace

import pytest

from dossier.book.search import English, Rows
from dossier.book.state import Book
from dossier.project import find_project
from dossier.schema.files import live


@pytest.fixture(scope="module")
def objects(data):
    """What the search of a book with both pages finds."""
    env = SimpleNamespace(
        dossier_book=Book(find_project().root), found_docs={"book/ledger", "book/judgements"}
    )
    return list(Rows.get_objects(SimpleNamespace(env=env)))


def test_every_claim_forecast_and_judgement_can_be_found(objects, data):
    found = {(kind, anchor) for _, _, kind, _, anchor, _ in objects}
    for kind, table in (("claim", data.claims), ("forecast", data.forecasts), ("judgement", data.judgements)):
        assert {anchor for each, anchor in found if each == kind} == set(live(table).iloc[:, 0])


def test_a_result_shows_the_words_and_leads_to_a_printed_row(objects, page_tables):
    printed = page_tables.printed_rows
    for name, shown, _, page, anchor, _ in objects:
        assert shown.rpartition(".")[2].endswith(f" · {anchor}")  # where the search gives it weight
        assert anchor in printed
        assert page in {"book/ledger", "book/judgements"}
        assert name != anchor  # else the index would lead to an anchor of the shown name


def test_page_and_query_are_cut_alike():
    text = "In c-090, q-017-2, c-1000 and c-09x: ten thousand."
    assert English({}).split(text) == [
        "In",
        "c-090",
        "q-017-2",
        "c-1000",
        "and",
        "c",
        "09x",
        "ten",
        "thousand",
    ]
    assert re.search(r"\[a-z\]-\\d\{3,\}", English.js_splitter_code)
