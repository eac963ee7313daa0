"""The one Sphinx extension of a book: what the modules of this folder add, in their order."""

from sphinx.application import Sphinx

from dossier.book import directives, french, metadata, page_foot, search, state

PARTS = (directives, page_foot, french, search, metadata)


def setup(app: Sphinx) -> dict[str, bool]:
    """Add roles, directives, cards, feet, the search of rows and what machines read to Sphinx."""
    state.open_book(app)
    for part in PARTS:
        part.add_to(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
