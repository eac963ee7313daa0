"""Dated rows → the page of one claimant in HTML, and the list of all claimants.

The page has every row that is the claimant's word or deed in order of time; the figures that it gave more
than once; where it denied and later admitted, or the reverse; who says otherwise; and what the articles
forecast in its name.
"""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from markupsafe import Markup

from dossier.data import Dataset
from dossier.evidence.comparisons import STRENGTH
from dossier.pages.cards import code_in_words
from dossier.pages.in_time.dated import Dated, DatedRows
from dossier.pages.row_cards import RowCards
from dossier.pages.templates import fragment
from dossier.schema.files import live
from dossier.schema.words import SIDES

_SAME = ("item", "weapon", "unit", "place", "statistic")
_DENIES = ("denies", "dismisses")
_ADMITS = ("acknowledges", "affirms")
ADMITTED, DENIED = "denied, and later admitted", "admitted, and later denied"
_AGAINST = ("corrects", "differs")


class Series(NamedTuple):
    """A quantity that a claimant gave more than once: its name, and each figure with what became of it."""

    name: str
    figures: list[tuple[Dated, str]]


class Turn(NamedTuple):
    """A matter on which a claimant turned: the last word before, the first word after, and how it turned."""

    matter: str
    how: str
    before: Dated
    after: Dated


class Matter(NamedTuple):
    """A matter that an article left open, and every claimant's word on it, by position."""

    name: str
    row_id: str
    own: list[tuple[str, list[Dated]]]
    others: list[tuple[str, list[Dated]]]


class ClaimantPages:
    """The dataset, its cards and its dated rows become the page of each claimant."""

    def __init__(self, data: Dataset, cards: RowCards, rows: DatedRows) -> None:
        self._data, self._cards, self._rows = data, cards, rows

    def html(self, side: str, up: str = "../") -> Markup:
        """Return the page of a claimant, without its title; ``KeyError`` for one that has no row."""
        rows = self._rows.of_side(side)
        if not rows:
            raise KeyError(side)
        counts: dict[str, int] = {}
        for row in rows:
            counts[row.kind] = counts.get(row.kind, 0) + 1
        return fragment(
            "claimant.html.jinja",
            side=side,
            voices=self._rows.speakers.voices(side),
            rows=rows,
            counts=sorted(counts.items(), key=lambda count: (-count[1], count[0])),
            series=list(self.series(side)),
            turns=list(self.turns(side)),
            matters=list(self.matters(side)),
            against=list(self.against(side)),
            claims=list(self.claims(side)),
            forecasts=[(row, self._cards.records[row.row_id]) for row in rows if row.table == "forecasts"],
            up=up,
            light=lambda row_id: self._cards.address(row_id, up=up),
            in_words=code_in_words,
            named=self._cards.name,
        )

    def series(self, side: str) -> Iterator[Series]:
        """Yield each quantity of which a claimant gave two figures and more, in order of time."""
        groups: dict[tuple[Any, ...], list[Dated]] = {}
        for row in self._rows.of_side(side):
            if row.table == "estimates":
                record = self._cards.records[row.row_id]
                groups.setdefault(tuple(record.get(column) for column in _SAME), []).append(row)
        for key, rows in sorted(groups.items(), key=lambda group: (-len(group[1]), str(group[0]))):
            if len(rows) > 1:
                name = ", ".join(code_in_words(str(part)) for part in key if part)
                figures = [
                    (row, _change(self._cards.records[before.row_id], self._cards.records[row.row_id]))
                    for before, row in pairwise(rows)
                ]
                yield Series(name, [(rows[0], ""), *figures])

    def turns(self, side: str) -> Iterator[Turn]:
        """Yield each matter on which a claimant denied and on a later day admitted.

        A matter is a topic of `statements`, or a row of `outcomes`. The turn is the last denial before the
        first admission. Of a row of `outcomes`, which asks one thing, the way back is a turn too.
        """
        matters: dict[tuple[str, str], list[Dated]] = {}
        for row in self._rows.of_side(side):
            record = self._cards.records[row.row_id]
            if self._position(row) in (*_DENIES, *_ADMITS):
                matter = str(record.get("outcome_id") or record.get("topic"))
                matters.setdefault((row.table, matter), []).append(row)
        for (table, matter), rows in matters.items():
            turns = list(self._turns(rows))
            admissions = [turn for turn in turns if turn[0] == ADMITTED]
            for how, before, after in turns if table == "outcome_sides" else admissions[:1]:
                yield Turn(self._matter(matter), how, before, after)

    def _turns(self, rows: list[Dated]) -> Iterator[tuple[str, Dated, Dated]]:
        """Yield each change between denial and admission from one day to a later one."""
        last: Dated | None = None
        for row in rows:
            admits = self._position(row) in _ADMITS
            if last is not None and admits != (self._position(last) in _ADMITS) and last.first < row.first:
                yield ADMITTED if admits else DENIED, last, row
            last = row

    def matters(self, side: str) -> Iterator[Matter]:
        """Yield each matter of `outcomes` on which a claimant is on record, with the words of the others."""
        words: dict[str, list[Dated]] = {}
        for row in self._rows.rows:
            if row.table == "outcome_sides":
                words.setdefault(str(self._cards.records[row.row_id]["outcome_id"]), []).append(row)
        for outcome_id, rows in sorted(words.items()):
            own = self._by_position([row for row in rows if side in row.sides])
            others = self._by_position([row for row in rows if side not in row.sides])
            if own:
                yield Matter(self._matter(outcome_id), outcome_id, own, others)

    def _by_position(self, rows: list[Dated]) -> list[tuple[str, list[Dated]]]:
        """Return rows by the position that they take, in the order of the list of positions."""
        groups = {position: [row for row in rows if self._position(row) == position] for position in SIDES}
        return [(code_in_words(position), own) for position, own in groups.items() if own]

    def against(self, side: str) -> Iterator[tuple[Dated, list[tuple[str, str, str]]]]:
        """Yield each row of a claimant that differs from a claim or corrects it: claim, relation, reason."""
        known = set(live(self._data.claims)["claim_id"])
        compared: dict[str, list[tuple[str, str, str]]] = {}
        for row in self._data.comparisons.to_dict("records"):
            if row["relation"] in _AGAINST and row["claim_id"] in known:
                compared.setdefault(row["row_id"], []).append(
                    (row["claim_id"], row["relation"], row["reason"])
                )
        for own in self._rows.of_side(side):
            if own.row_id in compared:
                yield own, sorted(compared[own.row_id], key=lambda line: (STRENGTH.index(line[1]), line[0]))

    def claims(self, side: str) -> Iterator[tuple[str, str, str]]:
        """Yield each live claim of an article that a claimant speaks: its id, its mark, what it says."""
        for record in live(self._data.claims).to_dict("records"):
            if self._rows.speakers.of_entity(record["speaker"]) == side:
                claim_id = str(record["claim_id"])
                yield claim_id, self._cards.mark(claim_id), str(record["statement"])

    def _position(self, row: Dated) -> str:
        return str(self._cards.records[row.row_id].get("position", ""))

    def _matter(self, matter: str) -> str:
        """Return the name of a topic or of a row of `outcomes`, in words."""
        return str(self._cards.records.get(matter, {}).get("subject", code_in_words(matter)))


