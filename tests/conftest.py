import errno
import os
import resource
import shutil
import signal
import sys
import tempfile
import traceback
import warnings
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import settings

from dossier.errors import BookError, DataError
from dossier.evidence.articles import article_ids
from dossier.pages.row_tables import PageTables
from dossier.project import find_project
from dossier.schema.files import sha256

# The same examples every time, and none too slow: a busy machine is no failure.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("deep", deadline=None, derandomize=True, max_examples=5000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """What starts git starts a program: it is marked "book", so that `make quick` has the units alone."""
    for item in items:
        rare = item.get_closest_marker("slow") or item.get_closest_marker("deep")
        if "needs_git" in getattr(item, "fixturenames", ()) and not rare:
            item.add_marker("book")


@pytest.fixture(scope="session")
def project():
    return find_project()


@pytest.fixture(scope="session")
def data(project):
    return project.load()


@pytest.fixture(scope="session")
def five(project):
    """Return the dataset of the five articles that the chapters speak of, without one that somebody added."""
    data = project.load()
    added = set(article_ids(data)) - {
        "summit-2023",
        "limits-2023",
        "visit-2024",
        "treaty-2024",
        "troops-2024",
    }
    tables = {name: table for name, table in data.tables().items() if "source_id" in table}
    return data.with_tables(
        **{name: table[~table["source_id"].isin(added)] for name, table in tables.items()}
    )


@pytest.fixture(scope="session")
def page_tables(project, data):
    """The tables that the pages of this report may show."""
    return PageTables(project, data)


@pytest.fixture(scope="session")
def texts():
    """Return the folder of the private articles; without them, what needs them is skipped.

    In data/texts whoever adds an article may have that one alone: then it is skipped, too. A folder that is
    named in DOSSIER_TEXTS must be whole, as the tests say that read it.
    """
    project = find_project()
    folder = project.texts()
    if folder is None:
        pytest.skip("needs the private articles: set DOSSIER_TEXTS to their folder")
    digests = {sha256(file.read_bytes()) for file in folder.rglob("*") if file.is_file()}
    if "DOSSIER_TEXTS" not in os.environ and not set(project.load().sources["sha256"].dropna()) <= digests:
        pytest.skip("needs all private articles: data/texts lacks some")
    return folder


@pytest.fixture(scope="session")
def needs_git():
    """Skip what starts git where it is not installed."""
    if shutil.which("git") is None:
        pytest.skip("needs git, which is not installed (Debian, Ubuntu: apt install git)")


@pytest.fixture(scope="session")
def history(needs_git):
    """Return the folder of this clone; what asks its history is skipped in an unpacked zip, which has none."""
    root = find_project().root
    if not (root / ".git").exists():
        pytest.skip("needs the history of the project: this folder is no clone of it")
    return root


class Page(HTMLParser):
    """What a browser would make of a fragment: its text by tag, its ids, whether every tag is closed."""

    VOID = frozenset({"br", "meta", "link"})

    def __init__(self, markup):
        super().__init__()
        self.open, self.ids, self.links, self.pairs, self.tags = [], [], [], [], []
        self.text = ""
        self.feed(markup)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        self.tags.append(tag)
        self.ids += [named["id"]] if "id" in named else []
        self.links += [named["href"]] if "href" in named else []
        self.open += [] if tag in self.VOID else [tag]
        if tag in ("dt", "dd"):
            self.pairs.append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data
        if {"dt", "dd"} & set(self.open):
            self.pairs[-1] += data

    @property
    def told(self):
        return dict(zip(self.pairs[::2], self.pairs[1::2], strict=True))


@pytest.fixture(scope="session")
def parsed():
    """Return what reads a fragment of a page."""
    return Page


class Faults:
    """Runs an action in a process of its own that is killed, or finds the disk full, at its n-th write."""

    KINDS = ("killed before", "killed within", "disk full")
    _CHANGES = frozenset({"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate"})

    def at(self, number, kind, action, folder):
        """Return what became of ``action``: killed, refused (a message), failed, or done before that write."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.12 warns where numpy has threads
            process = os.fork()
        if not process:
            self._act(number, kind, action, str(folder))
        status = os.waitpid(process, 0)[1]
        if os.WIFSIGNALED(status):
            return "killed"
        return {0: "done", 1: "refused"}.get(os.WEXITSTATUS(status), "failed")

    def writes(self, action, folder):
        """Return the path of each write of ``action`` below ``folder``, in their order; the action is done."""
        with tempfile.TemporaryFile() as log:
            self._log = log.fileno()
            assert self.at(0, "listed", action, folder) == "done"
            log.seek(0)
            return [Path(line).relative_to(folder) for line in log.read().decode().splitlines()]

    def _act(self, number, kind, action, folder):
        status, errors = 4, os.dup(2)
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        try:
            if kind == "file too large":
                resource.setrlimit(resource.RLIMIT_FSIZE, (number, number))
            else:
                self._watch(number, kind, folder)
            action()
            status = 0
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 1
        except (OSError, DataError, BookError):
            status = 1
        except BaseException:
            os.write(errors, traceback.format_exc().encode())
        finally:
            os._exit(status)

    def _watch(self, number, kind, folder):
        count = 0
        busy = False

        def hook(event, arguments):
            nonlocal count, busy
            if busy or (path := self._written(event, arguments, folder)) is None:
                return
            count += 1
            if kind == "listed":
                os.write(self._log, f"{path}\n".encode())
            if kind == "disk full" and count >= number and event in ("open", "os.mkdir"):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            if count == number and kind.startswith("killed"):
                busy = True
                if kind == "killed within" and event == "open":
                    Path(os.fsdecode(arguments[0])).write_bytes(b"half a l")
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)

    def _written(self, event, arguments, folder):
        """Return the path below ``folder`` that an event of Python writes to, if it is such an event."""
        if event == "open":
            path, _, flags = arguments
            directory = -1
            if not isinstance(flags, int) or not flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC):
                return None
        elif event in self._CHANGES:
            path, directory = arguments[0], arguments[-1]
        else:
            return None
        if isinstance(path, int):
            return None
        name = Path(os.fsdecode(path))
        if isinstance(directory, int) and directory > 0:
            name = Path("/proc/self/fd", str(directory)).readlink() / name
        return name.absolute() if str(name.absolute()).startswith(folder) else None


@pytest.fixture(scope="session")
def faults():
    """Return what runs an action with a fault at one of its writes."""
    if not hasattr(os, "fork") or not Path("/proc/self/fd").exists():
        pytest.skip("needs Linux")
    return Faults()


def tree(folder):
    """Return every file below a folder, by its address."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="session")
def files_below():
    return tree
