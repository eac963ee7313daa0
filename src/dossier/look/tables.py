"""A folder of tables, CSV or Parquet, becomes a database in memory that can reach no other file.

DuckDB reads the files, then its access to files and its settings are locked. A CSV file is read into memory;
a Parquet file is read where it lies, and it alone may still be opened.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dossier.errors import DataError, clipped
from dossier.schema import CODED, MEASURED, ON_RECORD, Table
from dossier.schema.cells import read_rows

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, Error

DECLARED: Mapping[str, type[Table]] = {**ON_RECORD, **CODED, **MEASURED}
"""The tables whose columns have a type; a column that none of them declares is read as text."""

_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "allow_community_extensions": "false",
    "autoinstall_known_extensions": "false",  # an extension would come from the internet
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",  # else the name of a Python variable is a table
    "temp_directory": "",  # nothing is written to the disk
}
_TABLE = re.compile(r"[a-z][a-z0-9_]*")
_KIND = re.compile(r"^\w+( \w+)* Error: ")


@dataclass(frozen=True)
class Tables:
    """An open database and the columns of each of its tables."""

    connection: "DuckDBPyConnection"
    columns: Mapping[str, tuple[str, ...]]

    def has(self, table: str, column: str) -> bool:
        """Return whether there is such a table with such a column."""
        return column in self.columns.get(table, ())

    def rows(self, query: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
        """Return the rows that a query of our own gives; ``DataError`` where a table cannot give them.

        Each call has a cursor, so threads may call at once.
        """
        import duckdb

        try:
            with self.connection.cursor() as cursor:
                return cursor.execute(query, values or []).fetchall()
        except duckdb.Error as reason:
            remedy = "write the folder again with `measure`"
            raise DataError("the tables", f"cannot be shown: {sentence(reason)}", remedy=remedy) from reason


def open_tables(out: Path, wanted: Collection[str] = ()) -> Tables:
    """Return the tables in the folder ``out`` as a locked database; only those ``wanted``, if any are named.

    Raises ``DataError`` where DuckDB is missing, where a file is no table, or where there is none.
    """
    import_duckdb()
    import duckdb

    files = {name: paths for name, paths in table_files(out).items() if not wanted or name in wanted}
    connection = duckdb.connect(":memory:", config=_SETTINGS)
    for name, paths in files.items():
        try:
            _read(connection, name, paths)
        except duckdb.Error as reason:
            where, remedy = paths[0].name, "write the folder again with `measure`"
            raise DataError(where, f"cannot be read: {sentence(reason)}", remedy=remedy) from reason
    parquet = [str(path) for paths in files.values() for path in paths if path.suffix == ".parquet"]
    connection.execute("set allowed_paths = $paths", {"paths": parquet})
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    names = (
        "select table_name, column_name from information_schema.columns order by table_name, ordinal_position"
    )
    columns: dict[str, tuple[str, ...]] = {}
    for name, column in connection.execute(names).fetchall():
        columns[name] = (*columns.get(name, ()), column)
    return Tables(connection, columns)


def import_duckdb() -> None:
    """Raise ``DataError`` where DuckDB is not installed: it is large, and only looking needs it."""
    from importlib.util import find_spec

    if find_spec("duckdb") is None:
        remedy = "run `pip install 'dossier[look]'`, or `make setup` in a checkout"
        raise DataError("DuckDB", "is not installed", remedy=remedy)


def table_files(out: Path) -> dict[str, list[Path]]:
    """Return the files of each table in ``out``: one CSV file, or one Parquet file or more.

    Parquet files of a table have its name, lie in a folder of its name, or have its name before a hyphen or a
    point. Raises ``DataError`` for a link that leads out of the folder, and for a table in two forms.
    """
    if not out.is_dir():
        raise DataError(str(out), "is no folder", remedy="name the folder that `measure` wrote")
    home = out.resolve()
    files: dict[str, list[Path]] = {}
    for path in sorted([*out.glob("*.csv"), *out.rglob("*.parquet")]):
        below = path.relative_to(out)
        if any(part.startswith(".") for part in below.parts) or not (name := _table_of(below)):
            continue
        target = path.resolve()
        if not target.is_relative_to(home) or not target.is_file():
            raise DataError(
                below.as_posix(), "is a link out of the folder", remedy="put the file itself there"
            )
        files.setdefault(name, []).append(target)
    for name, paths in files.items():
        if len({path.suffix for path in paths}) > 1:
            raise DataError(name, "is there as CSV and as Parquet", remedy="delete the older form")
    if not files:
        raise DataError(str(out), "holds no table", remedy="name the folder that `measure` wrote")
    return files


def _table_of(below: Path) -> str:
    """Return the table that a file is a part of; empty for a file that is of none."""
    named = [below.stem, re.split(r"[-.]", below.stem)[0], *reversed(below.parts[:-1])]
    own = below.parts[-2] if len(below.parts) > 1 else below.stem
    return next((name for name in named if name in DECLARED), own if _TABLE.fullmatch(own) else "")


def _read(connection: "DuckDBPyConnection", name: str, paths: list[Path]) -> None:
    """Make the table ``name`` of its files."""
    if paths[0].suffix == ".parquet":
        listed = ", ".join(_quoted(str(path)) for path in paths)  # a view takes no parameter
        connection.execute(
            f'create view "{name}" as select * from '
            f"read_parquet([{listed}], union_by_name = true, hive_partitioning = false)"
        )
        return
    columns = dict(_types(name, paths[0]))
    connection.execute(
        f"create table \"{name}\" as select * from read_csv($file, header = true, delim = ',', quote = '\"', "
        "escape = '\"', auto_detect = false, strict_mode = true, nullstr = '', columns = $columns)",
        {"file": str(paths[0]), "columns": columns},
    )


def _types(name: str, file: Path) -> Iterator[tuple[str, str]]:
    """Yield each column of a CSV file with its type in DuckDB."""
    with file.open("rb") as lines:
        header = next(iter(read_rows(file.name, lines.readline())), [])
    declared = DECLARED[name].to_schema().columns if name in DECLARED else {}
    for column in header:
        kind = str(declared[column].dtype).lower() if column in declared else "text"
        yield (
            column,
            "BIGINT" if kind.startswith("int") else "DOUBLE" if kind.startswith("float") else "VARCHAR",
        )


def _quoted(text: str) -> str:
    """Return a text as a literal of SQL.

    >>> _quoted("l'out")
    "'l''out'"
    """
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def sentence(error: "Error") -> str:
    """Return the message of DuckDB as one clause, without the kind of the error and the line it stands in."""
    message = " ".join(str(error).partition("\n\nLINE")[0].split()).rstrip("!;. ")
    message = message.replace("! Did you", ", did you").replace("! ", ", ")
    return clipped(_KIND.sub("", message), 300)
