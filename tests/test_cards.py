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


def test_every_live_claim_has_its_evidence(data, found):
    live = data.claims[data.claims["retired"].isna()]
    assert list(found) == list(live["claim_id"])
    for claim in live.itertuples():
        told = found[claim.claim_id]
        assert (told.statement, told.limits, told.hedge) == (
            claim.statement,
            claim.limits,
            HEDGES[claim.hedge],
        )
        assert re.findall(r"\d+", told.counted) == [str(claim.origins), str(claim.reports)]
        assert len(told.flags) == claim.flags
        numbers = [] if pd.isna(claim.start) else [str(claim.start), str(claim.end)]
        assert re.findall(r"\d+", told.place) == numbers


def test_speaker_and_relays_are_named_in_their_order(data, found):
    names = data.entities.set_index("entity_id")["name"]
    relayed = data.claims[data.claims["relayed_by"].notna()]
    assert not relayed.empty
    for claim in relayed.itertuples():
        first = names[claim.speaker] if isinstance(claim.speaker, str) else "the article itself"
        relays = [names[each] for each in split_ids(claim.relayed_by)]
        expected = [first, *(each for each in relays if each != first)]
        assert found[claim.claim_id].said_by.split(" ← ") == expected


def test_a_silence_stands_nowhere_and_no_defect_touches_it(hostile):
    silence, placed = cards.evidence(hostile).values()
    assert "silence" in silence.place
    assert silence.flags == ()
    assert placed.flags == (("t-001", "cosmetic"),)


def test_a_retired_claim_has_no_evidence(hostile):
    hostile.claims.loc[0, "retired"] = "1.1.0"
    assert list(cards.evidence(hostile)) == ["c-002"]
