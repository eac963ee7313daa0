"""The dataset → its `Dated` rows: every event, statement, figure, forecast and article that has a day.

A row of the record has a day where the schema says which column holds it. A forecast has the day on which it
is due, an article the day on which it came out. The window that a figure describes is no day.
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from dossier.data import Dataset
from dossier.errors import DataError
from dossier.pages.cards import code_in_words
from dossier.pages.in_time.speakers import Speakers
from dossier.pages.row_cards import RowCards
from dossier.schema.files import live, split_ids
from dossier.show.date_words import date_in_words

LANES = "lanes"
"""The list of ``dossier.toml``: ``table``, or ``table.column=code``, and the theme of such rows."""

_WINDOWS = ("period",)
_RUNGS = ("evidence", "rung")


class Dated(NamedTuple):
    """A row with its day, as the timeline and the pages by claimant and by article show it."""

    row_id: str
    table: str
    kind: str
    day: str
    """As the row has it: a year, a month, a day, or a span of two."""
    first: date
    """The first day of it, which decides where the row stands."""
    sides: tuple[str, ...]
    theme: str
    rung: str
    articles: tuple[str, ...]
    mark: str
    says: str

    @property
    def address(self) -> str:
        """The light page of the row, from the top of the book."""
        return f"rows/{self.row_id}.html" if self.table != "sources" else f"sources/{self.row_id}.html"


class DatedRows:
    """The dataset and its cards become the dated rows, in order of time."""

    def __init__(self, data: Dataset, cards: RowCards) -> None:
        self._data, self._cards = data, cards
        self.speakers = Speakers(data)
        self.themes = list(data.schema.words.get("themes", {}))
        claims = live(data.claims)
        self._claims = {row["claim_id"]: row for row in claims.to_dict("records")}
        self._compared: dict[str, list[str]] = {}
        for row in data.comparisons.to_dict("records"):
            self._compared.setdefault(row["row_id"], []).append(row["claim_id"])
        self._lanes = list(_lanes(dict(data.schema.words.get(LANES, {})), self.themes))
        self.rows = sorted(self._all(), key=lambda row: (row.first, row.table, row.row_id))
        """All dated rows, the earliest first."""
        self.by_id = {row.row_id: row for row in self.rows}

    def of_side(self, side: str) -> list[Dated]:
        """Return the dated rows of a claimant, the earliest first."""
        return [row for row in self.rows if side in row.sides]

    def by_side(self) -> Counter[str]:
        """Return how many dated rows each claimant has, forecasts among them."""
        return Counter(side for row in self.rows for side in row.sides)

    def _all(self) -> Iterator[Dated]:
        for name, table in self._data.schema.record.items():
            columns = [column for column in table.mark().day if column not in _WINDOWS]
            for record in self._records(name):
                if day := next((str(record[column]) for column in columns if column in record), ""):
                    yield self._dated(name, record, day)
        for record in self._records("forecasts"):
            if "due" in record and record["claim_id"] in self._claims:
                yield self._dated("forecasts", record, str(record["due"]))
        for record in self._records("sources"):
            if "sha256" in record and "date" in record:
                yield self._dated("sources", record, str(record["date"]))

    def _records(self, table: str) -> Iterator[Mapping[str, Any]]:
        for row_id, of in self._cards.table_of.items():
            if of == table:
                yield self._cards.records[row_id]

    def _dated(self, table: str, record: Mapping[str, Any], day: str) -> Dated:
        declared = self._data.schema.tables[table]
        row_id = str(record[declared.key()[0]])
        article = table == "sources"
        mark = self._cards.mark(row_id)
        words = date_in_words(day)
        compared = self._compared.get(row_id) or self._compared.get(str(record.get("outcome_id")), [])
        beside = [self._claims[claim] for claim in compared if claim in self._claims]
        if table == "forecasts":
            beside = [self._claims[record["claim_id"]]]
        articles = tuple(sorted({claim["source_id"] for claim in beside}))
        return Dated(
            row_id=row_id,
            table=table,
            kind="article" if article else declared.mark().kind,
            day=day,
            first=first_day(day),
            sides=() if article else self.speakers.of(table, record),
            theme=self._theme(table, record, [claim["theme"] for claim in beside]),
            rung=_rung(declared, record),
            articles=(row_id,) if article else articles,
            mark=mark if words in mark or article else f"{mark}, {words}",
            says=self._cards.says(row_id),
        )

    def _theme(self, table: str, record: Mapping[str, Any], of_claims: list[str]) -> str:
        """Return the lane of a row: the first line of the list that fits, else the theme of its claims."""
        if table != "forecasts":
            for of_table, column, code, theme in self._lanes:
                if of_table == table and column and code in split_ids(record.get(column)):
                    return theme
        if of_claims:
            counts = Counter(of_claims)
            return max(self.themes, key=lambda theme: (counts[theme], -self.themes.index(theme)))
        whole = (theme for of_table, column, _, theme in self._lanes if of_table == table and not column)
        return next(whole, self.themes[-1] if self.themes else "")


def first_day(day: str) -> date:
    """Return the first day of a date of a table: a year, a month, a day, or a span of two.

    >>> first_day("2024-06-19"), first_day("2024-06"), first_day("2023/2024-05")
    (datetime.date(2024, 6, 19), datetime.date(2024, 6, 1), datetime.date(2023, 1, 1))
    """
    parts = [int(part) for part in day.partition("/")[0].split("-")]
    year, month, number = [*parts, 1, 1][:3]
    return date(year, month, min(number, monthrange(year, month)[1]))


def _lanes(declared: Mapping[str, str], themes: list[str]) -> Iterator[tuple[str, str, str, str]]:
    """Yield table, column, code and theme of each line; a theme that the report lacks is a fault."""
    for line, theme in declared.items():
        if theme not in themes:
            remedy = f"write one of {', '.join(themes)}"
            raise DataError("dossier.toml", f"{theme!r} is no theme", row=f"words.{LANES}", remedy=remedy)
        where, _, code = line.partition("=")
        table, _, column = where.partition(".")
        yield table, column, code, theme


def _rung(table: Any, record: Mapping[str, Any]) -> str:
    """Return the rung of evidence of a row in words; empty for a row without one."""
    for column in _RUNGS:
        if column in record:
            cell = str(record[column])
            meaning = str(table.vocabularies().get(column, {}).get(cell, ""))
            return meaning if cell.isdigit() and meaning else code_in_words(cell)
    return ""
