import json

import pytest

from dossier import paths
from dossier.describe import codebook, datapackage
from dossier.schema import TABLES
from dossier.store import sha256


@pytest.fixture(scope="module")
def described():
    return json.loads((paths.DATASET / "datapackage.json").read_text(encoding="utf-8"))


def test_the_codebook_is_current():
    assert paths.CODEBOOK.read_text(encoding="utf-8") == codebook()


@pytest.mark.parametrize("name", TABLES)
def test_the_codebook_explains_every_column_and_word(name):
    page = codebook().split(f"(table-{name})=")[1].split("(table-")[0]
    table = TABLES[name]
    assert all(f"| `{column}` |" in page for column in table.columns())
    assert all(f"- `{word}`: " in page for words in table.vocabularies().values() for word in words)


def test_every_file_is_described_with_its_digest(described):
    by_path = {resource["path"]: resource for resource in described["resources"]}
    files = {file.name: file.read_bytes() for file in paths.DATASET.glob("*.csv")}
    assert by_path.keys() == files.keys()
    assert all(by_path[name]["hash"] == f"sha256:{sha256(content)}" for name, content in files.items())
    assert all(by_path[name]["bytes"] == len(content) for name, content in files.items())


def test_fields_stand_in_the_order_of_the_file(described):
    for resource in described["resources"]:
        header = (paths.DATASET / resource["path"]).read_text(encoding="utf-8").splitlines()[0]
        assert header.split(",") == [field["name"] for field in resource["schema"]["fields"]]


def test_a_column_of_several_ids_is_no_foreign_key(described):
    [claims] = [resource for resource in described["resources"] if resource["name"] == "claims"]
    keys = {key["fields"][0] for key in claims["schema"]["foreignKeys"]}
    assert keys == {"source_id", "speaker"}


def test_the_description_names_licence_and_version():
    described = datapackage({f"{name}.csv": b"" for name in TABLES}, "1.2.3")
    assert described["version"] == "1.2.3"
    assert described["licenses"][0]["name"] == "CC-BY-4.0"
