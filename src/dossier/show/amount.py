"""A row of `estimates` or `quantities` becomes its figure in words: "at least 12,000", "about 5 tonnes".

The words follow the column `bound`. All pages use this module, so that a row reads the same everywhere.
"""

from typing import Any, Protocol

import pandas as pd


class Bounded(Protocol):
    """A row with a figure: its bound, and its low, best and high value; a value not given is empty."""

    @property
    def bound(self) -> Any:
        """One of the words of `schema.words.BOUNDS`."""

    @property
    def low(self) -> Any:
        """The lower end."""

    @property
    def best(self) -> Any:
        """The single figure."""

    @property
    def high(self) -> Any:
        """The upper end."""


def amount(row: Bounded, unit: object = None) -> str:
    """Return the figure of ``row`` in words, with the bound that its claimant gave and the name of ``unit``.

    A row that is no range has one figure: ``best``, else ``low``, else ``high``.

    >>> from types import SimpleNamespace as Row
    >>> amount(Row(bound="at_least", low=12_000, best=12_000, high=None))
    'at least 12,000'
    >>> amount(Row(bound="at_most", low=None, best=4.8e6, high=4.8e6))
    'up to 4.8 million'
    >>> amount(Row(bound="about", low=None, best=260_000, high=None), "tonne")
    'about 260,000 tonnes'
    >>> amount(Row(bound="range", low=1.7e9, best=None, high=5.5e9), "USD")
    'between 1.7 billion and 5.5 billion USD'
    >>> amount(Row(bound="exact", low=148, best=148, high=148))
    '148'
    >>> amount(Row(bound="order_of_magnitude", low=1e6, best=None, high=None))
    'millions'
    >>> amount(Row(bound="exact", low=None, best=None, high=None))
    'no figure'
    """
    if row.bound == "range":
        return f"between {figure(row.low)} and {figure(row.high)}{_unit(unit, row.high)}"
    figures = [float(value) for value in (row.best, row.low, row.high) if not pd.isna(value)]
    if not figures:
        return "no figure"
    if row.bound == "order_of_magnitude":
        magnitude = _MAGNITUDES.get(figures[0], f"in the order of {figure(figures[0])}")
        return f"{magnitude}{_unit(unit, figures[0])}"
    return f"{_BOUND_WORDS[row.bound]}{figure(figures[0])}{_unit(unit, figures[0])}"


_BOUND_WORDS = {"exact": "", "about": "about ", "at_least": "at least ", "at_most": "up to "}
_MAGNITUDES = {
    1e3: "thousands",
    1e4: "tens of thousands",
    1e5: "hundreds of thousands",
    1e6: "millions",
}
"""An order of magnitude is stored as its least number: 1,000 is what a speaker calls thousands."""


def figure(value: float) -> str:
    """Return a number in words: in millions or billions if four digits of these give it exactly.

    >>> figure(4_200_000), figure(5.5e9), figure(16500), figure(7_399_640), figure(0.5)
    ('4.2 million', '5.5 billion', '16,500', '7,399,640', '0.5')
    """
    for size, word in ((1e9, "billion"), (1e6, "million")):
        short = f"{value / size:.4g}"
        if value >= size and float(short) * size == value:
            return f"{short} {word}"
    return f"{value:,.15g}"


def _unit(unit: object, value: float) -> str:
    """Return the unit behind a figure, in the plural unless the figure is one; nothing for a count."""
    if not isinstance(unit, str):
        return ""
    return f" {unit}" if unit in _WITHOUT_PLURAL or value == 1 else f" {unit}s"


_WITHOUT_PLURAL = ("USD", "percent", "times")
