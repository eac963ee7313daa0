"""Tables `entities`, `claims`, `mentions` and `glossary` become the cast, the weapons and the own terms."""

from collections import Counter
from dataclasses import replace

import pandas as pd

from dossier.evidence.articles import article_ids
from dossier.evidence.claims import current, support
from dossier.evidence.selections import selections
from dossier.evidence.weakness import INTERESTED
from dossier.schema import Table, words
from dossier.schema.base import table_meaning
from dossier.schema.files import Row, rows, split_ids
from dossier.show.table import Link, ShownTable, row_link
from militant_unity.data import Dataset


def glossary_table(data: Dataset) -> ShownTable:
    """Show the book's own terms, with the words of a closed list and the column that each is read from."""
    lines = []
    terms = data.glossary[data.glossary["used_for"].eq("book")]
    for row in rows(terms.sort_values("term").astype(object).where(terms.notna(), None)):
        declared = data.schema.tables[row.table_name] if row.table_name else None
        lines.append(
            {
                "term": row.term,
                "meaning": row.meaning or (_meaning(declared, row.column_name) if declared else None),
                "its words": _list_of(declared, row.column_name) if declared and row.column_name else None,
                "declared as": ".".join(part for part in (row.table_name, row.column_name) if part) or None,
            }
        )
    caption = f"The book's own terms: {len(lines)} words with one meaning each"
    return ShownTable(pd.DataFrame(lines), caption, entries=True)


def _meaning(declared: type[Table], column: str | None) -> str:
    if column is None:
        return table_meaning(declared).removeprefix("One row per ").rstrip(".")
    return str(declared.to_schema().columns[column].description)


def _list_of(declared: type[Table], column: str) -> str | None:
    found = declared.vocabularies().get(column, {})
    if found == words.RECORD_CONFIDENCES:
        return "; ".join(support(pd.Series(list(found))))
    return ", ".join(word.replace("_", " ") for word in found) or None


def cast(data: Dataset) -> pd.DataFrame:
    """Return the entities with how often each speaks, passes on and is named.

    The columns are those of ``entities``, with ``says`` and ``passes_on`` (live claims), ``named``
    (mentions that the program finds) and ``articles`` (how many articles name it).
    """
    claims = current(data)
    relays = claims["relayed_by"].map(split_ids).explode()
    mentions = data.mentions.groupby("entity_id")
    found = data.entities.set_index("entity_id")
    return found.assign(
        says=claims["speaker"].value_counts(),
        passes_on=relays.value_counts(),
        named=mentions.size(),
        articles=mentions["source_id"].nunique(),
    ).fillna({"says": 0, "passes_on": 0, "named": 0, "articles": 0})


def _shown(found: pd.DataFrame, caption: str, articles: int, *, voices: bool) -> ShownTable:
    """Return the table of some of the cast, at most five columns; each name leads to its light page."""
    shown = pd.DataFrame(
        {
            "name": [Link(row.name, f"../entities/{row.Index}.html") for row in rows(found)],
            **({"claims said": found["says"].astype(int)} if voices else {}),
            "times named": [_counted(row.named, row.articles, articles) for row in rows(found)],
            **({"interest": found["interest"].str.replace("_", " ")} if voices else {}),
            "office, role, names": [_told(row, voices=voices) for row in rows(found)],
        }
    )
    return ShownTable(shown, caption, entries=True)


def _told(row: Row, *, voices: bool) -> str:
    """Return what is said of one of the cast in a line: office, names in the articles, what is passed on."""
    aliases = row.aliases.replace(";", ", ") if isinstance(row.aliases, str) else ""
    passed_on = int(row.passes_on) if voices else 0
    parts = (
        row.note,
        f"named {aliases}" if aliases else None,
        f"passes on {passed_on} {'claim' if passed_on == 1 else 'claims'}" if passed_on else None,
        row.remark,
    )
    return "; ".join(part for part in parts if isinstance(part, str))


def _counted(number: float, naming: float, articles: int) -> str:
    """Return how often and in how many articles a name was found; what is never found has no number.

    >>> _counted(2.0, 1.0, 5), _counted(0.0, 0.0, 5)
    ('2, in 1 of 5 articles', 'not by name')
    """
    return f"{number:.0f}, in {naming:.0f} of {articles} articles" if number else "not by name"


