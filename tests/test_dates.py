"""What an expression of time means by the calendar."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.reading.dates import Anchor, find_dates


def read(sentence, published="2024-10-28"):  # a Monday
    return [(sentence[d.start : d.end], d.value, d.kind) for d in find_dates(sentence, published=published)]


@pytest.mark.parametrize(
    ("sentence", "place", "value"),
    [
        pytest.param("Le 19 juin 2024, il part.", "19 juin 2024", "2024-06-19", id="day"),
        pytest.param("Le lundi 14 octobre 2024.", "lundi 14 octobre 2024", "2024-10-14", id="weekday"),
        pytest.param("Le 3 sept. 2024, il part.", "3 sept. 2024", "2024-09-03", id="short month"),
        pytest.param("Du 30 mai au 2 juin 2024.", "30 mai au 2 juin 2024", "2024-05-30/2024-06-02"),
        pytest.param("Le 19/06/2024.", "19/06/2024", "2024-06-19", id="slashes"),
        pytest.param("Le 2024-06-19.", "2024-06-19", "2024-06-19", id="ISO"),
        pytest.param("En septembre 2023.", "septembre 2023", "2023-09", id="month"),
        pytest.param("De janvier à mai 2024.", "janvier à mai 2024", "2024-01/2024-05", id="months"),
        pytest.param("Entre mai et juin 2024.", "mai et juin 2024", "2024-05/2024-06", id="entre"),
        pytest.param("De novembre 2023 à mai 2024.", "novembre 2023 à mai 2024", "2023-11/2024-05"),
        pytest.param("Cinq premiers mois de 2024.", "Cinq premiers mois de 2024", "2024-01/2024-05"),
        pytest.param("Au premier trimestre 2024.", "premier trimestre 2024", "2024-01/2024-03", id="quarter"),
        pytest.param("Le second semestre de 2023.", "second semestre de 2023", "2023-07/2023-12", id="half"),
        pytest.param("À l’été 2023.", "été 2023", "2023-06/2023-08", id="season"),
        pytest.param("L'hiver 2023.", "hiver 2023", "2023-12/2024-02", id="winter ends next year"),
        pytest.param("Depuis 2001.", "2001", "2001", id="year"),
        pytest.param("Entre 2019 et 2022.", "2019 et 2022", "2019/2022", id="years"),
        pytest.param("En 1950-1953.", "1950-1953", "1950/1953", id="joined years"),
        pytest.param("Dans les années 1990.", "années 1990", "1990/1999", id="decade"),
        pytest.param("Dans les années 60.", "années 60", "1960/1969", id="short decade"),
        pytest.param("Le 31 juin 2024.", "31 juin 2024", None, id="no such day"),
    ],
)
def test_a_date_with_its_year_is_absolute(sentence, place, value):
    assert read(sentence) == [(place, value, "absolute")]


@pytest.mark.parametrize(
    ("sentence", "place", "value"),
    [
        pytest.param("Le 9 septembre.", "9 septembre", "2024-09-09", id="latest such day"),
        pytest.param("Le 3 décembre.", "3 décembre", "2023-12-03", id="not after publication"),
        pytest.param("Le 3 novembre prochain.", "3 novembre prochain", "2024-11-03", id="after it"),
        pytest.param("Du 7 au 11 octobre.", "7 au 11 octobre", "2024-10-07/2024-10-11", id="days"),
        pytest.param("Du 7 octobre au 3 novembre.", "7 octobre au 3 novembre", "2024-10-07/2024-11-03"),
        pytest.param("En octobre.", "octobre", "2024-10", id="this month"),
        pytest.param("À la mi-juin.", "juin", "2024-06", id="the middle of it"),
        pytest.param(
            "Ce lundi 14 octobre.", "Ce lundi 14 octobre", "2024-10-14", id="this Monday and its day"
        ),
        pytest.param("Ce jeudi, il part.", "Ce jeudi", "2024-10-24", id="this Thursday"),
        pytest.param("En novembre.", "novembre", "2023-11", id="latest such month"),
        pytest.param("En dernier septembre.", "dernier septembre", "2024-09", id="order of a translation"),
        pytest.param("Le dernier mois.", "dernier mois", "2024-09", id="order of a translation, again"),
        pytest.param("De novembre à mai.", "novembre à mai", "2023-11/2024-05", id="over new year"),
        pytest.param("Les cinq premiers mois.", "cinq premiers mois", "2024-01/2024-05", id="first months"),
        pytest.param("Lundi, il part.", "Lundi", "2024-10-28", id="a Monday on a Monday"),
        pytest.param("Jeudi dernier.", "Jeudi dernier", "2024-10-24", id="last Thursday"),
        pytest.param("Lundi dernier.", "Lundi dernier", "2024-10-21", id="last Monday on a Monday"),
        pytest.param("Mardi prochain.", "Mardi prochain", "2024-10-29", id="next Tuesday"),
        pytest.param("Aujourd’hui, il part.", "Aujourd’hui", "2024-10-28", id="today"),
        pytest.param("Il part hier.", "hier", "2024-10-27", id="yesterday"),
        pytest.param("La semaine dernière.", "semaine dernière", "2024-10-21/2024-10-27", id="last week"),
        pytest.param("Les week-ends derniers.", "week-ends derniers", "2024-10-26/2024-10-27", id="weekend"),
        pytest.param("Ce week-end, il part.", "Ce week-end", "2024-11-02/2024-11-03", id="this weekend"),
        pytest.param("Le mois prochain.", "mois prochain", "2024-11", id="next month"),
        pytest.param("Cette année, il part.", "Cette année", "2024", id="this year"),
        pytest.param("L’an dernier, il part.", "an dernier", "2023", id="last year"),
        pytest.param("L'automne dernier.", "automne dernier", "2023-09/2023-11", id="last autumn, in autumn"),
        pytest.param("L'hiver dernier.", "hiver dernier", "2023-12/2024-02", id="last winter"),
        pytest.param("Cet été, il part.", "Cet été", "2024-06/2024-08", id="this summer"),
        pytest.param("Ces dernières semaines.", "Ces dernières semaines", None, id="no ends"),
        pytest.param("Les cinq prochaines années.", "cinq prochaines années", None, id="no ends, counted"),
        pytest.param("L’année écoulée.", "année écoulée", None, id="open"),
        pytest.param("Il reste deux jours.", "deux jours", None, id="duration"),
        pytest.param("Il reste 72 heures.", "72 heures", None, id="hours"),
        pytest.param("Il dure une heure et demie.", "une heure et demie", None, id="an hour and a half"),
    ],
)
def test_a_date_without_year_hangs_on_publication(sentence, place, value):
    assert read(sentence) == [(place, value, "relative")]


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Il a été élu ; il est en été.", id="a participle is no summer"),
        pytest.param("Ils sont sept. Il part.", id="seven is no September"),
        pytest.param("Le lendemain, cette année-là, les lundis.", id="hangs on the story"),
        pytest.param("Environ 2000 soldats, la résolution 1874.", id="figures"),
        pytest.param("Je le vois, sa part, son sam.", id="small words"),
    ],
)
def test_what_is_no_date(sentence):
    assert read(sentence) == []


@pytest.mark.parametrize(
    ("published", "sentence", "value"),
    [
        pytest.param("2024-06", "Le 19 juin.", "2024-06-19", id="a month has a last day"),
        pytest.param("2024-06", "En mai.", "2024-05", id="a month before"),
        pytest.param("2024-06", "L'an dernier.", "2023", id="the same on every day of the month"),
        pytest.param("2024-06", "Cette semaine.", None, id="not the same on every day"),
        pytest.param("2023-11", "Lundi.", None, id="which Monday"),
        pytest.param("2024", "Cette année.", "2024", id="a year"),
        pytest.param(None, "Hier, en mai.", None, id="nothing to hang on"),
    ],
)
def test_the_anchor_is_as_precise_as_it_is(published, sentence, value):
    assert read(sentence, published)[0][1] == value


def test_an_anchor_may_be_a_span():
    assert Anchor.of("2024-01/2024-02").last.isoformat() == "2024-02-29"


@pytest.mark.xfail(reason="weeks without a number are no amount")
def test_weeks_after_something():
    assert read("Le tir, semaines après la visite, réussit.")


@given(st.text(), st.dates(min_value=Anchor.of("1900").first, max_value=Anchor.of("2100").last))
def test_any_text_is_survived(text, day):
    for found in find_dates(text, published=day.isoformat()):
        assert 0 <= found.start < found.end <= len(text)


_PIECES = [
    "premiers mois",
    "31",
    "février",
    "2023",
    "été",
    "dernier",
    "an",
    "semaine",
    "lundi",
    "prochaine",
    "hier",
]


@given(
    st.lists(st.sampled_from([*_PIECES, "au", "à", "entre", "et", "le", "douze", "trimestre", "premier"])),
    st.dates(min_value=Anchor.of("1900").first, max_value=Anchor.of("2100").last),
)
def test_any_pile_of_time_words_is_survived_and_no_two_overlap(pieces, day):
    text = " ".join(pieces)
    places = [(found.start, found.end) for found in find_dates(text, published=day.isoformat())]
    assert all(one[1] <= other[0] for one, other in pairwise(places))
