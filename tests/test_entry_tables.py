from collections.abc import Mapping

import pandas as pd
import pytest

from dossier.evidence.claims import support
from dossier.pages.entry_tables import ENTRIES, entry_table, row_in_words
from dossier.pages.row_cards import RowCards
from dossier.project import find_project
from dossier.schema.files import live
from dossier.show.names import row_numbers
from dossier.show.table import Link

OWN = {
    name: table.columns
    for name, table in find_project().report.row_tables.items()
    if isinstance(table.columns, Mapping)
}
ALL = {**ENTRIES, **OWN}


@pytest.fixture(scope="module")
def cards(data):
    return RowCards(data)


@pytest.mark.parametrize("name", ALL)
def test_a_table_has_at_most_five_columns_and_every_live_row(cards, data, name):
    key = data.schema.tables[name].key()
    table = entry_table(cards, name, ALL[name], "Rows", anchored=len(key) == 1)
    rows = live(getattr(data, name))
    assert len(table.frame.columns) <= 5
    assert table.entries
    assert len(table.frame) == len(rows) > 0
    assert list(table.row_ids) == (list(rows[key[0]]) if len(key) == 1 else [])
    assert entry_table(cards, name, ALL[name], "Rows", anchored=False).row_ids == ()


@pytest.mark.parametrize("name", [name for name, heads in ALL.items() if "outside page" in heads])
def test_the_last_cell_leads_to_the_page_and_says_how_many_there_are(cards, data, name):
    pages = entry_table(cards, name, ALL[name], "Rows", anchored=True).frame["outside page"]
    for cell, row in zip(pages, live(getattr(data, name)).to_dict("records"), strict=True):
        link, *grade = cell
        assert link.address == f"../sources/{row['source_id']}.html"
        if "confidence" in row:
            assert grade == support(pd.Series([row["confidence"]]))
        else:
            assert grade == ([] if pd.isna(row["second_source_id"]) else ["two pages"])


@pytest.mark.parametrize("name", [name for name, heads in ALL.items() if ("the mark",) in heads.values()])
def test_the_head_of_a_row_leads_to_its_page(cards, name):
    table = entry_table(cards, name, ALL[name], "Rows", anchored=True)
    for row_id, head in zip(table.row_ids, table.frame.iloc[:, 0], strict=True):
        assert head == Link(cards.mark(row_id), f"../rows/{row_id}.html")


def test_a_figure_has_its_thing_its_bound_and_who_gave_it(cards, data):
    table = entry_table(cards, "estimates", ENTRIES["estimates"], "Rows", anchored=True)
    at_least = data.estimates.index[data.estimates["bound"].eq("at_least")]
    for at in at_least:
        row, shown = data.estimates.loc[at], table.frame.loc[at]
        assert shown["figure"].startswith(f"{row['item'].replace('_', ' ')}: at least ")
        head = shown["who and when"]
        told = " ".join(part if isinstance(part, str) else part.text for part in head)
        assert cards.in_words(data.schema.tables["estimates"], "claimant", row["claimant"]) in told


def test_no_cell_has_a_column_that_is_empty(cards):
    table = entry_table(
        cards, "events", {"where": ("forum",), "said": ("status", "note")}, "x", anchored=False
    )
    assert table.frame["where"].isna().any()
    parts = {part for cell in table.frame["said"] for part in cell.split("; ")}
    assert not parts & {"", "nan", "None"}


def test_a_row_of_the_record_is_its_mark_and_a_claim_has_its_number(cards, data):
    claim, event = data.claims["claim_id"].iloc[0], data.events["event_id"].iloc[0]
    assert row_in_words(cards, claim) == Link(row_numbers("claim", [claim]), f"../book/ledger.html#{claim}")
    assert row_in_words(cards, event) == Link(cards.mark(event), f"../book/record.html#{event}")
