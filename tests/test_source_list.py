"""The lists of sources: an entry a page, each with its id, its publisher, what leads on, and what uses it."""

import re

import pandas as pd
import pytest

from dossier.pages import source_list
from dossier.pages.row_cards import RowCards

HOSTILE = '<script>alert("&")</script>'
LANGUAGE = "en"


@pytest.fixture(scope="module")
def cards(data):
    return RowCards(data)


@pytest.fixture(scope="module")
def entries(data, cards):
    return source_list.outside(data, cards)


def of(entries, source_id):
    [entry] = [entry for entry in entries if entry.source_id == source_id]
    return entry


def test_every_outside_page_has_one_entry_and_no_article_has(data, cards, entries):
    ids = [entry.source_id for entry in entries]
    assert sorted(ids) == sorted(set(data.sources["source_id"]) - set(data.documents["source_id"]))
    own = source_list.outside(data, cards, LANGUAGE)
    others = source_list.outside(data, cards, LANGUAGE, others=True)
    assert sorted(entry.source_id for entry in (*own, *others)) == sorted(ids)
    assert own
    assert others


def test_an_entry_has_its_id_and_leads_to_the_page_and_to_what_uses_it(entries, parsed):
    page = source_list.outside_list(entries)
    links = set(parsed(page).links)
    for entry in entries:
        assert page.count(f'<dd id="{entry.source_id}">') == 1
        assert entry.address in links, entry.source_id
        assert {entry.light_page, f"#{entry.source_id}"} <= links
    assert "<table" not in page


def test_pages_stand_under_their_publisher_and_the_oldest_first(data, entries):
    page = source_list.outside_list(entries)
    names = re.findall(r"<dt>([^<]+)</dt>", page)
    assert (
        len(names)
        == len(set(names))
        == data.sources.loc[
            data.sources["source_id"].isin([entry.source_id for entry in entries]), "publisher"
        ].nunique()
    )
    letters = re.findall(r'<h3 id="([^"]+)">', page)
    assert letters == sorted(set(letters), key=lambda anchor: (anchor != "publishers-digits", anchor))
    days = data.sources.set_index("source_id")["date"].fillna("")
    for _, publishers in source_list.by_letter(entries):
        for publisher in publishers:
            own = [days[entry.source_id] for entry in publisher.entries]
            assert own == sorted(own), publisher.name


def test_the_count_is_of_the_rows_that_name_the_page(data, cards, entries):
    table = next(name for name in data.schema.record if "source_id" in data.schema.record[name].columns())
    source_id = getattr(data, table)["source_id"].iloc[0]
    named = {
        row_id
        for name in (*data.schema.record, "conversions", "quantities")
        for columns in [data.schema.tables[name].columns()]
        for row in getattr(data, name).to_dict("records")
        for row_id in [row[data.schema.tables[name].key()[0]]]
        if source_id in [row[column] for column in ("source_id", "second_source_id") if column in columns]
    }
    assert int(of(entries, source_id).used.split()[2]) >= len(named) > 0


def test_how_a_page_was_read_is_said_on_its_entry_or_once_for_all(data, cards):
    noted = data.sources.assign(
        seen_as="excerpt", seen_on="2024-05-16", archive_url="https://web.example.org/a"
    )
    page = source_list.outside_list(
        source_list.outside(with_sources := data.with_tables(sources=noted), RowCards(with_sources))
    )
    assert "we did not note" not in page.lower()
    assert (
        page.count("read as an excerpt on 16 May 2024") == page.count("archived copy") == page.count("<dd ")
    )
    bare = data.sources.assign(seen_as=None, seen_on=None, archive_url=None)
    page = source_list.outside_list(
        source_list.outside(without := data.with_tables(sources=bare), RowCards(without))
    )
    assert page.lower().count("we did not note") == 1
    assert "· read as" not in page
    assert "archived" not in page
    half = bare.assign(seen_as=["page" if number % 2 else None for number in range(len(bare))])
    listed = source_list.outside(mixed := data.with_tables(sources=half), RowCards(mixed))
    unnoted = sum(not entry.read for entry in listed)
    assert 0 < unnoted < len(listed)
    assert f"on which day we read {unnoted} of them" in source_list.outside_list(listed)


def test_a_page_that_no_row_uses_says_which_searches_met_it(data):
    lonely = data.searches.head(1).assign(source_ids="lonely")
    row = (
        data.sources[~data.sources["source_id"].isin(data.documents["source_id"])]
        .head(1)
        .assign(source_id="lonely")
    )
    sources = pd.concat([data.sources, row], ignore_index=True)
    with_lonely = data.with_tables(sources=sources, searches=lonely)
    cards = RowCards(with_lonely)
    entry = of(source_list.outside(with_lonely, cards), "lonely")
    assert entry.used == "used by no row, met by 1 search"
    [term] = [term for term in cards.card("lonely").terms if term.name == "Searches that met it"]
    [item] = term.items
    assert item.address.endswith(f"#{lonely['search_id'].iloc[0]}")
    alone = data.with_tables(sources=sources)
    assert of(source_list.outside(alone, RowCards(alone)), "lonely").used == "used by no row"


def test_articles_are_a_list_of_their_own(data, cards, parsed):
    listed = source_list.articles(data, cards)
    page = source_list.article_list(listed, "The {count} articles of the test")
    assert [entry.source_id for entry in listed] == re.findall(r'<dd id="([^"]+)"', page)
    assert "articles of the test." in page
    assert "data-filter" not in page
    assert {f"../sources/{entry.source_id}.html" for entry in listed} <= set(parsed(page).links)


def test_an_entry_of_another_page_is_a_link_with_its_id(entries, parsed):
    page = source_list.elsewhere_list(entries[:3], "others")
    for entry in entries[:3]:
        assert f'<a id="{entry.source_id}" href="others.html#{entry.source_id}">' in page


def test_nothing_of_a_source_becomes_markup_or_a_link_that_runs(data, parsed):
    sources = data.sources.assign(
        title=HOSTILE,
        publisher=HOSTILE,
        note=HOSTILE,
        url="javascript:alert(1)",
        archive_url="javascript:alert(2)",
    )
    hostile = data.with_tables(sources=sources)
    cards = RowCards(hostile)
    for page in (
        source_list.outside_list(source_list.outside(hostile, cards)),
        source_list.article_list(source_list.articles(hostile, cards)),
        source_list.elsewhere_list(source_list.outside(hostile, cards), "others"),
    ):
        assert "<script" not in page
        assert not [link for link in parsed(page).links if link.startswith("javascript")]
