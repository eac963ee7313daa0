"""`estimates` become quantities: the figures that count one thing in one unit and one way, side by side.

A quantity is an item with its unit and its statistic, so that room in containers never stands among counts.
Its theme is that of the number of the desk that the item bears on.
"""

from collections.abc import Collection
from typing import NamedTuple

from markupsafe import Markup

from dossier.data import Dataset
from dossier.evidence.desk.figures import Figure, Figures, last_day
from dossier.pages.cards import code_in_words
from dossier.pages.desk.figure_words import figure_in_words, high_in_words, low_in_words
from dossier.pages.row_cards import RowCards
from dossier.pages.templates import fragment
from dossier.schema.files import rows, split_ids
from dossier.schema.words import EVIDENCE, RECORD_CONFIDENCES, STATISTICS
from dossier.show.date_words import date_in_words


class Quantity(NamedTuple):
    """What figures of `estimates` count: its id, theme and name, and the rows, the earliest first."""

    quantity_id: str
    theme: str
    """The heading under which a reader finds it."""
    name: str
    row_ids: tuple[str, ...]


OTHERS = "Other quantities"


def quantities_of(data: Dataset, items: Collection[str] | None = None) -> list[Quantity]:
    """Turn `estimates` into quantities in the order of the desk; ``items`` limits them to these words.

    Other quantities follow, in the order of their names.
    """
    themes = _themes(data)
    names = data.schema.words.get("item_names", {})
    order = list(themes)
    groups: dict[tuple[str, str, str], list[str]] = {}
    for row in rows(data.estimates):
        if items is None or row.item in items:
            groups.setdefault((row.item, _text(row.unit), _text(row.statistic)), []).append(row.estimate_id)
    days = dict(zip(data.estimates["estimate_id"], data.estimates["statement_date"], strict=True))
    quantities = {
        key: Quantity(
            "of-" + "-".join(filter(None, key)).lower().replace("_", "-"),
            themes.get(key[0], OTHERS),
            _name(names.get(key[0], code_in_words(key[0]).capitalize()), *key[1:]),
            tuple(sorted(row_ids, key=lambda row_id: (last_day(days[row_id]), row_id))),
        )
        for key, row_ids in groups.items()
    }
    place = {item: at for at, item in enumerate(order)}
    return [
        quantities[key] for key in sorted(quantities, key=lambda key: (place.get(key[0], len(order)), key))
    ]


def _themes(data: Dataset) -> dict[str, str]:
    """Return the heading of each item that a number of the desk names, in the order of the desk."""
    titles = data.schema.words.get("theme_titles", {})
    headings: dict[str, str] = {}
    numbers = list(rows(data.desk_numbers.sort_values("position")))
    for theme in dict.fromkeys(number.theme for number in numbers):
        for number in numbers:
            if number.theme == theme:
                for item in split_ids(number.items):
                    title = titles.get(theme, theme)
                    headings.setdefault(item, title[:1].upper() + title[1:])
    return headings


def _name(item: str, unit: str, statistic: str) -> str:
    return ", ".join(filter(None, (item, unit, code_in_words(statistic))))


def quantity_address(quantity_id: str) -> str:
    """Return the address of a quantity, from a page beside the comparison.

    >>> quantity_address("of-round")
    'compare.html#of-round'
    """
    return f"compare.html#{quantity_id}"


def comparison(data: Dataset, known: RowCards, *, up: str) -> Markup:
    """Turn `estimates` into the comparison as HTML: a table for each quantity; all text is escaped.

    ``up`` leads from the page to the book's top.
    """
    figures, records = Figures(data), {row.estimate_id: row for row in rows(data.estimates)}
    labels = dict(zip(data.claimants["name"], data.claimants["label"], strict=True))
    groups: dict[str, list[dict[str, object]]] = {}
    for quantity in quantities_of(data):
        stated = [figures.of("estimates", row_id) for row_id in quantity.row_ids]
        groups.setdefault(quantity.theme, []).append(
            {
                "quantity": quantity,
                "summary": _summary(stated),
                "rows": [
                    _shown(
                        figure,
                        records[figure.row_id],
                        labels[figure.who],
                        known.address(figure.row_id, up=up),
                    )
                    for figure in stated
                ],
            }
        )
    return fragment("compare.html.jinja", groups=groups)


def _shown(figure: Figure, row: object, who: str, address: str) -> dict[str, object]:
    """Return what the comparison prints of one figure; ``address`` is that of its light page."""
    more = {
        "Evidence": EVIDENCE[figure.evidence],
        "Made how": STATISTICS.get(figure.statistic, ""),
        "Computed by": "this dataset, from what the claimant said" if figure.ours else "",
        "Quotes": _text(getattr(row, "quoting", "")),
        "Models": _text(getattr(row, "weapon", "")).replace(";", "; "),
        "Where": _text(getattr(row, "place", "")),
        "Reported": RECORD_CONFIDENCES[figure.confidence],
        "Origins": str(figure.origins),
        "Note": _text(getattr(row, "note", "")),
    }
    return {
        "mark": f"{who}, {date_in_words(figure.day)}",
        "address": address,
        "text": figure_in_words(figure),
        "window": date_in_words(figure.window)
        if figure.window != figure.day
        else "not said; day of the figure",
        "evidence": code_in_words(figure.evidence),
        "more": {name: text for name, text in more.items() if text},
    }


def _summary(figures: list[Figure]) -> str:
    """Return in a sentence or two how many figures there are, from whom, and whether their windows differ."""
    stated = [figure for figure in figures if figure.has_value]
    low = min(stated, key=lambda figure: figure.stated_low)
    high = max(stated, key=lambda figure: figure.stated_high)
    claimants = len({figure.who for figure in figures})
    if len(figures) == 1:
        return "One figure, from one claimant."
    span = f"from {low_in_words(low)} to {high_in_words(high)}"
    if figure_in_words(low) == figure_in_words(high):
        span = figure_in_words(low)
    windows = len({figure.window for figure in figures})
    differ = f"They are for {windows} different windows." if windows > 1 else "They are for one window."
    whom = "one claimant" if claimants == 1 else f"{claimants} claimants"
    return f"{len(figures)} figures from {whom}: {span}. {differ}"


def _text(cell: object) -> str:
    """Return a cell of text; an empty one is no text."""
    return cell if isinstance(cell, str) else ""
