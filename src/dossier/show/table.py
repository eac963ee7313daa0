"""A data frame becomes an accessible HTML table: `ShownTable` with its caption, `Folded` behind it.

Markup is written only as a literal with places (``Markup("<td>{}</td>").format(cell)``), and what comes into
a place is escaped, unless it is such markup itself. A cell may also be a `Link` (or a list of them), which
`row_link` makes for an id that the book prints, or `French`. A table that is set to be read (`entries`) has
a row header in each row, heads that stay, and is an entry a row on a phone.
"""

import re
from dataclasses import dataclass
from typing import Any

import pandas as pd
from markupsafe import Markup, escape

from dossier.schema.texts import ADDRESS, text_fault


@dataclass(frozen=True, repr=False)
class ShownTable:
    """A table with its caption, ready for a page; every cell is escaped."""

    frame: pd.DataFrame
    caption: str
    anchored: bool = False  # the first cell of a row is the id by which a page links to it
    ids: tuple[str, ...] = ()  # the ids by which a page links to the rows, where their first cells are words
    entries: bool = False  # set to be read: the first cell of a row is its head

    @property
    def row_ids(self) -> tuple[str, ...]:
        """The ids of the rows to which a page may link, in their order; none for a table without."""
        return self.ids or (tuple(map(str, self.frame.iloc[:, 0])) if self.anchored else ())

    def __repr__(self) -> str:
        return f"{self.caption} ({len(self.frame)} rows)"

    def __html__(self) -> Markup:
        return table_html(self)

    _repr_html_ = __html__  # templates call the first name, notebooks the second


@dataclass(frozen=True, repr=False)
class Folded:
    """A long table of which a page shows only the caption, until a reader opens it."""

    table: ShownTable

    def __repr__(self) -> str:
        return repr(self.table)

    def _repr_html_(self) -> Markup:
        folded = Markup('<details class="fold"><summary>{} ({} rows)</summary>{}</details>')
        return folded.format(self.table.caption, len(self.table.frame), table_html(self.table))


def table_html(table: ShownTable, *, identifier: str = "") -> Markup:
    """Return a table as accessible HTML: text is escaped, numbers are set to the right.

    A cell that is a ``Link``, or a list of them, becomes links. A short table with sentences in it can be
    read on a phone as one card a row, for which its cells carry the names of their columns.

    >>> "&lt;b&gt;</td>" in table_html(ShownTable(pd.DataFrame({"a": ["<b>"]}), "One cell"))
    True
    """
    frame = table.frame
    sides = [_side(frame[name], typical=table.entries) for name in frame]
    heads = [str(name) for name in frame]
    # One cell a line: the search of the book strips the tags, and would join the words of one line.
    head = Markup("\n").join(
        Markup('<th scope="col"{}>{}</th>').format(side, name)
        for side, name in zip(sides, heads, strict=True)
    )
    labelled = len(frame) <= _MOST_CARDS and len(heads) > 2 and any("long" in side for side in sides)
    labels = [Markup(' data-label="{}"').format(name) if labelled else "" for name in heads]
    row_ids = table.row_ids or ("",) * len(frame)
    between = Markup("") if table.entries else Markup("\n")
    body = between.join(
        Markup("<tr{}>{}</tr>").format(
            _id(row_id) if row_id else "",
            between.join(
                _entry_cell(label, value, is_head=at == 0)
                if table.entries
                else Markup("<td{}{}</td>").format(label, _cell(value))
                for at, (label, value) in enumerate(zip(labels, row, strict=True))
            ),
        )
        for row_id, row in zip(row_ids, frame.itertuples(index=False, name=None), strict=True)
    )
    classes = "".join([" stacks" if labelled or table.entries else "", " entries" if table.entries else ""])
    return Markup(
        '<section class="table-wrap{far}"{reached} aria-label="{caption}">'
        '<table class="dataframe{classes}"{id}>'
        "<caption><span>{caption}</span></caption>\n"
        "<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table></section>"
    ).format(
        caption=table.caption,
        far=_far(len(frame)) if table.entries else "",
        reached="" if table.entries else Markup(' tabindex="0"'),  # a box that may scroll
        classes=classes,
        id=_id(identifier) if identifier else "",
        head=head,
        body=body,
    )


def _far(number: int) -> str:
    """Return the classes of a table that is set to be read; a browser lays out a long one late.

    >>> _far(10), _far(80), _far(200)
    (' read', ' read far', ' read far many')
    """
    return " read far many" if number > 2 * _MOST_CARDS else " read far" if number > _MOST_CARDS else " read"


