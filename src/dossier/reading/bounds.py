"""The cues of the list `bounds` around a figure become its bound: *plus de 300* is ``at_least``."""

import re
from functools import lru_cache

from dossier.reading.lexicon import one_of, rows
from dossier.reading.lexicon.first_words import Begins, Search, Words
from dossier.reading.number_words import FIGURES

_BEFORE = {row["cue"]: row["bound"] for row in rows("bounds") if row["side"] == "before"}
_AFTER = {row["cue"]: row["bound"] for row in rows("bounds") if row["side"] == "after"}
FIRST_WORDS_BEHIND = frozenset(cue.split()[0] for cue in _AFTER)
"""The words with which a cue behind a figure begins: none of them is a counted noun."""


def _stem(cue: str) -> str:
    """Return a cue without its last *de* or *à*, which the article behind it may change."""
    return re.sub(r" (?:de|à)$|à$", "", cue)


def _written(cue: str) -> str:
    """Return the pattern of a cue in front of a figure; its *de* may be *du*, its *à* be *au*."""
    if cue.endswith(" de"):
        return re.escape(_stem(cue)) + " (?:de la |de l'|de |du |des |d')"
    if cue.endswith("à"):
        return re.escape(cue.removesuffix("à")) + "(?:à la |à l'|à |au |aux )"
    return re.escape(cue) + " "


_LONGEST_FIRST = sorted(_BEFORE, key=len, reverse=True)
_CUE = re.compile(rf"(?<!\w)(?:{'|'.join(map(_written, _LONGEST_FIRST))})", re.IGNORECASE)
_FIND_CUE = Search(_CUE, Begins(map(_stem, _BEFORE)))
_BOUND_OF_STEM = [(_stem(cue).casefold(), _BEFORE[cue]) for cue in _LONGEST_FIRST]
# What may stand between a cue and its figure: an article, a second cue, an adverb.
_CARRIES = re.compile(
    r"(?:(?:la|le|les|ces|ses|leurs|nos|vos|quelque|quelques|environ|presque|encore|déjà|pas|tout|juste"
    r"|[^\W\d_]{2,20}ment) |l')",
    re.IGNORECASE,
)
_MOST_CARRIED = 2
_BEHIND = re.compile(
    rf"(?: [a-zà-ÿœ-]+)?,? (?P<cue>{one_of(_AFTER)})\b(?! (?:\d|{one_of(FIGURES)}\b))", re.IGNORECASE
)


@lru_cache(maxsize=1000)
def _bound_of(cue: str) -> str:
    """Return the bound of a cue as the text writes it."""
    written = cue.casefold()
    return next(bound for stem, bound in _BOUND_OF_STEM if written.startswith(stem))


def bounds_before(words: Words) -> dict[int, str]:
    """Return the bound of each cue of a sentence, by the place where a figure behind it would begin.

    >>> bounds_before(Words("environ la moitié"))
    {8: 'about', 11: 'about'}
    """
    text = words.text
    found: dict[int, str] = {}
    for match in _FIND_CUE.find(words):
        bound = _bound_of(match[0])
        end = match.end()
        found.setdefault(end, bound)
        for _ in range(_MOST_CARRIED):
            if carried := _CARRIES.match(text, end):
                end = carried.end()
                found.setdefault(end, bound)
    return found


def bound_behind(text: str, end: int) -> str | None:
    """Return the bound that a cue behind a figure gives: *dix ans au moins*."""
    match = _BEHIND.match(text, end)
    return _AFTER[match["cue"].casefold()] if match else None
