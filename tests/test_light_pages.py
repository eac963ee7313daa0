"""The light page of each row: small, still, with what the row says and what leads to it."""

import json
import time

import pytest

from dossier.pages.light_pages import HEAVIEST, LightPages, Sentence
from dossier.pages.number_sources import Computed

HOSTILE = '<script>alert("&")</script>'
LINES = [
    Sentence("notebooks/arms", "p-a", "Arms", "Seoul counted.", ""),
    Sentence("book/resume", "p-b", "Résumé", "Un.", "fr"),
]


@pytest.fixture(scope="module")
def light(project, data):
    return LightPages(data, project.declaration)


def test_all_pages_are_made_in_seconds_and_none_is_heavy(light):
    start = time.process_time()
    pages = {
        row_id: (light.html(row_id, LINES), light.twin(row_id, LINES)) for row_id in light.cards.table_of
    }
    assert len(pages) > 1_700
    assert time.process_time() - start < 10  # some three seconds; a busy machine takes longer
    assert [row_id for row_id, (page, _) in pages.items() if len(page.encode()) > HEAVIEST] == []
    again = LightPages(light.cards.data, light._declaration)
    for row_id in list(pages)[::97]:
        assert (again.html(row_id, LINES), again.twin(row_id, LINES)) == pages[row_id]


def test_a_page_has_its_policy_its_sentences_and_its_twin(light, parsed):
    row_id = next(iter(light.cards.table_of))
    page = light.html(row_id, LINES, "../book/ledger.html#x")
    read = parsed(page.partition("\n")[2] if page.startswith("<!") else page)
    assert "script-src 'none'" in page
    assert {"../notebooks/arms.html#p-a", "../book/ledger.html#x", f"{row_id}.json"} <= set(read.links)
    assert '<span lang="fr">Un.</span>' in page
    twin = json.loads(light.twin(row_id, LINES, "../book/ledger.html#x"))
    assert twin["row"]["statement"] in page
    assert [use["sentence"] for use in twin["used"]] == ["Seoul counted.", "Un."]
    assert (twin["page"], twin["in_book"]) == (f"rows/{row_id}.html", "book/ledger.html#x")


def test_a_row_that_no_sentence_names_says_so(light):
    assert "No sentence and no figure" in light.html(next(iter(light.cards.table_of)))


def test_nothing_of_a_row_becomes_markup(project, data, parsed):
    claims, sources = data.claims.copy(), data.sources.copy()
    claims.loc[claims.index[0], ["statement", "limits"]] = HOSTILE
    sources["title"] = HOSTILE
    light = LightPages(data.with_tables(claims=claims, sources=sources), project.declaration)
    page = light.html(claims["claim_id"].iloc[0], [Sentence("a", "b", HOSTILE, HOSTILE)])
    assert "<script" not in page
    assert parsed(page).text.count(HOSTILE) >= 4  # statement, limits, page, sentence


def test_the_history_tells_when_a_row_came_and_what_changed(data, light):
    reason = data.reasons.iloc[0]
    page = light.html(reason["row_id"])
    assert "In the book since edition" in page
    assert f"Edition {reason['since']}" in page
    assert json.loads(light.twin(reason["row_id"]))["history"][-1].startswith(f"Edition {reason['since']}")


def test_a_number_of_many_rows_names_fewer_of_them_and_stays_light(data, light):
    rows, events = tuple(data.estimates["estimate_id"]), list(data.events["event_id"])
    page = light.number_html(
        Computed("many", len(rows), "", "count", "", rows, ("estimates",)), beside=events
    )
    assert len(page.encode()) <= HEAVIEST
    assert page.count("more, which the data of this page have") == 2
