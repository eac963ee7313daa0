"""The figures of a choice become two drawings over time: how many are stated, and how large they are.

A drawing is a list of shapes in a box of `WIDTH` by `HEIGHT`; the template draws them, and a table beside the
drawing has the same values.
"""

from collections.abc import Sequence
from math import floor, log10
from typing import NamedTuple

from dossier.look.choice import Choice, condition
from dossier.look.views import Views
from dossier.show.amount import figure

WIDTH, HEIGHT = 400, 170
LEFT, BOTTOM, TOP = 72, 24, 10
"""Room for the labels of the axes."""

MOST_TICKS = 5
_MOST_YEARS = 120


class Period(NamedTuple):
    """A month or a year: how many figures were stated in it, the smallest, the middle and the largest."""

    name: str
    figures: int
    low: float | None
    median: float | None
    high: float | None


class Shape(NamedTuple):
    """What is drawn for a period: a bar or a line from ``top`` to ``bottom``, a dot, and what it says."""

    x: float
    width: float
    top: float
    bottom: float
    dot: float | None
    says: str


class Tick(NamedTuple):
    """A mark on an axis: how far along it, and its label."""

    at: float
    label: str


class Drawing(NamedTuple):
    """The shapes of a drawing, the marks of its axes, and what it shows, in words."""

    title: str
    says: str
    shapes: list[Shape]
    across: list[Tick]
    upright: list[Tick]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT


def periods(views: Views, choice: Choice) -> list[Period]:
    """Return the months, or the years, in which the figures of a choice were published, without a gap.

    How large they are is known only of figures with one unit.
    """
    fulfils, values = condition(views.views["figures"], choice)
    sizes = "min(amount), median(amount), max(amount)" if choice.filters.get("unit") else "null, null, null"
    found = views.tables.rows(
        f"select period, count(*), {sizes} from look_figures where {fulfils} and period is not null "
        "group by 1 order by 1",
        values,
    )
    known = {row[0]: Period(*row) for row in found}
    return [known.get(name, Period(name, 0, None, None, None)) for name in _between(list(known))]


def _between(names: list[str]) -> list[str]:
    """Return every year, or every month, from the first of ``names`` to the last.

    >>> _between(["2023-11", "2024-02"]), _between(["1999", "2001"])
    (['2023-11', '2023-12', '2024-01', '2024-02'], ['1999', '2000', '2001'])
    """
    if not names:
        return []
    years = range(int(names[0][:4]), int(names[-1][:4]) + 1)
    if len(years) > _MOST_YEARS:
        return names  # a date so far off is a slip, and its gap would fill the drawing
    if len(names[0]) == 4:
        return [f"{year:04}" for year in years]
    months = [f"{year:04}-{month:02}" for year in years for month in range(1, 13)]
    return [month for month in months if names[0] <= month <= names[-1]]


def counted(found: Sequence[Period]) -> Drawing:
    """Return the drawing of how many figures were stated in each period."""
    most = max(period.figures for period in found)
    step, width = _step(found)
    ground = HEIGHT - BOTTOM
    shapes = [
        Shape(
            LEFT + place * step + (step - width) / 2,
            width,
            ground - (ground - TOP) * period.figures / most,
            ground,
            None,
            f"{period.name}: {period.figures:,} figures",
        )
        for place, period in enumerate(found)
    ]
    upright = [Tick(ground, "0"), Tick(TOP, f"{most:,}")]
    says = f"From {found[0].name} to {found[-1].name}; at most {most:,} figures in one period."
    return Drawing("How many figures were published", says, shapes, _across(found), upright)


def spread(found: Sequence[Period], unit: str) -> Drawing | None:
    """Return the drawing of the smallest, middle and largest figure of each period; none without figures.

    The scale is that of powers of ten; a figure of nought or below it lies on the ground.
    """
    drawn = [period for period in found if period.high is not None and period.high > 0]
    if not drawn:
        return None
    positive = [value for period in drawn for value in (period.low, period.high) if value and value > 0]
    first, last = floor(log10(min(positive))), floor(log10(max(positive))) + 1
    ground = HEIGHT - BOTTOM

    def height(value: float | None) -> float:
        if value is None or value <= 0:
            return ground
        return round(ground - (ground - TOP) * (log10(value) - first) / (last - first), 1)

    step, _ = _step(found)
    shapes = [
        Shape(
            LEFT + (place + 0.5) * step,
            0,
            height(period.high),
            height(period.low),
            height(period.median),
            f"{period.name}: from {_words(period.low)} to {_words(period.high)}, middle "
            f"{_words(period.median)}",
        )
        for place, period in enumerate(found)
        if period.high is not None
    ]
    powers = range(first, last + 1, max(1, (last - first) // 4))
    upright = [Tick(height(10.0**power), figure(10.0**power)) for power in powers]
    says = (
        f"From {_words(min(positive))} to {_words(max(positive))}, {unit}. Each line goes from the smallest "
        "figure of a period to its largest; the dot is the middle one. Each mark is a power of ten."
    )
    return Drawing("How large they are", says, shapes, _across(found), upright)


def _words(value: float | None) -> str:
    return "none" if value is None else figure(float(f"{value:.4g}"))


def _step(found: Sequence[Period]) -> tuple[float, float]:
    """Return the width of a period and of its bar."""
    step = (WIDTH - LEFT) / len(found)
    return step, min(step * 0.8, 40.0)


def _across(found: Sequence[Period]) -> list[Tick]:
    """Return the marks below: the name of a period where there is room for it."""
    step, _ = _step(found)
    every = -(-len(found) // MOST_TICKS)
    return [
        Tick(round(LEFT + (place + 0.5) * step, 1), period.name)
        for place, period in enumerate(found)
        if place % every == 0
    ]
