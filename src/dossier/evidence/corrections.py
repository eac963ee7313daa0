"""`corrections` become faults: a cell that no longer holds, an edition that is not yet made."""

from collections.abc import Iterator

import pandas as pd

from dossier.errors import DataError
from dossier.schema import Schema
from dossier.schema.files import Tables, rows, to_bytes


def cell_as_written(table: pd.DataFrame, key: str, row: str, column: str) -> str:
    """Turn a table, the name of its ids, an id and a column into the cell as ``data/dataset`` writes it.

    >>> cell_as_written(pd.DataFrame({"id": ["a"], "best": [2.0]}), "id", "a", "best")
    '2'
    """
    cell = table.loc[table[key].eq(row), [column]]
    _, written = to_bytes(cell).decode("utf-8").rstrip("\n").split("\n", 1)
    return written[1:-1].replace('""', '"') if written.startswith('"') else written


def check_corrections(tables: Tables, schema: Schema) -> Iterator[DataError]:
    """Yield a fault for each row of `corrections` whose cell is not what the correction made of it.

    A page without the words that it must have, or words without their page, are a fault too.
    """
    for row in rows(tables["corrections"]):
        if pd.isna(row.page) != pd.isna(row.words):
            yield DataError(
                "corrections.csv",
                "names a page without words, or words without a page",
                row=row.correction_id,
                column="words",
                remedy="write both, or neither",
            )
        target = row.table_name
        key = schema.tables[target].key()[0] if target in tables else ""
        if target not in tables or not tables[target][key].eq(row.row_id).any():
            continue  # the check of named rows has it
        if row.column not in tables[target]:
            yield DataError(
                "corrections.csv",
                f"{target} has no column {row.column!r}",
                row=row.correction_id,
                column="column",
                remedy="name a column of the codebook",
            )
        elif (cell := cell_as_written(tables[target], key, row.row_id, row.column)) != row.must_be:
            yield DataError(
                f"{target}.csv",
                f"the correction {row.correction_id} is undone: it must be {row.must_be!r}, and is {cell!r}",
                row=row.row_id,
                column=row.column,
                remedy="put the cell back, or mend must_be in corrections.csv",
            )


CHECKS = (check_corrections,)
