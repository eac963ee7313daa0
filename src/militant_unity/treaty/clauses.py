"""The treaty of June 2024 beside the pacts before it: clauses, the sentences on them, and duties."""

import pandas as pd
from matplotlib.axes import Axes

from dossier.evidence.claims import current, support
from dossier.schema.files import rows, split_ids
from dossier.show.chart import FAINT, RECORD, Chart, canvas
from dossier.show.table import Link, ShownTable, row_link
from militant_unity.data import Dataset
from militant_unity.vocabulary import OBLIGATIONS

TREATIES = {
    "USSR-DPRK 1961": "USSR\n1961",
    "RF-DPRK 2000": "Russia\n2000",
    "RF-DPRK 2024": "Russia\n2024",
    "PRC-DPRK 1961": "China\n1961",
    "ROK-US 1953": "ROK–US\n1953",
}
"""The line from Moscow first, then Beijing's pact, then the control."""

_PLACES = dict(zip(TREATIES, (0, 1, 2, 3.3, 4.3), strict=True))  # a gap before the two compared with

_OBLIGATION = {
    "defense": "aid if attacked",
    "consultation": "consult",
    "nonaggression": "no measures against the other",
    "neutrality": "join nothing against the other",
    "un_charter_clause": "tied to the UN Charter",
    "domestic_law_clause": "tied to each side's law",
    "economic": "trade and sanctions",
    "cooperation": "other cooperation",
    "duration": "entry, term and end",
}
assert set(_OBLIGATION) == set(OBLIGATIONS)

ATOP = ("defense", "neutrality", "nonaggression", "consultation")
"""The headings that are types of obligation of the ATOP codebook; the others are ours.

Its non-aggression is a promise not to use force; here the one row is on coercive measures.
"""

SAID_ABSENT = {
    ("RF-DPRK 2000", "defense"): "rf-dprk-2000-general-consultation",
    ("USSR-DPRK 1961", "domestic_law_clause"): "rf-dprk-2024-4-domestic-law-clause",
}
"""The clauses that a page says are not there, each with the row that has it."""

UNREAD = {
    ("PRC-DPRK 1961", "un_charter_clause"): "prc-dprk-1961-ii-defense",
    ("PRC-DPRK 1961", "domestic_law_clause"): "prc-dprk-1961-ii-defense",
}
"""The clauses that were looked for in the text seen and not found, each with the row whose note says so."""

NEGATIONS = ("rf-dprk-2000-general-consultation",)
"""Rows that say what a treaty does not promise."""

_MANY = 5  # more clauses under a heading are listed by article alone


def clause_matrix(data: Dataset) -> pd.DataFrame:
    """Count clauses by obligation (rows) and treaty (columns); 0 means that none was seen.

    A text that was not read in full may hold a clause that no page printed, so 0 is never "no".
    """
    counts = pd.crosstab(_obliging(data)["obligation"], _obliging(data)["treaty"])
    return counts.reindex(index=list(_OBLIGATION), columns=list(TREATIES), fill_value=0)


def _obliging(data: Dataset) -> pd.DataFrame:
    """Leave out rows on practice, status and negations of aid: they are about a treaty, not in it."""
    outside = data.clauses["article"].isin(["practice", "status"])
    return data.clauses[~outside & ~data.clauses["clause_id"].isin(NEGATIONS)]


