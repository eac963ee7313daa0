"""The tables of who speaks in the record: `claimants` and `bodies`, read from ``data/coded``.

Both say whose word a name of the record is, so that two names of one office, and an office and the actor of
the articles that it is, count as one origin.
"""

from typing import ClassVar

from pandera.typing import Series

from dossier.schema import words
from dossier.schema.base import Table, identifier, link, one_of, text
from dossier.schema.forms import SLUG

_ENTITY = "the actor of the articles that it is, or that speaks for it"


class Claimants(Table):
    """One row per claimant of the record: its short names, for whom it speaks, and what it is."""

    claimant_id: Series[str] = identifier(SLUG, "a short name")
    name: Series[str] = text("as in the column `claimant` of `estimates`")
    short_name: Series[str] = text("as short as a cell of a table needs it")
    label: Series[str] = text("the side, then the office or speaker: short enough for a row of a drawing")
    side: Series[str] = text("the capital, body or study that it speaks for")
    part_of: Series[str] = text(
        "the body among `claimants` that it is part of, by its short name", nullable=True
    )
    kind: Series[str] = one_of(words.CLAIMANT_KINDS, "what it is")
    entity_id: Series[str] = link("entities", _ENTITY, nullable=True)


class Bodies(Table):
    """One row per name in the record that is no name of `claimants`, and whose word it is.

    A name without a row here is an origin of its own.
    """

    side: Series[str] = text("the side that the row has beside the name, where it has one", nullable=True)
    name: Series[str] = text("the speaker or examiner, as the row has it; of a trade figure its series")
    body: Series[str] = text(
        "whose word it is, of two the first: a short name of `claimants`, or a name that several rows here "
        "have",
        nullable=True,
    )
    entity_id: Series[str] = link("entities", _ENTITY, nullable=True)

    class Config:
        """Name a row by side and name."""

        unique: ClassVar = ["side", "name"]


VOICES: dict[str, type[Table]] = {"claimants": Claimants, "bodies": Bodies}
