"""Every row of every list holds in its own example."""

import calendar
import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.project import find_project
from dossier.reading.dates import find_dates
from dossier.reading.dating.calendar import WEEKDAYS
from dossier.reading.lexicon import function_words, one_of, rows
from dossier.reading.lines import Line, kind_of
from dossier.reading.numbers import find_not_amounts, find_numbers
from dossier.reading.quotations import find_quotations
from dossier.reading.sentences import find_cues, find_sentences, themes_of
from dossier.reading.spans import words


def entries(name):
    return [pytest.param(row, id=next(iter(row.values()))) for row in rows(name)]


@pytest.mark.parametrize("row", entries("abbreviations"))
def test_an_abbreviation_ends_no_sentence(row):
    assert len(find_sentences(row["example"])) == 1


@pytest.mark.parametrize("row", entries("reporting_verbs"))
def test_a_reporting_verb_introduces_words(row):
    assert find_quotations(row["example"])


@pytest.mark.parametrize("row", entries("reporting_phrases"))
def test_a_phrase_attributes_words(row):
    [quotation] = find_quotations(row["example"])
    assert quotation.cue == row["phrase"]
    assert row["example"][slice(*quotation.speaker)] == "maire"


@pytest.mark.parametrize("row", entries("reporting_nouns"))
def test_a_noun_attributes_words_or_nobody_speaks(row):
    quotations = find_quotations(row["example"])
    listed = [row["noun"], *filter(None, row["forms"].split(";"))]
    if row["use"] == "nobody":
        assert quotations == []
    else:
        [quotation] = quotations
        assert quotation.cue in listed
        assert row["example"][slice(*quotation.speaker)] == "maire"


@pytest.mark.parametrize("row", entries("naming_words"))
def test_a_word_that_names_makes_marked_words_a_name(row):
    assert [quotation.mode for quotation in find_quotations(row["example"])] == ["indirect"]


@pytest.mark.parametrize("row", entries("hedges"))
def test_a_hedge_is_counted(row):
    assert row["cue"] in find_cues(row["example"], "hedges")


@pytest.mark.parametrize("row", entries("negations"))
def test_a_negation_is_counted(row):
    assert row["cue"] in find_cues(row["example"], "negations")


@pytest.mark.parametrize("row", entries("number_words"))
def test_a_number_word_has_its_value(row):
    assert [number.value for number in find_numbers(row["example"])] == [float(row["example_value"])]


@pytest.mark.parametrize("row", entries("units"))
def test_a_unit_is_read(row):
    assert [number.unit for number in find_numbers(row["example"])] == [row["unit"]]


@pytest.mark.parametrize("row", entries("rate_bases"))
def test_a_base_of_a_rate_is_read(row):
    [number] = find_numbers(row["example"])
    assert (number.per or "").split(" ")[-1] == row["base"]


@pytest.mark.parametrize("row", entries("bounds"))
def test_a_bound_is_read(row):
    assert [number.bound for number in find_numbers(row["example"])] == [row["bound"]]


@pytest.mark.parametrize("row", entries("numbered_things"))
def test_a_thing_that_bears_a_number_is_no_amount(row):
    assert not list(find_numbers(row["example"]))
    assert {figure.kind for figure in find_not_amounts(row["example"])} == {"article"}


@pytest.mark.parametrize("row", entries("months"))
def test_a_month_is_read(row):
    [date] = find_dates(row["example"], published="2024-12-31")
    assert date.value[:7] == f"2024-{int(row['month']):02}"


@pytest.mark.parametrize("row", entries("times"))
def test_a_word_of_time_is_read(row):
    *_, date = find_dates(row["example"], published="2024-12-31")
    number = int(row["number"])
    assert {
        "weekday": lambda: WEEKDAYS[row["word"]] == calendar.weekday(*map(int, date.value.split("-"))),
        "season": lambda: date.value.startswith(f"2023-{number:02}/"),
        "day": lambda: date.value == f"{datetime.date(2024, 12, 31) + datetime.timedelta(days=number)}",
        "story": lambda: date.value == f"2024-06-{19 + number}",
        "part": lambda: date.value == f"2024-01/2024-{number:02}",
        "rank": lambda: date.value == f"2024-{3 * number - 2:02}/2024-{3 * number:02}",
    }[row["role"]]()


DATA = find_project().load()
TERMS = list(zip(DATA.theme_terms["term"], DATA.theme_terms["theme"], strict=True))


@pytest.mark.parametrize("row", DATA.theme_terms.to_dict("records"), ids=lambda row: row["term"])
def test_a_term_belongs_to_its_theme(row):
    assert row["theme"] in themes_of(row["sample"], TERMS)


@pytest.mark.parametrize("row", entries("furniture"))
def test_a_line_of_the_site_is_known(row):
    assert kind_of(Line(row["example"])) == row["kind"]


@pytest.mark.parametrize("row", DATA.concordance_words.to_dict("records"), ids=lambda row: row["form"])
def test_a_name_of_the_tie_stands_in_its_example(row):
    assert row["form"] in words(row["sample"])


@pytest.mark.parametrize("row", entries("function_words"))
def test_a_function_word_stands_in_its_example(row):
    assert row["word"] in words(row["example"])


@pytest.mark.parametrize(
    "name",
    [
        "abbreviations",
        "reporting_verbs",
        "reporting_phrases",
        "reporting_nouns",
        "naming_words",
        "titles",
        "voices_of",
        "hedges",
        "negations",
        "number_words",
        "numbered_things",
        "months",
        "units",
        "rate_bases",
        "times",
    ],
)
def test_no_entry_stands_twice(name):
    listed = [next(iter(row.values())) for row in rows(name)]
    assert len(listed) == len(set(listed))


def test_one_of_takes_the_longest_and_no_pattern():
    assert re.findall(one_of(["art", "art."]), "art. art arts") == ["art.", "art", "art"]
    assert "obus" not in function_words()


@given(
    st.sets(st.text(alphabet="abé.", min_size=1, max_size=4), min_size=1),
    st.text(alphabet="abé. ", max_size=8),
)
def test_a_pattern_of_entries_takes_the_longest_that_fits(entries, text):
    listed = "|".join(re.escape(entry) for entry in sorted(entries, key=len, reverse=True))
    for after in ("", r"(?!\w)", "b"):
        by_list = [match.span() for match in re.finditer(f"(?:{listed}){after}", text)]
        assert [match.span() for match in re.finditer(one_of(entries) + after, text)] == by_list
