"""What the search can find besides pages."""

import re

from dossier.book.search import English, Rows
from dossier.pages import row_tables
from dossier.schema.files import live


def objects():
    return list(Rows.get_objects(None))


def test_every_claim_forecast_and_judgement_can_be_found():
    data = row_tables.dataset()
    found = {(kind, anchor) for _, _, kind, _, anchor, _ in objects()}
    for kind, table in (("claim", data.claims), ("forecast", data.forecasts), ("judgement", data.judgements)):
        assert {anchor for each, anchor in found if each == kind} == set(live(table).iloc[:, 0])


def test_a_result_shows_the_words_and_leads_to_a_printed_row():
    printed = row_tables.printed_rows()
    for name, shown, _, page, anchor, _ in objects():
        assert shown.rpartition(".")[2].endswith(f" · {anchor}")  # where the search gives it weight
        assert anchor in printed
        assert page in {"book/ledger", "book/judgements"}
        assert name != anchor  # else the index would lead to an anchor of the shown name


def test_page_and_query_are_cut_alike():
    text = "In c-090, q-017-2 and c-0901: ten thousand."
    assert English({}).split(text) == ["In", "c-090", "q-017-2", "and", "c", "0901", "ten", "thousand"]
    assert re.search(r"\[a-z\]-\\d\{3\}", English.js_splitter_code)
