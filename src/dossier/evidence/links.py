"""Ids, dates and selections of all tables become what does not hold between them."""

from collections.abc import Iterator
from datetime import date

import pandas as pd

from dossier.errors import DataError
from dossier.schema import IN_BOTH_FOLDERS, Schema
from dossier.schema.files import Tables, live, rows, split_ids


def check_links(tables: Tables, schema: Schema) -> Iterator[DataError]:
    """Accept ids that are rows of the table they point to."""
    known = {name: set(table[schema.tables[name].key()[0]]) for name, table in tables.items()}
    for name, table in tables.items():
        for column, target in schema.tables[name].links().items():
            yield from _check_link(schema, name, column, target, known.get(target, set()), table)


def _check_link(
    schema: Schema, name: str, column: str, target: str, known: set[str], table: pd.DataFrame
) -> Iterator[DataError]:
    several = column in schema.tables[name].lists()
    for row, cell in zip(table.iloc[:, 0], table[column], strict=True):
        for found in split_ids(cell) if several else [cell] if isinstance(cell, str) else []:
            if found not in known:
                yield DataError(
                    f"{name}.csv",
                    f"{found!r} is no row of {target}",
                    row=row,
                    column=column,
                    remedy=f"add it to {_files(target)} or mend the cell",
                )


def _files(table: str) -> str:
    """Return the file, or the two files, that rows of ``table`` are written in.

    >>> _files("claims"), _files("sources")
    ('claims.csv', 'record/sources.csv (an article: coded/sources.csv)')
    """
    if table in IN_BOTH_FOLDERS:
        return f"record/{table}.csv (an article: coded/{table}.csv)"
    return f"{table}.csv"


def check_ids_once(tables: Tables, schema: Schema) -> Iterator[DataError]:
    """Accept ids that only one of the two files of a table has."""
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
    """Accept days that the calendar has, and spans that run forward."""
    for name, table in tables.items():
        for column in schema.tables[name].dates():
            for row, cell in zip(table.iloc[:, 0], table[column], strict=True):
                if isinstance(cell, str):
                    yield from _check_date(name, row, column, cell)


def _check_date(name: str, row: str, column: str, cell: str) -> Iterator[DataError]:
    first, last = cell.split("/")[0], cell.split("/")[-1]
    for part in (first, last):
        if len(part) == len("2024-06-19"):
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
    if first[: len(last)] > last[: len(first)]:
        yield DataError(
            f"{name}.csv", f"{cell} runs backward", row=row, column=column, remedy="swap the two dates"
        )


def check_published(tables: Tables, schema: Schema) -> Iterator[DataError]:
    """Accept tables that have lost no id of an edition: readers may have quoted it."""
    for name, published in tables["published_ids"].groupby("table_name"):
        there = set(tables[str(name)][schema.tables[str(name)].key()[0]])
        for row in rows(published[~published["row_id"].isin(there)]):
            yield DataError(
                f"{name}.csv",
                f"the id is lost that edition {row.edition} published",
                row=row.row_id,
                column=schema.tables[str(name)].key()[0],
                remedy="bring the row back; a claim that goes is `retired`, with its change_note",
            )


def check_evidence(tables: Tables, schema: Schema) -> Iterator[DataError]:
    """Accept judgements, hypotheses and duties whose evidence is all there, whatever table it stands in."""
    keys = {name: schema.tables[name].key()[0] for name in schema.evidence}
    known = {row for name, key in keys.items() for row in live(tables[name])[key]}
    once = {row for name, key in keys.items() for row in tables[name][key]}
    cells = [(name, column) for name, table in schema.tables.items() for column in table.evidence_columns()]
    for name, column in cells:
        for row in tables[name].to_dict("records"):
            for found in split_ids(row[column]):
                if found not in known:
                    yield DataError(
                        f"{name}.csv",
                        f"{found!r} is retired"
                        if found in once
                        else f"{found!r} is no claim and no row of the record",
                        row=next(iter(row.values())),
                        column=column,
                        remedy="name the row that takes its place"
                        if found in once
                        else "add the row it means, or mend the id",
                    )


def check_named_rows(tables: Tables, schema: Schema) -> Iterator[DataError]:
    """Accept rows that name, by ``table_name`` and ``row_id``, a row that exists and is not retired."""
    for name, table in schema.tables.items():
        if column := table.needed_by():
            yield from _check_named_rows(tables, schema, name, column)


def _check_named_rows(tables: Tables, schema: Schema, name: str, needed_by: str) -> Iterator[DataError]:
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
    """Accept selections of which each has a place of its own in its use."""
    table = tables["selections"]
    for row in rows(table[table.duplicated(["use", "position"])]):
        problem = f"position {row.position} of {row.use} is taken twice"
        remedy = "number the rows of a use from 1"
        yield DataError("selections.csv", problem, row=row.selection_id, column="position", remedy=remedy)


CHECKS = (check_ids_once, check_links, check_calendar, check_published, check_evidence)
"""What must hold between any tables, whatever they are: each takes the tables and their schema."""

USES = (check_named_rows, check_selections)
"""What must hold of rows that name rows: checked last, for whoever mends a row mends these with it."""
