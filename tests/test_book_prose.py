"""Numbers in prose come from the dataset."""

import json
import re

import pytest

from dossier import __version__
from dossier.project import find_project

PROJECT = find_project()

MONTHS_IN_FRENCH = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
MONTH = f"{MONTHS_IN_FRENCH}|January|February|March|April|May|June|July|August|September|October|November|December"
DATE = rf"(?:\d{{1,2}} )?(?:{MONTH})(?: \d{{4}})?|\b(?:19|20)\d\d(?:–(?:19|20)?\d\d)?\b"
REVIEWED = [
    (r"Article 51", "the name of an article of the UN Charter"),
    (
        r"Python 3\.11|W3C|C4ADS|CC BY 4\.0|UTF-8|ISO 8601|SHA-256|Jupyter Book 1|Directive 203|F1",
        "names of standards, programs and institutes",
    ),
    (r"[a-z]+-20\d\d", "names of articles"),
    (r"mid-2022", "a date"),
    (r"[Qq]uestions? \d", "the number of a question of the chapter"),
    (r"below 0\.8", "the threshold that the method sets"),
]
PAGES = [
    *sorted(PROJECT.notebooks.glob("*.ipynb")),
    *(
        PROJECT.root / "book" / f"{name}.md"
        for name in (
            "index",
            "method",
            "sources",
            "rerun",
            "judgements",
            "weakest",
            "ledger",
            "record",
            "cast",
            "resume",
        )
    ),
]


def prose(page):
    """Return what a reader reads: without code, roles, addresses and names of tables."""
    text = page.read_text(encoding="utf-8")
    if page.suffix == ".ipynb":
        text = "\n".join(
            "".join(c["source"]) for c in json.loads(text)["cells"] if c["cell_type"] == "markdown"
        )
    text = re.sub(r"```{(?:jugement|margin|key-figure)}[^\n]*\n(.*?)```", r"\1", text, flags=re.DOTALL)
    text = re.sub(r"```.*?```", " ", text, flags=re.DOTALL)
    return re.sub(r"{[a-z:-]+}`[^`]*`|`[^`]*`|https?://\S+", " ", text)


def typed_numbers(text):
    for allowed, _ in REVIEWED:
        text = re.sub(allowed, " ", text)
    return re.findall(r"\d[\d,.]*", re.sub(DATE, " ", text))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_no_number_is_typed(page):
    assert typed_numbers(prose(page)) == []


def test_a_typed_number_is_found():
    assert typed_numbers("On 19 June 2024 he held 12 boxes, 3.5 % of them empty.") == ["12", "3.5"]
    assert typed_numbers("Le 28 octobre 2024, en août 2023 : 10 000 hommes.") == ["10", "000"]


def test_every_number_quoted_is_there():
    known = json.loads((PROJECT.dataset / "numbers.json").read_text(encoding="utf-8"))
    quoted = {
        key
        for page in PAGES
        for key in re.findall(r"{(?:num|nombre)}`([a-z_0-9]+)", page.read_text(encoding="utf-8"))
    }
    assert quoted <= set(known)
    assert len(quoted) > 30


def test_one_version():
    for name in ("CITATION.cff", "CHANGELOG.md"):
        assert __version__ in (PROJECT.root / name).read_text(encoding="utf-8"), name
