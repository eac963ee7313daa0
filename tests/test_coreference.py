"""Who an expression stands for in its article, and how sure that is."""

import pytest

from dossier.reading.lexicon import rows
from dossier.reading.quotations import find_quotations
from dossier.reading.quoting.coreference import Cast, Named, Voice
from dossier.reading.sentences import find_sentences
from dossier.reading.spans import Place

IDS = {"Luc Roy": "luc-roy", "Lise Roy": "lise-roy", "Anne Petit": "anne-petit", "Port-Vieux": "port-vieux"}
PERSONS = frozenset(IDS.values()) - {"port-vieux"}


def voices(text):
    """Return who says each quotation of a text, in order."""
    named = [
        Named(Place(at, at + len(name)), IDS[name])
        for name in IDS
        for at in range(len(text))
        if text.startswith(name, at)
    ]
    cast, said = Cast(text, find_sentences(text), named, PERSONS), []
    for quotation in find_quotations(text):
        voice = cast.who(quotation.speaker)
        cast.spoke(quotation.speaker, voice)
        said.append(voice)
    return said


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        pytest.param("Luc Roy dit que tout va.", Voice("luc-roy", "high"), id="name"),
        pytest.param("Le maire Luc Roy dit que tout va.", Voice("luc-roy", "high"), id="title and name"),
        pytest.param(
            "Le maire du Port-Vieux, Luc Roy, dit que tout va.", Voice("luc-roy", "high"), id="apposed"
        ),
        pytest.param(
            "Luc Roy, le maire, part. L'édile dit que tout va.", Voice("luc-roy", "moderate"), id="title"
        ),
        pytest.param("Luc Roy part. Il dit que tout va.", Voice("luc-roy", "low"), id="pronoun"),
        pytest.param(
            "Luc Roy part et, dit-il, tout va bien.", Voice("luc-roy", "moderate"), id="pronoun near"
        ),
        pytest.param(
            "Le port de Luc Roy part. Il dit que tout va.", Voice(None, "moderate"), id="no subject"
        ),
        pytest.param(
            "Le maire du Port-Vieux dit que tout va.", Voice(None, "high"), id="a place is no mayor"
        ),
        pytest.param(
            "Le gouvernement du Port-Vieux dit que tout va.", Voice("port-vieux", "moderate"), id="voice"
        ),
        pytest.param("Port-Vieux dit que tout va.", Voice("port-vieux", "high"), id="a place speaks"),
        pytest.param("Luc Roy part. Selon nous, tout va.", Voice(None, "high"), id="nobody"),
    ],
)
def test_who_speaks(text, voice):
    assert voices(text)[-1] == voice


def test_a_pronoun_is_the_last_speaker():
    text = "Luc Roy dit que tout va. Il ajoute que tout ira."
    assert voices(text) == [Voice("luc-roy", "high"), Voice("luc-roy", "moderate")]


def test_a_title_of_two_is_the_one_before_it_and_a_guess():
    text = "Le ministre Luc Roy part. La ministre Anne Petit reste. Le ministre dit que tout va."
    assert voices(text) == [Voice("anne-petit", "low")]


def test_what_tells_a_title_from_others_must_agree():
    text = "Le ministre de la Mer Luc Roy part. Le ministre du Port reste. Le ministre de la Mer dit que tout va."
    assert voices(text) == [Voice("luc-roy", "moderate")]
    assert voices(text.replace("Mer dit", "Pêche dit")) == [Voice(None, "high")]


@pytest.mark.parametrize("row", rows("titles"), ids=lambda row: row["title"])
def test_a_title_names_its_office(row):
    assert voices(row["example"])[-1] in (Voice("luc-roy", "moderate"), Voice("lise-roy", "moderate"))


@pytest.mark.parametrize("row", rows("voices_of"), ids=lambda row: row["noun"])
def test_a_noun_speaks_for_a_body(row):
    assert voices(row["example"]) == [Voice("port-vieux", "moderate")]
