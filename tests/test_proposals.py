"""Names that no list has are proposed, most frequent first."""

import pandas as pd
import pytest

from dossier.project import find_project
from dossier.reading.mentions import names_of
from dossier.reading.own_lists import read_names
from dossier.reading.proposals import UnknownNames, proposals_file, propose_names

NOBODY = pd.DataFrame(columns=["entity_id", "name", "kind", "aliases"])


def proposed(*sentences, entities=NOBODY):
    unknown = UnknownNames(names_of(entities))
    unknown.add("a", sentences)
    return [(proposal.name, proposal.aliases, proposal.mentions) for proposal in unknown.ranked()]


@pytest.mark.parametrize(
    ("sentences", "names"),
    [
        pytest.param(["Hier Lise Roy part."], [("Lise Roy", (), 1)], id="a run of capitals"),
        pytest.param(["Le Conseil d’État siège."], [("Conseil d'État", (), 1)], id="joined by a small word"),
        pytest.param(["Il va au Port-Cendre."], [("Port-Cendre", (), 1)], id="a hyphen"),
        pytest.param(["Le port dort.", "Grue et port."], [], id="a word that only opens a sentence"),
        pytest.param(["Valmorin dort.", "Il va à Valmorin."], [("Valmorin", (), 2)], id="the same inside"),
        pytest.param(["Il dit : « Grue ! »", "(Grue)"], [], id="behind a mark"),
        pytest.param(["Le Ministère dort, un ministère."], [], id="a word that is also written small"),
        pytest.param(["M. Roy et Mme Vert partent."], [("Roy", (), 1), ("Vert", (), 1)], id="titles"),
        pytest.param(["L'Ostrie dort.", "Il aime l'Ostrie."], [("Ostrie", (), 2)], id="an article cut short"),
        pytest.param(["Un lundi de Mai, le Lundi suivant."], [], id="words of time"),
        pytest.param(["LE PORT DE VALMORIN"], [], id="a heading in capitals"),
        pytest.param(
            ["Quitter Valmorin est dur.", "Il va à Valmorin."], [("Valmorin", (), 2)], id="a verb before it"
        ),
        pytest.param(
            ["La maire Lise Roy part.", "Il attend Roy.", "Et Jean Vert, Paul Vert et Vert."],
            [("Lise Roy", ("Roy",), 2), ("Jean Vert", (), 1), ("Paul Vert", (), 1), ("Vert", (), 1)],
            id="a last name alone, and one that two have",
        ),
        pytest.param(
            ["avec " + " ".join(["Roy"] * 9)],
            [("Roy Roy Roy", (), 1), ("Roy Roy Roy Roy Roy Roy", (), 1)],
            id="six words at most",
        ),
    ],
)
def test_a_name_is_proposed(sentences, names):
    assert proposed(*sentences) == names


def test_what_a_list_has_is_not_proposed():
    listed = pd.DataFrame([("roy", "Lise Roy", "person", None)], columns=NOBODY.columns)
    assert proposed("Avec Lise Roy vient Jean Vert.", entities=listed) == [("Jean Vert", (), 1)]


def test_a_folder_gives_a_file_that_is_a_list_of_names(tmp_path):
    (tmp_path / "a.txt").write_text("Le port a fermé hier. Le maire de Valmorin est parti.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("On va à Valmorin avec Lise Roy, dit-il au port.", encoding="utf-8")
    sources = find_project().load().sources.head(0)
    proposals = propose_names(tmp_path, sources=sources, entities=NOBODY)
    content = proposals_file(proposals)
    assert content.decode() == "name,kind,aliases,count,articles\nValmorin,,,2,2\nLise Roy,,,1,1\n"
    file = tmp_path / "names.csv"
    file.write_bytes(content)
    assert propose_names(tmp_path, sources=sources, entities=read_names(file)) == []


def test_names_of_a_saved_page_are_those_of_its_article(tmp_path):
    article = "<p>On va à Valmorin avec Lise Roy, dit-il au port.</p>" * 3
    page = (
        f"<html><body><nav><a href='/'>Tout sur Jean Vert</a></nav><article>{article}</article></body></html>"
    )
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    sources = find_project().load().sources.head(0)
    proposals = propose_names(tmp_path, sources=sources, entities=NOBODY)
    assert [(proposal.name, proposal.mentions) for proposal in proposals] == [
        ("Lise Roy", 3),
        ("Valmorin", 3),
    ]


def test_a_name_without_end_takes_no_time_without_end():
    assert len(proposed("avec " + "Roy de " * 20_000)) == 2
