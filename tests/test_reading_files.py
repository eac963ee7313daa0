"""Every file is accounted for, and none is altered."""

import gzip
import hashlib
import hmac
import os

import pandas as pd
import pytest

from dossier.reading import files as reading_files
from dossier.reading.files import Intake, page_of, read_articles, read_documents
from dossier.reading.intake.folding import fold_text
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

    def read_folder(files, sources=None, **told):
        for name, data in files.items():
            (base / name).parent.mkdir(parents=True, exist_ok=True)
            (base / name).write_bytes(data)
        sources = known() if sources is None else sources
        documents = list(read_documents(base, sources=sources, intake=Intake(**told)))
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
        pytest.param(
            b"caf\xe9",
            "rejected",
            "not UTF-8 at byte 3; tell what it is, as in --encoding cp1252",
            id="Latin-1",
        ),
        pytest.param(
            b"\xef\xbb\xbfcaf\xe9",
            "rejected",
            "not UTF-8 at byte 6; tell what it is, as in --encoding cp1252",
            id="Latin-1 behind a mark",
        ),
        pytest.param(b"a\0b", "rejected", "binary: it holds a NUL byte", id="binary"),
        pytest.param("port".encode("utf-16"), "kept", None, id="UTF-16 behind its mark"),
        pytest.param("port".encode("utf-16-le"), "rejected", "binary: it holds a NUL byte", id="UTF-16"),
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
    assert (documents["b.txt"].copy_of, documents["b.txt"].similarity) == ("a", 1)


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
    documents = folder({"a.txt": b"port", "b.txt": b"port", "page.txt": b"quai"}, sources, published="2023")
    port, copy, page = documents.values()
    assert (port.source_id, port.published, port.title) == ("port-2024", "2024-06-19", "Le port")
    assert (copy.source_id, copy.status) == ("b", "duplicate")
    assert page.source_id.startswith("page-")
    assert page.published == "2023"


def test_an_encoding_that_is_told_is_used_where_a_file_says_none(folder):
    files = {"a.txt": "Le café est fermé.".encode("cp1252"), "b.txt": "Le café est fermé.".encode()}
    first, second = folder(files, encoding="cp1252").values()
    assert (first.text, first.encoding) == ("Le café est fermé.", "cp1252")
    assert (second.text, second.encoding) == (first.text, "utf-8")


@pytest.mark.parametrize(
    "data",
    ["Là.".encode("cp1252"), "Là.".encode("utf-16"), gzip.compress("Là.".encode(), mtime=0)],
    ids=["Windows", "UTF-16", "packed"],
)
def test_the_key_is_made_from_the_bytes_of_the_file_whatever_they_are(folder, data):
    document = folder({"a.txt": data}, encoding="cp1252")["a.txt"]
    assert document.text == "Là."
    assert document.key == hashlib.sha256(b"dossier-place" + data).digest()


PAGE = "Le port de Valmorin a perdu 300 dockers, et la mairie veut garder les grues du quai nord cet hiver."
OTHER = "Les silos de la vallée sont vides depuis que le grain de Cendrelle part par le fleuve vers la mer."
THIRD = (
    "Un tribunal a rendu son jugement sur la digue que trois communes de la côte demandent depuis longtemps."
)
NOTICE = "Ce journal vit de ses lecteurs"


def test_near_copies_point_to_the_first_and_count_once_on_request(folder):
    files = {"a.txt": PAGE.encode(), "b.txt": f"{PAGE} (Belga)".encode(), "c.txt": OTHER.encode()}
    kept = folder(files)
    assert [each.status for each in kept.values()] == ["kept"] * 3
    assert [each.copy_of for each in kept.values()] == [None, "a", None]
    assert 0.8 < kept["b.txt"].similarity < 1
    once = folder(files, copies_once=True)["b.txt"]
    assert (once.status, once.text) == ("duplicate", "")
    assert once.reason.startswith("near copy of a: 0.")


def test_a_line_of_three_pages_is_set_aside_and_one_of_two_is_not(folder):
    texts = [
        f"{NOTICE}\n\n{page}\n\nLe conseil se réunit {day}, et chacun attend une réponse du préfet."
        for page, day in ((PAGE, "lundi"), (OTHER, "mardi"), (THIRD, "jeudi"))
    ]
    two = folder({f"{n}.txt": text.encode() for n, text in enumerate(texts[:2])})
    assert {line.reason for each in two.values() for line in each.page.lines} == {"headline", None}
    three = folder({f"{n}.txt": text.encode() for n, text in enumerate(texts)})
    for document in three.values():
        assert [line.reason for line in document.page.lines] == ["repeated", None, None]


def test_copies_of_one_article_are_no_frame(folder):
    text = f"{NOTICE}\n\n{PAGE}"
    documents = folder({f"{n}.txt": f"{text} {n}.".encode() for n in range(4)})
    assert {line.reason for each in documents.values() for line in each.page.lines} == {"headline", None}


def test_what_a_page_says_comes_before_what_is_told(folder):
    files = {"2024-05-03-port.txt": PAGE.encode(), "port.txt": OTHER.encode()}
    named, told = folder(files, published="2023", outlet="Le Quai").values()
    assert (named.published, named.published_from) == ("2024-05-03", "file_name")
    assert (told.published, told.published_from) == ("2023", "option")
    assert (told.outlet, told.outlet_from) == ("Le Quai", "option")


def test_a_known_article_says_what_its_row_says_and_no_more(folder):
    text = f"Le port rouvre\n\n{PAGE}".encode()
    sources = known(
        source_id=["port-2024"],
        sha256=[hashlib.sha256(text).hexdigest()],
        date=["2024-06"],
        title=[None],
        publisher=["Le Quai"],
    )
    [document] = folder({"2023-01-02.txt": text}, sources).values()
    assert (document.published, document.published_from) == ("2024-06", "sources")
    assert (document.title, document.outlet, document.outlet_from) == (None, "Le Quai", "sources")


def test_the_text_of_a_file_is_never_altered(folder):
    raw = "Les e\u0301lus&nbsp;: 300\u00ad dockers.\r\nIci."
    document = folder({"a.txt": raw.encode()})["a.txt"]
    assert document.text == raw
    assert document.page.folded.text == "Les élus\u00a0: 300 dockers.\nIci."


def test_a_passage_is_found_in_whatever_form_the_file_writes_it(folder):
    raw = "<p>Les <b>e\u0301lus</b> de&nbsp;l&rsquo;île\n  partent.</p>"
    folder({"a.html": raw.encode()})
    [place] = read_articles(folder.base, known())["a"].find("élus de l'île partent")
    assert raw[slice(*place)] == "e\u0301lus</b> de&nbsp;l&rsquo;île\n  partent"


def test_a_page_and_its_text_give_the_same_lines():
    page, _ = page_of(f"<html><body><h1>Le port rouvre</h1><p>{PAGE}</p><p>{OTHER}</p></body></html>")
    text, _ = page_of(f"Le port rouvre\n{PAGE}\n{OTHER}")
    assert [(line.kind, line.reason) for line in page.lines] == [
        (line.kind, line.reason) for line in text.lines
    ]


def test_a_page_that_takes_too_long_to_look_at_is_rejected(folder, monkeypatch):
    def endless(text):
        while "sans fin" in text:
            pass
        return fold_text(text)

    monkeypatch.setattr(reading_files, "fold_text", endless)
    slow, quick = folder({"a.txt": b"sans fin", "b.txt": b"port"}, most_seconds=0.2).values()
    assert (slow.status, slow.reason, slow.text) == ("rejected", "takes more than 0.2 seconds to read", "")
    assert quick.status == "kept"
