"""`gazetteer`, `routes` and `namings` become the map of the places that the data name, and its tables."""

import json
import math
import re
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from dossier.evidence.claims import current, support_by_id
from dossier.evidence.selections import selected_id
from dossier.schema.files import Row, rows, split_ids
from dossier.show.chart import ARTICLE, FAINT, INK, RECORD, Chart, canvas
from dossier.show.table import ShownTable, row_link
from militant_unity.data import Dataset

DATED = {"estimates": "statement_date", "events": "date", "outcomes": "date", "statements": "statement_date"}
"""The tables of the record that name places, each with the column of its date."""

_WINDOWS = {"wide": (21.0, 32.5, 141.5, 63.0), "near": (124.4, 38.5, 135.0, 43.9)}
"""West, south, east and north of the two maps, in degrees."""

_COUNTRIES = {
    "wide": (("Russia", 82, 60.8), ("China", 101, 36), ("Ukraine", 30.2, 48.6)),
    "near": (("China", 127.2, 42.9), ("Russia", 133.2, 43.5), ("North Korea", 127.0, 40.5)),
}
"""Where the name of a country is drawn: degrees east and north."""


class Place(NamedTuple):
    """A row of `gazetteer`, with its names as a pattern."""

    place: str
    label: str
    role: str
    names: re.Pattern[str]
    latitude: float
    longitude: float
    located_at: str
    label_offset: tuple[float, float]  # points right of and above the mark
    label_side: str


def places(data: Dataset) -> list[Place]:
    """Return the places of `gazetteer`, in the order of their position."""
    return [
        Place(
            row.place,
            row.label,
            row.role,
            re.compile(rf"\b(?:{'|'.join(map(re.escape, split_ids(row.names)))})\b"),
            float(row.latitude),
            float(row.longitude),
            row.located_at,
            (float(row.label_right), float(row.label_up)),
            row.label_side,
        )
        for row in rows(data.gazetteer.sort_values("position"))
    ]


def routes(data: Dataset) -> list[Row]:
    """Return the rows of `routes`, in the order of their position."""
    return list(rows(data.routes.sort_values("position")))


@cache
def outline() -> dict[str, Any]:
    """Return coast and borders of both maps, as ``tools/coastline.py`` drew them."""
    return dict(json.loads((files("militant_unity.map") / "coastline.json").read_text(encoding="utf-8")))


def sites(data: Dataset) -> list[Place]:
    """Return the places of `gazetteer` where something is said to have happened."""
    return [place for place in places(data) if place.role == "site"]


def claims_naming(data: Dataset, place: Place) -> list[str]:
    """Return the ids of the claims that name ``place``, by `namings`."""
    claims = current(data)["claim_id"]
    return sorted(claims[claims.isin(_named_rows(data, place, "claims"))])


def rows_naming(data: Dataset, place: Place) -> list[str]:
    """Return the ids of the rows of the record that name ``place``, by `namings`, the earliest first."""
    dated = []
    for name, date in DATED.items():
        table, identifier = getattr(data, name), data.schema.tables[name].key()[0]
        named = table[table[identifier].isin(_named_rows(data, place, name))]
        dated += list(zip(named[date].fillna(""), named[identifier], strict=True))
    return [row for _, row in sorted(dated)]


def _named_rows(data: Dataset, place: Place, table: str) -> list[str]:
    namings = data.namings
    return list(namings.loc[namings["place"].eq(place.place) & namings["table_name"].eq(table), "row_id"])


def sites_in_articles(data: Dataset) -> list[Place]:
    """Return the sites that a claim of the articles names."""
    return [place for place in sites(data) if claims_naming(data, place)]


