"""The command line as a person meets it: exit codes, one line a fault, nothing half done."""

import csv
import os
import re
import shlex
import shutil
import subprocess
import sys

import pytest
from commands import run
from typer.main import get_command
from typer.testing import CliRunner

from dossier.cli import app
from dossier.project import find_project
from dossier.schema import MEASURED, PUBLIC
from dossier.schema.cells import read_dicts

pytestmark = pytest.mark.book

PROJECT = find_project()

SAMPLES = PROJECT.root / "tests" / "corpus"


def dossier(*arguments, root=PROJECT.root, words="", **environment):
    inherited = {name: value for name, value in os.environ.items() if name != "DOSSIER_TEXTS"}
    own = {**inherited, "DOSSIER_ROOT": str(root), **environment}
    return run(*arguments, root=root, words=words, environment=own)


@pytest.fixture
def project(tmp_path):
    root = tmp_path / "project"
    for name in ("data", "book", "notebooks"):
        shutil.copytree(PROJECT.root / name, root / name, ignore=shutil.ignore_patterns("texts", "_static"))
    for name in ("CITATION.cff", "_config.yml", "dossier.toml", "requirements.lock"):
        shutil.copy(PROJECT.root / name, root)
    return root


def stamp(root):
    """Take the stored outputs as they are, as `refresh` would where they do not change."""
    code = (
        "import json\nfrom dossier.book.notebooks import fingerprint, notebook_files\n"
        "from dossier.project import find_project\n"
        "project = find_project()\n"
        "for file in notebook_files(project):\n"
        "    notebook = json.loads(file.read_text(encoding='utf-8'))\n"
        "    notebook['metadata']['dossier'] = {'inputs': fingerprint(project, file)}\n"
        "    file.write_text(json.dumps(notebook), encoding='utf-8')\n"
    )
    subprocess.run(
        [sys.executable, "-c", code], cwd=root, env={**os.environ, "DOSSIER_ROOT": str(root)}, check=True
    )


def snapshot(folder):
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def rows_in(file):
    return read_dicts(file.name, file.read_bytes())


