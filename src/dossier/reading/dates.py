"""The sentences of an article become the expressions of time in them: rows of `dates`.

`find_dates` reads one sentence. A `Chronology` that goes from sentence to sentence tells it what the article
said before: *le 5 octobre* has the year of the last full date, *le lendemain* follows the day of the story.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dossier.reading.dating.calendar import WEEKDAYS, day_of, days_away, iso_day, iso_month, month_of
from dossier.reading.dating.chronology import Chronology
from dossier.reading.dating.rules import DAY, MONTH, RULES, Rule, needs_met
from dossier.reading.dating.values import Meaning, by_publication, day_value, month_value
from dossier.reading.lexicon import one_of
from dossier.reading.lexicon.first_words import words_of
from dossier.reading.not_amounts import FIND_NUMBERED
from dossier.reading.numbers import Number, Reading, read
from dossier.reading.spans import Place, fold, search_before

__all__ = ["WEEKDAYS", "Chronology", "Date", "find_dates", "time_amounts"]


class Date(NamedTuple):
    """An expression of time; ``value`` is empty for a duration, and where nothing gives the year."""

    start: int
    end: int
    value: str | None
    kind: str
    basis: str | None = None
    reading: str = "certain"


class _Found(NamedTuple):
    """An expression that is a date by ``rule``, or one of the days listed before it, or a duration."""

    place: Place
    match: re.Match[str] | None = None
    rule: Rule | None = None
    amount: Number | None = None


def find_dates(
    sentence: str,
    *,
    published: str | None = None,
    told: Chronology | None = None,
    amounts: Iterable[Number] | None = None,
) -> Iterator[Date]:
    """Yield each expression of time in ``sentence``, durations too, left to right.

    ``told`` is what the article said before, and when it was published; ``amounts`` are the
    `time_amounts` of the sentence, where it was read before.

    >>> list(find_dates("Depuis mai 2024, hier encore.", published="2024-06-19"))
    [Date(start=7, end=15, value='2024-05', kind='absolute', basis='full', reading='certain'),
     Date(start=17, end=21, value='2024-06-18', kind='relative', basis='published', reading='certain')]
    """
    text = fold(sentence)
    told = Chronology(published) if told is None else told
    told.next_sentence()
    amounts = list(time_amounts(read(text)) if amounts is None else amounts)
    if not amounts and not needs_met(words_of(text)):
        return
    for found in sorted([*_durations(text, amounts), *_matches(text, amounts)]):
        meaning = _meaning(text, found, told)
        if meaning is not None:
            told.note(*meaning, firm=carries_on(text, found.place, meaning.value))
            kind = "relative" if found.match is None else kind_of(found.match)
            basis = meaning.basis if meaning.value else None
            yield Date(*found.place, meaning.value, kind, basis, meaning.reading)


def time_amounts(figures: Reading) -> list[Number]:
    """Return what may be a duration, or stands where no date is: amounts, and the base of a rate.

    >>> [amount.unit for amount in time_amounts(read("trois navires sur un an"))]
    [None, 'year']
    """
    return [*figures.numbers, *figures.bases]


def _meaning(text: str, found: _Found, told: Chronology) -> Meaning | None:
    """Return what an expression means, or nothing if it turns out to be no date."""
    if found.amount is not None:
        return _duration_meaning(text, found.amount, told)
    if found.match is None or found.rule is None:
        return None
    meaning = found.rule.value_of(found.match, told)
    if meaning is None or meaning.value is None or found.place == Place(*found.match.span("place")):
        return meaning
    return meaning._replace(value=_listed_value(text, found.place, meaning.value))


def _listed_value(text: str, place: Place, last: str) -> str | None:
    """Return the value of a day or month in a list from that of the ``last`` one, which has the year."""
    year, month = map(int, last.split("-")[:2])
    named = _MONTH.search(text, *place)
    if named:
        year -= month_of(named[0]) > month  # *décembre et janvier 2024*
        month = month_of(named[0])
    day = _DAY.search(text, *place)
    return iso_day(year, month, day_of(day[0])) if day else iso_month(year, month)


_YEARS = ("year", "short_year", "from_year", "decade")


def kind_of(match: re.Match[str]) -> str:
    """Return ``absolute`` for an expression that names its year, else ``relative``."""
    groups = match.groupdict()
    return "absolute" if any(groups.get(name) for name in _YEARS) else "relative"


def _matches(text: str, amounts: Iterable[Number]) -> Iterator[_Found]:
    """Yield the places that a rule takes: the first rule that fits, where no amount and no label stands."""
    words = words_of(text)
    met = needs_met(words)
    if not met:
        return
    # Each character says what has taken it: 1 an amount that a written-out date overrules, 2 all else.
    taken = bytearray(len(text))
    for amount in amounts:
        mark = b"\2" if _is_time(amount) else b"\1"
        taken[amount.start : amount.end] = mark * (amount.end - amount.start)
    for label in FIND_NUMBERED.find(words):
        taken[label.start() : label.end()] = b"\2" * (label.end() - label.start())
    for rule in RULES:
        if rule.needs not in met or not words.any & rule.search.begins.bit:
            continue
        # From the right, because the last of a list has the year of those before it.
        for match in reversed(rule.search.find(words)):
            place = Place(*match.span("place"))
            if _is_free(taken, place, rule):
                taken[place.start : place.end] = b"\2" * (place.end - place.start)
                yield _Found(place, match, rule)
                if rule.value_of in _LISTS:
                    for listed in _listed_before(text, match, _LISTS[rule.value_of]):
                        if _is_free(taken, listed, rule):
                            taken[listed.start : listed.end] = b"\2" * (listed.end - listed.start)
                            yield _Found(listed, match, rule)


def _is_free(taken: bytearray, place: Place, rule: Rule) -> bool:
    """Return whether nothing that ``rule`` respects has taken a character of ``place``."""
    if taken.find(2, *place) >= 0:
        return False
    return rule.over_amounts or taken.find(1, *place) < 0


_DAY, _MONTH = re.compile(DAY), re.compile(MONTH, re.IGNORECASE)
_LISTED_DAY = rf"(?:{one_of(WEEKDAYS)} )?{DAY}(?: {MONTH})?"
_DAYS = re.compile(  # *les 9, 10 et 11 septembre*, *le 3 et le 5 mai*, *lundi 3 et mardi 4 mai*
    rf"(?<!\w)(?:(?:les|aux|des) (?P<days>(?:{_LISTED_DAY}(?:, et |, | et | ou ))+)"
    rf"|(?:le|du|au) (?P<each>(?:{_LISTED_DAY}(?:,| et| ou|, puis) (?:le|du|au) )+)"
    rf"|(?P<named>(?:{one_of(WEEKDAYS)} {DAY}(?: {MONTH})?(?:, | et | ou ))+))$",
    re.IGNORECASE,
)
_MONTHS = re.compile(rf"(?<!\w)(?P<months>(?:{MONTH}(?:, et |, | et | ou )(?:en |de |d')?)+)$", re.IGNORECASE)
_LISTS = {  # by the function of the last one: what leads to it, and one of it
    day_value: (_DAYS, re.compile(_LISTED_DAY, re.IGNORECASE)),
    month_value: (_MONTHS, _MONTH),
}


def _listed_before(
    text: str, last: re.Match[str], patterns: tuple[re.Pattern[str], re.Pattern[str]]
) -> Iterator[Place]:
    """Yield the places of the days or months that a list has before its ``last`` one.

    One that has its own month takes only a year that the text says.
    """
    one_by_one, one = patterns
    end = last.start("place")
    listed = search_before(one_by_one, text, end)
    if listed:
        for match in one.finditer(text, listed.start(listed.lastgroup or 0), end):
            if kind_of(last) == "absolute" or not _MONTH.search(match[0]):
                yield Place(*match.span())


_OPENS = re.compile(
    r"\W*(?:(?:les?|la|au|à|en|dès|du|entre|fin|début|mi|ce|c'est|de|l|d)\b\W*){0,3}", re.IGNORECASE
)
_OPENING = 30  # characters
_DAY_OR_MONTHS = re.compile(r"\d{4}-\d\d[-/]")  # a month alone is mostly named in passing
_IN_PASSING = re.compile(
    r"\b(?:(?:depuis|avant|après|dès|jusqu'(?:à|en|au)|d[eu]|d')(?: (?:le |la |l')?(?:fin |début )?)?"
    r"|(?<!été )(?:daté|signé|conclu|adopté|né)\w* [\w' ]{0,20})$",
    re.IGNORECASE,
)


def carries_on(text: str, place: Place, value: str | None) -> bool:
    """Return whether the story goes on from a date: it opens its sentence, or is a day not named in passing.

    >>> carries_on("L'accord signé le 5 mai 2015 dure.", Place(18, 28), "2015-05-05")
    False
    """
    if place.start <= _OPENING and _OPENS.fullmatch(text, 0, place.start):
        return True
    exact = value is not None and _DAY_OR_MONTHS.match(value) is not None
    return exact and not search_before(_IN_PASSING, text, place.start)


_UNITS_OF_TIME = ("minute", "hour", "day", "week", "month", "year")
_UNITS_OF_CALENDAR = ("day", "week", "month", "year")
_NOUNS_OF_TIME = ("minute", "minutes", "heure", "heures", "décennies", "siècles")  # items of `numbers`
_AGO = re.compile(r"(?<!\w)(?:il y a|voici|voilà) (?:déjà |tout juste |exactement )?$", re.IGNORECASE)
_AHEAD = re.compile(r"(?<!\w)dans $", re.IGNORECASE)
_LATER = re.compile(r" (?:plus tard|après(?= ?(?:[,.;:!?)]|$)))", re.IGNORECASE)
_EARLIER = re.compile(r" (?:plus tôt|auparavant|avant(?= ?(?:[,.;:!?)]|$)))", re.IGNORECASE)
_OF_WHAT = re.compile(r" (?:de |d'|du |des )", re.IGNORECASE)


def _is_time(amount: Number) -> bool:
    return amount.unit in _UNITS_OF_TIME or amount.item in _NOUNS_OF_TIME


def _durations(text: str, amounts: Iterable[Number]) -> Iterator[_Found]:
    """Yield the ``amounts`` of time, which mostly have no place in the calendar."""
    for amount in amounts:
        if amount.unit in _UNITS_OF_TIME:
            yield _Found(Place(amount.start, amount.end), amount=amount)
        elif amount.item in _NOUNS_OF_TIME:
            end = max(amount.end, text.index(amount.item, amount.start) + len(amount.item))
            yield _Found(Place(amount.start, end), amount=amount)


def _duration_meaning(text: str, amount: Number, told: Chronology) -> Meaning:
    """Return when *il y a trois jours*, *dans deux semaines* or *deux jours plus tard* is; else no value.

    Only an exact amount of whole days, weeks, months or years leads to a date. From the day of a story only
    days are counted: what is a year later has no year of the calendar.
    """
    unit, value = amount.unit, amount.value
    exact = amount.bound == "exact" and value is not None and value == int(value)
    if not exact or value is None or unit not in _UNITS_OF_CALENDAR or _OF_WHAT.match(text, amount.end):
        return Meaning()
    count = int(value)
    for away, before in ((-count, _AGO), (count, _AHEAD)):
        if search_before(before, text, amount.start):
            return _counted_from_publication(told, away, unit)
    for away, after in ((count, _LATER), (-count, _EARLIER)):
        if unit == "day" and told.day and after.match(text, amount.end):
            return Meaning(days_away(told.day, away, unit), "relative")
    return Meaning()


def _counted_from_publication(told: Chronology, away: int, unit: str) -> Meaning:
    """Return the day, week, month or year that is ``away`` units after publication."""
    meaning = by_publication(told, lambda day: days_away(day, away, unit))
    return meaning._replace(basis="relative") if meaning.value else meaning