def draw_map(data: Dataset) -> Chart:
    """Draw the places and the routes on two maps: from Kursk to the Pacific, and the near one below."""
    named, drawn = sites_in_articles(data), places(data)
    every = [place for place in drawn if place.role == "site"]
    message = (
        f"Of {len(every)} sites of shipment, meeting and fighting, {len(every) - len(named)} come "
        f"from the record alone; the articles name {' and '.join(place.label for place in named)}"
    )
    with canvas(message, 5.5) as (figure, only):
        only.remove()
        wide, near = figure.subplots(2, 1, height_ratios=(1.0, 1.72))
        for axes, window in ((wide, "wide"), (near, "near")):
            _draw_ground(axes, window)
            _draw_routes(axes, window, data, drawn)
            _draw_places(axes, window, drawn, named)
        west, south, east, north = _WINDOWS["near"]
        wide.add_patch(Rectangle((west, south), east - west, north - south, fill=False, color=INK, lw=0.9))
        wide.annotate(
            "map below", (west, north), (-3, -6), textcoords="offset points", ha="right", fontsize=8
        )
        near.set_xlabel("● named by an article    □ by the outside record alone    • capital", fontsize=8)
        return Chart.of(figure, f"{message}. {_description(data, drawn)}")


def _draw_ground(axes: Axes, window: str) -> None:
    west, south, east, north = _WINDOWS[window]
    rings = outline()[window]["land"]
    land = Path.make_compound_path(*(Path(ring, closed=True) for ring in rings))
    axes.add_patch(PathPatch(land, facecolor=FAINT, edgecolor=FAINT, alpha=0.22, linewidth=0.6))
    lines = Path.make_compound_path(*(Path(line) for line in outline()[window]["borders"]))
    dashes = (0, (3, 2))
    axes.add_patch(PathPatch(lines, fill=False, edgecolor=FAINT, linewidth=0.6, linestyle=dashes))
    for name, longitude, latitude in _COUNTRIES[window]:
        axes.annotate(name, (longitude, latitude), ha="center", va="center", fontsize=8, color=FAINT)
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    axes.set_aspect(1 / math.cos(math.radians((south + north) / 2)))
    axes.set_xticks([])
    axes.set_yticks([])
    axes.spines[:].set_visible(True)


def _draw_routes(axes: Axes, window: str, data: Dataset, drawn: list[Place]) -> None:
    """Draw each route on the map that holds both ends, else on the wide one, as a dashed bend."""
    at = {place.place: (place.longitude, place.latitude) for place in drawn}
    for route in routes(data):
        start, end = at[route.start], at[route.end]
        if ("near" if _inside(start, "near") and _inside(end, "near") else "wide") != window:
            continue
        bend = [tuple(map(float, point.split())) for point in split_ids(route.bend)]
        codes = [Path.MOVETO, *[Path.CURVE4 if len(bend) == 2 else Path.CURVE3] * (len(bend) + 1)]
        style = (0, (1, 1.5)) if route.by == "not_said" else (0, (4, 2))
        curve = Path([start, *bend, end], codes)
        axes.add_patch(PathPatch(curve, fill=False, edgecolor=RECORD, linewidth=1.3, linestyle=style))
        if isinstance(route.label_at, str):
            longitude, latitude = map(float, route.label_at.split())
            words = f"{route.cargo}, by {route.by}"
            axes.annotate(words, (longitude, latitude), ha="left", va="center", fontsize=8, color=RECORD)


def _draw_places(axes: Axes, window: str, drawn: list[Place], named: list[Place]) -> None:
    for place in drawn:
        at = (place.longitude, place.latitude)
        if _inside(at, "near") != (window == "near"):
            continue
        if place.role == "capital":
            axes.plot(*at, marker=".", color=FAINT, markersize=5)
        elif place in named:
            axes.plot(*at, marker="o", color=ARTICLE, markersize=6)
        else:
            axes.plot(*at, marker="s", color=RECORD, markersize=5.5, markerfacecolor="none")
        colour = FAINT if place.role == "capital" else ARTICLE if place in named else RECORD
        axes.annotate(
            place.label,
            at,
            place.label_offset,
            textcoords="offset points",
            ha=place.label_side,
            fontsize=8,
            color=colour,
        )


