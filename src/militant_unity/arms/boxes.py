"""What a box can hold, and what that makes of the shells: exact products, no estimate."""

from dataclasses import dataclass

import pandas as pd
from matplotlib.patches import Rectangle

from dossier.evidence.claims import support
from dossier.schema.files import cell, rows
from dossier.show.chart import FAINT, RECORD, Chart, canvas
from dossier.show.table import ShownTable, table_html
from militant_unity.arms.counts import article_containers, said_on, side
from militant_unity.arms.factors import STUDY, article_tonnes, implied_factors
from militant_unity.data import Dataset

PAYLOADS = ("payload-container-20ft-road", "payload-container-20ft-24000kg", "payload-container-20ft-30480kg")
ROUND, BARE_SHELL, LIGHTEST = "mass-round-c4ads", "mass-shell-152mm-bare", "mass-shell-152mm-loader"
"""Rows of ``conversions``: what a box may carry, and what a round weighs, in kilograms."""

BOXES = (
    "2024-02-23-us-state-department-container",
    "2025-04-15-osc-reuters-container",
    "2025-05-29-msmt-container",
    "2025-07-13-rok-dia-container",
    "2026-rok-dia-container",
)
"""The counts of containers that the first dial offers, by row of ``estimates``."""

STUDY_BOXES = "2025-04-15-osc-reuters-container"
ROCKETS = "rocket_122mm"
SHARES = (0.25, 0.5, 0.75, 1.0)
"""The share of boxes that held rounds: the quarters are ours, for no row states a share."""

JUDGEMENT, JUDGED = "j-002", (4e6, 9e6)
"""The judgement on rounds, and its range."""
MILLION = 1e6