def draw_clauses(data: Dataset) -> Chart:
    """Draw which headings were seen in which treaty.

    A ring is not seen, a cross said to be absent, a dash not in the text that was seen.
    """
    matrix = clause_matrix(data)
    aid = matrix.loc["defense"]
    message = (
        "The aid clause of 1961 is gone in 2000 and back in 2024"
        if aid["USSR-DPRK 1961"] and not aid["RF-DPRK 2000"] and aid["RF-DPRK 2024"]
        else "Aid clauses by treaty"
    )
    with canvas(message, 3.7) as (figure, axes):
        for treaty, place in _PLACES.items():
            for row, (obligation, number) in enumerate(matrix[treaty].items()):
                _mark(axes, place, row, _state(bool(number), (treaty, str(obligation))))
        axes.set_xticks(list(_PLACES.values()), list(TREATIES.values()))
        axes.xaxis.tick_top()
        axes.set_yticks(range(len(matrix)), [_OBLIGATION[name] for name in matrix.index])
        axes.set_xlim(-0.5, max(_PLACES.values()) + 0.5)
        axes.set_ylim(len(matrix) - 0.4, -0.6)
        bare(axes, "● seen   ○ not seen   × said to be absent   – not in the text seen")
        told = "; ".join(
            f"{treaty}: " + ", ".join(_OBLIGATION[name] for name in matrix.index[matrix[treaty].gt(0)])
            for treaty in TREATIES
        )
        denied = "; ".join(f"{treaty}, {_OBLIGATION[name]}" for treaty, name in SAID_ABSENT)
        unread = "; ".join(f"{treaty}, {_OBLIGATION[name]}" for treaty, name in UNREAD)
        alt = (
            f"{message}. Seen, by treaty: {told}. Said to be absent: {denied}. "
            f"Not in the text seen: {unread}. The rest was not seen."
        )
        return Chart.of(figure, alt)


def _state(seen: bool, place: tuple[str, str]) -> str:
    if seen:
        return "seen"
    return "absent" if place in SAID_ABSENT else "unread" if place in UNREAD else "not seen"


def _mark(axes: Axes, place: float, row: float, state: str) -> None:
    if state == "seen":
        axes.scatter(place, row, s=110, color=RECORD, linewidth=0)
    elif state == "absent":
        axes.scatter(place, row, s=80, color=RECORD, marker="x", linewidth=2)
    elif state == "unread":
        axes.scatter(place, row, s=90, color=RECORD, marker="_", linewidth=2)
    else:
        axes.scatter(place, row, s=90, facecolor="none", edgecolor=FAINT, linestyle=":")


def bare(axes: Axes, key: str) -> None:
    """Leave of the axes the names alone, with the key below."""
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    axes.set_xlabel(key, labelpad=8, loc="right")


def clauses_table(data: Dataset) -> ShownTable:
    """Show the clauses side by side; each cell leads to its row, and *not seen* means just that."""
    clauses = _obliging(data)
    columns: dict[str, list[object]] = {"heading": list(_OBLIGATION.values())}
    for treaty in TREATIES:
        mine = clauses[clauses["treaty"].eq(treaty)]
        columns[_HEADS.get(treaty, treaty.replace("-DPRK", ""))] = [
            _clause_cell(mine[mine["obligation"].eq(name)], (treaty, name)) for name in _OBLIGATION
        ]
    shown = pd.DataFrame(columns)
    return ShownTable(
        shown,
        "Question 1. What each treaty obliges to, with the report that each entry rests on; every entry "
        "leads to its row",
    )


_HEADS = {"ROK-US 1953": "ROK-US 1953 (Article III: draft of July 1953, one page)"}


def _clause_cell(clauses: pd.DataFrame, place: tuple[str, str]) -> list[Link] | str:
    if clauses.empty:
        if place in SAID_ABSENT:
            return [Link("said to be absent", row_link(SAID_ABSENT[place]).address)]
        return (
            [Link("not in the text seen", row_link(UNREAD[place]).address)] if place in UNREAD else "not seen"
        )
    found = clauses.sort_values(["article", "clause_id"], key=_in_order)
    found = found.assign(support=support(found["confidence"]), place=article_name(found["article"]))
    if len(found) > _MANY:  # by article alone
        again = found.groupby("article").cumcount() + 1
        found["told"] = found["place"].where(again.eq(1), found["place"] + " (" + again.astype(str) + ")")
    else:
        found["told"] = found["summary"] + " (" + found["place"] + "; " + found["support"] + ")"
    return [Link(row.told, row_link(row.clause_id).address) for row in rows(found)]


