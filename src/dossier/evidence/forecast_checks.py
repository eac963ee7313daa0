"""`forecasts`, `claims` and `sources` become faults: days, pages or reasons of a forecast that are wrong."""

from collections.abc import Iterator

import pandas as pd

from dossier.errors import DataError
from dossier.evidence.brier import side
from dossier.evidence.forecast_agreement import check_differences
from dossier.schema.files import Tables, rows, split_ids
from dossier.schema.words import MISSES

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


_REASONS = {
    "easy_because": "easy_row",
    "would_settle": "nearest_row",
    "ruling": "ruling_row",
    "miss_reason": "miss_row",
}
"""The columns of a coder's reasons, each with the column of the row that it rests on."""


def check_misses(tables: Tables) -> Iterator[DataError]:
    """Yield a fault for each forecast that went against its word and has no miss, or the other way round."""
    for row in rows(tables["forecasts"]):
        missed = side(row.p_low, row.p_high, row.outcome) == "wrong"
        for column in ("miss", "miss_reason"):
            empty = pd.isna(getattr(row, column))
            if missed and empty:
                problem = f"the word was {row.word}, the outcome is {row.outcome}, and the cell is empty"
                remedy = f"say whether the author was {' or '.join(MISSES)}, and why"
                yield DataError(_FILE, problem, row=row.forecast_id, column=column, remedy=remedy)
            if not missed and not empty:
                problem = "the forecast did not go against its word, and the cell is filled"
                remedy = "empty it, or mend word or outcome"
                yield DataError(_FILE, problem, row=row.forecast_id, column=column, remedy=remedy)


def check_open(tables: Tables) -> Iterator[DataError]:
    """Yield a fault for each open forecast whose last day is before the last search: open means time left."""
    searched = str(tables["searches"]["searched_on"].max()) if len(tables["searches"]) else ""
    for row in rows(tables["forecasts"]):
        if row.outcome == "open" and row.due < searched:
            problem = (
                f"the outcome is open, and its last day, {row.due}, is before the last search, {searched}"
            )
            remedy = "settle it by its rule: yes, no or void"
            yield DataError(_FILE, problem, row=row.forecast_id, column="outcome", remedy=remedy)


def check_pages(tables: Tables) -> Iterator[DataError]:
    """Yield a fault for each page that cannot settle its forecast by its date; a page without one can.

    A no that rests on nothing having been found by the last day needs pages no older than its article.
    A yes needs a page no later than its last day.
    """
    articles = tables["claims"].set_index("claim_id")["source_id"]
    dated = tables["sources"][tables["sources"]["date"].notna()]
    dates = dict(zip(dated["source_id"], dated["date"].astype(str), strict=True))
    for row in rows(tables["forecasts"]):
        pages = {page: dates.get(page, "") for page in split_ids(row.resolved_by)}
        published = dates.get(articles.get(row.claim_id), "")
        if row.outcome == "no" and row.resolved_on == row.due:
            for page, date in pages.items():
                if date and _before(date, published):
                    problem = (
                        f"{page} is of {date}, before the article of {published}, so it shows no absence"
                    )
                    remedy = "name a page from the time after the article"
                    yield DataError(_FILE, problem, row=row.forecast_id, column="resolved_by", remedy=remedy)
        if row.outcome == "yes" and pages and all(_before(row.due, date) for date in pages.values()):
            problem = f"each page is later than the last day, {row.due}"
            remedy = "name a page of that day or before"
            yield DataError(_FILE, problem, row=row.forecast_id, column="resolved_by", remedy=remedy)


def _before(first: str, second: str) -> bool:
    """Say whether a date is before another for certain; either may be a month or a year, or empty."""
    known = min(len(first), len(second))
    return first[:known] < second[:known]


CHECKS = (check_due, check_settled, check_reasons, check_misses, check_open, check_pages, check_differences)
"""What must hold between the cells of a forecast, and between it and its article."""
