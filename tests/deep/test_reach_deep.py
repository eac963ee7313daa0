"""Every constant that a notebook can reach: changed alone, each makes the notebook stale."""

import ast

import pytest

from dossier.book.notebooks import fingerprint, notebook_files, reached
from dossier.book.reach import read_source
from dossier.project import find_project


def constants(statement):
    """Return the constants of a statement, without its docstrings."""
    texts = {id(node.value) for node in ast.walk(statement) if isinstance(node, ast.Expr)}
    kinds = (str, int, float, bytes)
    found = [node for node in ast.walk(statement) if isinstance(node, ast.Constant) and id(node) not in texts]
    return [node for node in found if isinstance(node.value, kinds)]


def bound(statement):
    targets = getattr(statement, "targets", [getattr(statement, "target", None)])
    return {getattr(statement, "name", ""), *(getattr(target, "id", "") for target in targets)} - {""}


@pytest.mark.deep(
    "src/dossier/book/notebooks.py",
    "src/dossier/book/reach.py",
    "src/dossier/book/statements.py",
    "notebooks",
)
def test_every_constant_reached_moves_the_key(record_property):
    changed, project = 0, find_project()
    for notebook in notebook_files(project):
        before, found = fingerprint(project, notebook), reached(project, notebook)
        for module, path in found.modules.items():
            tree = ast.parse(read_source(path))
            names = {name for of, name in found.statements if of == module}
            for node in [node for each in tree.body if bound(each) & names for node in constants(each)]:
                old = node.value
                node.value = (
                    not old
                    if isinstance(old, bool)
                    else old + (b"1" if isinstance(old, bytes) else type(old)(1))
                )
                sources = {path: ast.unparse(tree)}
                node.value = old
                after = fingerprint(
                    project, notebook, lambda file, new=sources: new.get(file) or read_source(file)
                )
                assert after != before, f"{notebook.stem}: {module}, line {node.lineno}"
                changed += 1
    record_property(
        "found", f"{changed} constants of {len(notebook_files(project))} notebooks, each moves the key"
    )
