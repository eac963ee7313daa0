import pandas as pd
import pytest

from dossier.evidence.hypotheses import diagnosticity, flip_sets, inconsistency, leaders, matrix


@pytest.fixture
def cells():
    return pd.DataFrame(
        {"pay": ["I", "C", "N"], "fear": ["C", "C", "II"], "pride": ["II", "C", "I"]},
        index=["e1", "e2", "e3"],
    )


def test_the_least_inconsistent_leads(cells):
    assert inconsistency(cells).to_dict() == {"pay": 1, "fear": 2, "pride": 3}
    assert leaders(cells) == {"pay"}


def test_what_fits_every_hypothesis_tells_nothing(cells):
    assert diagnosticity(cells)["e2"] == 0
    assert diagnosticity(cells).index[0] == "e1"


def test_the_smallest_change_that_changes_the_order(cells):
    assert flip_sets(cells) == [(("e1", "pride"),), (("e3", "fear"),)]


def test_an_order_that_nothing_small_changes():
    firm = pd.DataFrame({"a": ["C"], "b": ["C"]}, index=["e"])
    assert flip_sets(firm) == []


def test_every_cell_of_the_book_is_filled(data):
    cells = matrix(data.hypotheses)
    assert cells.notna().all().all()
    assert (diagnosticity(cells) == 0).any(), "evidence that tells nothing is shown, not hidden"
