"""`selections` of this chapter become the article it reads and the estimates that a sentence names."""

import math
from collections.abc import Sequence

import pandas as pd

from dossier.errors import DataError
from dossier.evidence.selections import selected_id, selected_ids, selected_row
from dossier.schema.files import Row, rows
from dossier.show.names import article_names
from militant_unity.data import Dataset


def article(data: Dataset) -> str:
    """Return the id of the article on the soldiers (`sources`)."""
    return selected_id(data, "troops.article")


def article_name(data: Dataset) -> str:
    """Return the short name of the article on the soldiers: outlet and month (`sources`)."""
    return article_names(data)[article(data)]


def article_date(data: Dataset) -> str:
    """Return the day on which the article on the soldiers appeared (`documents`)."""
    return str(data.documents.set_index("source_id")["published"][article(data)])


def best(data: Dataset, figures: pd.DataFrame, use: str, part: str | None = None) -> float:
    """Return the figure of the one row of ``figures`` (`estimates` or `quantities`) chosen for ``use``."""
    row_id = selected_id(data, use, part)
    figure = float(selected_row(data, figures, use, part)["best"])
    if math.isnan(figure):
        remedy = f"choose a row with a figure for {use} in data/coded/selections.csv, or give it one"
        raise DataError(
            f"{'quantities' if 'quantity_id' in figures else 'estimates'}.csv",
            "a sentence quotes this figure",
            row=row_id,
            column="best",
            remedy=remedy,
        )
    return figure


def chosen_row(data: Dataset, estimates: pd.DataFrame, use: str, part: str | None = None) -> Row:
    """Return the row of ``estimates``, a table with ``estimate_id``, that is chosen for ``use``."""
    return _row(estimates, selected_id(data, use, part), use)


def chosen_rows(data: Dataset, estimates: pd.DataFrame, use: str) -> list[Row]:
    """Return the rows of ``estimates``, a table with ``estimate_id``, that are chosen for ``use``."""
    return [_row(estimates, each, use) for each in selected_ids(data, use)]


def least_and_most(chosen: Sequence[Row], use: str) -> tuple[Row, Row]:
    """Return the rows with the least and the most ``best``; a comparison needs two rows at least."""
    if len(chosen) < 2:
        problem = f"{len(chosen)} rows are chosen for {use}, which compares two figures"
        remedy = "choose two rows for this use in data/coded/selections.csv"
        raise DataError("selections.csv", problem, remedy=remedy)
    return min(chosen, key=_figure), max(chosen, key=_figure)


def _figure(row: Row) -> float:
    return float(row.best)


def _row(estimates: pd.DataFrame, row_id: str, use: str) -> Row:
    for row in rows(estimates):
        if row.estimate_id == row_id:
            return row
    problem = f"{use} names {row_id}, which is not among the rows that it compares"
    remedy = "choose an estimate of that kind in data/coded/selections.csv"
    raise DataError("selections.csv", problem, column="row_id", remedy=remedy)
