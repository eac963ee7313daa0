"""The built book in a headless Chromium, as the browser checks and the screenshots see it."""

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
BOOK = Path(os.environ.get("BOOK", ROOT / "_build" / "html"))

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
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a request a line would bury what a check prints."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the Chromium of this machine."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()
