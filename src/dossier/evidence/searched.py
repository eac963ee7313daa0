"""`searches` and what they are for become faults: a judgement, forecast or number without a search.

A search looks for what would refute the book. An edition needs them (`editions.searches`); a draft is built
without.
"""

from collections.abc import Iterable, Iterator

import pandas as pd

from dossier.errors import DataError
from dossier.schema import Schema
from dossier.schema.files import Tables, live, rows, split_ids

LEAST = 2
"""How many searches a target needs, and in how many languages."""

LEAST_WHERE_SILENT = 3
"""How many it needs where no search brought anything up."""


def searches_of(searches: pd.DataFrame, target: str) -> pd.DataFrame:
    """Turn `searches` into those for one target.

    >>> table = pd.DataFrame({"target": ["j-9001;j-9002", "j-9002"]})
    >>> len(searches_of(table, "j-9001")), len(searches_of(table, "j-9002"))
    (1, 2)
    """
    found = [target in split_ids(cell) for cell in searches["target"]]
    return searches[pd.Series(found, index=searches.index, dtype=bool)]


def unsearched(tables: Tables) -> Iterator[DataError]:
    """Yield a fault for each live judgement, and each forecast that is no or open, with too few searches."""
    judgements = live(tables["judgements"])["judgement_id"]
    forecasts = tables["forecasts"]
    undecided = forecasts.loc[forecasts["outcome"].isin(["no", "open"]), "forecast_id"]
    for name, targets in (("judgements", judgements), ("forecasts", undecided)):
        for target in targets:
            if problem := _lack(searches_of(tables["searches"], target)):
                yield DataError(
                    f"{name}.csv",
                    problem,
                    row=target,
                    column=f"{name.removesuffix('s')}_id",
                    remedy="search for what would refute it, and log each search in coded/searches.csv",
                )


def unsearched_numbers(tables: Tables, page: str, numbers: Iterable[str]) -> Iterator[DataError]:
    """Yield a fault for each of the ``numbers`` that ``page`` quotes and that have too few searches."""
    of_numbers = tables["searches"][tables["searches"]["target_kind"].eq("number")]
    for number in numbers:
        if problem := _lack(searches_of(of_numbers, number)):
            yield DataError(
                page,
                problem,
                row=number,
                remedy="search for what would refute it, and log each search in coded/searches.csv; a number "
                "that counts the book itself is named under [own_counts] in dossier.toml",
            )


def _lack(searches: pd.DataFrame) -> str:
    """Turn the searches for one target into what they lack; empty where they are enough."""
    languages = sorted(set(searches["language"]))
    if len(searches) < LEAST:
        return f"the searches for it are {len(searches)}, and must be {LEAST} at least"
    if len(languages) < LEAST:
        return f"it was searched for in {languages[0]} alone, and must be in {LEAST} languages"
    if searches["bearing"].eq("silent").all() and len(searches) < LEAST_WHERE_SILENT:
        return f"all {len(searches)} searches for it are silent: {LEAST_WHERE_SILENT} are needed then"
    return ""


def check_targets(tables: Tables, schema: Schema) -> Iterator[DataError]:
    """Yield a fault for each row of `searches` whose target is no row of the table that its kind names.

    Names of numbers and of sentences are no rows; they are not checked here.
    """
    known = {
        "judgement": set(tables["judgements"]["judgement_id"]),
        "forecast": set(tables["forecasts"]["forecast_id"]),
        "claim": set(tables["claims"]["claim_id"]),
        "record": {row for name in schema.record for row in tables[name][schema.tables[name].key()[0]]},
    }
    for row in rows(tables["searches"]):
        for target in split_ids(row.target) if row.target_kind in known else []:
            if target not in known[row.target_kind]:
                yield DataError(
                    "searches.csv",
                    f"{target!r} is no {row.target_kind}",
                    row=row.search_id,
                    column="target",
                    remedy="name the row that the search was for, or mend target_kind",
                )


CHECKS = (check_targets,)
