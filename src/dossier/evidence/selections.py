"""The name of a use becomes the rows that a coder chose for it: rows of `selections`, with label and group.

A use is a chapter and a figure or table in it, as in ``arms.deliveries``. Code asks for the use; no id of
a row is typed in code.
"""

from typing import Any, NamedTuple

import pandas as pd

from dossier.data import Dataset
from dossier.errors import DataError


class Selection(NamedTuple):
    """One chosen row: its table and id, its group within the use, and the label that a page prints."""

    table: str
    row_id: str
    part: str | None
    label: str | None


def selections(data: Dataset, use: str) -> list[Selection]:
    """Turn the name of a use into its rows of `selections`, in order; no row gives an empty list."""
    chosen = data.selections[data.selections["use"].eq(use)].sort_values("position")
    return [
        Selection(table, row_id, _or_none(part), _or_none(label))
        for table, row_id, part, label in zip(
            chosen["table_name"], chosen["row_id"], chosen["part"], chosen["label"], strict=True
        )
    ]


def selected_ids(data: Dataset, use: str, part: str | None = None) -> list[str]:
    """Turn a use (and the group ``part`` in it) into the ids chosen for it, in order."""
    return [chosen.row_id for chosen in selections(data, use) if part is None or chosen.part == part]


def selected_id(data: Dataset, use: str, part: str | None = None) -> str:
    """Turn a use (and the group ``part`` in it) into the one id chosen for it.

    Raises ``DataError`` where none or several are chosen.
    """
    ids = selected_ids(data, use, part)
    if len(ids) != 1:
        where = f"{use}, part {part}" if part else use
        remedy = "choose one row for this use in data/coded/selections.csv"
        raise DataError("selections.csv", f"{len(ids)} rows are chosen for {where}, not one", remedy=remedy)
    return ids[0]


def selected_row(data: Dataset, table: pd.DataFrame, use: str, part: str | None = None) -> "pd.Series[Any]":
    """Turn a table and a use (and the group ``part`` in it) into the one row of the table chosen for it.

    Raises ``DataError`` where none or several are chosen, or the one is a row of another table.
    """
    rows_by_id: Any = table.set_index(table.columns[0])
    row_id = selected_id(data, use, part)
    if row_id not in rows_by_id.index:
        problem = f"{row_id!r}, chosen for {use}, is no row of the table with {table.columns[0]}"
        remedy = "choose a row of that table"
        raise DataError("selections.csv", problem, column="row_id", remedy=remedy)
    return rows_by_id.loc[row_id]


def selected_day(data: Dataset, use: str, part: str | None = None) -> str:
    """Return the day of the one row of `events` chosen for ``use`` (and ``part``)."""
    return str(selected_row(data, data.events, use, part)["date"])


def labels(data: Dataset, use: str) -> dict[str, str]:
    """Turn a use into the label of each id chosen for it, in order; a row without a label is left out."""
    return {chosen.row_id: chosen.label for chosen in selections(data, use) if chosen.label}


def _or_none(cell: Any) -> str | None:
    """Return the text of a cell, or None for an empty cell."""
    return None if pd.isna(cell) else str(cell)
