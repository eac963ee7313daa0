"""The sentences of a folder become the names in it that no list has, most frequent first.

A name is a run of words with capitals: *Lise Roy*, *Conseil d'État*. A word that opens a sentence is one only
if it has its capital elsewhere, too. A last name alone is counted with the one full name that ends in it. The
finder knows no name itself. A person picks from what it proposes, and gives that back as `measure --names`.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from dossier.reading.dating.calendar import MONTHS, WEEKDAYS, times
from dossier.reading.files import Intake, page_of, read_documents
from dossier.reading.lexicon import function_words
from dossier.reading.measure import find_all_sentences
from dossier.reading.mentions import Names, find_mentions, names_of
from dossier.reading.spans import Place, fold
from dossier.reading.word_pass import WordPass
from dossier.schema.cells import csv_text
from dossier.schema.texts import escaped

COLUMNS = ("name", "kind", "aliases", "count", "articles")
"""The columns of the file of proposals: those of a list of names, and two by which a person chooses."""


class Proposal(NamedTuple):
    """A name that no list has: its short forms, how often it occurs, in how many articles."""

    name: str
    aliases: tuple[str, ...]
    mentions: int
    articles: int


class _Run(NamedTuple):
    """Neighbouring words with capitals, and whether the first may have its capital from the sentence."""

    words: tuple[str, ...]
    gaps: tuple[str, ...]  # what stands between them
    opens: bool

    @property
    def name(self) -> str:
        return "".join(word + gap for word, gap in zip(self.words, (*self.gaps, ""), strict=True))

    def without_first(self) -> "_Run":
        return _Run(self.words[1:], self.gaps[1:], False)


_MOST_WORDS = 6  # no eight running words of an article are ever written
_WORD = re.compile(r"[^\W_]+(?:[-.](?=[^\W_])[^\W_]+)*")
_GAP = re.compile(r" | (?:(?:de|du|des|von|van|der|den|al|el|ben|bin|ibn|di|da|do|dos) |de la |de l'|d')|'")
_TITLE = re.compile(r"\b(?:MM?|Mmes?|Mlle|Dr|Me)\.? $")
_TIMES = frozenset(word for time in times("day") for word in time.split())
_OPENS = re.compile(r"(?:^|[.?!…:;«\"“”(–—-])\s*$")
_BEFORE_NAMES = frozenset({"m", "mm", "mme", "mmes", "mlle", "dr", "me", "l", "d", "qu", "j", "s", "n", "c"})
_LOOK_BACK = 6  # characters: a title, or a mark and its spaces


class UnknownNames:
    """Gathers the runs of words with capitals of one article after the other, and ranks them as names."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._inside: Counter[str] = Counter()  # within a sentence, where only a name has a capital
        self._opening: Counter[_Run] = Counter()
        self._small: Counter[str] = Counter()  # words without a capital
        self._articles: dict[str, set[str]] = defaultdict(set)

    def add(self, source_id: str, sentences: Iterable[str]) -> None:
        """Gather the names of one article."""
        for sentence in sentences:
            text = fold(sentence)
            if text.isupper():
                continue  # a heading in capitals says nothing of names
            self._small.update(word for word in _WORD.findall(text) if word[0].islower())
            known = [Place(mention.start, mention.end) for mention in find_mentions(text, self._names)]
            for run in _runs(text, known):
                self._articles[run.name].add(source_id)
                if run.opens:
                    self._opening[run] += 1
                else:
                    self._inside[run.name] += 1

    def ranked(self) -> list[Proposal]:
        """Return the names, most frequent first, of equals in the order of the alphabet.

        >>> unknown = UnknownNames(Names({}, {}, frozenset()))
        >>> unknown.add("port", ["Hier Lise Roy est venue.", "Roy part ; le port dort, dit Roy."])
        >>> unknown.ranked()
        [Proposal(name='Lise Roy', aliases=('Roy',), mentions=3, articles=1)]
        """
        counts = Counter(self._inside)
        articles = {name: set(sources) for name, sources in self._articles.items()}
        for run, count in self._opening.items():
            name = self._name_of(run)
            if name is not None:
                counts[name] += count
                articles.setdefault(name, set()).update(self._articles[run.name])
        for name in [name for name in counts if self._is_common(name)]:
            del counts[name]
        full_names = _full_names(counts)
        aliases: dict[str, list[str]] = defaultdict(list)
        for short, full in full_names.items():
            counts[full] += counts.pop(short)
            articles[full] |= articles[short]
            aliases[full].append(short)
        proposals = [
            Proposal(name, tuple(sorted(aliases[name])), count, len(articles[name]))
            for name, count in counts.items()
        ]
        return sorted(proposals, key=lambda proposal: (-proposal.mentions, proposal.name))

    def _name_of(self, run: _Run) -> str | None:
        """Return the name in a run that opens a sentence: all of it, or all but its first word."""
        if self._inside[run.name]:
            return run.name
        if len(run.words) == 1:
            return None
        rest = run.without_first().name
        return rest if self._inside[rest] or self._small[run.words[0].lower()] else run.name

    def _is_common(self, name: str) -> bool:
        """Return whether a single word is written small at least as often."""
        return self._small[name.lower()] >= self._inside[name]


