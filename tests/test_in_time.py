"""Rows in order of time: whose word each is, where its point stands, and that no page leaves a row out."""

import re
from collections import Counter
from copy import copy
from datetime import date
from itertools import pairwise
from types import SimpleNamespace

import pandas as pd
import pytest
from hostile import PAYLOADS

from dossier.book.rows import in_time as directives
from dossier.book.state import Book
from dossier.errors import DataError
from dossier.evidence.articles import article_ids
from dossier.evidence.comparisons import standing
from dossier.pages.in_time.article_page import ArticlePages
from dossier.pages.in_time.claimant_page import (
    ADMITTED,
    ClaimantPages,
    claimants_list,
    missing_pages,
    page_of,
)
from dossier.pages.in_time.dated import DatedRows, first_day
from dossier.pages.in_time.picture import EARLY, EDGE, STEP, WIDTH, Axis, lanes
from dossier.pages.in_time.timeline_page import timeline_list, timeline_picture
from dossier.pages.row_cards import RowCards
from dossier.schema.files import live, split_ids

DAY = {
    "events": "date",
    "statements": "statement_date",
    "estimates": "statement_date",
    "returns": "date",
    "outcomes": "date",
    "outcome_sides": "day",
}
POINT = re.compile(
    r'<a href="\.\./([^"]+)" data-row="([^"]+)"[^>]*><use href="#point-\d+" x="([\d.]+)" y="([\d.]+)"/>'
)


@pytest.fixture(scope="module")
def cards(data):
    return RowCards(data)


@pytest.fixture(scope="module")
def dated(data, cards):
    return DatedRows(data, cards)


@pytest.fixture(scope="module")
def claimants(data, cards, dated):
    return ClaimantPages(data, cards, dated)


@pytest.fixture(scope="module")
def articles(data, cards, dated):
    return ArticlePages(data, cards, dated)


def days(data):
    """Return the day of each row that has one, from the tables themselves."""
    found = {}
    for name, column in DAY.items():
        table = getattr(data, name)
        found |= dict(zip(table.iloc[:, 0], table[column], strict=True))
    objects = data.objects
    first = objects["reported_date"].fillna(objects["examined_date"]).fillna(objects["found_date"])
    found |= dict(zip(objects["object_id"], first, strict=True))
    due = data.forecasts[data.forecasts["claim_id"].isin(live(data.claims)["claim_id"])]
    found |= dict(zip(due["forecast_id"], due["due"], strict=True))
    sources = data.sources.set_index("source_id")["date"]
    found |= {source: sources[source] for source in article_ids(data)}
    return {row_id: day for row_id, day in found.items() if isinstance(day, str)}


def test_every_row_with_a_day_is_there_once(data, dated):
    assert {row.row_id: row.day for row in dated.rows} == days(data)
    assert len({row.row_id for row in dated.rows}) == len(dated.rows)


def test_picture_and_list_have_every_row(data, dated):
    expected = set(days(data))
    points = POINT.findall(timeline_picture(dated))
    assert {row_id for _, row_id, _, _ in points} == expected
    assert len(points) == len(expected)
    assert set(re.findall(r'<li id="day-([^"]+)"', timeline_list(dated))) == expected


def test_a_point_stands_on_its_day(data, dated):
    """The place is computed again from the tables, by the rule that the page states."""
    of_row = {
        row_id: pd.Period(day.partition("/")[0]).start_time.date() for row_id, day in days(data).items()
    }
    known = sorted(of_row.values())
    gaps = [after for before, after in pairwise(known) if (after - before).days > 365]
    start = max(day for day in gaps if (known[-1] - day).days > 365)
    left = EDGE + EARLY
    for address, row_id, x, _ in POINT.findall(timeline_picture(dated)):
        day = of_row[row_id]
        if day < start:
            place = EDGE + (day - known[0]) / (start - known[0]) * (EARLY - STEP)
        else:
            place = left + (day - start) / (known[-1] - start) * (WIDTH - EDGE - left)
        assert float(x) == pytest.approx(place, abs=0.051), row_id
        assert address in {f"rows/{row_id}.html", f"sources/{row_id}.html"}


