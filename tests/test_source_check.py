"""`dossier sources check`, against a server of this machine: what it lists, and that it writes whole or not at all."""

import csv
import hashlib
import io
import os
import shutil
import signal
import subprocess
import sys
import time
from itertools import pairwise

import pytest
import web as web_on_this_machine
from commands import run

from dossier.errors import DataError
from dossier.project import find_project
from dossier.schema.cells import csv_text, read_dicts
from dossier.web import source_check
from dossier.web.ask import Asker, Limits

pytestmark = pytest.mark.book

PROJECT = find_project()
SOURCES = PROJECT.schema.coded["sources"]
ARCHIVE = "http://archive.example.org/available"
COPY = "http://web.archive.example.org/web/2024/"
COLUMNS = SOURCES.columns()

PAGES = {
    "alive": "http://alive.example.org/",
    "archived": "http://archived.example.org/a?b=c",
    "changed": "http://changed.example.org/",
    "dead": "http://dead.example.org/",
    "empty": "",
    "hostile": "http://hostile.example.org/",
    "huge": "http://huge.example.org/",
    "moved": "http://moved.example.org/",
    "refused": "http://refused.example.org/",
    "same": "http://same.example.org/",
    "slow": "http://slow.example.org/",
}
DIGESTS = {name: hashlib.sha256(b"a page").hexdigest() for name in ("same", "changed", "huge")}


def row(name, **cells):
    filled = {
        "source_id": name, "title": 'A page, "quoted"', "publisher": "Press", "date": "2024-05-16", "url": PAGES[name],
        "language": "en", "kind": "news", "translation": "none", "sha256": DIGESTS.get(name, ""), **cells,
    }  # fmt: skip
    return [filled.get(column, "") for column in COLUMNS]


def table(**cells):
    """Return the bytes of a table with a row for each page; ``cells`` are by the name of the row."""
    return csv_text([COLUMNS, *(row(name, **cells.get(name, {})) for name in PAGES)]).encode()


@pytest.fixture
def web():
    with web_on_this_machine.running() as web:
        for name in ("alive", "archived", "same"):
            web.page(PAGES[name])
        web.page(PAGES["changed"], b"another page")
        web.page(PAGES["huge"], b"a" * 200_000)
        web.page(PAGES["refused"], b"", 403)
        web.leads(PAGES["moved"], "http://new.example.org/")
        web.page("http://new.example.org/")
        web.leads(PAGES["hostile"], "javascript:alert(1)")
        web.answers[PAGES["slow"]] = lambda handler: time.sleep(3)

        def copy(handler):
            found = "archived.example.org" in handler.path
            snapshot = (
                f'{{"closest": {{"available": true, "status": "200", "url": "{COPY}{PAGES["archived"]}"}}}}'
            )
            hostile = snapshot.replace(COPY + PAGES["archived"], "javascript:alert(2)")
            body = f'{{"archived_snapshots": {snapshot if found else hostile}}}'
            handler.answer(200, body.encode(), {})

        web.answers[ARCHIVE] = copy
        yield web


@pytest.fixture
def report(tmp_path):
    """Return a report whose record has the pages of this file."""
    root = tmp_path / "report"
    shutil.copytree(
        PROJECT.tests / "second_report", root, ignore=shutil.ignore_patterns("_build", ".dossier.lock")
    )
    (root / "data" / "record" / "sources.csv").write_bytes(table())
    return root


def arguments(web, *more):
    return (
        "sources", "check", *more, "--proxy", web.address, "--archive-address", ARCHIVE, "--seconds", "0.4",
        "--retries", "0", "--pause", "0", "--megabytes", "0.1",
    )  # fmt: skip


def call(report, web, *more):
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("DOSSIER_")}
    return run(*arguments(web, *more), root=report, environment={**inherited, "DOSSIER_ROOT": str(report)})


def listed(printed):
    return {row["source_id"]: row for row in csv.DictReader(io.StringIO(printed))}


