"""Judgements become the cards of the front page."""

from typing import Any

from dossier.data import Dataset
from dossier.evidence.judgements import judgements_if_otherwise, likelihood_with_band, turning_points
from dossier.pages.templates import render
from dossier.schema.files import Row, rows, split_ids
from dossier.schema.words import PROBABILITY_WORDS


def judgement_cards(data: Dataset) -> str:
    """Return the judgements as a list of cards in HTML, in the order of their ids.

    Each says how likely it is, on a scale from 0 to 100 percent, and apart from that how well founded; what
    it stands on and what would change it folds out. All text is escaped.
    """
    after = {
        point.judgement_id: judgements_if_otherwise(data.judgements, point.row).set_index("judgement_id")[
            "likelihood"
        ]
        for point in rows(turning_points(data.judgements))
    }
    cards = [
        _card(row, point, after[row.judgement_id][row.judgement_id])
        for row, point in zip(rows(data.judgements), rows(turning_points(data.judgements)), strict=True)
    ]
    return render("judgements.html.jinja", cards=cards)


def _card(judgement: Row, point: Row, then: str) -> dict[str, Any]:
    low, high = PROBABILITY_WORDS[judgement.likelihood]
    ids = split_ids(judgement.claims)
    return {
        "judgement": judgement,
        "point": point,
        "likelihood": likelihood_with_band(judgement.likelihood),
        "otherwise": likelihood_with_band(then),
        "left": f"{low:.0%}",
        "width": f"{high - low:.0%}",
        "claims": [each for each in ids if each.startswith("c-")],
        "record": [each for each in ids if not each.startswith("c-")],
    }
