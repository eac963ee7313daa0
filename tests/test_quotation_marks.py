"""Passages between marks, whatever the marks, and however many."""

import pytest

from dossier.reading.quoting.quotation_marks import find_marked, turn_to_speak, without_marked
from dossier.reading.spans import Place


def inside(text):
    return [text[slice(*marked.inside)] for marked in find_marked(text, Place(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        pytest.param("« a » et « b »", ["a", "b"], id="two"),
        pytest.param('<<a>> et „b“ et “c” et "d"', ["a", "b", "c", "d"], id="every kind"),
        pytest.param("« a “b” c »", ["a “b” c"], id="within others"),
        pytest.param("« a « b » c »", ["a « b » c"], id="within their own kind"),
        pytest.param("« a « b »", ["a", "b"], id="the first is never closed"),
        pytest.param("« a “b” c", ["a “b” c"], id="never closed around others"),
        pytest.param("a » b « c »", ["c"], id="never opened"),
        pytest.param('un écran de 24" et un "port"', ["port"], id="inches"),
        pytest.param("« » et « »", [], id="nothing"),
    ],
)
def test_passages(text, passages):
    assert inside(text) == passages


def test_a_passage_that_nothing_closes_says_so():
    text = "« a » « b"
    assert [marked.closed for marked in find_marked(text, Place(0, len(text)))] == [True, False]


def test_marks_are_read_within_their_line():
    text = "« a\n« b »"
    assert [text[slice(*marked.inside)] for marked in find_marked(text, Place(0, 3))] == ["a"]


def test_blanks_keep_every_place():
    text = "Il dit « oui » et « non »."
    marked = find_marked(text, Place(0, len(text)))
    assert without_marked(text, marked) == "Il dit ~~~~~~~ et ~~~~~~~."


@pytest.mark.parametrize("text", ["- Oui.", "—", "Oui — non."])
def test_what_is_no_turn(text):
    assert turn_to_speak(text, Place(0, len(text))) is None
