"""A sentence that the data no longer bear out is a fault, and each condition names what would break it."""

from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from dossier.build import report_numbers
from dossier.evidence.sentence_checks import (
    broken,
    changed,
    changes_of,
    check_forms,
    compare,
    conditions_of,
    reversals,
)
from dossier.pages.numbers import ledger_numbers
from dossier.project import Project, find_project
from dossier.schema.files import read_table, rows

REPORTS = {"this report": find_project(), "second report": Project(Path(__file__).parent / "second_report")}
CASES = [
    pytest.param(
        name,
        row.check_id,
        position,
        id=f"{row.check_id}-{position + 1}",
        marks=pytest.mark.slow if "number/" in "".join(condition) else (),
    )
    for name, project in REPORTS.items()
    for row in rows(
        read_table(project.coded / "sentence_checks.csv", project.schema.tables["sentence_checks"])
    )
    for position, condition in enumerate(conditions_of(row.holds))
]
"""Each condition of both reports; where one asks for a number, all numbers are computed again, which is slow."""


def numbers_of(project, tables):
    dataset = project.dataset_of(tables)
    return {**ledger_numbers(dataset), **report_numbers(project, dataset)}


@pytest.fixture(scope="module")
def reports():
    """Return the tables and the numbers of both reports, by name."""
    loaded = {}
    for name, project in REPORTS.items():
        checks = read_table(project.coded / "sentence_checks.csv", project.schema.tables["sentence_checks"])
        tables = {**project.load().tables(), "sentence_checks": checks}
        loaded[name] = (tables, numbers_of(project, tables))
    return loaded


@pytest.mark.whole
@pytest.mark.parametrize("name", REPORTS)
def test_the_data_bear_out_every_bound_sentence(reports, name):
    assert [str(fault) for fault in reversals(*reports[name], REPORTS[name].schema)] == []


@pytest.mark.parametrize(("name", "check_id", "position"), CASES)
def test_the_named_change_breaks_the_condition(reports, name, check_id, position):
    """The change is made on a copy; numbers are computed again where the condition asks for one."""
    project, (tables, numbers) = REPORTS[name], reports[name]
    [row] = rows(tables["sentence_checks"].query("check_id == @check_id"))
    others = changed(tables, changes_of(row.flips_with)[position], project.schema)
    if "number/" in "".join(conditions_of(row.holds)[position]):
        numbers = numbers_of(project, others)
    assert position in [failed for failed, _ in broken(row, others, numbers, project.schema)]


CLAIMS = pd.DataFrame({"claim_id": ["c-901", "c-902"], "polarity": ["asserted", "denied"]})
QUANTITIES = pd.DataFrame({"quantity_id": ["q-901-1", "q-902-1"], "low": [5.0, None], "item": ["box", "box"]})
TABLES = {"claims": CLAIMS, "quantities": QUANTITIES}
SCHEMA = find_project().schema


def check_row(**cells):
    cells = {"check_id": "boxes", "page": "book/index", "holds": None, "flips_with": None, **cells}
    return {"sentence_checks": pd.DataFrame([{"reason": None, **cells}])}


@pytest.mark.parametrize(
    "holds",
    [
        "claims/c-901/polarity = 'asserted'",
        "claims/c-901/polarity != claims/c-902/polarity",
        "quantities/q-901-1/low > 4.5",
        "number/boxes >= quantities/q-901-1/low",
        "count/claims/polarity=denied = 1",
        "count/quantities/item~bo/low= = 1",
        "count/quantities/low<6 = 1",
        "'2024-06-19' < '2024-12-04'",
        "'a denied b' has claims/c-902/polarity",
    ],
)
def test_a_condition_that_holds(holds):
    assert not list(reversals({**TABLES, **check_row(holds=holds)}, {"boxes": 5}, SCHEMA))


@pytest.mark.parametrize(
    ("holds", "message"),
    [
        ("claims/c-901/polarity = 'denied'", r"claims/c-901/polarity \[asserted\] = 'denied' does not hold"),
        ("quantities/q-901-1/low > 6", r"quantities/q-901-1/low \[5\] > 6 does not hold"),
        ("quantities/q-902-1/low < 6", r"quantities/q-902-1/low \[empty\] < 6 does not hold"),
        ("count/claims/polarity=denied = 0", r"\[1\] = 0 does not hold"),
        ("claims/c-903/polarity = 'denied'", "claims/c-903/polarity is not there"),
        ("claims/c-901/polarit = 'denied'", "claims/c-901/polarit is not there"),
        ("cases/c-901/polarity = 'denied'", "cases/c-901/polarity is not there"),
        ("1 < number/barrels", "number/barrels is not there"),
        ("boxes = 1", "boxes is not there"),
    ],
)
def test_a_condition_that_fails_names_row_operands_and_remedy(holds, message):
    [fault] = reversals({**TABLES, **check_row(holds=holds)}, {"boxes": 5}, SCHEMA)
    assert pd.Series(str(fault)).str.contains(message).all()
    assert str(fault).startswith("sentence_checks.csv, row boxes, column holds: a sentence is not borne out")
    assert "say on book/index what the data say now" in str(fault)


def test_a_text_is_neither_more_nor_less_than_a_number():
    assert not compare("2024-06-19", "<", 3.0)
    assert not compare(3.0, ">=", "2024-06-19")


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"holds": "boxes"}, "is no operand, relation (=,"),
        ({"holds": "1 < 2", "flips_with": "claims → 3"}, "is not `table/row/column → value`"),
        ({"holds": "1 < 2"}, "the conditions are 1, and the changes that break them 0"),
        ({}, "nothing is asked of the data, and nobody says why"),
    ],
)
def test_a_row_that_cannot_be_read_is_a_fault(cells, message):
    [fault] = check_forms(check_row(**cells), SCHEMA)
    assert message in str(fault)


def test_a_change_of_a_cell_that_is_not_there_is_refused():
    for cell in ("claims/c-903/polarity", "claims/c-901/polarit", "cases/c-901/polarity"):
        [changes] = changes_of(f"{cell} → denied")
        with pytest.raises(LookupError):
            changed(TABLES, changes, SCHEMA)
    [change] = changes_of("quantities/q-901-1/low →")
    assert changed(TABLES, change, SCHEMA)["quantities"]["low"].isna().all()
    assert TABLES["quantities"]["low"].notna().sum() == 1


def test_a_row_is_asked_for_by_its_id():
    assert broken(SimpleNamespace(holds="claims/c-902/polarity = 'denied'"), TABLES, {}, SCHEMA) == []
