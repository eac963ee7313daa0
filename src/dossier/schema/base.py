"""A declaration of columns becomes a `Table`, which validates a data frame and describes itself.

The functions below `Table` declare the kinds of column: each returns a pandera field. What pandera does not
know of a column (the table that its ids lead to, the list that its words come from) is kept in the metadata
of the field, under a mark that `Table._marked` reads. The docstring of a table and the meaning of a column
are printed in the codebook.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType, new_class
from typing import Any, ClassVar, NamedTuple

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from dossier.schema.forms import DATE, DAY, DIGEST
from dossier.schema.texts import ADDRESS, CODE, ID, IDS, WORDS, TextKind
from dossier.schema.texts import DATE as DATE_TEXT


class Stating(NamedTuple):
    """Which columns of a table of the record say who states a row, and which rows state the same."""

    said_by: tuple[str, ...] = ()
    """The name of who states it, after the side where a name needs one; empty: nobody, so the page does."""
    own: tuple[str, str, str] | None = None
    """Where nobody is named: a column, the word in it by which a party states the row, and who that is."""
    quoting: str = ""
    """Whom these quote."""
    same: tuple[str, ...] = ()
    """Rows that are alike in all of these state the same."""
    window: tuple[str, ...] = ()
    """The same for the first of these that is filled."""
    month: str = ""
    """The same for the month of this date."""
    one_of: tuple[str, ...] = ()
    """A row in which all of these are empty states what no other row does."""
    figures: tuple[str, ...] = ()
    """A row whose figures lie outside those of another does not state the same as that one."""
    bound: str = ""
    """What was said of the figures: whether they are open to one side."""


class Mark(NamedTuple):
    """Which columns make the short mark of a row in a sentence, and the sentence on its card.

    Of several columns the first that is filled counts.
    """

    who: tuple[str, ...] = ()
    """Who says it or does it; without one the mark has the kind of the row and its number."""
    day: tuple[str, ...] = ()
    """When it was said or done."""
    part: tuple[str, ...] = ()
    """Which part, as the article of a treaty: a word and the number."""
    says: tuple[str, ...] = ()
    """The row in a sentence; without one, its figure."""
    kind: str = "row"
    """What a row is, in a word: figure, event, clause."""


class Table(pa.DataFrameModel):
    """A table that allows the columns, types and values that it declares, and no others."""

    class Config:
        """Refuse unknown columns (strict); turn the text of a CSV cell into a number (coerce)."""

        strict = True
        coerce = True

    _left_out: ClassVar[tuple[str, ...]] = ()
    _mark: ClassVar[Mark] = Mark()

    @classmethod
    def mark(cls) -> Mark:
        """Return which columns make the short mark of a row."""
        return cls._mark

    @classmethod
    @cache
    def to_schema(cls) -> pa.DataFrameSchema:
        """Return what pandera checks: every column but those that this form of the table leaves out."""
        schema = super().to_schema()
        return schema.remove_columns(list(cls._left_out)) if cls._left_out else schema

    @classmethod
    def public(cls) -> "type[Table]":
        """Return this table as it is committed and published: without its private columns.

        Beside the other tables they would give back more words of an article than may be printed.
        """
        private = tuple(cls._marked("private"))
        if not private:
            return cls
        body = {"__module__": cls.__module__, "_left_out": (*cls._left_out, *private)}
        return new_class(cls.__name__, (cls,), exec_body=lambda namespace: namespace.update(body))

    @classmethod
    def columns(cls) -> list[str]:
        """Return the names of the columns, in their order."""
        return list(cls.to_schema().columns)

    @classmethod
    def meanings(cls) -> dict[str, str]:
        """Return what each column means, as the codebook prints it."""
        return {name: str(column.description) for name, column in cls.to_schema().columns.items()}

    @classmethod
    def key(cls) -> list[str]:
        """Return the columns that together name a row."""
        schema = cls.to_schema()
        return list(schema.unique or [name for name, column in schema.columns.items() if column.unique])

    @classmethod
    def links(cls) -> Mapping[str, str]:
        """Return the table to which the ids of a column lead, for each column of ids."""
        return cls._marked("link")

    @classmethod
    def evidence_columns(cls) -> list[str]:
        """Return the columns that hold ids of `claims` or of rows of the record."""
        return list(cls._marked("evidence"))

    @classmethod
    def needed_by(cls) -> str | None:
        """Return the column that says for which use a row names a row of any table, if this table does so."""
        return next(iter(cls._marked("needed_by").values()), None)

    @classmethod
    def lists(cls) -> list[str]:
        """Return the columns that hold several ids in a cell."""
        return list(cls._marked("several"))

    @classmethod
    def vocabularies(cls) -> Mapping[str, Mapping[str, Any]]:
        """Return the allowed values, with meanings, of each column that has a list."""
        return cls._marked("words")

    @classmethod
    def with_words(cls, lists: Mapping[str, Mapping[str, Any]]) -> "type[Table]":
        """Return this table, its columns limited to the words that a report declares in ``lists``.

        A column of the engine with a list of its own takes the words of both lists.
        """
        engine_words = cls.vocabularies()
        list_names = {  # by column, without those whose list in the engine the report does not lengthen
            name: list_name
            for name, list_name in cls._marked("declared").items()
            if name not in engine_words or lists.get(list_name)
        }
        if not list_names:
            return cls
        columns = cls.to_schema().columns
        fields = {
            name: one_of(
                {**engine_words.get(name, {}), **lists.get(list_name, {})},
                str(columns[name].description),
                nullable=columns[name].nullable,
            )
            for name, list_name in list_names.items()
        }
        types = {name: cls.__annotations__.get(name, Series[str]) for name in list_names}
        body = {"__module__": cls.__module__, "__annotations__": types, **fields}
        return new_class(cls.__name__, (cls,), exec_body=lambda namespace: namespace.update(body))

    @classmethod
    def computed(cls) -> list[str]:
        """Return the columns that the build computes and adds to the coded ones."""
        return list(cls._marked("computed"))

    @classmethod
    def stating(cls) -> Stating | None:
        """Return what says who states a row of this table of the record; none for another table."""
        return next(iter(cls._marked("stating").values()), None)

    @classmethod
    @cache
    def text_kinds(cls) -> Mapping[str, TextKind]:
        """Return the kind of text of each column that holds text; without a kind of its own it is words."""
        columns = cls.to_schema().columns.items()
        declared_kinds = {**dict.fromkeys(cls.vocabularies(), CODE), **cls._marked("text")}
        return MappingProxyType(
            {name: declared_kinds.get(name, WORDS) for name, column in columns if holds_text(column)}
        )

    @classmethod
    def dates(cls) -> list[str]:
        """Return the columns that hold dates."""
        return list(cls._marked("date"))

    @classmethod
    @cache
    def _marked(cls, mark: str) -> Mapping[str, Any]:
        """Return the value of ``mark`` for each column whose metadata have it; it cannot be changed."""
        columns = cls.to_schema().columns.items()
        return MappingProxyType(
            {name: column.metadata[mark] for name, column in columns if mark in (column.metadata or {})}
        )

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
        """Return ``rows`` as a data frame with the columns of this table; no rows give an empty one."""
        return pd.DataFrame(list(rows), columns=cls.columns())


def holds_text(column: Any) -> bool:
    """Return whether a column of a schema holds text, not numbers."""
    return not str(column.dtype).lower().startswith(("int", "float"))


def table_meaning(table: type[Table]) -> str:
    """Return the docstring of ``table``, or of the table that it lengthens (`Table.with_words`)."""
    return next((base.__doc__.strip() for base in table.__mro__ if base.__doc__), "")


def identifier(pattern: str, meaning: str) -> Any:
    """Declare the column of the ids of the rows, of the form ``pattern``; each id occurs once."""
    marks = {} if " " in pattern else {"text": ID}  # a form of words, as of a term, may name a row too
    return pa.Field(unique=True, str_matches=_whole(pattern), description=meaning, metadata=marks)


def _whole(pattern: str) -> str:
    r"""Return a pattern for a whole cell, in which ``\d`` is one of the ten digits.

    >>> _whole(r"c-\d{3,}"), _whole(r"[\d. ]+")
    ('^c-[0-9]{3,}$', '^[0-9. ]+$')
    """
    in_lists = re.sub(r"\[[^\]]*\]", lambda part: part[0].replace(r"\d", "0-9"), pattern)
    return "^" + in_lists.replace(r"\d", "[0-9]") + "$"


def link(table: str, meaning: str, *, nullable: bool = False) -> Any:
    """Declare a column that holds an id of ``table``."""
    return pa.Field(nullable=nullable, description=meaning, metadata={"link": table, "text": ID})


def links(table: str, meaning: str) -> Any:
    """Declare a column that holds ids of ``table``, joined by semicolons, or nothing."""
    marks = {"link": table, "several": True, "text": IDS}
    return pa.Field(nullable=True, description=meaning, metadata=marks)


def evidence(meaning: str, *, nullable: bool = False) -> Any:
    """Declare a column of ids of `claims` or of rows of the record, joined by semicolons."""
    return pa.Field(nullable=nullable, description=meaning, metadata={"evidence": True, "text": IDS})


def named_row(meaning: str, *, needed_by: str) -> Any:
    """Declare a column with the id of a row, in the table that the column ``table_name`` names.

    ``needed_by`` is the column that says for which use the row is named.
    """
    return pa.Field(description=meaning, metadata={"needed_by": needed_by, "text": ID})


def one_of(
    words: Mapping[str, Any],
    meaning: str,
    *,
    nullable: bool = False,
    further: str = "",
    private: bool = False,
) -> Any:
    """Declare a column that takes one of ``words``, or of the report's list ``further`` where it has one.

    A ``private`` column is measured and never published.
    """
    marks = {"words": words, **({"declared": further} if further else {}), **_private(private)}
    return pa.Field(isin=list(words), nullable=nullable, description=meaning, metadata=marks)


def declared(words: str, meaning: str, *, nullable: bool = False) -> Any:
    """Declare a column that takes one word of the list ``words`` in the report's ``dossier.toml``."""
    return pa.Field(nullable=nullable, description=meaning, metadata={"declared": words, "text": CODE})


