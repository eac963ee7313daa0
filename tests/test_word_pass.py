"""A finder that is passed over would have found nothing, in any sentence."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.reading import word_pass
from dossier.reading.lexicon import rows
from dossier.reading.mentions import find_mentions, names_of
from dossier.reading.numbers import find_not_amounts, find_numbers
from dossier.reading.sentences import find_cues, themes_of
from dossier.reading.spans import Place, words
from dossier.reading.windows import find_windows
from dossier.reading.word_pass import May, WordPass

NAMES = names_of(
    pd.DataFrame(
        {
            "entity_id": ["kim", "sea", "town", "who"],
            "name": ["Kim", "mer de l'Ouest", "Ýber-Ville", "«Le Vieux»"],
            "kind": ["person", "place", "place", "person"],
            "aliases": ["l'Aîné;O.N.U.", None, "Ваня", "M. Œuf"],
        }
    )
)
TERMS = (("port*", "harbour"), ("prix", "money"), ("é", "letter"))
NOUNS = {"partenariat": "partnership", "étés": "summer", "alliance": "alliance"}
LISTS = ("number_words", "units", "bounds", "hedges", "negations", "months", "numbered_things")
FINDERS = {
    May.NUMBER: lambda text: [*find_numbers(text), *find_not_amounts(text)],
    May.NAME: lambda text: list(find_mentions(text, NAMES)),
    May.NOUN: lambda text: list(find_windows(text, [Place(0, len(text))], NOUNS)),
    May.HEDGES: lambda text: find_cues(text, "hedges"),
    May.NEGATIONS: lambda text: find_cues(text, "negations"),
}

listed = sorted(
    {next(iter(row.values())) for name in LISTS for row in rows(name)}
    | {row["example"] for name in LISTS for row in rows(name)}
    | {*NAMES.entity_of, *NOUNS, "12", "1 000", "½", "demi", "un", "des milliers", "port", "quai", "et"}
)
UNUSUAL = [
    *"ſİıKŉªº²½µÅ\u0301\u0308\u200b\u00ad\u00a0’'-–«».,;%€",
    "\u0301e",
    "ﬁ",
    "１２",
    "٣",
    "Ⅳ",
    "ǅ",
    "\n",
]
piece = st.sampled_from(listed).flatmap(
    lambda entry: st.sampled_from([entry, entry.upper(), entry.capitalize(), entry.swapcase(), entry + "s"])
)
pieces = st.lists(st.one_of(piece, st.sampled_from(UNUSUAL), st.text(max_size=3)), max_size=6)
sentence = st.tuples(pieces, st.sampled_from([" ", "", "-", "'", ", "])).map(
    lambda pair: pair[1].join(pair[0])
)

PASS = WordPass(NAMES, TERMS, NOUNS)


@given(sentence)
def test_who_is_passed_over_would_have_found_nothing(text):
    read = PASS.read(text)
    for may, find in FINDERS.items():
        if may not in read.may:
            assert find(text) == [], may.name
    assert read.words == words(text)
    assert list(read.themes) == themes_of(text, TERMS)


@pytest.mark.parametrize("name", LISTS)
def test_no_example_of_a_list_is_passed_over(name):
    for row in rows(name):
        read = PASS.read(row["example"])
        for may, find in FINDERS.items():
            assert may in read.may or not find(row["example"])


@pytest.mark.parametrize("may", FINDERS)
def test_a_list_that_tells_nothing_is_seen(may, monkeypatch):
    """Without its words, each finder is passed over where it would find something: what the first test sees."""
    monkeypatch.setattr(word_pass, "_starts", dict)
    names, nouns = NAMES._replace(entity_of={}), {}
    blind = WordPass(names, TERMS, nouns)
    texts = [
        "Il reste vingt dockers.",
        "Kim part.",
        "Un partenariat dure.",
        "Il pourrait partir.",
        "Il n'a rien.",
    ]
    assert any(may not in blind.read(text).may and find_all(may, text) for text in texts)


def find_all(may, text):
    return FINDERS[may](text)


def test_most_plain_sentences_ask_nobody():
    assert PASS.read("Ce port ouvre et la grue tourne.").may == May.NOTHING
    assert PASS.read("Les İles ouvrent.").may == May.ANYTHING


def test_no_more_is_remembered_than_memory_has(monkeypatch):
    monkeypatch.setattr(word_pass, "_MOST_REMEMBERED", 3)
    small = WordPass(NAMES, TERMS, NOUNS)
    for word in ("a", "b", "c", "d", "port"):
        small.read(word)
        assert len(small.told) <= 3
    assert small.read("port").themes == ("harbour",)
    assert small.read("ports a b c d e").themes == ("harbour",)
