"""The zip of the book, unpacked without its modes, tested with Python, make and a shell's programs alone.

This is no bare system: the compiler of a package, the certificates and the libraries are those of this machine.
What it shows is that nothing else is called by name, as git, and that no file must be executable.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

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
def environment(tmp_path):
    """Return an environment whose PATH has a few programs alone."""
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "python3").symlink_to(Path(sys._base_executable).resolve())
    for name in PROGRAMS:
        if found := shutil.which(name):
            (programs / name).symlink_to(found)
    machine = {
        name: value for name, value in os.environ.items() if not name.startswith(("DOSSIER_", "PYTHON"))
    }
    return {**machine, "PATH": str(programs), "HOME": str(tmp_path / "home")}


@pytest.mark.deep(
    "Makefile", "pyproject.toml", "requirements.lock", "src", "tests", "tools", "data", "notebooks"
)
def test_the_zip_is_tested_with_python_make_and_a_shell_alone(
    unpacked, tested_by, tmp_path, environment, record_property
):
    folder = unpacked(tmp_path / "home")
    assert not [path for path in folder.rglob("*.sh") if os.access(path, os.X_OK)]

    def make(target):
        return subprocess.run(
            ["make", target], cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
        )

    record_property("found", tested_by(folder, make))
