"""How often the program is right: every set of labels that the project has."""

import pandas as pd

from dossier import paths
from dossier.evaluate import evaluate, labelled_samples, score_tables
from dossier.schema import CODED, MEASURED
from dossier.store import read_table, read_tables

TESTS = paths.ROOT / "tests"
LABELS = TESTS / "labels"


def scores() -> pd.DataFrame:
    """Return precision, recall and F1 of each finder on each set of labels.

    The two articles are scored by their committed tables, so that who does not hold them gets the
    same figures; the samples and the held-out articles are measured anew.
    """
    entities = read_table(paths.CODED / "entities.csv", CODED["entities"])
    own = [
        labelled_samples("samples", TESTS / "corpus", LABELS / "samples"),
        labelled_samples("held-out", TESTS / "heldout", LABELS / "heldout"),
    ]
    articles = score_tables("two articles", read_tables(paths.MEASURED, MEASURED), LABELS / "articles")
    found = pd.concat([pd.DataFrame(articles), evaluate(own, entities)], ignore_index=True)
    return found.round({"precision": 3, "recall": 3, "f1": 3})
