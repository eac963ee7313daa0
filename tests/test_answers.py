"""Each number of the desk, counted again from the files by other code; and what the rules do with made rows."""

import csv
import math

import pandas as pd
import pytest

from dossier.evidence.desk.answers import (
    CONFLICT,
    NO_FIGURE,
    ONE_SOURCE,
    STATED,
    answers,
    best,
    conflicts,
)
from dossier.evidence.desk.figures import Figure
from dossier.pages.desk.figure_words import figure_in_words
from dossier.project import find_project

PROJECT = find_project()
STRENGTH = {"": -1, "said": 0, "counted": 1, "imaged": 2, "examined": 3}
PAGES = {"two_independent": 0, "same_origin": 1, "with_article": 2, "single": 3, "contradicted": 4, "": 5}


def read(name):
    with (PROJECT.dataset / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rows_of(number_id, part="gives"):
    """Return the rows of the record behind a number, as dictionaries of text, read from the files."""
    for chosen in read("desk_rows"):
        if (chosen["number_id"], chosen["part"]) == (number_id, part):
            [row] = [
                row for row in read(chosen["table_name"]) if next(iter(row.values())) == chosen["row_id"]
            ]
            yield row | {"id": chosen["row_id"], "told": chosen["evidence"]}


def printed(row):
    return [float(row[column]) for column in ("low", "best", "high", "value") if row.get(column)]


@pytest.fixture(scope="module")
def desk(data):
    return {answer.number.number_id: answer for answer in answers(data)}


def test_the_desk_has_the_twelve_numbers_that_people_ask_for(desk):
    assert [answer.number.position for answer in desk.values()] == list(range(1, 13))


@pytest.mark.parametrize("number_id", [row["number_id"] for row in read("desk_numbers")])
def test_a_range_spans_what_its_rows_print(desk, number_id):
    values = [value for row in rows_of(number_id) for value in printed(row)]
    answer = desk[number_id]
    if not values:
        assert (answer.lowest, answer.highest, answer.best, answer.state) == (None, None, None, NO_FIGURE)
        return
    assert (answer.lowest.stated_low, answer.highest.stated_high) == (min(values), max(values))


@pytest.mark.parametrize("number_id", [row["number_id"] for row in read("desk_numbers")])
def test_the_best_source_is_the_one_that_the_rule_finds(desk, number_id):
    kinds = {row["name"]: row["kind"] for row in read("claimants")}

    def rank(row):
        kind = kinds.get(row.get("claimant", ""), "")
        ends = [
            row.get("period") or row.get("statement_date"),
            row.get("statement_date") or row.get("period"),
        ]
        full = [end.rpartition("/")[2] + "-12-31"[len(end.rpartition("/")[2]) - 4 :] for end in ends]
        return (
            -STRENGTH[row.get("evidence", "") or row["told"]],
            kind not in ("institute", "international_body"),
            PAGES[row.get("confidence", "")],
            -int(row["origins"]),
            [-ord(letter) for letter in min(full)],
        )

    own = [row for row in rows_of(number_id) if printed(row) and not row.get("derived_by")]
    expected = min(own, key=rank)["id"] if own else None
    assert (desk[number_id].best.row_id if desk[number_id].best else None) == expected


def test_what_excludes_each_other_does_so_by_more_than_rounding(desk):
    for answer in desk.values():
        for earlier, later in answer.conflicts:
            assert earlier.end <= later.end
            assert not (earlier.least <= later.most and earlier.most >= later.least)


def test_nothing_is_added_and_nothing_averaged(desk):
    for answer in desk.values():
        for end in (answer.lowest, answer.highest):
            assert end is None or end.row_id in {named.figure.row_id for named in answer.gives}


def figure(**cells):
    """Return a figure of 100 that a government said in June 2024, with other cells."""
    plain = {
        "row_id": "a", "table": "estimates", "bound": "exact", "low": 100.0, "best": 100.0, "high": 100.0,
        "stated_low": 100.0, "stated_high": 100.0, "least": 100.0, "most": 100.0, "unit": "", "statistic": "",
        "window": "2024-06", "day": "2024-06-14", "who": "Belcastre", "kind": "government", "evidence": "said",
        "confidence": "single", "origins": 1, "ours": False,
    }  # fmt: skip
    return Figure(**plain | cells)


def test_of_a_growing_total_a_smaller_later_figure_excludes_the_earlier():
    earlier, later = figure(), figure(row_id="b", window="2024-07", day="2024-07-02", least=80, most=90)
    assert conflicts([later, earlier], grows=True) == ((earlier, later),)
    assert conflicts([later, earlier], grows=False) == ()
    assert conflicts([earlier, later._replace(least=90, most=110)], grows=True) == ()
    assert conflicts([earlier, later._replace(least=200, most=math.inf)], grows=True) == ()


def test_figures_with_one_end_exclude_each_other_where_they_have_no_value_in_common():
    one, other = figure(), figure(row_id="b", least=200, most=300)
    for grows in (True, False):
        assert conflicts([one, other], grows=grows) == ((one, other),)
        assert conflicts([other, one], grows=grows) == ((other, one),)
        assert conflicts([one, other._replace(least=50)], grows=grows) == ()


@pytest.mark.parametrize(
    "better",
    [
        {"evidence": "counted"},
        {"kind": "institute"},
        {"confidence": "two_independent"},
        {"origins": 2},
        {"window": "2024-06", "day": "2024-06-20"},
    ],
)
def test_each_step_of_the_rule_decides_where_those_before_are_alike(better):
    plain = figure(day="2024-06-14")
    other = figure(row_id="b", **better)
    assert best([plain, other]) == other
    assert best([other, plain]) == other


def test_the_steps_of_the_rule_come_in_their_order():
    steps = [
        figure(row_id="late", day="2024-06-20"),
        figure(row_id="origins", origins=2),
        figure(row_id="pages", confidence="two_independent"),
        figure(row_id="study", kind="institute"),
        figure(row_id="counted", evidence="counted"),
    ]
    for at, better in enumerate(steps):
        assert best(steps[: at + 1]) == better


def test_what_this_dataset_computed_is_nobody_s_source():
    ours = figure(row_id="b", ours=True, evidence="examined")
    assert best([ours, figure()]).row_id == "a"
    assert best([ours]) is None


def made(data, **cells):
    """Return the desk of one number whose rows are two figures of Belcastre and Corvina, with other cells."""
    estimates = data.estimates.head(2).copy().assign(low=100.0, best=100.0, high=100.0, bound="exact")
    estimates = estimates.assign(unit=None, statistic=None, derived_by=None, evidence="said")
    estimates = estimates.assign(
        period="2024-06", statement_date="2024-06-14", claimant=list(data.claimants["name"].head(2))
    )
    for column, values in cells.items():
        estimates[column] = values
    number = data.desk_numbers.head(1).assign(number_id="hats", grows="yes", judgement_id=None, items=None)
    chosen = data.desk_rows.head(2).assign(
        number_id="hats", part="gives", position=[1, 2], table_name="estimates",
        row_id=list(estimates["estimate_id"]), bound=None, evidence=None,
    )  # fmt: skip
    return data.with_tables(estimates=estimates, desk_numbers=number, desk_rows=chosen)


@pytest.mark.parametrize(
    ("cells", "state"),
    [
        ({}, STATED),
        ({"low": [100.0, 300.0], "best": [100.0, 300.0], "high": [100.0, 300.0]}, CONFLICT),
        ({"low": math.nan, "best": math.nan, "high": math.nan}, NO_FIGURE),
    ],
)
def test_a_number_is_known_only_where_rows_give_it_and_agree(data, cells, state):
    [answer] = answers(made(data, **cells))
    assert answer.state == state
    assert answer.known == (state == STATED)


def test_one_source_that_shows_nothing_makes_no_number(data):
    name = data.claimants["name"].iloc[0]
    assert answers(made(data, claimant=name))[0].state == ONE_SOURCE
    assert answers(made(data, claimant=name, evidence=["said", "imaged"]))[0].state == STATED


def test_a_bound_keeps_its_word(data):
    [answer] = answers(made(data, bound=["at_least", "about"], high=pd.NA))
    assert [figure_in_words(named.figure) for named in answer.gives] == ["at least 100", "about 100"]
