"""A server on this machine that plays every host: it is a proxy, so addresses keep names that a table may have."""

import http.server
import threading
import time
from contextlib import contextmanager
from urllib.parse import urlsplit


class Web:
    """What each address answers, and what was asked, with the time of each request."""

    def __init__(self):
        self.answers = {}
        self.asked = []
        self.address = ""

    def page(self, address, body=b"a page", status=200, **headers):
        """Let an address answer with a body; ``_`` in the name of a header is ``-``."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[address] = lambda handler: handler.answer(status, body, named)

    def leads(self, address, target, status=301):
        self.page(address, b"", status, Location=target)

    def times(self, host):
        return [at for at, address in self.asked if urlsplit(address).hostname == host]


class _Handler(http.server.BaseHTTPRequestHandler):
    web = None

    def do_GET(self):
        self.web.asked.append((time.monotonic(), self.path))
        known = self.web.answers
        answer = known.get(self.path) or known.get(self.path.partition("?")[0])
        if answer:
            answer(self)
        else:
            self.answer(404, b"", {})

    def answer(self, status, body, headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "Content-Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format, *args):
        pass


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass  # a reader that leaves in the middle is what some tests want


@contextmanager
def running():
    """Give a `Web` that answers at its ``address`` on this machine."""
    web = Web()
    handler = type("Handler", (_Handler,), {"web": web})
    with _Server(("127.0.0.1", 0), handler) as server:
        web.address = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        try:
            yield web
        finally:
            server.shutdown()
