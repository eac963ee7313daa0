"""A sentence becomes its figures: each run of digits or of number words with its place and its value.

A figure is a writing, not yet an amount: `numbers` joins it with its unit and noun, `not_amounts` says which
figures count nothing. A run of digits that no writing of a number explains (*1.5.3*, *1500 000*) is no figure
at all, so that its tail is never taken for one.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from math import prod
from typing import NamedTuple

from dossier.reading.lexicon import one_of, rows
from dossier.reading.lexicon.first_words import Begins, Words


class Figure(NamedTuple):
    """A number as written; ``value`` is ``plain`` times ``scale``, and ``other`` is its second reading."""

    start: int
    end: int
    plain: Decimal
    scale: Decimal = Decimal(1)
    kind: str = "words"  # or digits, a, half, damaged: see `read_digits` and `_words_at`
    grouped: bool = False  # its thousands are parted: *11 000*
    other: Decimal | None = None

    @property
    def value(self) -> Decimal:
        """Return what the figure states."""
        return self.plain * self.scale


def _values(*roles: str) -> dict[str, Decimal]:
    """Return the words of the list `number_words` that have one of ``roles``, each with its value."""
    return {row["word"]: Decimal(row["value"]) for row in rows("number_words") if row["role"] in roles}


FIGURES = _values("figure")
SHARES = _values("share")
PARTS = _values("part")
SCALES = _values("scale", "collective")
_LETTERS = _values("letter")
HALF = Decimal("0.5")
_LONGEST = 25  # characters of a run of digits: what is longer names a thing
_MOST_SCALES = 3  # centaines de milliers de milliards

_WORD = rf"{one_of(FIGURES)}\b"
WORDS = rf"{_WORD}(?:(?:[ -]|[ -]et[ -](?=(?:une?|onze)\b)){_WORD})*"
_SCALE = rf"(?: (?:de |d')?|-){one_of(SCALES)}s?\b"
AND_HALF = r" et demie?\b"

# A run of digits, with all that may part its thousands or its decimals.
_RUN = r"\d+(?:[.,']\d+| \d{3}(?!\d))*"
_GROUPED = re.compile(r"\d{1,3}(?P<mark>[ .'])\d{3}(?:(?P=mark)\d{3})*(?:,\d+)?")
_GROUPED_BY_COMMAS = re.compile(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|\d{1,3},\d{3}\.\d+")
_GROUPED_BY_APOSTROPHES = re.compile(r"\d{1,3}(?:'\d{3})+\.\d+")  # as in Switzerland: 1'500.50
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")
_THREE_AFTER_A_COMMA = re.compile(r"[1-9]\d{0,2},\d{3}")
_THREE_AFTER_A_STOP = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
# Scales that are letters; *M. Roy* is a man, *5 Mo* are bytes.
_LETTER = re.compile(rf" ?(?P<letter>{one_of(_LETTERS)})(?=[€$£¥]|EUR|USD|t(?!\w)|(?!\w)(?!\.? ?[A-Z]))")

_SCALE_AT = re.compile(_SCALE, re.IGNORECASE)
_AND_HALF_AT = re.compile(AND_HALF, re.IGNORECASE)
_START = re.compile(rf"(?P<run>{_RUN})|\b(?P<half>une? demie?\b)|\b(?P<words>{WORDS})", re.IGNORECASE)
_POINT = re.compile(rf" virgule (?P<zeros>(?:zéro )*)(?P<decimals>{WORDS})", re.IGNORECASE)
_MORE = re.compile(rf"[ -](?P<more>{_RUN}|{WORDS})", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_BEGINS = Begins(FIGURES)
_GLUED = re.compile(r"[^\W\d_][+/°-]?$")  # G7, Su-35: the digits belong to a name


def find_figures(words: Words) -> Iterator[Figure]:
    """Yield each figure of a sentence, left to right.

    Of *en 2024 300 navires*, which is no way to write 2,024,300, both figures are read.

    >>> words = Words("1'500 obus, deux millions cinq cent mille, 10 M€")
    >>> [int(figure.value) for figure in find_figures(words)]
    [1500, 2500000, 10000000]
    """
    text = words.text
    at = 0
    begins = iter(_beginnings(words) if words.is_usual else [])
    while start := _start_from(text, at, begins) if words.is_usual else _START.search(text, at):
        if not start["run"]:
            figure = _words_at(start)
        elif _is_glued(text, start.start()):
            at = start.start() + len(start["run"].split(" ")[0])
            continue
        else:
            figure = read_digits(start["run"], start.start())
        if figure is None:
            at = start.end()
            continue
        figure = _with_scale(text, figure)
        yield figure
        at = figure.end


def _is_glued(text: str, start: int) -> bool:
    """Return whether a letter stands before the digits at ``start``, or a letter and a sign."""
    before = text[start - 1 : start]
    return before not in ("", " ") and bool(_GLUED.search(text, max(0, start - 2), start))


def _beginnings(words: Words) -> list[int]:
    """Return where a figure may begin in a usual sentence: at digits, or at a word of a number."""
    places = _BEGINS.in_words(words)
    digits = [digits.start() for digits in _DIGITS.finditer(words.text)]
    return sorted([*places, *digits]) if places and digits else places or digits


def _start_from(text: str, at: int, begins: Iterator[int]) -> re.Match[str] | None:
    """Return the first beginning of a figure at ``at`` or behind it, of the places that ``begins`` names."""
    return next((start for place in begins if place >= at and (start := _START.match(text, place))), None)


def read_digits(run: str, at: int = 0) -> Figure:
    """Return the first figure of a run of digits that stands at ``at``; without a meaning it is *damaged*.

    Three digits behind one comma or full stop have two readings; ``other`` is the decimal one.

    >>> [read_digits(run)[2:7:4] for run in ("11.000", "10,000", "0,125")]
    [(Decimal('11000'), Decimal('11.000')), (Decimal('10000'), Decimal('10.000')), (Decimal('0.125'), None)]
    """
    place = (at, at + len(run))
    if len(run) > _LONGEST:
        return Figure(*place, Decimal(0), kind="damaged")
    if _GROUPED_BY_COMMAS.fullmatch(run):
        return Figure(*place, Decimal(run.replace(",", "")), kind="digits", grouped=True)
    if _GROUPED_BY_APOSTROPHES.fullmatch(run):
        return Figure(*place, Decimal(run.replace("'", "")), kind="digits", grouped=True)
    if _THREE_AFTER_A_COMMA.fullmatch(run) or _THREE_AFTER_A_STOP.fullmatch(run):
        thousands = Decimal(re.sub(r"[.,]", "", run))
        decimal = Decimal(run.replace(",", "."))
        return Figure(*place, thousands, kind="digits", grouped=True, other=decimal)
    if (grouped := _GROUPED.fullmatch(run)) and run[0] != "0":
        value = Decimal(run.replace(grouped["mark"], "").replace(",", "."))
        return Figure(*place, value, kind="digits", grouped=True)
    if _PLAIN.fullmatch(run):
        return Figure(*place, Decimal(run.replace(",", ".")), kind="digits")
    first, _, rest = run.partition(" ")
    if _YEAR.fullmatch(first) and rest and rest[0] != "0":
        return Figure(at, at + 4, Decimal(first), kind="digits")
    return Figure(*place, Decimal(0), kind="damaged")


def _words_at(start: re.Match[str]) -> Figure | None:
    """Return the figure of a run of number words, if they make one number: *deux trois* makes two."""
    if start["half"]:
        return Figure(*start.span("half"), HALF, kind="half")
    text, place, words = start.string, start.span("words"), start["words"].casefold()
    value = read_words(words)
    if value is None:
        return None
    if point := _POINT.match(text, place[1]):
        decimals = read_words(point["decimals"].casefold())
        if decimals is not None:
            shown = "0" * point["zeros"].casefold().count("zéro") + str(decimals)
            value, place = value + Decimal(f"0.{shown}"), (place[0], point.end())
    return Figure(*place, value, kind="a" if words in ("un", "une") else "words")


def _with_scale(text: str, figure: Figure, most_parts: int = 3) -> Figure:
    """Return a figure with the scales behind it, and what follows them: *deux millions cinq cent mille*."""
    scale, end = Decimal(1), figure.end
    if figure.kind == "damaged":
        return figure
    for _ in range(_MOST_SCALES):
        word = _SCALE_AT.match(text, end) if text[end : end + 1] in (" ", "-") else None
        if word is None:
            break
        scale, end = scale * prod(scales_of(word[0])), word.end()
    if end == figure.end and figure.kind == "digits" and (letter := _LETTER.match(text, end)):
        scale, end = _LETTERS[letter["letter"]], letter.end("letter")
    if end == figure.end:
        return figure
    # A scale leaves no doubt about a full stop or a comma: *1,125 million* has decimals.
    plain = figure.other or figure.plain
    figure = figure._replace(plain=plain, other=None, scale=scale, end=end)
    if half := _AND_HALF_AT.match(text, end):
        last = scales_of(text[figure.start : end])[-1:] or [Decimal(1)]
        return figure._replace(plain=plain + HALF * last[0] / scale, end=half.end())
    if scale < 1000 or most_parts == 1 or not (more := _MORE.match(text, end)):
        return figure
    digits = more["more"][0].isdigit()
    words = more["more"].casefold()
    value = None if words in ("un", "une") else read_words(words)
    rest = read_digits(more["more"], more.start("more")) if digits else None
    if rest is None and value is not None:
        rest = Figure(*more.span("more"), value)
    if rest is None or rest.kind == "damaged" or rest.other is not None:
        return figure
    rest = _with_scale(text, rest, most_parts - 1)
    # *un million 300* may be two amounts; only what fills the next scale is part of the figure.
    if not rest.value < scale or (digits and rest.value < 1000):
        return figure
    return figure._replace(plain=(figure.value + rest.value) / scale, end=rest.end)


def read_words(words: str) -> Decimal | None:
    """Return the value of number words in lower case, or nothing if they do not make one number.

    >>> [read_words(words) for words in ("quatre-vingt-dix-sept", "six cent mille deux", "deux trois")]
    [Decimal('97'), Decimal('600002'), None]
    """
    thousands, units = Decimal(0), Decimal(0)
    parts = [part for part in re.split(r"[ -]", words) if part != "et"]
    if parts == ["zéro"]:
        return units
    for word in parts:
        value, tens = FIGURES.get(word, Decimal(0)), units % 100
        if value == 1000 and not thousands:
            thousands, units = (units or 1) * value, Decimal(0)
        elif value == 100 and units < 10:
            units = max(units, Decimal(1)) * value
        elif value == 20 and tens == 4:
            units += 76  # quatre-vingt: the 4 becomes 80
        elif may_follow(value, tens):
            units += value
        else:
            return None
    return thousands + units


def may_follow(value: Decimal, tens: Decimal) -> bool:
    """Return whether the word for ``value``, below a hundred, may stand behind those that make ``tens``.

    >>> may_follow(Decimal(7), Decimal(70)), may_follow(Decimal(3), Decimal(2))
    (True, False)
    """
    if value >= 20:
        return tens == 0
    if value >= 10:
        return tens in (0, 60, 80)
    if value >= 7 and tens in (10, 70, 90):
        return True  # dix-sept, soixante-dix-sept
    return value > 0 and tens % 10 == 0 and tens != 10


def parse_figure(figure: str) -> Decimal:
    """Return the value of a figure, in digits or in words, with its scale.

    >>> [int(parse_figure(figure)) for figure in ("30,8 millions", "deux cent mille", "un demi-million")]
    [30800000, 200000, 500000]
    """
    return next(find_figures(Words(figure))).value


def scales_of(figure: str) -> list[Decimal]:
    """Return the values of the scales in a figure: *centaine de milliers* has two."""
    singular = (word.removesuffix("s") for word in re.findall(r"[a-zé]+", figure.casefold()))
    return [SCALES[word] for word in singular if word in SCALES]


def parse_unscaled(figure: str) -> Decimal:
    """Return the value of a figure that has no scale, in digits or in words; no number counts nothing.

    >>> [int(parse_unscaled(figure)) for figure in ("11.000", "quatre-vingt-dix-sept", "dix-mille")]
    [11000, 97, 10000]
    """
    if figure[0].isdigit():
        return read_digits(figure).value
    return read_words(figure.casefold()) or Decimal(0)
