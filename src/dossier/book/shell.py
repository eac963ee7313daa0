"""A page of the site that belongs to no edition: one file, no script, in the look of the book."""

import html

STYLE = """
:root { color-scheme: light dark; --ink: #222832; --soft: #4f5864; --line: #d1d5da; --link: #1f5f8a;
  --paper: #fff; --plain: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #ced6dd; --soft: #a3adb8; --line: #48566b; --link: #86bfe2; --paper: #14181e; }
}
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.6 Charter, "Bitstream Charter", "Sitka Text", Cambria, Georgia, serif; }
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: clamp(1.75rem, 1.35rem + 1.8vw, 2.4rem); }
h1, h2, h3 { line-height: 1.2; text-wrap: balance; }
h2 { margin-top: 2.5rem; }
p, ul, ol { max-width: 38rem; }
a { color: var(--link); text-underline-offset: 0.15em; }
code { font-size: 0.85em; overflow-wrap: anywhere; }
.table-wrap { overflow-x: auto; margin: 1.5rem 0; }
table { border-collapse: collapse; font: 0.85rem/1.4 var(--plain); font-variant-numeric: tabular-nums; }
caption { padding-bottom: 0.5rem; color: var(--soft); text-align: left; }
tr { border-bottom: 1px solid var(--line); }
thead tr { border-top: 1px solid; border-bottom-color: var(--soft); }
tbody tr:last-child { border-bottom-color: currentcolor; }
th, td { padding: 0.35rem 1.25rem 0.35rem 0; text-align: left; vertical-align: top; }
th { vertical-align: bottom; }
td.unbroken { white-space: nowrap; }
th.long { min-width: 13rem; }
.soft { color: var(--soft); font: 0.85rem/1.5 var(--plain); }
"""


def plain_page(title: str, body: str, book: str) -> str:
    """Return a whole HTML page; ``title`` and ``book`` are text, ``body`` is escaped HTML.

    >>> "<title>A &lt; B: Low water</title>" in plain_page("A < B", "<p>text</p>", "Low water")
    True
    """
    named = html.escape(title)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{named}: {html.escape(book)}</title>\n"
        f'<link rel="icon" href="data:,">\n<style>{STYLE}</style>\n</head>\n'
        f"<body>\n<main>\n<h1>{named}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )
