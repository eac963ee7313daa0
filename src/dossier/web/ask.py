"""The address of an outside page → what its host answers, within limits of time, size, redirects and pace.

Nothing that a host sends is run, shown or stored: of a page its digest is taken, and an address to which it
leads passes the entrance of the tables (`dossier.schema.texts`). A machine of one's own network is not asked.
"""

import hashlib
import http.client
import ipaddress
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    LocationParseError,
    NameResolutionError,
    NewConnectionError,
    ProxyError,
    ReadTimeoutError,
    SSLError,
)

from dossier.errors import DataError, quoted
from dossier.schema.texts import ADDRESS, text_fault

MOST_REDIRECTS = 10
_PERMANENT = (301, 308)
_REDIRECTS = (301, 302, 303, 307, 308)
_REFUSED = (401, 402, 403, 405, 406, 407, 451)
_LATER = (425, 429, 500, 502, 503, 504)
_PIECE = 65_536  # bytes that are read at once
_ANSWERS = 3  # so many answers' time has an address with all to which it leads
_LONGEST_WAIT = 60.0  # seconds that a host may ask us to wait


class Limits(NamedTuple):
    """How long, how much and how often to ask."""

    seconds: float = 20.0
    """For each answer; an address with its redirects and its page has three times as long."""
    size: int = 5_000_000
    """Bytes of a page that are read at most."""
    retries: int = 1
    """How often an address is asked again that did not answer."""
    pause: float = 2.0
    """Seconds between two requests to one host."""


class Answer(NamedTuple):
    """What came of asking for an address."""

    state: str
    """``answers``, ``refused`` (not to programs, or not now) or ``dead``."""
    reason: str = ""
    """Why it is refused or dead, in words."""
    moved_to: str = ""
    """The address to which it moved for good."""
    digest: str = ""
    """The SHA-256 of the page; empty where the page is larger than the limit."""
    body: bytes = b""
    """The page, where it was asked for."""


class _NotPublicError(NewConnectionError):
    """A name leads to a machine that is not on the public network."""


