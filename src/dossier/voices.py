"""Voices: how much doubt the articles put in, whom they quote, what they call the tie."""

from collections.abc import Iterator
from types import SimpleNamespace

import pandas as pd
from matplotlib.axes import Axes
from nltk.probability import ConditionalFreqDist

from dossier.checks import live
from dossier.claims import names
from dossier.corpus import ARTICLES
from dossier.leftout import LeftOut, draw_areas, draw_range, label, leave_one_out, ranged, sizes, told
from dossier.shown import ARTICLE, FAINT, INK, Chart, ShownTable, canvas
from dossier.store import rows
from dossier.words import counts

STAKES = {
    "party": "party",
    "adversary_of_party": "adversary",
    "third_state": "third state",
    "independent": "no stake",
    "": "not found",
}
"""Who speaks, by interest; the last is a pronoun, a noun or a person whose stake is not coded."""


TIES = {
    "relations": ("relation", "relations"),
    "ties": ("lien", "liens"),
    "cooperation": ("coopération", "cooperation"),
    "militant unity": ("militante",),
    "ally, allies": ("allié", "alliée", "alliés", "alliées"),
    "partnership": ("partenariat", "partenariats"),
    "alliance": ("alliance", "alliances"),
    "friendship": ("amitié",),
    "coalition": ("coalition", "coalitions"),
}
"""Nouns that may name the tie, with the forms that are counted; the adjective stands for its pair."""


def doubt(data: SimpleNamespace) -> pd.DataFrame:
    """Count doubt by article in three ways, and negation.

    Columns ``words, sentences, hedges, hedged, negations, claims, reserved``: cues of doubt, sentences
    with one, cues of negation; claims, and those whose own words hold back (not only who said it).
    """
    sentences, claims = data.sentences.groupby("source_id"), live(data.claims)
    reserved = claims[~claims["hedge"].isin(["none", "attribution_only"])]
    found = pd.DataFrame(
        {
            "words": sizes(data),
            "sentences": sentences.size(),
            "hedges": sentences["hedges"].sum(),
            "hedged": sentences["hedges"].agg(lambda column: int(column.gt(0).sum())),
            "negations": sentences["negations"].sum(),
            "claims": claims.groupby("source_id").size(),
            "reserved": reserved.groupby("source_id").size(),
        }
    )
    return found.reindex(list(ARTICLES)).fillna(0).astype(int)


def quotient(found: pd.DataFrame, part: str, whole: str, scale: float = 100) -> LeftOut:
    """Return ``scale`` times the sum of a column over that of another, by article left out."""
    return leave_one_out(
        lambda kept: scale * float(found.loc[list(kept), part].sum() / found.loc[list(kept), whole].sum()),
        list(found.index),
    )


def doubt_table(data: SimpleNamespace) -> ShownTable:
    """Show doubt by article: by cues, by sentences, by what a reader coded."""
    found = doubt(data)
    shown = {"article": [*found.index, "all (one left out)"]}
    for name, (part, whole, scale) in WAYS.items():
        by_article = scale * found[part] / found[whole]
        shown[name] = [*(f"{value:.1f}" for value in by_article), told(quotient(found, part, whole, scale))]
    return ShownTable(pd.DataFrame(shown), "Doubt counted three ways, and negation, by article")


WAYS = {
    "cues of doubt per 1,000 words": ("hedges", "words", 1000),
    "% of sentences with one": ("hedged", "sentences", 100),
    "% of claims with a reserve of their own": ("reserved", "claims", 100),
    "negations per 1,000 words": ("negations", "words", 1000),
}
"""What is divided by what in the table of doubt, and the scale."""


def draw_doubt(data: SimpleNamespace) -> Chart:
    """Draw cues of doubt and of negation per 1,000 words, by article and over all."""
    found = doubt(data)
    most = str((found["hedges"] / found["words"]).idxmax())
    message = f"{most} holds {found['hedges'][most]} of {found['hedges'].sum()} cues of doubt"
    with canvas(message, 3.9) as (figure, axes):
        listed = [*_draw_cues(axes, found, "hedges", "Doubt", 0)]
        listed += _draw_cues(axes, found, "negations", "Negation", len(found) + 2)
        axes.set_yticks([])
        axes.spines["left"].set_position(("data", 0))
        axes.set_xlim(0, 24)
        axes.set_ylim(2 * len(found) + 2.7, -1.6)
        axes.set_xlabel(
            "cues per 1,000 words (count of cues)\n◆ all five, with the range when one article is left out"
        )
        return Chart.of(figure, f"{message}. Cues per 1,000 words: {'; '.join(listed)}.")


