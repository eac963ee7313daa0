"""A sentence becomes the names in it that `entities` lists: rows of `mentions`."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import pandas as pd

from dossier.reading.lexicon import function_words
from dossier.reading.spans import fold


class Mention(NamedTuple):
    """A name in a sentence, and the entity that has it."""

    start: int
    end: int
    entity_id: str


class Names(NamedTuple):
    """The names and aliases of all entities, and the entity of each name.

    ``by_words`` has, for the first two words of a name or its only one, the names that begin so, the longest
    first: a list of thousands of names is looked through as fast as one of ten.
    """

    entity_of: dict[str, str]
    by_words: dict[tuple[str, ...], tuple[str, ...]]
    short: frozenset[str]  # persons' names of one word: *Marin Duval* is another person than *Marin*
    persons: frozenset[str] = frozenset()  # the ids of persons


_WORD = re.compile(r"\w+")
_NAME_GOES_ON = re.compile(r" (?P<word>[A-ZÀ-Ý][\w'-]+)")


def names_of(entities: pd.DataFrame) -> Names:
    """Return the names and aliases of the table `entities`, each also with a capital, to begin a sentence.

    >>> roy = {"entity_id": "roy", "name": "Roy", "kind": "person", "aliases": "la maire"}
    >>> sorted(names_of(pd.DataFrame([roy])).entity_of)
    ['La maire', 'Roy', 'la maire']
    """
    entity_of: dict[str, str] = {}
    short, persons = set(), set()
    for row in entities.to_dict("records"):
        aliases = row["aliases"].split(";") if isinstance(row["aliases"], str) else []
        if row["kind"] == "person":
            persons.add(row["entity_id"])
        for name in map(fold, [row["name"], *aliases]):
            entity_of.setdefault(name, row["entity_id"])
            entity_of.setdefault(name[:1].upper() + name[1:], row["entity_id"])
            if row["kind"] == "person" and " " not in name:
                short.add(name)
    by_words: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in sorted(entity_of, key=len, reverse=True):
        by_words[tuple(_WORD.findall(name)[:2])].append(name)
    of_words = {words: tuple(names) for words, names in by_words.items()}
    return Names(entity_of, of_words, frozenset(short), frozenset(persons))


def find_mentions(sentence: str, names: Names) -> Iterator[Mention]:
    """Yield each name in ``sentence``; of names at one place the longest counts; adjectives are no names."""
    text = fold(sentence)
    free = 0  # where the next name may begin
    for word, following in pairwise([*_WORD.finditer(text), None]):
        name = _name_at(text, word, following, free, names) if word else None
        if word is None or name is None:
            continue
        start = word.start() - name.index(word[0])
        free = start + len(name)
        if name not in names.short or not is_part_of_name(text, free):
            yield Mention(start, free, names.entity_of[name])


def _name_at(
    text: str, word: re.Match[str], following: re.Match[str] | None, free: int, names: Names
) -> str | None:
    """Return the longest name whose first word is ``word``, if the text has it there, not within a word."""
    longer = names.by_words.get((word[0], following[0]), ()) if following else ()
    for name in (*longer, *names.by_words.get((word[0],), ())):
        start = word.start() - name.index(word[0])
        end = start + len(name)
        is_there = start >= free and text.startswith(name, start) and not _WORD.match(text, end)
        if is_there and (start == word.start() or not _WORD.match(text[start - 1 : start])):
            return name
    return None


def is_part_of_name(text: str, end: int) -> bool:
    """Return whether a name goes on after ``end``: *Marin* in *Marin Duval* is somebody else."""
    more = _NAME_GOES_ON.match(text, end)
    return more is not None and more["word"].lower() not in function_words()
