"""The CSV files of this folder become lists of French words and the patterns that match them.

Each entry of a file has an example sentence, and a test checks that the program finds the entry there.
"""

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from functools import cache
from importlib.resources import files
from itertools import takewhile

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

    Entries with the same beginning share it, so that a long list is gone through letter by letter.

    >>> re.match(one_of(["an", "années"]), "années")[0]
    'années'
    """
    return _branches(set(entries))


def _branches(entries: AbstractSet[str]) -> str:
    """Return the pattern of ``entries``: what they begin with alike, then what can follow."""
    first, last = min(entries, default=""), max(entries, default="")
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    begin = "".join(letter for letter, _ in alike)  # what the first and the last share, all share
    following: dict[str, set[str]] = {}
    for entry in sorted(entries):
        if rest := entry[len(begin) :]:
            following.setdefault(rest[0], set()).add(rest)
    if not following:
        return f"(?:{re.escape(begin)})"
    ends = "?" if begin in entries else ""
    return f"(?:{re.escape(begin)}(?:{'|'.join(map(_branches, following.values()))}){ends})"
