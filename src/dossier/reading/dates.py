"""A sentence and the date of its article become the expressions of time in it: rows of `dates`.

`RULES` lists how French writes an expression of time. The first rule that fits a place takes it; the function
of the rule computes the value (ISO 8601: day, month, year or a span of two). An expression without a year,
*mardi* or *en mai*, gets its value from the `Anchor`: the days on which the article may have been published.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from dossier.reading.lexicon import one_of, rows
from dossier.reading.numbers import FIGURES, NUMBERED, Number, parse_unscaled, read
from dossier.reading.spans import Place, fold


class Date(NamedTuple):
    """An expression of time; ``value`` is empty for a duration, and if the date of publication is missing."""

    start: int
    end: int
    value: str | None
    kind: str


class Anchor(NamedTuple):
    """The first and the last day on which an article may have been published: one day, a month, a year."""

    first: date
    last: date

    @classmethod
    def of(cls, published: str) -> "Anchor":
        """Return the anchor of a date of publication: a day, a month, a year or a span of two.

        >>> Anchor.of("2024-02").last
        datetime.date(2024, 2, 29)
        """
        ends = published.split("/")
        return cls(_first_day(ends[0]), _last_day(ends[-1]))

    def same_value(self, value_on: Callable[[date], str]) -> str | None:
        """Return the value that ``value_on`` gives on every day of publication, or nothing if it differs."""
        first, last = value_on(self.first), value_on(self.last)
        return first if first == last else None


def _first_day(day: str) -> date:
    """Return the first day of a year, a month or a day."""
    year, month, number = ([int(part) for part in day.split("-")] + [1, 1])[:3]
    return date(year, month, number)


def _last_day(day: str) -> date:
    """Return the last day of a year, a month or a day."""
    year, month, number = ([int(part) for part in day.split("-")] + [0, 0])[:3]
    month = month or 12
    return date(year, month, number or monthrange(year, month)[1])


_MONTHS = {row["name"]: int(row["month"]) for row in rows("months")}
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_SEASONS = {"printemps": 3, "été": 6, "automne": 9, "hiver": 12}  # the first of their three months
_DAYS_AWAY = {
    "avant-hier": -2,
    "hier": -1,
    "aujourd'hui": 0,
    "ce matin": 0,
    "ce soir": 0,
    "demain": 1,
    "après-demain": 2,
}
_RANKS = {"premier": 1, "1er": 1, "deuxième": 2, "second": 2, "2e": 2, "troisième": 3, "quatrième": 4}
_PARTS_OF_YEAR = {"trimestre": 3, "semestre": 6}  # in months

# Parts of patterns, from which `RULES` are built.
_DAY = r"(?:1er|3[01]|[12]\d|0?[1-9])(?!\d)"
_YEAR = r"(?:1[89]|20)\d\d(?!\d)"
_MONTH = rf"{one_of(_MONTHS)}(?!\w)"
# A month without day and year counts only in lower case and in full: *sept.* may be seven.
_FULL_MONTH = rf"(?-i:{one_of(name for name in _MONTHS if name.isalpha())})(?!\w)"
_SEASON = one_of(_SEASONS)
_WEEKDAY = one_of(WEEKDAYS)
# *dernier* turns to the time before publication, *prochain* to the time after it.
_TURN = r"(?:derni(?:er|ère)|prochaine?|passée?)"
_TURNS = rf"{_TURN}s"
_PERIOD = r"(?P<period>semaine|week-end|mois|année|an|trimestre)"
_PERIODS = r"(?:jours|semaines|mois|ans|années|décennies|heures|temps)"
_COUNT = rf"(?:\d+|{one_of(FIGURES)})"
_BEFORE_DAY = rf"(?:ce )?(?:{_WEEKDAY} )?"
_IN_YEAR = rf" (?:de )?(?P<year>{_YEAR})"
_OF_THIS_YEAR = r" de (?:l'|cette )année"
_TO = r"(?(entre) et |(?: à | au |[-–]))"  # *entre mai et juin*, *de mai à juin*


def day_value(match: re.Match[str], anchor: Anchor | None) -> str | None:
    """Return *7 octobre 2024* as a day; without a year it is the latest such day not after publication."""
    month, day = month_of(match["month"]), day_of(match["day"])
    year = year_of(match, anchor, (month, day))
    return iso_day(year, month, day)


def day_span_value(match: re.Match[str], anchor: Anchor | None) -> str | None:
    """Return *7 au 11 octobre* as a span of days, which may lead over New Year."""
    last_month = month_of(match["month"])
    month = month_of(match["from_month"]) if match["from_month"] else last_month
    first, last = day_of(match["day"]), day_of(match["to_day"])
    year = year_of(match, anchor, (month, first))
    over_new_year = month > last_month
    begin = year - over_new_year if year and match["year"] else year
    end = begin + over_new_year if begin else None
    return span(iso_day(begin, month, first), iso_day(end, last_month, last))


def numeric_day_value(match: re.Match[str], anchor: Anchor | None) -> str | None:
    """Return *07/10/2024* or *2024-10-07* as a day."""
    return iso_day(int(match["year"]), int(match["month"]), int(match["day"]))


def month_value(match: re.Match[str], anchor: Anchor | None) -> str | None:
    """Return *mai 2024* as a month; without a year it is the latest one not after publication."""
    month = month_of(match["month"])
    return iso_month(year_of(match, anchor, (month,)), month)


def month_span_value(match: re.Match[str], anchor: Anchor | None) -> str | None:
    """Return *janvier à mai 2024* as a span of months."""
    first, last = month_of(match["month"]), month_of(match["to_month"])
    year = year_of(match, anchor, (last,))
    begin = year - (first > last) if year else None
    return span(iso_month(int(match["from_year"] or begin or 0) or None, first), iso_month(year, last))


def first_months_value(match: re.Match[str], anchor: Anchor | None) -> str | None:
    """Return *cinq premiers mois de 2024* as a span of months."""
    months = int(parse_unscaled(match["count"].casefold())) if match["count"] else 0
    year = year_of(match, anchor, (months,))
    return span(iso_month(year, 1), iso_month(year, months)) if 0 < months <= 12 else None


def part_value(match: re.Match[str], anchor: Anchor | None) -> str | None:
    """Return *deuxième trimestre 2024* or *premier semestre* as a span of months."""
    months = _PARTS_OF_YEAR[match["part"].casefold()]
    last = months * _RANKS[match["rank"].casefold()]
    year = year_of(match, anchor, (last - months + 1,))
    return span(iso_month(year, last - months + 1), iso_month(year, last)) if last <= 12 else None


def year_value(match: re.Match[str], anchor: Anchor | None) -> str | None:
    """Return the year that the text names."""
    return match["year"]


def year_span_value(match: re.Match[str], anchor: Anchor | None) -> str | None:
    """Return *2022-2024* as a span of years."""
    return span(match["from_year"], match["year"])


def decade_value(match: re.Match[str], anchor: Anchor | None) -> str | None:
    """Return *années 1960* as a span of ten years; *20* is of this century, *30* to *90* are of the last."""
    decade = int(match["decade"])
    if decade < 100:
        decade += 2000 if decade < 30 else 1900
    return span(str(decade), str(decade + 9))


def season_of_year_value(match: re.Match[str], anchor: Anchor | None) -> str | None:
    """Return *hiver 2023* as a span of three months; a winter begins in December of its year."""
    return season(int(match["year"]), match["season"])


def season_value(match: re.Match[str], anchor: Anchor | None) -> str | None:
    """Return *cet été* as the season nearest to publication, *l'été dernier* as the last one before it."""
    turn = turn_of(match)

    def value_on(day: date) -> str:
        begins = [date(day.year + n, _SEASONS[match["season"].casefold()], 1) for n in (-2, -1, 0, 1)]
        if turn < 0:  # it is over: three months have at most 92 days
            begin = max(begin for begin in begins if begin + timedelta(days=92) <= day)
        elif turn > 0:
            begin = min(begin for begin in [*begins, begins[-1].replace(year=day.year + 2)] if begin > day)
        else:  # the one whose middle, 45 days after its begin, is nearest
            begin = min(begins, key=lambda begin: abs((begin + timedelta(days=45) - day).days))
        return season(begin.year, match["season"])

    return anchor.same_value(value_on) if anchor else None


