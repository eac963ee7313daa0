"""`clauses` on aid become the comparison of 1961 and 2024; `claims` on the pacts get clauses beside them."""

import pandas as pd

from dossier.evidence.claims import current
from dossier.schema.files import split_ids
from dossier.show.chart import FAINT, Chart, canvas
from dossier.show.claims_table import claim_cells
from dossier.show.table import ShownTable, row_link
from militant_unity.data import Dataset
from militant_unity.treaty.clauses import (
    PACT_1961,
    PACT_2024,
    TREATIES,
    absences,
    article_name,
    bare,
    beside,
    ended_claims,
    mark,
    obliging,
    year,
)
from militant_unity.vocabulary import AID_PARTS

AID = {
    "armed_attack": "an armed attack sets it off",
    "state_of_war": "and a state of war",
    "military_and_other_help": "military and other help",
    "at_once": "at once",
    "all_means": "by all means",
    "article_51": "within Article 51 of the UN Charter",
    "domestic_law": "within the laws of both states",
}
"""The parts of an aid clause, in the words of the drawing."""
assert set(AID) == set(AID_PARTS)

_COMPARED = (PACT_1961, PACT_2024)


def _aid_articles(data: Dataset, treaty: str) -> "pd.Series[str]":
    """Return the articles of a treaty that promise aid."""
    clauses = obliging(data)
    return clauses.loc[clauses["treaty"].eq(treaty) & clauses["obligation"].eq("defense"), "article"]


def aid_clauses(data: Dataset) -> pd.DataFrame:
    """Return for each part of an aid clause (rows) whether it was seen in 1961 and in 2024 (columns)."""
    clauses = obliging(data)
    seen = {}
    for treaty in _COMPARED:
        of_article = clauses["treaty"].eq(treaty) & clauses["article"].isin(_aid_articles(data, treaty))
        parts = {part for cell in clauses.loc[of_article, "parts"] for part in split_ids(cell)}
        seen[treaty] = [part in parts for part in AID]
    return pd.DataFrame(seen, index=list(AID))


def draw_aid(data: Dataset) -> Chart:
    """Draw the aid clauses of 1961 and 2024 part by part, what was added marked."""
    parts, absent = aid_clauses(data), absences(data, "said")
    old, new = parts[PACT_1961], parts[PACT_2024]
    added, kept = int((new & ~old).sum()), int((new & old).sum())
    message = f"The aid clause of {year(PACT_2024)}: {kept} parts of {year(PACT_1961)}, {added} new limits"
    with canvas(message, 3.1) as (figure, axes):
        for across, treaty in enumerate(_COMPARED):
            for height, (part, seen) in enumerate(parts[treaty].items()):
                missing = "absent" if (treaty, str(part)) in absent else "not seen"
                mark(axes, across, height, "seen" if seen else missing)
        for height, part in enumerate(parts.index):
            if old[part] and new[part]:
                axes.plot([0.12, 0.88], [height, height], color=FAINT, linewidth=1)
            elif new[part]:
                axes.annotate("added", (1, height), xytext=(12, 0), textcoords="offset points", va="center")
        axes.axhline(kept - 0.5, color=FAINT, linewidth=0.6, linestyle=":")
        heads = [
            TREATIES[treaty].replace("\n", " ") + "\n" + ", ".join(article_name(_aid_articles(data, treaty)))
            for treaty in _COMPARED
        ]
        axes.set_xticks(range(len(_COMPARED)), [head.replace("\N{NO-BREAK SPACE}", " ") for head in heads])
        axes.xaxis.tick_top()
        axes.set_yticks(range(len(parts)), list(AID.values()))
        axes.set_xlim(-0.3, 1.7)
        axes.set_ylim(len(parts) - 0.4, -0.6)
        bare(axes, "● in the clause   × said to be absent")
        compared = "; ".join(
            f"{AID[part]}: "
            + ", ".join(
                f"{'seen' if parts.loc[part, treaty] else 'absent'} in {year(treaty)}" for treaty in _COMPARED
            )
            for part in AID
        )
        return Chart.of(figure, f"{message}. {compared}.")


def return_table(data: Dataset) -> ShownTable:
    """Show what the articles say of the pacts, which claim a later one ended, and the clauses beside it."""
    claims, enders = current(data), ended_claims(data)
    legal = claims["theme"].eq("treaty") & claims["claim_type"].eq("legal")
    claims = claims[legal | claims["claim_id"].isin(enders)]
    years = data.sources.set_index("source_id")["date"].str.partition("-")[0]
    claims = claims.sort_values(
        "source_id", key=lambda articles: articles.map(years), kind="stable", ignore_index=True
    )
    shown = claim_cells(
        data, claims, {"claim": "claim_id", "article": "source_id", "what is said": "statement"}
    )
    enders_of = [[row_link(each) for each in enders.get(old, [])] for old in claims["claim_id"]]
    clauses = [beside(data, claim) for claim in claims["claim_id"]]
    shown["ended by"] = pd.Series(enders_of, index=shown.index, dtype=object)
    shown["clauses beside it"] = pd.Series(clauses, index=shown.index, dtype=object)
    return ShownTable(
        shown, "Question 2. What the articles say of the pacts, and the clauses of the record beside it"
    )
