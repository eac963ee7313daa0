"""What two readers coded apart, and how they were brought together: `coding_a` to `adjudication`."""

from typing import ClassVar

import pandas as pd
from pandera.typing import Series

from dossier.schema import words
from dossier.schema.base import Table, beginning, declared, ending, identifier, link, one_of, text


class CodingA(Table):
    """One row per claim as coding A has it, made before the two were compared."""

    claim_id: Series[str] = identifier(r"c-\d{3,}", "the claim")
    theme: Series[str] = declared("themes", words.CODED_FIELDS["theme"])
    claim_type: Series[str] = one_of(words.CLAIM_TYPES, words.CODED_FIELDS["claim_type"])
    polarity: Series[str] = one_of(words.POLARITIES, words.CODED_FIELDS["polarity"])
    hedge: Series[str] = one_of(words.HEDGES, words.CODED_FIELDS["hedge"])
    speaker: Series[str] = link("entities", words.CODED_FIELDS["speaker"], nullable=True)


class CodingB(CodingA):
    """One row per claim as coding B has it, made from its place and the codebook alone."""


class Recoding(Table):
    """One row per claim and coding: the fields coded again after the codebook was sharpened."""

    claim_id: Series[str] = link("claims", "the claim")
    reader: Series[str] = one_of(words.READERS, "which coding")
    theme: Series[str] = declared("themes", words.CODED_FIELDS["theme"])
    claim_type: Series[str] = one_of(words.CLAIM_TYPES, words.CODED_FIELDS["claim_type"])

    class Config:
        """Name a row by claim and coding."""

        unique: ClassVar = ["claim_id", "reader"]


class MarkingB(Table):
    """One row per passage that coding B marked as a claim in one article, without sight of any place."""

    source_id: Series[str] = link("sources", "the article")
    start: Series[pd.Int64Dtype] = beginning()
    end: Series[pd.Int64Dtype] = ending()

    class Config:
        """Name a row by its place."""

        unique: ClassVar = ["source_id", "start", "end"]


class Adjudication(Table):
    """One row per disagreement of the two codings that was settled, and how."""

    claim_id: Series[str] = link("claims", "the claim")
    field: Series[str] = one_of(words.CODED_FIELDS, "the field on which the codings differ")
    a: Series[str] = text("what coding A has", nullable=True)
    b: Series[str] = text("what coding B has", nullable=True)
    kept: Series[str] = text("what stands", nullable=True)
    reason: Series[str] = text("why")

    class Config:
        """Name a row by claim and field."""

        unique: ClassVar = ["claim_id", "field"]
