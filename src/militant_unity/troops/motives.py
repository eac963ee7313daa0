"""Why Pyongyang sent soldiers: the reasons as claims, and the matrix of competing answers."""

import pandas as pd
from matplotlib.axes import Axes

from dossier.evidence import hypotheses
from dossier.evidence.claims import current, reports, speakers
from dossier.show.chart import ARTICLE, FAINT, INK, RECORD, Chart, canvas
from dossier.show.table import ShownTable, row_link
from militant_unity.data import Dataset

REASONS = [
    "c-194",
    "c-193",
    "c-195",
    "c-196",
    "c-197",
    "c-198",
    "c-199",
    "c-200",
    "c-201",
    "c-258",
    "c-257",
    "c-256",
]
"""What one article says of Pyongyang's reasons: first that they are not known, then a list of them."""

ANSWERS = {
    "alliance_insurance": "aid if\nattacked",
    "combat_experience": "learn\nwar",
    "less_dependence_on_china": "less\nChina",
    "military_technology": "tech-\nnology",
    "payment_in_food_oil_cash": "food, oil,\ncash",
}
EVIDENCE = {
    "2025-04-28-troop-deployment-russia": "Moscow would help in return",
    "2025-06-17-troop-deployment-russia": "sappers, builders follow",
    "2025-09-guseinova-friedrich-naumann-foundation-value-returned": "little value came back",
    "c-053": "Beijing may be dismayed",
    "c-063": "no Russian troops to Korea",
    "c-064": "technology is doubtful",
    "c-098": "food comes from Russia",
    "c-143": "a bet, no swap for food",
    "c-181": "accord: aid if attacked",
    "c-182": "closest since Cold War",
    "c-194": "no good idea why",
    "c-196": "could ask for submarines",
    "c-201": "army gains experience",
    "cn-kp-2025-growth-annual": "China trade grew in 2025",
}
"""The evidence of the matrix, short enough to label a row; ``hypotheses`` holds its rows."""


def _name(answer: str) -> str:
    return answer.replace("_", " ").replace("china", "China").replace("food oil cash", "food, oil, cash")


def reasons_table(data: Dataset) -> ShownTable:
    """Show the article's list of reasons as claims: who says each, and how firmly."""
    claims = current(data).set_index("claim_id").loc[REASONS].reset_index()
    shown = pd.DataFrame(
        {
            "claim": [row_link(each) for each in claims["claim_id"]],
            "what is said": list(claims["statement"]),
            "by": speakers(data, claims),
            "kind": list(claims["claim_type"].str.replace("_", " ")),
            "hedge": list(claims["hedge"].str.replace("_", " ")),
        }
    )
    return ShownTable(shown, "Question 6. Pyongyang's reasons, as troops-2024 gives them")


def draw_matrix(data: Dataset) -> Chart:
    """Draw the matrix of answers against evidence in letters; a box marks a cell that changes who leads."""
    cells = hypotheses.matrix(data.hypotheses)
    tells, against = hypotheses.diagnosticity(cells), hypotheses.inconsistency(cells)
    boxed = {cell for chosen in hypotheses.flip_sets(cells, most=1) for cell in chosen}
    leading = len(hypotheses.leaders(cells))
    message = (
        f"{leading} of {cells.shape[1]} answers tie with {against.min()} cell against them; "
        f"each of {len(boxed)} boxed cells, read as neutral, changes who stands best"
    )
    with canvas(message, 1.6 + 0.27 * len(cells)) as (figure, axes):
        for row, evidence in enumerate(tells.index):
            for column, answer in enumerate(ANSWERS):
                _draw_cell(axes, column, row, str(cells.loc[evidence, answer]), (evidence, answer) in boxed)
            axes.text(len(ANSWERS), row, str(tells[evidence]), ha="center", va="center", fontsize=8.5)
        for column, answer in enumerate(ANSWERS):
            axes.text(
                column, len(cells) + 0.2, str(against[answer]), ha="center", va="center", fontweight="bold"
            )
        report = dict(zip(tells.index, reports(data, tells.index), strict=True))
        labels = [
            EVIDENCE[each]
            + ("" if each.startswith("c-") else " †")
            + ("¹" if report[each] == "one page" else "")
            for each in tells.index
        ]
        axes.set_yticks([*range(len(cells)), len(cells) + 0.2], [*labels, "told against"], fontsize=8)
        for tick, evidence in zip(axes.get_yticklabels(), tells.index, strict=False):
            tick.set_color(ARTICLE if evidence.startswith("c-") else RECORD)
        axes.set_xticks(range(len(ANSWERS) + 1), [*ANSWERS.values(), "tells\napart"], fontsize=8)
        axes.xaxis.tick_top()
        axes.tick_params(length=0)
        axes.set_xlim(-0.6, len(ANSWERS) + 0.5)
        axes.set_ylim(len(cells) + 0.8, -0.6)
        axes.axhline(len(cells) - 0.4, color=FAINT, linewidth=0.8)
        axes.spines[:].set_visible(False)
        told = "; ".join(f"{_name(answer)} {against[answer]}" for answer in ANSWERS)
        marked = "; ".join(
            f"{EVIDENCE[evidence]} against {_name(answer)}" for evidence, answer in sorted(boxed)
        )
        return Chart.of(figure, f"{message}. Told against each: {told}. The boxed cells: {marked}.")


