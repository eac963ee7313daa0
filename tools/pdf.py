"""Print the built book as one PDF: python tools/pdf.py FILE.

Needs what tests/browser/requirements.lock lists, and Chromium. Two runs differ in their dates alone.
"""

import sys
from pathlib import Path

from browser import BOOK, chromium, served

from dossier.whole import one_page

FOOT = (
    '<div style="width: 100%; font: 8px sans-serif; text-align: center">'
    '<span class="pageNumber"></span> / <span class="totalPages"></span></div>'
)


def main(file: Path) -> None:
    """Write the whole book to ``file``, every chapter in order, with contents and bookmarks."""
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(".new.pdf")
    with served() as address, chromium() as browser:
        page = browser.new_page(color_scheme="light")
        whole = f"{address}/whole.html"  # no such file: what is printed is given here, beside its style sheets
        page.route(whole, lambda route: route.fulfill(body=one_page(BOOK), content_type="text/html; charset=utf-8"))
        page.goto(whole, wait_until="networkidle")
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
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