def test_no_two_points_stand_on_each_other(dated):
    drawn, _ = lanes(dated.rows, dated.themes, Axis.of(row.first for row in dated.rows))
    assert sum(len(lane.points) for lane in drawn) == len(dated.rows)
    for lane in drawn:
        levels = {}
        for point in lane.points:
            assert lane.top < point.y < lane.base
            levels.setdefault(point.y, []).append(point.x)
        for places in levels.values():
            nearest = min((b - a for a, b in pairwise(places)), default=STEP)
            assert nearest >= STEP - 1e-6


def test_an_axis_without_a_gap_has_one_part():
    axis = Axis.of([date(2024, 1, 1), date(2024, 7, 1)])
    assert axis.first == axis.start
    assert (axis.x(date(2024, 1, 1)), axis.x(date(2024, 7, 1))) == (EDGE, WIDTH - EDGE)


def test_a_span_stands_on_its_first_day():
    assert first_day("2024-03/2024-05") == date(2024, 3, 1)


def test_a_figure_belongs_to_the_side_of_its_claimant(data, dated):
    sides = data.claimants.set_index("name")["side"]
    joined = data.schema.words["speakers"]
    for row in data.estimates.to_dict("records"):
        side = sides[row["claimant"]]
        assert dated.by_id[row["estimate_id"]].sides == (joined.get(side, side),)


def test_a_statement_belongs_to_the_side_for_which_it_was_made(data, dated):
    names = data.schema.words["names"]
    for row in data.statements.to_dict("records"):
        if row["side"] in names:
            assert dated.by_id[row["statement_id"]].sides == (names[row["side"]],)


def test_an_event_belongs_to_all_who_act(dated):
    both = [row for row in dated.rows if row.table == "events" and set(row.sides) >= {"Moscow", "Pyongyang"}]
    assert both


def test_the_page_of_a_claimant_has_all_of_its_rows(dated, claimants):
    for side in dated.by_side():
        page = claimants.html(side)
        shown = re.findall(r'<li id="day-([^"]+)"', page)
        own = [row.row_id for row in dated.rows if side in row.sides]
        assert shown == own
        firsts = [dated.by_id[row_id].first for row_id in shown]
        assert firsts == sorted(firsts)


def test_every_claimant_with_many_rows_has_a_page(project, dated):
    [least] = re.findall(r"\{claimants\} (\d+)", (project.root / "book" / "claimants.md").read_text("utf-8"))
    there = {f"book/{page.stem}" for page in (project.root / "book").glob("claimant-*.md")}
    many = {page_of(side) for side, number in dated.by_side().items() if number >= int(least)}
    assert there == many
    assert len(many) >= 10
    assert missing_pages(dated, there.__contains__, int(least)) == []
    assert missing_pages(dated, (there - {page_of("Seoul")}).__contains__, int(least)) == ["Seoul"]


def test_the_list_of_claimants_counts_their_rows(dated, parsed):
    page = claimants_list(dated, lambda name: True, 5)
    counted = dict(re.findall(r'<a href="[^"]+">([^<]+)</a></td><td class="number">(\d+)</td>', page))
    assert {side: int(number) for side, number in counted.items()} == {
        side: number for side, number in dated.by_side().items() if number >= 5
    }


def test_a_denial_and_a_later_admission_are_a_turn(data, dated, claimants):
    for side in ("Moscow", "Pyongyang"):
        words = data.statements[data.statements["topic"].eq("troop_deployment")]
        own = [row for row in words.to_dict("records") if side in dated.by_id[row["statement_id"]].sides]
        admitted = min(row["statement_date"] for row in own if row["position"] == "acknowledges")
        denied = [
            row["statement_date"]
            for row in own
            if row["position"] in ("denies", "dismisses") and row["statement_date"] < admitted
        ]
        turns = {(turn.how, turn.before.day, turn.after.day) for turn in claimants.turns(side)}
        assert (ADMITTED, max(denied), admitted) in turns


