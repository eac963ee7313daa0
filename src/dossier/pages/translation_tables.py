"""`translation_flags` and what they touch become tables: results with and without the touched claims."""

import pandas as pd

from dossier.data import Dataset
from dossier.evidence.claims import current
from dossier.evidence.translation import ledger_results, without_touched_claims
from dossier.evidence.weakness import touched_claims
from dossier.schema.files import split_ids
from dossier.show.table import ShownTable, row_link


def effect_table(data: Dataset) -> ShownTable:
    """Turn the dataset into a table: each result of the ledger over all claims, and without touched ones."""
    frame = pd.DataFrame(
        {
            "with all claims": ledger_results(data),
            "without touched claims": ledger_results(without_touched_claims(data)),
        }
    )
    frame = frame.rename_axis("result").reset_index()
    caption = "Results with all claims, and without those whose passage holds more than a cosmetic defect"
    return ShownTable(frame, caption)


def touched_table(data: Dataset) -> ShownTable:
    """Turn `claims` and `translation_flags` into a table: touched claims that another row relies on."""
    claims = current(data)
    touched = claims[claims["claim_id"].isin(touched_claims(data.claims, data.translation_flags))]
    relying = {
        claim: [
            *data.quantities.loc[data.quantities["claim_id"].eq(claim), "quantity_id"],
            *data.forecasts.loc[data.forecasts["claim_id"].eq(claim), "forecast_id"],
            *(
                judgement
                for judgement, cell in zip(
                    data.judgements["judgement_id"], data.judgements["claims"], strict=True
                )
                if claim in split_ids(cell)
            ),
        ]
        for claim in touched["claim_id"]
    }
    used = touched[touched["claim_id"].isin([claim for claim, rows in relying.items() if rows])]
    frame = pd.DataFrame(
        {
            "claim": [row_link(claim) for claim in used["claim_id"]],
            "what is said": list(used["statement"]),
            "what rests on it": [[row_link(row) for row in relying[claim]] for claim in used["claim_id"]],
        }
    )
    caption = f"The {len(frame)} touched claims on which a quantity, a forecast or a judgement rests"
    return ShownTable(frame, caption)