def page_of(side: str) -> str:
    """Return the page of a claimant.

    >>> page_of("Water agency")
    'book/claimant-water-agency'
    """
    return f"book/claimant-{re.sub(r'[^a-z0-9]+', '-', side.lower()).strip('-')}"


def claimants_list(rows: DatedRows, has_page: Callable[[str], bool], least: int, up: str = "../") -> Markup:
    """Turn dated rows into the table of claimants: its rows by kind, with a link to each page.

    Only claimants with ``least`` rows and more are listed; `missing_pages` says which of them lack a page.
    """
    listed = [(side, number) for side, number in _ordered(rows) if number >= least]
    kinds = [*dict.fromkeys(row.kind for row in rows.rows if row.sides)]
    counts = {
        (side, kind): sum(row.kind == kind and side in row.sides for row in rows.rows)
        for side, _ in listed
        for kind in kinds
    }
    return fragment(
        "claimants.html.jinja",
        listed=listed,
        kinds=kinds,
        counts=counts,
        has_page=has_page,
        page_of=page_of,
        rest=[side for side, number in _ordered(rows) if number < least],
        least=least,
        up=up,
    )


def missing_pages(rows: DatedRows, has_page: Callable[[str], bool], least: int) -> list[str]:
    """Return the claimants with ``least`` rows and more that have no page."""
    return [side for side, number in _ordered(rows) if number >= least and not has_page(page_of(side))]


def _ordered(rows: DatedRows) -> list[tuple[str, int]]:
    return sorted(rows.by_side().items(), key=lambda count: (-count[1], count[0]))


def _change(before: dict[str, Any], after: dict[str, Any]) -> str:
    """Return how a figure compares with the one before: higher, lower or the same; empty without a figure.

    >>> _change({"best": 3.0}, {"best": 2.0}), _change({"low": 3.0}, {"low": 3.0}), _change({}, {"best": 1.0})
    ('lower', 'the same', '')
    """
    one, other = _middle(before), _middle(after)
    if one is None or other is None:
        return ""
    return "the same" if one == other else "higher" if other > one else "lower"


def _middle(record: dict[str, Any]) -> float | None:
    """Return the figure of a row: what was said, else the middle of its ends, else its one end."""
    if "best" in record:
        return float(record["best"])
    ends = [float(record[end]) for end in ("low", "high") if end in record]
    return sum(ends) / len(ends) if ends else None
