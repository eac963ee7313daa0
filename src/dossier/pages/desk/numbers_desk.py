"""The answers of the desk become its entries: each number with its range, best source and who disagrees.

An entry says likelihood and confidence of the judgement on the number, apart from each other; where there is
none it says so. No number is typed here: each comes from a row, and the row opens its card.
"""

from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any, NamedTuple

import pandas as pd
from markupsafe import Markup

from dossier.data import Dataset
from dossier.evidence.desk.answers import CONFLICT, NO_FIGURE, ONE_SOURCE, Answer, Named, answers
from dossier.evidence.desk.figures import Figure, Figures, last_day
from dossier.evidence.judgements import likelihood_with_band
from dossier.pages.cards import code_in_words
from dossier.pages.citation import citation_sentence
from dossier.pages.desk.compare import quantities_of, quantity_address
from dossier.pages.desk.figure_words import figure_in_words, high_in_words, low_in_words
from dossier.pages.marks import Marks
from dossier.pages.row_cards import RowCards
from dossier.pages.templates import fragment
from dossier.report import Declaration
from dossier.schema.files import rows, split_ids
from dossier.schema.words import EVIDENCE
from dossier.show.amount import amount
from dossier.show.date_words import date_in_words


class Entry(NamedTuple):
    """One number of the desk: its address on the page, its name, what it says, and the rows that it names."""

    number_id: str
    name: str
    short: str
    """What it says in a line."""
    html: Markup
    row_ids: tuple[str, ...]


WHY_NOT_KNOWN = {
    NO_FIGURE: "No row of the record has a figure for it.",
    CONFLICT: "The figures exclude each other.",
    ONE_SOURCE: "One source alone gives it, and the source shows nothing for it.",
}
"""What the desk says where a number is not known, by the state of its answer."""


def entries(
    data: Dataset,
    known: RowCards,
    declaration: Declaration,
    *,
    up: str,
    title: str,
    address: str,
    compare: Callable[[str], str] = quantity_address,
) -> list[Entry]:
    """Turn `desk_numbers`, `desk_rows` and `judgements` into the entries of the desk; all text is escaped.

    ``up`` leads from the page to the book's top. ``title`` and ``address`` are those of the page, as a
    citation has them. ``compare`` turns the id of a quantity into the address of all its figures.
    """
    all_answers = answers(data)
    judgements = {row.judgement_id: row for row in rows(data.judgements)}
    named = [row_id for answer in all_answers for row_id in _row_ids(answer, judgements)]
    marks = Marks(known, named, up=up)
    lines = _Lines(data, known, marks)

    def entry(answer: Answer) -> Entry:
        judgement = judgements.get(answer.number.judgement_id)
        bearing = quantities_of(data, split_ids(answer.number.items))
        html = fragment(
            "desk_entry.html.jinja",
            answer=answer,
            judgement=judgement,
            judgement_mark=marks.mark(judgement.judgement_id) if judgement else "",
            likelihood=likelihood_with_band(judgement.likelihood) if judgement else "",
            why=WHY_NOT_KNOWN.get(answer.state, ""),
            stated=_stated(answer, marks),
            disagreements=[_pair(pair, marks) for pair in answer.conflicts],
            contrary=[lines.of_row(row_id) for row_id in _contrary(judgement)],
            line=lines.line,
            best=_best(answer.best, marks),
            as_of=_as_of(answer),
            quantities=[(each.name, compare(each.quantity_id), len(each.row_ids)) for each in bearing],
            cite=citation_sentence(
                declaration, f"{title}: {answer.number.name}", f"{address}#{answer.number.number_id}"
            ),
        )
        return Entry(
            number_id=answer.number.number_id,
            name=answer.number.name,
            short=_short(answer, judgement),
            html=html,
            row_ids=tuple(_row_ids(answer, judgements)),
        )

    return [entry(answer) for answer in all_answers]


def overview(desk: Sequence[Entry]) -> Markup:
    """Turn the entries of the desk into a list with a line for each, which leads to the entry."""
    return fragment("desk_list.html.jinja", entries=desk)


