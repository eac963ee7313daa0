"""The functions that compute ``numbers.json`` become, for each number, its formula in words and its rows.

Nothing is typed: the formula is the expression that a function returns under the name of the number, put into
words, and the rows are those of the table that the expression counts, as it is when the function returns.
"""

import ast
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

import pandas as pd
from pandas.api.types import is_bool_dtype

from dossier.data import Dataset
from dossier.pages.formula_words import in_words
from dossier.pages.row_cards import tables_with_pages

SOURCE = Path(__file__).parents[2]


class Computed(NamedTuple):
    """How a number came about: its name and value, the formula, the function and what it says, the rows."""

    name: str
    value: float | str
    formula: str
    function: str
    does: str
    rows: tuple[str, ...]
    tables: tuple[str, ...] = ()
    """The tables that the function names, itself and by functions of its module."""


class _Made(NamedTuple):
    """The function that returned a number first: where its code is, and its names when it returned."""

    file: str
    line: int
    local_names: Mapping[str, Any]
    global_names: Mapping[str, Any]


def computed(
    data: Dataset, ids: frozenset[str], numbers: Callable[[], Mapping[str, Any]]
) -> dict[str, Computed]:
    """Call ``numbers``, and return how each came about; ``ids`` are the rows to which a page may lead."""
    made: dict[str, _Made] = {}

    def note(frame: FrameType, event: str, result: Any) -> None:
        if event != "return" or not isinstance(result, dict) or not result:
            return
        code = frame.f_code
        if not code.co_filename.startswith(str(SOURCE)) or code.co_name.startswith("<"):
            return
        own = None
        for name in result:
            if isinstance(name, str) and name not in made and isinstance(result[name], int | float | str):
                own = own or _Made(code.co_filename, code.co_firstlineno, {**frame.f_locals}, frame.f_globals)
                made[name] = own

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        values = numbers()
    finally:
        sys.setprofile(before)
    rows = _Rows(data, ids)
    return {name: _computed(name, value, made.get(name), rows) for name, value in values.items()}


def _computed(name: str, value: Any, made: _Made | None, rows: "_Rows") -> Computed:
    if made is None:
        return Computed(name, value, "", "", "", ())
    function = _function_at(made.file, made.line)
    module = ".".join(Path(made.file).relative_to(SOURCE).with_suffix("").parts)
    does = (ast.get_docstring(function) or "").partition("\n")[0]
    expression = _expression(function, name)
    tables = tuple(name for name in rows.tables if name in _read_by(made.file, function.name))
    if expression is None:
        return Computed(name, value, "", f"{module}.{function.name}", does, (), tables)
    formula, counted = in_words(expression, made.global_names), rows.of(expression, made)
    if formula.startswith(_COUNTS) and len(counted) != value:
        counted = ()  # it counts something else than rows that have a page
    return Computed(name, value, formula, f"{module}.{function.name}", does, counted, tables)


@cache
def _parsed(file: str) -> ast.Module:
    return ast.parse(Path(file).read_text(encoding="utf-8"))


@cache
def _function_at(file: str, line: int) -> ast.FunctionDef:
    """Return the function whose code begins on a line."""
    return next(
        node
        for node in ast.walk(_parsed(file))
        if isinstance(node, ast.FunctionDef)
        and line in (node.lineno, *(decorator.lineno for decorator in node.decorator_list))
    )


@cache
def _read_by(file: str, function: str) -> frozenset[str]:
    """Return what a function, and the functions of its module that it calls, ask the dataset for."""
    defined = {node.name: node for node in _parsed(file).body if isinstance(node, ast.FunctionDef)}
    called, left = {function}, [function]
    asked: set[str] = set()
    while left:
        for node in ast.walk(defined.get(left.pop(), ast.Module([], []))):
            if (
                isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Name)
                and node.value.id == "data"
            ):
                asked.add(node.attr)
            elif isinstance(node, ast.Call) and (name := _called(node)) in defined and name not in called:
                called.add(name)
                left.append(name)
    return frozenset(asked)


def _expression(function: ast.FunctionDef, name: str) -> ast.expr | None:
    """Return the expression that a function gives under a name; of a variable, what was assigned to it."""
    for node in ast.walk(function):
        if isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and key.value == name:
                    return _assigned(function, value)
    return None


