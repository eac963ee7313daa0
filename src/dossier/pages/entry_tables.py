"""Rows of a table become a table that is set to be read: at most five columns, one entry a row.

The first cell of a row is its short mark, "Belcastre, 14 June 2024", and leads to its light page, which has
what the table leaves out: the chain, the rung, what uses the row. The last cell leads to the outside pages.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dossier.evidence.claims import support
from dossier.pages.row_cards import RowCards, filled, thing_of, value_of
from dossier.schema.files import live
from dossier.schema.words import RECORD_CONFIDENCES
from dossier.show.table import Link, ShownTable, row_link

MARK, FIGURE, PAGES = "the mark", "the figure", "the pages"
"""What stands below a head beside the cells of columns: the short mark of the row, what it counts with the
number and its bound, and the outside pages with how well they support the row. Words behind the name of a
column stand before its cell: ``found_date found`` is "found July 2023"."""

Heads = Mapping[str, tuple[str, ...]]
"""The heads of a table, each with the columns whose cells stand below it."""

ENTRIES: dict[str, Heads] = {
    "estimates": {
        "who and when": (MARK, "claimant"),
        "figure": (FIGURE, "weapon"),
        "window and place": ("period", "place"),
        "note": ("note",),
        "outside page": (PAGES,),
    },
    "claimants": {
        "name": ("name",),
        "short name, and as figures label it": ("short_name", "label"),
        "speaks for": ("side", "part_of"),
        "kind": ("kind",),
        "in the cast": ("entity_id",),
    },
    "bodies": {
        "name": ("name",),
        "side": ("side",),
        "whose word it is": ("body",),
        "in the cast": ("entity_id",),
    },
    "events": {
        "who and when": (MARK,),
        "what happened": ("summary",),
        "where": ("place", "forum"),
        "status and note": ("status", "note"),
        "outside page": (PAGES,),
    },
    "statements": {
        "for whom and when": (MARK,),
        "who, and of what": ("speaker", "topic", "position"),
        "what was said": ("summary",),
        "note": ("note",),
        "outside page": (PAGES,),
    },
    "outcomes": {
        "matter and day": (MARK,),
        "how it stood": ("state",),
        "outside page": (PAGES,),
    },
    "outcome_sides": {
        "matter": ("outcome_id",),
        "who": ("claimant_id",),
        "when, and on which side": ("day", "position"),
        "note": ("note",),
        "outside page": (PAGES,),
    },
}
"""The tables of the engine that are set to be read."""


def entry_table(cards: RowCards, name: str, heads: Heads, caption: str, *, anchored: bool) -> ShownTable:
    """Turn the live rows of a table into one with these heads; ``anchored`` gives each row its address."""
    table = cards.data.schema.tables[name]
    key = table.key()[0]
    rows = [filled(record) for record in live(getattr(cards.data, name)).to_dict("records")]
    frame = pd.DataFrame(
        [[_cell(cards, name, row, parts) for parts in heads.values()] for row in rows], columns=list(heads)
    )
    ids = tuple(str(row[key]) for row in rows) if anchored else ()
    return ShownTable(frame, caption, ids=ids, entries=True)


def _cell(cards: RowCards, name: str, row: Mapping[str, Any], parts: Sequence[str]) -> Any:
    """Return what stands in a cell: a link, a list of them, or words."""
    table = cards.data.schema.tables[name]
    if MARK in parts:
        row_id = str(row[table.key()[0]])
        mark = Link(cards.mark(row_id), cards.address(row_id))
        beside = (_words(cards, table, row, part) for part in parts[1:])
        return [mark, *(words for words in beside if words and words not in mark.text)] if parts[1:] else mark
    if parts == (PAGES,):
        return _pages(cards, row)
    if len(parts) == 1 and parts[0] in table.links() and parts[0] in row:
        linked = str(row[parts[0]])
        if linked in cards:
            return Link(cards.mark(linked), cards.address(linked))
        return cards.claimant_names.get(linked, linked)
    words = (_words(cards, table, row, part) for part in parts)
    return "; ".join(dict.fromkeys(part for part in words if part)) or None


def _words(cards: RowCards, table: Any, row: Mapping[str, Any], part: str) -> str:
    """Return one part of a cell in words; nothing where the row has none."""
    if part == FIGURE:
        return ": ".join(filter(None, (thing_of(row), value_of(row))))
    column, *before = part.split(" ")
    return " ".join([*before, cards.in_words(table, column, row[column])]) if column in row else ""


def _pages(cards: RowCards, row: Mapping[str, Any]) -> list[Link | str]:
    """Return the link to the page on which a row was seen, by its light page, and how well pages support it.

    A second page is on the light page of the row: the record would be too heavy with the links to both.
    """
    source, grade = str(row["source_id"]), row.get("confidence")
    link = Link(str(cards.records[source].get("publisher", "unnamed outlet")), cards.address(source))
    if grade in RECORD_CONFIDENCES:
        return [link, *support(pd.Series([grade]))]
    return [link, "two pages"] if "second_source_id" in row else [link]


def row_in_words(cards: RowCards, row_id: str) -> Link:
    """Return the link to a row where the book prints it: by its short mark, a claim by its number."""
    return Link(cards.name(row_id), row_link(row_id).address)
