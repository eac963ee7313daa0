"""A version and its day → the same in every file that names them.

``python tools/version.py 1.1.0 2026-12-01``. An edition without a day is of today; a draft, as in
``1.2.0.dev0``, has no day.
"""

import re
import sys
from datetime import date
from pathlib import Path

from dossier.schema.cells import read_dicts

ROOT = Path(__file__).resolve().parent.parent
PLACES = ("src/dossier/__init__.py", "dossier.toml", "CITATION.cff", "CHANGELOG.md")
UNRELEASED = "unreleased"


def present(root: Path) -> str:
    """Return the version in ``src/dossier/__init__.py`` of the project in ``root``."""
    return re.search(r'^__version__ = "([^"]+)"', (root / PLACES[0]).read_text(encoding="utf-8"), re.M)[1]


def name(root: Path, version: str, day: str = "") -> list[str]:
    """Write ``version`` and ``day`` in place of the present ones in `PLACES`; return the files.

    Exit, and write none, where the version is no version or published already, where the day is no day or
    that of a draft, or where a file lacks the line. A heading of CHANGELOG.md that has a day stays, and a
    new one is put above it.
    """
    _refuse(root, version, day)
    edition = version.partition(".dev")[0]
    released = f"date-released: {day}\n" if day else ""
    replacements = {
        PLACES[0]: [(r'^__version__ = "[^"]+"$', f'__version__ = "{version}"')],
        PLACES[1]: [
            (r'^version = "[^"]+"$', f'version = "{version}"'),
            (r'^released = "[^"]*"$', f'released = "{day}"'),
        ],
        PLACES[2]: [(r"^version: .+\n(?:date-released: .+\n)?", f"version: {version}\n{released}")],
        PLACES[3]: [
            (rf"^## \S+ — {UNRELEASED}$|^(?=## )", f"## {edition} — {day or UNRELEASED}"),
        ],
    }
    written = {}
    for place, lines in replacements.items():
        text = (root / place).read_text(encoding="utf-8")
        for line, new in lines:
            before = re.search(line, text, re.M)
            if not before:
                raise SystemExit(
                    f"{place} has no line {line}, in which the version or its day is; mend it first"
                )
            gap = "" if before[0] else "\n\n"  # nothing was replaced: the heading of another edition follows
            text = text[: before.start()] + new + gap + text[before.end() :]
        written[place] = text
    for place, text in written.items():
        (root / place).write_text(text, encoding="utf-8")
    return list(written)


def _refuse(root: Path, version: str, day: str) -> None:
    """Exit with the reason where ``version`` and ``day`` cannot be written."""
    form = re.fullmatch(r"(\d+\.\d+\.\d+)(\.dev\d+)?", version)
    if not form:
        raise SystemExit(f"{version} is no version: three numbers, as in 1.0.0, or 1.0.0.dev0 for a draft")
    recorded = root / "editions" / "editions.csv"
    editions = read_dicts(recorded.name, recorded.read_bytes()) if recorded.is_file() else []
    if form[1] in [row["version"] for row in editions]:
        raise SystemExit(f"{form[1]} is published; take a higher number")
    if form[2] and day:
        raise SystemExit(f"{version} is a draft, which has no day; leave {day} out")
    if not form[2] and not re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        raise SystemExit(f"{day!r} is no day; write one as in 2026-11-21")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        raise SystemExit(__doc__)
    of_today = "" if ".dev" in sys.argv[1] else date.today().isoformat()
    print("\n".join(name(ROOT, *(sys.argv[1:] if len(sys.argv) > 2 else [sys.argv[1], of_today]))))
