"""The audit of `forecasts` becomes tables: what came, what is easy, what is open, which rules are weak."""

import pandas as pd

from dossier.evidence.claims import support_by_id
from dossier.schema.files import rows
from dossier.show.names import article_links
from dossier.show.table import ShownTable, row_link
from militant_unity.data import Dataset
from militant_unity.foreseen.audit import audit, pages, rule_faults, settled


def came_table(data: Dataset) -> ShownTable:
    """Show the questions that came out yes."""
    shown = _outcomes(data, "yes")
    return ShownTable(shown, f"Question 2. The {len(shown)} questions that came out yes, worst score first")


def failed_table(data: Dataset) -> ShownTable:
    """Show the questions that came out no."""
    shown = _outcomes(data, "no")
    return ShownTable(shown, f"Question 2. The {len(shown)} questions that came out no, worst score first")


def _outcomes(data: Dataset, outcome: str) -> pd.DataFrame:
    forecasts = settled(data)
    forecasts = forecasts[forecasts["outcome"].eq(outcome)]
    forecasts = forecasts.sort_values(["brier_low", "forecast_id"], ascending=[False, True])
    return pd.DataFrame(
        {
            "forecast": [row_link(each) for each in forecasts["forecast_id"]],
            "article": article_links(data, forecasts["article"]),
            "question": list(forecasts["question"]),
            "word": list(forecasts["word"].str.replace("_", " ")),
            "settled on": list(forecasts["resolved_on"]),
            "pages": [pages(data, each) for each in forecasts["resolved_by"]],
            "score": [f"{row.brier_low:.2f}–{row.brier_high:.2f}" for row in rows(forecasts)],
        }
    )


def misses_table(data: Dataset) -> ShownTable:
    """Show the forecasts that went against their word, and whether the author was wrong or overtaken."""
    misses = settled(data).query("side == 'wrong'")
    misses = misses.sort_values(["brier_low", "forecast_id"], ascending=[False, True])
    shown = pd.DataFrame(
        {
            "forecast": [row_link(each) for each in misses["forecast_id"]],
            "article": article_links(data, misses["article"]),
            "question": list(misses["question"]),
            "word": list(misses["word"].str.replace("_", " ")),
            "outcome": list(misses["outcome"]),
            "the author was": list(misses["miss"]),
            "why we say so": list(misses["miss_reason"]),
            "look at": [row_link(each) for each in misses["miss_row"]],
            "score": [f"{row.brier_low:.2f}–{row.brier_high:.2f}" for row in rows(misses)],
        }
    )
    return ShownTable(shown, f"Question 2. The {len(shown)} misses: an outcome against its word")


def easy_table(data: Dataset) -> ShownTable:
    """Show the forecasts called easy, each with the row that makes it so."""
    forecasts = audit(data)
    easy = forecasts[forecasts["easy"]]
    shown = pd.DataFrame(
        {
            "forecast": [row_link(each) for each in easy["forecast_id"]],
            "on the day of the article": list(easy["easy_because"]),
            "as shown by": [row_link(each) for each in easy["easy_row"]],
            "report": support_by_id(data, easy["easy_row"]),
            "outcome": list(easy["outcome"]),
        }
    )
    return ShownTable(shown, f"Question 2. The {len(shown)} forecasts that we call easy, and why")


def open_table(data: Dataset) -> ShownTable:
    """Show the open forecasts with rule and last day, and what would settle each, where it is coded."""
    forecasts = audit(data)
    still_open = forecasts[forecasts["outcome"].eq("open")].sort_values(["due", "forecast_id"])
    nearest = still_open["nearest_row"]
    known = dict(zip(nearest.dropna(), support_by_id(data, nearest.dropna()), strict=True))
    shown = pd.DataFrame(
        {
            "forecast": [row_link(each) for each in still_open["forecast_id"]],
            "question, with its last day": list(still_open["question"]),
            "rule": list(still_open["resolution_rule"]),
            "what would settle it": list(still_open["would_settle"].fillna("not coded yet")),
            "nearest row": [row_link(each) if pd.notna(each) else "none" for each in nearest],
            "its report": [known.get(each, "") for each in nearest],
        }
    )
    return ShownTable(shown, f"Question 4. What is open ({len(shown)}), and what the record lacks")


def faults_table(data: Dataset) -> ShownTable:
    """Show the faults of the rules with the forecasts that have each."""
    faults = rule_faults(data)
    shown = pd.DataFrame(
        {
            "weakness of the rule": list(faults["fault"]),
            "questions": [len(each) for each in faults["forecasts"]],
            "which": [[row_link(each) for each in ids] for ids in faults["forecasts"]],
        }
    )
    return ShownTable(shown, "Question 7. Which rules are weak, and how; one may be weak in several ways")


def rules_table(data: Dataset) -> ShownTable:
    """Show the rule by which each settled question came out, in the order of their ids."""
    forecasts = settled(data).sort_values("forecast_id")
    shown = pd.DataFrame(
        {
            "forecast": [row_link(each) for each in forecasts["forecast_id"]],
            "rule": list(forecasts["resolution_rule"]),
            "outcome": list(forecasts["outcome"]),
        }
    )
    return ShownTable(shown, f"Question 2. The rules of the {len(shown)} settled questions")


def rulings_table(data: Dataset) -> ShownTable:
    """Show the rulings that a critic may attack, each with the row to look at."""
    forecasts = audit(data)
    attacked = forecasts[forecasts["ruling"].notna()]
    shown = pd.DataFrame(
        {
            "forecast": [row_link(each) for each in attacked["forecast_id"]],
            "outcome": list(attacked["outcome"]),
            "what a critic may say": list(attacked["ruling"]),
            "look at": [row_link(each) for each in attacked["ruling_row"]],
            "report": support_by_id(data, attacked["ruling_row"]),
        }
    )
    return ShownTable(shown, f"Question 7. {len(shown)} rulings that may be attacked")
