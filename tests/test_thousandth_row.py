"""A row whose number has four digits is one like any other: in its table, on its card, at its address."""

import re

import pytest

from dossier.pages.ledger_page import ledger
from dossier.pages.marks import Marks
from dossier.pages.row_cards import RowCards
from dossier.pages.row_tables import PageTables
from dossier.project import find_project
from dossier.show.table import row_link

PROJECT = find_project()


@pytest.fixture(scope="module")
def thousandth(data):
    """Return the dataset in which a claim with amounts is named c-1000, and the id that it had before."""
    before = data.quantities["claim_id"].iloc[0]
    claims = data.claims.copy()
    claims.loc[claims["claim_id"].eq(before), "claim_id"] = "c-1000"
    quantities = data.quantities.copy()
    mine = quantities["claim_id"].eq(before)
    quantities.loc[mine, "quantity_id"] = [f"q-1000-{number}" for number in range(1, mine.sum() + 1)]
    quantities.loc[mine, "claim_id"] = "c-1000"
    return data.with_tables(claims=claims, quantities=quantities), before


@pytest.mark.parametrize(
    ("table", "column", "row"),
    [
        ("claims", "claim_id", "c-1000"),
        ("quantities", "quantity_id", "q-1000-1"),
        ("forecasts", "forecast_id", "f-1000"),
        ("translation_flags", "flag_id", "t-1000"),
        ("judgements", "judgement_id", "j-1000"),
        ("coding_a", "claim_id", "c-1000"),
        ("coding_b", "claim_id", "c-1000"),
    ],
)
def test_its_table_takes_it(data, table, column, row):
    declared = PROJECT.schema.tables[table]
    changed = getattr(data, table).copy()
    changed.loc[changed.index[0], column] = row
    assert declared.validate(changed)[column].iloc[0] == row


def test_its_mark_and_its_card_belong_together(thousandth):
    data, before = thousandth
    known = RowCards(data)
    marks = Marks(known)
    assert before not in known
    for markup in (marks.mark("c-1000"), marks.cards(["c-1000"])):
        assert 'href="../book/ledger.html#c-1000"' in markup
        assert 'popovertarget="card-c-1000"' in markup
    assert 'id="card-c-1000"' in marks.cards(["c-1000"])
    assert known.address("c-1000") == "../rows/c-1000.html"


def test_the_ledger_has_its_anchor(thousandth, parsed):
    data, before = thousandth
    page = parsed(ledger(data))
    assert "c-1000" in page.ids
    assert before not in page.ids


def test_a_page_may_lead_to_it(thousandth):
    data, _ = thousandth
    tables = PageTables(PROJECT, data)
    assert {"c-1000", "q-1000-1"} <= tables.printed_rows
    assert 'id="q-1000-1"' in tables.html("quantities")


@pytest.mark.parametrize(
    ("row", "page"),
    [
        ("c-1000", "ledger"),
        ("f-1000", "ledger"),
        ("t-1000", "ledger"),
        ("q-1000-1", "ledger"),
        ("j-1000", "judgements"),
        ("1000-06-19-signed", "record"),
    ],
)
def test_its_address_is_on_the_page_of_its_kind(row, page):
    assert row_link(row).address == f"../book/{page}.html#{row}"


@pytest.mark.parametrize("row", ["c-017", "c-1000", "q-017-2", "q-1000-2", "2024-06-19-signed"])
def test_a_report_of_an_error_names_it(row):
    script = (PROJECT.root / "book" / "_static" / "reading.js").read_text(encoding="utf-8")
    [pattern] = re.findall(r"const CLAIM = /(.*)/;", script)
    assert re.fullmatch(pattern, f"#{row}")[1] == row
