"""All tables of the dataset become faults: what does not hold between rows, a `DataError` for each.

What one cell must be, its schema checks when the file is read. A check here takes every table by name,
looks at live rows only, and yields a fault with file, row, column and remedy; it changes nothing.
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping

import pandas as pd

from dossier.errors import DataError
from dossier.evidence import (
    comparisons,
    corrections,
    forecast_checks,
    judgement_checks,
    links,
    record_origins,
    searched,
    sentence_checks,
)
from dossier.evidence.claimants import check_claimants
from dossier.evidence.desk import checks as desk_checks
from dossier.reading.files import Article
from dossier.reading.spans import Place
from dossier.schema import Schema
from dossier.schema.files import Tables, live, rows, split_ids


def check(tables: Tables, schema: Schema) -> Tables:
    """Return ``tables`` as they are if there is no fault; else raise the first fault as ``DataError``."""
    raise_first(violations(tables, schema))
    return tables


def raise_first(faults: Iterator[DataError]) -> None:
    """Raise the first of ``faults``; return where there is none."""
    for fault in faults:
        raise fault


def violations(tables: Tables, schema: Schema) -> Iterator[DataError]:
    """Turn every table into the faults between them: ids first, because other checks follow ids."""
    for check_with_schema in links.CHECKS:
        yield from check_with_schema(tables, schema)
    for check_tables in CHECKS:
        yield from check_tables(tables)
    named = (
        *judgement_checks.CHECKS,
        *record_origins.CHECKS,
        *links.CHECKS_OF_NAMED_ROWS,
        *corrections.CHECKS,
        *searched.CHECKS,
        *sentence_checks.CHECKS,
        *desk_checks.CHECKS,
    )
    for check_with_schema in named:
        yield from check_with_schema(tables, schema)


CODED_PLACES = ("claims", "translation_flags", "unclaimed_amounts")
"""The tables whose rows have a place and the digest of the passage there."""


def check_places(tables: Tables) -> Iterator[DataError]:
    """Yield a fault for each place that is not inside its article, and for a silence that has a place."""
    documents = tables["documents"]
    lengths = dict(zip(documents["source_id"], documents["characters"], strict=True))
    for name in (
        "passages",
        "sentences",
        "numbers",
        "not_amounts",
        "dates",
        "quotations",
        "quotation_labels",
        *CODED_PLACES,
    ):
        table = live(tables[name])
        for row in rows(table[table["start"].notna() | table["end"].notna()]):
            length = lengths.get(row.source_id)
            if pd.isna(row.start) or pd.isna(row.end) or row.start >= row.end:
                yield DataError(
                    f"{name}.csv",
                    "the passage ends before it begins",
                    row=row[1],
                    column="end",
                    remedy="set start below end, both counted in characters from 0",
                )
            if length is None or bool(pd.isna(length)) or row.end > length:
                yield DataError(
                    f"{name}.csv",
                    f"points outside {row.source_id}, which has {length} characters",
                    row=row[1],
                    column="end",
                    remedy="find the passage again with `dossier place`",
                )
    yield from _check_silences(live(tables["claims"]))


def _check_silences(claims: pd.DataFrame) -> Iterator[DataError]:
    """Yield a fault for each silence with a place, and each other claim without one."""
    silent, placed = claims["claim_type"].eq("silence"), claims["start"].notna()
    for row in rows(claims[silent & placed]):
        yield DataError(
            "claims.csv",
            "a silence has a place",
            row=row.claim_id,
            column="start",
            remedy="empty start, end and digest, or mend claim_type",
        )
    for row in rows(claims[~silent & ~placed]):
        yield DataError(
            "claims.csv",
            "only a silence has no place",
            row=row.claim_id,
            column="start",
            remedy="give start, end and digest of the passage",
        )


def check_ranges(tables: Tables) -> Iterator[DataError]:
    """Yield a fault for each row of any table where low ≤ best ≤ high is false, or no figure is given."""
    for name, table in tables.items():
        middle = next((column for column in ("best", "value") if column in table), None)
        if middle and {"low", "high"} <= set(table.columns):
            for row in live(table).to_dict("records"):
                stated = [row[column] for column in ("low", middle, "high") if pd.notna(row[column])]
                if stated != sorted(stated):
                    yield DataError(
                        f"{name}.csv",
                        "the figures are not in ascending order",
                        column="low",
                        row=next(iter(row.values())),
                        remedy=f"mend low, {middle} or high",
                    )
                if not stated and name != "numbers":  # which the program found: nobody can fill it
                    yield DataError(
                        f"{name}.csv",
                        "no figure is given",
                        column=middle,
                        row=next(iter(row.values())),
                        remedy="fill low, best or high",
                    )


def check_history(tables: Tables) -> Iterator[DataError]:
    """Yield a fault for each retired row of `claims` whose ``change_note`` does not say why."""
    claims = tables["claims"]
    for row in rows(claims[claims["retired"].notna() & claims["change_note"].isna()]):
        remedy = "say in one sentence why the claim went"
        yield DataError(
            "claims.csv", "the cell is empty", row=row.claim_id, column="change_note", remedy=remedy
        )


def check_supersession(tables: Tables) -> Iterator[DataError]:
    """Yield a fault for each row of `claims` that ends itself, by a chain of ``supersedes``."""
    after = {row.claim_id: split_ids(row.supersedes) for row in rows(live(tables["claims"]))}
    for claim in after:
        seen, waiting = set(), list(after[claim])
        while waiting:
            earlier = waiting.pop()
            if earlier == claim:
                remedy = "take the later claim out of the earlier one's cell"
                yield DataError("claims.csv", "ends itself", row=claim, column="supersedes", remedy=remedy)
            if earlier not in seen:
                seen.add(earlier)
                waiting.extend(after.get(earlier, []))


def check_derivations(tables: Tables) -> Iterator[DataError]:
    """Yield a fault for each derived row of `quantities` that its factor in `conversions` does not give.

    The factor is applied to a quantity of the same claim, or of one that it derives from. Low, best and
    high are each multiplied by the factor's own; an empty one stays empty.
    """
    quantities, factors = tables["quantities"], tables["conversions"].set_index("conversion_id")
    sources = {row.claim_id: [row.claim_id, *split_ids(row.derives_from)] for row in rows(tables["claims"])}
    for row in rows(quantities[quantities["basis"].eq("derived")]):
        if pd.isna(row.conversion_id):
            yield DataError(
                "quantities.csv",
                "a derived figure without a factor",
                row=row.quantity_id,
                column="conversion_id",
                remedy="name a row of coded/conversions.csv (factors of the articles), or mend the basis",
            )
            continue
        given = quantities[quantities["claim_id"].isin(sources.get(row.claim_id, []))]
        alternatives = converted(given, factors.loc[row.conversion_id])
        figures = [row.low, row.best, row.high]
        if row.item != factors.loc[row.conversion_id, "to_item"] or not any(
            same_figures(figures, computed) for computed in alternatives
        ):
            expected, coded = _figures(alternatives), _figures([figures])
            yield DataError(
                "quantities.csv",
                f"its inputs and the factor {row.conversion_id} give {expected}, not {coded}",
                row=row.quantity_id,
                column="best",
                remedy="mend the figure, its factor in coded/conversions.csv, or derives_from of its claim",
            )


def _figures(alternatives: list[list[float]]) -> str:
    """Turn alternative figures of low, best and high into words for a message; nan is left out.

    >>> _figures([[float("nan"), 240000.0, 260000.0]])
    'best 240,000, high 260,000'
    """
    worded = [
        ", ".join(
            f"{name} {figure:,.15g}"
            for name, figure in zip(FIGURES, figures, strict=True)
            if not math.isnan(figure)
        )
        for figures in alternatives
    ]
    return " or ".join(worded) or "nothing"


def converted(given: pd.DataFrame, factor: "pd.Series[float]") -> list[list[float]]:
    """Turn rows of `quantities` and a row of `conversions` into low, best, high of each row it converts.

    nan is a figure that one of the two does not give.

    >>> boxes = pd.DataFrame({"item": ["container"], "low": [10.0], "best": [10.0], "high": [float("nan")]})
    >>> box = pd.Series({"from_item": "container", "low": 20.0, "best": 26.0, "high": 30.0})
    >>> converted(boxes, box)
    [[200.0, 260.0, nan]]
    """
    inputs = given[given["item"].eq(factor["from_item"])]
    return [[float(row[name]) * factor[name] for name in FIGURES] for row in inputs.to_dict("records")]


FIGURES = ("low", "best", "high")
"""The columns of an amount, from the least to the greatest."""


def same_figures(first: list[float], second: list[float]) -> bool:
    """Turn two lists of low, best and high into whether they agree; nan agrees with nan only."""
    return all(
        (math.isnan(a) and math.isnan(b)) or math.isclose(a, b) for a, b in zip(first, second, strict=True)
    )


def check_measured_amounts(tables: Tables) -> Iterator[DataError]:
    """Yield a fault for each row of `numbers` that is no quantity of a claim at its place.

    An amount may be listed with a reason in `unclaimed_amounts` instead. An article without a row in
    `quantities` and `unclaimed_amounts` is not checked: nobody has begun to code its amounts.
    """
    claims = live(tables["claims"]).dropna(subset=["start"])
    coded = claims.merge(tables["quantities"], on="claim_id", validate="one_to_many")
    listed = tables["unclaimed_amounts"]
    begun = {*coded["source_id"], *listed["source_id"]}
    numbers = tables["numbers"][tables["numbers"]["source_id"].isin(begun)]
    for number in rows(numbers):
        quantities, exempt = (
            table[
                table["source_id"].eq(number.source_id)
                & table["start"].lt(number.end)
                & table["end"].gt(number.start)
            ]
            for table in (coded, listed)
        )
        stated = number.value if pd.notna(number.value) else number.low
        if exempt.empty and not quantities[list(FIGURES)].eq(stated).to_numpy().any():
            yield DataError(
                "numbers.csv",
                f"{stated:,.15g} of {number.source_id} is in no claim",
                row=number.number_id,
                column="value",
                remedy="add it to quantities.csv, or to unclaimed_amounts.csv with the reason",
            )


_FIGURE = re.compile(r"(?<![\w.,-])(\d[\d,]*(?:\.\d+)?)(?: (thousand|million|billion))?(?![\w-])")
_SCALE = {"": 1.0, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAY = rf"\b\d{{1,2}}(?:–\d{{1,2}})? (?:{_MONTHS})\b|\b(?:{_MONTHS}) \d{{1,2}}\b"
_YEAR = r"\b(?:1[89]|20)\d{2}\b"
_NAME = r"\b\d\+\d\b|\bArticles? \d+"
_NO_AMOUNT = re.compile("|".join((_DAY, _YEAR, _NAME)))


def stated_figures(statement: str) -> list[float]:
    """Turn an English statement into the amounts that it gives in figures.

    Years, days and the numbers in names ("Article 4", "5+1") are no amounts.

    >>> stated_figures("On 19 June 2024 the port held 10,000 containers, 3.5 million shells and 12%.")
    [10000.0, 3500000.0, 12.0]
    """
    amounts = _NO_AMOUNT.sub(" ", statement).replace("%", " ")
    return [float(figure.replace(",", "")) * _SCALE[scale] for figure, scale in _FIGURE.findall(amounts)]


def check_amounts(tables: Tables) -> Iterator[DataError]:
    """Yield a fault for each figure in a statement of `claims` that no row of `quantities` has."""
    quantities = tables["quantities"]
    for claim in rows(live(tables["claims"])):
        own = quantities[quantities["claim_id"].eq(claim.claim_id)]
        coded = set(own[list(FIGURES)].to_numpy().ravel())
        for figure in stated_figures(claim.statement):
            if figure not in coded:
                yield DataError(
                    "claims.csv",
                    f"{figure:,.15g} is in the statement and in no quantity",
                    row=claim.claim_id,
                    column="statement",
                    remedy=f"add a row for {claim.claim_id} to quantities.csv",
                )


def check_changes(tables: Tables) -> Iterator[DataError]:
    """Yield a fault for each change in `numbers` that has not two ends of one unit."""
    changes = tables["numbers"].dropna(subset=["change_id"])
    for change_id, ends in changes.groupby("change_id"):
        units = set(ends["unit"].fillna(""))
        if len(ends) != 2 or len(units) != 1:
            yield DataError(
                "numbers.csv",
                f"{change_id} joins {len(ends)} amounts in {len(units)} units; "
                "a change has a start and an end in one unit",
                row=min(ends["number_id"]),
                column="change_id",
                remedy="run `measure` again: nobody edits this table",
            )


def check_quotations(tables: Tables) -> Iterator[DataError]:
    """Yield a fault for each speaker who passes on its own words, and each label on an echo."""
    quotations = tables["quotations"]
    for row in rows(quotations[quotations["relay"].notna() & quotations["relay"].eq(quotations["speaker"])]):
        yield DataError(
            "quotations.csv",
            f"{row.speaker} speaks and passes the words on",
            row=row.quotation_id,
            column="relay",
            remedy="report a fault of the program: a relay is somebody else than the speaker",
        )
    echoes = quotations.loc[quotations["mode"].eq("echo"), "quotation_id"]
    labels = tables["quotation_labels"]
    for row in rows(labels[labels["quotation_id"].isin(echoes)]):
        yield DataError(
            "quotation_labels.csv",
            "labels an echo, which nothing counts",
            row=f"{row.source_id} {row.start}",
            column="quotation_id",
            remedy="empty the cell, or take the row out",
        )


CHECKS: tuple[Callable[[Tables], Iterator[DataError]], ...] = (
    check_places,
    check_ranges,
    check_changes,
    check_history,
    check_claimants,
    check_supersession,
    check_derivations,
    check_amounts,
    check_measured_amounts,
    check_quotations,
    *forecast_checks.CHECKS,
    *comparisons.CHECKS,
)
"""What must hold between the engine's own tables: each takes the tables alone."""


def check_digests(tables: Tables, articles: Mapping[str, Article]) -> Iterator[DataError]:
    """Yield a fault for each coded place whose passage has another ``digest`` than its row.

    ``articles`` are those at hand by id; the places of an article that is not among them are not checked.
    """
    for name in CODED_PLACES:
        table = live(tables[name])
        for row in rows(table[table["start"].notna()]):
            if (
                row.source_id in articles
                and articles[row.source_id].digest(Place(row.start, row.end)) != row.digest
            ):
                yield DataError(
                    f"{name}.csv",
                    "the passage at this place is not the one that was coded",
                    row=row[1],
                    column="digest",
                    remedy="find the passage again with `dossier place`",
                )
