"""`claims` become its columns `reports`, `origins` and `flags`: who said each fact first.

Several claims may state one fact (``fact_id``); they are its reports. A report that repeats another, or
that goes back to the same person, brings no new origin: the origins of a fact are the different first
links of the chains behind its reports.
"""

from collections.abc import Hashable, Mapping

import pandas as pd

from dossier.schema.files import live, rows, split_ids


def first_links(claims: pd.DataFrame) -> dict[str, str]:
    """Turn `claims` into the first link of each claim's own chain, by ``claim_id``.

    It is the last id in ``relayed_by`` (who said it first), else ``speaker``, else the article.
    """
    links = {}
    for claim in rows(claims):
        chain = split_ids(claim.relayed_by) or split_ids(claim.speaker) or [claim.source_id]
        links[claim.claim_id] = chain[-1]
    return links


def roots(derives_from: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
    """Turn the parents of each claim into its roots: the claims at which its derivations end.

    A claim that derives from nothing is its own root. Claims that derive from each other in a loop
    are one root, which has the least id of the loop.

    >>> ends = roots({"a": [], "b": ["a"], "c": ["d"], "d": ["c"]})
    >>> sorted(ends["b"]), sorted(ends["c"]), sorted(ends["d"])
    (['a'], ['c'], ['c'])
    """
    reach = {claim: _reachable(claim, derives_from) for claim in derives_from}
    loops = {claim: frozenset(other for other in reach[claim] if claim in reach[other]) for claim in reach}
    ends = {claim for claim in reach if reach[claim] <= loops[claim] | {claim}}
    return {
        claim: frozenset(min(loops[end] | {end}) for end in (reach[claim] | {claim}) & ends)
        for claim in reach
    }


def _reachable(claim: str, derives_from: Mapping[str, list[str]]) -> set[str]:
    """Return the claims that ``claim`` derives from, at one remove or at several; in a loop, itself too."""
    seen: set[str] = set()
    waiting = list(derives_from[claim])
    while waiting:
        parent = waiting.pop()
        if parent not in seen:
            seen.add(parent)
            waiting.extend(derives_from.get(parent, []))
    return seen


def count_origins(claims: pd.DataFrame) -> pd.DataFrame:
    """Turn `claims` into how many live claims state each one's fact, and how many origins these have.

    ``claims`` needs ``claim_id, fact_id, source_id, speaker, relayed_by, derives_from, retired``. The
    result has the index of ``claims``; a retired claim has no count. Columns ``reports, origins``.
    """
    current = live(claims)
    origins = origins_of_facts(current)
    reports = current.groupby("fact_id").size()
    counted = pd.DataFrame(
        {
            "reports": current["fact_id"].map(reports),
            "origins": current["fact_id"].map({fact: len(links) for fact, links in origins.items()}),
        },
        dtype="Int64",
    )
    return counted.reindex(claims.index)


def origins_of_facts(current: pd.DataFrame) -> dict[Hashable, set[str]]:
    """Turn live `claims` into the origins of each fact, by ``fact_id``: ids of `entities` or of articles."""
    links = first_links(current)
    parents = {
        claim: [parent for parent in split_ids(cell) if parent in links]
        for claim, cell in zip(current["claim_id"], current["derives_from"], strict=True)
    }
    ends = roots(parents)
    origins: dict[Hashable, set[str]] = {}
    for claim, fact in zip(current["claim_id"], current["fact_id"], strict=True):
        origins.setdefault(fact, set()).update(links[end] for end in ends[claim])
    return origins


def without_originals(record: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Turn a record table and `sources` into the table with less ``confidence`` in rows that need an article.

    The record tests the articles, so an article cannot be the second page of a record row: such a row has
    one page (``with_article``). A page is the original of an article when it has the address of an article;
    a source is an article when it has a digest of its bytes.
    """
    article = sources["sha256"].notna()
    same_address = sources["url"].isin(sources.loc[article, "url"].dropna())
    originals = sources.loc[~article & same_address, "source_id"]
    on_original = record[["source_id", "second_source_id"]].isin(list(originals)).any(axis=1)
    grade = record["confidence"].mask(
        on_original & record["confidence"].eq("two_independent"), "with_article"
    )
    return record.assign(confidence=grade)


def count_flags(claims: pd.DataFrame, flags: pd.DataFrame) -> "pd.Series[int]":
    """Turn `claims` and `translation_flags` into the number of flags that overlap each claim's place."""
    placed = claims.dropna(subset=["start"])
    pairs = placed.merge(flags, on="source_id", suffixes=("", "_flag"), validate="many_to_many")
    overlap = (pairs["start"] < pairs["end_flag"]) & (pairs["start_flag"] < pairs["end"])
    counts = pairs[overlap].groupby("claim_id").size()
    return claims["claim_id"].map(counts).fillna(0).astype("Int64")
