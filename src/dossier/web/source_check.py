"""Rows of `sources` and an asker → what is dead, refused, changed or moved; the table with stored copies.

The file of the table is read again before it is written: a run takes long, and its owner may edit meanwhile.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pandas as pd

from dossier.errors import DataError
from dossier.schema import Table
from dossier.schema.cells import csv_text, read_rows
from dossier.schema.files import name_in_message, read_cells, validate
from dossier.schema.folders import replace_file
from dossier.web.ask import NOT_REACHED, Answer, Asker
from dossier.web.stored_copies import Archive

Cells = Mapping[str, str]


class Finding(NamedTuple):
    """What came of asking for the page of a source, in the columns that are printed."""

    source_id: str
    state: str
    """``dead``, ``refused``, ``changed``, ``moved`` (for good) or ``answers``."""
    reason: str
    url: str
    moved_to: str = ""
    archive_url: str = ""
    """The stored copy, where one was found and the row has none."""


STATES = ("dead", "refused", "changed", "moved")
"""The states that are listed, the worst first."""


def check(
    sources: Iterable[Cells],
    asker: Asker,
    archive: Archive | None,
    at_once: int = 8,
    report: Callable[[int, int], None] = lambda done, all_of_them: None,
) -> list[Finding]:
    """Return what comes of the pages of ``sources``, in their order; rows without an address are left out.

    ``at_once`` addresses are asked at a time, and ``report`` is told how many are done. Raises ``DataError``
    where no host of several is reached, because then the network is at fault.
    """
    asked = [source for source in sources if source["url"]]
    findings: dict[str, Finding] = {}
    with ThreadPoolExecutor(at_once) as threads:
        jobs = [threads.submit(_checked, source, asker, archive) for source in _by_turns(asked)]
        try:
            for done, job in enumerate(as_completed(jobs), start=1):
                finding = job.result()
                findings[finding.source_id] = finding
                report(done, len(asked))
        except BaseException:
            threads.shutdown(wait=False, cancel_futures=True)
            raise
    if len(asked) > 1 and all(finding.reason.startswith(NOT_REACHED) for finding in findings.values()):
        problem = (
            f"no host was reached, of {len(asked):,}; the first: {findings[asked[0]['source_id']].reason}"
        )
        raise DataError("network", problem, remedy="connect to it, or name your proxy with --proxy")
    return [findings[source["source_id"]] for source in asked]


def _by_turns(sources: Sequence[Cells]) -> Iterator[Cells]:
    """Yield ``sources`` so that those of one host stand far apart.

    >>> rows = [{"url": f"https://{place}.example/"} for place in ("a", "a", "b")]
    >>> [urlsplit(row["url"]).hostname for row in _by_turns(rows)]
    ['a.example', 'b.example', 'a.example']
    """
    of_host: dict[str, list[Cells]] = defaultdict(list)
    for source in sources:
        of_host[urlsplit(source["url"]).hostname or ""].append(source)
    for turn in zip_longest(*of_host.values()):
        yield from (source for source in turn if source)


def _checked(source: Cells, asker: Asker, archive: Archive | None) -> Finding:
    """Return what comes of one page, and its stored copy where the row names none."""
    answer = asker.ask(source["url"])
    copy = ""
    if archive and not source["archive_url"]:
        copy = archive.copy_of(source["url"], source["seen_on"] or source["date"])
    state, reason = _state(answer, source["sha256"])
    return Finding(source["source_id"], state, reason, source["url"], answer.moved_to, copy)


def _state(answer: Answer, digest: str) -> tuple[str, str]:
    """Return the state of a page and its reason, from its answer and the digest that its row has.

    >>> _state(Answer("answers", digest="b"), "a")
    ('changed', 'its digest is not that of the row')
    >>> _state(Answer("answers", digest="a", moved_to="https://a.example/"), "a")
    ('moved', 'moved for good')
    """
    if answer.state == "answers" and digest and answer.digest and answer.digest != digest:
        return "changed", "its digest is not that of the row"
    if answer.moved_to:
        return "moved", "moved for good"
    return answer.state, answer.reason


def fill_in(file: Path, table: type[Table], findings: Iterable[Finding]) -> int:
    """Write the stored copies of ``findings`` into the table in ``file``; return how many cells were filled.

    Only an empty cell is filled, of a row that still has the address that was asked. The file is replaced at
    once, and only if the new table holds: else ``DataError`` is raised and the old one stays.
    """
    read_cells(file, table)  # which names a wrong header, and a row that is too short
    copies = {(finding.source_id, finding.url): finding.archive_url for finding in findings}
    header, *lines = read_rows(name_in_message(file), file.read_bytes()) or [[]]
    key, url, archived = (header.index(name) for name in ("source_id", "url", "archive_url"))
    count = 0
    for cells in lines:
        copy = copies.get((cells[key], cells[url]), "")
        if copy and not cells[archived]:
            cells[archived] = copy
            count += 1
    if count:
        filled = pd.DataFrame(
            [[cell or None for cell in cells] for cells in lines], columns=header, dtype="str"
        )
        validate(name_in_message(file), filled, table)
        replace_file(file, csv_text([header, *lines]).encode("utf-8"))
    return count
