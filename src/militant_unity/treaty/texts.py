"""`treaty_texts` becomes the articles in question, in the words of each text that was seen, with its page."""

import pandas as pd

from dossier.evidence.claims import support_by_id
from dossier.evidence.selections import labels, selected_ids
from dossier.schema.files import Row, rows
from dossier.show.table import Link, ShownTable, row_link
from militant_unity.data import Dataset
from militant_unity.treaty.clauses import PACT_1961, PACT_2000, PACT_2024, article_name, year

_LINE = [PACT_1961, PACT_2000, PACT_2024]
_LANGUAGES = {"en": "English", "ru": "Russian", "ko": "Korean"}


def texts(data: Dataset) -> pd.DataFrame:
    """Return the rows of `treaty_texts` by treaty, in the order of their years, and then by article."""
    texts = data.treaty_texts
    texts = texts.assign(
        year=texts["treaty"].map(_LINE.index),
        place=texts["article"].str.zfill(2),
        whole=texts["text_id"].isin(full(data)),
    )
    order = ["year", "place", "whole", "text_id"]
    return texts.sort_values(order, ascending=[True, True, False, True], ignore_index=True)


def full(data: Dataset) -> list[str]:
    """Return the ids of the texts of which a whole article, or a whole paragraph, was seen (`selections`)."""
    return selected_ids(data, "treaty.texts_in_full")


def texts_table(data: Dataset) -> ShownTable:
    """Show each article in full where a public text of it was seen, and what was not seen."""
    listed = texts(data)
    table = pd.DataFrame(
        {
            "article": [
                Link(f"{year(row.treaty)}, {name}", row_link(row.text_id).address)
                for row, name in zip(rows(listed), article_name(listed["article"]), strict=True)
            ],
            "words seen": [_words(row) for row in rows(listed)],
            "language": listed["language"].map(_LANGUAGES),
            "what the text is": listed["form"],
            "page": [_pages(data, row.source_id, row.second_source_id) for row in rows(listed)],
        }
    )
    return ShownTable(
        table,
        "Question 1. The articles in question, in full where a public text was seen; the rest in our words",
    )


def _words(row: Row) -> str:
    """Return the words of an article that was seen in full; of any other, what was seen and our summary."""
    if not isinstance(row.wording_seen, str):
        return f"Wording not seen. In our words: {row.our_paraphrase}"
    if row.whole:
        return f"“{row.wording_seen}”"
    return f"A few words seen: “{row.wording_seen}”. In our words: {row.our_paraphrase}"


def _pages(data: Dataset, *ids: object) -> list[Link]:
    """Lead to the pages of a text by the name of their publisher."""
    page = {row.source_id: Link(row.publisher, row.url) for row in rows(data.sources)}
    return [page[each] for each in ids if isinstance(each, str)]


def unpublished_table(data: Dataset) -> ShownTable:
    """Show who spoke of an undertaking that was not published, and who denied one, by day."""
    label = labels(data, "treaty.unpublished")
    chosen = selected_ids(data, "treaty.unpublished")
    statements = data.statements[data.statements["statement_id"].isin(chosen)]
    estimates = data.estimates[data.estimates["estimate_id"].isin(chosen)]
    lines = [
        *((row.statement_date, row.speaker, row.summary, row.statement_id) for row in rows(statements)),
        *(
            (row.statement_date, row.claimant, label[row.estimate_id], row.estimate_id)
            for row in rows(estimates)
        ),
    ]
    lines.sort(key=lambda line: (line[0], line[3]))
    table = pd.DataFrame(
        {
            "said on": [day for day, _, _, _ in lines],
            "by": [who for _, who, _, _ in lines],
            "what": [what for _, _, what, _ in lines],
            "report": support_by_id(data, [row_id for _, _, _, row_id in lines]),
            "row": [row_link(row_id) for _, _, _, row_id in lines],
        }
    )
    return ShownTable(table, "Question 4. Undertakings said to be unpublished, and the denials (record)")
