"""A row of any table becomes a `Figure`: what it prints, what it allows, its window, who says it and how.

No other module of the desk looks at the figures in a table.
"""

import math
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import pandas as pd

from dossier.data import Dataset


class Figure(NamedTuple):
    """What a row of the record states: the figure, what it allows, for which window, who says it and how."""

    row_id: str
    table: str
    bound: str
    """What was said of the figure: a word of `schema.words.BOUNDS`."""
    low: float
    best: float
    high: float
    """The figure as its table has it; not a number where it prints none."""
    stated_low: float
    stated_high: float
    """The least and the most that the row prints; not a number where it prints none."""
    least: float
    most: float
    """The least and the most that it allows: a minimum has no most, a rounded figure its rounding."""
    unit: str
    statistic: str
    window: str
    """The span that it describes; where its page names none, the day on which it was given."""
    day: str
    """The day on which it was given; of a row without one, the end of its window."""
    who: str
    """Its claimant; of a row that names none, its page."""
    kind: str
    """What sort of claimant it has: a word of `claimants.kind`."""
    evidence: str
    confidence: str
    origins: int
    ours: bool
    """Whether this dataset computed it from what the claimant said."""

    @property
    def has_value(self) -> bool:
        """Whether the row states a figure."""
        return not math.isnan(self.stated_low)

    @property
    def end(self) -> str:
        """The last day of the window, or of the day on which the figure was given where that is earlier."""
        return min(last_day(self.window), last_day(self.day))


def last_day(when: str) -> str:
    """Return the last day of a date or span of the dataset, as texts are compared.

    >>> last_day("2024"), last_day("2023-08/2025-03"), last_day("2024-02-26")
    ('2024-12-31', '2025-03-31', '2024-02-26')
    """
    end = when.rpartition("/")[2]
    return end + "-12-31"[len(end) - len("2024") :] if len(end) < len("2024-02-26") else end


def rounding(value: float) -> float:
    """Return half a unit of the last digit of ``value`` that is not zero: what rounding may have hidden.

    >>> rounding(1700.0), rounding(2000.0), rounding(4.8e6), rounding(30.5)
    (50.0, 500.0, 50000.0, 0.05)
    """
    exponent = Decimal(f"{value:.12g}").normalize().as_tuple().exponent
    return float(Decimal(5).scaleb(int(exponent) - 1))


def allowed(bound: str, low: float, high: float) -> tuple[float, float]:
    """Return the least and the most that a figure with ``bound`` allows.

    >>> allowed("about", 1700, 1700), allowed("at_least", 200, 200), allowed("at_most", 9, 9)
    ((1650.0, 1750.0), (200, inf), (0.0, 9))
    >>> allowed("range", 4, 6), allowed("exact", 148, 148)
    ((4, 6), (148, 148))
    """
    if bound == "about":
        return low - rounding(low), high + rounding(high)
    if bound in ("at_least", "order_of_magnitude"):
        return low, math.inf
    return (0.0, high) if bound == "at_most" else (low, high)


class Figures:
    """The dataset becomes the figure of a row of any of its tables."""

    def __init__(self, data: Dataset) -> None:
        self._data = data
        self._kinds = dict(zip(data.claimants["name"], data.claimants["kind"], strict=True))
        self._records: dict[str, dict[str, Mapping[Any, Any]]] = {}

    def of(self, table: str, row_id: str, bound: str = "", evidence: str = "") -> Figure:
        """Return the figure of a row; ``bound`` and ``evidence`` are for a table without such columns."""
        row = self._row(table, row_id)
        low, best, high = (_number(row.get(column)) for column in ("low", "best", "high"))
        bound = _text(row, "bound") or bound or "exact"
        if "value" in row:
            low = best = high = _number(row["value"])
        unit = _text(row, "unit")
        stated = [value for value in (low, best, high) if not math.isnan(value)]
        ends = (min(stated), max(stated)) if stated else (math.nan, math.nan)
        window = next(filter(None, (_text(row, column) for column in _WINDOWS)), "")
        day = next(filter(None, (_text(row, column) for column in _DAYS)), "") or window.rpartition("/")[2]
        claimant = _text(row, "claimant")
        return Figure(
            row_id=row_id,
            table=table,
            bound=bound,
            low=low,
            best=best,
            high=high,
            stated_low=ends[0],
            stated_high=ends[1],
            least=allowed(bound, *ends)[0] if stated else math.nan,
            most=allowed(bound, *ends)[1] if stated else math.nan,
            unit=unit,
            statistic=_text(row, "statistic"),
            window=window or day,
            day=day,
            who=claimant or _text(row, "source_id"),
            kind=self._kinds.get(claimant, ""),
            evidence=_text(row, "evidence") or evidence,
            confidence=_text(row, "confidence"),
            origins=int(row["origins"]) if not _missing(row.get("origins")) else 1,
            ours=bool(_text(row, "derived_by")),
        )

    def _row(self, table: str, row_id: str) -> Mapping[Any, Any]:
        if table not in self._records:
            key = self._data.schema.tables[table].key()[0]
            frame: pd.DataFrame = getattr(self._data, table)
            self._records[table] = {str(row[key]): row for row in frame.to_dict("records")}
        return self._records[table][row_id]


_WINDOWS = ("period", "as_of")
_DAYS = ("statement_date", "date", "day", "reported_date")


def _number(cell: Any) -> float:
    return math.nan if _missing(cell) else float(cell)


def _text(row: Mapping[Any, Any], column: str) -> str:
    cell = row.get(column)
    return "" if _missing(cell) else str(cell)


def _missing(cell: Any) -> bool:
    return cell is None or bool(pd.isna(cell)) or cell == ""
