"""A version → the same version in every file that names it: ``python tools/version.py 1.0.0``."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLACES = ("src/dossier/__init__.py", "dossier.toml", "CITATION.cff", "CHANGELOG.md")


def present(root: Path) -> str:
    """Return the version in ``src/dossier/__init__.py`` of the project in ``root``."""
    return re.search(r'^__version__ = "([^"]+)"', (root / PLACES[0]).read_text(encoding="utf-8"), re.M)[1]


def name(root: Path, version: str) -> list[str]:
    """Write ``version`` in place of the present one in `PLACES`; return the files, or exit and write none.

    In CHANGELOG.md and dossier.toml only the first one is replaced: the newest heading, and the report's own.
    """
    if not re.fullmatch(r"\d+\.\d+\.\d+", version):
        raise SystemExit(f"{version} is no version: three numbers, as in 1.0.0")
    old, written = present(root), {}
    for place in PLACES:
        text = (root / place).read_text(encoding="utf-8")
        times = 1 if place in {"CHANGELOG.md", "dossier.toml"} else 0
        written[place], replaced = re.subn(
            rf"(?<![\d.]){re.escape(old)}(?!\d|\.\d)", version, text, count=times
        )
        if not replaced:
            raise SystemExit(f"{place} does not name {old}, the version of {PLACES[0]}; mend it first")
    for place, text in written.items():
        (root / place).write_text(text, encoding="utf-8")
    return list(written)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    print("\n".join(name(ROOT, sys.argv[1])))
