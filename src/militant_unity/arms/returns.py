"""``returns`` and ``outcome_sides`` become what is said to have come back from Russia, and who says so."""

from typing import Any

import pandas as pd

from dossier.errors import DataError
from dossier.evidence.claims import support
from dossier.evidence.selections import selected_ids, selections
from dossier.schema.files import rows
from dossier.show.chart import ARTICLE, FAINT, RECORD, Chart, canvas, days, time_axis
from dossier.show.table import Link, ShownTable, row_link
from militant_unity.arms.counts import said_on
from militant_unity.data import Dataset
from militant_unity.vocabulary import RETURN_THINGS

CAME = "said to have come"
EXPECTED = "said to be asked for, agreed, meant or suspected"
DOUBTED = "doubted, denied or not known"
STANCES = {
    "delivered": CAME,
    "in_production": CAME,
    "estimated": CAME,
    "asked": EXPECTED,
    "agreed": EXPECTED,
    "intended": EXPECTED,
    "suspected": EXPECTED,
    "doubted": DOUBTED,
    "not_known": DOUBTED,
    "denied": DOUBTED,
}
"""What each of `vocabulary.RETURN_VERBS` says, in three groups."""

UNNAMED = "all"
"""The thing of a row of ``returns`` that names none."""


_LABELS = {"cash": "money, other aid"}
"""Economic help whose form nobody named stands with money, its nearest word."""


def _label(thing: str) -> str:
    return _LABELS.get(thing, thing.replace("_", " "))


def allegations(data: Dataset) -> pd.DataFrame:
    """Return the rows of ``returns`` in order of day, with ``stance``, one of `STANCES`."""
    returns = data.returns.assign(stance=data.returns["verb"].map(STANCES))
    return returns.sort_values(["date", "return_id"], ignore_index=True)


def claims_on_returns(data: Dataset) -> dict[str, list[str]]:
    """Return the claims of the articles on each thing of `RETURN_THINGS`, as ``selections`` name them."""
    claims: dict[str, list[str]] = {thing: [] for thing in RETURN_THINGS}
    for choice in selections(data, "arms.returned"):
        if choice.part not in claims:
            remedy = f"name one of these parts: {'; '.join(claims)}"
            problem = f"{choice.part!r} is no thing of the table returns"
            raise DataError("selections.csv", problem, row=choice.row_id, column="part", remedy=remedy)
        claims[choice.part].append(choice.row_id)
    return claims


def returns_table(data: Dataset) -> ShownTable:
    """Show for each thing who says that it came, who that it is to come, and who doubts or denies it."""
    returns, claims = allegations(data), claims_on_returns(data)
    shown = pd.DataFrame(
        [
            {
                "what": _LABELS.get(thing, RETURN_THINGS[thing]),
                "articles": [row_link(each) for each in claims[thing]] or None,
                **{
                    stance: [_word(row) for row in rows(of_thing[of_thing["stance"].eq(stance)])] or None
                    for stance in (CAME, EXPECTED, DOUBTED)
                },
            }
            for thing in RETURN_THINGS
            if len(of_thing := returns[returns["thing"].eq(thing)]) or claims[thing]
        ]
    )
    return ShownTable(
        shown,
        "Question 7. What is said to have come back from Russia, and who says what on which day. These are "
        "allegations; the link opens each",
    )


def _word(row: Any) -> Link:
    [report] = support(pd.Series([row.confidence]))
    verb = "" if row.stance == CAME and row.verb == "delivered" else f"{row.verb.replace('_', ' ')}, "
    return Link(f"{row.claimant} ({verb}{said_on(row.date)}; {report})", row_link(row.return_id).address)


