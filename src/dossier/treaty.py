"""The treaty of June 2024: what it adds to the ones before, and when it began to bind."""

from types import SimpleNamespace

import pandas as pd

from dossier.claims import claims_table
from dossier.shown import FAINT, RECORD, Chart, ShownTable, canvas, days, time_axis
from dossier.store import rows
from dossier.vocabulary import OBLIGATIONS

TREATIES = {
    "USSR-DPRK 1961": "USSR\n1961",
    "RF-DPRK 2000": "Russia\n2000",
    "RF-DPRK 2024": "Russia\n2024",
    "PRC-DPRK 1961": "China\n1961",
    "ROK-US 1953": "ROK–US\n1953",
}
"""The line from Moscow first, then Beijing's pact, then the control."""

_OBLIGATION = {
    "defense": "aid if attacked",
    "consultation": "consult under threat",
    "nonaggression": "no measures against the other",
    "neutrality": "join nothing against the other",
    "un_charter_clause": "tied to the UN Charter",
    "domestic_law_clause": "tied to each side's law",
    "economic": "trade and sanctions",
    "cooperation": "other cooperation",
    "duration": "term and exit",
}


def clause_matrix(data: SimpleNamespace) -> pd.DataFrame:
    """Count clauses by obligation (rows) and treaty (columns); 0 means that none was seen.

    A text that was not read in full may hold a clause that no page printed, so 0 is never "no".
    """
    counts = pd.crosstab(_obliging(data)["obligation"], _obliging(data)["treaty"])
    return counts.reindex(index=list(_OBLIGATION), columns=list(TREATIES), fill_value=0)


def _obliging(data: SimpleNamespace) -> pd.DataFrame:
    """Leave out rows on practice, status and negations of aid: they are about a treaty, not in it."""
    outside = data.clauses["article"].isin(["practice", "status", "general", "in force", "end"])
    return data.clauses[~outside]


def draw_clauses(data: SimpleNamespace) -> Chart:
    """Draw which obligations were seen in which treaty; what was not seen is drawn as an open ring."""
    matrix = clause_matrix(data)
    aid = matrix.loc["defense"]
    message = (
        "The aid clause of 1961 is gone in 2000 and back in 2024"
        if aid["USSR-DPRK 1961"] and not aid["RF-DPRK 2000"] and aid["RF-DPRK 2024"]
        else "Aid clauses by treaty"
    )
    with canvas(message, 3.6) as (figure, axes):
        for column, treaty in enumerate(TREATIES):
            for row, number in enumerate(matrix[treaty]):
                if number:
                    axes.scatter(column, row, s=110, color=RECORD, linewidth=0)
                else:
                    axes.scatter(column, row, s=90, facecolor="none", edgecolor=FAINT, linestyle=":")
        axes.set_xticks(range(len(TREATIES)), list(TREATIES.values()))
        axes.xaxis.tick_top()
        axes.set_yticks(range(len(matrix)), [_OBLIGATION[name] for name in matrix.index])
        axes.set_xlim(-0.6, len(TREATIES) - 0.4)
        axes.set_ylim(len(matrix) - 0.4, -0.6)
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        axes.set_xlabel("● seen on a page   ○ not seen", labelpad=8)
        told = "; ".join(
            f"{treaty}: " + ", ".join(_OBLIGATION[name] for name in matrix.index[matrix[treaty].gt(0)])
            for treaty in TREATIES
        )
        return Chart.of(figure, f"{message}. Obligations seen, by treaty: {told}. The others were not seen.")


def clauses_table(data: SimpleNamespace) -> ShownTable:
    """Show the clauses on aid, consultation and their limits, side by side."""
    kinds = ("defense", "consultation", "un_charter_clause", "domestic_law_clause")
    clauses = _obliging(data)
    clauses = clauses[clauses["obligation"].isin(kinds)]
    told = clauses.assign(text=clauses["summary"] + " (" + _article(clauses["article"]) + ")")
    wide = told.pivot_table(index="obligation", columns="treaty", values="text", aggfunc="; ".join)
    wide = wide.reindex(index=list(kinds), columns=list(TREATIES)).fillna("not seen")
    wide = wide.rename(index=_OBLIGATION).reset_index(names="obligation")
    return ShownTable(wide, "Aid, consultation and their limits in five treaties (record)")


def _article(articles: "pd.Series[str]") -> "pd.Series[str]":
    return articles.where(~articles.str.fullmatch(r"\d+|[IVX]+"), "Article " + articles)


