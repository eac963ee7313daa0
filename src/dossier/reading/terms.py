"""An article becomes its terms: words, stems and pairs of words, counted."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import TypedDict

from nltk.stem.snowball import FrenchStemmer

from dossier.reading.lexicon import function_words
from dossier.reading.spans import words


class Term(TypedDict):
    """A term of an article, and how often it stands there."""

    term: str
    kind: str
    count: int
    sentences: int


_FEWEST_OF_A_PAIR = 2
"""A pair that stands once is left out: all pairs together would let the text be put together again."""


def find_terms(sentences: Iterable[str]) -> Iterator[Term]:
    """Yield each term of an article's ``sentences``, by kind and in the order of the alphabet.

    >>> [term for term in find_terms(["Le port ferme.", "Le port ferme."]) if term["kind"] == "bigram"]
    [{'term': 'port ferme', 'kind': 'bigram', 'count': 2, 'sentences': 2}]
    """
    counts: Counter[tuple[str, str]] = Counter()
    holders: Counter[tuple[str, str]] = Counter()
    for sentence in sentences:
        found = list(terms_in(sentence))
        counts.update(found)
        holders.update(set(found))
    for kind, term in sorted(counts):
        if kind != "bigram" or counts[kind, term] >= _FEWEST_OF_A_PAIR:
            yield Term(term=term, kind=kind, count=counts[kind, term], sentences=holders[kind, term])


def terms_in(sentence: str) -> Iterator[tuple[str, str]]:
    """Yield kind and term for each word that carries matter, and each pair of such neighbours."""
    found = words(sentence)
    for word in filter(is_matter, found):
        yield "word", word
        yield "stem", stem(word)
    for pair in pairwise(found):
        if all(map(is_matter, pair)):
            yield "bigram", " ".join(pair)


def is_matter(word: str) -> bool:
    """Say whether a word is neither a figure nor a function word."""
    return word.isalpha() and word not in function_words()


@cache
def stem(word: str) -> str:
    """Return the Snowball stem of a word.

    >>> stem("munitions")
    'munit'
    """
    return str(_STEMMER.stem(word))


_STEMMER = FrenchStemmer()
