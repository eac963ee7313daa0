"""Where it happened: the places that the data name, on one map, with the rows that name them."""

import csv
import json
import math
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from dossier.evidence.claims import current, support
from dossier.schema.files import split_ids
from dossier.show.chart import ARTICLE, FAINT, INK, RECORD, Chart, canvas
from dossier.show.table import ShownTable, row_link
from militant_unity.data import Dataset

_TEXTS = {
    "estimates": ("estimate_id", "statement_date", ("place", "note")),
    "events": ("event_id", "date", ("place", "summary", "note")),
    "outcomes": ("outcome_id", "date", ("state",)),
    "statements": ("statement_id", "statement_date", ("summary", "note")),
}
"""The tables of the record that name places, each with its id, its date and the columns to search."""

_WINDOWS = {"wide": (21.0, 32.5, 141.5, 63.0), "near": (124.4, 38.5, 135.0, 43.9)}
"""West, south, east and north of the two maps, in degrees."""

_COUNTRIES = {
    "wide": (("Russia", 82, 60.8), ("China", 101, 36), ("Ukraine", 30.2, 48.6)),
    "near": (("China", 127.2, 42.9), ("Russia", 133.2, 43.5), ("North Korea", 127.0, 40.5)),
}

_LABELS = {
    "rajin": (-6, -11, "right"),
    "dunay": (6, 4, "left"),
    "vladivostok": (-5, 6, "right"),
    "vostochny-port": (0, -13, "center"),
    "vostochny-cosmodrome": (-7, -3, "right"),
    "wonsan": (5, -10, "left"),
    "tumen-river": (-6, 3, "right"),
    "kursk-region": (2, 6, "center"),
    "tikhoretsk": (6, -6, "left"),
    "pyongyang": (0, 6, "center"),
    "moscow": (6, 0, "left"),
    "beijing": (-6, -3, "right"),
    "seoul": (-6, -5, "right"),
}
"""Where a label stands from its mark, in points, so that no two overlap."""


class Place(NamedTuple):
    """A place of the map, under every name that the data have for it."""

    place: str
    label: str
    role: str  # a site, where something is said to have happened, or a capital, for orientation
    names: re.Pattern[str]
    latitude: float
    longitude: float
    located_at: str  # what the coordinates are those of


@cache
def places() -> tuple[Place, ...]:
    """Return the declared places, in the order of the file."""
    return tuple(
        Place(
            row["place"],
            row["label"],
            row["role"],
            re.compile(rf"\b(?:{'|'.join(map(re.escape, row['names'].split(';')))})\b"),
            float(row["latitude"]),
            float(row["longitude"]),
            row["located_at"],
        )
        for row in _declared("gazetteer")
    )


@cache
def routes() -> tuple[dict[str, str], ...]:
    """Return the declared routes: two places that a row of the record joins, and what went between."""
    return tuple(_declared("routes"))


def _declared(name: str) -> Iterator[dict[str, str]]:
    text = (files("militant_unity.map") / f"{name}.csv").read_text(encoding="utf-8")
    return iter(csv.DictReader(text.splitlines()))


@cache
def outline() -> dict[str, Any]:
    """Return coast and borders of both maps, as ``tools/coastline.py`` drew them."""
    return dict(json.loads((files("militant_unity.map") / "coastline.json").read_text(encoding="utf-8")))


def sites() -> list[Place]:
    """Return the places where something is said to have happened."""
    return [place for place in places() if place.role == "site"]


def claims_naming(data: Dataset, place: Place) -> list[str]:
    """Return the ids of the claims whose statement names ``place``."""
    claims = current(data)
    return list(claims.loc[claims["statement"].str.contains(place.names.pattern), "claim_id"])


def rows_naming(data: Dataset, place: Place) -> list[str]:
    """Return the ids of the rows of the record that name ``place``, the earliest first."""
    found = []
    for name, (identifier, date, columns) in _TEXTS.items():
        table = getattr(data, name)
        text = table[list(columns)].fillna("").agg(" ".join, axis=1)
        named = table[text.str.contains(place.names.pattern)]
        found += list(zip(named[date].fillna(""), named[identifier], strict=True))
    return [row for _, row in sorted(found)]


def sites_in_articles(data: Dataset) -> list[Place]:
    """Return the sites that a claim of the articles names."""
    return [place for place in sites() if claims_naming(data, place)]


def draw_map(data: Dataset) -> Chart:
    """Draw the places and the routes on two maps: from Kursk to the Pacific, and the near one below."""
    named = [place.label for place in sites_in_articles(data)]
    message = (
        f"Of {len(sites())} sites of shipment, meeting and fighting, {len(sites()) - len(named)} come "
        f"from the record alone; the articles name {' and '.join(named)}"
    )
    with canvas(message, 5.5) as (figure, only):
        only.remove()
        wide, near = figure.subplots(2, 1, height_ratios=(1.0, 1.72))
        for axes, window in ((wide, "wide"), (near, "near")):
            _draw_ground(axes, window)
            _draw_routes(axes, window)
            _draw_places(axes, window, data)
        west, south, east, north = _WINDOWS["near"]
        wide.add_patch(Rectangle((west, south), east - west, north - south, fill=False, color=INK, lw=0.9))
        wide.annotate(
            "map below", (west, north), (-3, -6), textcoords="offset points", ha="right", fontsize=8
        )
        near.set_xlabel("● named by an article    □ by the outside record alone    • capital", fontsize=8)
        return Chart.of(figure, f"{message}. {_told(data)}")


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


