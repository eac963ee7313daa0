"""`clauses`, `statements`, `events`, `claims`, `duties` and `forecasts` become the numbers of the chapter."""

from dossier.evidence.selections import selected_id
from dossier.show.chart import day_in_words, days
from militant_unity.data import Dataset
from militant_unity.foreseen.audit import COIN
from militant_unity.foreseen.treaty import treaty_forecasts
from militant_unity.treaty.aid_clause import aid_clauses
from militant_unity.treaty.calendar import calendar, first_allegation, first_shipped, in_force, voices
from militant_unity.treaty.clauses import ATOP, PACT_1961, PACT_2024, clause_matrix, ended_claims
from militant_unity.treaty.duties import duty_status, last_checked
from militant_unity.treaty.words import alliance_words, kim_words, putin_words


def quotable(data: Dataset) -> dict[str, float | str]:
    """Return the numbers that a sentence on this theme may quote, by name."""
    force, alleged, shipped = in_force(data), first_allegation(data), first_shipped(data)
    matrix, parts, duties = clause_matrix(data), aid_clauses(data), duty_status(data)
    forecasts, putin = treaty_forecasts(data), putin_words(data)
    settled = forecasts[forecasts["brier_low"].notna()]
    low = dict(zip(settled["forecast_id"], settled["brier_low"], strict=True))
    high = dict(zip(settled["forecast_id"], settled["brier_high"], strict=True))
    pact, order = (selected_id(data, "treaty.forecasts_quoted", part) for part in ("pact", "order"))
    spoken = voices(data)
    moscow, pyongyang = (spoken[spoken["side"].eq(side)]["claim_type"] for side in ("Moscow", "Pyongyang"))
    steps = calendar(data)
    return {
        "treaty_in_force": day_in_words(force),
        "troops_first_alleged": day_in_words(alleged),
        "troops_first_shipped": day_in_words(shipped),
        "shipped_before_treaty_days": int(days(force) - days(shipped)),
        "obligations_compared": len(matrix),
        "obligations_of_atop": len(ATOP),
        "aid_parts_kept": int(parts.all(axis=1).sum()),
        "aid_parts_added": int((parts[PACT_2024] & ~parts[PACT_1961]).sum()),
        "claims_ended_by_treaty": len(ended_claims(data)),
        "alliance_statements": len(alliance_words(data)),
        "kim_says_alliance": len(kim_words(data)),
        "putin_leaves_out": int(putin.eq("avoids").sum()),
        "putin_says_allied_on": day_in_words(putin.index[putin.eq("allied")].min()),
        "clause_spoken_of_before_force": int((steps["line"].eq("clause") & steps["date"].lt(force)).sum()),
        "brier_of_a_coin": COIN,
        "treaty_forecasts_settled": len(settled),
        "treaty_forecast_pact_low": float(low[pact]),
        "treaty_forecast_pact_high": float(high[pact]),
        "treaty_forecast_order_low": float(low[order]),
        "treaty_forecast_order_high": float(high[order]),
        "treaty_forecasts_worse_than_coin": int(settled["brier_low"].gt(COIN).sum()),
        "voices_moscow": len(moscow),
        "voices_pyongyang": len(pyongyang),
        "voices_praise_moscow": int(moscow.eq("evaluation").sum()),
        "voices_legal": int(spoken["claim_type"].eq("legal").sum()),
        "duties_listed": len(duties),
        "duties_seen": int(duties["last_seen"].notna().sum()),
        "duties_to_refrain": int(duties["sign_of"].eq("broken").sum()),
        "duties_not_seen": int((duties["last_seen"].isna() & duties["sign_of"].ne("broken")).sum()),
        "duties_last_checked": last_checked(data),
    }
