"""The query of an address becomes a choice of rows of a view, and the choice becomes those rows."""

import re
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from dossier.errors import DataError, quoted
from dossier.look.views import NONE, View, Views

PAGE = 50
"""Rows on a page."""

DEEPEST = 10_000
"""Rows that can be leafed through in one order: a filter, the other direction or the CSV shows the rest."""

_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_LONGEST = 200  # characters of a value
_MOST_FIELDS = 40


class Choice(NamedTuple):
    """The filters that are set, the column that sorts, its direction, and the page from 1."""

    filters: dict[str, str]
    sort: str = ""
    down: bool = False
    page: int = 1

    def address(self, **changes: Any) -> str:
        """Return the query of this choice with ``changes``, for a link.

        >>> Choice({"unit": "USD"}).address(page=2)
        'unit=USD&page=2'
        """
        new = self._replace(**changes)
        pairs = {name: value for name, value in new.filters.items() if value}
        pairs |= {"sort": new.sort} if new.sort else {}
        pairs |= {"order": "down"} if new.down else {}
        pairs |= {"page": str(new.page)} if new.page > 1 else {}
        return urlencode(pairs)


def choice_of(view: View, query: str) -> Choice:
    """Return the choice that the query of an address makes; raise ``DataError`` for what no form sends."""
    try:
        pairs = dict(parse_qsl(query, max_num_fields=_MOST_FIELDS))
    except ValueError as reason:
        raise DataError("the address", "has too many fields", remedy="use the form") from reason
    filters = {each.name: pairs.pop(each.name, "").strip() for each in view.filters}
    for each in view.filters:
        value = filters[each.name]
        if len(value) > _LONGEST:
            raise DataError(each.label, f"{quoted(value)} is too long", remedy="write a part of it")
        if value and each.kind in ("since", "until") and not _DAY.fullmatch(value):
            raise DataError(
                each.label, f"{quoted(value)} is no date", remedy="write 2024, 2024-06 or 2024-06-19"
            )
    sort, order, page = pairs.pop("sort", ""), pairs.pop("order", ""), pairs.pop("page", "1")
    if pairs:
        raise DataError(
            "the address", f"has {quoted(next(iter(pairs)))}, which is no filter", remedy="use the form"
        )
    if sort and sort not in {column.name for column in view.shown}:
        raise DataError("the address", f"sorts by {quoted(sort)}, which is no column", remedy="use the form")
    if not re.fullmatch(r"[1-9]\d{0,5}", page) or int(page) > DEEPEST // PAGE:
        remedy = "set a filter, turn the order round, or take the CSV"
        raise DataError("the page", f"{quoted(page)} is not from 1 to {DEEPEST // PAGE}", remedy=remedy)
    return Choice(filters, sort, order == "down", int(page))


def condition(view: View, choice: Choice) -> tuple[str, list[str]]:
    """Return what the rows must fulfil, for a SELECT, and the values in it; ``true`` without a filter."""
    parts: list[str] = []
    values: list[str] = []
    for own in view.filters:
        value, column = choice.filters.get(own.name, ""), f'"{own.column or own.name}"'
        if not value:
            continue
        if value == NONE and own.kind in ("choice", "theme"):
            parts.append(f"{column} is null")
            continue
        test, value = _TESTS[own.kind], value + "~" if own.kind == "until" else value
        parts.append(test.format(column))
        values.append(f";{value};" if own.kind == "theme" else value)
    return " and ".join(parts) or "true", values


_TESTS = {
    "choice": "{} = ?",
    "words": "contains(lower({}), lower(?))",
    "theme": "contains(';' || {} || ';', ?)",
    "since": "{} >= ?",
    "until": "{} <= ?",  # the value has a sign behind it that comes after digits: 2024-06 has its last day
}


def numbers_of(views: Views, view: View, choice: Choice) -> tuple[int, list[int]]:
    """Return how many rows fulfil a choice, and the numbers of those on its page."""
    fulfils, values = condition(view, choice)
    [(count,)] = views.tables.rows(f"select count(*) from look_{view.name} where {fulfils}", values)
    found = views.tables.rows(
        f"select n from look_{view.name} where {fulfils} order by {order(choice)} "
        f"limit {PAGE} offset {(choice.page - 1) * PAGE}",
        values,
    )
    return count, [number for (number,) in found]


def order(choice: Choice) -> str:
    """Return the order of the rows for a SELECT: that of a column, empty cells last, else that of the view.

    >>> order(Choice({}, sort="unit", down=True)), order(Choice({}))
    ('"unit" is null, "by_unit" desc', 'n')
    """
    if not choice.sort:
        return "n desc" if choice.down else "n"
    return f'"{choice.sort}" is null, "by_{choice.sort}" desc' if choice.down else f'"by_{choice.sort}"'


def rows_of(views: Views, view: View, numbers: list[int]) -> list[dict[str, Any]]:
    """Return the rows with these numbers, in their order, each with its cells by column."""
    if not numbers:
        return []
    names = [str(row[0]) for row in views.tables.rows(f"describe look_{view.name}")]
    found = views.tables.rows(  # a join reads only the blocks that have one of them
        f"select v.* from look_{view.name} v join (select cast(unnest(?) as integer) as n) asked using (n)",
        [numbers],
    )
    by_number = {row[names.index("n")]: dict(zip(names, row, strict=True)) for row in found}
    return [by_number[number] for number in numbers]
