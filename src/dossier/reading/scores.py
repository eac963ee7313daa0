"""All labels of the project, in ``tests`` and `quotation_labels`, become one table of scores."""

from pathlib import Path

import pandas as pd

from dossier.reading.score import evaluate, labelled_samples, score_labels, score_tables
from dossier.schema.files import Tables
from dossier.schema.words import counted


def scores(tests: Path, measured: Tables, entities: pd.DataFrame, labels: pd.DataFrame) -> pd.DataFrame:
    """Return precision, recall and F1 of each finder on each set of labels in ``tests``.

    Columns ``labels, finder, true, found, right, precision, recall, f1``. The articles are scored by their
    committed tables, so that a reader without the articles gets the same figures; the samples and the
    held-out articles are measured anew. Who made the labels of quotations saw what the program had found.
    """
    label_folder = tests / "labels"
    own = [
        labelled_samples(_counted(name, label_folder / folder), tests / texts, label_folder / folder)
        for name, texts, folder in (
            ("held-out articles of our own", "heldout", "heldout"),
            ("samples of our own", "corpus", "samples"),
        )
        if _labelled(label_folder / folder)
    ]
    tables = [evaluate(own, entities)] if own else []
    articles = label_folder / "articles"
    if _labelled(articles):
        tables.append(pd.DataFrame(score_tables(_listed(articles), measured, articles)))
    if len(labels):
        kept = set(measured["documents"].query("status == 'kept'")["source_id"])
        labelled = kept & set(labels["source_id"])
        share = f"all {counted(len(kept))}" if labelled == kept else f"{len(labelled)} of {len(kept)}"
        name = f"quotations of {share} articles"
        rows = score_labels(measured["quotations"], labels)
        tables.append(pd.DataFrame({"labels": name, **row} for row in rows))
    columns = ["labels", "finder", "true", "found", "right", "precision", "recall", "f1"]
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=columns)


def _labelled(folder: Path) -> list[str]:
    """Return the source_id of each article with labels below ``folder``, sorted."""
    return sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []


def _counted(name: str, folder: Path) -> str:
    """Return the name of a set of labels with the number of its articles."""
    return f"{len(_labelled(folder))} {name}"


def _listed(folder: Path) -> str:
    """Return the articles of a set of labels as its name."""
    return " and ".join(_labelled(folder))
