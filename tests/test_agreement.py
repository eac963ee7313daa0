import math
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.evidence.agreement import agreement, disagreements, krippendorff_alpha, marking_score, rounds
from dossier.schema.words import CODED_FIELDS


@pytest.mark.parametrize(
    ("first", "second", "alpha"),
    [
        pytest.param("abc", "abc", 1.0, id="full agreement"),
        # Ten units, two values: Krippendorff's own example for nominal data gives 0.095.
        pytest.param("0100000010", "1110010000", 0.095, id="near chance"),
        pytest.param("ab", "ba", -0.5, id="below chance"),
    ],
)
def test_alpha(first, second, alpha):
    assert krippendorff_alpha(first, second) == pytest.approx(alpha, abs=0.001)


def test_alpha_of_what_never_varies_is_unknown():
    assert math.isnan(krippendorff_alpha("aaa", "aaa"))


@given(st.lists(st.sampled_from("abc"), min_size=2), st.randoms())
def test_alpha_does_not_depend_on_the_order_of_units(values, random):
    second = [random.choice("abc") for _ in values]
    pairs = list(zip(values, second, strict=True))
    before = krippendorff_alpha(values, second)
    random.shuffle(pairs)
    after = krippendorff_alpha(*zip(*pairs, strict=True))
    assert before == after or (math.isnan(before) and math.isnan(after))


FIELDS = {"theme": "arms", "claim_type": "event", "polarity": "affirmed", "hedge": "none"}


def codings():
    coding = pd.DataFrame([{"claim_id": f"c-00{n}", **FIELDS, "speaker": None} for n in (1, 2)])
    return SimpleNamespace(
        entities=pd.DataFrame({"entity_id": ["moscow", "russia"], "metonym_of": ["russia", None]}),
        coding_a=coding.assign(speaker=["moscow", None]),
        coding_b=coding.assign(speaker=["russia", None], hedge=["modal", "none"]),
        recoding=pd.DataFrame(
            [("c-001", "a", "arms", "event"), ("c-001", "b", "china", "event")],
            columns=["claim_id", "reader", "theme", "claim_type"],
        ),
    )


def test_a_capital_is_the_state_that_it_stands_for():
    left = disagreements(codings())
    assert left[["claim_id", "field"]].to_numpy().tolist() == [["c-001", "hedge"], ["c-001", "theme"]]


def test_the_last_round_has_the_fields_coded_again_and_the_claims_found_later():
    first, last = (both.set_index("claim_id") for _, both in rounds(codings()))
    assert list(first.index) == ["c-001"]
    assert list(last.index) == ["c-001", "c-002"]
    assert (first.loc["c-001", "theme_b"], last.loc["c-001", "theme_b"]) == ("arms", "china")
    assert (first.loc["c-001", "hedge_b"], last.loc["c-001", "hedge_b"]) == ("modal", "modal")


def test_a_marked_passage_is_matched_once():
    claims = pd.DataFrame(
        {"source_id": ["a", "a"], "start": [0, 4], "end": [10, 12], "retired": [None, None]}
    )
    marked = pd.DataFrame({"source_id": ["a", "a"], "start": [0, 50], "end": [12, 60]})
    score = marking_score(claims, marked)
    assert (score.precision, score.recall) == (0.5, 0.5)


def test_the_published_agreement(data):
    found = agreement(data).drop_duplicates("field", keep="last")
    assert found["alpha"].min() >= 0.8


def test_every_difference_is_settled_and_the_ledger_keeps_what_was_settled(data):
    left = disagreements(data).fillna("")
    settled = data.adjudication.fillna("")
    key = ["claim_id", "field"]
    assert set(map(tuple, left[key].to_numpy())) <= set(map(tuple, settled[key].to_numpy()))
    claims = data.claims.set_index("claim_id")[list(CODED_FIELDS)].fillna("")
    wrong = [row.claim_id for row in settled.itertuples() if claims.loc[row.claim_id, row.field] != row.kept]
    assert wrong == []
