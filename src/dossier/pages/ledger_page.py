"""`claims` and the rows that belong to them become the ledger page: HTML, a list item for each claim.

The id of a claim is the address of its item. Without scripts the page is a list to read; ``ledger.js``
adds filter, facets, sort and count above it.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pandas as pd
from markupsafe import Markup

from dossier.data import Dataset
from dossier.evidence.comparisons import SILENT
from dossier.evidence.weakness import REASONS
from dossier.pages.cards import Evidence, code_in_words, evidence
from dossier.pages.templates import fragment
from dossier.schema.files import live, rows, split_ids
from dossier.schema.words import ATTRIBUTIONS
from dossier.show.amount import amount
from dossier.show.names import article_address, article_names
from dossier.show.table import Link, row_link


def ledger(data: Dataset) -> Markup:
    """Turn the dataset into the ledger as HTML; all text is escaped.

    A retired claim keeps its place and address; its item says since when and why it is out.
    """
    known = evidence(data)
    chains = Chains(data)
    names = article_names(data)
    entries = [
        _entry(claim, known[claim.claim_id], chains, names.get(claim.source_id, claim.source_id))
        if claim.claim_id in known
        else _retired(claim)
        for claim in rows(data.claims)
    ]
    return fragment("ledger.html.jinja", entries=entries)


def _entry(claim: Any, own_evidence: Evidence, chains: "Chains", article: str) -> dict[str, Any]:
    """Turn a live claim, its evidence and the name of its article into the values of its item."""
    reasons = [REASONS[reason] for reason in split_ids(claim.weakness)]
    return {
        "retired": "",
        "evidence": own_evidence,
        "facets": {
            "theme": claim.theme,
            "speaker": own_evidence.said_by.partition(" ← ")[0],
            "article": article,
            "type": code_in_words(claim.claim_type),
            "record": own_evidence.compared[0][0] if own_evidence.compared else SILENT,
            "date": own_evidence.date,
            "origins": claim.origins,
            "reports": claim.reports,
        },
        "article": Link(article, article_address(own_evidence.article)),
        "attribution": ATTRIBUTIONS[claim.attribution],
        "kind": f"{code_in_words(claim.claim_type)} ({claim.theme}), {code_in_words(claim.polarity)}",
        "compared": compared_in_words([relation for relation, _, _ in own_evidence.compared]),
        "weak_because": "; ".join(reasons) or "no reason found",
        "chain": list(chains.of(claim, own_evidence)),
        "history": history(claim.since, claim.change_note),
    }


def _retired(claim: Any) -> dict[str, Any]:
    """Turn a retired claim into the values of its item in the template."""
    note = f": {claim.change_note}" if isinstance(claim.change_note, str) else ""
    statement = claim.statement if isinstance(claim.statement, str) else "A claim that was taken out."
    return {
        "claim_id": claim.claim_id,
        "statement": statement,
        "retired": f"Retired in edition {claim.retired}{note}",
    }


class Chains:
    """The rows that a claim relies on and those that rely on it, looked up once for all claims."""

    def __init__(self, data: Dataset) -> None:
        claims = live(data.claims)
        self.statements = dict(zip(claims["claim_id"], claims["statement"], strict=True))
        self.parents = {claim.claim_id: split_ids(claim.derives_from) for claim in rows(claims)}
        self.against = {claim.claim_id: split_ids(claim.contradicts) for claim in rows(claims)}
        self.ended = {claim.claim_id: split_ids(claim.supersedes) for claim in rows(claims)}
        self.of_fact = claims.groupby("fact_id")["claim_id"].agg(list).to_dict()
        self.judgements = list(rows(live(data.judgements)))
        self.quantities = _by_claim(data.quantities)
        self.forecasts = _by_claim(data.forecasts)
        self.flags = {row.flag_id: row for row in rows(data.translation_flags)}

    def of(self, claim: Any, own_evidence: Evidence) -> Iterator[tuple[str, list[tuple[Link, str]]]]:
        """Turn a claim into the parts of its chain that have rows: heading, and link and text of each row."""
        own = claim.claim_id
        fact = [other for other in self.of_fact[claim.fact_id] if other != own]
        parts = {
            "Judgements that stand on it": [
                _row(judgement.judgement_id, judgement.statement)
                for judgement in self.judgements
                if own in split_ids(judgement.claims)
            ],
            "Judgements that it speaks against": [
                _row(judgement.judgement_id, judgement.statement)
                for judgement in self.judgements
                if own in split_ids(judgement.contrary)
            ],
            "Forecasts made of it": [
                _row(forecast.forecast_id, f"{forecast.question} So far: {forecast.outcome}.")
                for forecast in self.forecasts.get(own, [])
            ],
            "Amounts that it states": [
                _row(quantity.quantity_id, quantity_line(quantity))
                for quantity in self.quantities.get(own, [])
            ],
            "Derived from it": self._claims(
                other for other, parents in self.parents.items() if own in parents
            ),
            "Derives from": self._claims(self.parents[own]),
            "States the same fact": self._claims(fact),
            "Cannot hold beside": self._claims(self._rivals(own)),
            "Ends": self._claims(self.ended[own]),
            "Ended by": self._claims(other for other, ended in self.ended.items() if own in ended),
            "Rows of the record beside it": [
                _row(row, f"{relation}: {reason}") for relation, row, reason in own_evidence.compared
            ],
            "Defects of its translation": [
                _row(flag, f"{severity}, should mean: {self.flags[flag].should_mean}")
                for flag, severity in own_evidence.flags
            ],
        }
        yield from ((name, linked) for name, linked in parts.items() if linked)

    def _rivals(self, own: str) -> list[str]:
        """Return the claims that contradict ``own``; only one of two rivals has to name the other."""
        named_by = (other for other, rivals in self.against.items() if own in rivals)
        return sorted({*self.against[own], *named_by})

    def _claims(self, claim_ids: Iterable[str]) -> list[tuple[Link, str]]:
        return [_row(claim, self.statements.get(claim, "retired")) for claim in claim_ids]


def _by_claim(table: pd.DataFrame) -> dict[str, list[Any]]:
    """Turn a table with ``claim_id`` into its rows by claim."""
    rows_of: dict[str, list[Any]] = {}
    for row in rows(table):
        rows_of.setdefault(row.claim_id, []).append(row)
    return rows_of


def _row(row: str, text: str) -> tuple[Link, str]:
    """Turn the id of a row and its text into a link and the text."""
    link = row_link(row, up="")
    address = link.address.removeprefix("ledger.html")  # a link within this page is its anchor alone
    return Link(row, address), text


def quantity_line(quantity: Any) -> str:
    """Turn a row of `quantities` into a line: the item, its figure in words, and how somebody got it.

    >>> from types import SimpleNamespace as Row
    >>> quantity_line(Row(item="container", low=10000.0, best=10000.0, high=float("nan"), unit=None,
    ...     bound="at_least", basis="counted_by_state"))
    'container: at least 10,000; counted by state'
    """
    return (
        f"{code_in_words(quantity.item)}: {amount(quantity, quantity.unit)}; {code_in_words(quantity.basis)}"
    )


def compared_in_words(relations: Sequence[str]) -> str:
    """Turn the relations of a claim to rows of the record into words, each with how many rows.

    >>> compared_in_words(["differs", "bears on", "bears on"]), compared_in_words([])
    ('differs (1 row), bears on (2 rows)', 'silent: no row of the record speaks of it')
    """
    counts = {relation: relations.count(relation) for relation in relations}
    counted = (
        f"{relation} ({count} {'row' if count == 1 else 'rows'})" for relation, count in counts.items()
    )
    return ", ".join(counted) or f"{SILENT}: no row of the record speaks of it"


def history(since: str, change_note: object) -> str:
    """Turn the edition and the change note of a claim into its history in words.

    >>> history("1.0.0", None)
    'in the ledger since edition 1.0.0, unchanged'
    """
    change = f"; {change_note}" if isinstance(change_note, str) else ", unchanged"
    return f"in the ledger since edition {since}{change}"