def weekday_value(match: re.Match[str], anchor: Anchor | None) -> str | None:
    """Return *mardi* as the latest one not after publication; *dernier* is before it, *prochain* after it."""
    weekday, turn = WEEKDAYS.index(match["weekday"].casefold()), turn_of(match)

    def value_on(day: date) -> str:
        ago = (day.weekday() - weekday) % 7
        if turn > 0:
            ago -= 7
        elif turn < 0 and ago == 0:
            ago = 7
        return (day - timedelta(days=ago)).isoformat()

    return anchor.same_value(value_on) if anchor else None


def day_away_value(match: re.Match[str], anchor: Anchor | None) -> str | None:
    """Return *hier*, *ce soir* or *demain* as a day."""
    away = timedelta(days=_DAYS_AWAY[match["away"].casefold()])
    return anchor.same_value(lambda day: (day + away).isoformat()) if anchor else None


def period_value(match: re.Match[str], anchor: Anchor | None) -> str | None:
    """Return *ce mois*, *la semaine dernière* or *l'an prochain* as that week, month, quarter or year."""
    name, turn = match["period"].casefold(), turn_of(match)
    return anchor.same_value(lambda day: period(name, day, turn)) if anchor else None


def no_value(match: re.Match[str], anchor: Anchor | None) -> str | None:
    """Return no value: *ces dernières semaines* has no first and no last day."""
    return None


