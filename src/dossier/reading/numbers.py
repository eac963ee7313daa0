"""A sentence becomes the amounts that it states: rows of `numbers`; figures that are none: `not_amounts`.

`read` is a small grammar over the figures of the sentence. Two figures may make a span (*10 à 12 000*), a
change (*passe de 100 à 200*) or a share (*deux sur trois*); one makes an amount with the sign, unit, noun,
bound and rate base beside it. A figure that counts nothing is a year, or was set aside by `not_amounts`.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import NamedTuple

from dossier.reading.amounts import (
    NEAR,
    SHARED,
    Number,
    Two,
    Value,
    amount,
    find_magnitudes,
    find_shares,
    may_state,
    outside,
    value_of,
)
from dossier.reading.bounds import bound_behind, bounds_before
from dossier.reading.counted import Beside, Item, counts, is_plural, is_year, item_after
from dossier.reading.lexicon.first_words import Words, words_of
from dossier.reading.not_amounts import (
    NotAmount,
    figures_in,
    find_set_aside,
    is_year_here,
    looks_like_year,
)
from dossier.reading.number_words import (
    AND_HALF,
    FIGURES,
    HALF,
    Figure,
    find_figures,
    parse_figure,
    parse_unscaled,
)
from dossier.reading.spans import Place, fold, has_before, search_before
from dossier.reading.units import UNITS, Unit, Units, period_behind, rate_behind

__all__ = [
    "FIGURES",
    "NotAmount",
    "Number",
    "Reading",
    "find_not_amounts",
    "find_numbers",
    "parse_figure",
    "parse_unscaled",
    "read",
]


class Reading(NamedTuple):
    """What the figures of a sentence are: amounts, no amounts, and spans of time that a rate runs over."""

    numbers: tuple[Number, ...] = ()
    not_amounts: tuple[NotAmount, ...] = ()
    bases: tuple[Number, ...] = ()


_OTHER_SPACES = str.maketrans(dict.fromkeys("\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u200a\u205f", " "))
_OTHER_SPACE = re.compile("[\u2002-\u2008\u200a\u205f]")
_SIGNS = frozenset("+−–-")
_SIGN = re.compile(r"(?:^|(?<=[ (\"«=:;,']))(?<!\d )[+−–-]$")
_SPACED_SIGN = re.compile(r"(?:^|(?<=[ (]))(?<!\d )[+−] $|(?:(?<=\()|(?<= de )|(?<= à )|(?<=: ))[–-] $")
_NOT_FREE_BEFORE = re.compile(r"[\w+/°–−-]$|\d[.,:']$")
_FREE_AFTER = re.compile(r"(?!\w|[+/:]\d| ?[–-]\d|[.,']\d| ?h\b| ?h ?\d)")
_ONLY_ENTRE = frozenset({"entre"})
_ENTRE = re.compile(r"\bentre $", re.IGNORECASE)
_JOINT = re.compile(r" à | ou |,? voire |[-–]")
_TO = re.compile(r"(?: [^\W\d_][\w'-]*){0,3} à ")
_ON = re.compile(r"(?: (?P<item>[^\W\d_][\w'-]*)(?: [^\W\d_][\w'-]*){0,2})? sur ")
_PART_OF = re.compile(r" (?:des|de ces|de ses|de leurs) ")
_FROM = re.compile(r"\b(?:de|d') ?$", re.IGNORECASE)
_MULTIPLIED = re.compile(r"\b(?:multipli|divis)\w+ (?:\w+ ){0,2}par $", re.IGNORECASE)
_ONLY_PAR, _PAR = frozenset({"par"}), re.compile(r"par $", re.IGNORECASE)
_CHANGED = re.compile(
    r"\b(?:pass|tomb|grimp|augment|baiss|mont|port|ramen|rédui|recul|progress|chut|bondi|descend|reven|abaiss|relev"
    r"|relèv|ramèn|évolu|saut|vari)\w* (?:(?:[\w']+ ){0,4}\w+,? )?de $",
    re.IGNORECASE,
)
_AND_HALF = re.compile(AND_HALF, re.IGNORECASE)
_BY = re.compile(r"(?:augment|baiss|recul|progress|chut|grimp|bondi|abaiss)", re.IGNORECASE)  # or *from*
_DOWN = re.compile(r"(?:tomb|baiss|ramen|ramèn|rédui|recul|chut|descend|abaiss)", re.IGNORECASE)
_LARGE = 100  # *de 200 à 300* counts without a noun; *de 8 à 10* may be hours
_LONG = 2000  # characters: a longer sentence is not remembered
_OUT_OF = (*range(2, 11), 100)  # *98 élus sur 150* are two counts
_FARTHEST = 10  # times: *1 à 50 000* is no *1 000 à 50 000*


def find_numbers(sentence: str, units: Units = UNITS) -> Iterator[Number]:
    """Yield each amount that ``sentence`` states, left to right.

    >>> [number[2:8] for number in find_numbers("Plus de 3,5 millions d’obus, soit 12\u00a0%")]
    [(3500000.0, 3500000.0, None, None, 'obus', 'at_least'), (12.0, 12.0, 12.0, 'percent', None, 'exact')]
    """
    yield from read(sentence, units).numbers


def find_not_amounts(sentence: str, units: Units = UNITS) -> Iterator[NotAmount]:
    """Yield each figure of ``sentence`` that is no amount, left to right.

    >>> list(find_not_amounts("L’article 4 de 1961."))
    [NotAmount(start=10, end=11, kind='article'), NotAmount(start=15, end=19, kind='year')]
    """
    yield from read(sentence, units).not_amounts


def read(sentence: str, units: Units = UNITS) -> Reading:
    """Return what the figures of ``sentence`` are; places are those in ``sentence``."""
    text = fold(sentence)
    if not text.isascii():
        text = text.translate(_OTHER_SPACES) if _OTHER_SPACE.search(text) else text
    return _read(text, units) if len(text) > _LONG else _remembered(text, units)


@lru_cache(maxsize=512)  # `dates` reads the sentences of an article again
def _remembered(text: str, units: Units) -> Reading:
    """Return what the figures of a folded sentence are, as read before."""
    return _read(text, units)


def _read(text: str, units: Units) -> Reading:
    """Return what the figures of a folded sentence are."""
    words = words_of(text)
    return _Sentence(words, units).reading() if may_state(words, units) else Reading()


class _Sentence:
    """The figures of one folded sentence, and what was read of them up to the place ``taken``."""

    def __init__(self, words: Words, units: Units) -> None:
        """Find the figures, the passages that are set aside and the cues of bounds."""
        self.words, self.units = words, units
        self.text = text = words.text
        aside = list(find_set_aside(words))
        self.not_amounts = [figure for passage in aside for figure in figures_in(text, passage)]
        self.figures = list(outside(find_figures(words), [Place(place.start, place.end) for place in aside]))
        self.numbers: list[Number] = []
        self.bases: list[Number] = []
        self.starts: dict[int, int] = {}  # of the amounts, by that of their figure
        self.units_of: dict[tuple[int, int], Unit | None] = {}
        self.taken = 0
        self.changes = 0

    @cached_property
    def bounds(self) -> dict[int, str]:
        """The bounds that cues give, by the place where a figure behind them begins."""
        return bounds_before(self.words)

    def reading(self) -> Reading:
        """Return what the figures are."""
        shares = list(find_shares(self.words, self.bounds)) if SHARED.may_be_in(self.words) else []
        self.figures = list(outside(self.figures, shares))
        for at, figure in enumerate(self.figures):
            if figure.start >= self.taken and figure.kind != "damaged" and self.is_free_before(figure):
                self.read_figure(figure, at)
        places = [Place(figure.start, figure.end) for figure in self.figures]
        magnitudes = outside(find_magnitudes(self.words, self.units), places)
        return Reading(
            tuple(sorted([*self.numbers, *shares, *magnitudes], key=lambda number: number.start)),
            tuple(sorted(self.not_amounts)),
            tuple(self.bases),
        )

    def read_figure(self, figure: Figure, at: int) -> None:
        """Read a figure with the one that follows it, else alone."""
        following = self.figures[min(at + 1, len(self.figures) - 1)]
        near = 0 <= following.start - figure.end < NEAR and following.kind != "damaged"
        if not near or not (self.read_share_of_two(figure, following) or self.read_two(figure, following)):
            self.read_amount(figure, at)

    def is_free_before(self, figure: Figure) -> bool:
        """Return whether a figure begins a word: not *Su-35*, and not the tail of another figure."""
        start = self.start_of(figure)
        if start < figure.start or self.text[start - 1 : start] in ("", " "):
            return True
        return not _NOT_FREE_BEFORE.search(self.text, max(0, start - 2), start)

    def start_of(self, figure: Figure) -> int:
        """Return where an amount begins, with a sign and a unit in front of its figure."""
        start = self.starts.get(figure.start)
        if start is None:
            before = self.units.before(self.text, figure.start)
            start = before.place if before else figure.start
            if (
                figure.kind == "digits"
                and start
                and _SIGNS.intersection(self.text[max(0, start - 2) : start])
            ):
                sign = _SIGN.search(self.text, start - 1, start)
                sign = sign or (_SPACED_SIGN.search(self.text, start - 2, start) if start > 1 else None)
                start = sign.start() if sign else start
            self.starts[figure.start] = start
        return start

    def is_negative(self, figure: Figure) -> bool:
        """Return whether a minus stands in front of a figure."""
        return self.text[self.start_of(figure)] in "−–-"

    def unit_of(self, figure: Figure) -> Unit | None:
        """Return the unit of a figure, behind it or in front of it, and where the amount ends with it."""
        place = figure.start, figure.end
        if place not in self.units_of:
            before = self.units.before(self.text, figure.start)
            after = self.units.after(self.text, figure.end)
            self.units_of[place] = after or (Unit(before.code, figure.end) if before else None)
        return self.units_of[place]

    def read_amount(self, figure: Figure, at: int) -> None:
        """Read one figure: an amount, a year, or nothing."""
        text, start = self.text, self.start_of(figure)
        unit = self.unit_of(figure)
        code, end = unit or (self.unit_of_both(figure, at), figure.end)
        if not _FREE_AFTER.match(text, end):
            return
        noun = Item(None, end) if code else self.noun_after(figure, at)
        extra = Decimal(0)
        if half := _AND_HALF.match(text, noun.end):
            extra, end = HALF, half.end()
        if has_before(_ONLY_PAR, _PAR, text, figure.start) and search_before(_MULTIPLIED, text, figure.start):
            code, noun = "times", Item(None, end)
        cue = self.bounds.get(start) or bound_behind(text, max(end, figure.end))
        beside = Beside(start, end, code, noun.noun, cue)
        if is_year(text, figure, beside):
            self.not_amounts.append(NotAmount(figure.start, figure.end, "year"))
            return
        if not half and not counts(text, figure, beside):
            return
        value = value_of(text, figure, unit, noun.noun)
        if not (code or cue) and looks_like_year(text, figure.start, figure.end):
            value = value._replace(reading="ambiguous")  # *2000 soldats*: no year, because they are counted
        self.add(figure, beside, value._replace(value=value.value + extra), max(end, noun.end))

    def unit_of_both(self, figure: Figure, at: int) -> str | None:
        """Return the unit that stands behind the second of two figures only: *25 et 32 ans*."""
        following = self.figures[min(at + 1, len(self.figures) - 1)]
        joint = self.text[figure.end : following.start] if following.start - figure.end < NEAR else ""
        year = looks_like_year(self.text, figure.start, figure.end)
        unit = self.unit_of(following) if joint in (" et ", " ou ") and not year else None
        return unit.code if unit and figure.kind != "a" else None

    def noun_after(self, figure: Figure, at: int) -> Item:
        """Return the noun that a figure counts; that of *trois des cinq navires* stands behind the second."""
        if _PART_OF.match(self.text, figure.end) and at + 1 < len(self.figures):
            following = self.figures[at + 1]
            if _PART_OF.fullmatch(self.text, figure.end, following.start):
                return item_after(self.text, following.end)._replace(end=figure.end)
        return item_after(self.text, figure.end)

    def add(self, figure: Figure, beside: Beside, value: Value, end: int, change: int | None = None) -> None:
        """Add an amount, and take the text up to its end."""
        signed = -value.value if change is None and self.is_negative(figure) else value.value
        base = rate_behind(self.text, end, beside.unit)
        if base is None:
            base = self.period(end, beside.unit)
        bound = beside.bound or (None if value.guess else "exact")
        number = amount(Place(beside.start, beside.end), signed, beside.unit, beside.item, bound)
        self.numbers.append(number._replace(reading=value.reading, per=base, change=change))
        self.taken = max(self.taken, beside.end)

    def period(self, end: int, unit: str | None) -> str | None:
        """Return the span of time over which a rate runs, whose figure is then no amount of its own."""
        at = bisect_left(self.figures, end, key=lambda figure: figure.start)
        count = self.figures[at] if at < len(self.figures) else None
        rate = period_behind(self.text, end, count, unit) if count else None
        if count is None or rate is None:
            return None
        of_time = self.unit_of(count)
        code = of_time.code if of_time else None
        self.bases.append(amount(Place(rate.start, rate.end), count.value, code, None, "exact"))
        self.taken = rate.end
        return rate.base

    def read_two(self, figure: Figure, following: Figure) -> bool:
        """Read two figures as a span or as a change, and return whether they are one, or count nothing."""
        two = self.two_of(figure, following)
        if two is None:
            return False
        if self.are_years(two):
            return True
        low, high = self.values_of_two(two)
        falls = not low.value < high.value
        in_a_year = not two.low_unit and is_year_here(self.text, figure.start, figure.end)
        fell = falls and two.joint == " à " and search_before(_FROM, self.text, two.start)
        if in_a_year and (two.changes or two.unit is None or fell) and not two.entre:
            return False
        if _BY.match(two.changes) and not falls:  # *augmente de 3 à 5 %*
            low = low._replace(reading="ambiguous")
        by = _BY.match(two.changes) and bool(_DOWN.match(two.changes)) != falls
        if by and (falls or two.low_unit):
            return False  # *recule de 1,20 dollar à 82,35 dollars*: by the first, to the second
        if (two.changes or fell) and not by:
            self.add_change(two, low, high)
            return True
        if falls or (two.joint == " ou " and high.value > _FARTHEST**2 * abs(low.value)):
            return False  # *3 M€ ou 4 Md€* are two amounts
        self.add_span(two, low, high)
        return True

    def two_of(self, figure: Figure, following: Figure) -> Two | None:
        """Return two figures as one expression, if the words between them join them."""
        text, start = self.text, self.start_of(figure)
        low_unit, high_unit = self.unit_of(figure), self.unit_of(following)
        low_end = low_unit.place if low_unit else figure.end
        end = high_unit.place if high_unit else following.end
        high_start = self.start_of(following)
        joint = text[low_end:high_start]
        entre = has_before(_ONLY_ENTRE, _ENTRE, text, start)
        changed = search_before(_CHANGED, text, start) if _TO.fullmatch(joint) else None
        if not (changed or (joint == " et " if entre else _JOINT.fullmatch(joint))):
            return None
        noun = Item(None, end) if high_unit else item_after(text, following.end)
        two_units = low_unit and (noun.noun or (high_unit and high_unit.code != low_unit.code))
        in_words = joint in "-–" and figure.kind != "digits"
        if two_units or in_words or not _FREE_AFTER.match(text, end):
            return None
        verb = changed[0] if changed else ""
        return Two(
            figure, following, start, low_end, high_start, end, low_unit, high_unit, noun, joint, entre, verb
        )

    def add_change(self, two: Two, low: Value, high: Value) -> None:
        """Add the two ends of a change as amounts: *passe de 100 à 200 dollars*."""
        self.changes += 1
        high = high._replace(reading=low.reading)
        own = two.noun.noun if two.joint == " à " else item_after(self.text, two.figure.end).noun
        below = Beside(two.start, two.low_end, two.unit, own, None)
        above = Beside(two.high_start, two.end, two.unit, two.noun.noun or own, None)
        self.add(two.figure, below, low, two.low_end, self.changes)
        self.add(two.following, above, high, max(two.end, two.noun.end), self.changes)
        self.numbers[-2] = self.numbers[-2]._replace(per=self.numbers[-1].per)

    def add_span(self, two: Two, low: Value, high: Value) -> None:
        """Add a span of two figures, unless nothing says that they count: *de 8 à 10* may be hours."""
        noun, digits = two.noun.noun, two.figure.kind == "digits"
        large = two.figure.grouped or two.following.grouped or (digits and low.value >= _LARGE)
        if two.unit or noun or two.following.scale > 1 or (digits and two.entre) or large:
            reading = "ambiguous" if "ambiguous" in (low.reading, high.reading) else "certain"
            ends = float(low.value), float(high.value)
            per = rate_behind(self.text, max(two.end, two.noun.end), two.unit)
            self.numbers.append(
                Number(two.start, two.end, None, *ends, two.unit, noun, "range", reading, per)
            )
        self.taken = two.end

    def are_years(self, two: Two) -> bool:
        """Return whether two figures are years, as in *de 2015 à 2018*, and note them."""
        ends = [Place(figure.start, figure.end) for figure in (two.figure, two.following)]
        years = all(looks_like_year(self.text, *place) for place in ends)
        if not years or two.unit or is_plural(two.noun.noun):
            return False
        self.not_amounts += [NotAmount(*place, "year") for place in ends]
        self.taken = two.end
        return True

    def values_of_two(self, two: Two) -> tuple[Value, Value]:
        """Return the values of the two ends of a span; the scale of the second may hold for the first too."""
        figure, following = two.figure, two.following
        low, high = (
            value_of(self.text, end, two.high_unit or two.low_unit, two.noun.noun)
            for end in (figure, following)
        )
        thousands = high.value % 1000 == 0 and high.value > 0 and following.scale == 1
        in_words = self.text[following.start : following.end].casefold().endswith("mille")
        if figure.scale == 1 and following.scale > 1 and low.value < following.plain:
            low = low._replace(value=low.value * following.scale)  # *entre 3 et 5 millions*: 3 millions too
        elif thousands and in_words and low.value < high.value / 1000:
            low = low._replace(value=low.value * 1000)  # *trois ou quatre mille*
        elif thousands and following.grouped and not figure.grouped and low.value < high.value / 1000:
            carried = low.value * 1000 * _FARTHEST > high.value  # *10 à 12 000*, but *1 à 50 000*
            low = low._replace(value=low.value * (1000 if carried else 1), reading="ambiguous")
        signs = [-1 if self.is_negative(end) else 1 for end in (figure, following)]
        return low._replace(value=signs[0] * low.value), high._replace(value=signs[1] * high.value)

    def read_share_of_two(self, figure: Figure, following: Figure) -> bool:
        """Read *deux grues sur trois* as an amount in percent, and return whether it is one."""
        text = self.text
        on = _ON.fullmatch(text, figure.end, following.start)
        if on is None or figure.scale > 1 or following.scale > 1 or not 0 < figure.value < following.value:
            return False
        if following.value not in _OUT_OF:
            return False
        end = following.end
        digits = "digits" in (figure.kind, following.kind)
        own_unit, far_unit = self.unit_of(figure), self.units.after(text, end)
        if (own_unit and own_unit.code != "times") or far_unit or not _FREE_AFTER.match(text, end):
            return False
        if is_plural(item_after(text, end).noun) or (on["item"] is None and digits):
            return False
        item = item_after(text, figure.end).noun
        if on["item"] and item is None and own_unit is None:
            return False
        percent = round(100 * figure.value / following.value, 2)
        start = self.start_of(figure)
        bound = self.bounds.get(start, "exact")
        self.numbers.append(amount(Place(start, end), percent, "percent", item or on["item"], bound))
        self.taken = end
        return True
