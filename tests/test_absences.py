"""A sentence that says what is not in the world bears the mark of its search, or is listed with a reason."""

import json
import re

import pytest

from dossier.project import find_project

PROJECT = find_project()

ABSENCE = re.compile(
    r"\b(?:never|nobody|no one|none|nothing|nowhere|only)\b|\b(?:found|met) no\b|\bno\b.* is on record",
    re.IGNORECASE,
)

OF_THE_BOOK = {
    "cast.md": "says how the list of names was made",
    "codebook.md": "is written from the schema",
    "compare.md": "says how the figures stand side by side",
    "decisions.md": "says what a reader chose",
    "judgements.md": "says how a judgement is read",
    "ledger.md": "says how the ledger was made",
    "method.md": "says how the book was made",
    "numbers-desk.md": "says by which rules the desk answers",
    "record.md": "says how a row is read",
    "rerun.md": "says how to run the book",
    "resume.md": "is in French; its sentences follow those of the front page",
    "sources.md": "says how the pages were read",
    "weakest.md": "says how weakness is computed",
    "what-we-got-wrong.md": "is about the book",
    "words.ipynb": "is about the words of the articles, which were counted whole",
}
"""Pages that make no assertion about the world, and what each is about."""

LISTED = [
    (r"may rest on no new count", "a possibility that follows from the numbers before it"),
    (r"only the second paragraph was seen", "what was seen of a public text"),
    (r"\{num\}`factor_|no one factor|No one factor", "computed from rows that are named"),
    (r"never counted with the articles|never subtracted|never add them", "how the book counts"),
    (r"nobody can (?:read|see) |found only as a re-post", "on the articles at hand"),
    (r"nothing lowers it", "a rule of the book"),
    (r"Nobody outside can say", "sums up the ranges below it, which are rows"),
    (r"bounds? nothing|exclude[s]? nothing|proves nothing|says nothing|settles nothing|counts for nothing", "logic"),
    (r"That only unguided munitions|found no binding basis", "a claim of an article, which is cited"),
    (r"bare shells|minimum against another", "how a number was computed"),
    (r"That nobody acknowledged arms", "the heading of the sentence after it, which bears the mark"),
    (r"pictured only|saw no evidence of cash|Of the dead only|at a number by Seoul only", "what named rows have"),
    (r"in two articles only|first it \*seems\* so|For \{article\}`summit-2023`|In the articles? ", "on the articles"),
    (r"only treaty ally", "words of an article"),
    (r"holds for January and February only", "how a number was computed"),
    (r"none was coded|bear on none of the judgements|fit none of the|only bear on their claim", "on the dataset"),
    (r"only the month is known|Nothing in a text was mended|only \*unclear\*", "on the articles"),
    (r"A later event never corrects|only \*bears on\*|of the claims without such a row it says nothing", "how claims are compared"),
    (r"\{num\}`foreseen_|What did nobody ask|fixed before any outcome|A coin toss|Nobody knew that share", "on the questions, which are rows"),
    (r"statements of \{numref\}`words`", "on the statements in the figure"),
    (r"they show nothing|Of the first only accounts|only fragments were seen|none against \(", "what named rows have"),
    (r"treaty_forecast_order|limits-2023`, described|a few questions rank|may strike the score", "on the questions, which are rows"),
    (r"\{num\}`voices_legal`|is therefore not made here|only evaluates", "on the claims, which are rows"),
    (r"\{num\}`duties_", "the table of duties says until when the record was searched for each sign"),
    (r"Nobody in the article|itself none of them|excludes none of these readings|nobody invokes the clause", "on the article"),
    (r"NATO added nothing of its own", "a judgement, whose searches stand with it"),
    (r"reports nothing of either|articles_silent", "on the articles"),
    (r"None of them shows what Pyongyang wanted|no rank, because", "what the rows of the matrix show"),
    (r"The Pentagon saw none", "what a named official said"),
    (r"Only one unit has its own name", "what the rows on units have"),
]  # fmt: skip
"""Sentences that say an absence and need no search of their own, by their words, and why."""

PAGES = [
    *sorted(PROJECT.notebooks.glob("*.ipynb")),
    *sorted((PROJECT.root / "book").glob("*.md")),
]


def sentences(page):
    """Yield the sentences of a page that say an absence; directives and code are left out."""
    text = page.read_text(encoding="utf-8")
    if page.suffix == ".ipynb":
        cells = json.loads(text)["cells"]
        text = "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    text = re.sub(r"^```.*?^```", " ", text, flags=re.DOTALL | re.MULTILINE)
    for paragraph in re.split(r"\n\s*\n|\n- |\n\|", text):
        for sentence in re.split(r"(?<=[.!?:])\s+", paragraph.replace("\n", " ")):
            if ABSENCE.search(sentence):
                yield sentence.strip()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_an_absence_bears_the_mark_of_its_search_or_is_listed(page):
    if page.name in OF_THE_BOOK:
        return
    bare = [
        sentence
        for sentence in sentences(page)
        if "{absent}`" not in sentence and not any(re.search(words, sentence) for words, _ in LISTED)
    ]
    assert bare == [], "mark each with {absent}`s-…`, or list it with a reason"


def test_a_page_that_is_about_the_book_is_there():
    assert set(OF_THE_BOOK) <= {page.name for page in PAGES}


def test_a_sentence_of_the_world_would_be_found(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(
        "# Page\n\nSo it is. No one on record ever\nsaid so. Nobody did {absent}`s-001`. We found no\nword of it. "
        "No drill of the three is on record. They had no choice.\n"
    )
    assert list(sentences(page)) == [
        "No one on record ever said so.",
        "Nobody did {absent}`s-001`.",
        "We found no word of it.",
        "No drill of the three is on record.",
    ]
