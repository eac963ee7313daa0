"""An expression of time in French becomes its meaning: value (ISO 8601), basis and reading.

`RULES` lists how French writes an expression of time; the first rule that fits a place takes it. The function
of a rule computes the value from the match and from the `Chronology`, which knows what the article has said
so far and when it was published. A rule is tried where the sentence has one of the words that it ``needs``.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from dossier.reading.calendar import (
    MONTHS,
    SEASONS,
    WEEKDAYS,
    day_of,
    days_away,
    iso_day,
    iso_month,
    month_of,
    period,
    season,
    season_near,
    span,
    times,
    weekday_near,
)
from dossier.reading.chronology import NO_YEAR, Chronology, Clues, Year
from dossier.reading.lexicon import one_of, rows
from dossier.reading.tenses import tense_near


class Meaning(NamedTuple):
    """What an expression of time means; a duration and *ces dernières semaines* have no value."""

    value: str | None = None
    basis: str | None = None
    reading: str = "certain"


_NO_VALUE = Meaning()
_UNSURE = Meaning(reading="ambiguous")
_DAYS_AWAY, _STORY_DAYS = times("day"), times("story")
_RANKS, _PARTS_OF_YEAR = times("rank"), times("part")  # a part of the year, in months
_LETTERS = {"t": 3, "q": 3, "s": 6, "h": 6}  # *T3 2024*, *H1 2024*
FIGURES = {row["word"]: int(row["value"]) for row in rows("number_words") if row["role"] == "figure"}

# Parts of patterns, from which `RULES` are built.
DAY = r"(?<!\d[.,])(?:1er|3[01]|[12]\d|0?[1-9])(?!\d)"
_YEAR = r"(?:1[89]|20)\d\d(?!\d)"
_MONTH = rf"{one_of(MONTHS)}(?!\w)"
_LONG_MONTH = one_of(name for name in MONTHS if name.isalpha())
# A month without day and year counts only in full, and in lower case or behind *en*: *sept.* may be seven.
_FULL_MONTH = rf"(?-i:{_LONG_MONTH})(?!\w)"
_SEASON = one_of(SEASONS)
_WEEKDAY = one_of(WEEKDAYS)
# *dernier* turns to the time before publication, *prochain* to the time after it.
_TURN = r"(?:derni(?:er|ère)|prochaine?|passée?)"
_TURNS = rf"{_TURN}s"
_PERIOD = r"(?P<period>semaine|week-end|mois|année|an|trimestre)"
_PERIODS = r"(?:jours|semaines|mois|ans|années|décennies|heures|temps)"
_COUNT = rf"(?:\d+|{one_of(FIGURES)})"
_BEFORE_DAY = rf"(?:(?P<this>ce) )?(?:(?P<weekday>{_WEEKDAY}),? (?:le )?)?"
_NEXT_DAY = rf"(?:le )?(?:{_WEEKDAY} )?"  # in front of the last day of a span
# *7 octobre, 2023* is how a machine translates a date; *le 7 octobre, 2023 soldats* counts.
_COMMA_YEAR = r",(?! \d+ (?!(?:ils|elles|dans|sous|après|mais|puis|lors|les|des|ses|alors)\b)[\w-]+[sx]\b)"
_IN_YEAR = rf"(?:(?:{_COMMA_YEAR})? (?:de )?(?:l'année )?(?P<year>{_YEAR})|,? '(?P<short_year>\d\d)(?![\d']))"
_OF_TURNED_YEAR = rf"(?: de (?:l'an|l'année) (?P<year_turn>{_TURN})| de (?P<this_year>cette) année)"
_OF_THIS_YEAR = r" de (?:l'|cette )année"
_TO = r"(?(entre) et |(?: à | au |[-–]))"  # *entre mai et juin*, *de mai à juin*
_ENTRE = r"(?P<entre>(?<!\w)entre (?:le )?)?"


def day_value(match: re.Match[str], told: Chronology) -> Meaning:
    """Return *7 octobre 2024* as a day; its year may have to be worked out."""
    month, day = month_of(match["month"]), day_of(match["day"])
    year = year_of(match, told, (month, day))
    return meant(year, iso_day(year.number, month, day))


def day_span_value(match: re.Match[str], told: Chronology) -> Meaning:
    """Return *7 au 11 octobre* as a span of days, which may lead over New Year."""
    last_month = month_of(match["month"])
    month = month_of(match["from_month"]) if match["from_month"] else last_month
    first, last = day_of(match["day"]), day_of(match["to_day"])
    year = year_of(match, told, (month, first))
    said = match["year"] or match["short_year"]
    begin = year.number - (month > last_month) if year.number and said else year.number
    end = begin + (month > last_month) if begin else None
    if match["from_year"]:
        begin = int(match["from_year"])
        end = year.number if said else begin + (month > last_month)
        year = Year(begin, "full")
    return meant(year, span(iso_day(begin, month, first), iso_day(end, last_month, last)))


def numeric_day_value(match: re.Match[str], told: Chronology) -> Meaning:
    """Return *07/10/2024* or *2024-10-07* as a day."""
    return Meaning(iso_day(int(match["year"]), int(match["month"]), int(match["day"])), "full")


def month_value(match: re.Match[str], told: Chronology) -> Meaning:
    """Return *mai 2024* as a month; its year may have to be worked out."""
    month = month_of(match["month"])
    year = year_of(match, told, (month,))
    return meant(year, iso_month(year.number, month))


def month_span_value(match: re.Match[str], told: Chronology) -> Meaning:
    """Return *janvier à mai 2024* as a span of months."""
    first, last = month_of(match["month"]), month_of(match["to_month"])
    year = year_of(match, told, (last,))
    begin = year.number - (first > last) if year.number else None
    from_year = int(match["from_year"] or begin or 0) or None
    return meant(year, span(iso_month(from_year, first), iso_month(year.number, last)))


def first_months_value(match: re.Match[str], told: Chronology) -> Meaning:
    """Return *cinq premiers mois de 2024* as a span of months."""
    count = (match["count"] or "0").casefold()
    months = int(count) if count.isdigit() else FIGURES[count]
    year = year_of(match, told, (months,)) if 0 < months <= 12 else NO_YEAR
    return meant(year, span(iso_month(year.number, 1), iso_month(year.number, months)))


def part_value(match: re.Match[str], told: Chronology) -> Meaning:
    """Return *deuxième trimestre 2024*, *T2 2024* or *premier semestre* as a span of months."""
    groups = match.groupdict()
    if groups.get("letter"):
        months, rank = _LETTERS[match["letter"].casefold()], int(match["rank"])
    else:
        months, rank = _PARTS_OF_YEAR[match["part"].casefold()], _RANKS.get(match["rank"].casefold(), 0)
    last = months * rank if rank else 12  # the last one ends with the year
    if last > 12:
        return _NO_VALUE
    year = year_of(match, told, (last - months + 1,))
    return meant(year, span(iso_month(year.number, last - months + 1), iso_month(year.number, last)))


def year_value(match: re.Match[str], told: Chronology) -> Meaning:
    """Return the year that the text names."""
    return Meaning(match["year"], "full")


def year_span_value(match: re.Match[str], told: Chronology) -> Meaning:
    """Return *2022-2024* as a span of years."""
    return Meaning(span(match["from_year"], match["year"]), "full")


def decade_value(match: re.Match[str], told: Chronology) -> Meaning:
    """Return *années 1960* as a span of ten years; *20* is of this century, *30* to *90* are of the last."""
    decade = int(match["decade"])
    if decade < 100:
        decade += 2000 if decade < 30 else 1900
    return Meaning(span(str(decade), str(decade + 9)), "full")


def season_of_year_value(match: re.Match[str], told: Chronology) -> Meaning:
    """Return *hiver 2023* as a span of three months; a winter begins in December of its year."""
    return Meaning(season(int(match["year"]), match["season"]), "full")


def season_value(match: re.Match[str], told: Chronology) -> Meaning:
    """Return *cet été* as the season nearest to publication, *l'été dernier* as the last one before it."""
    return by_publication(told, lambda day: season_near(day, match["season"], turn_of(match)))


