"""The tables that a page of prose may show, by name."""

from collections.abc import Callable
from types import SimpleNamespace

import pandas as pd

from dossier import corpus, paths
from dossier.schema import TABLES
from dossier.scores import scores
from dossier.shown import Link, ShownTable, table_html
from dossier.store import load


def page_table(name: str) -> str:
    """Return the table ``name`` of ``PAGES`` as HTML."""
    shown = PAGES[name](load())
    return table_html(shown.frame, shown.caption, identifier=f"table-{name}")


def outside_sources(data: SimpleNamespace) -> ShownTable:
    """List the outside pages that the record rests on, with their addresses."""
    pages = data.sources[~data.sources["source_id"].isin(corpus.ARTICLES)].fillna("")
    shown = pd.DataFrame(
        {
            "id": list(pages["source_id"]),
            "page": [Link(title or url, url) for title, url in zip(pages["title"], pages["url"], strict=True)],
            "publisher": list(pages["publisher"]),
            "date": list(pages["date"]),
            "kind": list(pages["kind"].str.replace("_", " ")),
        }
    )
    return ShownTable(shown, f"The {len(shown)} outside pages of the record")


def article_sources(data: SimpleNamespace) -> ShownTable:
    """List the five articles with what is known of where they came from."""
    rows = data.sources.set_index("source_id").loc[list(corpus.ARTICLES)].fillna("").reset_index()
    shown = pd.DataFrame(
        {
            "article": rows["source_id"],
            "title as printed": rows["title"],
            "outlet": rows["publisher"].where(rows["publisher"].ne(""), "not found"),
            "published": rows["date"],
            "English original": [
                Link("address", url) if url else "not found" for url in rows["url"]
            ],
            "note": rows["note"],
        }
    )
    return ShownTable(shown, "The five articles: machine translations into French, dates inferred")


def accuracy(data: SimpleNamespace) -> ShownTable:
    """Show how often the program finds what a reader marked by hand."""
    return ShownTable(scores(paths.find_texts()), "Found by the program, against labels made by hand")


def record_sizes(data: SimpleNamespace) -> ShownTable:
    """Show what the record holds, and how well each part is supported."""
    names = [name for name, table in TABLES.items() if "confidence" in table.columns() and name != "conversions"]
    counts = {name: getattr(data, name)["confidence"].value_counts() for name in names}
    shown = pd.DataFrame(counts).fillna(0).astype(int).T
    shown.columns = [str(column).replace("_", " ") for column in shown.columns]
    return ShownTable(shown.reset_index(names="table"), "Rows of the outside record by how well the report stands")


PAGES: dict[str, Callable[[SimpleNamespace], ShownTable]] = {
    "accuracy": accuracy,
    "articles": corpus.articles_table,
    "article-sources": article_sources,
    "outside-sources": outside_sources,
    "passages": corpus.passages_table,
    "record-sizes": record_sizes,
}
