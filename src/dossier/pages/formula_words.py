"""An expression of our own code becomes words, as ``len(claims)`` becomes "how many claims".

The code has whole-word names, so that its parts can be read aloud.
"""

import ast
from collections.abc import Mapping
from typing import Any

from dossier.pages.cards import code_in_words
from dossier.show.amount import figure

_SILENT = ("int", "float", "round", "str", "abs", "sorted", "list", "set", "day_in_words", "bool")
_AS_THEY_ARE = (
    "astype", "to_numpy", "dropna", "items", "values", "copy", "head", "iloc", "loc", "date", "reset_index",
    "fillna", "map", "apply", "item", "squeeze",
)  # fmt: skip
_METHODS = {
    "min": "the least of {}",
    "max": "the greatest of {}",
    "mean": "the mean of {}",
    "median": "the middle of {}",
    "nunique": "how many different {}",
    "sum": "the sum of {}",
    "isna": "{} is empty",
    "notna": "{} is given",
    "idxmax": "where {} is greatest",
    "idxmin": "where {} is least",
    "value_counts": "the counts of {}",
}
_CONDITIONS = {
    "eq": "is", "ne": "is not", "gt": "is above", "ge": "is at least", "lt": "is below", "le": "is at most",
    "isin": "is one of", "between": "is between",
}  # fmt: skip
_FUNCTIONS = {
    "len": "how many {}", "min": "the least of {}", "max": "the greatest of {}", "sum": "the sum of {}",
}  # fmt: skip
_SIGNS: dict[type[ast.AST], str] = {
    ast.Add: "plus",
    ast.Sub: "minus",
    ast.Mult: "times",
    ast.Div: "divided by",
    ast.FloorDiv: "divided by",
    ast.BitAnd: "and",
    ast.BitOr: "or",
    ast.Eq: "is",
    ast.NotEq: "is not",
    ast.Gt: "is above",
    ast.GtE: "is at least",
    ast.Lt: "is below",
    ast.LtE: "is at most",
    ast.In: "is in",
    ast.NotIn: "is not in",
}


def in_words(node: ast.expr, names: Mapping[str, Any] | None = None) -> str:
    """Return an expression in words; ``names`` are those of its module, whose constants have values.

    >>> in_words(ast.parse('int(claims["polarity"].eq("denied").sum())', mode="eval").body)
    'how many claims where polarity is denied'
    >>> in_words(ast.parse("len(duties) / 2", mode="eval").body)
    'how many duties divided by 2'
    >>> in_words(ast.parse('float(totals["low"].min())', mode="eval").body)
    'the least of low of totals'
    """
    return " ".join(_Words(names or {}).of(node).split())


