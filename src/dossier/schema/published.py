"""Tables with printed rows (`claims`, `events` …) become rows of `published_ids`: the ids of an edition."""

import pandas as pd

from dossier.schema import Schema
from dossier.schema.files import Tables, in_order


def published_ids(tables: Tables, schema: Schema, version: str) -> pd.DataFrame:
    """Return `published_ids` with a row for each id that edition ``version`` prints first.

    Columns ``table_name, row_id, edition``. Printed are the rows that have an address in the book.
    """
    known = tables["published_ids"]
    printed = [
        {"table_name": name, "row_id": row, "edition": version}
        for name in schema.printed
        for row in tables[name][schema.tables[name].key()[0]]
    ]
    all_ids = pd.concat([known, pd.DataFrame(printed)], ignore_index=True)
    return in_order(schema.tables["published_ids"], all_ids.drop_duplicates(["table_name", "row_id"]))
