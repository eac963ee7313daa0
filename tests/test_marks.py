"""Marks in a sentence: how they stand side by side, what they open, and the ids of paragraphs."""

import re

import pytest
from docutils import nodes

from dossier.book.rows import marks as book_marks
from dossier.book.rows.marks import MarkGroup, RowMark, group_marks, name_paragraphs
from dossier.pages.marks import Group, Marks
from dossier.pages.row_cards import RowCards

HOSTILE = '<script>alert("&")</script>'


@pytest.fixture(scope="module")
def known(data):
    return RowCards(data)


def row_mark(row_id, text=""):
    return RowMark("", text or row_id, refuri=f"#{row_id}", row=row_id)


def paragraph(*children):
    """Return a document of one paragraph, a text for each string and a mark for each tuple."""
    made = nodes.document(None, None)
    made.ids = {}
    made += nodes.paragraph(
        "", "", *(nodes.Text(child) if isinstance(child, str) else row_mark(*child) for child in children)
    )
    return made


def grouped(*children):
    document = paragraph(*children)
    group_marks(None, document)
    return document


def test_a_bracket_and_a_stop_stay_with_their_mark():
    kept = [node.astext() for node in grouped("So (", ("a",), "), then.").findall(nodes.inline)]
    assert kept == ["(a),"]
    assert grouped("So (", ("a",), "), then.").astext() == "So (a), then."


def test_two_marks_are_parted_by_a_semicolon():
    assert (
        grouped("(", ("a", "Seoul, 2024"), ", ", ("b", "Kyiv, 2024"), ")").astext()
        == "(Seoul, 2024; Kyiv, 2024)"
    )
    assert grouped(("a",), " and ", ("b",), ".").astext() == "a and b."


@pytest.mark.parametrize("between", [", ", ";\n", " and ", ", or "])
def test_three_marks_and_more_are_one_and_a_list(between):
    document = grouped("(", ("a",), between, ("b",), ", ", "\n", ("c",), ")")
    [group] = document.findall(MarkGroup)
    assert [mark["row"] for mark in group.findall(RowMark)] == ["a", "b", "c"]
    assert book_marks._group(group) == Group("more-1", ("a", "b", "c"))


def test_two_marks_that_read_alike_are_one_and_a_list():
    assert len(list(grouped(("a", "Vox"), ", ", ("b", "Vox")).findall(MarkGroup))) == 1


def test_words_between_marks_keep_them_apart():
    assert list(grouped(("a",), " against ", ("b",), " and of ", ("c",)).findall(MarkGroup)) == []


def named(*children):
    document = paragraph(*children)
    document += paragraph(*children).children
    name_paragraphs(None, document)
    return [node["ids"] for node in document.findall(nodes.paragraph)]


def test_a_paragraph_is_named_after_its_first_row_and_the_name_stays_when_words_change():
    first = named("So ", ("c-001",), " and ", ("c-002",), ".")
    assert first == [["p-c-001"], ["p-c-001-2"]]
    assert named("In other words, ", ("c-001",), " or ", ("c-003",)) == first
    assert named("No row at all.") == [[], []]


def test_a_number_names_a_paragraph():
    document = nodes.document(None, None)
    document.ids = {}
    document += nodes.paragraph("", "", nodes.inline("", "5", number="boxes_in_all"))
    name_paragraphs(None, document)
    assert document[0]["ids"] == ["p-boxes-in-all"]


def test_every_mark_opens_the_card_of_its_row_and_stands_beside_a_link(known, parsed):
    for row_id in list(known.table_of)[::7]:
        marks = Marks(known, up="../up/")
        mark = marks.mark(row_id)
        [target] = re.findall(r'popovertarget="([^"]+)"', mark)
        assert parsed(marks.cards([row_id, row_id])).ids == [target]
        [link] = parsed(mark).links
        assert link.endswith(f"#{row_id}")
        assert known.address(row_id, up="../up/") in parsed(marks.cards([row_id])).links


def test_a_card_opens_another_that_is_on_its_page_and_leads_to_the_page_of_one_that_is_not(data, known):
    comparison = data.comparisons.iloc[0]
    claim_id, row_id = comparison["claim_id"], comparison["row_id"]
    alone = Marks(known, [claim_id]).cards([claim_id])
    both = Marks(known, [claim_id, row_id]).cards([claim_id])
    assert f'popovertarget="card-{row_id}"' not in alone
    assert f'href="../rows/{row_id}.html"' in alone
    assert f'popovertarget="card-{row_id}"' in both


def test_the_list_of_a_group_has_every_row(known, parsed):
    rows = tuple(list(known.table_of)[:4])
    marks = Marks(known, rows)
    page = marks.cards((), [Group("more-1", rows)])
    assert re.findall(r'popovertarget="card-([^"]+)" aria', page) == list(rows)
    assert "3 more" in marks.more(Group("more-1", rows))
    assert len(parsed(marks.more(Group("more-1", rows))).links) == 3


def test_nothing_of_a_row_becomes_markup(data, parsed):
    claims, comparisons = data.claims.copy(), data.comparisons.copy()
    claim_id = comparisons["claim_id"].iloc[0]
    claims.loc[claims["claim_id"].eq(claim_id), ["statement", "limits"]] = HOSTILE
    comparisons["reason"] = HOSTILE
    marks = Marks(RowCards(data.with_tables(claims=claims, comparisons=comparisons)))
    page = parsed(marks.cards([claim_id]))
    assert "script" not in page.tags
    assert page.text.count(HOSTILE) >= 3  # statement, limits, comparison
