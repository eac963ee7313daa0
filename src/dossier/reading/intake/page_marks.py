"""A text becomes its language and its marks: what is wrong with it, in words of the list `DOCUMENT_MARKS`."""

import re
from collections.abc import Sequence
from functools import cache

import py3langid

from dossier.reading.lines import CONTENT, Passage
from dossier.reading.spans import words

_SAMPLE = 20_000  # characters, some 3,000 words: enough for a share of words
_ONLY_FRENCH = frozenset(
    {"au", "aux", "avec", "ce", "cette", "dans", "des", "du", "elle", "est", "et", "les", "ne", "par", "pas"}
    | {"pour", "qui", "sur", "une"}
)
_FRENCH_SHARE = 0.1  # some 20 % of the words of French news; hardly any of its neighbours'
_FEWEST_WORDS = 5  # fewer do not show a language
_LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pt")

_SECOND_HALF = "\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u02c6\u02dc\u2013-\u203a\u20ac\u2122"
_MOJIBAKE = re.compile(rf"[ÃÅ][{_SECOND_HALF}]|â€|Â[\u00a0«»°·]|\ufffd")
_FEWEST_BROKEN = 2  # one such pair may be meant

REMEDIES = {
    "mojibake": "its letters were decoded wrongly before: get the page again, or save it as UTF-8",
    "other_language": "its words are not French, and are read as if they were: leave it out, or translate it",
    "no_paragraph": "no paragraph was found: look whether the page was saved whole",
}
"""What `measure` says of a file with a mark."""


def language_of(text: str) -> str | None:
    """Return the language of a text as ISO 639 code, or nothing where it has too few words to tell.

    A tenth of the words of a French text are small ones that only French has. Where they are fewer, because
    the text is short or full of figures, py3langid tells French from its neighbours.

    >>> language_of("Le port est fermé depuis que la grue est tombée.")
    'fr'
    """
    sample = words(text[:_SAMPLE])
    french = sum(map(_ONLY_FRENCH.__contains__, sample))
    if sample and french >= _FRENCH_SHARE * len(sample):
        return "fr"
    telling = [word for word in sample if word.isalpha()]
    if len(telling) < _FEWEST_WORDS:
        return None
    return _classify(" ".join(telling))


def _classify(text: str) -> str:
    """Return the most likely of `_LANGUAGES`."""
    _limit_languages()
    return str(py3langid.classify(text)[0])


@cache
def _limit_languages() -> None:
    """Load the model, which takes a second, once and only where it is needed."""
    py3langid.set_languages(list(_LANGUAGES))


def is_mojibake(text: str) -> bool:
    """Return whether letters of a text were read as two each: *Ã©* for *é*.

    >>> is_mojibake("Le port est fermÃ©, dit la mairie dâ€™ici."), is_mojibake("Le port est fermé.")
    (True, False)
    """
    return sum(1 for _ in _MOJIBAKE.finditer(text)) >= _FEWEST_BROKEN


def marks_of(text: str, language: str | None, lines: Sequence[Passage]) -> str | None:
    """Return the marks of a text, joined by semicolons; nothing where all is well."""
    wrong = {
        "mojibake": is_mojibake(text),
        "no_paragraph": not any(line.kind in CONTENT for line in lines),
        "other_language": language not in {None, "fr"},
    }
    return ";".join(mark for mark, holds in wrong.items() if holds) or None
