"""The treaty of June 2024: what is said of it, when it began to bind, and who foresaw it."""

import textwrap
from types import SimpleNamespace

import pandas as pd

from dossier.claims import current, names, support
from dossier.duties import duty_status, last_checked
from dossier.pacts import ATOP, aid_clauses, bare, clause_matrix, ended_claims
from dossier.shown import (
    ARTICLE,
    FAINT,
    RECORD,
    Chart,
    ShownTable,
    canvas,
    days,
    in_words,
    row_link,
    time_axis,
    written,
)
from dossier.store import rows
from dossier.treaty_forecasts import COIN, treaty_forecasts

_WORDS = {"alliance": "alliance", "allied": "allied", "avoids": "leaves both out"}


def alliance_words(data: SimpleNamespace) -> pd.DataFrame:
    """Return the statements that say alliance or allied, or leave both out, by day.

    Columns of ``statements``; those in which the word does not come up are left out.
    """
    said = data.statements[data.statements["word"].isin(list(_WORDS))]
    return said.sort_values(["statement_date", "statement_id"], ignore_index=True)


def putin_words(data: SimpleNamespace) -> pd.Series:
    """Return what Putin said of the tie, by day: ``avoids`` or ``allied``."""
    said = alliance_words(data)
    return said[said["speaker"].str.contains("Putin")].set_index("statement_date")["word"]


def draw_words(data: SimpleNamespace) -> Chart:
    """Draw who used which word on which day: a row per speaker, a column per word."""
    said = alliance_words(data)
    putin = putin_words(data)
    out, turned = int(putin.eq("avoids").sum()), putin.index[putin.eq("allied")].min()
    message = (
        f"Putin left both words out on {out} days on record in {putin.index.min()[:4]}, "
        f"then said allied on {written(turned)}"
    )
    speakers_of = list(said["speaker"].unique())
    with canvas(message, 4.0) as (figure, axes):
        height, ticks = 0.0, []
        for speaker in speakers_of:
            mine = said[said["speaker"].eq(speaker)]
            deep = int(mine["word"].value_counts().max())
            ticks.append(height + (deep - 1) / 2)
            for place, word in enumerate(_WORDS):
                for step, row in enumerate(rows(mine[mine["word"].eq(word)])):
                    axes.scatter(place, height + step, s=60, color=RECORD, linewidth=0)
                    axes.annotate(
                        row.statement_date,
                        (place, height + step),
                        xytext=(7, 0),
                        textcoords="offset points",
                        va="center",
                        fontsize=8,
                    )
            height += deep
            axes.axhline(height - 0.5, color=FAINT, linewidth=0.4)
            height += 0.2
        axes.set_xticks(
            range(len(_WORDS)),
            [word if word == _WORDS["avoids"] else f"“{word}”" for word in _WORDS.values()],
        )
        axes.xaxis.tick_top()
        axes.set_yticks(ticks, [textwrap.fill(speaker, 18) for speaker in speakers_of])
        axes.set_xlim(-0.2, len(_WORDS) - 0.2)
        axes.set_ylim(height - 0.4, -0.7)
        bare(axes, "each dot one statement, with its day")
        told = "; ".join(f"{row.statement_date} {row.speaker}: {_WORDS[row.word]}" for row in rows(said))
        return Chart.of(figure, f"{message}. By day: {told}.")


def words_table(data: SimpleNamespace) -> ShownTable:
    """Show the same statements as rows, with how well the report of each stands."""
    said = alliance_words(data)
    shown = pd.DataFrame(
        {
            "statement": [row_link(each) for each in said["statement_id"]],
            "speaker": list(said["speaker"]),
            "word": [_WORDS[word] for word in said["word"]],
            "what was said": list(said["summary"]),
            "report": support(said["confidence"]),
        }
    )
    return ShownTable(shown, "Question 3. Who says alliance, who says allied, who leaves both out (record)")


_GROUND = r"Article 4|aid clause|treaty"
"""The words by which a statement on the troops names the treaty as their ground."""

_LAST_DAY = "2025-12-31"


def calendar(data: SimpleNamespace) -> pd.DataFrame:
    """Return the steps of the treaty, the first words on troops, and who named the treaty as their ground.

    Columns ``date, step, line, row`` where ``line`` is ``treaty``, ``troops`` or ``ground``, and ``row``
    is the id in the record.
    """
    events = data.events[data.events["date"].between("2024-06", "2024-12-31")]
    steps = events[events["what"].isin(["sign", "ratify"]) | events["event_id"].eq(PRINTED)]
    moved = events[events["what"].eq("deploy") & events["actor"].eq("PRK") & events["recipient"].eq("RUS")]
    said = data.statements[data.statements["topic"].eq("troop_deployment")].sort_values("statement_date")
    said = said[said["position"].notna() & said["statement_date"].le(_LAST_DAY)]
    ground = said["summary"].str.contains(_GROUND)
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


