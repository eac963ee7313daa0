"""The forecast audit as tables: what came, what is easy, what is open, and which rules are weak."""

import pandas as pd

from dossier.evidence.claims import reports
from dossier.schema.files import rows
from dossier.show.table import ShownTable, row_link
from militant_unity.data import Dataset
from militant_unity.foreseen.audit import EASY, LACKING, RULINGS, audit, pages, rule_faults, settled


def came_table(data: Dataset) -> ShownTable:
    """Show the questions that came out yes."""
    shown = _outcomes(data, "yes")
    return ShownTable(shown, f"Question 2. The {len(shown)} questions that came out yes, worst score first")


def failed_table(data: Dataset) -> ShownTable:
    """Show the questions that came out no."""
    shown = _outcomes(data, "no")
    return ShownTable(shown, f"Question 2. The {len(shown)} questions that came out no, worst score first")


def _outcomes(data: Dataset, outcome: str) -> pd.DataFrame:
    found = settled(data)
    found = found[found["outcome"].eq(outcome)]
    found = found.sort_values(["brier_low", "forecast_id"], ascending=[False, True])
    return pd.DataFrame(
        {
            "forecast": [row_link(each) for each in found["forecast_id"]],
            "article": list(found["article"]),
            "question": list(found["question"]),
            "word": list(found["word"].str.replace("_", " ")),
            "settled on": list(found["resolved_on"]),
            "pages": [pages(data, each) for each in found["resolved_by"]],
            "score": [f"{row.brier_low:.2f}–{row.brier_high:.2f}" for row in rows(found)],
        }
    )


def easy_table(data: Dataset) -> ShownTable:
    """Show the forecasts called easy, each with the row that makes it so."""
    outcome = audit(data).set_index("forecast_id")["outcome"]
    shown = pd.DataFrame(
        {
            "forecast": [row_link(each) for each in EASY],
            "on the day of the article": [reason for _, reason in EASY.values()],
            "as shown by": [row_link(row) for row, _ in EASY.values()],
            "report": reports(data, [row for row, _ in EASY.values()]),
            "outcome": [outcome[each] for each in EASY],
        }
    )
    return ShownTable(shown, f"Question 2. The {len(shown)} forecasts that we call easy, and why")


def open_table(data: Dataset) -> ShownTable:
    """Show the open forecasts with rule and last day, and what would settle each."""
    found = audit(data)
    found = found[found["outcome"].eq("open")].sort_values(["last_day", "forecast_id"])
    shown = pd.DataFrame(
        {
            "forecast": [row_link(each) for each in found["forecast_id"]],
            "question, with its last day": list(found["question"]),
            "rule": list(found["resolution_rule"]),
            "what would settle it": [LACKING[each][1] for each in found["forecast_id"]],
            "nearest row": [row_link(LACKING[each][0]) for each in found["forecast_id"]],
            "its report": reports(data, [LACKING[each][0] for each in found["forecast_id"]]),
        }
    )
    return ShownTable(shown, f"Question 4. The {len(shown)} open forecasts: what the record lacks")


def faults_table(data: Dataset) -> ShownTable:
    """Show the faults of the rules with the forecasts that have each."""
    found = rule_faults(data)
    shown = pd.DataFrame(
        {
            "weakness of the rule": list(found["fault"]),
            "questions": [len(each) for each in found["forecasts"]],
            "which": [[row_link(each) for each in ids] for ids in found["forecasts"]],
        }
    )
    return ShownTable(shown, "Question 7. Which rules are weak, and how; one may be weak in several ways")


def rules_table(data: Dataset) -> ShownTable:
    """Show the rule by which each settled question came out, in the order of their ids."""
    found = settled(data).sort_values("forecast_id")
    shown = pd.DataFrame(
        {
            "forecast": [row_link(each) for each in found["forecast_id"]],
            "rule": list(found["resolution_rule"]),
            "outcome": list(found["outcome"]),
        }
    )
    return ShownTable(shown, f"Question 2. The rules of the {len(shown)} settled questions")


def rulings_table(data: Dataset) -> ShownTable:
    """Show the rulings that a critic may attack, each with the row to look at."""
    outcome = audit(data).set_index("forecast_id")["outcome"]
    shown = pd.DataFrame(
        {
            "forecast": [row_link(each) for each in RULINGS],
            "outcome": [outcome[each] for each in RULINGS],
            "what a critic may say": [told for told, _ in RULINGS.values()],
            "look at": [row_link(row) for _, row in RULINGS.values()],
            "report": reports(data, [row for _, row in RULINGS.values()]),
        }
    )
    return ShownTable(shown, f"Question 7. {len(shown)} rulings that may be attacked")