def clauses_one_by_one(data: Dataset) -> ShownTable:
    """Show the clauses of 2024 one by one, with the report and the note that each rests on."""
    found = data.clauses[data.clauses["treaty"].eq("RF-DPRK 2024")]
    found = found.sort_values(["article", "clause_id"], key=_in_order)
    shown = pd.DataFrame(
        {
            "clause": [
                Link(place, row_link(clause).address)
                for place, clause in zip(article_name(found["article"]), found["clause_id"], strict=True)
            ],
            "heading": [_OBLIGATION[name] for name in found["obligation"]],
            "what it says": list(found["summary"]),
            "report": support(found["confidence"]),
            "note": [note if isinstance(note, str) else None for note in found["note"]],
        }
    )
    return ShownTable(shown, "Question 1. The treaty of 2024 clause by clause, in our summaries")


def _in_order(cells: "pd.Series[str]") -> "pd.Series[str]":
    return cells.str.zfill(2) if cells.name == "article" else cells


def article_name(articles: "pd.Series[str]") -> "pd.Series[str]":
    """Return each ``article`` of ``clauses`` as a cell names it."""
    named = articles.where(~articles.str.fullmatch(r"\d+|[IVX]+"), "Article\N{NO-BREAK SPACE}" + articles)
    return named.replace({"not stated in source": "number not seen", "all": "whole text"})


def ended_claims(data: Dataset) -> dict[str, list[str]]:
    """Return the claims that a later claim on the treaty ended, each with the claims that ended it."""
    ended: dict[str, list[str]] = {}
    for row in rows(current(data, "treaty")):
        for old in split_ids(row.supersedes):
            ended.setdefault(old, []).append(row.claim_id)
    return ended


def _beside(statement: str) -> list[Link]:
    return [row_link(each) for year, clauses in BESIDE.items() if year in statement for each in clauses]


BESIDE = {
    "1961": ["ussr-dprk-1961-1-defense"],
    "2000": ["rf-dprk-2000-2-consultation", "rf-dprk-2000-general-consultation"],
    "2024": [
        "rf-dprk-2024-4-defense",
        "rf-dprk-2024-4-un-charter-clause",
        "rf-dprk-2024-4-domestic-law-clause",
    ],
}
"""The clauses on aid, or what stood in their place, of the treaty that a claim names by its year."""


_BLUEPRINT = "c-121"
_PAPERS = (
    "ussr-dprk-1961-1-defense",
    "2000-02-09-russia-dprk-treaty-signed",
    "2000-07-19-pyongyang-declaration",
    "2001-08-04-moscow-declaration",
    "2024-06-17-ushakov-on-treaty",
    "2024-06-19-russia-dprk-treaty-signed",
)


def correction_note(data: Dataset) -> ShownTable:
    """Show how one sentence of an article is checked: the claim, the flag on it, the papers on record."""
    claim = data.claims.set_index("claim_id").loc[_BLUEPRINT]
    flags = data.translation_flags
    flags = flags[
        flags["source_id"].eq(claim["source_id"])
        & flags["start"].lt(claim["end"])
        & flags["end"].gt(claim["start"])
    ]
    papers = pd.concat(
        [
            data.clauses[["clause_id", "signed", "summary"]].set_axis(["row", "date", "text"], axis=1),
            data.events[["event_id", "date", "summary"]].set_axis(["row", "date", "text"], axis=1),
        ]
    ).set_index("row")
    steps = [
        ("the claim", _BLUEPRINT, "", claim["statement"]),
        *(("the translation", row.flag_id, "", f"{row.severity}: {row.should_mean}") for row in rows(flags)),
        *(("the record", each, papers.loc[each, "date"], papers.loc[each, "text"]) for each in _PAPERS),
    ]
    shown = pd.DataFrame(
        {
            "step": [step for step, _, _, _ in steps],
            "row": [row_link(row) for _, row, _, _ in steps],
            "signed or said": [date for _, _, date, _ in steps],
            "what stands there": [text for _, _, _, text in steps],
        }
    )
    return ShownTable(shown, "Question 5. One sentence checked: the first formal blueprint since 2001")
