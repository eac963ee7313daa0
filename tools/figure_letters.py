"""DejaVu Sans of matplotlib → two small fonts in ``book/_static``: python tools/figure_letters.py.

matplotlib measures the text of a drawing in this font, so the pages load the same one, regular and bold. It
is cut down to the letters of Western European languages and to our marks. The same input gives the same
bytes.
"""

from pathlib import Path

import matplotlib
from fontTools import subset

FONTS = Path(matplotlib.get_data_path(), "fonts", "ttf")
STATIC = Path(__file__).resolve().parent.parent / "book" / "_static"
CUT = {"DejaVuSans.ttf": "dejavu-sans.woff2", "DejaVuSans-Bold.ttf": "dejavu-sans-bold.woff2"}
LETTERS = [*range(0x20, 0x7F), *range(0xA0, 0x100)]  # ASCII and Latin-1, as code points
MARKS = "ŒœŸ‐‑–—‘’“”„†‡•…‰′″‹›−×≈≠≤≥←↑→↓↔□■▪▲△▴▸▶►▼▽▾◀◂◆◇○●◌★☆✓✕\u2009\u202f€№"


def main() -> None:
    """Write the fonts of `CUT` into ``book/_static``."""
    options = subset.Options(flavor="woff2", hinting=False, layout_features=["kern"])
    options.recalc_timestamp = False
    for name, cut in CUT.items():
        with subset.load_font(str(FONTS / name), options) as font:
            cutter = subset.Subsetter(options)
            cutter.populate(unicodes=[*LETTERS, *map(ord, MARKS)])
            cutter.subset(font)
            subset.save_font(font, str(STATIC / cut), options)


if __name__ == "__main__":
    main()
