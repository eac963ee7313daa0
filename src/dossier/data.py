"""Tables become a `Dataset` with a typed attribute for each, and the id of a claim its `Trace`."""

from types import SimpleNamespace
from typing import Any, Self

import pandas as pd
from pandera.typing import DataFrame

from dossier.schema import Schema, checked, coded, desk, measured, record, twice, voices
from dossier.schema.files import split_ids


class Dataset:
    """Every table of the dataset as a data frame, by its name: ``data.claims``, ``data.numbers``.

    The codebook says what each column means. A report adds attributes for tables of its own in a subclass.
    A test may leave tables out; to ask for one that was left out raises ``AttributeError``.
    """

    documents: DataFrame[measured.Documents]
    passages: DataFrame[measured.Passages]
    sentences: DataFrame[measured.Sentences]
    numbers: DataFrame[measured.Numbers]
    dates: DataFrame[measured.Dates]
    quotations: DataFrame[measured.Quotations]
    mentions: DataFrame[measured.Mentions]
    terms: DataFrame[measured.Terms]
    cues: DataFrame[measured.Cues]
    concordance: DataFrame[measured.Concordance]
    sources: DataFrame[coded.Sources]
    entities: DataFrame[coded.Entities]
    claims: DataFrame[coded.Claims]
    quantities: DataFrame[coded.Quantities]
    unclaimed_amounts: DataFrame[coded.UnclaimedAmounts]
    quotation_labels: DataFrame[coded.QuotationLabels]
    conversions: DataFrame[coded.Conversions]
    forecasts: DataFrame[coded.Forecasts]
    translation_flags: DataFrame[coded.TranslationFlags]
    judgements: DataFrame[coded.Judgements]
    hypotheses: DataFrame[coded.Hypotheses]
    coding_a: DataFrame[twice.CodingA]
    coding_b: DataFrame[twice.CodingB]
    recoding: DataFrame[twice.Recoding]
    marking_b: DataFrame[twice.MarkingB]
    adjudication: DataFrame[twice.Adjudication]
    published_ids: DataFrame[coded.PublishedIds]
    selections: DataFrame[coded.Selections]
    theme_terms: DataFrame[coded.ThemeTerms]
    concordance_words: DataFrame[coded.ConcordanceWords]
    claimants: DataFrame[voices.Claimants]
    bodies: DataFrame[voices.Bodies]
    searches: DataFrame[checked.Searches]
    comparisons: DataFrame[checked.Comparisons]
    comparisons_b: DataFrame[checked.ComparisonsB]
    comparisons_settled: DataFrame[checked.ComparisonsSettled]
    forecasts_b: DataFrame[checked.ForecastsB]
    forecast_differences: DataFrame[checked.ForecastDifferences]
    corrections: DataFrame[checked.Corrections]
    reasons: DataFrame[checked.Reasons]
    migrations: DataFrame[checked.Migrations]
    sentence_checks: DataFrame[checked.SentenceChecks]
    desk_numbers: DataFrame[desk.DeskNumbers]
    desk_rows: DataFrame[desk.DeskRows]
    estimates: DataFrame[record.Estimates]
    events: DataFrame[record.Events]
    statements: DataFrame[record.Statements]
    outcomes: DataFrame[record.Outcomes]
    outcome_sides: DataFrame[record.OutcomeSides]

    schema: Schema

    def __init__(self, schema: Schema | None = None, **tables: pd.DataFrame) -> None:
        self.schema = schema or Schema()
        self.__dict__.update(tables)

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return every table that was given, by its name."""
        return {name: table for name, table in self.__dict__.items() if name != "schema"}

    def with_tables(self, **tables: pd.DataFrame) -> Self:
        """Return a dataset with ``tables`` instead of its own tables of the same names."""
        return type(self)(**{**self.__dict__, **tables})

    def trace(self, claim_id: str) -> "Trace":
        """Turn the id of a claim into its trace: judgements that use it, who said it, its place, its origins.

        Raises ``KeyError`` for an id that is not in the ledger.

        >>> from dossier import load
        >>> data = load()
        >>> data.trace(data.claims["claim_id"].min()).article in set(data.documents["source_id"])
        True
        """
        claims = {row["claim_id"]: row for row in self.claims.to_dict("records")}
        if claim_id not in claims:
            raise KeyError(f"no claim {claim_id!r}; ids run from {self.claims['claim_id'].min()}")
        claim = claims[claim_id]
        names = dict(zip(self.entities["entity_id"], self.entities["name"], strict=True))
        chain = [claim["speaker"], *split_ids(claim["relayed_by"])]
        uses = self.judgements["claims"].map(lambda cell: claim_id in split_ids(cell))
        return Trace(
            claim=claim,
            article=str(claim["source_id"]),
            speakers=[names[speaker] for speaker in chain if isinstance(speaker, str)]
            or ["the article itself"],
            judgements=list(self.judgements.loc[uses, "statement"]),
            quantities=self.quantities[self.quantities["claim_id"].eq(claim_id)],
            derives_from=split_ids(claim["derives_from"]),
            contradicts=split_ids(claim["contradicts"]),
        )


class Trace(SimpleNamespace):
    """One claim and what is known of it: judgements that use it, speakers, amounts, rivals, its place."""

    claim: dict[str, Any]
    article: str
    speakers: list[str]
    judgements: list[str]
    quantities: pd.DataFrame
    derives_from: list[str]
    contradicts: list[str]

    def __repr__(self) -> str:
        claim = self.claim
        place = "stands nowhere: a silence" if pd.isna(claim["start"]) else f"{claim['start']}–{claim['end']}"
        lines = [
            *(f"judged: {statement}" for statement in self.judgements),
            f"{claim['claim_id']}: {claim['statement']}",
            f"said by: {' ← '.join(self.speakers)}",
            f"article: {self.article}, {place}",
            f"origins: {claim['origins']} behind {claim['reports']} reports",
            f"derives from: {', '.join(self.derives_from) or 'nothing'}",
            f"contradicts: {', '.join(self.contradicts) or 'nothing'}",
            f"does not show: {claim['limits']}",
        ]
        return "\n".join(lines)
