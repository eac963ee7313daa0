"""`forecasts`, `forecasts_b` and `forecast_differences` become two codings and their agreement.

Coding A is `forecasts` with the cells that `forecast_differences` has for it: `forecasts` itself has
what was kept after the differences were settled. Coding B is `forecasts_b`.
"""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from dossier.errors import DataError
from dossier.evidence.agreement import krippendorff_alpha
from dossier.evidence.brier import with_brier_scores
from dossier.schema.files import Tables, rows
from dossier.schema.words import FORECAST_FIELDS, PROBABILITY_WORDS


def codings(tables: Any) -> pd.DataFrame:
    """Turn the two codings into rows side by side: ``forecast_id, field, kept, a, b``, none missing.

    A row for each field of each forecast that coding B has; an empty cell is an empty string. What coding B
    left open was open to coding A too, because both were made on the same record.
    """
    parts = []
    for field in FORECAST_FIELDS:
        both = tables.forecasts[["forecast_id", field]].merge(
            tables.forecasts_b[["forecast_id", field]],
            on="forecast_id",
            suffixes=("_kept", "_b"),
            validate="one_to_one",
        )
        both = both.rename(columns={f"{field}_kept": "kept", f"{field}_b": "b"})
        parts.append(both.assign(field=field))
    kept = pd.concat(parts, ignore_index=True)
    settled = tables.forecast_differences[["forecast_id", "field", "a"]].fillna({"a": ""})
    found = kept.merge(settled, on=["forecast_id", "field"], how="left", validate="one_to_one")
    without_difference = found["kept"].mask(found["b"].eq(_OPEN), _OPEN)
    found["a"] = found["a"].where(found["a"].notna(), without_difference)
    return found.fillna("")[["forecast_id", "field", "kept", "a", "b"]]


def forecast_agreement(tables: Any) -> pd.DataFrame:
    """Turn the two codings into their agreement by field: ``field, forecasts, alike, share, alpha``."""
    measures = []
    for field, both in codings(tables).groupby("field"):
        first, second = list(both["a"]), list(both["b"])
        alike = sum(a == b for a, b in zip(first, second, strict=True))
        alpha = round(krippendorff_alpha(first, second), 3)
        measures.append((str(field), len(both), alike, round(alike / len(both), 3), alpha))
    return pd.DataFrame(measures, columns=["field", "forecasts", "alike", "share", "alpha"])


def forecasts_of(tables: Any, coding: str) -> pd.DataFrame:
    """Return `forecasts` with word, band, fault, outcome and scores of a coding, ``a`` or ``b``.

    A forecast that coding B does not have keeps its cells.
    """
    forecasts = tables.forecasts.copy()
    for field, both in codings(tables).groupby("field"):
        code = dict(zip(both["forecast_id"], both[coding], strict=True))
        own = forecasts["forecast_id"].map(code)
        forecasts[str(field)] = own.where(own.notna(), forecasts[str(field)]).replace("", None)
    bands = [PROBABILITY_WORDS[word] for word in forecasts["word"]]
    forecasts = forecasts.assign(p_low=[low for low, _ in bands], p_high=[high for _, high in bands])
    return with_brier_scores(forecasts)


def check_differences(tables: Tables) -> Iterator[DataError]:
    """Yield a fault for each difference of the codings that is not settled, and each row that fits none.

    A row of `forecast_differences` has the code of coding B, the code kept, and one of coding A that differs.
    A forecast that coding B left open may be settled later, which is no difference.
    """
    kept = _cells(tables["forecasts"])
    second = _cells(tables["forecasts_b"])
    settled = set()
    for row in rows(tables["forecast_differences"].fillna("")):
        cell = (row.forecast_id, row.field)
        settled.add(cell)
        name = f"{row.forecast_id} {row.field}"
        expected = {"b": second.get(cell), "kept": kept.get(cell)}
        for column, code in expected.items():
            if getattr(row, column) != code:
                problem = f"{getattr(row, column)!r} is here, and {code!r} is in {_TABLES[column]}"
                yield DataError(_FILE, problem, row=name, column=column, remedy="make both cells alike")
        if row.a == row.b:
            yield DataError(
                _FILE, "both codings have the same code", row=name, column="a", remedy="take the row out"
            )
    for cell, code in second.items():
        if kept.get(cell) != code and code != _OPEN and cell not in settled:
            problem = f"{code!r} is here, and {kept.get(cell)!r} is in forecasts.csv"
            remedy = "settle it by a row of forecast_differences.csv"
            yield DataError("forecasts_b.csv", problem, row=cell[0], column=cell[1], remedy=remedy)


_OPEN = "open"
_FILE = "forecast_differences.csv"
_TABLES = {"b": "forecasts_b.csv", "kept": "forecasts.csv"}


def _cells(forecasts: pd.DataFrame) -> dict[tuple[str, str], str]:
    """Turn a coding into its codes by forecast and field; an empty cell is an empty string."""
    coded = forecasts[["forecast_id", *FORECAST_FIELDS]].fillna("")
    return {
        (cells["forecast_id"], field): cells[field]
        for cells in coded.to_dict("records")
        for field in FORECAST_FIELDS
    }
