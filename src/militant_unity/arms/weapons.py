"""``estimates`` and ``objects`` become the register of arms; ``selections`` the table of disputes."""

from typing import Any

import pandas as pd

from dossier.evidence.claimants import claimant_cells
from dossier.evidence.claims import support
from dossier.evidence.selections import Selection, selections
from dossier.schema.files import rows
from dossier.show.table import Link, ShownTable, row_link
from militant_unity.arms.counts import figure_link, said_on, stated, window
from militant_unity.arms.evidence import RUNG_OF_EVIDENCE
from militant_unity.arms.objects import arms_objects
from militant_unity.data import Dataset
from militant_unity.vocabulary import RUNGS


def chosen(data: Dataset, use: str) -> dict[str, list[Selection]]:
    """Return the rows chosen for ``use``, in order, by their part: a weapon, or a matter in dispute."""
    parts: dict[str, list[Selection]] = {}
    for choice in selections(data, use):
        parts.setdefault(choice.part or "", []).append(choice)
    return parts


REGISTER: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("shells", ("shell_152mm", "artillery_shell"), ("shell",)),
    ("shells and rockets, not told apart", ("round",), ("shells, rockets, missiles",)),
    ("rockets", ("rocket_122mm",), ("rocket",)),
    ("bomblets", (), ("submunition",)),
    ("missiles handed over", ("missile_supplied",), ()),
    ("missiles fired", ("missile_fired",), ("missile wreck",)),
    ("guns and rocket launchers", ("launcher",), ("howitzer", "rocket launcher")),
    ("mortars", (), ("mortar",)),
    ("anti-tank vehicles", (), ("anti-tank vehicle",)),
)
"""The weapons of the register, each with its items of ``estimates`` and its kinds of ``objects``."""


def register(data: Dataset) -> pd.DataFrame:
    """Return the latest figure of each side for each weapon of `REGISTER`, then the finds of that weapon.

    Columns ``weapon, number, window, says, evidence, comment``; our own sums are left out. A find is counted
    once, however many rows it has, and stands on a line of its own beside the figures.
    """
    objects = arms_objects(data)
    lines: list[dict[str, Any]] = []
    for weapon, items, kinds in REGISTER:
        figures = data.estimates[
            data.estimates["item"].isin(list(items)) & data.estimates["derived_by"].isna()
        ]
        figures = figures.assign(side=claimant_cells(data, figures["claimant"], "side"))
        latest = figures.sort_values(["statement_date", "estimate_id"]).drop_duplicates("side", keep="last")
        lines += [_figure_line(data, weapon, row) for row in rows(latest)]
        seen = objects[objects["kind"].isin(list(kinds))]
        if len(seen):
            lines.append(_finds_line(weapon, seen))
    return pd.DataFrame(lines)


def _figure_line(data: Dataset, weapon: str, row: Any) -> dict[str, Any]:
    [who] = claimant_cells(data, pd.Series([row.claimant]), "short_name")
    kind = row.weapon.replace(";", ", ") if isinstance(row.weapon, str) else None
    capacity = "room in the containers, if all held them" if row.statistic == "capacity" else None
    examined = f"{row.examined:.0f} of them examined" if not pd.isna(row.examined) else None
    return {
        "weapon": weapon,
        "number": stated(row),
        "window": window(row.period),
        "says": Link(f"{who}, {said_on(row.statement_date)}", row_link(row.estimate_id).address),
        "evidence": f"{RUNG_OF_EVIDENCE[row.evidence]}; {support(pd.Series([row.confidence]))[0]}",
        "comment": "; ".join(each for each in (kind, capacity, examined) if each) or None,
    }


def _finds_line(weapon: str, seen: pd.DataFrame) -> dict[str, Any]:
    """Return the line of the finds of one weapon: how many, when found, and the strongest examination."""
    firsts = seen.sort_values(["reported_date", "object_id"]).drop_duplicates("thing")
    found = sorted(seen["found_date"].dropna())
    rungs = seen.groupby("thing")["rung"].min().value_counts().sort_index()
    return {
        "weapon": weapon,
        "number": f"{len(firsts)} find{'s' * (len(firsts) > 1)}",
        "window": " to ".join(dict.fromkeys([found[0][:7], found[-1][:7]])) if found else window(None),
        "says": [
            Link(f"{row.examiner}, {row.reported_date}", row_link(row.object_id).address)
            for row in rows(firsts)
        ],
        "evidence": "; ".join(f"{RUNGS[str(rung)]}: {number}" for rung, number in rungs.items()),
        "comment": "; ".join(sorted(set(firsts["object"]))),
    }


def register_table(data: Dataset) -> ShownTable:
    """Show the register of arms: weapon, number, window, who says so, evidence and a comment."""
    shown = register(data).rename(columns={"says": "who says so"})
    return ShownTable(
        shown,
        "Question 3. A register of arms: the latest figure of each side for each weapon, and the finds of "
        "it. Never add the figures up: windows overlap, and missiles handed over are fired later",
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
    return ShownTable(shown, "Question 1. Beyond containers and rounds: where the sources disagree")
