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

    >>> print(_title("Seoul's figures imply 400 to 500 shells a box; the study's, 266 to 367 rounds"))
    Seoul’s figures imply 400 to 500 shells
    a box; the study’s, 266 to 367 rounds
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


@dataclass(frozen=True, repr=False)
class ShownTable:
    """A table with its caption, ready for a page; every cell is escaped."""

    frame: pd.DataFrame
    caption: str
    anchored: bool = False  # each row can be linked to by its first cell

    def __repr__(self) -> str:
        return f"{self.caption} ({len(self.frame)} rows)"

    def _repr_html_(self) -> str:
        return table_html(self)


@dataclass(frozen=True, repr=False)
class Folded:
    """A long table behind its caption, which opens it."""

    table: ShownTable

    def __repr__(self) -> str:
        return repr(self.table)

    def _repr_html_(self) -> str:
        caption = html.escape(f"{self.table.caption} ({len(self.table.frame)} rows)")
        return f'<details class="fold"><summary>{caption}</summary>{table_html(self.table)}</details>'


def table_html(shown: ShownTable, *, identifier: str = "") -> str:
    """Return a table as accessible HTML; text is escaped, numbers stand right.

    A cell that is a ``Link``, or a list of them, becomes links. A short table with sentences in it can be
    read on a phone as one card a row, for which its cells carry the names of their columns.

    >>> "&lt;b&gt;</td>" in table_html(ShownTable(pd.DataFrame({"a": ["<b>"]}), "One cell"))
    True
    """
    frame, caption = shown.frame, html.escape(shown.caption)
    named = f' id="{html.escape(identifier)}"' if identifier else ""
    sides = [_side(frame[name]) for name in frame]
    heads = [html.escape(str(name)) for name in frame]
    # A line each: whoever strips the tags, as the search does, finds words and not one long one.
    head = "\n".join(f'<th scope="col"{side}>{name}</th>' for side, name in zip(sides, heads, strict=True))
    stacks = len(frame) <= _MOST_CARDS and len(heads) > 2 and any("long" in side for side in sides)
    labels = [f' data-label="{name}"' if stacks else "" for name in heads]
    body = "\n".join(
        f"<tr{_anchor(row[0]) if shown.anchored else ''}>"
        + "\n".join(f"<td{label}{_cell(value)}</td>" for label, value in zip(labels, row, strict=True))
        + "</tr>"
        for row in frame.itertuples(index=False, name=None)
    )
    return (
        f'<section class="table-wrap" tabindex="0" aria-label="{caption}">'
        f'<table class="dataframe{" stacks" if stacks else ""}"{named}>'
        f"<caption><span>{caption}</span></caption>\n"
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table></section>"
    )


_MOST_CARDS = 60  # rows; a longer table is looked things up in, and scrolls


def _anchor(value: object) -> str:
    return f' id="{html.escape(str(value))}"'


@dataclass(frozen=True)
class Link:
    """A cell that leads somewhere."""

    text: str
    address: str


@dataclass(frozen=True)
class French:
    """A cell in French, marked so that a reading voice says it as French."""

    text: str


def row_link(row: str, *, up: str = "../book/") -> Link:
    """Return the link to a row that the book prints, from a page of ``book/`` or ``notebooks/``.

    >>> row_link("c-017").address, row_link("j-001").address
    ('../book/ledger.html#c-017', '../book/judgements.html#j-001')
    """
    page = next((page for prefix, page in _PAGE_OF_ROW.items() if re.match(prefix, row)), "record")
    return Link(row, f"{up}{page}.html#{row}")


_PAGE_OF_ROW = {r"[cft]-\d{3}$|q-\d{3}-\d": "ledger", r"j-\d{3}$": "judgements"}


def _side(column: "pd.Series[Any]") -> str:
    if pd.api.types.is_numeric_dtype(column):
        return ' class="number"'
    longest = max((len(text) for text in map(_plain, column) if text), default=0)
    return ' class="long"' if longest > 40 else ""


def _plain(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(link.text for link in value)
    return value if isinstance(value, str) else ""


def _cell(value: object) -> str:
    """Return the rest of an opened cell: its attributes, the bracket and what stands in it."""
    if isinstance(value, Link):
        return f"{_unbroken(value.text)}>{_link(value)}"
    if isinstance(value, French):
        return f' lang="fr"{_unbroken(value.text)}>{html.escape(value.text)}'
    if isinstance(value, list):
        return f">{', '.join(_link(link) for link in value)}"
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return ">"
    if isinstance(value, bool | str):
        return f"{_unbroken(str(value))}>{html.escape(str(value))}"
    return f' class="number">{grouped(value)}'


def _link(link: Link) -> str:
    return f'<a href="{html.escape(link.address)}">{html.escape(link.text)}</a>'


def _unbroken(text: str) -> str:
    """Keep a date, an id or a word on one line; longer text may break."""
    return ' class="unbroken"' if len(text) <= 24 and " " not in text else ""


def written(day: str) -> str:
    """Write an ISO day in words.

    >>> written("2024-12-04")
    '4 December 2024'
    """
    return f"{pd.Timestamp(day).day} {pd.Timestamp(day):%B %Y}"


def grouped(value: object) -> str:
    """Write a number with thousands apart, and no more digits than it has.

    >>> grouped(10000.0), grouped(30.8), grouped(1500)
    ('10,000', '30.8', '1,500')
    """
    return f"{float(str(value)):,.15g}"


def in_words(counts: Mapping[Any, int]) -> str:
    """Join counts as a sentence does.

    >>> in_words({"said": 3, "seen": 1})
    'said 3, seen 1'
    """
    return ", ".join(f"{name} {number:,}" for name, number in counts.items())
