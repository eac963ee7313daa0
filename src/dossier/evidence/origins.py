"""Who knew it first: reports are many, origins few."""

from collections.abc import Hashable, Mapping

import pandas as pd

from dossier.schema.files import live, rows, split_ids


def first_links(claims: pd.DataFrame) -> dict[str, str]:
    """Return the first link of each claim's own chain.

    It is the far end of ``relayed_by``, else ``speaker``, else the article.
    """
    links = {}
    for claim in rows(claims):
        chain = split_ids(claim.relayed_by) or split_ids(claim.speaker) or [claim.source_id]
        links[claim.claim_id] = chain[-1]
    return links


def roots(derives_from: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
    """Return, for each claim, the claims at which its derivations end.

    A claim that derives from nothing ends at itself; claims that derive from each other in a loop
    are one end, named by its first member.

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
    seen: set[str] = set()
    waiting = list(derives_from[claim])
    while waiting:
        parent = waiting.pop()
        if parent not in seen:
            seen.add(parent)
            waiting.extend(derives_from.get(parent, []))
    return seen


def count_origins(claims: pd.DataFrame) -> pd.DataFrame:
    """Return, by claim, how many claims state its fact and how many origins stand behind them.

    ``claims`` needs ``claim_id, fact_id, source_id, speaker, relayed_by, derives_from``; the result
    has the index of ``claims`` and the columns ``reports`` and ``origins``.
    """
    current = live(claims)
    origins = origins_of_facts(current)
    reports = current.groupby("fact_id").size()
    counted = pd.DataFrame(
        {
            "reports": current["fact_id"].map(reports),
            "origins": current["fact_id"].map({fact: len(found) for fact, found in origins.items()}),
        },
        dtype="Int64",
    )
    return counted.reindex(claims.index)


def origins_of_facts(current: pd.DataFrame) -> dict[Hashable, set[str]]:
    """Return, by fact, the first links of the chains behind it: entities, or articles."""
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
    """Return rows of the record regraded where a second page is the original of an article.

    The record is what the articles are held against: an article cannot be its own second page. The page
    of an original stands at the address of an article, which alone has a digest of its bytes.
    """
    read = sources["sha256"].notna()
    originals = sources.loc[~read & sources["url"].isin(sources.loc[read, "url"].dropna()), "source_id"]
    leans = record[["source_id", "second_source_id"]].isin(list(originals)).any(axis=1)
    grade = record["confidence"].mask(leans & record["confidence"].eq("two_independent"), "with_article")
    return record.assign(confidence=grade)


def count_flags(claims: pd.DataFrame, flags: pd.DataFrame) -> "pd.Series[int]":
    """Count the translation flags that overlap the place of each claim."""
    placed = claims.dropna(subset=["start"])
    pairs = placed.merge(flags, on="source_id", suffixes=("", "_flag"), validate="many_to_many")
    touch = (pairs["start"] < pairs["end_flag"]) & (pairs["start_flag"] < pairs["end"])
    counts = pairs[touch].groupby("claim_id").size()
    return claims["claim_id"].map(counts).fillna(0).astype("Int64")
