"""Years, months, days and words for them become dates in ISO 8601: day, month, year or a span of two.

Nothing here reads a text. `Anchor` holds the days on which an article may have been published, because many
a page is dated by its month only.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from dossier.reading.lexicon import rows


def times(role: str) -> dict[str, int]:
    """Return the words of the list `times` that have ``role``, in lower case, each with its number.

    >>> times("season")["hiver"]
    12
    """
    return {row["word"].casefold(): int(row["number"]) for row in rows("times") if row["role"] == role}


WEEKDAYS = times("weekday")
SEASONS = times("season")  # the first of their three months
MONTHS = {row["name"]: int(row["month"]) for row in rows("months")}


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

    def same_value(self, value_on: Callable[[date], str | None]) -> str | None:
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


def month_of(name: str) -> int:
    """Return the number of a month.

    >>> month_of("Août")
    8
    """
    return MONTHS[name.casefold()]


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
    first = SEASONS[name.casefold()]
    return f"{year}-{first:02}/{year + first // 12}-{(first + 1) % 12 + 1:02}"


def season_near(day: date, name: str, turn: int = 0) -> str:
    """Return the season nearest to ``day``; for ``turn`` -1 the last one before it, for 1 the next one.

    >>> season_near(date(2024, 10, 28), "automne", -1)
    '2023-09/2023-11'
    """
    begins = [date(day.year + n, SEASONS[name.casefold()], 1) for n in (-2, -1, 0, 1, 2)]
    if turn < 0:  # it is over: three months have at most 92 days
        return season(max(begin.year for begin in begins if begin + timedelta(days=92) <= day), name)
    if turn > 0:
        return season(min(begin.year for begin in begins if begin > day), name)
    # The one whose middle, 45 days after its begin, is nearest.
    return season(min(begins, key=lambda begin: abs((begin + timedelta(days=45) - day).days)).year, name)


def weekday_near(day: date, weekday: int, turn: int = 0) -> str:
    """Return the latest such weekday not after ``day``; for ``turn`` -1 before it, for 1 after it.

    >>> weekday_near(date(2024, 10, 28), WEEKDAYS["jeudi"])
    '2024-10-24'
    """
    ago = (day.weekday() - weekday) % 7
    if turn > 0:
        ago -= 7
    elif turn < 0 and ago == 0:
        ago = 7
    return (day - timedelta(days=ago)).isoformat()


def weekday_and_day_near(day: date, weekday: int, number: int) -> str | None:
    """Return the day of the month ``number`` that is such a weekday: in the month before ``day`` or after it.

    >>> weekday_and_day_near(date(2024, 10, 28), WEEKDAYS["jeudi"], 24)
    '2024-10-24'
    """
    for away in (*range(0, -32, -1), *range(1, 32)):
        near = days_away(day, away, "day")
        if near and int(near[8:]) == number and date.fromisoformat(near).weekday() == weekday:
            return near
    return None


def period(name: str, day: date, turn: int) -> str:
    """Return the week, weekend, month, quarter or year of ``day``; for ``turn`` -1 or 1, the one beside it.

    >>> period("mois", date(2024, 1, 31), -1), period("an", date(2024, 1, 31), -3)
    ('2023-12', '2021')
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


_PERIOD_OF = {"week": "semaine", "month": "mois", "year": "an"}


def days_away(day: date, count: int, unit: str) -> str | None:
    """Return the day, or the week, month or year, that lies ``count`` units after ``day``, as units are used.

    >>> days_away(date(2024, 10, 28), -3, "day"), days_away(date(2024, 10, 28), -2, "year")
    ('2024-10-25', '2022')
    """
    try:
        if unit == "day":
            return (day + timedelta(days=count)).isoformat()
        value = period(_PERIOD_OF[unit], day, count)
    except OverflowError:  # no calendar has it
        return None
    return value if re.match(r"\d{4}(?!\d)", value) else None
