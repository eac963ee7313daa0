"""A sentence becomes the amounts that it states: rows of `numbers` (figure, unit, counted noun and bound).

One pattern, `_STATEMENT`, finds spans, shares, figures and orders of magnitude. Before these it takes what
has figures and is no amount: a date, a clock time, *article 4*. `is_amount` drops figures that count nothing.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from math import prod
from typing import NamedTuple

from dossier.reading.lexicon import function_words, one_of, rows
from dossier.reading.spans import Place, fold, search_before


class Number(NamedTuple):
    """An amount as stated; its place covers the figure and its unit."""

    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    item: str | None
    bound: str


def _values(*roles: str) -> dict[str, Decimal]:
    """Return the words of the list `number_words` that have one of ``roles``, each with its value."""
    return {row["word"]: Decimal(row["value"]) for row in rows("number_words") if row["role"] in roles}


FIGURES = _values("figure")
_SCALES = _values("scale", "collective")
_SHARES = _values("share")
_UNITS = {row["form"].casefold(): row["unit"] for row in rows("units")}
_HALF = Decimal("0.5")

# A figure: 11 000, dix-mille, 30,8 millions, deux douzaines, un demi-million, deux millions et demi.
_DIGITS = r"\d{1,3}(?:[ .]\d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)?"
_WORD = rf"{one_of(FIGURES)}\b"
_WORDS = rf"{_WORD}(?:(?:[ -]|[ -]et[ -](?=(?:une?|onze)\b)){_WORD})*"
_SCALE = rf"(?: (?:de |d')?|-){one_of(_SCALES)}s?\b"
_AND_HALF = r" et demie?\b"
_FIGURE = rf"(?:une? demie?|{_DIGITS}|{_WORDS})(?:{_SCALE})*(?:{_AND_HALF})?"

# Around it: a name or a formula that holds digits (G7, Su-35, 2+2), a clock or a date is no amount.
_FREE_BEFORE = r"(?<![\w+/°-])(?<!\d[.,:])"
_MONTH = rf"{one_of(row['name'] for row in rows('months'))}(?!\w)"
_FREE_AFTER = rf"(?!\w|[+/:-]\d|[.,]\d| ?h\b| ?h ?\d| {_MONTH})"
_LABEL = one_of(row["word"] for row in rows("numbered_things"))
_AND_MORE = r"(?:(?:,| et| à| au|-) ?\d+)*"
NUMBERED = re.compile(rf"(?<!\w){_LABEL} ?\d+{_AND_MORE}", re.IGNORECASE)
"""A thing with a number as its name: *article 4*, *résolution 1718*."""

_NO_AMOUNT = "|".join(
    [
        NUMBERED.pattern,
        rf"(?<![\w.,])(?:\d{{1,2}}|1er){_AND_MORE} {_MONTH}(?: \d{{4}})?",
        r"\b\d{1,2}(?: ?h(?: ?\d\d)?|:\d\d)\b",
        r"(?:à|vers|dès|jusqu'à) \d{1,2} heures?\b(?! d)",
        r"\bannées \d+",
        r"\b\d+ sur \d+\b",
    ]
)


def _unit(group: str) -> str:
    """Return the pattern of a unit behind a figure, as the group ``group``."""
    return rf"(?:[ -]?(?:de |d')?(?P<{group}>{one_of(_UNITS)})(?!\w))?"


# The ways to state an amount.
_RANGE = (
    rf"(?P<entre>\bentre )?{_FREE_BEFORE}(?P<low>{_FIGURE}){_unit('low_unit')}"
    rf"(?(entre) et |(?P<joint> à | ou |(?<=\d)[-–](?=\d)))"
    rf"(?P<high>{_FIGURE}){_unit('range_unit')}{_FREE_AFTER}"
)
_SHARE = (
    rf"{_FREE_BEFORE}(?P<share>(?:(?P<parts>un|deux|trois) |(?<=le )|(?<=du )|(?=moitié)){one_of(_SHARES)}s?)"
    r"(?= (?:de|du|des)\b| d'(?!heure)|[,.;)]|$)"
)
_AMOUNT = rf"{_FREE_BEFORE}(?P<figure>{_FIGURE}){_unit('unit')}{_FREE_AFTER}"
_ORDER = "(?:centaine|dizaine|millier|million|milliard)s"
_MAGNITUDE = rf"\b(?P<magnitude>{_ORDER}(?: de {_ORDER})?)\b{_unit('magnitude_unit')}"


def _cue(cue: str) -> str:
    """Return the pattern of a cue of `bounds` in front of a figure; its *de* may be *du*, its *à* be *au*."""
    if cue.endswith(" de"):
        return cue.removesuffix("de") + "(?:de la |de l'|de |du |des |d')"
    return cue.removesuffix("à") + "(?:à la |à |au |aux )" if cue.endswith("à") else f"{cue} "


_BOUNDS_BEFORE = {row["cue"]: row["bound"] for row in rows("bounds") if row["side"] == "before"}
_BOUNDS_AFTER = {row["cue"]: row["bound"] for row in rows("bounds") if row["side"] == "after"}
_LONGEST_FIRST = sorted(_BOUNDS_BEFORE, key=len, reverse=True)
_BOUND_OF_STEM = [(re.sub(r"(?: de|à)$", "", cue), _BOUNDS_BEFORE[cue]) for cue in _LONGEST_FIRST]
_BOUND = "|".join(rf"(?<!\w){_cue(cue)}" for cue in _LONGEST_FIRST)
_STATEMENT = re.compile(
    rf"(?P<other>{_NO_AMOUNT})|(?P<bound>{_BOUND})?(?:les )?(?:{_RANGE}|{_SHARE}|{_AMOUNT}|{_MAGNITUDE})",
    re.IGNORECASE,
)

_BEFORE_NOUN = (
    "(?:(?:autres|nouveaux|nouvelles|grands?|grandes?|petite?s?|jeunes|ancien(?:ne)?s|longs|longues) )*"
)
_ITEM = re.compile(rf"[ -](?:de la |de l'|de |d'|des |du )?{_BEFORE_NOUN}(?P<item>[a-zà-ÿœ][\w-]*)")
_BOUND_AFTER = re.compile(rf"(?: [a-zà-ÿœ-]+)?,? (?P<bound>{one_of(_BOUNDS_AFTER)})\b(?! {_FIGURE})")
_DEFINITE = re.compile(r"\b(?:les|ces|ses|leurs|nos|vos|mes|des|aux|tous|toutes) $", re.IGNORECASE)
_MULTIPLIED = re.compile(r"\b(?:multipli|divis)\w+ (?:\w+ ){0,2}par $", re.IGNORECASE)
_CHANGED = re.compile(r"\b(?:pass|tomb|grimp|augment|baiss|mont|port|ramen|rédui|recul|progress)\w* de $")
_HALF_MORE = re.compile(_AND_HALF)
_RANKED = re.compile(r" (?:premi|derni|prochain)")
_MOST_OF_A_KNOWN_GROUP = 10  # *les deux pays*, *ses cinq voisins* name a group and count nothing
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_CAPITAL_BEFORE = re.compile(r"\w\W+[A-ZÀ-Ý][\w-]* $")
_NO_NOUNS = function_words() | set(FIGURES) | {cue.split()[0] for cue in _BOUNDS_AFTER}
_A_SINGLE_ONE = ("jour", "fois")  # *un jour* and *une fois* seldom count


def find_numbers(sentence: str) -> Iterator[Number]:
    """Yield each amount that ``sentence`` states, left to right.

    >>> [number[2:] for number in find_numbers("Plus de 3,5 millions d’obus, soit 12\u00a0%")]
    [(3500000.0, 3500000.0, None, None, 'obus', 'at_least'), (12.0, 12.0, 12.0, 'percent', None, 'exact')]
    """
    for match in _STATEMENT.finditer(fold(sentence)):
        if match["low"]:
            yield from _range(match)
        elif match["share"]:
            yield _share(match)
        elif match["figure"]:
            yield from _amount(match, Place(*match.span("figure")), match["unit"], match.end())
        elif match["magnitude"]:
            yield _magnitude(match)


def parse_figure(figure: str) -> Decimal:
    """Return the value of a figure, in digits or in words, with its scale.

    >>> [int(parse_figure(figure)) for figure in ("30,8 millions", "deux cent mille", "un demi-million")]
    [30800000, 200000, 500000]
    """
    text = figure.casefold()
    scales = scales_of(text)
    unscaled = re.sub(_AND_HALF, "", re.split(_SCALE, text)[0])
    value = _HALF if re.fullmatch("une? demie?", unscaled) else parse_unscaled(unscaled)
    if re.search(_AND_HALF, text):
        value += _HALF / (prod(scales[:-1]))  # half of the last scale
    return value * prod(scales)


def scales_of(figure: str) -> list[Decimal]:
    """Return the values of the scales in a figure: *centaine de milliers* has two."""
    singular = (word.removesuffix("s") for word in re.findall(r"[a-zé]+", figure.casefold()))
    return [_SCALES[word] for word in singular if word in _SCALES]


def parse_unscaled(figure: str) -> Decimal:
    """Return the value of a figure that has no scale, in digits or in words.

    >>> [int(parse_unscaled(figure)) for figure in ("11.000", "quatre-vingt-dix-sept", "dix-mille")]
    [11000, 97, 10000]
    """
    if figure[0].isdigit():
        return Decimal(re.sub(r"[ .](?=\d{3}(?!\d))", "", figure).replace(",", "."))
    thousands, units = Decimal(0), Decimal(0)
    for word in re.split(r"[ -]", figure):
        value = FIGURES.get(word, Decimal(0))  # *et* counts nothing
        if value == 1000:
            thousands, units = (units or 1) * value, Decimal(0)
        elif value == 100:
            units = max(units, Decimal(1)) * value
        elif value == 20 and units % 100 == 4:
            units += 76  # quatre-vingt: the 4 becomes 80
        else:
            units += value
    return thousands + units


def _amount(match: re.Match[str], figure: Place, unit: str | None, end: int) -> Iterator[Number]:
    """Yield the amount at ``figure``, if it is one; figure and unit end at ``end``."""
    text = match.string
    value = parse_figure(text[figure.start : figure.end])
    noun = None if unit else item_after(text, end)
    if half := _HALF_MORE.match(text, noun.end() if noun else end):
        value, end = value + _HALF, half.end()
    if search_before(_MULTIPLIED, text, figure.start):
        unit, noun = "fois", None
    item = noun["item"] if noun else None
    bound = bound_of(match, end)
    if half or is_amount(text, figure, unit, item, bound):
        yield _number(Place(figure.start, end), value, unit, item, bound)


def is_amount(text: str, figure: Place, unit: str | None, item: str | None, bound: str) -> bool:
    """Return whether a figure counts or measures something; a year, a known group or a name does not."""
    words = text[figure.start : figure.end].casefold()
    small = parse_figure(words) <= _MOST_OF_A_KNOWN_GROUP
    if _RANKED.match(text, figure.end) or (small and search_before(_DEFINITE, text, figure.start)):
        return False
    if words in ("un", "une"):
        return unit is not None and unit.casefold() not in _A_SINGLE_ONE
    if unit or scales_of(words):
        return True
    if not words[0].isdigit():
        return item is not None or bound != "exact" or not small
    if is_year(words):
        return item is not None and bound != "exact"
    return item is not None or not search_before(_CAPITAL_BEFORE, text, figure.start)


def is_year(figure: str) -> bool:
    """Return whether a figure without unit looks like a year, from 1500 to 2099."""
    return bool(_YEAR.fullmatch(figure))


def _range(match: re.Match[str]) -> Iterator[Number]:
    """Yield a span of two figures, or both as amounts where the text says that one became the other."""
    text, unit = match.string, match["range_unit"] or match["low_unit"]
    if search_before(_CHANGED, text, match.start("low")):
        yield from _amount(match, Place(*match.span("low")), match["low_unit"], match.start("joint"))
        yield from _amount(match, Place(*match.span("high")), match["range_unit"], match.end())
        return
    noun = None if unit else item_after(text, match.end())
    counts_nothing = not (unit or noun or scales_of(match["high"]))
    if counts_nothing and (is_year(match["low"]) or not match["low"][0].isdigit() or not match["entre"]):
        return
    low, high = parse_figure(match["low"]), parse_figure(match["high"])
    if not scales_of(match["low"]) and low < value_before_scale(match["high"]):
        low *= prod(scales_of(match["high"]))  # *entre 3 et 5 millions*: the 3 are millions too
    item = noun["item"] if noun else None
    yield Number(match.start("low"), match.end(), None, float(low), float(high), _name(unit), item, "range")


def value_before_scale(figure: str) -> Decimal:
    """Return the value of a figure before its scale.

    >>> int(value_before_scale("5 millions"))
    5
    """
    return parse_figure(figure) / prod(scales_of(figure))


def _share(match: re.Match[str]) -> Number:
    """Return *la moitié*, *deux tiers*, *un quart* as an amount in percent."""
    word = match["share"].casefold().split()[-1]
    divisor = _SHARES.get(word) or _SHARES[word.removesuffix("s")]
    parts = FIGURES[(match["parts"] or "un").casefold()]
    percent = round(100 * parts / divisor, 2)
    noun = item_after(match.string, match.end())
    item = noun["item"] if noun else None
    return _number(Place(*match.span("share")), percent, "%", item, bound_of(match, match.end()))


def _magnitude(match: re.Match[str]) -> Number:
    """Return *des milliers* as an amount of an order of magnitude, whose low value is a thousand."""
    unit = match["magnitude_unit"]
    noun = None if unit else item_after(match.string, match.end())
    low = float(prod(scales_of(match["magnitude"])))
    item = noun["item"] if noun else None
    place = Place(match.start("magnitude"), match.end())
    return Number(*place, None, low, None, _name(unit), item, "order_of_magnitude")


def item_after(text: str, end: int) -> re.Match[str] | None:
    """Return the counted noun behind a figure: the next word, if it may be a noun."""
    noun = _ITEM.match(text, end)
    return noun if noun and noun["item"] not in _NO_NOUNS else None


def bound_of(match: re.Match[str], end: int) -> str:
    """Return the bound that the text puts in front of a figure or behind it, else ``exact``."""
    if cue := match["bound"]:
        return next(bound for stem, bound in _BOUND_OF_STEM if cue.casefold().startswith(stem))
    after = _BOUND_AFTER.match(match.string, end)
    return _BOUNDS_AFTER[after["bound"].casefold()] if after else "exact"


def _number(place: Place, value: Decimal, unit: str | None, item: str | None, bound: str) -> Number:
    """Return an amount with the low and high value that its bound allows to state."""
    low = float(value) if bound in ("exact", "at_least") else None
    high = float(value) if bound in ("exact", "at_most") else None
    return Number(*place, float(value), low, high, _name(unit), item, bound)


def _name(unit: str | None) -> str | None:
    """Return the unit of the list `units` that a form in the text means."""
    return _UNITS[unit.casefold()] if unit else None
