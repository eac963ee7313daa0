"""A match of a rule for expressions of time becomes its meaning: value (ISO 8601), basis and reading.

A function here computes the value from the match and from the `Chronology`, which knows what the article has
said so far and when it was published. `rules` says which rule has which function.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from dossier.reading.dating.calendar import (
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
    weekday_and_day_near,
    weekday_near,
)
from dossier.reading.dating.chronology import NO_YEAR, Chronology, Clues, Year
from dossier.reading.dating.tenses import tense_near
from dossier.reading.lexicon import rows
from dossier.reading.spans import search_before


class Meaning(NamedTuple):
    """What an expression of time means; a duration and *ces dernières semaines* have no value."""

    value: str | None = None
    basis: str | None = None
    reading: str = "certain"


_NO_VALUE = Meaning()
_UNSURE = Meaning(reading="ambiguous")
DAYS_AWAY, STORY_DAYS = times("day"), times("story")
RANKS, PARTS_OF_YEAR = times("rank"), times("part")  # a part of the year, in months
LETTERS = {"t": 3, "q": 3, "s": 6, "h": 6}  # *T3 2024*, *H1 2024*
FIGURES = {row["word"]: int(row["value"]) for row in rows("number_words") if row["role"] == "figure"}


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
    """Return *07/10/2024*, *07/10/24* or *2024-10-07* as a day."""
    year = match["year"] if len(match["year"]) == 4 else century(int(match["year"]))
    value = iso_day(int(year), int(match["month"]), int(match["day"]))
    return Meaning(value, "full" if value else None, "certain" if value else "ambiguous")


def month_value(match: re.Match[str], told: Chronology) -> Meaning:
    """Return *mai 2024* as a month; its year may have to be worked out."""
    month = month_of(match["month"])
    year = year_of(match, told, (month,))
    return meant(year, iso_month(year.number, month))


def month_span_value(match: re.Match[str], told: Chronology) -> Meaning:
    """Return *janvier à mai 2024* as a span of months."""
    first, last = month_of(match["month"]), month_of(match["to_month"])
    if match["from_year"] and not (match["year"] or match["short_year"]):
        begin = int(match["from_year"])
        return Meaning(span(iso_month(begin, first), iso_month(begin + (first > last), last)), "full")
    year = year_of(match, told, (last,))
    before = year.number - (first > last) if year.number else None
    from_year = int(match["from_year"] or before or 0) or None
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
        months, rank = LETTERS[match["letter"].casefold()], int(match["rank"])
    else:
        months, rank = PARTS_OF_YEAR[match["part"].casefold()], RANKS.get(match["rank"].casefold(), 0)
    last = months * rank if rank else 12  # the last one ends with the year
    if last > 12:
        return _NO_VALUE
    year = year_of(match, told, (last - months + 1,))
    return meant(year, span(iso_month(year.number, last - months + 1), iso_month(year.number, last)))


def year_value(match: re.Match[str], told: Chronology) -> Meaning:
    """Return the year that the text names."""
    return Meaning(match["year"], "full")


def year_span_value(match: re.Match[str], told: Chronology) -> Meaning:
    """Return *2022-2024* or *2022-23* as a span of years."""
    first, last = match["from_year"], match["year"]
    return Meaning(span(first, last if len(last) == 4 else first[:2] + last), "full")


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


def weekday_and_day_value(match: re.Match[str], told: Chronology) -> Meaning:
    """Return *mardi 12* as the day near publication that is both."""
    weekday, number = WEEKDAYS[match["weekday"].casefold()], day_of(match["day"])
    return by_publication(told, lambda day: weekday_and_day_near(day, weekday, number))


def day_away_value(match: re.Match[str], told: Chronology) -> Meaning:
    """Return *hier*, *ce soir* or *demain* as a day."""
    away = DAYS_AWAY[match["away"].casefold()]
    return by_publication(told, lambda day: days_away(day, away, "day"))


def period_value(match: re.Match[str], told: Chronology) -> Meaning:
    """Return *ce mois*, *la semaine dernière* or *l'an prochain* as that week, month, quarter or year."""
    name, turn = match["period"].casefold(), turn_of(match)
    return by_publication(told, lambda day: period(name, day, turn))


def story_day_value(match: re.Match[str], told: Chronology) -> Meaning | None:
    """Return *le lendemain* as the day after the last one of the story; without one it is no date.

    *La veille* may be the day before publication, which is then marked as unsure.
    """
    away = STORY_DAYS[match["story"].casefold()]
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
    turn = turn_of(match) or bool(search_before(_COMING, match.string, match.start("place")))
    if turn:
        if told.anchor is None:
            return NO_YEAR
        last = told.anchor.last
        today = (last.month, last.day)[: len(start)]
        away = start <= today if turn > 0 else -(start >= today)
        return Year(last.year + away, "published")
    this = bool(groups.get("this"))
    return told.missing_year(start, Clues(weekday, this, tense_near(match)))


_COMING = re.compile(r"(?<!\w)d'ici (?:à |au |la |le )?(?:mi-|début |fin )?$", re.IGNORECASE)


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
