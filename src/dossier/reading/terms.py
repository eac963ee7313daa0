"""The sentences of an article become its counted terms (words, stems, pairs of words): rows of `terms`."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
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
    return count_terms(map(words, sentences))


def count_terms(sentences: Iterable[Sequence[str]]) -> Iterator[Term]:
    """Yield the terms of sentences that are cut into `words` already.

    >>> [term["term"] for term in count_terms([["le", "port", "ferme"]])]
    ['ferm', 'port', 'ferme', 'port']
    """
    pairs: list[str] = []
    content_words: list[str] = []
    sentences_of: dict[str, list[str]] = {"bigram": [], "stem": [], "word": []}  # each term once a sentence
    for in_order in sentences:
        content = [word if is_content_word(word) else "" for word in in_order]
        listed = [f"{one} {other}" for one, other in pairwise(content) if one and other]
        different = set(content)
        different.discard("")
        pairs += listed
        content_words += filter(None, content)
        sentences_of["bigram"] += set(listed)
        sentences_of["word"] += different
        sentences_of["stem"] += set(map(stem, different))
    words_counted = Counter(content_words)
    stems: Counter[str] = Counter()
    for word, count in words_counted.items():
        stems[stem(word)] += count
    counts = {"bigram": Counter(pairs), "stem": stems, "word": words_counted}
    for kind, counted in counts.items():
        fewest = _FEWEST_OF_A_PAIR if kind == "bigram" else 1
        in_sentences = Counter(sentences_of[kind])
        for term in sorted(term for term, count in counted.items() if count >= fewest):
            yield {"term": term, "kind": kind, "count": counted[term], "sentences": in_sentences[term]}


@lru_cache(maxsize=100_000)
def is_content_word(word: str) -> bool:
    """Return whether a word is neither a figure nor a function word, nor a row of letters without end."""
    return word.isalpha() and len(word) <= _LONGEST_WORD and word not in function_words()


_LONGEST_WORD = 100  # letters; no language of news has such a word


@lru_cache(maxsize=100_000)  # the words of most folders; more would fill the memory
def stem(word: str) -> str:
    """Return the Snowball stem of a word.

    >>> stem("munitions")
    'munit'
    """
    lowered = word.lower()
    stemmer = None if lowered.endswith(("ment", "ments")) else _BY_LAST_LETTER.get(lowered[-1:], _NO_SUFFIX)
    return str((stemmer or _STEMMER).stem(word))


_STEMMER = FrenchStemmer()
_STEPS = ("step1", "step2a", "step2b", "step4")
"""The lists of suffixes that the stemmer goes through, one suffix after the other."""


def _stemmer_for(last: str) -> FrenchStemmer:
    """Return a stemmer for words that end in the letter ``last``, with the suffixes that do.

    Its stems are those of the whole lists, but for *-ment* and *-ments*, which it may first make shorter.
    """
    stemmer = FrenchStemmer()
    for step in _STEPS:
        name = f"_FrenchStemmer__{step}_suffixes"
        suffixes = getattr(FrenchStemmer, name)
        if step == "step4" and last == "s":
            continue  # the letter may be gone before this step
        setattr(stemmer, name, tuple(suffix for suffix in suffixes if suffix.endswith(last)))
    return stemmer


_LAST_LETTERS = {
    suffix[-1] for step in _STEPS for suffix in getattr(FrenchStemmer, f"_FrenchStemmer__{step}_suffixes")
}
_BY_LAST_LETTER = {letter: _stemmer_for(letter) for letter in sorted(_LAST_LETTERS)}
_NO_SUFFIX = _stemmer_for("-")
