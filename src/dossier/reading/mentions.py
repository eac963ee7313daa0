"""A sentence becomes the names in it that `entities` lists: rows of `mentions`."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from dossier.reading.lexicon import function_words, one_of
from dossier.reading.spans import fold


class Mention(NamedTuple):
    """A name in a sentence, and the entity that has it."""

    start: int
    end: int
    entity_id: str


class Names(NamedTuple):
    """The names and aliases of all entities as one pattern, and the entity of each name."""

    pattern: re.Pattern[str]
    entity_of: dict[str, str]
    short: frozenset[str]  # persons' names of one word: *Marin Duval* is another person than *Marin*
    persons: frozenset[str] = frozenset()  # the ids of persons


_NAME_GOES_ON = re.compile(r" (?P<word>[A-ZÀ-Ý][\w'-]+)")


def names_of(entities: pd.DataFrame) -> Names:
    """Return the names and aliases of the table `entities`, each also with a capital, to begin a sentence."""
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
    pattern = re.compile(rf"(?<!\w){one_of(entity_of)}(?!\w)" if entity_of else r"(?!)")
    return Names(pattern, entity_of, frozenset(short), frozenset(persons))


def find_mentions(sentence: str, names: Names) -> Iterator[Mention]:
    """Yield each name in ``sentence``; of names at one place the longest counts; adjectives are no names."""
    text = fold(sentence)
    for match in names.pattern.finditer(text):
        if match[0] not in names.short or not is_part_of_name(text, match.end()):
            yield Mention(*match.span(), names.entity_of[match[0]])


def is_part_of_name(text: str, end: int) -> bool:
    """Return whether a name goes on after ``end``: *Marin* in *Marin Duval* is somebody else."""
    more = _NAME_GOES_ON.match(text, end)
    return more is not None and more["word"].lower() not in function_words()
