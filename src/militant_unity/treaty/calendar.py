"""The treaty of June 2024: what is said of it, when it began to bind, and who foresaw it."""

import textwrap

import pandas as pd

from dossier.evidence.claims import current, names
from dossier.schema.files import rows
from dossier.show.chart import ARTICLE, FAINT, RECORD, Chart, canvas, days, in_words, time_axis
from dossier.show.table import ShownTable, row_link
from militant_unity.data import Dataset
from militant_unity.treaty.clauses import bare

_LAST_DAY = "2025-12-31"


def calendar(data: Dataset) -> pd.DataFrame:
    """Return the steps of the treaty, the first words on troops, and who named the treaty as their ground.

    Columns ``date, step, line, row`` where ``line`` is ``treaty``, ``troops`` or ``ground``, and ``row``
    is the id in the record.
    """
    events = data.events[data.events["date"].between("2024-06", "2024-12-31")]
    steps = events[events["what"].isin(["sign", "ratify"]) | events["event_id"].eq(PRINTED)]
    moved = events[events["what"].eq("deploy") & events["actor"].eq("PRK") & events["recipient"].eq("RUS")]
    said = data.statements[data.statements["topic"].eq("troop_deployment")].sort_values("statement_date")
    said = said[said["position"].notna() & said["statement_date"].le(_LAST_DAY)]
    ground = said["ground"].eq("treaty")
    first = said[~ground].groupby("position").head(1)
    first = first[first["position"].ne("acknowledges")]  # the admissions name the treaty, and are below
    parts = [
        _steps(steps["date"], _named(steps), "treaty", steps["event_id"]),
        _steps(moved["date"], "first soldiers shipped, says Seoul", "troops", moved["event_id"]),
        _steps(
            first["statement_date"],
            first["side"] + " " + first["position"].str.replace("_", " "),
            "troops",
            first["statement_id"],
        ),
        _steps(
            said.loc[ground, "statement_date"],
            said.loc[ground, "speaker"],
            "ground",
            said.loc[ground, "statement_id"],
        ),
    ]
    return pd.concat(parts).sort_values(["date", "line", "row"], ignore_index=True)


def _named(steps: pd.DataFrame) -> pd.Series:
    return steps["event_id"].map(_SHORT_STEPS).fillna(steps["summary"].str.split("[;,]").str[0])


PRINTED = "2024-06-20-kcna-prints-treaty"
"""The event by which the text became public."""

_SHORT_STEPS = {
    PRINTED: "text printed in Pyongyang",
    "2024-06-19-russia-dprk-treaty-signed": "signed in Pyongyang",
    "2024-10-23-duma-committee": "Duma committee in favour",
    "2024-12-04-treaty-in-force": "papers exchanged",
}
"""The events whose summary is too long for a drawing."""


def _steps(dates: pd.Series, steps: "pd.Series | str", line: str, ids: pd.Series) -> pd.DataFrame:
    return pd.DataFrame({"date": dates, "step": steps, "line": line, "row": ids})


def in_force(data: Dataset) -> str:
    """Return the day on which the treaty of 2024 entered into force."""
    return str(data.clauses.loc[data.clauses["treaty"].eq("RF-DPRK 2024"), "in_force"].dropna().iloc[0])


def first_allegation(data: Dataset) -> str:
    """Return the day on which a deployment of troops was first alleged, on record."""
    said = data.statements[
        data.statements["topic"].eq("troop_deployment") & data.statements["position"].eq("alleges")
    ]
    return str(said["statement_date"].min())


def first_shipped(data: Dataset) -> str:
    """Return the day on which soldiers were first shipped to Russia, as Seoul has it."""
    steps = calendar(data)
    return str(steps.loc[steps["step"].str.contains("shipped"), "date"].iloc[0])


def draw_calendar(data: Dataset) -> Chart:
    """Draw the treaty's steps, the first words on troops and the appeals to the treaty on one axis."""
    steps = calendar(data)
    ahead = days(in_force(data)) - days(first_shipped(data))
    message = f"By Seoul's account the first soldiers were shipped {ahead:.0f} days before the treaty bound"
    with canvas(message, 1.2 + 0.235 * len(steps)) as (figure, axes):
        axes.axvspan(days(in_force(data)), days(_LAST_DAY), color=FAINT, alpha=0.12, linewidth=0)
        axes.annotate(
            "in force", (days(in_force(data)), -1.1), fontsize=8, xytext=(3, 0), textcoords="offset points"
        )
        for row in rows(steps):
            at, late = (days(row.date), row.Index), row.date > "2025-01-01"
            axes.scatter(
                *at, s=30, marker=_MARKS[row.line], facecolor=_FILLS[row.line], edgecolor=RECORD, zorder=3
            )
            axes.annotate(
                row.step,
                at,
                xytext=(-7 if late else 7, 0),
                textcoords="offset points",
                ha="right" if late else "left",
                va="center",
                fontsize=8,
            ).set_in_layout(False)  # else the axes shrink to make room for it
        time_axis(axes, "2024-06-01", _LAST_DAY, months=(6, 12))
        axes.spines["left"].set_visible(False)
        axes.set_xlabel("● treaty   □ troops   ◆ names the treaty as their ground")
        axes.set_ylim(len(steps) - 0.4, -1.6)
        axes.set_yticks(range(len(steps)), list(steps["date"]), fontsize=8)
        told = "; ".join(f"{row.date} {_LINES[row.line]}: {row.step}" for row in rows(steps))
        return Chart.of(figure, f"{message}. By day: {told}.")


