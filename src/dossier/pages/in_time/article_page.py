"""The dataset → the page of one article in HTML: its claims, how they fare, its forecasts, what came since.

How a claim fares is the strongest relation that `comparisons` has between it and a row of the record. It is
no verdict on the article: a row of the record may be wrong as well.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from markupsafe import Markup

from dossier.data import Dataset
from dossier.evidence.articles import article_ids
from dossier.evidence.comparisons import COMPARED, SILENT, strongest
from dossier.pages.cards import code_in_words
from dossier.pages.in_time.dated import Dated, DatedRows
from dossier.pages.row_cards import RowCards
from dossier.pages.templates import fragment
from dossier.schema.files import live, split_ids

VERDICTS = (*COMPARED, "bears_on", SILENT)
"""How a claim may fare, in the order of the page."""

_OF_VERDICTS = {
    "agrees": "the record agrees",
    "differs": "the record differs",
    "corrects": "the record corrects it",
    "bears_on": "the record bears on it, and says nothing of the same thing",
    SILENT: "no row of the record speaks of it",
}


class Fared(NamedTuple):
    """A claim, how it fares, and the rows beside it that decide."""

    claim_id: str
    statement: str
    said_by: tuple[str, ...]
    verdict: str
    beside: list[tuple[str, str, str]]
    """Of each deciding row: its id, its mark, the reason."""


class ArticlePages:
    """The dataset, its cards and its dated rows become the page of each article."""

    def __init__(self, data: Dataset, cards: RowCards, rows: DatedRows) -> None:
        self._data, self._cards, self._rows = data, cards, rows
        claims = live(data.claims)
        self._strongest = strongest(data.comparisons, claims).to_dict()

    def html(self, source_id: str, up: str = "../") -> Markup:
        """Return the page of an article, without its title; ``KeyError`` for one that is not there."""
        if source_id not in article_ids(self._data):
            raise KeyError(source_id)
        fared = list(self.fared(source_id))
        return fragment(
            "article_claims.html.jinja",
            source=self._cards.records[source_id],
            source_id=source_id,
            fared=fared,
            counts=[(_OF_VERDICTS[word], sum(claim.verdict == word for claim in fared)) for word in VERDICTS],
            verdicts=_OF_VERDICTS,
            against=[claim for claim in fared if claim.verdict in ("corrects", "differs")],
            inner=list(self.inner(source_id)),
            forecasts=[(row, self._cards.records[row.row_id]) for row in self.forecasts(source_id)],
            rows=[row for row in self._rows.rows if source_id in row.articles and row.table != "forecasts"],
            up=up,
            light=lambda row_id: self._cards.address(row_id, up=up),
            in_words=code_in_words,
            named=self._cards.name,
        )

    def table(self, has_page: Callable[[str], bool], up: str = "../") -> Markup:
        """Return the table of articles: how the claims of each fare, with a link to its page."""
        listed = [
            (
                source_id,
                self._cards.articles[source_id],
                [claim.verdict for claim in self.fared(source_id)],
            )
            for source_id in article_ids(self._data)
        ]
        return fragment(
            "article_list.html.jinja",
            listed=listed,
            verdicts=[(word, code_in_words(word)) for word in VERDICTS],
            has_page=has_page,
            page_of=page_of,
            up=up,
        )

    def missing(self, has_page: Callable[[str], bool]) -> Iterator[str]:
        """Yield the articles that have no page."""
        yield from (source for source in article_ids(self._data) if not has_page(page_of(source)))

    def fared(self, source_id: str) -> Iterator[Fared]:
        """Yield the live claims of an article in its order, with how each fares."""
        compared: dict[str, list[Any]] = {}
        for row in self._data.comparisons.to_dict("records"):
            compared.setdefault(row["claim_id"], []).append(row)
        claims = live(self._data.claims)
        own = claims[claims["source_id"].eq(source_id)].sort_values(["start", "claim_id"], na_position="last")
        records: list[Any] = own.to_dict("records")
        for claim in records:
            claim_id = claim["claim_id"]
            verdict = self._strongest.get(claim_id, SILENT)
            beside = [
                (row["row_id"], self._cards.mark(row["row_id"]), row["reason"])
                for row in compared.get(claim_id, [])
                if row["relation"] == verdict and row["row_id"] in self._cards
            ]
            yield Fared(
                claim_id, claim["statement"], self._rows.speakers.of("claims", claim), verdict, beside
            )

    def inner(self, source_id: str) -> Iterator[tuple[str, str, str, str]]:
        """Yield claims of an article that cannot hold beside another or end one: id, word, id, statement."""
        statements = dict(zip(self._data.claims["claim_id"], self._data.claims["statement"], strict=True))
        for claim in live(self._data.claims).to_dict("records"):
            if claim["source_id"] == source_id:
                for column, word in (("contradicts", "cannot hold beside"), ("supersedes", "ends")):
                    for other in split_ids(claim[column]):
                        yield claim["claim_id"], word, other, str(statements.get(other, ""))

    def forecasts(self, source_id: str) -> list[Dated]:
        """Return the forecasts made of the claims of an article, in the order in which they fall due."""
        return [row for row in self._rows.rows if row.table == "forecasts" and source_id in row.articles]


def page_of(source_id: str) -> str:
    """Return the page of an article.

    >>> page_of("harbour-2024")
    'book/article-harbour-2024'
    """
    return f"book/article-{source_id}"
