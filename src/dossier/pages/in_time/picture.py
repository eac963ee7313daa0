"""Dated rows → a picture of all of them as SVG: a lane for each theme, time from left to right.

A point stands where the first day of its row is (`Axis.x`), and as low in its lane as others leave room.
Points lead to the page of their row. The picture is for eyes alone: the list below it says the same.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup

from dossier.pages.in_time.dated import Dated
from dossier.pages.templates import fragment

WIDTH, EDGE, EARLY = 1000.0, 14.0, 110.0
"""Of the drawing, of its margins, and of the part for the years before the long gap."""

STEP = 9.0
"""The distance between two points that touch."""

_HEAD, _FOOT = 22.0, 8.0
_LONGEST_GAP = 365  # days without a row; what comes before the last such gap is drawn small
_SHAPES = (
    "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0",
    "M-3.6-3.6h7.2v7.2h-7.2z",
    "M0-4.6L4.5 3.6h-9z",
    "M0-4.8L4.4 0L0 4.8L-4.4 0z",
    "M0 4.6L4.5-3.6h-9z",
    "M-1.5-4.4h3v2.9h2.9v3h-2.9v2.9h-3v-2.9h-2.9v-3h2.9z",
    "M-4.4-1.6h8.8v3.2h-8.8z",
    "M-1.6-4.4h3.2v8.8h-3.2z",
    "M-4.2-4.2h8.4l-8.4 8.4z",
    "M0-5L1.4-1.5L5-1.5L2.2.8L3.2 4.4L0 2.2L-3.2 4.4L-2.2.8L-5-1.5L-1.4-1.5z",
)


class Axis(NamedTuple):
    """Days become places from left to right: the early years in a narrow part, the others in a wide one."""

    first: date
    start: date
    """The first day of the wide part."""
    last: date

    @classmethod
    def of(cls, days: Iterable[date]) -> "Axis":
        """Return the axis of some days, with the wide part behind the last gap of a year and more."""
        known = sorted(days)
        start = known[0]
        for before, after in pairwise(known):
            if (after - before).days > _LONGEST_GAP and (known[-1] - after).days > _LONGEST_GAP:
                start = after
        return cls(known[0], start, known[-1])

    @property
    def border(self) -> float:
        """Where the wide part begins."""
        return EDGE + (EARLY if self.first < self.start else 0.0)

    def x(self, day: date) -> float:
        """Return where a day stands.

        >>> axis = Axis(date(2000, 1, 1), date(2022, 1, 1), date(2024, 1, 1))
        >>> axis.x(date(2000, 1, 1)), axis.x(date(2022, 1, 1)), axis.x(date(2024, 1, 1))
        (14.0, 124.0, 986.0)
        """
        if day < self.start:
            share = (day - self.first).days / max(1, (self.start - self.first).days)
            return round(EDGE + share * (self.border - EDGE - STEP), 1)
        share = (day - self.start).days / max(1, (self.last - self.start).days)
        return round(self.border + share * (WIDTH - EDGE - self.border), 1)

    def years(self) -> list[tuple[float, str]]:
        """Return the place and the name of each year that begins in the wide part."""
        years = range(self.start.year + 1, self.last.year + 1)
        return [(self.x(date(year, 1, 1)), str(year)) for year in years]


class Point(NamedTuple):
    """A row and where its point stands."""

    row: Dated
    x: float
    y: float


class Lane(NamedTuple):
    """A theme and its points; ``base`` is the line on which they stand."""

    theme: str
    title: str
    top: float
    base: float
    points: list[Point]


def lanes(rows: Sequence[Dated], themes: Sequence[str], axis: Axis) -> tuple[list[Lane], float]:
    """Turn dated rows into lanes in the order of ``themes``, and the height of them all.

    No two points of a lane stand on each other: each is set on the lowest level with room beside the last.
    """
    made, top = [], _HEAD
    for theme in themes:
        right: list[float] = []
        placed = []
        for row in (row for row in rows if row.theme == theme):
            x = axis.x(row.first)
            level = next((at for at, edge in enumerate(right) if x - edge >= STEP), len(right))
            right[level : level + 1] = [x]
            placed.append((row, x, level))
        base = top + 20 + STEP * max(2, len(right))
        points = [Point(row, x, round(base - STEP / 2 - 1 - level * STEP, 1)) for row, x, level in placed]
        made.append(Lane(theme, theme.capitalize(), top, base, points))
        top = base + _FOOT
    return made, top


def shapes(kinds: Sequence[str]) -> dict[str, str]:
    """Return the shape of each kind of row, as the path of an SVG; kinds beyond the shapes share the last."""
    return {kind: _SHAPES[min(at, len(_SHAPES) - 1)] for at, kind in enumerate(kinds)}


def kinds_of(rows: Iterable[Dated]) -> list[str]:
    """Return the kinds of rows, the one with most rows first; articles and forecasts last."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.kind] = counts.get(row.kind, 0) + 1
    return sorted(counts, key=lambda kind: (kind in OF_ARTICLES, -counts[kind], kind))


OF_ARTICLES = ("article", "forecast")
"""The kinds that come from the articles; the others are of the record."""


def picture(rows: Sequence[Dated], themes: Sequence[str], up: str = "../") -> Markup:
    """Turn dated rows into the picture of the timeline; ``up`` leads from the page to the book's top."""
    axis = Axis.of(row.first for row in rows)
    drawn, height = lanes(rows, themes, axis)
    kinds = kinds_of(rows)
    return fragment(
        "timeline_picture.html.jinja",
        axis=axis,
        lanes=drawn,
        articles=[(axis.x(row.first), row) for row in rows if row.table == "sources"],
        kinds=list(shapes(kinds).items()),
        number={kind: at for at, kind in enumerate(kinds)},
        of_articles=OF_ARTICLES,
        width=WIDTH,
        height=round(height + 24, 1),
        edge=EDGE,
        up=up,
    )