class TestMeasure:
    """Every file is accounted for."""

    def test_articles_are_measured(self, tmp_path):
        run = dossier("measure", SAMPLES, "--out", tmp_path / "out", "--published", "2024-05")
        assert run.returncode == 0, run.stderr
        assert (tmp_path / "out" / "numbers.csv").read_text(encoding="utf-8").count("\n") > 20

    def test_what_cannot_be_read_is_said_and_the_rest_is_kept(self, tmp_path):
        folder = tmp_path / "in"
        folder.mkdir()
        shutil.copy(SAMPLES / "port-2024.txt", folder / "a.txt")
        shutil.copy(SAMPLES / "port-2024.txt", folder / "b.txt")
        (folder / "c.txt").write_bytes(b"")
        (folder / "d.txt").write_bytes(b"caf\xe9")
        (folder / "e\x1b[2J.txt").write_bytes(b"\x00\x01")
        run = dossier("measure", folder, "--out", tmp_path / "out")
        assert run.returncode == 0
        lines = run.stderr.splitlines()
        assert [line.split(": ")[1].split(",")[0] for line in lines] == [
            "duplicate",
            "rejected",
            "rejected",
            "rejected",
        ]
        assert "\x1b" not in run.stderr
        assert "1 of 5 files measured" in run.stdout

    def test_what_a_file_does_not_say_can_be_told(self, tmp_path):
        folder, out = tmp_path / "in", tmp_path / "out"
        folder.mkdir()
        text = (SAMPLES / "port-2024.txt").read_text(encoding="utf-8")
        (folder / "a.txt").write_bytes(text.encode("cp1252", "replace"))
        (folder / "b.html").write_text(f"<p>{text}</p>", encoding="utf-8")
        (folder / "c.txt").write_text("The harbour is closed since the crane fell into the dock.")
        run = dossier(
            *(
                "measure",
                folder,
                "--out",
                out,
                "--encoding",
                "latin-1",
                "--outlet",
                "Le Quai",
                "--copies-once",
            )
        )
        assert run.returncode == 0, run.stderr
        assert "2 of 3 files measured" in run.stdout
        copy, english = run.stderr.splitlines()
        assert copy.startswith("b.html: duplicate, near copy of a: ")
        assert english.startswith("c.txt: kept, marked other_language; ")
        table = (out / "documents.csv").read_text(encoding="utf-8")
        assert ",cp1252," in table
        assert table.count(",Le Quai,option,") == 2
        assert str(tmp_path) not in table

    @pytest.mark.parametrize(
        ("option", "value", "message"),
        [("--encoding", "rot13", "is no encoding of text"), ("--outlet", "a\u202eb", "is not seen")],
    )
    def test_what_cannot_be_told_is_refused(self, option, value, message, tmp_path):
        run = dossier("measure", SAMPLES, "--out", tmp_path / "out", option, value)
        assert run.returncode == 2
        assert message in " ".join(run.stderr.replace("│", " ").split())

    def test_verbs_of_a_file_report_too(self, tmp_path):
        folder, verbs = tmp_path / "in", tmp_path / "verbs.csv"
        folder.mkdir()
        text = f"Le port de la ville est vieux. {'La mer est calme ce soir. ' * 5}Roy gazouille que le port ferme."
        (folder / "a.txt").write_text(text, encoding="utf-8")
        verbs.write_text("lemma,forms,stance,use\ngazouiller,,neutral,any\n", encoding="utf-8")
        for options, found in (((), 0), (("--cues", verbs), 1)):
            run = dossier("measure", folder, "--out", tmp_path / "out", *options)
            assert run.returncode == 0, run.stderr
            quotations = (tmp_path / "out" / "quotations.csv").read_text(encoding="utf-8")
            assert quotations.count("gazouille") == found

    @pytest.mark.parametrize(("soldiers", "said"), [("10,000", True), ("10 000", False)])
    def test_rows_that_can_be_read_in_another_way_are_counted(self, tmp_path, soldiers, said):
        folder = tmp_path / "in"
        folder.mkdir()
        text = f"Le port est vieux. {'La mer est calme ce soir. ' * 5}Il y a {soldiers} soldats et 12 grues."
        (folder / "a.txt").write_text(text, encoding="utf-8")
        run = dossier("measure", folder, "--out", tmp_path / "out")
        assert run.returncode == 0, run.stderr
        assert ("numbers: 1 of 2 rows have another reading (column reading)" in run.stdout) is said

    def test_outside_a_report_no_name_is_known_but_ones_own(self, tmp_path):
        folder = tmp_path / "in"
        shutil.copytree(SAMPLES, folder)
        names, themes, proposed = (tmp_path / f"{name}.csv" for name in ("names", "themes", "proposed"))

        def measured(*options):
            run = dossier("measure", folder, "--out", tmp_path / "out", "--published", "2024-05", *options)
            assert run.returncode == 0, run.stderr
            tables = {name: rows_in(tmp_path / "out" / f"{name}.csv") for name in ("mentions", "sentences")}
            found = {row["entity_id"] for row in tables["mentions"]}
            return run.stdout, found, {row["themes"] for row in tables["sentences"]} - {""}

        said, *found = measured("--propose", proposed)
        assert found == [set(), set()]
        assert "names that no list has written into" in said
        first, *_ = rows_in(proposed)
        assert first == {"name": "Pékin", "kind": "", "aliases": "", "count": "3", "articles": "3"}
        names.write_text("name,kind\nValmorin,place\n", encoding="utf-8")
        themes.write_text("theme,term\nsea,port*\n", encoding="utf-8")
        said, *found = measured("--names", names, "--themes", themes)
        assert found == [{"valmorin"}, {"sea"}]
        assert "no name is known here" not in said
        assert "no name is known here" in measured()[0]

    @pytest.mark.parametrize("option", ["--names", "--themes", "--propose"])
    def test_a_wrong_list_is_refused_before_anything_is_written(self, tmp_path, option):
        file = tmp_path / "list.csv"
        file.write_text("colour\nred\n", encoding="utf-8")
        run = dossier("measure", SAMPLES, "--out", tmp_path / "out", option, file)
        assert run.returncode == 1
        assert "list.csv" in run.stderr
        assert not (tmp_path / "out").exists()
        assert file.read_text(encoding="utf-8") == "colour\nred\n"

    def test_a_folder_of_a_report_has_its_names(self, tmp_path):
        run = dossier("measure", SAMPLES, "--out", tmp_path / "out", "--published", "2024-05", root=tmp_path)
        assert run.returncode == 0, run.stderr
        assert {row["entity_id"] for row in rows_in(tmp_path / "out" / "mentions.csv")} > {
            "moscow",
            "beijing",
        }
        assert any(row["themes"] for row in rows_in(tmp_path / "out" / "sentences.csv"))

    def test_nothing_kept_is_a_failure(self, tmp_path):
        (tmp_path / "empty.txt").write_bytes(b"")
        assert dossier("measure", tmp_path, "--out", tmp_path / "out").returncode == 1

    @pytest.mark.parametrize(
        "arguments", [["measure", "nowhere", "--out", "x"], ["measure", ".", "--colour", "red"], ["sing"]]
    )
    def test_wrong_use_is_exit_2(self, arguments, tmp_path):
        run = dossier(*arguments, root=tmp_path)
        assert run.returncode == 2
        assert run.stderr


