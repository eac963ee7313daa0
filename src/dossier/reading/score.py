"""Measured tables and labels made by hand become scores: precision, recall and F1 of each finder.

A finding is right if a label agrees with it in all the columns that its `Finder` names.
"""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from dossier.reading.lines import CONTENT
from dossier.reading.measure import measure
from dossier.schema.cells import read_rows
from dossier.schema.files import Tables


class Score(NamedTuple):
    """Precision, the share of findings that are right; recall, the share of labels that are found."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


class LabelSet(NamedTuple):
    """Articles and their labels; ``labels`` has a folder for each article, named by its source_id."""

    name: str
    texts: Path
    labels: Path
    sources: pd.DataFrame


class Finder(NamedTuple):
    """A measured table, and its columns that must agree for a finding to be right: figures and words."""

    table: str
    figures: tuple[str, ...]
    words: tuple[str, ...] = ()
    but: frozenset[str] = frozenset()  # the kinds of rows that are not scored


FINDERS = {
    "sentences": Finder("sentences", ("start", "end")),
    "numbers": Finder("numbers", ("start", "end", "value", "low", "high")),
    "not amounts": Finder("not_amounts", ("start", "end"), ("kind",)),
    "dates": Finder("dates", ("start", "end"), ("value",)),
    "boilerplate": Finder("passages", ("start", "end"), ("kind",), frozenset({"body", "subhead"})),
    "quotations": Finder("quotations", ("start", "end")),
    "speakers": Finder("quotations", ("start", "end", "speaker_start", "speaker_end")),
    "mentions": Finder("mentions", ("start", "end"), ("entity_id",)),
}


def score(found: AbstractSet[object], true: AbstractSet[object]) -> Score:
    """Return the score of the findings ``found`` against the labels ``true``.

    >>> score({"a", "b"}, {"b", "c", "d", "e"})
    Score(precision=0.5, recall=0.25)
    """
    right = len(found & true)
    return Score(
        precision=right / len(found) if found else 1.0,
        recall=right / len(true) if true else 1.0,
    )


def evaluate(sets: Iterable[LabelSet], entities: pd.DataFrame) -> pd.DataFrame:
    """Return the scores of each finder on each set of labels; without labels for it, a finder has no row.

    Columns ``labels, finder, found, true, right, precision, recall, f1``.
    """
    return pd.DataFrame(row for labelled in sets for row in score_set(labelled, entities))


def score_set(labelled: LabelSet, entities: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield a row of scores for each finder on one set of labels, whose articles are measured for it."""
    tables = measure(labelled.texts, sources=labelled.sources, entities=entities)
    yield from score_tables(labelled.name, tables, labelled.labels)


def score_tables(name: str, tables: Tables, labels: Path) -> Iterator[dict[str, Any]]:
    """Yield a row of scores for each finder that has files in the folder ``labels``, from measured tables."""
    for finder_name, finder in FINDERS.items():
        by_hand = read_labels(labels, finder)
        if by_hand is not None:
            by_program = only_labelled(tables, labels, finder)
            scores = _scores(marks(by_program, finder), marks(by_hand, finder))
            yield {"labels": name, "finder": finder_name, **scores}
            if finder_name == "boilerplate":
                yield {
                    "labels": name,
                    "finder": "characters",
                    **_scores(*map(content, (by_program, by_hand))),
                }


def _scores(found: AbstractSet[object], true: AbstractSet[object]) -> dict[str, Any]:
    """Return the scores of the findings ``found`` against the labels ``true``, with their counts."""
    result = score(found, true)
    return {
        "found": len(found),
        "true": len(true),
        "right": len(found & true),
        "precision": round(result.precision, 3),
        "recall": round(result.recall, 3),
        "f1": round(result.f1, 3),
    }