def _entry_cell(label: str, value: object, *, is_head: bool) -> Markup:
    """Return a cell of a table that is set to be read: any may break, and the head of a row has no label.

    The line ends within the cell: between two cells it would be one more node of a long page.
    """
    cell = _cell(value).removeprefix(_UNBROKEN)
    end = "" if cell == ">" else "\n"
    if is_head:
        return Markup('<th scope="row"{}{}</th>').format(cell, end)
    return Markup("<td{}{}{}</td>").format(label, cell, end)


_LONGEST_SHORT = 40  # characters; a column with more in a cell holds sentences
_LONGEST_UNBROKEN = 24  # characters; an unbroken cell sets the least width of its column
_MOST_CARDS = 60  # rows; readers look things up in a longer table, and it scrolls


def _id(value: object) -> Markup:
    """Return the attribute by which a page links to a row or a table."""
    return Markup(' id="{}"').format(value)


@dataclass(frozen=True)
class Link:
    """A cell with a link: its text and the address to which it leads."""

    text: str
    address: str

    def __html__(self) -> Markup:
        """Return the link as HTML, escaped; templates ask a value for this.

        It is its text alone where the address leads to no public page and to none of the book. A link out of
        the book says so; that also parts the words of an address from those of a title, which together
        could be more of an article than may stand in a page.

        >>> print(Link("a < b", "#c-9001").__html__(), Link("a", "javascript:b").__html__())
        <a href="#c-9001">a &lt; b</a> a
        >>> print(Link("a", "https://a.example").__html__())
        <a href="https://a.example" rel="external">a</a>
        """
        if not may_be_linked(self.address):
            return escape(self.text)
        outside = Markup("") if _IN_BOOK.fullmatch(self.address) else Markup(' rel="external"')
        return Markup('<a href="{}"{}>{}</a>').format(self.address, outside, self.text)


def may_be_linked(address: str) -> bool:
    """Return whether a table may link to an address: one of the book, or http(s) to a public host.

    `dossier.show.address.may_lead_to` is asked again for each link of a built page.

    >>> may_be_linked("../book/ledger.html#c-9017"), may_be_linked("https://a.example/b")
    (True, True)
    >>> may_be_linked("data:text/html,x"), may_be_linked("//a.example"), may_be_linked("java script:x")
    (False, False, False)
    """
    return bool(_IN_BOOK.fullmatch(address)) or not text_fault(address, ADDRESS)


_IN_BOOK = re.compile(r"(?!/)[\w./%-]*(#[\w.:%-]*)?")


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


def _side(column: "pd.Series[Any]", *, typical: bool = False) -> Markup:
    """Return the class of the head of a column: numbers, or text too long for a narrow column.

    The longest cell decides; in a table whose cells all break, the ``typical`` one, so that a column of few
    notes leaves the room to its neighbours.
    """
    if pd.api.types.is_numeric_dtype(column):
        return Markup(' class="number"')
    lengths = [len(text) for text in map(_text_of, column)]
    measure = sum(lengths) / max(len(lengths), 1) if typical else max(lengths, default=0)
    return Markup(' class="long"' if measure > _LONGEST_SHORT else "")


def _text_of(value: object) -> str:
    """Return the text of a cell, without the markup of links; nothing for any other cell."""
    if isinstance(value, list):
        return ", ".join(part if isinstance(part, str) else part.text for part in value)
    return value if isinstance(value, str) else ""


def _cell(value: object) -> Markup:
    """Return what follows ``<td`` in a cell: its attributes, the bracket and its content."""
    if isinstance(value, Link):
        return Markup("{}>{}").format(_unbroken(value.text), value)
    if isinstance(value, French):
        return Markup(' lang="fr"{}>{}').format(_unbroken(value.text), value.text)
    if isinstance(value, list):
        return Markup(">{}").format(_between(value).join(value))
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return Markup(">")
    if isinstance(value, bool | str):
        return Markup("{}>{}").format(_unbroken(str(value)), str(value))
    return Markup(' class="number">{}').format(grouped(value))


def _between(cells: list[Any]) -> Markup:
    """Return what stands between the links of a cell: a comma, unless a link has one of its own."""
    has_comma = any("," in str(getattr(cell, "text", cell)) for cell in cells)
    return Markup("; ") if has_comma else Markup(", ")


def _unbroken(text: str) -> Markup:
    """Return the class that keeps a date, an id or a word on one line; longer text may break."""
    short = len(text) <= _LONGEST_UNBROKEN and " " not in text
    return _UNBROKEN if short else Markup("")


_UNBROKEN = Markup(' class="unbroken"')


def grouped(value: object) -> str:
    """Return a number with commas between thousands, and no more digits than it has.

    >>> grouped(10000.0), grouped(30.8), grouped(1500)
    ('10,000', '30.8', '1,500')
    """
    return f"{float(str(value)):,.15g}"
