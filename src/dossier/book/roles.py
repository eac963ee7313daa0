"""Roles in a sentence → a number of ``numbers.json``, a link to a search, or the mark of a row or an article.

The roles are ``{num}``, ``{claim}``, ``{row}``, ``{article}`` and ``{absent}``. Nobody types a number into a
sentence: a name that the dataset lacks, or a format that does not fit, is a warning, and a warning stops the
build.
"""

from collections.abc import Callable

from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

from dossier.book.rows.marks import RowMark
from dossier.book.state import book_of
from dossier.pages.light_pages import number_address
from dossier.pages.links import to_top
from dossier.schema.files import rows, split_ids
from dossier.show.names import article_address
from dossier.show.table import row_link

NUMBERS = "data/dataset/numbers.json"

log = logging.getLogger(__name__)


class Num(SphinxRole):
    """Print a number of the dataset, a link to how it was computed: ``{num}`key` ``, ``{num}`key:.0%` ``."""

    def __init__(self, write: Callable[[float | str, str], str]) -> None:
        super().__init__()
        self.write = write

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the number as a link; where there is none, warn and print its name."""
        self.env.note_dependency(NUMBERS)
        key, _, spec = self.text.partition(":")
        try:
            text = self.write(book_of(self.env).numbers[key], spec)
        except KeyError:
            return self._complain(f"{NUMBERS} has no {key!r}; run make dataset, or mend the name")
        except ValueError as reason:
            return self._complain(f"{key!r} cannot be written as {spec!r}: {reason}")
        address = number_address(key, up=to_top(self.env.docname))
        return [nodes.reference(self.rawtext, text, refuri=address, classes=["num"], number=key)], []

    def _complain(self, message: str) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Warn, and return the text of the role as it is."""
        log.warning("%s: %s", self.name, message, location=self.get_location())
        return [nodes.inline(self.rawtext, self.text, classes=["num"])], []


class RowLink(SphinxRole):
    """Link to a row that the book prints: ``{claim}`c-9017` ``, or ``{row}`<id of the record>` ``.

    It is a mark in words, "Belcastre, 14 June 2024", that opens the card of the row. A decision has no card:
    the link to it is its id.
    """

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the id as a mark or a link; where the book prints no such row, warn and print the id."""
        if self.text not in book_of(self.env).tables.printed_rows:
            log.warning("%s: the book has no row %r", self.name, self.text, location=self.get_location())
            return [nodes.inline(self.rawtext, self.text)], []
        link = row_link(self.text, up=to_top(self.env.docname) + "book/")
        known = book_of(self.env).rows
        if self.text not in known:
            return [nodes.reference(self.rawtext, link.text, refuri=link.address, classes=["row-link"])], []
        return [RowMark(self.rawtext, known.mark(self.text), refuri=link.address, row=self.text)], []


class ArticleName(SphinxRole):
    """Print the short name of an article, a link to its page: ``{article}`harbour-2024` ``.

    It reads "The Harbour News, June 2024", computed from the row of the article in `sources`.
    """

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the name as a link; where the report reads no such article, warn and print the id."""
        names = book_of(self.env).rows.articles
        if self.text not in names:
            message = "article: the report reads no article %r"
            log.warning(message, self.text, location=self.get_location())
            return [nodes.inline(self.rawtext, self.text)], []
        address = article_address(self.text, up=to_top(self.env.docname))
        link = nodes.reference(
            self.rawtext, names[self.text], refuri=address, classes=["of-article"], row=self.text
        )
        return [link], []


class Absent(SphinxRole):
    """Mark a sentence that says what is not in the world: ``{absent}`s-9001` ``; semicolons join searches.

    The mark leads to the search behind it, and its title says what was searched for, how and when.
    """

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the mark as a link to the first search; where an id is no search, warn and print it."""
        book = book_of(self.env)
        searches = {search.search_id: search for search in rows(book.data.searches)}
        ids = split_ids(self.text)
        if unknown := [search for search in ids if search not in searches]:
            log.warning("absent: no search %r is logged", unknown[0], location=self.get_location())
            return [nodes.inline(self.rawtext, self.text)], []
        link = row_link(ids[0], up=to_top(self.env.docname) + "book/")
        mark = nodes.reference(
            self.rawtext, searched_in_words(len(ids)), refuri=link.address, classes=["absent"]
        )
        mark["reftitle"] = "; ".join(
            f"{search.query} ({search.language}, {search.searched_on})"
            for search in (searches[search_id] for search_id in ids)
        )
        return [nodes.superscript("", "", mark)], []


def searched_in_words(number: int) -> str:
    """Turn how many searches stand behind an assertion into the text of its mark.

    >>> searched_in_words(1), searched_in_words(3)
    ('searched', 'searched 3 times')
    """
    return "searched" if number == 1 else f"searched {number} times"


def write(value: float | str, spec: str = "") -> str:
    """Return a number as a sentence has it; ``spec`` is that of `format`.

    >>> write(10000), write(30.8), write(5.0), write(0.3214, ".0%"), write("2024-06")
    ('10,000', '30.8', '5', '32%', '2024-06')
    """
    if isinstance(value, str) or spec:
        return format(value, spec)
    return f"{value:,}".removesuffix(".0")
