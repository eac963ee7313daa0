"""Searches for the opposite: every judgement and open forecast has them, and every target is a row."""

import json
import re

import pytest

from dossier.editions.searches import FRONT_PAGE, lacking, numbers_quoted
from dossier.evidence.searched import check_targets, searches_of, unsearched
from dossier.pages.numbers import ledger_numbers
from dossier.project import Project

pytestmark = pytest.mark.whole


def test_this_report_has_searched_for_the_opposite(project):
    assert [str(fault) for fault in lacking(project)] == []


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


def of_the_world(data, project):
    """Return the numbers of the front page that are no counts of the book itself."""
    page = (project.root / FRONT_PAGE).read_text(encoding="utf-8")
    own = {*ledger_numbers(data), *project.declaration.own_counts}
    return [number for number in numbers_quoted(page) if number not in own]


def test_each_number_of_the_front_page_without_one_of_its_searches_is_refused(data, project, monkeypatch):
    numbers = of_the_world(data, project)
    assert numbers
    for number in numbers:
        own = searches_of(data.searches, number)["search_id"]
        one_left = data.searches[~data.searches["search_id"].isin(list(own[1:]))]
        monkeypatch.setattr(Project, "load", lambda self, left=one_left: data.with_tables(searches=left))
        faults = [str(fault) for fault in lacking(project)]
        mine = [fault for fault in faults if fault.startswith(f"book/index.md, row {number}: ")]
        assert len(mine) == 1, number
        assert "the searches for it are 1, and must be 2" in mine[0]
        assert "coded/searches.csv" in mine[0]


def test_a_judgement_or_an_undecided_forecast_without_searches_is_lacking(data, project, monkeypatch):
    bare = data.with_tables(searches=data.searches.iloc[:0])
    monkeypatch.setattr(Project, "load", lambda self: bare)
    faults = [str(fault) for fault in lacking(project)]
    assert any("judgements.csv" in fault and "the searches for it are 0" in fault for fault in faults)
    assert any("forecasts.csv" in fault and "the searches for it are 0" in fault for fault in faults)


def test_a_count_of_the_book_that_is_no_number_is_refused(project, monkeypatch):
    counts = {**project.declaration.own_counts, "no_such_number": "counts nothing"}
    declared = project.declaration._replace(own_counts=counts)
    monkeypatch.setitem(project.__dict__, "declaration", declared)
    [fault] = [str(fault) for fault in lacking(project)]
    assert "dossier.toml" in fault
    assert "own_counts.no_such_number" in fault


def test_a_number_that_is_written_with_a_format_is_quoted_too():
    assert numbers_quoted("{num}`dams:.0f` of {num}`rivers`, {row}`dam-1`") == ["dams", "rivers"]
