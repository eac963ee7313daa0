"""A kill and a full disk at every write of every command: the old or the new stays, and the next run succeeds."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import nbformat
import pytest

from dossier.book import build
from dossier.cli import app
from dossier.editions import rebuild
from dossier.editions.rebuild import CHECKOUTS
from dossier.project import find_project

HERE = find_project().root
SECOND = HERE / "tests" / "second_report"

# What each command writes, by the beginnings of addresses; a group is whole for itself.
COMMANDS = {
    "measure": ["data/measured/"],
    "build": ["data/dataset/", "book/codebook.md", "CITATION.cff"],
    "refresh": ["notebooks/"],
    "book": ["_build/html/"],
    "pack": ["_build/attachments/"],
    "site": ["site/"],
    "record-edition": ["editions/"],
}
MODULES = {
    "measure": ["src/dossier/reading/bulk", "src/dossier/cli/measure_command.py"],
    "build": ["src/dossier/build.py", "src/dossier/cli/data_commands.py"],
    "refresh": ["src/dossier/book/notebooks.py", "src/dossier/cli/data_commands.py"],
    "book": ["src/dossier/book/build.py", "src/dossier/book/built.py", "src/dossier/cli/book_commands.py"],
    "pack": ["src/dossier/editions/archive.py", "src/dossier/cli/book_commands.py"],
    "site": ["src/dossier/editions", "src/dossier/cli/book_commands.py"],
    "record-edition": ["src/dossier/editions", "src/dossier/cli/book_commands.py"],
}
KINDS = ("killed before", "killed within", "disk full")
CALLS = {
    "measure": ["measure", "articles", "--out", "data/measured", "--published", "2024-06"],
    "record-edition": ["record-edition", "1.0.0", "--changed", "The first."],
}


def git(root, *arguments):
    own = ["-c", "user.name=a", "-c", "user.email=a", "-c", "gc.auto=0"]
    run = subprocess.run(
        ["git", *own, *arguments], cwd=root, capture_output=True, encoding="utf-8", check=True
    )
    return run.stdout.strip()


def commit(root):
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "a change")


def edited(file, pattern, replacement):
    text, times = re.subn(pattern, replacement, file.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
    assert times, pattern
    file.write_text(text, encoding="utf-8")


def render(root, fresh):
    """Put two pages in place of Sphinx."""
    for name in ("index.html", "book/index.html", "_static/editions.js"):
        path = fresh / "_build" / "html" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((root / "book" / "index.md").read_bytes())


def as_a_program(command, checkout, what):
    """Build the pages of an edition in this process."""
    if command[-1] == "book":
        render(checkout, checkout)


def call(root, *arguments):
    os.environ["DOSSIER_ROOT"] = str(root)
    os.environ.pop("DOSSIER_TEXTS", None)
    os.chdir(root)
    app(list(arguments))


@pytest.fixture
def report(tmp_path, monkeypatch, faults):
    """The second report as a repository with a notebook, and with everything built once."""
    monkeypatch.setattr(build, "render", render)
    monkeypatch.setattr(rebuild, "run", as_a_program)
    monkeypatch.setattr(rebuild, "lacking", lambda project: iter(()))
    monkeypatch.setattr(rebuild, "_published_ids", lambda project: set())
    monkeypatch.setattr(rebuild, "kept_back", lambda root, differs: [])
    root = tmp_path / "report"
    shutil.copytree(SECOND, root)
    (root / "notebooks").mkdir()
    (root / "src").mkdir()
    for name in ("LICENSE", "requirements.lock", ".gitignore"):
        shutil.copy(HERE / name, root)
    code = nbformat.v4.new_code_cell("print('one')", id="one")
    nbformat.write(nbformat.v4.new_notebook(cells=[code]), root / "notebooks" / "one.ipynb")
    git(root, "init", "--quiet")
    commit(root)
    for command in ("refresh", "build", "book"):
        assert faults.at(0, "none", lambda command=command: call(root, command), root) == "done"
    return root


def changed(root, command, faults):
    """Change what ``command`` reads, so that it writes something new."""
    if command == "measure":
        (root / "articles" / "quatre-2024.txt").write_text("Le port compte 300 navires.", encoding="utf-8")
    if command == "build":
        edited(root / "dossier.toml", r'^description = "', 'description = "New: ')
        edited(root / "dossier.toml", r'^data_title = "', 'data_title = "New: ')
    if command == "refresh":
        edited(root / "notebooks" / "one.ipynb", r"print\('one'\)", "print('two')")
    if command in ("site", "record-edition"):
        day = git(root, "show", "--no-patch", "--format=%cs", "HEAD")
        edited(root / "dossier.toml", r'^version = ".*"$', 'version = "1.0.0"')
        edited(root / "dossier.toml", r'^first_version = ".*"$', 'first_version = "1.0.0"')
        text = (root / "dossier.toml").read_text(encoding="utf-8")
        text = re.sub(r"^released = .*\n", "", text, flags=re.MULTILINE)
        text = text.replace('version = "1.0.0"\n', f'version = "1.0.0"\nreleased = "{day}"\n', 1)
        (root / "dossier.toml").write_text(text, encoding="utf-8")
        commit(root)
    if command == "site":
        assert faults.at(0, "none", lambda: call(root, *CALLS["record-edition"]), root) == "done"
        edited(root / "dossier.toml", r'^version = "1.0.0"$', 'version = "1.1.0.dev0"')
        edited(root / "dossier.toml", r"^released = .*\n", "")
        assert faults.at(0, "none", lambda: call(root, "site"), root) == "done"
        shutil.rmtree(root / ".editions")
    if command in ("book", "pack", "site"):
        (root / "book" / "index.md").write_text("# New\n", encoding="utf-8")


def group(files, start):
    """Return the files of one result; where it is away, those that the next run puts back."""
    files = {name: text for name, text in files.items() if not name.endswith(".fresh")}  # an unfinished file
    folder = Path(start)
    names = [start]
    if start.endswith("/"):
        top, *below = folder.parts
        names.append("/".join([f"{top}.old", *below, ""]))
        names.append(f"{folder.with_name(f'.{folder.name}.previous').as_posix()}/")
    for name in names:
        if there := {path.removeprefix(name): text for path, text in files.items() if path.startswith(name)}:
            return there
    return {}


def tried_of(writes):
    """Return the numbers of the writes that are tried, and the number after the last.

    That is every write, but every tenth into the checkout of an edition: it is thrown away and made anew.
    """
    numbers = [
        number
        for number, path in enumerate(writes, 1)
        if path.parts[:1] != (CHECKOUTS,) or number % 10 == 0 or len(path.parts) < 3
    ]
    return [*numbers, len(writes) + 1]


def without_git(files):
    return {name: text for name, text in files.items() if not name.startswith(".git/")}


def with_its_modules(command):
    """Return a command as a parameter, marked with the modules that write what it writes."""
    modules = ["src/dossier/lock.py", "src/dossier/schema/folders.py", *MODULES[command]]
    return pytest.param(command, marks=pytest.mark.deep(*modules))


@pytest.mark.parametrize("command", [with_its_modules(command) for command in COMMANDS])
def test_every_write_of_a_command(report, tmp_path, faults, files_below, record_property, command):
    changed(report, command, faults)
    before, clean, root = files_below(report), tmp_path / "clean", tmp_path / "root"
    arguments = CALLS.get(command, [command])

    def run(folder, number=0, kind="none"):
        return faults.at(number, kind, lambda: call(folder, *arguments), folder)

    shutil.copytree(report, clean)
    tried = tried_of(faults.writes(lambda: call(clean, *arguments), clean))
    after = without_git(files_below(clean))
    counts = {}
    for kind in KINDS:
        for number in tried:
            shutil.rmtree(root, ignore_errors=True)
            shutil.copytree(report, root)
            became = run(root, number, kind)
            where = f"{command}, {kind}, write {number}: {became}"
            left = files_below(root)
            for start in COMMANDS[command]:
                assert group(left, start) in (group(before, start), group(after, start)), where
            if became == "done":
                break
            assert became == ("refused" if kind == "disk full" else "killed"), where
            if became == "refused":
                assert not re.findall(r"\S*\.(?:fresh|previous|new|old)(?:/|$)", "\n".join(left)), where
            # An edition that stands is not recorded again; the next run says so, and sweeps.
            recorded = command == "record-edition" and group(left, "editions/") == group(after, "editions/")
            assert run(root) == ("refused" if recorded else "done"), where
            assert without_git(files_below(root)) == after, where
            counts[kind] = counts.get(kind, 0) + 1
        assert became == "done", where  # the last number is after the last write
        assert counts[kind] > 0
    record_property("found", "; ".join(f"{kind}: {count}" for kind, count in counts.items()))
