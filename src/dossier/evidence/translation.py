"""What the machine translation does to the results: each with and without the claims it touches."""

import pandas as pd

from dossier.data import Dataset
from dossier.evidence.claims import current
from dossier.evidence.origins import count_origins
from dossier.evidence.weakness import flagged


def spared(data: Dataset) -> Dataset:
    """Return the dataset without the claims that a defect of the translation may have changed.

    A claim goes when its place overlaps a flag that is more than cosmetic; its quantities and its
    forecasts go with it, and the origins of what stays are counted again. Every figure and table
    of the book can be made from the result, unless it rests on a row that went.
    """
    touched = flagged(data.claims, data.translation_flags)
    tables = data.tables()
    claims = data.claims[~data.claims["claim_id"].isin(touched)]
    tables["claims"] = claims.assign(**count_origins(claims))
    for name in ("quantities", "forecasts"):
        tables[name] = tables[name][~tables[name]["claim_id"].isin(touched)]
    return data.with_tables(**tables)


def results(data: Dataset) -> "pd.Series[str]":
    """Return what the book counts in the ledger, each as it would be printed, by name."""
    claims = current(data)
    facts = claims.drop_duplicates("fact_id")
    settled = data.forecasts[data.forecasts["outcome"].isin(["yes", "no"])]
    found: dict[str, str] = {
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
    return pd.Series(found)


def quotable(data: Dataset) -> dict[str, float | str]:
    """Return the numbers that a sentence on the translation's effect may quote, by name."""
    shares = {
        name: current(tables).drop_duplicates("fact_id")["origins"].eq(1).mean()
        for name, tables in {"all": data, "spared": spared(data)}.items()
    }
    return {
        "share_of_one_origin": round(float(shares["all"]), 4),
        "share_of_one_origin_spared": round(float(shares["spared"]), 4),
    }
