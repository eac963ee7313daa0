"""`estimates`, `events`, `statements` and `objects` become where the soldiers are and what was seen."""

import pandas as pd

from dossier.errors import DataError
from dossier.evidence.claimants import claimant_cells
from dossier.evidence.claims import support_by_id
from dossier.evidence.selections import Selection, selected_ids, selections
from dossier.schema.files import Row, rows
from dossier.show.amount import amount
from dossier.show.table import ShownTable, row_link
from militant_unity.data import Dataset
from militant_unity.troops.chosen import best
from militant_unity.vocabulary import RUNGS

_DATES = {"estimates": "statement_date", "events": "date", "statements": "statement_date"}
_STATES = {
    "KOR": "Seoul",
    "PRK": "Pyongyang",
    "RUS": "Moscow",
    "UKR": "Kyiv",
    "USA": "Washington",
}
"""Who speaks in a row of `events`, by its actor."""


def _row(data: Dataset, chosen: Selection) -> Row:
    """Return the row of the record that a selection names."""
    tables: dict[str, pd.DataFrame] = {
        "estimates": data.estimates,
        "events": data.events,
        "statements": data.statements,
    }
    table = tables[chosen.table]
    [key] = data.schema.tables[chosen.table].key()
    [row] = rows(table[table[key].eq(chosen.row_id)])
    return row


def _who(data: Dataset, chosen: Selection) -> str:
    """Return who says what a chosen row of `estimates`, `events` or `statements` holds."""
    row = _row(data, chosen)
    if chosen.table == "estimates":
        return str(claimant_cells(data, pd.Series([row.claimant]), "label").item())
    if chosen.table == "statements":
        return str(row.speaker)
    if row.actor not in _STATES:
        remedy = "give it a name in _STATES of the module on whereabouts"
        raise DataError(
            "events.csv", "no name for this actor", row=chosen.row_id, column="actor", remedy=remedy
        )
    return _STATES[row.actor]


def listed(data: Dataset, use: str) -> pd.DataFrame:
    """Return the rows chosen for ``use``: columns ``row, date, part, who, what, place``, by part and day.

    ``what`` is the label of the selection, or else the amount of an estimate.
    """
    lines = []
    for order, chosen in enumerate(selections(data, use)):
        row = _row(data, chosen)
        place = row.place if chosen.table == "estimates" else ""  # of an event it may be the speaker's
        lines.append(
            {
                "row": chosen.row_id,
                "date": getattr(row, _DATES[chosen.table]),
                "part": chosen.part or "",
                "who": _who(data, chosen),
                "what": chosen.label or amount(row),
                "place": place.replace(";", ", ") if isinstance(place, str) else "",
                "order": order,
            }
        )
    table = pd.DataFrame(lines)
    parts = list(dict.fromkeys(table.sort_values("order")["part"]))
    table = table.assign(order=table["part"].map(parts.index))
    return table.sort_values(["order", "date", "row"], ignore_index=True).drop(columns="order")


def where_now(data: Dataset) -> ShownTable:
    """Show, by kind, the counts of those in Russia after the first weeks, and of those who went home."""
    lines = listed(data, "troops.where_now")
    table = pd.DataFrame(
        {
            "of": lines["part"],
            "said on": lines["date"],
            "by": lines["who"],
            "how many, or what": lines["what"],
            "where": lines["place"],
            "report": support_by_id(data, lines["row"]),
            "row": [row_link(row_id) for row_id in lines["row"]],
        }
    )
    return ShownTable(
        table, "Question 1. Where the soldiers were after the first weeks, to the last row (record)"
    )


def units(data: Dataset) -> ShownTable:
    """Show the units that the record names, by day."""
    lines = listed(data, "troops.units")
    table = pd.DataFrame(
        {
            "said on": lines["date"],
            "by": lines["who"],
            "unit": lines["what"],
            "report": support_by_id(data, lines["row"]),
            "row": [row_link(row_id) for row_id in lines["row"]],
        }
    )
    return ShownTable(table, "Question 1. The units that the record names")


def seen(data: Dataset) -> ShownTable:
    """Show the soldiers, and the things of soldiers, that were seen, by rung of evidence (`objects`)."""
    objects = data.objects[data.objects["object_id"].isin(selected_ids(data, "troops.seen"))]
    objects = objects.sort_values(["rung", "reported_date", "object_id"], ignore_index=True)
    table = pd.DataFrame(
        {
            "reported": objects["reported_date"],
            "what": objects["object"],
            "what was seen": objects["what_was_seen"],
            "by whom": objects["examiner"],
            "evidence": objects["rung"].map(RUNGS),
            "report": support_by_id(data, objects["object_id"]),
            "row": [row_link(row_id) for row_id in objects["object_id"]],
        }
    )
    return ShownTable(
        table, "Question 2. What was seen of the soldiers, the strongest evidence first (record)"
    )


def _last(data: Dataset, part: str) -> float:
    """Return the figure of the last day among the estimates chosen for one part of the table."""
    chosen = [
        each.row_id
        for each in selections(data, "troops.where_now")
        if each.part == part and each.table == "estimates"
    ]
    figures = data.estimates[data.estimates["estimate_id"].isin(chosen)]
    return float(figures.loc[figures["statement_date"].eq(figures["statement_date"].max()), "best"].max())


def quotable(data: Dataset) -> dict[str, float | str]:
    """Return the numbers that a sentence on whereabouts may quote, by name."""
    seen_rows = data.objects[data.objects["object_id"].isin(selected_ids(data, "troops.seen"))]
    return {
        "soldiers_kursk_november": best(data, data.estimates, "troops.kursk_in_november"),
        "soldiers_there_last": _last(data, "soldiers there"),
        "soldiers_home": _last(data, "soldiers home"),
        "sappers_last": _last(data, "sappers"),
        "builders_last": _last(data, "builders and workers"),
        "hectares_demined": _last(data, "hectares cleared"),
        "units_named": len(selected_ids(data, "troops.units")),
        "soldier_objects": len(seen_rows),
        "soldier_objects_independent": int(seen_rows["rung"].eq("1").sum()),
    }
