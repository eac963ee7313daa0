"""Tables `terms` and `sentences` become the words that set an article apart, and what one article carries."""

from collections.abc import Mapping, Sequence
from math import log2

import pandas as pd
from nltk.metrics.association import BigramAssocMeasures
from nltk.probability import FreqDist

from dossier.errors import DataError
from dossier.evidence.articles import article_ids
from dossier.schema.files import rows
from dossier.schema.words import counted
from dossier.show.chart import ARTICLE, Chart, canvas
from dossier.show.leave_one_out import LeftOut, draw_range, label, leave_one_out, sizes, with_range
from dossier.show.names import article_links, article_names
from dossier.show.table import French, ShownTable
from militant_unity.data import Dataset

KEY_WORDS = 3
"""Key words shown for each article."""

FEWEST = 4
"""A word that stands less often in an article is no key word of it: one quotation could make it one."""

GLOSSES = "term_glosses.csv"
"""Where a coder says what a French term means, and which terms a sentence follows."""


def glosses(data: Dataset) -> dict[str, str]:
    """Return the English of each term of `term_glosses`; a term that is the same in English has none."""
    known = data.term_glosses.dropna(subset=["english"])
    return dict(zip(known["term"], known["english"], strict=True))


def followed(data: Dataset, name: str) -> str:
    """Return the term that a sentence follows under ``name``; raise ``DataError`` where none does."""
    terms = list(data.term_glosses.loc[data.term_glosses["followed_as"].eq(name), "term"])
    if len(terms) != 1:
        problem = f"{len(terms)} terms are followed as {name!r}, not one"
        raise DataError(GLOSSES, problem, column="followed_as", remedy="give the name to one term")
    return str(terms[0])


def counts(data: Dataset, kind: str) -> pd.DataFrame:
    """Count each term of a kind (rows) by article (columns), in order of publication."""
    terms = data.terms[data.terms["kind"].eq(kind)]
    table = terms.pivot_table(index="term", columns="source_id", values="count", aggfunc="sum", fill_value=0)
    return table.reindex(columns=article_ids(data), fill_value=0).astype(int)


def plain(numbers: "pd.Series[int]") -> dict[str, int]:
    """Return counts by article as plain numbers, which add up much faster than the cells of a frame."""
    return {str(article): int(number) for article, number in numbers.items()}


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
        words = reach(data, kept).set_index("articles")["words"]
        return float(words[1] / words.sum())

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
    """Return the words of `terms` that stand out in each article against the others, three for each.

    Columns ``article, term, here, sentences, elsewhere, articles, log_likelihood`` and ``ratio``, the
    log ratio as a `LeftOut` over the other articles. Ranked by log-likelihood, which says how much
    evidence there is; the log ratio says how great the difference is.
    """
    terms = data.terms[data.terms["kind"].eq("word") & data.terms["count"].ge(FEWEST)]
    size, table = plain(sizes(data)), counts(data, "word").loc[terms["term"].unique()]
    by_article = {str(term): plain(numbers) for term, numbers in table.iterrows()}
    candidates = pd.DataFrame(
        [
            _candidate(row.term, row.source_id, int(row.sentences), by_article[row.term], size)
            for row in rows(terms)
        ]
    )
    above = candidates[candidates["doublings"].gt(0)]
    ranked = above.sort_values(["log_likelihood", "term"], ascending=[False, True])
    order = {article: rank for rank, article in enumerate(article_ids(data))}
    top = ranked.groupby("article").head(KEY_WORDS)
    top = top.sort_values("article", key=lambda column: column.map(order), kind="stable", ignore_index=True)
    # Only what is shown is computed again without each article: the others would be thrown away.
    ratios = [_ratio(by_article[row.term], size, row.article) for row in rows(top)]
    return top.drop(columns="doublings").assign(ratio=pd.Series(ratios, index=top.index, dtype=object))


