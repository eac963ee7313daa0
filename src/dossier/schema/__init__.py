"""The engine's tables and those of a report become one `Schema`: each table, its columns and their words.

A table is declared once, as a class in `measured`, `coded`, `record` or in the report. Validation, the
codebook and `datapackage.json` are computed from that declaration.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dossier.schema.base import Table
from dossier.schema.coded import CODED
from dossier.schema.measured import MEASURED
from dossier.schema.record import ON_RECORD

Declared = Mapping[str, type[Table]]

PUBLIC: Declared = {name: table.public() for name, table in MEASURED.items()}
"""The measured tables as they are committed and published: without their private columns."""

Words = Mapping[str, Mapping[str, Any]]

IN_BOTH_FOLDERS = ("conversions", "sources")
"""Tables with two files: rows on the articles in ``data/coded``, rows on other pages in ``data/record``."""


_PUBLISHED_WITHOUT_ADDRESS = ("bodies", "claimants", "conversions", "entities", "hypotheses", "sources")
"""Tables that pages print as a whole, so that a link leads to no single row of them."""


def with_units(tables: Declared, unit_forms: Mapping[str, str]) -> Declared:
    """Return ``tables`` whose columns of units take those of ``unit_forms`` too: each form has its unit.

    >>> tables = with_units(MEASURED, {"palettes": "pallet"})
    >>> "pallet" in tables["numbers"].vocabularies()["unit"]
    True
    """
    units = {unit: f"as in {form}" for form, unit in unit_forms.items()}
    return {name: table.with_words({"units": units}) if units else table for name, table in tables.items()}


@dataclass(frozen=True)
class Schema:
    """The tables of one report by name, measured, coded and on record, and the lists of words it declares."""

    measured: Declared = field(default_factory=lambda: PUBLIC)
    coded: Declared = field(default_factory=lambda: CODED)
    record: Declared = field(default_factory=lambda: ON_RECORD)
    words: Words = field(default_factory=dict)

    @classmethod
    def of(cls, words: Words, coded: Declared, record: Declared) -> "Schema":
        """Return the schema of a report from its lists of ``words`` and its own ``coded``, ``record`` tables.

        The columns that take a list of the report are checked against it, in the engine's tables too.
        """

        def with_words(tables: Declared) -> Declared:
            return {name: table.with_words(words) for name, table in tables.items()}

        return cls(
            with_words(PUBLIC), with_words({**CODED, **coded}), with_words({**ON_RECORD, **record}), words
        )

    @property
    def tables(self) -> dict[str, type[Table]]:
        """Return every table by its name: measured, coded, on record."""
        return {**self.measured, **self.coded, **self.record}

    @property
    def record_files(self) -> dict[str, type[Table]]:
        """Return the tables that have a file in ``data/record``, by name."""
        return {**self.record, **{name: self.coded[name] for name in IN_BOTH_FOLDERS}}

    @property
    def graded(self) -> dict[str, type[Table]]:
        """The tables of the record whose rows say how well their report stands."""
        return {name: table for name, table in self.record.items() if "confidence" in table.columns()}

    @property
    def printed(self) -> tuple[str, ...]:
        """Return the names of the tables whose every row has an address in the book."""
        return ("claims", "quantities", "forecasts", "translation_flags", "judgements", *self.record)

    @property
    def followed(self) -> tuple[str, ...]:
        """Return the names of the tables whose rows are published: no cell changes without a reason."""
        return (*self.printed, *_PUBLISHED_WITHOUT_ADDRESS)

    @property
    def evidence(self) -> tuple[str, ...]:
        """Return the names of the tables whose rows may be evidence for a judgement."""
        return ("claims", *self.record)


__all__ = [
    "CODED",
    "IN_BOTH_FOLDERS",
    "MEASURED",
    "ON_RECORD",
    "PUBLIC",
    "Declared",
    "Schema",
    "Table",
    "Words",
    "with_units",
]
