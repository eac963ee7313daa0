"""Rows that a sentence names → short marks, the cards that they open, and the ids of paragraphs.

A row is named by a role (`roles.RowLink`). Three rows and more in one place are one mark and "2 more". A
bracket or a comma stays with the mark beside it, so that no line begins with it.
"""

import re
from collections.abc import Iterator
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from dossier.book.state import book_of
from dossier.pages.links import to_top
from dossier.pages.marks import Group, Marks


class RowMark(nodes.reference):
    """A row named in the text; a writer without cards prints it as the link that it also is."""


class MarkGroup(nodes.inline):
    """Rows named one after the other: a mark of the first, and one that opens the list of all."""


class Cards(nodes.Element):
    """The cards of the rows that a page marks, at its end: each once, and not in the search index."""


_FEW = 2  # so many marks stand side by side; more of them would be a line of marks
_BETWEEN = re.compile(r"\s*(?:[,;]|,?\s*\b(?:and|or|et)\b)\s*")
_OPENING = re.compile(r"[(\[“‘«]+$")
_CLOSING = re.compile(r"^[)\]”’»,.;:!?]+")


def group_marks(app: Sphinx, doctree: nodes.document) -> None:
    """Join the marks that stand one after the other, and keep brackets and stops beside their marks."""
    parents = list(dict.fromkeys(mark.parent for mark in doctree.findall(RowMark)))
    number = 0
    for parent in parents:
        children: list[nodes.Node] = []
        for run in _runs(_joined(parent.children)):
            marks = [node for node in run if isinstance(node, RowMark)]
            if len(marks) > _FEW or len({mark.astext() for mark in marks}) < len(marks):
                number += 1
                children.append(MarkGroup("", "", *marks, card=f"more-{number}"))
            elif len(marks) == _FEW:  # a comma stands in each mark already
                children += [marks[0], nodes.Text(run[1].astext().replace(",", ";")), marks[1]]
            else:
                children += run
        parent.children = []
        parent += _kept(children)


def _joined(children: list[nodes.Node]) -> list[nodes.Node]:
    """Return the children of a node with texts that follow each other, as over a line break, in one."""
    joined: list[nodes.Node] = []
    for child in children:
        if isinstance(child, nodes.Text) and joined and isinstance(joined[-1], nodes.Text):
            joined[-1] = nodes.Text(joined[-1].astext() + child.astext())
        else:
            joined.append(child)
    return joined


def _runs(children: list[nodes.Node]) -> Iterator[list[nodes.Node]]:
    """Yield the children of a node one by one, but marks with nothing between them in one list."""
    at = 0
    while at < len(children):
        end = at + 1
        if isinstance(children[at], RowMark):
            while (
                end + 1 < len(children)
                and isinstance(children[end + 1], RowMark)
                and isinstance(children[end], nodes.Text)
                and _BETWEEN.fullmatch(children[end].astext())
            ):
                end += 2
        yield children[at:end]
        at = end


def _kept(children: list[nodes.Node]) -> list[nodes.Node]:
    """Return children in which a mark is in one piece with the bracket before it and the stop behind it."""
    kept: list[nodes.Node] = []
    for at, child in enumerate(children):
        if isinstance(child, RowMark | MarkGroup):
            before = kept.pop().astext() if kept and isinstance(kept[-1], nodes.Text) else ""
            opening = _OPENING.search(before)
            if opening:
                before = before[: opening.start()]
            if before:
                kept.append(nodes.Text(before))
            piece = nodes.inline("", "", classes=["keep"])
            if opening:
                piece += nodes.Text(opening[0])
            piece += child
            after = children[at + 1] if at + 1 < len(children) else None
            if isinstance(after, nodes.Text) and (closing := _CLOSING.match(after.astext())):
                piece += nodes.Text(closing[0])
                children[at + 1] = nodes.Text(after.astext()[closing.end() :])
            kept.append(piece)
        elif not isinstance(child, nodes.Text) or child.astext():
            kept.append(child)
    return kept


def name_paragraphs(app: Sphinx, doctree: nodes.document) -> None:
    """Give each paragraph that names a row or a number an id made of the first of them.

    The id stays when other words of the paragraph change. A second paragraph with the same first name has
    its number behind it.
    """
    taken = set(doctree.ids)
    for paragraph in doctree.findall(nodes.paragraph):
        if paragraph["ids"] or isinstance(paragraph.parent, nodes.entry):
            continue
        name = next(_names(paragraph), "")
        if name:
            own = f"p-{name}"
            number = 2
            while own in taken:
                own, number = f"p-{name}-{number}", number + 1
            taken.add(own)
            paragraph["ids"].append(own)


def _names(paragraph: nodes.Element) -> Iterator[str]:
    """Yield the rows and numbers that a paragraph names, in its order, as they stand in an id."""
    for node in paragraph.findall(nodes.Element):
        if isinstance(node, RowMark):
            yield str(node["row"])
        elif "number" in node:
            yield str(node["number"]).replace("_", "-")


def add_cards(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Append to a page the cards of the rows that it marks; only HTML has cards."""
    marked = [str(node["row"]) for node in doctree.findall(RowMark)]
    if marked and app.builder.format == "html":
        doctree += Cards(
            rows=marked,
            groups=[_group(node) for node in doctree.findall(MarkGroup)],
            up=to_top(docname),
        )


def _group(node: MarkGroup) -> Group:
    return Group(str(node["card"]), tuple(str(mark["row"]) for mark in node.findall(RowMark)))


def _marks(writer: Any, on_page: tuple[str, ...] = (), up: str = "") -> Marks:
    return Marks(book_of(writer.builder.env).rows, on_page, up=up or to_top(writer.builder.current_docname))


def write_mark(writer: Any, node: RowMark) -> None:
    """Write the mark of a row into the page."""
    writer.body.append(_marks(writer).mark(str(node["row"])))
    raise nodes.SkipNode


def write_group(writer: Any, node: MarkGroup) -> None:
    """Write the mark of the first row of a group, and the mark that opens the list of all."""
    group, marks = _group(node), _marks(writer)
    writer.body.append(f"{marks.mark(group.row_ids[0])} and {marks.more(group)}")
    raise nodes.SkipNode


def write_cards(writer: Any, node: Cards) -> None:
    """Write the cards at the end of the page."""
    marks = _marks(writer, tuple(node["rows"]), node["up"])
    writer.body.append(marks.cards(node["rows"], node["groups"]))
    raise nodes.SkipNode


def add_to(app: Sphinx) -> None:
    """Add the marks, their cards and the ids of paragraphs to Sphinx."""
    app.add_node(RowMark, html=(write_mark, None))
    app.add_node(MarkGroup, html=(write_group, None))
    app.add_node(Cards, html=(write_cards, None))
    app.connect("doctree-read", group_marks)
    app.connect("doctree-read", name_paragraphs)
    app.connect("doctree-resolved", add_cards)
