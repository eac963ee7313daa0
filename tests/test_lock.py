"""One command at a time writes in a report; a lock of a killed command is taken over."""

import os
import signal
import subprocess
import sys
import time

import pytest
from typer.testing import CliRunner

from dossier import lock
from dossier.cli import app
from dossier.errors import DataError

pytestmark = pytest.mark.book

HOLD = "import sys, time; from pathlib import Path; from dossier.lock import locked\n"
HOLD += (
    "with locked(Path(sys.argv[1]), 'book', name=sys.argv[2]):\n    print('held', flush=True); time.sleep(60)"
)
HOLD_BY_A_CHILD = HOLD.replace("import sys,", "import subprocess, sys,").replace(
    "print(",
    "from dossier.lock import held; "
    "subprocess.Popen(['sleep', '2'], pass_fds=held(), stdout=subprocess.DEVNULL); print(",
)


@pytest.fixture
def other(tmp_path):
    """Return what starts another process that holds the lock of a folder."""
    started = []

    def hold(program=HOLD, name=lock.FILE):
        process = subprocess.Popen(
            [sys.executable, "-c", program, tmp_path, name], stdout=subprocess.PIPE, text=True
        )
        started.append(process)
        assert process.stdout.readline() == "held\n"
        return process

    yield hold
    for process in started:
        process.kill()
        process.communicate()


def test_the_lock_is_gone_when_the_command_ends(tmp_path):
    with lock.locked(tmp_path, "book"):
        assert lock.holder(tmp_path / lock.FILE)[:2] == (os.getpid(), "book")
        assert len(lock.held()) == 1
    assert list(tmp_path.iterdir()) == []
    assert lock.held() == ()


def test_a_command_that_fails_gives_the_lock_back(tmp_path):
    with pytest.raises(KeyError), lock.locked(tmp_path, "book"):
        raise KeyError
    with lock.locked(tmp_path, "site"):
        pass


def test_a_second_command_is_told_who_writes(tmp_path, other):
    process = other()
    with (
        pytest.raises(
            DataError, match=rf"`book` is writing here since .* \(process {process.pid}\); wait until"
        ),
        lock.locked(tmp_path, "site"),
    ):
        raise AssertionError("it must not get here")
    assert (tmp_path / lock.FILE).exists(), "the lock of the other stays"


def test_the_command_line_says_it_in_a_sentence(tmp_path, other):
    (tmp_path / "in").mkdir()
    other(name=".out.lock")
    refused = CliRunner().invoke(app, ["measure", str(tmp_path / "in"), "--out", str(tmp_path / "out")])
    assert refused.exit_code == 1
    assert "`book` is writing here" in refused.stderr
    assert not (tmp_path / "out").exists()


def test_the_lock_of_a_killed_command_is_taken_over(tmp_path, other):
    process = other()
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert (tmp_path / lock.FILE).exists()
    with lock.locked(tmp_path, "book"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_lock_of_a_number_that_another_process_has_now_is_taken_over(tmp_path):
    (tmp_path / lock.FILE).write_text(f"{os.getppid()} book 00:00:00\n")
    with lock.locked(tmp_path, "book"):
        pass


def test_what_a_killed_command_started_is_waited_for(tmp_path, other):
    process = other(HOLD_BY_A_CHILD)
    process.send_signal(signal.SIGKILL)
    process.wait()
    lines, before = [], time.monotonic()
    with lock.locked(tmp_path, "book", lines.append):
        waited = time.monotonic() - before
    assert waited > 0.5
    assert [line.partition(" was")[0] for line in lines] == [f"`book` (process {process.pid})"]


def test_what_killed_writers_left_is_swept_away(tmp_path):
    for name in (".dataset.fresh/a.csv", "coded/.a.csv.fresh", ".measured.previous/a.csv", "coded/a.csv"):
        (tmp_path / "data" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "data" / name).write_text("a")
    lock.sweep(tmp_path)
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.csv")) == [
        "data/coded/a.csv",
        "data/measured/a.csv",
    ]
    assert not list(tmp_path.rglob(".*"))
