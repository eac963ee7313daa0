"""Escaped markup → a node of a page; a built page → a tree that can be changed, and the tree → a page."""

from collections.abc import Iterable

from bs4 import BeautifulSoup, Tag
from bs4.dammit import EntitySubstitution
from bs4.formatter import HTMLFormatter
from docutils import nodes
from markupsafe import Markup


def live(markup: Markup) -> nodes.raw:
    """Return markup of a template, a table or a drawing as a node that the page takes as it is.

    A text that is no ``Markup`` may not be escaped: it raises ``TypeError``, and no page has it.

    >>> live(Markup("<b>{}</b>").format("a < b")).astext()
    '<b>a &lt; b</b>'
    """
    if not isinstance(markup, Markup):
        raise TypeError("this text may not be escaped: a template or Markup(…).format(…) makes markup of it")
    return nodes.raw("", str(markup), format="html")


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
