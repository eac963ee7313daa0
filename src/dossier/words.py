"""Words: what five short texts can carry, and how much of it leaves with one of them."""

from collections.abc import Sequence
from itertools import pairwise
from math import log2
from types import SimpleNamespace

import pandas as pd
from nltk.metrics.association import BigramAssocMeasures
from nltk.probability import FreqDist

from dossier.claims import names
from dossier.corpus import ARTICLES
from dossier.leftout import LeftOut, draw_range, label, leave_one_out, ranged, sizes, told
from dossier.places import words
from dossier.shown import ARTICLE, FAINT, Chart, French, ShownTable, canvas, in_words
from dossier.store import rows

KEY_WORDS = 3
"""Key words shown for each article."""

FEWEST = 4
"""A word that stands less often in an article is no key word of it: one quotation could make it one."""

FEWEST_PAIRS = 3
"""A pair that stands less often in all is not ranked."""

ACTORS = {
    "china": "China",
    "ukraine": "Ukraine",
    "united-states": "United States",
    "south-korea": "South Korea",
}
"""States named beside the two partners, whose every mention is drawn."""

ENGLISH = {
    "bennett": "a name",
    "chefs": "heads, leaders",
    "chine corée": "China–Korea",
    "coréen kim": "Korean Kim",
    "deux pays": "two countries",
    "déclaré bennett": "said Bennett",
    "déclaré madden": "said Madden",
    "froide": "cold",
    "guerre froide": "Cold War",
    "madden": "a name",
    "militante": "militant",
    "monde multipolaire": "multipolar world",
    "nouveau monde": "new world",
    "nouveau": "new",
    "ouest": "West",
    "programme nucléaire": "nuclear programme",
    "président russe": "Russian president",
    "putin": "Putin, so spelt",
    "secrétaire": "secretary",
    "semaine dernière": "last week",
    "semaine": "week",
    "soldats": "soldiers",
    "technologie": "technology",
    "technologies militaires": "military technologies",
    "unité militante": "militant unity",
    "unité": "unity",
    "échanges": "exchanges",
}
"""What the shown terms mean, for who reads no French."""


def counts(data: SimpleNamespace, kind: str) -> pd.DataFrame:
    """Count each term of a kind (rows) by article (columns), in order of publication."""
    terms = data.terms[data.terms["kind"].eq(kind)]
    table = terms.pivot_table(index="term", columns="source_id", values="count", aggfunc="sum", fill_value=0)
    return table.reindex(columns=list(ARTICLES), fill_value=0).astype(int)


# Question 1: which words set one article apart


def reach(data: SimpleNamespace, kept: Sequence[str] = ARTICLES) -> pd.DataFrame:
    """Count words by the number of articles that hold them.

    Columns ``articles, words, occurrences``; words that carry matter only, forms not joined.
    """
    terms = data.terms[data.terms["kind"].eq("word") & data.terms["source_id"].isin(list(kept))]
    holding = FreqDist(terms["term"])
    number = FreqDist(holding.values())
    running = terms.groupby(terms["term"].map(holding))["count"].sum()
    held = range(1, len(kept) + 1)
    return pd.DataFrame(
        {
            "articles": list(held),
            "words": [number[each] for each in held],
            "occurrences": [int(running.get(each, 0)) for each in held],
        }
    )


def share_in_one(data: SimpleNamespace) -> LeftOut:
    """Return the share of words that one article alone holds."""

    def share(kept: Sequence[str]) -> float:
        found = reach(data, kept)["words"]
        return float(found.iloc[0] / found.sum())

    return leave_one_out(share)


def reach_table(data: SimpleNamespace) -> ShownTable:
    """Show how many words stand in one article, in two, in all."""
    found = reach(data)
    shown = found.assign(
        share_of_words=(100 * found["words"] / found["words"].sum()).round(1),
        share_of_occurrences=(100 * found["occurrences"] / found["occurrences"].sum()).round(1),
    ).rename(
        columns={
            "articles": "articles that hold it",
            "share_of_words": "% of words",
            "share_of_occurrences": "% of occurrences",
        }
    )
    return ShownTable(shown, "Different words by the number of articles that hold them")


def key_words(data: SimpleNamespace) -> pd.DataFrame:
    """Return the words that stand out in each article against the other four, three for each.

    Columns ``article, term, here, sentences, elsewhere, articles, log_likelihood`` and ``ratio``, the
    log ratio as a `LeftOut` over the other four. Ranked by log-likelihood, which says how much evidence
    there is; the log ratio says how great the difference is.
    """
    table, size = counts(data, "word"), sizes(data)
    terms = data.terms[data.terms["kind"].eq("word") & data.terms["count"].ge(FEWEST)]
    every = pd.DataFrame(
        [
            _key_word(row.term, row.source_id, int(row.sentences), table.loc[row.term], size)
            for row in rows(terms)
        ]
    )
    above = every[[ratio.whole > 0 for ratio in every["ratio"]]]
    ranked = above.sort_values(["log_likelihood", "term"], ascending=[False, True])
    top = ranked.groupby("article").head(KEY_WORDS)
    return top.sort_values("article", key=_order, kind="stable", ignore_index=True)


