"""A figure, its unit, noun and bound become an amount; shares and orders of magnitude are amounts in words.

`value_of` decides what a figure means that can be read in two ways. `find_shares` reads *la moitié*,
`find_magnitudes` *des milliers*.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from math import prod
from typing import NamedTuple, TypeVar

from dossier.reading.bounds import bound_behind
from dossier.reading.counted import Item, item_after
from dossier.reading.lexicon import one_of
from dossier.reading.lexicon.first_words import ANY_FIGURE, FIGURE, Begins, Search, Words
from dossier.reading.number_words import FIGURES, PARTS, SCALES, SHARES, Figure, scales_of
from dossier.reading.spans import Place
from dossier.reading.units import CURRENCIES, HAS_FRACTIONS, Unit, Units


class Number(NamedTuple):
    """An amount as stated; its place covers the figure, its sign and its unit.

    ``change`` has the same number at both ends of a change. A guess has no ``bound``: nothing says that the
    figure is meant so.
    """

    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    item: str | None
    bound: str | None
    reading: str = "certain"
    per: str | None = None
    change: int | None = None


class Value(NamedTuple):
    """What a figure means with its unit and noun; a ``guess`` is a reading that neither decides."""

    value: Decimal
    reading: str = "certain"
    guess: bool = False


class Two(NamedTuple):
    """Two figures that the words between them, ``joint``, make one expression.

    ``changes`` is the verb that says so: *passe de*.
    """

    figure: Figure
    following: Figure
    start: int
    low_end: int
    high_start: int
    end: int
    low_unit: Unit | None
    high_unit: Unit | None
    noun: Item
    joint: str
    entre: bool
    changes: str

    @property
    def unit(self) -> str | None:
        """The unit of both."""
        unit = self.high_unit or self.low_unit
        return unit.code if unit else None


_Found = TypeVar("_Found", Figure, Number)
_SINGULAR = re.compile(r"[a-zà-ÿ]{3,}[a-rt-wyzà-ÿ]$")
NEAR = 60  # characters: two figures farther apart state two amounts
ORDERS = ("centaines", "dizaines", "milliers", "millions", "milliards")
ORDER = "(?:centaine|dizaine|millier|million|milliard)s"
"""A word that states a magnitude alone."""

_MAGNITUDE = re.compile(rf"(?<!\d )\b(?P<order>{ORDER}(?: de {ORDER})?)\b", re.IGNORECASE)
_OF = r"(?= (?:de|du|des)\b| d'(?!heure)|[,.;)]|$)"
_PARTED = r"(?= (?:de la|de l'|du|des|de leurs?|de ses)\b)"  # *un cinquième essai* is no part
_SHARE = re.compile(
    r"(?<![\w+/°-])(?:(?P<hours>trois quarts d'heure)\b"
    r"|(?:(?P<parts>un|deux|trois|quatre) |(?<=le )|(?<=du ))"
    rf"(?P<share>{one_of(SHARES)})s?{_OF}(?! de finale)"
    r"|(?<![\d.,])(?P<top>[1-9])/(?P<bottom>[2-9]|10)(?= (?:de la|de l'|du|des)\b)"
    rf"|moitié(?:{_OF}|(?<=la moitié)(?= [a-zà-ÿ])(?! (?:moins|plus|prix|chemin)))"
    rf"|(?P<count>un|une|deux|trois|quatre) (?P<part>{one_of(PARTS)})s?{_PARTED})",
    re.IGNORECASE,
)
_FIND_MAGNITUDE = Search(_MAGNITUDE, Begins(ORDERS))
_SHARE_WORDS = [f"{word}{end}" for word in (*SHARES, *PARTS) for end in ("", "s")]
SHARED = Begins(["heure", *_SHARE_WORDS], signs="/")
"""The words and the sign of which one stands in every share."""

_FIND_SHARE = Search(
    _SHARE,
    Begins(["un", "une", "deux", "trois", "quatre", *_SHARE_WORDS], figures=FIGURE),
    SHARED,
)


def value_of(text: str, figure: Figure, unit: Unit | None, item: str | None) -> Value:
    """Return the value of a figure; of two readings, the one that its unit or noun allows.

    Nobody counts ten soldiers to three decimals, and money has two: *10,000 soldats*, *10,000 dollars* are
    thousands. A percentage of three decimals is likelier than one of thousands; a unit in the singular has
    less than two. Where neither unit nor noun decides, thousands are a guess.
    """
    writing, code = text[figure.start : figure.end], unit.code if unit else None
    if figure.other is None:
        return Value(figure.value)
    thousands, decimals = Value(figure.value, "ambiguous"), Value(figure.other, "ambiguous")
    if unit and figure.other < 2 and _SINGULAR.search(text, figure.end, unit.place):
        return Value(figure.other)  # *1,859 euro*
    if code in HAS_FRACTIONS:
        return thousands if writing.endswith("000") else decimals
    if "," not in writing:
        return Value(figure.value)
    if code in CURRENCIES or (unit is None and item):
        return thousands
    if unit and not writing.endswith("00"):
        return decimals
    return thousands._replace(guess=True)


def amount(place: Place, value: Decimal, unit: str | None, item: str | None, bound: str | None) -> Number:
    """Return an amount with the low and high value that its bound allows to state."""
    low = float(value) if bound in ("exact", "at_least") else None
    high = float(value) if bound in ("exact", "at_most") else None
    return Number(*place, float(value), low, high, unit, item, bound)


def find_shares(words: Words, bounds: Mapping[int, str]) -> Iterator[Number]:
    """Yield *la moitié*, *deux tiers*, *un cinquième* of a sentence as amounts in percent.

    ``bounds`` has the bound that a cue gives, by the place where a figure behind it begins.

    >>> [number[:7] for number in find_shares(Words("la moitié des grues"), {})]
    [(3, 9, 50.0, 50.0, 50.0, 'percent', 'grues')]
    """
    text = words.text
    for match in _FIND_SHARE.find(words):
        place = Place(*match.span())
        bound = bounds.get(place.start) or bound_behind(text, place.end) or "exact"
        if match["hours"]:
            yield amount(place, Decimal("0.75"), "hour", None, bound)
            continue
        if match["top"]:
            parts, divisor = Decimal(match["top"]), Decimal(match["bottom"])
        else:
            parts = FIGURES[(match["parts"] or match["count"] or "un").casefold()]
            part = (match["part"] or "").casefold()
            divisor = PARTS.get(part) or SHARES[(match["share"] or "moitié").casefold()]
        noun = item_after(text, place.end).noun if text.startswith(" d", place.end) else None
        yield amount(place, round(100 * parts / divisor, 2), "percent", noun, bound)


def find_magnitudes(words: Words, units: Units) -> Iterator[Number]:
    """Yield *des milliers* as an amount of an order of magnitude, whose low value is a thousand.

    >>> from dossier.reading.units import UNITS
    >>> [number[:6] for number in find_magnitudes(Words("des milliers de tonnes"), UNITS)]
    [(4, 22, None, 1000.0, None, 'tonne')]
    """
    text = words.text
    for match in _FIND_MAGNITUDE.find(words):
        unit = units.after(text, match.end())
        noun = None if unit else item_after(text, match.end()).noun
        code, end = (unit.code, unit.place) if unit else (None, match.end())
        low = float(prod(scales_of(match["order"])))
        yield Number(match.start(), end, None, low, None, code, noun, "order_of_magnitude")


def outside(found: Iterable[_Found], places: Sequence[Place | Number]) -> Iterator[_Found]:
    """Yield what overlaps none of ``places``; both are in the order of the text."""
    at = 0
    for expression in found:
        while at < len(places) and places[at].end <= expression.start:
            at += 1
        if at == len(places) or places[at].start >= expression.end:
            yield expression


_MAY_STATE = re.compile(
    rf"\d|\b(?:{one_of(FIGURES)}|demie?|moitié|tiers|quarts?|{ORDER})\b|[¹²³⁴-⁹⁰]", re.IGNORECASE
)
_STATES = Begins(
    (*FIGURES, "demi", "demie", "moitié", "tiers", "quart", "quarts", *ORDERS), figures=ANY_FIGURE
)
_ARTICLE = Begins(("un", "une"))
_MORE = Begins(
    [
        *(word for word in (*FIGURES, *SHARES, *PARTS, *SCALES) if word not in ("un", "une")),
        *(f"{word}s" for word in (*SHARES, *PARTS, *SCALES)),
        *("demi", "demie", "heure", "heures"),
    ],
    figures=ANY_FIGURE,
    signs="/",
)


def may_state(words: Words, units: Units) -> bool:
    """Return whether a sentence may state an amount: where it may not, nothing is looked for.

    >>> from dossier.reading.units import UNITS
    >>> [may_state(Words(text), UNITS) for text in ("un an", "un port", "le port")]
    [True, False, False]
    """
    if not _STATES.may_be_in(words) or _is_only_article(words, units):
        return False
    return words.is_usual or _MAY_STATE.search(words.text) is not None


def _is_only_article(words: Words, units: Units) -> bool:
    """Return whether *un* and *une* are the only figures of a sentence, and count nothing.

    One with a unit counts: *un an*. Two that are near each other may be a span.
    """
    if not words.is_usual or words.any & _MORE.bit:
        return False
    text, last = words.text, -NEAR
    for start in _ARTICLE.in_words(words):
        end = start + (3 if text[start + 2 : start + 3] in ("e", "E") else 2)
        if start - last < NEAR or units.after(text, end) or units.before(text, start):
            return False
        last = end
    return True
