"""The tables that a page of prose may show, by name."""

from collections.abc import Callable
from functools import cache

import pandas as pd

from dossier.data import Dataset, load
from dossier.evidence import translation
from dossier.evidence.checks import live
from dossier.evidence.claims import support
from dossier.pages import judgement_tables
from dossier.reading.scores import scores
from dossier.schema import RECORD
from dossier.schema.words import RECORD_CONFIDENCES
from dossier.show.table import Link, ShownTable, table_html
from militant_unity import cast, corpus
from militant_unity.words import doubt


def page_table(name: str) -> str:
    """Return the table ``name`` of ``PAGES`` as HTML."""
    return table_html(PAGES[name](dataset()), identifier=f"table-{name}")


@cache
def dataset() -> Dataset:
    """Read the dataset once for all the tables of a book."""
    return load()


@cache
def printed_rows() -> frozenset[str]:
    """Return the ids of the rows that a page prints, the ledger's claims too, and that a link may lead to."""
    shown = (PAGES[name](dataset()) for name in PAGES if name in ANCHORED)
    claims = (str(claim) for claim in live(dataset().claims)["claim_id"])
    return frozenset((*claims, *(str(row) for table in shown for row in table.frame.iloc[:, 0])))


def outside_sources(data: Dataset) -> ShownTable:
    """List the outside pages that the record rests on, with their addresses."""
    pages = data.sources[~data.sources["source_id"].isin(corpus.ARTICLES)].fillna("")
    shown = pd.DataFrame(
        {
            "id": list(pages["source_id"]),
            "page": [
                Link(title or url, url) for title, url in zip(pages["title"], pages["url"], strict=True)
            ],
            "publisher": list(pages["publisher"]),
            "date": list(pages["date"]),
            "language": list(pages["language"]),
            "kind": list(pages["kind"].str.replace("_", " ")),
        }
    )
    return ShownTable(shown, f"The {len(shown)} outside pages that the record and the map rest on")


def article_sources(data: Dataset) -> ShownTable:
    """List the five articles with what is known of where they came from."""
    rows = data.sources.set_index("source_id").loc[list(corpus.ARTICLES)].fillna("").reset_index()
    shown = pd.DataFrame(
        {
            "article": rows["source_id"],
            "title as printed": rows["title"],
            "outlet": rows["publisher"].where(rows["publisher"].ne(""), "not found"),
            "published": rows["date"],
            "English original": [Link("address", url) if url else "not found" for url in rows["url"]],
            "read as": rows["language"] + ", " + rows["translation"] + " translation",
            "knowledge from": rows["origin_class"],
            "interest": rows["interest"],
            "note": rows["note"],
        }
    )
    return ShownTable(shown, "The five articles: machine translations into French, dates inferred")


def accuracy(data: Dataset) -> ShownTable:
    """Show how often the program finds what was marked by hand, the honest score first."""
    shown = scores().rename(columns={"true": "marked by hand", "right": "agree", "f1": "F1"})
    return ShownTable(
        shown[["labels", "finder", "marked by hand", "found", "agree", "precision", "recall", "F1"]],
        "Found by the program, against labels made by hand",
    )


