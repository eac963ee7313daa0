"""How a page quotes the dataset: one number in a sentence, a claim with its card, or a table.

A sentence never types a number. It names one of ``data/dataset/numbers.json``, and the
build prints it; a name that is not there, or a format that does not fit, is a warning,
and a warning stops the build.
"""

import html
import json
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole

from dossier import __version__, cards, front, tables
from dossier.describe import json_ld
from dossier.downloads import CONTENTS
from dossier.ledger import ledger
from dossier.shown import row_link

NUMBERS = "data/dataset/numbers.json"

log = logging.getLogger(__name__)


class Num(SphinxRole):
    """Print a number of the dataset: ``{num}`key` ``, or ``{num}`key:.0%` ``."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the number as text; where there is none, warn and print its name."""
        self.env.note_dependency(NUMBERS)
        key, _, spec = self.text.partition(":")
        try:
            text = write(read_numbers(Path(self.env.srcdir))[key], spec)
        except KeyError:
            text = self._complain(f"{NUMBERS} has no {key!r}; run make dataset, or mend the name")
        except ValueError as reason:
            text = self._complain(f"{key!r} cannot be written as {spec!r}: {reason}")
        return [nodes.inline(self.rawtext, text, classes=["num"])], []

    def _complain(self, message: str) -> str:
        log.warning("num: %s", message, location=self.get_location())
        return self.text


class RowLink(SphinxRole):
    """Lead to a row that the book prints: ``{claim}`c-017` ``, or ``{row}`<id of the record>` ``.

    A claim named by ``{claim}`` is a mark that opens its card; other rows are links.
    """

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the id as a mark or a link; where the book prints no such row, warn and print the id."""
        if self.text not in tables.printed_rows():
            log.warning("%s: the book has no row %r", self.name, self.text, location=self.get_location())
            return [nodes.inline(self.rawtext, self.text)], []
        up = "../" * self.env.docname.count("/") + "book/"
        link = row_link(self.text, up=up)
        kind = ClaimMark if self.name == "claim" and re.fullmatch(r"c-\d{3}", self.text) else nodes.reference
        return [kind(self.rawtext, link.text, refuri=link.address, classes=["row-link"])], []


class ClaimMark(nodes.reference):
    """A claim named in the text; a writer that knows no cards prints the link that it also is."""


class ClaimCards(nodes.Element):
    """The cards of every claim that a page marks, at its end: each once, and not for the search to find."""


def add_cards(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the cards of the claims that a page marks at its end."""
    marked = [node.astext() for node in doctree.findall(ClaimMark)]
    if marked and app.builder.format == "html":
        doctree += ClaimCards(claims=marked, up="../" * docname.count("/") + "book/")


def write_mark(writer: Any, node: ClaimMark) -> None:
    """Write the mark of a claim into the page."""
    writer.body.append(cards.mark(node.astext(), up=node["refuri"].partition("ledger.html")[0]))
    raise nodes.SkipNode


def write_cards(writer: Any, node: ClaimCards) -> None:
    """Write the cards at the end of the page."""
    writer.body.append(cards.cards(behind_claims(), node["claims"], up=node["up"]))
    raise nodes.SkipNode


@cache
def behind_claims() -> dict[str, cards.Evidence]:
    """Read once for all pages what stands behind each claim."""
    return cards.evidence(tables.dataset())


def read_numbers(root: Path) -> dict[str, Any]:
    """Return every number that a sentence may quote; none before the first build."""
    path = root / NUMBERS
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def write(value: float | str, spec: str = "") -> str:
    """Write a number for a sentence, with ``spec`` as `format` takes it.

    >>> write(10000), write(30.8), write(5.0), write(0.3214, ".0%"), write("2024-06")
    ('10,000', '30.8', '5', '32%', '2024-06')
    """
    if isinstance(value, str) or spec:
        return format(value, spec)
    return f"{value:,}".removesuffix(".0")


