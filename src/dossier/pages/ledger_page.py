"""The ledger as a page: every claim at its own address, with its chain, its rivals and its history.

Without scripts it is a list to read; ``ledger.js`` puts filter, facets, sort and count above it.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from dossier.data import Dataset
from dossier.evidence.weakness import REASONS
from dossier.pages.cards import Evidence, evidence, plain
from dossier.pages.templates import render
from dossier.schema.files import live, rows, split_ids
from dossier.schema.words import ATTRIBUTIONS
from dossier.show.amount import amount
from dossier.show.table import Link, row_link


def ledger(data: Dataset) -> str:
    """Return the ledger as HTML: a list item per claim, with the claim's id as its own; text is escaped.

    A retired claim keeps its place and address, and says since when and why it is out.
    """
    found = evidence(data)
    folded = Folded(data)
    entries = [
        _entry(claim, found[claim.claim_id], folded) if claim.claim_id in found else _retired(claim)
        for claim in rows(data.claims)
    ]
    return render("ledger.html.jinja", entries=entries)


def _entry(claim: Any, told: Evidence, folded: "Folded") -> dict[str, Any]:
    reasons = [REASONS[reason] for reason in split_ids(claim.weakness)]
    return {
        "retired": "",
        "evidence": told,
        "facets": {
            "theme": claim.theme,
            "speaker": told.said_by.partition(" ← ")[0],
            "article": told.article,
            "type": plain(claim.claim_type),
            "date": told.date,
            "origins": claim.origins,
            "reports": claim.reports,
        },
        "attribution": ATTRIBUTIONS[claim.attribution],
        "kind": f"{plain(claim.claim_type)} ({claim.theme}), {plain(claim.polarity)}",
        "weak_because": "; ".join(reasons) or "no reason found",
        "chain": list(folded.chain(claim, told)),
        "history": history(claim.since, claim.change_note),
    }


def _retired(claim: Any) -> dict[str, Any]:
    note = f": {claim.change_note}" if isinstance(claim.change_note, str) else ""
    said = claim.statement if isinstance(claim.statement, str) else "A claim that was taken out."
    return {
        "claim_id": claim.claim_id,
        "statement": said,
        "retired": f"Retired in edition {claim.retired}{note}",
    }


class Folded:
    """What folds out under a claim: what stands on it, and what it stands on."""

    def __init__(self, data: Dataset) -> None:
        claims = live(data.claims)
        self.said = dict(zip(claims["claim_id"], claims["statement"], strict=True))
        self.parents = {claim.claim_id: split_ids(claim.derives_from) for claim in rows(claims)}
        self.against = {claim.claim_id: split_ids(claim.contradicts) for claim in rows(claims)}
        self.ended = {claim.claim_id: split_ids(claim.supersedes) for claim in rows(claims)}
        self.of_fact = claims.groupby("fact_id")["claim_id"].agg(list).to_dict()
        self.judgements = list(rows(live(data.judgements)))
        self.quantities = _by_claim(data.quantities)
        self.forecasts = _by_claim(data.forecasts)
        self.flags = {row.flag_id: row for row in rows(data.translation_flags)}

    def chain(self, claim: Any, told: Evidence) -> Iterator[tuple[str, list[tuple[Link, str]]]]:
        """Yield the rows in each part of the chain that has some, by name: a link to each, and its text."""
        own = claim.claim_id
        fact = [other for other in self.of_fact[claim.fact_id] if other != own]
        parts = {
            "Judgements that stand on it": [
                _row(each.judgement_id, each.statement)
                for each in self.judgements
                if own in split_ids(each.claims)
            ],
            "Forecasts made of it": [
                _row(each.forecast_id, f"{each.question} So far: {each.outcome}.")
                for each in self.forecasts.get(own, [])
            ],
            "Amounts that it states": [
                _row(each.quantity_id, quantity_line(each)) for each in self.quantities.get(own, [])
            ],
            "Derived from it": self._claims(other for other, from_ in self.parents.items() if own in from_),
            "Derives from": self._claims(self.parents[own]),
            "States the same fact": self._claims(fact),
            "Cannot hold beside": self._claims(self._rivals(own)),
            "Ends": self._claims(self.ended[own]),
            "Ended by": self._claims(other for other, its in self.ended.items() if own in its),
            "Defects of its translation": [
                _row(flag, f"{severity}, should mean: {self.flags[flag].should_mean}")
                for flag, severity in told.flags
            ],
        }
        yield from ((name, linked) for name, linked in parts.items() if linked)

    def _rivals(self, own: str) -> list[str]:
        return sorted({*self.against[own], *(other for other, its in self.against.items() if own in its)})

    def _claims(self, claim_ids: Iterable[str]) -> list[tuple[Link, str]]:
        return [_row(each, self.said.get(each, "retired")) for each in claim_ids]


def _by_claim(table: pd.DataFrame) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows(table):
        found.setdefault(row.claim_id, []).append(row)
    return found


def _row(row: str, text: str) -> tuple[Link, str]:
    ours = row_link(row, up="")
    address = ours.address.removeprefix("ledger.html")  # on this page an address without its name
    return Link(row, address), text


def quantity_line(quantity: Any) -> str:
    """Return a row of ``quantities`` as a line: the item, its figure in words and how it was arrived at.

    >>> from types import SimpleNamespace as Row
    >>> quantity_line(Row(item="container", low=10000.0, best=10000.0, high=float("nan"), unit=None,
    ...     bound="at_least", basis="counted_by_state"))
    'container: at least 10,000; counted by state'
    """
    return f"{plain(quantity.item)}: {amount(quantity, quantity.unit)}; {plain(quantity.basis)}"


def history(since: str, change_note: object) -> str:
    """Say since which edition a claim is in the ledger, and what changed in it.

    >>> history("1.0.0", None)
    'in the ledger since edition 1.0.0, unchanged'
    """
    changed = f"; {change_note}" if isinstance(change_note, str) else ", unchanged"
    return f"in the ledger since edition {since}{changed}"
