"""The dataset and the last edition's → the rows that data/coded/reasons.csv lacks, as CSV.

Run it after `make dataset`: ``python tools/reasons.py >> missing.csv``, write the reasons, and put the rows
into the file. A claim's new ``change_note`` is its reason already. With ``--mend`` the rows of the file that
no longer tell what changed are corrected first: a cell that changed again gets its present text, and a row on
a cell that did not change is taken out. The text of the last edition comes from git.
"""

import sys
from pathlib import Path

from dossier.editions.published_rows import Cell, Present, Rows, row_id
from dossier.editions.published_rows import read_rows as read
from dossier.editions.rebuild import git
from dossier.editions.record import read_editions
from dossier.project import Project
from dossier.schema.cells import read_dicts
from dossier.schema.files import rows_file

ROOT = Path(__file__).resolve().parent.parent
COLUMNS = ("table_name", "row_id", "column", "was", "is", "reason", "since")


def published(project: Project, commit: str, table: str) -> Rows:
    """Return the rows of a table as an edition had them, by their ids."""
    text = git(project.root, "show", f"{commit}:data/dataset/{table}.csv")
    key = project.schema.tables[table].key()
    return {row_id(row, key): row for row in read_dicts(f"{table}.csv", f"{text}\n".encode())}


def changed(project: Project) -> dict[Cell, dict[str, str]]:
    """Return a row of `reasons` for each cell that changed since the last edition, without its reason."""
    last = read_editions(project.root)[-1]
    present = Present(project, last)
    rows = {}
    for file in sorted(present.folder.glob("*.csv")):
        key = project.schema.tables[file.stem].key()
        before, now = published(project, last.commit, file.stem), read(project.dataset / file.name, key)
        for cell in present.changed(file.stem):
            if cell.row not in now or not cell.column:
                print(f"{cell.table} {cell.row} {cell.column}: is gone, no reason helps", file=sys.stderr)
                continue
            old, new = before[cell.row], now[cell.row]
            note = new.get("change_note", "")
            rows[cell] = {
                "table_name": cell.table,
                "row_id": cell.row,
                "column": cell.column,
                "was": old[cell.column],
                "is": new[cell.column],
                "reason": note.removeprefix(f"{project.edition}: ")
                if note != old.get("change_note", "")
                else "",
                "since": project.edition,
            }
    return rows


def main(arguments: list[str]) -> int:
    """Print the rows that are missing; with ``--mend`` correct the others in their file."""
    if arguments not in ([], ["--mend"]):
        raise SystemExit(__doc__)
    project = Project(ROOT)
    file = project.coded / "reasons.csv"
    known = read_dicts(file.name, file.read_bytes())
    rows = changed(project)
    ours = {
        Cell(row["table_name"], row["row_id"], row["column"]): row["reason"]
        for row in known
        if row["since"] == project.edition
    }
    missing = [row for cell, row in rows.items() if cell not in ours]
    sys.stdout.write(rows_file(COLUMNS, [list(row.values()) for row in missing]).decode("utf-8"))
    if arguments:
        for cell in ours.keys() - rows.keys():
            print(f"{' '.join(cell)}: taken out, the cell did not change", file=sys.stderr)
        earlier = [row for row in known if row["since"] != project.edition]
        kept = [row | {"reason": ours[cell]} for cell, row in rows.items() if cell in ours]
        cells = sorted([row[column] for column in COLUMNS] for row in earlier + kept)
        file.write_bytes(rows_file(COLUMNS, cells))
    print(f"{len(rows)} cells changed, {len(missing)} of them have no reason", file=sys.stderr)
    return bool(missing)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
