"""What a page shows: drawings as inline SVG with their description, and tables as HTML."""

import html
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
from matplotlib import rc_context, style
from matplotlib.axes import Axes
from matplotlib.dates import DateFormatter, MonthLocator, date2num
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

# Drawings are measured in DejaVu Sans, which pages bring along (_static/figures.css); Verdana is as wide.
LETTERS = "DejaVu Sans, Verdana, sans-serif"
STYLE = Path(__file__).with_name("dossier.mplstyle")
WIDTH = 4.6  # inches; see the style sheet

# Ink follows the page; evidence of the articles and the outside record keep two colours throughout.
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
    """A drawing as inline SVG, and the sentences that say what it shows."""

    svg: str
    alt: str

    @classmethod
    def of(cls, figure: Figure, alt: str) -> "Chart":
        """Freeze ``figure``: the same data give the same bytes, on any machine."""
        drawn = io.StringIO()
        with rc_context({"svg.hashsalt": "dossier", "svg.fonttype": "none"}):
            figure.savefig(drawn, format="svg", metadata={"Date": None, "Creator": None})
        _, _, body = drawn.getvalue().partition("<svg ")  # without the XML prologue
        body = _ID.sub(rf"\1c{crc32(alt.encode()):08x}-", body)  # ids unique on a page
        body = _FLOAT.sub(lambda found: _short(found.group()), body)
        for superfluous in _SUPERFLUOUS:
            body = superfluous.sub("", body)
        for colour, variable in _COLOURS.items():
            body = body.replace(colour, variable)
        described = (
            f'role="img" aria-label="{html.escape(alt)}" font-family="{LETTERS}" stroke-linejoin="round"'
        )
        return cls(f'<svg class="chart" {described} {body.strip()}', alt)

    def __repr__(self) -> str:
        return self.alt

    def _repr_html_(self) -> str:
        return self.svg


_ID = re.compile(r'(\bid="|href="#|url\(#)')
_SUPERFLUOUS = (
    re.compile(r"<metadata>.*?</metadata>\s*", re.DOTALL),
    re.compile(r"<!--.*?-->\s*", re.DOTALL),  # each says again what the letters after it say
    re.compile(r"(?<=\n) +"),
    re.compile(r" ?\n(?!<)"),  # within a path
    re.compile(r'(?<=<g) id="[^"]*"'),  # nothing refers to a group
    re.compile(r' transform="rotate\(-?0 [^)]*\)"'),
    re.compile(r" font-family: [^;\"]+;?"),  # this and the next are said once, of the whole drawing
    re.compile(
        r"<defs>\s*<style[^>]*>\*\{stroke-linejoin: round; stroke-linecap: butt\}</style>\s*</defs>\s*"
    ),
    re.compile(r'xmlns:xlink="[^"]*" ?|xlink:(?=href)'),  # the name that it had before SVG 2
    re.compile(r' version="1.1"'),
)
_FLOAT = re.compile(r"(?<![\w.#])-?\d+\.\d{3,}")


def _short(number: str) -> str:
    """Round a coordinate to a thousandth: another processor rounds the digits after it otherwise.

    >>> _short("12.345678"), _short("-0.0001"), _short("7.000")
    ('12.346', '0', '7')
    """
    return f"{round(float(number), 3) + 0:.3f}".rstrip("0").rstrip(".")


@contextmanager
def canvas(message: str, height: float) -> Iterator[tuple[Figure, Axes]]:
    """Give a figure ``height`` inches high with one pair of axes, its message as the title.

    >>> with canvas("One message", 1) as (figure, axes):
    ...     figure.get_suptitle()
    'One message'
    """
    with style.context(STYLE):
        figure = Figure(figsize=(WIDTH, height), layout="constrained")
        axes = figure.add_subplot()
        figure.suptitle(_title(message), x=0.0, ha="left", fontsize=10, fontweight="bold")
        yield figure, axes


_TITLE_WIDTH = 56  # letters that fit a line of the title


def _title(message: str) -> str:
    """Break a message into as few lines as fit, of about one length.

    >>> print(_title("The port's figures imply 400 to 500 sacks a box; within rounding, one fits all"))
    The port’s figures imply 400 to 500 sacks
    a box; within rounding, one fits all
    """
    words = message.replace("'", "’")
    fewest = len(textwrap.wrap(words, _TITLE_WIDTH))
    breaks = (textwrap.wrap(words, width) for width in range(_TITLE_WIDTH // 2, _TITLE_WIDTH + 1))
    return "\n".join(next(lines for lines in breaks if len(lines) == fewest))


def shade_counts(axes: Axes, counts: pd.DataFrame, *, hollow: str = "") -> None:
    """Draw a table of counts, each on a field the deeper the higher it is; the row ``hollow`` has none."""
    most = counts.to_numpy().max()
    for row, (name, line) in enumerate(counts.iterrows()):
        for column, number in enumerate(line):
            if number:
                look: dict[str, Any] = {"facecolor": ARTICLE, "alpha": 0.06 + 0.36 * number / most}
                if name == hollow:
                    look = {"facecolor": "none", "edgecolor": FAINT, "linestyle": ":"}
                axes.add_patch(Rectangle((column - 0.47, row - 0.44), 0.94, 0.88, **look))
            colour = INK if number else FAINT
            axes.annotate(str(number), (column, row), ha="center", va="center", fontsize=9, color=colour)


def time_axis(axes: Axes, first: str, last: str, months: Sequence[int] = (1, 7)) -> None:
    """Make the horizontal axis run from ``first`` to ``last``, with a tick in each of ``months``."""
    axes.set_xlim(days(first), days(last))
    axes.xaxis.set_major_locator(MonthLocator(bymonth=months))  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_formatter(DateFormatter("%Y-%m"))  # type: ignore[no-untyped-call]


def days(date: str) -> float:
    """Return where an ISO date (a day, or the first of a month) stands on an axis of time.

    >>> days("2024-06-20") - days("2024-06-19"), days("2024-06") == days("2024-06-01")
    (1.0, True)
    """
    return float(date2num(pd.Timestamp(date)))  # type: ignore[no-untyped-call]


def written(day: str) -> str:
    """Write an ISO day in words.

    >>> written("2024-12-04")
    '4 December 2024'
    """
    return f"{pd.Timestamp(day).day} {pd.Timestamp(day):%B %Y}"


def in_words(counts: Mapping[Any, int]) -> str:
    """Join counts as a sentence does.

    >>> in_words({"said": 3, "seen": 1})
    'said 3, seen 1'
    """
    return ", ".join(f"{name} {number:,}" for name, number in counts.items())
