"""Run the deep tests and keep what they found in tests/deep/results.csv; ``--age`` only says how old that is.

A deep test names the paths that it tests: ``@pytest.mark.deep("src/dossier/reading")``. What it found is
what it gives to ``record_property("found", …)``. Commit first: a result belongs to a commit.
"""

import csv
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dossier.editions.deep import RESULTS, Result, age, kept_back, read_results

ROOT = Path(__file__).resolve().parent.parent


class Table:
    """The rows of the table, collected while pytest runs."""

    def __init__(self, commit: str) -> None:
        self.commit = commit
        self.paths: dict[str, str] = {}
        self.rows: list[Result] = []

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Note which paths each test names."""
        for item in items:
            if mark := item.get_closest_marker("deep"):
                self.paths[item.nodeid] = ";".join(mark.args)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add the row of a test that ran, or that could not be set up."""
        if report.when == "call" or (report.when == "setup" and report.failed):
            day = datetime.now(UTC).date().isoformat()
            found = str(dict(report.user_properties).get("found", ""))
            seconds, paths = f"{report.duration:.0f}", self.paths[report.nodeid]
            test = report.nodeid.partition("::")[2]
            self.rows.append(Result(test, report.outcome, found, seconds, day, self.commit, paths))


def git(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Ask git about the project."""
    return subprocess.run(
        ["git", "-C", str(ROOT), *arguments], capture_output=True, encoding="utf-8", check=False
    )


def differs(commit: str, paths: list[str]) -> bool:
    """Say whether any of ``paths`` differs between ``commit`` and the last one."""
    return git("diff", "--quiet", commit, "HEAD", "--", *paths).returncode != 0


def main() -> int:
    """Run the deep tests, or say how old their results are."""
    if "--age" in sys.argv:
        results = read_results(ROOT)
        print("; ".join([age(results, datetime.now(UTC).date()), *kept_back(ROOT, differs)]))
        return 0
    if git("status", "--porcelain").stdout:
        print("deep: commit first: a result belongs to a commit", file=sys.stderr)
        return 1
    table = Table(git("rev-parse", "HEAD").stdout.strip())
    status = pytest.main(["-q", "-m", "deep", str(ROOT / "tests" / "deep")], plugins=[table])
    with (ROOT / RESULTS).open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(Result._fields)
        lines.writerows(sorted(table.rows))
    return int(status)


if __name__ == "__main__":
    sys.exit(main())
