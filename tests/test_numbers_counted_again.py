"""The numbers of the prose, counted a second time without the functions that print them."""

import csv
import json

import pytest

from dossier.project import find_project

PROJECT = find_project()


@pytest.fixture(scope="module")
def numbers():
    return json.loads((PROJECT.dataset / "numbers.json").read_text(encoding="utf-8"))


def rows(name):
    with (PROJECT.dataset / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_counts_are_the_rows_that_stand_there(numbers):
    claims = [row for row in rows("claims") if not row["retired"]]
    assert numbers["claims"] == len(claims)
    assert numbers["facts"] == len({row["fact_id"] for row in claims})
    assert numbers["claims_china"] == sum(row["theme"] == "china" for row in claims)
    assert numbers["articles"] == sum(row["status"] == "kept" for row in rows("documents")) >= 5
    assert numbers["flags_meaning_changed"] == sum(
        r["severity"] == "meaning_changed" for r in rows("translation_flags")
    )


def test_the_factors_of_seoul(numbers):
    """Each headline of shells is a count of boxes times a factor that moves between 400 and 615."""
    found = {}
    for row in rows("estimates"):
        if (
            row["claimant"].startswith("ROK")
            and row["item"] in {"container", "shell_152mm", "round"}
            and row["best"]
        ):
            found.setdefault((row["claimant"], row["statement_date"]), {})[row["item"]] = float(row["best"])
    quotients = [
        (pair.get("shell_152mm") or pair["round"]) / pair["container"]
        for pair in found.values()
        if len(pair) == 2
    ]
    assert (
        (round(min(quotients)), round(max(quotients)))
        == (numbers["factor_low"], numbers["factor_high"])
        == (400, 615)
    )


def test_the_study_that_went_ship_by_ship(numbers):
    assert (numbers["study_factor_low"], numbers["study_factor_high"]) == (266, 367)


def test_the_fall_of_trade(numbers):
    """First releases for January to May: 15.93, 0.23, 0.40, 5.99 and 8.23 million."""
    total = {
        row["period"]: float(row["value"])
        for row in rows("trade")
        if row["pair"] == "CN-KP"
        and row["metric"] == "total"
        and row["series"] in {"first_release", "derived"}
    }
    falls = [round((total[f"2023-0{month}"] - total[f"2024-0{month}"]) / 1e6, 2) for month in range(1, 6)]
    assert falls == [15.93, 0.23, 0.40, 5.99, 8.23]
    assert numbers["fall_million"] == round(sum(falls), 2)
    assert numbers["article_trade_million"] == 30.8


def test_the_days_from_denial_to_admission(numbers):
    assert (numbers["days_to_moscow"], numbers["days_to_pyongyang"]) == (198, 200)


def test_the_three_figures_of_soldiers(numbers):
    soldiers = {
        row["item"]: row["best"]
        for row in rows("quantities")
        if row["item"].startswith("soldier_") and row["best"]
    }
    assert soldiers["soldier_arrived"] == "3000"
    assert soldiers["soldier_en_route"] == soldiers["soldier_promised"] == "10000"
    assert numbers["soldiers_top"] == 10000
    assert len(set(soldiers) - {"soldier_casualty"}) == 3


def test_words_that_compare_hold(numbers):
    """What the prose says in words: most, narrower, before, no month."""
    assert numbers["facts_of_one_origin"] / numbers["facts"] > 0.5
    assert numbers["china_said_by_beijing"] / numbers["claims_china"] < 0.5
    assert numbers["shipped_before_treaty_days"] > 0
    assert numbers["study_factor_high"] < numbers["factor_low"]
    assert numbers["trade_lowest_month"] > numbers["article_trade_million"]
