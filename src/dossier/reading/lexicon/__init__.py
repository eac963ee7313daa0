"""What we know about French, as tables: each entry stands beside an example that is tested."""

import csv
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of the list ``name``, in the order of the file."""
    text = (files(__name__) / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def function_words() -> frozenset[str]:
    """Return the words that carry grammar and no matter.

    >>> "avec" in function_words()
    True
    """
    return frozenset(row["word"] for row in rows("function_words"))


def one_of(entries: Iterable[str]) -> str:
    """Return a pattern that matches any entry, the longest that fits.

    >>> re.match(one_of(["an", "années"]), "années")[0]
    'années'
    """
    return f"(?:{'|'.join(re.escape(entry) for entry in sorted(entries, key=len, reverse=True))})"
