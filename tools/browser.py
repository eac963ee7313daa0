"""The built book in a headless Chromium, as the browser checks and the screenshots see it."""

import functools
import gzip
import http.server
import io
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Response, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
BOOK = Path(os.environ.get("BOOK", ROOT / "_build" / "html"))

COMPRESSED = ("text/", "application/javascript", "application/json", "image/svg+xml")

# The browser itself must not look for updates, or a page's silence proves nothing.
FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",
]

VIEWPORTS = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
COLOURS = ("light", "dark")
PATIENCE = 120_000  # milliseconds: a picture of the ledger on a busy machine takes its time


def page_names() -> list[str]:
    """Return the pages of the book, as addresses below its folder."""
    found = (path for path in BOOK.rglob("*.html") if "_static" not in path.parts)
    return sorted(path.relative_to(BOOK).as_posix() for path in found)


@contextmanager
def served(folder: Path = BOOK) -> Iterator[str]:
    """Serve ``folder`` on this machine, and give its address."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serve text compressed over one lasting connection, as a host of static pages does."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a request a line would bury what a check prints."""

    def send_head(self) -> IO[bytes] | None:
        """Answer with the file, compressed where that helps; all else as the standard library does."""
        path = Path(self.translate_path(self.path))
        kind = self.guess_type(str(path))
        if not path.is_file() or not kind.startswith(COMPRESSED):
            return super().send_head()
        packed = compressed(path)
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(packed)))
        self.end_headers()
        return io.BytesIO(packed)


@functools.cache
def compressed(path: Path) -> bytes:
    """Return what a host sends for ``path``; the book does not change while it is looked at."""
    return gzip.compress(path.read_bytes(), 6, mtime=0)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the Chromium of this machine."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Visit:
    """A page in the browser, what it asked for and what it complained of."""

    page: Page
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    sent: dict[str, int] = field(default_factory=dict)
    """Bytes that came over the line, by the address below the host."""

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("requestfailed", lambda request: self.complaints.append(f"failed: {request.url}"))
        self.page.on("response", self._weigh)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._hear)

    def _weigh(self, response: Response) -> None:
        if not response.ok:
            self.complaints.append(f"{response.status}: {response.url}")
        elif not response.url.startswith("data:"):
            address = unquote(urlsplit(response.url).path).lstrip("/")
            self.sent[address] = int(response.headers.get("content-length", 0))

    def _hear(self, said: ConsoleMessage) -> None:
        if said.type in {"error", "warning"}:
            self.complaints.append(said.text)

    def elsewhere(self, home: str) -> list[str]:
        """Return what was asked of any host but ``home``."""
        urls = [url for url in self.asked if not url.startswith("data:")]
        return [url for url in urls if urlsplit(url)[:2] != urlsplit(home)[:2]]


@contextmanager
def visited(browser: Browser, url: str, viewport: str = "desk", colours: str = "light") -> Iterator[Visit]:
    """Visit a page as a reader who was never there before; nothing moves, colours change at once."""
    with browser.new_context(
        viewport=VIEWPORTS[viewport], color_scheme=colours, reduced_motion="reduce"
    ) as context:
        context.set_default_timeout(PATIENCE)
        visit = Visit(context.new_page())
        visit.page.goto(url, wait_until="networkidle")
        yield visit


def take_picture(page: Page, folder: Path, name: str, viewport: str, colours: str) -> None:
    """Write ``folder/PAGE-VIEWPORT-COLOURS.png``, the page at its whole length."""
    stem = name.removesuffix(".html").replace("/", "-")
    page.screenshot(path=folder / f"{stem}-{viewport}-{colours}.png", full_page=True)
