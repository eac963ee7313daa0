"""``_coverage.json`` → the percentages of lines and branches that the tests ran; exit 1 if one is too low."""

import json
import sys

LINES, BRANCHES = 97.0, 93.0  # the least percentages


def main(report: str) -> int:
    """Print the two percentages; if one is too low, also the twelve modules with the most lines not run."""
    with open(report, encoding="utf-8") as file:  # noqa: PTH123
        measured = json.load(file)
    lines, branches = shares(measured["totals"])
    print(f"lines {lines:.2f} % (at least {LINES:.0f}), branches {branches:.2f} % (at least {BRANCHES:.0f})")
    if lines >= LINES and branches >= BRANCHES:
        return 0
    modules = sorted(measured["files"].items(), key=lambda module: module[1]["summary"]["missing_lines"])
    for name, file in modules[-12:]:
        print("  {}: lines {:.0f} %, branches {:.0f} %".format(name, *shares(file["summary"])))
    return 1


def shares(summary: dict[str, int]) -> tuple[float, float]:
    """Return the percentages of lines and of branches; a file without any has all.

    >>> shares({"covered_lines": 3, "num_statements": 4, "covered_branches": 0, "num_branches": 0})
    (75.0, 100.0)
    """
    parts = (("covered_lines", "num_statements"), ("covered_branches", "num_branches"))
    lines, branches = (
        100 * summary[covered] / summary[total] if summary[total] else 100.0 for covered, total in parts
    )
    return lines, branches


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
