"""The text of a cell and the kind that its column declares become what is wrong with it, and how to mend it.

Every text that enters a report passes here: the cells of its tables, the words of its `dossier.toml`, the
sentence of an edition. The kinds are printed in the codebook and stand in `datapackage.json`.
"""

import datetime
import ipaddress
import re
import unicodedata
from typing import NamedTuple

from dossier.errors import quoted


class TextKind(NamedTuple):
    """What the texts of a column are: a name, its meaning, the most characters, a pattern for machines."""

    name: str
    meaning: str
    longest: int
    pattern: str = ""


class TextFault(NamedTuple):
    """What is wrong with a text, and what to write instead."""

    problem: str
    remedy: str


_LABEL = r"([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOST = rf"(([A-Za-z0-9]{_LABEL}\.)+[A-Za-z]{_LABEL}\.?|([0-9]{{1,3}}\.){{3}}[0-9]{{1,3}})"
_REST = r"""([/?#]([^\s"'<>\\^`{|}%]|%[0-9A-Fa-f]{2})*)?"""
_ID = r"[^\W_][\w.'’-]*( [\w.'’-]+)*"

WORDS = TextKind(
    "words",
    "one line of words: no control or invisible character, no blank at either end, at most two marks on a "
    "letter",
    2_000,
)
ADDRESS = TextKind(
    "address",
    "the address of a public page: http or https, the name of a host, no user, no blank, no quote",
    2_000,
    rf"https?://{_HOST}(:[0-9]{{1,5}})?{_REST}",
)
ID = TextKind("id", "the id of a row: letters, digits, points, hyphens and underscores", 300, _ID)
IDS = TextKind("ids", "ids of rows, joined by semicolons", 4_000, rf"{_ID}(; ?{_ID})*")
DATE = TextKind("date", "a year, a month, a day, or a span of two (ISO 8601), that the calendar has", 21)
CODE = TextKind("word", "a word of its list, or of a form that the column says", 300)

KINDS = (WORDS, ADDRESS, ID, IDS, DATE, CODE)
"""Every kind of text, as the codebook lists them."""

MOST_MARKS = 2
"""Combining marks on one letter, after those that have a letter of their own are joined to it."""

_BLANKS = " \u00a0\u2009\u202f"  # those that English and French typography use
_INVISIBLE = frozenset(
    chr(code)
    for first, last in (
        (0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2065, 0x2065),
        (0x2800, 0x2800), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFD),
        (0xE0000, 0xE0FFF),
    )
    for code in range(first, last + 1)
)  # fmt: skip
_CATEGORIES = {
    "Cc": "a control character",
    "Cf": "a character that is not seen",
    "Cs": "half a character",
    "Co": "a character without a meaning of its own",
    "Zl": "a separator of lines",
    "Zp": "a separator of paragraphs",
}
_TAKE_OUT = "take the character out"


def text_fault(text: str, kind: TextKind = WORDS) -> TextFault | None:
    r"""Return what is wrong with a ``text`` of a ``kind``; nothing where it may stand.

    >>> text_fault("Le port est fermé."), text_fault("a\u202eb").problem
    (None, "'a\\u202eb' has U+202E RIGHT-TO-LEFT OVERRIDE, a character that is not seen, as character 2")
    >>> text_fault("javascript:alert(1)", ADDRESS).problem
    "'javascript:alert(1)' is no address of a public page"
    """
    if len(text) > kind.longest:
        problem = f"{quoted(text)} is longer than {kind.longest:,} characters"
        return TextFault(problem, "shorten it, or put the rest into another row")
    if not (text.isascii() and text.isprintable()) and (fault := _wrong_character(text)):
        return fault
    if text != text.strip() or not text:
        return TextFault(f"{quoted(text)} begins or ends with a blank", "take the blank out")
    return _WRONG_FORM[kind.name](text) if kind.name in _WRONG_FORM else None


