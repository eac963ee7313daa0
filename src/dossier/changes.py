"""What changed between two states of the dataset, and the page that says so.

The older state may be of an edition with other tables and columns than today's: files are read as text,
and what one side does not have is empty there.
"""

import csv
import html
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from dossier.dataset import PRINTED
from dossier.plain import plain_page
from dossier.schema import TABLES
from dossier.shown import Link, ShownTable, grouped, row_link, table_html

Cells = Mapping[str, str]
Rows = dict[str, Cells]

_HISTORY = ("sha256", "since", "retired", "change_note")  # about the row, not of it
_SAYS = (
    "statement",
    "summary",
    "question",
    "should_mean",
    "note",
    "item",
)  # the column that says what a row is


class Figure(NamedTuple):
    """A number that a sentence quotes, before and after; empty where it is not."""

    key: str
    before: str
    after: str


class Change(NamedTuple):
    """What happened to one row: ``kind`` is added, changed or retired."""

    table: str
    row: str
    kind: str
    says: str
    cells: tuple[tuple[str, str, str], ...]  # column, before, after; of a changed row only
    reason: str


class Changes(NamedTuple):
    """All that differs between two states."""

    figures: list[Figure]
    rows: list[Change]

    def of(self, kind: str, *, claims: bool = True) -> list[Change]:
        """Return the claims that were added, changed or retired, or all other rows that were."""
        return [each for each in self.rows if each.kind == kind and (each.table == "claims") is claims]


def compare(before: Path, after: Path) -> Changes:
    """Compare two dataset folders: the numbers that sentences quote, and the rows that have an address."""
    return Changes(
        list(moved(_numbers(before), _numbers(after))),
        [
            change
            for name in PRINTED
            for change in turned(name, _rows(before / f"{name}.csv"), _rows(after / f"{name}.csv"))
        ],
    )


