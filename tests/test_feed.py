"""The Atom feed of the editions."""

from xml.etree import ElementTree

import pytest

from dossier.editions.changes import Figure
from dossier.editions.feed import Entry, feed
from dossier.editions.record import Edition
from dossier.editions.site import Book, feed_of, public_address
from dossier.project import find_project

ATOM = "{http://www.w3.org/2005/Atom}"
DECLARATION = find_project().declaration
FIRST = Edition("1.0.0", "a" * 40, "2026-01-02", "The first.")
SECOND = Edition("1.1.0", "b" * 40, "2026-02-03", "Shells & “boxes” <counted> anew.")
ENTRIES = [
    Entry(
        SECOND,
        "v1.1/index.html",
        "changes-v1.1.html",
        [Figure("all_boxes", "", "3"), Figure("boxes", "1", "2")],
    ),
    Entry(FIRST, "v1.0/index.html", "changes-v1.0.html"),
]


def read(text):
    return ElementTree.fromstring(text.encode())


def test_an_entry_has_what_a_reader_of_feeds_needs():
    tree = read(feed(DECLARATION, ENTRIES))
    for part in (tree, *tree.iter(f"{ATOM}entry")):
        assert [len(part.findall(f"{ATOM}{name}")) for name in ("id", "title", "updated")] == [1, 1, 1]
    assert tree.findtext(f"{ATOM}author/{ATOM}name") == DECLARATION.authors
    assert tree.findtext(f"{ATOM}updated") == "2026-02-03T00:00:00Z"
    newest, first = tree.iter(f"{ATOM}entry")
    assert newest.findtext(f"{ATOM}summary") == SECOND.changed
    assert first.findtext(f"{ATOM}updated") == "2026-01-02T00:00:00Z"


def test_figures_that_were_there_come_before_new_ones():
    newest, first = read(feed(DECLARATION, ENTRIES)).iter(f"{ATOM}entry")
    lines = ["".join(item.itertext()) for item in newest.iter("{http://www.w3.org/1999/xhtml}li")]
    assert lines == ["boxes: was 1, is 2", "all boxes: new, 3"]
    assert not list(first.iter("{http://www.w3.org/1999/xhtml}li"))


def test_an_edition_of_many_moved_figures_says_how_many_are_left_out():
    many = [Figure(f"figure_{number}", "1", "2") for number in range(50)]
    [entry] = read(feed(DECLARATION, [ENTRIES[0]._replace(moved=many)])).iter(f"{ATOM}entry")
    assert len(list(entry.iter("{http://www.w3.org/1999/xhtml}li"))) == 40
    assert "10 more figures that moved" in "".join(entry.itertext())


def test_ids_are_their_own_and_stay_whatever_comes_after_and_wherever_the_site_is():
    ids = [
        [each.text for each in read(text).iter(f"{ATOM}id")]
        for text in (
            feed(DECLARATION, ENTRIES),
            feed(DECLARATION, ENTRIES, "https://unity.example"),
            feed(DECLARATION, ENTRIES[1:]),
        )
    ]
    assert len(set(ids[0])) == 3
    assert ids[0] == ids[1]
    assert ids[2] == [ids[0][0], ids[0][2]]
    other = DECLARATION._replace(name="other")
    assert not {each.text for each in read(feed(other, ENTRIES)).iter(f"{ATOM}id")} & set(ids[0])
    assert all(each.startswith("urn:uuid:") for each in ids[0])


@pytest.mark.parametrize(
    ("address", "base"), [("", None), ("https://unity.example/a", "https://unity.example/a/")]
)
def test_links_are_relative_and_a_public_address_is_their_base(address, base):
    text = feed(DECLARATION, ENTRIES, address)
    tree = read(text)
    assert tree.get("{http://www.w3.org/XML/1998/namespace}base") == base
    links = [link.get("href") for link in tree.iter(f"{ATOM}link")]
    assert "feed.xml" in links
    assert not [link for link in links if ":" in link or link.startswith("/")]
    assert feed(DECLARATION, ENTRIES, address) == text


def test_the_feed_of_a_site_takes_its_address_from_the_pages_and_leaves_the_draft_out(tmp_path):
    books = []
    for folder, name, edition, boxes in (
        ("latest", "draft", None, 3),
        ("v1.1", "1.1.0", SECOND, 2),
        ("v1.0", "1.0.0", FIRST, 1),
    ):
        html, dataset = tmp_path / folder / "html", tmp_path / folder / "dataset"
        (html / "book").mkdir(parents=True)
        dataset.mkdir()
        (dataset / "numbers.json").write_text(f'{{"boxes": {boxes}}}')
        books.append(Book(folder, name, html, dataset, edition))
    page = books[0].html / "book" / "index.html"
    page.write_text("<p>No address.")
    assert public_address(books[0]) == ""
    assert "xml:base" not in feed_of(books, DECLARATION)
    page.write_text('<meta property="og:url" content="https://unity.example/latest/book/index.html">')
    assert public_address(books[0]) == "https://unity.example/latest"
    tree = read(feed_of(books, DECLARATION))
    assert tree.get("{http://www.w3.org/XML/1998/namespace}base") == "https://unity.example/"
    assert [entry.findtext(f"{ATOM}title") for entry in tree.iter(f"{ATOM}entry")] == [
        "Edition 1.1.0",
        "Edition 1.0.0",
    ]
    assert "boxes: was 1, is 2" in "".join(tree.itertext())
