"""`documents` and `sources` become the ids of a report's articles, in order of publication."""

import calendar

from dossier.data import Dataset


def article_ids(data: Dataset) -> list[str]:
    """Turn `documents` and `sources` into the ids of the articles that were kept, in order of publication.

    A date that is only a month counts as its last day, a missing date as the latest of all. Articles of
    one day come in the order of their ids.
    """
    kept = data.documents.loc[data.documents["status"].eq("kept"), "source_id"]
    dates = data.sources.set_index("source_id")["date"].reindex(kept).fillna("9999")  # later than any
    return sorted(kept, key=lambda article: (_last_day(str(dates[article])), article))


def _last_day(date: str) -> str:
    """Turn a date of the dataset (day, month or year) into the last day that it may mean.

    >>> _last_day("2024-06"), _last_day("2024"), _last_day("2024-06-19")
    ('2024-06-30', '2024-12-31', '2024-06-19')
    """
    # a year alone ends in December, whose last day is asked of the calendar like any other month's
    year, month, *day = (date + "-12").split("-") if len(date) == 4 else date.split("-")
    return "-".join((year, month, *(day or [f"{calendar.monthrange(int(year), int(month))[1]}"])))
