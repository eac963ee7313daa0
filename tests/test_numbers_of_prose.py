"""Numbers in prose come from the dataset."""

import json
import re

import pytest

from dossier import __version__
from dossier.pages.numbers import ledger_numbers
from dossier.project import find_project

PROJECT = find_project()
PAGES = [*sorted(PROJECT.notebooks.glob("*.ipynb")), *sorted((PROJECT.root / "book").glob("*.md"))]


def quoted():
    """Return the names of the numbers that a sentence of the book quotes."""
    return {
        key
        for page in PAGES
        for key in re.findall(r"{(?:num|nombre)}`([a-z_0-9]+)", page.read_text(encoding="utf-8"))
    }


def test_every_number_quoted_is_there():
    known = json.loads((PROJECT.dataset / "numbers.json").read_text(encoding="utf-8"))
    assert quoted() <= set(known)
    assert len(quoted()) > 30


NOT_QUOTED = {
    "china_first_least": "the other end of a range",
    "doubt_rate_most": "the other end of a range",
    "dead_share_high": "the other end of a range: a sentence says it in words",
    "spelling_poutine_visit": "the other spelling in the same article",
    "returns_things_came": "a sentence says *each*, and its check holds it to the number of things",
    "foreseen_technology_unlikely_yes": "a sentence says *all*, and its check holds it to the number asked",
    "foreseen_easy_no": "a sentence says *not one*, and its check holds it to zero",
    "foreseen_hard_sure_yes": "a sentence says *not one*, and its check holds it to zero",
    "judged_claims_on_changed": "a sentence says *not one*, and its check holds it to zero",
    "reasons_by_pyongyang": "a sentence says *not one*, and its check holds it to zero",
    "returns_against": "a sentence says *not one*, and its check holds it to zero",
    "soldier_objects_independent": "a sentence says *in no row*, and its check holds it to zero",
}
"""Numbers that no sentence quotes, and the family that each makes whole."""


@pytest.mark.whole
def test_every_number_that_this_report_adds_is_quoted(data):
    """The engine's numbers are for every report; what this one adds, some sentence of it needs."""
    added = set(PROJECT.report.numbers(data)) - set(ledger_numbers(data))
    assert added - quoted() == set(NOT_QUOTED)
    assert len(added) > 300


def test_one_version():
    assert PROJECT.version == __version__
    for name in ("CITATION.cff", "CHANGELOG.md"):
        assert PROJECT.edition in (PROJECT.root / name).read_text(encoding="utf-8"), name
