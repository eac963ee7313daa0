"""The first and the last constant of each definition that a notebook can reach make it stale, changed alone."""

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
def test_constants_of_every_definition_reached_move_the_key(record_property):
    """Each is tried with one of the notebooks that reach it; they take turns."""
    project = find_project()
    reach_of = {notebook: reached(project, notebook) for notebook in notebook_files(project)}
    before = {notebook: fingerprint(project, notebook) for notebook in reach_of}
    modules = {name: path for found in reach_of.values() for name, path in found.modules.items()}
    changed = dict.fromkeys(reach_of, 0)
    for module, path in sorted(modules.items()):
        tree = ast.parse(read_source(path))
        for statement in tree.body:
            places = {(module, name) for name in bound(statement)}
            reaching = [notebook for notebook, found in reach_of.items() if places & set(found.statements)]
            inside = constants(statement) if reaching else []
            for node in dict.fromkeys([*inside[:1], *inside[-1:]]):
                notebook = min(reaching, key=lambda each: changed[each])
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
                assert after != before[notebook], f"{notebook.stem}: {module}, line {node.lineno}"
                changed[notebook] += 1
    assert all(changed.values())
    record_property(
        "found", f"{sum(changed.values())} constants that {len(changed)} notebooks reach, each moves the key"
    )