def calendar(data: SimpleNamespace) -> pd.DataFrame:
    """Return the steps of the treaty and the first words on troops, by day.

    Columns: ``date, step, line`` where ``line`` is ``treaty`` or ``troops``.
    """
    events = data.events[
        data.events["what"].isin(["sign", "ratify"]) & data.events["date"].between("2024-06", "2024-12-31")
    ]
    steps = pd.DataFrame(
        {"date": events["date"], "step": events["summary"].str.split("[;,]").str[0], "line": "treaty"}
    )
    said = data.statements[data.statements["topic"].eq("troop_deployment")]
    first = said[said["position"].notna()].sort_values("statement_date").groupby("position").head(1)
    first = first[first["statement_date"].le("2024-12-31")]
    troops = pd.DataFrame(
        {
            "date": first["statement_date"],
            "step": first["side"] + " " + first["position"].str.replace("_", " "),
            "line": "troops",
        }
    )
    return pd.concat([steps, troops]).sort_values(["date", "line"], ignore_index=True)


def in_force(data: SimpleNamespace) -> str:
    """Return the day on which the treaty of 2024 entered into force."""
    return str(data.clauses.loc[data.clauses["treaty"].eq("RF-DPRK 2024"), "in_force"].dropna().iloc[0])


def first_allegation(data: SimpleNamespace) -> str:
    """Return the day on which a deployment of troops was first alleged, on record."""
    said = data.statements[
        data.statements["topic"].eq("troop_deployment") & data.statements["position"].eq("alleges")
    ]
    return str(said["statement_date"].min())


def draw_calendar(data: SimpleNamespace) -> Chart:
    """Draw the steps of the treaty against the first words on troops, on one axis of time."""
    steps = calendar(data)
    ahead = days(in_force(data)) - days(first_allegation(data))
    message = f"Troops were alleged {ahead:.0f} days before the treaty was in force"
    with canvas(message, 0.8 + 0.3 * len(steps)) as (figure, axes):
        for row in rows(steps):
            at, late = (days(row.date), row.Index), row.date > "2024-09-01"  # room is on the other side then
            axes.scatter(*at, s=30, marker=_MARKS[row.line], facecolor=_FILLS[row.line], edgecolor=RECORD)
            axes.annotate(
                f"{row.step}  {row.date[5:]}" if late else f"{row.date[5:]}  {row.step}",
                at,
                xytext=(-8 if late else 8, 0),
                textcoords="offset points",
                ha="right" if late else "left",
                va="center",
                fontsize=7.5,
            ).set_in_layout(False)  # else the axes shrink to make room for it
        time_axis(axes, "2024-04-20", "2024-12-12", months=(6, 8, 10, 12))
        axes.spines["left"].set_visible(False)
        axes.set_xlabel("● treaty   □ what was said of troops")
        axes.set_ylim(len(steps) - 0.4, -0.6)
        axes.set_yticks([])
        told = "; ".join(f"{row.date} {row.line}: {row.step}" for row in rows(steps))
        return Chart.of(figure, f"{message}. By day: {told}.")


_MARKS = {"treaty": "o", "troops": "s"}
_FILLS = {"treaty": RECORD, "troops": "none"}


def alliance_words(data: SimpleNamespace) -> ShownTable:
    """Show who calls the tie an alliance, who avoids the word, and when."""
    said = data.statements[data.statements["word"].notna()].sort_values("statement_date")
    shown = said[["statement_date", "speaker", "side", "word", "summary"]].rename(
        columns={"statement_date": "day"}
    )
    return ShownTable(shown, "Who says alliance (record)")


def claims(data: SimpleNamespace) -> ShownTable:
    """Show what the articles say of the treaty."""
    return claims_table(data, "treaty")


assert set(_OBLIGATION) == set(OBLIGATIONS)


def quotable(data: SimpleNamespace) -> dict[str, float | str]:
    """Return the numbers that a sentence on this theme may quote, by name."""
    force, alleged = in_force(data), first_allegation(data)
    matrix = clause_matrix(data)
    return {
        "treaty_in_force": force,
        "troops_first_alleged": alleged,
        "troops_before_treaty_days": int((pd.Timestamp(force) - pd.Timestamp(alleged)).days),
        "clause_rows": len(data.clauses),
        "obligations_seen_2024": int(matrix["RF-DPRK 2024"].gt(0).sum()),
        "obligations_compared": len(matrix),
    }
