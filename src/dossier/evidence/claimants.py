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
