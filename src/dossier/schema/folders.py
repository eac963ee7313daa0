"""Bytes become files and folders on disk: a write is whole or not at all."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from dossier.errors import DataError
from dossier.schema import TABLES


def replace_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make ``folder`` hold ``files`` and nothing else; on failure it stays as it was.

    Raises ``DataError`` when the folder holds anything that is not of our making.
    """
    restore(folder)
    _refuse_strange_files(folder)
    with _beside(folder) as fresh:
        for name, content in files.items():
            (fresh / name).write_bytes(content)
        if folder.exists():
            folder.rename(_previous(folder))
        fresh.rename(folder)
    shutil.rmtree(_previous(folder), ignore_errors=True)


def replace_file(file: Path, content: bytes) -> None:
    """Make ``file`` hold ``content``; on failure it stays as it was."""
    fresh = file.with_name(f".{file.name}.fresh")
    fresh.write_bytes(content)
    fresh.replace(file)


def restore(folder: Path) -> None:
    """Put the previous folder back if a write was killed between its two renames."""
    if not folder.exists() and _previous(folder).is_dir():
        _previous(folder).rename(folder)


def _previous(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.previous")


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    fresh = folder.with_name(f".{folder.name}.fresh")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.rmtree(_previous(folder), ignore_errors=True)
    fresh.mkdir(parents=True)
    try:
        yield fresh
    except BaseException:
        restore(folder)
        raise
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


_OURS = {*(f"{name}.csv" for name in TABLES), "datapackage.json", "numbers.json"}


def _refuse_strange_files(folder: Path) -> None:
    strange = (
        sorted(file.name for file in folder.iterdir() if file.name not in _OURS) if folder.exists() else []
    )
    if strange:
        raise DataError(
            folder.name,
            f"the folder holds {strange[0]!r}, which this program did not write",
            remedy="name an empty or a new folder",
        )
