"""`judgements` and `searches` become faults: a confidence, a turning point or a contrary row that is wrong.

How good the evidence of a judgement is follows from its column ``lowered_by`` by one rule (`confidence_of`):
nobody types a degree that the reasons do not give.

A defect of the translation is a reason only where its other reading would change the judgement. Whether it
would is a decision: each defect under a judgement is named, as a reason or as a defect without effect.
"""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

import pandas as pd

from dossier.errors import DataError
from dossier.evidence.weakness import touched_claims
from dossier.schema import Schema
from dossier.schema.files import Row, Tables, live, rows, split_ids
from dossier.schema.words import LOWERED_BY, PROBABILITY_WORDS

_FILE = "judgements.csv"

TURNING_POINT = re.compile(rf"(?P<row>[a-z0-9-]+): (?P<what>.+) → (?P<word>{'|'.join(PROBABILITY_WORDS)})")
"""The form of ``would_change_it``."""

_REASON = re.compile(r"(?P<serious>!?)(?P<word>[a-z_]+):(?P<row>[a-z0-9-]+)")

_CLAIM = re.compile(r"\bc-\d{3,}\b")

FEWEST_SEARCHES = FEWEST_LANGUAGES = 2
"""Of a judgement without contrary rows: the searches that must be on file, and the languages of these."""

MOST_OF_MODERATE = 2
"""The most reasons that leave the confidence moderate."""


class Reason(NamedTuple):
    """One thing that lowers the confidence in a judgement."""

    word: str  # a key of ``LOWERED_BY``
    row: str  # the claim, or row of the record, that shows it
    serious: bool  # by itself enough for low confidence


def reasons_of(cell: object) -> list[Reason]:
    """Turn a cell of ``lowered_by`` in `judgements` into its reasons; raise ``ValueError`` for another form.

    >>> reasons_of("one_origin:c-9001;!contrary_report:2024-07-05-agency-household")[1]
    Reason(word='contrary_report', row='2024-07-05-agency-household', serious=True)
    >>> reasons_of(None)
    []
    """
    reasons = []
    for part in split_ids(cell):
        form = _REASON.fullmatch(part)
        if not form:
            raise ValueError(f"{part!r} is not a word, a colon and the id of a row")
        if form["word"] not in LOWERED_BY:
            raise ValueError(f"{form['word']!r} is not in the list of reasons")
        reasons.append(Reason(form["word"], form["row"], serious=bool(form["serious"])))
    return reasons


def confidence_of(reasons: Collection[Reason]) -> str:
    """Turn the reasons against a judgement into the confidence that they leave.

    High without any, moderate with one or two, low with three or with a serious one. A reason counts once,
    however many rows show it.

    >>> confidence_of([]), confidence_of(reasons_of("one_origin:c-1;one_origin:c-2")), confidence_of(
    ...     reasons_of("!one_origin:c-1")
    ... )
    ('high', 'moderate', 'low')
    """
    words = {reason.word for reason in reasons}
    if len(words) > MOST_OF_MODERATE or any(reason.serious for reason in reasons):
        return "low"
    return "moderate" if words else "high"


def searches_for(searches: pd.DataFrame, judgement_id: str) -> list[Row]:
    """Turn `searches` into those that may refute one row of `judgements`, in the order of their ids."""
    of_judgements = searches[searches["target_kind"].eq("judgement")]
    return [search for search in rows(of_judgements) if judgement_id in split_ids(search.target)]


def check_turning_points(tables: Tables, schema: Schema) -> Iterator[DataError]:
    """Yield a fault for each row of `judgements` whose ``would_change_it`` cannot be read.

    It must name a row that the judgement relies on, and a word of likelihood other than the present one.
    """
    for row in rows(tables["judgements"]):
        point = TURNING_POINT.fullmatch(row.would_change_it)
        if not point or point["row"] not in split_ids(row.claims) or point["word"] == row.likelihood:
            yield DataError(
                _FILE,
                "does not name a row of its own and another likelihood",
                row=row.judgement_id,
                column="would_change_it",
                remedy="write `<row id>: <what it would be> → <likelihood word>`",
            )


