"""Names are found as the table of entities gives them."""

import pandas as pd
import pytest

from dossier.reading.mentions import find_mentions, names_of

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


def test_no_entities_give_no_mentions():
    nobody = names_of(pd.DataFrame(columns=["entity_id", "name", "kind", "aliases"]))
    assert list(find_mentions("Lise Roy part.", nobody)) == []
