"""Somebody's words, how they are given, and whose they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.reading.quotations import find_quotations


def read(line):
    return [
        (q.mode, line[q.start : q.end], line[slice(*q.speaker)] if q.speaker else None, q.cue)
        for q in find_quotations(line)
    ]


@pytest.mark.parametrize(
    ("line", "quotation"),
    [
        pytest.param(
            "« Le port ferme », dit Roy.", ("direct", "Le port ferme", "Roy", "dit"), id="verb behind"
        ),
        pytest.param(
            "Roy dit : « Le port ferme. »", ("direct", "Le port ferme.", "Roy", "dit"), id="verb before"
        ),
        pytest.param(
            '"Le port ferme", dit Roy.', ("direct", "Le port ferme", "Roy", "dit"), id="straight marks"
        ),
        pytest.param(
            "“Le port ferme”, dit Roy.", ("direct", "Le port ferme", "Roy", "dit"), id="curly marks"
        ),
        pytest.param("« Il ferme », dit-il.", ("direct", "Il ferme", "il", "dit"), id="pronoun"),
        pytest.param(
            "« Il ferme », a-t-elle dit.", ("direct", "Il ferme", "elle", "dit"), id="pronoun inside"
        ),
        pytest.param(
            "« Il ferme », a assuré lundi Mme Roy.", ("direct", "Il ferme", "Roy", "assuré"), id="title"
        ),
        pytest.param(
            "« Il ferme », dit le maire du port.", ("direct", "Il ferme", "maire du port", "dit"), id="noun"
        ),
        pytest.param(
            "« Il ferme », dit la ministre Lise Roy.", ("direct", "Il ferme", "Lise Roy", "dit"), id="name"
        ),
        pytest.param(
            "« Il part. Il revient. », dit Roy.", ("direct", "Il part. Il revient.", "Roy", "dit"), id="two"
        ),
        pytest.param(
            "Roy dit que le port « ferme demain ».", ("mixed", "ferme demain", "Roy", "dit"), id="mixed"
        ),
        pytest.param(
            "Roy parle, selon lui, d'un « port à fermer demain ».",
            ("mixed", "port à fermer demain", "lui", "selon"),
            id="lui",
        ),
        pytest.param(
            "Roy a dit que le port ferme.", ("indirect", "le port ferme", "Roy", "dit"), id="indirect"
        ),
        pytest.param(
            "Roy, le maire, dit qu’il ferme.", ("indirect", "il ferme", "Roy", "dit"), id="apposition"
        ),
        pytest.param(
            "Son ami, M. Roy, dit que tout va.", ("indirect", "tout va", "Roy", "dit"), id="a name apposed"
        ),
        pytest.param(
            "Mme Roy, qui part, dit que tout va.", ("indirect", "tout va", "Roy", "dit"), id="relative"
        ),
        pytest.param(
            "Le syndicat, lui, dit que tout va.", ("indirect", "tout va", "syndicat", "dit"), id="stress"
        ),
        pytest.param(
            "Hier, le maire a nié que tout va.", ("indirect", "tout va", "maire", "nié"), id="adverb before"
        ),
        pytest.param(
            "Roy rit et a dit que tout va.", ("indirect", "tout va", "Roy", "dit"), id="one subject for two"
        ),
        pytest.param(
            "Selon le maire, tout va.", ("indirect", "tout va", "maire", "selon"), id="according to"
        ),
        pytest.param(
            "Selon Roy, maire du port, tout va.", ("indirect", "tout va", "Roy", "selon"), id="and who it is"
        ),
        pytest.param(
            "Tout va, selon le maire.", ("indirect", "Tout va", "maire", "selon"), id="according to, behind"
        ),
        pytest.param(
            "Tout va, a déclaré Lise Roy.", ("indirect", "Tout va", "Lise Roy", "déclaré"), id="inverted"
        ),
        pytest.param(
            "Tout va, indique le maire.", ("indirect", "Tout va", "maire", "indique"), id="inverted noun"
        ),
        pytest.param("Roy dit : « Il ferme", ("direct", "Il ferme", "Roy", "dit"), id="a mark never closed"),
    ],
)
def test_words_are_found_with_who_says_them(line, quotation):
    assert read(line) == [quotation]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Le « port » ferme.", id="scare quotes"),
        pytest.param("L'« unité du port » dure, dit-on.", id="a term"),
        pytest.param("Roy dit que tout reste « modeste ».", id="an echo is no quotation of its own"),
        pytest.param("La note du maire est longue.", id="a noun"),
        pytest.param("Il faut dire que tout va.", id="an infinitive"),
        pytest.param("Roy, à gauche, salue le maire.", id="a verb with an object"),
        pytest.param("Le port ferme.", id="nobody's words"),
    ],
)
def test_what_is_nobodys_words(line):
    assert [each for each in read(line) if each[0] != "indirect"] == []


@pytest.mark.xfail(reason="the speaker stands in the sentence before")
def test_a_speaker_is_carried_over():
    assert len(read("« Il ferme », dit Roy. « Il rouvrira demain. »")) == 2


@pytest.mark.xfail(reason="a noun attributes: the list has verbs only")
def test_a_noun_may_attribute():
    assert (
        read("Le port est « en ruine » d'après les mots du maire, cités par le rapport.")[0][3] == "rapport"
    )


@given(
    st.lists(
        st.sampled_from(["«", "»", '"', "dit", "que", "selon", "Roy", "le maire", ",", ". ", "a", ":", "-il"])
    )
)
def test_any_pile_of_marks_and_verbs_is_survived(pieces):
    line = " ".join(pieces)
    for found in find_quotations(line):
        assert 0 <= found.start < found.end <= len(line)
        assert line[found.start : found.end].strip() == line[found.start : found.end]