def _runs(text: str, known: list[Place]) -> Iterator[_Run]:
    """Yield the runs of words with capitals in ``text`` that touch no ``known`` name."""
    words = [match for match in _WORD.finditer(text) if match[0][0].isupper()]
    words = [
        word for word in words if not any(word.start() < end and start < word.end() for start, end in known)
    ]
    run: list[re.Match[str]] = []
    for word in words:
        joined = run and _GAP.fullmatch(text, run[-1].end(), word.start())
        if joined and len(run) < _MOST_WORDS and (joined[0] != "'" or len(run[-1][0]) == 1):
            run.append(word)
            continue
        yield from _run_of(text, run)
        run = [word]
    yield from _run_of(text, run)


def _run_of(text: str, words: list[re.Match[str]]) -> Iterator[_Run]:
    """Yield ``words`` as a run, without articles, titles and words of time before its name."""
    first = 0
    while first < len(words) and _is_no_name(words[first][0].lower()):
        first += 1
    kept = words[first:]
    if kept and any(len(word[0]) > 1 for word in kept):
        gaps = tuple(text[one.end() : other.start()] for one, other in pairwise(kept))
        start = kept[0].start()
        yield _Run(tuple(word[0] for word in kept), gaps, not first and _opens(text, start))


def _opens(text: str, start: int) -> bool:
    """Return whether the word at ``start`` opens a sentence or a quotation, and follows no title."""
    before = max(0, start - _LOOK_BACK)
    return bool(_OPENS.search(text, before, start)) and not _TITLE.search(text, before, start)


def _is_no_name(word: str) -> bool:
    return (
        word in function_words()
        or word in _BEFORE_NAMES
        or word in WEEKDAYS
        or word in MONTHS
        or word in _TIMES
    )


def _full_names(names: Iterable[str]) -> dict[str, str]:
    """Return the full name of each last name that is one of ``names`` and the end of just one other."""
    endings: dict[str, set[str]] = defaultdict(set)
    for name in names:
        first, _, last = name.rpartition(" ")
        if first and all(part[0].isupper() for part in first.split(" ")):
            endings[last].add(name)
    return {
        last: next(iter(full)) for last, full in sorted(endings.items()) if len(full) == 1 and last in names
    }


def propose_names(
    folder: Path, *, sources: pd.DataFrame, entities: pd.DataFrame, intake: Intake | None = None
) -> list[Proposal]:
    """Return the names in the articles below ``folder`` that ``entities`` lacks, most frequent first."""
    names = names_of(entities)
    unknown, word_pass = UnknownNames(names), WordPass(names, (), {})
    for document in read_documents(folder, sources=sources, intake=intake):
        if document.status == "kept":
            page = document.page or page_of(document.text)[0]
            article = document._replace(text=page.folded.text)
            sentences = find_all_sentences(article, page.lines, word_pass)
            unknown.add(document.source_id, (sentence.words for sentence in sentences))
    return unknown.ranked()


def proposals_file(proposals: Iterable[Proposal]) -> bytes:
    """Return proposals as the bytes of a CSV file that `measure --names` takes."""
    rows = [
        [escaped(name), "", ";".join(map(escaped, aliases)), str(mentions), str(articles)]
        for name, aliases, mentions, articles in proposals
    ]
    return csv_text([COLUMNS, *rows]).encode("utf-8")
