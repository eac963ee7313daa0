"""Measured tables, `claims` and `translation_flags` become what was read, and what was set aside."""

import pandas as pd
from matplotlib.axes import Axes

from dossier.evidence.articles import article_ids
from dossier.evidence.weakness import claim_flag_pairs
from dossier.reading.score import without_echoes
from dossier.schema.files import live, rows, split_ids
from dossier.schema.words import SEVERITIES, counted
from dossier.show.chart import ARTICLE, FAINT, INK, Chart, canvas, in_words, shade_counts
from dossier.show.names import article_links, article_names, by_name, in_column, in_lines
from dossier.show.table import ShownTable, row_link
from militant_unity.data import Dataset

TEXT_KINDS = ("body", "subhead", "standfirst", "caption")
"""What belongs to the article; every other kind belongs to the site."""


def articles(data: Dataset) -> pd.DataFrame:
    """Return one row per article in order of publication, with what was found in it."""
    claims = live(data.claims).groupby("source_id").size()
    flags = data.translation_flags.groupby("source_id").size()
    documents = data.documents.set_index("source_id")
    found = data.sources.set_index("source_id").loc[article_ids(data), ["publisher", "date"]]
    return found.assign(
        characters=documents["characters"],
        kept=documents["kept_characters"],
        sentences=documents["sentences"],
        amounts=data.numbers.groupby("source_id").size(),
        claims=claims,
        flags=flags,
    ).reset_index()


def articles_table(data: Dataset) -> ShownTable:
    """Show the articles with their counts."""
    table = articles(data).drop(columns="publisher").fillna(0)
    table["source_id"] = pd.Series(article_links(data, table["source_id"]), dtype=object)
    table = table.rename(columns={"source_id": "article", "date": "published", "flags": "translation flags"})
    return ShownTable(table, f"The {counted(len(table))} articles, and what was found in each")


def characters_by_kind(data: Dataset) -> pd.DataFrame:
    """Return characters by article (rows) and kind of passage (columns)."""
    lengths = data.passages.assign(characters=data.passages["end"] - data.passages["start"])
    return lengths.pivot_table(
        index="source_id", columns="kind", values="characters", aggfunc="sum", fill_value=0
    ).reindex(article_ids(data))


def draw_set_aside(data: Dataset) -> Chart:
    """Draw, for each article, the share of characters that belongs to the site."""
    kinds = by_name(data, characters_by_kind(data))
    text = kinds[[kind for kind in TEXT_KINDS if kind in kinds]].sum(axis=1)
    whole = kinds.sum(axis=1)
    aside = (100 * (whole - text) / whole).round(1)
    most, share = aside.idxmax(), aside.max()
    message = f"The site's own lines are few: {share:.1f} % of {most} at most"
    with canvas(message, 1.1 + 0.3 * len(kinds)) as (figure, axes):
        axes.barh([in_lines(str(name)) for name in aside.index], list(aside), color=ARTICLE, height=0.6)
        axes.tick_params(axis="y", labelsize=8)
        for position, value in enumerate(aside):
            axes.annotate(f" {value:.1f} %", (value, position), va="center")
        axes.invert_yaxis()
        axes.set_xlabel("share of characters set aside\n(titles, navigation, teasers)")
        axes.set_xlim(0, 1.25 * share)
        return Chart.of(figure, f"{message}. Share set aside by article: {_listed(aside)}.")


def _listed(shares: "pd.Series[float]") -> str:
    return ", ".join(f"{value:.1f} % in {name}" for name, value in shares.items())


def claims_by_theme(data: Dataset) -> pd.DataFrame:
    """Count claims by article (rows) and theme (columns)."""
    current = live(data.claims)
    return pd.crosstab(current["source_id"], current["theme"]).reindex(
        index=article_ids(data), columns=list(data.schema.words["themes"]), fill_value=0
    )


def heaviest(counts: pd.DataFrame) -> tuple[str, str, int, int]:
    """Return article, theme, claims on it and claims of the article, where their share is largest.

    >>> heaviest(pd.DataFrame({"arms": [1, 3], "context": [9, 1]}, index=["a", "b"]))
    ('b', 'arms', 3, 4)

    An article of which no claim is coded yet leans nowhere.
    """
    lines = counts.to_dict("index")
    cells = [
        (str(article), str(theme), int(number), int(sum(line.values())))
        for article, line in lines.items()
        for theme, number in line.items()
        if theme != "context" and sum(line.values())
    ]
    return max(cells, key=lambda cell: cell[2] / cell[3])