def test_what_only_denies_is_no_turn(data, cards):
    other = copy(data)
    words = data.statements.copy()
    words.loc[words["position"].eq("acknowledges"), "position"] = "denies"
    other.statements = words
    known = RowCards(other)
    pages = ClaimantPages(other, known, DatedRows(other, known))
    assert [turn for turn in pages.turns("Moscow") if turn.after.table == "statements"] == []


def test_a_series_has_one_quantity_of_one_claimant(data, dated, claimants):
    estimates = data.estimates.set_index("estimate_id")
    for series in claimants.series("Seoul"):
        rows = estimates.loc[[row.row_id for row, _ in series.figures]]
        assert len(rows) > 1
        assert len(set(rows["item"])) == 1
        assert list(rows["statement_date"].str[:7]) == sorted(rows["statement_date"].str[:7])
    series = {quantity.name: quantity for quantity in claimants.series("Kyiv")}
    for row, change in series["round"].figures[1:]:
        assert change in {"higher", "lower", "the same"}, row


def test_a_matter_has_every_word_on_it(data, dated, claimants):
    for side in ("Kyiv", "Seoul"):
        for matter in claimants.matters(side):
            shown = [row.row_id for _, rows in (*matter.own, *matter.others) for row in rows]
            words = data.outcome_sides[data.outcome_sides["outcome_id"].eq(matter.row_id)]
            assert sorted(shown) == sorted(words["side_id"])


def test_the_page_of_an_article_has_all_its_claims(data, articles):
    claims = live(data.claims)
    for source_id in article_ids(data):
        own = claims[claims["source_id"].eq(source_id)]
        assert Counter(claim.claim_id for claim in articles.fared(source_id)) == Counter(own["claim_id"])
        page = articles.html(source_id)
        assert all(f'rows/{claim}.html"' in page for claim in own["claim_id"])
        forecasts = data.forecasts[data.forecasts["claim_id"].isin(own["claim_id"])]
        assert {row.row_id for row in articles.forecasts(source_id)} == set(forecasts["forecast_id"])


def test_claims_fare_as_the_comparisons_say(data, articles):
    counts = standing(data)
    for source_id in article_ids(data):
        verdicts = Counter(claim.verdict for claim in articles.fared(source_id))
        assert {word: number for word, number in counts.loc[source_id].items() if number} == dict(verdicts)


def test_every_article_has_a_page(project, articles):
    there = {f"book/{page.stem}" for page in (project.root / "book").glob("article-*.md")}
    assert list(articles.missing(there.__contains__)) == []
    assert list(articles.missing(lambda name: False)) == article_ids(articles._data)


def test_a_name_without_rows_has_no_page(claimants, articles):
    with pytest.raises(KeyError):
        claimants.html("Atlantis")
    with pytest.raises(KeyError):
        articles.html("atlantis-2024")


def test_the_lane_of_a_row_is_that_of_its_first_line(data, dated):
    for row in data.statements.to_dict("records"):
        if row["side"] != "China" and row["topic"] == "troop_deployment":
            assert dated.by_id[row["statement_id"]].theme == "troops"
    for row in data.events.to_dict("records"):
        if "CHN" in split_ids(row["actor"]):
            assert dated.by_id[row["event_id"]].theme == "china"
    assert {row.theme for row in dated.rows} == set(dated.themes)


def test_every_declared_line_fits_a_row(data, dated):
    """A line whose code no row has is a slip of the pen."""
    for line in data.schema.words["lanes"]:
        where, _, code = line.partition("=")
        table, _, column = where.partition(".")
        if column:
            assert any(code in split_ids(cell) for cell in getattr(data, table)[column]), line
        else:
            assert table in data.schema.record, line


def test_a_lane_that_is_no_theme_is_a_fault(data, cards):
    other = copy(data)
    words = {**data.schema.words, "lanes": {"events": "weather"}}
    other.schema = type(data.schema)(data.schema.measured, data.schema.coded, data.schema.record, words)
    with pytest.raises(DataError, match="weather"):
        DatedRows(other, cards)