def score_labels(quotations: pd.DataFrame, labels: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield two rows of scores: of the rows of `quotations`, and of the speakers that they name.

    ``labels`` is the table `quotation_labels`. A quotation is right if a reader finds one at its place, even
    with other ends; a speaker, if the reader names the same actor. Where a reader finds that a document
    speaks, nobody is to be named. Articles without a label were not read by hand, and are left out.
    """
    quotations = without_echoes(quotations)
    quotations = quotations[quotations["source_id"].isin(labels["source_id"])]
    by_hand = labels[labels["verdict"].eq("quotation")]
    true = set(by_hand["quotation_id"].fillna(_place_of(by_hand)))
    yield {"finder": "quotations", **_scores(set(quotations["quotation_id"]), true)}
    by_hand, by_program = by_hand.dropna(subset=["speaker"]), quotations.dropna(subset=["speaker"])
    true_speakers = set(
        zip(by_hand["quotation_id"].fillna(_place_of(by_hand)), by_hand["speaker"], strict=True)
    )
    speakers = set(zip(by_program["quotation_id"], by_program["speaker"], strict=True))
    yield {"finder": "speakers", **_scores(speakers, true_speakers)}


def without_echoes(quotations: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `quotations` that count: an echo is a word of somebody, and quotes nobody.

    >>> table = pd.DataFrame({"quotation_id": ["q1", "q2"], "mode": ["direct", "echo"]})
    >>> list(without_echoes(table)["quotation_id"])
    ['q1']
    """
    return quotations[quotations["mode"].ne("echo")]


def _place_of(labels: pd.DataFrame) -> "pd.Series[str]":
    """Return the place of each label as text: the id of a quotation that the program missed."""
    return labels["source_id"] + " " + labels["start"].astype(str)


def labelled_samples(name: str, texts: Path, labels: Path) -> LabelSet:
    """Return the set of the articles in ``texts``; the file ``sources.csv`` in ``labels`` has their dates."""
    dates = _labels(labels / "sources.csv")
    digests = [
        sha256((texts / f"{source_id}.txt").read_bytes()).hexdigest() for source_id in dates["source_id"]
    ]
    sources = dates.rename(columns={"published": "date"}).assign(sha256=digests, title=None)
    return LabelSet(name, texts, labels, sources)


def _labels(file: Path) -> pd.DataFrame:
    """Return the rows of a file of labels as text; an empty cell is missing."""
    header, *rows = read_rows(file.name, file.read_bytes())
    cells = [[cell or None for cell in row] for row in rows]
    return pd.DataFrame(cells, columns=header, dtype="str")


def read_labels(folder: Path, finder: Finder) -> pd.DataFrame | None:
    """Return the labels of all articles below ``folder`` for the table of ``finder``, or nothing."""
    files = sorted(folder.glob(f"*/{finder.table}.csv"))
    labels = [_labels(file).assign(source_id=file.parent.name) for file in files]
    return pd.concat(labels) if labels else None


def content(passages: pd.DataFrame) -> set[tuple[str, int]]:
    """Return the characters of the article's own text, each as its article and its place.

    What recall lacks is lost: a stranger's article must lose at most one of a hundred characters.

    >>> lines = pd.DataFrame({"source_id": "port", "start": [0, 5], "end": [4, 7], "kind": ["title", "body"]})
    >>> sorted(content(lines))
    [('port', 5), ('port', 6)]
    """
    own = passages[passages["kind"].isin(CONTENT)]
    places = zip(own["source_id"], own["start"].astype(int), own["end"].astype(int), strict=True)
    return {(source_id, at) for source_id, start, end in places for at in range(start, end)}


def only_labelled(tables: Tables, folder: Path, finder: Finder) -> pd.DataFrame:
    """Return the rows of the table of ``finder`` on articles that have labels for it below ``folder``."""
    labelled = {file.parent.name for file in folder.glob(f"*/{finder.table}.csv")}
    table = tables[finder.table]
    if finder.table == "quotations":
        table = without_echoes(table)
    return table[table["source_id"].isin(labelled)]


def marks(table: pd.DataFrame, finder: Finder) -> set[tuple[object, ...]]:
    """Return the cells that must agree, a tuple for each row; an empty cell agrees with an empty cell."""
    if finder.but:
        table = table[~table["kind"].isin(finder.but)]
    figures = table[list(finder.figures)].astype("float64")
    cells = pd.concat([table[["source_id", *finder.words]], figures], axis="columns").astype(object)
    return set(cells.where(cells.notna(), None).itertuples(index=False, name=None))
