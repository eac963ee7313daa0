"""No row names an edition that is yet to come; a draft counts as the edition that it becomes."""

import pandas as pd
import pytest

from dossier import build
from dossier.errors import DataError
from dossier.evidence.later import EDITION_COLUMNS, later_editions
from dossier.project import find_project
from dossier.schema.forms import VERSION

pytestmark = pytest.mark.whole

PROJECT = find_project()


@pytest.mark.parametrize("column", EDITION_COLUMNS)
def test_a_later_edition_is_named_with_its_cell(column):
    table = pd.DataFrame({"claim_id": ["c-001", "c-002", "c-003"], column: ["1.9.0", "1.10.1", None]})
    [fault] = later_editions({"claims": table}, "1.10.0")
    assert str(fault) == (
        f"claims.csv, row c-002, column {column}: 1.10.1 is later than 1.10.0, which the report is or becomes; "
        "write 1.10.0, or name the next: tools/version.py 1.10.1.dev0"
    )


def test_every_column_of_an_edition_is_looked_at():
    columns = {
        name
        for table in PROJECT.schema.tables.values()
        for name, column in table.to_schema().columns.items()
        if any(f"^{VERSION}$" in str(check.statistics) for check in column.checks)
        or any(VERSION in repr(check) for check in column.checks)
    }
    assert columns == set(EDITION_COLUMNS)


def test_the_build_refuses_it(monkeypatch):
    coded, record = PROJECT.inputs()
    coded["claims"].loc[0, "since"] = "9.9.9"
    monkeypatch.setattr("dossier.project.Project.inputs", lambda self: (coded, record))
    with pytest.raises(DataError, match=r"column since: 9\.9\.9 is later than"):
        build.build(PROJECT)
