"""The data flows one way, and imports follow it."""

import ast
from graphlib import TopologicalSorter
from importlib.util import find_spec
from pathlib import Path

import pytest

from dossier.project import find_project

PROJECT = find_project()


SOURCE = Path(find_spec("dossier").origin).parent.parent
PACKAGES = ("dossier", "militant_unity")

# Lower floors first: a room imports from those before it, and from itself.
ROOMS = {
    "dossier": [
        "errors", "lock", "schema", "data", "reading", "evidence", "show", "report", "project", "", "pages", "build",
        "web", "book", "editions", "look", "cli", "__main__",
    ],
    "militant_unity": [
        "", "vocabulary", "tables", "data", "corpus", "standing", "cast", "map", "foreseen", "arms", "treaty", "china",
        "troops", "words", "numbers", "report",
    ],
}  # fmt: skip


def name_of(file):
    parts = file.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(file): file for package in PACKAGES for file in sorted((SOURCE / package).rglob("*.py"))}


def imported(module):
    """Return the modules of the two packages that ``module`` imports, also inside its functions."""
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            assert not any(alias.name.startswith(PACKAGES) for alias in node.names), (
                "one form: from dossier… import"
            )
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in PACKAGES:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in MODULES else node.module


def room_of(module):
    return [*module.split("."), ""][1]


def test_every_module_has_its_room():
    for package, rooms in ROOMS.items():
        assert {room_of(module) for module in MODULES if module.split(".")[0] == package} == set(rooms)


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_from_its_room_and_lower_floors(module):
    package = module.split(".")[0]
    rooms = ROOMS[package]
    mine = rooms.index(room_of(module))
    for other in imported(module):
        if other.split(".")[0] == package:
            assert rooms.index(room_of(other)) <= mine, other


@pytest.mark.parametrize("module", [module for module in MODULES if module.startswith("dossier")])
def test_the_engine_imports_nothing_of_a_report(module):
    assert not [other for other in imported(module) if not other.startswith("dossier")]


def test_no_module_imports_itself_by_a_detour():
    list(TopologicalSorter({module: set(imported(module)) for module in MODULES}).static_order())


@pytest.mark.parametrize("folder", [folder for folder in SOURCE.rglob("*") if folder.is_dir()])
def test_a_folder_holds_no_more_than_24_modules(folder):
    assert sum(file.name != "__init__.py" for file in folder.glob("*.py")) <= 24


@pytest.mark.parametrize("module", MODULES)
def test_a_module_has_no_more_than_420_lines(module):
    assert MODULES[module].read_text(encoding="utf-8").count("\n") <= 420


def test_notebooks_read_the_dataset_through_the_package_alone():
    for notebook in (PROJECT.root / "notebooks").glob("*.ipynb"):
        text = notebook.read_text(encoding="utf-8")
        assert "read_csv" not in text
        assert "open(" not in text
