"""The short name of an article: computed from its row, and no other article has it."""

import pandas as pd
import pytest

from dossier.show.names import article_links, article_names, by_name, in_column, in_lines, told_apart
from dossier.show.table import ShownTable, table_html


def test_every_article_has_a_name_of_its_own_made_of_its_row(data):
    names = article_names(data)
    sources = data.sources.fillna("").set_index("source_id")
    assert set(names) >= set(data.documents["source_id"])
    assert len(set(names.values())) == len(names)
    for article, name in names.items():
        assert name.startswith(sources["publisher"][article] or "an unnamed outlet")
        assert name.endswith(sources["date"][article][:4])
        assert article not in name


def test_another_row_gives_another_name(data):
    [first, *_] = article_names(data)
    sources = data.sources.copy()
    sources.loc[sources["source_id"].eq(first), ["publisher", "date"]] = ["The Harbour News", "2031-02-03"]
    changed = type("Changed", (), {"sources": sources, "documents": data.documents})
    assert article_names(changed)[first] == "The Harbour News, February 2031"


@pytest.mark.parametrize(
    ("one", "other", "ends"),
    [
        ({"date": "2024-06-19"}, {"date": "2024-06-20"}, ("19 June 2024", "20 June 2024")),
        ({"date": "2024-06"}, {"date": "2024-06-20"}, ("Herald, June 2024", "20 June 2024")),
        ({"title": "Boxes"}, {"title": "Ships"}, ("2024: Boxes", "2024: Ships")),
        ({}, {}, ("2024, no. 1", "2024, no. 2")),
    ],
)
def test_articles_of_one_outlet_and_month_are_told_apart(one, other, ends):
    herald = {"publisher": "Herald", "date": "2024-06-19"}
    names = told_apart({"a": herald | one, "b": herald | other, "c": {**herald, "publisher": "Gazette"}})
    assert len(set(names.values())) == 3
    assert names["a"].endswith(ends[0])
    assert names["b"].endswith(ends[1])
    assert names["c"] == "Gazette, June 2024"


def test_a_name_without_outlet_or_date_says_so():
    assert told_apart({"a": {}}) == {"a": "an unnamed outlet"}


def test_cells_lead_to_the_page_of_the_article_and_sums_stay(data):
    [first, *_] = article_names(data)
    [link, total] = article_links(data, [first, "all"])
    assert (link.text, link.address) == (article_names(data)[first], f"../sources/{first}.html")
    assert total == "all"


def test_names_in_a_cell_are_parted_by_a_semicolon(data):
    both = list(article_names(data))[:2]
    cell = table_html(ShownTable(pd.DataFrame({"in": [article_links(data, both)]}), "Caption"))
    assert "</a>; <a" in cell


def test_counts_have_names_in_rows_and_heads(data):
    [first, *_] = names = article_names(data)
    table = pd.DataFrame({first: [1]}, index=[first])
    named = by_name(data, table)
    assert [*named.index, *named] == [names[first]] * 2


def test_no_line_of_a_name_is_longer_than_its_column(data):
    for name in article_names(data).values():
        assert in_lines(name).replace("\n", " ") == name
        longest_word = max(map(len, name.split()))
        assert max(map(len, in_lines(name).split("\n"))) <= 18
        assert max(map(len, in_column(name).split("\n"))) <= max(8, longest_word)
