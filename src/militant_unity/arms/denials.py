"""Statements on arms become the table of positions and the count of days without an admission."""

import pandas as pd

from dossier.errors import DataError
from dossier.evidence.claims import support
from dossier.evidence.selections import labels, selected_row
from dossier.schema.files import rows
from dossier.schema.words import counted
from dossier.show.chart import FAINT, RECORD, Chart, canvas, days, time_axis
from dossier.show.table import ShownTable
from militant_unity.arms.counts import has_day
from militant_unity.data import Dataset
from militant_unity.vocabulary import CAPITALS

POSITIONS = {"denies": "o", "dismisses": "o", "does_not_deny": "D", "acknowledges": "*"}
"""The marks of the positions; what denies is filled."""


def positions(data: Dataset) -> pd.DataFrame:
    """Return, by side and position, how often it was taken and its first and last day on record.

    Columns ``side, position, times, first, last``; a position never taken is 0 with empty days.
    """
    statements = dated_statements(data)
    table = statements.groupby(["side", "position"])["statement_date"].agg(["size", "min", "max"])
    index = pd.MultiIndex.from_product([CAPITALS, POSITIONS], names=["side", "position"])
    table = table.reindex(index).reset_index()
    table.columns = pd.Index(["side", "position", "times", "first", "last"])
    return table.assign(times=table["times"].fillna(0).astype(int))


def undated_words(data: Dataset) -> int:
    """Return how many words of the two capitals on arms have no day, and are not counted."""
    statements = data.statements[data.statements["topic"].eq("arms_transfer")]
    statements = statements[statements["side"].isin(list(CAPITALS))]
    return int((~has_day(statements["statement_date"])).sum())


def days_without_word(data: Dataset) -> int:
    """Return the days from the first charge to the last statement, if neither side acknowledged arms."""
    taken = positions(data)
    if taken.loc[taken["position"].eq("acknowledges"), "times"].any():
        raise DataError(
            "statements.csv",
            "a side has acknowledged arms: the clock has stopped",
            column="position",
            remedy="let the chapter on arms say so, and count the days to that statement",
        )
    return int(days(closed(data)) - days(min(charges(data))))


def draw_denials(data: Dataset) -> Chart:
    """Draw every dated word of the two capitals on arms: denied, dismissed, or no longer denied."""
    statements, elapsed, end = dated_statements(data), days_without_word(data), closed(data)
    last = positions(data).set_index(["side", "position"])["last"]
    year = max(last[(side, "denies")] for side in CAPITALS)[:4]
    message = f"In {elapsed:,} days to {end} neither capital acknowledged arms"
    if year < end[:4]:
        message += f"; flat denials end in {year}"
    defence = selected_row(data, data.statements, "arms.defended")
    with canvas(message, 2.6) as (figure, axes):
        axes.plot(
            [days(day) for day in charges(data)], [0] * len(charges(data)), "|", color=FAINT, markersize=11
        )
        for height, side in enumerate(CAPITALS, start=1):
            axes.plot([days("2022-09-01"), days(end)], [height] * 2, color=FAINT, linewidth=0.6)
            for row in rows(statements[statements["side"].eq(side)]):
                fill = RECORD if row.position == "denies" else "none"
                axes.scatter(
                    days(row.statement_date),
                    height,
                    s=40,
                    marker=POSITIONS[row.position],
                    facecolor=fill,
                    edgecolor=RECORD,
                    zorder=3,
                )
            axes.annotate(
                f"last denial\n{last[(side, 'denies')]}",
                (days(last[(side, "denies")]), height),
                xytext=(0, -9),
                textcoords="offset points",
                ha="center",
                va="top",
                fontsize=8,
            )
        defended, word = str(defence["statement_date"]), labels(data, "arms.defended")[str(defence.name)]
        axes.annotate(
            f"{word}\n{defended}",
            (days(defended), 1 + list(CAPITALS).index(defence["side"])),
            xytext=(0, -9),
            textcoords="offset points",
            ha="center",
            va="top",
            fontsize=8,
        )
        axes.set_yticks(range(3), ["charges", *CAPITALS.values()])
        axes.set_ylim(2.95, -0.5)
        axes.set_xlabel("● denies   ○ dismisses   ◇ does not deny")
        time_axis(axes, "2022-08-01", end, months=(1,))
        by_day = "; ".join(
            f"{row.statement_date} {CAPITALS[row.side]} {row.position.replace('_', ' ')}"
            for row in rows(statements[statements["side"].isin(list(CAPITALS))])
        )
        return Chart.of(figure, f"{message}. Words on record to {end}: {by_day}. None acknowledges.")


def positions_table(data: Dataset) -> ShownTable:
    """Show how often each capital took each position on arms, and when; what never came is empty."""
    table, statements, undated = positions(data), dated_statements(data), undated_words(data)
    reports = {
        key: pd.Series(support(each["confidence"])).value_counts().items()
        for key, each in statements.groupby(["side", "position"])
    }
    shown = pd.DataFrame(
        {
            "capital": list(table["side"].map(CAPITALS)),
            "position": list(table["position"].str.replace("_", " ")),
            "times": list(table["times"]),
            "first day": list(table["first"]),
            "last day": list(table["last"]),
            "reports": [
                "; ".join(f"{name}: {times}" for name, times in reports.get(key, ())) or None
                for key in zip(table["side"], table["position"], strict=True)
            ],
        }
    )
    return ShownTable(
        shown,
        f"Question 5. What the {counted(len(CAPITALS))} accused said of arms transfers, to {closed(data)}; "
        f"{undated} undated {'denial' if undated == 1 else 'denials'} left out",
    )


def closed(data: Dataset) -> str:
    """Return the day of the last row of `statements`, of any topic: an open clock is read on it."""
    return str(data.statements.loc[has_day(data.statements["statement_date"]), "statement_date"].max())


def charges(data: Dataset) -> list[str]:
    """Return the days on which somebody charged the two with arms transfers, in order."""
    statements = dated_statements(data)
    return sorted(statements.loc[statements["position"].eq("alleges"), "statement_date"])


def dated_statements(data: Dataset) -> pd.DataFrame:
    """Return the dated rows of ``statements`` on arms transfers, in order."""
    statements = data.statements[data.statements["topic"].eq("arms_transfer")]
    statements = statements[has_day(statements["statement_date"])]
    return statements.sort_values(["statement_date", "statement_id"], ignore_index=True)
