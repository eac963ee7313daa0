"""What is read has words: no id of a row and no name of a file in a paragraph, a title or a drawing.

Ids stay in the cells of tables, in the attributes of a page, and in the files that one downloads.
"""

import csv
import re
from html.parser import HTMLParser

import pytest
from browser import BOOK, ROOT, page_names

ALLOWED = {"book/ledger.html": "its entries are rows, and each is called by its id"}
"""Pages in whose lists ids are what a reader looks for, each with its reason."""

READ = {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "caption", "summary", "text", "title"}
"""The elements whose words are read: paragraphs, titles, captions, the text of a drawing."""
LABELS = ("alt", "aria-label")
UNREAD = {"script", "style", "td", "nav", "pre", "download"}

_TOKEN = re.compile(r"\w[\w.]*(?:-[\w.]*\w)+|\w[\w-]*\.csv\b")

_IS_NO_WORD = re.compile(r"-.*(?:-|\d)|\d.*-")


def ids():
    """Return the id of every row of every table that no word is: lower case, with a digit or two hyphens."""
    found = set()
    for file in (ROOT / "data" / "dataset").glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as table:
            found |= {row[0] for row in csv.reader(table) if row}
    return {row_id for row_id in found if row_id.islower() and _IS_NO_WORD.search(row_id)}


VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr", "col", "area", "use", "path", "rect"}


class Reader(HTMLParser):
    """The words of a page that are read, and the labels that a screen reader speaks."""

    def __init__(self):
        super().__init__()
        self.open, self.words = [], []

    def handle_starttag(self, tag, attrs):
        self.words += [value for name, value in attrs if name in LABELS and value]
        if tag not in VOID:  # a link to a file is named by the file
            self.open.append("download" if "download" in dict(attrs) else tag)

    def handle_endtag(self, tag):
        if tag == "a" and "download" in self.open:
            tag = "download"
        while tag in self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data):
        if READ & set(self.open) and not UNREAD & set(self.open):
            self.words.append(data)


IDS = ids()


def named(page):
    """Return the ids and names of files that stand in the words of a page."""
    reader = Reader()
    reader.feed(page)
    tokens = (token for words in reader.words for token in _TOKEN.findall(words))
    return sorted({token for token in tokens if token in IDS or token.endswith(".csv")})


@pytest.mark.parametrize("name", [name for name in page_names() if name not in ALLOWED])
def test_what_is_read_names_no_row_and_no_file(name):
    assert named((BOOK / name).read_text(encoding="utf-8")) == []


ID = min(IDS)


@pytest.mark.parametrize(
    "page",
    [
        f"<p>As <a href='#'>{ID}</a> says.</p>",
        f"<p>As <strong>x<br>{ID}</strong>.</p>",
        f"<p>As <code>{ID}</code> says.</p>",
        f"<h2>What {ID} says</h2>",
        f"<figure><svg aria-label='Claims of {ID}.'></svg></figure>",
        f"<svg><use href='#a'/><text>{ID}:</text></svg>",
        f"<img alt='By {ID}'>",
        f"<table><caption>As {ID} says</caption></table>",
        f"<details><summary>Of {ID}</summary></details>",
    ],
)
def test_an_id_would_be_found(page):
    assert named(page) == [ID]


def test_the_name_of_a_file_would_be_found():
    assert named("<p>Source: term_glosses.csv.</p>") == ["term_glosses.csv"]


def test_cells_and_addresses_may_have_ids():
    cell = f"<table><tr><td><p>{ID}</p></td></tr></table>"
    assert named(f'{cell}<p id="{ID}"><a href="#{ID}">here</a></p>') == []


def test_every_page_that_is_left_out_is_there():
    assert set(ALLOWED) <= set(page_names())
