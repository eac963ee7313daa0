"""What is published → guesses at an article's words, each at its place; the articles → how many are right.

The attack knows the tables, also in a zip or a workbook, the lists of words of `dossier.reading`, and nothing
of the articles but their lengths. It writes what the tricks of `leak_tricks` give, the surest first, and goes
on to the words that always stand beside another. ``python tools/leak.py`` prints the figures of each edition
and of today; it never prints a word of an article.
"""

import io
import re
import subprocess
import sys
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from leak_tricks import TRICKS, Guess, Row, Tables, digest_places

from dossier.editions.record import read_editions
from dossier.project import Project
from dossier.reading.files import read_articles
from dossier.reading.spans import Place, find_words, fold
from dossier.schema.cells import csv_rows, csv_text

MOST_RUNNING = 7
"""Running words that may come back: one fewer than may be printed."""
LARGEST_SHARE = 0.05
"""Of an article's words, those that may come back at their places."""


class Recovered(NamedTuple):
    """What came back of an article: words, of them right at their places, longest run of these, by trick."""

    words: int
    right: int
    run: int
    by_trick: Mapping[str, int]

    @property
    def share(self) -> float:
        """The share of the article's words that came back at their places."""
        return self.right / self.words


class Back(NamedTuple):
    """What came back of each article, and how many of all digests of passages were opened."""

    articles: dict[str, Recovered]
    opened: int
    digests: int


def published(*places: Path) -> dict[str, list[Row]]:
    """Return every table below ``places`` by its name, the rows of all its files together."""
    files = [file for place in places for file in sorted(place.rglob("*")) if file.is_file()]
    return tables_of((file.relative_to(file.parents[1]).as_posix(), file.read_bytes()) for file in files)


def tables_of(files: Iterable[tuple[str, bytes]]) -> dict[str, list[Row]]:
    """Return every table in ``files``, name and content of each: a CSV, or in a zip or a workbook.

    A row that several files have is one row. A table of labels has its article as the name of its folder.
    """
    tables: dict[str, list[Row]] = defaultdict(list)
    seen = set()
    for name, content in chain.from_iterable(opened(*file) for file in files):
        table, folder = Path(name).stem, Path(name).parent.name
        header, *rows = csv_rows(content.decode("utf-8", "replace")) or [[]]
        for row in rows:
            cells = dict(zip(header, row, strict=False))
            if "start" in cells:
                cells.setdefault("source_id", folder)
            if (known := (table, *cells.items())) not in seen:
                seen.add(known)
                tables[table].append(cells)
    return tables