def told_season_value(match: re.Match[str], told: Chronology) -> Meaning:
    """Return *au printemps* as a span of three months, in the year that the story or publication gives."""
    year = told.missing_year((SEASONS[match["season"].casefold()],), Clues(tense=tense_near(match)))
    return meant(year, season(year.number, match["season"]) if year.number else None)


def weekday_value(match: re.Match[str], told: Chronology) -> Meaning:
    """Return *mardi* as the latest one not after publication; *dernier* is before it, *prochain* after it."""
    weekday = WEEKDAYS[match["weekday"].casefold()]
    return by_publication(told, lambda day: weekday_near(day, weekday, turn_of(match)))


def day_away_value(match: re.Match[str], told: Chronology) -> Meaning:
    """Return *hier*, *ce soir* or *demain* as a day."""
    away = _DAYS_AWAY[match["away"].casefold()]
    return by_publication(told, lambda day: days_away(day, away, "day"))


def period_value(match: re.Match[str], told: Chronology) -> Meaning:
    """Return *ce mois*, *la semaine dernière* or *l'an prochain* as that week, month, quarter or year."""
    name, turn = match["period"].casefold(), turn_of(match)
    return by_publication(told, lambda day: period(name, day, turn))


def story_day_value(match: re.Match[str], told: Chronology) -> Meaning | None:
    """Return *le lendemain* as the day after the last one of the story; without one it is no date.

    *La veille* may be the day before publication, which is then marked as unsure.
    """
    away = _STORY_DAYS[match["story"].casefold()]
    if told.day:
        return Meaning(days_away(told.day, away, "day"), "relative")
    if away >= 0 or told.anchor is None:
        return None
    value = told.anchor.same_value(lambda day: days_away(day, away, "day"))
    return Meaning(value, "relative" if value else None, "ambiguous")


