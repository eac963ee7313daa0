"""A report on disk is found from anywhere in it, and what its declaration gets wrong is named by key."""

import shutil
import sys
import zipfile
from pathlib import Path

import pandas as pd
import pytest

import dossier
from dossier.data import Dataset
from dossier.errors import DataError
from dossier.project import Project, find_project
from dossier.report import Declaration, Report, load_report, read_declaration

PROJECT = find_project()
SECOND = PROJECT.root / "tests" / "second_report"

TOML = """title = "T"
data_title = "D"
description = "About"
abstract = "In short"
authors = "We"
name = "t"
version = "0.1.0"
first_version = "0.1.0"

[licences]
data = "CC-BY-4.0"
code = "MIT"

[words.themes]
water = "how much there is"
"""


@pytest.fixture
def declared(tmp_path):
    """Return what writes a declaration and reads it."""

    def read(text):
        file = tmp_path / "dossier.toml"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_declaration(file)

    return read


@pytest.fixture
def nowhere(tmp_path, monkeypatch):
    """Stand in an empty folder, with no report named."""
    monkeypatch.delenv("DOSSIER_ROOT", raising=False)
    monkeypatch.delenv("DOSSIER_TEXTS", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


class TestFindProject:
    """The nearest declaration above counts."""

    @pytest.mark.parametrize("below", ["", "notebooks", "data/dataset"])
    def test_from_a_folder_of_the_report(self, nowhere, below, monkeypatch):
        (nowhere / "report" / below).mkdir(parents=True)
        (nowhere / "report" / "dossier.toml").touch()
        monkeypatch.chdir(nowhere / "report" / below)
        assert find_project().root == (nowhere / "report").resolve()

    def test_the_nearest_of_two(self):
        assert find_project(SECOND / "data" / "coded").root == SECOND.resolve()

    def test_the_environment_names_it(self, nowhere, monkeypatch):
        monkeypatch.setenv("DOSSIER_ROOT", str(SECOND))
        assert find_project().root == SECOND.resolve()

    def test_a_folder_that_is_given_comes_before_the_environment(self, nowhere, monkeypatch):
        monkeypatch.setenv("DOSSIER_ROOT", str(PROJECT.root))
        assert find_project(SECOND).root == SECOND.resolve()

    def test_without_a_report_the_folder_itself_and_its_declaration_is_missing(self, nowhere):
        project = find_project()
        assert project.root == nowhere.resolve()
        with pytest.raises(
            DataError, match=r"dossier.toml: there is none in .* name that folder in DOSSIER_"
        ):
            _ = project.declaration


class TestProject:
    """A project knows its folders, and reads each part when it is asked for."""

    def test_nothing_is_read_before_it_is_asked_for(self, tmp_path):
        project = Project(tmp_path / "missing")
        assert project.coded == tmp_path / "missing" / "data" / "coded"
        assert project.numbers.parent == project.dataset

    def test_every_file_is_in_its_folder(self):
        files = (PROJECT.numbers, PROJECT.codebook, PROJECT.citation)
        folders = (PROJECT.measured, PROJECT.coded, PROJECT.record, PROJECT.dataset, PROJECT.notebooks)
        assert all(file.is_file() for file in files)
        assert all(folder.is_dir() for folder in (*folders, PROJECT.tests))

    def test_the_schema_has_the_tables_of_engine_and_report(self):
        assert {"claims", "documents", "estimates", "duties", "clauses"} <= set(PROJECT.schema.tables)
        assert "duties" not in Project(SECOND).schema.tables

    def test_two_reports_keep_their_own_words(self):
        words = [each.schema.coded["claims"].vocabularies()["theme"] for each in (PROJECT, Project(SECOND))]
        assert "arms" in words[0]
        assert set(words[1]) == {"supply", "dam"}

    def test_a_report_without_a_package_has_the_engine_s_dataset(self):
        data = Project(SECOND).load()
        assert type(data) is Dataset
        assert data.schema is not PROJECT.schema

    def test_inputs_are_coding_and_record_with_conversions_and_sources_of_each(self):
        coded, record = PROJECT.inputs()
        assert set(coded) == set(PROJECT.schema.coded)
        assert set(record) == {*PROJECT.schema.record, "conversions", "sources"}
        assert coded["sources"]["sha256"].notna().all(), "articles"
        assert record["sources"]["sha256"].isna().all(), "pages from elsewhere"

    def test_the_articles_are_where_the_environment_says_or_in_their_usual_folder(self, nowhere, monkeypatch):
        project = Project(nowhere)
        assert project.texts() is None
        (nowhere / "data" / "texts").mkdir(parents=True)
        assert project.texts() == nowhere / "data" / "texts"
        monkeypatch.setenv("DOSSIER_TEXTS", "elsewhere")
        assert project.texts() == Path("elsewhere")


class TestLoad:
    """A dataset is read from wherever it was unpacked."""

    def test_an_unzipped_edition_is_read_with_its_own_declaration(self, nowhere):
        folder = nowhere / "edition"
        shutil.copytree(SECOND / "data" / "dataset", folder / "data" / "dataset")
        shutil.copy(SECOND / "dossier.toml", folder)
        data = dossier.load(folder)
        assert set(data.claims["theme"]) <= {"supply", "dam"}
        assert type(data) is Dataset

    def test_loose_tables_are_those_of_the_report_that_one_works_in(self, nowhere, monkeypatch):
        monkeypatch.setenv("DOSSIER_ROOT", str(PROJECT.root))
        for file in PROJECT.dataset.glob("*.csv"):
            shutil.copy(file, nowhere)
        pd.testing.assert_frame_equal(dossier.load(nowhere).duties, PROJECT.load().duties)
        pd.testing.assert_frame_equal(dossier.load(str(nowhere)).claims, PROJECT.load().claims)

    def test_loose_tables_of_a_package_to_take_home(self, nowhere, monkeypatch):
        monkeypatch.setenv("DOSSIER_ROOT", str(PROJECT.root))
        with zipfile.ZipFile(nowhere / "data.zip", "w") as archive:
            for file in PROJECT.dataset.iterdir():
                archive.write(file, file.name)
        shutil.unpack_archive(nowhere / "data.zip", nowhere / "data")
        assert len(dossier.load(nowhere / "data").claims) == len(PROJECT.load().claims)

    def test_loose_tables_without_a_report_need_one(self, nowhere):
        for file in PROJECT.dataset.glob("*.csv"):
            shutil.copy(file, nowhere)
        with pytest.raises(DataError, match="name that folder in DOSSIER_ROOT"):
            dossier.load(nowhere)

    def test_a_table_that_is_missing_is_named(self, nowhere):
        folder = nowhere / "edition"
        shutil.copytree(SECOND / "data" / "dataset", folder / "data" / "dataset")
        shutil.copy(SECOND / "dossier.toml", folder)
        (folder / "data" / "dataset" / "events.csv").unlink()
        with pytest.raises(DataError, match=r"events.csv: there is no such file"):
            dossier.load(folder)

    @pytest.mark.parametrize("name", ["empty", "missing"])
    def test_a_folder_without_a_dataset_is_refused(self, nowhere, name, monkeypatch):
        monkeypatch.setenv("DOSSIER_ROOT", str(PROJECT.root))
        (nowhere / "empty").mkdir()
        with pytest.raises(DataError, match="there is no dataset in this folder"):
            dossier.load(nowhere / name)


class TestReadDeclaration:
    """What is missing, unknown or of another kind is named by its key."""

    def test_what_is_left_out_is_empty(self, declared):
        said = declared(TOML)
        assert (said.title, said.package, said.languages, said.captions) == ("T", "", {}, {})
        assert said.words == {"themes": {"water": "how much there is"}}

    def test_the_declaration_of_this_report_says_everything(self):
        empty = {key for key, text in PROJECT.declaration._asdict().items() if not text}
        assert empty <= {"released"}, "a draft has no day"

    @pytest.mark.parametrize(
        ("version", "released", "edition"),
        [("1.0.0", "", "1.0.0"), ("1.0.0", "2026-11-21", "1.0.0"), ("1.10.0.dev0", "", "1.10.0")],
    )
    def test_a_draft_knows_the_edition_that_it_becomes(self, declared, version, released, edition):
        text = TOML.replace('version = "0.1.0"', f'version = "{version}"\nreleased = "{released}"', 1)
        declaration = declared(text)
        assert (declaration.version, declaration.released) == (version, released)
        assert declaration.edition == edition

    @pytest.mark.parametrize(
        ("version", "released", "problem"),
        [
            ("1.0", "", "row version: '1.0' is no version; write three numbers"),
            ("1.0.0-rc1", "", "row version: '1.0.0-rc1' is no version"),
            ("1.0.0", "June", "row released: 'June' is no day"),
            ("1.0.0.dev0", "2026-11-21", "row released: a draft has a day"),
        ],
    )
    def test_a_version_or_a_day_that_cannot_be_is_named(self, declared, version, released, problem):
        text = TOML.replace('version = "0.1.0"', f'version = "{version}"\nreleased = "{released}"', 1)
        with pytest.raises(DataError, match=problem):
            declared(text)

    @pytest.mark.parametrize(
        "key",
        ["title", "data_title", "description", "abstract", "authors", "name", "version", "first_version"],
    )
    @pytest.mark.parametrize("instead", ["", '{key} = " "\n', "{key} = 1\n", '{key} = ["a"]\n'])
    def test_a_text_must_be_there(self, declared, key, instead):
        lines = [line for line in TOML.splitlines(keepends=True) if not line.startswith(f"{key} =")]
        with pytest.raises(DataError) as refused:
            declared("".join([instead.format(key=key), *lines]))
        assert str(refused.value) == f'dossier.toml, row {key}: the text is missing; add a line {key} = "…"'

    @pytest.mark.parametrize(
        ("more", "message"),
        [
            ('tittle = "x"\n', r"row tittle: no such key is known; take it out; the keys are title, data_ti"),
            ("package = 3\n", 'row package: is no text; write package = "…", or leave it out'),
            ('languages = "fr"\n', r"row languages: is no list of names; write it under \[languages\]"),
            ("captions = { claims = 3 }\n", 'row captions.claims: is no text; write claims = "…"'),
        ],
    )
    def test_a_key_that_does_not_hold_is_named(self, declared, more, message):
        with pytest.raises(DataError, match=f"dossier.toml, {message}"):
            declared(more + TOML)

    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            ('data = "CC-BY-4.0"\n', "", r"row licences.data: the licence is missing; add a line data = "),
            ('code = "MIT"\n', "", r"row licences.code: the licence is missing; add a line code = "),
            ('code = "MIT"', "code = 1", r"row licences.code: is no text"),
            (
                "[words.themes]",
                "[words]",
                r"row words.water: is no list of names; write it under \[words.wat",
            ),
            ('"how much there is"', "7", r'row words.themes.water: is no text; write water = "…"'),
        ],
    )
    def test_a_part_that_does_not_hold_is_named(self, declared, old, new, message):
        assert old in TOML
        with pytest.raises(DataError, match=f"dossier.toml, {message}"):
            declared(TOML.replace(old, new))

    def test_words_that_are_no_lists_are_named(self, declared):
        text = TOML.partition("[words.themes]")[0]
        with pytest.raises(
            DataError, match=r"row words: is no group of lists; write each list under \[words"
        ):
            declared('words = "water"\n' + text)

    @pytest.mark.parametrize("content", ["title = ", 'title = "a"\ntitle = "b"\n', b'title = "caf\xe9"\n'])
    def test_what_cannot_be_read_is_said(self, declared, content):
        with pytest.raises(DataError, match=r"dossier.toml: cannot be read: .*; mend the line it names"):
            declared(content)

    def test_a_file_that_is_missing_names_its_folder_and_the_remedy(self, tmp_path):
        message = f"there is none in {tmp_path.name} or above it; run this in the folder of a report"
        with pytest.raises(DataError, match=message):
            read_declaration(tmp_path / "dossier.toml")


