import zipfile

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from dossier.book import private
from dossier.book.private_edition import Passage, annotate, article_page, linked, marked_text
from dossier.data import Dataset
from dossier.errors import DataError
from dossier.reading.files import Article
from dossier.reading.spans import Place, key_of

TEXT = "\n Le port « de nuit »\r\nreste <ouvert> & l'équipe\u00a0dort.\r"
ARTICLE = Article(TEXT, key_of(TEXT.encode()))
PASSAGES = [Passage("c-001", 2, 20, "a"), Passage("c-002", 10, 30, "b"), Passage("c-003", 10, 12, "c")]


@pytest.fixture
def data():
    claims = [
        {
            "claim_id": each.claim_id, "source_id": "port-2024", "start": each.start, "end": each.end,
            "digest": ARTICLE.digest(Place(each.start, each.end)), "statement": each.statement, "retired": None,
        }
        for each in PASSAGES
    ]  # fmt: skip
    silence = {**claims[0], "claim_id": "c-004", "start": pd.NA, "end": pd.NA}
    nowhere = pd.DataFrame(columns=list(claims[0]))
    return Dataset(
        claims=pd.DataFrame([*claims, silence]),
        sources=pd.DataFrame({"source_id": ["port-2024"], "title": ["Le <port>"]}),
        unclaimed_amounts=nowhere,
        translation_flags=nowhere,
    )


@pytest.fixture
def book(tmp_path):
    html = tmp_path / "_build" / "html"
    (html / "book").mkdir(parents=True)
    (html / "index.html").write_text(
        "<!DOCTYPE html>\n<meta charset='utf-8'>\n<title>Book</title>\n<p>in</p>"
    )
    place = '<span data-place="c-002">characters 10–30</span> <span data-place="c-004">a silence</span>'
    (html / "book" / "ledger.html").write_text(
        f'<html><head><title>A</title></head><body class="b">{place}</body></html>'
    )
    return html


@pytest.fixture
def as_read(parsed):
    """Read text as a browser does: line ends are one character before anything else."""
    return lambda markup: parsed(markup.replace("\r\n", "\n").replace("\r", "\n")).text


def test_the_text_of_an_article_is_not_altered(as_read):
    assert as_read(marked_text(TEXT, PASSAGES)) == TEXT


def test_without_claims_the_text_is_plain(as_read):
    assert as_read(marked_text(TEXT, [])) == TEXT


def test_each_passage_is_marked_from_end_to_end(as_read):
    markup = marked_text(TEXT, PASSAGES)
    for passage in PASSAGES:
        pieces = [piece.partition("</mark>")[0].partition(">") for piece in markup.split("<mark")[1:]]
        own = "".join(text for head, _, text in pieces if passage.claim_id in head)
        assert as_read(own) == TEXT[passage.start : passage.end]


def test_each_claim_has_an_address_in_the_article(parsed):
    page = parsed(marked_text(TEXT, PASSAGES))
    assert page.ids == [each.claim_id for each in PASSAGES]


def test_a_page_shows_the_passage_that_its_address_names():
    page = article_page("port-2024", "Le <port>", TEXT, PASSAGES)
    assert "<title>Le &lt;port&gt;</title>" in page
    for passage in PASSAGES:
        assert f":root:has(#{passage.claim_id}:target) .{passage.claim_id} " in page


def test_a_claim_opens_its_passage_and_every_page_is_marked(book, data, tmp_path):
    first = annotate(book, {"port-2024": ARTICLE}, data, tmp_path / "_private")
    out = first.parent
    pages = sorted(out.rglob("*.html"))
    assert [page.relative_to(out).as_posix() for page in pages] == [
        "articles/port-2024.html",
        "book/ledger.html",
        "index.html",
    ]
    for page in pages:
        assert private.MARK in page.read_text()
        assert private.NOTICE in page.read_text()
        assert "<title>PRIVATE: " in page.read_text()
    ledger = (out / "book" / "ledger.html").read_text()
    assert '<a href="../articles/port-2024.html#c-002">characters 10–30</a>' in ledger
    assert '<span data-place="c-004">a silence</span>' in ledger


def test_the_book_itself_is_left_as_it_was(book, data, tmp_path):
    before = {path: path.read_bytes() for path in book.rglob("*") if path.is_file()}
    annotate(book, {"port-2024": ARTICLE}, data, tmp_path / "_private")
    assert {path: path.read_bytes() for path in book.rglob("*") if path.is_file()} == before
    private.refuse_private(book)


def test_a_second_run_gives_the_same_bytes_in_place_of_the_first(book, data, tmp_path):
    out = tmp_path / "_private"
    runs = []
    for _ in range(2):
        annotate(book, {"port-2024": ARTICLE}, data, out)
        runs.append({path: path.read_bytes() for path in out.rglob("*") if path.is_file()})
    assert runs[0] == runs[1]
    assert sorted(path.name for path in tmp_path.glob("_private*")) == ["_private"]


@pytest.mark.parametrize("name", ["_build/html", "_build/private", "_build", "site", "site/latest"])
def test_no_private_edition_where_pages_are_published(book, data, tmp_path, name):
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(DataError, match="is published"):
        annotate(book, {"port-2024": ARTICLE}, data, tmp_path / name)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("texts", "complaint"),
    [
        ({}, "port-2024: the article is not here"),
        ({"port-2024": Article(TEXT.upper(), ARTICLE.key)}, "the passage at this place is not the one"),
    ],
)
def test_other_texts_are_refused_and_nothing_is_written(book, data, tmp_path, texts, complaint):
    with pytest.raises(DataError, match=complaint):
        annotate(book, texts, data, tmp_path / "_private")
    assert not (tmp_path / "_private").exists()


@pytest.mark.parametrize("taken", ["book/ledger.html", "articles/port-2024.html", private.SIGN])
def test_what_is_private_is_refused_wherever_it_was_copied(book, data, tmp_path, taken):
    out = annotate(book, {"port-2024": ARTICLE}, data, tmp_path / "_private").parent
    folder = tmp_path / "site" / "latest"
    folder.mkdir(parents=True)
    private.refuse_private(folder)
    (folder / taken.rpartition("/")[2]).write_bytes((out / taken).read_bytes())
    with pytest.raises(DataError, match="is marked as private"):
        private.refuse_private(tmp_path / "site")


def test_what_is_private_is_refused_in_a_zip_too(tmp_path):
    with zipfile.ZipFile(tmp_path / "edition.zip", "w") as packed:
        packed.writestr("book/index.html", private.marked("<head></head><body></body>"))
    with pytest.raises(DataError, match=r"edition\.zip: is marked as private"):
        private.refuse_private(tmp_path)


def test_only_the_place_of_a_claim_changes_in_a_page():
    place = '<b><span class="x" data-place="c-002">characters 10–30</span></b>'
    rest = '<!DOCTYPE html>\n<br><script defer src="a?b&amp;c">1 < 2</script><p class="a  b" id="&quot;">é &lt; ü</p>'
    page = linked(f"{rest}{place}", {"port-2024": PASSAGES}, up="../")
    link = '<b><a href="../articles/port-2024.html#c-002">characters 10–30</a></b>'
    assert parsed_page(page) == parsed_page(f"{rest}{link}")
    assert linked(rest, {"port-2024": PASSAGES}, up="../") == rest


def parsed_page(page):
    return [each for each in BeautifulSoup(page, "html.parser").descendants if each != "\n"]
