"""What a page says of itself is taken from the most reliable place that says it."""

import pytest

from dossier.reading.files import page_of
from dossier.reading.intake.page_facts import facts_of

BODY = (
    "Le port de Valmorin a perdu 300 dockers et 12 navires, a dit la mairie le 9 juin 2023 devant le conseil."
)
META = '<meta property="article:published_time" content="2024-05-03T10:00:00+02:00">'
DATA = (
    '<script type="application/ld+json">{"@graph": [{"datePublished": "2024-05-02", "headline": "Le port",'
    ' "publisher": {"name": "Le Quai"}}]}</script>'
)


def facts(text, file="port.txt"):
    page, markup = page_of(text)
    return facts_of(page.folded.text, page.lines, file=file, markup=markup)


def saved(head, body=""):
    return f"<html><head>{head}</head><body>{body}<article><p>{BODY}</p></article></body></html>"


@pytest.mark.parametrize(
    ("text", "published"),
    [
        pytest.param(saved(META + DATA), ("2024-05-03", "meta"), id="declared"),
        pytest.param(saved(DATA), ("2024-05-02", "meta"), id="in a data script"),
        pytest.param(saved("", "<time datetime=2024-05-01>hier</time>"), ("2024-05-01", "meta"), id="a time"),
        pytest.param(f" date 2023-09 {BODY}", ("2023-09", "collection"), id="a collection's"),
        pytest.param(f"Publié le 3 mai 2024 à 10 h 30\n{BODY}", ("2024-05-03", "visible"), id="published"),
        pytest.param(f"Publié : 5 janvier 2018 à 6h48\n{BODY}", ("2018-01-05", "visible"), id="with a colon"),
        pytest.param(
            f"Mis à jour le 4 mai 2024\nPublié le 03/05/2024\n{BODY}",
            ("2024-05-03", "visible"),
            id="not the last change",
        ),
        pytest.param(
            f"Mis à jour le 4 mai 2024\n{BODY}", ("2024-05-04", "visible"), id="the last change alone"
        ),
        pytest.param(f"Vendredi 3 mai 2024\n{BODY}", ("2024-05-03", "visible"), id="a day on its own"),
        pytest.param(f"VALMORIN, 3 mai 2024 (Belga) - {BODY}", ("2024-05-03", "visible"), id="an agency's"),
        pytest.param(
            f"https://quai.test/2024/05/03/port.html\n{BODY}", ("2024-05-03", "address"), id="an address"
        ),
        pytest.param(f"https://quai.test/2024/13/03/port.html\n{BODY}", (None, None), id="no such month"),
        pytest.param(f"Le 30 février 2024\n{BODY}", (None, None), id="no such day"),
        pytest.param(BODY, (None, None), id="a date in a sentence is not the page's"),
        pytest.param(saved('<meta name="date" content="hier">'), (None, None), id="declared and none"),
        pytest.param(saved('<script type="application/ld+json">{"a": [</script>'), (None, None), id="broken"),
    ],
)
def test_a_date_has_the_place_where_it_was_said(text, published):
    assert facts(text).published == published


@pytest.mark.parametrize(
    ("file", "value"),
    [
        ("2024-05-03_port.txt", "2024-05-03"),
        ("a/port.2024-05.txt", "2024-05"),
        ("20240503.html", "2024-05-03"),
        ("2024-05-03/port.txt", None),
        ("port-2024.txt", None),
        ("53f706d72c20240503.txt", None),
        ("2024-05-42.txt", None),
    ],
)
def test_the_name_of_a_file_may_say_the_day(file, value):
    assert facts(BODY, file).published.value == value


def test_title_and_outlet_are_declared_or_seen():
    declared = saved(
        '<meta property="og:title" content="Le port &amp; la mer"><meta property="og:site_name" content="Le Quai">'
    )
    assert facts(declared).title == ("Le port & la mer", "meta")
    assert facts(declared).outlet == ("Le Quai", "meta")
    assert facts(saved(DATA)).outlet == ("Le Quai", "meta")
    assert facts(f"Le port rouvre\n{BODY}").title == ("Le port rouvre", "visible")
    assert facts(f"https://www.quai.test/port\n{BODY}").outlet == ("quai.test", "address")
    assert facts(BODY).title == (None, None)


def test_a_title_that_no_table_may_hold_is_none():
    hostile = "a\u202eb" + "\u0301" * 9
    title = facts(saved(f'<meta property="og:title" content="{hostile}">')).title.value
    assert title is None or "\u202e" not in title