def year_of(match: re.Match[str], anchor: Anchor | None, start: tuple[int, ...]) -> int | None:
    """Return the year in the text, else the one in which ``start`` came last before publication.

    ``start`` is a month, or a month and a day.
    """
    if match["year"]:
        return int(match["year"])
    if anchor is None:
        return None
    today = (anchor.last.month, anchor.last.day)[: len(start)]
    turn = turn_of(match)
    if turn > 0:
        return anchor.last.year + (start <= today)
    return anchor.last.year - (start >= today if turn < 0 else start > today)


def turn_of(match: re.Match[str]) -> int:
    """Return -1 for *dernier* or *passé*, 1 for *prochain*, else 0."""
    groups = match.groupdict()
    turn = (groups.get("turn") or groups.get("turn_before") or "").casefold()
    return 1 if turn.startswith("prochain") else -1 if turn else 0


def month_of(name: str) -> int:
    """Return the number of a month.

    >>> month_of("Août")
    8
    """
    return _MONTHS[name.casefold()]


def day_of(day: str) -> int:
    """Return the number of a day.

    >>> day_of("1er")
    1
    """
    return int(day.removesuffix("er"))


def iso_day(year: int | None, month: int, day: int) -> str | None:
    """Return a day in ISO 8601, or nothing without a year or for a day that no calendar has."""
    try:
        return date(year, month, day).isoformat() if year else None
    except ValueError:
        return None


def iso_month(year: int | None, month: int) -> str | None:
    """Return a month in ISO 8601, or nothing without a year."""
    return f"{year}-{month:02}" if year else None


def span(first: str | None, last: str | None) -> str | None:
    """Return the span from ``first`` to ``last`` in ISO 8601, if both are known and in order."""
    return f"{first}/{last}" if first and last and first <= last else None


def season(year: int, name: str) -> str:
    """Return the span of the three months of a season that begins in ``year``.

    >>> season(2023, "hiver")
    '2023-12/2024-02'
    """
    first = _SEASONS[name.casefold()]
    return f"{year}-{first:02}/{year + first // 12}-{(first + 1) % 12 + 1:02}"


def period(name: str, day: date, turn: int) -> str:
    """Return the week, weekend, month, quarter or year of ``day``; for ``turn`` -1 or 1, the one beside it.

    >>> period("mois", date(2024, 1, 31), -1)
    '2023-12'
    """
    monday = day - timedelta(days=day.weekday() - 7 * turn)
    if name == "semaine":
        return f"{monday}/{monday + timedelta(days=6)}"
    if name == "week-end":
        return f"{monday + timedelta(days=5)}/{monday + timedelta(days=6)}"
    if name == "mois":
        months = day.year * 12 + day.month - 1 + turn
        return f"{months // 12}-{months % 12 + 1:02}"
    if name == "trimestre":
        quarters = day.year * 4 + (day.month - 1) // 3 + turn
        year, first = quarters // 4, quarters % 4 * 3 + 1
        return f"{year}-{first:02}/{year}-{first + 2:02}"
    return str(day.year + turn)


ValueOf = Callable[[re.Match[str], Anchor | None], str | None]


class Rule(NamedTuple):
    """The pattern of an expression of time, and the function from its match to its value."""

    pattern: re.Pattern[str]
    value_of: ValueOf


def _rule(place: str, value_of: ValueOf, before: str = "") -> Rule:
    """Return a rule whose match has the expression as its group ``place``, behind the words ``before`` it."""
    pattern = rf"{before}(?:(?<![\w-])|(?<=\bmi-))(?P<place>{place})(?!\w)"  # *mi-mai* is in May
    return Rule(re.compile(pattern, re.IGNORECASE), value_of)


_ENTRE = r"(?P<entre>(?<!\w)entre )?"

