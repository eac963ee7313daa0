"""A pattern and the words by which its matches begin become a search that looks only at those words.

`re` tries a pattern of many words at every character of a sentence. Here the words of a sentence are cut once
and looked up; the pattern is tried where one of its first words stands, and finds what `finditer` finds.
"""

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache, reduce
from operator import or_

_WORD = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")
_UNUSUAL = re.compile(r"[^\x00-\u012f\u0132-\u017e\u2000-\u206f€°]|[_ª²³µ¹º¼-¾\u0149]")
"""A sign that lower case and a pattern without case may see in two ways: then `finditer` itself searches."""

_MOST_REMEMBERED = 200_000  # words
_LONG = 2000  # characters
FIGURE, ANY_FIGURE = r"\d.*", r".*\d.*"
"""A word that begins with a digit, and one that has a digit anywhere."""

_LETTERS_BETWEEN = "lrda"  # *article L12* may be written *articleL12*


class _Told(dict[str, int]):
    """What each word may begin: a bit for each search that has it as a first word."""

    def __init__(self) -> None:
        super().__init__()
        self.first: dict[str, int] = {}
        self.figures: list[tuple[re.Pattern[str], int]] = []  # forms of words with a digit

    def __missing__(self, word: str) -> int:
        """Return, and remember, the bits of a word; a figure may follow its letters without a space."""
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        bits = self.first.get(word, 0)
        if digit := _DIGIT.search(word):
            for form, bit in self.figures:
                bits |= bit if form.fullmatch(word) else 0
            head = word[: digit.start()]
            bits |= self.first.get(head, 0)
            if head and head[-1] in _LETTERS_BETWEEN:
                bits |= self.first.get(head[:-1], 0)
        self[word] = bits
        return bits


_TOLD = _Told()
_bits = iter(1 << number for number in range(10_000))


def is_unusual(text: str, start: int = 0, end: int | None = None) -> bool:
    """Return whether a passage has a sign that lower case and a pattern without case may see in two ways.

    >>> is_unusual("le port"), is_unusual("le quai 3²")
    (False, True)
    """
    return _UNUSUAL.search(text, start, len(text) if end is None else end) is not None


class Words:
    """The words of a folded sentence as searches see them; of an unusual one ``listed`` has none.

    >>> begins = Begins(["le"], figures=FIGURE)
    >>> begins.in_words(Words("Le quai 4 et la grue")), begins.in_words(Words("la grue"))
    ([0, 8], [])
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.is_usual = text.isascii() or not is_unusual(text)
        self.listed = _WORD.findall(text.lower()) if self.is_usual else []
        self.bits = list(map(_TOLD.__getitem__, self.listed))
        self.any = reduce(or_, self.bits, 0) if self.is_usual else -1
        self.places: dict[int, list[int]] = {}  # of words with a bit, once they were asked for

    @cached_property
    def starts(self) -> list[int]:
        """The place where each word begins."""
        return [word.start() for word in _WORD.finditer(self.text)]


def words_of(text: str) -> Words:
    """Return the words of a folded sentence, cut once for all finders; a long one is not remembered.

    >>> words_of("le quai").starts
    [0, 3]
    """
    return Words(text) if len(text) > _LONG else _remembered(text)


@lru_cache(maxsize=1000)  # several finders read the sentences of an article
def _remembered(text: str) -> Words:
    return Words(text)


class Begins:
    """The words by which something may begin; ``figures`` is the form of words with a digit that may, too.

    It is made when its module is read, because `Words` that were cut before do not know it.
    """

    def __init__(self, entries: Iterable[str], *, figures: str | None = None, signs: str = "") -> None:
        """Take the first word of each entry; ``signs`` are characters that may begin it as well."""
        self.bit = next(_bits)
        self.signs = signs
        for entry in entries:
            word = _WORD.match(entry.lower())
            if word is None:
                raise ValueError(f"no word begins {entry!r}: name its sign")
            _TOLD.first[word[0]] = _TOLD.first.get(word[0], 0) | self.bit
        if figures is not None:
            _TOLD.figures.append((re.compile(figures), self.bit))
        _TOLD.clear()
        _remembered.cache_clear()

    def __or__(self, other: "Begins") -> "Begins":
        """Return the words of both."""
        both = Begins((), signs=self.signs + other.signs)
        both.bit = self.bit | other.bit
        return both

    def may_be_in(self, words: Words) -> bool:
        """Return whether a sentence has such a word; of an unusual one nobody knows."""
        return bool(words.any & self.bit) or (self.signs != "" and self.has_sign(words))

    def has_sign(self, words: Words) -> bool:
        """Return whether a sentence has one of the signs."""
        return any(sign in words.text for sign in self.signs)

    def in_words(self, words: Words) -> list[int]:
        """Return where such words stand in a usual sentence."""
        bit = self.bit
        if not words.any & bit:
            return []
        places = words.places.get(bit)
        if places is None:
            pairs = zip(words.starts, words.bits, strict=True)
            places = words.places[bit] = [start for start, bits in pairs if bits & bit]
        return places


class Search:
    """A pattern with what its matches begin by, and what a sentence must have, else there is no match."""

    def __init__(self, pattern: re.Pattern[str], begins: Begins, needs: Begins | None = None) -> None:
        self.pattern, self.begins, self.needs = pattern, begins, needs

    def find(self, words: Words) -> list[re.Match[str]]:
        r"""Return the matches of the pattern in a sentence, left to right.

        >>> search = Search(re.compile(r"(?<!\w)quai \d+"), Begins(["quai"]))
        >>> [match[0] for match in search.find(Words("le quai 4, quai 5"))]
        ['quai 4', 'quai 5']
        """
        begins = self.begins
        if not begins.may_be_in(words) or (self.needs and not self.needs.may_be_in(words)):
            return []
        if not words.is_usual or (begins.signs and begins.has_sign(words)):
            return list(self.pattern.finditer(words.text))
        matches = []
        end, match_at, text = 0, self.pattern.match, words.text
        for start in begins.in_words(words):
            if start >= end and (match := match_at(text, start)):
                end = match.end()
                matches.append(match)
        return matches