def text(
    meaning: str,
    *,
    nullable: bool = False,
    pattern: str | None = None,
    name: str | None = None,
    private: bool = False,
) -> Any:
    """Declare a column of our own words or of names; ``name`` where Python keeps the word.

    A ``private`` column is measured and never published.
    """
    return pa.Field(
        alias=name,
        nullable=nullable,
        description=meaning,
        str_matches=_whole(pattern) if pattern else None,
        metadata={"text": WORDS, **_private(private)},
    )


def address(meaning: str, *, nullable: bool = False) -> Any:
    """Declare a column of addresses of public pages, to which a page of the book may link."""
    return pa.Field(nullable=nullable, description=meaning, metadata={"text": ADDRESS})


def number(meaning: str, *, nullable: bool = True, ge: float | None = None, private: bool = False) -> Any:
    """Declare a column of numbers, from ``ge`` on; the unit is in the column `unit` or in ``meaning``.

    A ``private`` column is measured and never published.
    """
    return pa.Field(nullable=nullable, ge=ge, description=meaning, metadata=_private(private))


def whole_number(meaning: str, *, nullable: bool = False, ge: int = 0) -> Any:
    """Declare a column of whole numbers from ``ge`` on."""
    return pa.Field(nullable=nullable, ge=ge, description=meaning)


