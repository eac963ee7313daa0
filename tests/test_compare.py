"""The comparison: every figure stands once, with those that count the same in one unit and one way."""

import gzip
import html
import re

import pytest

from dossier.pages.desk.compare import OTHERS, comparison, quantities_of
from dossier.pages.row_cards import RowCards
from dossier.project import Project, find_project

PROJECT = find_project()
HOSTILE = '<script>alert("&")</script>'
MOST_BYTES = 60_000  # gzip, of the comparison itself; the page about it weighs as every page


@pytest.fixture(scope="module")
def known(data):
    return RowCards(data)


@pytest.fixture(scope="module")
def page(data, known):
    return str(comparison(data, known, up="../"))


def sections(page):
    """Return the part of the page of each quantity by its id."""
    found = re.findall(r'<section class="compare-quantity" id="([^"]+)".*?</section>', page, re.DOTALL)
    whole = re.findall(r'<section class="compare-quantity" id=".*?</section>', page, re.DOTALL)
    return dict(zip(found, whole, strict=True))


def test_every_figure_stands_once_and_opens_its_light_page(data, page):
    shown = re.findall(r'<th scope="row"><a href="\.\./rows/([^"]+)\.html">', page)
    assert sorted(shown) == sorted(data.estimates["estimate_id"])


def test_what_counts_different_things_stands_apart(data):
    keys = data.estimates.set_index("estimate_id")[["item", "unit", "statistic"]].fillna("")
    quantities = quantities_of(data)
    for quantity in quantities:
        assert len(keys.loc[list(quantity.row_ids)].drop_duplicates()) == 1
    assert len({quantity.quantity_id for quantity in quantities}) == len(quantities)
    assert len(keys.drop_duplicates()) == len(quantities)


def test_figures_come_in_the_order_of_their_days(data):
    days = data.estimates.set_index("estimate_id")["statement_date"]
    for quantity in quantities_of(data):
        ends = [
            day + "-12-31"[len(day) - 4 :] if len(day) < 10 else day for day in days[list(quantity.row_ids)]
        ]
        assert ends == sorted(ends)


def test_a_quantity_has_the_theme_of_its_number(data):
    titles = data.schema.words["theme_titles"]
    numbers = data.desk_numbers.dropna(subset=["items"])
    themes = {item: row.theme for row in numbers.itertuples() for item in row.items.split(";")}
    items = data.estimates.set_index("estimate_id")["item"]
    for quantity in quantities_of(data):
        theme = themes.get(items[quantity.row_ids[0]])
        assert quantity.theme.lower() == (titles[theme] if theme else OTHERS).lower()


def test_a_table_has_no_more_than_five_columns(page):
    heads = re.findall(r"<thead>(.*?)</thead>", page, re.DOTALL)
    assert heads
    assert max(head.count("<th") for head in heads) <= 5


def test_a_quantity_says_how_many_figures_from_how_many(data, page):
    who = data.estimates.set_index("estimate_id")["claimant"]
    for quantity in quantities_of(data):
        summary = re.search(r"<p>(.*?)</p>", sections(page)[quantity.quantity_id])[1]
        if len(quantity.row_ids) == 1:
            assert summary == "One figure, from one claimant."
            continue
        claimants = len(set(who[list(quantity.row_ids)]))
        assert summary.startswith(f"{len(quantity.row_ids)} figures from ")
        assert f" {claimants} claimants: " in summary or (claimants == 1 and " one claimant: " in summary)


def test_the_list_leads_to_every_quantity(data, page):
    led = re.findall(r'<li><a href="#([^"]+)">', page)
    assert led == [quantity.quantity_id for quantity in quantities_of(data)] == list(sections(page))


def test_the_page_stays_light(page):
    assert len(gzip.compress(page.encode(), 6)) < MOST_BYTES


def test_an_item_has_the_name_that_the_report_declares_or_its_own_word(data):
    names = data.schema.words["item_names"]
    items = data.estimates.set_index("estimate_id")["item"]
    assert set(names) < set(items)
    for quantity in quantities_of(data):
        item = items[quantity.row_ids[0]]
        assert quantity.name.startswith(names.get(item, item.replace("_", " ").capitalize()))


@pytest.mark.parametrize("column", ["note", "weapon", "place"])
def test_hostile_text_is_harmless(data, column):
    hostile = data.with_tables(estimates=data.estimates.assign(**{column: HOSTILE}))
    shown = str(comparison(hostile, RowCards(hostile), up="../"))
    assert "<script" not in shown
    assert html.escape("<script>") in shown


def test_a_report_without_a_desk_compares_its_figures():
    project = Project(PROJECT.root / "tests" / "second_report")
    data = project.load()
    shown = str(comparison(data, RowCards(data), up="../"))
    assert shown.count('scope="row"') == len(data.estimates)
    assert {quantity.theme for quantity in quantities_of(data)} <= {OTHERS}
