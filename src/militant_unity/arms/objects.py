"""``objects`` become finds: things of North Korean make, the rung that each reaches and who examined it."""

import re
from typing import Any

import pandas as pd

from dossier.errors import DataError
from dossier.evidence.claims import speakers, support
from dossier.schema.files import rows, split_ids
from dossier.show.names import article_names
from dossier.show.table import Link, ShownTable, row_link
from militant_unity.arms.counts import stated
from militant_unity.arms.origins import GOODS, chosen_facts
from militant_unity.data import Dataset
from militant_unity.vocabulary import RUNGS

INDEPENDENT, PARTY = "1", "2"
"""The rungs of `objects` at which a thing was examined: by an independent body, by a party or its ally."""

EXAMINED = (INDEPENDENT, PARTY)
PICTURED = ("3", "4")

GOODS_OF_OBJECTS = {
    "shell": ("rounds",),
    "shells, rockets, missiles": ("rounds", "rockets", "missiles"),
    "rocket": ("rockets",),
    "submunition": ("rockets",),
    "missile wreck": ("missiles",),
    "howitzer": ("guns",),
    "rocket launcher": ("guns",),
    "mortar": ("guns",),
    "anti-tank vehicle": ("guns",),
    "soldier": (),
    "document": (),
}
"""The goods of `origins.GOODS` that each kind of object belongs to; soldiers and papers are no arms."""


def kind_of(object_type: str) -> str:
    """Return an ``object_type`` without its calibre.

    >>> kind_of("rocket 122 mm"), kind_of("missile wreck")
    ('rocket', 'missile wreck')
    """
    return re.sub(r" \d+ mm$", "", object_type)


def arms_objects(data: Dataset) -> pd.DataFrame:
    """Return the rows of ``objects`` that are arms, with ``kind`` and ``thing``, the first row on that thing.

    Raises ``DataError`` for an ``object_type`` that `GOODS_OF_OBJECTS` does not have.
    """
    objects = data.objects.assign(kind=data.objects["object_type"].map(kind_of))
    for row in rows(objects[~objects["kind"].isin(list(GOODS_OF_OBJECTS))]):
        remedy = f"name one of these: {'; '.join(GOODS_OF_OBJECTS)}; or add it to arms/objects.py"
        problem = f"{row.object_type!r} belongs to no goods of the chapter on arms"
        raise DataError("objects.csv", problem, row=row.object_id, column="object_type", remedy=remedy)
    arms = objects[[bool(GOODS_OF_OBJECTS[kind]) for kind in objects["kind"]]]
    return arms.assign(thing=arms["same_object"].fillna(arms["object_id"]))


def finds(data: Dataset) -> pd.DataFrame:
    """Return each thing of `arms_objects` once, with the strongest rung that one of its rows reaches.

    Columns ``thing`` (the id of its first row), ``goods`` (a tuple) and ``rung``. A find is a thing or
    a group of things that was reported together; two finds may still be one thing.
    """
    objects = arms_objects(data)
    strongest = objects.groupby("thing")["rung"].min()  # 1 is the strongest
    firsts = objects[objects["object_id"].eq(objects["thing"])]
    return pd.DataFrame(
        {
            "thing": list(firsts["thing"]),
            "goods": [GOODS_OF_OBJECTS[kind] for kind in firsts["kind"]],
            "rung": list(firsts["thing"].map(strongest)),
        }
    )


def estimates_of_objects(data: Dataset) -> set[str]:
    """Return the ids of the rows of ``estimates`` that rest on an object, which then stands for them."""
    return {row_id for cell in data.objects["estimate_ids"].dropna() for row_id in split_ids(cell)}


def examinations_table(data: Dataset) -> ShownTable:
    """Show each examination of a thing by hand: of what, by whom, and whether that body is independent."""
    objects = arms_objects(data)
    examined = objects[objects["rung"].isin(EXAMINED)]
    return ShownTable(
        _table(data, examined),
        "Question 3. What was examined, and by whom. A row on a thing that stands above names it; never add "
        "the rows up",
    )


def pictures_table(data: Dataset) -> ShownTable:
    """Show what was only pictured or told of: rows of ``objects``, images of containers, a photograph."""
    objects = arms_objects(data)
    shown = _table(data, objects[~objects["rung"].isin(EXAMINED)])
    items = [item for kinds in GOODS.values() for item in kinds]
    imaged = data.estimates[data.estimates["evidence"].eq("imaged") & data.estimates["item"].isin(items)]
    photographs, names = chosen_facts(data, "arms.photograph"), article_names(data)
    others = [
        {
            "found": row.statement_date,
            "what": Link(f"{row.item.replace('_', ' ')}: {stated(row)}", row_link(row.estimate_id).address),
            "by": row.claimant,
            "how": "images of what was counted",
            "report": report,
        }
        for row, report in zip(
            rows(imaged.sort_values(["statement_date", "estimate_id"])),
            support(imaged.sort_values(["statement_date", "estimate_id"])["confidence"]),
            strict=True,
        )
    ]
    others += [
        {
            "what": Link("missile remnants (photograph)", row_link(claim.claim_id).address),
            "by": f"{name} in {names[claim.source_id]}",
            "how": "a photograph in an article",
        }
        for claim, name in zip(rows(photographs), speakers(data, photographs), strict=True)
    ]
    table = pd.concat([shown, pd.DataFrame(others, columns=list(shown))], ignore_index=True)
    return ShownTable(
        table, "Question 3. What was only pictured or told of; a thing that was examined too is named"
    )


def _table(data: Dataset, objects: pd.DataFrame) -> pd.DataFrame:
    ordered = objects.sort_values(["reported_date", "object_id"])
    labels = dict(zip(data.objects["object_id"], data.objects["object"], strict=True))
    return pd.DataFrame(
        {
            "found": list(ordered["found_date"]),
            "what": [
                Link(f"{row.object}: {row.what_was_seen}", row_link(row.object_id).address)
                for row in rows(ordered)
            ],
            "where": list(ordered["place"]),
            "by": list(ordered["examiner"]),
            "how": [RUNGS[rung] for rung in ordered["rung"]],
            "marks": list(ordered["marks"]),
            "same thing as": [_same(row, labels) for row in rows(ordered)],
            "report": support(ordered["confidence"]),
        }
    )


def _same(row: Any, labels: dict[str, str]) -> Link | None:
    if not isinstance(row.same_object, str):
        return None
    return Link(labels[row.same_object], row_link(row.same_object).address)


def quotable(data: Dataset) -> dict[str, float | str]:
    """Return the numbers that a sentence on finds may quote, by name."""
    things, objects = finds(data), arms_objects(data)
    return {
        "finds": len(things),
        "finds_examined_independently": int(things["rung"].eq(INDEPENDENT).sum()),
        "finds_examined_by_party": int(things["rung"].eq(PARTY).sum()),
        "finds_pictured": int(things["rung"].isin(PICTURED).sum()),
        "finds_told": int((~things["rung"].isin([*EXAMINED, *PICTURED])).sum()),
        "finds_most_rows": int(objects["thing"].value_counts().max()),
    }
