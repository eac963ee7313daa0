"""Names in `estimates` become their side, label, short name or body in `claimants`.

`check_claimants` turns the names that `claimants` lacks, or has twice, into faults.
"""

from collections.abc import Iterator

import pandas as pd

from dossier.data import Dataset
from dossier.errors import DataError
from dossier.schema.files import Tables, rows


def claimant_cells(data: Dataset, names: "pd.Series[str]", column: str) -> "pd.Series[str]":
    """Turn names into their cells of one column of `claimants`: side, label, short_name or kind.

    Raises ``DataError`` for a name that is no row of `claimants`.
    """
    cells = names.map(data.claimants.set_index("name")[column].to_dict())
    for name in names[cells.isna()]:
        remedy = "add a row for it to data/coded/claimants.csv"
        raise DataError("claimants.csv", f"no claimant is called {name!r}", column="name", remedy=remedy)
    return cells.astype("str")


def claimant_bodies(data: Dataset, names: "pd.Series[str]") -> "pd.Series[str]":
    """Turn names into the short name of the body that each is part of in `claimants`, else its own.

    Raises ``DataError`` for a name that is no row of `claimants`.
    """
    short_names = claimant_cells(data, names, "short_name")
    bodies = data.claimants.set_index("name")["part_of"].dropna().to_dict()
    return pd.Series(
        [bodies.get(name, short) for name, short in zip(names, short_names, strict=True)],
        index=names.index,
        dtype="str",
    )


def check_claimants(tables: Tables) -> Iterator[DataError]:
    """Yield a fault for each claimant of `estimates`, quoted or quoting, that `claimants` does not have.

    So too for a name that `claimants` has twice, and for a body (``part_of``) that is no ``short_name``.
    """
    claimants = tables["claimants"]
    for row in rows(claimants[claimants.duplicated("name")]):
        remedy = "keep one row for each name"
        yield DataError(
            "claimants.csv",
            f"another row has the name {row.name!r} too",
            row=row.claimant_id,
            column="name",
            remedy=remedy,
        )
    unknown_body = claimants["part_of"].notna() & ~claimants["part_of"].isin(claimants["short_name"])
    for row in rows(claimants[unknown_body]):
        problem = f"{row.part_of!r} is no short name of claimants.csv"
        remedy = "add a row for the body, or mend the cell"
        yield DataError("claimants.csv", problem, row=row.claimant_id, column="part_of", remedy=remedy)
    estimates = tables["estimates"]
    for column in ("claimant", "quoting"):
        unknown = estimates[column].notna() & ~estimates[column].isin(claimants["name"])
        for row in estimates[unknown].to_dict("records"):
            problem = f"{row[column]!r} is no name of claimants.csv"
            remedy = "add a row to data/coded/claimants.csv, or mend the name"
            yield DataError("estimates.csv", problem, row=row["estimate_id"], column=column, remedy=remedy)