def _key_word(
    term: str, article: str, sentences: int, by_article: "pd.Series[int]", size: "pd.Series[int]"
) -> dict[str, object]:
    here, every = int(by_article[article]), int(by_article.sum())
    others = [each for each in ARTICLES if each != article]
    ratio = leave_one_out(
        lambda kept: log_ratio(
            here, int(size[article]), int(by_article[list(kept)].sum()), int(size[list(kept)].sum())
        ),
        others,
    )
    return {
        "article": article,
        "term": term,
        "here": here,
        "sentences": sentences,
        "elsewhere": every - here,
        "articles": int(by_article.gt(0).sum()),
        "log_likelihood": log_likelihood(here, every, int(size[article]), int(size.sum())),
        "ratio": ratio,
    }


def _order(articles: "pd.Series[str]") -> "pd.Series[int]":
    return articles.map({article: rank for rank, article in enumerate(ARTICLES)})


def key_words_table(data: SimpleNamespace) -> ShownTable:
    """Show each key word with its counts, its log ratio and what leaving out one article does."""
    found = key_words(data)
    sentences = data.sentences.groupby("source_id").size()
    shown = pd.DataFrame(
        {
            "article": list(found["article"]),
            "word": [French(term) for term in found["term"]],
            "here": list(found["here"]),
            "others": list(found["elsewhere"]),
            "articles": list(found["articles"]),
            "sentences %": [round(100 * row.sentences / int(sentences[row.article])) for row in rows(found)],
            "log ratio (range)": [told(ratio) for ratio in found["ratio"]],
            "evidence": list(found["log_likelihood"].round(1)),
        }
    )
    return ShownTable(
        shown,
        "Key words: counts here and in the other four, log ratio with one of the four left out, "
        "log-likelihood as evidence",
    )


def draw_key_words(data: SimpleNamespace) -> Chart:
    """Draw the log ratio of each key word; an open ring where zero elsewhere leaves it without an end."""
    found = key_words(data)
    alone = int(found["elsewhere"].eq(0).sum())
    message = f"{alone} of {len(found)} key words stand in one article and in no other"
    with canvas(message, 5.4) as (figure, axes):
        for row in rows(found):
            height = row.Index + row.Index // KEY_WORDS
            if row.Index % KEY_WORDS == 0:
                label(axes, row.article, -0.1, height - 0.9, left=False)
            label(axes, _glossed(row.term), 0, height, left=True)
            if row.elsewhere:
                draw_range(axes, height, row.ratio)
            else:
                axes.plot(
                    row.ratio.whole, height, marker="o", markersize=6, color=ARTICLE, markerfacecolor="none"
                )
            label(axes, f"{row.here} : {row.elsewhere}", max(row.ratio.whole, row.ratio.most), height)
        axes.set_yticks([])
        axes.set_xlim(0, 8)
        axes.set_ylim(height + 0.7, -1.5)
        axes.set_xlabel("log ratio  (count here : elsewhere)\n● and range, one left out   ○ no end")
        listed = "; ".join(
            f"{row.article} {row.term} {row.here} to {row.elsewhere}, {told(row.ratio)}"
            for row in rows(found)
        )
        return Chart.of(figure, f"{message}. Count here and elsewhere, log ratio with its range: {listed}.")


def _glossed(term: str) -> str:
    english = ENGLISH.get(term, "")
    return f"{term} ({english})" if english else term


def log_ratio(here: float, size: float, elsewhere: float, size_elsewhere: float) -> float:
    """Return how many times a word doubles its rate from elsewhere to here.

    A count of zero elsewhere is read as a half, the usual convention; else the ratio has no end.

    >>> log_ratio(8, 1000, 1, 1000), log_ratio(1, 1000, 0, 1000)
    (3.0, 1.0)
    """
    return log2((here / size) / (max(elsewhere, 0.5) / size_elsewhere))


def log_likelihood(both: int, one: int, other: int, total: int) -> float:
    """Return Dunning's log-likelihood that two things are tied: how much evidence, in no unit.

    >>> log_likelihood(25, 50, 50, 100) < 0.001 < log_likelihood(40, 50, 50, 100)
    True
    """
    return float(BigramAssocMeasures.likelihood_ratio(both, (one, other), total))


