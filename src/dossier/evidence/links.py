"""Ids and dates of all tables become faults: ids of no row, days that no calendar has, lost ids.

These checks need the schema, which says which columns have ids, of which table, and which have dates.
"""

from collections.abc import Iterator
from datetime import date

import pandas as pd

from dossier.errors import DataError
from dossier.schema import IN_BOTH_FOLDERS, Schema
from dossier.schema.files import Tables, live, rows, split_ids


def check_links(tables: Tables, schema: Schema) -> Iterator[DataError]:
    """Yield a fault for each id in a link column that is no row of the table that it points to."""
    known = {name: set(table[schema.tables[name].key()[0]]) for name, table in tables.items()}
    for name, table in tables.items():
        for column, target in schema.tables[name].links().items():
            yield from _check_link(schema, name, column, target, known.get(target, set()), table)


def _check_link(
    schema: Schema, name: str, column: str, target: str, known: set[str], table: pd.DataFrame
) -> Iterator[DataError]:
    """Yield a fault for each id in one column of ``table`` that is not among the ids of ``target``."""
    several = column in schema.tables[name].lists()
    for row, cell in zip(table.iloc[:, 0], table[column], strict=True):
        for row_id in split_ids(cell) if several else [cell] if isinstance(cell, str) else []:
            if row_id not in known:
                yield DataError(
                    f"{name}.csv",
                    f"{row_id!r} is no row of {target}",
                    row=row,
                    column=column,
                    remedy=f"add it to {_files(target)} or mend the cell",
                )


def _files(table: str) -> str:
    """Turn the name of a table into the file, or the two files, in which its rows are written.

    >>> _files("claims"), _files("sources")
    ('claims.csv', 'record/sources.csv (an article: coded/sources.csv)')
    """
    if table in IN_BOTH_FOLDERS:
        return f"record/{table}.csv (an article: coded/{table}.csv)"
    return f"{table}.csv"


def check_ids_once(tables: Tables, schema: Schema) -> Iterator[DataError]:
    """Yield a fault for each id of `conversions` or `sources` that both files of the table have."""
    for name in IN_BOTH_FOLDERS:
        key = schema.tables[name].key()[0]
        for row in tables[name].loc[tables[name][key].duplicated(), key]:
            yield DataError(
                f"record/{name}.csv",
                f"coded/{name}.csv has a row of this id too",
                row=row,
                column=key,
                remedy="give one of them a new id, or take it out",
            )


def check_calendar(tables: Tables, schema: Schema) -> Iterator[DataError]:
    """Yield a fault for each date that the calendar does not have, and each span that runs backward."""
    for name, table in tables.items():
        for column in schema.tables[name].dates():
            for row, cell in zip(table.iloc[:, 0], table[column], strict=True):
                if isinstance(cell, str):
                    yield from _check_date(name, row, column, cell)


def _check_date(name: str, row: str, column: str, cell: str) -> Iterator[DataError]:
    """Yield the faults of one cell: a year, month or day, or two of them joined by a slash."""
    first, last = cell.split("/")[0], cell.split("/")[-1]
    for part in (first, last):
        if len(part) == len("2024-06-19"):  # the schema has checked years and months by their pattern
            try:
                date.fromisoformat(part)
            except ValueError as reason:
                yield DataError(
                    f"{name}.csv",
                    f"{part} is no day ({reason})",
                    row=row,
                    column=column,
                    remedy="mend the date",
                )
    if first[: len(last)] > last[: len(first)]:  # of a month and a day, the months are compared
        yield DataError(
            f"{name}.csv", f"{cell} runs backward", row=row, column=column, remedy="swap the two dates"
        )


def check_published(tables: Tables, schema: Schema) -> Iterator[DataError]:
    """Yield a fault for each row of `published_ids` whose id is gone from its table.

    A published id is never lost, because a reader may have quoted it.
    """
    for name, published in tables["published_ids"].groupby("table_name"):
        present = set(tables[str(name)][schema.tables[str(name)].key()[0]])
        for row in rows(published[~published["row_id"].isin(present)]):
            yield DataError(
                f"{name}.csv",
                f"the id is lost that edition {row.edition} published",
                row=row.row_id,
                column=schema.tables[str(name)].key()[0],
                remedy="bring the row back; a claim that goes is `retired`, with its change_note",
            )


def check_evidence(tables: Tables, schema: Schema) -> Iterator[DataError]:
    """Yield a fault for each id in an evidence column that is no live row of `claims` or of the record."""
    keys = {name: schema.tables[name].key()[0] for name in schema.evidence}
    live_ids = {row for name, key in keys.items() for row in live(tables[name])[key]}
    all_ids = {row for name, key in keys.items() for row in tables[name][key]}
    cells = [(name, column) for name, table in schema.tables.items() for column in table.evidence_columns()]
    for name, column in cells:
        for row in tables[name].to_dict("records"):
            for row_id in split_ids(row[column]):
                if row_id not in live_ids:
                    yield DataError(
                        f"{name}.csv",
                        f"{row_id!r} is retired"
                        if row_id in all_ids
                        else f"{row_id!r} is no claim and no row of the record",
                        row=next(iter(row.values())),
                        column=column,
                        remedy="name the row that takes its place"
                        if row_id in all_ids
                        else "add the row it means, or mend the id",
                    )


def check_named_rows(tables: Tables, schema: Schema) -> Iterator[DataError]:
    """Yield a fault for each ``table_name`` and ``row_id`` that name no table, no row, or a retired row."""
    for name, table in schema.tables.items():
        if column := table.needed_by():
            yield from _check_named_rows(tables, schema, name, column)


def _check_named_rows(tables: Tables, schema: Schema, name: str, needed_by: str) -> Iterator[DataError]:
    """Yield the faults of one table; its column ``needed_by`` says what needs the named row."""
    for row in tables[name].to_dict("records"):
        target, identifier = row["table_name"], next(iter(row.values()))
        if target not in tables:
            yield DataError(
                f"{name}.csv",
                f"{target!r} is no table",
                row=identifier,
                column="table_name",
                remedy="name a table of the codebook",
            )
        elif row["row_id"] not in set(live(tables[target])[schema.tables[target].key()[0]]):
            yield DataError(
                f"{name}.csv",
                f"{row[needed_by]} needs {row['row_id']!r}, which is no row of {target}, or is retired",
                row=identifier,
                column="row_id",
                remedy="name the row that takes its place, or take this row out with the sentence it serves",
            )


def check_selections(tables: Tables, schema: Schema) -> Iterator[DataError]:
    """Yield a fault for each row of `selections` whose use has another row with the same ``position``."""
    table = tables["selections"]
    for row in rows(table[table.duplicated(["use", "position"])]):
        problem = f"position {row.position} of {row.use} is taken twice"
        remedy = "number the rows of a use from 1"
        yield DataError("selections.csv", problem, row=row.selection_id, column="position", remedy=remedy)


CHECKS = (check_ids_once, check_links, check_calendar, check_published, check_evidence)
"""What must hold between the tables of any report, its own included: each takes tables and schema."""

CHECKS_OF_NAMED_ROWS = (check_named_rows, check_selections)
"""The same for rows that name other rows: checked last, because to correct a row may correct them too."""