def draw_returns(data: Dataset) -> Chart:
    """Draw each row of ``returns`` by thing and day, and the days of the articles that speak of the thing."""
    returns, claims = allegations(data), claims_on_returns(data)
    named = returns[returns["thing"].ne(UNNAMED)]
    things = [thing for thing in RETURN_THINGS if thing in set(named["thing"])]
    came = named[named["stance"].eq(CAME)]
    doubted = named[named["stance"].eq(DOUBTED)]
    kinds = came["thing"].nunique()
    message = (
        f"{'Each' if kinds == len(things) else kinds} of {len(things)} kinds of return "
        f"{'is' if kinds == len(things) else 'are'} said to have come; "
        f"{len(doubted)} of {len(named)} statements doubt, deny or do not know"
    )
    day_of = dict(zip(data.sources["source_id"], data.sources["date"], strict=True))
    article_of = dict(zip(data.claims["claim_id"], data.claims["source_id"], strict=True))
    with canvas(message, 1.1 + 0.25 * len(things)) as (figure, axes):
        for height, thing in enumerate(things):
            axes.axhline(height, color=FAINT, linewidth=0.4)
            for claim in claims[thing]:
                at = days(day_of[article_of[claim]])
                axes.plot([at], [height - 0.28], marker="D", color=ARTICLE, markersize=3.5)
            for row in rows(named[named["thing"].eq(thing)]):
                _draw_word(axes, row, height)
        axes.set_yticks(range(len(things)), [_label(thing) for thing in things], fontsize=8.5)
        axes.set_ylim(len(things) - 0.4, -0.6)
        axes.set_xlabel(
            "● said to have come   ○ asked, agreed, meant, suspected\n"
            "× doubted, denied, not known   ◆ in an article",
            fontsize=8,
        )
        first = min("2023-07-01", *named["date"])
        time_axis(axes, first, max("2025-12-15", *named["date"]), months=(1, 7))
        by_thing = "; ".join(
            f"{_label(thing)}: "
            + ", ".join(f"{row.claimant} {row.date} {row.verb.replace('_', ' ')}" for row in rows(of_thing))
            for thing in things
            if len(of_thing := named[named["thing"].eq(thing)])
        )
        return Chart.of(figure, f"{message}. Statements by thing and day: {by_thing}.")


def _draw_word(axes: Any, row: Any, height: int) -> None:
    at = days(row.date)
    if row.stance == DOUBTED:
        axes.plot([at], [height], marker="x", color=RECORD, markersize=6, markeredgewidth=1.6)
        return
    fill = RECORD if row.stance == CAME else "none"
    axes.scatter(at, height, s=30, facecolor=fill, edgecolor=RECORD, zorder=3)


POSITIONS = {
    "affirms": "Affirmed by",
    "doubts": "doubted by",
    "denies": "denied by",
    "silent": "left open by",
}
"""The words of a sentence for the positions of ``outcome_sides``, in its order."""


def sides_in_words(data: Dataset, outcome_id: str) -> str:
    """Turn the rows of ``outcome_sides`` on one matter into a sentence on who affirms, doubts, denies it.

    A body that said the same on several days is named once, with its first day.
    """
    sides = data.outcome_sides[data.outcome_sides["outcome_id"].eq(outcome_id)]
    sides = sides.sort_values(["day", "side_id"])
    known = data.claimants.set_index("claimant_id")["label"].to_dict()
    parts = []
    for position, words in POSITIONS.items():
        holders = sides[sides["position"].eq(position)]
        named = holders.assign(label=holders["claimant_id"].map(known)).drop_duplicates("label")
        names = [f"{row.label} ({row.day})" for row in rows(named)]
        if names:
            parts.append(f"{words} {', '.join(names)}")
    sentence = "; ".join(parts)
    return f"{sentence[:1].upper()}{sentence[1:]}." if sentence else "No side is on record."


def sides_table(data: Dataset) -> ShownTable:
    """Show the matters chosen for ``arms.sides`` with the sentence on their sides."""
    chosen = selected_ids(data, "arms.sides")
    subjects = dict(zip(data.outcomes["outcome_id"], data.outcomes["subject"], strict=True))
    shown = pd.DataFrame(
        {
            "matter": [Link(subjects[each], row_link(each).address) for each in chosen],
            "who affirms, doubts, denies": [sides_in_words(data, each) for each in chosen],
        }
    )
    return ShownTable(
        shown,
        "Question 7. Who affirms, who doubts, who denies and who leaves it open, with the first day of each",
    )


def quotable(data: Dataset) -> dict[str, float | str]:
    """Return the numbers that a sentence on returns may quote, by name."""
    returns = allegations(data)
    named = returns[returns["thing"].ne(UNNAMED)]
    came = named[named["stance"].eq(CAME)]
    nuclear = named[named["thing"].eq("nuclear")]
    claims = claims_on_returns(data)
    return {
        "returns_rows": len(returns),
        "returns_came": int(returns["stance"].eq(CAME).sum()),
        "returns_doubted": int(returns["stance"].eq(DOUBTED).sum()),
        "returns_things": int(named["thing"].nunique()),
        "returns_things_came": int(came["thing"].nunique()),
        "returns_things_without_article": sum(not claims[thing] for thing in set(named["thing"])),
        "returns_air_defence_first": str(_first_day(came, "air_defence")),
        "returns_nuclear_accusers": int(nuclear.loc[nuclear["stance"].eq(CAME), "side"].nunique()),
    }


def _first_day(came: pd.DataFrame, thing: str) -> str:
    said = came.loc[came["thing"].eq(thing), "date"]
    if said.empty:
        remedy = "take the sentence on its first day out of the chapter on arms"
        raise DataError("returns.csv", f"nobody says that {thing} came", column="thing", remedy=remedy)
    return str(said.min())