def when(meaning: str, *, nullable: bool = True) -> Any:
    """Declare a column of dates: a year, a month, a day or a span of two (ISO 8601)."""
    marks = {"date": True, "text": DATE_TEXT}
    return pa.Field(nullable=nullable, str_matches=_whole(DATE), description=meaning, metadata=marks)


def day(meaning: str) -> Any:
    """Declare a column of full days (ISO 8601), none of them missing."""
    return pa.Field(
        str_matches=_whole(DAY),
        description=meaning,
        metadata={"date": True, "text": DATE_TEXT},
    )


def computed(meaning: str, *, nullable: bool = False, ge: float | None = None) -> Any:
    """Declare a column that the build computes; no file in ``data/coded`` has it."""
    return pa.Field(nullable=nullable, ge=ge, description=meaning, metadata={"computed": True})


def chain_of_row() -> Any:
    """Declare the computed column `chain` of a table of the record."""
    return computed("who says it, whom these quote, and the page that was seen, joined by semicolons")


def origins_of_row(stating: Stating) -> Any:
    """Declare the computed column `origins` of a table of the record, and what it is computed from.

    >>> print(origins_of_row(Stating(said_by=("speaker",), same=("topic",), month="day")).description)
    first links among the rows with the same `topic`, month of `day`, each counted once
    """
    alike = [f"`{column}`" for column in stating.same]
    alike += [" or else ".join(f"`{column}`" for column in stating.window)] if stating.window else []
    alike += [f"month of `{stating.month}`"] if stating.month else []
    rows = f"among the rows with the same {', '.join(alike)}" if alike else "of the row"
    overlap = ", whose figures lie in its own" if stating.figures else ""
    return pa.Field(
        ge=1,
        description=f"first links {rows}{overlap}, each counted once",
        metadata={"computed": True, "stating": stating},
    )


def beginning(*, nullable: bool = False, private: bool = False) -> Any:
    """Declare the column `start` of a passage; a ``private`` one is measured and never published."""
    meaning = "first code point of the passage, from 0"
    return pa.Field(nullable=nullable, ge=0, description=meaning, metadata=_private(private))


def ending(*, nullable: bool = False, private: bool = False) -> Any:
    """Declare the column `end` of a passage; a ``private`` one is measured and never published."""
    meaning = "code point after the last"
    return pa.Field(nullable=nullable, ge=1, description=meaning, metadata=_private(private))


def _private(private: bool) -> dict[str, bool]:
    return {"private": True} if private else {}


def digest(meaning: str, *, nullable: bool = False) -> Any:
    """Declare a column of SHA-256 or HMAC-SHA-256 digests in lower-case hexadecimal."""
    return pa.Field(
        nullable=nullable, str_matches=_whole(DIGEST), description=meaning, metadata={"text": CODE}
    )
