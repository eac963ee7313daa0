"""Table `terms` becomes the pairs of words that stand together more often than chance would put them."""

from collections.abc import Sequence
from itertools import pairwise
from math import log2

import pandas as pd

from dossier.reading.spans import words
from dossier.schema.files import rows
from dossier.show.chart import FAINT, Chart, canvas
from dossier.show.leave_one_out import LeftOut, draw_range, label, leave_one_out, sizes, with_range
from dossier.show.table import French, ShownTable
from militant_unity.data import Dataset
from militant_unity.words.key_words import counts, glossed, glosses, log_likelihood, plain

FEWEST_PAIRS = 3
"""A pair that stands less often in all is not ranked."""


# Question 2: which words go together


def pairs(data: Dataset) -> pd.DataFrame:
    """Return the pairs of words most closely tied, by log-likelihood over all articles, names left out.

    Columns ``pair, count, articles, strength`` (a `LeftOut`), ``expected`` and ``dice``: the count
    that chance would give, and log Dice. A pair counts in an article where it stands twice or more;
    the table holds no other, so each count is a lower bound.
    """
    single = counts(data, "word")
    table = counts(data, "bigram").drop(index=_pairs_in_names(data), errors="ignore")
    table = table[table.sum(axis=1).ge(FEWEST_PAIRS)]
    neighbours = sizes(data) - data.sentences.groupby("source_id").size()
    by_word = single.T
    strength = [_strength(together, by_word, neighbours) for _, together in table.iterrows()]
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
    whole = pd.Series([each.of_all for each in strength])  # of equals, the first in the alphabet
    order = whole.sort_values(ascending=False, kind="stable").index
    return found.loc[order].reset_index(drop=True)


def _strength(together: "pd.Series[int]", by_word: pd.DataFrame, neighbours: "pd.Series[int]") -> LeftOut:
    first, second = (by_word[word] for word in str(together.name).split())
    parts = [plain(each) for each in (together, first, second, neighbours)]

    def strength(kept: Sequence[str]) -> float:
        both, one, other, total = (sum(each[article] for article in kept) for each in parts)
        return log_likelihood(both, one, other, total) if both else 0.0

    return leave_one_out(strength, list(parts[0]))


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


def _pairs_in_names(data: Dataset) -> list[str]:
    """Return the pairs of words that belong to the name of somebody or something."""
    aliases = data.entities["aliases"].dropna().str.split(";").explode()
    return sorted({" ".join(pair) for alias in aliases for pair in pairwise(words(alias))})


def pairs_table(data: Dataset) -> ShownTable:
    """Show each pair with the count that chance would give, and two measures of how it keeps together."""
    found, english = pairs(data), glosses(data)
    shown = pd.DataFrame(
        {
            "pair": [French(pair) for pair in found["pair"]],
            "in English": [english.get(pair, "not coded yet") for pair in found["pair"]],
            "count": list(found["count"]),
            "expected by chance": list(found["expected"].round(2)),
            "articles": list(found["articles"]),
            "log Dice (at most 14)": list(found["dice"].round(1)),
            "log-likelihood (one left out)": [with_range(strength, 0) for strength in found["strength"]],
        }
    )
    return ShownTable(shown, "Neighbouring words: how often, how often by chance, how closely")


def draw_pairs(data: Dataset) -> Chart:
    """Draw how closely each pair is tied; an open ring where leaving out one article leaves none."""
    found, english = pairs(data), glosses(data)
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
            label(axes, counted, max(row.strength.of_all, row.strength.most), row.Index)
        axes.set_yticks(
            range(len(found)),
            [glossed(pair, english).replace(" (", "\n(") for pair in found["pair"]],
            fontsize=8,
        )
        axes.tick_params(axis="y", pad=8)
        axes.set_xlim(0, 1.2 * max(strength.most for strength in found["strength"]))
        axes.set_ylim(len(found) - 0.4, -0.6)
        axes.set_xlabel("log-likelihood  (count in articles)\n● and range, one left out   ○ then none")
        listed = "; ".join(
            f"{row.pair} {row.count} in {row.articles}, {with_range(row.strength, 0)}" for row in rows(found)
        )
        return Chart.of(figure, f"{message}. Count in articles, log-likelihood with its range: {listed}.")