def moved(before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[Figure]:
    """Yield each number that is not the same on both sides, by its name.

    >>> list(moved({"a": 1, "b": 2.0}, {"a": 1500, "b": 2.0, "c": "June"}))
    [Figure(key='a', before='1', after='1,500'), Figure(key='c', before='', after='June')]
    """
    for key in sorted({*before, *after}):
        old, new = before.get(key), after.get(key)
        if old != new:
            short = _written(old), _written(new)
            yield Figure(key, *(short if short[0] != short[1] else (str(old), str(new))))


def _written(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return grouped(round(value, 4))
    return str(value)


def turned(table: str, before: Rows, after: Rows) -> Iterator[Change]:
    """Yield what happened to each row of a table, in the order of their ids."""
    for row in sorted({*before, *after}):
        old, new = before.get(row, {}), after.get(row, {})
        was, is_now = _is_live(old), _is_live(new)
        reason = new.get("change_note", "")
        if was and not is_now:
            yield Change(table, row, "retired", _says(old), (), reason)
        elif is_now and not was:
            yield Change(table, row, "added", _says(new), (), reason)
        elif was and (cells := tuple(_cells(old, new))):
            fresh = reason if reason != old.get("change_note", "") else ""
            yield Change(table, row, "changed", _says(new), cells, fresh)


def _is_live(row: Cells) -> bool:
    return bool(row) and not row.get("retired")


def _says(row: Cells) -> str:
    return next((row[column] for column in _SAYS if row.get(column)), "")


def _cells(old: Cells, new: Cells) -> Iterator[tuple[str, str, str]]:
    for column in dict.fromkeys([*new, *old]):
        if column not in _HISTORY and old.get(column, "") != new.get(column, ""):
            yield column, old.get(column, ""), new.get(column, "")


def unexplained(changes: Changes) -> list[str]:
    """Return the ids of claims that a reader changed or retired without a new ``change_note``."""
    computed = set(TABLES["claims"].computed())
    return [
        change.row
        for change in changes.of("changed") + changes.of("retired")
        if not change.reason
        and (change.kind == "retired" or {column for column, _, _ in change.cells} - computed)
    ]


def _numbers(folder: Path) -> dict[str, object]:
    file = folder / "numbers.json"
    return dict(json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else {}


def _rows(file: Path) -> Rows:
    if not file.is_file():
        return {}
    with file.open(encoding="utf-8", newline="") as lines:
        return {next(iter(row.values())): row for row in csv.DictReader(lines)}


class Side(NamedTuple):
    """One of the two states: what a reader calls it, and its folder in the site."""

    name: str
    folder: str


def changes_page(changes: Changes, before: Side, after: Side, said: str) -> str:
    """Return the page of what changed from ``before`` to ``after``; ``said`` is what the record says."""
    parts = [
        f'<p class="soft"><a href="editions.html">All editions</a> · <a href="{_href(before)}">'
        f'{html.escape(before.name)}</a> · <a href="{_href(after)}">{html.escape(after.name)}</a></p>',
        f"<p>{html.escape(said)}</p>" if said else "",
        f"<p>{html.escape(summary(changes))}</p>",
        *_figures(changes, before, after),
        *_claims(changes, before, after),
        *_others(changes, before, after),
    ]
    return plain_page(f"What changed: {after.name}", "\n".join(part for part in parts if part))


def first_page(after: Side, dataset: Path, said: str) -> str:
    """Return the page of the first edition, which has none before it."""
    claims = sum(map(_is_live, _rows(dataset / "claims.csv").values()))
    return plain_page(
        f"What changed: {after.name}",
        f'<p class="soft"><a href="editions.html">All editions</a> · <a href="{_href(after)}">'
        f"{html.escape(after.name)}</a></p>\n<p>{html.escape(said)}</p>\n<p>The first edition: all is new, "
        f"{claims:,} claims and {len(_numbers(dataset)):,} figures that sentences quote.</p>",
    )


def summary(changes: Changes) -> str:
    """Say in one sentence how much changed."""
    counts = [
        _many(len(changes.figures), "figure") + " moved",
        _many(len(changes.of("added")), "claim") + " added",
        _many(len(changes.of("changed")), "claim") + " changed",
        _many(len(changes.of("retired")), "claim") + " retired",
        _many(len(changes.rows) - sum(each.table == "claims" for each in changes.rows), "other row")
        + " changed",
    ]
    return f"{', '.join(counts)}." if changes.figures or changes.rows else "No figure and no row changed."


def _many(number: int, thing: str) -> str:
    """Count things in words.

    >>> _many(0, "claim"), _many(1, "claim"), _many(1200, "claim")
    ('0 claims', '1 claim', '1,200 claims')
    """
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def _figures(changes: Changes, before: Side, after: Side) -> Iterator[str]:
    if changes.figures:
        rows = [(each.key.replace("_", " "), each.before, each.after) for each in changes.figures]
        yield "<h2>Figures that moved</h2>"
        yield _table("Numbers that sentences quote", ["figure", before.name, after.name], rows)


def _claims(changes: Changes, before: Side, after: Side) -> Iterator[str]:
    if added := changes.of("added"):
        rows = [(_link(each, after), each.says, each.reason) for each in added]
        yield "<h2>Claims added</h2>"
        yield _table("New in the ledger", ["claim", "it says", "why"], rows)
    if changed := changes.of("changed"):
        yield "<h2>Claims changed</h2>"
        yield _cell_table("Changed in the ledger", changed, before, after)
    if retired := changes.of("retired"):
        rows = [(_link(each, before), each.says, each.reason or _NO_REASON) for each in retired]
        yield "<h2>Claims retired</h2>"
        yield _table("No longer counted; each id keeps its meaning", ["claim", "it said", "why"], rows)


def _others(changes: Changes, before: Side, after: Side) -> Iterator[str]:
    others = [each for each in changes.rows if each.table != "claims"]
    if not others:
        return
    yield "<h2>Other rows behind the figures</h2>"
    if whole := [each for each in others if each.kind != "changed"]:
        rows = [
            (_link(each, before if each.kind == "retired" else after), _named(each), each.kind, each.says)
            for each in whole
        ]
        yield _table("Rows added or retired", ["row", "table", "what happened", "it says"], rows)
    if changed := [each for each in others if each.kind == "changed"]:
        yield _cell_table("Rows changed", changed, before, after)


def _cell_table(caption: str, changed: list[Change], before: Side, after: Side) -> str:
    rows = [
        (_link(each, after), column.replace("_", " "), old, new, _reason(each, column))
        for each in changed
        for column, old, new in each.cells
    ]
    return _table(caption, ["row", "column", before.name, after.name, "why"], rows)


def _reason(change: Change, column: str) -> str:
    if change.table in TABLES and column in TABLES[change.table].computed():
        return "computed from other rows"
    return change.reason or (_NO_REASON if change.table == "claims" else "")


def _named(change: Change) -> str:
    return change.table.replace("_", " ")


def _link(change: Change, side: Side) -> Link:
    return row_link(change.row, up=f"{side.folder}/book/")


def _href(side: Side) -> str:
    return html.escape(f"{side.folder}/index.html")


def _table(caption: str, columns: list[str], rows: Sequence[tuple[str | Link, ...]]) -> str:
    return table_html(ShownTable(pd.DataFrame(rows, columns=columns), caption))


_NO_REASON = "no reason is noted"
