"""``claims``, ``forecasts`` and ``judgements`` → objects in the search index, found by id and by statement.

The index that Sphinx makes leads to pages. Each of these rows is an object of the index too, so that a result
leads to the row. An id is one word here; Sphinx would cut it in two and drop the number.
"""

import re
from collections.abc import Iterator
from typing import Any, ClassVar

from sphinx import search
from sphinx.application import Sphinx
from sphinx.domains import Domain, ObjType
from sphinx.search.en import SearchEnglish

from dossier.book.state import book_of
from dossier.schema.files import live, rows

_WORD = re.compile(r"[a-z]-\d{3,}(?:-\d+)?\b|\w+", re.IGNORECASE)

_SPLIT_QUERY = r"""
function splitQuery(query) {
  return query.match(/[a-z]-\d{3,}(?:-\d+)?(?![\p{L}\p{N}_])|[\p{L}\p{N}_]+/giu) || [];
}
"""


class English(SearchEnglish):
    """English in which the id of a row is one word."""

    js_splitter_code = _SPLIT_QUERY

    def split(self, input: str) -> list[str]:
        """Return the words of a text, cut as ``splitQuery`` cuts a query in the browser.

        >>> English({}).split("As c-9090 says, boxes.")
        ['As', 'c-9090', 'says', 'boxes']
        """
        return _WORD.findall(input)


class Rows(Domain):
    """The rows of the dataset that a search may lead to."""

    name = "rows"
    label = "Rows of the dataset"
    object_types: ClassVar[dict[str, ObjType]] = {  # type: ignore[misc]
        "claim": ObjType("claim"),
        "forecast": ObjType("forecast"),
        "judgement": ObjType("judgement"),
    }

    def merge_domaindata(self, docnames: list[str], otherdata: dict[str, Any]) -> None:
        """Merge nothing: the rows come from the dataset, whichever process reads a page."""

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield name, shown name, kind, page, anchor and priority of every row."""
        for kind, page, table, words in (
            ("claim", "book/ledger", "claims", "statement"),
            ("forecast", "book/ledger", "forecasts", "question"),
            ("judgement", "book/judgements", "judgements", "statement"),
        ):
            if page not in self.env.found_docs:
                continue  # a book may leave the page out
            for row in rows(live(getattr(book_of(self.env).data, table))):
                key = str(row[1])
                # The name differs from the anchor, because of two equal ones the index keeps the shown name.
                # The search gives weight to what follows the last full stop: the id.
                statement = str(getattr(row, words)).removesuffix(".")
                yield f"row {key}", f"{statement} · {key}", kind, page, key, 1


def add_to(app: Sphinx) -> None:
    """Add the rows and the language of the search to Sphinx."""
    search.languages["en"] = English
    app.add_domain(Rows)