def _inside(at: tuple[float, float], window: str) -> bool:
    west, south, east, north = _WINDOWS[window]
    return west <= at[0] <= east and south <= at[1] <= north


def _description(data: Dataset, drawn: list[Place]) -> str:
    labels = {place.place: place.label for place in drawn}
    counts = ", ".join(
        f"{place.label} {len(claims_naming(data, place))} and {len(rows_naming(data, place))}"
        for place in drawn
        if place.role == "site"
    )
    ways = "; ".join(
        f"{route.cargo} from {labels[route.start]} to {labels[route.end]}, "
        + ("way not said" if route.by == "not_said" else f"by {route.by}")
        for route in routes(data)
    )
    return f"Claims of the articles, and rows of the record, that name each: {counts}. Routes: {ways}."


_FIRST_ROWS = 3


def places_table(data: Dataset) -> ShownTable:
    """Show who names each site: claims of the articles, rows of the record; and whose point is drawn."""
    listed = sites(data)
    record = [rows_naming(data, place) for place in listed]
    table = pd.DataFrame(
        {
            "place": [place.label for place in listed],
            "claims": [[row_link(claim) for claim in claims_naming(data, place)] for place in listed],
            "rows": [len(named) for named in record],
            "the earliest rows": [[row_link(row) for row in named[:_FIRST_ROWS]] for named in record],
            "point drawn": [
                f"{place.latitude:.2f}° N, {place.longitude:.2f}° E: {place.located_at}" for place in listed
            ],
        }
    )
    table = table.sort_values("rows", ascending=False, kind="stable")
    return ShownTable(
        table, f"The {len(table)} sites of the map: claims and rows of the record that name each"
    )


def routes_table(data: Dataset) -> ShownTable:
    """Show the routes that the record names by both ends, and the rows of the record for each."""
    labels = {place.place: place.label for place in places(data)}
    listed = routes(data)
    evidence = [split_ids(route.rows) for route in listed]
    table = pd.DataFrame(
        {
            "from": [labels[route.start] for route in listed],
            "to": [labels[route.end] for route in listed],
            "by": [route.by.replace("_", " ") for route in listed],
            "what": [route.cargo for route in listed],
            "rests on": [[row_link(row) for row in named] for named in evidence],
            "each report": [", ".join(support_by_id(data, named)) for named in evidence],
        }
    )
    return ShownTable(table, f"The {len(table)} routes of the map: both ends are on record, the way is not")


EARTH_RADIUS = 6371.0  # kilometres, mean


def kilometres(start: Place, end: Place) -> float:
    """Return the distance along a great circle."""
    north, south = math.radians(start.latitude), math.radians(end.latitude)
    turn = math.radians(end.longitude - start.longitude)
    cosine = math.sin(north) * math.sin(south) + math.cos(north) * math.cos(south) * math.cos(turn)
    return EARTH_RADIUS * math.acos(min(1.0, cosine))


def quotable(data: Dataset) -> dict[str, float | str]:
    """Return the numbers that a sentence on places may quote, by name."""
    located = {table: getattr(data, table)["place"].dropna() for table in ("events", "estimates")}
    drawn, every, named = places(data), sites(data), sites_in_articles(data)
    names = [place.names for place in drawn]
    by_id = {place.place: place for place in drawn}
    port, cosmodrome = (by_id[selected_id(data, "map.vostochny", part)] for part in ("port", "cosmodrome"))
    not_drawn = {
        table: int((~cells.map(lambda cell: any(name.search(cell) for name in names))).sum())
        for table, cells in located.items()
    }
    return {
        "map_sites": len(every),
        "map_sites_in_articles": len(named),
        "map_sites_of_record": len(every) - len(named),
        "map_routes": len(data.routes),
        "vostochny_apart_km": round(kilometres(port, cosmodrome), -1),
        "places_on_record": sum(len(cells) for cells in located.values()),
        "places_not_drawn": sum(not_drawn.values()),
    }
