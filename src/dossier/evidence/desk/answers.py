"""`desk_numbers` and `desk_rows` become an `Answer` for each number: a range, or that it is not known.

Nothing is added and nothing is averaged: the range is the span of what the rows print. A number is not known
where no row has a figure, where two figures exclude each other, or where one source alone says it and shows
nothing for it.
"""

from collections.abc import Sequence
from itertools import combinations
from typing import Any, NamedTuple

from dossier.data import Dataset
from dossier.evidence.desk.figures import Figure, Figures
from dossier.schema.files import rows
from dossier.schema.words import CLAIMANT_KINDS, EVIDENCE, RECORD_CONFIDENCES

NO_FIGURE, CONFLICT, ONE_SOURCE, STATED = "no_figure", "conflict", "one_source", "stated"
"""How a number stands: the first three are "not known"."""


class Named(NamedTuple):
    """A row that stands by a number: its figure, and what the desk prints beside it."""

    figure: Figure
    label: str


class Answer(NamedTuple):
    """What the record gives for one number."""

    number: Any
    """Its row of `desk_numbers`."""
    gives: tuple[Named, ...]
    differs: tuple[Named, ...]
    apart: tuple[Named, ...]
    state: str
    lowest: Figure | None
    highest: Figure | None
    """The rows with the least and with the most that any row prints."""
    conflicts: tuple[tuple[Figure, Figure], ...]
    """Pairs of figures that exclude each other."""
    best: Figure | None
    """The best single source, by `preference`."""

    @property
    def known(self) -> bool:
        """Whether the rows give the number and do not exclude each other."""
        return self.state == STATED

    @property
    def windows_differ(self) -> bool:
        """Whether the figures that give the number are for different windows."""
        return len({named.figure.window for named in self.gives if named.figure.has_value}) > 1


def answers(data: Dataset) -> list[Answer]:
    """Turn `desk_numbers` and `desk_rows` into the answers, in the order of the desk."""
    known = Figures(data)
    named: dict[tuple[str, str], list[Named]] = {}
    for row in rows(data.desk_rows.sort_values(["number_id", "position"])):
        figure = known.of(row.table_name, row.row_id, _text(row.bound), _text(row.evidence))
        named.setdefault((row.number_id, row.part), []).append(Named(figure, _text(row.label)))
    return [
        _answer(number, *(tuple(named.get((number.number_id, part), ())) for part in _PARTS))
        for number in rows(data.desk_numbers.sort_values("position"))
    ]


def _answer(
    number: Any, gives: tuple[Named, ...], differs: tuple[Named, ...], apart: tuple[Named, ...]
) -> Answer:
    figures = [given.figure for given in gives if given.figure.has_value]
    pairs = conflicts(figures, grows=number.grows == "yes")
    return Answer(
        number=number,
        gives=gives,
        differs=differs,
        apart=apart,
        state=_state(figures, pairs),
        lowest=min(figures, key=lambda figure: (figure.stated_low, figure.end), default=None),
        highest=max(figures, key=lambda figure: (figure.stated_high, figure.end), default=None),
        conflicts=pairs,
        best=best(figures),
    )


def _state(figures: Sequence[Figure], pairs: Sequence[tuple[Figure, Figure]]) -> str:
    if not figures:
        return NO_FIGURE
    if pairs:
        return CONFLICT
    shown = any(figure.evidence not in ("", _WEAKEST) for figure in figures)
    alone = len({figure.who for figure in figures}) == 1
    return ONE_SOURCE if alone and not shown else STATED


def conflicts(figures: Sequence[Figure], *, grows: bool) -> tuple[tuple[Figure, Figure], ...]:
    """Return the pairs of figures that exclude each other, whatever their rounding and bounds leave open.

    Two figures with one end of their windows exclude each other where they have no value in common. Of a
    total that ``grows`` so do an earlier figure and a later one that is smaller. Other figures with
    different ends say nothing against each other.
    """
    pairs = []
    for one, other in combinations(sorted(figures, key=lambda figure: figure.end), 2):
        same_end = one.end == other.end
        smaller_later = one.least > other.most and (grows or same_end)
        if smaller_later or (same_end and other.least > one.most):
            pairs.append((one, other))
    return tuple(pairs)


def best(figures: Sequence[Figure]) -> Figure | None:
    """Return the best single source of ``figures``; what this dataset computed is nobody's source."""
    return max((figure for figure in figures if not figure.ours), key=preference, default=None)


def preference(figure: Figure) -> tuple[int, bool, int, int, str]:
    """Return what the choice of the best source compares, in this order, and the more the better.

    The strongest evidence that its page tells of; whether a study or an organisation of states gives it and
    no government or service; how well its pages report it; how many origins it has; how late it is.
    """
    evidence = _EVIDENCE.index(figure.evidence) if figure.evidence in _EVIDENCE else -1
    reported = -_REPORTED.index(figure.confidence) if figure.confidence in _REPORTED else -len(_REPORTED)
    return evidence, figure.kind in STUDIES, reported, figure.origins, figure.end


STUDIES = ("institute", "international_body")
"""The kinds of claimant that are no government, force or service of one state."""
assert set(STUDIES) <= set(CLAIMANT_KINDS)

_PARTS = ("gives", "differs", "apart")
_EVIDENCE = tuple(EVIDENCE)
_WEAKEST = _EVIDENCE[0]
_REPORTED = tuple(RECORD_CONFIDENCES)


def _text(cell: object) -> str:
    return cell if isinstance(cell, str) else ""
