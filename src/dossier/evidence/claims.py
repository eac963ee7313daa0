"""`claims` and record become what chapters print of them: live claims, speakers, support of a report."""

from collections.abc import Iterable

import pandas as pd

from dossier.data import Dataset
from dossier.schema.files import live, rows

_SUPPORT = {  # the words of the column `confidence`, for a cell of a table
    "two_independent": "two pages",
    "same_origin": "two pages, one origin",
    "with_article": "one page (and the article)",
    "single": "one page",
    "contradicted": "pages differ",
}


def support(confidence: "pd.Series[str]") -> list[str]:
    """Turn the column `confidence` of record rows into words: how many pages support each row.

    >>> support(pd.Series(["single", "same_origin"]))
    ['one page', 'two pages, one origin']
    """
    return [_SUPPORT[grade] for grade in confidence]


def support_by_id(data: Dataset, ids: Iterable[str]) -> list[str]:
    """Turn ids of record rows and claims into words: how many pages support each; a claim: "the article"."""
    known = {
        row: grade
        for name in data.schema.graded
        for row, grade in zip(
            getattr(data, name).iloc[:, 0], support(getattr(data, name)["confidence"]), strict=True
        )
    }
    return [known.get(row_id, "the article") for row_id in ids]


def current(data: Dataset, theme: str | None = None) -> pd.DataFrame:
    """Turn `claims` into those that are not retired, of one theme or of all."""
    claims = live(data.claims)
    return claims if theme is None else claims[claims["theme"].eq(theme)]


def names(data: Dataset) -> dict[str, str]:
    """Turn `entities` into the usual name of each, by its id."""
    return dict(zip(data.entities["entity_id"], data.entities["name"], strict=True))


def speakers(data: Dataset, claims: pd.DataFrame) -> list[str]:
    """Turn claims into who says each, and through whom: "speaker ← relay"; else "the article itself"."""
    known = names(data)
    chains = []
    for claim in rows(claims):
        speaker = known[claim.speaker] if isinstance(claim.speaker, str) else "the article itself"
        relays = claim.relayed_by.split(";") if isinstance(claim.relayed_by, str) else []
        through = [known[relay] for relay in relays]
        if through and through[-1] == speaker:  # a speaker who quotes an earlier text of their own
            through.pop()
        chains.append(" ← ".join([speaker, *through]))
    return chains
