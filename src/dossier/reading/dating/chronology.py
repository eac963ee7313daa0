"""The dates of an article, told one after the other, become the year that the next one lacks.

*Le 18 août 2020 … Le 5 octobre*: the year of the second is that of the first. An article also names days of
long ago in passing, so a full date gives its year only where it carries the story: `Full.firm`. Where two
sources of a year disagree, the value is the likelier one and its reading is ``ambiguous``.
"""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from dossier.reading.dating.calendar import Anchor


class Year(NamedTuple):
    """A year, where it comes from (`DATE_BASES`), and whether another one is possible (`DATE_READINGS`)."""

    number: int | None
    basis: str | None
    reading: str = "certain"


class Full(NamedTuple):
    """The last date of a story whose year is known: ``firm`` if the story went on from there."""

    year: int
    month: int
    day: int
    firm: bool
    sentence: int  # in which sentence it stands


class Clues(NamedTuple):
    """What a sentence says of the year of a date without one."""

    weekday: int | None = None
    this: bool = False  # *ce 5 octobre*
    tense: str | None = None  # future, past


NO_CLUES = Clues()
NO_YEAR = Year(None, None, "ambiguous")
_RECENT = timedelta(days=31)  # news of the last weeks is dated without a year
_FAR_MONTHS = 9  # before publication: from here on, the same month of the next year is much nearer
_BACK_BY_DAY, _BACK_BY_MONTH = 6, 9  # fewer months back than that: a story does not go on to the next year
_OLDEST = 5  # years before publication in which a weekday is looked for
_AHEAD = 9  # months after publication in which a weekday is looked for
_PASSING = 2  # sentences in which a date that was named in passing is still thought of
_YEAR = re.compile(r"(?:19|20)\d\d(?<!\w\d{4})(?!\w)")


def years_named(text: str) -> list[int]:
    """Return the years that ``text`` names, the most frequent one first, of equals the latest.

    >>> years_named("De 2019 à 2024, en 2019 surtout.")
    [2019, 2024]
    """
    counts = Counter(int(year) for year in _YEAR.findall(text))
    return sorted(counts, key=lambda year: (-counts[year], -year))