def story_period_value(match: re.Match[str], told: Chronology) -> Meaning | None:
    """Return *le mois suivant* or *l'année précédente* as counted from the last day of the story."""
    if told.day is None:
        return None
    turn = 1 if match["side"].casefold().startswith("suivant") else -1
    return Meaning(period(match["period"].casefold(), told.day, turn), "relative")


def no_value(match: re.Match[str], told: Chronology) -> Meaning:
    """Return no value: *ces dernières semaines* has no first and no last day."""
    return _NO_VALUE


def meant(year: Year, value: str | None) -> Meaning:
    """Return ``value`` with the basis and the reading of its year; a day that no calendar has is none."""
    return Meaning(value, year.basis if value else None, year.reading)


def by_publication(told: Chronology, value_on: Callable[[date], str | None]) -> Meaning:
    """Return the value that ``value_on`` gives on every day on which the article may have been published."""
    value = told.anchor.same_value(value_on) if told.anchor else None
    return Meaning(value, "published") if value else _UNSURE


def year_of(match: re.Match[str], told: Chronology, start: tuple[int, ...]) -> Year:
    """Return the year in the text, else the one that publication or the story gives.

    ``start`` is the month, or the month and the day, on which the date begins.
    """
    groups = match.groupdict()
    weekday = WEEKDAYS[groups["weekday"].casefold()] if groups.get("weekday") else None
    if groups.get("year") or groups.get("short_year"):
        number = int(groups.get("year") or 0) or century(int(match["short_year"]))
        wrong = weekday is not None and not _falls_on(number, start, weekday)
        return Year(number, "full", "ambiguous" if wrong else "certain")
    if groups.get("year_turn") or groups.get("this_year"):
        away = _turn(groups.get("year_turn") or "")
        year = told.anchor.same_value(lambda day: str(day.year + away)) if told.anchor else None
        return Year(int(year), "published") if year else NO_YEAR
    if turn := turn_of(match):
        if told.anchor is None:
            return NO_YEAR
        last = told.anchor.last
        today = (last.month, last.day)[: len(start)]
        away = start <= today if turn > 0 else -(start >= today)
        return Year(last.year + away, "published")
    this = bool(groups.get("this"))
    return told.missing_year(start, Clues(weekday, this, tense_near(match)))


def century(year: int) -> int:
    """Return the year of two digits, *'23* or *'98*, in full.

    >>> century(23), century(98)
    (2023, 1998)
    """
    return year + (2000 if year < 50 else 1900)


def _falls_on(year: int, start: tuple[int, ...], weekday: int) -> bool:
    value = iso_day(year, *start) if len(start) == 2 else None
    return value is None or date.fromisoformat(value).weekday() == weekday


