"""Natural Earth → coast and borders: python tools/coastline.py PACKAGE src/militant_unity/map/coastline.json.

PACKAGE is the unpacked folder of the npm package world-atlas (`npm pack world-atlas@2.0.2`, then
`tar -xzf` what that leaves), which holds Natural Earth as TopoJSON. The outline is clipped to the
two windows of the map, thinned and rounded; nothing is drawn by hand.
"""

import json
import math
import sys
from itertools import accumulate, chain
from pathlib import Path

Point = tuple[float, float]  # degrees east, degrees north

WINDOWS = {
    "wide": {"scale": "50m", "west": 20, "south": 31, "east": 142, "north": 64, "step": 0.22},
    "near": {"scale": "10m", "west": 124, "south": 38, "east": 135.5, "north": 44.2, "step": 0.025},
}
"""Each window: its scale of Natural Earth, its sides, and the size of what may be left out, in degrees."""

SHOWN = ("Russia", "Ukraine", "China", "North Korea", "South Korea")  # whose borders are drawn

LEAST_RING = 20  # in steps squared: a smaller island would be a speck


def arcs(topology: dict) -> list[list[Point]]:
    """Return the arcs of a topology in degrees: the file holds differences on a whole-number grid."""
    (wide, high), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    lines_in_degrees = []
    for arc in topology["arcs"]:
        columns = accumulate(step[0] for step in arc)
        rows = accumulate(step[1] for step in arc)
        lines_in_degrees.append(
            [(x * wide + west, y * high + south) for x, y in zip(columns, rows, strict=True)]
        )
    return lines_in_degrees


def ring(indices: list[int], lines: list[list[Point]]) -> list[Point]:
    """Return the arcs ``lines`` at ``indices`` joined into a ring; a negative index runs an arc backwards."""
    joined: list[Point] = []
    for index in indices:
        arc = lines[index] if index >= 0 else lines[~index][::-1]
        joined += arc[1:] if joined else arc
    return joined


def rings(geometry: dict) -> list[list[int]]:
    """Return the rings of a geometry and of all that it holds, each as indices of arcs."""
    if geometry["type"] == "GeometryCollection":
        return [indices for inner in geometry["geometries"] for indices in rings(inner)]
    if geometry["type"] == "Polygon":
        return list(geometry["arcs"])
    return [indices for polygon in geometry.get("arcs", []) for indices in polygon]


def clipped(points: list[Point], window: dict) -> list[Point]:
    """Return a ring cut at the four sides of ``window`` (Sutherland and Hodgman)."""
    for axis, side, sign in ((0, "west", 1), (0, "east", -1), (1, "south", 1), (1, "north", -1)):
        limit, kept = window[side], []
        for before, point in zip([points[-1], *points[:-1]] if points else [], points, strict=True):
            inside = [sign * (end[axis] - limit) >= 0 for end in (before, point)]
            if inside[0] != inside[1]:
                share = (limit - before[axis]) / (point[axis] - before[axis])
                crossing = [before[other] + share * (point[other] - before[other]) for other in (0, 1)]
                kept.append((crossing[0], crossing[1]))
            if inside[1]:
                kept.append(point)
        points = kept
    return points


def thinned(points: list[Point], step: float) -> list[Point]:
    """Return a line without points that are within ``step`` of the line left (Douglas and Peucker)."""
    if len(points) < 3:
        return points
    (x0, y0), (x1, y1) = points[0], points[-1]
    length = math.hypot(x1 - x0, y1 - y0)

    def distance(point: Point) -> float:
        if not length:
            return math.hypot(point[0] - x0, point[1] - y0)
        return abs((x1 - x0) * (y0 - point[1]) - (x0 - point[0]) * (y1 - y0)) / length

    farthest = max(range(1, len(points) - 1), key=lambda place: distance(points[place]))
    if distance(points[farthest]) <= step:
        return [points[0], points[-1]]
    return thinned(points[: farthest + 1], step)[:-1] + thinned(points[farthest:], step)


def area(points: list[Point]) -> float:
    """Return the area of a ring in square degrees."""
    pairs = zip(points, points[1:] + points[:1], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def rounded(points: list[Point], step: float) -> list[list[float]]:
    """Return a line with no more decimals than its ``step`` needs."""
    digits = 1 if step > 0.1 else 2
    return [[round(x, digits), round(y, digits)] for x, y in points]


def land(topology: dict, window: dict) -> list[list[list[float]]]:
    """Return the rings of land inside ``window``, lakes too, each in its direction."""
    lines, step = arcs(topology), window["step"]
    outlines = []
    for indices in rings(topology["objects"]["land"]):
        inside = clipped(ring(indices, lines), window)
        if inside and area(inside) > LEAST_RING * step**2:
            outlines.append(rounded(thinned([*inside, inside[0]], step), step))
    return outlines


def borders(topology: dict, window: dict) -> list[list[list[float]]]:
    """Return the borders of the countries ``SHOWN`` inside ``window``: the arcs that two countries use."""
    lines, step = arcs(topology), window["step"]
    users: dict[int, set[str]] = {}
    for country in topology["objects"]["countries"]["geometries"]:
        for index in chain.from_iterable(rings(country)):
            users.setdefault(index if index >= 0 else ~index, set()).add(country["properties"]["name"])
    outlines = []
    for index, countries in sorted(users.items()):
        inside = [
            (x, y)
            for x, y in lines[index]
            if window["west"] <= x <= window["east"] and window["south"] <= y <= window["north"]
        ]
        if len(countries) > 1 and countries & set(SHOWN) and len(inside) > 1:
            outlines.append(rounded(thinned(inside, step), step))
    return outlines


def main(package: Path, out: Path) -> None:
    """Write the outlines of both windows into ``out``, with their source and licence."""
    about = json.loads((package / "package.json").read_text(encoding="utf-8"))
    outline: dict = {
        "source": f"Natural Earth 4.1.0, public domain, from the npm package world-atlas {about['version']}",
        "licence": f"Natural Earth: public domain; world-atlas: {about['license']}",
    }
    for name, window in WINDOWS.items():
        topologies = {
            kind: json.loads((package / f"{kind}-{window['scale']}.json").read_text(encoding="utf-8"))
            for kind in ("land", "countries")
        }
        outline[name] = {
            "land": land(topologies["land"], window),
            "borders": borders(topologies["countries"], window),
        }
    out.write_text(json.dumps(outline, separators=(",", ":"), sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