def _candidate(
    term: str, article: str, sentences: int, by_article: Mapping[str, int], size: Mapping[str, int]
) -> dict[str, object]:
    here, every = by_article[article], sum(by_article.values())
    length, whole = size[article], sum(size.values())
    return {
        "article": article,
        "term": term,
        "here": here,
        "sentences": sentences,
        "elsewhere": every - here,
        "articles": sum(number > 0 for number in by_article.values()),
        "log_likelihood": log_likelihood(here, every, length, whole),
        "doublings": log_ratio(here, length, every - here, whole - length),
    }


def _ratio(by_article: Mapping[str, int], size: Mapping[str, int], article: str) -> LeftOut:
    here, length = by_article[article], size[article]
    return leave_one_out(
        lambda kept: log_ratio(here, length, _total(by_article, kept), _total(size, kept)),
        [each for each in by_article if each != article],
    )


def _total(by_article: Mapping[str, int], kept: Sequence[str]) -> int:
    return sum(by_article[article] for article in kept)


def key_words_table(data: Dataset) -> ShownTable:
    """Show each key word with its counts, its log ratio and what leaving out one article does."""
    words = key_words(data)
    sentences = data.sentences.groupby("source_id").size()
    shown = pd.DataFrame(
        {
            "article": article_links(data, words["article"]),
            "word": [French(term) for term in words["term"]],
            "here": list(words["here"]),
            "others": list(words["elsewhere"]),
            "sentences %": [round(100 * row.sentences / int(sentences[row.article])) for row in rows(words)],
            "log ratio (range)": [_ratio_in_words(row.ratio, row.elsewhere) for row in rows(words)],
            "log-likelihood": list(words["log_likelihood"].round(1)),
        }
    )
    others = counted(len(article_ids(data)) - 1)
    return ShownTable(
        shown,
        f"Key words: counts here and in the other {others}, log ratio with one of the {others} left out, "
        "log-likelihood without a range",
    )


def draw_key_words(data: Dataset) -> Chart:
    """Draw the log ratio of each key word; an open ring where zero elsewhere leaves it without an end."""
    words, english, short = key_words(data), glosses(data), article_names(data)
    alone = int(words["elsewhere"].eq(0).sum())
    message = f"{alone} of {len(words)} key words stand in one article and in no other"
    lines = len(words) + words["article"].nunique()
    with canvas(message, 0.27 * lines) as (figure, axes):
        height = -1
        for article, of_article in words.groupby("article", sort=False):
            height += 1
            label(axes, short[str(article)], -0.1, height - 0.9, left=False)
            for row in rows(of_article):
                label(axes, glossed(row.term, english), 0, height, left=True)
                if row.elsewhere:
                    draw_range(axes, height, row.ratio)
                else:
                    axes.plot(
                        row.ratio.of_all,
                        height,
                        marker="o",
                        markersize=6,
                        color=ARTICLE,
                        markerfacecolor="none",
                    )
                label(axes, f"{row.here} : {row.elsewhere}", max(row.ratio.of_all, row.ratio.most), height)
                height += 1
        axes.set_yticks([])
        axes.set_xlim(0, max(8, 1.2 * max(ratio.most for ratio in words["ratio"])))
        axes.set_ylim(height - 0.3, -1.5)
        axes.set_xlabel("log ratio  (count here : elsewhere)\n● and range, one left out   ○ no end")
        listed = "; ".join(
            f"{short[row.article]}: {row.term} {row.here} to {row.elsewhere}, "
            f"{_ratio_in_words(row.ratio, row.elsewhere)}"
            for row in rows(words)
        )
        return Chart.of(figure, f"{message}. Count here and elsewhere, log ratio with its range: {listed}.")


def _ratio_in_words(ratio: LeftOut, elsewhere: int) -> str:
    # A word that stands in no other article has no highest ratio: the half read for zero is a convention.
    return with_range(ratio) if elsewhere else f"{ratio.of_all:.1f} (no end)"


def glossed(term: str, english: Mapping[str, str]) -> str:
    """Return a term with its English in brackets, where a coder gave it.

    >>> glossed("semaine", {"semaine": "week"}), glossed("relations", {})
    ('semaine (week)', 'relations')
    """
    return f"{term} ({english[term]})" if term in english else term


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
