"""Say how many lines and branches of src the tests ran, from ``coverage json``; exit 1 below the bar."""

import json
import sys

LINES, BRANCHES = 97.0, 93.0  # percent


def main(report: str) -> int:
    """Print the two figures and the modules that are furthest below them."""
    with open(report, encoding="utf-8") as file:  # noqa: PTH123
        measured = json.load(file)
    lines, branches = shares(measured["totals"])
    print(f"lines {lines:.2f} % (at least {LINES:.0f}), branches {branches:.2f} % (at least {BRANCHES:.0f})")
    if lines >= LINES and branches >= BRANCHES:
        return 0
    for name, file in sorted(measured["files"].items(), key=lambda each: each[1]["summary"]["missing_lines"])[
        -12:
    ]:
        print("  {}: lines {:.0f} %, branches {:.0f} %".format(name, *shares(file["summary"])))
    return 1


def shares(summary: dict[str, int]) -> tuple[float, float]:
    """Return the percentages of lines and of branches; a file without any has all.

    >>> shares({"covered_lines": 3, "num_statements": 4, "covered_branches": 0, "num_branches": 0})
    (75.0, 100.0)
    """
    parts = (("covered_lines", "num_statements"), ("covered_branches", "num_branches"))
    lines, branches = (
        100 * summary[done] / summary[all_] if summary[all_] else 100.0 for done, all_ in parts
    )
    return lines, branches


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
