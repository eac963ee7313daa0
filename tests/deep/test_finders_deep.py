"""The tests that try any text, each with five thousand texts instead of a hundred."""

import os
import re
import subprocess
import sys

import pytest

from dossier.project import find_project


@pytest.mark.deep(
    "src/dossier/reading", "src/dossier/evidence", "src/dossier/schema/files.py", "tests/conftest.py"
)
def test_no_text_breaks_a_finder(record_property):
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-m",
        "hypothesis and not slow",
        "-p",
        "no:cacheprovider",
        "tests",
    ]
    environment = {**os.environ, "HYPOTHESIS_PROFILE": "deep"}
    run = subprocess.run(
        command, cwd=find_project().root, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert run.returncode == 0, run.stdout
    passed = re.search(r"(\d+) passed", run.stdout)[1]
    record_property("found", f"{passed} tests, each with up to 5000 examples")
