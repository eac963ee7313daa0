"""The lists `units` and `rate_bases`, and what a user adds to `units`, become the patterns that find them.

A row of `units` says which form in a text means which unit. A form of one or two letters counts only as it
is written, because *5 M* are no metres; a longer one in any case.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from dossier.errors import DataError
from dossier.reading.lexicon import one_of, rows
from dossier.reading.number_words import Figure
from dossier.schema.cells import read_dicts

CURRENCIES = frozenset(("USD", "EUR", "RUB", "CNY", "KRW", "JPY", "GBP", "CHF", "XOF", "CAD", "AUD", "UAH"))
"""Units that have at most two decimals."""

TIME = frozenset(("second", "minute", "hour", "day", "week", "month", "year"))
"""Units of a duration."""

HAS_FRACTIONS = frozenset(("percent", "per_mille", "point", "degree", "times"))
"""Units whose figures are small and often have decimals."""

_BASES = {row["form"]: row["base"] for row in rows("rate_bases")}
_BASE = rf"{one_of(_BASES)}(?!\w)"
_PER = re.compile(
    rf" ?/ ?(?P<slash>{_BASE})|(?: [^\W\d_][\w'-]*){{0,2}}? (?:par |chaque )(?P<par>{_BASE})"
    rf"| (?:le |la |l'|à l')(?P<the>{_BASE})",
)
_OVER = re.compile(r"(?: [^\W\d_][\w'-]*){0,2}? sur ")
_PERIOD = re.compile(rf" (?P<base>{_BASE})")


class Unit(NamedTuple):
    """A unit in a text: its code, and where its form begins or ends, beside the figure."""

    code: str
    place: int


class Units:
    """The forms of units that are looked for, beside a figure."""

    def __init__(self, forms: Mapping[str, str]) -> None:
        """Take the unit of each form; forms may have signs and several words."""
        self._exact = dict(forms)
        self._any_case = {
            form.casefold(): code for form, code in forms.items() if len(form) > 2 or form == "an"
        }
        self._after = re.compile(rf"[ -]?(?:de |d')?(?P<form>{one_of(forms)})(?!\w)", re.IGNORECASE)
        before = [form for form, code in forms.items() if code in CURRENCIES and form == form.upper()]
        self._before = re.compile(rf"(?<!\w){one_of(before)} ?$" if before else "(?!)")

    def code_of(self, form: str) -> str | None:
        """Return the unit that ``form`` means.

        >>> UNITS.code_of("Dollars"), UNITS.code_of("M")
        ('USD', None)
        """
        return self._exact.get(form) or self._any_case.get(form.casefold())

    def after(self, text: str, end: int) -> Unit | None:
        """Return the unit behind a figure that ends at ``end``, with the place where its form ends."""
        match = self._after.match(text, end)
        code = self.code_of(match["form"]) if match else None
        return Unit(code, match.end()) if match and code else None

    def before(self, text: str, start: int) -> Unit | None:
        """Return the unit in front of a figure, as in *€200 millions*, and where its form begins."""
        if start == 0 or text[start - 1] not in " $€£¥₽₩DRBYWPFS":
            return None
        match = self._before.search(text, max(0, start - 5), start)
        code = self.code_of(match[0].strip()) if match else None
        return Unit(code, match.start()) if match and code else None


def units_of(further: Iterable[Mapping[str, str]] = ()) -> Units:
    """Return the units of the list, and those that the rows ``further`` add or change: ``form, unit``.

    >>> units_of([{"form": "palettes", "unit": "pallet"}]).after("12 palettes", 2)
    Unit(code='pallet', place=11)
    """
    return Units({row["form"]: row["unit"] for row in (*rows("units"), *further)})


def read_forms(file: Path) -> dict[str, str]:
    """Return the units of a CSV file by their forms; its columns are ``form`` and ``unit``.

    Raises ``DataError`` for a file without these columns, and for a row with an empty cell.
    """
    try:
        listed = list(read_dicts(file.name, file.read_bytes()))
    except OSError as reason:
        raise DataError(file.name, "cannot be read", remedy="name a CSV file with form,unit") from reason
    forms: dict[str, str] = {}
    for number, row in enumerate(listed, start=2):
        form, unit = (row.get(column, "").strip() for column in ("form", "unit"))
        if not form or not unit:
            problem = "the form or its unit is missing"
            raise DataError(file.name, problem, row=f"line {number}", remedy="write form,unit in each line")
        forms[form] = unit
    return forms


UNITS = units_of()
"""The units that every report knows."""


class Rate(NamedTuple):
    """What a rate is counted by, as ``year``, and the place of the span of time that says it, if any."""

    base: str
    start: int = 0
    end: int = 0


def rate_behind(text: str, end: int, unit: str | None) -> str | None:
    """Return what the figure before ``end`` is counted by: *300 tonnes par an* by the ``year``.

    >>> rate_behind("300 tonnes par an", 10, "tonne"), rate_behind("85 dollars le baril", 10, "USD")
    ('year', 'barrel')
    """
    match = _PER.match(text, end)
    if match is None or (match["the"] and unit not in CURRENCIES | {"percent"}):
        return None
    return _BASES[match["slash"] or match["par"] or match["the"]]


def period_behind(text: str, end: int, count: Figure, unit: str | None) -> Rate | None:
    """Return the span of time over which a rate runs: *7 % sur un an*, *7 % sur deux ans*.

    ``count`` is the next figure. Only a percentage runs over more than one: *12 navires sur cinq ans* are a
    count and a duration.
    """
    period = _PERIOD.match(text, count.end)
    if period is None or count.start - end > _NEAR or not _OVER.fullmatch(text, end, count.start):
        return None
    one, base = count.value == 1, _BASES[period["base"]]
    if not (one or unit in HAS_FRACTIONS) or base not in {*TIME, "quarter"}:
        return None
    return Rate(base if one else f"{count.value:f} {base}", count.start, period.end())


_NEAR = 60  # characters between a figure and the span of time
