"""No row of the dataset is named in `src/`: a chapter asks `selections` for the rows that it looks at."""

import ast
import re

import pytest

from dossier.project import find_project

pytestmark = pytest.mark.whole

PROJECT = find_project()
SOURCE = PROJECT.root / "src"

# Ids of these tables are words of a language, or are counted anew at each build.
WITHOUT = {
    *("concordance_words", "term_glosses", "theme_terms", "glossary"),
    *("numbers", "dates", "mentions", "sentences", "passages", "quotations"),
}

ALLOWED = {
    "beijing": "a column of a table that a drawing makes, which is spelt like the entity",
    "china": "a theme of dossier.toml, which is spelt like the entity",
    **dict.fromkeys(
        ("kyiv", "pentagon", "russia", "seoul"),
        "a part of a use in `selections`, or a column that is made, which is spelt like the entity",
    ),
}
"""Ids that are typed in `src/`, each with its reason."""


def row_ids(data):
    """Return the ids of every table that has a column for them."""
    tables = {name: table.key() for name, table in data.schema.tables.items() if name not in WITHOUT}
    return {str(row) for name, key in tables.items() if len(key) == 1 for row in getattr(data, name)[key[0]]}


@pytest.fixture(scope="module")
def ids(data):
    return row_ids(data)


def docstrings(tree):
    """Yield the docstrings of a module, its classes and functions: examples in them are made up."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                yield first.value


def typed_ids(tree, ids):
    """Yield each id of ``ids`` that a module of code types whole, with its line."""
    aside = {id(node) for node in docstrings(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in aside:
            several = {word for word in re.split(r"[;,\s]+", node.value) if "-" in word}
            for word in sorted({node.value, *several} & ids):
                yield word, node.lineno


def pattern(node):
    """Return a pattern of what an expression puts together; parts that are not typed are open."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.escape(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(map(pattern, node.values))
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return pattern(node.left) + pattern(node.right)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod) and isinstance(node.left, ast.Constant):
        return re.sub(r"%[\d.]*[sdif]", ".+", re.escape(str(node.left.value)))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        return re.sub(r"\\\{.*?\\\}", ".+", pattern(node.func.value))
    return ".+"


def joined_ids(tree, ids):
    """Yield each way of putting an id together from parts, with its line and an id that it gives."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr | ast.BinOp | ast.Call):
            made = pattern(node)
            typed = made.replace(".+", "")
            if ".+" in made and re.search(r"[a-z].*-|-.*[a-z]", typed):
                found = next((row for row in sorted(ids) if re.fullmatch(made, row)), None)
                if found:
                    yield f"{ast.unparse(node)} → {found}", node.lineno


def modules():
    return sorted(SOURCE.rglob("*.py"))


def test_no_id_is_typed_in_a_module(ids):
    found = [
        (word, f"{file.relative_to(SOURCE)}:{line}")
        for file in modules()
        for word, line in typed_ids(ast.parse(file.read_text(encoding="utf-8")), ids)
        if word not in ALLOWED
    ]
    assert found == []


def test_no_id_is_put_together_from_parts(ids):
    found = [
        (made, f"{file.relative_to(SOURCE)}:{line}")
        for file in modules()
        for made, line in joined_ids(ast.parse(file.read_text(encoding="utf-8")), ids)
    ]
    assert found == []


def test_no_id_is_in_a_data_file(ids):
    named = {row for row in ids if re.search(r"[-\d]", row)}
    for file in sorted(
        path for path in SOURCE.rglob("*") if path.suffix in (".csv", ".json", ".toml", ".txt")
    ):
        words = set(re.findall(r"[\w.-]+", file.read_text(encoding="utf-8")))
        assert not words & named, file.relative_to(SOURCE)


def test_the_allowed_ids_are_few_and_in_use(ids):
    assert len(ALLOWED) <= 20
    typed = {
        word for file in modules() for word, _ in typed_ids(ast.parse(file.read_text(encoding="utf-8")), ids)
    }
    assert set(ALLOWED) <= typed


@pytest.mark.parametrize(
    "code",
    [
        "row = table.loc['c-9001']",
        "rows = 'c-9001;c-9002'.split(';')",
        "ROWS = {'c-9001': 1}",
    ],
)
def test_an_id_typed_is_seen(code):
    assert [word for word, _ in typed_ids(ast.parse(code), {"c-9001"})][:1] == ["c-9001"]


@pytest.mark.parametrize(
    "code",
    [
        "row = f'c-{9001}'",
        "row = 'c-' + str(number)",
        "row = 'c-%03d' % number",
        "row = 'c-{}'.format(number)",
        "row = f'{day}-summit-held'",
    ],
)
def test_an_id_put_together_is_seen(code):
    assert list(joined_ids(ast.parse(code), {"c-9001", "2024-06-19-summit-held"}))


def test_an_example_in_a_docstring_is_none():
    assert not list(typed_ids(ast.parse('"""See c-9001."""\ndef f():\n    """As c-9001."""'), {"c-9001"}))
