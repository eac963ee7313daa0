"""The texts of a folder become its near copies: each with the first text that it repeats, and how much.

One piece of news that ten papers print is one source, though its bytes differ. Two texts are compared by the
runs of three words that they share; rensa keeps a short sketch of each text, so that a folder of any size is
gone through once. The same texts in the same order give the same copies. Lines that many pages of the folder
have are counted here too: they are the frame of a site.
"""

from array import array
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from rensa import RMinHash, RMinHashLSH

from dossier.reading.lines import digest_of
from dossier.reading.spans import words

SHARE = 0.6
"""The share of runs of words, of those that either text has, from which one is a near copy of the other."""

_FEWEST_RUNS = 12  # a text of a sentence or two is no copy of another such text
_PERMUTATIONS = 128
_BANDS = 32  # of four: 99 of 100 texts that share 0.6 of their runs meet in one
_SEED = 20240503
_LONGEST_REPEATED = 400  # characters of a line that may be part of a site's frame
_FEWEST_PAGES = 3  # that have the same line
_LONGEST_OF_MENU = 60  # characters: a shorter line is the site's more often than the article's


class Copy(NamedTuple):
    """A near copy: the id of the first text that it repeats, and the share of runs of words in both."""

    copy_of: str
    similarity: float


class NearCopies:
    """The texts of a folder so far.

    >>> page = "Le port de Valmorin a perdu trois cents dockers, et la mairie veut garder les grues du quai. "
    >>> copies = NearCopies()
    >>> copies.add("port", page), copies.add("copie", page + "Lire aussi.").copy_of
    (None, 'port')
    """

    def __init__(self) -> None:
        self._index = RMinHashLSH(threshold=SHARE, num_perm=_PERMUTATIONS, num_bands=_BANDS)
        self._firsts: list[tuple[str, RMinHash]] = []

    def add(self, source_id: str, text: str) -> Copy | None:
        """Return which earlier text ``text`` is a near copy of, if any; else it is the first of its kind."""
        return self.add_sketch(source_id, sketch_of(text))

    def add_sketch(self, source_id: str, sketch: RMinHash | None) -> Copy | None:
        """Return the same for a text of which only the sketch is at hand."""
        if sketch is None:
            return None
        for number in sorted(set(self._index.query(sketch))):
            first, sketch_of_first = self._firsts[number]
            similarity = round(float(sketch.jaccard(sketch_of_first)), 2)
            if similarity >= SHARE:
                return Copy(first, similarity)
        self._index.insert(len(self._firsts), sketch)
        self._firsts.append((source_id, sketch))
        return None


def sketch_of(text: str) -> RMinHash | None:
    """Return the sketch of a text; a text of a sentence or two has none."""
    runs = runs_of(text)
    if len(runs) < _FEWEST_RUNS:
        return None
    sketch = empty_sketch()
    sketch.update(runs)
    return sketch


def empty_sketch() -> RMinHash:
    """Return the sketch of no words, which takes up the state of another one."""
    return RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)


def runs_of(text: str) -> list[str]:
    """Return each run of three words in the long lines of a text, or in all lines if none is long.

    >>> runs_of("Le port est fermé.")
    ['le port est', 'port est fermé']
    """
    listed = words("\n".join(long_lines(text.split("\n"))))
    return list(map(" ".join, zip(listed, listed[1:], listed[2:], strict=False)))


def long_lines(lines: Sequence[str]) -> Sequence[str]:
    """Return the lines that are longer than those of a menu, or all lines if none is."""
    return [line for line in lines if len(line) > _LONGEST_OF_MENU] or lines


class Frames:
    """The short lines of the pages of a folder, counted: those of many pages are the site's frame."""

    def __init__(self) -> None:
        self._digests = array("Q")

    def add(self, lines: "array[int]") -> None:
        """Count the lines of a page."""
        self._digests.extend(lines)

    def repeated(self) -> frozenset[int]:
        """Return the digests of the lines that three pages have or more."""
        pages = ((digest, sum(1 for _ in same)) for digest, same in groupby(sorted(self._digests)))
        return frozenset(digest for digest, count_of_pages in pages if count_of_pages >= _FEWEST_PAGES)


def short_lines(text: str) -> "array[int]":
    """Return the digests of the short lines of a page, each once."""
    lines = {line.strip() for line in text.split("\n")}
    return array("Q", sorted(digest_of(line) for line in lines if 0 < len(line) <= _LONGEST_REPEATED))
