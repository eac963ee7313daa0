import re
from types import SimpleNamespace

import pandas as pd
import pytest

from dossier.pages import cards
from dossier.schema.files import split_ids
from dossier.schema.words import HEDGES

HOSTILE = '<script>alert("&")</script>'


@pytest.fixture(scope="module")
def found(data):
    return cards.evidence(data)


@pytest.fixture
def hostile():
    claim = {
        "claim_id": "c-001", "source_id": "port-2024", "start": pd.NA, "end": pd.NA, "statement": HOSTILE,
        "speaker": "x", "relayed_by": "y", "hedge": "none", "reports": 2, "origins": 1, "limits": HOSTILE,
        "retired": None,
    }  # fmt: skip
    source = {"source_id": "port-2024", "title": HOSTILE, "language": '"><b>', "date": "2024-05"}
    flag = {"flag_id": "t-001", "source_id": "port-2024", "start": 0, "end": 5, "severity": "cosmetic"}
    return SimpleNamespace(
        claims=pd.DataFrame([claim, {**claim, "claim_id": "c-002", "start": 4, "end": 9}]),
        sources=pd.DataFrame([source]),
        entities=pd.DataFrame({"entity_id": ["x", "y"], "name": [HOSTILE, "Yuri"]}),
        translation_flags=pd.DataFrame([flag]),
        comparisons=pd.DataFrame(
            {
                "comparison_id": ["k-001", "k-002"],
                "claim_id": ["c-001", "c-002"],
                "relation": ["differs", "agrees"],
                "row_id": ["r", "r"],
                "reason": [HOSTILE, HOSTILE],
            }
        ),
    )


def test_every_live_claim_has_a_card_that_says_what_its_row_says(data, found, parsed):
    articles = data.sources.set_index("source_id")
    assert len(found) == data.claims["retired"].isna().sum()
    for claim in data.claims[data.claims["retired"].isna()].itertuples():
        page = parsed(cards.cards(found, [claim.claim_id]))
        told = page.told
        assert claim.statement in page.text
        assert told["Does not show"] == claim.limits
        assert told["Firmness"] == HEDGES[claim.hedge]
        assert told["Article"].startswith(f"{claim.source_id}, {articles.loc[claim.source_id, 'date']}")
        assert re.findall(r"\d+", told["Behind it"]) == [str(claim.origins), str(claim.reports)]
        assert len(re.findall(r"t-\d{3}", told["Translation"])) == claim.flags
        numbers = [] if pd.isna(claim.start) else [str(claim.start), str(claim.end)]
        assert re.findall(r"\d+", told["Place"]) == numbers
        assert page.links[0] == f"../book/ledger.html#{claim.claim_id}"


def test_a_card_names_speaker_and_relays_in_their_order(data, found, parsed):
    names = data.entities.set_index("entity_id")["name"]
    relayed = data.claims[data.claims["relayed_by"].notna()]
    assert not relayed.empty
    for claim in relayed.itertuples():
        first = names[claim.speaker] if isinstance(claim.speaker, str) else "the article itself"
        relays = [names[each] for each in split_ids(claim.relayed_by)]
        expected = [first, *(each for each in relays if each != first)]
        assert parsed(cards.cards(found, [claim.claim_id])).told["Said by"].split(" ← ") == expected


def test_a_claim_that_is_cited_often_has_one_card(found, parsed):
    first, second = list(found)[:2]
    page = parsed(cards.cards(found, [second, first, second, first]))
    assert page.ids == [f"card-{second}", f"card-{first}"]


def test_a_mark_opens_the_card_of_its_claim_and_stands_beside_a_link(found, parsed):
    claim_id = next(iter(found))
    mark = cards.mark(claim_id, up="../up/")
    [target] = re.findall(r'popovertarget="([^"]+)"', mark)
    assert parsed(cards.cards(found, [claim_id])).ids == [target]
    assert parsed(mark).links == [f"../up/ledger.html#{claim_id}"]


def test_nothing_of_a_row_becomes_markup(hostile, parsed):
    found = cards.evidence(hostile)
    for claim_id in ("c-001", "c-002"):
        markup = cards.cards(found, [claim_id])
        page = parsed(markup)
        assert not {"script", "b"} & set(page.tags)
        assert page.text.count(HOSTILE) == 5  # statement, speaker, title, limits, comparison


def test_a_silence_stands_nowhere_and_no_defect_touches_it(hostile, parsed):
    found = cards.evidence(hostile)
    silence, placed = (parsed(cards.cards(found, [claim_id])).told for claim_id in found)
    assert "silence" in silence["Place"]
    assert silence["Translation"] == "no defect on its passage"
    assert placed["Translation"] == "t-001 (cosmetic)"


def test_a_retired_claim_has_no_card(hostile):
    hostile.claims.loc[0, "retired"] = "1.1.0"
    assert list(cards.evidence(hostile)) == ["c-002"]
