"""Every file is accounted for, and none is altered."""

import hashlib
import hmac
import os

import pandas as pd
import pytest

from dossier.reading import files as reading_files
from dossier.reading.files import date_in, language_of, read_articles, read_documents
from dossier.reading.spans import Place

NOTHING = hashlib.sha256(b"").hexdigest()
FRENCH = "Le port est fermé depuis que la grue est tombée dans le bassin."


def known(**columns):
    return pd.DataFrame({"source_id": [], "sha256": [], "date": [], "title": []} | columns)


@pytest.fixture
def folder(tmp_path):
    """Return a function that fills a folder and reads it: path → document."""
    base = tmp_path / "in"
    base.mkdir()

    def read_folder(files, sources=None, published=None):
        for name, data in files.items():
            (base / name).parent.mkdir(parents=True, exist_ok=True)
            (base / name).write_bytes(data)
        sources = known() if sources is None else sources
        documents = list(read_documents(base, sources=sources, published=published))
        assert len({each.source_id for each in documents}) == len(documents)
        return {each.file: each for each in documents}

    read_folder.base = base
    return read_folder


@pytest.mark.parametrize(
    ("data", "status", "reason"),
    [
        pytest.param(FRENCH.encode(), "kept", None, id="UTF-8"),
        pytest.param(b"", "rejected", "empty", id="empty"),
        pytest.param(b" \n\n", "rejected", "empty", id="blank"),
        pytest.param(b"\xef\xbb\xbf", "rejected", "empty", id="a mark alone"),
        pytest.param(b"caf\xe9", "rejected", "not UTF-8 at byte 3", id="Latin-1"),
        pytest.param(b"\xef\xbb\xbfcaf\xe9", "rejected", "not UTF-8 at byte 6", id="Latin-1 behind a mark"),
        pytest.param(b"a\0b", "rejected", "binary: it holds a NUL byte", id="binary"),
        pytest.param("port".encode("utf-16"), "rejected", "binary: it holds a NUL byte", id="UTF-16"),
    ],
)
def test_a_file_is_kept_or_rejected_with_its_reason(folder, data, status, reason):
    document = folder({"port.txt": data})["port.txt"]
    assert (document.status, document.reason) == (status, reason)
    assert (document.sha256, document.bytes) == (hashlib.sha256(data).hexdigest(), len(data))


def test_a_text_is_as_it_came_but_for_the_mark(folder):
    document = folder({"port.txt": b"\xef\xbb\xbf L\xc3\xa0.\r\nIci.\n"})["port.txt"]
    assert document.text == " Là.\r\nIci.\n"
    assert document.encoding == "utf-8-sig"


@pytest.mark.parametrize(
    "data", [b"L\xc3\xa0.\r\n", b"\xef\xbb\xbfL\xc3\xa0.\r\n"], ids=["plain", "with a mark"]
)
def test_the_key_of_an_article_is_made_from_the_bytes_of_its_file(folder, data):
    folder({"port.txt": data})
    article = read_articles(folder.base, known())["port"]
    assert article.key == hashlib.sha256(b"dossier-place" + data).digest()
    assert article.digest(Place(0, 2)) == hmac.new(article.key, "Là".encode(), hashlib.sha256).hexdigest()


def test_a_file_too_large_is_hashed_whole_and_not_held(folder, monkeypatch):
    monkeypatch.setattr(reading_files, "MOST_BYTES", 10)
    monkeypatch.setattr(reading_files, "_BLOCK", 4)
    just, above = folder({"a.txt": b"x" * 10, "b.txt": b"x" * 23}).values()
    assert just.status == "kept"
    assert (above.status, above.reason, above.text) == ("rejected", "above 20 MB", "")
    assert (above.bytes, above.sha256) == (23, hashlib.sha256(b"x" * 23).hexdigest())


