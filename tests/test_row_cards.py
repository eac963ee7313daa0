"""Each row with a page has a card, which says what the row says, in words."""

import re

import pandas as pd
import pytest

from dossier.pages.row_cards import Outside, Ref, RowCards, tables_with_pages
from dossier.pages.row_uses import Uses
from dossier.schema.files import split_ids

ID = re.compile(r"\b(?:[cfjqt]-\d{3}|\d{4}-\d{2}-\d{2}-[a-z])")


@pytest.fixture(scope="module")
def known(data):
    return RowCards(data)


@pytest.fixture(scope="module")
def cards(known):
    return {row_id: known.card(row_id) for row_id in known.table_of}


def items(card):
    return [item for term in card.terms for item in term.items]


def test_every_claim_row_and_source_has_a_card(data, cards):
    for name in tables_with_pages(data):
        assert set(getattr(data, name).iloc[:, 0]) <= set(cards), name


def test_a_mark_is_no_id(cards):
    assert [card.row_id for card in cards.values() if card.mark == card.row_id or ID.search(card.mark)] == []
    assert [card.row_id for card in cards.values() if not card.mark or "_" in card.mark] == []


def test_a_mark_names_who_and_when(data, known):
    sides = data.claimants.set_index("name")["side"]
    for row in data.estimates.itertuples():
        assert known.mark(row.estimate_id).startswith(f"{sides[row.claimant]}, ")
        assert row.statement_date[:4] in known.mark(row.estimate_id)


def test_a_card_has_every_column_in_which_a_row_says_something(data, cards):
    for name in data.schema.record:
        for row in getattr(data, name).to_dict("records"):
            card = cards[next(iter(row.values()))]
            told = [card.says, *(item for item in items(card) if isinstance(item, str))]
            for column in ("note", "summary", "detail", "what_was_seen", "marks"):
                if isinstance(row.get(column), str):
                    assert {row[column], "; ".join(split_ids(row[column]))} & set(told), (card.row_id, column)


def test_a_card_leads_to_the_pages_that_were_seen(data, cards):
    addresses = data.sources.set_index("source_id")["url"]
    for name in data.schema.record:
        for row in getattr(data, name).to_dict("records"):
            pages = [row["source_id"], row["second_source_id"]]
            expected = {
                addresses[page]
                for page in pages
                if isinstance(page, str) and isinstance(addresses[page], str)
            }
            card = cards[next(iter(row.values()))]
            assert {item.address for item in items(card) if isinstance(item, Outside)} == expected


def test_no_row_is_a_dead_end(data, cards):
    """From each card one leads out at once, or to a card that does."""

    def leads_out(card):
        return any(isinstance(item, Outside) for item in items(card))

    used = (
        "claims",
        *data.schema.record,
        "forecasts",
        "quantities",
        "translation_flags",
        "judgements",
        "sources",
    )
    for card in cards.values():
        if card.table in used and not leads_out(card):
            refs = [item.row_id for item in items(card) if isinstance(item, Ref)]
            assert any(leads_out(cards[row_id]) for row_id in refs), card.row_id


def test_a_row_and_what_names_it_lead_to_each_other(data, cards):
    def linked(row_id):
        return {item.row_id for item in items(cards[row_id]) if isinstance(item, Ref)}

    for row in data.comparisons.itertuples():
        assert row.claim_id in linked(row.row_id)
        if row.claim_id in set(data.claims.loc[data.claims["retired"].isna(), "claim_id"]):
            assert row.row_id in linked(row.claim_id)
    for judgement in data.judgements.itertuples():
        for row_id in split_ids(judgement.claims):
            assert row_id in linked(judgement.judgement_id)
            assert judgement.judgement_id in linked(row_id)
    for row in data.estimates.itertuples():
        assert row.estimate_id in linked(row.source_id)
    for claim in data.claims.dropna(subset=["speaker"]).itertuples():
        assert not pd.isna(claim.retired) or claim.claim_id in linked(claim.speaker)


def test_a_use_that_is_lost_is_seen(data):
    uses = Uses(data)
    judgement = data.judgements.iloc[0]
    row_id = split_ids(judgement["claims"])[0]
    named = [use.row_id for found in uses.by_heading(row_id).values() for use in found]
    assert judgement["judgement_id"] in named
    without = Uses(data.with_tables(judgements=data.judgements.iloc[1:]))
    named = [use.row_id for found in without.by_heading(row_id).values() for use in found]
    assert judgement["judgement_id"] not in named
