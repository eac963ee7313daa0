"""Tables of the record become their columns `chain` and `origins`: who first said what each row says.

The schema declares for each table which columns name who states a row, whom these quote, and which rows state
the same (`Stating`). A row whose table names nobody is as far back as its page: two pages may both report one
briefing, so a second page brings no origin, and rows that share a publisher share theirs.
"""

import math
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from dossier.errors import DataError
from dossier.evidence.origins import origins_of_facts, roots
from dossier.schema import Schema
from dossier.schema.base import Stating
from dossier.schema.files import Tables, live, rows, split_ids

Row = Mapping[Hashable, Any]
Origin = frozenset[str]
"""The names under which one origin goes; two that share a name are one."""


class Voices:
    """`claimants`, `bodies`, `entities` and `sources` become the origin behind each name, entity and page."""

    def __init__(self, tables: Tables) -> None:
        self._joined: dict[str, str] = {}
        self._ids: dict[str, str] = {}
        self._bodies: dict[str, str] = {}
        for claimant in rows(tables["claimants"]):
            body = f"body {claimant.short_name}"
            self._ids[claimant.name] = claimant.claimant_id
            self._bodies[claimant.name] = self._bodies[claimant.claimant_id] = body
            self._join(body, f"body {claimant.part_of}" if isinstance(claimant.part_of, str) else body)
            self._join(body, f"entity {claimant.entity_id}" if isinstance(claimant.entity_id, str) else body)
        for name in rows(tables["bodies"]):
            own = f"name {_named([name.side, name.name])}"
            self._join(own, f"body {name.body}" if isinstance(name.body, str) else own)
            self._join(own, f"entity {name.entity_id}" if isinstance(name.entity_id, str) else own)
        sources = tables["sources"]
        self._publishers = sources.set_index("source_id")["publisher"].dropna().to_dict()
        articles = sources[sources["sha256"].notna() & sources["url"].notna()]
        self._articles = dict(zip(articles["url"], articles["source_id"], strict=True))
        self._urls = sources.set_index("source_id")["url"].dropna().to_dict()
        self._entities = set(tables["entities"]["entity_id"])

    def _join(self, one: str, other: str) -> None:
        """Make two names one origin."""
        first, second = sorted((self._end(one), self._end(other)))
        self._joined[second] = first

    def _end(self, name: str) -> str:
        """Return the name that stands for all that were joined to ``name``."""
        while self._joined.get(name, name) != name:
            name = self._joined[name]
        return name

    def of_name(self, cells: Iterable[object]) -> Origin:
        """Return the origin behind the name in ``cells``, of which the side may be the first."""
        named = _named(cells)
        return frozenset({self._end(self._bodies.get(named, f"name {named}"))})

    def of_claim(self, link: str) -> Origin:
        """Return the origin behind the first link of a claim: an entity, or the article itself."""
        return frozenset({self._end(f"entity {link}") if link in self._entities else f"article {link}"})

    def of_pages(self, pages: Iterable[object]) -> Origin:
        """Return the origin of a row that names nobody: the publishers of its pages.

        A page that is the original of an article is that article too.
        """
        names = set()
        for page in pages:
            if isinstance(page, str):
                names.add(f"publisher {self._publishers.get(page, page)}")
                article = self._articles.get(self._urls.get(page, ""))
                names |= {f"article {article}"} if article else set()
        return frozenset(names)

    def in_chain(self, cells: Iterable[object]) -> str:
        """Return a name as a chain has it: the id of a claimant, else side and name."""
        named = _named(cells)
        return self._ids.get(named, named).replace(";", ",")

    def publisher(self, page: str) -> str:
        """Return the publisher of a page as a chain has it."""
        return str(self._publishers.get(page, page)).replace(";", ",")


def _named(cells: Iterable[object]) -> str:
    """Return side and name in one, without the cells that are empty.

    >>> _named(["Belcastre", "Mayor"]), _named([None, "Mayor"])
    ('Belcastre: Mayor', 'Mayor')
    """
    return ": ".join(cell for cell in cells if isinstance(cell, str))


def count(origins: Iterable[Origin]) -> int:
    """Return how many origins there are, where those that share a name are one.

    >>> count([frozenset({"a"}), frozenset({"b", "c"}), frozenset({"c", "d"})])
    2
    """
    apart: list[set[str]] = []
    for origin in origins:
        sharing = [names for names in apart if names & origin]
        apart = [names for names in apart if not names & origin]
        apart.append(set(origin).union(*sharing))
    return len(apart)


