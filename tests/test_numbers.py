"""What counts as a stated amount, with its figure, unit, noun and bound."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.reading.numbers import find_numbers, parse_figure


def read(sentence):
    return [(sentence[n.start : n.end], n.value, n.unit, n.item, n.bound) for n in find_numbers(sentence)]


@pytest.mark.parametrize(
    ("figure", "value"),
    [
        ("12 000", 12_000),
        ("12.000", 12_000),
        ("8000", 8000),
        ("1 234,5", 1234.5),
        ("3.5", 3.5),
        ("30,8 millions", 30_800_000),
        ("1,1 million", 1_100_000),
        ("vingt et un", 21),
        ("soixante et onze", 71),
        ("quatre-vingts", 80),
        ("quatre-vingt-dix-sept", 97),
        ("septante-trois", 73),
        ("cent quatre-vingt-un", 181),
        ("six cents", 600),
        ("mille deux cents", 1200),
        ("dix-mille", 10_000),
        ("deux cent mille", 200_000),
        ("mille neuf cent quatre-vingt-dix", 1990),
        ("trois mille milliards", 3e12),
        ("deux millions et demi", 2_500_000),
        ("un demi-million", 500_000),
        ("une demi-douzaine", 6),
        ("une centaine de milliers", 100_000),
        ("deux douzaines", 24),
    ],
)
def test_a_figure_has_its_value(figure, value):
    assert float(parse_figure(figure)) == value


@pytest.mark.parametrize(
    ("sentence", "place", "value", "unit", "item", "bound"),
    [
        pytest.param(
            "Ils ont 10 000 conteneurs.", "10 000", 10_000, None, "conteneurs", "exact", id="digits"
        ),
        pytest.param(
            "Il a 11.000 caisses.", "11.000", 11_000, None, "caisses", "exact", id="full stop for thousands"
        ),
        pytest.param("Il a 8000 obus.", "8000", 8000, None, "obus", "exact", id="nothing for thousands"),
        pytest.param(
            "Plus d’un million d’obus.", "un million", 1e6, None, "obus", "at_least", id="un with a scale"
        ),
        pytest.param("Six cents navires.", "Six cents", 600, None, "navires", "exact", id="words"),
        pytest.param(
            "Quelque dix-mille hommes.",
            "dix-mille",
            10_000,
            None,
            "hommes",
            "about",
            id="words with a hyphen",
        ),
        pytest.param(
            "Il a une dizaine de grues.", "une dizaine", 10, None, "grues", "exact", id="collective"
        ),
        pytest.param(
            "Il dure une heure et demie.", "une heure et demie", 1.5, "hour", None, "exact", id="and a half"
        ),
        pytest.param(
            "Il dure un an et demi.", "un an et demi", 1.5, "year", None, "exact", id="a year and a half"
        ),
        pytest.param(
            "Il perd la moitié du grain.", "moitié", 50, "percent", "grain", "exact", id="half of it"
        ),
        pytest.param(
            "Il perd deux tiers du grain.", "deux tiers", 66.67, "percent", "grain", "exact", id="two thirds"
        ),
        pytest.param("C'est divisé par dix.", "dix", 10, "times", None, "exact", id="divided"),
        pytest.param("C’est multiplié par 9.", "9", 9, "times", None, "exact", id="multiplied"),
        pytest.param("Trois fois plus de grain.", "Trois fois", 3, "times", None, "exact", id="times"),
        pytest.param("Jusqu’à 300 grues.", "300", 300, None, "grues", "at_most", id="up to"),
        pytest.param("Près de 300 grues.", "300", 300, None, "grues", "about", id="nearly"),
        pytest.param("Il a 300 grues ou plus.", "300", 300, None, "grues", "at_least", id="bound behind"),
        pytest.param(
            "C'est 42 pour cent.", "42 pour cent", 42, "percent", None, "exact", id="pour cent is no hundred"
        ),
        pytest.param(
            "Il paie 3 millions de dollars.", "3 millions de dollars", 3e6, "USD", None, "exact", id="dollars"
        ),
        pytest.param(
            "Il paie 40 millions d'euros.", "40 millions d'euros", 4e7, "EUR", None, "exact", id="euros"
        ),
        pytest.param("Il pèse 12kg.", "12kg", 12, "kilogram", None, "exact", id="glued unit"),
        pytest.param(
            "Voici Roy.11 000 hommes.", "11 000", 11_000, None, "hommes", "exact", id="glued sentence"
        ),
        pytest.param("Deux hommes arrivent.", "Deux", 2, None, "hommes", "exact", id="an indefinite pair"),
        pytest.param(
            "Trois autres navires.", "Trois", 3, None, "navires", "exact", id="adjective before the noun"
        ),
        pytest.param("Environ 2000 soldats.", "2000", 2000, None, "soldats", "about", id="no year"),
        pytest.param("Il a 35 ans.", "35 ans", 35, "year", None, "exact", id="age"),
        pytest.param("Les 18 membres.", "18", 18, None, "membres", "exact", id="a definite figure counts"),
    ],
)
def test_an_amount_is_read(sentence, place, value, unit, item, bound):
    assert read(sentence) == [(place, value, unit, item, bound)]


def test_a_share_may_stand_alone():
    assert read("Près de la moitié part.") == [("moitié", 50, "percent", None, "about")]


@pytest.mark.parametrize(
    ("sentence", "place", "low", "high"),
    [
        pytest.param("Entre 3 et 5 millions de dollars.", "3 et 5 millions de dollars", 3e6, 5e6, id="entre"),
        pytest.param("De 15 à 20 % du grain.", "15 à 20 %", 15, 20, id="de … à"),
        pytest.param("Deux ou trois jours.", "Deux ou trois jours", 2, 3, id="ou"),
        pytest.param("Il a 10-12 % du grain.", "10-12 %", 10, 12, id="hyphen"),
        pytest.param("De 500 000 à 1 million d'obus.", "500 000 à 1 million", 5e5, 1e6, id="own scale"),
    ],
)
def test_a_span_of_two_is_a_range(sentence, place, low, high):
    [number] = find_numbers(sentence)
    assert sentence[number.start : number.end] == place
    assert (number.value, number.low, number.high, number.bound) == (None, low, high, "range")


@pytest.mark.parametrize(
    ("sentence", "place", "low"),
    [
        ("Des milliers d'obus.", "milliers", 1000),
        ("Des centaines de milliers d’obus.", "centaines de milliers", 100_000),
        ("Des dizaines de milliers de civils.", "dizaines de milliers", 10_000),
        ("Des milliers de tonnes.", "milliers de tonnes", 1000),
    ],
)
def test_only_a_magnitude_is_stated(sentence, place, low):
    [number] = find_numbers(sentence)
    assert sentence[number.start : number.end] == place
    assert (number.value, number.low, number.high) == (None, low, None)
    assert number.bound == "order_of_magnitude"


def test_a_change_states_two_amounts():
    assert [n.value for n in find_numbers("Le total est passé de 3 000 à 10 000 tonnes.")] == [3000, 10_000]


@pytest.mark.parametrize(
    ("bound", "low", "high"),
    [("", 300, 300), ("plus de ", 300, None), ("moins de ", None, 300), ("environ ", None, None)],
)
def test_a_bound_closes_its_sides(bound, low, high):
    [number] = find_numbers(f"Il a {bound}300 grues.")
    assert (number.value, number.low, number.high) == (300, low, high)


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Le traité de 1961, signé en 2024.", id="years"),
        pytest.param("Le 19 juin 2024, le 1er mai et du 7 au 11 octobre.", id="days"),
        pytest.param("Les années 1990, les années 60.", id="decades"),
        pytest.param("À 9 h 30, à 14h, vers 10 heures, à 10:30.", id="clock"),
        pytest.param("Le 75e jour, la 2e fois, la première.", id="ordinals"),
        pytest.param("Le G7, le Su-35, le Covid-19 et le 2+2.", id="names with digits"),
        pytest.param("L'article 4, la résolution 1718, la page 12.", id="numbered things"),
        pytest.param("Les deux pays et ces trois hommes, ses quatre voisins.", id="definite groups"),
        pytest.param("Les cinq premiers mois et les deux prochaines années.", id="ranks"),
        pytest.param("Un port, une grue, un jour, une fois.", id="the article"),
        pytest.param("Un quart d'heure, un cinquième essai.", id="idioms"),
        pytest.param("Tous deux partent à deux.", id="nothing counted"),
        pytest.param("Un navire neuf.", id="neuf is new"),
        pytest.param("En 2022-2023 et 24h/24.", id="joined figures"),
    ],
)
def test_what_is_no_amount(sentence):
    assert read(sentence) == []


def test_a_part_of_a_group_is_counted():
    assert [n.value for n in find_numbers("Trois des cinq membres partent.")] == [3]


@given(st.text())
def test_any_text_is_survived(text):
    for number in find_numbers(text):
        assert 0 <= number.start < number.end <= len(text)


_PIECES = [
    "plus de",
    "trois",
    "cent",
    "mille",
    "et demie",
    "10 000",
    "à",
    "entre",
    "et",
    "un",
    "%",
    "ans",
    "demi",
    "-",
]


@given(st.lists(st.sampled_from([*_PIECES, "millions", "milliers", "moitié", "du", ",", ". "])))
def test_any_pile_of_number_words_is_survived(pieces):
    text = " ".join(pieces)
    for number in find_numbers(text):
        assert 0 <= number.start < number.end <= len(text)
        if number.bound != "range":
            assert number.value is None or {number.low, number.high} <= {None, number.value}