def _wrong_character(text: str) -> TextFault | None:
    """Return the fault of the first character that no text may have, or of a flood of marks."""
    for place, character in enumerate(text, start=1):
        if reason := _why_not(character):
            name = unicodedata.name(character, "")
            sign = f"U+{ord(character):04X}{f' {name}' if name else ''}"
            return TextFault(f"{quoted(text)} has {sign}, {reason}, as character {place}", _TAKE_OUT)
    composed = unicodedata.normalize("NFC", text)
    marks = "".join("M" if unicodedata.category(character)[0] == "M" else "-" for character in composed)
    if marks.startswith("M") or "M" * (MOST_MARKS + 1) in marks or marks.count("M") * 2 > len(marks):
        problem = f"{quoted(text)} has a mark without a letter, or more than {MOST_MARKS} on one"
        return TextFault(problem, "take the marks out")
    return None


def _why_not(character: str) -> str:
    """Return why a character may not stand in a text; empty where it may."""
    category = unicodedata.category(character)
    if category in _CATEGORIES:
        return _CATEGORIES[category]
    if character in _INVISIBLE:
        return "a character that is not seen"
    if category == "Zs" and character not in _BLANKS:
        return "a blank of an unusual width"
    if category == "Me":
        return "a mark that covers what stands before it"
    if ord(character) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(character) <= 0xFDEF:
        return "no character of Unicode"
    return ""


def escaped(text: str) -> str:
    r"""Return a text that came from outside, as the name of a file, as one that may stand in a cell.

    >>> escaped("a\u202eb "), escaped("Un port")
    ('a\\u202eb\\x20', 'Un port')
    """
    shown = "".join(_escape(character) if _why_not(character) else character for character in text)
    shown = _MARKS.sub(lambda marks: "".join(map(_escape, marks[0])), shown) if text_fault(shown) else shown
    return _AT_AN_END.sub(lambda blanks: "".join(map(_escape, blanks[0])), shown)


def _escape(character: str) -> str:
    return f"\\x{ord(character):02x}" if ord(character) < 256 else ascii(character)[1:-1]


_MARKS = re.compile(r"[^\w\s\x00-\x7f]+")
_AT_AN_END = re.compile(r"^\s+|\s+$")

_ADDRESS_FORM = re.compile(ADDRESS.pattern)
_PLACE = re.compile(r"https?://([^/?#:]+)(?::([0-9]+))?")
_MOST_OF_HOST = 253  # characters of a name that the network can look up


def _wrong_address(text: str) -> TextFault | None:
    place = _PLACE.match(text)
    if _ADDRESS_FORM.fullmatch(text) and place:
        host, port = place.groups()
        if len(host) <= _MOST_OF_HOST and 0 < int(port or 80) < 65_536 and _is_public(host):
            return None
    remedy = "write it from http:// or https:// on, the host as a.example, a blank as %20, no user name"
    return TextFault(f"{quoted(text)} is no address of a public page", remedy)


def _is_public(host: str) -> bool:
    """Return whether a host is a name, or a number that the whole network knows."""
    if not host.replace(".", "").isdigit():
        return True
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return False


_ID_FORM = re.compile(ID.pattern)


def _wrong_id(text: str) -> TextFault | None:
    if _ID_FORM.fullmatch(text):
        return None
    return TextFault(f"{quoted(text)} is no id", f"write {ID.meaning}")


def _wrong_ids(text: str) -> TextFault | None:
    faults = (_wrong_id(part.strip()) for part in text.split(";"))
    return next((fault for fault in faults if fault), None)


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _wrong_date(text: str) -> TextFault | None:
    """Return the fault of a date with a day that no calendar has; its form is a pattern of the column."""
    for day in _DAY.findall(text):
        try:
            datetime.date.fromisoformat(day)
        except ValueError:
            return TextFault(f"{quoted(text)} is no day of the calendar", "look the day up")
    return None


_WRONG_FORM = {
    "address": _wrong_address,
    "id": _wrong_id,
    "ids": _wrong_ids,
    "date": _wrong_date,
}

_PLAIN_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def number_fault(text: str) -> TextFault | None:
    """Return what is wrong with a number that Python would read and a person would not write.

    >>> number_fault("1_000").problem, number_fault("12.5"), number_fault("twelve")
    ("'1_000' is not a number", None, None)
    """
    if _PLAIN_NUMBER.fullmatch(text):
        return None
    try:
        float(text)
    except ValueError:
        return None  # the type of the column refuses it
    remedy = "write plain digits, a point before decimals, nothing between thousands"
    return TextFault(f"{quoted(text)} is not a number", remedy)
