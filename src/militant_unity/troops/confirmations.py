"""`claims`, `readings` and `selections` become who confirmed whom, and how many origins that leaves."""

import pandas as pd
from matplotlib.axes import Axes

from dossier.errors import DataError
from dossier.evidence.claims import current
from dossier.evidence.origins import count_origins
from dossier.evidence.selections import labels, selected_id, selected_ids, selected_row
from dossier.schema.files import Row, rows, split_ids
from dossier.show.chart import ARTICLE, INK, RECORD, Chart, canvas
from dossier.show.names import row_numbers
from dossier.show.table import ShownTable, row_link
from militant_unity.data import Dataset
from militant_unity.troops.chosen import article_name

PRESENCE = "dprk-troops-sent"
"""The fact (a value of `claims.fact_id`) that North Korean soldiers are in Russia."""

Point = tuple[float, float]


def presence_readings(data: Dataset) -> list[Row]:
    """Return the rows of `readings` on the soldiers' presence, each with one borrowing more than the last."""
    listed = data.readings[data.readings["use"].eq("troops.presence")]
    return list(rows(listed.sort_values(["position", "reading_id"])))


def origins_by_reading(data: Dataset) -> pd.DataFrame:
    """Return how many origins are left when a confirmation is read as a repetition (`readings`, `claims`).

    Columns ``reading, ground, borrowing, origins``; each reading keeps the borrowings of those before it.
    """
    claims = current(data)
    borrowed: dict[str, str] = {}
    counted = []
    for row in presence_readings(data):
        if isinstance(row.claim_id, str):
            borrowed[row.claim_id] = row.derives_from
        derived = [
            borrowed.get(claim, coded)
            for claim, coded in zip(claims["claim_id"], claims["derives_from"], strict=True)
        ]
        origins = count_origins(claims.assign(derives_from=derived))["origins"]
        repeats = [*split_ids(row.claim_id), *split_ids(row.derives_from)]
        # every claim of one fact has the same number of origins
        counted.append((row.reading, row.ground, repeats, int(origins[claims["fact_id"].eq(PRESENCE)].max())))
    return pd.DataFrame(counted, columns=["reading", "ground", "borrowing", "origins"])


def readings_table(data: Dataset) -> ShownTable:
    """Show how many origins of the claim that soldiers are in Russia each reading of “confirms” leaves."""
    readings = origins_by_reading(data)
    table = pd.DataFrame(
        {
            "reading": readings["reading"],
            "claims read so": [[row_link(claim) for claim in cell] for cell in readings["borrowing"]],
            "origins left": readings["origins"],
        }
    )
    return ShownTable(table, "Question 2. Origins left, by what “confirms” is taken to mean")


_COLUMNS = ("earlier", "report", "later")
"""The parts of the drawing from left to right: before the American report, the report, after it."""


def _points(data: Dataset) -> dict[str, Point]:
    """Return where each claim of the drawing is drawn: its part gives the column."""
    points: dict[str, Point] = {}
    for across, part in enumerate(_COLUMNS):
        for down, claim in enumerate(selected_ids(data, "troops.confirmations", part)):
            points[claim] = (across, 2 * down)
    return points


def draw_confirmations(data: Dataset) -> Chart:
    """Draw who confirms whom: derived in the ledger, said to confirm, and briefed on record."""
    claims = current(data).set_index("claim_id")
    stated = claims[claims["fact_id"].eq(PRESENCE)]
    points, names = _points(data), labels(data, "troops.confirmations")
    _demand_names(stated, names, points)
    report = selected_id(data, "troops.confirmations", "report")
    earlier = selected_ids(data, "troops.confirmations", "earlier")
    who, whom = (selected_id(data, "troops.briefed", part) for part in ("who", "whom"))
    derived = [
        (parent, child)
        for child in points
        for parent in split_ids(claims["derives_from"][child])
        if parent in points
    ]
    message = (
        f"{len(stated)} claims that soldiers went to Russia have {int(stated['origins'].max())} origins "
        "at the most"
    )
    with canvas(message, 2.5) as (figure, axes):
        for claim, (across, down) in points.items():
            axes.text(
                across,
                down,
                f"{names[claim]}\n{_claims(claim)}" + ("" if claim in stated.index else "\nnot counted"),
                ha="center",
                va="center",
                fontsize=8.5,
                bbox={"boxstyle": "round,pad=0.45", "facecolor": "none", "edgecolor": ARTICLE},
            )
        for parent, child in derived:
            _draw_line(axes, points[parent], points[child], "derives", ARTICLE, "-")
        for parent in earlier:
            _draw_line(axes, points[parent], points[report], "“confirms”", ARTICLE, "--")
        _draw_line(axes, points[who], points[whom], "briefed, on record", RECORD, ":")
        axes.set_xlim(-0.45, 2.45)
        axes.set_ylim(2.5, -0.5)
        axes.axis("off")
        derivations = "; ".join(f"{names[child]} derives from {names[parent]}" for parent, child in derived)
        confirmed = " and ".join(names[parent] for parent in earlier)
        spoke = selected_row(data, data.statements, "troops.briefed", "record")["statement_date"]
        confirms = selected_id(data, "troops.confirmed")
        alt = (
            f"{message}. In {article_name(data)}: {derivations} (in the ledger); "
            f"{names[report]} is said to confirm {confirmed} ({_claims(confirms)}), coded as no borrowing; "
            f"{names[whom]} says that it can confirm ({_claims(whom)}). "
            f"On record {names[who]} had briefed {names[whom]} before it spoke on {spoke}."
        )
        if report not in stated.index:
            fed = _claims(*(child for parent, child in derived if parent == report))
            alt += f" The American report ({_claims(report)}), the source of {fed}, is not counted."
        return Chart.of(figure, alt)


def _claims(*claim_ids: str) -> str:
    """Return claims in words, by their numbers."""
    return row_numbers("claim", claim_ids)


def _demand_names(stated: pd.DataFrame, names: dict[str, str], points: dict[str, Point]) -> None:
    """Raise ``DataError`` for a claim that the drawing must show and for which no place is chosen."""
    for claim in [*stated.index, *points]:
        if claim not in names or claim not in points:
            problem = f"{claim} states the fact, or is chosen, and has no label or no part in the drawing"
            remedy = f"give it a row with a label, and one of the parts {', '.join(_COLUMNS)}"
            raise DataError(
                "selections.csv", f"troops.confirmations: {problem}", column="part", remedy=remedy
            )


def _draw_line(axes: Axes, start: Point, end: Point, word: str, colour: str, style: str) -> None:
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
    readings = origins_by_reading(data)
    coded = readings.loc[readings["ground"].eq("coded"), "origins"]
    by_word = readings.loc[readings["ground"].ne("supposition"), "origins"]
    return {
        "presence_reports": int(current(data, "troops")["fact_id"].eq(PRESENCE).sum()),
        "presence_origins": int(coded.max()),
        "presence_origins_by_word": int(by_word.min()),
    }
