"""Words: what five short texts can carry, and how much of it leaves with one of them."""

from collections.abc import Sequence
from math import log2

import pandas as pd
from nltk.metrics.association import BigramAssocMeasures
from nltk.probability import FreqDist

from dossier.evidence.articles import article_ids
from dossier.schema.files import rows
from dossier.show.chart import ARTICLE, Chart, canvas
from dossier.show.leave_one_out import LeftOut, draw_range, label, leave_one_out, sizes, told
from dossier.show.table import French, ShownTable
from militant_unity.data import Dataset

KEY_WORDS = 3
"""Key words shown for each article."""

FEWEST = 4
"""A word that stands less often in an article is no key word of it: one quotation could make it one."""

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


def counts(data: Dataset, kind: str) -> pd.DataFrame:
    """Count each term of a kind (rows) by article (columns), in order of publication."""
    terms = data.terms[data.terms["kind"].eq(kind)]
    table = terms.pivot_table(index="term", columns="source_id", values="count", aggfunc="sum", fill_value=0)
    return table.reindex(columns=article_ids(data), fill_value=0).astype(int)


# Question 1: which words set one article apart


def reach(data: Dataset, kept: Sequence[str] | None = None) -> pd.DataFrame:
    """Count words by the number of articles that hold them.

    Columns ``articles, words, occurrences``; words that carry matter only, forms not joined.
    """
    kept = article_ids(data) if kept is None else kept
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


def share_in_one(data: Dataset) -> LeftOut:
    """Return the share of words that one article alone holds."""

    def share(kept: Sequence[str]) -> float:
        found = reach(data, kept)["words"]
        return float(found.iloc[0] / found.sum())

    return leave_one_out(share, article_ids(data))


def reach_table(data: Dataset) -> ShownTable:
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


def key_words(data: Dataset) -> pd.DataFrame:
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
    order = {article: rank for rank, article in enumerate(article_ids(data))}
    top = ranked.groupby("article").head(KEY_WORDS)
    return top.sort_values("article", key=lambda column: column.map(order), kind="stable", ignore_index=True)


def _key_word(
    term: str, article: str, sentences: int, by_article: "pd.Series[int]", size: "pd.Series[int]"
) -> dict[str, object]:
    here, every = int(by_article[article]), int(by_article.sum())
    others = [str(each) for each in by_article.index if each != article]
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


def key_words_table(data: Dataset) -> ShownTable:
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


def draw_key_words(data: Dataset) -> Chart:
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
