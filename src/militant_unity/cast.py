"""Who and what the report speaks of: actors, places, weapons, and the book's own words."""

import re

import pandas as pd

from dossier.evidence.articles import article_ids
from dossier.evidence.claims import current, support
from dossier.evidence.weakness import INTERESTED
from dossier.schema import Table, words
from dossier.schema.files import rows, split_ids
from dossier.show.table import ShownTable, row_link
from militant_unity.data import Dataset

WEAPONS = {
    "container": "a shipping container; what lay in it was not seen",
    "round": "shells, mortar rounds and rockets together, or the sort is not said",
    "artillery_shell": "shells alone, calibre not said",
    "shell_152mm": "shells of this calibre, an alternative to rockets in the same boxes",
    "shell_120mm": "mortar rounds of this calibre",
    "rocket_122mm": "rockets of this calibre, an alternative to shells in the same boxes",
    "munition_mass": "munitions by weight",
    "tonne": "munitions by weight, as an article states it",
    "missile_supplied": "ballistic missiles handed over",
    "missile_fired": "ballistic missiles fired at Ukraine, never added to those handed over",
    "launcher": "long-range guns and rocket launchers",
    "voyage": "journeys of ships; what they carried is another question",
}
"""What the record and the articles count of arms: items of ``estimates`` and ``quantities``."""

_SHOWN_AS = {"munition_mass": "munitions by weight (record)", "tonne": "munitions by weight (articles)"}
"""Items whose own word says too little."""

_IN_NOTES = {
    "KN-23": "a ballistic missile of short range",
    "KN-24": "another ballistic missile of short range",
}
"""Weapons that the record names and counts no further."""

_FROM_SCHEMA = {
    "claim": ("claims", None),
    "fact": ("claims", "fact_id"),
    "report": ("claims", "reports"),
    "origin": ("claims", "origins"),
    "speaker": ("claims", "speaker"),
    "relay": ("claims", "relayed_by"),
    "attribution": ("claims", "attribution"),
    "type of claim": ("claims", "claim_type"),
    "polarity": ("claims", "polarity"),
    "hedge": ("claims", "hedge"),
    "weakness": ("claims", "weakness"),
    "amount": ("quantities", None),
    "basis": ("quantities", "basis"),
    "interest": ("entities", "interest"),
    "mention": ("mentions", None),
    "translation flag": ("translation_flags", None),
    "severity": ("translation_flags", "severity"),
    "judgement": ("judgements", None),
    "likelihood": ("judgements", "likelihood"),
    "confidence of a judgement": ("judgements", "confidence"),
    "confidence of a report": ("events", "confidence"),
    "resolution rule": ("forecasts", "resolution_rule"),
}
"""Terms that the schema declares already: as a table, or as a column."""

_OWN = {
    "attribution": "on whose authority an article makes a claim",
    "edition": "a numbered state of dataset and book; each claim says which one brought it, or took it out",
    "fact": "what several claims may state: claims that state the same fact share its name",
    "hedge": "how firmly a claim is made",
    "implied factor": f"a factor between two units: {words.CONVERSION_METHODS['implied']}",
    "interval Brier": "the best and the worst Brier score that a number inside the author's word could get: "
    "the square of the distance between that number and what happened",
    "origin": "the far end of the chain of speakers behind a fact; several reports may share one",
    "outside record": "facts from outside the articles, each with its page; they resolve, convert and "
    "contrast, and enter no count about the articles",
    "place": "where a finding stands: the article and two offsets, with no words of the article",
    "polarity": "whether a claim says that something is so, is not so, is denied or is passed over",
    "relay": "who passed a claim on, nearest to the article first; the last of them is the origin",
    "report": "a claim that states a fact: a fact stated three times has three reports",
    "silence": words.CLAIM_TYPES["silence"],
    "weakness": "a reason to lean lightly on a claim, computed from what is coded of it",
}
"""Terms that have no column of their own, or whose column says less than a reader needs."""


