"""Searches for the opposite: every judgement and open forecast has them, and every target is a row."""

import json
import re

import pytest

from dossier.evidence.searched import check_targets, unsearched


def test_this_report_has_searched_for_the_opposite(data):
    assert [str(fault) for fault in unsearched(data.tables())] == []


def test_every_target_is_a_row(data, project):
    assert [str(fault) for fault in check_targets(data.tables(), project.schema)] == []


def test_a_target_that_is_a_number_has_a_value(data, project):
    numbers = json.loads(project.numbers.read_text(encoding="utf-8"))
    of_numbers = data.searches[data.searches["target_kind"].eq("number")]
    names = {name for cell in of_numbers["target"] for name in cell.split(";")}
    assert names
    assert names <= set(numbers)


def without(data, keep):
    """Return the tables with the searches for one judgement cut down by ``keep``; and that judgement."""
    tables = dict(data.tables())
    target = data.judgements["judgement_id"].iloc[0]
    searches = tables["searches"]
    own = searches["target"].str.split(";").map(lambda targets: target in targets)
    tables["searches"] = searches[~own | keep(searches[own]).reindex(searches.index, fill_value=False)]
    return tables, target


@pytest.mark.parametrize(
    ("keep", "problem"),
    [
        (lambda own: own["search_id"].eq("none"), "the searches for it are 0"),
        (lambda own: own["search_id"].eq(own["search_id"].iloc[0]), "the searches for it are 1"),
        (lambda own: own["language"].eq(own["language"].mode()[0]), " alone"),
    ],
)
def test_too_few_searches_are_a_fault_with_file_row_and_remedy(data, keep, problem):
    tables, target = without(data, keep)
    [fault] = [str(fault) for fault in unsearched(tables)]
    assert "judgements.csv" in fault
    assert target in fault
    assert problem in fault
    assert "coded/searches.csv" in fault


def test_two_silent_searches_are_not_enough(data):
    tables = dict(data.tables())
    target = data.judgements["judgement_id"].iloc[0]
    some = tables["searches"].iloc[:2].assign(target=target, bearing="silent", language=["en", "ko"])
    others = tables["searches"]["target"].str.split(";").map(lambda targets: target not in targets)
    import pandas as pd

    tables["searches"] = pd.concat([tables["searches"][others], some])
    [fault] = [str(fault) for fault in unsearched(tables)]
    assert re.search(r"silent: \d are needed", fault)


def test_a_target_that_is_gone_is_refused(data, project):
    tables = dict(data.tables())
    wrong = tables["searches"].copy()
    judged = wrong.index[wrong["target_kind"].eq("judgement")][0]
    wrong.loc[judged, "target"] = "j-999"
    [fault] = [str(fault) for fault in check_targets({**tables, "searches": wrong}, project.schema)]
    assert "searches.csv" in fault
    assert "'j-999' is no judgement" in fault
