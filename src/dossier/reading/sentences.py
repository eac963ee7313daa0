"""A line becomes sentences, and each sentence is asked what cues it holds."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from nltk.tokenize.punkt import PunktLanguageVars, PunktParameters, PunktSentenceTokenizer

from dossier.reading.lexicon import one_of, rows
from dossier.reading.spans import Place, fold, words


class French(PunktLanguageVars):  # type: ignore[misc]  # nltk has no types
    """What Punkt must know of French punctuation: guillemets, and the space inside them."""

    sent_end_chars = (".", "?", "!", "…")
    internal_punctuation = ",:;«»"
    re_boundary_realignment = re.compile(r""" ?["')\]}»”]+?(?:\s+|$)""")


_CONTINUES = re.compile(r"[a-zà-ÿœ–—-]|[.»]")
"""How a piece begins that still belongs to the sentence before it."""

_OVERLOOKED = re.compile(r"(?<=[a-zà-ÿ]{2}[.?!])(?=[A-ZÀ-Ý][a-zà-ÿ' ]|\d)|(?<=\.\.\.) (?=[A-ZÀ-Ý«])")
"""Ends that Punkt does not see: a page has lost the space, or three dots stand before a capital."""

_BLOCK = re.compile(r".{1,5000}(?:(?<=[.?!]) |\Z)|.{1,5000}", re.DOTALL)
"""What Punkt is given at once: nltk gives up on a string that takes it five seconds."""


def find_sentences(line: str) -> list[Place]:
    """Cut ``line`` into sentences, in order.

    >>> line = "M. Kim part. Il revient."
    >>> [line[start:end] for start, end in find_sentences(line)]
    ['M. Kim part.', 'Il revient.']
    """
    folded = fold(line)
    return [place for block in _BLOCK.finditer(folded) for place in _joined(folded, _pieces(block))]


def _joined(line: str, pieces: Iterator[Place]) -> list[Place]:
    """Return ``pieces`` with each that only continues a sentence joined to the one before."""
    sentences: list[Place] = []
    for piece in pieces:
        if sentences and _CONTINUES.match(line, piece.start):
            piece = Place(sentences.pop().start, piece.end)
        sentences.append(piece)
    return sentences


def _pieces(block: re.Match[str]) -> Iterator[Place]:
    """Yield what Punkt takes for sentences of a block, cut also where it overlooks an end."""
    for piece in _tokenizer().span_tokenize(block[0]):
        start, end = Place(*piece).shift(block.start())
        cuts = [match.span() for match in _OVERLOOKED.finditer(block.string, start, end)]
        starts, ends = [start, *(cut[1] for cut in cuts)], [*(cut[0] for cut in cuts), end]
        yield from (Place(*pair) for pair in zip(starts, ends, strict=True))


@cache
def _tokenizer() -> PunktSentenceTokenizer:
    """Return Punkt with our list of abbreviations; it is trained on nothing."""
    parameters = PunktParameters()
    listed = {row["abbreviation"] for row in rows("abbreviations")}
    parameters.abbrev_types = listed | {f"'{each}" for each in listed}  # Punkt cuts *l'art.* in two
    return PunktSentenceTokenizer(parameters, lang_vars=French())


def find_cues(sentence: str, listed: str) -> list[str]:
    """Return the cues of a list in reading order, lower-case: of `hedges`, or of `negations`.

    *Ne … pas* is one.

    >>> find_cues("Selon le maire, le port pourrait fermer.", "hedges")
    ['selon', 'pourrait']
    >>> find_cues("Le maire nie et n’a pas d’avis.", "negations")
    ['nie', "n'"]
    """
    return [cue.lower() for cue in _cues(listed).findall(fold(sentence))]


@cache
def _cues(name: str) -> re.Pattern[str]:
    """Return the pattern of any cue of a list, as a whole word."""
    cues = one_of(row["cue"] for row in rows(name))
    return re.compile(rf"(?<!\w){cues}(?:(?<=')|(?!\w))", re.IGNORECASE)


def themes_of(sentence: str, terms: Iterable[tuple[str, str]]) -> list[str]:
    """Return the themes whose terms ``sentence`` holds, in the order of the alphabet.

    ``terms`` are pairs of term and theme; a term may end in a star, which stands for any ending.

    >>> themes_of("Le port vend des grains.", [("port*", "harbour"), ("grains", "grain"), ("prix", "money")])
    ['grain', 'harbour']
    """
    known = list(terms)
    return sorted({theme for word in words(sentence) for term, theme in known if _is_term(word, term)})


def _is_term(word: str, term: str) -> bool:
    return word.startswith(term[:-1]) if term.endswith("*") else word == term
