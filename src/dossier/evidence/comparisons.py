"""`comparisons` and `comparisons_b` become how claims compare with the record: agreement, counts, faults.

Coding A is `comparisons` without what was settled: a row of `comparisons_settled` has what either coding
had before, and what was kept. A claim without a row is silent.
"""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from dossier.errors import DataError
from dossier.evidence.agreement import krippendorff_alpha
from dossier.schema.files import Tables, live, rows
from dossier.schema.words import RELATIONS

SILENT = "silent"

STRENGTH = ("corrects", "differs", "agrees", "bears_on", SILENT)
"""The relations, the one that decides most first."""

COMPARED = ("agrees", "differs", "corrects")
"""The relations that say something of the same thing, window and unit."""

_PAIR = ["claim_id", "table_name", "row_id"]


def coding_a(tables: Any) -> pd.DataFrame:
    """Turn `comparisons` and `comparisons_settled` into the first coding: claim, table, row, relation."""
    kept = tables.comparisons[[*_PAIR, "relation"]]
    settled = tables.comparisons_settled
    places = pd.MultiIndex.from_frame(settled[_PAIR])
    untouched = kept[~pd.MultiIndex.from_frame(kept[_PAIR]).isin(places)]
    before = settled[settled["a"].notna()][[*_PAIR, "a"]].rename(columns={"a": "relation"})
    return pd.concat([untouched, before], ignore_index=True)


def strongest(comparisons: pd.DataFrame, claims: pd.DataFrame) -> "pd.Series[str]":
    """Turn comparisons and live `claims` into the strongest relation of each claim, by its id.

    >>> rows = pd.DataFrame({"claim_id": ["c-1", "c-1"], "relation": ["bears_on", "differs"]})
    >>> strongest(rows, pd.DataFrame({"claim_id": ["c-1", "c-2"]})).to_dict()
    {'c-1': 'differs', 'c-2': 'silent'}
    """
    ranks = comparisons["relation"].map(STRENGTH.index).groupby(comparisons["claim_id"]).min()
    of_claims = ranks.reindex(claims["claim_id"]).fillna(STRENGTH.index(SILENT)).astype(int)
    return of_claims.map(lambda rank: STRENGTH[rank])


def comparison_agreement(tables: Any) -> pd.DataFrame:
    """Turn the two codings into their agreement: on each claim, and on the pairs that both name.

    Columns ``of, number, alike, share, alpha``; no second coding gives no row.
    """
    if tables.comparisons_b.empty:
        return pd.DataFrame(columns=["of", "number", "alike", "share", "alpha"])
    claims, first, second = live(tables.claims), coding_a(tables), tables.comparisons_b
    pairs = first.merge(second, on=_PAIR, suffixes=("_a", "_b"), validate="one_to_one")
    codings = {
        "claims": (list(strongest(first, claims)), list(strongest(second, claims))),
        "pairs": (list(pairs["relation_a"]), list(pairs["relation_b"])),
    }
    measures = []
    for name, (a, b) in codings.items():
        alike = sum(one == other for one, other in zip(a, b, strict=True))
        measures.append(
            {
                "of": name,
                "number": len(a),
                "alike": alike,
                "share": round(alike / len(a), 3) if a else float("nan"),
                "alpha": round(krippendorff_alpha(a, b), 3) if a else float("nan"),
            }
        )
    return pd.DataFrame(measures)


def standing(tables: Any) -> pd.DataFrame:
    """Turn `comparisons` and `claims` into counts of claims: by article (rows) and strongest relation."""
    claims = live(tables.claims)
    relations = strongest(tables.comparisons, claims)
    articles = claims.set_index("claim_id")["source_id"]
    counts = pd.crosstab(articles, relations.rename("relation"))
    return counts.reindex(columns=[*COMPARED, "bears_on", SILENT], fill_value=0)


def check_comparisons(tables: Tables) -> Iterator[DataError]:
    """Yield a fault for each claim and row that `comparisons` compares twice."""
    table = tables["comparisons"]
    for row in rows(table[table.duplicated(_PAIR)]):
        yield DataError(
            "comparisons.csv",
            f"{row.claim_id} is compared with {row.row_id} more than once",
            row=row.comparison_id,
            column="row_id",
            remedy="keep one row",
        )


def check_settled_comparisons(tables: Tables) -> Iterator[DataError]:
    """Yield a fault for each row of `comparisons_settled` that is not what the two codings have.

    ``b`` is what `comparisons_b` has, ``kept`` what `comparisons` has, and ``a`` is another relation.
    """
    held = {
        "b": _relations(tables["comparisons_b"]),
        "kept": _relations(tables["comparisons"]),
    }
    for row in tables["comparisons_settled"].to_dict("records"):
        pair = tuple(row[column] for column in _PAIR)
        for column, known in held.items():
            stated = row[column] if isinstance(row[column], str) else None
            if known.get(pair) != stated:
                name = "comparisons_b" if column == "b" else "comparisons"
                yield DataError(
                    "comparisons_settled.csv",
                    f"{name} has {known.get(pair) or 'no row'} for {row['row_id']}, not {stated or 'none'}",
                    row=row["claim_id"],
                    column=column,
                    remedy=f"mend this cell, or the relation in {name}.csv",
                )


def _relations(table: pd.DataFrame) -> dict[tuple[Any, ...], str]:
    """Turn a table of comparisons into the relation of each claim and row."""
    return dict(zip(table[_PAIR].itertuples(index=False, name=None), table["relation"], strict=True))


def relation_in_words(relation: str) -> str:
    """Turn a relation into words.

    >>> relation_in_words("bears_on")
    'bears on'
    """
    assert relation in RELATIONS or relation == SILENT
    return relation.replace("_", " ")


CHECKS = (check_comparisons, check_settled_comparisons)