class _Watch(threading.local):
    """Ends the connection of a thread when its time is over, however slowly the host goes on sending."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.is_over = threading.Event()
        self._timer: threading.Timer | None = None
        self._handle: socket.socket | None = None

    def begin(self, seconds: float) -> None:
        """Give the next connection of this thread so many seconds."""
        self.seconds, self.is_over = seconds, threading.Event()

    def over(self, sock: socket.socket) -> socket.socket:
        """Watch over a socket; a second handle stays good when the first is wrapped for TLS."""
        self.end()
        self._handle = handle = sock.dup()
        self._timer = threading.Timer(self.seconds, _cut, (handle, self.is_over))
        self._timer.daemon = True
        self._timer.start()
        return sock

    def end(self) -> None:
        """Stop watching."""
        if self._timer and self._handle:
            self._timer.cancel()
            self._timer.join()
            self._handle.close()
        self._timer = self._handle = None


def _cut(handle: socket.socket, is_over: threading.Event) -> None:
    is_over.set()
    with suppress(OSError):
        handle.shutdown(socket.SHUT_RDWR)


_watch = _Watch()


def _public(connection: HTTPConnection, sock: socket.socket) -> socket.socket:
    """Return a socket whose other end is public; close any other before a word is sent."""
    address = ipaddress.ip_address(sock.getpeername()[0].partition("%")[0])
    if not address.is_global:
        sock.close()
        raise _NotPublicError(connection, "its name leads to a machine of this network")
    return sock


class _Plain(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _watch.over(_public(self, super()._new_conn()))


class _Secure(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _watch.over(_public(self, super()._new_conn()))


class _PlainByProxy(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _watch.over(super()._new_conn())


class _SecureByProxy(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _watch.over(super()._new_conn())


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


class _PlainPoolByProxy(HTTPConnectionPool):
    ConnectionCls = _PlainByProxy


class _SecurePoolByProxy(HTTPSConnectionPool):
    ConnectionCls = _SecureByProxy


class Pace:
    """Lets requests to one host begin no sooner than ``pause`` seconds after each other, in any thread."""

    def __init__(
        self,
        pause: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._pause, self._clock, self._sleep = pause, clock, sleep
        self._next: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait(self, host: str) -> None:
        """Wait until ``host`` may be asked, and note that it is."""
        with self._lock:
            now = self._clock()
            begin = max(now, self._next.get(host, now))
            self._next[host] = begin + self._pause
        if begin > now:
            self._sleep(begin - now)

    def hold(self, host: str, seconds: float) -> None:
        """Ask ``host`` nothing for so many seconds."""
        with self._lock:
            self._next[host] = max(self._next.get(host, 0.0), self._clock() + seconds)


class Asker:
    """Asks for addresses, by ``proxy`` where one is named; one asker may serve many threads."""

    def __init__(self, limits: Limits, agent: str, proxy: str = "") -> None:
        self._limits, self._pace = limits, Pace(limits.pause)
        headers = {
            "User-Agent": agent,
            "Accept": "*/*",
            "Accept-Encoding": "identity",
            "Connection": "close",  # the watch is over one request
        }
        settings: dict[str, Any] = {"headers": headers, "num_pools": 50}
        self._http: urllib3.PoolManager
        if not proxy:
            self._http = urllib3.PoolManager(**settings)
            self._http.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}
            return
        try:
            self._http = urllib3.ProxyManager(proxy, **settings)
            self._http.pool_classes_by_scheme = {"http": _PlainPoolByProxy, "https": _SecurePoolByProxy}
        except (HTTPError, ValueError) as reason:
            remedy = "write it as http://proxy.example:3128"
            raise DataError("--proxy", f"{quoted(proxy)} is no address of a proxy", remedy=remedy) from reason

    def ask(self, address: str, keep: int = 0) -> Answer:
        """Return what comes of ``address``; its body too, where it has at most ``keep`` bytes.

        It is asked again as often as the limits say while it does not answer. Nothing is raised for what a
        host sends or does not send.
        """
        answer = self._followed(address, keep)
        for again in range(self._limits.retries):
            if not answer.reason.startswith(_WORTH_ANOTHER):
                break
            self._pace.hold(_host(address), self._limits.pause * 2 ** (again + 1))
            answer = self._followed(address, keep)
        return answer

    def _followed(self, address: str, keep: int) -> Answer:
        """Return what comes of an address and of those to which it leads."""
        end = time.monotonic() + self._limits.seconds * _ANSWERS
        here, moved_to, for_good = address, "", True
        seen = {address}
        for _ in range(MOST_REDIRECTS + 1):
            if fault := text_fault(here, ADDRESS):
                if here == address:
                    return Answer("dead", fault.problem)
                return Answer("dead", f"leads to {quoted(here)}, which is no address of a public page")
            step = self._once(here, keep, end)
            if isinstance(step, Answer):
                return step._replace(moved_to=moved_to if step.state == "answers" else "")
            status, target = step
            try:
                here = urljoin(here, target)
            except ValueError:  # as for http://[
                here = target
            here = here.partition("#")[0]
            for_good = for_good and status in _PERMANENT
            moved_to = here if for_good else moved_to
            if here in seen:
                return Answer("dead", "its redirects go in a circle")
            seen.add(here)
        return Answer("dead", f"more than {MOST_REDIRECTS} redirects")

    def _once(self, address: str, keep: int, end: float) -> Answer | tuple[int, str]:
        """Ask for one address: return the answer, or the status and target of a redirect."""
        self._pace.wait(_host(address))
        _watch.begin(max(end - time.monotonic(), 0.1))
        try:
            response = self._http.request(
                "GET",
                address,
                redirect=False,
                retries=False,
                preload_content=False,
                timeout=urllib3.Timeout(connect=self._limits.seconds, read=self._limits.seconds),
            )
            try:
                return self._answer(response, address, keep)
            finally:
                response.close()  # what is left of it is never read
        except (HTTPError, OSError, ValueError, http.client.HTTPException) as reason:
            return Answer("dead", _TOO_SLOW if _watch.is_over.is_set() else _in_words(reason))
        finally:
            _watch.end()

    def _answer(
        self, response: urllib3.BaseHTTPResponse, address: str, keep: int
    ) -> Answer | tuple[int, str]:
        """Return what a response says: status and target of a redirect, or the answer."""
        status, target = response.status, response.headers.get("Location", "")
        if status in _REDIRECTS and target:
            return status, target[: ADDRESS.longest + 1]
        if status != 200:
            self._held(address, status, response.headers.get("Retry-After", ""))
            return _refusal(status)
        return self._read(response, keep)

    def _held(self, address: str, status: int, after: str) -> None:
        """Leave a host alone for as long as it asks."""
        if status in _LATER and after.isdecimal() and len(after) < 5:
            self._pace.hold(_host(address), min(float(after), _LONGEST_WAIT))

    def _read(self, response: urllib3.BaseHTTPResponse, keep: int) -> Answer:
        """Return the digest of a page, and its bytes where they are asked for and few."""
        digest, size, kept = hashlib.sha256(), 0, b""
        for piece in response.stream(_PIECE, decode_content=True):
            size += len(piece)
            if size > self._limits.size:
                return Answer("answers", f"larger than {self._limits.size:,} bytes")
            digest.update(piece)
            kept = kept + piece if size <= keep else b""
        if _watch.is_over.is_set():
            return Answer("dead", _TOO_SLOW)
        return Answer("answers", digest=digest.hexdigest(), body=kept)


_NO_ANSWER, _NO_HOST, _TOO_SLOW = "no answer", "no such host", "too slow"
NOT_REACHED = (_NO_ANSWER, _NO_HOST)
"""How the reason begins where no host said anything."""
_WORTH_ANOTHER = (*NOT_REACHED, _TOO_SLOW, "asks to come later")


def _refusal(status: int) -> Answer:
    """Return the answer that a status other than a page or a redirect makes.

    >>> _refusal(404).reason, _refusal(403).state
    ('status 404', 'refused')
    """
    if status in _LATER:
        return Answer("refused", f"asks to come later: status {status}")
    if status in _REFUSED:
        return Answer("refused", f"refuses programs: status {status}")
    return Answer("answers") if 200 <= status < 300 else Answer("dead", f"status {status}")


def _in_words(reason: Exception) -> str:
    """Return why an address could not be asked; never a text of the host."""
    reason = reason.original_error if isinstance(reason, ProxyError) else reason
    words: tuple[tuple[type[Exception], str], ...] = (
        (_NotPublicError, "its name leads to a machine of this network"),
        (NameResolutionError, _NO_HOST),
        (NewConnectionError, f"{_NO_ANSWER}: no connection"),
        (ConnectTimeoutError, f"{_NO_ANSWER}: its time ran out"),
        (ReadTimeoutError, f"{_NO_ANSWER}: its time ran out"),
        (TimeoutError, f"{_NO_ANSWER}: its time ran out"),
        (SSLError, "its certificate does not hold"),
        (LocationParseError, "no address that can be asked"),
    )
    return next((text for kind, text in words if isinstance(reason, kind)), "its answer cannot be read")


def _host(address: str) -> str:
    return urlsplit(address).hostname or ""
