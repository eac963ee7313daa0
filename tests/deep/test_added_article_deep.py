"""One more article, added as CONTRIBUTING says, leaves every test of `make test` as it was."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dossier.project import find_project

ROOT = find_project().root


@pytest.mark.deep("CONTRIBUTING.md", "src", "tests", "data", "notebooks", "book", "tools/test.sh")
def test_an_article_added_as_the_recipe_says_leaves_the_tests_green(tmp_path, history, record_property):
    tracked = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files"], capture_output=True, encoding="utf-8", check=True
    ).stdout.splitlines()
    for name in tracked:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, tmp_path / name)
    (tmp_path / ".venv").symlink_to(Path(sys.prefix))
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DOSSIER_")}
    environment["PYTHONPATH"] = str(tmp_path / "src")

    def run(command):
        return subprocess.run(
            ["bash", "-c", f"set -eu\n{command}"],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    run("git init -q && git add . && git -c user.name=a -c user.email=a commit -qm start")
    text = (tmp_path / "CONTRIBUTING.md").read_text(encoding="utf-8")
    recipe = re.search(r"^## Add an article$.*?```sh\n(.*?)```", text, re.MULTILINE | re.DOTALL)[1]
    added = run(recipe)
    assert added.returncode == 0, added.stderr
    tests = run("sh tools/test.sh")
    counts = re.findall(r"\d+ passed[^\n]*", tests.stdout)
    record_property("found", "; ".join(counts))
    failed = re.findall(r"^(?:FAILED|ERROR) [^\n]*", tests.stdout, re.MULTILINE)
    assert (tests.returncode, failed) == (0, []), tests.stderr
