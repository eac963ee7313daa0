"""Which figures are no amounts, and of which kind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.reading.numbers import find_not_amounts, find_numbers, read


def kinds(sentence):
    return [(sentence[figure.start : figure.end], figure.kind) for figure in find_not_amounts(sentence)]


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("Le traité de 1961, signé en 2024.", [("1961", "year"), ("2024", "year")]),
        ("De 2015 à 2018, puis en 2022-2023.", [(year, "year") for year in ("2015", "2018", "2022", "2023")]),
        ("Les années 1990, les années 60.", [("1990", "year"), ("60", "year")]),
        ("Les années trente.", [("trente", "year")]),
        ("Le 19 juin 2024, le 1er mai.", [("2024", "year")]),
        ("En 2000 soldats et marins partirent.", [("2000", "year")]),
        ("Les accords de 2015 signés ici.", [("2015", "year")]),
        ("Le 75e jour, le 1 500ème navire.", [("75", "rank"), ("1 500", "rank")]),
        ("Les cinq premiers mois.", [("cinq", "rank")]),
        ("Il vit au 28 rue du Loch.", [("28", "address")]),
        ("Il vit au 12 bis, avenue de la Mer, 75017 Roville.", [("12", "address"), ("75017", "address")]),
        ("Tél. : 02 98 61 12 34.", [("02 98 61 12 34", "address")]),
        ("Roville bat Loch 3-1 (1-0).", [("3-1 (1-0)", "score")]),
        ("Roville gagne 6-3, 6-4 contre Loch.", [("6-3, 6-4", "score")]),
        ("Roville l'emporte 3 à 0.", [("3 à 0", "score")]),
        ("Roville mène 2 buts à 1.", [("2 buts à 1", "score")]),
        ("Il est noté 8 sur 10.", [("noté 8 sur 10", "score")]),
        ("Il a eu 14 sur 20 au bac.", [("14 sur 20", "score")]),
        ("Les caisses sont vides[3].", [("3", "footnote")]),
        ("Les caisses sont vides¹.", [("¹", "footnote")]),
        ("La note 3 le dit.", [("3", "footnote")]),
        ("L'article 4, la résolution 1718.", [("4", "article"), ("1718", "article")]),
        ("L'article L. 122 du code.", [("122", "article")]),
        ("Les articles 4 et 5, page 12 sur 30.", [(one, "article") for one in ("4", "5", "12", "30")]),
    ],
)
def test_what_is_no_amount_has_its_kind(sentence, figures):
    assert kinds(sentence) == figures
    assert list(find_numbers(sentence)) == []


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("À 9 h 30, à 14h, vers 10 heures, à 10:30, 24h/24, 1'54\"32.", id="clock"),
        pytest.param("Le 7/10/2024 et le 2024-10-07, du 7 au 11 octobre.", id="days"),
        pytest.param("Le G7, le Su-35, le Covid-19 et le 2+2.", id="names with digits"),
    ],
)
def test_dates_clocks_and_names_are_in_neither_table(sentence):
    assert {kind for _, kind in kinds(sentence)} <= {"year"}
    assert list(find_numbers(sentence)) == []


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("L'article 4, 300 navires.", [300]),
        ("10000 Coréens partent.", [10_000]),
        ("Le port a 300 m² et 12 km².", [300, 12]),
        ("À trois heures de route.", [3]),
        ("Il attend encore 24 à 48 heures.", [None]),
        ("Il a 12 places de parking.", [12]),
        ("Il offre 12 cours de danse.", [12]),
        ("Il porte 300 grues.", [300]),
        ("Il vend 1500 navires.", [1500]),
    ],
)
def test_an_amount_is_not_set_aside(sentence, values):
    assert [number.value for number in find_numbers(sentence)] == values


@given(st.text(alphabet="0123456789 .,-'’àe%€[]()hruedulnasty"))
def test_no_figure_is_both(text):
    reading = read(text)
    for number in reading.numbers:
        for figure in reading.not_amounts:
            assert figure.end <= number.start or number.end <= figure.start
