"""Coded and record tables become the list of published ids (`published_ids`)."""

import pandas as pd

from dossier.schema import Schema
from dossier.schema.files import Tables, in_order


def published_ids(tables: Tables, schema: Schema, version: str) -> pd.DataFrame:
    """Return the table of published ids with those of edition ``version`` added.

    These are the rows that a page prints with an address of their own.
    """
    known = tables["published_ids"]
    printed = [
        {"table_name": name, "row_id": row, "edition": version}
        for name in schema.printed
        for row in tables[name][schema.tables[name].key()[0]]
    ]
    every = pd.concat([known, pd.DataFrame(printed)], ignore_index=True)
    return in_order(schema.tables["published_ids"], every.drop_duplicates(["table_name", "row_id"]))