def voices(data: Dataset) -> pd.DataFrame:
    """Return those who say or pass on a claim, whoever says most first."""
    found = cast(data)
    speaking = found[found["says"].gt(0) | found["passes_on"].gt(0)]
    return speaking.sort_values(["says", "passes_on", "named", "name"], ascending=[False, False, False, True])


def voices_table(data: Dataset) -> ShownTable:
    """Show who says the claims of the articles, or passes them on."""
    found = voices(data)
    silent = int(current(data)["speaker"].isna().sum())
    caption = (
        f"The {len(found)} voices of the articles; {silent} of {len(current(data))} claims have none, "
        "for the article itself says them"
    )
    return _shown(found, caption, len(article_ids(data)), voices=True)


def _named(data: Dataset, kinds: tuple[str, ...]) -> pd.DataFrame:
    found = cast(data).drop(voices(data).index)
    return found[found["kind"].isin(kinds)].sort_values(["named", "name"], ascending=[False, True])


def named_table(data: Dataset) -> ShownTable:
    """Show the persons, offices and states that the articles name and that say nothing in them."""
    found = _named(data, ("person", "organisation", "country"))
    return _shown(
        found,
        f"The {len(found)} persons, offices and states that are only named",
        len(article_ids(data)),
        voices=False,
    )


def places_table(data: Dataset) -> ShownTable:
    """Show the places, and for which state or office a capital or palace stands."""
    found = _named(data, ("place",))
    usual = data.entities.set_index("entity_id")["name"]
    shown = _shown(
        found,
        f"The {len(found)} places, capitals that stand for a state among them",
        len(article_ids(data)),
        voices=False,
    )
    frame = shown.frame
    frame.insert(1, "stands for", list(found["metonym_of"].map(usual)))
    return replace(shown, frame=frame)


def weapons_table(data: Dataset) -> ShownTable:
    """Show what is counted of arms: what a word of the data means, and who counts it how often."""
    estimates, amounts = data.estimates["item"].value_counts(), data.quantities.sort_values("quantity_id")
    weapons = data.glossary[data.glossary["used_for"].eq("arms")].sort_values(["position", "term"])
    named_in_notes = Counter(each.part for each in selections(data, "cast.named_in_notes"))
    lines = [
        {
            "what": weapon.term,
            "meaning": weapon.meaning,
            "claims with an amount": [
                row_link(claim) for claim in amounts.loc[amounts["item"].eq(weapon.item), "claim_id"]
            ]
            or "none",
            "rows of the record": int(estimates.get(weapon.item, 0)) or "none",
        }
        for weapon in rows(weapons.dropna(subset=["item"]))
    ]
    lines += [
        {
            "what": system.name,
            "meaning": system.note,
            "claims with an amount": "none",
            "rows of the record": "none",
        }
        for system in rows(_named(data, ("system",)))
    ]
    lines += [
        {
            "what": weapon.term,
            "meaning": f"{weapon.meaning}; named in notes of the record, in no article",
            "claims with an amount": "none",
            "rows of the record": named_in_notes[weapon.term] or "none",
        }
        for weapon in rows(weapons[weapons["item"].isna()])
    ]
    caption = "Weapons and what carries them: what the data count of each"
    return ShownTable(pd.DataFrame(lines), caption, entries=True)


def quotable(data: Dataset) -> dict[str, float | str]:
    """Return the numbers that a sentence on the cast may quote, by name."""
    claims, found = current(data), voices(data)
    stakes = claims["speaker"].map(data.entities.set_index("entity_id")["interest"])
    interested = stakes.isin(INTERESTED)
    first = next(iter(found.index))  # voices come in the order of what they say
    return {
        "cast_names": len(data.entities),
        "cast_voices": len(found),
        "cast_named": len(_named(data, ("person", "organisation", "country"))),
        "cast_places": len(_named(data, ("place",))),
        "cast_systems": len(_named(data, ("system",))),
        "cast_first_voice": str(found["name"][first]),
        "cast_first_voice_claims": int(found["says"].max()),
        "claims_without_voice": int(claims["speaker"].isna().sum()),
        "claims_with_voice": int(claims["speaker"].notna().sum()),
        "claims_of_interested_voices": int(interested.sum()),
    }
