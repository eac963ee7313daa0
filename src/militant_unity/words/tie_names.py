"""Tables `concordance_words`, `terms` and `concordance` become the names that the articles give the tie."""

from typing import Any

import pandas as pd

from dossier.evidence.articles import article_ids
from dossier.reading.windows import BESIDE
from dossier.schema.words import counted
from dossier.show.chart import Chart
from dossier.show.leave_one_out import draw_counts
from dossier.show.names import article_links, by_name
from dossier.show.table import French, ShownTable
from militant_unity.data import Dataset
from militant_unity.words.key_words import counts


def forms_of_nouns(data: Dataset) -> dict[str, list[str]]:
    """Return every noun that may name the tie, in their order, with the forms that are counted."""
    listed = data.concordance_words.sort_values(["position", "form"])
    return {str(noun): list(rows["form"]) for noun, rows in listed.groupby("noun", sort=False)}


def ties(data: Dataset) -> pd.DataFrame:
    """Count the nouns that may name the tie (rows) by article (columns), most used first."""
    table = counts(data, "word")
    found = pd.DataFrame(
        {name: table.reindex(forms, fill_value=0).sum() for name, forms in forms_of_nouns(data).items()}
    ).T
    return found.loc[found.sum(axis=1).sort_values(ascending=False, kind="stable").index].astype(int)


def draw_ties(data: Dataset) -> Chart:
    """Draw which nouns each article uses for ties between states."""
    table = by_name(data, ties(data))
    holding = table.gt(0).sum(axis=1)
    alone = [str(name) for name in table.index[holding.eq(1)]]
    where = sorted({str(table.loc[name].idxmax()) for name in alone})
    message = (
        f"{' and '.join(alone).capitalize()} stand in {' or '.join(where)} alone"
        if alone
        else "No noun stands in one article alone"
    )
    articles = table.shape[1]
    return draw_counts(
        table,
        f"{message}; {holding.eq(articles).sum()} nouns stand in all {counted(articles)}",
        "Nouns for a tie, by article",
    )


def concordance_table(data: Dataset) -> ShownTable:
    """Show where the names of the tie stand, the rarest first, with at most three words on either side."""
    windows = data.concordance
    windows = windows.assign(
        often=windows.groupby("noun")["noun"].transform("size"),
        article=windows["source_id"].map(article_ids(data).index),
    ).sort_values(["often", "article", "window_id"], kind="stable")
    named = article_links(data, windows["source_id"])
    shown = pd.DataFrame({"article": pd.Series(named, index=windows.index, dtype=object)})
    for column in ("before", "word", "after"):
        words: list[Any] = [French(text) for text in windows[column].fillna("")]
        shown[column] = words
    caption = f"Names of the tie where they stand, with at most {counted(BESIDE)} words on either side"
    return ShownTable(shown, caption)


def in_several(speakers: pd.DataFrame) -> int:
    """Return how many ``speakers`` are held by more than one article."""
    return int(speakers["held"].map(len).gt(1).sum())
