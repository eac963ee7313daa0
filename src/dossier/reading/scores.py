"""How often the program is right: every set of labels that the project has."""

from pathlib import Path

import pandas as pd

from dossier.reading.score import evaluate, labelled_samples, score_labels, score_tables
from dossier.schema.files import Tables


def scores(tests: Path, measured: Tables, entities: pd.DataFrame, labels: pd.DataFrame) -> pd.DataFrame:
    """Return precision, recall and F1 of each finder on each set of labels in ``tests``.

    The two articles are scored by their committed tables, so that who does not hold them gets the
    same figures; the samples and the held-out articles are measured anew. The labels of quotations in
    all five articles were made with what the program had found in view.
    """
    marks = tests / "labels"
    own = [
        labelled_samples(
            _counted("held-out articles of our own", marks / "heldout"), tests / "heldout", marks / "heldout"
        ),
        labelled_samples(
            _counted("samples of our own", marks / "samples"), tests / "corpus", marks / "samples"
        ),
    ]
    articles = score_tables(_listed(marks / "articles"), measured, marks / "articles")
    read = score_labels(measured["quotations"], labels)
    after = [{"labels": "quotations of all five articles", **row} for row in read]
    return pd.concat(
        [evaluate(own, entities), pd.DataFrame(articles), pd.DataFrame(after)], ignore_index=True
    )


def _labelled(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir() if each.is_dir()) if folder.is_dir() else []


def _counted(what: str, folder: Path) -> str:
    return f"{len(_labelled(folder))} {what}"


def _listed(folder: Path) -> str:
    return " and ".join(_labelled(folder))