def with_origins(tables: Tables, schema: Schema) -> Tables:
    """Turn `tables` into those of the record, each with its columns ``chain`` and ``origins``."""
    voices = Voices(tables)
    return {
        name: _with_origins(tables[name], stating, schema.tables[name].key()[0], voices)
        for name, stating in _stating(schema)
    }


def _stating(schema: Schema) -> Iterator[tuple[str, Stating]]:
    """Yield each table of the record that says who states its rows, and how it does."""
    for name, table in schema.record.items():
        if stating := table.stating():
            yield name, stating


def _with_origins(table: pd.DataFrame, stating: Stating, key: str, voices: Voices) -> pd.DataFrame:
    """Return one table with its columns ``chain`` and ``origins``."""
    records = table.to_dict("records")
    first = _first_links(records, stating, key, voices)
    alike = _alike(records, stating, key)
    counts = [count(origin for row in alike[record[key]] for origin in first[row]) for record in records]
    chains = [_chain(record, stating, voices) for record in records]
    return table.assign(
        chain=pd.Series(chains, index=table.index, dtype="str"),
        origins=pd.Series(counts, index=table.index, dtype="Int64"),
    )


def first_links_of_rows(tables: Tables, schema: Schema) -> dict[str, set[Origin]]:
    """Turn the tables of the record into the first links of each row, by its id.

    There are several where a row quotes somebody whose own rows on the same thing have several.
    """
    voices = Voices(tables)
    found: dict[str, set[Origin]] = {}
    for name, stating in _stating(schema):
        found |= _first_links(tables[name].to_dict("records"), stating, schema.tables[name].key()[0], voices)
    return found


def _first_links(
    records: list[dict[Hashable, Any]], stating: Stating, key: str, voices: Voices
) -> dict[str, set[Origin]]:
    """Return the first links of the rows of one table, each followed back along whom it quotes.

    A row that quotes somebody goes back to this one's rows on the same thing, and to the name alone where
    there are none. Rows that quote each other in a loop are one origin.
    """
    own = {record[key]: _own_origin(record, stating, voices) for record in records}
    alike = _alike(records, stating, key)
    parents: dict[str, list[str]] = {row: [] for row in own}
    for record in records:
        quoted = record.get(stating.quoting)
        if isinstance(quoted, str):
            origin, row = voices.of_name([quoted]), record[key]
            theirs = [other for other in alike[row] if other != row and own[other] & origin]
            name = f"quoted {min(origin)}"
            parents[row] = theirs or [name]
            if not theirs:
                parents[name], own[name] = [], origin
    ends = roots(parents)
    return {record[key]: {own[end] for end in ends[record[key]]} for record in records}


def _own_origin(record: Row, stating: Stating, voices: Voices) -> Origin:
    """Return the origin of a row before it is followed back: who says it, else its pages."""
    if said_by := _said_by(record, stating):
        return voices.of_name(record[column] for column in said_by)
    return voices.of_pages(record[column] for column in ("source_id", "second_source_id"))


def _said_by(record: Row, stating: Stating) -> tuple[str, ...]:
    """Return the columns that name who states a row; none where nobody is named."""
    if stating.own:
        column, word, party = stating.own
        if record[column] == word and isinstance(record[party], str):
            return (party,)
    return stating.said_by


def _alike(records: list[dict[Hashable, Any]], stating: Stating, key: str) -> dict[str, list[str]]:
    """Return for each row the rows that state the same thing, itself among them."""
    groups: dict[object, list[dict[Hashable, Any]]] = {}
    for record in records:
        groups.setdefault(_thing(record, stating, key), []).append(record)
    return {
        record[key]: [other[key] for other in group if _within(other, record, stating)]
        for group in groups.values()
        for record in group
    }


def _thing(record: Row, stating: Stating, key: str) -> tuple[object, ...]:
    """Return what a row states, as far as its columns tell; its id where they do not."""
    told = any(not pd.isna(record[column]) for column in stating.one_of or (key,))
    if not told or not (stating.same or stating.window):
        return (record[key],)
    cells = [record[column] for column in stating.same]
    cells += [next((record[column] for column in stating.window if not pd.isna(record[column])), None)]
    cells += [record[stating.month][: len("2024-06")]] if stating.month else []
    return tuple(None if pd.isna(cell) else cell for cell in cells)


