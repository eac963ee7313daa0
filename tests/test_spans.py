"""A place points into the text as it came, and folding moves nothing."""

import hashlib
import hmac
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.reading.spans import Place, find, fold, key_of, search_before, words


@given(st.text())
def test_folding_moves_nothing(text):
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("l’été", "l'été", id="apostrophe"),
        pytest.param("12\u202f000\u00a0obus", "12 000 obus", id="spaces that do not break"),
        pytest.param("« port »\n", "« port »\n", id="left alone"),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("l'amitié", ["l", "amitié"], id="an elision is two words"),
        pytest.param("Kim Jong-un", ["kim", "jong", "un"], id="a hyphen divides"),
        pytest.param("ﬁn de 3,5 km²", ["fin", "de", "3", "5", "km2"], id="compatible forms are one"),
        pytest.param("« … »", [], id="marks are no words"),
    ],
)
def test_words(text, found):
    assert words(text) == found


def test_a_digest_is_that_of_the_passage_under_the_key_of_its_file():
    file = b"quai nord"
    key = hashlib.sha256(b"dossier-place" + file).digest()
    by_definition = hmac.new(key, b"quai", hashlib.sha256).hexdigest()
    assert Place(0, 4).digest("quai nord", key_of(file)) == by_definition
    assert Place(0, 4).digest("quai nord", key_of(file)) == Place(3, 7).digest("au quai", key_of(file))
    assert Place(0, 4).digest("quai nord", key_of(b"other")) != by_definition
    assert Place(0, 4).digest("quai nord", b"") != by_definition


def test_find_looks_through_apostrophes_and_overlaps():
    assert find("d'eau", "d’eau") == [Place(0, 5)]
    assert find("aa", "aaa") == [Place(0, 2), Place(1, 3)]
    assert find("", "quai") == []


def test_search_before_sees_a_few_words_only():
    pattern = re.compile("loin.*$")
    assert search_before(pattern, "loin du port", 12)
    assert not search_before(pattern, "loin " + "x" * 200, 205)
    assert not search_before(pattern, "loin du port", 12, start=3)
