"""Bytes by file name become a folder on disk, or bytes one file; a write that fails changes nothing.

New content is written beside the old one, under a hidden name, and takes its place by renaming.
"""

import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from dossier.errors import DataError


def replace_folder(folder: Path, files: Mapping[str, bytes], ours: Collection[str] = ()) -> None:
    """Write ``files`` as all the content of ``folder``; on failure the folder stays as it was.

    A name may have a folder before it (``1.0.0.rows/claims.csv``). ``ours`` names further files that an
    earlier version may have written there. Raises ``DataError`` when the folder holds any other file,
    because this program did not write that file.
    """
    with replaced_folder(folder, {name.partition("/")[0] for name in (*files, *ours)}) as fresh:
        for name, content in files.items():
            (fresh / name).parent.mkdir(exist_ok=True)
            (fresh / name).write_bytes(content)


@contextmanager
def replaced_folder(folder: Path, ours: Collection[str]) -> Iterator[Path]:
    """Yield an empty folder that takes the place of ``folder`` in the end; on failure the old one stays.

    Raises ``DataError`` when the old folder holds a file that is not among ``ours``.
    """
    if folder.exists() and not folder.is_dir():
        remedy = "name a new folder, or move the file away"
        raise DataError(folder.name, "is a file, and a folder is to be written there", remedy=remedy)
    restore(folder)
    _refuse_strange_files(folder, ours)
    with _beside(folder) as fresh:
        yield fresh
        if folder.exists():
            folder.rename(_previous(folder))
        fresh.rename(folder)
    shutil.rmtree(_previous(folder), ignore_errors=True)


def replace_file(file: Path, content: bytes) -> None:
    """Write ``content`` as ``file``; on failure the file stays as it was, and nothing lies beside it."""
    fresh = file.with_name(f".{file.name}.fresh")
    try:
        fresh.write_bytes(content)
        fresh.replace(file)
    finally:
        fresh.unlink(missing_ok=True)


def restore(folder: Path) -> None:
    """Put the previous folder back if a write was killed between its two renames."""
    if not folder.exists() and _previous(folder).is_dir():
        _previous(folder).rename(folder)


def _previous(folder: Path) -> Path:
    """Return the name that a folder has until the new one has taken its place."""
    return folder.with_name(f".{folder.name}.previous")


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """Yield an empty folder beside ``folder``; it is removed in the end, unless it was renamed."""
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


def _refuse_strange_files(folder: Path, ours: Collection[str]) -> None:
    strange = (
        sorted(file.name for file in folder.iterdir() if file.name not in ours) if folder.exists() else []
    )
    if strange:
        raise DataError(
            folder.name,
            f"the folder holds {strange[0]!r}, which this program did not write",
            remedy="name an empty or a new folder",
        )