def _within(other: Row, record: Row, stating: Stating) -> bool:
    """Return whether the figures of another row lie in what a row says: a bound leaves it open to one side.

    >>> stating = Stating(figures=("best",), bound="bound")
    >>> least, more = {"best": 2, "bound": "at_least"}, {"best": 3, "bound": "exact"}
    >>> _within(more, least, stating), _within(least, more, stating)
    (True, False)
    """
    if record is other or not stating.figures:
        return True
    theirs, ours = (
        [row[column] for column in stating.figures if not pd.isna(row[column])] for row in (other, record)
    )
    bound = record.get(stating.bound)
    low = -math.inf if bound == "at_most" else min(ours, default=math.nan)
    high = math.inf if bound == "at_least" else max(ours, default=math.nan)
    return bool(theirs) and low <= max(theirs) and min(theirs) <= high


def _chain(record: Row, stating: Stating, voices: Voices) -> str:
    """Return the chain of a row: who says it, whom these quote, the page."""
    said_by = _said_by(record, stating)
    if not said_by:
        return f"{voices.publisher(record['source_id'])};{record['source_id']}"
    quoted = record.get(stating.quoting)
    links = [voices.in_chain(record[column] for column in said_by)]
    links += [voices.in_chain([quoted])] if isinstance(quoted, str) else []
    return ";".join([*links, record["source_id"]])


def with_judged_origins(judgements: pd.DataFrame, tables: Tables, schema: Schema) -> pd.DataFrame:
    """Turn `judgements` into the table with ``claim_origins, row_origins, origins``.

    Behind a claim stand the origins of its fact; a row of the record has its own first links. An entity and
    a claimant that the tables join are one, so ``origins`` may be less than the sum of the other two.
    """
    voices, of_rows = Voices(tables), first_links_of_rows(tables, schema)
    claims = live(tables["claims"])
    of_facts, facts = origins_of_facts(claims), dict(zip(claims["claim_id"], claims["fact_id"], strict=True))
    counts = []
    for cell in judgements["claims"]:
        ids = split_ids(cell)
        behind_claims = {
            voices.of_claim(link) for row in ids if row in facts for link in of_facts[facts[row]]
        }
        behind_rows = {origin for row in ids for origin in of_rows.get(row, ())}
        counts.append((count(behind_claims), count(behind_rows), count(behind_claims | behind_rows)))
    columns = ["claim_origins", "row_origins", "origins"]
    counted = pd.DataFrame(counts, columns=columns, index=judgements.index, dtype="Int64")
    return judgements.assign(**{column: counted[column] for column in columns})


def check_bodies(tables: Tables, schema: Schema) -> Iterator[DataError]:
    """Yield a fault for each row of `bodies` that joins nothing: its name, or its body, stands nowhere."""
    bodies = tables["bodies"]
    names = {
        _named(record[column] for column in said_by)
        for name, stating in _stating(schema)
        for record in tables[name].to_dict("records")
        if (said_by := _said_by(record, stating))
    }
    shared = {*tables["claimants"]["short_name"], *bodies.loc[bodies["body"].duplicated(), "body"]}
    for row in rows(bodies):
        named = _named([row.side, row.name])
        if named not in names or named in set(tables["claimants"]["name"]):
            problem = "no row of the record has this side and name, or `claimants` has it"
            remedy = "write both as the record does, or take the row out"
            yield DataError("bodies.csv", problem, row=named, column="name", remedy=remedy)
        if isinstance(row.body, str) and row.body not in shared:
            problem = f"{row.body!r} is no short name of claimants.csv, and no other row has it"
            remedy = "mend it, or leave it empty"
            yield DataError("bodies.csv", problem, row=named, column="body", remedy=remedy)
        if not isinstance(row.body, str) and not isinstance(row.entity_id, str):
            problem = "neither body nor actor is named"
            remedy = "name one, or take the row out"
            yield DataError("bodies.csv", problem, row=named, column="body", remedy=remedy)


CHECKS = (check_bodies,)
"""What must hold of `bodies`: it takes tables and schema."""