def dispersion(parts: "pd.Series[int]", size: "pd.Series[int]") -> float:
    """Return Gries' DP: 0 where every article has its share by length, near 1 where one has all.

    >>> dispersion(pd.Series([2, 2]), pd.Series([50, 50])), dispersion(pd.Series([4, 0]), pd.Series([50, 50]))
    (0.0, 0.5)
    """
    return float((parts / parts.sum() - size / size.sum()).abs().sum() / 2)


# Question 2: which words go together


def pairs(data: SimpleNamespace) -> pd.DataFrame:
    """Return the pairs of words most closely tied, by log-likelihood over all articles, names left out.

    Columns ``pair, count, articles, strength`` (a `LeftOut`). A pair counts in an article where it
    stands twice or more; the table holds no other, so each count is a lower bound.
    """
    single = counts(data, "word")
    table = counts(data, "bigram").drop(index=_pairs_in_names(data), errors="ignore")
    table = table[table.sum(axis=1).ge(FEWEST_PAIRS)]
    neighbours = sizes(data) - data.sentences.groupby("source_id").size()
    strength = [_strength(table.loc[pair], single, neighbours) for pair in table.index]
    found = pd.DataFrame(
        {
            "pair": table.index,
            "count": list(table.sum(axis=1)),
            "articles": list(table.gt(0).sum(axis=1)),
            "strength": strength,
        }
    )
    whole = pd.Series([each.whole for each in strength])  # of equals, the first in the alphabet
    order = whole.sort_values(ascending=False, kind="stable").index
    return found.loc[order].reset_index(drop=True)


def _strength(together: "pd.Series[int]", single: pd.DataFrame, neighbours: "pd.Series[int]") -> LeftOut:
    first, second = (single.loc[word] for word in str(together.name).split())

    def strength(kept: Sequence[str]) -> float:
        both, one, other, total = (
            int(each.loc[list(kept)].to_numpy().sum()) for each in (together, first, second, neighbours)
        )
        return log_likelihood(both, one, other, total) if both else 0.0

    return leave_one_out(strength)


def _pairs_in_names(data: SimpleNamespace) -> list[str]:
    """Return the pairs of words that belong to the name of somebody or something."""
    aliases = data.entities["aliases"].dropna().str.split(";").explode()
    return sorted({" ".join(pair) for alias in aliases for pair in pairwise(words(alias))})


def draw_pairs(data: SimpleNamespace) -> Chart:
    """Draw how closely each pair is tied; an open ring where leaving out one article leaves none."""
    found = pairs(data)
    gone = sum(strength.least == 0 for strength in found["strength"])
    message = f"{gone} of {len(found)} pairs rest on one article and leave with it"
    with canvas(message, 4.8) as (figure, axes):
        for row in rows(found):
            draw_range(axes, row.Index, row.strength)
            if row.strength.least == 0:
                axes.plot(
                    0, row.Index, marker="o", markersize=6, color=FAINT, markerfacecolor="none", clip_on=False
                )
            counted = f"{row.count} in {row.articles}"
            label(axes, counted, max(row.strength.whole, row.strength.most), row.Index)
        axes.set_yticks(
            range(len(found)), [_glossed(pair).replace(" (", "\n(") for pair in found["pair"]], fontsize=8
        )
        axes.tick_params(axis="y", pad=8)
        axes.set_xlim(0, 1.2 * max(strength.most for strength in found["strength"]))
        axes.set_ylim(len(found) - 0.4, -0.6)
        axes.set_xlabel("log-likelihood  (count in articles)\n● and range, one left out   ○ then none")
        listed = "; ".join(
            f"{row.pair} {row.count} in {row.articles}, {told(row.strength, 0)}" for row in rows(found)
        )
        return Chart.of(figure, f"{message}. Count in articles, log-likelihood with its range: {listed}.")


# Question 3: where in an article


def places(data: SimpleNamespace) -> pd.DataFrame:
    """Return where each actor is named: ``actor, article, share`` of the article's words before it.

    A capital that stands for its state counts as the state.
    """
    sentences = data.sentences.set_index("sentence_id")
    sentences["before"] = sentences.groupby("source_id")["tokens"].cumsum() - sentences["tokens"]
    found, holding = data.mentions, sentences.loc[data.mentions["sentence_id"]].reset_index(drop=True)
    within = (found["start"] - holding["start"]) / (holding["end"] - holding["start"])
    metonyms = data.entities.dropna(subset=["metonym_of"]).set_index("entity_id")["metonym_of"]
    return pd.DataFrame(
        {
            "actor": found["entity_id"].replace(metonyms.to_dict()),
            "article": found["source_id"],
            "share": (holding["before"] + within * holding["tokens"]) / found["source_id"].map(sizes(data)),
        }
    )


def actors(data: SimpleNamespace) -> pd.DataFrame:
    """Count mentions by actor (rows) and article (columns), most named first."""
    found = places(data)
    table = pd.crosstab(found["actor"], found["article"]).reindex(columns=list(ARTICLES), fill_value=0)
    return table.loc[table.sum(axis=1).sort_values(ascending=False, kind="stable").index]


