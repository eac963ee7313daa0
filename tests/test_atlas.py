import gzip
import json
import re

import pytest
from coastline import arcs, area, clipped, ring, thinned

from dossier.project import find_project
from dossier.schema.files import live, split_ids
from militant_unity.map import atlas

PROJECT = find_project()
TABLES = PROJECT.schema.tables

PACKAGE = PROJECT.root / "src" / "militant_unity" / "map"
LEAST = 0.01  # degrees


@pytest.fixture(scope="module")
def place(data):
    """Return what gives a place by its name."""
    return {each.place: each for each in atlas.places(data)}.__getitem__


def text_of(data, row):
    """Return all the words of a row of the record."""
    for table in atlas.DATED:
        by_id = getattr(data, table).set_index(TABLES[table].key()[0])
        if row in by_id.index:
            return " ".join(map(str, by_id.loc[row]))
    raise KeyError(row)


TEXTS = {
    "claims": ("statement",),
    "estimates": ("place", "note"),
    "events": ("place", "summary", "note"),
    "outcomes": ("state",),
    "statements": ("summary", "note"),
}
"""The columns in which a row names a place."""


def test_the_namings_are_the_rows_in_whose_words_a_name_of_the_site_is(data):
    """Whoever adds a row that names a site adds it to namings.csv; whoever takes the name out, too."""
    found = set()
    for site in atlas.sites(data):
        for name, columns in TEXTS.items():
            table = live(getattr(data, name))
            words = table[list(columns)].fillna("").agg(" ".join, axis=1)
            ids = table.loc[words.str.contains(site.names.pattern), TABLES[name].key()[0]]
            found |= {(site.place, name, row) for row in ids}
    assert found == set(data.namings.itertuples(index=False, name=None))


def test_every_site_is_named_by_the_data(data):
    for site in atlas.sites(data):
        assert atlas.claims_naming(data, site) or atlas.rows_naming(data, site), site.label


def test_a_row_found_for_a_place_names_it(data):
    for site in atlas.sites(data):
        for row in atlas.rows_naming(data, site):
            assert site.names.search(text_of(data, row)), (site.label, row)


def test_the_articles_name_two_sites(data, place):
    """Counted by hand: the summit's town, and the region of the soldiers."""
    assert [site.place for site in atlas.sites_in_articles(data)] == ["vladivostok", "kursk-region"]
    assert atlas.claims_naming(data, place("vladivostok")) == ["c-001", "c-006"]
    assert atlas.claims_naming(data, place("kursk-region")) == ["c-175", "c-176"]


def test_the_two_places_called_vostochny_are_kept_apart(data, place):
    port, cosmodrome = place("vostochny-port"), place("vostochny-cosmodrome")
    assert atlas.rows_naming(data, port) == ["2024-03-07-dprk-tankers-load-oil"]
    assert "2023-09-13-kim-at-vostochny" in atlas.rows_naming(data, cosmodrome)
    assert 1000 < atlas.kilometres(port, cosmodrome) < 1150


def test_no_row_names_a_border_station(data):
    for table, columns in TEXTS.items():
        words = getattr(data, table)[list(columns)].fillna("").to_numpy().ravel()
        assert not any(re.search("Khasan|Tumangang", cell) for cell in words)
    assert not data.claims["statement"].str.contains("Khasan|Tumangang").any()


def test_the_kursk_region_has_the_most_rows(data):
    assert atlas.places_table(data).frame["place"].iloc[0] == "Kursk region"


def test_each_route_rests_on_rows_that_name_its_ends(data, place):
    for route in atlas.routes(data):
        words = " ".join(text_of(data, row) for row in split_ids(route.rows))
        for end in ("start", "end"):
            assert place(getattr(route, end)).names.search(words), route
        said = {"sea": "ship", "rail": "rail", "not_said": "to"}[route.by]
        assert said in words


