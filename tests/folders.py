"""A folder that is hard to put in order, and what is found in it: for the tests of folders of any size."""

import shutil

import pandas as pd
import pytest

from dossier.project import find_project
from dossier.reading.bulk.work import Settings
from dossier.reading.files import Intake
from dossier.reading.measure import Lists, measure
from dossier.schema.files import read_table

PROJECT = find_project()
SAMPLES = PROJECT.root / "tests" / "corpus"
NOTHING_KNOWN = pd.DataFrame(columns=["source_id", "sha256", "date", "title"], dtype="str")


@pytest.fixture(name="coded", scope="module")
def coded_tables():
    names = ("entities", "theme_terms", "concordance_words")
    return {name: read_table(PROJECT.coded / f"{name}.csv", PROJECT.schema.coded[name]) for name in names}


@pytest.fixture(name="folder")
def hard_folder(tmp_path):
    """Return a folder with ids that begin other ids, a copy, a rejected file and an empty table or two."""
    folder = tmp_path / "in"
    folder.mkdir()
    names = ["port", "port-2", "port-p001", "port-p", "quai.x", "quai", "a", "a-a", "a-z"]
    texts = [file.read_text(encoding="utf-8") for file in sorted(SAMPLES.iterdir())]
    for number, name in enumerate(names):
        (folder / f"{name}.txt").write_text(texts[number % 3] + f"\nFin {name}.\n", encoding="utf-8")
    shutil.copy(folder / "port.txt", folder / "copy.txt")
    (folder / "void.txt").write_bytes(b"")
    return folder


def snapshot(folder):
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def settings_of(folder, coded, **options):
    return Settings(str(folder), Lists.of(*coded.values()), Intake("2024-06"), **options)


def counts_of(frames):
    """Return what the counts of a run over ``folder`` are: files, kept ones, readings of each table."""
    readings = {
        name: (frame["reading"].eq("ambiguous").sum(), len(frame))
        for name, frame in sorted(frames.items())
        if "reading" in frame
    }
    return 11, 9, readings


def expected_of(folder, coded):
    """Return the tables of data frames that `measure` gives, and the lines that it reports."""
    lines = []
    frames = measure(folder, sources=NOTHING_KNOWN, published="2024-06", report=lines.append, **coded)
    return frames, lines
