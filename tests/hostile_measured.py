"""Write texts and measured tables whose every text is hostile: ``python hostile_measured.py FOLDER``.

FOLDER becomes ``texts``, a file for each payload with every payload in it, and ``out``, the tables that somebody
wrote past every check: each text of each table is a payload, in the place of a word of a list too.
"""

import hashlib
import sys
from pathlib import Path

from hostile import PAYLOADS

from dossier.schema import MEASURED
from dossier.schema.base import holds_text
from dossier.schema.cells import csv_text

TEXT = "\n".join(PAYLOADS).replace("\x00", "")
"""The text of each file; one with a NUL is no text, and is rejected before anything is read."""

PLACES = {
    "start": 0, "end": 400, "speaker_start": 5, "speaker_end": 60, "value": 12, "low": 1, "high": 20, "count": 1,
    "characters": len(TEXT), "kept_characters": 10, "sentences": 1, "tokens": 3, "bytes": 9, "hedges": 0,
    "negations": 0, "tenth": 1,
}  # fmt: skip
KEYS = ("source_id", "sentence_id", "file", "sha256")


def cell(table: str, column: str, number: int, is_text: bool) -> str:
    """Return a cell of row ``number``: an id, a place, or the payload whose turn it is."""
    own_id = {"source_id": f"a-{number}", "sentence_id": f"a-{number}-s001", "file": f"{number}.txt"}
    if column == "sha256":
        return hashlib.sha256(content(number)).hexdigest()
    if column == "status":
        return "kept" if number % 3 else PAYLOADS[number]
    if column in own_id:
        return own_id[column]
    if not is_text:
        return str(PLACES.get(column, 1) + number * (column in ("start", "end")))
    shift = len(table) + 7 * len(column)  # no two columns of a row have the same
    return PAYLOADS[(number + shift) % len(PAYLOADS)]


def content(number: int) -> bytes:
    """Return the bytes of the file of a row."""
    return f"{TEXT}\n{number}".encode()


def write(folder: Path) -> int:
    """Write ``texts`` and ``out`` into ``folder``, and return how many cells are hostile."""
    (folder / "texts").mkdir(parents=True)
    (folder / "out").mkdir()
    hostile = 0
    for number in range(len(PAYLOADS)):
        (folder / "texts" / f"{number}.txt").write_bytes(content(number))
    for name, table in MEASURED.items():
        columns = {column: holds_text(kind) for column, kind in table.to_schema().columns.items()}
        rows = [
            [cell(name, column, number, is_text) for column, is_text in columns.items()]
            for number in range(len(PAYLOADS))
        ]
        hostile += len(rows) * sum(is_text and column not in KEYS for column, is_text in columns.items())
        (folder / "out" / f"{name}.csv").write_text(
            csv_text([[*columns], *rows]), encoding="utf-8", newline="", errors="replace"
        )
    return hostile


if __name__ == "__main__":
    print(write(Path(sys.argv[1])))
