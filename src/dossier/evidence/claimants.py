"""Names of the column `claimant` become what `claimants` says of them: side, label, short name."""

import pandas as pd

from dossier.data import Dataset
from dossier.errors import DataError


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
