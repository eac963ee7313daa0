"""A file of tests has the name of what it tests, or says why it has another."""

import re
from pathlib import Path

from dossier.project import find_project

ROOT = find_project().root
SOURCE = ROOT / "src"

OTHER = {
    "bench": "tools/bench.py: the articles that it makes and the table that it prints",
    "absences": "sentences on what is not in the world, in prose",
    "addresses_both_ways": "pages and scripts of a reader: the two ways to an address",
    "contributing": "the recipes of CONTRIBUTING.md",
    "engine_knows_no_subject": "a property of the whole engine",
    "evaluation": "the texts in tests/evaluation and their labels",
    "faults": "a kill, a full disk and a strict umask, for everything that writes",
    "hostile": "hostile texts in every column, behind the entrance: pages and files made of them",
    "leak": "tools/leak.py: a property of everything that is published together",
    "names_of_tests": "this file",
    "numbers_counted_again": "the numbers of the prose, by other ways than the chapters take",
    "numbers_of_prose": "the numbers that pages and notebooks quote",
    "no_row_by_position": "a property of both packages",
    "no_row_id_in_code": "a property of both packages",
    "no_typed_number": "a property of prose, captions and drawings",
    "order": "a property of both packages",
    "privacy": "a property of everything that is committed or built",
    "reversals": "what would turn a page round unseen: typed likelihood, hidden words, dead addresses",
    "second_report": "the small report in tests/second_report",
    "sixth_article": "one more article in every chapter",
    "thousandth_row": "ids with more digits in every part",
    "version": "tools/version.py, which writes version and day",
    "toolchain": "what installs and packs the project",
}
"""Names that are no module's, each with what its tests are about."""


def names():
    """Return the name of every module and folder of both packages, alone and with its folder before it."""
    found = set()
    for path in [*SOURCE.rglob("*.py"), *SOURCE.rglob("*/")]:
        name = path.stem
        found |= {name, f"{path.parent.name}_{name}"}
    return found


def test_every_file_of_tests_names_what_it_tests():
    known = names()
    tests = [
        re.sub(r"^test_|_decisions$", "", file.stem) for file in sorted(Path(ROOT, "tests").glob("test_*.py"))
    ]
    unknown = [name for name in tests if name not in known and name not in OTHER]
    assert unknown == []


def test_no_reason_is_idle():
    there = {file.stem.removeprefix("test_") for file in Path(ROOT, "tests").glob("test_*.py")}
    assert set(OTHER) <= there
