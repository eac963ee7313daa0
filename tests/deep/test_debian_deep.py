"""The zip of the book, unpacked and tested in a Debian that has nothing but Python, make and what they need."""

import os
import platform
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
def test_a_bare_debian_tests_the_zip(system, tmp_path, record_property):
    (tmp_path / "html" / "book").mkdir(parents=True)
    (tmp_path / "html" / "book" / "index.html").write_text("<h1>Book</h1>")
    packed = write_edition(PROJECT, tmp_path / "html", tmp_path)
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(system / "home")  # it drops the modes, as file managers do
    folder = f"/home/{packed.stem}"

    def make(target):
        mounted = f"mount -t proc proc {system}/proc && mount -t tmpfs shm {system}/dev/shm"
        inside = f"exec chroot {system} sh -c 'cd {folder} && make {target}'"
        environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/home"}
        packages = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "/packages"}
        return called("unshare", "--mount", "sh", "-c", f"{mounted} && {inside}", env=environment | packages)

    assert "site" in make("help").stdout
    tests = make("test")
    counts = re.findall(r"\d+ passed[^\n]*", tests.stdout)
    release = platform.freedesktop_os_release()["PRETTY_NAME"]
    record_property("found", f"{release}: {'; '.join(counts)}")
    failed = re.findall(r"^(?:FAILED|ERROR) [^\n]*", tests.stdout, re.MULTILINE)
    assert (tests.returncode, failed) == (0, []), tests.stdout[-3000:] + tests.stderr[-3000:]
    assert "needs git, which is not installed" in tests.stdout
    for target in ("site", "coverage"):
        refused = make(target)
        assert refused.returncode != 0
        assert "apt install git" in refused.stderr
        assert "Traceback" not in refused.stderr
