"""Every page is HTML as the standard has it; what the theme does otherwise stands in htmlvalidate.cjs."""

import json
import subprocess

import pytest
from browser import BOOK, ROOT, page_names

VALIDATE = ROOT / ".venv-browser" / "node" / "node_modules" / ".bin" / "html-validate"
RULES = ROOT / "tests" / "browser" / "htmlvalidate.cjs"


@pytest.fixture(scope="module")
def complaints(tmp_path_factory):
    if not VALIDATE.exists():
        pytest.fail("html-validate is not here; run make test-browser")
    files = [BOOK / name for name in page_names()]
    report = tmp_path_factory.mktemp("markup") / "report.json"  # a pipe would be cut off after 64 kB
    command = [VALIDATE, "--config", RULES, "--formatter", f"json={report}", *files]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert report.exists(), run.stderr
    found = {name: [] for name in page_names()}
    for file in json.loads(report.read_text(encoding="utf-8")):
        name = file["filePath"].removeprefix(f"{BOOK}/")
        found[name] = [f"{each['line']}: {each['ruleId']}: {each['message']}" for each in file["messages"]]
    return found


def test_a_page_is_valid(complaints, name):
    assert complaints[name] == []
