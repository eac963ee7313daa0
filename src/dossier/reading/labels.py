"""Labels of quotations and the rows of `quotations` of today → labels at the places and ids of these rows.

What a reader decided stays; only where a row begins and ends, and its id, follow the program.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from dossier.reading.spans import Place

Row = dict[str, str]


class Moved(NamedTuple):
    """Labels that follow the program, those that nothing needs any more, and ids that a reader must label."""

    labels: list[Row]
    idle: list[Row]
    unread: list[str]


def moved_labels(labels: Iterable[Mapping[str, str]], quotations: Iterable[Mapping[str, str]]) -> Moved:
    """Return rows of `quotation_labels` moved to the rows of `quotations` that they share characters with.

    A label of something that the program finds no more loses its id; one that said that nobody is quoted
    there is idle then. An echo needs no label.

    >>> label = {"source_id": "a", "start": "3", "end": "9", "quotation_id": "a-q01", "verdict": "quotation"}
    >>> found = {"source_id": "a", "start": "4", "end": "9", "quotation_id": "a-q02", "mode": "direct"}
    >>> [(row["start"], row["quotation_id"]) for row in moved_labels([label], [found]).labels]
    [('4', 'a-q02')]
    """
    counted = [row for row in quotations if row["mode"] != "echo"]
    moved, idle, read = [], [], set()
    for label in labels:
        row = next((row for row in counted if _share(label, row)), None)
        if row:
            read.add(row["quotation_id"])
            place = {column: row[column] for column in ("start", "end", "quotation_id")}
            moved.append({**label, **place})
        elif label["verdict"] == "quotation":
            moved.append({**label, "quotation_id": ""})
        else:
            idle.append({**label})
    moved.sort(key=lambda row: (row["source_id"], *_place(row)))
    unread = [row["quotation_id"] for row in counted if row["quotation_id"] not in read]
    return Moved(moved, idle, unread)


def _place(row: Mapping[str, str]) -> Place:
    return Place(int(row["start"]), int(row["end"]))


def _share(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Return whether two rows lie in one article and have a character in common."""
    first, second = _place(one), _place(other)
    return one["source_id"] == other["source_id"] and first.start < second.end and second.start < first.end
