"""Measured quotations and data/coded/quotation_labels.csv → the labels at the places and ids of today.

Run it when `make dataset` says that the labels name other quotations: ``python tools/labels.py``.
It prints the ids that a reader must still label, and the rows that are idle and were taken out.
"""

import sys
from pathlib import Path

from dossier.project import Project
from dossier.reading.labels import moved_labels
from dossier.schema.cells import read_dicts
from dossier.schema.files import rows_file

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Write the labels anew; return 1 if a quotation has no label."""
    project = Project(ROOT)
    file, measured = project.coded / "quotation_labels.csv", project.measured / "quotations.csv"
    labels = read_dicts(file.name, file.read_bytes())
    moved = moved_labels(labels, read_dicts(measured.name, measured.read_bytes()))
    columns = list(labels[0])
    file.write_bytes(rows_file(columns, [[row[column] for column in columns] for row in moved.labels]))
    for row in moved.idle:
        print(f"{row['source_id']} {row['start']}: nobody is quoted there, and the program agrees; taken out")
    for quotation_id in moved.unread:
        print(f"{quotation_id}: no label; add a row with its place, id and verdict")
    return bool(moved.unread)


if __name__ == "__main__":
    sys.exit(main())