_NAMES = {"arms": "arms", "treaty": "treaty", "china": "China", "troops": "troops", "context": "context"}


def draw_claims_by_theme(data: Dataset) -> Chart:
    """Draw how many claims each article makes on each theme, the more the deeper."""
    counts = by_name(data, claims_by_theme(data))
    article, leaning, most, whole = heaviest(counts)
    theme = _NAMES.get(leaning, leaning)
    message = f"{most} of {whole} claims of {article} are on {theme}, the heaviest lean on a theme"
    with canvas(message, 1.2 + 0.34 * len(counts)) as (figure, axes):
        shade_counts(axes, counts)
        axes.set_xticks(range(len(counts.columns)), [_NAMES.get(str(theme), str(theme)) for theme in counts])
        axes.set_yticks(range(len(counts)), [in_lines(str(name)) for name in counts.index], fontsize=8)
        axes.set_xlim(-0.6, len(counts.columns) - 0.4)
        axes.set_ylim(len(counts) - 0.4, -0.6)
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        told = "; ".join(f"{name}: {in_words(line.to_dict())}" for name, line in counts.iterrows())
        return Chart.of(figure, f"{message}. Claims by article and theme: {told}.")


def flags_by_kind(data: Dataset) -> pd.DataFrame:
    """Count translation flags by kind (rows, the gravest first) and severity (columns)."""
    flags = data.translation_flags
    counts = pd.crosstab(flags["kind"], flags["severity"]).reindex(columns=list(SEVERITIES), fill_value=0)
    return counts.sort_values(list(SEVERITIES)[::-1], ascending=False, kind="stable")


def draw_flags(data: Dataset) -> Chart:
    """Draw the defects of translation: a number for each kind, article and severity."""
    flags, counts = data.translation_flags, flags_by_kind(data)
    articles = article_ids(data)
    changed = flags.loc[flags["severity"].eq("meaning_changed"), "source_id"].value_counts()
    changed = changed.reindex(articles, fill_value=0)
    message = (
        f"{changed.sum()} of {len(flags)} defects change a meaning, "
        f"{changed.max()} of them in {article_names(data)[str(changed.idxmax())]}"
    )
    cells = flags.groupby(["source_id", "kind", "severity"]).size().reset_index(name="number")
    with canvas(message, 4.0) as (figure, axes):
        for cell in rows(cells):
            across = articles.index(cell.source_id) + 0.3 * (list(SEVERITIES).index(cell.severity) - 1)
            _draw_defects(axes, (across, list(counts.index).index(cell.kind)), cell.number, cell.severity)
        axes.set_xticks(range(len(articles)), _heads(data), fontsize=8)
        axes.xaxis.tick_top()
        axes.set_yticks(range(len(counts)), list(counts.index))
        axes.set_xlim(-0.5, len(articles) - 0.5)
        axes.set_ylim(len(counts) - 0.5, -0.5)
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        for after in range(1, len(articles)):
            axes.axvline(after - 0.5, color=FAINT, linewidth=0.4)
        axes.set_xlabel("plain: cosmetic    ring: ambiguous    filled: meaning changed", fontsize=8)
        named = counts.rename(columns=lambda severity: severity.replace("_", " "))
        told = "; ".join(f"{kind}: {in_words(line[line.gt(0)].to_dict())}" for kind, line in named.iterrows())
        return Chart.of(figure, f"{message}. Defects by kind: {told}.")


def _heads(data: Dataset) -> list[str]:
    """Return the short names of the articles as heads of narrow columns."""
    names = article_names(data)
    return [in_column(names[article]) for article in article_ids(data)]


def _draw_defects(axes: Axes, at: tuple[float, float], number: int, severity: str) -> None:
    if severity != "cosmetic":
        face = ARTICLE if severity == "meaning_changed" else "none"
        axes.plot(*at, "o", markersize=12, markeredgecolor=ARTICLE, markerfacecolor=face, alpha=0.5)
    colour = FAINT if severity == "cosmetic" else INK
    axes.annotate(str(number), at, ha="center", va="center", fontsize=8, color=colour)


