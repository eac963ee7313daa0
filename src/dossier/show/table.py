"""A data frame becomes an accessible HTML table: `ShownTable` with its caption, `Folded` behind it.

Every cell is escaped. A cell may also be a `Link` (or a list of them), which `row_link` makes for an id that
the book prints, or `French`.
"""

import html
import re
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dossier.show.address import may_lead_to


@dataclass(frozen=True, repr=False)
class ShownTable:
    """A table with its caption, ready for a page; every cell is escaped."""

    frame: pd.DataFrame
    caption: str
    anchored: bool = False  # the first cell of a row is the id by which a page links to it

    def __repr__(self) -> str:
        return f"{self.caption} ({len(self.frame)} rows)"

    def __html__(self) -> str:
        return table_html(self)

    _repr_html_ = __html__  # templates call the first name, notebooks the second


@dataclass(frozen=True, repr=False)
class Folded:
    """A long table of which a page shows only the caption, until a reader opens it."""

    table: ShownTable

    def __repr__(self) -> str:
        return repr(self.table)

    def _repr_html_(self) -> str:
        caption = html.escape(f"{self.table.caption} ({len(self.table.frame)} rows)")
        return f'<details class="fold"><summary>{caption}</summary>{table_html(self.table)}</details>'


def table_html(table: ShownTable, *, identifier: str = "") -> str:
    """Return a table as accessible HTML: text is escaped, numbers are set to the right.

    A cell that is a ``Link``, or a list of them, becomes links. A short table with sentences in it can be
    read on a phone as one card a row, for which its cells carry the names of their columns.

    >>> "&lt;b&gt;</td>" in table_html(ShownTable(pd.DataFrame({"a": ["<b>"]}), "One cell"))
    True
    """
    frame, caption = table.frame, html.escape(table.caption)
    id_attribute = f' id="{html.escape(identifier)}"' if identifier else ""
    sides = [_side(frame[name]) for name in frame]
    heads = [html.escape(str(name)) for name in frame]
    # One cell a line: the search of the book strips the tags, and would join the words of one line.
    head = "\n".join(f'<th scope="col"{side}>{name}</th>' for side, name in zip(sides, heads, strict=True))
    stacks = len(frame) <= _MOST_CARDS and len(heads) > 2 and any("long" in side for side in sides)
    labels = [f' data-label="{name}"' if stacks else "" for name in heads]
    body = "\n".join(
        f"<tr{_anchor(row[0]) if table.anchored else ''}>"
        + "\n".join(f"<td{label}{_cell(value)}</td>" for label, value in zip(labels, row, strict=True))
        + "</tr>"
        for row in frame.itertuples(index=False, name=None)
    )
    return (
        f'<section class="table-wrap" tabindex="0" aria-label="{caption}">'
        f'<table class="dataframe{" stacks" if stacks else ""}"{id_attribute}>'
        f"<caption><span>{caption}</span></caption>\n"
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table></section>"
    )


_LONGEST_SHORT = 40  # characters; a column with more in a cell holds sentences
_LONGEST_UNBROKEN = 24  # characters; an unbroken cell sets the least width of its column
_MOST_CARDS = 60  # rows; readers look things up in a longer table, and it scrolls


def _anchor(value: object) -> str:
    """Return the attribute by which a page links to a row."""
    return f' id="{html.escape(str(value))}"'


@dataclass(frozen=True)
class Link:
    """A cell with a link: its text and the address to which it leads."""

    text: str
    address: str

    def __html__(self) -> str:
        """Return the link as HTML, escaped; templates ask a value for this.

        Where a page may not lead to the address, the text stands alone.

        >>> Link("a < b", "#c-9001").__html__()
        '<a href="#c-9001">a &lt; b</a>'
        >>> Link("a", "javascript:x").__html__()
        'a'
        """
        if not may_lead_to(self.address):
            return html.escape(self.text)
        return f'<a href="{html.escape(self.address)}">{html.escape(self.text)}</a>'


@dataclass(frozen=True)
class French:
    """A cell in French, marked so that a screen reader pronounces it as French."""

    text: str


def row_link(row: str, *, up: str = "../book/") -> Link:
    """Return the link to a row that the book prints, from a page of ``book/`` or ``notebooks/``.

    >>> row_link("c-9017").address, row_link("j-9001").address
    ('../book/ledger.html#c-9017', '../book/judgements.html#j-9001')
    """
    page = next((page for prefix, page in _PAGE_OF_ROW.items() if re.match(prefix, row)), "record")
    return Link(row, f"{up}{page}.html#{row}")


_PAGE_OF_ROW = {
    r"[cfkt]-\d{3,}$|q-\d{3,}-\d": "ledger",
    r"j-\d{3,}$": "judgements",
    r"s-\d{3,}$": "method",
    r"[a-z]\w*\.[\w.]+-": "decisions",
}


def _side(column: "pd.Series[Any]") -> str:
    """Return the class of the head of a column: numbers, or text too long for a narrow column."""
    if pd.api.types.is_numeric_dtype(column):
        return ' class="number"'
    longest = max((len(text) for text in map(_text_of, column) if text), default=0)
    return ' class="long"' if longest > _LONGEST_SHORT else ""


def _text_of(value: object) -> str:
    """Return the text of a cell, without the markup of links; nothing for any other cell."""
    if isinstance(value, list):
        return ", ".join(link.text for link in value)
    return value if isinstance(value, str) else ""


def _cell(value: object) -> str:
    """Return what follows ``<td`` in a cell: its attributes, the bracket and its content."""
    if isinstance(value, Link):
        return f"{_unbroken(value.text)}>{value.__html__()}"
    if isinstance(value, French):
        return f' lang="fr"{_unbroken(value.text)}>{html.escape(value.text)}'
    if isinstance(value, list):
        return f">{', '.join(link.__html__() for link in value)}"
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return ">"
    if isinstance(value, bool | str):
        return f"{_unbroken(str(value))}>{html.escape(str(value))}"
    return f' class="number">{grouped(value)}'


def _unbroken(text: str) -> str:
    """Return the class that keeps a date, an id or a word on one line; longer text may break."""
    return ' class="unbroken"' if len(text) <= _LONGEST_UNBROKEN and " " not in text else ""


def grouped(value: object) -> str:
    """Return a number with commas between thousands, and no more digits than it has.

    >>> grouped(10000.0), grouped(30.8), grouped(1500)
    ('10,000', '30.8', '1,500')
    """
    return f"{float(str(value)):,.15g}"