def turn_of(match: re.Match[str]) -> int:
    """Return -1 for *dernier* or *passé*, 1 for *prochain*, else 0."""
    groups = match.groupdict()
    return _turn(groups.get("turn") or groups.get("turn_before") or "")


def _turn(word: str) -> int:
    return 1 if word.casefold().startswith("prochain") else -1 if word else 0


ValueOf = Callable[[re.Match[str], Chronology], Meaning | None]


class Rule(NamedTuple):
    """The pattern of an expression of time, the words it needs, and the function from match to meaning."""

    pattern: re.Pattern[str]
    value_of: ValueOf
    needs: str
    over_amounts: bool  # whether it is a date even where figures of it look like an amount


def _rule(place: str, value_of: ValueOf, needs: str, *, before: str = "", over_amounts: bool = False) -> Rule:
    """Return a rule whose match has the expression as its group ``place``, behind the words ``before`` it."""
    pattern = rf"{before}(?:(?<![\w-])|(?<=\bmi-))(?P<place>{place})(?!\w)"  # *mi-mai* is in May
    return Rule(re.compile(pattern, re.IGNORECASE), value_of, needs, over_amounts)


RULES = (  # a longer expression comes before those that are parts of it
    _rule(
        rf"(?:{_WEEKDAY} )?(?P<day>{DAY})(?: (?P<from_month>{_MONTH})(?: (?P<from_year>{_YEAR}))?)?"
        rf"(?(entre) et | ?(?:au |[-–]) ?){_NEXT_DAY}(?P<to_day>{DAY}) (?:de )?"
        rf"(?P<month>{_MONTH})(?:{_IN_YEAR})?",
        day_span_value,
        "month",
        before=_ENTRE,
        over_amounts=True,
    ),
    _rule(
        rf"{_BEFORE_DAY}(?P<day>{DAY}) (?:de )?(?P<month>{_MONTH})"
        rf"(?:{_IN_YEAR}|{_OF_TURNED_YEAR})?(?: (?P<turn>{_TURN}))?",
        day_value,
        "month",
        over_amounts=True,
    ),
    _rule(rf"(?P<month>{_MONTH}) (?P<day>{DAY}),? (?P<year>{_YEAR})", day_value, "month", over_amounts=True),
    _rule(rf"(?P<year>{_YEAR})-(?P<month>0[1-9]|1[0-2])-(?P<day>{DAY})", numeric_day_value, "year"),
    _rule(rf"(?P<day>{DAY})[/.](?P<month>1[0-2]|0?[1-9])[/.](?P<year>{_YEAR})", numeric_day_value, "year"),
    _rule(
        rf"(?P<month>{_MONTH})(?: (?P<from_year>{_YEAR}))?{_TO}(?P<to_month>{_MONTH})(?:{_IN_YEAR})?",
        month_span_value,
        "month",
        before=_ENTRE,
    ),
    _rule(
        rf"(?:(?P<count>{_COUNT}) )?premiers mois(?:{_IN_YEAR}|{_OF_TURNED_YEAR}|{_OF_THIS_YEAR})?",
        first_months_value,
        "period",
    ),
    _rule(
        rf"(?P<rank>{one_of(_RANKS)}) (?P<part>{one_of(_PARTS_OF_YEAR)})"
        rf"(?:{_IN_YEAR}|{_OF_TURNED_YEAR}|{_OF_THIS_YEAR})?",
        part_value,
        "part",
        over_amounts=True,
    ),
    _rule(rf"(?P<rank>dernier) (?P<part>{one_of(_PARTS_OF_YEAR)}){_IN_YEAR}", part_value, "part"),
    _rule(rf"(?P<letter>[TQ])(?P<rank>[1-4]){_IN_YEAR}", part_value, "part", over_amounts=True),
    _rule(rf"(?P<letter>[SH])(?P<rank>[12]){_IN_YEAR}", part_value, "part", over_amounts=True),
    _rule(rf"(?P<month>{_MONTH}){_IN_YEAR}", month_value, "month"),
    _rule(rf"(?P<month>{_FULL_MONTH}){_OF_TURNED_YEAR}", month_value, "month"),
    _rule(
        rf"(?:(?P<turn_before>{_TURN}) )?(?P<month>{_FULL_MONTH})(?: (?P<turn>{_TURN}))?",
        month_value,
        "month",
    ),
    _rule(
        rf"(?P<month>{_LONG_MONTH})(?: (?P<turn>{_TURN}))?",
        month_value,
        "month",
        before=r"(?<!\w)(?:en|depuis|dès|fin|début) ",
    ),
    _rule(
        rf"(?P<season>{_SEASON}) (?:de )?(?P<year>{_YEAR})(?:[-/](?:20)?\d\d(?!\d))?",
        season_of_year_value,
        "season",
        over_amounts=True,
    ),
    _rule(rf"(?:cet|ce) (?P<season>{_SEASON})", season_value, "season"),
    _rule(rf"(?P<season>{_SEASON}) (?P<turn>{_TURN})", season_value, "season"),
    _rule(rf"(?P<turn>{_TURN}) (?P<season>{_SEASON})", season_value, "season"),
    _rule(
        rf"(?P<season>{_SEASON})",
        told_season_value,
        "season",
        before=r"(?<!\w)(?:au |à l'|(?:depuis|pendant|durant|dès) (?:le |l'))",
    ),
    _rule(rf"(?P<from_year>{_YEAR}){_TO}(?P<year>{_YEAR})", year_span_value, "year", before=_ENTRE),
    _rule(r"(?:années|décennie) (?P<decade>(?:1[89]|20)?\d0)", decade_value, "period"),
    _rule(
        rf"(?:ces )?(?:{_COUNT} )?{_TURNS} {_PERIODS}|(?:ces )?{_PERIODS} (?:{_TURNS}|écoulée?s|à venir)",
        no_value,
        "period",
    ),
    _rule(rf"(?:ce|cette) {_PERIOD}(?:-ci)?(?!-)", period_value, "period"),
    _rule(rf"{_PERIOD}s? (?P<turn>{_TURN}s?)", period_value, "period"),
    _rule(rf"(?P<turn>{_TURN}) {_PERIOD}", period_value, "period"),
    _rule(rf"{_PERIOD} écoulée?", no_value, "period"),
    _rule(rf"{_PERIOD} (?P<side>suivante?|précédente?)", story_period_value, "period"),
    _rule(rf"(?:ce )?(?P<weekday>{_WEEKDAY})(?: (?P<turn>{_TURN}))?", weekday_value, "weekday"),
    _rule(rf"(?P<away>{one_of(_DAYS_AWAY)})", day_away_value, "day"),
    _rule(
        rf"(?P<story>{one_of(_STORY_DAYS)})(?! (?:de|du|des)\b| d')",
        story_day_value,
        "story",
        before=r"(?<!\w)(?:l[ea] |l'|dès le |ce )",
    ),
    _rule(rf"(?P<year>{_YEAR})(?![-/]|[.,]\d)", year_value, "year"),
)