def flag_effects(data: Dataset) -> dict[str, dict[str, int]]:
    """Return, by severity, what the defects touch: claims, amounts, claims of judgements, judgements.

    A claim is counted under each severity that touches its place.
    """
    pairs = claim_flag_pairs(data.claims, data.translation_flags)
    relied = [set(split_ids(cell)) for cell in data.judgements["claims"]]
    found = {}
    for severity in SEVERITIES:
        touched = set(pairs.loc[pairs["severity"].eq(severity), "claim_id"])
        found[severity] = {
            "defects": int(data.translation_flags["severity"].eq(severity).sum()),
            "claims": len(touched),
            "amounts": int(data.quantities["claim_id"].isin(touched).sum()),
            "claims that a judgement uses": len(touched & set().union(*relied)),
            "judgements": sum(bool(touched & claims) for claims in relied),
        }
    return found


def effects_table(data: Dataset) -> ShownTable:
    """Show what the defects of each severity touch."""
    lines = [
        {"severity": severity.replace("_", " "), **counts} for severity, counts in flag_effects(data).items()
    ]
    return ShownTable(pd.DataFrame(lines), "What the defects touch: a claim counts under each severity")


def changed_table(data: Dataset) -> ShownTable:
    """Show each defect that changes a meaning, what the passage should mean, and the claims on it."""
    flags = data.translation_flags
    changed = flags[flags["severity"].eq("meaning_changed")]
    touched = claim_flag_pairs(data.claims, changed).groupby("flag_id")["claim_id"].agg(list)
    shown = pd.DataFrame(
        {
            "flag": [row_link(each) for each in changed["flag_id"]],
            "article": article_links(data, changed["source_id"]),
            "kind": list(changed["kind"]),
            "what it should mean": list(changed["should_mean"]),
            "seen in": [
                "original" if each.startswith("checked") else "French" for each in changed["evidence"]
            ],
            "claims on it": [
                [row_link(claim) for claim in touched.get(each, [])] for each in changed["flag_id"]
            ],
        }
    )
    return ShownTable(shown, f"The {len(shown)} defects that change a meaning")


def reconciled(data: Dataset) -> dict[str, int]:
    """Return how the amounts that the program finds and those that were coded go together.

    An amount is that of a claim when their places overlap and one of the coded figures is the same;
    it belongs to none when it overlaps a place that is listed so.
    """
    claims = live(data.claims).dropna(subset=["start"])[["claim_id", "source_id", "start", "end"]]
    found = data.numbers[["number_id", "source_id", "start", "end", "value", "low"]]
    # Each amount is held against each coded one of its article: hence many to many.
    coded = claims.merge(data.quantities, on="claim_id", validate="one_to_many")
    pairs = found.merge(coded, on="source_id", suffixes=("", "_coded"), validate="many_to_many")
    stated = pairs["value"].fillna(pairs["low"])
    same = pairs[["low_coded", "best", "high"]].eq(stated, axis=0).any(axis=1)
    pairs = pairs[same & _overlap(pairs, "_coded")]
    aside = found.merge(
        data.unclaimed_amounts, on="source_id", suffixes=("", "_listed"), validate="many_to_many"
    )
    aside = aside[_overlap(aside, "_listed")]
    return {
        "amounts_of_claims": pairs["number_id"].nunique(),
        "amounts_of_none": aside["number_id"].nunique(),
        "amounts_unclaimed": len(data.unclaimed_amounts),
        "quantities_not_found": len(data.quantities) - pairs["quantity_id"].nunique(),
        "unclaimed_not_found": len(data.unclaimed_amounts)
        - len(aside[["source_id", "start_listed"]].drop_duplicates()),
    }


def _overlap(pairs: pd.DataFrame, suffix: str) -> "pd.Series[bool]":
    return pairs["start"].lt(pairs[f"end{suffix}"]) & pairs[f"start{suffix}"].lt(pairs["end"])


def hedging(data: Dataset) -> "pd.Series[float]":
    """Return cues of doubt per 100 sentences, by article."""
    grouped = data.sentences.groupby("source_id")["hedges"]
    return (100 * grouped.sum() / grouped.size()).round(1).reindex(article_ids(data))


def passages_table(data: Dataset) -> ShownTable:
    """Show how many lines of each kind every article has."""
    counts = pd.crosstab(data.passages["kind"], data.passages["source_id"]).reindex(
        columns=article_ids(data), fill_value=0
    )
    counts = by_name(data, counts)
    return ShownTable(counts.reset_index(), "Lines by kind: what was told apart before anything was counted")


