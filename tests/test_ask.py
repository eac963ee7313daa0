"""Asking for outside pages, against a server of this machine that plays their hosts."""

import gzip
import hashlib
import socket
import time

import pytest
import web as web_on_this_machine

from dossier.errors import DataError
from dossier.web import ask
from dossier.web.ask import Answer, Asker, Limits, Pace

PAGE = "http://page.example.org/a"
SHORT = Limits(seconds=0.5, size=100_000, retries=0, pause=0.0)


@pytest.fixture
def web():
    with web_on_this_machine.running() as web:
        yield web


def asked(web, address=PAGE, limits=SHORT, **more):
    return Asker(limits, "tests", web.address).ask(address, **more)


def test_a_page_answers_with_its_digest(web):
    web.page(PAGE, b"words")
    assert asked(web) == Answer("answers", digest=hashlib.sha256(b"words").hexdigest())
    assert asked(web, keep=4).body == b""
    assert asked(web, keep=5).body == b"words"


def test_a_page_without_content_answers(web):
    web.page(PAGE, b"", 204)
    assert asked(web) == Answer("answers")


@pytest.mark.parametrize(
    ("status", "state", "words"),
    [
        (404, "dead", "status 404"),
        (410, "dead", "status 410"),
        (501, "dead", "status 501"),
        (301, "dead", "status 301"),  # without an address to go to
        (403, "refused", "refuses programs: status 403"),
        (451, "refused", "refuses programs: status 451"),
        (429, "refused", "asks to come later: status 429"),
        (503, "refused", "asks to come later: status 503"),
    ],
)
def test_a_status_is_told_in_words(web, status, state, words):
    web.page(PAGE, b"", status)
    assert asked(web) == Answer(state, words)


def test_a_page_that_moved_for_good_says_where(web):
    web.leads(PAGE, "/b", 301)
    web.leads("http://page.example.org/b", "http://new.example.org/c#part", 308)
    web.page("http://new.example.org/c", b"words")
    assert asked(web).moved_to == "http://new.example.org/c"


def test_a_detour_for_now_is_no_move(web):
    web.leads(PAGE, "http://new.example.org/b", 301)
    web.leads("http://new.example.org/b", "http://new.example.org/today", 302)
    web.leads("http://new.example.org/today", "http://new.example.org/tonight", 301)
    web.page("http://new.example.org/tonight")
    assert asked(web).moved_to == "http://new.example.org/b"
    web.leads(PAGE, "http://new.example.org/b", 302)
    assert asked(web).moved_to == ""


def test_a_page_that_moved_to_a_dead_one_is_dead(web):
    web.leads(PAGE, "/gone")
    assert asked(web) == Answer("dead", "status 404")


def test_redirects_end(web):
    for number in range(100):
        web.leads(f"http://page.example.org/{number}", f"/{number + 1}")
    assert asked(web, "http://page.example.org/0").reason == f"more than {ask.MOST_REDIRECTS} redirects"
    assert len(web.asked) == ask.MOST_REDIRECTS + 1
    web.leads(PAGE, "/b")
    web.leads("http://page.example.org/b", PAGE)
    assert asked(web).reason == "its redirects go in a circle"


HOSTILE_TARGETS = [
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
    "ftp://page.example.org/",
    "http://127.0.0.1/",
    "http://[::1]/",
    "http://[",
    "http://169.254.169.254/latest/",
    "http://10.0.0.1/",
    "http://localhost/",
    "http://user:word@page.example.org/",
    "//user@page.example.org/",
    'http://page.example.org/"><script>',
    "http://page.example.org/a b",
    "http://page.example.org/\x1b[2J",
    "http://page.example.org/\u202e",
    "http://page.example.org:99999/",
    "http://page.example.org/" + "a" * 3_000,
]


@pytest.mark.parametrize("target", HOSTILE_TARGETS)
def test_a_redirect_passes_the_entrance_of_the_tables(web, target):
    def answer(handler):
        handler.wfile.write(b"HTTP/1.0 301 Moved\r\nLocation: " + target.encode() + b"\r\n\r\n")

    web.answers[PAGE] = answer
    answer = asked(web)
    assert answer.state == "dead"
    assert answer.moved_to == ""
    assert answer.reason.endswith("which is no address of a public page")
    assert answer.reason.isprintable()
    assert len(web.asked) == 1, "nothing else was asked"


def test_a_row_that_came_round_the_entrance_is_not_asked(web):
    assert asked(web, "http://127.0.0.1/a").state == "dead"
    assert web.asked == []


def test_a_huge_page_is_read_to_its_limit(web):
    sent = []

    def answer(handler):
        handler.send_response(200)
        handler.end_headers()
        for _ in range(10_000):
            handler.wfile.write(b"a" * 10_000)
            sent.append(10_000)

    web.answers[PAGE] = answer
    assert asked(web) == Answer("answers", "larger than 100,000 bytes")
    assert sum(sent) < 50_000_000


def test_a_packed_page_is_read_to_its_limit(web):
    web.page(PAGE, gzip.compress(b"a" * 50_000_000), Content_Encoding="gzip")
    assert asked(web) == Answer("answers", "larger than 100,000 bytes")
    web.page(PAGE, gzip.compress(b"words"), Content_Encoding="gzip")
    assert asked(web).digest == hashlib.sha256(b"words").hexdigest()
    web.page(PAGE, b"no gzip", Content_Encoding="gzip")
    assert asked(web) == Answer("dead", "its answer cannot be read")


