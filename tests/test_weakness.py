import pandas as pd
import pytest

from dossier.weakness import weaknesses

CLAIM = {
    "claim_id": "c-001", "source_id": "a", "start": 0, "end": 10, "origins": 2, "speaker": "prof", "supersedes": None,
    "contradicts": None, "attribution": "named_on_record", "hedge": "none", "retired": None,
}  # fmt: skip
ENTITIES = pd.DataFrame({"entity_id": ["prof", "kremlin"], "interest": ["independent", "party"]})
NO_FLAGS = pd.DataFrame(columns=["source_id", "start", "end", "severity"])


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
    ],
)
def test_a_reason_holds_or_not(cells, weakness):
    assert of({**CLAIM, **cells}) == [weakness]


def test_a_later_state_of_the_world_makes_a_claim_old():
    assert of(CLAIM, {**CLAIM, "claim_id": "c-002", "supersedes": "c-001"}) == ["old", ""]


@pytest.mark.parametrize(("severity", "weakness"), [("cosmetic", ""), ("ambiguous", "translation")])
def test_only_a_defect_that_may_change_the_meaning_counts(severity, weakness):
    flags = pd.DataFrame({"source_id": ["a"], "start": [5], "end": [6], "severity": [severity]})
    assert of(CLAIM, flags=flags) == [weakness]
