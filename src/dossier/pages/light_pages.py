"""The card of a row becomes its light page: one file of HTML without a script, and its twin in JSON.

Light pages belong to an edition and stand outside the book that Sphinx builds. A row of the dataset has one,
and so has each outside page and each name of the articles; none weighs more than `HEAVIEST` bytes.
"""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from dossier.data import Dataset
from dossier.pages.cards import code_in_words
from dossier.pages.citation import licences, named_edition
from dossier.pages.number_sources import Computed
from dossier.pages.policy import published
from dossier.pages.row_cards import NUMBERS, Item, Outside, Passage, Ref, RowCard, RowCards, Term
from dossier.pages.templates import environment
from dossier.report import Declaration
from dossier.show.amount import figure
from dossier.show.table import Link

HEAVIEST = 12_000
"""The most bytes of a light page."""

_MOST_NAMED = (100, 50, 25)
"""So many marks a term of many rows has; the first number with which the page is not too heavy."""

_MOST_SAID = 25
"""So many rows a term has with what they say; where there are more, each is its mark alone."""


class Sentence(NamedTuple):
    """Where the book names a row: page, id of the paragraph or figure, title of the page, the sentence."""

    page: str
    anchor: str
    title: str
    sentence: str
    language: str = ""


class LightPages:
    """The cards of a report become the light page of each row, and its twin."""

    def __init__(self, data: Dataset, declaration: Declaration) -> None:
        self.cards = RowCards(data)
        self._declaration = declaration
        self._history = histories(data)
        self._template = environment.get_template("light_page.html.jinja")
        self._common = {
            "book": declaration.title,
            "edition": named_edition(declaration),
            "licences": licences(declaration),
            "to": self._to,
            "more": self.cards.address,
            "link": Link,
        }

    def address(self, row_id: str) -> str:
        """Return the address of the light page of a row, from the top of the book."""
        return self.cards.address(row_id, up="")

    def html(self, row_id: str, uses: Sequence[Sentence] = (), in_book: str = "") -> str:
        """Return the light page of a row; ``in_book`` is the address of the row in the book, if it has one.

        Raises ``BookError`` where the page would break its policy.
        """
        history = self._history.get(row_id, [])
        page = self._fitting(self.cards.card(row_id), uses=uses, in_book=in_book, history=history)
        return published(self.address(row_id), page)

    def twin(self, row_id: str, uses: Sequence[Sentence] = (), in_book: str = "") -> bytes:
        """Return what the light page of a row says as JSON; the cells are those of the dataset."""
        card = self.cards.card(row_id)
        content = {
            "id": row_id,
            "table": card.table,
            "mark": card.mark,
            "says": card.says,
            "edition": self._declaration.version,
            "page": self.address(row_id),
            "in_book": in_book.removeprefix("../"),
            "row": {column: _plain(cell) for column, cell in self.cards.records[row_id].items()},
            "card": {term.name: [_told(item) for item in term.items] for term in card.terms},
            "used": [use._asdict() for use in uses],
            "history": self._history.get(row_id, []),
        }
        return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False).encode() + b"\n"

    def number_html(self, number: Computed, uses: Sequence[Sentence] = (), beside: Sequence[str] = ()) -> str:
        """Return the light page of a number: how it was computed, and the rows that it counts.

        ``beside`` are the rows that the same sentences of the book name.
        """
        page = self._fitting(self._number_card(number, beside), uses=uses, in_book="", history=[])
        return published(number_address(number.name), page)

    def number_twin(self, number: Computed, uses: Sequence[Sentence] = ()) -> bytes:
        """Return what the light page of a number says as JSON."""
        content = {**number._asdict(), "page": number_address(number.name)}
        content |= {"edition": self._declaration.version, "used": [use._asdict() for use in uses]}
        return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False).encode() + b"\n"

    def _number_card(self, number: Computed, beside: Sequence[str]) -> RowCard:
        """Return a number as a card: formula, function, rows, tables."""
        value = number.value if isinstance(number.value, str) else figure(number.value)
        terms: dict[str, list[Item]] = {
            "Formula": [number.formula] if number.formula else [],
            "Computed by": [f"{number.function}: {number.does}" if number.does else number.function],
            "Rows that it counts": [self.cards.ref(row_id) for row_id in number.rows],
            "Rows named beside it": [
                self.cards.ref(row_id) for row_id in beside if row_id not in number.rows
            ],
            "Tables": [
                Outside("", name, f"../book/codebook.html#table-{_in_id(name)}", "") for name in number.tables
            ],
        }
        return RowCard(
            number.name,
            "numbers.json",
            "computed number",
            f"{code_in_words(number.name)}: {value}",
            "",
            tuple(Term(name, tuple(items)) for name, items in terms.items() if any(items)),
        )

    def _fitting(self, card: RowCard, **values: Any) -> str:
        """Return the page of a card, with as many marks as it may have without weighing too much."""
        page = ""
        for named in _MOST_NAMED:
            page = self._template.render(card=shortened(card, named=named), **values, **self._common)
            if len(page.encode()) <= HEAVIEST:
                break
        return page

    def _to(self, ref: Ref) -> Markup:
        """Return the link to the light page of a row, from another light page."""
        return Link(ref.text, self.cards.address(ref.row_id)).__html__()