@pytest.mark.parametrize("part", ["status", "header", "page"])
def test_a_page_that_comes_drop_by_drop_is_too_slow(web, part):
    def answer(handler):
        if part != "status":
            handler.wfile.write(b"HTTP/1.0 200 OK\r\n")
        if part == "page":
            handler.wfile.write(b"Content-Length: 1000\r\n\r\n")
        for _ in range(200):
            handler.wfile.write(b"a")
            handler.wfile.flush()
            time.sleep(0.1)

    web.answers[PAGE] = answer
    begin = time.monotonic()
    assert asked(web) == Answer("dead", "too slow")
    assert time.monotonic() - begin < 10


def test_a_silent_page_is_asked_again_as_often_as_the_limits_say(web):
    web.answers[PAGE] = lambda handler: time.sleep(1.5)
    assert asked(web, limits=SHORT._replace(seconds=0.2, retries=2)).reason == "no answer: its time ran out"
    assert len(web.asked) == 3


def test_a_page_that_answers_the_second_time_answers(web):
    def first(handler):
        web.page(PAGE, b"words")
        handler.answer(503, b"", {"Retry-After": "0"})

    web.answers[PAGE] = first
    assert asked(web, limits=SHORT._replace(retries=1)).state == "answers"


@pytest.mark.parametrize(
    "words",
    [
        b"nonsense\r\n\r\n",
        b"HTTP/1.0 twelve\r\n\r\n",
        b"HTTP/1.0 200 OK\r\nContent-Length: many\r\n\r\nabc",
        b"HTTP/1.0 200 OK\r\nContent-Length: 50\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        b"HTTP/1.0 200 OK\r\n" + b"a: b\r\n" * 5_000 + b"\r\n",
        b"HTTP/1.0 200 " + b"a" * 100_000 + b"\r\n\r\n",
        b"",
    ],
)
def test_nonsense_is_no_traceback(web, words):
    web.answers[PAGE] = lambda handler: handler.wfile.write(words)
    answer = asked(web)
    assert (answer.state, answer.digest) in {("dead", ""), ("answers", hashlib.sha256(b"abc").hexdigest())}
    assert answer.reason.isprintable()


def test_control_characters_of_a_host_reach_nobody(web):
    def answer(handler):
        handler.wfile.write(b"HTTP/1.0 404 \x1b[2J\r\nRetry-After: \x1b]0;x\x07\r\nX: \x9b\r\n\r\n")

    web.answers[PAGE] = answer
    assert asked(web) == Answer("dead", "status 404")


def test_a_name_that_leads_to_this_network_is_not_asked(web, monkeypatch):
    port = int(web.address.rpartition(":")[2])
    here = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: here)
    answer = Asker(SHORT, "tests").ask(f"http://inside.example.org:{port}/")
    assert answer == Answer("dead", "its name leads to a machine of this network")
    monkeypatch.setattr(ask, "_public", lambda connection, sock: sock)
    assert Asker(SHORT, "tests").ask(f"http://inside.example.org:{port}/").reason == "status 404", (
        "else it is"
    )


def test_a_name_that_nobody_has_is_dead(monkeypatch):
    def unknown(*args, **kwargs):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert Asker(SHORT, "tests").ask("https://nobody.example.org/") == Answer("dead", "no such host")


def test_a_host_that_takes_no_connection_is_dead():
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{closed.getsockname()[1]}"
        assert Asker(SHORT, "tests", address).ask(PAGE) == Answer("dead", "no answer: no connection")


def test_no_cookie_and_no_name_is_sent(web):
    heads = []

    def answer(handler):
        heads.append(dict(handler.headers))
        handler.answer(302, b"", {"Location": "/b", "Set-Cookie": "a=b"})

    web.answers[PAGE] = answer
    web.answers["http://page.example.org/b"] = lambda handler: (
        heads.append(dict(handler.headers)),
        answer(handler),
    )
    asked(web)
    assert {name for head in heads for name in head} == {
        "Host",
        "User-Agent",
        "Accept",
        "Accept-Encoding",
        "Connection",
    }
    assert {head["User-Agent"] for head in heads} == {"tests"}


def test_a_host_is_asked_at_its_pace(web):
    asker = Asker(SHORT._replace(pause=0.2), "tests", web.address)
    for number in range(3):
        asker.ask(f"http://page.example.org/{number}")
    first, second, third = web.times("page.example.org")
    assert min(second - first, third - second) > 0.15


def test_a_pace_is_of_each_host_alone():
    slept = []
    pace = Pace(2.0, clock=lambda: 100.0, sleep=slept.append)
    for host in ("a.example", "b.example", "a.example", "a.example"):
        pace.wait(host)
    assert slept == [2.0, 4.0]
    pace.hold("b.example", 30.0)
    pace.wait("b.example")
    assert slept[-1] == 30.0


def test_a_host_is_left_alone_as_long_as_it_asks_but_no_longer_than_a_minute(web, monkeypatch):
    web.page(PAGE, b"", 429, Retry_After="9999")
    held = []
    monkeypatch.setattr(Pace, "hold", lambda pace, host, seconds: held.append((host, seconds)))
    asked(web)
    assert held == [("page.example.org", 60.0)]


@pytest.mark.parametrize("proxy", ["nowhere", "ftp://proxy.example.org/", "http://[", "http://a b:1/"])
def test_a_wrong_proxy_is_named(proxy):
    with pytest.raises(DataError, match="--proxy"):
        Asker(SHORT, "tests", proxy)
