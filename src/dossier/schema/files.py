"""CSV files become validated tables (data frames by name), and tables become the bytes of CSV files.

A table that is written and read again is the same. A wrong cell raises `DataError`, which names file, row and
column. Every cell is read as text first: "NA" is a word, an empty cell is missing.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from dossier.errors import DataError, quoted
from dossier.schema import IN_BOTH_FOLDERS, Table
from dossier.schema.cells import csv_text, read_dicts, read_rows
from dossier.schema.folders import restore
from dossier.schema.forms import rule_in_words
from dossier.schema.texts import number_fault, text_fault

Tables = dict[str, pd.DataFrame]
Row = Any
"""A row as a named tuple of its cells, as `rows` yields it."""


def read_tables(folder: Path, declared: Mapping[str, type[Table]]) -> Tables:
    """Return each declared table by name, read from its CSV file in ``folder`` and validated."""
    restore(folder)
    return {name: read_table(folder / f"{name}.csv", table) for name, table in declared.items()}


def read_built(folder: Path, declared: Mapping[str, type[Table]]) -> Tables:
    """Return each declared table by name, read from ``folder``, which the build wrote.

    Only a file whose digest is not the one in `datapackage.json` is validated: validation takes three times
    as long as reading, and each notebook would wait for it.
    """
    restore(folder)
    package = folder / "datapackage.json"
    resources = json.loads(package.read_bytes())["resources"] if package.is_file() else []
    digests = {resource["path"]: resource.get("hash") for resource in resources}
    tables = {}
    for name, table in declared.items():
        file = folder / f"{name}.csv"
        cells = read_cells(file, table)
        as_written = digests.get(file.name) == f"sha256:{sha256(file.read_bytes())}"
        tables[name] = with_types(cells, table) if as_written else validate(file.name, cells, table)
    return tables


def with_types(cells: pd.DataFrame, table: type[Table]) -> pd.DataFrame:
    """Return valid ``cells`` (text) with the types of ``table``."""
    columns = table.to_schema().columns.items()
    return pd.DataFrame({name: column.dtype.coerce(cells[name]) for name, column in columns})


def read_table(file: Path, table: type[Table]) -> pd.DataFrame:
    """Return the table of one CSV file, validated; computed columns may be missing."""
    return validate(name_in_message(file), read_cells(file, table), table)


def name_in_message(file: Path) -> str:
    """Return the name of ``file`` for a message, with its folder where two folders have one of that name.

    >>> name_in_message(Path("data/record/sources.csv")), name_in_message(Path("data/record/events.csv"))
    ('record/sources.csv', 'events.csv')
    """
    return f"{file.parent.name}/{file.name}" if file.stem in IN_BOTH_FOLDERS else file.name


def read_cells(file: Path, table: type[Table]) -> pd.DataFrame:
    """Return the cells of one CSV file as text; its header must be the columns of ``table``."""
    if not file.is_file():
        raise DataError(file.name, "there is no such file", remedy=f"add it to {file.parent.name}/")
    name = name_in_message(file)
    header, *rows = read_rows(name, file.read_bytes()) or [[]]
    _check_header(name, header, table)
    return _cells(name, header, rows)


def _cells(file: str, header: list[str], rows: Iterable[list[str]]) -> pd.DataFrame:
    """Return the lines of a CSV file as a data frame of text; an empty cell is missing, "NA" is a word."""
    table = []
    for number, row in enumerate(rows, start=2):  # line 1 is the header
        if len(row) != len(header):
            problem = f"the row has {len(row)} cells, the header has {len(header)}"
            raise DataError(
                file,
                problem,
                row=row[0] if row else f"on line {number}",
                remedy="put quotes around a cell that holds a comma",
            )
        table.append([cell or None for cell in row])
    return pd.DataFrame(table, columns=header, dtype="str")


def rows_of(file: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    """Return the rows of a small CSV file that is no table of the dataset; none if the file does not exist.

    Raises ``DataError`` when its columns are not ``columns``, or a row has more or fewer cells.
    """
    if not file.is_file():
        return []
    content = file.read_bytes()
    if [*next(iter(read_rows(file.name, content)), [])] != list(columns):
        raise DataError(file.name, f"the columns are not {', '.join(columns)}", remedy="put the file back")
    table = read_dicts(file.name, content)
    for row in table:
        for column, cell in row.items():
            if cell.strip() and (fault := text_fault(cell)):
                name = next(iter(row.values()))
                raise DataError(file.name, fault.problem, row=name, column=column, remedy=fault.remedy)
    return table


def rows_file(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    r"""Return ``rows`` under ``columns`` as the bytes of a CSV file, which `rows_of` reads.

    >>> rows_file(["a", "b"], [["1", "x, y"]])
    b'a,b\n1,"x, y"\n'
    """
    return csv_text([columns, *rows]).encode("utf-8")


def _check_header(file: str, header: list[str], table: type[Table]) -> None:
    """Raise ``DataError`` for a column that is unknown, is there twice, or is missing and not computed."""
    columns, computed = table.columns(), table.computed()
    for column in header:
        if column not in columns or header.count(column) > 1:
            known = ", ".join(columns)
            problem = "is in the header twice" if column in columns else "is unknown"
            raise DataError(file, problem, column=repr(column), remedy=f"the columns are {known}")
    for column in columns:
        if column not in header and column not in computed:
            raise DataError(file, "is missing", column=column, remedy="add it, empty where nothing is known")


def validate(file: str, cells: pd.DataFrame, table: type[Table]) -> pd.DataFrame:
    """Return ``cells`` (text) with the types of ``table``, or raise ``DataError`` for the first wrong cell.

    A retired row must have its id; its other cells may be empty.
    """
    typed, failures = typed_cells(file, cells, table)
    for failure in failures:
        raise failure
    return typed


def typed_cells(file: str, cells: pd.DataFrame, table: type[Table]) -> tuple[pd.DataFrame, list[DataError]]:
    """Return ``cells`` (text) with the types of ``table``, and an error for each cell that is not allowed.

    With an error the cells come back as text.
    """
    import pandera.errors

    wrong = dict(_wrong_texts(file, cells, table))
    failures = [*_ids_twice(file, cells, table), *wrong.values()]
    schema = table.to_schema()
    absent = [name for name in table.computed() if name not in cells]
    schema = schema.remove_columns(absent) if absent else schema
    retired = cells["retired"].notna() if "retired" in cells else pd.Series(False, index=cells.index)
    try:
        live = schema.validate(cells[~retired], lazy=True)[list(schema.columns)]
    except pandera.errors.SchemaErrors as errors:
        cases = errors.failure_cases.to_dict("records")
        # pandera reports these a second time: _ids_twice has the ids, "coerce_dtype(" the wrong numbers
        known = ("field_uniqueness", "multiple_fields_uniqueness", "dtype(")
        failures += [
            _failure(file, cells, case)
            for case in cases
            if not str(case["check"]).startswith(known) and (case["index"], case["column"]) not in wrong
        ]
        return cells, failures
    if failures:
        return cells, failures
    if retired.any():
        live = pd.concat([live, cells.loc[retired, live.columns].astype(live.dtypes.to_dict())]).sort_index()
    return live, failures


def _wrong_texts(
    file: str, cells: pd.DataFrame, table: type[Table]
) -> Iterator[tuple[tuple[Any, str], DataError]]:
    """Yield an error for each cell whose text its column may not hold, by index and column."""
    kinds = table.text_kinds()
    names = [str(name) for name in cells.iloc[:, 0]]
    for column in cells.columns:
        for index, row, text in zip(cells.index, names, cells[column], strict=True):
            if not isinstance(text, str) or not text:
                continue
            fault = text_fault(text, kinds[column]) if column in kinds else number_fault(text)
            if fault:
                error = DataError(file, fault.problem, row=row, column=column, remedy=fault.remedy)
                yield (index, column), error


def _ids_twice(file: str, cells: pd.DataFrame, table: type[Table]) -> Iterator[DataError]:
    """Yield an error for each row whose id an earlier row has."""
    key = table.key()
    for row in cells[cells.duplicated(key)].to_dict("records"):
        name = "-".join(str(row[column]) for column in key)
        yield DataError(
            file, "an earlier row has this id", row=name, column=key[0], remedy="give one of them a new id"
        )


def _failure(file: str, cells: pd.DataFrame, case: Mapping[Any, Any]) -> DataError:
    """Return a failure case of pandera as an error that names row and column and says what to write."""
    column, rule = str(case["column"]), str(case["check"])
    row = str(cells.loc[case["index"], cells.columns[0]]) if pd.notna(case["index"]) else ""
    if "not_nullable" in rule:
        return DataError(file, "the cell is empty", row=row, column=column, remedy="fill it in")
    requirement, remedy = rule_in_words(rule)
    problem = f"{quoted(str(case['failure_case']))} is not {requirement}"
    return DataError(file, problem, row=row, column=column, remedy=remedy)


def merged(fresh: Tables, committed: Tables) -> Tables:
    """Return measured tables: the rows of ``fresh``, and those of ``committed`` on other articles."""
    measured_anew = set(fresh["documents"]["source_id"])
    return {
        name: pd.concat(
            [table, committed[name][~committed[name]["source_id"].isin(measured_anew)]], ignore_index=True
        )
        for name, table in fresh.items()
    }


def rows(table: pd.DataFrame) -> Iterator[Any]:
    """Yield the rows of ``table`` as named tuples, whose first field ``Index`` is the index.

    One function, because the stubs of pandas give the tuples no attributes (hence ``Any``).

    >>> [row.n for row in rows(pd.DataFrame({"n": [1, 2]}))]
    [1, 2]
    """
    yield from table.itertuples()


def cell(table: pd.DataFrame, row: str, column: str) -> Any:
    """Return the cell of ``column`` in the row ``row`` of a table that is indexed by its ids.

    >>> float(cell(pd.DataFrame({"best": [2.0]}, index=["a"]), "a", "best"))
    2.0
    """
    return table.loc[row, column]


def split_ids(cell: object) -> list[str]:
    """Return the ids in a cell, which joins them by semicolons.

    >>> split_ids("c-9001;c-9002"), split_ids(None)
    (['c-9001', 'c-9002'], [])
    """
    return [part.strip() for part in str(cell).split(";")] if isinstance(cell, str) else []


def to_bytes(table: pd.DataFrame) -> bytes:
    """Return ``table`` as the bytes of a CSV file: the same table gives the same bytes."""
    columns = [_texts(table[name]) for name in table]
    return csv_text([[str(name) for name in table], *map(list, zip(*columns, strict=True))]).encode("utf-8")


def _texts(column: "pd.Series[Any]") -> list[str]:
    """Return the cells of a column as a file has them; a missing one is empty.

    15 digits are what a double always keeps: 0.1 is written as 0.1, and a whole number without a point.
    """
    missing = column.isna().to_numpy()
    return [
        "" if is_missing else f"{value:.15g}" if isinstance(value, float) else str(value)
        for value, is_missing in zip(column, missing, strict=True)
    ]


def in_order(declared: type[Table], table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of ``table`` in the order of its key, and its columns in that of ``declared``."""
    return table[declared.columns()].sort_values(declared.key(), ignore_index=True)


def table_files(tables: Tables, declared: Mapping[str, type[Table]]) -> dict[str, bytes]:
    """Return the CSV file of each table, rows in the order of its key, by the name of the file."""
    return {f"{name}.csv": to_bytes(in_order(declared[name], table)) for name, table in tables.items()}


def json_bytes(value: Any) -> bytes:
    """Return ``value`` as the bytes of a JSON file, keys in the order given."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def sha256(content: bytes) -> str:
    """Return the SHA-256 digest of ``content`` in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def live(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of ``table`` that no edition has retired."""
    return table[table["retired"].isna()] if "retired" in table else table
