"""What is published, put together by an attack, gives back hardly any words of an article."""

import csv
import hashlib
import io
import shutil
import zipfile

import digests as digests_tool
import pandas as pd
import pytest
from leak import LARGEST_SHARE, MOST_RUNNING, attack, compare, of_edition, of_today, published, tables_of

from dossier.book.build import build_book
from dossier.book.downloads import write_downloads
from dossier.editions.record import read_editions
from dossier.project import find_project
from dossier.reading.files import Article, read_articles
from dossier.reading.measure import measure
from dossier.reading.spans import Place, find, key_of
from dossier.schema import MEASURED, PUBLIC
from dossier.schema.files import table_files

pytestmark = pytest.mark.whole

PROJECT = find_project()
NAME = "quai-2024"
PADDING = "Le vent tourne, les grues attendent et personne ne sort du hangar avant le soir. " * 20
TEXT = (
    f"Hier, le grand partenariat avec la Corée du Nord a repris. Le quai dort, la Russie attend. {PADDING}\n"
)
"""A sentence of ours, in which a window ends inside a name, and more that name nobody."""

ENTITIES = pd.DataFrame(
    {
        "entity_id": ["north-korea", "russia"],
        "name": ["North Korea", "Russia"],
        "kind": ["country", "country"],
        "aliases": ["Corée du Nord", "Russie"],
    }
)
NOUNS = pd.DataFrame({"form": ["partenariat"], "noun": ["partnership"], "printed": ["yes"]})
SHORT = ("quai", "grand partenariat", "la Russie")
"""Passages whose words the lists of words have, as a claim may have them."""


@pytest.fixture
def own(tmp_path):
    """Return a function that gives the tables of our own article, in the shape of an edition or of today."""
    (tmp_path / "texts").mkdir()
    file = tmp_path / "texts" / f"{NAME}.txt"
    file.write_text(TEXT, encoding="utf-8")
    whole = hashlib.sha256(file.read_bytes()).hexdigest()
    sources = pd.DataFrame({"source_id": [NAME], "sha256": [whole], "date": ["2024-06"], "title": [None]})
    tables = measure(file.parent, sources=sources, entities=ENTITIES, concordance_words=NOUNS)
    assert list(tables["documents"]["source_id"]) == [NAME]
    article = Article(TEXT, key_of(file.read_bytes()))

    def tables_with(declared, digest):
        written = table_files(tables, declared)
        claims = [
            {"source_id": NAME, "start": place.start, "end": place.end, **digest(place)}
            for place in (find(passage, TEXT)[0] for passage in SHORT)
        ]
        for name, table in (("claims", pd.DataFrame(claims)), ("entities", ENTITIES), ("sources", sources)):
            written[f"{name}.csv"] = table.to_csv(index=False).encode("utf-8")
        return tables_of(written.items())

    return {
        "old": tables_with(
            MEASURED,
            lambda place: {"sha256": hashlib.sha256(TEXT[place.start : place.end].encode()).hexdigest()},
        ),
        "keyed": tables_with(MEASURED, lambda place: {"digest": article.digest(place)}),
        "public": tables_with(PUBLIC, lambda place: {"digest": article.digest(place)}),
    }


def test_the_attack_bites_on_what_an_edition_gave_away(own):
    back = attack(own["old"], {NAME: TEXT})
    assert back.articles[NAME].run >= 8, "a window and the name that it cuts"
    assert (back.opened, back.digests) == (len(SHORT), len(SHORT))
    assert {"digests", "names", "windows"} <= set(back.articles[NAME].by_trick)


def test_a_key_keeps_digests_shut_and_places_are_what_joins(own):
    back = attack(own["keyed"], {NAME: TEXT})
    assert (back.opened, back.digests) == (0, len(SHORT))
    assert back.articles[NAME].run >= 8, "the places of names alone give it back"


def test_the_same_article_is_safe_in_the_shape_of_today(own):
    back = attack(own["public"], {NAME: TEXT})
    assert (back.opened, back.digests) == (0, len(SHORT))
    assert back.articles[NAME].run <= MOST_RUNNING
    assert back.articles[NAME].share <= LARGEST_SHARE
    assert "names" not in back.articles[NAME].by_trick