def opened(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of each CSV table in a file: itself, or those in a zip or a workbook."""
    if name.endswith(".csv"):
        yield name, content
    elif name.endswith(".xlsx"):
        yield from sheets(content)
    elif name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.namelist():
                yield from opened(member, archive.read(member))


_CELL = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheets(workbook: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield each sheet of a workbook as name and content of a CSV file."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        shared = [
            "".join(text.text or "" for text in entry.iter(f"{_CELL}t"))
            for entry in ElementTree.fromstring(parts.read("xl/sharedStrings.xml"))
        ]
        names = [
            sheet.get("name", "")
            for sheet in ElementTree.fromstring(parts.read("xl/workbook.xml")).iter(f"{_CELL}sheet")
        ]
        for number, name in enumerate(names, start=1):
            lines: list[list[str]] = []
            sheet = ElementTree.fromstring(parts.read(f"xl/worksheets/sheet{number}.xml"))
            for row in sheet.iter(f"{_CELL}row"):
                cells: dict[int, str] = {}
                for cell in row.iter(f"{_CELL}c"):
                    value = cell.findtext(f"{_CELL}v", "")
                    letters = re.sub(r"\d", "", cell.get("r", "A"))
                    column = 0
                    for letter in letters:
                        column = 26 * column + ord(letter) - 64
                    cells[column] = shared[int(value)] if cell.get("t") == "s" else value
                lines.append([cells.get(column, "") for column in range(1, max(cells, default=0) + 1)])
            yield f"{name}.csv", csv_text(lines).encode("utf-8")


def attack(tables: Tables, texts: Mapping[str, str]) -> Back:
    """Return what the tricks on ``tables`` get back of the articles ``texts``."""
    found: dict[str, list[Guess]] = defaultdict(list)
    for trick in TRICKS:
        for source_id, guess in trick(tables):
            found[source_id].append(guess)
    beside = neighbours(tables)
    articles = {}
    for source_id, text in texts.items():
        guessed, tricks = written(found[source_id], len(text), beside.get(source_id, ({}, {})))
        articles[source_id] = compare(text, guessed, tricks)
    opened_digests = sum(guess.trick == "digests" for guesses in found.values() for guess in guesses)
    return Back(articles, opened_digests, sum(map(len, digest_places(tables).values())))


def neighbours(tables: Tables) -> dict[str, tuple[dict[str, str], dict[str, str]]]:
    """Return, by article, the word that always follows a word, and the one that always stands before it.

    A listed pair that occurs as often as one of its words says so.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in tables.get("terms", ()):
        if row.get("kind") in ("word", "bigram"):
            counts[row["source_id"]][row["term"]] = int(row["count"])
    after: dict[str, tuple[dict[str, str], dict[str, str]]] = {}
    for source_id, counted in counts.items():
        following, before = {}, {}
        for pair, count in counted.items():
            if " " in pair:
                first, second = pair.split(" ")
                if counted[first] == count:
                    following[first] = second
                if counted[second] == count:
                    before[second] = first
        after[source_id] = (following, before)
    return after


def written(
    guesses: Iterable[Guess], length: int, beside: tuple[dict[str, str], dict[str, str]]
) -> tuple[str, list[str]]:
    """Return the article as the attack writes it, NUL where it knows none, and the trick of each letter."""
    letters, tricks = ["\0"] * length, [""] * length

    def write(guess: Guess) -> None:
        for at, letter in enumerate(guess.words, start=guess.start):
            if 0 <= at < length and letters[at] == "\0" and letter != "?":
                letters[at], tricks[at] = letter, guess.trick

    for guess in guesses:
        write(guess)
    following, before = beside
    for place in list(find_words("".join(letters), Place(0, length))):
        word = "".join(letters[place.start : place.end]).lower()
        if word in following:
            write(Guess(place.end, f" {following[word]}", "pairs"))
        if word in before:
            write(Guess(place.start - len(before[word]) - 1, f"{before[word]} ", "pairs"))
    return "".join(letters), tricks


def compare(text: str, guessed: str, tricks: list[str]) -> Recovered:
    """Return what of ``text`` came back: a word is right where each of its letters is."""
    true, tried = fold(text).lower(), fold(guessed).lower()
    by_trick: Counter[str] = Counter()
    words = right = run = longest = 0
    for place in find_words(text, Place(0, len(text))):
        words += 1
        same = true[place.start : place.end] == tried[place.start : place.end]
        run = run + 1 if same else 0
        longest = max(longest, run)
        right += same
        if same:
            by_trick[tricks[place.start]] += 1
    return Recovered(words, right, longest, by_trick)


def of_edition(root: Path, commit: str) -> dict[str, list[Row]]:
    """Return the tables that an edition published, from the commit that it was made of."""
    command = ["git", "archive", "--format=zip", commit, "data"]
    archive = subprocess.run(command, cwd=root, capture_output=True, check=True).stdout
    return tables_of([("data.zip", archive)])


def of_today(root: Path) -> dict[str, list[Row]]:
    """Return the tables that are committed or built today, labels and downloads included."""
    return published(
        root / "data", root / "tests" / "labels" / "articles", root / "_build" / "html" / "downloads"
    )


def main(root: Path) -> int:
    """Print what the tables of each edition, and those of today, give back of the report's articles."""
    project = Project(root)
    folder = project.texts()
    if folder is None:
        print("needs the private articles: set DOSSIER_TEXTS to their folder", file=sys.stderr)
        return 2
    articles = read_articles(folder, project.load().sources)
    texts = {source_id: article.text for source_id, article in articles.items()}
    states = {edition.version: of_edition(root, edition.commit) for edition in read_editions(root)}
    for state, tables in {**states, "today": of_today(root)}.items():
        back = attack(tables, texts)
        for source_id, article in back.articles.items():
            tricks = ", ".join(f"{trick} {count}" for trick, count in sorted(article.by_trick.items()))
            share = f"{article.right} of {article.words} words, {article.share:.1%}"
            print(f"{state}, {source_id}: {share}; longest run {article.run}; {tricks}")
        print(f"{state}: {back.opened} of {back.digests} digests opened")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(__file__).resolve().parent.parent))