def _draw_routes(axes: Axes, window: str) -> None:
    """Draw each route on the map that holds both ends, else on the wide one, as a dashed bend."""
    at = {place.place: (place.longitude, place.latitude) for place in places()}
    for route in routes():
        start, end = at[route["start"]], at[route["end"]]
        if ("near" if _inside(start, "near") and _inside(end, "near") else "wide") != window:
            continue
        bend = [tuple(map(float, point.split())) for point in route["bend"].split(";")]
        codes = [Path.MOVETO, *[Path.CURVE4 if len(bend) == 2 else Path.CURVE3] * (len(bend) + 1)]
        style = (0, (1, 1.5)) if route["by"] == "not said" else (0, (4, 2))
        curve = Path([start, *bend, end], codes)
        axes.add_patch(PathPatch(curve, fill=False, edgecolor=RECORD, linewidth=1.3, linestyle=style))
        if route["label_at"]:
            longitude, latitude = map(float, route["label_at"].split())
            told = f"{route['cargo']}, by {route['by']}"
            axes.annotate(told, (longitude, latitude), ha="left", va="center", fontsize=8, color=RECORD)


def _draw_places(axes: Axes, window: str, data: Dataset) -> None:
    named = sites_in_articles(data)
    for place in places():
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
        right, up, side = _LABELS[place.place]
        axes.annotate(
            place.label, at, (right, up), textcoords="offset points", ha=side, fontsize=8, color=colour
        )


def _inside(at: tuple[float, float], window: str) -> bool:
    west, south, east, north = _WINDOWS[window]
    return west <= at[0] <= east and south <= at[1] <= north


def _told(data: Dataset) -> str:
    labels = {place.place: place.label for place in places()}
    counts = ", ".join(
        f"{place.label} {len(claims_naming(data, place))} and {len(rows_naming(data, place))}"
        for place in sites()
    )
    ways = "; ".join(
        f"{route['cargo']} from {labels[route['start']]} to {labels[route['end']]}, by {route['by']}"
        if route["by"] != "not said"
        else f"{route['cargo']} from {labels[route['start']]} to {labels[route['end']]}, way not said"
        for route in routes()
    )
    return f"Claims of the articles, and rows of the record, that name each: {counts}. Routes: {ways}."


_FIRST_ROWS = 3


def places_table(data: Dataset) -> ShownTable:
    """Show who names each site: claims of the articles, rows of the record; and whose point is drawn."""
    shown = pd.DataFrame(
        {
            "place": [place.label for place in sites()],
            "claims": [[row_link(each) for each in claims_naming(data, place)] for place in sites()],
            "rows": [len(rows_naming(data, place)) for place in sites()],
            "the earliest rows": [
                [row_link(each) for each in rows_naming(data, place)[:_FIRST_ROWS]] for place in sites()
            ],
            "point drawn": [
                f"{place.latitude:.2f}° N, {place.longitude:.2f}° E: {place.located_at}" for place in sites()
            ],
        }
    )
    shown = shown.sort_values("rows", ascending=False, kind="stable")
    return ShownTable(
        shown, f"The {len(shown)} sites of the map: claims and rows of the record that name each"
    )


def routes_table(data: Dataset) -> ShownTable:
    """Show the routes that the record names by both ends, and what each rests on."""
    labels = {place.place: place.label for place in places()}
    confidence = {
        row: grade
        for name, (identifier, _, _) in _TEXTS.items()
        for row, grade in zip(getattr(data, name)[identifier], getattr(data, name)["confidence"], strict=True)
    }
    resting = [split_ids(route["rows"]) for route in routes()]
    shown = pd.DataFrame(
        {
            "from": [labels[route["start"]] for route in routes()],
            "to": [labels[route["end"]] for route in routes()],
            "by": [route["by"] for route in routes()],
            "what": [route["cargo"] for route in routes()],
            "rests on": [[row_link(each) for each in cell] for cell in resting],
            "each report": [
                ", ".join(support(pd.Series([confidence[each] for each in cell]))) for cell in resting
            ],
        }
    )
    return ShownTable(shown, f"The {len(shown)} routes of the map: both ends are on record, the way is not")


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
    drawn = [place.names for place in places()]
    known = {place.place: place for place in places()}
    apart = kilometres(known["vostochny-port"], known["vostochny-cosmodrome"])
    off = {
        table: int((~cells.map(lambda cell: any(names.search(cell) for names in drawn))).sum())
        for table, cells in located.items()
    }
    return {
        "map_sites": len(sites()),
        "map_sites_in_articles": len(sites_in_articles(data)),
        "map_sites_of_record": len(sites()) - len(sites_in_articles(data)),
        "map_routes": len(routes()),
        "vostochny_apart_km": round(apart, -1),
        "places_on_record": sum(len(cells) for cells in located.values()),
        "places_not_drawn": sum(off.values()),
    }
