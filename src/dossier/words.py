"""Words: what five short texts can carry, and how much of it leaves with one of them."""

from collections.abc import Sequence
from itertools import pairwise
from math import log2
from types import SimpleNamespace

import pandas as pd
from nltk.metrics.association import BigramAssocMeasures
from nltk.probability import FreqDist

from dossier.corpus import ARTICLES
from dossier.leftout import LeftOut, draw_range, label, leave_one_out, ranged, sizes, told
from dossier.places import words
from dossier.shown import ARTICLE, FAINT, Chart, French, ShownTable, canvas
from dossier.store import rows

KEY_WORDS = 3
"""Key words shown for each article."""

FEWEST = 4
"""A word that stands less often in an article is no key word of it: one quotation could make it one."""

FEWEST_PAIRS = 3
"""A pair that stands less often in all is not ranked."""

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
            "sentences %": [round(100 * row.sentences / int(sentences[row.article])) for row in rows(found)],
            "log ratio (range)": [
                told(row.ratio) if row.elsewhere else f"{row.ratio.whole:.1f} (no end)" for row in rows(found)
            ],
            "log-likelihood": list(found["log_likelihood"].round(1)),
        }
    )
    return ShownTable(
        shown,
        "Key words: counts here and in the other four, log ratio with one of the four left out, "
        "log-likelihood without a range",
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


# Question 2: which words go together


def pairs(data: SimpleNamespace) -> pd.DataFrame:
    """Return the pairs of words most closely tied, by log-likelihood over all articles, names left out.

    Columns ``pair, count, articles, strength`` (a `LeftOut`), ``expected`` and ``dice``: the count
    that chance would give, and log Dice. A pair counts in an article where it stands twice or more;
    the table holds no other, so each count is a lower bound.
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
            "expected": [_expected(pair, single, neighbours) for pair in table.index],
            "dice": [_dice(pair, int(table.loc[pair].sum()), single) for pair in table.index],
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


def _expected(pair: str, single: pd.DataFrame, neighbours: "pd.Series[int]") -> float:
    first, second = (int(single.loc[[word]].to_numpy().sum()) for word in pair.split())
    return first * second / int(neighbours.sum())


def _dice(pair: str, together: int, single: pd.DataFrame) -> float:
    first, second = (int(single.loc[[word]].to_numpy().sum()) for word in pair.split())
    return log_dice(together, first, second)


def log_dice(together: int, first: int, second: int) -> float:
    """Return how strongly two words keep together, after Rychlý: 14 if neither stands without the other.

    Each step less halves the share of common places; the length of the texts has no part in it.

    >>> log_dice(8, 8, 8), log_dice(4, 8, 8)
    (14.0, 13.0)
    """
    return 14 + log2(2 * together / (first + second))


def _pairs_in_names(data: SimpleNamespace) -> list[str]:
    """Return the pairs of words that belong to the name of somebody or something."""
    aliases = data.entities["aliases"].dropna().str.split(";").explode()
    return sorted({" ".join(pair) for alias in aliases for pair in pairwise(words(alias))})


def pairs_table(data: SimpleNamespace) -> ShownTable:
    """Show each pair with the count that chance would give, and two measures of how it keeps together."""
    found = pairs(data)
    shown = pd.DataFrame(
        {
            "pair": [French(pair) for pair in found["pair"]],
            "in English": [ENGLISH[pair] for pair in found["pair"]],
            "count": list(found["count"]),
            "expected by chance": list(found["expected"].round(2)),
            "articles": list(found["articles"]),
            "log Dice (at most 14)": list(found["dice"].round(1)),
            "log-likelihood (one left out)": [told(strength, 0) for strength in found["strength"]],
        }
    )
    return ShownTable(shown, "Neighbouring words: how often, how often by chance, how closely")


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


def quotable(data: SimpleNamespace) -> dict[str, float | str]:
    """Return the numbers that a sentence on words and pairs may quote."""
    held, key, tied = reach(data), key_words(data), pairs(data)
    spelt = counts(data, "word").T
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
        "pairs_listed": len(counts(data, "bigram")),
        "pairs_shown": len(tied),
        "pairs_gone": sum(strength.least == 0 for strength in tied["strength"]),
        "pair_militant": int(counts(data, "bigram").T["unité militante"].sum()),
    }
