"""The built book → a picture of every page: python tools/screenshots.py FOLDER.

Wide and narrow, light and dark. Needs what tests/browser/requirements.lock lists, and Chromium.
"""

import sys
from pathlib import Path

from browser import COLOURS, VIEWPORTS, chromium, page_names, served, take_picture, visited


def main(folder: Path) -> None:
    """Write ``folder/PAGE-VIEWPORT-COLOURS.png`` for every page."""
    folder.mkdir(parents=True, exist_ok=True)
    with served() as address, chromium() as browser:
        for name in page_names():
            for viewport in VIEWPORTS:
                for colours in COLOURS:
                    with visited(browser, f"{address}/{name}", viewport, colours) as visit:
                        take_picture(visit.page, folder, name, viewport, colours)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