def payloads(data: Dataset) -> pd.DataFrame:
    """Return tonnes a box by source, and the rounds that such a weight would be.

    The two pages on the newer rating differ and have a line each. Columns ``what, tonnes, rounds`` (at the
    rail study's weight of a round), ``bare`` (of the bare shell, at the lower of its two weights), ``by,
    support``; the article's weight is circular and comes last.
    """
    known = data.conversions.set_index("conversion_id")
    whole = cell(known, ROUND, "best")
    bare = cell(known, BARE_SHELL, "low")
    boxes = known.loc[[*PAYLOADS, PAYLOADS[-1]]]
    least = boxes["best"].fillna(boxes["low"]) / 1000
    tonnes = [*least[:-1], boxes["high"].iloc[-1] / 1000, _article_tonnes_a_box(data)]
    return pd.DataFrame(
        {
            "what": [
                "usual limit by road",
                "box of the older rating",
                "box of the newer rating, lower figure",
                "box of the newer rating, higher figure",
                "implied by visit-2024 alone",
            ],
            "tonnes": tonnes,
            "rounds": [int(each * 1000 // whole) for each in tonnes],
            "bare": [int(each * 1000 // bare) for each in tonnes],
            "by": [*boxes["stated_by"][:-2], *boxes["stated_by"].iloc[-1].split("; "), "visit-2024"],
            "support": [*support(boxes["confidence"])[:-2], "one page", "one page", None],
        }
    )


def _article_tonnes_a_box(data: Dataset) -> float:
    return float(article_tonnes(data)["best"] / article_containers(data)["best"])


def payloads_table(data: Dataset) -> ShownTable:
    """Show what a box may carry, and how many rounds that is by weight."""
    found = payloads(data)
    known = data.conversions.set_index("conversion_id")
    shown = found.rename(
        columns={
            "what": "twenty-foot box",
            "tonnes": "tonnes",
            "rounds": f"rounds at {cell(known, ROUND, 'best'):g} kg",
            "bare": f"bare shells at {cell(known, BARE_SHELL, 'low'):g} kg",
            "by": "stated by",
            "support": "report",
        }
    )
    return ShownTable(
        shown, "Question 1. Rounds a box by weight, our quotients; packing would lower every one of them"
    )


@dataclass(frozen=True)
class Dials:
    """The three factors of the product, each in the order of a dial."""

    boxes: dict[str, float]
    shares: tuple[float, ...]
    loads: dict[str, float]


def dials(data: Dataset) -> Dials:
    """Return the settings: boxes and rounds a box from the record, the shares ours."""
    estimates = data.estimates.set_index("estimate_id")
    counts = estimates.loc[list(BOXES)]
    boxes = {
        f"{row.best:,.0f} ({side(row.claimant)}, {said_on(row.statement_date[:7])})": float(row.best)
        for row in rows(counts)
    }
    factors = implied_factors(data)
    study = factors["claimant"].eq(STUDY)
    states = factors[~study]
    known = data.conversions.set_index("conversion_id")
    bare = known.loc[list(PAYLOADS), "high"].max() // cell(known, BARE_SHELL, "low")
    loads = {
        "rockets": float(round(rockets_a_box(data).min())),
        "OSC low": float(factors.loc[study, "factor_low"].iloc[0]),
        "OSC high": float(factors.loc[study, "factor_high"].iloc[0]),
        "Seoul low": float(states["factor_low"].min()),
        "Seoul high": float(states["factor_high"].max()),
        "bare shells": float(bare),
    }
    return Dials(boxes, SHARES, loads)


def rockets_a_box(data: Dataset) -> "pd.Series[float]":
    """Return the rockets a box that each of Seoul's alternative figures implies."""
    keys = ["claimant", "statement_date"]
    boxes = data.estimates[data.estimates["item"].eq("container")]
    pairs = data.estimates[data.estimates["item"].eq(ROCKETS)].merge(boxes, on=keys, suffixes=("", "_boxes"))
    return pairs["best"] / pairs["best_boxes"]


def products(data: Dataset) -> pd.DataFrame:
    """Return rounds for every setting of the dials: boxes × share × rounds a box, exactly.

    Columns ``boxes, share, load`` (the settings as labels), ``rounds``, ``million``.
    """
    found = dials(data)
    every = pd.DataFrame(
        [
            (boxes, f"{share:.0%}", load, count * share * each)
            for boxes, count in found.boxes.items()
            for share in found.shares
            for load, each in found.loads.items()
        ],
        columns=["boxes", "share", "load", "rounds"],
    )
    return every.assign(million=every["rounds"].map(in_millions))


def in_millions(rounds: float) -> float:
    """Return millions to two decimals, a half upwards.

    >>> in_millions(1_185_000), in_millions(3_990_000)
    (1.19, 3.99)
    """
    return (int(rounds) + 5_000) // 10_000 / 100


def share_needed(boxes: float, load: float, rounds: float = MILLION) -> float:
    """Return the share of boxes that must hold rounds for ``rounds`` to be reached.

    >>> share_needed(10_000, 400), share_needed(10_000, 50)
    (0.25, 2.0)
    """
    return rounds / (boxes * load)


def draw_grid(data: Dataset) -> Chart:
    """Draw rounds by share and load for the boxes of the ship-by-ship study."""
    found, settings = products(data), dials(data)
    boxes = list(settings.boxes)[BOXES.index(STUDY_BOXES)]
    wide = found[found["boxes"].eq(boxes)].pivot_table(index="share", columns="load", values="million")
    wide = wide.loc[[f"{share:.0%}" for share in settings.shares], list(settings.loads)]
    low, high = wide.min().min(), wide.max().max()
    count = settings.boxes[boxes]
    message = f"At {count:,.0f} boxes: {low:.1f} to {high:.1f} million rounds, as share and load are set"
    with canvas(message, 3.5) as (figure, axes):
        for row, (_, line) in enumerate(wide.iterrows()):
            for column, million in enumerate(line):
                rounds = million * MILLION
                depth = sum(rounds >= edge for edge in (MILLION, *JUDGED))
                axes.add_patch(
                    Rectangle(
                        (column - 0.47, row - 0.45),
                        0.94,
                        0.9,
                        facecolor=RECORD if depth else "none",
                        alpha=(1, 0.15, 0.35, 0.55)[depth],
                        edgecolor=FAINT,
                        linestyle="-" if depth else ":",
                    )
                )
                judged = JUDGED[0] <= rounds <= JUDGED[1]
                axes.annotate(
                    f"{million:.2f}",
                    (column, row),
                    ha="center",
                    va="center",
                    fontweight="bold" if judged else "normal",
                )
        names = [f"{each:.0f}" for each in settings.loads.values()]
        axes.set_xticks(range(len(names)), names)
        axes.set_yticks(range(len(wide)), list(wide.index))
        axes.set_xlim(-0.5, len(names) - 0.5)
        axes.set_ylim(-0.5, len(wide) - 0.5)
        axes.set_xlabel(
            "rounds a box: rockets · OSC low, high · Seoul low, high · bare shells\n"
            f"bold: 4 to 9 million, judged {_likelihood(data)}   dotted: under one million",
            fontsize=8.5,
        )
        axes.set_ylabel("share of boxes with rounds")
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        told = "; ".join(
            f"share {share}: " + ", ".join(f"{value:.2f}" for value in line)
            for share, line in wide.iterrows()
        )
        return Chart.of(
            figure,
            f"{message}. Million rounds at {', '.join(names)} rounds a box, by share of boxes: {told}. "
            f"As a whole, {JUDGED[0] / MILLION:.0f} to {JUDGED[1] / MILLION:.0f} million are judged "
            f"{_likelihood(data)}.",
        )


def _likelihood(data: Dataset) -> str:
    judged = data.judgements.set_index("judgement_id").loc[JUDGEMENT, "likelihood"]
    return str(judged).replace("_", " ")


@dataclass(frozen=True, repr=False)
class Stepper:
    """A table whose last columns a reader can step through; without a script it is the whole table."""

    table: ShownTable

    def __repr__(self) -> str:
        return repr(self.table)

    def _repr_html_(self) -> str:
        return f'<div class="stepper">{table_html(self.table)}</div>'


def grid_table(data: Dataset) -> ShownTable:
    """Show every product of the dials, in million rounds."""
    found, settings = products(data), dials(data)
    wide = found.pivot_table(index=["boxes", "share"], columns="load", values="million", sort=False)
    wide = wide.loc[:, list(settings.loads)]
    wide.columns = pd.Index([f"{each:.0f} ({load})" for load, each in settings.loads.items()])
    shown = wide.reset_index().rename(columns={"share": "share with rounds"})
    return ShownTable(
        shown,
        "Question 8. Million rounds: boxes × share of boxes with rounds × rounds a box. The two counts of "
        "20,000 may have one origin",
    )


def stepper(data: Dataset) -> Stepper:
    """Return the same table with its dials."""
    return Stepper(grid_table(data))


def quotable(data: Dataset) -> dict[str, float | str]:
    """Return the numbers that a sentence on loads may quote, by name."""
    settings, found = dials(data), payloads(data)
    study, load = settings.boxes[list(settings.boxes)[BOXES.index(STUDY_BOXES)]], settings.loads
    rounds, rockets = products(data)["rounds"], rockets_a_box(data)
    known = data.conversions.set_index("conversion_id")
    heaviest = float(cell(known, PAYLOADS[-1], "high"))
    return {
        "grid_settings": len(rounds),
        "grid_low_million": in_millions(rounds.min()),
        "grid_high_million": in_millions(rounds.max()),
        "study_boxes": study,
        "study_share_for_a_million": share_needed(study, load["OSC low"]),
        "study_share_for_four_million": share_needed(study, load["OSC high"], JUDGED[0]),
        "study_load_for_nine_million": round(JUDGED[1] / study),
        "article_share_for_a_million": share_needed(article_containers(data)["best"], load["OSC low"]),
        "rockets_a_box": round(rockets.min()),
        "rockets_a_box_high": round(rockets.max()),
        "rocket_alternatives": len(rockets),
        "rounds_a_box_bare": load["bare shells"],
        "rounds_a_box_lightest": int(heaviest // cell(known, LIGHTEST, "best")),
        "bare_shell_kilograms": float(cell(known, BARE_SHELL, "low")),
        "lightest_shell_kilograms": float(cell(known, LIGHTEST, "best")),
        "payload_newer_high": float(heaviest / 1000),
        "judged_low_million": JUDGED[0] / MILLION,
        "judged_high_million": JUDGED[1] / MILLION,
        "payload_road": float(found["tonnes"].iloc[0]),
        "payload_older": float(found["tonnes"].iloc[1]),
        "payload_newer": float(found["tonnes"].iloc[2]),
        "rounds_by_road": int(found["rounds"].iloc[0]),
        "rounds_newer": int(found["rounds"].iloc[2]),
        "rail_tonnes": float(cell(data.estimates.set_index("item"), "munition_mass", "low")),
    }
