"""What an expression of time means by the calendar."""

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.reading.dates import find_dates
from dossier.reading.dating.calendar import Anchor
from dossier.reading.dating.chronology import Chronology, years_named
from dossier.schema.forms import DATE


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
        pytest.param("Le 7 octobre, 2023, il part.", "7 octobre, 2023", "2023-10-07", id="a machine's comma"),
        pytest.param("Octobre 7, 2023, il part.", "Octobre 7, 2023", "2023-10-07", id="English order"),
        pytest.param(
            "Le jeudi, 12 octobre 2023.", "jeudi, 12 octobre 2023", "2023-10-12", id="another comma"
        ),
        pytest.param("Le 12 octobre ’23.", "12 octobre ’23", "2023-10-12", id="year of two digits"),
        pytest.param("Le 19 de juin 2024.", "19 de juin 2024", "2024-06-19", id="of June"),
        pytest.param("Le 9–11 septembre 2023.", "9–11 septembre 2023", "2023-09-09/2023-09-11", id="en dash"),
        pytest.param("Entre le 9 et le 11 mai 2023.", "9 et le 11 mai 2023", "2023-05-09/2023-05-11"),
        pytest.param(
            "Du lundi 9 au mercredi 11 mai 2022.", "lundi 9 au mercredi 11 mai 2022", "2022-05-09/2022-05-11"
        ),
        pytest.param(
            "Du 5 mai 2022 au 9 juin 2023.",
            "5 mai 2022 au 9 juin 2023",
            "2022-05-05/2023-06-09",
            id="two years",
        ),
        pytest.param(
            "De mars 2022 à juin.", "mars 2022 à juin", "2022-03/2022-06", id="the year comes first"
        ),
        pytest.param("Le 14 juillet 1789.", "14 juillet 1789", "1789-07-14", id="long ago"),
        pytest.param("Le 12-10-2023.", "12-10-2023", "2023-10-12", id="hyphens"),
        pytest.param("Le 12/10/23.", "12/10/23", "2023-10-12", id="slashes, year of two digits"),
        pytest.param("La saison 2023/2024.", "2023/2024", "2023/2024", id="years with a slash"),
        pytest.param("La saison 2022-23.", "2022-23", "2022/2023", id="short second year"),
        pytest.param("Le 3T 2024.", "3T 2024", "2024-07/2024-09", id="quarter by letter, turned"),
        pytest.param("Le T3 2024 déçoit.", "T3 2024", "2024-07/2024-09", id="quarter by letter"),
        pytest.param("Au IIe trimestre 2024.", "IIe trimestre 2024", "2024-04/2024-06", id="Roman quarter"),
        pytest.param(
            "Le dernier trimestre 2023.", "dernier trimestre 2023", "2023-10/2023-12", id="its last one"
        ),
        pytest.param(
            "À l'hiver 2023-2024.", "hiver 2023-2024", "2023-12/2024-02", id="a winter of two years"
        ),
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
        pytest.param("Mardi 22, il part.", "Mardi 22", "2024-10-22", id="weekday and day of the month"),
        pytest.param("Ce jeudi 31 à Paris.", "Ce jeudi 31", "2024-10-31", id="weekday and day to come"),
        pytest.param("Mardi 31, il part.", "Mardi 31", None, id="no such weekday near"),
        pytest.param("Mardi 12 soldats partent.", "Mardi", "2024-10-22", id="a weekday and a count"),
        pytest.param("L'année en cours.", "année en cours", "2024", id="the running year"),
        pytest.param("D'ici à juin, il part.", "juin", "2025-06", id="until it comes"),
        pytest.param("En octobre de l'an dernier.", "octobre de l'an dernier", "2023-10", id="of last year"),
        pytest.param("Il part en Octobre.", "Octobre", "2024-10", id="a capital behind *en*"),
        pytest.param("Au printemps, il part.", "printemps", "2024-03/2024-05", id="a season alone"),
        pytest.param(
            "Au troisième trimestre, il part.", "troisième trimestre", "2024-07/2024-09", id="quarter"
        ),
        pytest.param("Il y a trois jours, il part.", "trois jours", "2024-10-25", id="days ago"),
        pytest.param("Il part dans deux semaines.", "deux semaines", "2024-11-11/2024-11-17", id="in weeks"),
        pytest.param("Il y a six mois, il part.", "six mois", "2024-04", id="months ago"),
        pytest.param("Il y a deux ans, il part.", "deux ans", "2022", id="years ago"),
        pytest.param("Il y a plus de deux ans.", "deux ans", None, id="years ago, at least"),
        pytest.param("Il y a deux ans de retard.", "deux ans", None, id="a delay"),
        pytest.param("Depuis trois jours, il part.", "trois jours", None, id="since days"),
        pytest.param("Dans deux millions d'années.", "deux millions d'années", None, id="no calendar has it"),
        pytest.param("Il part un an plus tôt.", "un an", None, id="earlier than what"),
        pytest.param("Il a agi la veille.", "veille", "2024-10-27", id="the day before publication"),
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
        pytest.param("La veille de l'Europe, ce lendemain de fête.", id="no day before anything"),
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


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        pytest.param(
            "Les 9, 10 et 11 septembre 2023.",
            [("9", "2023-09-09"), ("10", "2023-09-10"), ("11 septembre 2023", "2023-09-11")],
            id="one article",
        ),
        pytest.param("Le 3 et le 5 mai.", [("3", "2024-05-03"), ("5 mai", "2024-05-05")], id="one each"),
        pytest.param(
            "Les lundi 6 et mardi 7 mai.",
            [("lundi 6", "2024-05-06"), ("mardi 7 mai", "2024-05-07")],
            id="weekdays",
        ),
        pytest.param(
            "Lundi 6 et mardi 7 mai.",
            [("Lundi 6", "2024-05-06"), ("mardi 7 mai", "2024-05-07")],
            id="no article",
        ),
        pytest.param(
            "Le 5 mars et le 6 avril 2023.",
            [("5 mars", "2023-03-05"), ("6 avril 2023", "2023-04-06")],
            id="one year",
        ),
        pytest.param(
            "En mars, avril et mai 2023.",
            [("mars", "2023-03"), ("avril", "2023-04"), ("mai 2023", "2023-05")],
            id="months of a year",
        ),
        pytest.param(
            "En décembre et janvier 2024.",
            [("décembre", "2023-12"), ("janvier 2024", "2024-01")],
            id="two winters",
        ),
        pytest.param(
            "En mars et avril.", [("mars", "2024-03"), ("avril", "2024-04")], id="months of no year"
        ),
        pytest.param(
            "Le 3 mai et le 5 juin.", [("3 mai", "2024-05-03"), ("5 juin", "2024-06-05")], id="days apart"
        ),
        pytest.param("Les 27 partent le 3 mai.", [("3 mai", "2024-05-03")], id="twenty-seven countries"),
        pytest.param("Le prix est de 3,5 en mai.", [("mai", "2024-05")], id="a decimal comma"),
    ],
)
def test_each_day_of_a_list_is_a_date(sentence, found):
    assert [row[:2] for row in read(sentence)] == found


