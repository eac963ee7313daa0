"""The built book → its pages in a headless Chromium, for the browser checks, the screenshots and the PDF.

The folder is ``_build/html``, or the one that BOOK names.
"""

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

LIGHT = ("rows/", "sources/", "entities/", "numbers/")
"""The folders of light pages: one template, so that a check looks at a few of them."""

COMPRESSED = ("text/", "application/javascript", "application/json", "image/svg+xml")

# The browser must ask no host by itself: a check counts what the pages ask for.
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
TIMEOUT = 120_000  # milliseconds: a picture of the ledger takes long on a busy machine


def page_names() -> list[str]:
    """Return the pages of the book, as addresses below its folder, without the light pages of rows."""
    names = (path.relative_to(BOOK).as_posix() for path in BOOK.rglob("*.html"))
    return sorted(name for name in names if not name.startswith(("_static/", *LIGHT)))


def light_names() -> list[str]:
    """Return the light pages of rows, outside pages and names, as addresses below the folder of the book."""
    return sorted(
        path.relative_to(BOOK).as_posix() for folder in LIGHT for path in BOOK.glob(f"{folder}*.html")
    )


@contextmanager
def served(folder: Path = BOOK) -> Iterator[str]:
    """Serve ``folder`` on this machine, and yield its address."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with _Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class _Server(http.server.ThreadingHTTPServer):
    """A server that lets many connections wait: a busy machine accepts them late, and none may be lost."""

    request_queue_size = 128


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serve text compressed over one lasting connection, as a host of static pages does."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing, because a line for each request would hide what a check prints."""

    def send_head(self) -> IO[bytes] | None:
        """Answer with a file of text compressed, and as the standard library does otherwise."""
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
    """Return the file compressed as a host sends it; cached, because the book does not change meanwhile."""
    return gzip.compress(path.read_bytes(), 6, mtime=0)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the Chromium of this machine, and yield it."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Visit:
    """A page in the browser, the addresses that it asked for, and its complaints."""

    page: Page
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    sent: dict[str, int] = field(default_factory=dict)
    """Bytes received, by the address below the host."""

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("requestfailed", lambda request: self.complaints.append(f"failed: {request.url}"))
        self.page.on("response", self._weigh)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._note_message)

    def _weigh(self, response: Response) -> None:
        if not response.ok:
            self.complaints.append(f"{response.status}: {response.url}")
        elif not response.url.startswith("data:"):
            address = unquote(urlsplit(response.url).path).lstrip("/")
            self.sent[address] = int(response.headers.get("content-length", 0))

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def elsewhere(self, home: str) -> list[str]:
        """Return the addresses asked for on other hosts than ``home``."""
        urls = [url for url in self.asked if not url.startswith("data:")]
        return [url for url in urls if urlsplit(url)[:2] != urlsplit(home)[:2]]


@contextmanager
def visited(browser: Browser, url: str, viewport: str = "desk", colours: str = "light") -> Iterator[Visit]:
    """Visit a page as a new reader, without animations, and yield the visit."""
    with browser.new_context(
        viewport=VIEWPORTS[viewport], color_scheme=colours, reduced_motion="reduce"
    ) as context:
        context.set_default_timeout(TIMEOUT)
        visit = Visit(context.new_page())
        visit.page.goto(url, wait_until="networkidle")
        yield visit


def take_picture(page: Page, folder: Path, name: str, viewport: str, colours: str) -> None:
    """Write ``folder/PAGE-VIEWPORT-COLOURS.png``, the page at its full length."""
    stem = name.removesuffix(".html").replace("/", "-")
    page.screenshot(path=folder / f"{stem}-{viewport}-{colours}.png", full_page=True)
