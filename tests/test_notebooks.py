import json
import os
import re
import shutil
import subprocess
import sys

import pytest

from dossier.book import notebooks
from dossier.book.notebooks import fingerprint, notebook_files, refresh, stale
from dossier.errors import DataError
from dossier.project import Project, find_project

PROJECT = find_project()

NOTEBOOKS = notebook_files(PROJECT)
SANITIZE = PROJECT.root / "tests" / "nbval_sanitize.cfg"
each_notebook = pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)


def cells(notebook, kind):
    found = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in found if cell["cell_type"] == kind]


def source(cell):
    return "".join(cell["source"])


def test_there_is_a_notebook_for_each_theme():
    names = ["arms", "china", "corpus", "foreseen", "treaty", "troops", "words"]
    assert [path.stem for path in NOTEBOOKS] == names


@each_notebook
def test_every_cell_is_stored_as_it_ran_and_compared(notebook):
    code = cells(notebook, "code")
    assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))
    assert all(cell["outputs"] for cell in code[1:]), "every cell but the import shows something"
    assert "nbval" not in json.dumps(code).lower(), "no cell is exempt from comparison"


@each_notebook
def test_stored_outputs_belong_to_this_data_and_code(notebook):
    assert stale(PROJECT, [notebook]) == []


@each_notebook
def test_every_figure_is_named_and_cited(notebook):
    prose = "".join(source(cell) for cell in cells(notebook, "markdown"))
    shown = [cell["metadata"]["mystnb"] for cell in cells(notebook, "code") if "mystnb" in cell["metadata"]]
    assert len(shown) >= 2
    assert all(set(each) == {"figure"} for each in shown)
    assert all(set(each["figure"]) == {"caption", "name"} for each in shown)
    assert all("Source: table" in each["figure"]["caption"] for each in shown)
    assert {each["figure"]["name"] for each in shown} == set(re.findall(r"{numref}`([^`]+)`", prose))


@each_notebook
def test_a_notebook_asks_answers_and_says_what_it_does_not_show(notebook):
    prose = [source(cell) for cell in cells(notebook, "markdown")]
    assert "**Question.**" in prose[0]
    assert "**Answer.**" in prose[0]
    assert prose[-1].startswith("## What this does not show")


@each_notebook
def test_a_notebook_shows_a_table_and_holds_no_logic_and_no_data(notebook):
    code = [source(cell) for cell in cells(notebook, "code")]
    assert any("<table" in json.dumps(cell["outputs"]) for cell in cells(notebook, "code"))
    assert not any(re.search(r"^\s*(def|class|for|while|if)\b|lambda", text, re.MULTILINE) for text in code)
    assert not any(re.search(r"\d", text) for text in code), "no number is typed into a notebook"


class TestFingerprint:
    """What the outputs depend on, and nothing else."""

    @pytest.fixture
    def project(self, tmp_path):
        for name in ("data/dataset", "notebooks"):
            shutil.copytree(PROJECT.root / name, tmp_path / name)
        shutil.copy(PROJECT.root / "requirements.lock", tmp_path)
        shutil.copy(PROJECT.root / "dossier.toml", tmp_path)
        return Project(tmp_path)

    def test_it_moves_with_the_tables_that_it_reads_and_no_other(self, project):
        notebook = project.root / "notebooks" / "treaty.ipynb"
        before = fingerprint(project, notebook)
        for name, moves in (("quotations", False), ("clauses", True)):
            table = project.root / "data" / "dataset" / f"{name}.csv"
            table.write_text(table.read_text(encoding="utf-8") + "\n", encoding="utf-8")
            assert (fingerprint(project, notebook) != before) is moves

    @pytest.mark.parametrize(
        ("old", "new", "moves"),
        [
            ('arms = "the arms trade"', 'arms = "the trade in arms"', True),
            ('abstract = "', 'abstract = "In short: ', False),
        ],
    )
    def test_it_moves_with_the_words_of_the_report_and_no_other_declaration(self, project, old, new, moves):
        notebook = project.root / "notebooks" / "treaty.ipynb"
        before = fingerprint(project, notebook)
        declaration = project.root / "dossier.toml"
        text = declaration.read_text(encoding="utf-8")
        assert text.count(old) == 1
        declaration.write_text(text.replace(old, new), encoding="utf-8")
        assert (fingerprint(Project(project.root), notebook) != before) is moves

    def test_it_moves_with_the_packages(self, project):
        notebook = project.root / "notebooks" / "arms.ipynb"
        before = fingerprint(project, notebook)
        (project.root / "requirements.lock").write_text("pandas==0")
        assert fingerprint(project, notebook) != before

    def test_prose_leaves_it(self, project):
        notebook = project.root / "notebooks" / "arms.ipynb"
        before = fingerprint(project, notebook)
        notebook.write_text(
            notebook.read_text(encoding="utf-8").replace("**Answer.**", "**An answer.**"), encoding="utf-8"
        )
        assert fingerprint(project, notebook) == before


def test_a_notebook_that_fails_keeps_what_it_stored(tmp_path):
    notebook = tmp_path / "broken.ipynb"
    cell = {
        "cell_type": "code",
        "id": "a",
        "metadata": {},
        "execution_count": 1,
        "outputs": [],
        "source": "1 / 0",
    }
    notebook.write_text(json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    before = notebook.read_bytes()
    with pytest.raises(DataError, match=r"broken.ipynb: ZeroDivisionError: division by zero; mend the cell"):
        refresh(PROJECT, [notebook])
    assert notebook.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["broken.ipynb"]


@pytest.mark.book
def test_a_changed_number_fails_the_comparison(tmp_path):
    """From the dataset to nbval: one number moves in a copy, and the stored output no longer fits."""
    for name in ("data", "notebooks", "book"):
        shutil.copytree(PROJECT.root / name, tmp_path / name, ignore=shutil.ignore_patterns("texts"))
    shutil.copy(PROJECT.root / "dossier.toml", tmp_path)
    shutil.copy(PROJECT.root / "_config.yml", tmp_path)
    assert compare(tmp_path, "troops").returncode == 0
    table = tmp_path / "data" / "dataset" / "quantities.csv"
    text = table.read_text(encoding="utf-8")
    assert text.count(",3000,") == 1, "the soldiers who had arrived"
    table.write_text(text.replace(",3000,", ",3001,"), encoding="utf-8")
    changed = compare(tmp_path, "troops")
    assert changed.returncode == 1, changed.stdout
    assert "3,001" in changed.stdout


def compare(root, stem):
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--nbval",
        "--nbval-current-env",
        "-p",
        "no:cacheprovider",
        "-c",
        "/dev/null",
        "--nbval-sanitize-with",
        str(SANITIZE),
        str(root / "notebooks" / f"{stem}.ipynb"),
    ]
    without_texts = {name: value for name, value in os.environ.items() if name != "DOSSIER_TEXTS"}
    environment = {**without_texts, "DOSSIER_ROOT": str(root)}
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)


def test_the_notebooks_are_listed_from_one_place():
    assert notebooks.notebook_files(PROJECT) == sorted((PROJECT.root / "notebooks").glob("*.ipynb"))
