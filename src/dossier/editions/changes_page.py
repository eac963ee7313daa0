"""The changes between two editions → a page of the site that lists them: numbers, rows, columns, pages."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from dossier.editions.changes import Change, Changes, is_live, read_numbers
from dossier.editions.pages import Told
from dossier.editions.published_rows import read_rows
from dossier.pages.templates import render
from dossier.show.table import Link, ShownTable, row_link


class Side(NamedTuple):
    """One of the two editions: its name for readers, and its folder in the site."""

    name: str
    folder: str


def changes_page(changes: Changes, before: Side, after: Side, note: str, book: str) -> str:
    """Return the page of the changes from ``before`` to ``after``; ``note`` is what ``editions.csv`` says."""
    return render(
        "changes.html.jinja",
        book=book,
        title=f"What changed: {after.name}",
        sides=[before, after],
        note=note,
        summary=summary(changes),
        sections=[
            section
            for section in (
                ("Figures that moved", list(_figures(changes, before, after))),
                ("Claims added", list(_added(changes, after))),
                ("Claims changed", list(_changed(changes, before, after))),
                ("Claims retired", list(_retired(changes, before))),
                ("Other rows behind the figures", list(_others(changes, before, after))),
                ("Entities and aliases", list(_entities(changes, before, after))),
                ("Columns", list(_columns(changes, before, after))),
                ("Pages", list(_pages(changes, before, after))),
                ("Drawings", list(_drawings(changes, before, after))),
                ("Sentences", list(_sentences(changes, before, after))),
            )
            if section[1]
        ],
    )


def first_page(after: Side, dataset: Path, note: str, book: str) -> str:
    """Return the page of the first edition: it counts the claims and numbers of its ``dataset``."""
    numbers = len(read_numbers(dataset))
    claims = sum(map(is_live, read_rows(dataset / "claims.csv", ["claim_id"]).values()))
    return render(
        "changes.html.jinja",
        book=book,
        title=f"What changed: {after.name}",
        sides=[after],
        note=note,
        summary=f"The first edition: all is new, {claims:,} claims and {numbers:,} figures "
        "that sentences quote.",
        sections=[],
    )


def summary(changes: Changes) -> str:
    """Return one sentence that counts the changes."""
    counts = [
        _many(len(changes.figures), "figure") + " moved",
        _many(len(changes.of("added")), "claim") + " added",
        _many(len(changes.of("changed")), "claim") + " changed",
        _many(len(changes.of("retired")), "claim") + " retired",
        _many(len(changes.rows) - sum(row.table == "claims" for row in changes.rows), "other row")
        + " changed",
    ]
    book = changes.book
    counts += [
        _many(number, thing) + " changed"
        for number, thing in (
            (len(changes.columns), "column"),
            (len(book.pages), "page"),
            (len(book.drawings), "drawing"),
            (len(book.sentences), "sentence"),
        )
        if number
    ]
    anything = changes.figures or changes.rows or changes.columns or any(book)
    return f"{', '.join(counts)}." if anything else "No figure, no row and no page changed."


def _many(number: int, thing: str) -> str:
    """Return a count with its noun.

    >>> _many(0, "claim"), _many(1, "claim"), _many(1200, "claim")
    ('0 claims', '1 claim', '1,200 claims')
    """
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def _figures(changes: Changes, before: Side, after: Side) -> Iterator[ShownTable]:
    if changes.figures:
        rows = [(figure.key.replace("_", " "), figure.before, figure.after) for figure in changes.figures]
        yield _table("Numbers that sentences quote", ["figure", before.name, after.name], rows)


def _added(changes: Changes, after: Side) -> Iterator[ShownTable]:
    if added := changes.of("added"):
        rows = [(_link(claim, after), claim.text, claim.reason) for claim in added]
        yield _table("New in the ledger", ["claim", "it says", "why"], rows)


def _changed(changes: Changes, before: Side, after: Side) -> Iterator[ShownTable]:
    if changed := changes.of("changed"):
        yield _cell_table("Changed in the ledger", changed, before, after)


def _retired(changes: Changes, before: Side) -> Iterator[ShownTable]:
    if retired := changes.of("retired"):
        rows = [(_link(claim, before), claim.text, claim.reason or _NO_REASON) for claim in retired]
        yield _table("No longer counted; each id keeps its meaning", ["claim", "it said", "why"], rows)


def _others(changes: Changes, before: Side, after: Side) -> Iterator[ShownTable]:
    yield from _row_tables(
        [row for row in changes.rows if row.table not in ("claims", "entities")], before, after
    )


def _entities(changes: Changes, before: Side, after: Side) -> Iterator[ShownTable]:
    yield from _row_tables([row for row in changes.rows if row.table == "entities"], before, after)


def _row_tables(others: list[Change], before: Side, after: Side) -> Iterator[ShownTable]:
    """Yield the table of the rows that came or went, and that of the rows that changed."""
    if come_or_gone := [row for row in others if row.kind != "changed"]:
        rows = [
            (_link(row, before if row.kind == "retired" else after), _table_name(row), row.kind, row.text)
            for row in come_or_gone
        ]
        yield _table("Rows added or retired", ["row", "table", "what happened", "it says"], rows)
    if changed := [row for row in others if row.kind == "changed"]:
        yield _cell_table("Rows changed", changed, before, after)


def _columns(changes: Changes, before: Side, after: Side) -> Iterator[ShownTable]:
    if changes.columns:
        rows = [(each.table.replace("_", " "), each.before, each.after, each.why) for each in changes.columns]
        caption = "Columns that are new, gone, renamed or computed anew: told once for all their cells"
        yield _table(caption, ["table", before.name, after.name, "what it is, or why"], rows)


def _pages(changes: Changes, before: Side, after: Side) -> Iterator[ShownTable]:
    if changes.book.pages:
        rows = [
            (_page_link(page, after if page.after else before), page.before or page.after)
            for page in changes.book.pages
        ]
        yield _table("Pages added or taken out", ["page", "what happened"], rows)


def _drawings(changes: Changes, before: Side, after: Side) -> Iterator[ShownTable]:
    if changes.book.drawings:
        caption = "Drawings that say something else: what only one side says"
        yield _told_table(caption, changes.book.drawings, before, after)


def _sentences(changes: Changes, before: Side, after: Side) -> Iterator[ShownTable]:
    if changes.book.sentences:
        yield _told_table("Sentences of pages that both have", changes.book.sentences, before, after)


def _told_table(caption: str, told: Sequence[Told], before: Side, after: Side) -> ShownTable:
    rows = [(_page_link(each, after), each.before, each.after) for each in told]
    return _table(caption, ["page", before.name, after.name], rows)


def _page_link(told: Told, side: Side) -> Link:
    anchor = f"#{told.anchor}" if told.anchor else ""
    return Link(told.title, f"{side.folder}/{told.address}{anchor}")


def _cell_table(caption: str, changed: list[Change], before: Side, after: Side) -> ShownTable:
    rows = [
        (_link(row, after), column.replace("_", " "), old, new, _reason(row, column))
        for row in changed
        for column, old, new in row.cells
    ]
    return _table(caption, ["row", "column", before.name, after.name, "why"], rows)


def _reason(change: Change, column: str) -> str:
    if column in change.computed:
        return "computed from other rows"
    return dict(change.reasons).get(column) or change.reason or _NO_REASON


def _table_name(change: Change) -> str:
    return change.table.replace("_", " ")


def _link(change: Change, side: Side) -> Link | str:
    if not change.anchored:
        return change.row
    return row_link(change.row, up=f"{side.folder}/book/")


def _table(caption: str, columns: list[str], rows: Sequence[tuple[str | Link, ...]]) -> ShownTable:
    return ShownTable(pd.DataFrame(rows, columns=columns), caption)


_NO_REASON = "no reason is noted"
