"""The dataset becomes `Uses`: for each row, the rows that name it, and what they name it for.

The schema says which columns hold ids. A row that is named by a table without pages (`hypotheses`,
`comparisons`) is used by the row that stands beside it there.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from dossier.data import Dataset
from dossier.pages.cards import code_in_words
from dossier.schema.files import live, split_ids
from dossier.show.date_words import date_in_words
from dossier.show.table import row_link


class Use(NamedTuple):
    """A row that names another: its id, the heading under which it is listed, and a note.

    A row without a page of its own has the ``address`` at which the book prints it, and is named by ``text``.
    """

    row_id: str
    heading: str
    note: str = ""
    text: str = ""
    address: str = ""


class Uses:
    """Which rows name which."""

    def __init__(self, data: Dataset) -> None:
        self._data = data
        self._of: dict[str, list[Use]] = {}
        self._facts: dict[str, list[str]] = {}
        for claim in live(data.claims).to_dict("records"):
            self._facts.setdefault(claim["fact_id"], []).append(claim["claim_id"])
        for name in (*data.schema.printed, "conversions"):
            for named, use in self._links(name):
                self._of.setdefault(named, []).append(use)
        for row in data.comparisons.to_dict("records"):
            note = f"({code_in_words(row['relation'])}) {row['reason']}"
            self._of.setdefault(row["row_id"], []).append(Use(row["claim_id"], COMPARED, note))
        for row in data.searches.to_dict("records"):
            use = _of_search(row)
            for page in split_ids(row["source_ids"]):
                self._of.setdefault(page, []).append(use)

    def of_fact(self, fact_id: str) -> list[str]:
        """Return the live claims that state a fact."""
        return self._facts.get(fact_id, [])

    def by_heading(self, row_id: str, of_claim: bool = False) -> dict[str, list[Use]]:
        """Return the rows that name a row, by heading; a row that names it twice for one thing is there once.

        The card ``of_claim`` has the rows compared with it already.
        """
        grouped: dict[str, dict[str, Use]] = {}
        for use in self._of.get(row_id, []):
            grouped.setdefault(use.heading, {}).setdefault(use.row_id, use)
        return {heading: list(uses.values()) for heading, uses in grouped.items()}

    def _links(self, name: str) -> Iterator[tuple[str, Use]]:
        """Yield each id that a table names, with the row that names it."""
        table = self._data.schema.tables[name]
        key, columns = table.key()[0], [*table.links(), *table.evidence_columns()]
        for record in live(getattr(self._data, name)).to_dict("records"):
            for column in columns:
                for named in split_ids(record[column]):
                    if named != record[key]:
                        yield named, Use(str(record[key]), heading_of(name, column, table.mark().kind))


COMPARED = "Claims of the articles beside it"
SEARCHED = "Searches that met it"


def _of_search(row: Mapping[Any, Any]) -> Use:
    """Return a row of `searches` as a use of each page that it met."""
    text = f"Search of {date_in_words(str(row['searched_on']))}"
    address = row_link(str(row["search_id"])).address
    return Use(str(row["search_id"]), SEARCHED, f"({row['language']}) {row['query']}", text, address)


_HEADINGS = {
    ("judgements", "claims"): "Judgements that rest on it",
    ("judgements", "contrary"): "Judgements that it speaks against",
    ("claims", "source_id"): "Its claims",
    ("claims", "speaker"): "Claims that it makes",
    ("claims", "relayed_by"): "Claims that it passes on",
    ("claims", "derives_from"): "Claims derived from it",
    ("claims", "contradicts"): "Claims that cannot hold beside it",
    ("claims", "supersedes"): "Claims that end it",
    ("quantities", "claim_id"): "Amounts that it states",
    ("forecasts", "claim_id"): "Forecasts made of it",
    ("forecasts", "resolved_by"): "Forecasts that it settles",
    ("translation_flags", "source_id"): "Defects of its translation",
}


def heading_of(table: str, column: str, kind: str) -> str:
    """Return the heading for rows of a table that name a row in a column.

    >>> heading_of("judgements", "claims", "judgement"), heading_of("trade", "source_id", "trade figure")
    ('Judgements that rest on it', 'Trade figures')
    >>> heading_of("forecasts", "miss_row", "forecast")
    'Forecasts (miss row)'
    """
    if (table, column) in _HEADINGS:
        return _HEADINGS[table, column]
    plural = _PLURALS.get(kind, f"{kind}s").capitalize()
    return plural if column.endswith("source_id") else f"{plural} ({code_in_words(column)})"


_PLURALS: dict[str, Any] = {
    "text of a treaty": "texts of treaties",
    "word on an outcome": "words on outcomes",
}
