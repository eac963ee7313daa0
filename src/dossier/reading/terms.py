"""The sentences of an article become its counted terms (words, stems, pairs of words): rows of `terms`."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import TypedDict

from nltk.stem.snowball import FrenchStemmer

from dossier.reading.lexicon import function_words
from dossier.reading.spans import words


class Term(TypedDict):
    """A term of an article, how often it occurs there, and in how many sentences."""

    term: str
    kind: str
    count: int
    sentences: int


_FEWEST_OF_A_PAIR = 2
"""A pair that occurs once is left out, because from all pairs together the text could be restored."""


def find_terms(sentences: Iterable[str]) -> Iterator[Term]:
    """Yield each term of an article's ``sentences``, by kind and in the order of the alphabet.

    >>> [term for term in find_terms(["Le port ferme.", "Le port ferme."]) if term["kind"] == "bigram"]
    [{'term': 'port ferme', 'kind': 'bigram', 'count': 2, 'sentences': 2}]
    """
    counts: Counter[tuple[str, str]] = Counter()
    sentence_counts: Counter[tuple[str, str]] = Counter()
    for sentence in sentences:
        terms = list(terms_in(sentence))
        counts.update(terms)
        sentence_counts.update(set(terms))
    for kind, term in sorted(counts):
        if kind != "bigram" or counts[kind, term] >= _FEWEST_OF_A_PAIR:
            yield Term(term=term, kind=kind, count=counts[kind, term], sentences=sentence_counts[kind, term])


def terms_in(sentence: str) -> Iterator[tuple[str, str]]:
    """Yield kind and term: of each content word, of its stem, and of each pair of neighbours among them."""
    in_order = words(sentence)
    for word in filter(is_content_word, in_order):
        yield "word", word
        yield "stem", stem(word)
    for pair in pairwise(in_order):
        if all(map(is_content_word, pair)):
            yield "bigram", " ".join(pair)


def is_content_word(word: str) -> bool:
    """Return whether a word is neither a figure nor a function word, nor a row of letters without end."""
    return word.isalpha() and len(word) <= _LONGEST_WORD and word not in function_words()


_LONGEST_WORD = 100  # letters; no language of news has such a word


@cache
def stem(word: str) -> str:
    """Return the Snowball stem of a word.

    >>> stem("munitions")
    'munit'
    """
    return str(_STEMMER.stem(word))


_STEMMER = FrenchStemmer()
