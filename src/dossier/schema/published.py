"""Coded and record tables become the list of published ids (`published_ids`)."""

import pandas as pd

from dossier import __version__
from dossier.schema import RECORD, TABLES
from dossier.schema.files import Tables, in_order


def published_ids(tables: Tables) -> pd.DataFrame:
    """Return the table of published ids with those of this edition added.

    These are the rows that a page prints with an address of their own.
    """
    known = tables["published_ids"]
    printed = [
        {"table_name": name, "row_id": row, "edition": __version__}
        for name in PRINTED
        for row in tables[name][TABLES[name].key()[0]]
    ]
    every = pd.concat([known, pd.DataFrame(printed)], ignore_index=True)
    return in_order("published_ids", every.drop_duplicates(["table_name", "row_id"]))


PRINTED = ("claims", "quantities", "forecasts", "translation_flags", "judgements", *RECORD)
