"""Run the deep tests → ``tests/deep/results.csv``; with ``--age`` only print how old the results are.

Without a word all run. ``python tools/deep.py faults reach`` runs those whose names have one of the words,
and leaves the rows of the others as they are.

A deep test names the paths that it tests: ``@pytest.mark.deep("src/dossier/reading")``, and its own file is
one more. Its result is what it gives to ``record_property("found", …)``. Everything must be committed,
because a result belongs to a commit.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dossier.editions.deep import RESULTS, Result, age, kept_back, read_results
from dossier.editions.rebuild import differs, git
from dossier.schema.files import rows_file

ROOT = Path(__file__).resolve().parent.parent


class Table:
    """A plugin of pytest that collects the rows of ``results.csv``."""

    def __init__(self, commit: str) -> None:
        self.commit = commit
        self.paths: dict[str, str] = {}
        self.rows: list[Result] = []

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Note which paths each test names, and where it stands."""
        for item in items:
            if mark := item.get_closest_marker("deep"):
                own_file = item.path.relative_to(ROOT).as_posix()
                self.paths[item.nodeid] = ";".join([*mark.args, own_file])

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add the row of a test that ran, or that could not be set up."""
        if report.when == "call" or (report.when == "setup" and report.failed):
            day = datetime.now(UTC).date().isoformat()
            found = str(dict(report.user_properties).get("found", ""))
            seconds, paths = f"{report.duration:.0f}", self.paths[report.nodeid]
            test = report.nodeid.partition("::")[2]
            self.rows.append(Result(test, report.outcome, found, seconds, day, self.commit, paths))


def main() -> int:
    """Run the deep tests, or print the age of their results; return the exit status."""
    if "--age" in sys.argv:
        results = read_results(ROOT)
        reasons = kept_back(ROOT, lambda commit, paths: differs(ROOT, commit, paths))
        print("; ".join([age(results, datetime.now(UTC).date()), *reasons]))
        return 0
    if git(ROOT, "status", "--porcelain"):
        print(
            "deep: some files are not committed; commit first, because a result belongs to a commit",
            file=sys.stderr,
        )
        return 1
    table, words = Table(git(ROOT, "rev-parse", "HEAD")), sys.argv[1:]
    chosen = ["-k", " or ".join(words)] if words else []
    # The packages that this file imports are there before pytest: they have no assertions to be rewritten.
    imported = ["-W", "ignore:Module already imported:pytest.PytestAssertRewriteWarning"]
    options = ["-v", "-m", "deep", *imported, *chosen]
    status = pytest.main([*options, str(ROOT / "tests" / "deep")], plugins=[table])
    ran = {row.test for row in table.rows}
    kept = [row for row in read_results(ROOT) if words and row.test not in ran]
    (ROOT / RESULTS).write_bytes(rows_file(Result._fields, sorted([*kept, *table.rows])))
    return int(status)


if __name__ == "__main__":
    sys.exit(main())