def test_files_come_in_the_order_of_their_paths_without_hidden_ones(folder):
    names = ["b/c.txt", "b.txt", ".hidden/d.txt", "a.txt", ".e.txt"]
    assert list(folder({name: name.encode() for name in names})) == ["a.txt", "b.txt", "b/c.txt"]


def test_a_copy_is_a_duplicate_and_a_rejected_file_is_not(folder):
    documents = folder({"a.txt": b"port", "b.txt": b"port", "c.txt": b"", "d.txt": b""})
    assert [each.status for each in documents.values()] == ["kept", "duplicate", "rejected", "rejected"]
    assert documents["b.txt"].reason == "same bytes as an earlier file"


def test_links_are_not_followed_out_of_the_folder(folder, tmp_path):
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "out").mkdir()
    (folder.base / "in").mkdir()
    for name, target in {
        "a": tmp_path / "secret.txt",
        "b": tmp_path / "out",
        "c": "nowhere",
        "d": "d",
        "e": "in",
        "f": "kept.txt",
    }.items():
        (folder.base / name).symlink_to(target)
    os.mkfifo(folder.base / "g")
    documents = folder({"kept.txt": b"port"})
    assert {name: each.reason for name, each in documents.items()} == {
        "a": "link out of the folder",
        "b": "link out of the folder",
        "c": "link that leads nowhere",
        "d": "link that leads nowhere",
        "e": "link to a folder",
        "f": None,
        "g": "no regular file",
        "kept.txt": "same bytes as an earlier file",
    }
    assert documents["a"].sha256 == NOTHING
    assert documents["a"].bytes == 0


@pytest.mark.parametrize(
    ("file", "source_id"),
    [("Le Port.txt", "le-port"), ("a/b c.tar.gz", "a-b-c.tar"), ("été_2.txt", "été_2"), ("x", "x")],
)
def test_an_unknown_file_is_called_by_its_path(folder, file, source_id):
    assert folder({file: b"port"})[file].source_id == source_id


def test_where_two_names_collide_six_digits_tell_them_apart(folder):
    documents = folder({"a b.txt": b"port", "a-b.txt": b"quai", "a/b.txt": b"port"})
    digits = {data: hashlib.sha256(data).hexdigest()[:6] for data in (b"port", b"quai")}
    assert [each.source_id for each in documents.values()] == [
        f"a-b-{digits[b'port']}",
        f"a-b-{digits[b'quai']}",
        f"a-b-{digits[b'port']}-2",
    ]


def test_a_known_file_takes_name_date_and_title_from_sources(folder):
    sources = known(
        source_id=["port-2024", "page"],
        sha256=[hashlib.sha256(b"port").hexdigest(), None],
        date=["2024-06-19", None],
        title=["Le port", None],
    )
    documents = folder({"a.txt": b"port", "b.txt": b"port", "page.txt": b"quai"}, sources, "2023")
    port, copy, page = documents.values()
    assert (port.source_id, port.published, port.title) == ("port-2024", "2024-06-19", "Le port")
    assert (copy.source_id, copy.status) == ("b", "duplicate")
    assert page.source_id.startswith("page-")
    assert page.published == "2023"


@pytest.mark.parametrize(
    ("text", "month"),
    [
        pytest.param(" date 2023-09 Le port ferme.", "2023-09", id="glued to the first sentence"),
        pytest.param("date 2023-09\nLe port ferme.", "2023-09", id="on its own line"),
        pytest.param("Le port. date 2023-09 Il ferme.", None, id="not in front"),
        pytest.param(" date 2023-13 Le port.", None, id="no such month"),
        pytest.param(" date 2023-091 Le port.", None, id="another figure"),
    ],
)
def test_the_collection_writes_the_month_in_front(text, month):
    assert date_in(text) == month


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (FRENCH, "fr"),
        ("The harbour is closed since the crane fell into the dock on a Monday.", None),
        ("El puerto está cerrado porque la grúa se cayó en el muelle que no era de la ciudad.", None),
        ("12 345", None),
        ("…", None),
    ],
)
def test_language(text, language):
    assert language_of(text) == language
