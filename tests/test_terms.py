"""Terms are counted without what would give the text away."""

from hypothesis import given
from hypothesis import strategies as st
from nltk.stem.snowball import FrenchStemmer

from dossier.reading import terms
from dossier.reading.terms import find_terms


def counted(kind, *sentences):
    return {
        term["term"]: (term["count"], term["sentences"])
        for term in find_terms(sentences)
        if term["kind"] == kind
    }


def test_a_word_counts_in_text_and_in_sentences():
    found = counted("word", "Le port et le port.", "Le Port, 12 obus.")
    assert found == {"obus": (1, 1), "port": (3, 2)}


def test_a_stem_joins_the_forms_of_a_word():
    assert counted("stem", "Une munition, des munitions.") == {"munit": (2, 1)}


def test_a_pair_stands_twice_and_next_to_each_other():
    assert counted("bigram", "La guerre froide dure.", "Guerre froide, port de guerre.") == {
        "guerre froide": (2, 2)
    }


def test_terms_come_in_the_order_of_the_alphabet():
    keys = [(term["kind"], term["term"]) for term in find_terms(["Zone port zone port.", "Écho bas."])]
    assert keys == sorted(keys)


FRENCH = st.lists(
    st.sampled_from([*"abcdeilmnoqrstuvyéèçîâ", "ment", "iv", "at", "eus", "iqu", "ss"]), max_size=8
)
ENDINGS = st.sampled_from(
    [suffix for step in terms._STEPS for suffix in getattr(FrenchStemmer, f"_FrenchStemmer__{step}_suffixes")]
    + ["", "s", "amment", "ements", "U"]
)


@given(FRENCH.map("".join), ENDINGS)
def test_a_stem_is_that_of_the_whole_lists_of_suffixes(begin, ending):
    word = begin + ending.lower()
    assert terms.stem.__wrapped__(word) == FrenchStemmer().stem(word)


@given(st.text(min_size=1, max_size=12))
def test_any_word_has_the_stem_of_the_whole_lists(word):
    assert terms.stem.__wrapped__(word) == FrenchStemmer().stem(word)
