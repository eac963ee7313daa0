"""Every page is HTML as the standard has it; what the theme does otherwise stands in htmlvalidate.cjs."""

import json
import subprocess

import pytest
from browser import BOOK, ROOT, page_names

VALIDATE = ROOT / ".venv-browser" / "node" / "node_modules" / ".bin" / "html-validate"
RULES = ROOT / "tests" / "browser" / "htmlvalidate.cjs"


@pytest.fixture(scope="module")
def complaints():
    if not VALIDATE.exists():
        pytest.fail("html-validate is not here; run make test-browser")
    files = [BOOK / name for name in page_names()]
    run = subprocess.run(
        [VALIDATE, "--config", RULES, "--formatter", "json", *files],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.stdout, run.stderr
    found = {name: [] for name in page_names()}
    for file in json.loads(run.stdout):
        name = file["filePath"].removeprefix(f"{BOOK}/")
        found[name] = [f"{each['line']}: {each['ruleId']}: {each['message']}" for each in file["messages"]]
    return found


def test_a_page_is_valid(complaints, name):
    assert complaints[name] == []