def _draw_cell(axes: Axes, column: int, row: int, code: str, boxed: bool) -> None:
    """Letters carry the meaning; weight and grey repeat it."""
    axes.text(
        column,
        row,
        code,
        ha="center",
        va="center",
        fontsize=8.5,
        fontweight="bold" if code in {"I", "II"} else "normal",
        color=FAINT if code == "N" else INK,
        bbox={"boxstyle": "square,pad=0.3", "facecolor": "none", "edgecolor": INK} if boxed else None,
    )


def flips(data: Dataset) -> pd.DataFrame:
    """Return each smallest change that changes who leads: a cell read as neutral, and who leads then.

    Columns ``evidence, answer, code, leading`` with one cell in each change.
    """
    cells = hypotheses.matrix(data.hypotheses)
    found = []
    for [(evidence, answer)] in hypotheses.flip_sets(cells, most=1):
        changed = cells.copy()
        changed.loc[evidence, answer] = "N"
        leading = sorted(hypotheses.leaders(changed))
        found.append((evidence, answer, cells.loc[evidence, answer], leading))
    return pd.DataFrame(found, columns=["evidence", "answer", "code", "leading"])


def flips_table(data: Dataset) -> ShownTable:
    """Show the cells which, each by itself read as neutral, change who stands best."""
    found = flips(data)
    shown = pd.DataFrame(
        {
            "evidence": [row_link(each) for each in found["evidence"]],
            "in short": [EVIDENCE[each] for each in found["evidence"]],
            "tells against": [_name(each) for each in found["answer"]],
            "coded": list(found["code"]),
            "read as neutral, best stands": [
                f"all {len(each)} tie"
                if len(each) == len(ANSWERS)
                else ", ".join(_name(answer) for answer in each)
                for each in found["leading"]
            ],
        }
    )
    return ShownTable(shown, "Question 6. Single cells that decide which answer stands best")


def quotable(data: Dataset) -> dict[str, float | str]:
    """Return the numbers that a sentence on the reasons may quote, by name."""
    claims = current(data).set_index("claim_id").loc[REASONS]
    cells = hypotheses.matrix(data.hypotheses)
    telling = hypotheses.diagnosticity(cells)
    return {
        "hypothesis_last_named": _name(str(hypotheses.inconsistency(cells).index[-1])),
        "reasons_claims": len(claims),
        "reasons_by_the_article": int(claims["speaker"].isna().sum()),
        "reasons_by_pyongyang": int(claims["speaker"].isin(["north-korea", "kim-jong-un"]).sum()),
        "evidence_of_matrix": len(cells),
        "evidence_telling_nothing": int(telling.eq(0).sum()),
        "cells_against": int(cells.isin(["I", "II"]).sum().sum()),
        "cells": int(cells.size),
    }
