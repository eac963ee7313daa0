"""Names of the column `claimant` become what `claimants` says of them: side, label, short name."""

from collections.abc import Iterator

import pandas as pd

from dossier.data import Dataset
from dossier.errors import DataError
from dossier.schema.files import Tables, rows


def claimant_cells(data: Dataset, names: "pd.Series[str]", column: str) -> "pd.Series[str]":
    """Return for each of ``names`` its cell of ``column`` in `claimants`: side, label, short_name, kind.

    Raises ``DataError`` for a name that is no row of `claimants`.
    """
    cells = names.map(data.claimants.set_index("name")[column].to_dict())
    for name in names[cells.isna()]:
        remedy = "add a row for it to data/coded/claimants.csv"
        raise DataError("claimants.csv", f"no claimant is called {name!r}", column="name", remedy=remedy)
    return cells.astype("str")


def claimant_bodies(data: Dataset, names: "pd.Series[str]") -> "pd.Series[str]":
    """Return for each of ``names`` the short name of the body that it is part of, else its own.

    Raises ``DataError`` for a name that is no row of `claimants`.
    """
    own = claimant_cells(data, names, "short_name")
    bodies = data.claimants.set_index("name")["part_of"].dropna().to_dict()
    return pd.Series(
        [bodies.get(name, short) for name, short in zip(names, own, strict=True)],
        index=names.index,
        dtype="str",
    )


def check_claimants(tables: Tables) -> Iterator[DataError]:
    """Accept estimates whose claimant, and whom it quotes, are each a name of `claimants`, given once."""
    claimants = tables["claimants"]
    for row in rows(claimants[claimants.duplicated("name")]):
        remedy = "keep one row for each name"
        yield DataError(
            "claimants.csv", f"{row.name!r} stands twice", row=row.claimant_id, column="name", remedy=remedy
        )
    for row in rows(
        claimants[claimants["part_of"].notna() & ~claimants["part_of"].isin(claimants["short_name"])]
    ):
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
