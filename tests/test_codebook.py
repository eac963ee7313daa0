import json
import re
import shutil

import pytest
from frictionless import Package

from dossier.book.json_ld import json_ld
from dossier.project import Project, find_project
from dossier.schema.codebook import codebook
from dossier.schema.datapackage import datapackage
from dossier.schema.files import sha256

PROJECT = find_project()
TABLES = PROJECT.schema.tables


@pytest.fixture(scope="module")
def described():
    return json.loads((PROJECT.dataset / "datapackage.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def page(data):
    return codebook(data.tables(), PROJECT.schema)


def test_the_codebook_is_current(page):
    assert PROJECT.codebook.read_text(encoding="utf-8") == page


@pytest.mark.parametrize("name", TABLES)
def test_the_codebook_explains_every_column_and_word(name, page):
    section = page.split(f"(table-{name})=")[1].split("(table-")[0]
    table = TABLES[name]
    assert all(f"| `{column}` |" in section for column in table.columns())
    for column, words in table.vocabularies().items():
        led = re.search(rf"\*\*{column}\*\*: the words of \[.*\]\(#(list-[\w-]+)\)", section)
        where = page.split(f"({led[1]})=")[1].split("**\n\n")[1].split("\n\n")[0] if led else section
        assert all(f"- `{word}`: " in where for word in words)


def test_a_closed_list_stands_once(page):
    entries = re.findall(r"^- `two_independent`: ", page, re.MULTILINE)
    assert len(entries) == 1


@pytest.mark.parametrize("name", ["claims", "estimates", "forecasts", "judgements"])
def test_a_table_has_a_row_worked(name, page, data):
    section = page.split(f"(table-{name})=")[1].split("(table-")[0]
    first = re.search(r"^\| `\w+` \| \w+ \| .* \| `([\w-]+)` \|$", section, re.MULTILINE)
    assert first[1] in set(data.tables()[name].iloc[:, 0])


def test_every_file_is_described_with_its_digest(described):
    by_path = {resource["path"]: resource for resource in described["resources"]}
    files = {file.name: file.read_bytes() for file in PROJECT.dataset.glob("*.csv")}
    assert by_path.keys() == files.keys()
    assert all(by_path[name]["hash"] == f"sha256:{sha256(content)}" for name, content in files.items())
    assert all(by_path[name]["bytes"] == len(content) for name, content in files.items())


def test_fields_stand_in_the_order_of_the_file(described):
    for resource in described["resources"]:
        header = (PROJECT.dataset / resource["path"]).read_text(encoding="utf-8").splitlines()[0]
        assert header.split(",") == [field["name"] for field in resource["schema"]["fields"]]


def test_a_column_of_several_ids_is_no_foreign_key(described):
    [claims] = [resource for resource in described["resources"] if resource["name"] == "claims"]
    keys = {key["fields"][0] for key in claims["schema"]["foreignKeys"]}
    assert keys == {"source_id", "speaker"}


def test_the_description_names_licence_and_version():
    described = datapackage(
        {f"{name}.csv": b"" for name in TABLES},
        PROJECT.schema,
        name="a",
        title="A",
        description="B",
        version="1.2.3",
    )
    assert described["version"] == "1.2.3"
    assert described["licenses"][0]["name"] == "CC-BY-4.0"


@pytest.mark.book
def test_the_package_is_valid_by_frictionless():
    package = Package(str(PROJECT.dataset / "datapackage.json"))
    report = package.validate()
    assert report.valid, report.flatten(["name", "type", "note"])
    assert {task.name for task in report.tasks} == set(TABLES)


@pytest.mark.book
def test_frictionless_finds_a_wrong_cell(tmp_path):
    folder = shutil.copytree(PROJECT.dataset, tmp_path / "dataset")
    claims = folder / "claims.csv"
    claims.write_text(
        claims.read_text(encoding="utf-8").replace(",affirmed,", ",perhaps,", 1), encoding="utf-8"
    )
    assert not Package(str(folder / "datapackage.json")).validate().valid


def test_machines_that_read_pages_are_told_of_every_table_and_column():
    draft, edition = Project(PROJECT.root), Project(PROJECT.root)
    draft.__dict__["declaration"] = PROJECT.declaration._replace(version="9.1.0.dev0", released="")
    edition.__dict__["declaration"] = PROJECT.declaration._replace(version="9.1.0", released="2026-12-01")
    assert json_ld({}, draft)["creativeWorkStatus"] == "Draft"
    assert json_ld({}, edition)["datePublished"] == "2026-12-01"
    described = json_ld({"downloads/a.zip": "the package"}, PROJECT)
    assert (described["@type"], described["version"]) == ("Dataset", PROJECT.version)
    assert described["distribution"][0]["encodingFormat"] == "application/zip"
    named = {
        part["name"]: [each["name"] for each in part["variableMeasured"]] for part in described["hasPart"]
    }
    assert named == {name: table.columns() for name, table in TABLES.items()}