def _draw_cues(axes: Axes, found: pd.DataFrame, cues: str, name: str, base: int) -> Iterator[str]:
    """Draw the rate of one kind of cue from row ``base`` on, and say what is drawn."""
    axes.annotate(
        name, (0, base - 0.95), va="center", fontweight="bold", xytext=(4, 0), textcoords="offset points"
    )
    for height, row in enumerate(rows(found.reset_index()), start=base):
        value, count = 1000 * getattr(row, cues) / row.words, getattr(row, cues)
        axes.plot([0, value], [height, height], color=FAINT, linewidth=0.8)
        axes.plot(value, height, marker="o", markersize=6, color=ARTICLE)
        label(axes, f"{value:.1f}  ({count})", value, height)
        label(axes, row.source_id, 0, height, left=True)
        yield f"{name.lower()} {row.source_id} {value:.1f} ({count})"
    whole, height = quotient(found, cues, "words", 1000), base + len(found)
    draw_range(axes, height, whole, colour=INK, marker="D")
    label(axes, told(whole), whole.most, height)
    label(axes, "all five", 0, height, left=True)
    yield f"{name.lower()} all five {told(whole)}"


def voices(data: SimpleNamespace) -> pd.DataFrame:
    """Count quotations by article (rows) and stake of the speaker (columns)."""
    stake = data.quotations["speaker"].map(data.entities.set_index("entity_id")["interest"]).fillna("")
    table = pd.crosstab(data.quotations["source_id"], stake)
    return table.reindex(index=list(ARTICLES), columns=list(STAKES), fill_value=0)


def draw_voices(data: SimpleNamespace) -> Chart:
    """Draw who is quoted in each article, by stake, as areas with their counts."""
    table = voices(data)
    known = table.drop(columns="")
    first, second = known.max(axis=1).sort_values(ascending=False, kind="stable").index[:2]
    parts = [
        f"{known.loc[each].max()} of {table.loc[each].sum()} in {each} {OF_STAKE[known.loc[each].idxmax()]}"
        for each in (first, second)
    ]
    shown = table.rename(columns=STAKES).T
    return draw_areas(shown, f"Quotations: {'; '.join(parts)}", "Quotations by article", open_row=STAKES[""])


OF_STAKE = {
    "party": "from a party",
    "adversary_of_party": "from adversaries",
    "third_state": "from third states",
    "independent": "from people without a stake",
}
"""The stakes in the words of a title."""


def modes(data: SimpleNamespace) -> pd.DataFrame:
    """Count quotations by article: all, by mode, by two cues, and those whose speaker has no stake coded."""
    quoted = data.quotations
    found = pd.crosstab(quoted["source_id"], quoted["mode"]).reindex(list(ARTICLES), fill_value=0)
    cues = ConditionalFreqDist(zip(quoted["source_id"], quoted["cue"], strict=True))
    return found.assign(
        quotations=found.sum(axis=1),
        nameless=voices(data)[""],
        **{cue: [cues[article][cue] for article in ARTICLES] for cue in CUES},
    )


CUES = ("déclaré", "selon")
"""The verb form and the preposition that attribute most."""


def modes_table(data: SimpleNamespace) -> ShownTable:
    """Show how the articles quote: how often, in what mode, with which word."""
    found = modes(data)
    shown = {"article": [*ARTICLES, "all five", "% (one left out)"]}
    columns = {"direct": "direct", "mixed": "mixed", "indirect": "indirect", "nameless": "no stake found"}
    columns |= {cue: cue for cue in CUES}
    shown["all"] = [*found["quotations"].astype(str), str(found["quotations"].sum()), ""]
    for column, name in columns.items():
        share = told(quotient(found, column, "quotations"), 0)
        shown[name] = [*found[column].astype(str), str(found[column].sum()), share]
    return ShownTable(
        pd.DataFrame(shown), "Quotations by article, mode and two cues, as the program finds them"
    )


