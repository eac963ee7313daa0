"""`trade`, `events`, `statements` and `judgements` become what to watch; and the numbers of the chapter."""

from typing import NamedTuple

import pandas as pd

from dossier.evidence.articles import article_ids
from dossier.evidence.claims import current, support
from dossier.evidence.selections import labels, selected_ids
from dossier.schema.files import rows, split_ids
from dossier.show.table import ShownTable, row_link
from militant_unity.china import pacts, stance, trade
from militant_unity.china.dates import dated
from militant_unity.china.pacts import KNOWN_TO
from militant_unity.china.stance import beijing
from militant_unity.china.trade import PAIR
from militant_unity.china.words import beijing_statements, stated_and_ascribed
from militant_unity.data import Dataset


class Indicator(NamedTuple):
    """What to watch: the table and the cells of the rows that show it, and what would count.

    Its name is the part of the selections ``china.indicators`` that holds the claims on it.
    """

    name: str
    table: str
    cells: dict[str, str]
    moves: str


INDICATORS = (
    Indicator(
        "trade",
        "trade",
        {"pair": PAIR, "metric": "growth", "series": "annual"},
        "{turn} ({judgement} turns there): away",
    ),
    Indicator("Xi and Kim meet", "events", {"subject": "xi_and_kim_meet"}, "a next meeting: closer"),
    Indicator("summit of the three", "events", {"subject": "three_way_summit"}, "any row: closer"),
    Indicator("drill of the three", "events", {"subject": "three_way_drill"}, "any row: closer"),
    Indicator(
        "vote in the Security Council",
        "events",
        {"what": "vote", "forum": "un_security_council"},
        "a vote against Moscow: away",
    ),
    Indicator(
        "wording on denuclearisation",
        "events",
        {"subject": "denuclearisation"},
        "the phrase back in a text: away",
    ),
    Indicator(
        "Beijing on the troops",
        "statements",
        {"topic": "china_on_troops", "side": "China"},
        "an objection: away",
    ),
)
"""In the order of the question."""

_DATES = {"trade": "period", "events": "date", "statements": "statement_date"}


def last_row(data: Dataset, indicator: Indicator) -> "tuple[str, str, str] | None":
    """Return id, date and report of the last row on record of an indicator, or none."""
    tables: dict[str, pd.DataFrame] = {
        "trade": data.trade,
        "events": data.events,
        "statements": data.statements,
    }
    table, date = tables[indicator.table], _DATES[indicator.table]
    [key] = data.schema.tables[indicator.table].key()
    shows = pd.Series(True, index=table.index)
    for column, cell in indicator.cells.items():
        shows &= table[column].eq(cell)
    seen = table.loc[shows, [key, date, "confidence"]].set_axis(["row", "date", "confidence"], axis=1)
    known = [(row.date, row.row, row.confidence) for row in rows(seen)]
    if not known:
        return None
    latest, row_id, confidence = max(known)
    return row_id, latest, support(pd.Series([confidence]))[0]


def checklist(data: Dataset) -> pd.DataFrame:
    """Return, by indicator: ``name, row, date, report`` of its last row on record, ``bears_on, moves``.

    ``bears_on`` has the judgements that use one of the indicator's claims; without a row, ``row`` is "".
    """
    [(judgement, turn)] = labels(data, "china.trade_turns").items()
    lines = []
    for indicator in INDICATORS:
        row_id, date, report = last_row(data, indicator) or ("", "", "")
        on_it = set(selected_ids(data, "china.indicators", indicator.name))
        judged = data.judgements["claims"].map(lambda cell, on_it=on_it: bool(on_it & {*split_ids(cell)}))
        lines.append(
            {
                "name": indicator.name,
                "row": row_id,
                "date": date,
                "report": report,
                "bears_on": list(data.judgements.loc[judged, "judgement_id"]),
                "moves": indicator.moves.format(turn=turn, judgement=judgement),
            }
        )
    return pd.DataFrame(lines)


def indicators(data: Dataset) -> ShownTable:
    """Show the last row on record for each indicator, and the judgement that it bears on."""
    lines = checklist(data)
    shown = pd.DataFrame(
        {
            "indicator": lines["name"],
            "last row on record": [
                link if link.text else "no row" for link in dated(lines["row"], lines["date"])
            ],
            "report": lines["report"],
            "would move it": lines["moves"],
            "bears on": [
                [row_link(each) for each in judged] if judged else "no judgement"
                for judged in lines["bears_on"]
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
    counts, statements, board = (
        stated_and_ascribed(claims, beijing(data), article_ids(data)),
        beijing_statements(data),
        checklist(data),
    )
    motives = claims[claims["claim_type"].eq("motive")]
    return {
        **pacts.quotable(data),
        **trade.quotable(data),
        **stance.quotable(data),
        "china_said_by_beijing": int(counts["stated"].sum()),
        "china_motives_ascribed": int(counts["ascribed"].sum()),
        "china_motive_facts": int(motives["fact_id"].nunique()),
        "china_statements": len(statements),
        "china_statements_single": int(statements["confidence"].eq("single").sum()),
        "china_statements_beside_article": int(statements["confidence"].eq("with_article").sum()),
        "china_steps_closer": len(selected_ids(data, "china.steps_closer")),
        "china_indicators": len(board),
        "china_indicators_without_row": int(board["row"].eq("").sum()),
        "china_indicators_judged": int(board["bears_on"].map(len).gt(0).sum()),
    }
