"""The look pages are served on this machine, to whoever has the token in their address, and to no other page.

A page of another site can make a browser ask this server, also under a name of its own that leads here (DNS
rebinding). So a request must name this host and port, carry the token, and come from no other origin.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hmac import compare_digest
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from secrets import token_urlsafe
from threading import Event, Thread
from typing import Any
from urllib.parse import urlsplit

from dossier.errors import DataError
from dossier.look.choice import choice_of
from dossier.look.pages import FORM, Look, article_page, refusal_page, start_page, view_of, view_page
from dossier.look.sheet import csv_of, kind_of, workbook_of
from dossier.pages.policy import policy

HOST = "127.0.0.1"

_HEADERS = {
    "Content-Security-Policy": f"{policy(FORM)}; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",  # the address has the token
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
}
_HTML = "text/html; charset=utf-8"
_KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_SECONDS = 30  # a request that takes longer to arrive is dropped


class Server(ThreadingHTTPServer):
    """A server of the pages of one ``look``, with a token of its own."""

    daemon_threads = True
    allow_reuse_address = False

    def __init__(self, look: Look, port: int = 0) -> None:
        super().__init__((HOST, port), _Handler)
        self.look = look
        self.token = token_urlsafe(32)
        self.ended = Event()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a reader who went away; any other error is a defect, and is printed."""
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)

    @property
    def origin(self) -> str:
        """The origin of the pages: scheme, host and port."""
        return f"http://{HOST}:{self.server_port}"

    @property
    def address(self) -> str:
        """The address of the first page."""
        return f"{self.origin}/{self.token}/"


@contextmanager
def serving(look: Look, port: int = 0) -> Iterator[Server]:
    """Serve the pages of ``look`` until the block ends."""
    with Server(look, port) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.ended.set()
            server.shutdown()


class _Handler(BaseHTTPRequestHandler):
    """Answer one request with a page, a file, or a sentence that says why not."""

    server: Server
    timeout = _SECONDS

    def version_string(self) -> str:
        """Name no versions."""
        return "dossier"

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing: an address has the token, and what was looked at."""

    def do_GET(self) -> None:
        """Answer with a page or a file."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """Answer with the headers of a page."""
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        if reason := self._refused():
            self._send(HTTPStatus.FORBIDDEN, "text/plain; charset=utf-8", f"{reason}\n".encode(), with_body)
            return
        address = urlsplit(self.path)
        token, _, name = address.path.removeprefix("/").partition("/")
        if not compare_digest(token.encode(), self.server.token.encode()):
            self._send(
                HTTPStatus.NOT_FOUND, "text/plain; charset=utf-8", b"there is no such page\n", with_body
            )
            return
        try:
            self._serve(name, address.query, with_body)
        except DataError as reason:
            page = refusal_page(self.server.look, str(reason))
            self._send(HTTPStatus.NOT_FOUND, _HTML, page.encode("utf-8", "replace"), with_body)

    def _refused(self) -> str:
        """Return why a request is not answered; empty for one from a page of this server, or a person."""
        hosts = self.headers.get_all("Host") or []
        if hosts != [urlsplit(self.server.origin).netloc]:
            return f"this server answers at {self.server.origin} only"
        origin = self.headers.get("Origin")
        if origin not in (None, self.server.origin):
            return "this server answers no other page"
        site, wanted = self.headers.get("Sec-Fetch-Site"), self.headers.get("Sec-Fetch-Dest")
        if site not in (None, "none", "same-origin") and wanted != "document":
            return (
                "this server answers no other page"  # a link to a whole page is followed: it needs the token
            )
        return ""

    def _serve(self, name: str, query: str, with_body: bool) -> None:
        look = self.server.look
        if name == "":
            page = start_page(look)
        elif name == "article":
            page = article_page(look, query)
        elif "." in name:
            self._serve_file(name, query, with_body)
            return
        else:
            page = view_page(look, name, query)
        self._send(HTTPStatus.OK, _HTML, page.encode("utf-8", "replace"), with_body)

    def _serve_file(self, name: str, query: str, with_body: bool) -> None:
        look = self.server.look
        view_name, form = kind_of(name)
        view = view_of(look, view_name)
        choice = choice_of(view, query)
        attached = {"Content-Disposition": f'attachment; filename="{view.name}.{form}"'}
        if form == "xlsx":
            self._send(HTTPStatus.OK, _KINDS[form], workbook_of(look, view, choice), with_body, attached)
            return
        self._begin(
            HTTPStatus.OK, _KINDS[form], attached
        )  # its length is not known: it ends with the connection
        if with_body:
            for part in csv_of(look, view, choice):
                self.wfile.write(part)

    def _send(
        self, status: HTTPStatus, kind: str, body: bytes, with_body: bool, more: dict[str, str] | None = None
    ) -> None:
        self._begin(status, kind, {**(more or {}), "Content-Length": str(len(body))})
        if with_body:
            self.wfile.write(body)

    def _begin(self, status: HTTPStatus, kind: str, more: dict[str, str]) -> None:
        self.send_response(status)
        for header, value in {"Content-Type": kind, **_HEADERS, **more}.items():
            self.send_header(header, value)
        self.end_headers()
