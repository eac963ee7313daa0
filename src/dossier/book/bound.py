"""Pages, notebooks and rows of `sentence_checks` → the texts bound to data, and a fault for each reversal.

Bound are sentences that end in the mark ``{holds}``, captions, judgements, their translations, and the text
under a heading. A row names the text by its place and seals its words: who turns a sentence round must
look at the row too, and the row says what the data must say.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from docutils import nodes
from sphinx.util.docutils import SphinxRole

from dossier.book.french import seal
from dossier.book.roles import log
from dossier.book.state import book_of
from dossier.errors import DataError
from dossier.evidence.sentence_checks import FILE, reversals
from dossier.project import Project
from dossier.schema.files import Tables, rows

MARK = re.compile(r"\s*\{holds\}`([^`<>]+)`")

KEY_FIGURE = "key-figure"
"""The place of the caption that the directive of this name has."""

_FENCE = re.compile(
    r"^```\{(?P<name>[a-z-]+)\} ?(?P<arguments>[^\n]*)\n(?P<content>.*?)^```", re.DOTALL | re.MULTILINE
)
_HEADING = re.compile(r"^#{1,6} +(.+?)\s*$", re.MULTILINE)
_BLOCK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+\.)\s)|\n(?=\|)")


class Holds(SphinxRole):
    """Mark the end of a sentence that the data must bear out: ``{holds}`check-id` ``; it prints nothing."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return nothing; where no row has the name, or the data say something else, warn."""
        book = book_of(self.env)
        if self.text not in set(book.data.sentence_checks["check_id"]):
            log.warning("holds: sentence_checks has no %r", self.text, location=self.get_location())
        for fault in book.reversals.get(self.text, []):
            log.warning("holds: %s", fault, location=self.get_location())
        return [], []


class Place(NamedTuple):
    """Where a bound text stands: the page, what kind of text, and its name there."""

    page: str
    binds: str
    place: str


def source_files(project: Project) -> Iterator[Path]:
    """Yield the pages and notebooks of a report, in the order of their names."""
    yield from sorted({*project.root.glob("book/**/*.md"), *project.notebooks.glob("*.ipynb")})


def bound_texts(project: Project, tables: Tables) -> dict[Place, str]:
    """Turn pages, notebooks and `judgements` of a report into every text that a row may bind, by place."""
    texts: dict[Place, str] = {
        Place("book/judgements", "judgement", row.judgement_id): row.statement
        for row in rows(tables["judgements"])
    }
    for file in source_files(project):
        page = file.relative_to(project.root).with_suffix("").as_posix()
        content = file.read_text(encoding="utf-8")
        for (binds, place), text in texts_of(content, notebook=file.suffix == ".ipynb").items():
            texts[Place(page, binds, place)] = text
    return texts


def texts_of(content: str, *, notebook: bool = False) -> dict[tuple[str, str], str]:
    r"""Turn the source of a page into its bound texts, by kind and place; white space is made even.

    >>> texts_of("# A\n\nNot one\nwas full. {holds}`boxes` More.\n")
    {('section', 'A'): 'Not one was full. More.', ('sentence', 'boxes'): 'Not one was full.'}
    """
    texts: dict[tuple[str, str], str] = {}
    if notebook:
        cells = json.loads(content)["cells"]
        for cell in cells:
            figure = cell["metadata"].get("mystnb", {}).get("figure", {})
            if "name" in figure:
                texts["caption", figure["name"]] = even(figure["caption"])
        content = "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    for fence in _FENCE.finditer(content):
        if fence["name"] == KEY_FIGURE:
            texts["caption", KEY_FIGURE] = even(fence["content"])
        elif fence["name"] == "jugement":
            texts["translation", fence["arguments"].split(" ")[0]] = even(fence["content"])
    _, *parts = _HEADING.split(_FENCE.sub("\n", content))
    for heading, prose in zip(parts[::2], parts[1::2], strict=True):
        texts["section", heading] = " ".join(filter(None, (texts.get(("section", heading)), even(prose))))
        for name, sentence in _marked(prose):
            # Two marks of one name bind both sentences.
            texts["sentence", name] = " ".join(filter(None, (texts.get(("sentence", name)), sentence)))
    return texts


def even(prose: str) -> str:
    """Return a text without marks, and with one space wherever it has white space."""
    return " ".join(MARK.sub("", prose).split())


def _marked(prose: str) -> Iterator[tuple[str, str]]:
    """Yield the name of each mark, with the words of its paragraph since its start or the mark before."""
    for block in _BLOCK.split(prose):
        pieces = MARK.split(block)
        for sentence, name in zip(pieces[::2], pieces[1::2], strict=False):
            yield name, even(sentence)


def rewordings(project: Project, tables: Tables) -> Iterator[DataError]:
    """Yield a fault for each bound text whose words are not those of its row, and for what lost the other."""
    texts = bound_texts(project, tables)
    checks = {
        Place(row.page, row.binds, row.check_id if row.binds == "sentence" else row.place): row
        for row in rows(tables["sentence_checks"])
    }
    for place, row in checks.items():
        if place not in texts:
            yield DataError(
                FILE,
                f"{place.page} has no {place.binds} {place.place!r}",
                row=row.check_id,
                column="place",
                remedy="bring the text back, or take the row out",
            )
        elif (due := seal(texts[place])) != row.wording:
            yield DataError(
                FILE,
                f"the words of {place.binds} {place.place!r} on {place.page} have changed",
                row=row.check_id,
                column="wording",
                remedy=f"see that holds still says what they say, then write wording {due}",
            )
    for place in texts:
        if place.binds == "sentence" and place not in checks:
            yield DataError(
                f"{place.page}",
                f"marks a sentence with {place.place!r}, which binds nothing here",
                row=place.place,
                remedy="add the row to coded/sentence_checks.csv, or take the mark out",
            )


def unbound(project: Project, tables: Tables) -> list[Place]:
    """Turn a report into its captions, judgements and translations that no row of `sentence_checks` binds."""
    bound = {(row.page, row.binds, row.place) for row in rows(tables["sentence_checks"])}
    kinds = ("caption", "judgement", "translation")
    return [place for place in bound_texts(project, tables) if place.binds in kinds and place not in bound]


def sentence_faults(project: Project, tables: Tables) -> Iterator[DataError]:
    """Yield a fault for each sentence that the data do not bear out, and for each that was reworded."""
    if not project.numbers.exists():
        return
    numbers = json.loads(project.numbers.read_text(encoding="utf-8"))
    yield from reversals(tables, numbers, project.schema)
    yield from rewordings(project, tables)
