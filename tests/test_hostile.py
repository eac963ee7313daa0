"""Every hostile text in every text column, past the entrance: no page runs it, no spreadsheet computes it."""

import io
import re
import unicodedata
import zipfile
from collections import Counter
from functools import cache
from html.parser import HTMLParser

import pytest
from hostile import CANARY, MARKDOWN, MARKUP, PAYLOADS, SEPARATORS
from markdown_it import MarkdownIt

from dossier.book.downloads import spreadsheet_csv, workbook
from dossier.project import find_project
from dossier.schema.cells import csv_rows
from dossier.schema.codebook import codebook
from dossier.schema.files import to_bytes
from dossier.schema.markdown import code, words
from dossier.show.table import ShownTable, may_be_linked, table_html

PROJECT = find_project()
TABLES = PROJECT.schema.tables
PLAIN = "a plain word"


def every_text_column(name):
    return list(TABLES[name].text_kinds())


class Live(HTMLParser):
    """The tags of a page and what of it is live: attributes with a script, addresses that no page may have."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.live = Counter(), []
        self.feed(str(page))

    def handle_starttag(self, tag, attributes):
        self.tags[tag] += 1
        for name, value in attributes:
            if name.startswith("on") or (name in {"srcdoc", "style"} & {name} and CANARY in (value or "")):
                self.live.append((tag, name))
            if name in {"href", "src", "action", "data", "formaction"} and not may_be_linked(value or ""):
                self.live.append((tag, value))


def assert_harmless(page, plain):
    """The page has the tags of the plain one, but for links that were taken away; none is live."""
    hostile, clean = Live(page), Live(plain)
    assert hostile.live == []
    assert clean.live == []
    for counts in (hostile.tags, clean.tags):
        counts.pop("a", None)
    assert hostile.tags == clean.tags


def test_there_are_enough_texts():
    assert len(set(PAYLOADS)) == len(PAYLOADS) >= 60


def table_of(name, texts):
    """Return a table with a row for each of ``texts``, which stands in every text column."""
    numbers = [column for column in TABLES[name].columns() if column not in TABLES[name].text_kinds()]
    rows = [{**dict.fromkeys(every_text_column(name), text), **dict.fromkeys(numbers, 1.0)} for text in texts]
    return TABLES[name].of(rows)


@pytest.mark.parametrize("name", list(TABLES))
def test_a_table_of_hostile_cells_shows_them(name):
    shown = table_html(ShownTable(table_of(name, PAYLOADS), PAYLOADS[0], anchored=True))
    plain = table_html(ShownTable(table_of(name, [PLAIN] * len(PAYLOADS)), PLAIN, anchored=True))
    assert_harmless(shown, plain)


@pytest.mark.parametrize("name", list(TABLES))
def test_the_exact_file_reads_back_as_it_was(name):
    table = table_of(name, PAYLOADS)
    header, *rows = csv_rows(to_bytes(table).decode("utf-8"))
    at = header.index(every_text_column(name)[0])
    assert [row[at] for row in rows] == list(PAYLOADS)


@pytest.mark.parametrize("name", list(TABLES))
def test_no_twin_for_spreadsheets_runs_a_cell(name):
    """However the spreadsheet parts a line, and whichever blanks it drops."""
    for row in csv_rows(spreadsheet_csv(table_of(name, PAYLOADS)).decode("utf-8"))[1:]:
        for cell in row:
            for part in re.split(r"[;\t\r\n]", cell):
                bare = re.sub(
                    r"^[\s\x00-\x20\x7f-\xa0\u200b-\u200f\ufeff]+", "", unicodedata.normalize("NFKC", part)
                )
                assert bare[:1] not in {"=", "+", "-", "@", "|", "%", "\u2212"}


@pytest.mark.whole
def test_no_cell_of_the_workbook_is_a_formula_or_a_link():
    content = workbook(
        {name: table_of(name, [text for text in PAYLOADS if len(text) < 32_000]) for name in TABLES}
    )
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        assert len(sheets) == len(TABLES)
        for name in sheets:
            sheet = book.read(name)
            assert b"<f>" not in sheet
            assert b"<hyperlink" not in sheet
        texts = re.findall(r"<t[^>]*>([^<]*)</t>", book.read("xl/sharedStrings.xml").decode("utf-8"))
    assert not [text for text in texts if text.lstrip(" \u00a0\u3000\u200b\ufeff")[:1] in {*"=+-@", "\uff1d"}]


MARKDOWN_READER = MarkdownIt("commonmark", {"html": True}).enable("table")


def blocks(markdown):
    return [token.type for token in MARKDOWN_READER.parse(markdown)]


@pytest.mark.parametrize("text", PAYLOADS)
def test_a_cell_of_markdown_is_code_on_one_line(text):
    line = f"| a | {code(text, 60)} | b |"
    assert line.splitlines() == [line]
    table = f"| x | y | z |\n| --- | --- | --- |\n{line}\n"
    page = MARKDOWN_READER.render(table)
    plain = MARKDOWN_READER.render(table.replace(code(text, 60), "`x`" if code(text, 60) else ""))
    assert_harmless(page, plain)
    assert page.count("<td>") == 3


@pytest.mark.parametrize("text", PAYLOADS)
def test_a_sentence_of_markdown_may_have_italics_and_code_alone(text):
    page = Live(MARKDOWN_READER.render(f"- {code('word', 9)}: {words(text)}\n"))
    assert set(page.tags) <= {"ul", "li", "p", "code", "em", "strong"}
    assert page.live == []


@cache
def codebook_of_plain_rows():
    return codebook({name: table_of(name, [PLAIN]) for name in TABLES}, PROJECT.schema)


@pytest.mark.book
@pytest.mark.parametrize("text", [*SEPARATORS, *MARKDOWN, *MARKUP[:9]])
def test_the_codebook_of_hostile_rows_is_that_of_plain_ones(text):
    """Each line is one line for whoever reads it, and each column keeps its row."""
    page = codebook({name: table_of(name, [text]) for name in TABLES}, PROJECT.schema)
    plain = codebook_of_plain_rows()
    assert len(page.splitlines()) == len(plain.splitlines()) == page.count("\n")
    assert blocks(page) == blocks(plain)
    assert "html_inline" not in {
        child.type for token in MARKDOWN_READER.parse(page) for child in token.children or []
    }


@pytest.mark.parametrize("payload", MARKUP[:3])
def test_without_the_escaping_these_tests_would_fail(payload):
    with pytest.raises(AssertionError):
        assert_harmless(f"<p>{payload}</p>", "<p>a</p>")
    with pytest.raises(AssertionError):
        assert_harmless('<a href="javascript:a">b</a>', "<p>a</p>")
