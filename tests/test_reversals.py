"""What would turn a page round outside bound texts: numbers in words, likelihood, dead links, hidden words."""

import json
import re

import pytest

from dossier.book.bound import even, texts_of
from dossier.project import find_project
from dossier.schema.files import read_table, rows
from dossier.schema.words import PROBABILITY_WORDS

PROJECT = find_project()
PAGES = [
    *sorted(PROJECT.notebooks.glob("*.ipynb")),
    *(page for page in sorted((PROJECT.root / "book").glob("*.md")) if page != PROJECT.codebook),
]
"""The codebook is written from the schema."""

BOUND = {
    (row.page, row.binds, row.place if isinstance(row.place, str) else row.check_id)
    for row in rows(
        read_table(PROJECT.coded / "sentence_checks.csv", PROJECT.schema.tables["sentence_checks"])
    )
}
"""The texts whose words a row holds: page, kind, place."""


def prose(page):
    """Return the prose of a page or of the cells of a notebook."""
    text = page.read_text(encoding="utf-8")
    if page.suffix == ".md":
        return text
    cells = json.loads(text)["cells"]
    return "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")


def unbound_prose(page):
    """Return the prose of a page without roles and without the texts whose words `sentence_checks` holds."""
    texts = texts_of(page.read_text(encoding="utf-8"), notebook=page.suffix == ".ipynb")
    name = page.relative_to(PROJECT.root).with_suffix("").as_posix()
    text = even(prose(page))
    for (binds, place), words in texts.items():
        if (name, binds, place) in BOUND:
            text = text.replace(words, " ")
    return " ".join(re.sub(r"{[a-z:-]+}`[^`]*`|`[^`]*`|https?://\S+", "", text).split())


PROSE_WORD = {
    "en": r"\b(?:eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
    r"|hundreds?|thousands?|dozens?|hal(?:f|ves)|thirds?|quarters?|fifths?|tenths?|twice|thrice"
    r"|doubled?|tripled?)\b",
    "fr": r"\b(?:onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|cinquante|soixante|cents?|mille"
    r"|moitié|demie?|tiers|quarts?|dizaines?|douzaines?|centaines?|milliers?)\b",
}
"""Numbers above ten, and shares, in words: in prose too they are numbers. Up to ten they mostly point."""

REVIEWED_PROSE = [
    (r"eleven states", "the name of a team: the states that set it up"),
    (r"in half a sentence", "how English says briefly"),
    (r"take them off twice", "a reckoning that is advised against"),
    (r"the quarters are ours", "the steps of the grid, which are chosen"),
    (r"one of them twice: first", "both places follow"),
    (r"(?:said|used|stand|flatter) twice(?: or more)?", "how often, in a rule that is described"),
    (r"(?:coded|computed) twice", "that there are two codings, or two results"),
    (r"per (?:hundred|thousand) (?:sentences|words)", "the unit of a rate"),
    (r"a first thousand soldiers", "how one newspaper worded a secret clause"),
    (r"a coin, one half for yes", "what a coin is"),
    (r"The “thousands” of", "the word of an article, which the sentence says is no count"),
    (r"halves of hyphened names", "parts of words"),
    (
        r"highest, fourteen, when|: fourteen plus the logarithm",
        "the upper end of log Dice, by its definition",
    ),
    (r"each step less halves|\(Dunning 1993; \): twice the sum|base two of twice", "a definition"),
    (r"(?:is|2008; \):) half the sum, over", "the definition of DP"),
    (r"read as a half", "the convention for a count of zero"),
    (r"second half|on that half", "part of a text"),
    (r"one order in a hundred", "a test counts the orders again"),
    (
        r"[Aa] third (?:way|coding|claim)|and the third disagree|derives them from the third|of a third claim|A third calls the tie",
        "the next of several, no share",
    ),
    (r"need hundreds of texts", "an order of magnitude, said of a method"),
    (r"a double negation", "a figure of grammar"),
]
"""Such words outside bound texts, and what each is."""


