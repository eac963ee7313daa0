"""`claims` and `translation_flags` become the results of the book without the claims that are touched.

A claim is touched when its passage overlaps a defect of the machine translation that may change the
meaning. A page shows each result with and without those claims.
"""

import pandas as pd

from dossier.data import Dataset
from dossier.evidence.claims import current
from dossier.evidence.origins import count_origins
from dossier.evidence.weakness import touched_claims


def without_touched_claims(data: Dataset) -> Dataset:
    """Turn the dataset into one without the touched claims.

    Their rows of `quantities` and `forecasts` are left out too, and the origins of the other claims are
    counted again. A figure or table of the book can be made from the result, unless it needs a row that
    is left out.
    """
    touched = touched_claims(data.claims, data.translation_flags)
    tables = data.tables()
    claims = data.claims[~data.claims["claim_id"].isin(touched)]
    tables["claims"] = claims.assign(**count_origins(claims))
    for name in ("quantities", "forecasts"):
        tables[name] = tables[name][~tables[name]["claim_id"].isin(touched)]
    return data.with_tables(**tables)


def ledger_results(data: Dataset) -> "pd.Series[str]":
    """Turn `claims`, `quantities` and `forecasts` into the results of the ledger, as printed, by name."""
    claims = current(data)
    facts = claims.drop_duplicates("fact_id")
    settled = data.forecasts[data.forecasts["outcome"].isin(["yes", "no"])]
    results: dict[str, str] = {
        "claims": f"{len(claims)}",
        **{
            f"claims, {theme}": f"{claims['theme'].eq(theme).sum()}"
            for theme in data.schema.words.get("themes", {})
        },
        "facts": f"{len(facts)}",
        "facts with one origin": f"{facts['origins'].eq(1).mean():.1%}",
        "claims said flatly": f"{claims['hedge'].eq('none').mean():.1%}",
        "claims that somebody denies": f"{claims['polarity'].eq('denied').sum()}",
        "quantities": f"{len(data.quantities)}",
        "settled forecasts": f"{len(settled)}",
        "settled forecasts that came true": f"{settled['outcome'].eq('yes').mean():.1%}",
        "mean score of settled forecasts, best": f"{settled['brier_low'].mean():.3f}",
        "mean score of settled forecasts, worst": f"{settled['brier_high'].mean():.3f}",
    }
    return pd.Series(results)


def translation_numbers(data: Dataset) -> dict[str, float | str]:
    """Turn the dataset into the numbers that a sentence on the translation's effect may quote, by name."""
    shares = {
        name: current(tables).drop_duplicates("fact_id")["origins"].eq(1).mean()
        for name, tables in {"all": data, "spared": without_touched_claims(data)}.items()
    }
    return {
        "share_of_one_origin": round(float(shares["all"]), 4),
        "share_of_one_origin_spared": round(float(shares["spared"]), 4),
    }
