"""A built page → a tree that can be searched and changed, and the tree → a page again."""

from collections.abc import Iterable

from bs4 import BeautifulSoup, Tag
from bs4.dammit import EntitySubstitution
from bs4.formatter import HTMLFormatter


class _AsBuilt(HTMLFormatter):
    """Write HTML as the finished pages have it: attributes in their order, ``<br>`` and ``defer``."""

    def attributes(self, tag: Tag) -> Iterable[tuple[str, str | None]]:
        for name, value in tag.attrs.items():
            yield name, None if value == "" else str(value)


_FORMAT = _AsBuilt(entity_substitution=EntitySubstitution.substitute_xml, void_element_close_prefix="")


def parsed(page: str) -> BeautifulSoup:
    """Return ``page`` as a tree; an attribute of several words, such as ``class``, stays one text."""
    return BeautifulSoup(page, "html.parser", multi_valued_attributes=None)


def written(tree: Tag) -> str:
    """Return what is in ``tree`` as HTML.

    >>> written(parsed('<p class="b  a" id="x">1 &lt; 2<br><script defer src="a&amp;b"></script></p>'))
    '<p class="b  a" id="x">1 &lt; 2<br><script defer src="a&amp;b"></script></p>'
    """
    return tree.decode_contents(formatter=_FORMAT)