def in_force(data: SimpleNamespace) -> str:
    """Return the day on which the treaty of 2024 entered into force."""
    return str(data.clauses.loc[data.clauses["treaty"].eq("RF-DPRK 2024"), "in_force"].dropna().iloc[0])


def first_allegation(data: SimpleNamespace) -> str:
    """Return the day on which a deployment of troops was first alleged, on record."""
    said = data.statements[
        data.statements["topic"].eq("troop_deployment") & data.statements["position"].eq("alleges")
    ]
    return str(said["statement_date"].min())


def first_shipped(data: SimpleNamespace) -> str:
    """Return the day on which soldiers were first shipped to Russia, as Seoul has it."""
    steps = calendar(data)
    return str(steps.loc[steps["step"].str.contains("shipped"), "date"].iloc[0])


def draw_calendar(data: SimpleNamespace) -> Chart:
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


def voices(data: SimpleNamespace) -> pd.DataFrame:
    """Return the treaty claims in which a side speaks, with ``side``; a silence is no word of theirs."""
    claims = current(data, "treaty")
    spoken = claims[claims["speaker"].isin(list(SIDES)) & claims["claim_type"].ne("silence")]
    return spoken.assign(side=spoken["speaker"].map(SIDES))


def voice_matrix(data: SimpleNamespace) -> pd.DataFrame:
    """Count those claims by speaker (rows, in the order of ``SIDES``) and type (columns, most first)."""
    said = voices(data)
    counts = pd.crosstab(said["speaker"], said["claim_type"]).reindex(list(SIDES), fill_value=0)
    order = counts.sum().sort_values(ascending=False, kind="stable").index
    return counts[order]


def draw_voices(data: SimpleNamespace) -> Chart:
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


def voices_table(data: SimpleNamespace) -> ShownTable:
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


def quotable(data: SimpleNamespace) -> dict[str, float | str]:
    """Return the numbers that a sentence on this theme may quote, by name."""
    force, alleged, shipped = in_force(data), first_allegation(data), first_shipped(data)
    matrix, parts, duties = clause_matrix(data), aid_clauses(data), duty_status(data)
    forecasts, putin = treaty_forecasts(data), putin_words(data)
    settled = forecasts[forecasts["brier_low"].notna()]
    scores = settled.set_index("forecast_id")
    spoken = voices(data)
    moscow, pyongyang = (spoken[spoken["side"].eq(side)]["claim_type"] for side in ("Moscow", "Pyongyang"))
    steps = calendar(data)
    ground = steps[steps["line"].eq("ground")]
    return {
        "treaty_in_force": written(force),
        "troops_first_alleged": written(alleged),
        "troops_before_treaty_days": int(days(force) - days(alleged)),
        "troops_first_shipped": written(shipped),
        "shipped_before_treaty_days": int(days(force) - days(shipped)),
        "clause_rows": len(data.clauses),
        "obligations_seen_2024": int(matrix["RF-DPRK 2024"].gt(0).sum()),
        "obligations_seen_2000": int(matrix["RF-DPRK 2000"].gt(0).sum()),
        "obligations_compared": len(matrix),
        "obligations_of_atop": len(ATOP),
        "aid_parts_kept": int(parts.all(axis=1).sum()),
        "aid_parts_added": int((parts["RF-DPRK 2024"] & ~parts["USSR-DPRK 1961"]).sum()),
        "claims_ended_by_treaty": len(ended_claims(data)),
        "alliance_statements": len(alliance_words(data)),
        "putin_leaves_out": int(putin.eq("avoids").sum()),
        "putin_says_allied_on": written(putin.index[putin.eq("allied")].min()),
        "ground_named_before_force": int(ground["date"].lt(force).sum()),
        "ground_named_after_force": int(ground["date"].ge(force).sum()),
        "brier_of_a_coin": COIN,
        "treaty_forecasts": len(forecasts),
        "treaty_forecasts_settled": len(settled),
        "treaty_forecast_pact_low": float(scores["brier_low"]["f-025"]),
        "treaty_forecast_pact_high": float(scores["brier_high"]["f-025"]),
        "treaty_forecast_order_low": float(scores["brier_low"]["f-027"]),
        "treaty_forecast_order_high": float(scores["brier_high"]["f-027"]),
        "treaty_forecasts_worse_than_coin": int(settled["brier_low"].gt(COIN).sum()),
        "voices_moscow": len(moscow),
        "voices_pyongyang": len(pyongyang),
        "voices_praise_moscow": int(moscow.eq("evaluation").sum()),
        "voices_praise_pyongyang": int(pyongyang.eq("evaluation").sum()),
        "voices_legal": int(spoken["claim_type"].eq("legal").sum()),
        "duties_listed": len(duties),
        "duties_seen": int(duties["last_seen"].notna().sum()),
        "duties_to_refrain": int(duties["sign_of"].eq("broken").sum()),
        "duties_not_seen": int((duties["last_seen"].isna() & duties["sign_of"].ne("broken")).sum()),
        "duties_last_checked": last_checked(data),
    }
