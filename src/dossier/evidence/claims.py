"""The ledger as chapters read it: claims with their speakers, doubts and origins."""

from collections.abc import Iterable

import pandas as pd

from dossier.data import Dataset
from dossier.schema.files import live, rows

_SUPPORT = {
    "two_independent": "two pages",
    "same_origin": "two pages, one origin",
    "with_article": "one page (and the article)",
    "single": "one page",
    "contradicted": "pages differ",
}


def support(confidence: "pd.Series[str]") -> list[str]:
    """Say in a cell how well the report of each record row stands.

    >>> support(pd.Series(["single", "same_origin"]))
    ['one page', 'two pages, one origin']
    """
    return [_SUPPORT[each] for each in confidence]


def reports(data: Dataset, ids: Iterable[str]) -> list[str]:
    """Say in a cell how well the report of each row stands, by its id; a claim is the article's own."""
    known = {
        row: grade
        for name in data.schema.record
        for row, grade in zip(
            getattr(data, name).iloc[:, 0], support(getattr(data, name)["confidence"]), strict=True
        )
    }
    return [known.get(each, "the article") for each in ids]


def current(data: Dataset, theme: str | None = None) -> pd.DataFrame:
    """Return the claims that are not retired, of one theme or of all."""
    claims = live(data.claims)
    return claims if theme is None else claims[claims["theme"].eq(theme)]


def names(data: Dataset) -> dict[str, str]:
    """Return the usual name of each entity."""
    return dict(zip(data.entities["entity_id"], data.entities["name"], strict=True))


def speakers(data: Dataset, claims: pd.DataFrame) -> list[str]:
    """Name who says each claim, and through whom; the article where nobody else does."""
    known = names(data)
    told = []
    for claim in rows(claims):
        speaker = known[claim.speaker] if isinstance(claim.speaker, str) else "the article itself"
        relays = claim.relayed_by.split(";") if isinstance(claim.relayed_by, str) else []
        through = [known[relay] for relay in relays]
        if through and through[-1] == speaker:  # who wrote earlier of what is quoted now
            through.pop()
        told.append(" ← ".join([speaker, *through]))
    return told
