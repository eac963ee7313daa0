"""``tests/deep/results.csv`` → sentences on each deep test that failed, never ran or is out of date.

An edition is not recorded while there is one. `tools/deep.py` runs the deep tests and writes the file.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from dossier.schema.cells import read_dicts

RESULTS = Path("tests", "deep", "results.csv")

Changed = Callable[[str, list[str]], bool]
"""From a commit and paths to whether any of the paths differs between it and the last commit."""


class Result(NamedTuple):
    """A row of ``results.csv``: a deep test, its result, its day, its commit, and the paths that it tests."""

    test: str
    outcome: str
    found: str
    seconds: str
    day: str
    commit: str
    paths: str


def read_results(root: Path) -> list[Result]:
    """Return the rows of ``results.csv``; none where the project in ``root`` has no deep tests."""
    if not (root / RESULTS).is_file():
        return []
    return [Result(**row) for row in read_dicts(RESULTS.name, (root / RESULTS).read_bytes())]


def kept_back(root: Path, changed: Changed) -> Iterator[str]:
    """Yield a sentence for each deep test that never ran, failed, or ran before what it tests changed."""
    results = read_results(root)
    tests_run = {row.test.partition("[")[0] for row in results}
    for file in sorted((root / RESULTS).parent.glob("test_*.py")):
        for test in _TEST.findall(file.read_text(encoding="utf-8")):
            if test not in tests_run:
                yield f"{test} never ran"
    yield from overdue(results, changed)


_TEST = re.compile(r"^def (test_\w+)", re.MULTILINE)


def overdue(results: list[Result], changed: Changed) -> Iterator[str]:
    """Yield a sentence for each result that is a failure, or older than a change of what it tests.

    >>> row = Result("lists", "passed", "9 of 9", "60", "2026-01-02", "abc", "src/a;src/b")
    >>> list(overdue([row, row._replace(outcome="failed")], lambda commit, paths: False))
    ['lists failed on 2026-01-02']
    >>> list(overdue([row], lambda commit, paths: "src/b" in paths))
    ['lists passed on 2026-01-02, before src/a, src/b changed']
    """
    for row in results:
        paths = row.paths.split(";")
        if row.outcome != "passed":
            yield f"{row.test} {row.outcome} on {row.day}"
        elif changed(row.commit, paths):
            yield f"{row.test} passed on {row.day}, before {', '.join(paths)} changed"


def age(results: list[Result], today: date) -> str:
    """Return a sentence on the age of the oldest of ``results``.

    >>> row = Result("lists", "passed", "", "60", "2026-01-02", "abc", "src")
    >>> age([row, row._replace(day="2026-01-05")], date(2026, 1, 12)), age([], date(2026, 1, 12))
    ('the deep tests ran 10 days ago', 'the deep tests never ran')
    """
    if not results:
        return "the deep tests never ran"
    days = (today - min(date.fromisoformat(row.day) for row in results)).days
    return f"the deep tests ran {days} days ago"
