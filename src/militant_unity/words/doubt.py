"""Tables `sentences`, `cues` and `claims` become how much doubt each article puts in."""

from collections.abc import Iterator

import pandas as pd
from matplotlib.axes import Axes

from dossier.evidence.articles import article_ids
from dossier.reading import lexicon
from dossier.schema.files import live, rows
from dossier.schema.words import counted
from dossier.show.chart import ARTICLE, FAINT, INK, Chart, canvas
from dossier.show.leave_one_out import draw_range, label, quotient, ranged, sizes, with_range
from dossier.show.names import article_links, article_names, by_name
from dossier.show.table import French, ShownTable
from militant_unity.data import Dataset

ATTRIBUTING = "attribution_only"
"""The kind of the cues that name a source and hold back nothing: *selon*, *d'après*."""

CONDITIONAL = "modal"
"""The kind of the cues that are verbs in the conditional."""


def doubt(data: Dataset) -> pd.DataFrame:
    """Count doubt by article in three ways, and negation.

    Columns ``words, sentences, hedges, hedged, negations, attributing, conditional, claims, reserved, own``:
    cues of doubt, sentences with one, cues of negation; the cues of doubt that only attribute, and
    those in the conditional; claims, and those whose own words hold back (not only who said it);
    cues of doubt without those that only attribute.
    """
    sentences, claims = data.sentences.groupby("source_id"), live(data.claims)
    reserved = claims[~claims["hedge"].isin(["none", "attribution_only"])]
    kinds = cues(data).groupby("kind")[article_ids(data)].sum().T
    found = pd.DataFrame(
        {
            "words": sizes(data),
            "sentences": sentences.size(),
            "hedges": sentences["hedges"].sum(),
            "hedged": sentences["hedges"].agg(lambda column: int(column.gt(0).sum())),
            "negations": sentences["negations"].sum(),
            "attributing": kinds[ATTRIBUTING],
            "conditional": kinds[CONDITIONAL],
            "claims": claims.groupby("source_id").size(),
            "reserved": reserved.groupby("source_id").size(),
        }
    )
    found["own"] = found["hedges"] - found["attributing"]
    return found.reindex(article_ids(data)).fillna(0).astype(int).rename_axis("source_id")


def cues(data: Dataset) -> pd.DataFrame:
    """Return every cue of the two lists: columns ``cue_list, cue, kind``, and its count by article."""
    listed = pd.DataFrame(
        [
            {"cue_list": name, "cue": row["cue"], "kind": row["kind"]}
            for name in ("hedges", "negations")
            for row in lexicon.rows(name)
        ]
    )
    counts = data.cues.pivot_table(
        index=["cue_list", "cue"], columns="source_id", values="count", aggfunc="sum", fill_value=0
    ).reindex(columns=article_ids(data), fill_value=0)
    found = listed.merge(counts.reset_index(), how="left", on=["cue_list", "cue"], validate="many_to_one")
    return found.fillna(dict.fromkeys(article_ids(data), 0)).astype(dict.fromkeys(article_ids(data), int))


KINDS = {
    "modal": "conditional",
    "probability_word": "likely",
    "appearance": "seems",
    "belief": "believed",
    "attribution_only": "attributes",
    "explicit_unknown": "not known",
    "grammar": "negation",
    "denial": "denial",
}
"""The kinds of cues, shortly: the first six are on the list of doubt."""


def cues_table(data: Dataset) -> ShownTable:
    """Show each cue that an article has with its counts, and last those that stand in none."""
    found = cues(data)
    found["all"] = found[article_ids(data)].sum(axis=1)
    held = found[found["all"].gt(0)].sort_values(["cue_list", "all"], ascending=[True, False], kind="stable")
    names = {"hedges": "doubt", "negations": "negation"}
    shown = pd.DataFrame(
        {
            "cue": [French(cue) for cue in held["cue"]],
            "sort": [KINDS.get(kind, kind) for kind in held["kind"]],
            **{article_names(data)[article]: list(held[article]) for article in article_ids(data)},
            "all": list(held["all"]),
        }
    )
    absent = found[found["all"].eq(0)]
    never = "; ".join(
        f"{names[str(name)]}: {', '.join(part['cue'])}" for name, part in absent.groupby("cue_list")
    )
    lists = counted(found["cue_list"].nunique())
    caption = f"The {len(found)} cues on the {lists} lists, by article. Found nowhere: {never}"
    return ShownTable(shown, caption)