def test_what_is_dead_refused_changed_or_moved_is_listed_and_a_copy_is_written(report, web):
    ran = call(report, web)
    assert ran.returncode == 0, ran.stderr
    found = listed(ran.stdout)
    assert {name: (row["state"], row["reason"]) for name, row in found.items()} == {
        "dead": ("dead", "status 404"),
        "hostile": ("dead", "leads to 'javascript:alert(1)', which is no address of a public page"),
        "slow": ("dead", "no answer: its time ran out"),
        "refused": ("refused", "refuses programs: status 403"),
        "changed": ("changed", "its digest is not that of the row"),
        "moved": ("moved", "moved for good"),
        "archived": ("answers", ""),
    }
    assert [row["state"] for row in found.values()][:3] == ["dead"] * 3, "the worst first"
    assert found["moved"]["moved_to"] == "http://new.example.org/"
    assert "10 pages asked: 3 dead, 1 refused, 1 changed, 1 moved" in ran.stderr
    assert "1 stored copies found, 1 written" in ran.stderr
    file = report / "data" / "record" / "sources.csv"
    assert file.read_bytes() == table(archived={"archive_url": COPY + PAGES["archived"]})
    assert sorted(path.name for path in file.parent.iterdir() if path.name.startswith(".")) == []


def test_a_dry_run_lists_the_same_and_writes_nothing(report, web):
    ran = call(report, web, "--dry-run")
    assert listed(ran.stdout)["archived"]["archive_url"] == COPY + PAGES["archived"]
    assert "0 written" in ran.stderr
    assert (report / "data" / "record" / "sources.csv").read_bytes() == table()


def test_without_an_archive_none_is_asked(report, web):
    assert call(report, web, "--no-archive").returncode == 0
    assert web.times("archive.example.org") == []
    assert (report / "data" / "record" / "sources.csv").read_bytes() == table()


def test_one_source_may_be_asked_for_and_an_unknown_one_is_named(report, web):
    ran = call(report, web, "dead")
    assert list(listed(ran.stdout)) == ["dead"]
    assert ran.returncode == 0
    ran = call(report, web, "nobody")
    assert ran.returncode == 2
    assert "has no 'nobody'" in " ".join(ran.stderr.replace("│", " ").split())


def test_a_row_with_a_copy_keeps_it_and_the_archive_is_not_asked_again(report, web):
    file = report / "data" / "record" / "sources.csv"
    kept = {"archived": {"archive_url": "http://older.example.org/"}}
    file.write_bytes(table(**kept))
    call(report, web)
    assert file.read_bytes() == table(**kept)
    assert not any("archived.example.org" in address for _, address in web.asked if ARCHIVE in address)


def test_without_a_network_nothing_is_listed_or_written(report, web):
    web.address = "http://127.0.0.1:9"  # where nothing listens
    ran = call(report, web)
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert "nothing was written" in ran.stderr
    assert "no host was reached, of 10" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert (report / "data" / "record" / "sources.csv").read_bytes() == table()


def test_an_archive_that_is_away_is_a_warning(report, web):
    del web.answers[ARCHIVE]
    ran = call(report, web)
    assert ran.returncode == 0
    assert "the archive did not answer 10 times" in ran.stderr


def test_a_run_that_is_ended_writes_nothing(report, web):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DOSSIER_")}
    web.answers[PAGES["slow"]] = lambda handler: time.sleep(20)
    words = [*arguments(web), "--seconds", "20"]
    with subprocess.Popen(
        [sys.executable, "-m", "dossier", *words],
        cwd=report,
        env={**environment, "DOSSIER_ROOT": str(report), "PYTHONPATH": str(PROJECT.root / "src")},
        stderr=subprocess.PIPE,
        text=True,
        # a shell starts what runs in its background deaf to the key, and its children too
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        end = time.monotonic() + 60
        while not web.times("slow.example.org") and time.monotonic() < end:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=60)[1]
    assert process.returncode == 130, said
    assert "ended; nothing was written" in said
    assert (report / "data" / "record" / "sources.csv").read_bytes() == table()


