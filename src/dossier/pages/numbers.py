"""`claims`, `judgements`, `forecasts` and the codings become `numbers.json`: numbers that every report has.

A sentence of the book quotes a number by its name. A report adds its own numbers in its package.
"""

import pandas as pd

from dossier.data import Dataset
from dossier.evidence import hypotheses, translation
from dossier.evidence.agreement import agreement, marking_score
from dossier.evidence.claims import current
from dossier.evidence.forecast_agreement import forecast_agreement
from dossier.evidence.judgements import weakest_claims
from dossier.evidence.sentence_checks import conditions_of
from dossier.evidence.weakness import REASONS, touched_claims
from dossier.pages.judgement_tables import settled_table
from dossier.schema.files import rows, split_ids
from dossier.schema.words import CONFIDENCES, OUTCOMES, PROBABILITY_WORDS
from dossier.show.names import article_names


def ledger_numbers(data: Dataset) -> dict[str, float | str]:
    """Turn the dataset into the numbers of the ledger by name; a table without rows may give none."""
    return {
        **translation.translation_numbers(data),
        **_of_claims(data),
        **_of_judgements(data),
        **_of_agreement(data),
        **_of_forecast_codings(data),
    }


def _of_claims(data: Dataset) -> dict[str, float | str]:
    """Turn `claims`, the tables of quantities and flags, and the record into counts of them."""
    claims = current(data)
    facts = claims.drop_duplicates("fact_id")
    return {
        "claims": len(claims),
        **{
            f"claims_{theme}": int(claims["theme"].eq(theme).sum())
            for theme in data.schema.words.get("themes", {})
        },
        "facts": len(facts),
        "facts_of_one_origin": int(facts["origins"].eq(1).sum()),
        "facts_of_several_origins": int(facts["origins"].gt(1).sum()),
        "facts_of_several_reports": int(facts["reports"].gt(1).sum()),
        "claims_denied": int(claims["polarity"].eq("denied").sum()),
        "silences": int(claims["claim_type"].eq("silence").sum()),
        "claims_flagged": int(claims["flags"].gt(0).sum()),
        "claims_touched": len(touched_claims(claims, data.translation_flags)),
        "forecasts": len(data.forecasts),
        "quantities": len(data.quantities),
        "flags": len(data.translation_flags),
        "flags_meaning_changed": int(data.translation_flags["severity"].eq("meaning_changed").sum()),
        "sources": len(data.sources),
        "corrections": len(data.corrections),
        "searches": len(data.searches),
        "search_languages": int(data.searches["language"].nunique()),
        "searches_denying": int(data.searches["bearing"].eq("denies").sum()),
        "searches_silent": int(data.searches["bearing"].eq("silent").sum()),
        "record_rows_of_one_page": sum(
            int(getattr(data, name)["confidence"].eq("single").sum()) for name in data.schema.graded
        ),
        "record_rows": sum(len(getattr(data, name)) for name in data.schema.record),
        "estimates": len(data.estimates),
        "bound_texts": len(data.sentence_checks),
        "bound_conditions": sum(len(conditions_of(cell)) for cell in data.sentence_checks["holds"]),
    }


def _of_judgements(data: Dataset) -> dict[str, float | str]:
    """Turn `judgements`, `hypotheses`, `forecasts` and the weakest `claims` into numbers."""
    cells = hypotheses.matrix(data.hypotheses)
    against = hypotheses.inconsistency(cells)
    flips = hypotheses.flip_sets(cells)
    outcomes = data.forecasts["outcome"].value_counts()
    listed = weakest_claims(data)
    return {
        "weakness_reasons": len(REASONS),
        "weakest_listed": len(listed),
        **_of_faults(data, listed),
        "weakest_single_origin": int(listed["origins"].eq(1).sum()),
        "judgements": len(data.judgements),
        "judgements_with_contrary": int(data.judgements["contrary"].notna().sum()),
        **{
            f"judgements_{degree}": int(data.judgements["confidence"].eq(degree).sum())
            for degree in CONFIDENCES
        },
        "band_likely": "{:.0%} to {:.0%}".format(*PROBABILITY_WORDS["likely"]),
        "hypotheses": cells.shape[1],
        "hypotheses_leading": len(hypotheses.leaders(cells)),
        **({"hypothesis_last": str(against.index[-1]).replace("_", " ")} if len(against) else {}),
        "flip_sets": len(flips),
        "flip_size": len(flips[0]) if flips else 0,
        **{f"forecasts_{outcome}": int(outcomes.get(outcome, 0)) for outcome in OUTCOMES},
    }


def _of_faults(data: Dataset, listed: pd.DataFrame) -> dict[str, float | str]:
    """Turn `claims` and their weaknesses into how many have the most: of all, and of those judged.

    ``listed`` are the weakest claims that the book prints; ``last`` is the least number of faults among
    them, and claims with as many may be left out of the list.
    """
    used = weakest_claims(data, most=len(data.claims))["many"]
    faults = current(data)["weakness"].map(split_ids).map(len)
    last = int(listed["many"].min())
    return {
        "faults_most": int(faults.max()),
        "faults_most_claims": int(faults.eq(faults.max()).sum()),
        "faults_most_judged": int(used.max()),
        "faults_most_judged_claims": int(used.eq(used.max()).sum()),
        "faults_last": last,
        "faults_last_claims": int(used.eq(last).sum()),
        "faults_last_listed": int(listed["many"].eq(last).sum()),
    }


def _of_agreement(data: Dataset) -> dict[str, float | str]:
    """Turn `coding_a`, `coding_b`, `recoding` and `adjudication` into numbers; one coding gives none."""
    measures = agreement(data)
    if measures.empty:
        return {}
    last = measures.drop_duplicates("field", keep="last")
    settled = settled_table(data).frame
    return {
        "coded_twice": int(last["claims"].max()),
        "coded_twice_at_first": int(measures["claims"].min()),
        **{f"alpha_{row.field}_round_{row.round}": float(row.alpha) for row in rows(measures)},
        "alpha_least": float(last["alpha"].min()),
        "alpha_most": float(last["alpha"].max()),
        "differences_settled": len(data.adjudication),
        "differences_to_a": int(settled["coding A stands"].sum()),
        "differences_to_b": int(settled["coding B stands"].sum()),
        **_of_marking(data),
    }


def _of_forecast_codings(data: Dataset) -> dict[str, float | str]:
    """Turn `forecasts`, `forecasts_b` and `forecast_differences` into numbers; one coding gives none."""
    measures = forecast_agreement(data)
    if measures.empty:
        return {}
    differences = data.forecast_differences.fillna("")
    return {
        "forecasts_coded_twice": int(measures["forecasts"].max()),
        **{f"alpha_forecast_{row.field}": float(row.alpha) for row in rows(measures)},
        "forecast_differences": len(differences),
        "forecast_differences_to_a": int(differences["kept"].eq(differences["a"]).sum()),
        "forecast_differences_to_b": int(differences["kept"].eq(differences["b"]).sum()),
    }


def _of_marking(data: Dataset) -> dict[str, float | str]:
    """Turn `marking_b` and `claims` into the score of the passages that coding B marked in one article."""
    if data.marking_b.empty:
        return {}
    marking = marking_score(data.claims, data.marking_b)
    [article] = data.marking_b["source_id"].unique()
    return {
        "marking_article": article_names(data)[str(article)],
        "marking_passages": len(data.marking_b),
        "marking_precision": round(marking.precision, 3),
        "marking_recall": round(marking.recall, 3),
        "marking_f1": round(marking.f1, 3),
    }
