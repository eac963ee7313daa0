"""What changed since the last edition is told by its digests, and each change needs a row that says why."""

import csv
import hashlib
import subprocess
from types import SimpleNamespace

import pytest
import reasons as reasons_tool
from typer.testing import CliRunner

from dossier.cli import app
from dossier.editions.published_rows import digests_of_rows, rows_folder, unexplained, write_rows
from dossier.editions.record import EDITIONS_FILE, Edition, read_editions, rows_file
from dossier.errors import DataError
from dossier.project import Project, find_project

PROJECT = find_project()
FIRST = Edition("1.0.0", "a" * 40, "2026-01-02", "The first.")
CLAIM = {
    "claim_id": "c-001",
    "statement": "He came.",
    "speaker": "",
    "origins": "1",
    "sha256": "00",
    "since": "1.0.0",
    "retired": "",
    "change_note": "",
}
REASON = {
    "table_name": "claims",
    "row_id": "c-001",
    "column": "statement",
    "was": "He came.",
    "is": "She came.",
    "reason": "misread",
    "since": "1.1.0",
}
MIGRATION = {
    "table_name": "claims",
    "old_column": "speaker",
    "new_column": "speaker",
    "why": "computed anew",
    "since": "1.1.0",
}
LINK = {"hypothesis": "cash", "evidence_claim": "c-001", "consistency": "consistent"}


@pytest.fixture
def draft(tmp_path):
    """Return what writes an edition of some tables, then the tables of the draft after it, and checks them."""
    (tmp_path / "data/dataset").mkdir(parents=True)
    (tmp_path / "editions").mkdir()
    text = (PROJECT.root / "dossier.toml").read_text(encoding="utf-8")
    text = text.replace(f'version = "{PROJECT.version}"', 'version = "1.1.0.dev0"', 1)
    text = text.replace(f'released = "{PROJECT.declaration.released}"', 'released = ""', 1)
    (tmp_path / "dossier.toml").write_text(text, encoding="utf-8")
    project = Project(tmp_path)

    def save(tables):
        for name, rows in tables.items():
            content = rows_file(list(rows[0]), [row.values() for row in rows]) if rows else b""
            (project.dataset / f"{name}.csv").write_bytes(content)

    def check(now, before=None):
        save(before or {"claims": [CLAIM]})
        write_rows(tmp_path, "1.0.0", digests_of_rows(project.dataset, project.schema))
        (tmp_path / EDITIONS_FILE).write_bytes(rows_file(Edition._fields, [FIRST]))
        save(now)
        return [str(fault).partition(";")[0] for fault in unexplained(project)]

    return check


def test_what_did_not_change_needs_no_reason(draft):
    assert draft({"claims": [CLAIM, CLAIM | {"claim_id": "c-002"}]}) == []


def test_without_an_edition_nothing_needs_a_reason(tmp_path):
    assert unexplained(Project(tmp_path)) == []


@pytest.mark.parametrize(
    ("cells", "columns"),
    [
        pytest.param({"statement": "She came.", "speaker": "a"}, ["statement", "speaker"], id="two cells"),
        pytest.param({"statement": ""}, ["statement"], id="emptied"),
        pytest.param({"origins": "2"}, [], id="computed"),
        pytest.param({"sha256": "11", "change_note": "spelling", "since": "1.1.0"}, [], id="history"),
        pytest.param({"retired": "1.1.0", "statement": "", "change_note": "twice"}, [], id="retired"),
        pytest.param({"new": "a"}, [], id="a new column"),
    ],
)
def test_a_changed_cell_needs_a_reason(draft, cells, columns):
    problem = "changed since edition 1.0.0, and no row of reasons.csv says why"
    assert draft({"claims": [CLAIM | cells]}) == [
        f"claims.csv, row c-001, column {column}: {problem}" for column in columns
    ]


