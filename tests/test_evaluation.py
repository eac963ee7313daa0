"""The texts of the evaluation: frozen ones keep their bytes, and every label stands in its text."""

import csv
import hashlib
import shutil
from itertools import pairwise
from pathlib import Path

import pytest

EVALUATION = Path(__file__).parent / "evaluation"
HALVES = ("open", "frozen")
FINDINGS = ("numbers", "dates", "quotations", "mentions", "not_amounts")
TABLES = ("passages", "sentences", *FINDINGS)
WORDS = {
    ("passages", "kind"): [
        "body",
        "subhead",
        "standfirst",
        "title",
        "caption",
        "navigation",
        "teaser",
        "date_line",
    ],
    ("numbers", "bound"): ["exact", "at_least", "at_most", "about", "range", "order_of_magnitude"],
    ("dates", "kind"): ["absolute", "relative"],
    ("quotations", "mode"): ["direct", "indirect", "mixed", "echo"],
    ("mentions", "kind"): ["person", "organisation", "place", "country"],
    ("not_amounts", "kind"): ["year", "rank", "address", "score", "footnote", "article"],
}
LEAST_SENTENCES = 160


def read(file):
    """Return the rows of a CSV file."""
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def texts(half):
    """Return the decoded text of every article of a half, line ends as they are, by its id."""
    return {file.stem: file.read_bytes().decode("utf-8") for file in sorted(Path(half, "texts").iterdir())}


def place(row, name=""):
    """Return the place that a row gives."""
    return int(row[f"{name}start"]), int(row[f"{name}end"])


def changed_files(root):
    """Return the frozen files that differ from their digest, are missing, or have no digest."""
    lines = Path(root, "frozen.sha256").read_text(encoding="utf-8").splitlines()
    digests = {path: digest for digest, path in (line.split("  ") for line in lines)}
    present = {
        file.relative_to(root).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in Path(root, "frozen").rglob("*")
        if file.is_file()
    }
    return sorted(path for path in digests.keys() | present.keys() if digests.get(path) != present.get(path))


def misplaced(text, places):
    """Return the places that are empty, outside the text, out of order, or begin or end with a blank."""
    wrong = [each for each in places if not 0 <= each[0] < each[1] <= len(text)]
    wrong += [each for each in places if text[slice(*each)] != text[slice(*each)].strip()]
    wrong += [after for before, after in pairwise(places) if after[0] < before[1]]
    return wrong


def wrong_labels(text, folder):
    """Return what is wrong with the labels of an article, as table and place or word."""
    labels = {table: read(Path(folder, f"{table}.csv")) for table in TABLES}
    wrong = [
        (table, each) for table in TABLES for each in misplaced(text, [place(row) for row in labels[table]])
    ]
    sentences = [place(row) for row in labels["sentences"]]
    for table in FINDINGS:
        for start, end in map(place, labels[table]):
            # A quotation may run over several sentences, so only its start must lie in one.
            last = start if table == "quotations" else end
            if not any(first <= start and last <= final for first, final in sentences):
                wrong.append((table, (start, end)))
    for row in labels["quotations"]:
        wrong += [("speaker", each) for each in misplaced(text, [place(row, "speaker_")])]
    for (table, column), words in WORDS.items():
        wrong += [(table, row[column]) for row in labels[table] if row[column] not in words]
    return wrong


def wrong_articles(root):
    """Return what is wrong with the labels of both halves, as article and what `wrong_labels` returns."""
    wrong = []
    for half in HALVES:
        articles = texts(root / half)
        labels = root / half / "labels"
        published = {row["source_id"]: row["published"] for row in read(labels / "sources.csv")}
        folders = {path.name for path in labels.iterdir() if path.is_dir()}
        wrong += [(article, "no text, label or day") for article in articles.keys() ^ published.keys()]
        wrong += [(article, "no text, label or day") for article in articles.keys() ^ folders]
        wrong += [(article, "no day") for article, day in published.items() if not day]
        for article in articles.keys() & folders:
            wrong += [(article, fault) for fault in wrong_labels(articles[article], labels / article)]
    return wrong


