"""Rows of `sentence_checks` → whether the data still say what a sentence of the book says.

A condition compares two operands: ``estimates/<id>/low < estimates/<id>/low``. An operand is a cell
(``table/row/column``), a number of ``numbers.json`` (``number/name``), a count of rows
(``count/table/column=value/…``), or what is typed: a number, or a text in single marks.
"""

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import pandas as pd

from dossier.errors import DataError
from dossier.schema import Schema
from dossier.schema.files import Row, Tables, rows

FILE = "sentence_checks.csv"

Numbers = Mapping[str, float | str]

RELATIONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
    "has": lambda left, right: str(right) in str(left),
}
"""How two operands of a condition may stand to each other; texts are ordered as dates in ISO 8601 are."""

_CONDITION = re.compile(r"(?P<left>.+?) (?P<relation>!=|<=|>=|=|<|>|has) (?P<right>.+)")
_FILTER = re.compile(r"(?P<column>[a-z0-9_]+)(?P<relation>!=|<=|>=|=|<|>|~)(?P<value>.*)")
_CHANGE = re.compile(r"(?P<table>[a-z0-9_]+)/(?P<row>[^/]+)/(?P<column>[a-z0-9_]+) → ?(?P<value>.*)")


class Condition(NamedTuple):
    """What a sentence needs of the data."""

    left: str
    relation: str
    right: str


class Change(NamedTuple):
    """A cell, and the value with which the sentence would be wrong."""

    table: str
    row: str
    column: str
    value: str


def conditions_of(cell: object) -> list[Condition]:
    """Turn a cell of ``holds`` into its conditions; raise ``ValueError`` for another form.

    >>> conditions_of("number/boxes < 5; claims/c-9001/polarity = 'denied'")[1].right
    "'denied'"
    """
    conditions = []
    for part in _parts(cell):
        form = _CONDITION.fullmatch(part)
        if not form:
            raise ValueError(f"{part!r} is no operand, relation ({', '.join(RELATIONS)}) and operand")
        conditions.append(Condition(form["left"], form["relation"], form["right"]))
    return conditions


def changes_of(cell: object) -> list[list[Change]]:
    """Turn a cell of ``flips_with`` into the cells to change for each condition; raise ``ValueError``.

    Several cells that only together make a condition fail are joined by an ampersand.

    >>> changes_of("claims/c-9001/polarity → asserted & claims/c-9002/polarity → asserted")[0][1].row
    'c-9002'
    """
    changes = []
    for part in _parts(cell):
        forms = [_CHANGE.fullmatch(change) for change in part.split(" & ")]
        if not all(forms):
            raise ValueError(f"{part!r} is not `table/row/column → value`")
        changes.append([Change(*form.groups()) for form in forms if form])
    return changes


def _parts(cell: object) -> list[str]:
    """Turn a cell into its parts, which semicolons separate."""
    return [part.strip() for part in cell.split("; ")] if isinstance(cell, str) else []


def value_of(operand: str, tables: Tables, numbers: Numbers, schema: Schema) -> float | str:
    """Turn an operand into its value, an empty cell into an empty text; raise ``LookupError`` for a lost row.

    >>> claims = pd.DataFrame({"claim_id": ["c-9001"], "polarity": ["denied"]})
    >>> value_of("claims/c-9001/polarity", {"claims": claims}, {}, Schema())
    'denied'
    >>> value_of("count/claims/polarity=denied", {"claims": claims}, {}, Schema())
    1.0
    """
    if operand.startswith("'") and operand.endswith("'"):
        return operand[1:-1]
    kind, _, rest = operand.partition("/")
    if kind == "number":
        return _as_value(numbers[rest])
    if kind == "count":
        name, *filters = rest.split("/")
        table = tables[name]
        for condition in filters:
            table = table[_fits(table, condition)]
        return float(len(table))
    if not rest:
        return float(operand)
    row_id, _, column = rest.rpartition("/")
    table = tables[kind]
    [cell] = table.loc[table[schema.tables[kind].key()[0]].eq(row_id), column]
    return _as_value(cell)


def _fits(table: pd.DataFrame, condition: str) -> list[bool]:
    """Return for each row of a table whether it fits ``column=value``; ``~`` asks for a part of a cell."""
    form = _FILTER.fullmatch(condition)
    if not form:
        raise LookupError(f"{condition!r} is not a column, a relation and a value")
    relation = "has" if form["relation"] == "~" else form["relation"]
    return [compare(_as_value(cell), relation, form["value"]) for cell in table[form["column"]]]


def _as_value(cell: object) -> float | str:
    """Turn a cell into its text, or a number into a float; an empty cell is an empty text."""
    if isinstance(cell, str):
        return cell
    return "" if pd.isna(cell) else float(cell)  # type: ignore[call-overload, arg-type]


