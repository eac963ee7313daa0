"""Every number that a sentence may quote, computed once and named for what it means."""

from types import SimpleNamespace

import pandas as pd

from dossier import arms, china, corpus, hypotheses, treaty, troops
from dossier.agreement import agreement, marking_score
from dossier.claims import current
from dossier.store import Tables, rows
from dossier.vocabulary import OUTCOMES, THEMES


def quotable(tables: Tables) -> dict[str, float | str]:
    """Return the numbers by name, in alphabetical order."""
    data = SimpleNamespace(**tables)
    found = {
        **_of_corpus(data),
        **_of_claims(data),
        **_of_judgements(data),
        **_of_agreement(data),
        **_of_arms(data),
        **_of_treaty(data),
        **_of_china(data),
        **_of_troops(data),
    }
    return dict(sorted(found.items()))


def _of_corpus(data: SimpleNamespace) -> dict[str, float | str]:
    kinds = corpus.characters_by_kind(data)
    inside = kinds[[kind for kind in corpus.TEXT_KINDS if kind in kinds]].to_numpy().sum()
    hedges = corpus.hedging(data)
    return {
        "articles": int(data.documents["status"].eq("kept").sum()),
        "sentences": len(data.sentences),
        "amounts": len(data.numbers),
        "expressions_of_time": len(data.dates),
        "quotations": len(data.quotations),
        "mentions": len(data.mentions),
        "lines": len(data.passages),
        "lines_set_aside": int((~data.passages["kind"].isin(corpus.TEXT_KINDS)).sum()),
        "share_set_aside": round(1 - float(inside / kinds.to_numpy().sum()), 4),
        "hedges_most": float(hedges.max()),
        "hedges_least": float(hedges.min()),
        "hedges_most_article": str(hedges.idxmax()),
        "hedges_least_article": str(hedges.idxmin()),
    }


def _of_claims(data: SimpleNamespace) -> dict[str, float | str]:
    claims = current(data)
    facts = claims.drop_duplicates("fact_id")
    return {
        "claims": len(claims),
        **{f"claims_{theme}": int(claims["theme"].eq(theme).sum()) for theme in THEMES},
        "facts": len(facts),
        "facts_of_one_origin": int(facts["origins"].eq(1).sum()),
        "facts_of_several_reports": int(facts["reports"].gt(1).sum()),
        "claims_denied": int(claims["polarity"].eq("denied").sum()),
        "silences": int(claims["claim_type"].eq("silence").sum()),
        "claims_flagged": int(claims["flags"].gt(0).sum()),
        "forecasts": len(data.forecasts),
        "quantities": len(data.quantities),
        "flags": len(data.translation_flags),
        "flags_meaning_changed": int(data.translation_flags["severity"].eq("meaning_changed").sum()),
        "sources": len(data.sources),
        "record_rows": sum(len(getattr(data, name)) for name in _RECORD),
        "estimates": len(data.estimates),
    }


_RECORD = ("estimates", "trade", "events", "statements", "outcomes", "clauses")


def _of_judgements(data: SimpleNamespace) -> dict[str, float | str]:
    cells = hypotheses.matrix(data.hypotheses)
    against = hypotheses.inconsistency(cells)
    flips = hypotheses.flip_sets(cells)
    outcomes = data.forecasts["outcome"].value_counts()
    return {
        "judgements": len(data.judgements),
        "hypotheses": cells.shape[1],
        "hypotheses_leading": len(hypotheses.leaders(cells)),
        "hypothesis_last": str(against.index[-1]).replace("_", " "),
        "flip_sets": len(flips),
        "flip_size": len(flips[0]) if flips else 0,
        **{f"forecasts_{outcome}": int(outcomes.get(outcome, 0)) for outcome in OUTCOMES},
    }


