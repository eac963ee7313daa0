"""The look pages become a folder of pages that need no server, each marked as private.

A page of a view has its first rows, and a script of its own that filters and sorts them; the CSV beside it
has all rows.
"""

from pathlib import Path

from markupsafe import Markup

from dossier.book.private import NOTICE, SIGN, marked
from dossier.errors import DataError
from dossier.look.choice import Choice, rows_of
from dossier.look.pages import Look, Page, shown, start_values, view_values
from dossier.look.sheet import csv_of
from dossier.pages.policy import Rights, published
from dossier.pages.templates import render
from dossier.schema.folders import replace_folder

MOST_ROWS = 2_000
"""Rows on a page: a browser filters so many at once."""


def export(look: Look, folder: Path, report: Path | None = None) -> Path:
    """Write the pages of ``look`` into ``folder``, and return the first.

    ``report`` is the folder of the report that one is in: there only ``_private`` takes what is private.
    """
    private = report / "_private" if report else None
    if (
        report
        and folder.resolve().is_relative_to(report)
        and not folder.resolve().is_relative_to(private or report)
    ):
        remedy = "name a folder below _private, or one outside the report"
        raise DataError(folder.name, "is in a report that is published", remedy=remedy)
    files = {
        SIGN: f"{NOTICE}\n".encode(),
        "index.html": _page("index.html", start_values(look, exported=True)),
    }
    for view in look.views.views.values():
        numbers = list(range(min(MOST_ROWS, look.views.counts[view.name])))
        everything = Choice(dict.fromkeys((each.name for each in view.filters), ""))
        rows = shown(look, view, rows_of(look.views, view, numbers), linked=False)
        values = view_values(look, view, everything, rows, exported=True)
        files[f"{view.name}.html"] = _page(f"{view.name}.html", values)
        files[f"{view.name}.csv"] = b"".join(csv_of(look, view, everything))
    ours = ["said.html", "said.csv", "figures.html", "figures.csv"]  # an earlier folder may have had them
    replace_folder(folder, files, ours=ours)
    return folder / "index.html"


def _page(name: str, page: Page) -> bytes:
    """Return a page of the folder: with its script, guarded, without a fault, and marked as private."""
    script = render("look.js.jinja") if page.values.get("rows") else ""
    rights = Rights(inline=(script,)) if script else Rights()
    text = render(page.template, **{**page.values, "script": Markup(script)})
    return marked(published(name, text, rights)).encode("utf-8", "replace")
