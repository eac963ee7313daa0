"""A matplotlib figure and its description become a `Chart`: inline SVG, the same bytes on any machine.

Charts open with `canvas`, and take their colours from here. The SVG names CSS variables and no colours, so
that one drawing fits the light and the dark page.
"""

import io
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import pandas as pd
from markupsafe import Markup
from matplotlib import rc_context, style
from matplotlib.axes import Axes
from matplotlib.dates import DateFormatter, MonthLocator, date2num
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

# matplotlib places text by the widths of DejaVu Sans. Pages bring that font along (_static/figures.css);
# where it fails to load, Verdana has nearly the same widths.
LETTERS = "DejaVu Sans, Verdana, sans-serif"
STYLE = Path(__file__).with_name("dossier.mplstyle")
WIDTH = 4.6  # inches; the sizes in dossier.mplstyle suit this width

# Ink takes the colour of the page's text. In every drawing one colour is what the articles say, and the
# other what the record outside them says.
INK = "#111111"
FAINT = "#767676"
ARTICLE = "#b5480f"
RECORD = "#1f6f9f"
_COLOURS = {
    INK: "currentColor",
    FAINT: f"var(--figure-faint, {FAINT})",
    ARTICLE: f"var(--figure-article, {ARTICLE})",
    RECORD: f"var(--figure-record, {RECORD})",
}


@dataclass(frozen=True, repr=False)
class Chart:
    """A drawing as inline SVG, and ``alt``: the sentences that say what it shows."""

    svg: Markup
    alt: str

    @classmethod
    def of(cls, figure: Figure, alt: str) -> "Chart":
        """Return ``figure`` as SVG with the description ``alt``: the same data give the same bytes."""
        svg = io.StringIO()
        with rc_context({"svg.hashsalt": "dossier", "svg.fonttype": "none"}):
            figure.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
        _, _, body = svg.getvalue().partition("<svg ")  # without the XML prologue
        body = _ID.sub(rf"\1c{crc32(alt.encode()):08x}-", body)  # two charts of a page share no id
        body = _FLOAT.sub(lambda number: _short(number.group()), body)
        for superfluous in _SUPERFLUOUS:
            body = superfluous.sub("", body)
        for colour, variable in _COLOURS.items():
            body = body.replace(colour, variable)
        attributes = Markup('role="img" aria-label="{}" font-family="{}" stroke-linejoin="round"')
        # matplotlib has escaped the text in its drawing
        drawing = Markup(f'<svg class="chart" {attributes.format(alt, LETTERS)} {body.strip()}')
        return cls(drawing, alt)

    def __repr__(self) -> str:
        return self.alt

    def _repr_html_(self) -> Markup:
        return self.svg


_ID = re.compile(r'(\bid="|href="#|url\(#)')
_SUPERFLUOUS = (
    re.compile(r"<metadata>.*?</metadata>\s*", re.DOTALL),
    re.compile(r"<!--.*?-->\s*", re.DOTALL),  # a comment repeats the text of the element after it
    re.compile(r"(?<=\n) +"),  # indentation
    re.compile(r" ?\n(?!<)"),  # line breaks within a path
    re.compile(r'(?<=<g) id="[^"]*"'),  # nothing refers to a group
    re.compile(r' transform="rotate\(-?0 [^)]*\)"'),  # a rotation by nothing
    re.compile(r" font-family: [^;\"]+;?"),  # the root element has this and the next already
    re.compile(
        r"<defs>\s*<style[^>]*>\*\{stroke-linejoin: round; stroke-linecap: butt\}</style>\s*</defs>\s*"
    ),
    re.compile(r'xmlns:xlink="[^"]*" ?|xlink:(?=href)'),  # SVG 2 knows `href` without a prefix
    re.compile(r' version="1.1"'),
)
_FLOAT = re.compile(r"(?<![\w.#])-?\d+\.\d{3,}")