class TestBuild:
    """Strict, and whole or not at all."""

    @pytest.mark.parametrize(
        ("table", "old", "new", "message"),
        [
            pytest.param(
                "coded/claims",
                ",affirmed,",
                ",perhaps,",
                "column polarity: 'perhaps' is not",
                id="word",
            ),
            pytest.param(
                "coded/quantities",
                "quantity_id,",
                "quantity_id,colour,",
                "column 'colour': is unknown",
                id="column",
            ),
            pytest.param(
                "record/events",
                ",acknowledged,",
                ",acknowledged,more,",
                "the row has 15 cells, the header has 14",
                id="cells",
            ),
            pytest.param(
                "coded/claims",
                "c-002,",
                "c-001,",
                "row c-001, column claim_id: an earlier row has this id",
                id="id",
            ),
        ],
    )
    def test_a_fault_is_named_and_the_dataset_stays(self, project, table, old, new, message):
        file = project / "data" / f"{table}.csv"
        before = snapshot(project / "data" / "dataset")
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        run = dossier("build", root=project)
        assert run.returncode == 1
        assert run.stderr.count("\n") == 1, run.stderr
        assert f"{file.name}" in run.stderr
        assert message in run.stderr
        assert snapshot(project / "data" / "dataset") == before

    def test_the_same_inputs_give_the_same_bytes(self, project):
        before = snapshot(project / "data" / "dataset")
        for written in (project / "CITATION.cff", project / "book" / "codebook.md"):
            written.write_text("of another day\n", encoding="utf-8")
        elsewhere = {"PYTHONHASHSEED": "7", "TZ": "Asia/Seoul", "LC_ALL": "C", "DOSSIER_ROOT": str(project)}
        run = subprocess.run(
            [sys.executable, "-m", "dossier", "build"],
            cwd=project,
            env={**os.environ, **elsewhere},
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stderr
        assert "every stored output is current" in run.stdout
        assert snapshot(project / "data" / "dataset") == before
        assert (project / "CITATION.cff").read_bytes() == PROJECT.citation.read_bytes()
        assert (project / "book" / "codebook.md").read_bytes() == PROJECT.codebook.read_bytes()

    def test_notebooks_that_read_what_moved_are_named(self, project):
        table = project / "data" / "record" / "trade.csv"
        text = table.read_text(encoding="utf-8")
        assert text.endswith('"\n')
        stamp(project)
        table.write_text(text.removesuffix('"\n') + ' Read again."\n', encoding="utf-8")  # the last note
        run = dossier("build", root=project)
        assert run.returncode == 0, run.stderr
        named = re.search(r"refresh ([\w ]+)`: they read what moved", run.stdout)[1].split()
        assert "china" in named
        assert "words" not in named

    def test_an_article_with_other_bytes_is_refused(self, project, texts):
        folder = project.parent / "texts"
        shutil.copytree(texts, folder)
        article = min(folder.glob("*.txt"))
        article.write_bytes(article.read_bytes() + b"\n")
        run = dossier("build", "--texts", folder, root=project)
        assert run.returncode == 1
        assert (
            f"{article.name}: is no article that the dataset knows, or its bytes have changed" in run.stderr
        )


class TestCheckData:
    """Every fault, a line each."""

    def test_what_is_committed_holds(self):
        run = dossier("check-data")
        assert (run.returncode, run.stdout) == (0, "no fault in data/\n"), run.stderr

    def test_an_amount_with_two_readings_is_a_warning(self, project):
        numbers = project / "data" / "measured" / "numbers.csv"
        text = numbers.read_text(encoding="utf-8")
        numbers.write_text(text.replace(",certain,", ",ambiguous,", 1), encoding="utf-8")
        run = dossier("check-data", root=project)
        assert (run.returncode, run.stdout) == (0, "no fault in data/\n"), run.stderr
        one, *counts = run.stderr.splitlines()
        assert one == "warning: limits-2023-n01: two readings, taken as 8 day"
        tables = {
            name: rows_in(project / "data" / "measured" / f"{name}.csv") for name in ("dates", "numbers")
        }
        unsure = {name: sum(row["reading"] == "ambiguous" for row in rows) for name, rows in tables.items()}
        assert unsure["numbers"] == 1
        assert counts == [
            f"warning: {name}: {unsure[name]} of {len(rows)} rows have another reading (column reading)"
            for name, rows in tables.items()
            if unsure[name]
        ]

    def test_faults_are_listed_with_file_row_column_value_and_rule(self, project):
        claims = project / "data" / "coded" / "claims.csv"
        claims.write_text(
            claims.read_text(encoding="utf-8").replace(",affirmed,", ",perhaps,", 2), encoding="utf-8"
        )
        (project / "data" / "record" / "events.csv").unlink()
        before = snapshot(project / "data" / "dataset")
        run = dossier("check-data", root=project)
        assert run.returncode == 1
        header, *faults = csv.reader(run.stdout.splitlines())
        assert header == ["file", "row", "column", "value", "rule"]
        assert [fault[:4] for fault in faults] == [
            ["claims.csv", "c-001", "polarity", "perhaps"],
            ["claims.csv", "c-002", "polarity", "perhaps"],
            ["events.csv", "", "", ""],
        ]
        assert faults[2][4] == "there is no such file; add it to record/"
        assert snapshot(project / "data" / "dataset") == before

    def test_what_must_hold_between_tables_is_listed_too(self, project):
        entities = project / "data" / "coded" / "entities.csv"
        text = entities.read_text(encoding="utf-8")
        entities.write_text(text.replace("\nmark-rutte,", "\nmark-ruete,"), encoding="utf-8")
        run = dossier("check-data", root=project)
        assert run.returncode == 1
        assert "is no row of entities" in run.stdout
        assert len(run.stdout.splitlines()) > 2


class TestCheck:
    """Nothing is written, and the remedy is a command."""

    def test_what_is_committed_is_current(self):
        run = dossier("check")
        assert run.returncode == 0, run.stderr

    def test_a_dataset_that_differs_is_said(self, project):
        numbers = project / "data" / "dataset" / "numbers.json"
        numbers.write_text("{}", encoding="utf-8")
        run = dossier("check", root=project)
        assert run.returncode == 1
        assert "data/dataset/numbers.json: is not what its inputs give; run `make dataset`" in run.stderr
        assert numbers.read_text(encoding="utf-8") == "{}"

    def test_outputs_of_other_code_are_said(self, project):
        notebook = project / "notebooks" / "arms.ipynb"
        notebook.write_text(
            notebook.read_text(encoding="utf-8").replace("origins.claims(data)", "origins.claims(load())"),
            encoding="utf-8",
        )
        run = dossier("check", root=project)
        assert run.returncode == 1
        assert (
            "notebooks/arms.ipynb: stores outputs of other data, code or packages; run `make refresh`"
            in run.stderr
        )

    def test_an_output_that_no_refresh_wrote_is_said(self, project):
        notebook = project / "notebooks" / "troops.ipynb"
        text = notebook.read_text(encoding="utf-8")
        assert "</text>" in text
        notebook.write_text(text.replace("</text>", " not</text>", 1), encoding="utf-8")
        run = dossier("check", root=project)
        assert run.returncode == 1
        assert (
            "its output, caption or alt text is not what its last refresh wrote; run `make refresh`"
            in run.stderr
        )
        assert "notebooks/troops.ipynb, code cell " in run.stderr


@pytest.mark.book
def test_only_a_folder_that_is_not_committed_gets_the_places_of_names(project):
    for out, written in (("data/measured", PUBLIC), ("out", MEASURED), ("data/measured", PUBLIC)):
        run = dossier("measure", SAMPLES, "--out", out, "--merge", "--published", "2024-05", root=project)
        assert run.returncode == 0, run.stderr
        for name, table in written.items():
            header = (project / out / f"{name}.csv").read_text(encoding="utf-8").split("\n", 1)[0]
            assert header.split(",") == table.columns()


class TestPlace:
    """A passage becomes the cells of a coded table."""

    def test_a_passage_is_found(self):
        run = dossier("place", "port-2024", "--texts", SAMPLES, words="plein régime\n")
        assert run.returncode == 0, run.stderr
        article, start, end, digest = run.stdout.strip().split(",")
        assert (article, int(end) - int(start), len(digest)) == ("port-2024", len("plein régime"), 64)

    def test_a_passage_that_is_not_there(self):
        run = dossier("place", "port-2024", "--texts", SAMPLES, words="Atlantide")
        assert run.returncode == 1
        assert "the passage is not in it" in run.stderr

    def test_without_the_articles(self, project):
        run = dossier("place", "visit-2024", root=project, words="x")
        assert run.returncode == 1
        assert "set DOSSIER_TEXTS" in run.stderr


class TestPublishIds:
    """An id is published once, by the first edition that has it."""

    @pytest.fixture
    def listed(self, project):
        """Return the list of ids, with those of an article that was added since."""
        assert dossier("publish-ids", root=project).returncode == 0
        return project / "data" / "coded" / "published_ids.csv"

    def test_again_changes_nothing(self, project, listed):
        before = listed.read_bytes()
        assert dossier("publish-ids", root=project).returncode == 0
        assert listed.read_bytes() == before

    def test_a_new_id_is_added(self, project, listed):
        whole = listed.read_text(encoding="utf-8")
        [line] = re.findall(r"^claims,c-003,.*\n", whole, re.MULTILINE)
        listed.write_text(whole.replace(line, ""), encoding="utf-8")
        run = dossier("publish-ids", root=project)
        assert run.returncode == 0, run.stderr
        added = f"claims,c-003,{PROJECT.edition}\n"
        assert listed.read_text(encoding="utf-8") == whole.replace(line, added)


def test_refresh_knows_its_notebooks():
    run = dossier("refresh", "weather")
    assert run.returncode == 2
    assert "there are arms, china, corpus, foreseen, treaty, troops, words" in " ".join(
        run.stderr.replace("│", " ").split()
    )


COMMANDS = get_command(app).commands


@pytest.mark.parametrize("command", COMMANDS)
def test_help_teaches(command):
    run = CliRunner().invoke(app, [command, "--help"])
    assert run.exit_code == 0
    assert len(run.stdout.split()) > 15
    parts = [paragraph.split()[0] for paragraph in COMMANDS[command].help.split("\n\n")]
    assert parts[-4:] == ["Reads:", "Writes:", "Next:", "Example:"]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_example_in_a_help_is_a_right_use(command):
    [example] = re.findall(r"^Example: .*python -m dossier ([^|>\n]+)", COMMANDS[command].help, re.MULTILINE)
    name, *arguments = shlex.split(example)
    assert name == command
    folders = [] if command == "annotated" else arguments  # data/texts need not be here
    context = COMMANDS[command].make_context(command, folders)
    assert not context.args


class TestOutsideAReport:
    """A folder that belongs to no report: measuring works, and everything else says what it needs."""

    @staticmethod
    def call(folder, *arguments):
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("DOSSIER_")}
        return run(*arguments, root=folder, environment=inherited)

    def test_help_says_what_is_needed(self, tmp_path):
        run = self.call(tmp_path, "--help")
        assert run.returncode == 0
        told = " ".join(run.stdout.split())
        assert (
            "Every command but measure, look and sql needs a report: run it in or below the folder of a dossier.toml"
            in told
        )
        assert "DOSSIER_ROOT" in told

    @pytest.mark.parametrize(
        "arguments",
        [
            ["build"],
            ["check"],
            ["check-data"],
            ["publish-ids"],
            ["refresh"],
            ["refresh", "arms"],
            ["evaluate"],
            ["place", "port-2024"],
            ["book"],
            ["book", "--checked"],
            ["draft"],
            ["draft", "weakest"],
            ["annotated"],
            ["site"],
            ["record-edition", "1.0.0", "--changed", "x"],
            ["pack"],
            ["one-page"],
        ],
        ids=" ".join,
    )
    def test_a_command_says_what_it_needs_in_one_sentence(self, tmp_path, arguments):
        run = self.call(tmp_path, *arguments)
        assert (run.returncode, run.stdout) == (1, "")
        assert run.stderr == (
            f"error: dossier.toml: there is none in {tmp_path.name} or above it; "
            "run this in the folder of a report, or name that folder in DOSSIER_ROOT\n"
        )
        assert list(tmp_path.iterdir()) == []

    def test_every_command_but_those_on_measured_tables_is_among_them(self):
        [listed] = [
            mark.args[1]
            for mark in self.test_a_command_says_what_it_needs_in_one_sentence.pytestmark
            if mark.name == "parametrize"
        ]
        names = {(each.name or each.callback.__name__).replace("_", "-") for each in app.registered_commands}
        assert {arguments[0] for arguments in listed} == names - {"measure", "look", "sql"}

    def test_articles_are_measured(self, tmp_path):
        run = self.call(tmp_path, "measure", SAMPLES, "--out", "out", "--published", "2024-05")
        assert run.returncode == 0, run.stderr
        assert "3 of 3 files measured into out" in run.stdout
        numbers = (tmp_path / "out" / "numbers.csv").read_text(encoding="utf-8")
        assert numbers.count("\n") > 20
        assert {file.stem for file in (tmp_path / "out").iterdir()} == set(MEASURED)

    def test_a_user_adds_units(self, tmp_path):
        (tmp_path / "units.csv").write_text("form,unit\nnavires,ship\n", encoding="utf-8")
        run = self.call(tmp_path, "measure", SAMPLES, "--out", "out", "--units", "units.csv")
        assert run.returncode == 0, run.stderr
        assert ",ship," in (tmp_path / "out" / "numbers.csv").read_text(encoding="utf-8")

    def test_known_files_may_be_named(self, tmp_path):
        sources = PROJECT.coded / "sources.csv"
        run = self.call(tmp_path, "measure", SAMPLES, "--out", "out", "--sources", sources)
        assert run.returncode == 0, run.stderr

    def test_what_was_measured_is_merged(self, tmp_path):
        for name in ("port-2024", "quai-2024"):
            (tmp_path / name).mkdir()
            shutil.copy(SAMPLES / f"{name}.txt", tmp_path / name)
            run = self.call(tmp_path, "measure", name, "--out", "out", "--merge")
            assert run.returncode == 0, run.stderr
        documents = (tmp_path / "out" / "documents.csv").read_text(encoding="utf-8")
        assert "port-2024," in documents
        assert "quai-2024," in documents
