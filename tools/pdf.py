"""The book as one page of HTML → a PDF: .venv/bin/python -m dossier one-page | python tools/pdf.py FILE.

Needs what tests/browser/requirements.lock lists, and Chromium. Two runs differ in their dates alone.
"""

import sys
from pathlib import Path

from browser import chromium, served

FOOT = (
    '<div style="width: 100%; font: 8px sans-serif; text-align: center">'
    '<span class="pageNumber"></span> / <span class="totalPages"></span></div>'
)


def main(html: str, file: Path) -> None:
    """Print the page ``html`` to ``file``, with bookmarks; its style sheets are those of the built book."""
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(".new.pdf")
    with served() as address, chromium() as browser:
        page = browser.new_page(color_scheme="light")
        # There is no such file: the browser gets ``html`` at this address, so that it finds the style sheets.
        page_address = f"{address}/one_page.html"
        page.route(
            page_address, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8")
        )
        page.goto(page_address, wait_until="load")
        page.pdf(
            path=fresh,
            prefer_css_page_size=True,
            outline=True,
            tagged=True,
            display_header_footer=True,
            header_template="<span></span>",
            footer_template=FOOT,
        )
    fresh.replace(file)
    print(file)


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.stdin.isatty():
        sys.exit(__doc__)
    if not (one_page := sys.stdin.read()):
        sys.exit("error: no page came in; nothing is printed")
    main(one_page, Path(sys.argv[1]))
