"""Where the book names a row: the paragraph, and the sentence as a page prints it."""

from docutils import nodes

from dossier.book.rows.marks import MarkGroup, RowMark
from dossier.book.rows.uses import rows_named, sentence_at


def row_mark(row_id, text):
    return RowMark("", text, refuri="#", row=row_id)


def page(*children, ids=("p-a",)):
    document = nodes.document(None, None)
    section = nodes.section(ids=["question-1"])
    section += nodes.paragraph("", "", *children, ids=list(ids))
    document += section
    return document


def test_a_row_is_named_by_its_sentence_alone():
    document = page(
        nodes.Text("Kyiv did not. Seoul counted ("), row_mark("a", "Seoul, 2024"), nodes.Text("). Then?")
    )
    assert list(rows_named(document)) == [("a", "p-a", "Seoul counted (Seoul, 2024).")]


def test_an_article_is_named_by_the_sentence_with_its_short_name():
    name = nodes.reference("", "Herald, May 2024", refuri="#", row="harbour-2024")
    document = page(nodes.Text("Kyiv did not. So "), name, nodes.Text(" has it. Then?"))
    assert list(rows_named(document)) == [("harbour-2024", "p-a", "So Herald, May 2024 has it.")]


def test_a_paragraph_without_an_id_is_known_by_its_section():
    document = page(nodes.Text("So "), row_mark("a", "A"), nodes.Text("."), ids=())
    assert list(rows_named(document)) == [("a", "question-1", "So A.")]


def test_each_row_of_a_group_is_named_by_the_sentence_as_it_is_printed():
    group = MarkGroup("", "", row_mark("a", "A"), row_mark("b", "B"), row_mark("c", "C"), card="more-1")
    assert list(rows_named(page(nodes.Text("So ("), group, nodes.Text(").")))) == [
        (row_id, "p-a", "So (A and 2 more).") for row_id in "abc"
    ]


def test_a_long_sentence_is_cut_at_a_word():
    sentence = sentence_at("word " * 200, 0)
    assert len(sentence) < 330
    assert sentence.endswith("word …")
