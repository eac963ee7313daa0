"""Names are found as the table of entities gives them."""

import time

import pandas as pd
import pytest

from dossier.reading.mentions import find_mentions, names_of

NAMELESS = pd.DataFrame(columns=["entity_id", "name", "kind", "aliases"])
NAMES = names_of(
    pd.DataFrame(
        [
            ("lise-roy", "Lise Roy", "person", "Roy"),
            ("jean-roy-blanc", "Jean Roy Blanc", "person", None),
            ("north-ostria", "North Ostria", "country", "Ostrie du Nord;d'Ostrie-Nord"),
            ("ostria", "Ostria", "country", "Ostrie"),
            ("officials", "Ostrian officials", "organisation", "responsables ostriens"),
        ],
        columns=["entity_id", "name", "kind", "aliases"],
    )
)


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        pytest.param("Lise Roy part.", [("Lise Roy", "lise-roy")], id="the longest name"),
        pytest.param("Roy part.", [("Roy", "lise-roy")], id="the short one"),
        pytest.param(
            "Jean Roy Blanc part.", [("Jean Roy Blanc", "jean-roy-blanc")], id="another who holds it"
        ),
        pytest.param("Ostrie du Nord", [("Ostrie du Nord", "north-ostria")], id="the longer country"),
        pytest.param("L’Ostrie-Sud", [("Ostrie", "ostria")], id="a hyphen is an edge"),
        pytest.param("Roy Vert part.", [], id="a longer name that nobody lists"),
        pytest.param("Roy Le dit.", [("Roy", "lise-roy")], id="a stray capital is no name"),
        pytest.param("Royaume, ostrien", [], id="whole words, no adjectives"),
        pytest.param(
            "Responsables ostriens", [("Responsables ostriens", "officials")], id="at the beginning"
        ),
    ],
)
def test_a_name_is_found(sentence, found):
    mentions = find_mentions(sentence, NAMES)
    assert [(sentence[each.start : each.end], each.entity_id) for each in mentions] == found


def test_a_name_may_begin_with_a_mark():
    names = names_of(pd.DataFrame([("x", "@Roy", "person", "«Le Port»")], columns=NAMELESS.columns))
    sentence = "Roy, @Roy, a@Roy, «Le Port», Le Port"
    found = [sentence[mention.start : mention.end] for mention in find_mentions(sentence, names)]
    assert found == ["@Roy", "«Le Port»"]


def test_a_word_within_a_name_begins_no_other():
    names = names_of(
        pd.DataFrame(
            [("a", "Roy Vert", None, None), ("b", "Vert", None, "Vert Bleu")], columns=NAMELESS.columns
        )
    )
    found = [mention.entity_id for mention in find_mentions("Roy Vert Bleu, Vert, Verte, Roy Ver", names)]
    assert found == ["a", "b"]


def test_thousands_of_names_cost_little_more_than_a_few():
    text = "Le port de Roy ferme, dit la mairie. " * 500

    def seconds(count):
        rows = [(f"n{number}", f"Roy {number} Vert", "person", f"Nom{number}") for number in range(count)]
        names = names_of(pd.DataFrame([*rows, ("port", "port", "place", None)], columns=NAMELESS.columns))
        before = time.process_time()
        assert sum(1 for _ in find_mentions(text, names)) == 500
        return time.process_time() - before

    few, many = (min(seconds(count) for _ in range(3)) for count in (100, 5_000))
    assert many < 0.5 + 10 * few, f"{few:.3f} s with 100 names, {many:.3f} s with 5,000"


@pytest.mark.parametrize("piece", ["Lise Roy ", "Roy", "Ostrie du ", "a ", " ", "Jean Roy Bla"])
def test_twice_the_text_takes_at_most_little_more_than_twice_the_time(piece):
    def seconds(length):
        text = (piece * (length // len(piece) + 1))[:length]
        before = time.process_time()
        list(find_mentions(text, NAMES))
        return time.process_time() - before

    for _ in range(4):
        half, whole = (min(seconds(length) for _ in range(2)) for length in (32_000, 64_000))
        if whole <= 2.3 * half or whole < 0.02:
            break
    else:
        pytest.fail(f"{piece!r}: {half:.3f} s for 32 kB, {whole:.3f} s for 64 kB")


def test_no_entities_give_no_mentions():
    assert list(find_mentions("Lise Roy part.", names_of(NAMELESS))) == []