class _Words:
    def __init__(self, names: Mapping[str, Any]) -> None:
        self._names = names

    def of(self, node: ast.AST) -> str:
        """Return a part of an expression in words."""
        if isinstance(node, ast.Constant):
            return (
                figure(node.value) if isinstance(node.value, int | float) else code_in_words(str(node.value))
            )
        if isinstance(node, ast.Name):
            return self._name(node.id)
        if isinstance(node, ast.Attribute):
            return self._attribute(node)
        if isinstance(node, ast.Subscript):
            return self._subscript(node)
        if isinstance(node, ast.Call):
            return self._call(node)
        if isinstance(node, ast.BinOp):
            return f"{self.of(node.left)} {_SIGNS.get(type(node.op), 'with')} {self.of(node.right)}"
        if isinstance(node, ast.UnaryOp):
            return f"{'minus' if isinstance(node.op, ast.USub) else 'not'} {self.of(node.operand)}"
        if isinstance(node, ast.Compare):
            ends = zip(node.ops, node.comparators, strict=True)
            return " ".join(
                [self.of(node.left), *(f"{_SIGNS.get(type(op), 'is')} {self.of(end)}" for op, end in ends)]
            )
        if isinstance(node, ast.GeneratorExp | ast.ListComp | ast.SetComp):
            return self._comprehension(node)
        if isinstance(node, ast.Tuple | ast.List | ast.Set):
            return " and ".join(map(self.of, node.elts))
        if isinstance(node, ast.IfExp):
            return f"{self.of(node.body)} if {self.of(node.test)}, else {self.of(node.orelse)}"
        return ast.unparse(node)

    def _name(self, name: str) -> str:
        value = self._names.get(name)
        if name.isupper() or name.lstrip("_").isupper():
            if isinstance(value, int | float) and not isinstance(value, bool):
                return figure(value)
            if isinstance(value, str):
                return code_in_words(value)
        return code_in_words(name.strip("_").lower() if name.isupper() else name.strip("_"))

    def _attribute(self, node: ast.Attribute) -> str:
        if isinstance(node.value, ast.Name) and node.value.id == "data":
            return f"rows of {code_in_words(node.attr)}"
        if node.attr in _AS_THEY_ARE:
            return self.of(node.value)
        return f"{code_in_words(node.attr)} of {self.of(node.value)}"

    def _subscript(self, node: ast.Subscript) -> str:
        value = node.value
        if isinstance(value, ast.Attribute) and value.attr in _AS_THEY_ARE:
            value = value.value
        if isinstance(node.slice, ast.Compare | ast.BinOp | ast.UnaryOp | ast.Call):
            return f"{self.of(value)} where {self._condition(node.slice)}"
        if isinstance(node.slice, ast.Slice):
            return self.of(value)
        if isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, int):
            place = (
                "the first of"
                if node.slice.value == 0
                else "the last of"
                if node.slice.value == -1
                else "one of"
            )
            return f"{place} {self.of(value)}"
        if isinstance(node.slice, ast.UnaryOp):
            return f"the last of {self.of(value)}"
        return f"{self.of(node.slice)} of {self.of(value)}"

    def _condition(self, node: ast.AST) -> str:
        """Return a condition on the rows of a table, whose name stands before it already."""
        if isinstance(node, ast.BinOp):
            sign = _SIGNS.get(type(node.op), "and")
            return f"{self._condition(node.left)} {sign} {self._condition(node.right)}"
        if isinstance(node, ast.UnaryOp):
            return f"not {self._condition(node.operand)}"
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in _CONDITIONS
        ):
            ends = " and ".join(map(self.of, node.args))
            return f"{self._column(node.func.value)} {_CONDITIONS[node.func.attr]} {ends}"
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in ("isna", "notna")
        ):
            return _METHODS[node.func.attr].format(self._column(node.func.value))
        return self.of(node)

    def _column(self, node: ast.AST) -> str:
        """Return the name of a column alone."""
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
            return code_in_words(str(node.slice.value))
        return self.of(node)

    def _call(self, node: ast.Call) -> str:
        if isinstance(node.func, ast.Attribute):
            return self._method(node, node.func)
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name in _SILENT and node.args:
            return self.of(node.args[0])
        if name in _FUNCTIONS and node.args:
            return _FUNCTIONS[name].format(" and ".join(map(self.of, node.args)))
        words = [self.of(argument) for argument in node.args if not _is_data(argument)]
        return f"{self._name(name)} ({', '.join(words)})" if words else self._name(name)

    def _method(self, node: ast.Call, method: ast.Attribute) -> str:
        receiver, name = method.value, method.attr
        if name == "sum" and _is_condition(receiver):
            root = _table_of(receiver)
            where = self._condition(receiver)
            return f"how many {self.of(root)} where {where}" if root is not None else f"how often {where}"
        if name == "get" and node.args:
            return f"{self.of(node.args[0])} of {self.of(receiver)}"
        if name == "format":
            return " and ".join(map(self.of, node.args)) or self.of(receiver)
        if name in _CONDITIONS:
            return f"{self.of(receiver)} {_CONDITIONS[name]} {' and '.join(map(self.of, node.args))}"
        if name in _METHODS:
            return _METHODS[name].format(self.of(receiver))
        if name in _AS_THEY_ARE:
            return self.of(receiver)
        if isinstance(receiver, ast.Name) and hasattr(self._names.get(receiver.id), "__file__"):
            return self._call(ast.Call(ast.Name(name), node.args, []))
        return f"{code_in_words(name)} of {self.of(receiver)}"

    def _comprehension(self, node: ast.GeneratorExp | ast.ListComp | ast.SetComp) -> str:
        [first, *_] = node.generators
        where = " and ".join(self.of(test) for test in first.ifs)
        text = f"{self.of(node.elt)} for each of {self.of(first.iter)}"
        return f"{text} where {where}" if where else text


def _is_data(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id == "data"


def _is_condition(node: ast.AST) -> bool:
    """Return whether an expression is true or false for each row."""
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.BitAnd | ast.BitOr)
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.op, ast.Invert)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr in (*_CONDITIONS, "isna", "notna")
    return False


def _table_of(node: ast.AST) -> ast.AST | None:
    """Return the table whose column a condition asks."""
    while True:
        if isinstance(node, ast.BinOp):
            node = node.left
        elif isinstance(node, ast.UnaryOp):
            node = node.operand
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            node = node.func.value
        elif isinstance(node, ast.Subscript):
            return node.value
        else:
            return None
