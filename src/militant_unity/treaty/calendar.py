"""`events`, `statements` and `clauses` become the calendar of the treaty; `claims` what its voices say."""

import textwrap

import pandas as pd

from dossier.evidence.claims import current, names
from dossier.evidence.selections import selected_day, selections
from dossier.schema.files import rows
from dossier.schema.words import counted
from dossier.show.chart import ARTICLE, FAINT, RECORD, Chart, canvas, days, in_words, time_axis
from dossier.show.claims_table import claim_cells
from dossier.show.table import ShownTable
from militant_unity.data import Dataset
from militant_unity.treaty.clauses import PACT_2024, bare, pact_day

_LAST_DAY = "2025-12-31"


def claims_ground(statements: pd.DataFrame) -> "pd.Series[bool]":
    """Tell of each row of `statements` whether it names the treaty as the ground of a deployment.

    Only who admits the soldiers can say on what ground they came. Who speaks of the clause and admits
    nothing, as Putin did in October 2024, claims no ground.
    """
    return statements["ground"].eq("treaty") & statements["position"].eq("acknowledges")


def calendar(data: Dataset) -> pd.DataFrame:
    """Return the steps of the treaty, the first words on troops, and who spoke of the treaty beside them.

    Columns ``date, step, line, row``: ``line`` is ``treaty``, ``troops``, ``clause`` (speaks of the aid
    clause, admits no soldiers) or ``ground`` (names the treaty as their ground); ``row`` is the id in the
    record.
    """
    on_troops = data.statements["topic"].eq("troop_deployment") & data.statements["position"].notna()
    statements = data.statements[on_troops & data.statements["statement_date"].le(_LAST_DAY)]
    statements = statements.sort_values(["statement_date", "statement_id"])
    on_treaty, grounds = statements["ground"].eq("treaty"), claims_ground(statements)
    first = statements[~on_treaty].drop_duplicates("position")
    first = first[first["position"].ne("acknowledges")]  # the admissions name the treaty, and are below
    appeals = statements[on_treaty]
    parts = [
        _chosen_steps(data),
        pd.DataFrame(
            {
                "date": first["statement_date"],
                "step": first["side"] + " " + first["position"].str.replace("_", " "),
                "line": "troops",
                "row": first["statement_id"],
            }
        ),
        pd.DataFrame(
            {
                "date": appeals["statement_date"],
                "step": appeals["speaker"],
                "line": grounds[on_treaty].map({True: "ground", False: "clause"}),
                "row": appeals["statement_id"],
            }
        ),
    ]
    return pd.concat(parts).sort_values(["date", "line", "row"], ignore_index=True)


def _chosen_steps(data: Dataset) -> pd.DataFrame:
    """Return the chosen events, each with its label, its date and the line that it belongs to."""
    dates = dict(zip(data.events["event_id"], data.events["date"], strict=True))
    return pd.DataFrame(
        [
            {"date": dates[each.row_id], "step": each.label, "line": each.part, "row": each.row_id}
            for each in selections(data, "treaty.steps")
        ]
    )


def in_force(data: Dataset) -> str:
    """Return the day on which the treaty of 2024 entered into force."""
    return pact_day(data.clauses[data.clauses["treaty"].eq(PACT_2024)], "in_force")


def first_allegation(data: Dataset) -> str:
    """Return the day on which a deployment of troops was first alleged, on record."""
    statements = data.statements[
        data.statements["topic"].eq("troop_deployment") & data.statements["position"].eq("alleges")
    ]
    return str(statements["statement_date"].min())


def first_shipped(data: Dataset) -> str:
    """Return the day on which soldiers were first shipped to Russia, as Seoul has it."""
    return selected_day(data, "treaty.steps", "troops")


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
        axes.set_xlabel("● treaty   □ troops\n◇ speaks of the clause   ◆ names it as the ground")
        axes.set_ylim(len(steps) - 0.4, -1.6)
        axes.set_yticks(range(len(steps)), list(steps["date"]), fontsize=8)
        by_day = "; ".join(f"{row.date} {_LINES[row.line]}: {row.step}" for row in rows(steps))
        return Chart.of(figure, f"{message}. By day: {by_day}.")


_LINES = {
    "treaty": "treaty",
    "troops": "troops",
    "clause": "clause spoken of, no soldiers admitted, by",
    "ground": "treaty named as ground by",
}
_MARKS = {"treaty": "o", "troops": "s", "clause": "D", "ground": "D"}
_FILLS = {"treaty": RECORD, "troops": "none", "clause": "none", "ground": RECORD}


def sides(data: Dataset) -> dict[str, str]:
    """Return whose words on the tie the articles carry, each with the side that it speaks for."""
    return {each.row_id: str(each.part) for each in selections(data, "treaty.voices")}


def voices(data: Dataset) -> pd.DataFrame:
    """Return the treaty claims in which a side speaks, with ``side``; a silence is no word of theirs."""
    claims, side_of = current(data, "treaty"), sides(data)
    spoken = claims[claims["speaker"].isin(list(side_of)) & claims["claim_type"].ne("silence")]
    return spoken.assign(side=spoken["speaker"].map(side_of))


def voice_matrix(data: Dataset) -> pd.DataFrame:
    """Count those claims by speaker (rows, in the order of ``sides``) and type (columns, most first)."""
    claims = voices(data)
    counts = pd.crosstab(claims["speaker"], claims["claim_type"]).reindex(list(sides(data)), fill_value=0)
    return counts[list(counts.sum().sort_values(ascending=False, kind="stable").index)]


def draw_voices(data: Dataset) -> Chart:
    """Draw how many claims of each type each speaker of the two sides makes on the tie."""
    matrix = voice_matrix(data)
    kinds = voices(data).groupby("side")["claim_type"]
    praise = {side: f"{types.eq('evaluation').sum()} of {len(types)}" for side, types in kinds}
    message = f"Evaluations: Pyongyang {praise['Pyongyang']} claims, Moscow {praise['Moscow']}"
    known = names(data)
    labels = [f"{known[each]}\n({side})" for each, side in sides(data).items()]
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
        by_speaker = "; ".join(
            f"{known[str(speaker)]}: {in_words(counts[counts.gt(0)].to_dict())}"
            for speaker, counts in matrix.iterrows()
        )
        return Chart.of(figure, f"{message}. Claims by speaker and type: {by_speaker}.")


def voices_table(data: Dataset) -> ShownTable:
    """Show every claim in which a side speaks of the tie, and what the words do not show."""
    claims, speaking = voices(data), counted(len(set(sides(data).values())))
    heads = {
        "claim": "claim_id",
        "by": "speaker",
        "type": "claim_type",
        "what is said": "statement",
        "what it does not show": "limits",
        "side": "side",
    }
    shown = claim_cells(data, claims, heads)
    shown["by"] = [names(data)[speaker] for speaker in claims["speaker"]]  # the side, not who passed it on
    shown = shown.sort_values(["side", "by"], kind="stable", ignore_index=True)
    return ShownTable(
        shown.drop(columns="side"),
        f"Question 7. What the {speaking} sides say of the tie, in the articles, in our words",
    )
