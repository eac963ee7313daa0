"""What was read, and what was set aside."""

from types import SimpleNamespace

import pandas as pd

from dossier.checks import live
from dossier.shown import ARTICLE, FAINT, Chart, ShownTable, canvas, in_words
from dossier.vocabulary import THEMES

ARTICLES = ("summit-2023", "limits-2023", "visit-2024", "treaty-2024", "troops-2024")
"""The articles in the order of their publication."""

TEXT_KINDS = ("body", "subhead", "standfirst", "caption")
"""What belongs to the article; every other kind belongs to the site."""


def articles(data: SimpleNamespace) -> pd.DataFrame:
    """Return one row per article in order of publication, with what was found in it."""
    claims = live(data.claims).groupby("source_id").size()
    flags = data.translation_flags.groupby("source_id").size()
    documents = data.documents.set_index("source_id")
    found = data.sources.set_index("source_id").loc[list(ARTICLES), ["publisher", "date"]]
    return found.assign(
        characters=documents["characters"],
        kept=documents["kept_characters"],
        sentences=documents["sentences"],
        amounts=data.numbers.groupby("source_id").size(),
        claims=claims,
        flags=flags,
    ).reset_index()


def articles_table(data: SimpleNamespace) -> ShownTable:
    """Show the articles with their counts."""
    table = articles(data).fillna({"publisher": "not found"}).fillna(0)
    table = table.rename(columns={"source_id": "article", "date": "published", "flags": "translation flags"})
    return ShownTable(table, "The five articles, and what was found in each")


def characters_by_kind(data: SimpleNamespace) -> pd.DataFrame:
    """Return characters by article (rows) and kind of passage (columns)."""
    lengths = data.passages.assign(characters=data.passages["end"] - data.passages["start"])
    return lengths.pivot_table(
        index="source_id", columns="kind", values="characters", aggfunc="sum", fill_value=0
    ).reindex(ARTICLES)


def draw_set_aside(data: SimpleNamespace) -> Chart:
    """Draw, for each article, the share of characters that belongs to the site."""
    kinds = characters_by_kind(data)
    text = kinds[[kind for kind in TEXT_KINDS if kind in kinds]].sum(axis=1)
    whole = kinds.sum(axis=1)
    aside = (100 * (whole - text) / whole).round(1)
    most, share = aside.idxmax(), aside.max()
    message = f"The site's own lines are few: {share:.1f} % of {most} at most"
    with canvas(message, 2.0) as (figure, axes):
        axes.barh(list(aside.index), list(aside), color=ARTICLE, height=0.6)
        for position, value in enumerate(aside):
            axes.annotate(f" {value:.1f} %", (value, position), va="center")
        axes.invert_yaxis()
        axes.set_xlabel("share of characters set aside (titles, navigation, teasers)")
        axes.set_xlim(0, 1.25 * share)
        return Chart.of(figure, f"{message}. Share set aside by article: {_listed(aside)}.")


def _listed(shares: "pd.Series[float]") -> str:
    return ", ".join(f"{name} {value:.1f} %" for name, value in shares.items())


def claims_by_theme(data: SimpleNamespace) -> pd.DataFrame:
    """Count claims by article (rows) and theme (columns)."""
    current = live(data.claims)
    return pd.crosstab(current["source_id"], current["theme"]).reindex(
        index=list(ARTICLES), columns=list(THEMES), fill_value=0
    )


_NAMES = {"arms": "arms", "treaty": "treaty", "china": "China", "troops": "troops", "context": "context"}


def draw_claims_by_theme(data: SimpleNamespace) -> Chart:
    """Draw how many claims each article makes on each theme, as areas with their counts."""
    counts = claims_by_theme(data)
    themes = counts.columns.drop("context")
    everywhere = [_NAMES[theme] for theme in themes if counts[theme].gt(0).all()]
    elsewhere = [_NAMES[theme] for theme in themes if not counts[theme].gt(0).all()]
    message = f"In every article: {' and '.join(everywhere)}; not in every one: {' and '.join(elsewhere)}"
    with canvas(message, 2.7) as (figure, axes):
        for column, theme in enumerate(THEMES):
            for row, number in enumerate(counts[theme]):
                if number:
                    axes.scatter(column, row, s=26 * number, color=ARTICLE, alpha=0.35, linewidth=0)
                axes.annotate(
                    str(number), (column, row), ha="center", va="center", color=None if number else FAINT
                )
        axes.set_xticks(range(len(THEMES)), [_NAMES[theme] for theme in THEMES])
        axes.set_yticks(range(len(counts)), list(counts.index))
        axes.set_xlim(-0.6, len(THEMES) - 0.4)
        axes.set_ylim(len(counts) - 0.4, -0.6)
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        told = "; ".join(f"{name}: {in_words(counts.loc[name].to_dict())}" for name in ARTICLES)
        return Chart.of(figure, f"{message}. Claims by article and theme: {told}.")


