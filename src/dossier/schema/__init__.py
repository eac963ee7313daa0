"""Every table of a report, declared once: validation, codebook and datapackage follow from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dossier.schema.base import Table
from dossier.schema.coded import CODED
from dossier.schema.measured import MEASURED
from dossier.schema.record import RECORD

Declared = Mapping[str, type[Table]]
Words = Mapping[str, Mapping[str, Any]]

IN_BOTH_FOLDERS = ("conversions", "sources")
"""Tables with a file of the articles in ``data/coded`` and one of the outside in ``data/record``."""


@dataclass(frozen=True)
class Schema:
    """The tables of one report by their names: measured, coded and on record, and the words they take."""

    measured: Declared = field(default_factory=lambda: MEASURED)
    coded: Declared = field(default_factory=lambda: CODED)
    record: Declared = field(default_factory=lambda: RECORD)
    words: Words = field(default_factory=dict)

    @classmethod
    def of(cls, words: Words, coded: Declared, record: Declared) -> "Schema":
        """Return the engine's tables with the words that a report declares, and the report's own tables."""

        def with_words(tables: Declared) -> Declared:
            return {name: table.with_words(words) for name, table in tables.items()}

        return cls(
            with_words(MEASURED), with_words({**CODED, **coded}), with_words({**RECORD, **record}), words
        )

    @property
    def tables(self) -> dict[str, type[Table]]:
        """Every table by its name: measured, coded, on record."""
        return {**self.measured, **self.coded, **self.record}

    @property
    def record_files(self) -> dict[str, type[Table]]:
        """The tables that have a file in ``data/record``."""
        return {**self.record, **{name: self.coded[name] for name in IN_BOTH_FOLDERS}}

    @property
    def printed(self) -> tuple[str, ...]:
        """The tables whose every row has an address in the book."""
        return ("claims", "quantities", "forecasts", "translation_flags", "judgements", *self.record)

    @property
    def evidence(self) -> tuple[str, ...]:
        """The tables whose rows may stand behind a judgement."""
        return ("claims", *self.record)


__all__ = ["CODED", "IN_BOTH_FOLDERS", "MEASURED", "RECORD", "Declared", "Schema", "Table", "Words"]
