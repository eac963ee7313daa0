"""What changed between two datasets, and the page that says so."""

import json
import re

import pytest

from dossier.editions.changes import Change, Figure, compare, moved, unexplained
from dossier.editions.changes_page import Side, changes_page, first_page, summary
from dossier.project import find_project

CLAIM = {
    "claim_id": "c-001",
    "statement": "He came.",
    "speaker": "a-man",
    "origins": "1",
    "sha256": "00",
    "since": "1.0.0",
    "retired": "",
    "change_note": "",
}
SCHEMA = find_project().schema
COMPUTED = frozenset(SCHEMA.tables["claims"].computed())
BEFORE, AFTER = Side("edition 1.0.0", "v1.0"), Side("edition 1.1.0", "v1.1")


@pytest.fixture
def folder(tmp_path):
    """Write a dataset folder of claims, estimates and numbers."""

    def write(name, claims, numbers=None, estimates=()):
        made = tmp_path / name
        made.mkdir()
        for table, rows in (("claims", claims), ("estimates", estimates)):
            if rows:
                columns = list(rows[0])
                lines = [columns, *([row[column] for column in columns] for row in rows)]
                (made / f"{table}.csv").write_text("\n".join(",".join(map(quoted, line)) for line in lines))
        (made / "numbers.json").write_text(json.dumps(numbers or {}))
        return made

    return write


def quoted(cell):
    return '"' + cell.replace('"', '""') + '"'


def rows_of(changes, kind):
    return [(each.row, each.reason) for each in changes.of(kind)]


def test_nothing_changed(folder):
    same = compare(folder("a", [CLAIM], {"n": 1}), folder("b", [CLAIM], {"n": 1}), SCHEMA)
    assert same == ([], [])
    assert summary(same) == "No figure and no row changed."


def test_a_claim_is_added_changed_retired(folder):
    old = [CLAIM, CLAIM | {"claim_id": "c-002"}, CLAIM | {"claim_id": "c-003"}]
    new = [
        CLAIM | {"statement": "She came.", "change_note": "misread"},
        CLAIM | {"claim_id": "c-002", "retired": "1.1.0", "change_note": "said by nobody"},
        CLAIM | {"claim_id": "c-003"},
        CLAIM | {"claim_id": "c-004", "since": "1.1.0"},
    ]
    changes = compare(folder("a", old), folder("b", new), SCHEMA)
    assert rows_of(changes, "added") == [("c-004", "")]
    assert rows_of(changes, "retired") == [("c-002", "said by nobody")]
    assert changes.of("changed") == [
        Change(
            "claims",
            "c-001",
            "changed",
            "She came.",
            (("statement", "He came.", "She came."),),
            "misread",
            COMPUTED,
        )
    ]


def test_a_claim_that_was_retired_before_is_no_news(folder):
    gone = CLAIM | {"retired": "1.0.0", "change_note": "twice"}
    assert compare(folder("a", [gone]), folder("b", [gone]), SCHEMA).rows == []


def test_a_row_that_vanished_is_retired(folder):
    changes = compare(folder("a", [CLAIM]), folder("b", []), SCHEMA)
    assert rows_of(changes, "retired") == [("c-001", "")]


def test_a_digest_and_a_note_alone_are_no_change(folder):
    noted = CLAIM | {"sha256": "11", "change_note": "spelling"}
    assert compare(folder("a", [CLAIM]), folder("b", [noted]), SCHEMA).rows == []


def test_a_column_that_one_side_lacks_is_empty_there(folder):
    old = {name: cell for name, cell in CLAIM.items() if name not in {"speaker", "change_note", "retired"}}
    [change] = compare(folder("a", [old]), folder("b", [CLAIM]), SCHEMA).rows
    assert change.cells == (("speaker", "", "a-man"),)


def test_other_tables_are_compared_too(folder):
    estimates = [{"estimate_id": "2023-a", "best": "5000"}], [{"estimate_id": "2023-a", "best": "5200"}]
    changes = compare(
        folder("a", [CLAIM], None, estimates[0]), folder("b", [CLAIM], None, estimates[1]), SCHEMA
    )
    assert [(each.table, each.cells) for each in changes.rows] == [("estimates", (("best", "5000", "5200"),))]


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        pytest.param(10_000, 11_000.0, [("10,000", "11,000")], id="thousands apart"),
        pytest.param(0.123456, 0.2, [("0.1235", "0.2")], id="four digits are enough"),
        pytest.param(0.12345678, 0.12345679, [("0.12345678", "0.12345679")], id="unless they hide the move"),
        pytest.param("2024-06", "2024-07", [("2024-06", "2024-07")], id="a date"),
        pytest.param(0, 1, [("0", "1")], id="from nothing"),
        pytest.param(5, 5.0, [], id="the same number"),
    ],
)
def test_a_figure_that_moved(old, new, shown):
    assert [(each.before, each.after) for each in moved({"n": old}, {"n": new})] == shown


@pytest.mark.parametrize(
    ("new", "missing"),
    [
        pytest.param({"statement": "She came."}, ["c-001"], id="changed without a word"),
        pytest.param({"statement": "She came.", "change_note": "misread"}, [], id="with a reason"),
        pytest.param({"retired": "1.1.0"}, ["c-001"], id="retired without a word"),
        pytest.param({"origins": "2"}, [], id="a computed cell explains itself"),
    ],
)
def test_a_change_without_a_reason_is_found(folder, new, missing):
    assert unexplained(compare(folder("a", [CLAIM]), folder("b", [CLAIM | new]), SCHEMA)) == missing


def test_the_reason_of_an_earlier_change_is_none_for_this_one(folder):
    old = CLAIM | {"change_note": "spelling"}
    new = old | {"statement": "She came."}
    assert unexplained(compare(folder("a", [old]), folder("b", [new]), SCHEMA)) == ["c-001"]


def test_the_page_leads_each_claim_to_where_it_stands(folder):
    old = [CLAIM, CLAIM | {"claim_id": "c-002"}]
    new = [CLAIM | {"statement": "She came."}, CLAIM | {"claim_id": "c-002", "retired": "1.1.0"}]
    page = changes_page(
        compare(folder("a", old), folder("b", new), SCHEMA), BEFORE, AFTER, "Two claims.", "A book"
    )
    assert '<html lang="en">' in page
    assert 'href="v1.1/book/ledger.html#c-001"' in page
    assert 'href="v1.0/book/ledger.html#c-002"' in page, "a retired claim stands in the edition that had it"
    assert "1 claim changed, 1 claim retired" in page
    assert "http" not in page
    assert re.findall(r'(?:href|src)="/', page) == []


def test_whatever_the_data_hold_is_text(folder):
    evil = '<script>alert("&")</script>'
    new = CLAIM | {"statement": evil, "change_note": evil}
    numbers = {"n": 1}, {evil: evil}
    changes = compare(folder("a", [CLAIM], numbers[0]), folder("b", [new], numbers[1]), SCHEMA)
    page = changes_page(changes, BEFORE, AFTER, evil, "A book")
    assert "<script" not in page
    assert page.count("&lt;script&gt;") >= 4


def test_the_first_edition_counts_what_it_brought(folder):
    made = folder("a", [CLAIM, CLAIM | {"claim_id": "c-002", "retired": "1.0.0"}], {"n": 1, "m": 2})
    assert "1 claims and 2 figures" in first_page(AFTER, made, "The first.", "A book")


def test_figures_have_their_two_editions():
    [figure] = moved({"boxes": 1}, {"boxes": 2})
    assert figure == Figure("boxes", "1", "2")