def glossary_table(data: Dataset) -> ShownTable:
    """Show the book's own terms, with the words of a closed list and the column that each is read from."""
    lines = []
    for term in sorted({*_FROM_SCHEMA, *_OWN}):
        table, column = _FROM_SCHEMA.get(term, ("", None))
        lines.append(
            {
                "term": term,
                "meaning": _OWN.get(term) or _meaning(data.schema.tables[table], column),
                "its words": _list_of(data.schema.tables[table], column) if column else None,
                "declared as": ".".join(part for part in (table, column) if part) or None,
            }
        )
    return ShownTable(pd.DataFrame(lines), f"The book's own terms: {len(lines)} words with one meaning each")


def _meaning(declared: type[Table], column: str | None) -> str:
    if column is None:
        return (declared.__doc__ or "").strip().removeprefix("One row per ").rstrip(".")
    return str(declared.to_schema().columns[column].description)


def _list_of(declared: type[Table], column: str) -> str | None:
    found = declared.vocabularies().get(column, {})
    if found == words.RECORD_CONFIDENCES:
        return "; ".join(support(pd.Series(list(found))))
    return ", ".join(word.replace("_", " ") for word in found) or None


def cast(data: Dataset) -> pd.DataFrame:
    """Return the entities with how often each speaks, passes on and is named.

    The columns are those of ``entities``, with ``says`` and ``passes_on`` (live claims), ``named``
    (mentions that the program finds) and ``articles`` (how many of the five name it).
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
    spoken = {"says": "claims said", "passes_on": "claims passed on"} if voices else {}
    shown = pd.DataFrame(
        {
            "name": found["name"],
            **{label: found[column].astype(int) for column, label in spoken.items()},
            "times named": [_counted(number) for number in found["named"]],
            f"articles of {articles}": [_counted(number) for number in found["articles"]],
            **({"interest": found["interest"].str.replace("_", " ")} if voices else {}),
            "office, role": found["note"],
            "names in the articles": found["aliases"].str.replace(";", ", "),
            "on the name": found["remark"],
        }
    )
    return ShownTable(shown, caption)


def _counted(number: float) -> int | str:
    """Return a count; what the program never finds by name may stand there without one.

    >>> _counted(2.0), _counted(0.0)
    (2, 'not by name')
    """
    return int(number) if number else "not by name"


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
    return ShownTable(frame, shown.caption)


def weapons_table(data: Dataset) -> ShownTable:
    """Show what is counted of arms: what a word of the data means, and who counts it how often."""
    systems = _named(data, ("system",))
    estimates = data.estimates["item"].value_counts()
    lines = [
        {
            "what": _SHOWN_AS.get(item) or re.sub(r"(\d)mm", r"\1 mm", item.replace("_", " ")),
            "meaning": meaning,
            "claims with an amount": [
                row_link(amount.claim_id) for amount in rows(data.quantities) if amount.item == item
            ]
            or "none",
            "rows of the record": int(estimates.get(item, 0)) or "none",
        }
        for item, meaning in WEAPONS.items()
    ]
    lines += [
        {
            "what": system.name,
            "meaning": system.note,
            "claims with an amount": "none",
            "rows of the record": "none",
        }
        for system in rows(systems)
    ]
    notes = data.estimates["note"].fillna("")
    lines += [
        {
            "what": name,
            "meaning": f"{meaning}; named in notes of the record, in no article",
            "claims with an amount": "none",
            "rows of the record": int(notes.str.contains(name).sum()),
        }
        for name, meaning in _IN_NOTES.items()
    ]
    return ShownTable(pd.DataFrame(lines), "Weapons and what carries them: what the data count of each")


def quotable(data: Dataset) -> dict[str, float | str]:
    """Return the numbers that a sentence on the cast may quote, by name."""
    claims, found = current(data), voices(data)
    stakes = claims["speaker"].map(data.entities.set_index("entity_id")["interest"])
    interested = stakes.isin(INTERESTED)
    return {
        "cast_names": len(data.entities),
        "cast_voices": len(found),
        "cast_named": len(_named(data, ("person", "organisation", "country"))),
        "cast_places": len(_named(data, ("place",))),
        "cast_systems": len(_named(data, ("system",))),
        "cast_first_voice": str(found["name"].iloc[0]),
        "cast_first_voice_claims": int(found["says"].iloc[0]),
        "claims_without_voice": int(claims["speaker"].isna().sum()),
        "claims_with_voice": int(claims["speaker"].notna().sum()),
        "claims_of_interested_voices": int(interested.sum()),
    }
