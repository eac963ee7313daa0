"""A reader meets no number that somebody typed: prose, captions, drawings, alt texts and tables compute it."""

import ast
import json
import re
import tomllib

import pytest

from dossier.project import find_project

PROJECT = find_project()

MONTHS_IN_FRENCH = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
MONTH = f"{MONTHS_IN_FRENCH}|January|February|March|April|May|June|July|August|September|October|November|December"
DATE = rf"(?:\d{{1,2}} )?(?:{MONTH})(?: \d{{4}})?|\b(?:19|20)\d\d(?:–(?:19|20)?\d\d)?\b"
REVIEWED = [
    (r"Article 51", "the name of an article of the UN Charter"),
    (
        r"Python 3\.11|W3C|C4ADS|CC BY 4\.0|UTF-8|ISO (?:8601|3166|639)|SHA-?256|sha256|Jupyter Book 1|Directive 203|F1"
        r"|cff-version: [\d.]+|Natural Earth [\d.]+|News1",
        "names of standards, programs, institutes and outlets",
    ),
    (r"[a-z]+-20\d\d", "names of articles"),
    (r"mid-2022", "a date"),
    (r"\.dev0", "how a version says that it is a draft"),
    (r"[Qq]uestions? \d(?: and \d)?", "the number of a question of the chapter"),
    (r"below 0\.8", "the threshold that the method sets"),
    (r"(?:122 and )?1[25]2 mm", "a calibre"),
    (r"per 1?,?(?:100|000) (?:sentences|words)", "the unit of a rate"),
    (r"log Dice \(at most 14\)", "the upper end of a measure"),
    (r"0 (?:best|is perfect|is a perfect score)(?:,| and) 1 (?:the )?worst", "the ends of the Brier score"),
    (r"0 even by length, near 1 all in one article", "the ends of Gries' DP"),
    (r"1 in {}", "a chance, whose second number is computed"),
    (r"from [01]$", "how positions are counted"),
]
"""Digits that no row could change, and what each is."""

NUMBER_WORD = (
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    r"|hal(?:f|ves)|twice|dozens?|hundreds?|thousands?)\b"
)
"""A million is a unit here, as in “million rounds”; “one” is mostly no number."""

REVIEWED_WORDS = [
    (r"two pages", "the meaning of a word of the codebook: how many pages a row of the record has"),
    (r"(?:stands|is taken) twice", "a message about a row that is there again"),
    (r"swap the two dates", "a message: a span has a start and an end"),
    (r"the two places|two ISO 3166 codes", "the codebook: a route has two ends, trade two states"),
    (r"tens of thousands|hundreds of thousands", "how a speaker words an order of magnitude"),
    (r"twenty-foot box", "the name of a size of container"),
    (r"(?:summit|drill) of the three", "the name of an indicator: China, Russia and North Korea"),
    (
        r"two figures$|choose two rows|two estimates of one figure",
        "a message: a comparison needs two rows, and the function raises where they are fewer",
    ),
    (r"[Tt]he two (?:counts|figures) of {}", "`counts.one_origin` raises where they are not two"),
    (
        r"five (?:news )?articles",
        "what the book is about; with a sixth it would be another, and so would its title",
    ),
    (r"the four(?: themes$|: journeys)", "the meaning of a theme: the four that are listed beside it"),
    (r"no two figures", "how English says that none may be added to another"),
]
"""Number words that no row could change, and what each is."""

DRAWN = [
    *sorted((PROJECT.root / "src" / "militant_unity").rglob("*.py")),
    *(
        module
        for folder in ("show", "pages", "evidence")
        for module in sorted((PROJECT.root / "src" / "dossier" / folder).rglob("*.py"))
    ),
]
PAGES = [
    *sorted(PROJECT.notebooks.glob("*.ipynb")),
    *(page for page in sorted((PROJECT.root / "book").glob("*.md")) if page != PROJECT.codebook),
]
"""The codebook is written from the schema."""


def leaves(declared):
    """Yield the texts of a declaration, however deep."""
    for value in declared.values():
        if isinstance(value, dict):
            yield from leaves(value)
        elif " " in value:
            yield value


DECLARED = list(leaves(tomllib.loads((PROJECT.root / "dossier.toml").read_text(encoding="utf-8"))))


def prose(page):
    """Return what a reader reads: captions too, but no code, roles, addresses and names of tables."""
    text = page.read_text(encoding="utf-8")
    if page.suffix == ".ipynb":
        cells = json.loads(text)["cells"]
        text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
        text += "\n" + "\n".join(caption for cell in cells for caption in captions(cell["metadata"]))
    text = re.sub(r"```{(?:jugement|margin|key-figure)}[^\n]*\n(.*?)```", r"\1", text, flags=re.DOTALL)
    text = re.sub(r"```.*?```", " ", text, flags=re.DOTALL)
    return re.sub(r"{[a-z:-]+}`[^`]*`|`[^`]*`|https?://\S+", " ", text)


