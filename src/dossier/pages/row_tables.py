"""The dataset becomes the tables that a page may show, by name: rows of a table, or one that is computed.

A page names a table in a directive; `PageTables` finds its function in ``PAGES`` or in the report.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

import pandas as pd
from markupsafe import Markup

from dossier.data import Dataset
from dossier.evidence.claims import support
from dossier.pages import checked_tables, judgement_tables, translation_tables
from dossier.pages.entry_tables import ENTRIES, Heads, entry_table
from dossier.pages.row_cards import RowCards
from dossier.project import Project
from dossier.reading.scores import scores
from dossier.report import PageTable
from dossier.schema.files import live
from dossier.schema.words import RECORD_CONFIDENCES, counted
from dossier.show.table import ShownTable, table_html


def record_sizes(data: Dataset) -> ShownTable:
    """Turn the tables of the record into a table of their sizes, by how well each row is supported."""
    counts = {name: getattr(data, name)["confidence"].value_counts() for name in data.schema.graded}
    frame = pd.DataFrame(counts).reindex(list(_GRADES)).fillna(0).astype(int).T.rename(columns=_GRADES)
    return ShownTable(
        frame.reset_index(names="table"), "Rows of the outside record by how well the report stands"
    )


_GRADES = dict(zip(RECORD_CONFIDENCES, support(pd.Series(list(RECORD_CONFIDENCES))), strict=True))


COLUMNS: dict[str, tuple[str, ...]] = {
    "documents": (
        "source_id", "file", "bytes", "encoding", "characters", "language", "kept_characters", "tokens",
        "status", "reason",
    ),
    "quantities": (
        "quantity_id", "claim_id", "item", "low", "best", "high", "bound", "unit", "basis",
        "conversion_id", "as_of",
    ),
    "unclaimed_amounts": ("source_id", "start", "end", "amount", "reason"),
    "conversions": (
        "conversion_id", "from_item", "to_item", "low", "best", "high", "stated_by", "low_by", "high_by",
        "method", "source_id", "second_source_id", "confidence", "note",
    ),
    "forecasts": (
        "forecast_id", "claim_id", "question", "resolution_rule", "word", "p_low", "p_high", "outcome",
        "resolved_on", "resolved_by", "brier_low", "brier_high",
    ),
    "translation_flags": (
        "flag_id", "source_id", "start", "end", "kind", "severity", "should_mean", "evidence",
    ),
    "selections": (
        "selection_id", "reason", "row_id", "part", "label", "coder",
    ),
    "theme_terms": ("theme", "term", "sample"),
    "concordance_words": ("form", "noun", "position", "printed", "sample"),
    "searches": (
        "search_id", "target", "target_kind", "language", "query", "searched_on", "results", "seen",
        "bearing", "source_ids",
    ),
    "comparisons": ("comparison_id", "claim_id", "table_name", "row_id", "relation", "reason", "since"),
    "reasons": ("row_id", "table_name", "column", "was", "is", "reason", "since"),
}  # fmt: skip
"""The columns of each table of the engine that the book prints row by row, beside those of `ENTRIES`."""

CAPTIONS = {
    "selections": "Rows that a chapter looks at by name, for what use, and why",
    "theme_terms": "Words by which the program tells that a sentence touches a theme",
    "concordance_words": "Nouns that are counted, and whether the words beside them are printed",
    "documents": "Every file that was read",
    "quantities": "Every amount that a claim states",
    "unclaimed_amounts": "Amounts of the articles that belong to no claim, and why",
    "conversions": "Factors between units of account, and who stated them",
    "forecasts": "Forward-looking statements as questions, with their rules and outcomes",
    "translation_flags": "Defects of the machine translation, each at its place",
    "estimates": "Figures that somebody gave",
    "claimants": "Who gave those figures, and for whom each speaks",
    "bodies": "Names of the record, and whose word each is",
    "events": "Dated events",
    "statements": "What officials said, denied and acknowledged",
    "outcomes": "How matters stood later that an article left open; no verdict on any forecast",
    "outcome_sides": "Who affirms, who denies and who was silent, by matter and day",
    "searches": "What was searched for, and what was seen",
    "comparisons": "Claims of the articles against rows of the record",
    "reasons": "Why a published cell changed",
}


_WITHOUT_LINKS = (
    "documents", "conversions", "unclaimed_amounts", "theme_terms", "concordance_words", "claimants",
    "bodies", "reasons",
)  # fmt: skip
"""The tables whose rows get no address; several rows of `reasons` begin with the same id."""


def row_table(name: str, columns: tuple[str, ...], caption: str, anchored: bool = True) -> PageTable:
    """Turn the name of a table and its columns into the function that shows its live rows.

    ``anchored`` says whether each row gets an address to which a link may lead.
    """

    def table(data: Dataset) -> ShownTable:
        rows = live(getattr(data, name))[list(columns)]
        if "confidence" in rows:
            rows = rows.assign(confidence=rows["confidence"].map(_GRADES))
        renamed = rows.rename(columns=lambda column: column.replace("_", " "))
        return ShownTable(renamed, caption, anchored=anchored)

    return table


PAGES: dict[str, PageTable] = {
    "record-sizes": record_sizes,
    "agreement": judgement_tables.agreement_table,
    "adjudication": judgement_tables.adjudication_table,
    "settled": judgement_tables.settled_table,
    "forecast-agreement": judgement_tables.forecast_agreement_table,
    "forecast-differences": judgement_tables.forecast_differences_table,
    "comparison-agreement": checked_tables.comparison_agreement_table,
    "comparisons-settled": checked_tables.comparisons_settled_table,
    "searches-by-language": checked_tables.searches_by_language_table,
    "distortion": translation_tables.effect_table,
    "distorted-claims": translation_tables.touched_table,
    "hypotheses": judgement_tables.hypotheses_table,
    "strengthen": judgement_tables.strengthen_table,
    "weakest": judgement_tables.weakest_table,
    **{
        name.replace("_", "-"): row_table(name, columns, CAPTIONS[name], name not in _WITHOUT_LINKS)
        for name, columns in COLUMNS.items()
    },
    "corrections": checked_tables.corrections_table,
}
"""The tables of every report beside those of `ENTRIES`, by the name under which a page asks for them."""


class PageTables:
    """A report and its dataset become each table that a page may show, and the ids of all printed rows."""

    def __init__(self, project: Project, data: Dataset) -> None:
        own = project.report.row_tables
        self._project, self._data = project, data
        self.makers: dict[str, PageTable] = {
            **PAGES,
            **{
                name.replace("_", "-"): self._rows(name, heads, CAPTIONS[name], name not in _WITHOUT_LINKS)
                for name, heads in ENTRIES.items()
            },
            "accuracy": self._accuracy,
            **{name.replace("_", "-"): self._rows(name, *table) for name, table in own.items()},
            **project.report.tables(),
        }
        names = [
            *(name for name in (*COLUMNS, *ENTRIES) if name not in _WITHOUT_LINKS),
            *(name for name, table in own.items() if table.anchored),
        ]
        self.anchored = [name.replace("_", "-") for name in names]
        """The tables whose rows a link may lead to."""

    def _rows(
        self, name: str, columns: tuple[str, ...] | Heads, caption: str, anchored: bool = True
    ) -> PageTable:
        """Return the function that shows the live rows of a table, by its columns or set to be read."""
        if isinstance(columns, Mapping):
            return lambda data: entry_table(self.cards, name, columns, caption, anchored=anchored)
        return row_table(name, columns, caption, anchored)

    def html(self, name: str) -> Markup:
        """Turn the name of a table into HTML; an unknown name raises ``KeyError``."""
        return table_html(self.table(name), identifier=f"table-{name}")

    def table(self, name: str) -> ShownTable:
        """Turn the name of a table into its rows, with the caption that `dossier.toml` may declare."""
        table = self.makers[name](self._data)
        caption = self._project.declaration.captions.get(name)
        return replace(table, caption=caption.format(count=counted(len(table.frame)))) if caption else table

    @cached_property
    def printed_rows(self) -> frozenset[str]:
        """The ids to which a link may lead: live claims and judgements, and the rows of anchored tables."""
        own_pages = (
            *live(self._data.claims)["claim_id"], *live(self._data.judgements)["judgement_id"]
        )  # fmt: skip
        tables = (row_id for name in self.anchored for row_id in self.table(name).row_ids)
        return frozenset((*map(str, own_pages), *tables))

    @cached_property
    def cards(self) -> RowCards:
        """The card of each row that has a page."""
        return RowCards(self._data)

    def _accuracy(self, data: Dataset) -> ShownTable:
        """Turn the measured tables and the labels made by hand into a table of scores, by finder."""
        measured = {name: getattr(data, name) for name in self._project.schema.measured}
        scored = scores(self._project.tests, measured, data.entities, data.quotation_labels)
        scored = scored.rename(columns={"true": "marked by hand", "right": "agree", "f1": "F1"})
        return ShownTable(
            scored[["labels", "finder", "marked by hand", "found", "agree", "precision", "recall", "F1"]],
            "Found by the program, against labels made by hand",
        )
