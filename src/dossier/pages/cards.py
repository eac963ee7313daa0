"""`claims` with their sources, flags and comparisons become what a reader is told of each, in words."""

from typing import NamedTuple

import pandas as pd

from dossier.data import Dataset
from dossier.evidence.claims import speakers
from dossier.evidence.comparisons import STRENGTH
from dossier.evidence.weakness import claim_flag_pairs
from dossier.schema.files import live, rows
from dossier.schema.words import HEDGES


class Evidence(NamedTuple):
    """What a reader is told of one claim, in words; nothing is escaped yet."""

    claim_id: str
    statement: str
    said_by: str
    article: str
    title: str
    language: str
    date: str
    hedge: str
    counted: str  # origins and reports of its fact
    flags: tuple[tuple[str, str], ...]  # defects of the translation on its passage: id and severity
    limits: str
    place: str
    compared: tuple[tuple[str, str, str], ...]  # rows of the record: relation, id, and why


def evidence(data: Dataset) -> dict[str, Evidence]:
    """Turn `claims` and what they name into the evidence of each live claim.

    Named are sources, entities and flags; `comparisons` name the claim.
    """
    claims = live(data.claims)
    articles = data.sources.fillna("").set_index("source_id")
    flags: dict[str, list[tuple[str, str]]] = {}
    for pair in rows(claim_flag_pairs(claims, data.translation_flags)):
        flags.setdefault(pair.claim_id, []).append((pair.flag_id, code_in_words(pair.severity)))
    compared: dict[str, list[tuple[str, str, str]]] = {}
    ranked = data.comparisons.assign(rank=data.comparisons["relation"].map(STRENGTH.index))
    for row in rows(ranked.sort_values(["claim_id", "rank", "comparison_id"])):
        compared.setdefault(row.claim_id, []).append((code_in_words(row.relation), row.row_id, row.reason))
    return {
        claim.claim_id: Evidence(
            claim_id=claim.claim_id,
            statement=claim.statement,
            said_by=said_by,
            article=claim.source_id,
            title=articles.loc[claim.source_id, "title"],
            language=articles.loc[claim.source_id, "language"],
            date=articles.loc[claim.source_id, "date"],
            hedge=HEDGES[claim.hedge],
            counted=origins_in_words(claim.origins, claim.reports),
            flags=tuple(sorted(flags.get(claim.claim_id, []))),
            limits=claim.limits,
            place=place_in_words(claim.start, claim.end),
            compared=tuple(compared.get(claim.claim_id, [])),
        )
        for claim, said_by in zip(rows(claims), speakers(data, claims), strict=True)
    }


def code_in_words(code: str) -> str:
    """Turn a code of the dataset into words.

    >>> code_in_words("state_of_affairs")
    'state of affairs'
    """
    return code.replace("_", " ")


def origins_in_words(origins: int, reports: int) -> str:
    """Turn the origins and the reports of a fact into words.

    >>> origins_in_words(1, 4), origins_in_words(2, 2)
    ('1 origin behind 4 reports', '2 origins behind 2 reports')
    """
    return (
        f"{origins} {'origin' if origins == 1 else 'origins'} behind "
        f"{reports} {'report' if reports == 1 else 'reports'}"
    )


def place_in_words(start: object, end: object) -> str:
    """Turn a place in an article, in code points from 0 and without its end, into words.

    >>> place_in_words(46, 206), place_in_words(pd.NA, pd.NA)
    ('characters 46–206', 'stands nowhere in it: a silence')
    """
    return "stands nowhere in it: a silence" if pd.isna(start) else f"characters {start}–{end}"  # type: ignore[call-overload]