def captions(metadata):
    """Yield the captions in the metadata of a cell, however deep."""
    for key, value in metadata.items():
        if isinstance(value, dict):
            yield from captions(value)
        elif key == "caption":
            yield value


def typed_numbers(text):
    for allowed, _ in REVIEWED:
        text = re.sub(allowed, " ", text)
    return re.findall(r"\d[\d,.]*", re.sub(DATE, " ", text))


def typed_words(text):
    for allowed, _ in REVIEWED_WORDS:
        text = re.sub(allowed, " ", text)
    return re.findall(NUMBER_WORD, text, flags=re.IGNORECASE)


def typed(text):
    return typed_numbers(text) + typed_words(text)


def strings(source):
    """Return each string of a module that has words for a reader; ``{}`` stands for what it computes.

    Docstrings, regular expressions and tags are no words. Of an f-string the typed parts are joined; a
    string inside its braces is a string of its own.
    """
    tree = ast.parse(source)
    nodes = list(ast.walk(tree))
    left_out = {
        id(node.value)
        for node in nodes
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }  # docstrings
    texts = []
    for node in nodes:
        if isinstance(node, ast.FormattedValue) and node.format_spec:
            left_out |= {id(part) for part in ast.walk(node.format_spec)}
        if isinstance(node, ast.JoinedStr):
            left_out |= {id(part) for part in node.values}
    for node in nodes:
        if id(node) in left_out:
            continue
        if isinstance(node, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else "{}" for part in node.values]
            texts.append((node.lineno, "".join(parts)))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            texts.append((node.lineno, re.sub(r"{[^{}]*}", "{}", node.value)))
    return [
        (line, re.sub(r"<[^>]*>", " ", text))
        for line, text in sorted(texts, key=lambda each: each[0])
        if re.search(r"\S\s+\S", text)
        and re.search("[A-Za-z]{2}", text)
        and not re.search(r"\\[dwsbA1-9]|\(\?|\[\^", text)
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_no_number_is_typed_into_prose(page):
    assert typed_numbers(prose(page)) == []


@pytest.mark.parametrize("module", DRAWN, ids=lambda module: f"{module.parent.name}.{module.stem}")
def test_no_number_is_typed_into_a_drawing_or_table(module):
    hits = {line: text for line, text in strings(module.read_text(encoding="utf-8")) if typed(text)}
    assert hits == {}


def test_no_number_is_typed_into_the_declaration():
    """Its titles, captions and words are what catalogues, tables and the codebook print."""
    assert [text for text in DECLARED if typed(text)] == []


def test_every_module_has_its_strings_read():
    assert len(DRAWN) > 50
    assert sum(len(strings(module.read_text(encoding="utf-8"))) for module in DRAWN) > 500


def test_no_reviewed_entry_is_idle():
    """Each entry of the two lists allows something that is there; what is gone goes out of the list."""
    texts = [*map(prose, PAGES), *DECLARED]
    texts += [text for module in DRAWN for _, text in strings(module.read_text(encoding="utf-8"))]
    allowed = [pattern for pattern, _ in REVIEWED + REVIEWED_WORDS]
    assert [each for each in allowed if not any(re.search(each, text) for text in texts)] == []


def test_a_typed_number_is_found():
    assert typed_numbers("On 19 June 2024 he held 12 boxes, 3.5 % of them empty.") == ["12", "3.5"]
    assert typed_numbers("Le 28 octobre 2024, en août 2023 : 10 000 hommes.") == ["10", "000"]


@pytest.mark.parametrize(
    ("source", "hits"),
    [
        ('node("10,000 boxes")', ["10,000"]),
        ('axes.set_xlabel("bold: 4 to 9 million, judged likely")', ["4", "9"]),
        ('caption = "Question 8. The two counts of 20,000"', ["20,000", "two"]),
        ('node(f"derived from c-090 by {who}")', ["090"]),
        ('alt = f"{message}. (c-173) of {many}: 28. {rest}"', ["173", "28."]),
        ('message = f"{first} took twenty months against one year"', ["twenty"]),
        ('caption = "Obligations of five treaties"', ["five"]),
        ("""f'{boxes:,.0f} boxes, half of them in {left or "two weeks"}'""", ["half", "two"]),
        ('caption = "Question 1. Shells of 152 mm"', []),
        ('f"{low:.1f} to {high:.1f} million rounds"', []),
        ('band = "{:.0%} to {:.0%}".format(*band)', []),
        ('"""Ten boxes in 12 docks."""', []),
        (r're.compile(r"(\d+) wrecks of 30 examined")', []),
        ("f\"<table tabindex='0'><caption>{caption} of all</caption>\"", []),
    ],
)
def test_a_number_typed_into_a_string_is_found(source, hits):
    assert [hit for _, text in strings(source) for hit in typed(text)] == hits
