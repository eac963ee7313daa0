"""A commit → the built pages of an edition, compared with its digests; and the record of a new edition.

An edition is taken out of the history into ``.editions/<version>``, and built there with its own code and the
packages of its own ``requirements.lock``.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from dossier.book.addresses import ADDRESSES_FILE, addresses, extended, published
from dossier.book.build import ENVIRONMENT
from dossier.book.built import differences, manifest
from dossier.book.notebooks import notebook_files, refuse_altered
from dossier.editions.deep import RESULTS, kept_back
from dossier.editions.published_rows import demand_reasons, digests_of_rows, rows_folder
from dossier.editions.record import (
    EDITIONS_FILE,
    Edition,
    digests,
    manifest_path,
    read_editions,
    read_manifest,
    with_row,
)
from dossier.editions.searches import lacking
from dossier.errors import BookError, DataError, printable
from dossier.evidence.checks import raise_first
from dossier.lock import FILE as LOCK
from dossier.lock import held
from dossier.project import Project
from dossier.schema.files import read_table, to_bytes
from dossier.schema.folders import replace_folder, restore
from dossier.schema.published import published_ids

CHECKOUTS = ".editions"
"""The folder of the project where each edition has its files, its build and, if they differ, its packages."""

Report = Callable[[str], None]


def rebuild(root: Path, edition: Edition, report: Report = lambda line: None) -> Path:
    """Return the folder with the pages of a published edition, which are byte for byte those recorded.

    Pages from an earlier call are used again if every byte is as recorded. Raises ``BookError`` with the
    names of the files that differ after a new build.
    """
    recorded = read_manifest(root, edition.version)
    html = root / CHECKOUTS / edition.version / "_build" / "html"
    if html.is_dir() and not any(differences(recorded, digests(html))):
        report(f"edition {edition.version} is here, and every byte is as recorded")
        return html
    build(root, edition, report)
    if problems := list(differences(recorded, digests(html))):
        lines = [f"edition {edition.version}, built again, is not what was recorded:", *problems]
        raise BookError("\n".join(lines))
    report(f"edition {edition.version} is built again, and every byte is as recorded")
    return html


def record(root: Path, version: str, changed: str, report: Report = lambda line: None) -> Edition:
    """Write the last commit into ``editions/`` as edition ``version``: its row, digests and addresses.

    Nothing is written before the edition is built from that commit. Raises ``DataError`` where a file is not
    committed, where the version is not the package's own or not newer than the last, where its day is not
    that of the commit, where a deep test failed, never ran or is older than what it tests, where
    ``published_ids`` lacks an id of the dataset, and where a judgement, an undecided forecast or a number
    of the front page lacks its searches; ``BookError`` where a changed cell has no reason.
    """
    editions = read_editions(root)
    project = Project(root)
    if version != project.version:
        remedy = f"write {version} there first: tools/version.py {version}"
        raise DataError("edition", f"the report calls itself {project.version}", row=version, remedy=remedy)
    status = git(root, "status", "--porcelain").splitlines()
    if uncommitted := [line for line in status if line[3:] != LOCK]:
        first_file = uncommitted[0][3:]  # after two letters of its state and a blank
        problem = f"{first_file} is not committed, one of {len(uncommitted)}"
        raise DataError("edition", problem, row=version, remedy="commit it, or take it away")
    if reasons := list(kept_back(root, lambda commit, paths: differs(root, commit, paths))):
        remedy = "run `make deep`, and commit what it found"
        raise DataError(RESULTS.name, "; ".join(reasons), row=version, remedy=remedy)
    raise_first(lacking(project))
    refuse_altered(notebook_files(project))
    commit, day = git(root, "show", "--no-patch", "--format=%H %cs", "HEAD").split()
    if project.declaration.released != day:
        problem = f"the report is of {project.declaration.released or 'no day'}, its last commit of {day}"
        remedy = f"write the day and commit on it: tools/version.py {version} {day}"
        raise DataError("edition", problem, row=version, remedy=remedy)
    edition = Edition(version, commit, day, changed)
    row = with_row(editions, edition)
    ids = _published_ids(project)
    demand_reasons(project)
    html = build(root, edition, report)
    present = addresses(html, ids)
    added = {
        manifest_path(root, version): manifest(digests(html)),
        root / ADDRESSES_FILE: extended(published(root), present, version),
        root / EDITIONS_FILE: row,
    }
    of_rows = digests_of_rows(project.dataset, project.schema)
    added |= {rows_folder(root, version) / name: content for name, content in of_rows.items()}
    _add(root / EDITIONS_FILE.parent, added)
    return edition


def _add(folder: Path, files: Mapping[Path, bytes]) -> None:
    """Write ``files`` into ``folder`` beside those that are there, all of them or none."""
    restore(folder)
    present = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    replace_folder(
        folder, {path.relative_to(folder).as_posix(): text for path, text in {**present, **files}.items()}
    )


def differs(root: Path, commit: str, paths: list[str]) -> bool:
    """Return whether any of ``paths`` differs from ``commit`` to the last one, or ``commit`` is not here.

    Results of deep tests and lines that name the version are left out: they come after the tests.
    """
    results = f":(exclude){RESULTS.as_posix()}"
    try:
        return bool(
            git(root, "diff", f"--ignore-matching-lines={_VERSION}", commit, "HEAD", "--", *paths, results)
        )
    except DataError:
        return True


_VERSION = r'^(__version__ = "[^"]*"|  "version": "[^"]*",)$'
"""The lines that name it in the package and in the description of the dataset (tools/version.py, `build`)."""


def _published_ids(project: Project) -> set[str]:
    """Return the ids in ``published_ids``; raise ``DataError`` where the file lacks one of the dataset."""
    coded, record = project.inputs()
    file = project.coded / "published_ids.csv"
    listed = published_ids({**coded, **record}, project.schema, project.edition)
    if to_bytes(listed) != file.read_bytes():
        remedy = "run `python -m dossier publish-ids` and `make dataset`, and commit"
        raise DataError("published_ids.csv", f"lacks ids that edition {project.edition} has", remedy=remedy)
    return set(read_table(file, project.schema.coded["published_ids"])["row_id"])


def dataset_of(root: Path, edition: Edition) -> Path:
    """Return the dataset folder of an edition that `rebuild` has built."""
    return root / CHECKOUTS / edition.version / "data" / "dataset"


def build(root: Path, edition: Edition, report: Report = lambda line: None) -> Path:
    """Check and build an edition in a new checkout, in place of an old one; return its folder of pages."""
    checkout = take_out(root, edition)
    report(f"edition {edition.version} is taken out of the history")
    python = environment(root, checkout, report)
    for command in ("check", "book"):
        run([str(python), "-m", "dossier", command], checkout, f"edition {edition.version}")
    return checkout / "_build" / "html"


def take_out(root: Path, edition: Edition) -> Path:
    """Return a new folder with the files of the edition's commit, without the history."""
    checkout = root / CHECKOUTS / edition.version
    fresh = checkout.with_name(f"{edition.version}.new")
    for folder in (checkout, fresh):
        shutil.rmtree(folder, ignore_errors=True)
    fresh.mkdir(parents=True)
    try:
        _unpack(root, edition, fresh)
    except (DataError, OSError):  # as of a full disk
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    fresh.rename(checkout)
    return checkout


