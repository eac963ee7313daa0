"""Tables `forecasts`, `forecasts_b` and `selections` become the counts that other readings would leave."""

import pandas as pd

from dossier.evidence.brier import mean_interval, skill_interval, with_brier_scores
from dossier.evidence.forecast_agreement import forecasts_of
from dossier.evidence.selections import selected_ids
from dossier.schema.files import rows
from dossier.show.table import ShownTable
from militant_unity.data import Dataset
from militant_unity.foreseen.audit import settled

KEPT, FIRST, SECOND = "as this book has it", "coding A", "coding B"
ATTACKED = "attackable noes read as yes"


def readings(data: Dataset) -> pd.DataFrame:
    """Return the counts and mean scores of the forecasts under each reading, by its name.

    Columns ``settled, yes, no, still_open, right, wrong, neither, low, high, base, skill_low, skill_high``:
    the range of the mean score, the mean score of the base rate of the other articles, and the skill
    against it. The readings are the codes kept, each coding by itself, and the noes of `selections`
    that a critic may attack, read as yes.
    """
    attacked = data.forecasts["forecast_id"].isin(selected_ids(data, "foreseen.attackable"))
    other = data.forecasts.assign(outcome=data.forecasts["outcome"].mask(attacked, "yes"))
    kinds = {
        KEPT: data.forecasts,
        FIRST: forecasts_of(data, "a"),
        SECOND: forecasts_of(data, "b"),
        ATTACKED: with_brier_scores(other),
    }
    counted = {name: _counts(data.with_tables(forecasts=forecasts)) for name, forecasts in kinds.items()}
    return pd.DataFrame.from_dict(counted, orient="index").rename_axis("reading")


def _counts(data: Dataset) -> dict[str, float]:
    done = settled(data)
    base = float(done["base_score"].mean())
    (low, high), (least, most) = mean_interval(done), skill_interval(done, base)
    counts = {
        "settled": len(done),
        "yes": int(done["outcome"].eq("yes").sum()),
        "no": int(done["outcome"].eq("no").sum()),
        "still_open": int(data.forecasts["outcome"].eq("open").sum()),
        **{side: int(done["side"].eq(side).sum()) for side in ("right", "wrong", "neither")},
    }
    return {**counts, "low": low, "high": high, "base": base, "skill_low": least, "skill_high": most}


def readings_table(data: Dataset) -> ShownTable:
    """Show how far counts, scores and skill move with the reading."""
    found = readings(data)
    shown = pd.DataFrame(
        {
            "reading": list(found.index),
            "yes, no, open": [f"{row.yes}, {row.no}, {row.still_open}" for row in rows(found)],
            "leaned right, wrong, neither": [
                f"{row.right}, {row.wrong}, {row.neither}" for row in rows(found)
            ],
            "mean score": [f"{row.low:.3f}–{row.high:.3f}" for row in rows(found)],
            "base rate": [f"{row.base:.3f}" for row in rows(found)],
            "skill against it": [f"{row.skill_low:+.2f} to {row.skill_high:+.2f}" for row in rows(found)],
        }
    )
    return ShownTable(shown, "Question 7. What the codings and the attackable rulings leave of the counts")


def quotable(data: Dataset) -> dict[str, float | str]:
    """Return the numbers that a sentence on the two codings may quote, by name."""
    found = readings(data)
    coded = found.loc[[KEPT, FIRST, SECOND]]
    return {
        "foreseen_codings_no_least": int(coded["no"].min()),
        "foreseen_codings_no_most": int(coded["no"].max()),
        "foreseen_codings_open_least": int(coded["still_open"].min()),
        "foreseen_codings_open_most": int(coded["still_open"].max()),
        "foreseen_codings_wrong_least": int(coded["wrong"].min()),
        "foreseen_codings_wrong_most": int(coded["wrong"].max()),
        "foreseen_codings_low": round(float(coded["low"].min()), 3),
        "foreseen_codings_high": round(float(coded["high"].max()), 3),
        "foreseen_codings_skill_low": round(float(coded["skill_low"].min()), 2),
        "foreseen_codings_skill_high": round(float(coded["skill_high"].max()), 2),
        "foreseen_attacked_low": round(float(found["low"].to_dict()[ATTACKED]), 3),
        "foreseen_attacked_high": round(float(found["high"].to_dict()[ATTACKED]), 3),
    }