def _of_agreement(data: SimpleNamespace) -> dict[str, float | str]:
    found = agreement(data)
    last = found.drop_duplicates("field", keep="last")
    marking = marking_score(data.claims, data.marking_b)
    return {
        "coded_twice": int(found["claims"].iloc[0]),
        **{f"alpha_{row.field}_round_{row.round}": float(row.alpha) for row in rows(found)},
        "alpha_least": float(last["alpha"].min()),
        "alpha_most": float(last["alpha"].max()),
        "differences_settled": len(data.adjudication),
        "marking_passages": len(data.marking_b),
        "marking_precision": round(marking.precision, 3),
        "marking_recall": round(marking.recall, 3),
        "marking_f1": round(marking.f1, 3),
    }


def _of_arms(data: SimpleNamespace) -> dict[str, float | str]:
    factors = arms.implied_factors(data)
    study = factors[factors["claimant"].eq(arms.STUDY)].iloc[0]
    states = factors[factors["claimant"].ne(arms.STUDY)]
    apart = arms.allies_apart(arms.container_counts(data))
    boxes = arms.article_containers(data)
    return {
        "factor_low": float(states["factor_low"].min()),
        "factor_high": float(states["factor_high"].max()),
        "factor_pairs": len(states),
        "study_factor_low": float(study["factor_low"]),
        "study_factor_high": float(study["factor_high"]),
        "allies_low": float(apart["low"]),
        "allies_high": float(apart["high"]),
        "allies_days": int(apart["days"]),
        "article_containers": float(boxes["best"]),
        "article_tonnes": float(arms.article_tonnes(data)["best"]),
        "article_tonnes_per_container": float(arms.article_tonnes(data)["best"] / boxes["best"]),
    }


def _of_treaty(data: SimpleNamespace) -> dict[str, float | str]:
    force, alleged = treaty.in_force(data), treaty.first_allegation(data)
    matrix = treaty.clause_matrix(data)
    return {
        "treaty_in_force": force,
        "troops_first_alleged": alleged,
        "troops_before_treaty_days": int((pd.Timestamp(force) - pd.Timestamp(alleged)).days),
        "clause_rows": len(data.clauses),
        "obligations_seen_2024": int(matrix["RF-DPRK 2024"].gt(0).sum()),
        "obligations_compared": len(matrix),
    }


def _of_china(data: SimpleNamespace) -> dict[str, float | str]:
    falls = china.monthly_falls(data)
    counts = china.stated_and_imputed(data)
    growth = data.trade[data.trade["metric"].eq("growth") & data.trade["pair"].eq(china.PAIR)]
    growth = growth[growth["series"].eq("annual")].set_index("period")["value"]
    lowest = china.trade_by_period(data, "2023-01", "2024-12")
    return {
        "article_trade_million": china.stated_fall(data),
        "fall_million": round(float(falls["fall"].sum()), 2),
        "fall_percent": round(100 * float(falls["fall"].sum() / falls["before"].sum()), 1),
        "trade_five_months_2023": round(float(falls["before"].sum()), 1),
        "trade_lowest_month": round(float((lowest["total"] / lowest["months"]).min())),
        "fall_share_of_january": round(float(falls["fall"].iloc[0] / falls["fall"].sum()), 3),
        "trade_growth_2024": float(growth["2024"]),
        "trade_growth_2025": float(growth["2025"]),
        "china_said_by_beijing": int(counts.get("said by Beijing", pd.Series([0])).sum()),
        "china_silences": int(counts.get("not said by Beijing", pd.Series([0])).sum()),
    }


def _of_troops(data: SimpleNamespace) -> dict[str, float | str]:
    found = troops.soldier_figures(data)
    record = troops.counts_on_record(data)
    sent = record[record["what"].eq("sent")]
    return {
        "soldiers_arrived": float(found.loc[found["what"].eq("arrived"), "best"].iloc[0]),
        "soldiers_top": float(found["best"].max()),
        "soldier_figures": len(found),
        "record_sent_low": float(sent["soldiers"].min()),
        "record_sent_high": float(sent["soldiers"].max()),
        "record_counts": len(record),
        "days_to_moscow": troops.denial_to_admission(data, "Russia"),
        "days_to_pyongyang": troops.denial_to_admission(data, "DPRK"),
    }