_LINES = {"treaty": "treaty", "troops": "troops", "ground": "treaty named as ground by"}
_MARKS = {"treaty": "o", "troops": "s", "ground": "D"}
_FILLS = {"treaty": RECORD, "troops": "none", "ground": RECORD}


SIDES = {
    "vladimir-putin": "Moscow",
    "yuri-ushakov": "Moscow",
    "kremlin-spokesperson": "Moscow",
    "kim-jong-un": "Pyongyang",
    "kcna": "Pyongyang",
    "dprk-state-media": "Pyongyang",
}
"""Whose words on the tie the articles carry, and for which side they speak."""


def voices(data: Dataset) -> pd.DataFrame:
    """Return the treaty claims in which a side speaks, with ``side``; a silence is no word of theirs."""
    claims = current(data, "treaty")
    spoken = claims[claims["speaker"].isin(list(SIDES)) & claims["claim_type"].ne("silence")]
    return spoken.assign(side=spoken["speaker"].map(SIDES))


def voice_matrix(data: Dataset) -> pd.DataFrame:
    """Count those claims by speaker (rows, in the order of ``SIDES``) and type (columns, most first)."""
    said = voices(data)
    counts = pd.crosstab(said["speaker"], said["claim_type"]).reindex(list(SIDES), fill_value=0)
    order = counts.sum().sort_values(ascending=False, kind="stable").index
    return counts[order]


def draw_voices(data: Dataset) -> Chart:
    """Draw how many claims of each type each speaker of the two sides makes on the tie."""
    matrix = voice_matrix(data)
    kinds = voices(data).groupby("side")["claim_type"]
    praise = {side: f"{types.eq('evaluation').sum()} of {len(types)}" for side, types in kinds}
    message = f"Evaluations: Pyongyang {praise['Pyongyang']} claims, Moscow {praise['Moscow']}"
    known = names(data)
    labels = [f"{known[each]}\n({side})" for each, side in SIDES.items()]
    with canvas(message, 3.3) as (figure, axes):
        for place, kind in enumerate(matrix.columns):
            for row, number in enumerate(matrix[kind]):
                if number:
                    axes.scatter(place, row, s=70 * number, color=ARTICLE, linewidth=0)
                    axes.annotate(
                        f"{number}", (place, row), xytext=(12, 0), textcoords="offset points", va="center"
                    )
        kinds_of = [textwrap.fill(str(kind).replace("_", " "), 10) for kind in matrix.columns]
        axes.set_xticks(range(matrix.shape[1]), kinds_of, fontsize=8)
        axes.xaxis.tick_top()
        axes.set_yticks(range(len(matrix)), labels, fontsize=8)
        axes.set_xlim(-0.5, matrix.shape[1] - 0.5)
        axes.set_ylim(len(matrix) - 0.4, -0.6)
        bare(axes, "claims of the articles (the area is the number)")
        told = "; ".join(
            f"{known[str(speaker)]}: {in_words(counts[counts.gt(0)].to_dict())}"
            for speaker, counts in matrix.iterrows()
        )
        return Chart.of(figure, f"{message}. Claims by speaker and type: {told}.")


def voices_table(data: Dataset) -> ShownTable:
    """Show every claim in which a side speaks of the tie, and what the words do not show."""
    said = voices(data)
    shown = pd.DataFrame(
        {
            "claim": [row_link(each) for each in said["claim_id"]],
            "by": [names(data)[each] for each in said["speaker"]],
            "type": list(said["claim_type"]),
            "what is said": list(said["statement"]),
            "what it does not show": list(said["limits"]),
            "side": list(said["side"]),
        }
    ).sort_values(["side", "by"], kind="stable", ignore_index=True)
    return ShownTable(
        shown.drop(columns="side"),
        "Question 7. What the two sides say of the tie, in the articles, in our words",
    )
