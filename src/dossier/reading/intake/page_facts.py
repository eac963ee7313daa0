"""A page becomes what it says of itself: its date, title and outlet, each with where that was said.

The most reliable place comes first: what a page declares for machines, then what its readers see, then its
address, then the name of its file. A date must be one that the calendar has.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from dossier.reading.intake.web_pages import PageMarkup
from dossier.reading.lexicon import one_of, rows
from dossier.reading.lines import DATE_LINE, Passage
from dossier.reading.spans import fold
from dossier.schema.texts import escaped, text_fault


class Fact(NamedTuple):
    """What a page says of itself, and where: a word of the list `FACT_PLACES`; both empty if it does not."""

    value: str | None = None
    place: str | None = None


class Facts(NamedTuple):
    """The date, the title and the outlet of a page."""

    published: Fact
    title: Fact
    outlet: Fact


_DATE_NAMES = (
    "article:published_time", "og:published_time", "datepublished", "date.issued", "dc.date.issued",
    "dcterms.issued", "dc.date", "dcterms.date", "publishdate", "pubdate", "publication_date",
    "article:published", "sailthru.date", "parsely-pub-date", "date",
)  # fmt: skip
_TITLE_NAMES = ("og:title", "twitter:title", "dc.title", "headline")
_OUTLET_NAMES = ("og:site_name", "application-name", "publisher", "dc.publisher")
_ADDRESS_NAMES = ("og:url", "canonical", "url")

_MONTHS = {row["name"]: int(row["month"]) for row in rows("months")}
_IN_WORDS = rf"(?P<day>1er|\d{{1,2}}) (?P<month>{one_of(_MONTHS)}),? (?P<year>(?:19|20)\d\d)"
_IN_FIGURES = r"(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>(?:19|20)\d\d)"
_DAY = rf"(?:{_IN_WORDS}|{_IN_FIGURES})(?!\d)"
_SAID = re.compile(
    rf"(?:publié|mis en ligne|paru|posté|diffusé|publication)(?:e|s|es)?\b[^\d.]{{0,40}}{_DAY}", re.IGNORECASE
)
_ALONE = re.compile(rf"(?:le )?(?:\w+ )?{_DAY}(?:[ ,à-]+\d\d? ?[h:] ?(?:\d\d)?)?", re.IGNORECASE)
_DATE_LINE_OF_AGENCY = re.compile(
    rf"[A-ZÀ-Ý][A-ZÀ-Ý' -]+(?:, [\w' -]{{1,30}})?, (?:le )?(?:\w+ )?{_DAY} ?(?:\(|[-–—:])", re.IGNORECASE
)
_CHANGED = re.compile(rf"mis(?:e|es)? à jour[^\d.]{{0,40}}{_DAY}", re.IGNORECASE)
_ISO = re.compile(r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)(?:-(?P<day>\d\d))?(?!\d)")
_IN_ADDRESS = re.compile(r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>\d\d)(?:[/-](?P<day>\d\d))?(?=[/_.?-]|$)")
_IN_NAME = re.compile(
    r"(?<![A-Za-z0-9])(?P<year>(?:19|20)\d\d)(?P<between>[-_.]?)(?P<month>\d\d)"
    r"(?:(?P=between)(?P<day>\d\d))?(?![A-Za-z0-9])"
)
_ADDRESS = re.compile(r"(?:(?:url|lien|source|adresse) ?: ?)?(?P<address>https?://\S{4,500})", re.IGNORECASE)
_HOST = re.compile(r"https?://(?:www\.)?(?P<host>[A-Za-z0-9.-]+)", re.IGNORECASE)

_HEAD = 40  # lines in which a page's own date or address may be
_LONGEST_NOTE = 200  # characters of a line that says when the page appeared
_LONGEST_TITLE = 300


def facts_of(text: str, lines: Sequence[Passage], *, file: str, markup: PageMarkup | None = None) -> Facts:
    r"""Return what a page says of itself in its markup, its visible lines, its address and its file's name.

    ``text`` is the folded text, ``lines`` its passages.

    >>> from dossier.reading.lines import find_passages
    >>> text = "Le port rouvre\nPublié le 3 mai 2024 à 10 h\nLes grues tournent de nouveau."
    >>> facts_of(text, list(find_passages(text)), file="page.txt").published
    Fact(value='2024-05-03', place='visible')
    """
    declared = _declared(markup) if markup else {}
    shown = [fold(text[line.start : line.end]) for line in lines[:_HEAD]]
    address = _first(declared, _ADDRESS_NAMES) or next(
        (match["address"] for match in map(_ADDRESS.fullmatch, shown) if match), ""
    )
    return Facts(
        published=_earliest_place(
            ("meta", _declared_day(declared)),
            ("collection", _collected(text)),
            ("visible", _shown_day(text, lines, shown)),
            ("address", _day_in(_IN_ADDRESS.search(address))),
            ("file_name", _day_in_name(file)),
        ),
        title=_earliest_place(
            ("meta", printable_title(_first(declared, _TITLE_NAMES))),
            ("visible", printable_title(_shown_title(text, lines))),
        ),
        outlet=_earliest_place(
            ("meta", printable_title(_first(declared, _OUTLET_NAMES))),
            ("address", _host_of(address)),
        ),
    )


def _earliest_place(*places: tuple[str, str | None]) -> Fact:
    """Return the first of several places that says something."""
    return next((Fact(value, place) for place, value in places if value), Fact())


def _first(declared: Mapping[str, str], names: Sequence[str]) -> str:
    """Return what a page declares under the first of ``names`` that it has."""
    return next((declared[name] for name in names if declared.get(name)), "")


def _declared(markup: PageMarkup) -> dict[str, str]:
    """Return what a page declares for machines, by lower-case name: metadata before data scripts."""
    declared: dict[str, str] = {}
    for script in markup.data:
        for item in _items(script):
            publisher = item.get("publisher")
            named = publisher.get("name") if isinstance(publisher, dict) else publisher
            for name, value in {**item, "publisher": named}.items():
                if (
                    name in {"datePublished", "headline", "publisher", "url"}
                    and isinstance(value, str)
                    and value.strip()
                ):
                    declared.setdefault(name.lower(), value.strip())
    return {**declared, **markup.metadata}


def _items(script: str) -> Iterator[dict[str, Any]]:
    """Yield the things that a data script (JSON-LD) describes and that have a date of publication."""
    try:
        data = json.loads(script)
    except (ValueError, RecursionError):
        return
    listed = data if isinstance(data, list) else [data]
    for thing in listed:
        graph = thing.get("@graph") if isinstance(thing, dict) else None
        for item in graph if isinstance(graph, list) else [thing]:
            if isinstance(item, dict) and "datePublished" in item:
                yield item


def _declared_day(declared: Mapping[str, str]) -> str | None:
    """Return the first date in ISO form that a page declares."""
    days = (_day_in(_ISO.match(declared.get(name, ""))) for name in (*_DATE_NAMES, "time"))
    return next(filter(None, days), None)


def _collected(text: str) -> str | None:
    """Return the month that a collection puts in front of the text."""
    line = DATE_LINE.match(text)
    return line["month"] if line else None


def _shown_day(text: str, lines: Sequence[Passage], shown: Sequence[str]) -> str | None:
    """Return the date that a reader sees: what is said to be that of publication, else one on its own.

    The day of the last change counts if there is no other. A date in a sentence is not the page's.
    """
    notes = [line for line in shown if len(line) <= _LONGEST_NOTE]
    last = [
        fold(text[line.start : line.end])
        for line in lines[_HEAD:]
        if line.reason == "byline" and line.end - line.start <= _LONGEST_NOTE
    ]
    starts = [line[:_LONGEST_NOTE] for line in shown]
    searched = (
        *(_SAID.search(line) for line in [*notes, *last] if not line.endswith(".")),
        *(_ALONE.fullmatch(line) for line in notes),
        *(_DATE_LINE_OF_AGENCY.match(line) for line in starts),
        *(_CHANGED.search(line) for line in [*notes, *last] if not line.endswith(".")),
    )
    return next(filter(None, map(_day_in, searched)), None)


def _day_in(match: re.Match[str] | None) -> str | None:
    """Return the date in a match as ISO 8601: a month where no day is said, nothing where no such day is."""
    if match is None:
        return None
    said = match.groupdict()
    if said.get("y"):
        year, month, day = said["y"], int(said["m"]), said["d"]
    else:
        month = int(said["month"]) if said["month"].isdigit() else _MONTHS[said["month"].lower()]
        year, day = said["year"], said.get("day")
    try:
        whole = date(int(year), month, int((day or "1").removesuffix("er")))
    except ValueError:
        return None
    return whole.isoformat() if day else f"{whole:%Y-%m}"


def _day_in_name(file: str) -> str | None:
    """Return the date in the name of a file: *2024-05-03*, *20240503* or *2024-05*.

    >>> _day_in_name("journal/2024-05-03_port.txt"), _day_in_name("20240503.txt"), _day_in_name("202405.txt")
    ('2024-05-03', '2024-05-03', None)
    """
    for match in _IN_NAME.finditer(file.rpartition("/")[2]):
        if (match["between"] or match["day"]) and (day := _day_in(match)):
            return day
    return None


def _shown_title(text: str, lines: Sequence[Passage]) -> str:
    """Return the first headline of a page."""
    return next((text[line.start : line.end] for line in lines if line.kind == "title"), "")


def printable_title(title: str) -> str | None:
    r"""Return a title as one line that a table may hold, cut at 300 characters; nothing if it cannot be one.

    >>> printable_title(" Le port\n rouvre ")
    'Le port rouvre'
    """
    line = escaped(" ".join(title.split()))[:_LONGEST_TITLE].strip()
    return line if line and text_fault(line) is None else None


def _host_of(address: str) -> str | None:
    """Return the name of the host in an address, without *www*."""
    host = _HOST.match(address)
    return host["host"].lower().strip(".-") or None if host else None
