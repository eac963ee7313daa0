"""The pages that Sphinx has read → where each row is named: page, paragraph or figure, and the sentence.

Written beside the book (`USES`), because the light pages, which print it, are made after the book.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx

from dossier.book.rows.marks import MarkGroup, RowMark
from dossier.pages.light_pages import Sentence

USES = "uses.json"
"""The file beside the folder of the built book."""

_END = re.compile(r"(?<=[.!?])[”’)\]]*\s+(?=[A-ZÀ-Þ“(])")
_LONGEST = 320  # characters of a sentence; a longer one is cut at a word


NUMBER = "number "
"""What stands before the name of a number, where a row would have its id."""


def rows_named(doctree: nodes.document) -> Iterator[tuple[str, str, str]]:
    """Yield each row and number that a page names, with the id of its paragraph or figure, and sentence."""
    for block in (*doctree.findall(nodes.paragraph), *doctree.findall(nodes.caption)):
        if names := [node for node in block.findall(nodes.reference) if "row" in node or "number" in node]:
            text, places = _read(block)
            anchor = _anchor(block)
            for node in names:
                name = str(node["row"]) if "row" in node else f"{NUMBER}{node['number']}"
                yield name, anchor, sentence_at(text, places[id(node)])


def _read(block: nodes.Element) -> tuple[str, dict[int, int]]:
    """Return the text of a paragraph as a page prints it, and where each mark begins."""
    text = ""
    places: dict[int, int] = {}
    for node in block.findall():
        if isinstance(node, MarkGroup):
            marks = list(node.findall(RowMark))
            places |= {id(mark): len(text) for mark in marks}
            text += f"{marks[0].astext()} and {len(marks) - 1} more"
        elif isinstance(node, RowMark) and not isinstance(node.parent, MarkGroup):
            places[id(node)] = len(text)
            text += node.astext()
        elif isinstance(node, nodes.reference) and ("number" in node or "row" in node):
            places[id(node)] = len(text)
        elif isinstance(node, pending_xref) and node["reftype"] in _UNRESOLVED:
            text += "" if node.get("refexplicit") else _UNRESOLVED[node["reftype"]]
        elif isinstance(node, nodes.Text) and not _is_in_reference(node):
            text += node.astext()
    return text, places


_UNRESOLVED = {"numref": "the figure", "doc": "another page"}
"""How a sentence has a reference whose text Sphinx writes later: number of a figure, title of a page."""


def _is_in_reference(text: nodes.Text) -> bool:
    """Return whether a text is that of a mark, or the name behind which Sphinx will write another."""
    node: Any = text.parent
    while not isinstance(node, nodes.paragraph | nodes.caption):
        if isinstance(node, RowMark):
            return True
        if isinstance(node, pending_xref) and node["reftype"] in _UNRESOLVED and not node.get("refexplicit"):
            return True
        node = node.parent
    return False


def sentence_at(text: str, place: int) -> str:
    """Return the sentence of a text that has a place, with even white space.

    >>> sentence_at("The port counted. Its mayor did not (Belcastre, 2024). Then?", 30)
    'Its mayor did not (Belcastre, 2024).'
    """
    begin = max((end.end() for end in _END.finditer(text) if end.end() <= place), default=0)
    end = min((end.start() for end in _END.finditer(text) if end.start() >= place), default=len(text))
    sentence = " ".join(text[begin:end].split())
    return sentence if len(sentence) <= _LONGEST else sentence[:_LONGEST].rpartition(" ")[0] + " …"


def _anchor(block: nodes.Element) -> str:
    """Return the id of a paragraph, else that of what it stands in: figure, section."""
    node: Any = block
    while node is not None:
        if node.get("ids"):
            return str(node["ids"][-1] if isinstance(node, nodes.figure) else node["ids"][0])
        node = node.parent
    return ""


def write_uses(app: Sphinx, fault: Exception | None) -> None:
    """Write where the book names each row beside the folder of the book."""
    if fault or app.builder.format != "html":
        return
    uses: dict[str, list[Sentence]] = {}
    for page in sorted(app.env.found_docs):
        title = app.env.titles[page].astext()
        language = app.env.metadata[page].get("lang", "")
        for row_id, anchor, sentence in rows_named(app.env.get_doctree(page)):
            use = Sentence(page, anchor, title, sentence, language)
            if use not in uses.setdefault(row_id, []):
                uses[row_id].append(use)
    content = json.dumps(uses, ensure_ascii=False, indent=1)
    (Path(app.outdir).parent / USES).write_text(content, encoding="utf-8")


def read_uses(file: Path) -> dict[str, list[Sentence]]:
    """Return what `write_uses` wrote: where the book names each row."""
    content = json.loads(file.read_text(encoding="utf-8"))
    return {row_id: [Sentence(*use) for use in uses] for row_id, uses in content.items()}


def add_to(app: Sphinx) -> None:
    """Let Sphinx write where the book names each row, once all pages are built."""
    app.connect("build-finished", write_uses)