def doubt_table(data: Dataset) -> ShownTable:
    """Show doubt by article: by cues, by sentences, by what a reader coded."""
    found = doubt(data)
    shown = {"article": [*article_links(data, found.index), "all (one left out)"]}
    for name, (part, whole, scale) in WAYS.items():
        by_article = scale * found[part] / found[whole]
        shown[name] = [
            *(f"{value:.1f}" for value in by_article),
            with_range(quotient(found, part, whole, scale)),
        ]
    ways = counted(len({whole for _, whole, _ in WAYS.values()}))
    return ShownTable(pd.DataFrame(shown), f"Doubt counted {ways} ways, and negation, by article")


WAYS = {
    "cues of doubt per 1,000 words": ("hedges", "words", 1000),
    "the same without selon": ("own", "words", 1000),
    "% of sentences with one": ("hedged", "sentences", 100),
    "% of claims with a reserve of their own": ("reserved", "claims", 100),
    "negations per 1,000 words": ("negations", "words", 1000),
}
"""What is divided by what in the table of doubt, and the scale."""


def draw_doubt(data: Dataset) -> Chart:
    """Draw cues of doubt and of negation per 1,000 words, by article and over all."""
    found = by_name(data, doubt(data))
    rates = 1000 * found["hedges"] / found["words"]
    most = str(rates.idxmax())
    message = f"{most} holds {found['hedges'][most]} of {found['hedges'].sum()} cues of doubt"
    with canvas(message, 1.1 + 0.6 * len(found)) as (figure, axes):
        listed = [*_draw_cues(axes, found, "hedges", "Doubt", 0)]
        listed += _draw_cues(axes, found, "negations", "Negation", len(found) + 2)
        axes.set_yticks([])
        axes.spines["left"].set_position(("data", 0))
        axes.set_xlim(0, max(24, 1.3 * rates.max()))
        axes.set_ylim(2 * len(found) + 2.7, -1.6)
        axes.set_xlabel(
            "cues per 1,000 words (count of cues)\n"
            f"◆ all {counted(len(found))}, with the range\nwhen one article is left out"
        )
        return Chart.of(figure, f"{message}. Cues per 1,000 words: {'; '.join(listed)}.")


def _draw_cues(axes: Axes, found: pd.DataFrame, cues: str, name: str, base: int) -> Iterator[str]:
    """Draw the rate of one kind of cue from row ``base`` on, and say what is drawn."""
    axes.annotate(
        name, (0, base - 0.95), va="center", fontweight="bold", xytext=(4, 0), textcoords="offset points"
    )
    by_article = zip(rows(found.reset_index()), found[cues], strict=True)
    for height, (row, count) in enumerate(by_article, start=base):
        value = 1000 * count / row.words
        axes.plot([0, value], [height, height], color=FAINT, linewidth=0.8)
        axes.plot(value, height, marker="o", markersize=6, color=ARTICLE)
        label(axes, f"{value:.1f}  ({count})", value, height)
        label(axes, row.source_id, 0, height, left=True)
        yield f"{name.lower()} in {row.source_id}: {value:.1f} ({count})"
    whole, height = quotient(found, cues, "words", 1000), base + len(found)
    draw_range(axes, height, whole, colour=INK, marker="D")
    label(axes, with_range(whole), whole.most, height)
    label(axes, f"all {counted(len(found))}", 0, height, left=True)
    yield f"{name.lower()} in all {counted(len(found))}: {with_range(whole)}"


def quotable(data: Dataset) -> dict[str, float | str]:
    """Return the numbers that a sentence on doubt may quote."""
    doubts = doubt(data)
    most = str((doubts["hedges"] / doubts["words"]).idxmax())
    top = doubts.T[most]
    return {
        "doubt_article": article_names(data)[most],
        "doubt_cues": int(doubts["hedges"].sum()),
        "doubt_cues_attributing": int(doubts["attributing"].sum()),
        "doubt_cues_conditional": int(doubts["conditional"].sum()),
        "doubt_article_conditional": int(top["conditional"]),
        "doubt_article_rate": round(1000 * float(top["hedges"] / top["words"]), 1),
        "doubt_article_own_rate": round(1000 * float(top["own"] / top["words"]), 1),
        "doubt_article_share": round(float(top["hedges"] / doubts["hedges"].sum()), 4),
        "doubt_article_words": round(float(top["words"] / doubts["words"].sum()), 4),
        "doubt_article_reserved": round(float(top["reserved"] / top["claims"]), 4),
        **ranged("doubt_rate", quotient(doubts, "hedges", "words", 1000), 1),
        **ranged("doubt_own_rate", quotient(doubts, "own", "words", 1000), 1),
        **ranged("doubt_reserved", quotient(doubts, "reserved", "claims", 1), 4),
    }
