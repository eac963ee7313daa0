"""``tests/deep/results.csv`` → what keeps an edition back: a deep test that failed or is out of date."""

import csv
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

RESULTS = Path("tests", "deep", "results.csv")

Changed = Callable[[str, list[str]], bool]
"""Whether any of the paths differs between a commit and the last one."""


class Result(NamedTuple):
    """What a deep test found: when, at which commit, and the paths that it tests."""

    test: str
    outcome: str
    found: str
    seconds: str
    day: str
    commit: str
    paths: str


def read_results(root: Path) -> list[Result]:
    """Return the rows of the table; none where the project has no deep tests."""
    if not (root / RESULTS).is_file():
        return []
    with (root / RESULTS).open(encoding="utf-8", newline="") as lines:
        return [Result(**row) for row in csv.DictReader(lines)]


def kept_back(root: Path, changed: Changed) -> Iterator[str]:
    """Yield a sentence for each deep test that says nothing of the last commit, or was never run."""
    results = read_results(root)
    ran = {row.test.partition("[")[0] for row in results}
    for file in sorted((root / RESULTS).parent.glob("test_*.py")):
        for test in _TEST.findall(file.read_text(encoding="utf-8")):
            if test not in ran:
                yield f"{test} never ran"
    yield from overdue(results, changed)


_TEST = re.compile(r"^def (test_\w+)", re.MULTILINE)


def overdue(results: list[Result], changed: Changed) -> Iterator[str]:
    """Yield a sentence for each result that says nothing of the last commit.

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
    """Say how old the results are, the oldest counting.

    >>> row = Result("lists", "passed", "", "60", "2026-01-02", "abc", "src")
    >>> age([row, row._replace(day="2026-01-05")], date(2026, 1, 12)), age([], date(2026, 1, 12))
    ('the deep tests ran 10 days ago', 'the deep tests never ran')
    """
    if not results:
        return "the deep tests never ran"
    days = (today - min(date.fromisoformat(row.day) for row in results)).days
    return f"the deep tests ran {days} days ago"
