"""The one fold of the search, the ledger and every box that filters, run in the browser on many spellings."""

import pytest
from browser import ROOT

SCRIPT = (ROOT / "src/dossier/templates/fold.js.jinja").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def fold(browser):
    """Run an expression in a page that has the fold alone."""
    with browser.new_context() as context:
        page = context.new_page()
        page.add_script_tag(content=SCRIPT)
        yield page.evaluate


THIN, NO_BREAK, NARROW = "\u2009", "\u00a0", "\u202f"
ONE = [
    [
        "11,000",
        "11 000",
        "11000",
        f"11{THIN}000",
        f"11{NO_BREAK}000",
        f"11{NARROW}000",
        "11'000",
        "11’000",
        "11.000",
    ],
    ["1,500,000", "1 500 000", "1.500.000", "1'500'000", f"1{NARROW}500{NARROW}000", "1500000"],
    ["3,5 %", "3.5 %", f"3.5{NARROW}%"],
    ["−3.5", "-3,5", "–3.5"],
    ["Choïgou", "Choigou", "CHOÏGOU", "Choi\u0308gou", "choigou"],
    ["Shoigu's", "Shoigu’s", "SHOIGU‘S", "Shoiguʼs"],
    ["Corée", "coree", "CORÉE"],
    ["« traité »", "“ traite ”", '" traité "'],
    ["œuvre", "oeuvre", "ŒUVRE"],
    ["co\u00adoperation", "cooperation", "co\u200boperation"],
    ["2023–26", "2023-26", "2023‑26", "2023—26"],
    ["Łódź", "lodz"],
    ["Straße", "STRASSE"],
    ["Ёлка", "елка"],
    ["ΣΟΦΟΣ", "σοφος", "Σοφός"],
    ["ﬁre", "fire"],
    ["１１，０００", "11,000"],
    ["defense", "defence", "Defence"],
    ["armor", "armour"],
    ["mobilization", "mobilisation"],
    ["caliber", "calibre"],
    ["6th  of\tJune", "6th of June"],
]


@pytest.mark.parametrize("spellings", ONE, ids=lambda spellings: spellings[0])
def test_spellings_of_one_thing_are_folded_alike(fold, spellings):
    folded = fold("texts => texts.map(Fold.fold)", spellings)
    assert len(set(folded)) == 1, folded


APART = [
    ("in 2024 300 men", "in 2024 300 men"),  # a year and a number are no amount together
    ("10\n000", "10 000"),  # nor are two cells
    ("3,4,5", "3,4,5"),
    ("1.0.0", "1.0.0"),
    ("10,000.5", "10000.5"),
    ("12,5000", "12,5000"),
    ("14, 200", "14, 200"),
    ("2024-10-08", "2024-10-08"),
    ("3.500", "3.500"),  # three and a half, or so many thousand: it stays as it is written
]


@pytest.mark.parametrize(("text", "folded"), APART)
def test_what_is_no_amount_stays_apart(fold, text, folded):
    assert fold("text => Fold.fold(text)", text) == folded


HELD = [
    ("at most 4.8 million rounds", "4,800,000", True),
    ("at most 4,800,000 rounds", "4.8 million", True),
    ("4,8 millions d’obus", "4 800 000", True),
    ("9 thousand", "9,000", True),
    ("0.25 million", "250000", True),
    ("1.05 billion", "1,050,000,000", True),
    ("110,000 men", "10,000", False),
    ("100,000", "10000", False),
    ("10,000.5", "10,000", False),
    ("2010,000", "10,000", False),
    ("10,000–12,000 men", "12 000", True),
    ("about 10,000.", "10000", True),
    ("10,000, then 20,000", "10 000", True),
    ("rows of 2024-10-08", "2024", True),
    ("article 41", "article 4", False),
    ("a note of C4ADS", "4", False),
    ("the 4th of them", "4", True),
    ("the manpower", "power", True),
    ("artillery in May", "artillery,", True),
    ("a treaty", '"treaty"', True),
    ("c-017", "C-017.", True),
    ("the men of Choïgou", "CHOIGOU men", True),
    ("anything", " ", True),
]


@pytest.mark.parametrize(("text", "query", "held"), HELD)
def test_a_text_holds_a_query_or_does_not(fold, text, query, held):
    asked = "([text, query]) => Fold.holds(Fold.findable(text), Fold.words(query))"
    assert fold(asked, [text, query]) is held


def test_a_word_is_held_whole_before_its_beginning_before_its_middle(fold):
    grades = fold(
        "words => words.map(word => Fold.grade('the pow and powered manpower', word))",
        ["pow", "powe", "anp", "x"],
    )
    assert grades == [3, 2, 1, 0]


def test_numbers_of_two_cells_are_no_amount_together(fold):
    asked = """query => {
      const table = document.createElement("table");
      table.innerHTML = "<tr><td>10</td><td>000</td><td><b>11,000</b> men</td></tr>";
      return Fold.holds(Fold.findable(Fold.textOf(table)), Fold.words(query));
    }"""
    assert [fold(asked, query) for query in ("10,000", "11 000 men", "10")] == [False, True, True]


def test_to_fold_twice_is_to_fold_once(fold):
    texts = [spelling for spellings in ONE for spelling in spellings] + [
        text for text, _ in APART if "\n" not in text
    ]
    texts += [chr(point) for point in range(0x20, 0x3000) if not 0xD800 <= point < 0xE000]
    once, twice = fold(
        "texts => [texts.map(Fold.fold), texts.map(text => Fold.fold(Fold.fold(text)))]", texts
    )
    assert [text for text, a, b in zip(texts, once, twice, strict=True) if a != b] == []


def test_a_fold_without_one_of_its_steps_is_seen(browser):
    """Each step that is taken out makes two spellings of one thing differ."""
    steps = [
        '.normalize("NFKD")',
        ".toLowerCase()",
        ".replace(GROUPED",
        "for (const [spelling, other] of SPELLINGS)",
    ]
    broken = [
        '.normalize("NFC")',
        ".toString()",
        ".replace(/no such amount/g",
        "for (const [spelling, other] of [])",
    ]
    with browser.new_context() as context:
        for step, instead in zip(steps, broken, strict=True):
            assert SCRIPT.count(step) == 1, step
            page = context.new_page()
            page.add_script_tag(content=SCRIPT.replace(step, instead))
            folded = page.evaluate("groups => groups.map(texts => new Set(texts.map(Fold.fold)).size)", ONE)
            assert max(folded) > 1, step