def _unpack(root: Path, edition: Edition, folder: Path) -> None:
    packed = folder / "commit.zip"
    try:
        git(root, "archive", "--format=zip", f"--output={packed}", edition.commit)
    except DataError as reason:
        if isinstance(reason.__cause__, FileNotFoundError):
            raise  # git is not installed, and the error says so
        problem = f"its commit {edition.commit[:12]} is not in this clone"
        remedy = "fetch the whole history: git fetch --unshallow --tags"
        raise DataError(EDITIONS_FILE.name, problem, row=edition.version, remedy=remedy) from reason
    shutil.unpack_archive(packed, folder)
    packed.unlink()


def environment(root: Path, checkout: Path, report: Report = lambda line: None) -> Path:
    """Return the Python that builds ``checkout``: the running one for the same lock, otherwise its own."""
    lock = "requirements.lock"
    if (checkout / lock).read_bytes() == (root / lock).read_bytes():
        return Path(sys.executable)
    report(f"edition {checkout.name} has packages of its own: they are set up (once, one to three minutes)")
    run(["sh", "tools/setup.sh"], checkout, f"the packages of edition {checkout.name}")
    return checkout / ".venv" / "bin" / "python"


def run(command: list[str], checkout: Path, what: str) -> None:
    """Run ``command`` with the code and data of ``checkout`` only; raise ``BookError`` when it fails."""
    # DOSSIER_TEXTS is left out, because an edition is built without the articles. PYTHONPATH puts the package
    # of the checkout before the installed one.
    own = {**ENVIRONMENT, "PYTHONPATH": str(checkout / "src"), "DOSSIER_ROOT": str(checkout)}
    outside = {name: value for name, value in os.environ.items() if name != "DOSSIER_TEXTS"}
    finished = subprocess.run(
        command,
        cwd=checkout,
        env={**outside, **own},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        pass_fds=held(),
        check=False,
    )
    if finished.returncode:
        raise BookError(f"{what} was not built (exit {finished.returncode}):\n{finished.stdout.strip()}")


def git(root: Path, *arguments: str) -> str:
    """Return what ``git`` prints for ``arguments`` in ``root``; raise ``DataError`` when it fails."""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments], capture_output=True, encoding="utf-8", check=False
        )
    except FileNotFoundError as reason:
        raise DataError(
            "git", "is not installed", remedy="install it: editions are built from commits"
        ) from reason
    if done.returncode:
        remedy = "run this in a clone of the project"
        raise DataError("git", printable(done.stderr.strip() or f"exit {done.returncode}"), remedy=remedy)
    return done.stdout.strip("\n")