def compare(left: float | str, relation: str, right: float | str) -> bool:
    """Return whether two values stand in a relation; what is empty is neither more nor less than anything.

    A text beside a number is read as a number; where it is none, the two are different and in no order.

    >>> compare(2.0, "<", "10"), compare("2024", "<", "2024-12-04"), compare("", "<", 1.0)
    (True, True, False)
    """
    if relation == "has":
        return RELATIONS[relation](left, right)
    if isinstance(left, float) is not isinstance(right, float):
        try:
            left, right = float(left), float(right)
        except ValueError:
            return relation == "!="
    if relation not in ("=", "!=") and "" in (left, right):
        return False
    return RELATIONS[relation](left, right)


def broken(check: Row, tables: Tables, numbers: Numbers, schema: Schema) -> list[tuple[int, str]]:
    """Turn a row of `sentence_checks` into the conditions that do not hold: position, and the values there.

    A condition whose row is gone does not hold.
    """
    failures = []
    for position, condition in enumerate(conditions_of(check.holds)):
        values: list[float | str] = []
        try:
            for operand in (condition.left, condition.right):
                values.append(value_of(operand, tables, numbers, schema))
        except (LookupError, ValueError) as reason:
            lost = condition[2 * len(values)]
            failures.append((position, f"{lost} is not there ({type(reason).__name__})"))
            continue
        if not compare(values[0], condition.relation, values[1]):
            left, right = (_with_value(*pair) for pair in zip(condition[::2], values, strict=True))
            failures.append((position, f"{left} {condition.relation} {right} does not hold"))
    return failures


def _with_value(operand: str, value: float | str) -> str:
    """Return an operand with its value in brackets, where the one is not the other."""
    text = f"{value:.10g}" if isinstance(value, float) else value or "empty"
    return operand if operand.strip("'") == text else f"{operand} [{text}]"


def reversals(tables: Tables, numbers: Numbers, schema: Schema) -> Iterator[DataError]:
    """Yield a fault for each condition of `sentence_checks` that the data no longer meet."""
    for check in rows(tables["sentence_checks"]):
        for _, what in broken(check, tables, numbers, schema):
            remedy = (
                f"say on {check.page} what the data say now, then renew holds and wording; or mend the data"
            )
            yield DataError(FILE, f"a sentence is not borne out: {what}", row=check.check_id,
                            column="holds", remedy=remedy)  # fmt: skip


def changed(tables: Tables, changes: list[Change], schema: Schema) -> Tables:
    """Turn tables into copies in which the cells that ``changes`` name have their other value.

    Raises ``LookupError`` for a row or column that is not there.

    >>> claims = pd.DataFrame({"claim_id": ["c-9001"], "polarity": ["denied"]})
    >>> [change] = changes_of("claims/c-9001/polarity → asserted")[0]
    >>> changed({"claims": claims}, [change], Schema())["claims"]["polarity"].item()
    'asserted'
    """
    others = dict(tables)
    for change in changes:
        table = others[change.table].copy()
        at = table[schema.tables[change.table].key()[0]].eq(change.row)
        if not at.any() or change.column not in table:
            raise LookupError(f"{change.table} has no cell {change.row}/{change.column}")
        is_text = pd.api.types.is_string_dtype(table[change.column])
        value = change.value if is_text or not change.value else float(change.value)
        table.loc[at, change.column] = None if value == "" else value
        others[change.table] = table
    return others


def check_forms(tables: Tables, schema: Schema) -> Iterator[DataError]:
    """Yield a fault for each row of `sentence_checks` that cannot be read.

    Each condition needs a change that makes it fail; a row without conditions says why it has none.
    """
    for check in rows(tables["sentence_checks"]):
        try:
            conditions, changes = conditions_of(check.holds), changes_of(check.flips_with)
        except ValueError as reason:
            remedy = "the codebook says how conditions and changes are written"
            yield DataError(FILE, str(reason), row=check.check_id, column="holds", remedy=remedy)
            continue
        if len(conditions) != len(changes):
            problem = f"the conditions are {len(conditions)}, and the changes that break them {len(changes)}"
            remedy = "name for each condition a cell, and a value with which it fails"
            yield DataError(FILE, problem, row=check.check_id, column="flips_with", remedy=remedy)
        if not conditions and pd.isna(check.reason):
            problem = "nothing is asked of the data, and nobody says why"
            yield DataError(FILE, problem, row=check.check_id, column="reason",
                            remedy="write a condition, or why there is none")  # fmt: skip


CHECKS = (check_forms,)
"""What must hold for each row of `sentence_checks` itself: each takes tables and schema."""
