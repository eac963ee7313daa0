"""Documents and sources become the articles of a report, in the order of their publication."""

import calendar

from dossier.data import Dataset


def article_ids(data: Dataset) -> list[str]:
    """Return the ids of the articles that were read, in order of publication.

    A date that is only a month counts as its last day, one that is missing as the latest of all.
    """
    kept = data.documents.loc[data.documents["status"].eq("kept"), "source_id"]
    dates = data.sources.set_index("source_id")["date"].reindex(kept).fillna("9999")
    return sorted(kept, key=lambda article: (_last_day(str(dates[article])), article))


def _last_day(date: str) -> str:
    """Return the last day that a date of the dataset may mean.

    >>> _last_day("2024-06"), _last_day("2024"), _last_day("2024-06-19")
    ('2024-06-30', '2024-12-31', '2024-06-19')
    """
    year, month, *day = (date + "-12").split("-") if len(date) == 4 else date.split("-")
    return "-".join((year, month, *(day or [f"{calendar.monthrange(int(year), int(month))[1]}"])))
