"""Who confirmed whom: the soldiers in Russia as claims, and how many origins stand behind them."""

import pandas as pd
from matplotlib.axes import Axes

from dossier.evidence.claims import current
from dossier.evidence.origins import count_origins
from dossier.schema.files import split_ids
from dossier.show.chart import ARTICLE, INK, RECORD, Chart, canvas
from dossier.show.table import ShownTable, row_link
from militant_unity.data import Dataset

PRESENCE = "dprk-troops-sent"
"""The fact that North Korean soldiers are in Russia, as four claims of one article state it."""

_READINGS = {
    "as coded: each confirms by itself": {},
    "NATO repeats Seoul, which had briefed it": {"c-174": "c-250"},
    "… and Washington repeats Kyiv and Seoul": {"c-171": "c-249;c-250"},
    "… and Kyiv repeats Seoul (our supposition)": {"c-249": "c-250"},
}
"""What to confirm may mean, one borrowing more in each line; the article excludes none of them."""


def origins_by_reading(data: Dataset) -> pd.DataFrame:
    """Return how many origins are left when a confirmation is read as a repetition.

    Columns ``reading, borrowing, origins``; each reading keeps the borrowings of those before it.
    """
    claims = current(data)
    borrowed: dict[str, str] = {}
    counted = []
    for extra in _READINGS.values():
        borrowed |= extra
        derived = [
            borrowed.get(claim, coded)
            for claim, coded in zip(claims["claim_id"], claims["derives_from"], strict=True)
        ]
        origins = count_origins(claims.assign(derives_from=derived))["origins"]
        counted.append(int(origins[claims["fact_id"].eq(PRESENCE)].iloc[0]))
    told = [
        [*extra, *(each for cell in extra.values() for each in split_ids(cell))]
        for extra in _READINGS.values()
    ]
    return pd.DataFrame({"reading": list(_READINGS), "borrowing": told, "origins": counted})


def readings_table(data: Dataset) -> ShownTable:
    """Show how many origins stand behind the soldiers under each reading of “confirms”."""
    found = origins_by_reading(data)
    shown = pd.DataFrame(
        {
            "reading": found["reading"],
            "claims read so": [[row_link(claim) for claim in cell] for cell in found["borrowing"]],
            "origins left": found["origins"],
        }
    )
    return ShownTable(shown, "Question 2. Origins left, by what “confirms” is taken to mean")


_PLACES = {"c-249": (0, 0), "c-250": (0, 2), "c-171": (1, 0), "c-169": (2, 0), "c-174": (2, 2)}
_NODES = {"c-249": "Kyiv", "c-250": "Seoul", "c-171": "Washington", "c-169": "the article", "c-174": "NATO"}
_LINES = [("c-249", "c-171"), ("c-250", "c-171")]  # what c-173 says is confirmed


def draw_confirmations(data: Dataset) -> Chart:
    """Draw who confirms whom: derived in the ledger, said to confirm, and briefed on record."""
    claims = current(data).set_index("claim_id")
    stated = claims[claims["fact_id"].eq(PRESENCE)]
    derived = [
        (parent, child) for child in _PLACES for parent in split_ids(claims.loc[child, "derives_from"])
    ]
    origins = int(stated["origins"].iloc[0])
    message = f"{len(stated)} claims that soldiers went to Russia have {origins} origins at the most"
    counted = set(stated.index)
    with canvas(message, 2.5) as (figure, axes):
        for claim, (across, down) in _PLACES.items():
            axes.text(
                across,
                down,
                f"{_NODES[claim]}\n{claim}" + ("" if claim in counted else "\nnot counted"),
                ha="center",
                va="center",
                fontsize=8.5,
                bbox={"boxstyle": "round,pad=0.45", "facecolor": "none", "edgecolor": ARTICLE},
            )
        for parent, child in derived:
            _draw_line(axes, parent, child, "derives", ARTICLE, "-")
        for parent, child in _LINES:
            _draw_line(axes, parent, child, "“confirms”", ARTICLE, "--")
        _draw_line(axes, "c-250", "c-174", "briefed, on record", RECORD, ":")
        axes.set_xlim(-0.45, 2.45)
        axes.set_ylim(2.5, -0.5)
        axes.axis("off")
        told = "; ".join(f"{_NODES[child]} derives from {_NODES[parent]}" for parent, child in derived)
        confirmed = " and ".join(_NODES[parent] for parent, _ in _LINES)
        alt = (
            f"{message}. In troops-2024: {told} (in the ledger); Washington is said to confirm {confirmed} "
            "(c-173), coded as no borrowing; NATO says that it can confirm (c-174). On record Seoul had "
            "briefed NATO before it spoke on 2024-10-28. The American report (c-171), the source "
            "of c-169, is not counted."
        )
        return Chart.of(figure, alt)


def _draw_line(axes: Axes, parent: str, child: str, word: str, colour: str, style: str) -> None:
    start, end = _PLACES[parent], _PLACES[child]
    arrow = {
        "arrowstyle": "->",
        "color": colour,
        "linestyle": style,
        "linewidth": 1.2,
        "shrinkA": 30,
        "shrinkB": 32,
    }
    axes.annotate("", end, start, arrowprops=arrow)
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    level = start[1] == end[1]
    axes.annotate(
        word,
        middle,
        xytext=(0, 5) if level else (8, -3),  # above a level line, right of a slanting one
        textcoords="offset points",
        ha="center" if level else "left",
        va="bottom" if level else "top",
        fontsize=8,
        color=INK,
    )


def quotable(data: Dataset) -> dict[str, float | str]:
    """Return the numbers that a sentence on confirmations may quote, by name."""
    readings = origins_by_reading(data)["origins"]
    return {
        "presence_reports": int(current(data, "troops")["fact_id"].eq(PRESENCE).sum()),
        "presence_origins": int(readings.iloc[0]),
        "presence_origins_least": int(readings.iloc[-1]),
        "presence_origins_by_word": int(readings.iloc[-2]),
    }
