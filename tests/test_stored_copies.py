"""What an archive says of a page: believed only where it is a copy of that page, in that archive."""

import json

import pytest
import web as web_on_this_machine

from dossier.errors import DataError
from dossier.web.ask import Asker, Limits
from dossier.web.stored_copies import Archive

ARCHIVE = "http://archive.example.org/available"
PAGE = "http://www.page.example.org/a?b=c&d=é"
COPY = "http://web.archive.example.org/web/20240516000000/http://page.example.org/a?b=c"


@pytest.fixture
def web():
    with web_on_this_machine.running() as web:
        yield web


def answered(web, answer, day="2024-05-16"):
    body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    web.page(ARCHIVE, body)
    limits = Limits(seconds=1.0, size=1_000_000, retries=0, pause=0.0)
    return Archive(Asker(limits, "tests", web.address), ARCHIVE).copy_of(PAGE, day)


def closest(url, **more):
    return {"archived_snapshots": {"closest": {"available": True, "status": "200", "url": url, **more}}}


def test_a_copy_is_found_and_the_archive_is_asked_for_its_day(web):
    assert answered(web, closest(COPY)) == COPY
    [(_, address)] = web.asked
    assert address == (
        f"{ARCHIVE}?url=http%3A%2F%2Fwww.page.example.org%2Fa%3Fb%3Dc%26d%3D%C3%A9&timestamp=20240516"
    )
    answered(web, closest(COPY), day="")
    assert "timestamp" not in web.asked[-1][1]


@pytest.mark.parametrize(
    "answer",
    [
        {"archived_snapshots": {}},
        {},
        [],
        None,
        "text",
        closest(COPY, available=False),
        closest(COPY, available="yes"),
        closest(COPY, status="404"),
        closest(None),
        closest([COPY]),
        closest(""),
        closest("javascript:alert(1)//archive.example.org/page.example.org/"),
        closest("http://far.example.org/web/2024/http://page.example.org/a"),
        closest("http://far-archive.example.org.example/http://page.example.org/a"),
        closest("http://archive.example.org@far.example/http://page.example.org/a"),
        closest("http://web.archive.example.org/web/2024/http://other.example.org/a"),
        closest("http://web.archive.example.org/web/2024/http://page.example.org.far.example/a"),
        closest(COPY + "\x1b[2J"),
        closest(COPY + "\u202e"),
        closest(COPY + '"><script>'),
        closest(COPY + "a" * 5_000),
        {"archived_snapshots": {"closest": [COPY]}},
        b"no JSON \xff",
        b"[" * 90_000,
        json.dumps(closest(COPY)).encode() + b" " * 200_000,
    ],
    ids=lambda answer: str(answer)[:60].encode("ascii", "replace").decode(),
)
def test_anything_else_is_no_copy(web, answer):
    assert answered(web, answer) == ""


def test_an_archive_that_does_not_answer_is_counted(web):
    archive = Archive(Asker(Limits(1.0, 1_000, 0, 0.0), "tests", web.address), ARCHIVE)
    assert archive.copy_of(PAGE) == ""
    assert archive.unanswered == 1


def test_an_archive_has_a_public_address():
    with pytest.raises(DataError, match="--archive-address"):
        Archive(Asker(Limits(), "tests"), "javascript:alert(1)")