class DatasetTable(SphinxDirective):
    """Print a table of `tables.PAGES`, which each name what a page may show."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the table as HTML; for a name that is not known, warn and print nothing."""
        [name] = self.arguments
        if name not in tables.PAGES:
            known = ", ".join(sorted(tables.PAGES))
            log.warning("dataset-table: no table %r; there are %s", name, known, location=self.get_location())
            return []
        for path in sorted(Path(self.env.srcdir, NUMBERS).parent.glob("*.csv")):
            self.env.note_dependency(str(path))
        return [nodes.raw("", tables.page_table(name), format="html")]


class Ledger(SphinxDirective):
    """Print every claim with its chain and its history."""

    def run(self) -> list[nodes.Node]:
        """Return the claims as a list in HTML."""
        return [nodes.raw("", ledger(tables.dataset()), format="html")]


class KeyJudgements(SphinxDirective):
    """Print the judgements as cards."""

    def run(self) -> list[nodes.Node]:
        """Return the cards as HTML."""
        return [nodes.raw("", front.key_judgements(), format="html")]


class KeyFigure(SphinxDirective):
    """Draw the front page's figure, with what stands in the directive as its caption."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return a numbered figure, as a notebook's are."""
        figure = nodes.figure("", nodes.raw("", front.key_figure().svg, format="html"))
        figure["notebook"] = front.KEY_NOTEBOOK
        words, messages = self.state.inline_text(" ".join(self.content), self.lineno)
        figure += nodes.caption("", "", *words)
        self.set_source_info(figure)
        self.state.document.note_implicit_target(figure)
        return [figure, *messages]


class Downloads(SphinxDirective):
    """List what a reader may take home, and describe it to machines that read pages."""

    def run(self) -> list[nodes.Node]:
        """Return the links, and the description as JSON-LD, which no reader sees."""
        up = "../" * self.env.docname.count("/") + "downloads/"
        files = {up + name: what for name, what in CONTENTS.items()}
        items = "".join(
            f'<li><a href="{html.escape(address)}" download>{html.escape(address.rpartition("/")[2])}</a>: '
            f"{html.escape(what)}.</li>"
            for address, what in files.items()
        )
        described = json.dumps(json_ld(files, __version__), ensure_ascii=False).replace("<", "\\u003c")
        script = f'<script type="application/ld+json">{described}</script>'
        return [nodes.raw("", f"<ul>{items}</ul>{script}", format="html")]


def name_edition(app: Sphinx, config: Config) -> None:
    """Say at the foot of every page which edition it belongs to, and what may be done with it."""
    config.html_theme_options["extra_footer"] = (
        f"<p>Edition {__version__}. Data and prose: CC BY 4.0. Code: MIT.</p>"
    )


def share_work(app: Sphinx) -> None:
    """Read and write pages on every processor; all of them find the dataset read already, if there is one."""
    app.parallel = os.cpu_count() or 1
    # It numbers sections after all pages are read, in the first process, but does not say that it may.
    if numbering := app.extensions.get("sphinx_multitoc_numbering"):
        numbering.parallel_read_safe = True
        if Path(app.srcdir, NUMBERS).exists():
            tables.printed_rows()


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the roles, the directives and the footer to Sphinx."""
    app.connect("builder-inited", share_work)
    app.connect("config-inited", name_edition)
    app.connect("doctree-resolved", add_cards)
    app.add_node(ClaimMark, html=(write_mark, None))
    app.add_node(ClaimCards, html=(write_cards, None))
    app.add_role("num", Num())
    app.add_role("claim", RowLink())
    app.add_role("row", RowLink())
    app.add_directive("dataset-table", DatasetTable)
    app.add_directive("dataset-downloads", Downloads)
    app.add_directive("claims-ledger", Ledger)
    app.add_directive("key-judgements", KeyJudgements)
    app.add_directive("key-figure", KeyFigure)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
