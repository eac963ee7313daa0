"""An ISO date, whole or partial, or a span of two → the date in words."""

import re
from datetime import date


def date_in_words(cell: str) -> str:
    """Return a date of a table in words: a year, a month, a day, or a span of two.

    >>> date_in_words("2024-06-14"), date_in_words("2024-06"), date_in_words("2024")
    ('14 June 2024', 'June 2024', '2024')
    >>> date_in_words("2023-08/2023-11"), date_in_words("2024-03-01/2024-03-05")
    ('August 2023 to November 2023', '1 March 2024 to 5 March 2024')
    """
    return " to ".join(_one(part) for part in cell.split("/"))


def month_in_words(cell: str) -> str:
    """Return the month of a date in words; of a year alone, the year.

    >>> month_in_words("2024-10-28"), month_in_words("2023")
    ('October 2024', '2023')
    """
    return _one(cell[: len("2024-10")])


def short_month(words: str) -> str:
    """Return words with each month in four letters at most, for a head that has no room.

    >>> short_month("Herald, September 2023"), short_month("Herald, June 2024")
    ('Herald, Sept 2023', 'Herald, June 2024')
    """
    for month in _MONTHS:
        short = "Sept" if month == "September" else month[:3]
        if len(month) > len("June"):
            words = re.sub(rf"\b{month}\b(?= \d)", short, words)
    return words


def _one(part: str) -> str:
    """Return a year, a month or a day in words; ``strftime`` would follow the locale."""
    year, *rest = part.split("-")
    if not rest:
        return year
    month = date(int(year), int(rest[0]), 1).month
    return " ".join([*(str(int(day)) for day in rest[1:]), _MONTHS[month - 1], year])


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
