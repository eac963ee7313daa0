"""What CONTRIBUTING.md shows is walked through, command by command, in a copy of the project."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from dossier.project import find_project

PROJECT = find_project()

pytestmark = pytest.mark.slow  # each recipe builds the dataset, two run notebooks: CI walks them


def commands(section):
    """Return the commands that CONTRIBUTING.md shows under a heading."""
    text = (PROJECT.root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    body = re.search(rf"^## {section}$(.*?)(?=^## )", text, re.MULTILINE | re.DOTALL)[1]
    return re.search(r"```sh\n(.*?)```", body, re.DOTALL)[1].splitlines()


@pytest.fixture
def project(tmp_path, needs_git):
    """Return a copy of what git tracks, without the private articles."""
    for name in ("data", "book", "notebooks", "tests/corpus"):
        shutil.copytree(
            PROJECT.root / name, tmp_path / name, ignore=shutil.ignore_patterns("texts", "_static")
        )
    for name in ("CITATION.cff", "_config.yml", "dossier.toml", "requirements.lock"):
        shutil.copy(PROJECT.root / name, tmp_path)
    subprocess.run("git init -q && git add data", shell=True, cwd=tmp_path, check=True)
    return tmp_path


def walk(project, lines):
    named = ("DOSSIER_ROOT", "DOSSIER_TEXTS")  # else the commands would work on the project itself
    environment = {name: value for name, value in os.environ.items() if name not in named}
    script = "set -eu\n" + "\n".join(lines).replace(".venv/bin/python", sys.executable)
    run = subprocess.run(
        ["bash", "-c", script], cwd=project, env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_an_article_is_added(project):
    lines = commands("Add an article")
    assert len(lines) <= 10
    walk(project, lines)
    dataset = project / "data" / "dataset"
    assert "port-2024," in (dataset / "documents.csv").read_text(encoding="utf-8")
    assert "\nc-900," in (dataset / "claims.csv").read_text(encoding="utf-8")
    assert "visit-2024-n" in (dataset / "numbers.csv").read_text(encoding="utf-8"), "the others stay"


def test_a_fact_is_added(project):
    walk(project, commands("Add a fact"))
    events = (project / "data" / "dataset" / "events.csv").read_text(encoding="utf-8")
    assert "2024-05-16-port-full," in events
    assert "port-page," in (project / "data" / "dataset" / "sources.csv").read_text(encoding="utf-8")


def test_a_forecast_is_added_and_resolved(project):
    printed = walk(project, commands("Add a forecast, and resolve it"))
    assert "no fault in data/" in printed
    built = (project / "data" / "dataset" / "forecasts.csv").read_text(encoding="utf-8")
    [row] = [line for line in built.splitlines() if line.startswith("f-900,")]
    assert ",yes,2024-05-16,tass-vost," in row
    assert row.endswith("0.04,0.2025"), "it is scored: (1 - 0.8)² to (1 - 0.55)²"


def test_what_uses_a_claim_is_said_when_it_is_taken_back(project):
    printed = walk(project, commands("Take a claim back"))
    assert "forecasts.csv,f-001,easy_row,c-003,'c-003' is retired" in printed.replace('"', "")
    assert "notebooks/foreseen.ipynb,cell 3, line 5," in printed.replace('"', "")
    assert "these rows and pages name the claim" in printed


def test_a_number_is_corrected(project):
    lines = commands("Correct a number")
    assert len(lines) <= 10
    assert "data/dataset/estimates.csv" in walk(project, lines)
    notebook = (project / "notebooks" / "arms.ipynb").read_text(encoding="utf-8")
    assert "5,200" in notebook
    assert "about 5,000" not in notebook
