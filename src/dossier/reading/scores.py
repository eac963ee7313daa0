"""How often the program is right: every set of labels that the project has."""

from pathlib import Path

import pandas as pd

from dossier.reading.score import evaluate, labelled_samples, score_labels, score_tables
from dossier.schema.files import Tables
from dossier.schema.words import counted


def scores(tests: Path, measured: Tables, entities: pd.DataFrame, labels: pd.DataFrame) -> pd.DataFrame:
    """Return precision, recall and F1 of each finder on each set of labels in ``tests``.

    The articles are scored by their committed tables, so that who does not hold them gets the
    same figures; the samples and the held-out articles are measured anew. The labels of quotations
    were made with what the program had found in view.
    """
    marks = tests / "labels"
    own = [
        labelled_samples(_counted(what, marks / folder), tests / texts, marks / folder)
        for what, texts, folder in (
            ("held-out articles of our own", "heldout", "heldout"),
            ("samples of our own", "corpus", "samples"),
        )
        if _labelled(marks / folder)
    ]
    found = [evaluate(own, entities)] if own else []
    if _labelled(marks / "articles"):
        found.append(pd.DataFrame(score_tables(_listed(marks / "articles"), measured, marks / "articles")))
    if len(labels):
        kept = set(measured["documents"].query("status == 'kept'")["source_id"])
        labelled = kept & set(labels["source_id"])
        share = f"all {counted(len(kept))}" if labelled == kept else f"{len(labelled)} of {len(kept)}"
        what = f"quotations of {share} articles"
        read = score_labels(measured["quotations"], labels)
        found.append(pd.DataFrame({"labels": what, **row} for row in read))
    columns = ["labels", "finder", "true", "found", "right", "precision", "recall", "f1"]
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=columns)


def _labelled(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir() if each.is_dir()) if folder.is_dir() else []


def _counted(what: str, folder: Path) -> str:
    return f"{len(_labelled(folder))} {what}"


def _listed(folder: Path) -> str:
    return " and ".join(_labelled(folder))
