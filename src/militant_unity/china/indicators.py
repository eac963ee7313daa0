"""The China angle: what Beijing said, what others say it feels, and what would move the judgement."""

from typing import NamedTuple

import pandas as pd

from dossier.evidence.claims import current, support
from dossier.schema.files import split_ids
from dossier.show.table import ShownTable, row_link
from militant_unity.china import dates, pacts, stance, trade
from militant_unity.china.dates import dated
from militant_unity.china.pacts import KNOWN_TO
from militant_unity.china.words import beijing_statements, stated_and_ascribed
from militant_unity.data import Dataset

# What would move the judgement


class Indicator(NamedTuple):
    """What to watch: the rows of the record that show it, the claims on it, and what would count."""

    name: str
    table: str
    pattern: str
    claims: tuple[str, ...]
    moves: str


INDICATORS = (
    Indicator(
        "trade",
        "trade",
        r"^cn-kp-20\d\d-growth-annual$",
        ("c-155", "c-156"),
        "a fall of 30 percent (j-005 turns there): away",
    ),
    Indicator(
        "Xi and Kim meet",
        "events",
        r"xi-in-pyongyang|kim-meets-xi",
        ("c-056", "c-150"),
        "a next meeting: closer",
    ),
    Indicator("summit of the three", "events", r"three-way-summit", ("c-148", "c-165"), "any row: closer"),
    Indicator("drill of the three", "events", r"three-way-drill", ("c-153", "c-154"), "any row: closer"),
    Indicator(
        "vote in the Security Council",
        "events",
        r"un-veto",
        ("c-112", "c-113"),
        "a vote against Moscow: away",
    ),
    Indicator(
        "wording on denuclearisation", "events", r"denuclearisation", (), "the phrase back in a text: away"
    ),
    Indicator(
        "Beijing on the troops",
        "statements",
        r"china-on-troops-china$",
        ("c-205", "c-206"),
        "an objection: away",
    ),
)
"""In the order of the question; a pattern is met by the id of a row."""

_DATES = {"trade": "period", "events": "date", "statements": "statement_date"}


def checklist(data: Dataset) -> pd.DataFrame:
    """Return, by indicator: ``name, row, date, report`` of its last row on record, ``bears_on, moves``.

    A judgement bears the mark of an indicator when it rests on one of the indicator's claims; without a
    row, ``row`` is "".
    """
    found = []
    for each in INDICATORS:
        table, date = getattr(data, each.table), _DATES[each.table]
        seen = table[table[table.columns[0]].str.contains(each.pattern)].sort_values(date, kind="stable")
        last = seen.iloc[-1] if len(seen) else None
        judged = data.judgements["claims"].map(
            lambda cell, own=each.claims: bool({*own} & {*split_ids(cell)})
        )
        found.append(
            {
                "name": each.name,
                "row": "" if last is None else last.iloc[0],
                "date": "" if last is None else last[date],
                "report": "" if last is None else support(pd.Series([last["confidence"]]))[0],
                "bears_on": list(data.judgements.loc[judged, "judgement_id"]),
                "moves": each.moves,
            }
        )
    return pd.DataFrame(found)


def indicators(data: Dataset) -> ShownTable:
    """Show the last row on record for each indicator, and the judgement that it bears on."""
    found = checklist(data)
    shown = pd.DataFrame(
        {
            "indicator": found["name"],
            "last row on record": [
                link if link.text else "no row" for link in dated(found["row"], found["date"])
            ],
            "report": found["report"],
            "would move it": found["moves"],
            "bears on": [
                [row_link(each) for each in judged] if judged else "no judgement"
                for judged in found["bears_on"]
            ],
        }
    )
    return ShownTable(
        shown,
        f"Question 8. What to watch, and where the record stood at its last search ({KNOWN_TO[:7]})",
    )


def quotable(data: Dataset) -> dict[str, float | str]:
    """Return the numbers that a sentence on this theme may quote, by name."""
    claims = current(data, "china")
    counts, said, board = stated_and_ascribed(claims), beijing_statements(data), checklist(data)
    motives = claims[claims["claim_type"].eq("motive")]
    return {
        **pacts.quotable(data),
        **trade.quotable(data),
        **stance.quotable(data),
        **dates.quotable(data),
        "china_said_by_beijing": int(counts["stated"].sum()),
        "china_motives_ascribed": int(counts["ascribed"].sum()),
        "china_motive_facts": int(motives["fact_id"].nunique()),
        "china_silences": int(counts["silent"].sum()),
        "china_statements": len(said),
        "china_statements_single": int(said["confidence"].eq("single").sum()),
        "china_statements_beside_article": int(said["confidence"].eq("with_article").sum()),
        "china_indicators": len(board),
        "china_indicators_without_row": int(board["row"].eq("").sum()),
        "china_indicators_judged": int(board["bears_on"].map(len).gt(0).sum()),
    }
