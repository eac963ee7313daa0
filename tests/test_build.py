import re

import pandas as pd
import pytest

from dossier import build as dataset_build
from dossier.build import build, dataset_files, first_difference
from dossier.errors import DataError
from dossier.evidence.articles import article_ids
from dossier.pages.numbers import ledger_numbers
from dossier.project import find_project
from dossier.schema import PUBLIC
from dossier.schema.files import merged, read_tables

pytestmark = pytest.mark.whole

PROJECT = find_project()


@pytest.mark.book
def test_the_articles_give_the_measured_tables_again(texts, data):
    """And every coded passage is at its place; all articles are there.

    Without the articles, `check` compares the same tables: it runs on what is committed in test_cli.py.
    """
    lines = []
    assert first_difference(build(PROJECT, texts, lines.append)) is None
    assert lines[1:] == [
        "the articles give the committed measured tables",
        "every coded passage is at its place",
    ]
    assert len(list(texts.glob("*.txt"))) == len(article_ids(data)) >= 5


@pytest.mark.book
def test_a_measured_table_that_was_edited_is_refused(texts):
    coded, _ = PROJECT.inputs()
    committed = read_tables(PROJECT.measured, PUBLIC)
    committed["numbers"].loc[0, "value"] = 12345.0
    with pytest.raises(
        DataError, match=r"measured/numbers.csv: is not what the articles and the rules give; run"
    ):
        dataset_build.verify_measured(texts, committed, coded)


@pytest.mark.book
def test_a_table_without_its_private_columns_is_compared_too(texts):
    coded, _ = PROJECT.inputs()
    committed = read_tables(PROJECT.measured, PUBLIC)
    assert "start" not in committed["mentions"]
    committed["mentions"].loc[0, "tenth"] = 10
    with pytest.raises(
        DataError, match=r"measured/mentions.csv: is not what the articles and the rules give"
    ):
        dataset_build.verify_measured(texts, committed, coded)


def test_an_unknown_article_is_refused(tmp_path):
    (tmp_path / "new.txt").write_text("Un texte nouveau, que personne ne connaît encore.\n", encoding="utf-8")
    with pytest.raises(
        DataError, match=r"new.txt: is no article that the dataset knows.*add a row with its sha256"
    ):
        build(PROJECT, tmp_path)


def test_articles_that_are_not_at_hand_keep_their_rows():
    committed = {
        "documents": pd.DataFrame({"source_id": ["a", "b"], "n": [1, 2]}),
        "numbers": pd.DataFrame({"source_id": ["a", "b", "b"], "n": [1, 2, 3]}),
    }
    fresh = {
        "documents": pd.DataFrame({"source_id": ["b"], "n": [9]}),
        "numbers": pd.DataFrame({"source_id": ["b"], "n": [9]}),
    }
    found = merged(fresh, committed)["numbers"]
    assert found.to_dict("list") == {"source_id": ["b", "a"], "n": [9, 1]}


def test_claims_cover_the_four_themes(data):
    counts = data.claims["theme"].value_counts()
    assert counts[["arms", "treaty", "china", "troops"]].min() >= 10


def test_no_two_claims_share_a_limit(data):
    limits = data.claims["limits"].dropna()
    assert limits.is_unique


def test_one_man_is_one_entity(data):
    aliases = data.entities.set_index("entity_id").loc["vladimir-putin", "aliases"].split(";")
    assert {"Poutine", "Putin"} <= set(aliases)


def test_every_outside_page_has_an_address(data):
    outside = data.sources[data.sources["sha256"].isna()]
    assert outside["url"].str.match(r"https?://").all()


def test_an_empty_table_is_said_and_no_traceback(data):
    tables = {**data.tables(), "quotation_labels": data.quotation_labels.iloc[:0]}
    said = "quotation_labels.csv is empty: bring the rows back, or take out what needs them in"
    with pytest.raises(DataError, match=re.escape(said)) as raised:
        dataset_files(PROJECT, tables)
    assert raised.value.file.endswith(".py"), "it names the module that asked"
    assert "cannot compute a number" in raised.value.problem


def test_a_report_without_the_table_of_a_number_is_built_without_the_number(data):
    empty = {
        name: getattr(data, name).iloc[:0]
        for name in ("hypotheses", "coding_a", "coding_b", "recoding", "forecasts_b")
    }
    numbers = ledger_numbers(data.with_tables(**empty))
    assert "hypothesis_last" not in numbers
    assert not [name for name in numbers if name.startswith("alpha_")]
    assert numbers["claims"] == ledger_numbers(data)["claims"]