def test_a_row_of_several_ids_is_named_by_all(draft):
    changed = {"hypotheses": [LINK | {"consistency": "inconsistent"}]}
    [fault] = draft(changed, {"hypotheses": [LINK]})
    assert fault.startswith("hypotheses.csv, row cash c-001, column consistency: changed")


def test_a_row_and_a_column_that_are_gone_are_told(draft):
    gone = [{key: cell for key, cell in CLAIM.items() if key != "speaker"} | {"claim_id": "c-003"}]
    assert draft({"claims": gone}) == ["claims.csv, row c-001: was published in edition 1.0.0 and is gone"]


@pytest.mark.parametrize(
    ("reason", "problem"),
    [
        pytest.param({}, None, id="true"),
        pytest.param({"was": "They came."}, "its `was` is not what edition 1.0.0 had", id="was"),
        pytest.param({"is": "They came."}, "its `is` is not what the dataset has", id="is"),
        pytest.param({"column": "origins", "was": "1", "is": "1"}, "the cell did not change", id="unmoved"),
        pytest.param({"row_id": "c-009"}, "edition 1.0.0 has no such cell", id="no row"),
        pytest.param({"column": "new"}, "edition 1.0.0 has no such cell", id="no column"),
        pytest.param({"table_name": "searches"}, "edition 1.0.0 has no such cell", id="no table"),
        pytest.param({"table_name": "nowhere"}, "edition 1.0.0 has no such cell", id="unknown table"),
    ],
)
def test_a_reason_is_checked_against_both_sides(draft, reason, problem):
    row = REASON | reason
    faults = draft({"claims": [CLAIM | {"statement": "She came."}], "reasons": [row]})
    own = [fault for fault in faults if fault.startswith("reasons.csv")]
    name = f"reasons.csv, row {row['table_name']} {row['row_id']}, column {row['column']}: {problem}"
    assert own == ([name] if problem else [])
    assert problem is not None or faults == []


def test_a_reason_of_an_earlier_edition_is_none_for_this_one(draft):
    faults = draft({"claims": [CLAIM | {"statement": "She came."}], "reasons": [REASON | {"since": "1.0.0"}]})
    assert len(faults) == 1


@pytest.mark.parametrize(
    ("migration", "cells", "problem"),
    [
        pytest.param({}, {"speaker": "a"}, None, id="true"),
        pytest.param({}, {}, "no cell of the column changed", id="needless"),
        pytest.param({"new_column": "statement"}, {}, "is still there, beside statement", id="kept"),
        pytest.param({"new_column": "who"}, {}, "the table has no column who", id="to nowhere"),
        pytest.param({"old_column": "who"}, {}, "edition 1.0.0 had no such column", id="from nowhere"),
        pytest.param({"table_name": "nowhere"}, {}, "there is no such table", id="unknown table"),
    ],
)
def test_a_migration_covers_its_column_and_is_checked(draft, migration, cells, problem):
    faults = draft({"claims": [CLAIM | cells], "migrations": [MIGRATION | migration]})
    assert len(faults) == (1 if problem else 0)
    assert all(fault.endswith(problem) for fault in faults)


def test_a_renamed_column_needs_a_migration(draft):
    """The older edition had `teller`, which the schema calls `speaker` today."""
    before = [{("teller" if key == "speaker" else key): cell for key, cell in CLAIM.items()}]
    [fault] = draft({"claims": [CLAIM]}, {"claims": before})
    assert fault == (
        "claims.csv, column teller: was published in edition 1.0.0, and the table has no such column"
    )
    renamed = MIGRATION | {"old_column": "teller"}
    assert draft({"claims": [CLAIM], "migrations": [renamed]}, {"claims": before}) == []


def test_lost_digests_are_an_error_with_a_remedy(draft, tmp_path):
    draft({})
    for file in rows_folder(tmp_path, "1.0.0").iterdir():
        file.unlink()
    rows_folder(tmp_path, "1.0.0").rmdir()
    with pytest.raises(DataError, match=r"are gone; put it back: git checkout -- editions/1\.0\.0\.rows"):
        unexplained(Project(tmp_path))


