import gzip
import re
from copy import copy

import pandas as pd
import pytest

from dossier.pages.ledger_page import history, ledger
from dossier.schema.files import live, split_ids
from dossier.show.names import article_address
from dossier.show.table import row_link

pytestmark = pytest.mark.whole

HOSTILE = '<script>alert("&")</script>'
MOST_BYTES = 350_000  # gzip, of the ledger's own page


@pytest.fixture(scope="module")
def entries(data):
    return split(ledger(data))


def split(markup):
    """Return each entry of the list by its id."""
    found = re.findall(r'<li id="([^"]+)"[^>]*>.*?</li>', markup, re.DOTALL)
    whole = [each[0] for each in re.finditer(r'<li id="[^"]+"[^>]*>.*?</li>', markup, re.DOTALL)]
    return dict(zip(found, whole, strict=True))


def changed(data, claim_id, **cells):
    """Return the dataset with other cells in the row of a claim."""
    other = copy(data)
    other.claims = data.claims.copy()
    for column, value in cells.items():
        other.claims.loc[other.claims["claim_id"].eq(claim_id), column] = value
    return other


def test_every_claim_has_its_address(data, entries, parsed):
    assert list(entries) == list(data.claims["claim_id"])
    page = parsed("".join(entries.values()))
    assert page.ids == list(entries)


def test_an_entry_says_what_its_row_says(data, entries, parsed):
    for claim in data.claims.itertuples():
        page = parsed(entries[claim.claim_id])
        told = page.told
        assert claim.statement in page.text
        assert told["Kind"] == (
            f"{claim.claim_type.replace('_', ' ')} ({claim.theme}), {claim.polarity.replace('_', ' ')}"
        )
        assert told["Does not show"] == claim.limits
        assert re.findall(r"\d+", told["Behind it"]) == [str(claim.origins), str(claim.reports)]
        weak = told["Weak because"] != "no reason found"
        assert weak == bool(split_ids(claim.weakness))


def test_what_folds_out_is_the_chain(data, entries, parsed):
    for claim_id, entry in entries.items():
        chain, told = data.trace(claim_id), parsed(entry).told
        assert [each in entry for each in chain.quantities["quantity_id"]] == [True] * len(chain.quantities)
        assert split_links(told.get("Derives from", "")) == chain.derives_from
        assert set(chain.contradicts) <= set(split_links(told.get("Cannot hold beside", "")))
        judged = told.get("Judgements that stand on it", "")
        assert [each for each in chain.judgements if each not in judged] == []
        assert len(re.findall(r"j-\d{3} ", judged)) == len(chain.judgements)


def test_a_claim_that_speaks_against_a_judgement_says_so(data, entries, parsed):
    for claim_id, entry in entries.items():
        against = re.findall(r"j-\d{3}(?= )", parsed(entry).told.get("Judgements that it speaks against", ""))
        contrary = data.judgements["contrary"].map(lambda cell, own=claim_id: own in split_ids(cell))
        assert against == list(data.judgements.loc[contrary, "judgement_id"])


def split_links(told):
    return re.findall(r"c-\d{3}(?= )", told)


def test_what_contradicts_is_said_on_both_sides(data, entries, parsed):
    pairs = [
        (row.claim_id, other) for row in data.claims.itertuples() for other in split_ids(row.contradicts)
    ]
    assert pairs
    for one, other in pairs:
        assert other in parsed(entries[one]).told["Cannot hold beside"]
        assert one in parsed(entries[other]).told["Cannot hold beside"]


def test_a_derivation_is_said_on_both_sides(data, entries, parsed):
    for row in data.claims.itertuples():
        for parent in split_ids(row.derives_from):
            assert row.claim_id in parsed(entries[parent]).told["Derived from it"]


def test_forecasts_and_defects_lead_to_their_rows(data, entries):
    for forecast in data.forecasts.itertuples():
        assert f'<a href="#{forecast.forecast_id}">' in entries[forecast.claim_id]
    for claim in data.claims[data.claims["flags"].gt(0)].itertuples():
        assert len(re.findall(r'href="#t-\d{3}"', entries[claim.claim_id])) == claim.flags


def test_links_of_the_page_stay_on_it_but_that_of_the_article(data, entries, parsed):
    links = [link for entry in entries.values() for link in parsed(entry).links]
    articles = [link for link in links if link.startswith("../sources/")]
    assert articles == [article_address(article) for article in live(data.claims)["source_id"]]
    rest = [link for link in links if link not in articles]
    assert all(link.startswith(("#", "judgements.html#", "record.html#")) for link in rest)
    assert row_link("j-001", up="").address in links


def test_a_retired_claim_keeps_its_address_and_says_why(data, parsed):
    claim_id = data.claims["claim_id"].iloc[3]
    empty = dict.fromkeys(("statement", "limits", "hedge", "theme", "speaker"))
    retired = changed(
        data, claim_id, **empty, retired="1.1.0", change_note="It stated two facts.", start=pd.NA
    )
    entry = split(ledger(retired))[claim_id]
    assert "Retired in edition 1.1.0: It stated two facts." in parsed(entry).text


def test_a_change_is_in_the_history():
    assert history("1.0.0", "Speaker corrected.") == "in the ledger since edition 1.0.0; Speaker corrected."


def test_nothing_of_a_row_becomes_markup(data, parsed):
    claim_id = data.claims["claim_id"].iloc[0]
    cells = dict.fromkeys(("statement", "limits", "change_note"), HOSTILE)
    page = parsed(split(ledger(changed(data, claim_id, **cells)))[claim_id])
    assert "script" not in page.tags
    assert page.text.count(HOSTILE) == len(cells)


def test_the_list_is_light(data):
    assert len(gzip.compress(ledger(data).encode(), 9)) < MOST_BYTES / 2


def test_the_same_data_give_the_same_bytes(data):
    assert ledger(data) == ledger(data)
