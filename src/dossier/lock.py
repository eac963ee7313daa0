"""The folder of a report → a lock, so that one command at a time writes there.

The lock is that of the operating system on the file ``.dossier.lock``: it ends with the process, however that
ends. The file says who holds it, and is deleted when the command ends; a file left by a killed process is
taken over.
"""

import fcntl
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from dossier.errors import DataError

FILE = ".dossier.lock"
MOST_SECONDS = 600
"""How long to wait for a program that a killed command has started; the longest builds a book."""

_held: list[int] = []


def held() -> tuple[int, ...]:
    """Return the descriptors of the locks that this process holds.

    A program that writes for this process must inherit them (``pass_fds``): if this process is killed, the
    lock stays until that program has ended too.
    """
    return tuple(_held)


@contextmanager
def locked(
    folder: Path, command: str, report: Callable[[str], None] = lambda line: None, *, name: str = FILE
) -> Iterator[None]:
    """Hold the lock of ``folder`` for ``command``; ``name`` is that of the file which is the lock.

    Raises ``DataError`` while another command holds it. Where that command was killed, and a program that it
    started still writes, this waits and says so.
    """
    file = folder / name
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = _taken(file) or _after_a_killed_command(file, report)
    try:
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()} {command} {datetime.now():%H:%M:%S}\n".encode())
        _held.append(descriptor)
        yield
    finally:
        with suppress(ValueError):
            _held.remove(descriptor)
        file.unlink(missing_ok=True)  # before the lock ends, so that no other command's file is deleted
        os.close(descriptor)


def _taken(file: Path) -> int | None:
    """Return the descriptor of ``file`` with its lock, or nothing while another process has it."""
    while True:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if file.stat().st_ino == os.fstat(descriptor).st_ino:
                return descriptor
        except BlockingIOError:
            os.close(descriptor)
            return None
        except FileNotFoundError:
            pass  # its holder has just deleted it: then another file is the lock
        os.close(descriptor)


def _after_a_killed_command(file: Path, report: Callable[[str], None]) -> int:
    """Return the lock as soon as the last program of a killed command ends; raise if the command lives."""
    end = time.monotonic() + MOST_SECONDS
    reported = False
    while time.monotonic() < end:
        process, command, since = holder(file)
        if process and is_running(process):
            problem = f"`{command}` is writing here since {since} (process {process})"
            raise DataError(file.parent.name, problem, remedy="wait until it has ended, then run this again")
        if process and not reported:
            report(f"`{command}` (process {process}) was killed; waiting for the program that it started")
            reported = True
        time.sleep(0.2)
        if descriptor := _taken(file):
            return descriptor
    problem = "a program that a killed command started is writing here"
    raise DataError(file.parent.name, problem, remedy="end it, then run this again")


def holder(file: Path) -> tuple[int, str, str]:
    """Return process, command and time from a lock; 0 while its holder has not yet written them."""
    with suppress(OSError, ValueError):
        process, command, since = file.read_text(encoding="utf-8").split()
        return int(process), command, since
    return 0, "", ""


def is_running(process: int) -> bool:
    """Return whether there is a process of this number.

    >>> is_running(os.getpid())
    True
    """
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # it is another user's
        return True
    return True


def sweep(root: Path) -> None:
    """Delete what killed writers left in the report ``root``, and put back a folder that was half replaced.

    Only who holds the lock may call this, because a living writer has such files too.
    """
    for previous in _hidden(root, "previous"):
        whole = previous.with_name(previous.name.removeprefix(".").removesuffix(".previous"))
        if previous.is_dir() and not whole.exists():
            previous.rename(whole)
        shutil.rmtree(previous, ignore_errors=True)
    for fresh in _hidden(root, "fresh"):
        if fresh.is_dir():
            shutil.rmtree(fresh, ignore_errors=True)
        else:
            fresh.unlink(missing_ok=True)


def _hidden(root: Path, ending: str) -> list[Path]:
    """Return the hidden files and folders of this ending in ``root``, two folders deep."""
    return [path for folders in ("", "[!.]*/", "[!.]*/[!.]*/") for path in root.glob(f"{folders}.*.{ending}")]
