"""Dated rows → the two parts of the timeline in HTML: the picture, and the list that says the same.

``timeline.js`` adds filters above the picture, whose state stands in the address. Without it the picture and
the list are whole, and every point and every entry is a link to the page of its row.
"""

from itertools import groupby

from markupsafe import Markup

from dossier.pages.in_time.dated import DatedRows
from dossier.pages.in_time.picture import picture
from dossier.pages.templates import fragment


def timeline_picture(rows: DatedRows, up: str = "../") -> Markup:
    """Turn dated rows into the picture, with the place for its filters above it."""
    if not rows.rows:
        return Markup("<p>No row has a day.</p>")
    return picture(rows.rows, rows.themes, up)


def timeline_list(rows: DatedRows, up: str = "../") -> Markup:
    """Turn dated rows into a list by year, an entry for each row."""
    years = [(year, list(of_year)) for year, of_year in groupby(rows.rows, key=lambda row: row.first.year)]
    names = {row.row_id: row.mark for row in rows.rows if row.table == "sources"}
    return fragment("timeline_list.html.jinja", years=years, names=names, up=up)
