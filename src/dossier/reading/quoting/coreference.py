"""The expressions of an article that name speakers become entities: by name, title, apposition or pronoun.

*Le président Luc Roy* ties a title to a person; then *le dirigeant* is Roy too, for the list `titles` has
both words for one office. A pronoun stands for the last speaker, or for whom the sentence before is about.
Nothing outside the article is used, and each answer says how sure it is.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dossier.reading.lexicon import one_of, rows
from dossier.reading.quoting.speakers import NOUN
from dossier.reading.spans import Place, fold

SURE = ("low", "moderate", "high")
"""How surely a speaker is known, the least first."""


class Named(NamedTuple):
    """An entity at a place of the text, as `mentions` has it."""

    place: Place
    entity_id: str


class Voice(NamedTuple):
    """Who speaks, if it is known, and how surely; ``confidence`` is a word of `SURE`."""

    entity_id: str | None
    confidence: str


class Title(NamedTuple):
    """An office with the words that tell it from others: *ministre*, ``{"pêche"}``."""

    office: str
    more: frozenset[str]


_OFFICES = {row["title"].lower(): row["office"] for row in rows("titles")}
_TITLE = re.compile(
    rf"(?<![\w-])(?P<title>{one_of(_OFFICES)})"
    rf"(?P<more>(?: (?:de la |de l'|des |du |de |d'|à la |aux? )?{NOUN})*)",
    re.IGNORECASE,
)
_BEFORE_NAME = re.compile(rf"(?:{_TITLE.pattern}),? (?:(?:MM?\.|Mmes?|Me|Dr) )?$", re.IGNORECASE)
_BEHIND_NAME = re.compile(
    rf", (?:(?:le|la|un|une|ancien|ancienne|son|sa) |l'|l'ancienne? )?(?={_TITLE.pattern}(?:[,.;)]|$| qui))",
    re.IGNORECASE,
)
_VOICE_OF = re.compile(
    rf"(?:[\w-]+ )?{one_of(row['noun'] for row in rows('voices_of'))}(?!\w)", re.IGNORECASE
)
_HE = re.compile(r"(?:il|elle|lui|ce dernier|cette dernière|celui-ci|celle-ci)$", re.IGNORECASE)
_THEY = re.compile(r"(?:ils|elles|eux)$", re.IGNORECASE)
_NOBODY = re.compile(r"(?:on|je|nous|l'un d'eux|l'une d'elles)$", re.IGNORECASE)
_GOVERNED = re.compile(
    r"(?<!\w)(?:(?:dans|en|à|de|du|des|sur|par|pour|avec|depuis|après|avant|lors|chez|aux?|et|que|contre|entre)"
    r"(?: (?:le|la|les|son|sa))?|[dlq]u?') ?$",
    re.IGNORECASE,
)
_LOOK_BACK = 90  # characters in which the title before a name stands
_FARTHEST = 2  # sentences back to the speaker that a pronoun stands for


class Cast:
    """The entities of one article, with the titles that it ties to persons."""

    def __init__(
        self, text: str, sentences: Sequence[Place], named: Iterable[Named], persons: frozenset[str]
    ) -> None:
        self.text, self.sentences, self.persons = fold(text), sentences, persons
        self.named = sorted(named)
        self._starts = [name.place.start for name in self.named]
        self._sentence_starts = [sentence.start for sentence in sentences]
        self._titled: list[tuple[int, Title, str]] = sorted(self._titles())
        self._last: tuple[int, Place, str] | None = (
            None  # sentence, expression and entity of the last speaker
        )

    def _titles(self) -> Iterable[tuple[int, Title, str]]:
        """Yield each title that stands before or behind the name of a person, with its place."""
        for place, entity_id in self.named:
            if entity_id not in self.persons:
                continue
            begin = max(0, place.start - _LOOK_BACK)
            matches = [_BEFORE_NAME.search(self.text, begin, place.start)]
            behind = _BEHIND_NAME.match(self.text, place.end)
            matches.append(_TITLE.match(self.text, behind.end()) if behind else None)
            for match in filter(None, matches):
                yield place.start, _title(match), entity_id

    def who(self, expression: Place) -> Voice:
        """Return the entity that the expression at a place names or stands for."""
        words = self.text[slice(*expression)]
        if _NOBODY.match(words):
            return Voice(None, "high")
        if _HE.match(words) or _THEY.match(words):
            return self._of_pronoun(expression, several=bool(_THEY.match(words)))
        within = self._within(expression)
        persons = [name for name in within if name.entity_id in self.persons]
        if persons:
            return Voice(persons[0].entity_id, "high")
        leading = [name for name in within if _leads(self.text, expression, name)]
        if leading:
            return Voice(_largest(leading, expression).entity_id, "high")
        if titled := self._of_title(expression):
            return titled
        if within and _VOICE_OF.match(words):
            return Voice(_largest(within, expression).entity_id, "moderate")
        return Voice(None, "high")

    def spoke(self, expression: Place, voice: Voice) -> None:
        """Remember who spoke last, for the pronouns that follow."""
        if voice.entity_id:
            self._last = (self._sentence_at(expression.start), expression, voice.entity_id)

    def _within(self, expression: Place) -> list[Named]:
        """Return the names that share a character with an expression, in order."""
        first = max(bisect_left(self._starts, expression.start) - 1, 0)
        last = bisect_left(self._starts, expression.end)
        return [name for name in self.named[first:last] if name.place.end > expression.start]

    def _sentence_at(self, offset: int) -> int:
        return max(bisect_right(self._sentence_starts, offset) - 1, 0)

    def _of_title(self, expression: Place) -> Voice | None:
        """Return the person to whom the article ties the title in an expression, if only one fits."""
        match = _TITLE.match(self.text, *expression)
        if not match:
            return None
        title = _title(match)
        fitting = [
            (offset, entity_id)
            for offset, known, entity_id in self._titled
            if known.office == title.office and title.more <= known.more
        ]
        if not fitting:
            return None
        entities = {entity_id for _, entity_id in fitting}
        if len(entities) == 1:
            return Voice(entities.pop(), "moderate")
        before = [entity_id for offset, entity_id in fitting if offset < expression.start]
        return Voice(before[-1], "low") if before and not title.more else None

    def _of_pronoun(self, pronoun: Place, *, several: bool) -> Voice:
        """Return the last speaker, or the person whom the sentence, or the one before it, is about."""
        number = self._sentence_at(pronoun.start)
        about = None if several else self._about(number, pronoun.start)
        if about:
            return Voice(about, "moderate")
        if self._last and number - self._last[0] <= _FARTHEST:
            _, expression, entity_id = self._last
            if several == _is_plural(self.text, expression) and (several or entity_id in self.persons):
                return Voice(entity_id, "moderate" if number - self._last[0] <= 1 else "low")
        if number and not several and (about := self._about(number - 1, pronoun.start)):
            return Voice(about, "low")
        return Voice(None, "moderate")

    def _about(self, number: int, end: int) -> str | None:
        """Return the first person named in a sentence before ``end`` whom no preposition governs."""
        if number >= len(self.sentences):
            return None
        sentence = self.sentences[number]
        for name in self._within(Place(sentence.start, min(sentence.end, end))):
            governed = _GOVERNED.search(
                self.text, max(sentence.start, name.place.start - 12), name.place.start
            )
            if name.entity_id in self.persons and not governed:
                return name.entity_id
        return None


def _title(match: re.Match[str]) -> Title:
    """Return the title of a match, its further words in lower case and without those that link them."""
    links = {"de", "la", "l", "des", "du", "d", "à", "au", "aux"}
    more = frozenset(re.findall(r"\w+", match["more"].lower())) - links
    return Title(_OFFICES[match["title"].lower()], more)


def _leads(text: str, expression: Place, name: Named) -> bool:
    """Return whether a name is what an expression is about, and no complement as in *chef du port*."""
    before = text[expression.start : max(name.place.start, expression.start)]
    return "'" not in before and not _LINKS & set(before.lower().split())


_LINKS = frozenset({"de", "du", "des", "à", "au", "aux", "la", "le", "les", "en"})


def _is_plural(text: str, expression: Place) -> bool:
    """Return whether the determiner before an expression says that several speak."""
    return bool(
        re.search(r"(?:les|des|ces|ses|leurs|\w+s) $", text[max(0, expression.start - 8) : expression.start])
    )


def _largest(named: Sequence[Named], expression: Place) -> Named:
    """Return the name that has most characters in an expression."""
    return max(named, key=lambda n: min(n.place.end, expression.end) - max(n.place.start, expression.start))
