"""Findings are held against labels, and what must agree agrees."""

import pandas as pd
import pytest

from dossier.project import find_project
from dossier.reading.score import (
    FINDERS,
    Score,
    evaluate,
    labelled_samples,
    marks,
    read_labels,
    score,
    score_tables,
)
from dossier.schema.files import read_table

PROJECT = find_project()

TESTS = PROJECT.root / "tests"


@pytest.mark.parametrize(
    ("found", "truth", "precision", "recall", "f1"),
    [
        pytest.param({1, 2}, {2, 3, 4, 5}, 0.5, 0.25, 1 / 3, id="some"),
        pytest.param({1}, {1}, 1, 1, 1, id="all"),
        pytest.param({1}, {2}, 0, 0, 0, id="none"),
        pytest.param(set(), {1}, 1, 0, 0, id="nothing found"),
        pytest.param({1}, set(), 0, 1, 0, id="nothing to find"),
        pytest.param(set(), set(), 1, 1, 1, id="nothing at all"),
    ],
)
def test_score(found, truth, precision, recall, f1):
    scored = score(found, truth)
    assert scored == Score(precision, recall)
    assert scored.f1 == pytest.approx(f1)


def number(**cells):
    row = {"source_id": "port", "start": 3, "end": 6, "value": 300, "low": 300, "high": None, "unit": None}
    return pd.DataFrame([row | cells])


@pytest.mark.parametrize(
    ("cells", "agrees"),
    [
        pytest.param({}, True, id="the same"),
        pytest.param({"value": "300.0", "start": "3"}, True, id="as a label writes it"),
        pytest.param({"unit": "USD"}, True, id="the unit is not asked for"),
        pytest.param({"high": 300}, False, id="a closed side"),
        pytest.param({"value": None}, False, id="no value"),
        pytest.param({"end": 7}, False, id="another place"),
        pytest.param({"source_id": "quai"}, False, id="another article"),
    ],
)
def test_a_number_is_right_when_place_value_and_sides_agree(cells, agrees):
    asked = FINDERS["numbers"]
    assert (marks(number(), asked) == marks(number(**cells), asked)) is agrees


def test_body_and_subhead_are_no_boilerplate():
    lines = pd.DataFrame(
        {"source_id": "port", "start": [0, 5, 9], "end": [4, 8, 12], "kind": ["body", "subhead", "caption"]}
    )
    assert marks(lines, FINDERS["boilerplate"]) == {("port", "caption", 9.0, 12.0)}


def test_an_article_without_labels_counts_for_nothing(tmp_path):
    (tmp_path / "port").mkdir()
    (tmp_path / "port" / "numbers.csv").write_text("start,end,value,low,high\n3,6,300,300,\n")
    tables = {"numbers": pd.concat([number(), number(source_id="quai")])}
    [row] = score_tables("mine", tables, tmp_path)
    assert (row["finder"], row["found"], row["true"], row["right"], row["f1"]) == ("numbers", 1, 1, 1, 1.0)


def test_labels_that_nobody_made_are_none(tmp_path):
    assert read_labels(tmp_path, FINDERS["dates"]) is None


FLOORS = {"sentences": 0.97, "numbers": 0.90, "dates": 0.85, "boilerplate": 0.98, "characters": 0.99}


def test_the_scores_do_not_fall(texts):
    """The two labelled articles, measured anew."""
    from dossier.reading.score import LabelSet

    sources = read_table(PROJECT.coded / "sources.csv", PROJECT.schema.coded["sources"])
    entities = read_table(PROJECT.coded / "entities.csv", PROJECT.schema.coded["entities"])
    labelled = LabelSet("two articles", texts, TESTS / "labels" / "articles", sources)
    found = evaluate([labelled], entities).set_index("finder")
    assert set(found.index) == set(FLOORS)
    assert all(found.loc[finder, "f1"] >= floor for finder, floor in FLOORS.items())


def test_the_samples_are_scored_by_every_finder():
    entities = read_table(PROJECT.coded / "entities.csv", PROJECT.schema.coded["entities"])
    table = evaluate([labelled_samples("samples", TESTS / "corpus", TESTS / "labels" / "samples")], entities)
    scored = table.set_index("finder")
    assert [finder for finder in scored.index if finder != "characters"] == list(FINDERS)
    assert scored.loc["characters", "recall"] >= 0.99, "at most one of a hundred characters is lost"
    assert (table["right"] <= table[["found", "true"]].min(axis="columns")).all()
