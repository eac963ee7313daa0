"""`sources` and `documents` → the short name of each article: "The Harbour News, June 2024".

An id names a row in the tables and in the files that one downloads. What is read has the name that
`article_names` computes. A row of another table has a number in words, "forecast 2", where it has no name.
"""

import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from dossier.data import Dataset
from dossier.evidence.articles import article_ids
from dossier.show.date_words import date_in_words, month_in_words, short_month
from dossier.show.table import Link

UNNAMED = "an unnamed outlet"
"""What stands for the outlet of an article that was found without one."""


def article_names(data: Dataset) -> dict[str, str]:
    """Turn `sources` and `documents` into the short name of each article, by its id: outlet and month.

    They come in order of publication. Articles of one outlet and month have the day too. Where this does not
    tell them apart either, they have their title, and at last a number.
    """
    kept = article_ids(data)
    private = data.sources.loc[data.sources["sha256"].notna(), "source_id"]  # a duplicate is named too
    articles = data.sources.fillna("").set_index("source_id").loc[list(dict.fromkeys([*kept, *private]))]
    return told_apart({str(article): row for article, row in articles.to_dict("index").items()})


def told_apart(articles: Mapping[str, Mapping[Any, Any]]) -> dict[str, str]:
    """Turn rows of articles, by id, into names of which no two are alike.

    >>> herald = {"publisher": "Herald", "date": "2024-06-19"}
    >>> told_apart({"a": herald, "b": {"publisher": "", "date": "2024-06"}})
    {'a': 'Herald, June 2024', 'b': 'an unnamed outlet, June 2024'}
    >>> told_apart({"a": herald, "b": {"publisher": "Herald", "date": "2024-06-20"}})
    {'a': 'Herald, 19 June 2024', 'b': 'Herald, 20 June 2024'}
    >>> told_apart({"a": herald, "b": {**herald, "title": "The harbour"}})
    {'a': 'Herald, 19 June 2024', 'b': 'Herald, 19 June 2024: The harbour'}
    >>> told_apart({"a": herald, "b": herald})
    {'a': 'Herald, 19 June 2024, no. 1', 'b': 'Herald, 19 June 2024, no. 2'}
    """
    names = {row_id: _by_month(row) for row_id, row in articles.items()}
    for longer in (_by_day, _by_title):
        names |= {row_id: longer(articles[row_id]) for row_id in _alike(names)}
    numbers: Counter[str] = Counter()
    for row_id in _alike(names):
        name = names[row_id]
        numbers[name] += 1
        names[row_id] = f"{name}, no. {numbers[name]}"
    return names


def _alike(names: Mapping[str, str]) -> list[str]:
    """Return the ids whose name another id has too."""
    often = Counter(names.values())
    return [row_id for row_id, name in names.items() if often[name] > 1]


def _by_month(row: Mapping[Any, Any]) -> str:
    return _joined(row, month_in_words)


def _by_day(row: Mapping[Any, Any]) -> str:
    return _joined(row, date_in_words)


def _by_title(row: Mapping[Any, Any]) -> str:
    return ": ".join(filter(None, (_by_day(row), str(row.get("title", "")))))


def _joined(row: Mapping[Any, Any], when: Any) -> str:
    date = str(row.get("date", ""))
    return ", ".join(filter(None, (str(row.get("publisher", "")) or UNNAMED, when(date) if date else "")))


def article_of_claim(data: Dataset, claim_id: str) -> str:
    """Return the short name of the article in which a claim stands (`claims`)."""
    articles = data.claims.set_index("claim_id")["source_id"]
    return article_names(data)[str(articles[claim_id])]


def article_links(data: Dataset, articles: Iterable[str], *, up: str = "../") -> list[Any]:
    """Turn ids of articles into cells: each is a link, by the short name, to the page of the article.

    What is no id of an article stays as it is, as the head of a line of sums does. ``up`` is the path to the
    top of the book.
    """
    names = article_names(data)
    return [
        Link(names[article], article_address(article, up=up)) if article in names else article
        for article in articles
    ]


def article_address(article: str, *, up: str = "../") -> str:
    """Return the address of the light page of an article.

    >>> article_address("harbour-2024")
    '../sources/harbour-2024.html'
    """
    return f"{up}sources/{article}.html"


def by_name(data: Dataset, table: pd.DataFrame) -> pd.DataFrame:
    """Return ``table`` with the short name of each article in place of its id, in rows, columns and heads."""
    names = article_names(data)
    return table.rename(index=names, columns=names)


def in_articles(counts: Mapping[Any, Any]) -> str:
    """Return counts by the short name of an article as a part of a sentence.

    >>> in_articles({"Herald, June 2024": 3, "The Harbour News, May 2024": 1200})
    '3 in Herald, June 2024, 1,200 in The Harbour News, May 2024'
    """
    return ", ".join(f"{number:,} in {name}" for name, number in counts.items())


def in_lines(name: str, letters: int = 18) -> str:
    r"""Return a name in lines of at most so many letters, for the axis of a drawing: the month has its own.

    A word is never cut.

    >>> in_lines("The Harbour News, June 2024"), in_lines("Herald, June 2024")
    ('The Harbour News,\nJune 2024', 'Herald,\nJune 2024')
    """
    parts = re.split(r"(?<=,) ", name)
    return "\n".join(line for part in parts for line in textwrap.wrap(part, letters, break_long_words=False))


def in_column(name: str) -> str:
    r"""Return a name as the head of a narrow column of a drawing, with its month shortened.

    >>> in_column("The Harbour News, September 2023")
    'The\nHarbour\nNews,\nSept\n2023'
    """
    return in_lines(short_month(name), 8)


def row_number(row_id: str) -> str:
    """Return the number in an id, without zeros before it, as a sentence and a drawing have it.

    >>> row_number("f-9002"), row_number("q-9017-1")
    ('9002', '9017, 1')
    """
    return row_id.partition("-")[2].lstrip("0").replace("-", ", ")


def row_numbers(kind: str, row_ids: Iterable[str]) -> str:
    """Return rows of one kind in words, by their numbers.

    >>> row_numbers("claim", ["c-9017"]), row_numbers("claim", ["c-9017", "c-9018"])
    ('claim 9017', 'claims 9017, 9018')
    """
    numbers = [row_number(row_id) for row_id in row_ids]
    return f"{kind}{'s' * (len(numbers) > 1)} {', '.join(numbers)}"