def language_table(data: Dataset) -> ShownTable:
    """Show doubts, negations and quotations by article, per 100 sentences, and the themes touched."""
    sentences = data.sentences.groupby("source_id")
    per_hundred = 100 / sentences.size()
    quotations = without_echoes(data.quotations)
    modes = pd.crosstab(quotations["source_id"], quotations["mode"])
    denied = quotations.loc[quotations["stance"].eq("denied"), "source_id"].value_counts()
    unsure = quotations.loc[quotations["confidence"].eq("low"), "source_id"].value_counts()
    rare = {"denied": denied, "unsure": unsure}
    rare = {name: count for name, count in rare.items() if len(count)}
    order = article_ids(data)
    themes = data.sentences["themes"].str.split(";").explode().groupby(data.sentences["source_id"])
    shown = pd.DataFrame(
        {
            "words": sentences["tokens"].sum(),
            "cues of doubt per 100 sentences": (sentences["hedges"].sum() * per_hundred).round(1),
            "negations per 100 sentences": (sentences["negations"].sum() * per_hundred).round(1),
            **{f"{mode} quotations": modes[mode] for mode in modes},
            **{f"{name} quotations": count.reindex(order, fill_value=0) for name, count in rare.items()},
            "commonest theme": themes.agg(lambda found: found.mode().min()),
        }
    )
    shown = by_name(data, shown.reindex(article_ids(data))).rename_axis("article").reset_index()
    return ShownTable(shown, "Words, doubts, negations and quotations, as the program finds them")


def terms_table(data: Dataset, most: int = 6) -> ShownTable:
    """Show the commonest words and pairs of words of each article."""
    terms = data.terms[data.terms["kind"].isin(["word", "bigram"]) & data.terms["count"].ge(2)]
    ranked = terms.sort_values(["count", "sentences", "term"], ascending=[False, False, True])
    top = ranked.groupby(["source_id", "kind"]).head(most)
    told = top.assign(told=top["term"] + " " + top["count"].astype(str))
    shown = told.pivot_table(index="source_id", columns="kind", values="told", aggfunc=", ".join)
    shown = by_name(data, shown.reindex(article_ids(data)).fillna(""))
    shown = shown.rename(columns={"word": "words", "bigram": "pairs of words"})[["words", "pairs of words"]]
    return ShownTable(
        shown.rename_axis("article").reset_index(), "Commonest terms by article, with their counts"
    )


def quotable(data: Dataset) -> dict[str, float | str]:
    """Return the numbers that a sentence on this theme may quote, by name."""
    kinds = characters_by_kind(data)
    inside = kinds[[kind for kind in TEXT_KINDS if kind in kinds]].to_numpy().sum()
    hedges = hedging(data)
    effects = flag_effects(data)
    by_article = data.translation_flags["source_id"].value_counts().reindex(article_ids(data), fill_value=0)
    names = article_names(data)
    themes = claims_by_theme(data)
    return {
        "articles": int(data.documents["status"].eq("kept").sum()),
        "sentences": len(data.sentences),
        "amounts": len(data.numbers),
        **reconciled(data),
        "quotations": len(without_echoes(data.quotations)),
        "lines": len(data.passages),
        "lines_set_aside": int((~data.passages["kind"].isin(TEXT_KINDS)).sum()),
        "share_set_aside": round(1 - float(inside / kinds.to_numpy().sum()), 4),
        "characters_read": int(kinds.to_numpy().sum()),
        "flags_cosmetic": effects["cosmetic"]["defects"],
        "flags_judged_from_french": int(data.translation_flags["evidence"].eq("judged_from_french").sum()),
        "flags_checked": int(data.translation_flags["evidence"].str.startswith("checked").sum()),
        "flags_most_article": names[str(by_article.idxmax())],
        "flags_most": int(by_article.max()),
        "claims_on_changed": effects["meaning_changed"]["claims"],
        "judged_claims_on_changed": effects["meaning_changed"]["claims that a judgement uses"],
        "judged_claims_on_ambiguous": effects["ambiguous"]["claims that a judgement uses"],
        "judgements_on_ambiguous": effects["ambiguous"]["judgements"],
        "claims_share_context": round(float(themes["context"].sum() / themes.to_numpy().sum()), 4),
        "hedges_most": float(hedges.max()),
        "hedges_least": float(hedges.min()),
        "hedges_most_article": names[str(hedges.idxmax())],
        "hedges_least_article": names[str(hedges.idxmin())],
    }