def finding(name, copy):
    return source_check.Finding(name, "answers", "", PAGES[name], "", copy)


def test_what_was_edited_meanwhile_stays(tmp_path):
    file = tmp_path / "sources.csv"
    edited = table(
        alive={"url": "http://elsewhere.example.org/"}, archived={"archive_url": "http://own.example.org/"}
    )
    file.write_bytes(edited)
    findings = [finding(name, "http://web.archive.example.org/a") for name in ("alive", "archived")]
    assert source_check.fill_in(file, SOURCES, findings) == 0
    assert file.read_bytes() == edited
    assert source_check.fill_in(file, SOURCES, [finding("dead", "http://web.archive.example.org/a")]) == 1
    assert b"http://web.archive.example.org/a" in file.read_bytes()


def test_a_table_that_would_not_hold_is_not_written(tmp_path):
    file = tmp_path / "sources.csv"
    file.write_bytes(table())
    with pytest.raises(DataError, match="archive_url"):
        source_check.fill_in(file, SOURCES, [finding("dead", "javascript:alert(1)")])
    assert file.read_bytes() == table()
    assert [path.name for path in tmp_path.iterdir()] == ["sources.csv"]


def test_a_write_that_fails_leaves_the_table_whole(tmp_path, monkeypatch):
    file = tmp_path / "sources.csv"
    file.write_bytes(table())

    def full(path, content):
        path.with_name(f"{path.name}.half").write_bytes(content[:100])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(source_check, "replace_file", full)
    with pytest.raises(OSError, match="No space"):
        source_check.fill_in(file, SOURCES, [finding("dead", "http://web.archive.example.org/a")])
    assert file.read_bytes() == table()


def test_hosts_take_turns_and_findings_keep_their_order(web):
    rows = [dict(zip(COLUMNS, row(name), strict=True)) for name in PAGES]
    rows += [
        {**rows[0], "source_id": f"alive-{number}", "url": f"{PAGES['alive']}{number}"} for number in range(3)
    ]
    done = []
    asker = Asker(Limits(0.4, 100_000, 0, 0.1), "tests", web.address)
    found = source_check.check(rows, asker, None, 4, lambda number, of: done.append((number, of)))
    assert [finding.source_id for finding in found] == [row["source_id"] for row in rows if row["url"]]
    assert done == [(number, 13) for number in range(1, 14)]
    times = web.times("alive.example.org")
    assert min(later - earlier for earlier, later in pairwise(times)) > 0.05


def test_a_fault_of_the_code_ends_the_run():
    class Broken:
        def ask(self, address, keep=0):
            raise RuntimeError("a defect")

    with pytest.raises(RuntimeError, match="a defect"):
        source_check.check([dict(zip(COLUMNS, row("alive"), strict=True))], Broken(), None)


def test_the_table_of_this_report_comes_back_byte_for_byte():
    content = (PROJECT.record / "sources.csv").read_bytes()
    rows = read_dicts("sources.csv", content)
    assert csv_text([list(rows[0]), *(list(row.values()) for row in rows)]).encode() == content


def test_the_archive_is_asked_for_the_day_on_which_the_page_was_read(web):
    class Asked:
        days: list = []  # noqa: RUF012

        def copy_of(self, page, day=""):
            self.days.append(day)
            return ""

    rows = [
        dict(zip(COLUMNS, row("alive", **cells), strict=True)) for cells in ({}, {"seen_on": "2024-06-01"})
    ]
    rows[1]["source_id"] = "other"
    source_check.check(rows, Asker(Limits(pause=0.0), "tests", web.address), Asked(), at_once=1)
    assert Asked.days == ["2024-05-16", "2024-06-01"]


def test_help_teaches():
    ran = run("sources", "check", "--help", root=PROJECT.root)
    said = " ".join(ran.stdout.split())
    for part in (
        "Reads:",
        "Writes:",
        "Next:",
        "Example:",
        "--dry-run",
        "--archive-address",
        "--pause",
        "half an hour",
    ):
        assert part in said
