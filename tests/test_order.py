"""The data flows one way, and imports follow it."""

import ast
from importlib.util import find_spec
from pathlib import Path

import pytest

from dossier import paths

ORDER = [
    "errors", "private", "vocabulary", "schema.base", "schema.measured", "schema.coded", "schema.record", "schema",
    "paths", "store", "data", "", "lexicon", "places",
    "read", "passages", "sentences", "numbers", "dates", "quotations", "mentions", "terms", "concordance",
    "measure", "evaluate", "scores",
    "checks", "origins", "weakness", "forecasts", "agreement", "hypotheses", "describe", "citation", "public",
    "downloads", "shown", "assessment", "corpus", "claims", "cards", "ledger", "distortion", "atlas", "cast",
    "tallies", "arms", "arsenal", "backing", "deliveries", "loads",
    "pacts", "duties", "treaty_forecasts", "treaty",
    "audit",
    "china_pacts", "china_trade", "china_stance", "china_events", "china",
    "troops", "confirmations", "losses", "admission", "motives", "unasked",
    "foreseen", "foreseen_rules", "foreseen_unasked",
    "leftout", "words", "positions", "doubt", "voices",
    "quotable", "dataset", "notebooks", "tables", "front", "prose", "foot", "french", "lookup", "machines",
    "takehome", "whole", "finish", "addresses", "site", "annotated",
    "plain", "changes", "editions", "rebuild", "shelf", "__main__",
]  # fmt: skip
PACKAGE = Path(find_spec("dossier").origin).parent


def name_of(module):
    return f"dossier.{module}".rstrip(".")


def imported(module):
    """Return the modules of the package that ``module`` imports, also inside its functions."""
    tree = ast.parse(Path(find_spec(name_of(module)).origin).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            assert not any(alias.name.startswith("dossier") for alias in node.names), (
                "one form: from dossier… import"
            )
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "dossier":
            stem = node.module.removeprefix("dossier").removeprefix(".")
            for alias in node.names:
                inner = f"{stem}.{alias.name}".lstrip(".")
                yield inner if inner in ORDER else stem


def test_every_module_has_its_place():
    files = {
        path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", ".")
        for path in PACKAGE.rglob("*.py")
    }
    assert {name.removesuffix("__init__").rstrip(".") for name in files} == set(ORDER)


@pytest.mark.parametrize("module", ORDER)
def test_a_module_imports_only_earlier_modules(module):
    assert set(imported(module)) <= set(ORDER[: ORDER.index(module)])


def test_notebooks_read_the_dataset_through_the_package_alone():
    for notebook in (paths.ROOT / "notebooks").glob("*.ipynb"):
        text = notebook.read_text(encoding="utf-8")
        assert "read_csv" not in text
        assert "open(" not in text
