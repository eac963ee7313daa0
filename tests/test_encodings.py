"""Bytes become text only by an encoding that somebody named, and a packed file cannot fill the memory."""

import gzip

import pytest

from dossier.reading.intake import encodings
from dossier.reading.intake.encodings import declared_encoding, decode, unpack

FRENCH = "L’été, 300 dockers « partent »."


@pytest.mark.parametrize(
    ("data", "told", "encoding"),
    [
        pytest.param(FRENCH.encode(), None, "utf-8", id="UTF-8"),
        pytest.param(FRENCH.encode("utf-8-sig"), None, "utf-8-sig", id="UTF-8 with a mark"),
        pytest.param(b"\xff\xfe" + FRENCH.encode("utf-16-le"), None, "utf-16-le", id="UTF-16 with a mark"),
        pytest.param(b"\xfe\xff" + FRENCH.encode("utf-16-be"), None, "utf-16-be", id="the other one"),
        pytest.param(FRENCH.encode("cp1252"), "latin-1", "cp1252", id="told as browsers understand it"),
        pytest.param(FRENCH.encode("utf-16-le"), "utf-16-le", "utf-16-le", id="UTF-16 that is told"),
        pytest.param(FRENCH.encode(), "cp1252", "utf-8", id="UTF-8 whatever is told"),
    ],
)
def test_a_text_is_read_by_its_mark_its_form_or_what_is_told(data, told, encoding):
    assert decode(data, told) == (FRENCH, encoding, None)


@pytest.mark.parametrize(
    "declaration",
    [
        '<meta charset="iso-8859-1">',
        "<meta content='text/html; charset=windows-1252'>",
        '<?xml version="1.0" encoding="latin1"?>',
    ],
)
def test_a_page_declares_its_encoding(declaration):
    text = f"{declaration}<p>{FRENCH}</p>"
    assert decode(text.encode("cp1252"), told="utf-16") == (text, "cp1252", None)


def test_what_nobody_names_is_not_guessed():
    assert decode(FRENCH.encode("cp1252")).reason == (
        "not UTF-8 at byte 1; tell what it is, as in --encoding cp1252"
    )
    assert decode(b"\x81", told="cp1252").reason.startswith("not CP1252 at byte 0")
    assert declared_encoding(b'<meta charset="rot13">') is None


def test_a_packed_file_is_unpacked_with_all_its_members():
    assert unpack(gzip.compress(b"Le port. ") + gzip.compress(b"Il ferme.")) == (b"Le port. Il ferme.", None)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(gzip.compress(bytes(30_000_000)), "unpacks to more than 200 times its size", id="ratio"),
        pytest.param(
            gzip.compress(b"Le port ferme.")[:-4], "packed with gzip, and cut short", id="cut short"
        ),
        pytest.param(b"\x1f\x8b\x08\x00" + b"\xff" * 40, "packed with gzip, and damaged", id="damaged"),
    ],
)
def test_a_packed_file_that_is_no_article_is_refused(data, reason):
    assert unpack(data) == (b"", reason)


def test_a_packed_file_stops_at_the_size_of_an_article(monkeypatch):
    monkeypatch.setattr(encodings, "MOST_BYTES", 1_000)
    assert unpack(gzip.compress(bytes(range(250)) * 4)) == (bytes(range(250)) * 4, None)
    assert unpack(gzip.compress(bytes(range(250)) * 5))[1] == "unpacks to more than 20 MB"