_NEEDED = {
    **dict.fromkeys((name.removesuffix(".") for name in MONTHS), "month"),
    **dict.fromkeys(WEEKDAYS, "weekday"),
    **dict.fromkeys(SEASONS, "season"),
    **dict.fromkeys(_PARTS_OF_YEAR, "part"),
    **dict.fromkeys((f"{letter}{rank}" for letter in _LETTERS for rank in range(1, 5)), "part"),
    **dict.fromkeys(("matin", "midi", "soir", "hier", "demain", "aujourd"), "day"),
    **dict.fromkeys(("veille", "jour", "lendemain", "surlendemain"), "story"),
}
_PERIOD_WORD = re.compile(r"semaines?|end|ends|mois|années?|ans?|trimestres?|jours|décennies?|heures|temps")
_FOUR_DIGITS = re.compile(r"\d{4}")
_WORDS = re.compile(r"[^\W_]+")


def needs_met(text: str) -> frozenset[str]:
    """Return which kinds of words of time ``text`` has: the rules that need another kind cannot match.

    >>> sorted(needs_met("Le port ferme lundi 3 mai, de 2019 à l'été."))
    ['month', 'season', 'weekday', 'year']
    """
    met = set()
    for word in _WORDS.findall(text.lower()):
        if word in _NEEDED:
            met.add(_NEEDED[word])
        if _PERIOD_WORD.fullmatch(word):
            met.add("period")
        if _FOUR_DIGITS.fullmatch(word):
            met.add("year")
    return frozenset(met)
