"""`claims` and `hypotheses` become the reasons of Pyongyang, and the matrix of competing answers."""

import pandas as pd
from matplotlib.axes import Axes

from dossier.errors import DataError
from dossier.evidence import hypotheses
from dossier.evidence.claims import current, support_by_id
from dossier.evidence.selections import labels, selected_ids, selections
from dossier.show.chart import ARTICLE, FAINT, INK, RECORD, Chart, canvas
from dossier.show.claims_table import claim_cells
from dossier.show.table import ShownTable, row_link
from militant_unity.data import Dataset
from militant_unity.troops.chosen import article_name

ANSWERS = {
    "alliance_insurance": "aid if\nattacked",
    "combat_experience": "learn\nwar",
    "less_dependence_on_china": "less\nChina",
    "military_technology": "tech-\nnology",
    "payment_in_food_oil_cash": "food, oil,\ncash",
}
"""The words of the drawing for each value of ``HYPOTHESES``."""


def evidence_labels(data: Dataset) -> dict[str, str]:
    """Return a short label for each row of evidence in `hypotheses`, as `selections` gives it."""
    labelled = labels(data, "troops.evidence")
    for row_id in data.hypotheses["evidence_claim"]:
        if row_id not in labelled:
            remedy = "give it a row of the use troops.evidence, with a label"
            problem = f"{row_id} is evidence in hypotheses.csv and has no label"
            raise DataError("selections.csv", problem, column="label", remedy=remedy)
    return labelled


def of_the_articles(data: Dataset) -> set[str]:
    """Return the evidence of `hypotheses` that is a claim of an article, and no row of the record."""
    return {each.row_id for each in selections(data, "troops.evidence") if each.table == "claims"}


def _name(answer: str) -> str:
    return answer.replace("_", " ").replace("china", "China").replace("food oil cash", "food, oil, cash")


def reasons(data: Dataset) -> pd.DataFrame:
    """Return the claims on Pyongyang's reasons (`claims`), in the order of `selections`.

    The first says that the reasons are not known, the others list them.
    """
    return current(data).set_index("claim_id").loc[selected_ids(data, "troops.reasons")].reset_index()


def reasons_table(data: Dataset) -> ShownTable:
    """Show the article's list of reasons as claims: who says each, and how firmly."""
    claims = reasons(data)
    heads = {
        "claim": "claim_id",
        "what is said": "statement",
        "by": "speaker",
        "kind": "claim_type",
        "hedge": "hedge",
    }
    table = claim_cells(data, claims, heads)
    return ShownTable(table, f"Question 6. Pyongyang's reasons, as {article_name(data)} gives them")


def draw_matrix(data: Dataset) -> Chart:
    """Draw the matrix of answers against evidence in letters; a box marks a cell that changes who leads."""
    cells = hypotheses.matrix(data.hypotheses)
    tells, against = hypotheses.diagnosticity(cells), hypotheses.inconsistency(cells)
    boxed = {cell for chosen in hypotheses.flip_sets(cells, most=1) for cell in chosen}
    leading = len(hypotheses.leaders(cells))
    names, claims = evidence_labels(data), of_the_articles(data)
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
        report = dict(zip(tells.index, support_by_id(data, tells.index), strict=True))
        labels = [
            names[row_id] + ("" if row_id in claims else " †") + ("¹" if report[row_id] == "one page" else "")
            for row_id in tells.index
        ]
        axes.set_yticks([*range(len(cells)), len(cells) + 0.2], [*labels, "told against"], fontsize=8)
        for tick, evidence in zip(axes.get_yticklabels(), tells.index, strict=False):
            tick.set_color(ARTICLE if evidence in claims else RECORD)
        axes.set_xticks(range(len(ANSWERS) + 1), [*ANSWERS.values(), "tells\napart"], fontsize=8)
        axes.xaxis.tick_top()
        axes.tick_params(length=0)
        axes.set_xlim(-0.6, len(ANSWERS) + 0.5)
        axes.set_ylim(len(cells) + 0.8, -0.6)
        axes.axhline(len(cells) - 0.4, color=FAINT, linewidth=0.8)
        axes.spines[:].set_visible(False)
        totals = "; ".join(f"{_name(answer)} {against[answer]}" for answer in ANSWERS)
        marked = "; ".join(f"{names[evidence]} against {_name(answer)}" for evidence, answer in sorted(boxed))
        return Chart.of(figure, f"{message}. Told against each: {totals}. The boxed cells: {marked}.")


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
    """Return each smallest change of `hypotheses` that changes who leads: a cell read as neutral.

    Columns ``evidence, answer, code, leading`` with one cell in each change, and who leads after it.
    """
    cells = hypotheses.matrix(data.hypotheses)
    changes = []
    for chosen in hypotheses.flip_sets(cells, most=1):
        for evidence, answer in chosen:
            changed = cells.copy()
            changed.loc[evidence, answer] = "N"
            leading = sorted(hypotheses.leaders(changed))
            changes.append((evidence, answer, cells.loc[evidence, answer], leading))
    return pd.DataFrame(changes, columns=["evidence", "answer", "code", "leading"])


def flips_table(data: Dataset) -> ShownTable:
    """Show the cells which, each by itself read as neutral, change who stands best."""
    changes, names = flips(data), evidence_labels(data)
    table = pd.DataFrame(
        {
            "evidence": [row_link(row_id) for row_id in changes["evidence"]],
            "in short": [names[row_id] for row_id in changes["evidence"]],
            "tells against": [_name(answer) for answer in changes["answer"]],
            "coded": list(changes["code"]),
            "read as neutral, best stands": [
                f"all {len(answers)} tie"
                if len(answers) == len(ANSWERS)
                else ", ".join(_name(answer) for answer in answers)
                for answers in changes["leading"]
            ],
        }
    )
    return ShownTable(table, "Question 6. Single cells that decide which answer stands best")


def quotable(data: Dataset) -> dict[str, float | str]:
    """Return the numbers that a sentence on the reasons may quote, by name."""
    claims = reasons(data)
    cells = hypotheses.matrix(data.hypotheses)
    against = hypotheses.inconsistency(cells)
    most_against = against[against.eq(against.max())].index
    return {
        "hypothesis_last_named": " and ".join(_name(str(answer)) for answer in most_against),
        "reasons_claims": len(claims),
        "reasons_by_the_article": int(claims["speaker"].isna().sum()),
        "reasons_by_pyongyang": int(claims["speaker"].isin(selected_ids(data, "troops.pyongyang")).sum()),
        "evidence_of_matrix": len(cells),
        "cells_against": int(cells.isin(["I", "II"]).sum().sum()),
        "cells": int(cells.size),
    }