class Chronology:
    """Remembers which dates an article has told so far, and when it was published.

    ``years`` are those that the article names, before and behind; they serve a weekday alone.
    """

    def __init__(self, published: str | None = None, years: Sequence[int] = ()) -> None:
        self.anchor = Anchor.of(published) if published else None
        self.day: date | None = None  # on which the story is: *la veille* is the day before it
        self._full: Full | None = None
        self._years = list(years)
        self._years_of: dict[tuple[int, ...], set[int]] = {}  # by month and day
        self._sentence = 0

    def next_sentence(self) -> None:
        """Note that a sentence begins."""
        self._sentence += 1

    def note(
        self, value: str | None, basis: str | None, reading: str = "certain", *, firm: bool = False
    ) -> None:
        """Remember a date of the story, in reading order; ``firm`` if the story goes on from there.

        >>> told = Chronology("2023-07-01")
        >>> told.note("2020-08-18", "full", firm=True)
        >>> told.missing_year((10, 5))
        Year(number=2020, basis='chain', reading='certain')
        """
        if not value:
            return
        parts = tuple(int(part) for part in value.split("/")[0].split("-"))
        is_day = len(parts) == 3 and "/" not in value and reading == "certain"
        self.day = date(*parts) if is_day else None
        if basis == "full" and parts[0] not in self._years:
            self._years.append(parts[0])
        if basis in ("published", "relative"):  # the story is back in the days of its publication
            self._full = self._full and self._full._replace(firm=False)
        elif len(parts) == 1 and firm and "/" not in value:  # *En 2015, …* may stand for what follows
            self._full = Full(parts[0], 1, 1, False, self._sentence)
        elif len(parts) > 1 and (basis == "full" or reading == "certain"):
            chained = basis == "chain" and self._full is not None and self._full.firm
            month, day = (*parts[1:], 1)[:2]
            self._full = Full(parts[0], month, day, firm or chained or basis == "weekday", self._sentence)
            if len(parts) == 3:  # a month that is named twice may be that of two years
                self._years_of.setdefault(parts[1:], set()).add(parts[0])

    def missing_year(self, start: tuple[int, ...], clues: Clues = NO_CLUES) -> Year:
        """Return the year of a date that begins in the month, or on the month and day, ``start``."""
        chain, published = self._chain(start), self._published(start, clues.tense)
        if clues.weekday is not None:
            return self._of_weekday(start, clues, chain, published)
        if chain is None or chain.number is None:
            return published
        if published.number is None:
            return chain if self._is_firm(start) else chain._replace(reading="ambiguous")
        if clues.this:
            return published
        if chain.number == published.number:
            return chain._replace(reading="certain")
        ago = self._sentence - self._full.sentence if self._full else 0
        if not self._is_firm(start) and ago > _PASSING:
            return published
        if clues.tense == "future" or not self._is_firm(start):
            return published._replace(reading="ambiguous")
        if self._is_recent(published.number, start):
            return (chain if ago <= 1 else published)._replace(reading="ambiguous")
        return chain

    def _chain(self, start: tuple[int, ...]) -> Year | None:
        """Return the year that the last full date gives; a date named before has the year it had there."""
        named = self._years_of.get(start, set())
        if len(named) == 1:
            return Year(next(iter(named)), "chain")
        if self._full is None or self._is_future(self._full.year, start):
            return None
        begin = (self._full.month, self._full.day)[: len(start)]
        if start >= begin:
            return Year(self._full.year, "chain")
        months_back = self._full.month - start[0]
        same_year = _BACK_BY_DAY if len(start) == 2 else _BACK_BY_MONTH
        if months_back < same_year or self._is_future(self._full.year + 1, start):
            return Year(self._full.year, "chain", "ambiguous")
        return Year(self._full.year + 1, "chain", "certain" if months_back >= _BACK_BY_MONTH else "ambiguous")

    def _is_firm(self, start: tuple[int, ...]) -> bool:
        return len(self._years_of.get(start, ())) == 1 or (self._full is not None and self._full.firm)

    def _published(self, start: tuple[int, ...], tense: str | None) -> Year:
        """Return the year in which the date came last before publication, or comes next after it."""
        if self.anchor is None:
            return NO_YEAR
        today = self.anchor.last
        past = today.year - (start > (today.month, today.day)[: len(start)])
        months_ago = (today.year - past) * 12 + today.month - start[0]
        if tense == "future" and months_ago > 6:
            return Year(past + 1, "published")
        first = (self.anchor.first.year, self.anchor.first.month, self.anchor.first.day)[: 1 + len(start)]
        doubtful = (past, *start) < first if tense == "future" else not tense and months_ago >= _FAR_MONTHS
        return Year(past, "published", "ambiguous" if doubtful else "certain")

    def _of_weekday(self, start: tuple[int, ...], clues: Clues, chain: Year | None, published: Year) -> Year:
        """Return the year in which the month and day ``start`` fall on the weekday of the clues."""

        def fits(year: int | None) -> bool:
            return year is not None and _weekday_of(year, start) == clues.weekday

        if chain and fits(chain.number):
            return Year(chain.number, "chain" if self._is_firm(start) else "weekday")
        if fits(published.number):
            return Year(published.number, "weekday")
        if published.number is not None and self.anchor is not None:
            coming = published.number + 1
            ahead = 12 * (coming - self.anchor.last.year) + start[0] - self.anchor.last.month
            if fits(coming) and ahead < _AHEAD:
                certain = clues.tense == "future" or ahead <= 3
                return Year(coming, "weekday", "certain" if certain else "ambiguous")
            older = [published.number - back for back in range(1, _OLDEST) if fits(published.number - back)]
            return (
                Year(older[0], "weekday", "ambiguous") if older else published._replace(reading="ambiguous")
            )
        named = [year for year in self._years if fits(year)]
        if named:
            return Year(named[0], "weekday", "certain" if len(named) == 1 else "ambiguous")
        near = [year + away for year in self._years for away in (1, -1) if fits(year + away)]
        return Year(near[0], "weekday", "ambiguous") if near else NO_YEAR

    def _is_recent(self, year: int, start: tuple[int, ...]) -> bool:
        """Return whether a date lies in the weeks before publication."""
        if self.anchor is None:
            return False
        begin = _date_of(year, start)
        return begin is not None and self.anchor.first - begin <= _RECENT

    def _is_future(self, year: int, start: tuple[int, ...]) -> bool:
        begin = _date_of(year, start)
        return self.anchor is not None and begin is not None and begin > self.anchor.last


def _date_of(year: int, start: tuple[int, ...]) -> date | None:
    """Return the first day of a month, or a day, of a year; nothing for a day that the year has not."""
    month, day = (*start, 1)[:2]
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _weekday_of(year: int, start: tuple[int, ...]) -> int | None:
    begin = _date_of(year, start)
    return begin.weekday() if begin else None
