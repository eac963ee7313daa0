import json
import os
import re
import shutil
import subprocess
import sys
import time

import nbformat
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


def small_notebook(folder, *sources):
    """Write a notebook of code cells with these sources."""
    notebook = folder / "small.ipynb"
    made = [
        nbformat.v4.new_code_cell(source, id=f"cell-{number}") for number, source in enumerate(sources, 1)
    ]
    nbformat.write(
        nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("a", id="a"), *made]), notebook
    )
    return notebook


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("1 / 0", "ZeroDivisionError: division by zero; mend the cell"),
        ("while True:\n    print('x' * 10_000)", "prints more than 5 MB, .*; print less"),
        ("print('x' * 6_000_000)", "prints more than 5 MB, .*; print less"),
        ("import time\ntime.sleep(600)", "did not end within 2 seconds; take out what it waits for"),
        ("import os\nos._exit(3)", "its kernel died; take out what ends it"),
    ],
    ids=["an error", "a flood", "much at once", "a wait", "a dead kernel"],
)
@pytest.mark.book
def test_a_notebook_that_fails_keeps_what_it_stored(tmp_path, monkeypatch, capfd, code, message):
    monkeypatch.setattr(
        notebooks, "MOST_SECONDS", 2 if "sleep" in code else 60
    )  # a busy machine prints slowly
    notebook = small_notebook(tmp_path, "1", code)
    before = notebook.read_bytes()
    with pytest.raises(
        DataError, match=rf"^small.ipynb, code cell 2: {message}, then run `make refresh` again$"
    ):
        refresh(PROJECT, [notebook])
    assert notebook.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["small.ipynb"]
    assert "Traceback" not in capfd.readouterr().err


