import pytest

from dossier.evidence import translation
from dossier.evidence.weakness import touched_claims
from dossier.pages import translation_tables


@pytest.fixture(scope="module")
def spared(data):
    return translation.without_touched_claims(data)


def test_touched_claims_go_with_what_rests_on_them(data, spared):
    touched = touched_claims(data.claims, data.translation_flags)
    assert touched
    assert len(spared.claims) == len(data.claims) - len(touched)
    for name in ("quantities", "forecasts"):
        left = getattr(spared, name)
        assert not set(left["claim_id"]) & touched
        assert len(left) + getattr(data, name)["claim_id"].isin(touched).sum() == len(getattr(data, name))


def test_origins_are_counted_again(data, spared):
    """A fact whose second report goes has one report left."""
    before = data.claims.set_index("claim_id")["reports"]
    after = spared.claims.set_index("claim_id")["reports"]
    assert (after <= before.loc[after.index]).all()
    assert (after < before.loc[after.index]).any()


def test_the_dataset_itself_stays(data, spared):
    assert len(data.claims) > len(spared.claims)
    assert translation.ledger_results(data)["claims"] == str(len(data.claims))


def test_each_result_is_shown_with_and_without(data):
    shown = translation_tables.effect_table(data).frame
    assert list(shown) == ["result", "with all claims", "without touched claims"]
    assert (shown["with all claims"] != shown["without touched claims"]).any()
    assert "nan" not in shown.to_string()


def test_what_rests_on_a_touched_claim_is_named(data):
    """The figure for trade stands on a passage that can be read two ways."""
    shown = translation_tables.touched_table(data).frame
    resting = {
        claim.text: [row.text for row in rests]
        for claim, rests in zip(shown["claim"], shown["what rests on it"], strict=True)
    }
    assert "q-156-1" in resting["c-156"]
    assert all(resting.values())
