import shutil

import pandas as pd
import pytest

from dossier import load
from dossier.errors import DataError
from dossier.evidence.judgement_checks import TURNING_POINT
from dossier.project import find_project
from dossier.schema.files import read_built, read_tables

PROJECT = find_project()
TABLES = PROJECT.schema.tables


def test_a_claim_is_traced_from_judgement_to_place(data):
    used = data.judgements["claims"].str.split(";").explode()
    claim_id = next(each for each in used if each.startswith("c-"))
    trace = data.trace(claim_id)
    assert trace.judgements
    claim = data.claims.set_index("claim_id").loc[claim_id]
    assert trace.article == claim["source_id"]
    assert f"{claim_id}: {claim['statement']}" in repr(trace)
    assert "does not show: " in repr(trace)


def test_a_silence_stands_nowhere(data):
    silence = data.claims.loc[data.claims["claim_type"].eq("silence"), "claim_id"].iloc[0]
    assert "stands nowhere" in repr(data.trace(silence))


def test_an_unknown_claim_is_said(data):
    with pytest.raises(KeyError, match="no claim 'c-999'"):
        data.trace("c-999")


def test_a_judgement_turns_on_a_row_of_its_own(data):
    """What would change a judgement is one row that it stands on, and the change is to another band."""
    for row in data.judgements.itertuples():
        turn = TURNING_POINT.fullmatch(row.would_change_it)
        assert turn["row"] in row.claims.split(";"), row.judgement_id
        assert turn["word"] != row.likelihood, row.judgement_id


def test_likelihood_and_confidence_stay_apart(data):
    words = "likely|unlikely|certain|probab|chance"
    assert not data.judgements["confidence_reason"].str.contains(words).any()


def test_another_folder_can_be_read(tmp_path):
    with pytest.raises(DataError, match="there is no dataset in this folder"):
        load(tmp_path)


@pytest.mark.whole
def test_what_the_build_wrote_is_read_as_it_would_be_validated():
    validated = read_tables(PROJECT.dataset, TABLES)
    for name, table in read_built(PROJECT.dataset, TABLES).items():
        pd.testing.assert_frame_equal(table, validated[name])


@pytest.mark.parametrize("described", [True, False])
def test_a_file_that_the_build_did_not_write_is_validated(tmp_path, described):
    folder = shutil.copytree(PROJECT.dataset, tmp_path / "dataset")
    if not described:
        (folder / "datapackage.json").unlink()
    claims = folder / "claims.csv"
    text = claims.read_text(encoding="utf-8")
    assert ",affirmed," in text
    claims.write_text(text.replace(",affirmed,", ",sworn,", 1), encoding="utf-8")
    with pytest.raises(DataError, match="'sworn' is not"):
        load(folder)