def number_address(name: str, *, up: str = "") -> str:
    """Return the address of the light page of a number.

    >>> number_address("boxes", up="../")
    '../numbers/boxes.html'
    """
    return f"{up}{NUMBERS}/{name}.html"


def _in_id(name: str) -> str:
    """Return the name of a table as the id of its part of the codebook has it."""
    return name.replace("_", "-")


def shortened(card: RowCard, most: int = _MOST_SAID, named: int = _MOST_NAMED[0]) -> RowCard:
    """Return a card on which a term of more than ``most`` rows has their marks alone, at most ``named``.

    >>> refs = (Ref("b", "B", "x"), Ref("c", "C", "y"))
    >>> card = RowCard("a", "t", "row", "A", "says", (Term("Rows", refs),))
    >>> [item.note for item in shortened(card, most=1).terms[0].items]
    ['', '']
    """

    def short(term: Term) -> Term:
        refs = [item for item in term.items if isinstance(item, Ref)]
        if len(refs) <= most:
            return term
        alike = len({ref.text for ref in refs}) < len(refs)  # one mark for many rows tells them not apart
        marks = [Ref(ref.row_id, ref.row_id if alike else ref.text) for ref in refs[:named]]
        rest = [f"and {len(refs) - named} more, which the data of this page have"]
        return Term(term.name, (*marks, *(rest if len(refs) > named else [])))

    return card._replace(terms=tuple(short(term) for term in card.terms))


def histories(data: Dataset) -> dict[str, list[str]]:
    """Turn `published_ids` and `reasons` into the history of each row over the editions, in lines."""
    lines: dict[str, list[str]] = {}
    for row in data.published_ids.to_dict("records"):
        lines.setdefault(str(row["row_id"]), []).append(f"In the book since edition {row['edition']}.")
    for row in data.reasons.to_dict("records"):
        column = str(row["column"]).replace("_", " ")
        was, now = _cell(row["was"]), _cell(row["is"])
        line = f"Edition {row['since']}: {column} was {was}, and is {now}: {row['reason']}."
        lines.setdefault(str(row["row_id"]), []).append(line)
    return lines


def _cell(cell: object) -> str:
    """Return what a cell had, between marks; an empty one in words."""
    return f"“{cell}”" if isinstance(cell, str) and cell else "empty"


def _told(item: Any) -> Any:
    """Return an item of a card as JSON has it."""
    if isinstance(item, str):
        return item
    if isinstance(item, Passage):
        return item.text
    return {name: value for name, value in item._asdict().items() if value}


def _plain(cell: Any) -> Any:
    """Return a cell as a number or a text of JSON; a whole number has no point.

    >>> _plain(2.0), _plain(0.5), _plain("a")
    (2, 0.5, 'a')
    """
    if isinstance(cell, str | bool):
        return cell
    number = float(cell)
    return int(number) if number.is_integer() else number
