"""Units beside a figure: those of the list, and those that a user adds."""

import pytest

from dossier.errors import DataError
from dossier.reading.lexicon import rows
from dossier.reading.numbers import find_numbers
from dossier.reading.units import UNITS, read_forms, units_of
from dossier.schema.unit_words import UNITS as CODES


def test_every_unit_of_the_list_has_a_meaning():
    assert {row["unit"] for row in rows("units")} <= set(CODES)


def test_no_form_has_two_units():
    forms = [row["form"] for row in rows("units")]
    assert len(forms) == len(set(forms))


@pytest.mark.parametrize(("form", "unit"), [("Euros", "EUR"), ("ANS", "year"), ("m", "m"), ("M", None)])
def test_a_short_form_counts_only_as_it_is_written(form, unit):
    assert UNITS.code_of(form) == unit


def test_a_user_adds_a_unit():
    palettes = units_of([{"form": "palettes", "unit": "pallet"}])
    sentence = "Il vend 12 palettes et 3 tonnes."
    assert [number.unit for number in find_numbers(sentence, palettes)] == ["pallet", "tonne"]
    assert [number.unit for number in find_numbers(sentence)] == [None, "tonne"]


def test_forms_are_read_from_a_file(tmp_path):
    file = tmp_path / "mine.csv"
    file.write_text("form,unit\npalettes,pallet\n", encoding="utf-8")
    assert read_forms(file) == {"palettes": "pallet"}


@pytest.mark.parametrize("content", ["form,unit\npalettes,\n", "a,b\n1,2\n", "form,unit\nx\n"])
def test_a_file_without_forms_is_refused(tmp_path, content):
    file = tmp_path / "mine.csv"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=r"mine\.csv, row (line|on line) 2: "):
        read_forms(file)


def test_a_file_that_is_missing_is_named(tmp_path):
    with pytest.raises(DataError, match=r"nowhere\.csv: cannot be read; name a CSV file"):
        read_forms(tmp_path / "nowhere.csv")