def speakers_table(data: SimpleNamespace, fewest: int = 2) -> ShownTable:
    """Show who is quoted twice or more, and in which articles."""
    known, stakes = names(data), data.entities.set_index("entity_id")["interest"]
    found = heard(data)
    found = found[found["quotations"].ge(fewest)]
    shown = pd.DataFrame(
        {
            "speaker": [known[speaker] for speaker in found.index],
            "stake": [STAKES[stakes[speaker]] for speaker in found.index],
            "quotations": list(found["quotations"]),
            "in articles": [", ".join(held) for held in found["held"]],
        }
    )
    return ShownTable(shown, "Speakers quoted twice or more")


def heard(data: SimpleNamespace) -> pd.DataFrame:
    """Return each named speaker with the number of quotations and the articles that hold them."""
    named = data.quotations.dropna(subset=["speaker"]).groupby("speaker")["source_id"]
    found = pd.DataFrame(
        {"quotations": named.size(), "held": named.agg(lambda held: sorted(set(held), key=ARTICLES.index))}
    )
    return found.sort_values("quotations", ascending=False, kind="stable")


def ties(data: SimpleNamespace) -> pd.DataFrame:
    """Count the nouns that may name the tie (rows) by article (columns), most used first."""
    table = counts(data, "word")
    found = pd.DataFrame({name: table.reindex(forms, fill_value=0).sum() for name, forms in TIES.items()}).T
    return found.loc[found.sum(axis=1).sort_values(ascending=False, kind="stable").index].astype(int)


def draw_ties(data: SimpleNamespace) -> Chart:
    """Draw which nouns each article uses for ties between states."""
    table = ties(data)
    held = table.gt(0).sum(axis=1)
    alone = [str(name) for name in table.index[held.eq(1)]]
    where = sorted({str(table.loc[name].idxmax()) for name in alone})
    message = f"{' and '.join(alone).capitalize()} stand in {' or '.join(where)} alone"
    return draw_areas(
        table, f"{message}; {held.eq(5).sum()} nouns stand in all five", "Nouns for a tie, by article"
    )


def quotable(data: SimpleNamespace) -> dict[str, float | str]:
    """Return the numbers that a sentence on doubt, quotations or names may quote."""
    doubts, quoted, speakers, said = doubt(data), modes(data), heard(data), voices(data)
    named, summed = ties(data).T, ties(data).sum(axis=1)
    most = str((doubts["hedges"] / doubts["words"]).idxmax())
    top = doubts.T[most]
    return {
        "doubt_article": most,
        "doubt_article_cues": int(top["hedges"]),
        "doubt_cues": int(doubts["hedges"].sum()),
        "doubt_article_rate": round(1000 * float(top["hedges"] / top["words"]), 1),
        "doubt_article_share": round(float(top["hedges"] / doubts["hedges"].sum()), 4),
        "doubt_article_words": round(float(top["words"] / doubts["words"].sum()), 4),
        "doubt_article_reserved": round(float(top["reserved"] / top["claims"]), 4),
        **ranged("doubt_rate", quotient(doubts, "hedges", "words", 1000), 1),
        **ranged("doubt_reserved", quotient(doubts, "reserved", "claims", 1), 4),
        **ranged("negation_rate", quotient(doubts, "negations", "words", 1000), 1),
        "negation_cues": int(doubts["negations"].sum()),
        "speakers_named": len(speakers),
        "speakers_in_several": int(speakers["held"].map(len).gt(1).sum()),
        "quotations_nameless": int(quoted["nameless"].sum()),
        **ranged("quotations_mixed", quotient(quoted, "mixed", "quotations", 1), 4),
        **ranged("quotations_declared", quotient(quoted, CUES[0], "quotations", 1), 4),
        "voices_adversary_troops": int(said["adversary_of_party"]["troops-2024"]),
        "voices_troops": int(quoted["quotations"]["troops-2024"]),
        "voices_independent_summit": int(said["independent"]["summit-2023"]),
        "voices_summit": int(quoted["quotations"]["summit-2023"]),
        "tie_alliance": int(summed["alliance"]),
        "tie_alliance_visit": int(named["alliance"]["visit-2024"]),
        "tie_partnership": int(summed["partnership"]),
        "tie_partnership_treaty": int(named["partnership"]["treaty-2024"]),
        "tie_cooperation": int(summed["cooperation"]),
        "tie_coalition": int(summed["coalition"]),
        "tie_militant": int(summed["militant unity"]),
        "tie_relations": int(summed["relations"]),
        "tie_relations_treaty": int(named["relations"]["treaty-2024"]),
    }