# The gate: nothing is published but what the last refresh wrote


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A copy of a notebook of the report, with the digests that a refresh writes."""
    folder = tmp_path_factory.mktemp("published")
    stored = nbformat.read(PROJECT.notebooks / "troops.ipynb", as_version=4)
    stored.metadata["dossier"] = {"shown": notebooks.shown(stored)}
    nbformat.write(stored, folder / "troops.ipynb")
    return folder / "troops.ipynb"


def swapped(text, a, b):
    assert a in text
    assert b in text
    return text.replace(a, "\0").replace(b, a).replace("\0", b)


def once(pattern, replacement):
    """Return a change of the first place in any HTML output that ``pattern`` matches."""

    def change(cells):
        for cell in cells:
            for output in cell.outputs:
                page = output.get("data", {}).get("text/html", "")
                changed = re.sub(pattern, replacement, page, count=1, flags=re.DOTALL)
                if changed != page:
                    output.data["text/html"] = changed
                    return cell
        raise AssertionError(f"no output has {pattern}")

    return change


def change_of(kind):
    """Return what a person, a merge or a program may do to the code cells of a notebook, by its name."""

    def first(cells, has):
        return next(cell for cell in cells if has(cell))

    def of_caption(cells):
        cell = first(cells, lambda cell: "mystnb" in cell.metadata)
        cell.metadata.mystnb.figure.caption = cell.metadata.mystnb.figure.caption.replace("North", "South")
        return cell

    def of_name(cells):
        cell = first(cells, lambda cell: "mystnb" in cell.metadata)
        cell.metadata.mystnb.figure.name += "-2"
        return cell

    def hidden(cells):
        cell = first(cells, lambda cell: cell.outputs)
        cell.metadata.setdefault("tags", []).append("remove-output")
        return cell

    def stripped(cells):
        cell = first(cells, lambda cell: cell.outputs)
        cell.outputs = []
        return cell

    def added(cells):
        cell = first(cells, lambda cell: cell.outputs)
        cell.outputs.append(nbformat.v4.new_output("stream", text="9,999,999"))
        return cell

    def another_type(cells):
        cell = first(cells, lambda cell: cell.outputs)
        cell.outputs[0].data["image/svg+xml"] = "<svg/>"
        return cell

    def plain_text(cells):
        cell = first(cells, lambda cell: cell.outputs)
        cell.outputs[0].data["text/plain"] += "?"
        return cell

    def exchanged(cells):
        one, two = [cell for cell in cells if cell.outputs][:2]
        one.outputs, two.outputs = two.outputs, one.outputs
        return one

    def labels_swapped(cells):
        for cell in cells:
            for output in cell.outputs:
                page = output.get("data", {}).get("text/html", "")
                labels = list(dict.fromkeys(re.findall(r">([A-Z][a-z]+)</text>", page)))
                if len(labels) > 1:
                    output.data["text/html"] = swapped(page, f">{labels[0]}<", f">{labels[1]}<")
                    return cell
        raise AssertionError("no drawing has two labels")

    return {
        "coordinate of a path": once(r'( d="M ?)\d', r"\g<1>9999"),
        "coordinate of a mark": once(r'(<use [^>]*x=")', r"\g<1>1"),
        "label": once(r"(<text[^>]*>[^<]*)</text>", r"\1 not</text>"),
        "labels swapped": labels_swapped,
        "alt text": once(r'(aria-label="|<title[^>]*>)', r"\1Not "),
        "number in a table": once(r"(<td[^>]*>)\d", r"\g<1>9999"),
        "word in a table": once(r"<td([^>]*)>([a-z])", r"<td\1>not \2"),
        "caption of a table": once(r"<caption([^>]*)>", r"<caption\1>Not: "),
        "rows in another order": once(r"(<tr>.*?</tr>)\s*(<tr>.*?</tr>)", r"\2\1"),
        "target of a link": once(r'href="[^"]*', 'href="index.html'),
        "caption of a figure": of_caption,
        "name of a figure": of_name,
        "another type": another_type,
        "plain text": plain_text,
        "output stripped": stripped,
        "output hidden": hidden,
        "output added": added,
        "outputs of two cells": exchanged,
    }[kind]


KINDS = [
    "coordinate of a path", "coordinate of a mark", "label", "labels swapped", "alt text", "number in a table",
    "word in a table", "caption of a table", "rows in another order", "target of a link", "caption of a figure",
    "name of a figure", "another type", "plain text", "output stripped", "output hidden", "output added",
    "outputs of two cells",
]  # fmt: skip


def test_what_a_refresh_wrote_is_let_through(published):
    notebooks.refuse_altered([published])


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_refresh_did_not_write_is_refused_by_cell(published, tmp_path, kind):
    stored = nbformat.read(published, as_version=4)
    code = [cell for cell in stored.cells if cell.cell_type == "code"]
    number = code.index(change_of(kind)(code)) + 1
    nbformat.write(stored, tmp_path / "troops.ipynb")
    message = rf"notebooks/troops.ipynb, code cell {number}: its output, caption or alt text .*; run `make refresh`$"
    with pytest.raises(DataError, match=message):
        notebooks.refuse_altered([tmp_path / "troops.ipynb"])


def test_a_setting_that_hides_every_output_is_refused(published, tmp_path):
    stored = nbformat.read(published, as_version=4)
    stored.metadata["mystnb"] = {"remove_code_outputs": True}
    nbformat.write(stored, tmp_path / "troops.ipynb")
    with pytest.raises(DataError, match="code cell 1"):
        notebooks.refuse_altered([tmp_path / "troops.ipynb"])


def test_a_cell_that_is_gone_and_digests_that_are_gone_are_refused(published, tmp_path):
    stored = nbformat.read(published, as_version=4)
    stored.cells = [cell for cell in stored.cells if cell.cell_type != "code" or cell.execution_count != 3]
    nbformat.write(stored, tmp_path / "troops.ipynb")
    with pytest.raises(DataError, match=r"has (\d+) code cells, and its last refresh wrote"):
        notebooks.refuse_altered([tmp_path / "troops.ipynb"])
    del stored.metadata["dossier"]
    nbformat.write(stored, tmp_path / "troops.ipynb")
    with pytest.raises(DataError, match="no refresh has noted what its cells show; run `make refresh`"):
        notebooks.refuse_altered([tmp_path / "troops.ipynb"])


def test_prose_and_the_settings_of_an_editor_are_let_through(published, tmp_path):
    stored = nbformat.read(published, as_version=4)
    stored.cells[0].source += "\nMore."
    stored.metadata["kernelspec"] = {"display_name": "Another", "language": "python", "name": "python3"}
    nbformat.write(stored, tmp_path / "troops.ipynb")
    notebooks.refuse_altered([tmp_path / "troops.ipynb"])


@each_notebook
def test_the_notebooks_show_what_their_last_refresh_wrote(notebook):
    notebooks.refuse_altered([notebook])


@pytest.mark.book
def test_a_refresh_notes_what_it_stores(tmp_path):
    notebook = small_notebook(tmp_path, "import dossier", "print('3')")
    refresh(PROJECT, [notebook])
    notebooks.refuse_altered([notebook])
    first = notebook.read_bytes()
    refresh(PROJECT, [notebook])
    assert notebook.read_bytes() == first


def test_the_gate_takes_less_than_a_second():
    before = time.process_time()
    notebooks.refuse_altered(NOTEBOOKS)
    assert time.process_time() - before < 1


@pytest.mark.book
def test_a_changed_number_fails_the_comparison(tmp_path):
    """From the dataset to nbval: one number moves in a copy, and the stored output no longer fits.

    That all outputs fit the dataset as it is, `make test` shows for every notebook.
    """
    for name in ("data", "notebooks", "book"):
        shutil.copytree(PROJECT.root / name, tmp_path / name, ignore=shutil.ignore_patterns("texts"))
    shutil.copy(PROJECT.root / "dossier.toml", tmp_path)
    shutil.copy(PROJECT.root / "_config.yml", tmp_path)
    table = tmp_path / "data" / "dataset" / "quantities.csv"
    text = table.read_text(encoding="utf-8")
    assert text.count(",3000,") == 1, "the soldiers who had arrived"
    table.write_text(text.replace(",3000,", ",3001,"), encoding="utf-8")
    changed = compare(tmp_path, "troops")
    assert changed.returncode == 1, changed.stdout
    assert "3,001" in changed.stdout
    assert re.search(r"\b[1-9]\d* passed", changed.stdout), "cells without the number fit in the copy, too"


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
