"""What must hold between tables, beyond what each column promises."""

import re
from collections.abc import Callable, Mapping
from datetime import date

import pandas as pd

from dossier.errors import DataError
from dossier.places import Place
from dossier.schema import TABLES
from dossier.store import Tables, rows, split_ids
from dossier.vocabulary import PROBABILITY_WORDS


def check(tables: Tables) -> Tables:
    """Return ``tables`` if every check passes; else raise ``DataError`` for the first that does not."""
    for rule in CHECKS:
        rule(tables)
    return tables


def check_links(tables: Tables) -> None:
    """Accept ids that are rows of the table they point to."""
    known = {name: set(table[TABLES[name].key()[0]]) for name, table in tables.items()}
    for name, table in tables.items():
        for column, target in TABLES[name].links().items():
            _check_link(name, column, target, known[target], table)


def _check_link(name: str, column: str, target: str, known: set[str], table: pd.DataFrame) -> None:
    several = column in TABLES[name].lists()
    for row, cell in zip(table.iloc[:, 0], table[column], strict=True):
        for found in split_ids(cell) if several else [cell] if isinstance(cell, str) else []:
            if found not in known:
                raise DataError(
                    f"{name}.csv",
                    f"{found!r} is no row of {target}",
                    row=row,
                    column=column,
                    remedy=f"add it to {target}.csv or mend the cell",
                )


def check_places(tables: Tables) -> None:
    """Accept places that lie inside their article; a silence has none."""
    documents = tables["documents"]
    lengths = dict(zip(documents["source_id"], documents["characters"], strict=True))
    for name in (
        "passages",
        "sentences",
        "numbers",
        "dates",
        "quotations",
        "mentions",
        "claims",
        "translation_flags",
    ):
        table = live(tables[name])
        for row in rows(table[table["start"].notna() | table["end"].notna()]):
            length = lengths.get(row.source_id)
            if pd.isna(row.start) or pd.isna(row.end) or row.start >= row.end:
                raise DataError(
                    f"{name}.csv",
                    "the passage ends before it begins",
                    row=row[1],
                    column="end",
                    remedy="set start below end, both counted in characters from 0",
                )
            if length is None or bool(pd.isna(length)) or row.end > length:
                raise DataError(
                    f"{name}.csv",
                    f"points outside {row.source_id}, which has {length} characters",
                    row=row[1],
                    column="end",
                    remedy="find the passage again with `dossier place`",
                )
    _check_silences(live(tables["claims"]))


def _check_silences(claims: pd.DataFrame) -> None:
    silent, placed = claims["claim_type"].eq("silence"), claims["start"].notna()
    for row in rows(claims[silent & placed]):
        raise DataError(
            "claims.csv",
            "a silence stands nowhere",
            row=row.claim_id,
            column="start",
            remedy="empty start, end and sha256, or mend claim_type",
        )
    for row in rows(claims[~silent & ~placed]):
        raise DataError(
            "claims.csv",
            "only a silence has no place",
            row=row.claim_id,
            column="start",
            remedy="give start, end and sha256 of the passage",
        )


def check_ranges(tables: Tables) -> None:
    """Accept low ≤ best ≤ high, in every table that has them."""
    for name, table in tables.items():
        middle = next((column for column in ("best", "value") if column in table), None)
        if middle and {"low", "high"} <= set(table.columns):
            for row in live(table).to_dict("records"):
                stated = [row[column] for column in ("low", middle, "high") if pd.notna(row[column])]
                if stated != sorted(stated):
                    raise DataError(
                        f"{name}.csv",
                        "the figures are not in ascending order",
                        column="low",
                        row=next(iter(row.values())),
                        remedy=f"mend low, {middle} or high",
                    )
                if not stated and name != "numbers":
                    raise DataError(
                        f"{name}.csv",
                        "no figure is given",
                        column=middle,
                        row=next(iter(row.values())),
                        remedy="fill low, best or high",
                    )


def check_calendar(tables: Tables) -> None:
    """Accept days that the calendar has, and spans that run forward."""
    for name, table in tables.items():
        for column in TABLES[name].dates():
            for row, cell in zip(table.iloc[:, 0], table[column], strict=True):
                if isinstance(cell, str):
                    _check_date(name, row, column, cell)


def _check_date(name: str, row: str, column: str, cell: str) -> None:
    first, last = cell.split("/")[0], cell.split("/")[-1]
    for part in (first, last):
        if len(part) == len("2024-06-19"):
            try:
                date.fromisoformat(part)
            except ValueError as reason:
                raise DataError(
                    f"{name}.csv",
                    f"{part} is no day ({reason})",
                    row=row,
                    column=column,
                    remedy="mend the date",
                ) from reason
    if first[: len(last)] > last[: len(first)]:
        raise DataError(
            f"{name}.csv", f"{cell} runs backward", row=row, column=column, remedy="swap the two dates"
        )


def check_history(tables: Tables) -> None:
    """Accept rows that are taken out if they say why."""
    claims = tables["claims"]
    for row in rows(claims[claims["retired"].notna() & claims["change_note"].isna()]):
        remedy = "say in one sentence why the claim went"
        raise DataError(
            "claims.csv", "the cell is empty", row=row.claim_id, column="change_note", remedy=remedy
        )


