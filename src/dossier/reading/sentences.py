"""A line becomes its sentences: rows of `sentences`, with their cues of doubt and denial and their themes.

Punkt (nltk) cuts, with our list of abbreviations. Two patterns mend what it does wrong: `_OVERLOOKED` cuts
where it sees no end, `_CONTINUES` joins what it cut too early.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from string import whitespace

from nltk.tokenize.punkt import PunktLanguageVars, PunktParameters, PunktSentenceTokenizer

from dossier.reading.lexicon import one_of, rows
from dossier.reading.lexicon.first_words import Begins, Search, words_of
from dossier.reading.spans import Place, fold, words
from dossier.schema.words import CUE_LISTS


class French(PunktLanguageVars):  # type: ignore[misc]  # nltk has no types
    """French punctuation for Punkt: guillemets, and the space inside them."""

    sent_end_chars = (".", "?", "!", "…")
    internal_punctuation = ",:;«»"
    re_boundary_realignment = re.compile(r""" ?["')\]}»”]+?(?:\s+|$)""")


class FastPunkt(PunktSentenceTokenizer):  # type: ignore[misc]  # nltk has no types
    """Punkt, which does not look closer at a word and a stop that end a sentence plainly."""

    def text_contains_sentbreak(self, text: str) -> bool:
        """Return whether a sentence ends within a word, its stop and what follows them.

        Of *le port. Il* nothing else is to be asked than whether the word is an abbreviation.
        """
        plain = _PLAIN_END.match(text)
        if plain and plain[1].lower() not in self._params.abbrev_types:
            return True
        return bool(super().text_contains_sentbreak(text))

    def _get_last_whitespace_index(self, text: str) -> int:
        return max(0, *map(text.rfind, whitespace))


_PLAIN_END = re.compile(r"(?:[^\W\d_]+')?([^\W\d_]{2,})[.?!…](?:\s+[^\s.]|[»\")!?])")

_CONTINUES = re.compile(r"[a-zà-ÿœ–—-]|[.»]")
"""The beginning of a piece that still belongs to the sentence before it."""

_OVERLOOKED = re.compile(r"(?<=[a-zà-ÿ]{2}[.?!])(?=[A-ZÀ-Ý][a-zà-ÿ' ]|\d)|(?<=\.\.\.) (?=[A-ZÀ-Ý«])")
"""Ends that Punkt does not see: a page has lost the space, or three dots come before a capital."""

_MAY_BE_OVERLOOKED = re.compile(r"[.?!](?:[A-ZÀ-Ý\d]|\.\. )")

_BLOCK = re.compile(r".{1,5000}(?:(?<=[.?!]) |\Z)|.{1,5000}", re.DOTALL)
"""A part of a line for Punkt, at most 5,000 characters: nltk stops after five seconds on one string."""


def find_sentences(line: str) -> list[Place]:
    """Return the places of the sentences of ``line``, in order.

    >>> line = "M. Kim part. Il revient."
    >>> [line[start:end] for start, end in find_sentences(line)]
    ['M. Kim part.', 'Il revient.']
    """
    folded = fold(line)
    return [place for block in _BLOCK.finditer(folded) for place in _joined(folded, _pieces(block))]


def _joined(line: str, pieces: Iterator[Place]) -> list[Place]:
    """Return ``pieces`` as sentences: a piece that only continues a sentence is joined to the one before."""
    sentences: list[Place] = []
    for piece in pieces:
        if sentences and _CONTINUES.match(line, piece.start):
            piece = Place(sentences.pop().start, piece.end)
        sentences.append(piece)
    return sentences


def _pieces(block: re.Match[str]) -> Iterator[Place]:
    """Yield the sentences that Punkt finds in a block, cut also at the ends that it overlooks."""
    overlooked = _MAY_BE_OVERLOOKED.search(block[0]) is not None
    for piece in _tokenizer().span_tokenize(block[0]):
        start, end = Place(*piece).shift(block.start())
        if not overlooked:
            yield Place(start, end)
            continue
        cuts = [match.span() for match in _OVERLOOKED.finditer(block.string, start, end)]
        starts, ends = [start, *(cut[1] for cut in cuts)], [*(cut[0] for cut in cuts), end]
        yield from (Place(*pair) for pair in zip(starts, ends, strict=True))


@cache
def _tokenizer() -> FastPunkt:
    """Return Punkt with our list of abbreviations; no training, so the same line gives the same sentences."""
    parameters = PunktParameters()
    abbreviations = {row["abbreviation"] for row in rows("abbreviations")}
    # Punkt cuts *l'art.* in two, and looks the second part up with its apostrophe.
    parameters.abbrev_types = abbreviations | {f"'{abbreviation}" for abbreviation in abbreviations}
    return FastPunkt(parameters, lang_vars=French())


def find_cues(sentence: str, cue_list: str) -> list[str]:
    """Return the cues of ``cue_list`` (`hedges` or `negations`) in ``sentence``: in order, in lower case.

    *Ne … pas* is one cue.

    >>> find_cues("Selon le maire, le port pourrait fermer.", "hedges")
    ['selon', 'pourrait']
    >>> find_cues("Le maire nie et n’a pas d’avis.", "negations")
    ['nie', "n'"]
    """
    return [cue[0].lower() for cue in _CUES[cue_list].find(words_of(fold(sentence)))]


def _cues(name: str) -> Search:
    """Return the search for any cue of a list, not within another word."""
    cues = [row["cue"] for row in rows(name)]
    return Search(re.compile(rf"(?<!\w){one_of(cues)}(?:(?<=')|(?!\w))", re.IGNORECASE), Begins(cues))


_CUES = {name: _cues(name) for name in CUE_LISTS}


def themes_of(sentence: str, terms: Iterable[tuple[str, str]]) -> list[str]:
    """Return the themes of which ``sentence`` has a term, in alphabetical order.

    ``terms`` are pairs of term and theme; the star at the end of a term means any ending.

    >>> themes_of("Le port vend des grains.", [("port*", "harbour"), ("grains", "grain"), ("prix", "money")])
    ['grain', 'harbour']
    """
    pairs = list(terms)
    return sorted({theme for word in words(sentence) for theme in themes_of_word(word, pairs)})


def themes_of_word(word: str, terms: Iterable[tuple[str, str]]) -> set[str]:
    """Return the themes that have a word, in the form of `words`, among their ``terms``.

    >>> themes_of_word("ports", [("port*", "harbour"), ("prix", "money")])
    {'harbour'}
    """
    return {theme for term, theme in terms if _is_term(word, term)}


def _is_term(word: str, term: str) -> bool:
    return word.startswith(term[:-1]) if term.endswith("*") else word == term
