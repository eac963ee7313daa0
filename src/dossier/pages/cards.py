"""Evidence at hand: what stands behind a claim, as a card that a mark in the text opens.

Mark and card are plain HTML: the browser opens and closes a popover by itself. One that knows no
popovers shows a link to the ledger in the mark's place, and so does paper (report.css).
"""

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from dossier.data import Dataset
from dossier.evidence.claims import speakers
from dossier.evidence.weakness import claim_flag_pairs
from dossier.pages.templates import render
from dossier.schema.files import live, rows
from dossier.schema.words import HEDGES


class Evidence(NamedTuple):
    """What stands behind one claim, in words for a reader; nothing is escaped yet."""

    claim_id: str
    statement: str
    said_by: str
    article: str
    title: str
    language: str
    date: str
    hedge: str
    counted: str
    flags: tuple[tuple[str, str], ...]  # of the translation, on its passage: id and severity
    limits: str
    place: str


def evidence(data: Dataset) -> dict[str, Evidence]:
    """Return, by id, what stands behind each claim that is not retired."""
    claims = live(data.claims)
    articles = data.sources.fillna("").set_index("source_id")
    flags: dict[str, list[tuple[str, str]]] = {}
    for pair in rows(claim_flag_pairs(claims, data.translation_flags)):
        flags.setdefault(pair.claim_id, []).append((pair.flag_id, plain(pair.severity)))
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
            counted=counted(claim.origins, claim.reports),
            flags=tuple(sorted(flags.get(claim.claim_id, []))),
            limits=claim.limits,
            place=place(claim.start, claim.end),
        )
        for claim, said_by in zip(rows(claims), speakers(data, claims), strict=True)
    }


def plain(code: str) -> str:
    """Write a code of the dataset as words.

    >>> plain("state_of_affairs")
    'state of affairs'
    """
    return code.replace("_", " ")


def counted(origins: int, reports: int) -> str:
    """Say how many origins stand behind how many reports of the fact.

    >>> counted(1, 4), counted(2, 2)
    ('1 origin behind 4 reports', '2 origins behind 2 reports')
    """
    return (
        f"{origins} {'origin' if origins == 1 else 'origins'} behind "
        f"{reports} {'report' if reports == 1 else 'reports'}"
    )


def place(start: object, end: object) -> str:
    """Say where in its article a claim stands, in code points from 0, end exclusive.

    >>> place(46, 206), place(pd.NA, pd.NA)
    ('characters 46–206', 'stands nowhere in it: a silence')
    """
    return "stands nowhere in it: a silence" if pd.isna(start) else f"characters {start}–{end}"  # type: ignore[call-overload]


def mark(claim_id: str, *, up: str = "../book/") -> str:
    """Return the mark in the text: a button that opens the card, and the link that stands in for it.

    ``up`` leads from the page to the folder of the ledger.
    """
    return render("mark.html.jinja", claim_id=claim_id, up=up)


def cards(found: dict[str, Evidence], claim_ids: Iterable[str], *, up: str = "../book/") -> str:
    """Return the cards of ``claim_ids`` for the end of a page, one for each claim however often it is cited.

    >>> cards({}, [])
    ''
    """
    claims = [found[claim_id] for claim_id in dict.fromkeys(claim_ids)]
    return render("cards.html.jinja", claims=claims, up=up)
