from typing import ClassVar

import pandas as pd
import pytest

from dossier.errors import DataError
from dossier.project import find_project
from dossier.schema.files import read_table, table_files, to_bytes
from dossier.schema.folders import replace_folder, restore

PROJECT = find_project()
TABLES = PROJECT.schema.tables

ENTITIES = "entity_id,name,kind,metonym_of,interest,aliases,note,remark\n"


@pytest.fixture
def entities(tmp_path):
    def write(*rows, header=ENTITIES):
        file = tmp_path / "entities.csv"
        file.write_text(header + "".join(f"{row}\n" for row in rows), encoding="utf-8")
        return file

    return write


def test_what_is_saved_is_what_is_loaded(entities):
    file = entities("kim,Kim,person,,,Kim;Kim Jong Un,,", 'na,NA,place,,,"a ""b""; c",,')
    table = read_table(file, TABLES["entities"])
    assert to_bytes(table) == file.read_bytes()
    assert table.loc[1, "name"] == "NA"


@pytest.mark.parametrize(
    ("rows", "header", "message"),
    [
        pytest.param(
            ["kim,Kim,person,,,,,"],
            ENTITIES.replace("remark", "comment"),
            r"entities.csv, column 'comment': is unknown; the columns are entity_id, name",
            id="unknown column",
        ),
        pytest.param(
            ["kim,Kim,person,,,,"],
            ENTITIES.replace(",note", ""),
            "entities.csv, column note: is missing; add it",
            id="missing column",
        ),
        pytest.param(
            ["kim,Kim,person,,,,,", "kim,Kim,person,,,,,"],
            ENTITIES,
            "entities.csv, row kim, column entity_id: an earlier row has this id",
            id="id twice",
        ),
        pytest.param(
            ["kim,Kim,robot,,,,,"],
            ENTITIES,
            r"entities.csv, row kim, column kind: 'robot' is not a word of its list",
            id="word not in the list",
        ),
        pytest.param(
            ["kim,,person,,,,,"],
            ENTITIES,
            "entities.csv, row kim, column name: the cell is empty; fill it in",
            id="empty cell",
        ),
        pytest.param(
            ["Kim!,Kim,person,,,,,"], ENTITIES, "row Kim!, column entity_id", id="id of another form"
        ),
        pytest.param(["kim,Kim,person,,,,,,,"], ENTITIES, "entities.csv", id="a cell too many"),
    ],
)
def test_a_bad_cell_is_named(entities, rows, header, message):
    with pytest.raises(DataError, match=message):
        read_table(entities(*rows, header=header), TABLES["entities"])


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DataError, match=r"claims.csv: there is no such file; add it"):
        read_table(tmp_path / "claims.csv", TABLES["claims"])


def test_a_retired_row_needs_nothing_but_its_id(tmp_path):
    columns = [c for c in TABLES["claims"].columns() if c not in TABLES["claims"].computed()]
    row = {"claim_id": "c-001", "retired": "1.1.0", "change_note": "said twice"}
    file = tmp_path / "claims.csv"
    pd.DataFrame([row], columns=columns).to_csv(file, index=False)
    assert read_table(file, TABLES["claims"]).loc[0, "retired"] == "1.1.0"


def test_a_file_that_is_no_text_is_named(entities):
    file = entities()
    file.write_bytes(ENTITIES.encode() + b"\xff\xfe,x,person,,,,\n")
    with pytest.raises(DataError, match=r"entities.csv, row on line 2: is not UTF-8"):
        read_table(file, TABLES["entities"])


def test_numbers_are_written_plainly():
    table = pd.DataFrame(
        {"low": [10000.0, 30.8, float("nan")], "start": pd.array([1, None, 3], dtype="Int64")}
    )
    assert to_bytes(table) == b"low,start\n10000,1\n30.8,\n,3\n"


def test_rows_are_sorted_by_their_key(data):
    shuffled = data.quantities.sample(frac=1, random_state=1)
    assert table_files({"quantities": shuffled}, TABLES) == table_files(
        {"quantities": data.quantities}, TABLES
    )


class TestReplaceFolder:
    """A write is whole or not at all."""

    old: ClassVar = {"claims.csv": b"old"}
    new: ClassVar = {"claims.csv": b"new", "numbers.json": b"{}"}

    def content(self, folder):
        return {file.name: file.read_bytes() for file in folder.iterdir()}

    def test_the_new_takes_the_place_of_the_old(self, tmp_path):
        folder = tmp_path / "dataset"
        replace_folder(folder, self.old)
        replace_folder(folder, self.new)
        assert self.content(folder) == self.new
        assert [file.name for file in tmp_path.iterdir()] == ["dataset"]

    @pytest.mark.parametrize("step", range(1, 5))
    def test_a_fault_at_any_step_leaves_the_old(self, tmp_path, monkeypatch, step):
        folder = tmp_path / "dataset"
        replace_folder(folder, self.old)
        calls = iter(range(1, 100))

        def fail_at_step(real):
            def call(*args, **kwargs):
                if next(calls) == step:
                    raise KeyboardInterrupt
                return real(*args, **kwargs)

            return call

        for name in ("write_bytes", "rename"):
            monkeypatch.setattr(f"pathlib.Path.{name}", fail_at_step(getattr(type(folder), name)))
        with pytest.raises(KeyboardInterrupt):
            replace_folder(folder, self.new)
        monkeypatch.undo()
        restore(folder)
        assert self.content(folder) == self.old

    def test_a_kill_between_the_two_renames_is_mended_at_the_next_read(self, tmp_path):
        folder = tmp_path / "dataset"
        replace_folder(folder, self.old)
        folder.rename(tmp_path / ".dataset.previous")  # what a killed process leaves
        restore(folder)
        assert self.content(folder) == self.old

    def test_files_of_others_are_not_swept_away(self, tmp_path):
        (tmp_path / "thesis.doc").write_text("years of work")
        with pytest.raises(DataError, match=r"holds 'thesis.doc', which this program did not write"):
            replace_folder(tmp_path, self.new)
        assert (tmp_path / "thesis.doc").exists()
