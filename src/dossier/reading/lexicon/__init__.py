"""The CSV files of this folder become lists of French words and the patterns that match them.

Each entry of a file has an example sentence, and a test checks that the program finds the entry there.
"""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from dossier.schema.cells import read_dicts


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of the list ``name``, in the order of the file."""
    return tuple(read_dicts(f"{name}.csv", (files(__name__) / f"{name}.csv").read_bytes()))


@cache
def function_words() -> frozenset[str]:
    """Return the words of the list `function_words`: articles, prepositions, pronouns, auxiliaries.

    >>> "avec" in function_words()
    True
    """
    return frozenset(row["word"] for row in rows("function_words"))


def one_of(entries: Iterable[str]) -> str:
    """Return a pattern that matches any of ``entries``, the longest one that fits.

    >>> re.match(one_of(["an", "années"]), "années")[0]
    'années'
    """
    return f"(?:{'|'.join(re.escape(entry) for entry in sorted(entries, key=len, reverse=True))})"
