"""How often the program is right: every set of labels that the project has."""

import pandas as pd

from dossier import paths
from dossier.reading.score import evaluate, labelled_samples, score_labels, score_tables
from dossier.schema import CODED, MEASURED
from dossier.schema.files import read_table, read_tables

TESTS = paths.ROOT / "tests"
LABELS = TESTS / "labels"


def scores() -> pd.DataFrame:
    """Return precision, recall and F1 of each finder on each set of labels.

    The two articles are scored by their committed tables, so that who does not hold them gets the
    same figures; the samples and the held-out articles are measured anew. The labels of quotations in
    all five articles were made with what the program had found in view.
    """
    entities, labels = (
        read_table(paths.CODED / f"{name}.csv", CODED[name]) for name in ("entities", "quotation_labels")
    )
    own = [
        labelled_samples(
            _counted("held-out articles of our own", "heldout"), TESTS / "heldout", LABELS / "heldout"
        ),
        labelled_samples(_counted("samples of our own", "samples"), TESTS / "corpus", LABELS / "samples"),
    ]
    measured = read_tables(paths.MEASURED, MEASURED)
    articles = score_tables(_listed("articles"), measured, LABELS / "articles")
    read = score_labels(measured["quotations"], labels)
    after = [{"labels": "quotations of all five articles", **row} for row in read]
    return pd.concat(
        [evaluate(own, entities), pd.DataFrame(articles), pd.DataFrame(after)], ignore_index=True
    )


def _labelled(folder: str) -> list[str]:
    return sorted(each.name for each in (LABELS / folder).iterdir() if each.is_dir())


def _counted(what: str, folder: str) -> str:
    return f"{len(_labelled(folder))} {what}"


def _listed(folder: str) -> str:
    return " and ".join(_labelled(folder))