def test_hostile_texts_stay_texts(data):
    """Every text that these pages print is hostile: the tags stay those of the page."""

    def hostile(table, columns):
        changed = table.copy()
        for column in columns:
            changed[column] = [PAYLOADS[at % len(PAYLOADS)] for at in range(len(changed))]
        return changed

    other = copy(data)
    other.statements = hostile(data.statements, ["summary", "speaker"])
    other.events = hostile(data.events, ["summary"])
    other.returns = hostile(data.returns, ["detail"])
    other.outcomes = hostile(data.outcomes, ["state", "subject"])
    other.comparisons = hostile(data.comparisons, ["reason"])
    other.claims = hostile(data.claims, ["statement"])
    other.sources = hostile(data.sources, ["title"])
    cards = RowCards(other)
    rows = DatedRows(other, cards)
    plain_cards = RowCards(data)
    plain = DatedRows(data, plain_cards)
    for made, clean in (
        (timeline_picture(rows), timeline_picture(plain)),
        (timeline_list(rows), timeline_list(plain)),
        *(
            (
                ArticlePages(other, cards, rows).html(source),
                ArticlePages(data, plain_cards, plain).html(source),
            )
            for source in article_ids(data)
        ),
        *(
            (ClaimantPages(other, cards, rows).html(side), ClaimantPages(data, plain_cards, plain).html(side))
            for side in ("Seoul", "Moscow", "Kyiv")
        ),
    ):
        assert "<script" not in made
        assert not re.search(r"<[a-z][^<>]*\son\w+=", made)
        assert set(re.findall(r"<([a-z][a-z0-9]*)", made)) <= {
            *re.findall(r"<([a-z][a-z0-9]*)", clean),
            "cite",
        }


@pytest.fixture
def run(project, monkeypatch):
    """Run a directive on a page of a book, and return its HTML, its warnings and what the page notes."""
    book = Book(project.root)
    warnings = []
    monkeypatch.setattr(
        directives.log, "warning", lambda text, *values, location: warnings.append(text % values)
    )

    def run_on(directive, *arguments, found=()):
        env = SimpleNamespace(
            dossier_book=book, docname="book/page", found_docs=set(found), metadata={"book/page": {}}
        )
        document = SimpleNamespace(settings=SimpleNamespace(env=env))
        machine = SimpleNamespace(reporter=None, get_source_and_line=lambda line: ("page.md", line))
        made = directive(
            directive.__name__.lower(),
            [*arguments],
            {},
            [],
            1,
            0,
            "",
            SimpleNamespace(document=document),
            machine,
        )
        nodes = made.run()
        return "".join(node.astext() for node in nodes), warnings, env.metadata["book/page"]

    return run_on


def test_a_directive_prints_its_part(run, dated):
    assert run(directives.TimelinePicture)[0] == timeline_picture(dated)
    assert run(directives.TimelineList)[0] == timeline_list(dated)
    assert 'id="in-order"' in run(directives.Claimant, "Open Source Centre")[0]
    html, warnings, _ = run(directives.ArticleClaims, "visit-2024")
    assert 'id="fares"' in html
    assert warnings == []


def test_a_name_that_the_dataset_lacks_stops_the_build(run):
    html, warnings, _ = run(directives.Claimant, "Atlantis")
    assert html == ""
    assert warnings == ["claimant: the dataset has no 'Atlantis'"]


def test_a_claimant_or_an_article_without_a_page_stops_the_build(run, data, dated):
    there = [page_of(side) for side in dated.by_side()]
    assert run(directives.Claimants, "1", found=there)[1] == []
    _, warnings, _ = run(directives.Claimants, "100", found=[page_of("Moscow"), page_of("Kyiv")])
    assert warnings == ["'Seoul' has no page; write book/claimant-seoul.md, and list it in _toc.yml"]
    warnings.clear()
    assert len(run(directives.Articles)[1]) == len(article_ids(data))


def test_the_script_is_loaded_by_the_page_with_the_picture_alone(run):
    loaded = []
    for directive in (directives.TimelinePicture, directives.TimelineList):
        app = SimpleNamespace(
            env=SimpleNamespace(metadata={"book/page": run(directive)[2]}),
            add_js_file=lambda name, **options: loaded.append((name, options)),
        )
        directives.add_script(app, "book/page", "", {}, None)
    assert loaded == [("timeline.js", {"defer": "defer"})]