def sentences(root):
    """Return the number of labelled sentences of each half."""
    return {
        half: sum(len(read(file)) for file in root.glob(f"{half}/labels/*/sentences.csv")) for half in HALVES
    }


def test_the_frozen_half_keeps_its_bytes():
    assert changed_files(EVALUATION) == []


def test_every_label_stands_in_its_text():
    assert wrong_articles(EVALUATION) == []


def test_there_are_enough_sentences_and_half_of_them_are_frozen():
    count = sentences(EVALUATION)
    assert sum(count.values()) >= LEAST_SENTENCES
    assert count["frozen"] >= sum(count.values()) / 2


@pytest.fixture
def small(tmp_path):
    """Return a folder with one labelled article in each half and the digests of the frozen one."""
    tables = {
        "passages": "start,end,kind\n0,18,body\n",
        "sentences": "start,end\n0,9\n10,18\n",
        "numbers": "start,end,bound\n10,14,exact\n",
        "dates": "start,end,kind\n",
        "quotations": "start,end,mode,speaker_start,speaker_end\n0,8,direct,15,17\n",
        "mentions": "start,end,kind\n",
        "not_amounts": "start,end,kind\n",
    }
    for half in HALVES:
        labels = tmp_path / half / "labels" / "a"
        labels.mkdir(parents=True)
        Path(tmp_path, half, "texts").mkdir()
        Path(tmp_path, half, "texts", "a.txt").write_text("Il parle. Deux pas.\n", encoding="utf-8")
        Path(tmp_path, half, "labels", "sources.csv").write_text(
            "source_id,published\na,2024-05\n", encoding="utf-8"
        )
        for table, lines in tables.items():
            Path(labels, f"{table}.csv").write_text(lines, encoding="utf-8")
    files = sorted(file for file in Path(tmp_path, "frozen").rglob("*") if file.is_file())
    digests = [
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.relative_to(tmp_path).as_posix()}\n"
        for file in files
    ]
    Path(tmp_path, "frozen.sha256").write_text("".join(digests), encoding="utf-8")
    return tmp_path


def test_a_frozen_file_that_changes_goes_or_comes_is_seen(small):
    assert changed_files(small) == []
    Path(small, "frozen", "texts", "a.txt").write_text("Il parla. Deux pas.\n", encoding="utf-8")
    Path(small, "frozen", "labels", "sources.csv").unlink()
    Path(small, "frozen", "b").touch()
    assert changed_files(small) == ["frozen/b", "frozen/labels/sources.csv", "frozen/texts/a.txt"]


@pytest.mark.parametrize(
    ("table", "was", "becomes", "fault"),
    [
        ("passages", "0,18", "0,99", ("passages", (0, 99))),
        ("passages", "body", "chapo", ("passages", "chapo")),
        ("sentences", "10,18", "9,18", ("sentences", (9, 18))),
        ("sentences", "10,18", "8,18", ("sentences", (8, 18))),
        ("numbers", "10,14", "8,14", ("numbers", (8, 14))),
        ("numbers", "exact", "sure", ("numbers", "sure")),
        ("quotations", "direct", "said", ("quotations", "said")),
        ("quotations", "15,17", "17,17", ("speaker", (17, 17))),
        ("quotations", "15,17", "14,17", ("speaker", (14, 17))),
    ],
)
def test_a_wrong_label_is_seen(small, table, was, becomes, fault):
    assert wrong_articles(small) == []
    file = Path(small, "open", "labels", "a", f"{table}.csv")
    lines = file.read_text(encoding="utf-8")
    assert was in lines
    file.write_text(lines.replace(was, becomes), encoding="utf-8")
    assert ("a", fault) in wrong_articles(small)


def test_an_article_without_labels_or_day_is_seen(small):
    shutil.rmtree(Path(small, "open", "labels", "a"))
    Path(small, "frozen", "labels", "sources.csv").write_text("source_id,published\na,\n", encoding="utf-8")
    assert wrong_articles(small) == [("a", "no text, label or day"), ("a", "no day")]
    assert sentences(small) == {"open": 0, "frozen": 2}
