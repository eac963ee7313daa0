"""`duties` with `clauses`, `events` and `statements` become the checklist of the treaty of 2024."""

import pandas as pd

from dossier.evidence.claims import support
from dossier.schema.files import rows, split_ids
from dossier.show.table import Link, ShownTable, row_link
from militant_unity.data import Dataset
from militant_unity.treaty.clauses import PACT_2024, article_name, year


def duty_status(data: Dataset) -> pd.DataFrame:
    """Return each duty with the article that holds it, and the days on which its sign was seen.

    Columns of ``duties`` with ``article``, ``ids`` (rows of the record) and ``last_seen`` (ISO date, or
    none); seen ones first, latest first.
    """
    dates = {
        **dict(zip(data.events["event_id"], data.events["date"], strict=True)),
        **dict(zip(data.statements["statement_id"], data.statements["statement_date"], strict=True)),
    }
    articles = data.clauses[["clause_id", "article"]]
    duties = data.duties.merge(articles, on="clause_id", validate="many_to_one")
    ids = duties["seen"].map(split_ids)
    last = [max((dates[each] for each in cell), default=None) for cell in ids]
    duties = duties.assign(
        article=article_name(duties["article"]), ids=ids, last_seen=pd.Series(last, dtype=object)
    )
    return duties.sort_values(
        ["last_seen", "clause_id"], ascending=[False, True], na_position="last", ignore_index=True
    )


_NONE = {"kept": "sign", "broken": "breach"}


def duties_table(data: Dataset) -> ShownTable:
    """Show the duties of 2024 as a checklist: what sets each off, what one would see, what was seen."""
    duties, signs = duty_status(data), _signs(data)
    shown = pd.DataFrame(
        {
            "clause": [Link(row.article, row_link(row.clause_id).address) for row in rows(duties)],
            "when: what is owed": list(duties["trigger"] + ": " + duties["duty"]),
            "observable sign": list(duties["sign"]),
            "seen on record": [
                [Link(signs[each], row_link(each).address) for each in row.ids]
                or f"no {_NONE[row.sign_of]} seen"
                for row in rows(duties)
            ],
            "leaves open": list(duties["blind_to"]),
        }
    )
    return ShownTable(
        shown,
        f"Question 8. The duties of {year(PACT_2024)} as a checklist, last checked against the record in "
        f"{last_checked(data)}: signs and wording are ours, rows are the record's",
    )


def last_checked(data: Dataset) -> str:
    """Return the last month in which the record was searched for signs, in words."""
    return f"{pd.Timestamp(data.duties['last_checked'].max()):%B %Y}"


def _signs(data: Dataset) -> dict[str, str]:
    """Return each event and statement as a sign: its day, what it was, and how well it is supported."""
    events = data.events[["event_id", "date", "summary", "confidence"]]
    statements = data.statements.assign(
        summary=data.statements["speaker"] + ": " + data.statements["summary"]
    )[["statement_id", "statement_date", "summary", "confidence"]]
    every = pd.concat([events, statements.set_axis(events.columns, axis=1)])
    every = every.assign(report=support(every["confidence"]))
    return {row.event_id: f"{row.date}: {row.summary} ({row.report})" for row in rows(every)}
