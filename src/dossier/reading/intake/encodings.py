"""The bytes of a file become its text and the name of its encoding, or the reason why they are none.

The encoding is the one that its first bytes mark, UTF-8 if the bytes are that, the one that the page
declares, or the one that the user tells. None is guessed: a guess would be silent where it is wrong.
"""

import codecs
import re
import zlib
from typing import NamedTuple

MOST_BYTES = 20_000_000
"""A larger file is no news article."""

_MOST_TIMES = 200  # a page packs to a tenth, a long list to a fiftieth; more is made to fill a memory
_FREE_BYTES = 1_000_000  # so much may come out of any packed file
_PACKED = b"\x1f\x8b"
_BLOCK = 65_536

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<meta[^>]{1,200}?charset\s*=\s*["']?\s*(?P<meta>[\w.:-]{2,40})"""
    rb"""|^\s*<\?xml[^>]{1,200}?encoding\s*=\s*["'](?P<xml>[\w.:-]{2,40})""",
    re.IGNORECASE,
)
_HEAD = 4_096  # bytes; a browser looks for the declaration in the first 1,024
_WINDOWS = frozenset({"iso8859-1", "ascii"})  # what pages call so is Windows' set, as browsers know
_REMEDY = "tell what it is, as in --encoding cp1252"


class Decoded(NamedTuple):
    """A text and its encoding, or the reason why there is none."""

    text: str = ""
    encoding: str | None = None
    reason: str | None = None


def decode(data: bytes, told: str | None = None) -> Decoded:
    r"""Return the text of a file's bytes; ``told`` is the encoding of those that do not say theirs.

    >>> decode("Le port est fermé.".encode("cp1252"), told="cp1252")
    Decoded(text='Le port est fermé.', encoding='cp1252', reason=None)
    >>> decode(b"caf\xe9").reason
    'not UTF-8 at byte 3; tell what it is, as in --encoding cp1252'
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding, len(mark))
    by_default = _decoded(data, "utf-8") if b"\0" not in data else Decoded(reason=_BINARY)
    if by_default.reason is None:
        return by_default
    declared = declared_encoding(data)
    tried = [_decoded(data, encoding) for encoding in (declared, told and known_encoding(told)) if encoding]
    read = [decoded for decoded in tried if decoded.reason is None]
    return next(iter(read or tried[-1:]), by_default)


_BINARY = "binary: it holds a NUL byte"


def _decoded(data: bytes, encoding: str, begin: int = 0) -> Decoded:
    """Return the text of the bytes from ``begin`` on, if all of them are of that encoding."""
    try:
        text = data[begin:].decode(encoding.removesuffix("-sig"))
    except UnicodeDecodeError as error:
        problem = f"not {encoding.removesuffix('-sig').upper()} at byte {begin + error.start}"
        return Decoded(reason=f"{problem}; {_REMEDY}")
    if "\0" in text:
        return Decoded(reason=_BINARY)
    return Decoded(text, encoding) if text.strip() else Decoded(reason="empty")


def declared_encoding(data: bytes) -> str | None:
    """Return the encoding that a page or an XML file declares in its head, if the program knows it.

    >>> declared_encoding(b'<html><meta charset="ISO-8859-1">')
    'cp1252'
    """
    declared = _DECLARED.search(data[:_HEAD])
    return known_encoding((declared["meta"] or declared["xml"]).decode("ascii")) if declared else None


def known_encoding(name: str) -> str | None:
    """Return the program's name of a text encoding; nothing for one that it does not know.

    >>> known_encoding("latin-1"), known_encoding("UTF8"), known_encoding("rot13")
    ('cp1252', 'utf-8', None)
    """
    try:
        encoding = codecs.lookup(name).name
        b"port".decode(encoding)
    except (LookupError, UnicodeError):
        return None
    return "cp1252" if encoding in _WINDOWS else encoding


def unpack(data: bytes) -> tuple[bytes, str | None]:
    """Return the bytes in a file packed with gzip, or none and the reason; other bytes come back as they are.

    Unpacking stops where more comes out than an article has, or far more than text packs to.

    >>> import gzip
    >>> unpack(gzip.compress(b"Le port."))
    (b'Le port.', None)
    >>> unpack(gzip.compress(bytes(30_000_000)))[1]
    'unpacks to more than 200 times its size'
    """
    if not data.startswith(_PACKED):
        return data, None
    most = min(MOST_BYTES, max(_FREE_BYTES, _MOST_TIMES * len(data)))
    unpacked = bytearray()
    rest = data
    try:
        while rest.startswith(_PACKED):  # a packed file may have several members
            member = zlib.decompressobj(wbits=31)
            while rest and not member.eof:
                unpacked += member.decompress(rest, most + 1 - len(unpacked))
                if len(unpacked) > most:
                    above = "20 MB" if most == MOST_BYTES else f"{_MOST_TIMES} times its size"
                    return b"", f"unpacks to more than {above}"
                rest = member.unconsumed_tail
            if not member.eof:
                return b"", "packed with gzip, and cut short"
            rest = member.unused_data
    except zlib.error:
        return b"", "packed with gzip, and damaged"
    return bytes(unpacked), None
