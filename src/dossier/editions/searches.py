"""The dataset and the front page become the searches that an edition lacks, a `DataError` for each.

`record-edition` refuses an edition with such a fault; `check` warns of it.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from dossier.errors import DataError
from dossier.evidence.searched import unsearched, unsearched_numbers
from dossier.pages.numbers import ledger_numbers
from dossier.project import Project
from dossier.report import DECLARATION_FILE

FRONT_PAGE = Path("book") / "index.md"
"""The page whose numbers must have been searched for."""

_NUMBER = re.compile(r"\{num\}`([a-z0-9_]+)(?::[^`]*)?`")


def numbers_quoted(page: str) -> list[str]:
    """Turn the text of a page into the names of the numbers that it quotes, each once.

    >>> numbers_quoted("About {num}`dams` dams, {num}`share:.0%` of them, or {num}`dams`.")
    ['dams', 'share']
    """
    return list(dict.fromkeys(_NUMBER.findall(page)))


def lacking(project: Project) -> Iterator[DataError]:
    """Yield a fault for each judgement, undecided forecast and number of the front page without its searches.

    What every report has (`ledger_numbers`) and what ``own_counts`` names are counts of the book itself:
    no search in the world can refute them.
    """
    data = project.load()
    yield from unsearched(data.tables())
    yield from _unknown_counts(project)
    own_counts = {*ledger_numbers(data), *project.declaration.own_counts}
    page = (project.root / FRONT_PAGE).read_text(encoding="utf-8")
    of_the_world = [number for number in numbers_quoted(page) if number not in own_counts]
    yield from unsearched_numbers(data.tables(), FRONT_PAGE.as_posix(), of_the_world)


def _unknown_counts(project: Project) -> Iterator[DataError]:
    """Yield a fault for each name under ``own_counts`` that is no number of the dataset."""
    known = json.loads(project.numbers.read_text(encoding="utf-8"))
    for name in project.declaration.own_counts:
        if name not in known:
            yield DataError(
                DECLARATION_FILE,
                "is no number of the dataset",
                row=f"own_counts.{name}",
                remedy="take it out, or mend the name",
            )
