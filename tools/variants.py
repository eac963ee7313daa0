"""A dataset → the same with other sentences, other order, or one row more, for the tests of numbers.

A number may follow from coded columns only. So it must not change with other sentences or another order.
"""

import pandas as pd

FREE_TEXT = {
    "assumptions", "blind_to", "change_note", "confidence_reason", "duty", "limits", "note", "reason",
    "should_mean", "sign", "state", "statement", "summary", "title", "trigger",
    "would_change_it",
}  # fmt: skip
"""The columns that have sentences; the test of the chapter on ``forecasts`` covers those of that table."""


def reworded(data):
    """Return the dataset with a foreign sentence, of other numbers and dates, in place of every sentence."""
    tables = {}
    for name, table in data.tables().items():
        free = [column for column in table.columns if column in FREE_TEXT]
        foreign = "Le 7 mai 1999, article 4 : 31,5 millions, la guerre (1961, 2000, 2024) ; not a treaty"
        tables[name] = table.assign(
            **{column: table[column].where(table[column].isna(), foreign) for column in free}
        )
    return data.with_tables(**tables)


def backwards(data):
    """Return the dataset with the rows of every table in the opposite order."""
    return data.with_tables(**{name: table.iloc[::-1] for name, table in data.tables().items()})


def with_row(data, table, place, row_id, /, **cells):
    """Return the dataset with one more row in ``table``, like ``row_id`` but for ``cells``."""
    rows = getattr(data, table)
    key = data.schema.tables[table].key()[0]
    added = rows[rows[key].eq(row_id)].assign(**cells)
    assert len(added) == 1
    at = {"first": 0, "between": len(rows) // 2, "last": len(rows)}[place]
    return data.with_tables(**{table: pd.concat([rows.head(at), added, rows.tail(len(rows) - at)])})


def changed(before, after):
    """Return the keys whose value is another in `after`."""
    return {name for name in before if before[name] != after[name]}