def prose_words(text, language="en"):
    """Return the numbers in words in a text that are not reviewed."""
    for allowed, _ in REVIEWED_PROSE:
        text = re.sub(allowed, " ", text)
    return re.findall(PROSE_WORD[language], text, flags=re.IGNORECASE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_no_number_in_words_stands_outside_a_bound_text(page):
    assert prose_words(unbound_prose(page), "fr" if page.stem == "resume" else "en") == []


def test_no_reviewed_number_in_words_is_idle():
    texts = [unbound_prose(page) for page in PAGES]
    assert [
        allowed for allowed, _ in REVIEWED_PROSE if not any(re.search(allowed, text) for text in texts)
    ] == []


def test_a_number_in_words_is_found():
    assert prose_words("Forty thousand soldiers went, a dozen of them twice.") == [
        "Forty",
        "thousand",
        "dozen",
        "twice",
    ]
    assert prose_words("Quarante mille soldats, la moitié à pied.", "fr") == ["Quarante", "mille", "moitié"]


SCALE = "|".join(sorted((word.replace("_", " ") for word in PROBABILITY_WORDS), key=len, reverse=True))
LIKELIHOOD = (
    rf"\b(?:{SCALE}|probabl[ey]|improbable|surely|doubtless|certainly|undoubtedly|presumably)(?:ly)?\b"
)

LISTED = [
    (r"how likely a judgement is", "what likelihood is"),
    (r"We read a flat future tense as almost certain", "how words of an article are put on the scale"),
    (r"called of these unlikely", "the words of articles, counted"),
    (r"Did likely things come more often than unlikely ones", "a question on the words of articles"),
    (r"worded \*(?:un)?likely\* or|worded \*almost certain\*", "the words of articles"),
    (r"was put as an unlikely thing", "the word of an article"),
]
"""Words of likelihood outside bound texts, and why each is no judgement of ours."""


def likelihoods(text):
    """Return the words of likelihood in a text that are not listed."""
    for allowed, _ in LISTED:
        text = re.sub(allowed, " ", text)
    return re.findall(LIKELIHOOD, text, flags=re.IGNORECASE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_likelihood_is_said_in_judgements_and_bound_texts_alone(page):
    assert likelihoods(unbound_prose(page)) == []


def test_no_listed_likelihood_is_idle():
    texts = [unbound_prose(page) for page in PAGES]
    assert [words for words, _ in LISTED if not any(re.search(words, text) for text in texts)] == []


def test_a_typed_likelihood_is_found():
    assert likelihoods("So it is almost certain that they came, and probably stayed.") == [
        "almost certain",
        "probably",
    ]
    assert likelihoods("How likely a judgement is. We say how likely a judgement is.") == ["likely"]


def addresses(page):
    """Return the addresses of other sites that somebody typed on a page."""
    return re.findall(r"https?://[^\s<>()\"`]+", prose(page))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_an_address_elsewhere_is_that_of_a_source(page, data):
    """A typed address may be dead, or another one tomorrow; that of a source has a row, and a day."""
    assert set(addresses(page)) <= set(data.sources["url"].dropna())


def test_a_typed_address_is_found(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("See [there](https://dead.example/a) or <https://dead.example/b>.\n")
    assert addresses(page) == ["https://dead.example/a", "https://dead.example/b"]


HIDING = (
    r"display: *none|visibility: *(?:hidden|collapse)|opacity: *0?\.?0* *[;!]|font-size: *0(?![.\d])|clip-path: *inset"
    r"|\bclip: *rect|text-indent: *-|(?:^|[; ])(?:max-)?(?:height|width): *0(?:[a-z]+)? *;|(?:left|top): *-\d{3}"
    r"|content-visibility: *hidden|color: *transparent|scale\(0"
)

HIDDEN = {
    ".bd-article .headerlink": "the sign of a link, in the private edition and on paper",
    ".bd-content .bd-article .table-wrap table.stacks thead": "heads stand beside each cell of a narrow page",
    ".bd-content .bd-article .table-wrap table.stacks td:empty": "a cell without content",
    ":is(details.hide, .filter, .prev-next-area, .headerlink)": "what paper cannot open",
    ".dials": "shown when the script is there that moves them",
    ".claim-mark > button": "shown when the browser opens cards; the link stands in for it",
    ".claim-mark > :is(a, span)": "the button stands in for it",
    ".ledger > li[hidden]": "what a reader filtered out",
    ":is(.claim-card, .ledger-tools)": "on paper: what only a screen opens; the ledger has every card",
    ":is(.timeline-list ol, .in-order) > li[hidden]": "what a reader filtered out",
    ":is(.timeline-tools, .timeline-card)": "on paper: what only a screen opens; the list has every row",
    "edition-bar ul": "a list that opens",
    ":is(.bd-sidebar-primary, .bd-sidebar-secondary, .page-foot, .drawn-from, .copybtn)": "on paper",
    ".fold caption": "the summary says it",
    ".compare-quantity[hidden]": "the quantities that a reader did not choose",
    ".chooses .compare:not(.ready) :is(.compare-list, .compare-quantity ~ .compare-quantity)": (
        "the same, until the script that chooses is ready"
    ),
    ":is(.source-filter input, .source-letters, details:has(> .sources-elsewhere))": "on paper: what leads about",
    ".compare-tools": "on paper: the choice, which only a screen can make",
}
"""What the style hides, and why no reader misses it."""


def hidden_by(style):
    """Return the selectors of the rules of a style that hide something."""
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL))
    return {even(selector) for selector, body in rules if re.search(HIDING, even(body) + " ;")}


def test_the_style_hides_what_is_listed_and_nothing_else(project):
    style = (project.root / "book" / "_static" / "report.css").read_text(encoding="utf-8")
    assert hidden_by(style) == set(HIDDEN)


@pytest.mark.parametrize(
    "body",
    [
        "display:none", "display: none !important", "visibility: hidden", "opacity: 0;", "font-size: 0",
        "font-size: 0px;", "max-height: 0; overflow: hidden;", "color: transparent", "text-indent: -999em",
        "position: absolute; left: -9999px;", "clip-path: inset(50%)", "transform: scale(0)",
    ],
)  # fmt: skip
def test_a_rule_that_hides_what_a_claim_does_not_show_is_found(project, body):
    style = (project.root / "book" / "_static" / "report.css").read_text(encoding="utf-8")
    assert hidden_by(style + f"\n.claim dd.limits {{ {body} }}\n") - set(HIDDEN) == {".claim dd.limits"}
