"""A run of Sphinx → the same run with the roles, directives and pages that the modules of this folder add.

``_config.yml`` names this module as the one extension of a book.
"""

from sphinx.application import Sphinx

from dossier.book import directives, french, metadata, page_foot, state
from dossier.book.desk import directives as desk_directives
from dossier.book.find import search
from dossier.book.rows import in_time, marks, uses

PARTS = (directives, desk_directives, in_time, marks, page_foot, french, search, metadata, uses)


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect the parts to Sphinx, and return that pages may be read in parallel."""
    state.open_book(app)
    for part in PARTS:
        part.add_to(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
