"""What counts as a stated amount, with its figure, unit, noun and bound."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.reading.numbers import find_numbers, parse_figure
from dossier.reading.numbers import read as read_figures


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
        pytest.param("Il a 10 à 12 000 hommes.", "10 à 12 000", 10_000, 12_000, id="thousands of both"),
        pytest.param("Il a 10-12 000 hommes.", "10-12 000", 10_000, 12_000, id="thousands, hyphen"),
        pytest.param("Il coûte 1 à 50 000 euros.", "1 à 50 000 euros", 1, 50_000, id="too far apart"),
        pytest.param("Trois ou quatre mille grues.", "Trois ou quatre mille", 3000, 4000, id="mille"),
        pytest.param("Entre 3,000 et 5,000 grues.", "3,000 et 5,000", 3000, 5000, id="commas"),
        pytest.param("De 8 000 à 12 000.", "8 000 à 12 000", 8000, 12_000, id="large without a noun"),
        pytest.param("Il perd 12,5 % à 15 %.", "12,5 % à 15 %", 12.5, 15, id="two units"),
        pytest.param("Il a 80 000-90 000 obus.", "80 000-90 000", 80_000, 90_000, id="large, hyphen"),
        pytest.param("De −5 à −3 %.", "−5 à −3 %", -5, -3, id="below nothing"),
        pytest.param("Les 12-17 ans.", "12-17 ans", 12, 17, id="ages"),
        pytest.param("Deux, voire trois navires.", "Deux, voire trois", 2, 3, id="voire"),
        pytest.param("Entre $5 et $10 millions.", "$5 et $10 millions", 5e6, 1e7, id="signs of money"),
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


@pytest.mark.parametrize(
    ("sentence", "values", "unit", "item"),
    [
        ("Le total est passé de 3 000 à 10 000 tonnes.", [3000, 10_000], "tonne", None),
        ("Le prix passe de 100 à 200 dollars.", [100, 200], "USD", None),
        ("Le taux tombe de 20 à 10 %.", [20, 10], "percent", None),
        ("Il est passé de 1 200 grues à 850.", [1200, 850], None, "grues"),
        ("Une chute de 20 à 10 %.", [20, 10], "percent", None),
        ("Il grimpe de 3 à 5 millions de dollars.", [3e6, 5e6], "USD", None),
    ],
)
def test_a_change_states_two_amounts(sentence, values, unit, item):
    both = list(find_numbers(sentence))
    assert [(n.value, n.unit, n.item, n.change) for n in both] == [(v, unit, item, 1) for v in values]


def test_each_change_of_a_sentence_has_its_own_number():
    sentence = "Il passe de 10 à 20 euros, puis tombe de 30 à 25 euros ; il reste 12 grues."
    assert [n.change for n in find_numbers(sentence)] == [1, 1, 2, 2, None]


@pytest.mark.parametrize(
    ("sentence", "values", "readings", "changes"),
    [
        pytest.param("Il passe de 3 à 5 %.", [3, 5], ["certain"] * 2, [1, 1], id="from and to"),
        pytest.param("Il augmente de 3 à 5 %.", [3, 5], ["ambiguous"] * 2, [1, 1], id="by or from"),
        pytest.param("Il recule de 5 à 3 %.", [5, 3], ["certain"] * 2, [1, 1], id="down"),
        pytest.param("Il recule de 3 à 5 %.", [None], ["ambiguous"], [None], id="by a span"),
        pytest.param(
            "Il recule de 1,20 dollar à 82,35 dollars.",
            [1.2, 82.35],
            ["certain"] * 2,
            [None] * 2,
            id="by, to",
        ),
    ],
)
def test_what_a_figure_grew_by_is_no_end_of_a_change(sentence, values, readings, changes):
    numbers = list(find_numbers(sentence))
    assert [n.value for n in numbers] == values
    assert [n.reading for n in numbers] == readings
    assert [n.change for n in numbers] == changes


def test_a_unit_or_a_base_holds_for_both_figures():
    assert [n.unit for n in find_numbers("Ils ont 25 et 32 ans.")] == ["year", "year"]
    assert [n.per for n in find_numbers("Il passe de 90 à 80 km/h.")] == ["hour", "hour"]


@pytest.mark.parametrize(
    ("bound", "low", "high"),
    [("", 300, 300), ("plus de ", 300, None), ("moins de ", None, 300), ("environ ", None, None)],
)
def test_a_bound_closes_its_sides(bound, low, high):
    [number] = find_numbers(f"Il a {bound}300 grues.")
    assert (number.value, number.low, number.high) == (300, low, high)


@pytest.mark.parametrize(
    ("sentence", "place", "value", "unit"),
    [
        ("Il vend 1,500,000 obus.", "1,500,000", 1_500_000, None),
        ("Il vend 1'500'000 obus.", "1'500'000", 1_500_000, None),
        ("Il vend 1’500.50 €.", "1’500.50 €", 1500.5, "EUR"),
        ("Il vend 2 millions 500 000 obus.", "2 millions 500 000", 2_500_000, None),
        ("Deux millions cinq cent mille obus.", "Deux millions cinq cent mille", 2_500_000, None),
        ("Trois milliards deux cents millions.", "Trois milliards deux cents millions", 3.2e9, None),
        ("Deux virgule cinq millions de dollars.", "Deux virgule cinq millions de dollars", 2.5e6, "USD"),
        ("Zéro virgule zéro cinq pour cent.", "Zéro virgule zéro cinq pour cent", 0.05, "percent"),
        ("Il coûte 2,3 Md$.", "2,3 Md$", 2.3e9, "USD"),
        ("Il coûte 4,3 Mds€.", "4,3 Mds€", 4.3e9, "EUR"),
        ("Il coûte 5 M€.", "5 M€", 5e6, "EUR"),
        ("Il coûte 30 k€.", "30 k€", 30_000, "EUR"),
        ("Il coûte 30,8 M de dollars.", "30,8 M de dollars", 30.8e6, "USD"),
        ("Il vend 11,3 Mt de riz.", "11,3 Mt", 11.3e6, "tonne"),
        ("Il coûte €200 millions.", "€200 millions", 2e8, "EUR"),
        ("Il coûte $5.5 milliards.", "$5.5 milliards", 5.5e9, "USD"),
        ("Il coûte 12 millions d'euros.", "12 millions d'euros", 12e6, "EUR"),
        ("Quinze pour 100.", "Quinze pour 100", 15, "percent"),
        ("C'est 9 p. 100.", "9 p. 100", 9, "percent"),
        ("Il crée +14 900 postes.", "+14 900", 14_900, None),
        ("Il perd -8 300 postes.", "-8 300", -8300, None),
        ("Il varie de –12 800 postes.", "–12 800", -12_800, None),
        ("Il varie de −3,5 %.", "−3,5 %", -3.5, "percent"),
        ("Perte : – 3,4 %.", "– 3,4 %", -3.4, "percent"),
        ("Il varie (- 3,5 %).", "- 3,5 %", -3.5, "percent"),
        ("Il varie de + 0,7 %.", "+ 0,7 %", 0.7, "percent"),
        ("Il fait −12 °C.", "−12 °C", -12, "degree"),
        ("Il perd -$5 millions.", "-$5 millions", -5e6, "USD"),
        ("Le port - 300 grues - ferme.", "300", 300, None),
        ("Il file à 12 km/h.", "12 km", 12, "km"),
        ("Une demi-heure.", "Une demi-heure", 0.5, "hour"),
        ("Trois quarts d'heure.", "Trois quarts d'heure", 0.75, "hour"),
        ("Il pèse 2,5 tonnes.", "2,5 tonnes", 2.5, "tonne"),
        ("Il a 0,125 million d'obus.", "0,125 million", 125_000, None),
        ("Deux grues sur trois tournent.", "Deux grues sur trois", 66.67, "percent"),
        ("Un salarié sur cinq part.", "Un salarié sur cinq", 20, "percent"),
        ("Sept sur dix partent.", "Sept sur dix", 70, "percent"),
        ("Les 2/3 des grues.", "2/3", 66.67, "percent"),
        ("Un cinquième de la flotte.", "Un cinquième", 20, "percent"),
        ("Il a ses 3 enfants.", "3", 3, None),
        ("Trois d'entre eux.", "Trois", 3, None),
        ("Il y a cinq grues, dont deux ici.", "deux", 2, None),
    ],
)
def test_a_writing_has_its_value(sentence, place, value, unit):
    read_here = [(sentence[n.start : n.end], n.value, n.unit) for n in find_numbers(sentence)]
    assert (place, value, unit) in read_here
    assert len(read_here) == 1 + ("cinq grues" in sentence)


@pytest.mark.parametrize(
    ("sentence", "value", "reading", "bound"),
    [
        pytest.param("Il a 10,000 soldats.", 10_000, "ambiguous", "exact", id="nobody is a half"),
        pytest.param("Il a 10,000 dollars.", 10_000, "ambiguous", "exact", id="money has two decimals"),
        pytest.param("Il gagne 3,125 %.", 3.125, "ambiguous", "exact", id="a percentage"),
        pytest.param("Il gagne 3.125 %.", 3.125, "ambiguous", "exact", id="a percentage with a stop"),
        pytest.param("Il pèse 3,250 kg.", 3.25, "ambiguous", "exact", id="the comma is for decimals"),
        pytest.param("Il fait 12,500 km.", 12_500, "ambiguous", None, id="round: a guess"),
        pytest.param("Ils sont 10,000.", 10_000, "ambiguous", None, id="no noun: a guess"),
        pytest.param("Ils sont plus de 10,000.", 10_000, "ambiguous", "at_least", id="a cue is no guess"),
        pytest.param("Il a 2000 soldats.", 2000, "ambiguous", "exact", id="a year or a count"),
        pytest.param("Il a environ 2000 soldats.", 2000, "certain", "about", id="no year is about"),
        pytest.param("Il a 2 000 soldats.", 2000, "certain", "exact", id="no year is parted"),
        pytest.param("Il coûte 1,859 euro.", 1.859, "certain", "exact", id="the singular"),
        pytest.param("Il a 11.000 soldats.", 11_000, "certain", "exact", id="the stop of thousands"),
        pytest.param("Il a 0,125 tonne.", 0.125, "certain", "exact", id="no thousands begin with 0"),
        pytest.param("Il a 10,000.50 dollars.", 10_000.5, "certain", "exact", id="both marks"),
    ],
)
def test_two_readings_are_told(sentence, value, reading, bound):
    [number] = find_numbers(sentence)
    assert (number.value, number.reading, number.bound) == (value, reading, bound)
    if bound is None:
        assert number.low is None
        assert number.high is None


@pytest.mark.parametrize(
    ("sentence", "bound"),
    [
        ("Environ la moitié des grues.", "about"),
        ("Environ les deux tiers des grues.", "about"),
        ("Pratiquement 7 %.", "about"),
        ("Près d’une centaine de grues.", "about"),
        ("Au moins quelque 300 grues.", "at_least"),
        ("Plus d’un million de grues.", "at_least"),
        ("Plus de €200 millions.", "at_least"),
        ("Jusqu’à ses 300 grues.", "at_most"),
        ("Il dépasse les 300 grues.", "at_least"),
        ("Il tombe sous les 300 grues.", "at_most"),
        ("Moins largement de ceci : 300 grues.", "exact"),
    ],
)
def test_a_bound_is_carried_to_its_figure(sentence, bound):
    assert [n.bound for n in find_numbers(sentence)] == [bound]


@pytest.mark.parametrize(
    ("sentence", "values", "per"),
    [
        ("Une baisse de 7,2% sur un an.", [7.2], ["year"]),
        ("Une baisse de 7 % sur deux ans.", [7], ["2 year"]),
        ("Il vend 12 navires sur cinq ans.", [12, 5], [None, None]),
        ("Il grandit de 12 % en deux ans.", [12, 2], [None, None]),
        ("Il file à 12 km/h.", [12], ["hour"]),
        ("Il vaut 90 dollars le baril.", [90], ["barrel"]),
        ("Il prend 300 tonnes par an.", [300], ["year"]),
        ("Il prend 300 navires par jour.", [300], ["day"]),
        ("Il prend 1 800 euros brut par mois.", [1800], ["month"]),
        ("Trois hommes par train.", [3], [None]),
        ("Trois hommes le mois dernier.", [3], [None]),
    ],
)
def test_a_rate_has_its_base(sentence, values, per):
    assert [(n.value, n.per) for n in find_numbers(sentence)] == list(zip(values, per, strict=True))


def test_the_span_that_a_rate_runs_over_is_kept_for_the_dates():
    sentence = "Une baisse de 7 % sur un an."
    assert [sentence[base.start : base.end] for base in read_figures(sentence).bases] == ["un an"]


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        pytest.param("Le taux passe au second semestre 2015 à 10 %.", [10], id="a year before a share"),
        pytest.param("En 2015, de 1500 à 2000 euros.", [None], id="figures of money are no years"),
        pytest.param("Il vend 10 officiers et 12 000 soldats.", [10, 12_000], id="et is no span"),
        pytest.param("Il coûte 3 M€ ou 4 Md€.", [3e6, 4e9], id="too far apart for a span"),
        pytest.param("En 2024 300 navires partent.", [300], id="a year beside a figure"),
        pytest.param("Il a 1500 000 obus.", [], id="thousands that are not parted well"),
        pytest.param("Il a 1500 000 millions de grues.", [], id="no magnitude behind a damaged figure"),
        pytest.param("La version 1.5.3, à 10 -12 km.", [], id="no writing of a number"),
        pytest.param("Deux trois jours.", [], id="words that make no number"),
        pytest.param("L'indice CAC 40 monte.", [], id="a name"),
        pytest.param("Il vend 12 000 places sur 15 000.", [12_000, 15_000], id="two counts"),
        pytest.param("Les Quinze de Roville perdent.", [], id="a team"),
        pytest.param("Les 27 et les Vingt-Sept votent.", [], id="a club"),
        pytest.param("Le Su-35 et 300 chars.", [300], id="digits of a name"),
        pytest.param("5 M. Roy, 5 Mo.", [5], id="a letter that is no scale"),
    ],
)
def test_no_figure_is_joined_or_cut_wrongly(sentence, values):
    assert [n.value for n in find_numbers(sentence)][: len(values) or None] == values


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


def is_whole(found, meant):
    """Return whether nothing was found, or one value, which is among those that are ``meant``."""
    return found == [] or (len(found) == 1 and found[0] in meant)


_SIGNS = {"": 1, "+": 1, "+ ": 1, "-": -1, "−": -1, "–": -1, "− ": -1}
_MARKS = ["", " ", "\u00a0", "\u202f", "\u2009", "\u2007", ".", "'", "’", ","]


@given(
    st.integers(0, 10**12),
    st.sampled_from(list(_SIGNS)),
    st.sampled_from(_MARKS),
    st.sampled_from(["navires", "euros", "tonnes", "ans", "", "millions de navires"]),
)
def test_a_figure_is_read_whole_or_not_at_all(value, sign, mark, noun):
    """Whatever its sign and its thousands look like, a tail is never taken for the figure."""
    written = f"{value:,}".replace(",", mark)
    meant = {float(_SIGNS[sign] * value * (10**6 if "millions" in noun else 1))}
    if mark in (",", ".") and 10**3 <= value < 10**6:  # *10,000* may have three decimals
        meant |= {one / 1000 for one in meant}
    found = [n.value for n in find_numbers(f"Il y a {sign}{written} {noun}.")]
    assert is_whole(found, meant)


def test_a_tail_is_caught():
    assert not is_whole([900.0], {14_900.0})
    assert not is_whole([14.0, 900.0], {14_900.0})
    assert is_whole([14_900.0], {14_900.0})


def growth(find, pattern, length=32_000):
    """Return how many times longer ``find`` takes when its input doubles; the best of some trials."""

    def seconds(text):
        times = []
        for trial in range(3):
            begun = time.process_time()
            find(text + " " * trial)  # what was read already is remembered
            times.append(time.process_time() - begun)
        return min(times)

    texts = [(pattern * (size // len(pattern) + 1))[:size] for size in (length, 2 * length)]
    return min(seconds(texts[1]) / seconds(texts[0]) for _ in range(2))


@pytest.mark.parametrize(
    "pattern",
    [
        "10 à ",
        "un million ",
        "1 million 1 ",
        "plus de ",
        "environ la ",
        "7 % sur un an ",
        "12 navires sur 13 ",
        "article 4, ",
        "2-1 ",
        "trois des ",
        "moitié de ",
        "Le port perd 300 dockers. ",
    ],
)
def test_time_grows_as_the_text_does(pattern):
    assert growth(read_figures, pattern) <= 2.3


def test_the_growth_of_a_slow_finder_is_seen():
    def slow(text):
        return [text.count("10 à ", start) for start in range(0, len(text), 40)]

    assert growth(slow, "10 à ", 16_000) > 2.3


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
