"""Take a picture of every page of the built book: python tools/screenshots.py FOLDER.

Wide and narrow, light and dark. Needs what tests/browser/requirements.lock lists, and Chromium.
"""

import sys
from pathlib import Path

from browser import chromium, page_names, served

WIDTHS = {"desk": 1280, "phone": 390}


def main(folder: Path) -> None:
    """Write ``folder/PAGE-WIDTH-COLOURS.png`` for every page."""
    folder.mkdir(parents=True, exist_ok=True)
    with served() as address, chromium() as browser:
        for label, width in WIDTHS.items():
            for colours in ("light", "dark"):
                page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=colours)
                for name in page_names():
                    page.goto(f"{address}/{name}")
                    stem = name.removesuffix(".html").replace("/", "-")
                    page.screenshot(path=folder / f"{stem}-{label}-{colours}.png", full_page=True)
                page.close()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
