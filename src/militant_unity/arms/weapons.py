"""``selections`` of ``estimates`` and ``statements`` become the tables of weapons and of disputes."""

from typing import Any

import pandas as pd

from dossier.evidence.claimants import claimant_cells
from dossier.evidence.claims import support
from dossier.evidence.selections import Selection, selections
from dossier.schema.files import rows
from dossier.show.table import Link, ShownTable, row_link
from militant_unity.arms.counts import figure_link
from militant_unity.data import Dataset


def chosen(data: Dataset, use: str) -> dict[str, list[Selection]]:
    """Return the rows chosen for ``use``, in order, by their part: a weapon, or a matter in dispute."""
    parts: dict[str, list[Selection]] = {}
    for choice in selections(data, use):
        parts.setdefault(choice.part or "", []).append(choice)
    return parts


def weapons_table(data: Dataset) -> ShownTable:
    """Show each kind of weapon on record: who named it first, when, and what that rests on.

    The first row chosen for a weapon names it, and its label says what it rests on; any further row is
    a stronger one.
    """
    short_names = claimant_cells(data, data.estimates["claimant"], "short_name")
    named: dict[str, tuple[str, Any]] = {
        row.statement_id: (row.speaker, row) for row in rows(data.statements)
    }
    named |= {
        row.estimate_id: (short_name, row)
        for short_name, row in zip(short_names, rows(data.estimates), strict=True)
    }
    weapons = chosen(data, "arms.weapons")
    first = {weapon: choices[0] for weapon, choices in weapons.items()}
    shown = pd.DataFrame(
        {
            "weapon": list(first),
            "first named": [
                Link(named[row.row_id][1].statement_date, row_link(row.row_id).address)
                for row in first.values()
            ],
            "by": [named[row.row_id][0] for row in first.values()],
            "rests on": [row.label for row in first.values()],
            "report": support(pd.Series([named[row.row_id][1].confidence for row in first.values()])),
            "stronger row": [
                [row_link(row.row_id) for row in choices[1:]] or None for choices in weapons.values()
            ],
        }
    )
    shown = shown.sort_values("first named", key=lambda cells: cells.map(lambda link: link.text))
    return ShownTable(
        shown.reset_index(drop=True),
        "Question 3. Kinds of weapon on record, and who named each first; no full register",
    )


def disputed_table(data: Dataset) -> ShownTable:
    """Show the figures on which claimants disagree beside those of boxes and rounds.

    The label of the first row chosen for a matter says what differs.
    """
    known = {row.estimate_id: row for row in rows(data.estimates)}
    matters = chosen(data, "arms.disputed")
    shown = pd.DataFrame(
        {
            "what": list(matters),
            "figures": [
                [figure_link(data, known[choice.row_id]) for choice in choices]
                for choices in matters.values()
            ],
            "what differs": [choices[0].label for choices in matters.values()],
        }
    )
    return ShownTable(shown, "Question 1. Beyond boxes and rounds: where the sources disagree")