def unevenness(data: SimpleNamespace, actor: str) -> LeftOut:
    """Return Gries' DP of an actor over the articles."""
    parts, size = actors(data).T[actor], sizes(data)
    return leave_one_out(lambda kept: dispersion(parts[list(kept)], size[list(kept)]))


def first_place(data: SimpleNamespace, actor: str) -> LeftOut:
    """Return the least share of an article's words before it names an actor."""
    found = places(data)
    first = found[found["actor"].eq(actor)].groupby("article")["share"].min()
    return leave_one_out(lambda kept: float(first.reindex(list(kept)).min()))


def actors_table(data: SimpleNamespace, most: int = 8) -> ShownTable:
    """Show the actors most named, by article, with how unevenly."""
    table, known = actors(data).head(most), names(data)
    shown = pd.DataFrame(
        {
            "actor": [known[actor] for actor in table.index],
            **{article: list(table[article]) for article in ARTICLES},
            "all": list(table.sum(axis=1)),
            "DP (one left out)": [told(unevenness(data, actor), 2) for actor in table.index],
        }
    )
    return ShownTable(
        shown, "Mentions by article, and Gries' DP: 0 even by length, near 1 all in one article"
    )


def draw_places(data: SimpleNamespace) -> Chart:
    """Draw each mention of four states where it stands in its article."""
    found, table = places(data), actors(data).loc[list(ACTORS)]
    late = found.groupby("actor")["share"].min()[list(ACTORS)]
    last = str(late.idxmax())
    top = str(table.loc[last].idxmax())
    message = (
        f"No article names {ACTORS[last]} in its first {int(100 * late.max())} %; "
        f"{table[top][last]} of {table.T[last].sum()} mentions stand in {top}"
    )
    with canvas(message, 5.7) as (figure, axes):
        for group, actor in enumerate(ACTORS):
            first = group * (len(ARTICLES) + 1.4)
            axes.annotate(ACTORS[actor], (0, first - 0.95), va="center", fontweight="bold")
            for height, article in enumerate(ARTICLES):
                here = found[found["actor"].eq(actor) & found["article"].eq(article)]
                low, high = first + height - 0.36, first + height + 0.36
                axes.axhline(first + height, color=FAINT, linewidth=0.4)
                axes.vlines(100 * here["share"], low, high, color=ARTICLE, linewidth=1.2)
                label(axes, article, 0, first + height, left=True)
                label(axes, str(len(here)), 100, first + height)
        axes.set_yticks([])
        axes.set_xlim(0, 100)
        axes.set_ylim(first + len(ARTICLES) - 0.3, -1.6)
        axes.spines["left"].set_visible(False)
        axes.set_xlabel("% of the article's words before the mention (right: count)")
        listed = "; ".join(
            f"{name}: {in_words(table.loc[actor].to_dict())}" for actor, name in ACTORS.items()
        )
        return Chart.of(figure, f"{message}. Mentions by article: {listed}.")


def quotable(data: SimpleNamespace) -> dict[str, float | str]:
    """Return the numbers that a sentence on words, pairs and places may quote."""
    held, key, tied, named = reach(data), key_words(data), pairs(data), actors(data).T
    spelt, where = counts(data, "word").T, places(data)
    china = where[where["actor"].eq("china") & where["article"].eq("treaty-2024")]
    return {
        "different_words": int(held["words"].sum()),
        "running_words": int(sizes(data).sum()),
        "words_in_one": int(held["words"].iloc[0]),
        "words_in_all": int(held["words"].iloc[-1]),
        **ranged("share_words_in_one", share_in_one(data), 4),
        "key_words": len(key),
        "key_words_alone": int(key["elsewhere"].eq(0).sum()),
        "spelling_putin_visit": int(spelt["putin"]["visit-2024"]),
        "spelling_putin_elsewhere": int(spelt["putin"].drop("visit-2024").sum()),
        "spelling_poutine_visit": int(spelt["poutine"]["visit-2024"]),
        "mentions_putin": int(named["vladimir-putin"].sum()),
        "pairs_listed": len(counts(data, "bigram")),
        "pairs_shown": len(tied),
        "pairs_gone": sum(strength.least == 0 for strength in tied["strength"]),
        "pair_militant": int(counts(data, "bigram").T["unité militante"].sum()),
        "mentions_china": int(named["china"].sum()),
        "mentions_china_treaty": len(china),
        "mentions_china_second_half": int(china["share"].gt(0.5).sum()),
        **ranged("china_first", first_place(data, "china"), 4),
        **ranged("uneven_china", unevenness(data, "china"), 2),
        **ranged("uneven_russia", unevenness(data, "russia"), 2),
    }
