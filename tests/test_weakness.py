import pandas as pd
import pytest

from dossier.evidence.weakness import REASONS, REMEDIES, SECOND_ORIGINS, claim_flag_pairs, weaknesses
from dossier.schema.words import CLAIM_TYPES

CLAIM = {
    "claim_id": "c-001", "source_id": "a", "start": 0, "end": 10, "origins": 2, "speaker": "prof", "supersedes": None,
    "contradicts": None, "claim_type": "event", "attribution": "named_on_record", "hedge": "none", "retired": None,
}  # fmt: skip
ENTITIES = pd.DataFrame({"entity_id": ["prof", "kremlin"], "interest": ["independent", "party"]})
NO_FLAGS = pd.DataFrame(columns=["flag_id", "source_id", "start", "end", "severity"])


def of(*claims, flags=NO_FLAGS):
    tables = {"claims": pd.DataFrame(claims), "entities": ENTITIES, "translation_flags": flags}
    return list(weaknesses(tables).fillna(""))


@pytest.mark.parametrize(
    ("cells", "weakness"),
    [
        ({}, ""),
        ({"origins": 1}, "single_origin"),
        ({"speaker": "kremlin"}, "interested_speaker"),
        ({"contradicts": "c-009"}, "contradicted"),
        ({"attribution": "unattributed"}, "unattributed"),
        ({"hedge": "explicit_unknown"}, "unknown"),
        ({"origins": 1, "speaker": "kremlin"}, "single_origin;interested_speaker"),
        ({"claim_type": "silence", "speaker": "kremlin", "attribution": "unattributed"}, ""),
    ],
)
def test_a_reason_holds_or_not(cells, weakness):
    assert of({**CLAIM, **cells}) == [weakness]


def test_a_later_state_of_the_world_makes_a_claim_old():
    assert of(CLAIM, {**CLAIM, "claim_id": "c-002", "supersedes": "c-001"}) == ["old", ""]


@pytest.mark.parametrize(("severity", "weakness"), [("cosmetic", ""), ("ambiguous", "translation")])
def test_only_a_defect_that_may_change_the_meaning_counts(severity, weakness):
    flags = pd.DataFrame(
        {"flag_id": ["t-001"], "source_id": ["a"], "start": [5], "end": [6], "severity": [severity]}
    )
    assert of(CLAIM, flags=flags) == [weakness]


def test_every_reason_says_what_would_take_it_away():
    assert list(REMEDIES) == list(REASONS)
    assert len(set(REMEDIES.values())) == len(REASONS)


@pytest.mark.parametrize(("end", "touched"), [(0, []), (1, ["c-001"])])
def test_a_defect_touches_a_claim_where_their_places_overlap(end, touched):
    claims = pd.DataFrame([{**CLAIM, "start": 0}])
    flags = pd.DataFrame(
        {"flag_id": ["t-001"], "source_id": ["a"], "start": [-4], "end": [end], "severity": ["cosmetic"]}
    )
    assert list(claim_flag_pairs(claims, flags)["claim_id"]) == touched


def test_every_type_of_claim_says_what_a_second_origin_would_be():
    assert list(SECOND_ORIGINS) == list(CLAIM_TYPES)