def told(published, *sentences):
    """Return what the dates of an article mean, with where the year comes from, and how sure that is."""
    chronology = Chronology(published, years_named(" ".join(sentences)))
    return [
        (sentence[d.start : d.end], d.value, d.basis, d.reading)
        for sentence in sentences
        for d in find_dates(sentence, told=chronology)
    ]


@pytest.mark.parametrize(
    ("published", "sentences", "last"),
    [
        pytest.param(
            "2023-07-01",
            ["Le 18 août 2020, il part.", "Il dort.", "Le 5 octobre, il revient."],
            ("5 octobre", "2020-10-05", "chain", "certain"),
            id="the last full date gives the year",
        ),
        pytest.param(
            "2023-07-01",
            ["Le 18 décembre 2020, il part.", "Le 5 janvier, il revient."],
            ("5 janvier", "2021-01-05", "chain", "certain"),
            id="over New Year",
        ),
        pytest.param(
            "2023-07-01",
            ["Le 18 août 2020, il part.", "Le 5 octobre, il revient.", "En novembre, il dort."],
            ("novembre", "2020-11", "chain", "certain"),
            id="a chain of three",
        ),
        pytest.param(
            "2021-05",
            ["Il monte au second semestre 2015 à 10 %.", "Au quatrième trimestre, il baisse."],
            ("quatrième trimestre", "2015-10/2015-12", "chain", "certain"),
            id="quarters of an old story",
        ),
        pytest.param(
            None,
            ["Le 18 août 2020, il part.", "Le 5 octobre, il revient."],
            ("5 octobre", "2020-10-05", "chain", "certain"),
            id="without publication",
        ),
        pytest.param(
            "2024-10-28",
            ["L'accord signé le 5 mai 2015 dure.", "Le 3 juin, il part."],
            ("3 juin", "2024-06-03", "published", "ambiguous"),
            id="a date in passing",
        ),
        pytest.param(
            "2024-10-28",
            ["L'accord signé le 5 mai 2015 dure.", "Oui.", "Non.", "Le 3 juin, il partait."],
            ("3 juin", "2024-06-03", "published", "certain"),
            id="a date in passing, some time ago",
        ),
        pytest.param(
            "2024-10-28",
            ["Le 18 août 2020, il part.", "Lundi, il revient.", "En juin, il partait."],
            ("juin", "2024-06", "published", "ambiguous"),
            id="back in the present",
        ),
        pytest.param(
            "2024-11-20",
            ["Le 7 octobre 2023, il part.", "Le 13 novembre, il revient."],
            ("13 novembre", "2023-11-13", "chain", "ambiguous"),
            id="a story, or the news of last week",
        ),
        pytest.param(
            "2023-07-05",
            ["En 2015, l'usine ferme.", "En juin, elle dormait."],
            ("juin", "2023-06", "published", "ambiguous"),
            id="a year that opens a sentence",
        ),
        pytest.param(
            "2023-07-05",
            ["La mort du maire le 3 février 2019 a ému.", "L'enquête a débuté le 12 avril."],
            ("12 avril", "2019-04-12", "chain", "certain"),
            id="a day within its sentence",
        ),
        pytest.param(
            "2024-11-20",
            ["Le 7 octobre 2023, il part.", "Oui.", "Ce 13 novembre, il revient."],
            ("Ce 13 novembre", "2024-11-13", "published", "certain"),
            id="this day",
        ),
        pytest.param(
            "2024-11-20",
            ["Le 7 mars 2023, il part.", "Le 7 mars, il était là."],
            ("7 mars", "2023-03-07", "chain", "certain"),
            id="the same day again",
        ),
        pytest.param(
            "2024-06-19",
            ["Le 2 février 2024, il part.", "Depuis septembre, il dormait."],
            ("septembre", "2023-09", "published", "certain"),
            id="a story does not lead into the future",
        ),
        pytest.param(
            "2024-10-28",
            ["Le sommet, a dit le ministre, aura lieu le 3 décembre."],
            ("3 décembre", "2024-12-03", "published", "certain"),
            id="future tense",
        ),
        pytest.param(
            "2024-10-28",
            ["Le procès s'ouvrira le 3 octobre."],
            ("3 octobre", "2024-10-03", "published", "ambiguous"),
            id="future tense, past day",
        ),
        pytest.param(
            "2024-10-28",
            ["Le mardi 3 décembre."],
            ("mardi 3 décembre", "2024-12-03", "weekday", "certain"),
            id="the weekday fixes the year",
        ),
        pytest.param(
            "2024-10-28",
            ["Le lundi 13 novembre."],
            ("lundi 13 novembre", "2023-11-13", "weekday", "certain"),
            id="the weekday, in the past",
        ),
        pytest.param(
            "2024-06-19",
            ["Le mercredi 18 juin."],
            ("mercredi 18 juin", "2024-06-18", "published", "ambiguous"),
            id="a weekday that is wrong, and is not mended",
        ),
        pytest.param(
            None,
            ["En 2024, il part ce lundi 18 mars."],
            ("ce lundi 18 mars", "2024-03-18", "weekday", "certain"),
            id="weekday and a year",
        ),
        pytest.param(
            None,
            ["Ce lundi 18 mars, il part.", "Il reste en 2024."],
            ("2024", "2024", "full", "certain"),
            id="the year behind it",
        ),
        pytest.param(
            None, ["Ce lundi 18 mars."], ("Ce lundi 18 mars", None, None, "ambiguous"), id="no year anywhere"
        ),
        pytest.param(
            "2023-07-01",
            ["Le 18 août 2020, il part.", "Le lendemain, il revient."],
            ("lendemain", "2020-08-19", "relative", "certain"),
            id="the next day",
        ),
        pytest.param(
            "2023-07-01",
            ["Le 18 août 2020, il part.", "Il revient deux jours plus tard."],
            ("deux jours", "2020-08-20", "relative", "certain"),
            id="two days later",
        ),
        pytest.param(
            "2023-07-01",
            ["Le 18 août 2020, il part.", "Il revient un an plus tard."],
            ("un an", None, None, "certain"),
            id="a year later is no year of the calendar",
        ),
        pytest.param(
            "2023-07-01",
            ["Le 18 août 2020, il part.", "Le mois suivant, il revient."],
            ("mois suivant", "2020-09", "relative", "certain"),
            id="the next month",
        ),
        pytest.param(
            "2023-07-01",
            ["Le 18 août 2020, il part.", "À la veille du vote, en mai, il revient."],
            ("mai", "2020-05", "chain", "ambiguous"),
            id="the eve of something, and back in the story",
        ),
    ],
)
def test_a_year_has_its_source(published, sentences, last):
    assert told(published, *sentences)[-1] == last


