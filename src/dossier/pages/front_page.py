"""`judgements` become cards in HTML: closed on the front page, opened on their own page."""

import re
from typing import Any

from markupsafe import Markup

from dossier.data import Dataset
from dossier.evidence.articles import article_ids
from dossier.evidence.judgement_checks import reasons_of
from dossier.evidence.judgements import (
    judgements_if_otherwise,
    likelihood_with_band,
    turning_points,
)
from dossier.pages.entry_tables import row_in_words
from dossier.pages.judgement_tables import searched
from dossier.pages.row_cards import RowCards
from dossier.pages.templates import fragment
from dossier.schema.files import Row, rows, split_ids
from dossier.schema.words import LOWERED_BY, PROBABILITY_WORDS
from dossier.show.date_words import date_in_words
from dossier.show.table import Link

_ID = re.compile(r"\bc-\d{3,}\b")


def opened_judgements(data: Dataset) -> Markup:
    """Turn `judgements` into the cards of the front page, opened, each with its address."""
    return judgement_cards(data, opened=True)


def judgement_cards(data: Dataset, *, opened: bool = False) -> Markup:
    """Turn `judgements` into a list of cards in HTML, in the order of their ids; all text is escaped.

    A card shows how likely the judgement is, on a scale from 0 to 100 percent, and separately how good its
    evidence is, and why it is no better. The reader can unfold the rows that it relies on, the rows that
    speak against it, the fact that would change it, and what to watch for.
    """
    shown = RowCards(data)
    points = turning_points(data.judgements)
    after = {
        point.judgement_id: judgements_if_otherwise(data.judgements, point.row).set_index("judgement_id")[
            "likelihood"
        ]
        for point in rows(points)
    }
    cards = [
        {
            **_card(row, point, after[row.judgement_id][row.judgement_id], shown),
            "searched": searched(data.searches, row.judgement_id),
        }
        for row, point in zip(rows(data.judgements), rows(points), strict=True)
    ]
    return fragment("judgements.html.jinja", cards=cards, opened=opened)


def articles(data: Dataset, *, up: str) -> Markup:
    """Turn `documents`, `sources` and `claims` into a list of the articles in HTML, in order of publication.

    Each has its day (a month where no more is known), its outlet, its headline as it was published, and how
    many claims it makes, which lead to its light page; ``up`` leads to
    the book's top. What is not known is said.
    """
    listed = data.sources.set_index("source_id", drop=False).loc[article_ids(data)].astype(object).fillna("")
    claims = data.claims.loc[data.claims["retired"].isna(), "source_id"].value_counts()
    return fragment(
        "articles.html.jinja",
        articles=list(rows(listed)),
        claims=claims.to_dict(),
        date_in_words=date_in_words,
        up=up,
    )


def _card(judgement: Row, point: Row, otherwise: str, shown: RowCards) -> dict[str, Any]:
    """Turn a judgement, its turning point and the word that it would turn to into values of the template."""
    low, high = PROBABILITY_WORDS[judgement.likelihood]
    ids = split_ids(judgement.claims)
    reasons: dict[str, list[Link]] = {}
    for reason in reasons_of(judgement.lowered_by):
        reasons.setdefault(LOWERED_BY[reason.word], []).append(row_in_words(shown, reason.row))
    words = {
        column: _claims_in_words(str(getattr(judgement, column)), shown)
        for column in ("confidence_reason", "assumptions", "watch_for")
    }
    return {
        "judgement": judgement._replace(**words),
        "point": point,
        "likelihood": likelihood_with_band(judgement.likelihood),
        "otherwise": likelihood_with_band(otherwise),
        "left": f"{low:.0%}",
        "width": f"{high - low:.0%}",
        "reasons": reasons,
        "contrary": [row_in_words(shown, row_id) for row_id in split_ids(judgement.contrary)],
        "claims": [row_in_words(shown, row_id) for row_id in ids if row_id.startswith("c-")],
        "record": [row_in_words(shown, row_id) for row_id in ids if not row_id.startswith("c-")],
        "turns_on": row_in_words(shown, point.row),
        "named": row_in_words(shown, judgement.judgement_id),
    }


def _claims_in_words(text: str, shown: RowCards) -> str:
    """Return a text of a judgement with claims by their numbers where it names them by their ids."""
    return _ID.sub(lambda named: shown.name(named[0]), text)