RULES = (  # a longer expression comes before those that are parts of it
    _rule(
        rf"(?:{_WEEKDAY} )?(?P<day>{_DAY})(?: (?P<from_month>{_MONTH}))?(?(entre) et |(?: au |[-–]))"
        rf"(?P<to_day>{_DAY}) (?P<month>{_MONTH})(?:{_IN_YEAR})?",
        day_span_value,
        before=_ENTRE,
    ),
    _rule(
        rf"{_BEFORE_DAY}(?P<day>{_DAY}) (?P<month>{_MONTH})(?:{_IN_YEAR})?(?: (?P<turn>{_TURN}))?",
        day_value,
    ),
    _rule(rf"(?P<year>{_YEAR})-(?P<month>0[1-9]|1[0-2])-(?P<day>{_DAY})", numeric_day_value),
    _rule(rf"(?P<day>{_DAY})[/.](?P<month>1[0-2]|0?[1-9])[/.](?P<year>{_YEAR})", numeric_day_value),
    _rule(
        rf"(?P<month>{_MONTH})(?: (?P<from_year>{_YEAR}))?{_TO}(?P<to_month>{_MONTH})(?:{_IN_YEAR})?",
        month_span_value,
        before=_ENTRE,
    ),
    _rule(rf"(?:(?P<count>{_COUNT}) )?premiers mois(?:{_IN_YEAR}|{_OF_THIS_YEAR})?", first_months_value),
    _rule(
        rf"(?P<rank>{one_of(_RANKS)}) (?P<part>{one_of(_PARTS_OF_YEAR)})(?:{_IN_YEAR}|{_OF_THIS_YEAR})?",
        part_value,
    ),
    _rule(rf"(?P<month>{_MONTH}){_IN_YEAR}", month_value),
    _rule(
        rf"(?:(?P<turn_before>{_TURN}) )?(?P<month>{_FULL_MONTH})(?: (?P<turn>{_TURN}))?(?P<year>(?!))?",
        month_value,
    ),
    _rule(rf"(?P<season>{_SEASON})(?: (?:de )?(?P<year>{_YEAR}))", season_of_year_value),
    _rule(rf"(?:cet|ce) (?P<season>{_SEASON})", season_value),
    _rule(rf"(?P<season>{_SEASON}) (?P<turn>{_TURN})", season_value),
    _rule(rf"(?P<turn>{_TURN}) (?P<season>{_SEASON})", season_value),
    _rule(rf"(?P<from_year>{_YEAR}){_TO}(?P<year>{_YEAR})", year_span_value, before=_ENTRE),
    _rule(r"(?:années|décennie) (?P<decade>(?:1[89]|20)?\d0)", decade_value),
    _rule(
        rf"(?:ces )?(?:{_COUNT} )?{_TURNS} {_PERIODS}|(?:ces )?{_PERIODS} (?:{_TURNS}|écoulée?s|à venir)",
        no_value,
    ),
    _rule(rf"(?:ce|cette) {_PERIOD}(?:-ci)?(?!-)", period_value),
    _rule(rf"{_PERIOD}s? (?P<turn>{_TURN}s?)", period_value),
    _rule(rf"(?P<turn>{_TURN}) {_PERIOD}", period_value),
    _rule(rf"{_PERIOD} écoulée?", no_value),
    _rule(rf"(?:ce )?(?P<weekday>{_WEEKDAY})(?: (?P<turn>{_TURN}))?", weekday_value),
    _rule(rf"(?P<away>{one_of(_DAYS_AWAY)})", day_away_value),
    _rule(rf"(?P<year>{_YEAR})(?![-/]|[.,]\d)", year_value),
)


def find_dates(sentence: str, *, published: str | None = None) -> Iterator[Date]:
    """Yield each expression of time in ``sentence``, durations too, left to right.

    >>> list(find_dates("Depuis mai 2024, hier encore.", published="2024-06-19"))
    [Date(start=7, end=15, value='2024-05', kind='absolute'),
     Date(start=17, end=21, value='2024-06-18', kind='relative')]
    """
    text = fold(sentence)
    anchor = Anchor.of(published) if published else None
    figures = read(text)
    amounts = [*figures.numbers, *figures.bases]  # *sur un an* is a duration, too
    taken = [Place(*match.span()) for match in NUMBERED.finditer(text)]
    taken += [Place(amount.start, amount.end) for amount in amounts]
    dates = list(durations(text, amounts))
    for rule in RULES:
        for match in rule.pattern.finditer(text):
            place = Place(*match.span("place"))
            if not any(place.start < other.end and other.start < place.end for other in taken):
                taken.append(place)
                dates.append(Date(*place, rule.value_of(match, anchor), kind_of(match)))
    yield from sorted(dates)


def kind_of(match: re.Match[str]) -> str:
    """Return ``absolute`` for an expression that names its year, else ``relative``."""
    groups = match.groupdict()
    return "absolute" if groups.get("year") or groups.get("decade") else "relative"


_UNITS_OF_TIME = ("minute", "hour", "day", "week", "month", "year")
_NOUNS_OF_TIME = ("minute", "minutes", "heure", "heures", "décennies", "siècles")  # items of `numbers`


def durations(text: str, amounts: list[Number]) -> Iterator[Date]:
    """Yield the ``amounts`` of time as dates without a value, because they have no place in the calendar."""
    for amount in amounts:
        if amount.unit in _UNITS_OF_TIME:
            yield Date(amount.start, amount.end, None, "relative")
        elif amount.item in _NOUNS_OF_TIME:
            end = max(amount.end, text.index(amount.item, amount.start) + len(amount.item))
            yield Date(amount.start, end, None, "relative")
