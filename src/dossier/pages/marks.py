"""Rows named in a sentence become marks in HTML, and the cards that the marks open.

Mark and card need no script: the card is a popover, which the browser opens and closes by itself. A
browser without popovers shows a link to the row in place of the mark, and so does paper (report.css).
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from markupsafe import Markup

from dossier.pages.row_cards import Item, Outside, Ref, RowCard, RowCards, Term
from dossier.pages.templates import fragment, render
from dossier.show.table import Link, row_link

_OF_ARTICLES = ("claims", "quantities", "forecasts", "translation_flags")
_LONGEST_NOTE = 110  # characters
_MOST_ITEMS = 3  # a card of a chapter is short; the light page of the row has them all

_IN_BOOK = {
    "claims": "In the ledger",
    "quantities": "In the ledger",
    "forecasts": "In the ledger",
    "translation_flags": "In the ledger",
    "judgements": "Among the judgements",
}


class Group(NamedTuple):
    """Rows that a sentence names one after the other: the id of their card, and the rows."""

    card_id: str
    row_ids: tuple[str, ...]


class Marks:
    """The cards of a report become marks and cards of one page; ``up`` leads from it to the book's top."""

    def __init__(self, known: RowCards, on_page: Iterable[str] = (), *, up: str = "../") -> None:
        self._known, self._on_page, self._up = known, frozenset(on_page), up

    def mark(self, row_id: str) -> Markup:
        """Return the mark of a row: a button that opens its card, and the link that stands in for it."""
        side = "article" if self._known.table_of[row_id] in _OF_ARTICLES else "record"
        text = self._known.mark(row_id)
        fallback = Link(text, row_link(row_id, up=f"{self._up}book/").address)
        return fragment("mark.html.jinja", card=f"card-{row_id}", text=text, side=side, fallback=fallback)

    def more(self, group: Group) -> Markup:
        """Return the mark behind that of the first row of a group: it opens the list of all."""
        rest = group.row_ids[1:]
        links = (row_link(row_id, up=f"{self._up}book/").address for row_id in rest)
        fallback = Markup("<span>{}</span>").format(
            Markup("; ").join(
                Link(self._known.mark(row_id), address) for row_id, address in zip(rest, links, strict=True)
            )
        )
        return fragment(
            "mark.html.jinja", card=group.card_id, text=f"{len(rest)} more", side="several", fallback=fallback
        )

    def cards(self, row_ids: Iterable[str], groups: Sequence[Group] = ()) -> str:
        """Return the cards of rows, one for each however often it is cited, and those of groups."""
        return render(
            "cards.html.jinja",
            cards=[_short(self._known.card(row_id)) for row_id in dict.fromkeys(row_ids)],
            groups=[self._group(group) for group in dict.fromkeys(groups)],
            in_book=lambda card: _IN_BOOK.get(card.table, "In the record"),
            to=self._to,
            more=self._light,
            link=Link,
            up=self._up,
        )

    def _group(self, group: Group) -> dict[str, object]:
        marks = [(self.mark(row_id), self._known.says(row_id)) for row_id in group.row_ids]
        return {"card_id": group.card_id, "marks": marks}

    def _to(self, ref: Ref) -> Markup:
        """Return the mark of a row whose card is on the page; of another, the link to its light page."""
        if ref.row_id in self._on_page:
            return self.mark(ref.row_id)
        return Link(ref.text, self._light(ref.row_id)).__html__()

    def _light(self, row_id: str) -> str:
        return self._known.address(row_id, up=self._up)


def _short(card: RowCard, most: int = _MOST_ITEMS) -> RowCard:
    """Return a card whose terms have at most so many items each, and then say how many more there are."""

    def cut(term: Term) -> Term:
        if len(term.items) <= most:
            return term._replace(items=tuple(map(_cut_note, term.items)))
        rest: Item = f"and {len(term.items) - most} more, on the page of this row"
        return Term(term.name, (*map(_cut_note, term.items[:most]), rest))

    return card._replace(terms=tuple(cut(term) for term in card.terms))


def _cut_note(item: Item) -> Item:
    """Return an item whose note is no longer than a line or two, cut at a word.

    What else rests on an outside page stands on the page of the row.
    """
    if isinstance(item, Outside):
        return item._replace(source_id="")
    if isinstance(item, Ref) and len(item.note) > _LONGEST_NOTE:
        return item._replace(note=item.note[:_LONGEST_NOTE].rpartition(" ")[0] + " …")
    return item
