"""`forecasts`, `claims` and `sources` become faults: days, pages or reasons of a forecast that are wrong."""

from collections.abc import Iterator

import pandas as pd

from dossier.errors import DataError
from dossier.schema.files import Tables, rows

_FILE = "forecasts.csv"


def check_due(tables: Tables) -> Iterator[DataError]:
    """Yield a fault for each forecast whose last day (``due``) is before the date of its article."""
    articles = tables["claims"].set_index("claim_id")["source_id"]
    published = tables["sources"].set_index("source_id")["date"]
    for row in rows(tables["forecasts"]):
        date = published.get(articles.get(row.claim_id))
        if isinstance(date, str) and row.due[: len(date)] < date:  # a date may be a month or a year
            yield DataError(
                _FILE,
                f"{row.due} is before its article, which is of {date}",
                row=row.forecast_id,
                column="due",
                remedy="give the last day on which what is asked may happen",
            )


def check_settled(tables: Tables) -> Iterator[DataError]:
    """Yield a fault for each settled forecast without day or page, and each open one that has them.

    The day that settled it (``resolved_on``) is no later than the last day (``due``).
    """
    for row in rows(tables["forecasts"]):
        settled = row.outcome in ("yes", "no")
        for column, remedy in _SETTLED_BY.items():
            empty = pd.isna(getattr(row, column))
            if settled and empty:
                problem = f"the outcome is {row.outcome}, and the cell is empty"
                yield DataError(
                    _FILE, problem, row=row.forecast_id, column=column, remedy=f"{remedy}, or leave it open"
                )
            if row.outcome == "open" and not empty:
                problem = "the forecast is open, and the cell is filled"
                yield DataError(
                    _FILE, problem, row=row.forecast_id, column=column, remedy="empty it, or give the outcome"
                )
        if settled and isinstance(row.resolved_on, str) and row.resolved_on > row.due:
            problem = f"{row.resolved_on} is after the last day, {row.due}"
            remedy = "give the day that settled it; where nothing came by the last day, that day"
            yield DataError(_FILE, problem, row=row.forecast_id, column="resolved_on", remedy=remedy)


_SETTLED_BY = {
    "resolved_on": "give the day that settled it",
    "resolved_by": "name the pages, rows of record/sources.csv, that settle it",
}


def check_reasons(tables: Tables) -> Iterator[DataError]:
    """Yield a fault for each reason of a coder without the row that shows it, and each row without reason."""
    for row in rows(tables["forecasts"]):
        for reason, evidence in _REASONS.items():
            empty = [column for column in (reason, evidence) if pd.isna(getattr(row, column))]
            if len(empty) == 1:
                [column], filled = empty, reason if empty == [evidence] else evidence
                yield DataError(
                    _FILE,
                    f"{filled} is filled, and this cell is empty",
                    row=row.forecast_id,
                    column=column,
                    remedy="fill both or neither",
                )


_REASONS = {"easy_because": "easy_row", "would_settle": "nearest_row", "ruling": "ruling_row"}
"""The columns of a coder's reasons, each with the column of the row that it rests on."""

CHECKS = (check_due, check_settled, check_reasons)
"""What must hold between the cells of a forecast, and between it and its article."""