def record_sizes(data: Dataset) -> ShownTable:
    """Show what the record holds, and how well each part is supported."""
    counts = {name: getattr(data, name)["confidence"].value_counts() for name in RECORD}
    shown = pd.DataFrame(counts).reindex(list(_GRADES)).fillna(0).astype(int).T.rename(columns=_GRADES)
    return ShownTable(
        shown.reset_index(names="table"), "Rows of the outside record by how well the report stands"
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
        "conversion_id", "from_item", "to_item", "low", "best", "high", "stated_by", "method", "source_id",
        "second_source_id", "confidence", "note",
    ),
    "forecasts": (
        "forecast_id", "claim_id", "question", "resolution_rule", "word", "p_low", "p_high", "outcome",
        "resolved_on", "resolved_by", "brier_low", "brier_high",
    ),
    "translation_flags": (
        "flag_id", "source_id", "start", "end", "kind", "severity", "should_mean", "evidence",
    ),
    "estimates": (
        "estimate_id", "claimant", "statement_date", "item", "weapon", "low", "best", "high", "bound", "unit",
        "period", "place", "statistic", "derived_by", "quoting", "evidence", "examined", "source_id",
        "second_source_id", "confidence", "note",
    ),
    "trade": (
        "trade_id", "pair", "period", "metric", "value", "other_value", "unit", "series", "source_id",
        "second_source_id", "confidence", "note",
    ),
    "events": (
        "event_id", "date", "what", "actor", "recipient", "place", "forum", "subject", "summary", "status",
        "source_id", "second_source_id", "confidence", "note",
    ),
    "statements": (
        "statement_id", "statement_date", "topic", "speaker", "side", "position", "word", "ground", "summary",
        "source_id", "second_source_id", "confidence", "note",
    ),
    "clauses": (
        "clause_id", "treaty", "parties", "signed", "in_force", "terminated", "article", "obligation",
        "kind", "parts", "absent", "absent_from", "absence", "draft", "end_years", "summary", "source_id",
        "second_source_id", "confidence", "note",
    ),
    "outcomes": ("outcome_id", "subject", "date", "state", "source_id", "second_source_id", "confidence"),
}  # fmt: skip
"""The columns of each table that the book prints row by row."""

CAPTIONS = {
    "documents": "Every file that was read",
    "quantities": "Every amount that a claim states",
    "unclaimed_amounts": "Amounts of the articles that belong to no claim, and why",
    "conversions": "Factors between units of account, and who stated them",
    "forecasts": "Forward-looking statements as questions, with their rules and outcomes",
    "translation_flags": "Defects of the machine translation, each at its place",
    "estimates": "Figures that somebody gave for munitions, missiles, troops and losses",
    "trade": "Figures of trade; one series is never subtracted from another",
    "events": "Dated events",
    "statements": "What officials said, denied and acknowledged",
    "clauses": "Obligations of five treaties",
    "outcomes": "How matters stood later that an article left open; no verdict on any forecast",
}


_WITHOUT_LINKS = ("documents", "conversions", "unclaimed_amounts")


def whole(name: str) -> Callable[[Dataset], ShownTable]:
    """Return the function that shows the rows of a table, retired ones left out."""

    def shown(data: Dataset) -> ShownTable:
        rows = live(getattr(data, name))[list(COLUMNS[name])]
        if "confidence" in rows:
            rows = rows.assign(confidence=rows["confidence"].map(_GRADES))
        renamed = rows.rename(columns=lambda column: column.replace("_", " "))
        return ShownTable(renamed, CAPTIONS[name], anchored=name not in _WITHOUT_LINKS)

    return shown


PAGES: dict[str, Callable[[Dataset], ShownTable]] = {
    "accuracy": accuracy,
    "cast": cast.voices_table,
    "cast-named": cast.named_table,
    "cast-places": cast.places_table,
    "glossary": cast.glossary_table,
    "weapons": cast.weapons_table,
    "articles": corpus.articles_table,
    "article-sources": article_sources,
    "outside-sources": outside_sources,
    "passages": corpus.passages_table,
    "record-sizes": record_sizes,
    "agreement": judgement_tables.agreement_table,
    "adjudication": judgement_tables.adjudication_table,
    "settled": judgement_tables.settled_table,
    "cues": doubt.cues_table,
    "distortion": translation.effect_table,
    "distorted-claims": translation.touched_table,
    "hypotheses": judgement_tables.hypotheses_table,
    "grounds": judgement_tables.grounds_table,
    "judgements": judgement_tables.judgements_table,
    "strengthen": judgement_tables.strengthen_table,
    "weakest": judgement_tables.weakest_table,
    "language": corpus.language_table,
    "terms": corpus.terms_table,
    **{name.replace("_", "-"): whole(name) for name in COLUMNS},
}

ANCHORED = ("judgements", *(name.replace("_", "-") for name in COLUMNS if name not in _WITHOUT_LINKS))
"""The tables whose rows a link may lead to."""
