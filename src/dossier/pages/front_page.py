"""Judgements become the cards of the front page."""

import html

from dossier.data import Dataset
from dossier.evidence.judgements import banded, turned, turning_points
from dossier.schema.files import Row, rows, split_ids
from dossier.schema.words import PROBABILITY_WORDS
from dossier.show.table import Link, row_link


def judgement_cards(data: Dataset) -> str:
    """Return the judgements as a list of cards in HTML, in the order of their ids.

    Each says how likely it is, on a scale from 0 to 100 percent, and apart from that how well founded; what
    it stands on and what would change it folds out. All text is escaped.
    """
    after = {
        point.judgement_id: turned(data.judgements, point.row).set_index("judgement_id")["likelihood"]
        for point in rows(turning_points(data.judgements))
    }
    cards = [
        _card(row, point, after[row.judgement_id][row.judgement_id])
        for row, point in zip(rows(data.judgements), rows(turning_points(data.judgements)), strict=True)
    ]
    return f'<ol class="cards">{"".join(cards)}</ol>'


def _card(judgement: Row, point: Row, then: str) -> str:
    low, high = PROBABILITY_WORDS[judgement.likelihood]
    claims, record = _standing(judgement.claims)
    scale = (
        f'<span class="scale" aria-hidden="true">'
        f'<span style="left: {low:.0%}; width: {high - low:.0%}"></span></span>'
    )
    return (
        f'<li><p class="judged">{html.escape(judgement.statement)}</p>'
        f'<p class="held"><span class="likelihood">{scale}{html.escape(banded(judgement.likelihood))}</span> '
        f'<span class="confidence">confidence: {html.escape(judgement.confidence)}</span></p>'
        f"<details><summary>{len(claims)} claims, {len(record)} rows of the record; what would change it"
        f"</summary><dl><dt>Why this confidence</dt><dd>{html.escape(judgement.confidence_reason)}</dd>\n"
        f"<dt>Takes for granted</dt><dd>{html.escape(judgement.assumptions)}</dd>\n"
        f"<dt>Would be {html.escape(banded(then))}</dt>\n"
        f"<dd>if {_anchor(row_link(point.row))} were {html.escape(point.otherwise)}</dd>\n"
        f"<dt>Claims of the articles</dt><dd>{_anchors(claims) or 'none'}</dd>\n"
        f"<dt>Rows of the outside record</dt><dd>{_anchors(record) or 'none'}</dd>\n"
        f"<dt>The judgement</dt><dd>{_anchor(row_link(judgement.judgement_id))}</dd></dl></details></li>"
    )


def _standing(cell: str) -> tuple[list[str], list[str]]:
    ids = split_ids(cell)
    return [each for each in ids if each.startswith("c-")], [
        each for each in ids if not each.startswith("c-")
    ]


def _anchors(ids: list[str]) -> str:
    return ", ".join(_anchor(row_link(each)) for each in ids)


def _anchor(link: Link) -> str:
    return f'<a href="{html.escape(link.address)}">{html.escape(link.text)}</a>'
