"""All tables of the dataset and an edition become faults: rows that name an edition which is yet to come."""

from collections.abc import Iterator

from dossier.errors import DataError
from dossier.schema.files import Tables

EDITION_COLUMNS = ("since", "retired", "edition")
"""The columns that hold an edition; a draft has there the edition that it becomes."""


def later_editions(tables: Tables, edition: str) -> Iterator[DataError]:
    """Yield a fault for each cell of any table that names an edition later than ``edition``."""
    for name, table in tables.items():
        for column in EDITION_COLUMNS:
            if column in table:
                for row, version in zip(table.iloc[:, 0], table[column], strict=True):
                    if isinstance(version, str) and _order(version) > _order(edition):
                        yield DataError(
                            f"{name}.csv",
                            f"{version} is later than {edition}, which the report is or becomes",
                            row=str(row),
                            column=column,
                            remedy=f"write {edition}, or name the next: tools/version.py {version}.dev0",
                        )


def _order(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))
