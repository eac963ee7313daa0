"""`clauses` become the pacts with North Korea: when each was in force, and which promised aid."""

import pandas as pd

from dossier.evidence.selections import selected_id, selections
from dossier.schema.files import Row, rows, split_ids
from dossier.show.chart import ARTICLE, INK, RECORD, Chart, canvas, day_in_words, days, time_axis
from dossier.show.names import article_names
from militant_unity.data import Dataset
from militant_unity.treaty.clauses import pact_day


def pacts(data: Dataset) -> pd.DataFrame:
    """Return the treaties of North Korea by signature.

    Columns ``treaty``; ``signed, in_force, terminated`` (ISO dates, "" where not seen); ``aid`` (a promise
    of aid was seen); ``ends`` (the years that pages give for an end on which they differ).
    """
    clauses = data.clauses[data.clauses["parties"].map(lambda cell: "PRK" in split_ids(cell))]
    lines = []
    for treaty, group in clauses.groupby("treaty"):
        inside = group[group["kind"].eq("clause")]
        lines.append(
            {
                "treaty": treaty,
                **{name: pact_day(group, name) for name in ("signed", "in_force", "terminated")},
                "aid": bool(inside["obligation"].eq("defense").any()),
                "ends": sorted({year for cell in group["end_years"] for year in split_ids(cell)}),
            }
        )
    return pd.DataFrame(lines).sort_values("signed", ignore_index=True)


def aid_in_force(data: Dataset, day: str) -> list[str]:
    """Return the treaties with a promise of aid in force on an ISO ``day``; no end seen is no end."""
    return [
        row.treaty
        for row in rows(pacts(data))
        if row.aid and (row.in_force or row.signed) <= day < (row.terminated or "9999")
    ]


def only_ally_article(data: Dataset) -> str:
    """Return the article that calls China the only ally bound by treaty."""
    claim = selected_id(data, "china.only_ally")
    return dict(zip(data.claims["claim_id"], data.claims["source_id"], strict=True))[claim]


def only_ally_day(data: Dataset) -> str:
    """Return the last day on which that article, dated by its month, can have been published."""
    published = dict(zip(data.sources["source_id"], data.sources["date"], strict=True))
    return f"{pd.Period(published[only_ally_article(data)]).end_time:%Y-%m-%d}"


KNOWN_TO = "2026-03-01"
"""The state of knowledge of the record."""

_PARTNERS = {"USSR": "Soviet Union", "PRC": "China", "RF": "Russia"}


def draw_pacts(data: Dataset) -> Chart:
    """Draw from when to when each treaty of North Korea was in force; open bars promise no aid."""
    treaties = pacts(data)
    latest, day = treaties["in_force"].max(), only_ally_day(data)
    message = (
        f"Pacts of aid in force with Pyongyang: {len(aid_in_force(data, day))} in "
        f"{pd.Timestamp(day):%B %Y}, "
        f"{len(aid_in_force(data, latest))} since {day_in_words(latest)}"
    )
    with canvas(message, 3.1) as (figure, axes):
        last, published = days(KNOWN_TO), days(day)
        labels = [_pact_label(row) for row in rows(treaties)]
        for row, label in zip(rows(treaties), labels, strict=True):
            left, right = days(row.in_force or row.signed), days(row.terminated or KNOWN_TO)
            axes.barh(
                row.Index,
                right - left,
                left=left,
                height=0.3,
                facecolor=RECORD if row.aid else "none",
                edgecolor=RECORD,
            )
            if row.ends:
                span = [days(min(row.ends)), days(f"{max(row.ends)}-12-31")]
                axes.plot(span, [row.Index + 0.27] * 2, color=INK, linewidth=1.2, marker="|")
            if not row.terminated:
                axes.annotate("▸", (last, row.Index), va="center", color=RECORD, fontsize=11)
            late = row.signed > "1990"  # room is on the other side then
            at = (published - 300 if late else left, row.Index - 0.2)
            axes.annotate(label, at, ha="right" if late else "left", va="bottom", fontsize=8)
        axes.plot(
            [published, published], [0.45, len(treaties) - 0.55], color=ARTICLE, linewidth=1.2, linestyle="--"
        )
        beside = (published - 200, 0.1)
        [ally] = [each.label for each in selections(data, "china.only_ally")]
        axes.annotate(
            f"{article_names(data)[only_ally_article(data)]}:\n{ally}",
            beside,
            color=ARTICLE,
            ha="center",
            va="center",
            fontsize=8,
        )
        time_axis(axes, "1959-01-01", "2027-06-01")
        ticks = [f"{year}" for year in range(1960, 2021, 10)]
        axes.set_xticks([days(year) for year in ticks], ticks)
        axes.set_ylim(len(treaties) - 0.5, -0.6)
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        axes.set_xlabel("filled: aid promised   open: none promised   |–| pages differ", fontsize=8.5)
        return Chart.of(figure, f"{message}. By treaty: {'; '.join(labels)}.")


def _pact_label(row: Row) -> str:
    name = f"{_PARTNERS[row.treaty.split('-')[0]]} {row.signed[:4]}"
    start = f"in force {row.in_force}" if row.in_force else "from signature"
    end = f" to {row.terminated}" if row.terminated else ""
    if row.ends:
        end = f", ended {min(row.ends)} to {max(row.ends)}"
    return f"{name}: {start}{end}" + ("" if row.aid else ", no aid promised")


def quotable(data: Dataset) -> dict[str, float | str]:
    """Return the numbers on pacts that a sentence may quote, by name."""
    return {"aid_pacts_in_2023": len(aid_in_force(data, only_ally_day(data)))}
