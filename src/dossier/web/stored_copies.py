"""The address of an outside page → that of its stored copy, as the interface of an archive tells it.

The interface is the availability API of the Wayback Machine, which other archives have too: it takes ``url``
and ``timestamp``, and answers in JSON. What it names is believed only where it is a page of the archive, or
of a host below it, and a copy of the page that was asked for.
"""

import json
from typing import Any
from urllib.parse import urlencode, urlsplit

from dossier.errors import DataError
from dossier.schema.texts import ADDRESS, text_fault
from dossier.web.ask import Answer, Asker

ARCHIVE = "https://archive.org/wayback/available"
"""The interface that is asked where no other is named."""

_MOST_BYTES = 100_000


class Archive:
    """The interface of an archive, at an address; raises ``DataError`` for one that is not public."""

    def __init__(self, asker: Asker, address: str = ARCHIVE) -> None:
        if fault := text_fault(address, ADDRESS):
            raise DataError("--archive-address", fault.problem, remedy=fault.remedy)
        self._asker, self._address = asker, address
        self.unanswered = 0
        """How often the archive did not answer."""

    def copy_of(self, page: str, day: str = "") -> str:
        """Return the address of the copy nearest to ``day`` (ISO 8601); empty where there is none."""
        query = {"url": page, **({"timestamp": day.replace("-", "")} if day else {})}
        joined = "&" if urlsplit(self._address).query else "?"
        answer = self._asker.ask(f"{self._address}{joined}{urlencode(query)}", keep=_MOST_BYTES)
        self.unanswered += answer.state != "answers"
        return believed(named_copy(answer), page, self._address)


def named_copy(answer: Answer) -> str:
    """Return the address that the answer of an archive names; empty where it names none.

    >>> named_copy(Answer("answers", body=b'{"archived_snapshots": {}}'))
    ''
    """
    try:
        named = json.loads(answer.body or b"{}")
    except (ValueError, RecursionError):
        return ""
    closest = _part(_part(named, "archived_snapshots"), "closest")
    address = _part(closest, "url")
    found = _part(closest, "available") is True and _part(closest, "status") in ("200", 200, None)
    return address if found and isinstance(address, str) else ""


def believed(copy: str, page: str, archive: str) -> str:
    """Return the address of a copy if it may stand in a table and is one of ``page`` in ``archive``.

    >>> page, archive = "https://www.a.example/b", "https://archive.example/available"
    >>> believed("https://web.archive.example/2024/https://a.example/b", page, archive)
    'https://web.archive.example/2024/https://a.example/b'
    >>> believed("https://far.example/https://a.example/b", page, archive)
    ''
    >>> believed("https://archive.example/2024/https://other.example/b", page, archive)
    ''
    """
    if not copy or text_fault(copy, ADDRESS):
        return ""
    host, home = urlsplit(copy).hostname or "", urlsplit(archive).hostname or ""
    if host != home and not host.endswith(f".{home}"):
        return ""
    name = (urlsplit(page).hostname or "").removeprefix("www.")
    hosts = {part.partition(":")[0].removeprefix("www.") for part in copy.lower().split("/")[3:]}
    return copy if name in hosts else ""


def _part(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else None
