"""Where a passage stands in a text, and folding that moves nothing."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_ONE_FOR_ONE = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " "})
_WORD = re.compile(r"\w+")
_A_FEW_WORDS = 80  # characters


class Place(NamedTuple):
    """Where a passage stands: ``text[start:end]``, counted in code points."""

    start: int
    end: int

    def sha256(self, text: str) -> str:
        """Return the digest by which a reader who holds the text can check.

        >>> Place(0, 4).sha256("Kim part.") == Place(4, 8).sha256("Oui Kim part.")
        True
        """
        return hashlib.sha256(text[self.start : self.end].encode()).hexdigest()

    def shift(self, by: int) -> "Place":
        """Return the place counted from ``by`` code points further left.

        >>> Place(0, 4).shift(100)
        Place(start=100, end=104)
        """
        return Place(self.start + by, self.end + by)


def fold(text: str) -> str:
    """Write apostrophes and spaces one way, without moving a letter.

    >>> fold("L’été, 12\u202f000 obus")
    "L'été, 12 000 obus"
    """
    return text.translate(_ONE_FOR_ONE)


def search_before(pattern: re.Pattern[str], text: str, end: int, start: int = 0) -> re.Match[str] | None:
    """Search the few words before ``end``, where ``$`` matches: no line is too long for that.

    >>> search_before(re.compile("de $"), "plus de 300 obus", 8)[0]
    'de '
    """
    return pattern.search(text, max(start, end - _A_FEW_WORDS), end)


def find(passage: str, text: str) -> list[Place]:
    """Return every place where ``passage`` stands in ``text``, however its apostrophes are written.

    >>> find("l'été", "Dès l’été, puis l'été.")
    [Place(start=4, end=9), Place(start=16, end=21)]
    """
    pattern = re.compile(f"(?=({re.escape(fold(passage))}))") if passage else re.compile("(?!)")
    return [Place(*match.span(1)) for match in pattern.finditer(fold(text))]


def find_words(text: str, place: Place) -> Iterator[Place]:
    """Yield where each word stands in a passage of ``text``.

    >>> list(find_words("Oui, l’amitié.", Place(5, 13)))
    [Place(start=5, end=6), Place(start=7, end=13)]
    """
    for found in _WORD.finditer(text, place.start, place.end):
        yield Place(*found.span())


def words(text: str) -> list[str]:
    """Return the words of ``text`` as the project counts them, in order.

    >>> words("L’amitié dure : 3 ans.")
    ['l', 'amitié', 'dure', '3', 'ans']
    """
    return _WORD.findall(unicodedata.normalize("NFKC", text).lower())