def check_evidence(tables: Tables) -> None:
    """Accept judgements, hypotheses and duties whose evidence is all there, whatever table it stands in."""
    known = {row for name in EVIDENCE for row in live(tables[name])[TABLES[name].key()[0]]}
    cells = (("judgements", "claims"), ("hypotheses", "evidence_claim"), ("duties", "seen"))
    for name, column in cells:
        for row in tables[name].to_dict("records"):
            for found in split_ids(row[column]):
                if found not in known:
                    raise DataError(
                        f"{name}.csv",
                        f"{found!r} is no claim and no row of the record",
                        row=next(iter(row.values())),
                        column=column,
                        remedy="add the row it means, or mend the id",
                    )


EVIDENCE = ("claims", "estimates", "trade", "events", "statements", "outcomes", "clauses")
"""The tables whose rows may stand behind a judgement."""


def check_turning_points(tables: Tables) -> None:
    """Accept judgements that name one of their own rows, and another word than now, as what turns them."""
    for row in rows(tables["judgements"]):
        found = TURNS.fullmatch(row.would_change_it)
        if not found or found["row"] not in split_ids(row.claims) or found["word"] == row.likelihood:
            raise DataError(
                "judgements.csv",
                "does not name a row of its own and another likelihood",
                row=row.judgement_id,
                column="would_change_it",
                remedy="write `<row id>: <what it would be> → <likelihood word>`",
            )


TURNS = re.compile(rf"(?P<row>[a-z0-9-]+): (?P<what>.+) → (?P<word>{'|'.join(PROBABILITY_WORDS)})")


def check_supersession(tables: Tables) -> None:
    """Accept claims of which none is, by a chain of others, ended by itself."""
    after = {row.claim_id: split_ids(row.supersedes) for row in rows(live(tables["claims"]))}
    for claim in after:
        seen, waiting = set(), list(after[claim])
        while waiting:
            earlier = waiting.pop()
            if earlier == claim:
                remedy = "take the later claim out of the earlier one's cell"
                raise DataError("claims.csv", "ends itself", row=claim, column="supersedes", remedy=remedy)
            if earlier not in seen:
                seen.add(earlier)
                waiting.extend(after.get(earlier, []))


def check_derivations(tables: Tables) -> None:
    """Accept derived figures that name the factor they were computed with."""
    quantities = tables["quantities"]
    for row in rows(quantities[quantities["basis"].eq("derived") & quantities["conversion_id"].isna()]):
        raise DataError(
            "quantities.csv",
            "a derived figure without a factor",
            row=row.quantity_id,
            column="conversion_id",
            remedy="name a row of conversions.csv, or mend the basis",
        )


_FIGURE = re.compile(r"(?<![\w.,-])(\d[\d,]*(?:\.\d+)?)(?: (thousand|million|billion))?(?![\w-])")
_SCALE = {"": 1.0, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAY = rf"\b\d{{1,2}}(?:–\d{{1,2}})? (?:{_MONTHS})\b|\b(?:{_MONTHS}) \d{{1,2}}\b"
_YEAR = r"\b(?:1[89]|20)\d{2}\b"
_NAME = r"\b\d\+\d\b|\bArticles? \d+"
_NO_AMOUNT = re.compile("|".join((_DAY, _YEAR, _NAME)))


def stated_figures(statement: str) -> list[float]:
    """Return the amounts that an English statement gives in figures; years and days are none.

    >>> stated_figures("On 19 June 2024 Moscow held 10,000 containers, 3.5 million shells and 12%.")
    [10000.0, 3500000.0, 12.0]
    """
    bare = _NO_AMOUNT.sub(" ", statement).replace("%", " ")
    return [float(figure.replace(",", "")) * _SCALE[scale] for figure, scale in _FIGURE.findall(bare)]


def check_amounts(tables: Tables) -> None:
    """Accept statements whose figures are all rows of ``quantities``."""
    quantities = tables["quantities"]
    for claim in rows(live(tables["claims"])):
        mine = quantities[quantities["claim_id"].eq(claim.claim_id)]
        coded = set(mine[["low", "best", "high"]].to_numpy().ravel())
        for figure in stated_figures(claim.statement):
            if figure not in coded:
                raise DataError(
                    "claims.csv",
                    f"{figure:,.15g} is in the statement and in no quantity",
                    row=claim.claim_id,
                    column="statement",
                    remedy=f"add a row for {claim.claim_id} to quantities.csv",
                )


def live(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that are not retired."""
    return table[table["retired"].isna()] if "retired" in table else table


CHECKS: tuple[Callable[[Tables], None], ...] = (
    check_links,
    check_places,
    check_ranges,
    check_calendar,
    check_history,
    check_evidence,
    check_turning_points,
    check_supersession,
    check_derivations,
    check_amounts,
)


def check_digests(tables: Tables, texts: Mapping[str, str]) -> None:
    """Accept coded places whose passage, in ``texts``, has the digest that the row gives."""
    for name in ("claims", "translation_flags"):
        table = live(tables[name])
        for row in rows(table[table["start"].notna()]):
            if (
                row.source_id in texts
                and Place(row.start, row.end).sha256(texts[row.source_id]) != row.sha256
            ):
                raise DataError(
                    f"{name}.csv",
                    "another passage stands there than the one that was coded",
                    row=row[1],
                    column="sha256",
                    remedy="find the passage again with `dossier place`",
                )
