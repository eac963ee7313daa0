"""The zip of the book, unpacked and tested in a Debian that has nothing but Python, make and what they need."""

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dossier.project import find_project

PROJECT = find_project()
PACKAGES = "python3,python3-venv,make"


def called(*command, **settings):
    return subprocess.run(
        [str(part) for part in command], capture_output=True, encoding="utf-8", check=False, **settings
    )


@pytest.fixture
def system(tmp_path):
    """Return the folder of a bare Debian of the release of this machine, and the packages of the lock in it."""
    if os.geteuid() or not shutil.which("debootstrap"):
        pytest.skip("needs root, and debootstrap (Debian: apt install debootstrap)")
    system, release = tmp_path / "system", platform.freedesktop_os_release()["VERSION_CODENAME"]
    made = called("debootstrap", "--variant=minbase", f"--include={PACKAGES}", release, system)
    assert made.returncode == 0, made.stdout[-2000:]
    lock = PROJECT.root / "requirements.lock"
    fetch = ["download", "--quiet", "--require-hashes", "--requirement", lock, "--dest", system / "packages"]
    fetched = called(Path(sys._base_executable).resolve(), "-m", "pip", *fetch)
    assert fetched.returncode == 0, fetched.stderr
    return system


@pytest.mark.deep(
    "Makefile", "pyproject.toml", "requirements.lock", "src", "tests", "tools", "data", "notebooks"
)
def test_a_bare_debian_tests_the_zip(system, unpacked, tested_by, record_property):
    folder = unpacked(system / "home")
    within = Path("/") / folder.relative_to(system)

    def make(target):
        mounted = f"mount -t proc proc {system}/proc && mount -t tmpfs shm {system}/dev/shm"
        inside = f"exec chroot {system} sh -c 'cd {within} && make {target}'"
        environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/home"}
        packages = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "/packages"}
        return called("unshare", "--mount", "sh", "-c", f"{mounted} && {inside}", env=environment | packages)

    release = platform.freedesktop_os_release()["PRETTY_NAME"]
    record_property("found", f"{release}: {tested_by(folder, make)}")
