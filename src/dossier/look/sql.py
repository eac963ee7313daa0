"""One SELECT over the tables of a folder becomes rows, and the rows a table for a terminal or CSV."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from dossier.errors import DataError, clipped, printable
from dossier.look.tables import Tables, sentence

BATCH = 10_000
"""So many rows are in memory at once."""

_LONGEST = 60  # characters of a cell in a table on a terminal


class Answer(NamedTuple):
    """The names of the columns of an answer, which of them hold numbers, and its rows."""

    columns: list[str]
    numeric: list[bool]
    rows: Iterator[tuple[Any, ...]]


def ask(tables: Tables, query: str) -> Answer:
    """Return what ``query`` gives; raise ``DataError`` for what is no single SELECT, or is wrong in it."""
    import duckdb

    try:
        statements = tables.connection.extract_statements(query)
        if [statement.type for statement in statements] != [duckdb.StatementType.SELECT]:
            remedy = "write one SELECT; nothing else is run, because the tables are only read"
            raise DataError("the query", "is not one SELECT", remedy=remedy)
        cursor = tables.connection.cursor()
        cursor.execute(statements[0])
        described = cursor.description or []
        first = cursor.fetchmany(BATCH)  # an error of the first rows is told before anything is printed
    except duckdb.Error as reason:
        raise _wrong(tables, reason) from reason

    def rows() -> Iterator[tuple[Any, ...]]:
        batch = first
        try:
            while batch:
                yield from batch
                batch = cursor.fetchmany(BATCH)
        except duckdb.Error as reason:
            raise _wrong(tables, reason) from reason

    numeric = [str(column[1]).upper() in _NUMBERS or "DECIMAL" in str(column[1]) for column in described]
    return Answer([str(column[0]) for column in described], numeric, rows())


_NUMBERS = {"NUMBER", "BIGINT", "DOUBLE", "INTEGER", "HUGEINT", "FLOAT", "SMALLINT", "UBIGINT", "UINTEGER"}


def _wrong(tables: Tables, reason: Any) -> DataError:
    """Return an error of DuckDB as one sentence, with the tables that there are."""
    return DataError("the query", sentence(reason), remedy=f"the tables are {', '.join(tables.columns)}")


def cell(value: Any) -> str:
    """Return a value as a file has it; a missing one is empty.

    >>> cell(0.1), cell(12.0), cell(None), cell(["a"])
    ('0.1', '12', '', "['a']")
    """
    if value is None:
        return ""
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def as_table(columns: Sequence[str], numeric: Sequence[bool], rows: Sequence[Sequence[Any]]) -> str:
    """Return ``rows`` under ``columns`` as lines for a terminal, numbers to the right, no sign it would obey.

    >>> print(as_table(["port", "ships"], [False, True], [("Odessa", 12), ("Nikolaïev", 3)]))
    port       ships
    ---------  -----
    Odessa        12
    Nikolaïev      3
    """
    lines = [[clipped(printable(cell(value)), _LONGEST) for value in row] for row in [columns, *rows]]
    widths = [max(len(line[place]) for line in lines) for place in range(len(columns))]
    lines.insert(1, ["-" * width for width in widths])
    return "\n".join(
        "  ".join(
            text.rjust(width) if right else text.ljust(width)
            for text, width, right in zip(line, widths, numeric, strict=True)
        ).rstrip()
        for line in lines
    )