def _short(number: str) -> str:
    """Return a coordinate rounded to a thousandth, because processors differ in the digits after it.

    >>> _short("12.345678"), _short("-0.0001"), _short("7.000")
    ('12.346', '0', '7')
    """
    return f"{round(float(number), 3) + 0:.3f}".rstrip("0").rstrip(".")


@contextmanager
def canvas(message: str, height: float) -> Iterator[tuple[Figure, Axes]]:
    """Yield a figure ``height`` inches high with one pair of axes, and ``message`` as its title.

    >>> with canvas("One message", 1) as (figure, axes):
    ...     figure.get_suptitle()
    'One message'
    """
    with style.context(STYLE):
        figure = Figure(figsize=(WIDTH, height), layout="constrained")
        axes = figure.add_subplot()
        figure.suptitle(_title(message), x=0.0, ha="left", fontsize=10, fontweight="bold")
        yield figure, axes


_TITLE_WIDTH = 56  # letters in bold 10 point that fit the 4.6 inches of a chart


def _title(message: str) -> str:
    """Return a message in the fewest lines that fit, all of about one length.

    >>> print(_title("The port's figures imply 400 to 500 sacks a box; within rounding, one fits all"))
    The port’s figures imply 400 to 500 sacks
    a box; within rounding, one fits all
    """
    title = message.replace("'", "’")
    fewest = len(textwrap.wrap(title, _TITLE_WIDTH))
    breaks = (textwrap.wrap(title, width) for width in range(_TITLE_WIDTH // 2, _TITLE_WIDTH + 1))
    return "\n".join(next(lines for lines in breaks if len(lines) == fewest))


def shade_counts(axes: Axes, counts: pd.DataFrame, *, hollow: str = "") -> None:
    """Draw a table of counts: each number on a field whose colour is deeper for a higher count.

    The fields of the row named ``hollow`` have a dotted edge and no colour; a count of 0 has no field.
    """
    most = counts.to_numpy().max()
    for row, (name, numbers) in enumerate(counts.iterrows()):
        for column, number in enumerate(numbers):
            if number:
                # From 0.06 on, so that a 1 can be seen; up to 0.42, so that the number in it can be read.
                look: dict[str, Any] = {"facecolor": ARTICLE, "alpha": 0.06 + 0.36 * number / most}
                if name == hollow:
                    look = {"facecolor": "none", "edgecolor": FAINT, "linestyle": ":"}
                # A cell is 1 by 1 around its number; the rest is the gap between fields.
                width, height = 0.94, 0.88
                axes.add_patch(Rectangle((column - width / 2, row - height / 2), width, height, **look))
            colour = INK if number else FAINT
            axes.annotate(str(number), (column, row), ha="center", va="center", fontsize=9, color=colour)


def time_axis(axes: Axes, first: str, last: str, months: Sequence[int] = (1, 7)) -> None:
    """Set the horizontal axis from ``first`` to ``last`` (ISO dates), with a tick in each of ``months``."""
    axes.set_xlim(days(first), days(last))
    axes.xaxis.set_major_locator(MonthLocator(bymonth=months))  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_formatter(DateFormatter("%Y-%m"))  # type: ignore[no-untyped-call]


def days(date: str) -> float:
    """Return an ISO date, a day or a month, as its place on an axis of time; a month is its first day.

    >>> days("2024-06-20") - days("2024-06-19"), days("2024-06") == days("2024-06-01")
    (1.0, True)
    """
    return float(date2num(pd.Timestamp(date)))  # type: ignore[no-untyped-call]


def day_in_words(day: str) -> str:
    """Return an ISO day in words.

    >>> day_in_words("2024-12-04")
    '4 December 2024'
    """
    return f"{pd.Timestamp(day).day} {pd.Timestamp(day):%B %Y}"


def in_words(counts: Mapping[Any, int]) -> str:
    """Return counts by name as a part of a sentence.

    >>> in_words({"said": 3, "seen": 1})
    'said 3, seen 1'
    """
    return ", ".join(f"{name} {number:,}" for name, number in counts.items())