@pytest.mark.parametrize("secret", ["file", "name", "digest of the file"])
def test_a_key_made_of_what_is_published_is_tried(own, secret):
    whole = hashlib.sha256(TEXT.encode()).hexdigest()
    key = {
        "file": bytes.fromhex(whole),
        "name": b"dossier-place",
        "digest of the file": hashlib.sha256(b"dossier-place" + whole.encode()).digest(),
    }[secret]
    place = find("quai", TEXT)[0]
    claim = {"source_id": NAME, "start": "0", "end": "4", "digest": place.digest(TEXT, key)}
    assert attack({**own["public"], "claims": [claim]}, {NAME: TEXT}).opened == 1


def test_a_word_is_right_at_its_place_only():
    text = "Le quai dort."
    right = compare(text, "Le quai \0\0\0\0\0", ["t"] * len(text))
    assert (right.words, right.right, right.run) == (3, 2, 2)
    moved = compare(text, "\0Le quai\0\0\0\0\0", ["t"] * len(text))
    assert (moved.right, moved.run) == (0, 0)
    parted = compare(text, "Le\0\0\0\0\0\0dort\0", ["t"] * len(text))
    assert (parted.right, parted.run) == (2, 1)


def test_a_zip_and_a_workbook_are_opened(tmp_path):
    write_downloads(PROJECT, tmp_path)
    packed = [file for file in tmp_path.rglob("*") if file.suffix in (".zip", ".xlsx")]
    assert {file.suffix for file in packed} == {".zip", ".xlsx"}
    on_disk = published(PROJECT.dataset)
    for file in packed:
        found = tables_of([(file.name, file.read_bytes())])
        rows = {(row["claim_id"], row["digest"], row["start"]) for row in found["claims"]}
        assert rows == {(row["claim_id"], row["digest"], row["start"]) for row in on_disk["claims"]}
        assert len(found["mentions"]) == len(on_disk["mentions"])
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("inner.zip", next(file for file in packed if file.suffix == ".zip").read_bytes())
    assert len(tables_of([("outer.zip", outer.getvalue())])["mentions"]) == len(on_disk["mentions"])


@pytest.fixture(scope="module")
def articles(texts):
    sources = PROJECT.load().sources
    return {source_id: article.text for source_id, article in read_articles(texts, sources).items()}


def show(state, back):
    for source_id, article in back.articles.items():
        print(f"{state}, {source_id}: {article.share:.1%} of its words, longest run {article.run}")
    print(f"{state}: {back.opened} of {back.digests} digests opened")


def hold(back, articles):
    assert set(back.articles) == set(articles)
    assert back.digests > 400
    assert back.opened == 0
    assert max(article.run for article in back.articles.values()) <= MOST_RUNNING
    assert max(article.share for article in back.articles.values()) <= LARGEST_SHARE


@pytest.mark.book
def test_what_is_committed_gives_back_seven_running_words_at_most(articles):
    back = attack(published(PROJECT.root / "data", PROJECT.root / "tests" / "labels" / "articles"), articles)
    show("today", back)
    hold(back, articles)
    assert max(article.run for article in back.articles.values()) > 1, "the attack does something"


@pytest.mark.slow
def test_what_is_built_gives_back_no_more(articles):
    build_book(PROJECT.root)
    hold(attack(of_today(PROJECT.root), articles), articles)


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("git"), reason="needs git, which has the first edition")
def test_the_first_edition_gave_more_away(articles):
    first = read_editions(PROJECT.root)[0]
    back = attack(of_edition(PROJECT.root, first.commit), articles)
    show(first.version, back)
    assert max(article.run for article in back.articles.values()) > 8
    assert min(article.share for article in back.articles.values()) > LARGEST_SHARE
    assert back.opened > 50


def test_an_empty_digest_is_filled_in_and_another_stays():
    article = Article("Le quai dort.", key_of(b"file"))
    table = 'id,source_id,start,end,digest,note\na,x,3,7,,"a, b"\nb,x,3,7,00,\nc,x,,,,\nd,y,3,7,,\n'
    content, count = digests_tool.filled(table, {"x": article})
    assert count == 1
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8"))))
    assert [row["digest"] for row in rows] == [article.digest(Place(3, 7)), "00", "", ""]
    assert rows[0]["note"] == "a, b"
