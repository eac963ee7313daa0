"""Clauses on aid become the comparison of the treaties of 1961, 2000 and 2024."""

import re

import pandas as pd

from dossier.evidence.claims import current
from dossier.show.chart import FAINT, Chart, canvas
from dossier.show.table import ShownTable, row_link
from militant_unity.data import Dataset
from militant_unity.treaty.clauses import _beside, _mark, _obliging, bare, ended_claims

AID = {
    "an armed attack sets it off": r"attack",
    "and a state of war": r"\bwar\b",
    "military and other help": r"military and other",
    "at once": r"at once|without delay",
    "by all means": r"all means",
    "within Article 51 of the UN Charter": r"Article 51",
    "within the laws of both states": r"laws of both",
}
"""The parts of an aid clause, each with the words that tell it in our summaries."""

_AID_ABSENT = {
    "within Article 51 of the UN Charter": "ussr-dprk-1961-preamble-un-charter-clause",
    "within the laws of both states": "rf-dprk-2024-4-domestic-law-clause",
}
"""The parts that a row says are absent from the aid clause of 1961."""


def aid_clauses(data: Dataset) -> pd.DataFrame:
    """Return for each part of the aid clause (rows) whether it was seen in 1961 and in 2024 (columns)."""
    compared = ("USSR-DPRK 1961", "RF-DPRK 2024")
    clauses = _obliging(data)
    found = {}
    for treaty in compared:
        mine = clauses[clauses["treaty"].eq(treaty)]
        article = mine.loc[mine["obligation"].eq("defense"), "article"]
        text = " ".join(mine.loc[mine["article"].isin(article), "summary"])
        found[treaty] = [bool(re.search(words, text)) for words in AID.values()]
    return pd.DataFrame(found, index=list(AID))


def draw_aid(data: Dataset) -> Chart:
    """Draw the aid clauses of 1961 and 2024 part by part, what was added marked."""
    parts = aid_clauses(data)
    old, new = parts["USSR-DPRK 1961"], parts["RF-DPRK 2024"]
    added, kept = int((new & ~old).sum()), int((new & old).sum())
    message = f"The aid clause of 2024: {kept} parts of 1961, {added} new limits"
    with canvas(message, 3.1) as (figure, axes):
        for place, treaty in enumerate(parts):
            for row, (part, seen) in enumerate(parts[treaty].items()):
                absent = part in _AID_ABSENT and place == 0
                _mark(axes, place, row, "seen" if seen else "absent" if absent else "not seen")
        for row, part in enumerate(parts.index):
            if old[part] and new[part]:
                axes.plot([0.12, 0.88], [row, row], color=FAINT, linewidth=1)
            elif new[part]:
                axes.annotate("added", (1, row), xytext=(12, 0), textcoords="offset points", va="center")
        axes.axhline(kept - 0.5, color=FAINT, linewidth=0.6, linestyle=":")
        axes.set_xticks([0, 1], ["USSR 1961\nArticle 1", "Russia 2024\nArticle 4"])
        axes.xaxis.tick_top()
        axes.set_yticks(range(len(parts)), list(parts.index))
        axes.set_xlim(-0.3, 1.7)
        axes.set_ylim(len(parts) - 0.4, -0.6)
        bare(axes, "● in the clause   × said to be absent")
        told = "; ".join(
            f"{part}: {_told(old[part])} in 1961, {_told(new[part])} in 2024" for part in parts.index
        )
        return Chart.of(figure, f"{message}. {told}.")


def _told(seen: bool) -> str:
    return "seen" if seen else "absent"


def return_table(data: Dataset) -> ShownTable:
    """Show what the articles say of the pacts, which claim a later one ended, and the clauses beside it."""
    claims = current(data)
    legal = claims["theme"].eq("treaty") & claims["claim_type"].eq("legal")
    found = claims[legal | claims["claim_id"].isin(ended_claims(data))]
    enders = ended_claims(data)
    shown = pd.DataFrame(
        {
            "claim": [row_link(each) for each in found["claim_id"]],
            "article": list(found["source_id"]),
            "what is said": list(found["statement"]),
            "ended by": [[row_link(each) for each in enders.get(old, [])] for old in found["claim_id"]],
            "clauses beside it": [_beside(statement) for statement in found["statement"]],
        }
    ).sort_values("article", key=lambda names: names.str[-4:], kind="stable", ignore_index=True)
    return ShownTable(
        shown, "Question 2. What the articles say of the pacts, and the clauses of the record beside it"
    )
