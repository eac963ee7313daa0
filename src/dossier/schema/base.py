"""What every table promises, and the few kinds of column that tables share."""

from collections.abc import Iterable, Mapping
from types import new_class
from typing import Any

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from dossier.schema.forms import DATE, DAY, DIGEST


class Table(pa.DataFrameModel):
    """These columns, these types, these values, and nothing else."""

    class Config:
        """Refuse unknown columns; read numbers from the text of a CSV cell."""

        strict = True
        coerce = True

    @classmethod
    def columns(cls) -> list[str]:
        """Return the names of the columns, in their order."""
        return list(cls.to_schema().columns)

    @classmethod
    def key(cls) -> list[str]:
        """Return the columns that together name a row."""
        schema = cls.to_schema()
        return list(schema.unique or [n for n, c in schema.columns.items() if c.unique])

    @classmethod
    def links(cls) -> dict[str, str]:
        """Return the linked table of each column that holds ids."""
        return cls._marked("link")

    @classmethod
    def evidence_columns(cls) -> list[str]:
        """Return the columns that hold ids of claims or of rows of the record."""
        return list(cls._marked("evidence"))

    @classmethod
    def needed_by(cls) -> str | None:
        """Return the column for whose sake a row names a row of any table, if the table names such rows."""
        return next(iter(cls._marked("needed_by").values()), None)

    @classmethod
    def lists(cls) -> list[str]:
        """Return the columns that hold several ids in a cell."""
        return list(cls._marked("several"))

    @classmethod
    def vocabularies(cls) -> dict[str, Mapping[str, Any]]:
        """Return the allowed values, with meanings, of each column that has a list."""
        return cls._marked("words")

    @classmethod
    def with_words(cls, lists: Mapping[str, Mapping[str, Any]]) -> "type[Table]":
        """Return this table with the words that a report declares, ``lists``, in its columns."""
        base = cls.vocabularies()
        marked = {
            name: words
            for name, words in cls._marked("declared").items()
            if name not in base
            or lists.get(words)  # a list of the engine's that the report does not lengthen
        }
        if not marked:
            return cls
        columns = cls.to_schema().columns
        fields = {
            name: one_of(
                {**base.get(name, {}), **lists.get(words, {})},
                str(columns[name].description),
                nullable=columns[name].nullable,
            )
            for name, words in marked.items()
        }
        types = {name: cls.__annotations__.get(name, Series[str]) for name in marked}
        told = {"__module__": cls.__module__, "__annotations__": types}
        return new_class(cls.__name__, (cls,), exec_body=lambda body: body.update({**told, **fields}))

    @classmethod
    def computed(cls) -> list[str]:
        """Return the columns that the build adds to what was coded."""
        return list(cls._marked("computed"))

    @classmethod
    def dates(cls) -> list[str]:
        """Return the columns that hold dates."""
        return list(cls._marked("date"))

    @classmethod
    def _marked(cls, mark: str) -> dict[str, Any]:
        columns = cls.to_schema().columns.items()
        return {name: column.metadata[mark] for name, column in columns if mark in (column.metadata or {})}

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
        """Build a table from rows; no rows give an empty table, columns in place."""
        return pd.DataFrame(list(rows), columns=cls.columns())


def table_meaning(table: type[Table]) -> str:
    """Return what ``table`` says of itself; one with a report's words says what it said before."""
    return next((each.__doc__.strip() for each in table.__mro__ if each.__doc__), "")


def identifier(pattern: str, meaning: str) -> Any:
    """Declare the column that names a row, and is never used twice."""
    return pa.Field(unique=True, str_matches=rf"^{pattern}$", description=meaning)


def link(table: str, meaning: str, *, nullable: bool = False) -> Any:
    """Declare a column that holds an id of ``table``."""
    return pa.Field(nullable=nullable, description=meaning, metadata={"link": table})


def links(table: str, meaning: str) -> Any:
    """Declare a column that holds ids of ``table``, joined by semicolons, or nothing."""
    return pa.Field(nullable=True, description=meaning, metadata={"link": table, "several": True})


def evidence(meaning: str, *, nullable: bool = False) -> Any:
    """Declare a column of ids of claims or of rows of the record, joined by semicolons."""
    return pa.Field(nullable=nullable, description=meaning, metadata={"evidence": True})


def named_row(meaning: str, *, needed_by: str) -> Any:
    """Declare a column with a row of the table that the column ``table_name`` names.

    ``needed_by`` is the column that says for what the row is there.
    """
    return pa.Field(description=meaning, metadata={"needed_by": needed_by})


def one_of(words: Mapping[str, Any], meaning: str, *, nullable: bool = False, further: str = "") -> Any:
    """Declare a column that takes one word of a list; a report may lengthen it by its list ``further``."""
    marks = {"words": words, **({"declared": further} if further else {})}
    return pa.Field(isin=list(words), nullable=nullable, description=meaning, metadata=marks)


def declared(words: str, meaning: str, *, nullable: bool = False) -> Any:
    """Declare a column that takes one word of the list ``words`` in the report's ``dossier.toml``."""
    return pa.Field(nullable=nullable, description=meaning, metadata={"declared": words})


def text(meaning: str, *, nullable: bool = False, pattern: str | None = None) -> Any:
    """Declare a column of our own words, of names or of addresses."""
    return pa.Field(
        nullable=nullable,
        description=meaning,
        str_matches=rf"^{pattern}$" if pattern else None,
    )


def number(meaning: str, *, nullable: bool = True, ge: float | None = None) -> Any:
    """Declare a column of plain numbers, in the unit that the row names."""
    return pa.Field(nullable=nullable, ge=ge, description=meaning)


def whole(meaning: str, *, nullable: bool = False, ge: int = 0) -> Any:
    """Declare a column of whole numbers from ``ge`` on."""
    return pa.Field(nullable=nullable, ge=ge, description=meaning)


def when(meaning: str, *, nullable: bool = True) -> Any:
    """Declare a column of dates: a year, a month, a day or a span of two (ISO 8601)."""
    return pa.Field(nullable=nullable, str_matches=rf"^{DATE}$", description=meaning, metadata={"date": True})


def day(meaning: str) -> Any:
    """Declare a column of full days (ISO 8601), none of them missing."""
    return pa.Field(
        str_matches=rf"^{DAY}$",
        description=meaning,
        metadata={"date": True},
    )


def computed(meaning: str, *, nullable: bool = False, ge: float | None = None) -> Any:
    """Declare a column that the build computes; it stands in no coded table."""
    return pa.Field(nullable=nullable, ge=ge, description=meaning, metadata={"computed": True})


def beginning(*, nullable: bool = False) -> Any:
    """Declare where a passage begins."""
    return pa.Field(nullable=nullable, ge=0, description="first code point of the passage, from 0")


def ending(*, nullable: bool = False) -> Any:
    """Declare where a passage ends."""
    return pa.Field(nullable=nullable, ge=1, description="code point after the last")


def digest(meaning: str, *, nullable: bool = False) -> Any:
    """Declare a SHA-256 in lower-case hexadecimal."""
    return pa.Field(nullable=nullable, str_matches=rf"^{DIGEST}$", description=meaning)