def test_a_year_that_is_named_later_serves_a_weekday():
    first, _ = told(None, "Ce lundi 18 mars, il part.", "Il reste en 2024.")
    assert first == ("Ce lundi 18 mars", "2024-03-18", "weekday", "certain")


def test_the_text_says_the_year_and_another_weekday():
    assert told("2024-06-19", "Le mercredi 18 juin 2024.") == [
        ("mercredi 18 juin 2024", "2024-06-18", "full", "ambiguous")
    ]


@pytest.mark.xfail(reason="weeks without a number are no amount")
def test_weeks_after_something():
    assert read("Le tir, semaines après la visite, réussit.")


@given(st.text(), st.dates(min_value=Anchor.of("1900").first, max_value=Anchor.of("2100").last))
def test_any_text_is_survived(text, day):
    for found in find_dates(text, published=day.isoformat()):
        assert 0 <= found.start < found.end <= len(text)


SECONDS = 5


@pytest.mark.parametrize(
    "piece",
    [
        "le 7 octobre 2023, ",
        "les 9, 10, ",
        "9, ",
        "lundi ",
        "lundi 9 et ",
        "mai ",
        "mai à ",
        "entre le 3 ",
        "premier ",
        "trimestre dernier ",
        "2023 ",
        "2023-",
        "il y a trois jours ",
        "la veille ",
        "ces dernières semaines ",
        "été 2023 ",
        "vont se rendra le 3 mai ",
        "a",
        "1",
        " ",
    ],
)
def test_twice_the_text_takes_at_most_little_more_than_twice_the_time(piece):
    """A number that a busy machine spoils is measured again; what grows with the square fails each time."""

    def seconds(length):
        text = (piece * (length // len(piece) + 1))[:length]
        chronology = Chronology("2024-10-28")
        before = time.process_time()
        list(find_dates(text, told=chronology, amounts=()))
        return time.process_time() - before

    for _ in range(4):
        half, whole = (min(seconds(length) for _ in range(2)) for length in (32_000, 64_000))
        if whole <= 2.3 * half or whole < 0.02:
            break
    else:
        pytest.fail(f"{piece!r}: {half:.3f} s for 32 kB, {whole:.3f} s for 64 kB")
    assert whole < SECONDS


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


_MORE = [
    "5 octobre",
    "la veille",
    "le lendemain",
    "il y a trois jours",
    "mardi 12",
    "les 9,",
    "10 et",
    "1789",
    "'23",
]
_MORE += [
    ",",
    "d'ici",
    "T3",
    "12/10/23",
    "2022-23",
    "plus tard",
    "deux jours",
    "mois suivant",
    "dans",
    "1er",
    "aura lieu",
]


@given(
    st.lists(st.lists(st.sampled_from([*_PIECES, *_MORE]), max_size=10), max_size=3),
    st.sampled_from([None, "2024", "2024-06", "2024-02-29", "1900-01-01", "2099-12-31"]),
)
def test_any_story_gives_dates_of_the_calendar_and_says_from_where(sentences, published):
    chronology = Chronology(published)
    for sentence in sentences:
        end = 0
        for found in find_dates(" ".join(sentence), told=chronology):
            assert end <= found.start < found.end
            end = found.end
            assert found.value is None or re.fullmatch(DATE, found.value)
            assert (found.value is None) == (found.basis is None)


@given(
    st.lists(st.sampled_from([*_PIECES, "au", "à", "entre", "et", "le", "douze", "trimestre", "premier"])),
    st.dates(min_value=Anchor.of("1900").first, max_value=Anchor.of("2100").last),
)
def test_any_pile_of_time_words_is_survived_and_no_two_overlap(pieces, day):
    text = " ".join(pieces)
    places = [(found.start, found.end) for found in find_dates(text, published=day.isoformat())]
    assert all(one[1] <= other[0] for one, other in pairwise(places))