def check_reasons(tables: Tables, schema: Schema) -> Iterator[DataError]:
    """Yield a fault for each row of `judgements` whose ``lowered_by`` cannot be read or names no row.

    What lowers a confidence is shown by a live claim or a row of the record. The confidence is what the
    reasons give.
    """
    known = {row for name in schema.evidence for row in live(tables[name])[schema.tables[name].key()[0]]}
    for row in rows(tables["judgements"]):
        try:
            reasons = reasons_of(row.lowered_by)
        except ValueError as problem:
            remedy = (
                f"write `<word>:<row id>`, `!` before a serious one; the words are {', '.join(LOWERED_BY)}"
            )
            yield DataError(_FILE, str(problem), row=row.judgement_id, column="lowered_by", remedy=remedy)
            continue
        for reason in reasons:
            if reason.row not in known:
                yield DataError(
                    _FILE,
                    f"{reason.row!r} is no live claim and no row of the record",
                    row=row.judgement_id,
                    column="lowered_by",
                    remedy=f"name the row that shows {reason.word}",
                )
        if (due := confidence_of(reasons)) != row.confidence:
            yield DataError(
                _FILE,
                f"the confidence is {row.confidence}, and its reasons give {due}",
                row=row.judgement_id,
                column="confidence",
                remedy=f"write {due}, or mend lowered_by",
            )


def check_translations(tables: Tables, schema: Schema) -> Iterator[DataError]:
    """Yield a fault for each ground of `judgements` that a real defect touches, where nobody decided on it.

    Either ``lowered_by`` has the claim, because the other reading would change the judgement, or
    ``confidence_reason`` names the claim and says why it would not. A claim in both is a fault too, and so
    is a claim under ``translation`` that no defect touches.
    """
    claims = tables["claims"]
    touched = touched_claims(claims, tables["translation_flags"])
    for row in rows(tables["judgements"]):
        try:
            reasons = reasons_of(row.lowered_by)
        except ValueError:
            continue  # `check_reasons` has it
        lowers = {reason.row for reason in reasons if reason.word == "translation"} & {*claims["claim_id"]}
        spared = {*_CLAIM.findall(row.confidence_reason)}
        grounds = {*split_ids(row.claims)} & touched
        for claim in sorted(grounds - lowers - spared):
            yield DataError(
                _FILE,
                f"a defect of the translation touches {claim}, and nobody decided whether it matters",
                row=row.judgement_id,
                column="lowered_by",
                remedy=f"write translation:{claim}, or say in confidence_reason why {claim} reads the same",
            )
        for claim in sorted((lowers - grounds) | (lowers & spared)):
            yield DataError(
                _FILE,
                f"no defect of the translation that matters touches {claim}",
                row=row.judgement_id,
                column="lowered_by",
                remedy=f"take translation:{claim} out, or take {claim} out of confidence_reason",
            )


def check_contrary(tables: Tables, schema: Schema) -> Iterator[DataError]:
    """Yield a fault for each row of `judgements` that rests on what speaks against it, or was not searched.

    Where nothing speaks against a judgement, `searches` must show that somebody looked, in two languages.
    """
    for row in rows(tables["judgements"]):
        contrary = split_ids(row.contrary)
        for both in sorted({*contrary} & {*split_ids(row.claims)}):
            yield DataError(
                _FILE,
                f"{both} is a ground of the judgement and speaks against it",
                row=row.judgement_id,
                column="contrary",
                remedy="take it out of claims or of contrary",
            )
        searches = searches_for(tables["searches"], row.judgement_id)
        languages = {search.language for search in searches}
        if not contrary and (len(searches) < FEWEST_SEARCHES or len(languages) < FEWEST_LANGUAGES):
            yield DataError(
                _FILE,
                f"nothing speaks against it after {len(searches)} searches in {len(languages)} languages",
                row=row.judgement_id,
                column="contrary",
                remedy=f"name what speaks against it, or log {FEWEST_SEARCHES} searches "
                f"in {FEWEST_LANGUAGES} languages in coded/searches.csv",
            )


CHECKS = (check_turning_points, check_reasons, check_translations, check_contrary)
"""What must hold for each judgement: each takes tables and schema."""
