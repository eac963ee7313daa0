"""The folders of the project, spelled once."""

import os
from pathlib import Path


def find_root(start: Path) -> Path:
    """Return the nearest folder at or above ``start`` that is a project, else ``start``.

    Notebooks run in their own folder, commands mostly at the top: both find the same place.
    """
    for folder in (start, *start.parents):
        if (folder / "_config.yml").is_file() and (folder / "data").is_dir():
            return folder
    return start


ROOT = find_root(Path(os.environ.get("DOSSIER_ROOT", Path.cwd())).resolve())
DATA = ROOT / "data"
MEASURED = DATA / "measured"
CODED = DATA / "coded"
RECORD = DATA / "record"
DATASET = DATA / "dataset"
CODEBOOK = ROOT / "book" / "codebook.md"
NOTEBOOKS = ROOT / "notebooks"


def find_texts() -> Path | None:
    """Return the folder of the private articles, if this machine holds them."""
    named = os.environ.get("DOSSIER_TEXTS")
    if named:
        return Path(named)
    usual = DATA / "texts"
    return usual if usual.is_dir() else None