def hedging(data: SimpleNamespace) -> "pd.Series[float]":
    """Return cues of doubt per 100 sentences, by article."""
    grouped = data.sentences.groupby("source_id")["hedges"]
    return (100 * grouped.sum() / grouped.size()).round(1).reindex(ARTICLES)


def passages_table(data: SimpleNamespace) -> ShownTable:
    """Show how many lines of each kind every article has."""
    counts = pd.crosstab(data.passages["kind"], data.passages["source_id"])[list(ARTICLES)]
    return ShownTable(counts.reset_index(), "Lines by kind: what was told apart before anything was counted")


def language_table(data: SimpleNamespace) -> ShownTable:
    """Show doubts, denials and quotations by article, per 100 sentences, and the themes touched."""
    sentences = data.sentences.groupby("source_id")
    per_hundred = 100 / sentences.size()
    modes = pd.crosstab(data.quotations["source_id"], data.quotations["mode"])
    themes = data.sentences["themes"].str.split(";").explode().groupby(data.sentences["source_id"])
    shown = pd.DataFrame(
        {
            "words": sentences["tokens"].sum(),
            "doubts per 100 sentences": (sentences["hedges"].sum() * per_hundred).round(1),
            "denials per 100 sentences": (sentences["negations"].sum() * per_hundred).round(1),
            **{f"{mode} quotations": modes[mode] for mode in modes},
            "commonest theme": themes.agg(lambda found: found.mode().min()),
        }
    )
    shown = shown.reindex(ARTICLES).rename_axis("article").reset_index()
    return ShownTable(shown, "Words, doubts, denials and quotations, as the program finds them")


def terms_table(data: SimpleNamespace, most: int = 6) -> ShownTable:
    """Show the commonest words and pairs of words of each article."""
    terms = data.terms[data.terms["kind"].isin(["word", "bigram"]) & data.terms["count"].ge(2)]
    ranked = terms.sort_values(["count", "sentences", "term"], ascending=[False, False, True])
    top = ranked.groupby(["source_id", "kind"]).head(most)
    told = top.assign(told=top["term"] + " " + top["count"].astype(str))
    shown = told.pivot_table(index="source_id", columns="kind", values="told", aggfunc=", ".join)
    shown = shown.reindex(ARTICLES).fillna("")
    shown = shown.rename(columns={"word": "words", "bigram": "pairs of words"})[["words", "pairs of words"]]
    return ShownTable(
        shown.rename_axis("article").reset_index(), "Commonest terms by article, with their counts"
    )


def quotable(data: SimpleNamespace) -> dict[str, float | str]:
    """Return the numbers that a sentence on this theme may quote, by name."""
    kinds = characters_by_kind(data)
    inside = kinds[[kind for kind in TEXT_KINDS if kind in kinds]].to_numpy().sum()
    hedges = hedging(data)
    return {
        "articles": int(data.documents["status"].eq("kept").sum()),
        "sentences": len(data.sentences),
        "amounts": len(data.numbers),
        "expressions_of_time": len(data.dates),
        "quotations": len(data.quotations),
        "mentions": len(data.mentions),
        "lines": len(data.passages),
        "lines_set_aside": int((~data.passages["kind"].isin(TEXT_KINDS)).sum()),
        "share_set_aside": round(1 - float(inside / kinds.to_numpy().sum()), 4),
        "hedges_most": float(hedges.max()),
        "hedges_least": float(hedges.min()),
        "hedges_most_article": str(hedges.idxmax()),
        "hedges_least_article": str(hedges.idxmin()),
    }