def _short(answer: Answer, judgement: Any) -> str:
    """Return what an entry says in a line: the range that we judge, or that sources state, or neither."""
    if judgement:
        ends = SimpleNamespace(bound="range", low=judgement.low, best=None, high=judgement.high)
        judged = judgement.statement if pd.isna(judgement.low) else amount(ends)
        return f"{judged}, {likelihood_with_band(judgement.likelihood)}, {judgement.confidence} confidence"
    low, high = answer.lowest, answer.highest
    if low is None or high is None:
        return "not known"
    span = f"from {low_in_words(low)} to {high_in_words(high)}"
    if figure_in_words(low) == figure_in_words(high):
        span = figure_in_words(low)
    return f"{span}, as of {_as_of(answer)}" if answer.known else f"not known; stated: {span}"


def _row_ids(answer: Answer, judgements: dict[str, Any]) -> list[str]:
    """Return the rows whose cards an entry opens, each once."""
    judgement = judgements.get(answer.number.judgement_id)
    own = [named.figure.row_id for named in (*answer.gives, *answer.differs, *answer.apart)]
    return list(
        dict.fromkeys([*([judgement.judgement_id] if judgement else []), *own, *_contrary(judgement)])
    )


def _contrary(judgement: Any) -> list[str]:
    return split_ids(judgement.contrary) if judgement else []


def _stated(answer: Answer, marks: Marks) -> Markup:
    """Return the range as the rows print it, with row and window of each end; nothing without a figure."""
    low, high = answer.lowest, answer.highest
    if low is None or high is None:
        return Markup("")
    at_low, at_high = (
        Markup('<span class="keep">({}</span>; {})').format(marks.mark(end.row_id), date_in_words(end.window))
        for end in (low, high)
    )
    if low.row_id == high.row_id:
        return Markup("{} {}").format(figure_in_words(low), at_low)
    if figure_in_words(low) == figure_in_words(high):
        return Markup("{} {} and {}").format(figure_in_words(low), at_low, at_high)
    return Markup("from {} {} to {} {}").format(low_in_words(low), at_low, high_in_words(high), at_high)


def _pair(pair: tuple[Figure, Figure], marks: Marks) -> Markup:
    """Return a sentence on two figures that exclude each other, and why they do."""
    earlier, later = pair
    why = "They have no value in common." if earlier.end == later.end else "A total cannot fall."
    has = Markup("{} has {} up to {}.")
    first, second = (
        has.format(
            marks.mark(each.row_id), figure_in_words(each), date_in_words(each.window.rpartition("/")[2])
        )
        for each in pair
    )
    return Markup("{} {} {} At most one of them is right.").format(first, second, why)


class _Lines:
    """What the desk prints of a row that stands by a number."""

    def __init__(self, data: Dataset, known: RowCards, marks: Marks) -> None:
        self._known, self._marks, self._figures = known, marks, Figures(data)
        self._labels = dict(zip(data.claimants["name"], data.claimants["label"], strict=True))

    def line(self, named: Named) -> dict[str, object]:
        """Return the mark of a row, its figure or what it says, its window, who gives it, how, its label."""
        figure = named.figure
        evidence = code_in_words(figure.evidence) if figure.evidence else ""
        return {
            "mark": self._marks.mark(figure.row_id),
            "says": figure_in_words(figure) or self._known.says(figure.row_id),
            "window": date_in_words(figure.window) if figure.has_value else "",
            "how": "; ".join(filter(None, (self._labels.get(figure.who, ""), evidence))),
            "label": named.label,
        }

    def of_row(self, row_id: str) -> dict[str, object]:
        """Return the same for a row that the desk does not name: one that speaks against a judgement."""
        table = self._known.table_of[row_id]
        return self.line(Named(self._figures.of(table, row_id), ""))


def _best(figure: Figure | None, marks: Marks) -> Markup:
    """Return the best single source with its figure and window, and the steps of the rule as they fell."""
    if figure is None:
        return Markup("none: no source gives a figure of its own")
    because = [f"evidence: {code_in_words(figure.evidence)}"] if figure.evidence in EVIDENCE else []
    because += [f"claimant: {code_in_words(figure.kind)}"] if figure.kind else []
    because += [f"pages: {code_in_words(figure.confidence)}"] if figure.confidence else []
    because += [f"{figure.origins} {'origin' if figure.origins == 1 else 'origins'}"]
    return Markup("{}: {}, {} ({})").format(
        marks.mark(figure.row_id), figure_in_words(figure), date_in_words(figure.window), "; ".join(because)
    )


def _as_of(answer: Answer) -> str:
    """Return the day of the newest row that gives a number, in words."""
    days = [named.figure.day for named in answer.gives if named.figure.day]
    return date_in_words(max(days, key=last_day)) if days else ""