def _assigned(function: ast.FunctionDef, value: ast.expr) -> ast.expr:
    """Return what a function assigned to a name, alone or as one of several; else the value."""
    if isinstance(value, ast.Name):
        for node in ast.walk(function):
            if isinstance(node, ast.Assign):
                for target, given in _pairs(node.targets[0], node.value):
                    if isinstance(target, ast.Name) and target.id == value.id:
                        return given
    return value


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Yield each target of an assignment with its value; several targets of one value have the whole."""
    if isinstance(target, ast.Tuple):
        values = value.elts if isinstance(value, ast.Tuple) else []
        if len(values) != len(target.elts):
            values = [value] * len(target.elts)
        yield from zip(target.elts, values, strict=True)
    else:
        yield target, value


_COUNTS = "how many"
_PAGE = "source_id"
_TRANSPARENT = ("int", "float", "round", "len", "str", "abs", "min", "max", "sum", "sorted", "set", "list")


class _Rows:
    """The rows that an expression counts: those of the table, the choice or the list that it begins with."""

    def __init__(self, data: Dataset, ids: frozenset[str]) -> None:
        self._ids, self.tables = ids, tuple(data.schema.tables)
        keys = dict.fromkeys(data.schema.tables[name].key()[0] for name in tables_with_pages(data))
        self._keys = [key for key in keys if key != _PAGE] + [_PAGE]  # most tables have it beside their own
        self._chosen: dict[tuple[str, str], list[str]] = {}
        for row in data.selections.to_dict("records"):
            for part in {"", str(row["part"] or "")}:
                self._chosen.setdefault((str(row["use"]), part), []).append(str(row["row_id"]))

    def of(self, expression: ast.expr, made: _Made) -> tuple[str, ...]:
        """Return the ids of the rows, in their order and once each."""
        return tuple(dict.fromkeys(row_id for row_id in self._of(expression, made) if row_id in self._ids))

    def _of(self, node: ast.expr, made: _Made) -> Iterator[str]:
        if isinstance(node, ast.BinOp) and not isinstance(node.op, ast.BitAnd | ast.BitOr):
            yield from self._of(node.left, made)
            yield from self._of(node.right, made)
            return
        if isinstance(node, ast.Call) and _called(node) in _TRANSPARENT:
            for argument in node.args:
                yield from self._of(argument, made)
            return
        if isinstance(node, ast.Call) and (chosen := self._choice(node)):
            yield from chosen
            return
        if found := self._ids_in(_evaluated(node, made)):
            yield from found
            return
        root = _root(node)
        if root is not None:
            table, mask = _evaluated(root, made), _mask_of(node, made)
            if isinstance(table, pd.DataFrame) and mask is not None and len(mask) == len(table):
                yield from self._ids_in(table[mask.to_numpy()])
                return
        if inner := _inner(node):
            yield from self._of(inner, made)

    def _choice(self, call: ast.Call) -> list[str]:
        """Return the rows of `selections` whose use, and part, a call names."""
        words = [
            part.value for part in call.args if isinstance(part, ast.Constant) and isinstance(part.value, str)
        ]
        for at, word in enumerate(words):
            for part in (words[at + 1] if at + 1 < len(words) else "", ""):
                if (word, part) in self._chosen:
                    return self._chosen[word, part]
        return []

    def _ids_in(self, value: Any) -> list[str]:
        """Return the ids in a table, a row, a list or a name."""
        cells: list[Any]
        if isinstance(value, pd.DataFrame):
            named = next((key for key in self._keys if key in value), None)
            cells = list(value[named]) if named else list(value.index)
        elif isinstance(value, pd.Series):
            cells = [value[key] for key in self._keys if key in value.index][:1] or list(value)
            cells = (
                [value.name] if value.name in self._ids else cells
            )  # a row of a table with its ids as index
            if not any(isinstance(cell, str) and cell in self._ids for cell in cells):
                cells = [] if is_bool_dtype(value) else list(value.index)
        elif hasattr(value, "_fields"):
            cells = [getattr(value, key) for key in self._keys if key in value._fields][:1]
        elif isinstance(value, list | tuple | set | frozenset):
            cells = sorted(value, key=str)
        else:
            cells = [value]
        return [cell for cell in cells if isinstance(cell, str) and cell in self._ids]


def _is_dataset(node: ast.expr) -> bool:
    """Return whether a name is that of the dataset, which our functions call ``data``."""
    return isinstance(node, ast.Name) and node.id == "data"


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _inner(node: ast.expr) -> ast.expr | None:
    """Return what an expression is made of: the receiver of a method, the value of a subscript."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.value
    if isinstance(node, ast.Subscript | ast.Attribute):
        return node.value
    if isinstance(node, ast.UnaryOp):
        return node.operand
    return None


def _root(node: ast.expr) -> ast.expr | None:
    """Return the table at the beginning of an expression: a name, or a table of the dataset."""
    while True:
        if isinstance(node, ast.Attribute) and _is_dataset(node.value):
            return node
        if isinstance(node, ast.BinOp):
            inner: ast.expr | None = node.left
        elif isinstance(node, ast.Compare):
            inner = node.left
        else:
            inner = _inner(node)
        if inner is None:
            return node if isinstance(node, ast.Name) else None
        node = inner


def _mask_of(node: ast.expr, made: _Made) -> "pd.Series[bool] | None":
    """Return the condition that an expression counts: what stands before ``.sum()``."""
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("sum", "mean", "any")
    ):
        mask = _evaluated(node.func.value, made)
        if isinstance(mask, pd.Series) and is_bool_dtype(mask):
            return mask.fillna(False).astype(bool)
    return None


def _evaluated(node: ast.expr, made: _Made) -> Any:
    """Return what a part of an expression was when its function returned, or ``None``."""
    if isinstance(node, ast.Constant | ast.Lambda | ast.GeneratorExp):
        return None
    try:
        code = compile(ast.Expression(node), made.file, "eval")
        return eval(code, dict(made.global_names), dict(made.local_names))
    except Exception:
        return None
