"""Rows that pages and notebooks name are asked for before the book is begun."""

import json
import shutil

import pytest

from dossier.book.named_rows import lost_rows
from dossier.project import Project, find_project

PROJECT = find_project()


@pytest.fixture
def report(tmp_path):
    """Return a copy of what is read: declaration, pages, notebooks."""
    for name in ("book", "notebooks"):
        shutil.copytree(PROJECT.root / name, tmp_path / name, ignore=shutil.ignore_patterns("_static"))
    shutil.copy(PROJECT.root / "dossier.toml", tmp_path)
    return Project(tmp_path)


@pytest.fixture
def tables(data):
    return data.tables()


def test_every_row_that_is_named_is_there(tables):
    assert list(lost_rows(PROJECT, tables)) == []


def test_a_retired_claim_is_said_with_page_and_line(report, tables):
    page = report.root / "book" / "decisions.md"
    page.write_text("# Decisions\n\nSee {claim}`c-001`.\n", encoding="utf-8")
    claims = tables["claims"].copy()
    claims.loc[claims["claim_id"].eq("c-001"), "retired"] = "1.1.0"
    found = [str(fault) for fault in lost_rows(report, {**tables, "claims": claims})]
    assert (
        "book/decisions.md, row line 3: names 'c-001', which is retired; "
        "mend the sentence, or name the row that takes its place"
    ) in found


def test_an_id_that_no_table_has_is_said_with_its_cell(report, tables):
    file = report.notebooks / "arms.ipynb"
    notebook = json.loads(file.read_text(encoding="utf-8"))
    notebook["cells"].append(
        {"cell_type": "markdown", "metadata": {}, "source": ["Text.\n", "{row}`no-row`"]}
    )
    file.write_text(json.dumps(notebook), encoding="utf-8")
    [fault] = lost_rows(report, tables)
    assert fault.file == "notebooks/arms.ipynb"
    assert fault.row == f"cell {len(notebook['cells'])}, line 2"
    assert "names 'no-row', which no table has" in fault.problem


def test_an_article_that_nobody_read_is_said_with_page_and_line(report, tables):
    page = report.root / "book" / "decisions.md"
    page.write_text("# Decisions\n\nSee {article}`no-article`.\n", encoding="utf-8")
    [fault] = lost_rows(report, tables)
    assert str(fault).startswith("book/decisions.md, row line 3: names 'no-article', which is no article")


def test_code_cells_are_not_prose(report, tables):
    file = report.notebooks / "arms.ipynb"
    notebook = json.loads(file.read_text(encoding="utf-8"))
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "source": ["# {row}`no-row`"]}
    notebook["cells"].append(cell)
    file.write_text(json.dumps(notebook), encoding="utf-8")
    assert list(lost_rows(report, tables)) == []
