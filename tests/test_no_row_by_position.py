"""No row is found by its position, and no two tables are joined without saying how."""

import ast

import pytest

from dossier.project import find_project

SOURCE = find_project().root / "src"


def calls(tree):
    """Yield each position asked of a table, and each merge that does not say how many rows may meet."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Attribute):
            place = node.slice.operand if isinstance(node.slice, ast.UnaryOp) else node.slice
            by_number = isinstance(place, ast.Constant) and isinstance(place.value, int)
            if node.value.attr in ("iloc", "iat") and by_number:
                yield "position", node.lineno
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "merge"
            and not any(word.arg == "validate" for word in node.keywords)
        ):
            yield "merge", node.lineno


def found(kind):
    """Return file, line and the line before of each ``kind`` in the source."""
    for file in sorted(SOURCE.rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        lines = text.splitlines()
        for what, line in calls(ast.parse(text)):
            if what == kind:
                yield f"{file.relative_to(SOURCE)}:{line}", lines[line - 1] + lines[line - 2]


def test_a_row_by_its_position_is_rare_and_has_its_reason():
    places = list(found("position"))
    assert len(places) <= 5
    assert [place for place, lines in places if "#" not in lines] == []


def test_every_merge_says_how_many_rows_may_meet():
    assert [place for place, _ in found("merge")] == []


@pytest.mark.parametrize(
    ("code", "kinds"),
    [
        ("table.iloc[0]", ["position"]),
        ("table['a'].iloc[-1]", ["position"]),
        ("table.iloc[:, 0]", []),
        ("a.merge(b, on='c')", ["merge"]),
        ("a.merge(b, on='c', validate='one_to_one')", []),
    ],
)
def test_what_is_guarded_is_seen(code, kinds):
    assert [kind for kind, _ in calls(ast.parse(code))] == kinds