class TestLoadReport:
    """A package hands in a report, or the declaration is refused."""

    @staticmethod
    def declaration(package):
        return Declaration(*[""] * 9, package, {}, {}, {}, {}, {}, {})

    @pytest.fixture
    def package(self, tmp_path, monkeypatch):
        """Return what writes a package of a report and names it; no name is used twice in a process."""
        monkeypatch.syspath_prepend(tmp_path)

        def write(name, content):
            (tmp_path / name).mkdir()
            (tmp_path / name / "__init__.py").touch()
            if content is not None:
                (tmp_path / name / "report.py").write_text(content, encoding="utf-8")
            return self.declaration(name)

        yield write
        for name in [each for each in sys.modules if each.startswith("package_of_a_test")]:
            del sys.modules[name]

    def test_without_a_package_everything_is_left_out(self):
        report = load_report(self.declaration(""))
        assert report == Report()
        assert (report.numbers(None), report.tables(), report.key_figure) == ({}, {}, None)

    def test_what_it_hands_in_is_used(self, package):
        content = "from dossier.report import Report\nREPORT = Report(numbers=lambda data: {'one': 1})\n"
        report = load_report(package("package_of_a_test_1", content))
        assert report.numbers(None) == {"one": 1}

    @pytest.mark.parametrize(
        ("name", "content", "message"),
        [
            ("package_of_a_test_2", None, "No module named 'package_of_a_test_2.report'; write src/package"),
            (
                "package_of_a_test_3",
                "",
                r"has no attribute 'REPORT'; write src/package_of_a_test_3/report.py",
            ),
            (
                "package_of_a_test_4",
                "REPORT = {}",
                "its REPORT is no Report; make it a dossier.report.Report",
            ),
        ],
    )
    def test_a_package_that_hands_in_no_report_is_named(self, package, name, content, message):
        with pytest.raises(DataError, match=f"dossier.toml, row package: .*{message}"):
            load_report(package(name, content))

    def test_a_package_that_is_not_there_is_named(self):
        with pytest.raises(
            DataError, match=r"row package: No module named 'no_such_report'; .*leave the key"
        ):
            load_report(self.declaration("no_such_report"))
