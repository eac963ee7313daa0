"""The tables of the numbers desk, `desk_numbers` and `desk_rows`: read from ``data/coded``.

A number is what a reader asks for: how many, how much. Its rows are those of the dataset that give it, that
say otherwise, or that a reader may take for it. Which rows these are is a decision of a coder.
"""

from pandera.typing import Series

from dossier.schema import words
from dossier.schema.base import Table, declared, identifier, link, named_row, one_of, text, whole_number
from dossier.schema.forms import SLUG, VERSION

PARTS = {
    "gives": "it gives the number: the range on the desk spans these rows",
    "differs": "it denies the number or says otherwise",
    "apart": "it counts something else, or for another window; the label says which",
}
"""What a row does for a number of the desk."""


class DeskNumbers(Table):
    """One row per number that readers ask for: what it counts, and which judgement is on it."""

    number_id: Series[str] = identifier(SLUG, "a short name: its address on the desk")
    position: Series[int] = whole_number("the order on the desk, from 1", ge=1)
    theme: Series[str] = declared("themes", "the chapter it belongs to")
    name: Series[str] = text("its name in a word or two")
    question: Series[str] = text("what a reader asks")
    counts: Series[str] = text("what the number counts, and what it leaves out")
    items: Series[str] = text(
        "the words of `estimates.item` that bear on it, joined by semicolons", nullable=True
    )
    grows: Series[str] = one_of(
        words.YES_NO, "yes: a total that can only grow, so a later one cannot be smaller"
    )
    judgement_id: Series[str] = link("judgements", "the judgement on it; empty: none", nullable=True)
    reason: Series[str] = text("why these rows and no others give it")
    coder: Series[str] = one_of(words.READERS, "who decided")
    since: Series[str] = text("the edition that brought it", pattern=VERSION)


class DeskRows(Table):
    """One row per row of the dataset that stands by a number of the desk, and what it does there."""

    desk_row_id: Series[str] = identifier(SLUG, "the number, and a running number")
    number_id: Series[str] = link("desk_numbers", "the number")
    part: Series[str] = one_of(PARTS, "what the row does for it")
    position: Series[int] = whole_number("the order within the number, from 1", ge=1)
    table_name: Series[str] = text("the table of the row", pattern=r"[a-z_]+")
    row_id: Series[str] = named_row("the row", needed_by="number_id")
    bound: Series[str] = one_of(
        words.BOUNDS,
        "what the page says of the figure, where the table of the row has no such column",
        nullable=True,
    )
    evidence: Series[str] = one_of(
        words.EVIDENCE,
        "the strongest evidence that the page tells of, where the table of the row has no such column",
        nullable=True,
    )
    label: Series[str] = text("what the desk prints beside the row", nullable=True)
    reason: Series[str] = text("why the row stands here")
    coder: Series[str] = one_of(words.READERS, "who decided")
    since: Series[str] = text("the edition that brought it", pattern=VERSION)


DESK: dict[str, type[Table]] = {"desk_numbers": DeskNumbers, "desk_rows": DeskRows}
