"""The edition in one archive: what is in it, and that it works elsewhere."""

import os
import subprocess
import sys
import zipfile

import pytest

from dossier.book.downloads import edition_name, package
from dossier.editions import archive as editions_archive
from dossier.project import find_project

PROJECT = find_project()

EDITION = edition_name(PROJECT)
TOP = EDITION.removesuffix(".zip")


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """Pack a book of one page with the real sources."""
    folder = tmp_path_factory.mktemp("edition")
    (folder / "html" / "book").mkdir(parents=True)
    (folder / "html" / "book" / "index.html").write_text("<h1>Book</h1>")
    return editions_archive.write_edition(PROJECT, folder / "html", folder)


def names(archive):
    with zipfile.ZipFile(archive) as opened:
        return opened.namelist()


def test_book_notebooks_data_lock_and_licence_are_in_it(archive):
    found = set(names(archive))
    for name in (
        "start.html",
        "html/book/index.html",
        "notebooks/arms.ipynb",
        "data/dataset/claims.csv",
        "requirements.lock",
        "LICENSE",
        "Makefile",
        "tools/setup.sh",
    ):
        assert f"{TOP}/{name}" in found


def test_nothing_private_or_hidden_is_in_it(archive):
    assert not [
        name for name in names(archive) if "data/texts" in name or "/." in name or "__pycache__" in name
    ]


def test_every_source_is_there_and_named_once():
    assert [name for name in editions_archive.SOURCES if not (PROJECT.root / name).exists()] == []
    assert sorted(set(editions_archive.SOURCES)) == list(editions_archive.SOURCES), "in order, and each once"


def test_the_same_edition_is_the_same_bytes(archive, tmp_path):
    again = editions_archive.write_edition(PROJECT, archive.parent / "html", tmp_path)
    assert again.read_bytes() == archive.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == [EDITION]


def test_a_script_can_be_run_after_unpacking(tmp_path):
    (tmp_path / "a.zip").write_bytes(package({"run.sh": b"#!/bin/sh\n", "read.txt": b"words"}))
    with zipfile.ZipFile(tmp_path / "a.zip") as opened:
        assert opened.getinfo("run.sh").external_attr >> 16 == 0o755
        assert opened.getinfo("read.txt").external_attr >> 16 == 0o644


@pytest.mark.book
def test_unpacked_elsewhere_it_checks(archive, tmp_path):
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(tmp_path)
    root = tmp_path / TOP
    environ = {name: value for name, value in os.environ.items() if not name.startswith("DOSSIER_")}
    command = [sys.executable, "-m", "dossier", "check"]
    run = subprocess.run(
        command,
        cwd=root,
        env={**environ, "PYTHONPATH": str(root / "src")},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "dataset and stored outputs are current\n", "")
