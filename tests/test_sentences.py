"""A line is cut where a reader would cut it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.reading.sentences import find_cues, find_sentences, themes_of

TERMS = [("munition*", "arms"), ("pékin", "china"), ("troupe*", "troops")]


def cut(line):
    return [line[start:end] for start, end in find_sentences(line)]


@pytest.mark.parametrize(
    "sentences",
    [
        pytest.param(["Le port ferme.", "La grue reste."], id="two"),
        pytest.param(["M. Roy et Mme Blanc partent.", "Ils reviennent."], id="titles"),
        pytest.param(["L'art. 4 oblige chaque partie."], id="abbreviation behind an elision"),
        pytest.param(["L’art. 4 oblige chaque partie."], id="the other apostrophe"),
        pytest.param(["Le prix est de 3,5 millions.", "Il monte."], id="decimal comma"),
        pytest.param(["Il arrive en 2024.", "Roy part."], id="a year ends it"),
        pytest.param(["Est-ce vrai ?", "Oui !"], id="a space before the mark"),
        pytest.param(["Il dit : « Je pars. »", "Puis il part."], id="the closing mark belongs to it"),
        pytest.param(['Il dit : "Je pars."', "Puis il part."], id="straight marks"),
        pytest.param(["« Il part », dit-il.", "« Elle reste. »"], id="marks that open"),
        pytest.param(["Le traité. est signé ici."], id="a stray stop before a small letter"),
        pytest.param(["Il reste modeste ». .»", "Nul ne le dit."], id="stray marks"),
        pytest.param(["Le texte… le dit."], id="dots inside"),
        pytest.param(["Il part...", "Elle reste…", "Eux aussi."], id="dots that end"),
        pytest.param(["Le P.-D.G. M. Roy part."], id="initials with hyphens"),
        pytest.param(["J. Roy part.", "A. Blanc reste."], id="initials"),
        pytest.param(["Le site nord.org dit tout."], id="address"),
        pytest.param(["Sans point final"], id="no stop"),
        pytest.param([], id="nothing"),
    ],
)
def test_sentences_end_where_they_should(sentences):
    assert cut(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    ("line", "sentences"),
    [
        pytest.param(
            "Voici Roy.11 000 hommes partent.", ["Voici Roy.", "11 000 hommes partent."], id="figure"
        ),
        pytest.param("Le port ferme.La grue reste.", ["Le port ferme.", "La grue reste."], id="capital"),
    ],
)
def test_a_lost_space_does_not_join_sentences(line, sentences):
    assert cut(line) == sentences


@pytest.mark.xfail(reason="a capital with a stop is taken for an initial")
def test_a_letter_may_end_a_sentence():
    assert len(cut("Les caisses dorment sous le hangar D. Mme Roy le sait.")) == 2


@pytest.mark.xfail(reason="a reporting clause behind a stray stop is taken for a sentence")
def test_a_reporting_clause_belongs_to_the_words():
    assert len(cut("Les caisses « dorment sous le hangar ». L'agence a déclaré.")) == 1


@given(st.text())
def test_sentences_hold_every_letter_of_any_line(line):
    places = find_sentences(line)
    covered = {offset for start, end in places for offset in range(start, end)}
    assert all(start < end <= len(line) for start, end in places)
    assert sum(end - start for start, end in places) == len(covered)
    assert all(not line[offset].strip() for offset in set(range(len(line))) - covered)


def test_a_line_without_end_is_cut_all_the_same():
    places = find_sentences("obus " * 10_000)
    assert len(places) > 1
    assert max(end - start for start, end in places) <= 5000


@pytest.mark.parametrize(
    ("sentence", "hedges", "negations"),
    [
        pytest.param("Le port est fermé.", 0, 0, id="flat"),
        pytest.param("Selon Roy, le port pourrait peut-être fermer.", 3, 0, id="three doubts"),
        pytest.param("Il n’a ni port ni quai.", 0, 3, id="neither nor"),
        pytest.param("Le possiblement vain nier", 1, 0, id="whole words only"),
    ],
)
def test_cues_are_counted(sentence, hedges, negations):
    assert (len(find_cues(sentence, "hedges")), len(find_cues(sentence, "negations"))) == (hedges, negations)


def test_a_sentence_may_have_several_themes_or_none():
    assert themes_of("Pékin livre des munitions aux troupes.", TERMS) == ["arms", "china", "troops"]
    assert themes_of("Le port est fermé.", TERMS) == []
