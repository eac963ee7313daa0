"""`clauses` and `claims` become the comparison of the treaties and the check of one sentence."""

import pandas as pd
from matplotlib.axes import Axes

from dossier.errors import DataError
from dossier.evidence.claims import current, support
from dossier.evidence.selections import selected_id, selected_ids, selections
from dossier.schema.files import rows, split_ids
from dossier.show.chart import FAINT, RECORD, Chart, canvas
from dossier.show.table import Link, ShownTable, row_link
from militant_unity.data import Dataset
from militant_unity.vocabulary import OBLIGATIONS

PACT_1961, PACT_2000, PACT_2024 = "USSR-DPRK 1961", "RF-DPRK 2000", "RF-DPRK 2024"
"""The line from Moscow."""

TREATIES = {
    PACT_1961: "USSR\n1961",
    PACT_2000: "Russia\n2000",
    PACT_2024: "Russia\n2024",
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

_MANY = 5  # more clauses under a heading are listed by article alone


def year(treaty: str) -> str:
    """Return the year in the name of a treaty.

    >>> year("RF-DPRK 2024")
    '2024'
    """
    return treaty.rpartition(" ")[2]


def pact_day(clauses: pd.DataFrame, column: str) -> str:
    """Return the one date that the rows of one treaty have in ``column``, "" where none has it.

    Raises ``DataError`` where they have several.
    """
    days = sorted(set(clauses[column].dropna()))
    if len(days) > 1:
        treaties = ", ".join(sorted(set(clauses["treaty"])))
        problem = f"the rows of {treaties} have {' and '.join(days)}"
        raise DataError("clauses.csv", problem, column=column, remedy="give all rows of a treaty one date")
    return "".join(days)


def obliging(data: Dataset) -> pd.DataFrame:
    """Return the clauses that a treaty has; rows about it, or on what it does not promise, are left out."""
    return data.clauses[data.clauses["kind"].eq("clause")]


def absences(data: Dataset, absence: str) -> dict[tuple[str, str], str]:
    """Return the clause that says so, by treaty and heading (or part of an aid clause) that is not there.

    ``absence`` is a word of the column of that name: ``said``, ``not_in_text_seen``.
    """
    clauses = data.clauses[data.clauses["absence"].eq(absence)].sort_values("clause_id")
    return {
        (row.absent_from, absent): row.clause_id for row in rows(clauses) for absent in split_ids(row.absent)
    }


def _heading_absences(data: Dataset, absence: str) -> dict[tuple[str, str], str]:
    """Return those of ``absences`` that are headings; the others are parts of an aid clause."""
    return {place: row for place, row in absences(data, absence).items() if place[1] in _OBLIGATION}


def clause_matrix(data: Dataset) -> pd.DataFrame:
    """Count clauses by obligation (rows) and treaty (columns); 0 means that none was seen.

    A text that was not read in full may hold a clause that no page printed, so 0 is never "no".
    """
    clauses = obliging(data)
    counts = pd.crosstab(clauses["obligation"], clauses["treaty"])
    return counts.reindex(index=list(_OBLIGATION), columns=list(TREATIES), fill_value=0)


def draw_clauses(data: Dataset) -> Chart:
    """Draw which headings were seen in which treaty.

    A ring is not seen, a cross said to be absent, a dash not in the text that was seen.
    """
    matrix = clause_matrix(data)
    said, unread = _heading_absences(data, "said"), _heading_absences(data, "not_in_text_seen")
    aid = matrix.loc["defense"]
    message = (
        f"The aid clause of {year(PACT_1961)} is gone in {year(PACT_2000)} and back in {year(PACT_2024)}"
        if aid[PACT_1961] and not aid[PACT_2000] and aid[PACT_2024]
        else "Aid clauses by treaty"
    )
    with canvas(message, 3.7) as (figure, axes):
        for treaty, across in _PLACES.items():
            for height, (obligation, number) in enumerate(matrix[treaty].items()):
                place = (treaty, str(obligation))
                state = "absent" if place in said else "unread" if place in unread else "not seen"
                mark(axes, across, height, "seen" if number else state)
        axes.set_xticks(list(_PLACES.values()), list(TREATIES.values()))
        axes.xaxis.tick_top()
        axes.set_yticks(range(len(matrix)), [_OBLIGATION[name] for name in matrix.index])
        axes.set_xlim(-0.5, max(_PLACES.values()) + 0.5)
        axes.set_ylim(len(matrix) - 0.4, -0.6)
        bare(axes, "● seen   ○ not seen   × said to be absent   – not in the text seen")
        seen = "; ".join(
            f"{treaty}: " + ", ".join(_OBLIGATION[name] for name in matrix.index[matrix[treaty].gt(0)])
            for treaty in TREATIES
        )
        denied, missing = (
            "; ".join(f"{treaty}, {_OBLIGATION[name]}" for treaty, name in places)
            for places in (said, unread)
        )
        alt = (
            f"{message}. Seen, by treaty: {seen}. Said to be absent: {denied}. "
            f"Not in the text seen: {missing}. The rest was not seen."
        )
        return Chart.of(figure, alt)


def mark(axes: Axes, across: float, height: float, state: str) -> None:
    """Mark what was seen, is said to be absent, was not in the text seen, or was not seen."""
    if state == "seen":
        axes.scatter(across, height, s=110, color=RECORD, linewidth=0)
    elif state == "absent":
        axes.scatter(across, height, s=80, color=RECORD, marker="x", linewidth=2)
    elif state == "unread":
        axes.scatter(across, height, s=90, color=RECORD, marker="_", linewidth=2)
    else:
        axes.scatter(across, height, s=90, facecolor="none", edgecolor=FAINT, linestyle=":")


def bare(axes: Axes, key: str) -> None:
    """Leave of the axes the names alone, with the key below."""
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    axes.set_xlabel(key, labelpad=8, loc="right")


def clauses_table(data: Dataset) -> ShownTable:
    """Show the clauses side by side; each cell leads to its row, and *not seen* means just that."""
    clauses = obliging(data)
    said, unread = _heading_absences(data, "said"), _heading_absences(data, "not_in_text_seen")
    columns: dict[str, list[object]] = {"heading": list(_OBLIGATION.values())}
    for treaty in TREATIES:
        of_treaty = clauses[clauses["treaty"].eq(treaty)]
        cells: list[object] = []
        for heading in _OBLIGATION:
            under = of_treaty[of_treaty["obligation"].eq(heading)]
            place = (treaty, heading)
            if len(under):
                cells.append(_clause_links(under))
            elif place in said:
                cells.append([Link("said to be absent", row_link(said[place]).address)])
            elif place in unread:
                cells.append([Link("not in the text seen", row_link(unread[place]).address)])
            else:
                cells.append("not seen")
        columns[_head(treaty, of_treaty)] = cells
    return ShownTable(
        pd.DataFrame(columns),
        "Question 1. What each treaty obliges to, with the report that each entry rests on; every entry "
        "leads to its row",
    )


def _head(treaty: str, clauses: pd.DataFrame) -> str:
    """Name a treaty at the head of a column; where a draft was seen in place of its wording, say so."""
    name = treaty.replace("-DPRK", "")
    drafts = clauses[clauses["draft"].notna()]
    drafts = drafts.assign(report=support(drafts["confidence"]), place=article_name(drafts["article"]))
    drafts_seen = drafts[["place", "draft", "report"]].drop_duplicates()
    notes = [
        f"{row.place}: draft of {pd.Timestamp(row.draft):%B %Y}, {row.report}" for row in rows(drafts_seen)
    ]
    return f"{name} ({'; '.join(notes)})".replace("\N{NO-BREAK SPACE}", " ") if notes else name


def _clause_links(clauses: pd.DataFrame) -> list[Link]:
    """Lead to each clause under a heading by what it says, or by its article where there are many."""
    ordered = clauses.sort_values(["article", "clause_id"], key=_in_order)
    ordered = ordered.assign(support=support(ordered["confidence"]), place=article_name(ordered["article"]))
    if len(ordered) > _MANY:  # by article alone
        again = ordered.groupby("article").cumcount() + 1
        ordered["text"] = ordered["place"].where(
            again.eq(1), ordered["place"] + " (" + again.astype(str) + ")"
        )
    else:
        ordered["text"] = ordered["summary"] + " (" + ordered["place"] + "; " + ordered["support"] + ")"
    return [Link(row.text, row_link(row.clause_id).address) for row in rows(ordered)]


def clauses_one_by_one(data: Dataset) -> ShownTable:
    """Show the clauses of 2024 one by one, with the report and the note that each rests on."""
    clauses = data.clauses[data.clauses["treaty"].eq(PACT_2024)]
    clauses = clauses.sort_values(["article", "clause_id"], key=_in_order)
    shown = pd.DataFrame(
        {
            "clause": [
                Link(place, row_link(clause).address)
                for place, clause in zip(article_name(clauses["article"]), clauses["clause_id"], strict=True)
            ],
            "heading": [_OBLIGATION[name] for name in clauses["obligation"]],
            "what it says": list(clauses["summary"]),
            "report": support(clauses["confidence"]),
            "note": [note if isinstance(note, str) else None for note in clauses["note"]],
        }
    )
    title = f"Question 1. The treaty of {year(PACT_2024)} clause by clause, in our summaries"
    return ShownTable(shown, title)


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


def beside(data: Dataset, claim_id: str) -> list[Link]:
    """Return links to the clauses on aid, or what is in their place, of each treaty that a claim names."""
    named = [each.part for each in selections(data, "treaty.pacts_named") if each.row_id == claim_id]
    treaty_of = dict(zip(data.clauses["clause_id"], data.clauses["treaty"], strict=True))
    on_aid = selected_ids(data, "treaty.clauses_on_aid")
    return [row_link(clause) for treaty in named for clause in on_aid if treaty_of[clause] == treaty]


def correction_note(data: Dataset) -> ShownTable:
    """Show how one sentence of an article is checked: the claim, the flag on it, the papers on record."""
    claim_id = selected_id(data, "treaty.blueprint", "claim")
    claim = data.claims.set_index("claim_id").loc[claim_id]
    flags = data.translation_flags
    flags = flags[
        flags["source_id"].eq(claim["source_id"])
        & flags["start"].lt(claim["end"])
        & flags["end"].gt(claim["start"])
    ]
    dated = pd.concat(
        [
            data.clauses[["clause_id", "signed", "summary"]].set_axis(["row", "date", "text"], axis=1),
            data.events[["event_id", "date", "summary"]].set_axis(["row", "date", "text"], axis=1),
        ]
    ).set_index("row")
    papers = [each for each in selected_ids(data, "treaty.blueprint") if each != claim_id]
    steps = [
        ("the claim", claim_id, "", claim["statement"]),
        *(("the translation", row.flag_id, "", f"{row.severity}: {row.should_mean}") for row in rows(flags)),
        *(("the record", each, dated.loc[each, "date"], dated.loc[each, "text"]) for each in papers),
    ]
    shown = pd.DataFrame(
        {
            "step": [step for step, _, _, _ in steps],
            "row": [row_link(row) for _, row, _, _ in steps],
            "signed or said": [date for _, _, date, _ in steps],
            "what stands there": [text for _, _, _, text in steps],
        }
    )
    since = str(dated.loc[selected_id(data, "treaty.blueprint", "since"), "date"])
    title = f"Question 5. One sentence checked: the first formal blueprint since {since.partition('-')[0]}"
    return ShownTable(shown, title)