def test_only_washington_and_seoul_speak_of_the_routes(data):
    claimants = set()
    for route in atlas.routes(data):
        for row in split_ids(route.rows):
            claimants |= set(re.findall(r"\b(US|USA|ROK)\b", text_of(data, row)))
    assert claimants == {"US", "USA", "ROK"}
    assert {route.start for route in atlas.routes(data) if route.cargo == "soldiers"} == {"wonsan"}


@pytest.mark.parametrize("window", ["wide", "near"])
def test_every_place_is_on_the_map_that_draws_it(window, data):
    west, south, east, north = atlas._WINDOWS[window]
    for each in atlas.places(data):
        at = (each.longitude, each.latitude)
        if atlas._inside(at, "near") == (window == "near"):
            assert west < at[0] < east, each
            assert south < at[1] < north, each


def test_the_outline_is_small_says_whose_it_is_and_reaches_past_the_window():
    assert (PACKAGE / "coastline.json").stat().st_size <= 30_000
    outline = atlas.outline()
    assert "Natural Earth 4.1.0" in outline["source"]
    assert "world-atlas 2.0.2" in outline["source"]
    assert "public domain" in outline["licence"]
    for window, (west, south, east, north) in atlas._WINDOWS.items():
        points = [point for each in outline[window]["land"] for point in each]
        assert min(x for x, _ in points) < west < east < max(x for x, _ in points)
        assert min(y for _, y in points) < south < north < max(y for _, y in points)


def test_a_port_is_on_the_coast_and_a_depot_is_not(place):
    coast = [point for each in atlas.outline()["near"]["land"] for point in each]
    for port in map(place, ("rajin", "wonsan", "vladivostok", "dunay", "vostochny-port")):
        assert min(abs(x - port.longitude) + abs(y - port.latitude) for x, y in coast) < 0.25, port


def test_the_map_weighs_little_and_tells_its_places(data):
    chart = atlas.draw_map(data)
    assert len(gzip.compress(chart.svg.encode())) <= 20_000
    assert all(each.label in chart.alt for each in atlas.sites(data))
    assert chart.svg == atlas.draw_map(data).svg


def test_each_point_says_where_it_comes_from(data):
    assert data.gazetteer["source_id"].isin(data.sources["source_id"]).all()


def test_places_not_drawn_are_counted(data):
    numbers = atlas.quotable(data)
    with_place = sum(getattr(data, name)["place"].notna().sum() for name in ("events", "estimates"))
    assert numbers["places_on_record"] == with_place
    assert 0 < numbers["places_not_drawn"] < with_place


class TestOutline:
    """The tool that drew the coast, on a square of four arcs."""

    SQUARE = json.loads(
        """{"transform": {"scale": [2, 2], "translate": [10, 20]},
            "arcs": [[[0, 0], [5, 0]], [[5, 0], [0, 5]], [[5, 5], [-5, 0]], [[0, 0], [0, 5]]]}"""
    )

    def test_arcs_are_sums_of_steps_on_a_grid(self):
        assert arcs(self.SQUARE)[0] == [(10, 20), (20, 20)]

    def test_a_ring_runs_an_arc_backwards(self):
        square = ring([0, 1, 2, ~3], arcs(self.SQUARE))
        assert square == [(10, 20), (20, 20), (20, 30), (10, 30), (10, 20)]
        assert area(square) == 100

    def test_a_window_cuts_it(self):
        half = clipped(
            ring([0, 1, 2, ~3], arcs(self.SQUARE)), {"west": 15, "south": 0, "east": 99, "north": 99}
        )
        assert area(half) == 50
        assert clipped(half, {"west": 50, "south": 0, "east": 99, "north": 99}) == []

    def test_what_lies_on_a_line_is_left_out(self):
        assert thinned([(0, 0), (5, LEAST / 2), (10, 0)], LEAST) == [(0, 0), (10, 0)]
        assert len(thinned([(0, 0), (5, 1), (10, 0)], LEAST)) == 3
