"""`returns` and `hypotheses` become what Russia is said to have given for the soldiers, and who says so."""

import pandas as pd

from dossier.evidence.claimants import claimant_cells
from dossier.evidence.claims import support
from dossier.evidence.selections import selections
from dossier.show.table import ShownTable, row_link
from militant_unity.data import Dataset

DELIVERED = "delivered"
"""The value of `returns.verb` for what is said to have come."""


def statements_in_matrix(data: Dataset) -> pd.DataFrame:
    """Return the rows of `returns` that are evidence of the matrix: one for each statement, by day."""
    chosen = [each.row_id for each in selections(data, "troops.evidence") if each.table == "returns"]
    evidence = data.returns[data.returns["return_id"].isin(chosen)]
    return evidence.sort_values(["date", "return_id"], ignore_index=True)


def for_soldiers(data: Dataset) -> pd.DataFrame:
    """Return all that those statements say has come (`returns`), by day, claimant and thing.

    A statement is what one claimant said on one day; what it says is asked for or agreed is left out.
    """
    spoken = statements_in_matrix(data)[["date", "claimant"]].drop_duplicates()
    delivered = data.returns[data.returns["verb"].eq(DELIVERED)]
    both = delivered.merge(spoken, on=["date", "claimant"], validate="many_to_one")
    return both.sort_values(["date", "claimant", "thing", "return_id"], ignore_index=True)


def returned_table(data: Dataset) -> ShownTable:
    """Show what came back for the soldiers, as each claimant says, and for what it is said to have come."""
    returned = for_soldiers(data)
    table = pd.DataFrame(
        {
            "row": [row_link(row_id) for row_id in returned["return_id"]],
            "said on": returned["date"],
            "by": claimant_cells(data, returned["claimant"], "label"),
            "what is said to have come": returned["detail"],
            "in return for": returned["in_return_for"],
            "report": support(returned["confidence"]),
        }
    )
    return ShownTable(table, "Question 6. What Russia is said to have given for the soldiers (record)")


def quotable(data: Dataset) -> dict[str, float | str]:
    """Return the numbers that a sentence on what came back for the soldiers may quote, by name."""
    spoken = statements_in_matrix(data)
    cells = data.hypotheses[data.hypotheses["evidence_claim"].isin(list(spoken["return_id"]))]
    going = cells[cells["consistency"].isin(["C", "CC"])]["hypothesis"].value_counts()
    return {
        "returns_statements": len(spoken),
        "returns_sides": int(spoken["side"].nunique()),
        "returns_for_technology": int(going["military_technology"]),
        "returns_for_payment": int(going["payment_in_food_oil_cash"]),
        "returns_against": int(cells["consistency"].isin(["I", "II"]).sum()),
    }
