"""What the program finds is held against labels made by hand."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from dossier.reading.measure import measure
from dossier.schema.files import Tables


class Score(NamedTuple):
    """How often a finding is right, and how much of the truth is found."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Return the harmonic mean of the two."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


class LabelSet(NamedTuple):
    """Articles and their labels: a folder for each article, named by its source_id."""

    name: str
    texts: Path
    labels: Path
    sources: pd.DataFrame


class Finder(NamedTuple):
    """What must agree for a finding to be right: figures and words of one table."""

    table: str
    figures: tuple[str, ...]
    words: tuple[str, ...] = ()
    but: frozenset[str] = frozenset()  # the kinds that are not asked for


FINDERS = {
    "sentences": Finder("sentences", ("start", "end")),
    "numbers": Finder("numbers", ("start", "end", "value", "low", "high")),
    "dates": Finder("dates", ("start", "end"), ("value",)),
    "boilerplate": Finder("passages", ("start", "end"), ("kind",), frozenset({"body", "subhead"})),
    "quotations": Finder("quotations", ("start", "end")),
    "speakers": Finder("quotations", ("start", "end", "speaker_start", "speaker_end")),
    "mentions": Finder("mentions", ("start", "end"), ("entity_id",)),
}


def score(found: AbstractSet[object], truth: AbstractSet[object]) -> Score:
    """Score ``found`` against ``truth``.

    >>> score({"a", "b"}, {"b", "c", "d", "e"})
    Score(precision=0.5, recall=0.25)
    """
    right = len(found & truth)
    return Score(
        precision=right / len(found) if found else 1.0,
        recall=right / len(truth) if truth else 1.0,
    )


def evaluate(sets: Iterable[LabelSet], entities: pd.DataFrame) -> pd.DataFrame:
    """Score each finder on each set of labels; a finder for which a set has no labels has no row."""
    return pd.DataFrame(row for labelled in sets for row in score_set(labelled, entities))


def score_set(labelled: LabelSet, entities: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield the score of each finder on one set of labels."""
    tables = measure(labelled.texts, sources=labelled.sources, entities=entities)
    yield from score_tables(labelled.name, tables, labelled.labels)


def score_tables(name: str, tables: Tables, labels: Path) -> Iterator[dict[str, Any]]:
    """Yield the score of each finder that ``labels`` speak of, for tables already measured."""
    for asked, finder in FINDERS.items():
        truth = read_labels(labels, finder)
        if truth is not None:
            found, true = marks(only_labelled(tables, labels, finder), finder), marks(truth, finder)
            yield {"labels": name, "finder": asked, **_scored(found, true)}


def _scored(found: AbstractSet[object], true: AbstractSet[object]) -> dict[str, Any]:
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
    """Yield the scores of the quotations that the program found, and of the actors it gives them to.

    ``labels`` is the table ``quotation_labels``. A quotation is right when a reader finds one at its
    place, whatever its ends; a speaker, when the same actor is named. Where a reader finds that a
    document speaks, nobody is to be named. An article without a label was not read by hand: what the
    program found there is neither right nor wrong.
    """
    quotations = quotations[quotations["source_id"].isin(labels["source_id"])]
    read = labels[labels["verdict"].eq("quotation")]
    true = set(read["quotation_id"].fillna(_place_of(read)))
    yield {"finder": "quotations", **_scored(set(quotations["quotation_id"]), true)}
    named, given = read.dropna(subset=["speaker"]), quotations.dropna(subset=["speaker"])
    speaking = set(zip(named["quotation_id"].fillna(_place_of(named)), named["speaker"], strict=True))
    found = set(zip(given["quotation_id"], given["speaker"], strict=True))
    yield {"finder": "speakers", **_scored(found, speaking)}


def _place_of(labels: pd.DataFrame) -> "pd.Series[str]":
    return labels["source_id"] + " " + labels["start"].astype(str)


def labelled_samples(name: str, texts: Path, labels: Path) -> LabelSet:
    """Return the set of articles in ``texts``; their dates stand in ``labels``, in ``sources.csv``."""
    dates = pd.read_csv(labels / "sources.csv", dtype=str)
    digests = [
        sha256((texts / f"{source_id}.txt").read_bytes()).hexdigest() for source_id in dates["source_id"]
    ]
    sources = dates.rename(columns={"published": "date"}).assign(sha256=digests, title=None)
    return LabelSet(name, texts, labels, sources)


def read_labels(folder: Path, finder: Finder) -> pd.DataFrame | None:
    """Return the labels of all articles below ``folder``, if a reader made any of this kind."""
    files = sorted(folder.glob(f"*/{finder.table}.csv"))
    labels = [pd.read_csv(file, dtype=str).assign(source_id=file.parent.name) for file in files]
    return pd.concat(labels) if labels else None


def only_labelled(tables: Tables, folder: Path, finder: Finder) -> pd.DataFrame:
    """Return what was found in the articles that have labels of this kind."""
    labelled = {file.parent.name for file in folder.glob(f"*/{finder.table}.csv")}
    table = tables[finder.table]
    return table[table["source_id"].isin(labelled)]


def marks(table: pd.DataFrame, finder: Finder) -> set[tuple[object, ...]]:
    """Return what must agree, a tuple for each row; an empty cell agrees with an empty cell."""
    if finder.but:
        table = table[~table["kind"].isin(finder.but)]
    figures = table[list(finder.figures)].astype("float64")
    cells = pd.concat([table[["source_id", *finder.words]], figures], axis="columns").astype(object)
    return set(cells.where(cells.notna(), None).itertuples(index=False, name=None))
