"""The zip of the book, unpacked without its modes, tested with Python, make and a shell's programs alone.

This is no bare system: the compiler of a package, the certificates and the libraries are those of this machine.
What it shows is that nothing else is called by name, as git, and that no file must be executable.
"""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from dossier.editions.archive import write_edition
from dossier.project import find_project

PROJECT = find_project()

# What POSIX or Debian's essential packages bring; no git, uv, curl, node or browser.
PROGRAMS = [
    "awk",
    "basename",
    "bash",
    "cat",
    "chmod",
    "cksum",
    "cp",
    "cut",
    "date",
    "diff",
    "dirname",
    "env",
    "expr",
    "false",
    "find",
    "grep",
    "head",
    "id",
    "ln",
    "ls",
    "make",
    "mkdir",
    "mktemp",
    "mv",
    "pwd",
    "rm",
    "sed",
    "sh",
    "sha256sum",
    "sleep",
    "sort",
    "tail",
    "tar",
    "tee",
    "touch",
    "tr",
    "true",
    "uname",
    "wc",
    "xargs",
]


@pytest.fixture
def unpacked(tmp_path):
    """Return the folder of the unpacked zip, and an environment whose PATH has a few programs alone."""
    (tmp_path / "html" / "book").mkdir(parents=True)
    (tmp_path / "html" / "book" / "index.html").write_text("<h1>Book</h1>")
    packed = write_edition(PROJECT, tmp_path / "html", tmp_path)
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(tmp_path / "home")  # it drops the modes, as file managers do
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "python3").symlink_to(Path(sys._base_executable).resolve())
    for name in PROGRAMS:
        if found := shutil.which(name):
            (programs / name).symlink_to(found)
    machine = {
        name: value for name, value in os.environ.items() if not name.startswith(("DOSSIER_", "PYTHON"))
    }
    environment = {**machine, "PATH": str(programs), "HOME": str(tmp_path / "home")}
    return tmp_path / "home" / packed.stem, environment


@pytest.mark.deep(
    "Makefile", "pyproject.toml", "requirements.lock", "src", "tests", "tools", "data", "notebooks"
)
def test_the_zip_is_tested_with_python_make_and_a_shell_alone(unpacked, record_property):
    folder, environment = unpacked

    def make(target):
        return subprocess.run(
            ["make", target], cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
        )

    assert not [path for path in folder.rglob("*.sh") if os.access(path, os.X_OK)]
    assert "site" in make("help").stdout
    tests = make("test")
    counts = re.findall(r"\d+ passed[^\n]*", tests.stdout)
    record_property("found", "; ".join(counts))
    failed = re.findall(r"^(?:FAILED|ERROR) [^\n]*", tests.stdout, re.MULTILINE)
    assert (tests.returncode, failed) == (0, []), tests.stdout[-3000:] + tests.stderr[-3000:]
    assert "needs git, which is not installed" in tests.stdout
    for target in ("site", "coverage"):
        refused = make(target)
        assert refused.returncode != 0
        assert "git" in refused.stderr
        assert "Traceback" not in refused.stderr