def test_every_edition_has_the_digests_of_its_rows():
    for edition in read_editions(PROJECT.root):
        with (rows_folder(PROJECT.root, edition.version) / "claims.csv").open(encoding="utf-8") as lines:
            claims = {row["claim_id"]: row for row in csv.DictReader(lines)}
        whole = hashlib.sha256(b"1.0.0").hexdigest()
        assert claims["c-001"]["since"] == whole[:12]


@pytest.mark.parametrize(("options", "code", "word"), [([], 1, "error"), (["--as-draft"], 0, "warning")])
def test_check_refuses_and_a_draft_is_warned(draft, tmp_path, monkeypatch, options, code, word):
    draft({"claims": [CLAIM | {"statement": "She came."}]})
    monkeypatch.setenv("DOSSIER_ROOT", str(tmp_path))
    monkeypatch.setattr("dossier.build.build", lambda *_: {})  # nothing else is at fault
    monkeypatch.setattr("dossier.book.notebooks.stale", lambda *_: [])
    monkeypatch.setattr("dossier.book.notebooks.notebook_files", lambda *_: [])
    monkeypatch.setattr(Project, "load", lambda self: SimpleNamespace(tables=dict))
    monkeypatch.setattr("dossier.book.named_rows.undone_in_prose", lambda *_: iter(()))
    monkeypatch.setattr("dossier.editions.searches.lacking", lambda *_: iter(()))
    run = CliRunner().invoke(app, ["check", *options])
    assert run.exit_code == code
    assert run.stderr.startswith(word)
    assert "claims.csv, row c-001, column statement: changed since edition 1.0.0" in run.stderr


# The tool that prints the rows of `reasons`


@pytest.fixture
def cloned(draft, tmp_path, monkeypatch, needs_git):
    """Return what changes a draft whose edition is a commit, and runs the tool there."""

    def git(*arguments):
        own = ["-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
        done = subprocess.run(["git", *own, *arguments], cwd=tmp_path, check=True, capture_output=True)
        return done.stdout.decode().strip()

    def run(claim, reasons, *options):
        draft({})  # the edition
        git("init", "--quiet")
        git("add", "--all")
        git("commit", "--quiet", "--message", "the edition")
        edition = FIRST._replace(commit=git("rev-parse", "HEAD"))
        (tmp_path / EDITIONS_FILE).write_bytes(rows_file(Edition._fields, [edition]))
        (tmp_path / "data/dataset/claims.csv").write_bytes(rows_file(list(claim), [claim.values()]))
        (tmp_path / "data/coded").mkdir()
        file = tmp_path / "data/coded/reasons.csv"
        file.write_bytes(rows_file(reasons_tool.COLUMNS, [row.values() for row in reasons]))
        monkeypatch.setattr(reasons_tool, "ROOT", tmp_path)
        code = reasons_tool.main(list(options))
        with file.open(encoding="utf-8", newline="") as lines:
            return code, list(csv.DictReader(lines))

    return run


def test_the_tool_prints_what_is_missing(cloned, capsys):
    claim = CLAIM | {"statement": "She came.", "speaker": "a-man", "change_note": "1.1.0: misread"}
    code, kept = cloned(claim, [REASON])
    assert (code, kept) == (1, [REASON])
    row = "claims,c-001,speaker,,a-man,misread,1.1.0"
    assert capsys.readouterr().out.splitlines() == [",".join(reasons_tool.COLUMNS), row]


def test_the_tool_mends_what_changed_again_and_takes_out_the_rest(cloned):
    earlier = REASON | {"since": "1.0.0", "was": "a", "is": "b"}
    needless = REASON | {"column": "speaker", "was": "", "is": "a-man"}
    code, kept = cloned(CLAIM | {"statement": "They came."}, [earlier, REASON, needless], "--mend")
    assert code == 0
    assert kept == [REASON | {"is": "They came."}, earlier]
