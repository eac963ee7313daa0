"""A statistic of all articles becomes its value and its range when one article at a time is left out.

The range is no confidence interval. It shows how far a single article moves the figure: with few articles,
one may be most of it.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from dossier.data import Dataset
from dossier.evidence.articles import article_ids
from dossier.show.chart import ARTICLE, FAINT, Chart, canvas, shade_counts
from dossier.show.names import in_articles, in_column


class LeftOut(NamedTuple):
    """A statistic of all articles, and its least and greatest value when one of them is left out."""

    of_all: float
    least: float
    most: float
    moved_by: str
    """The article whose absence changes the statistic most."""


def leave_one_out(statistic: Callable[[Sequence[str]], float], articles: Sequence[str]) -> LeftOut:
    """Return ``statistic`` of all ``articles``, and its range without one of them.

    >>> leave_one_out(len, ["a", "b"]), leave_one_out(lambda kept: len("".join(kept)), ["a", "bbb"])[3]
    (LeftOut(of_all=2, least=1, most=1, moved_by='a'), 'bbb')
    """
    of_all = statistic(articles)
    without = {out: statistic([article for article in articles if article != out]) for out in articles}
    furthest = max(articles, key=lambda out: abs(without[out] - of_all))
    return LeftOut(of_all, min(without.values()), max(without.values()), furthest)


def quotient(counts: pd.DataFrame, part: str, total: str, scale: float = 100) -> LeftOut:
    """Return the sum of column ``part`` over that of ``total``, times ``scale``, with its range.

    ``counts`` has a row per article. The scale 100 gives a percentage, 1000 a rate per thousand words.
    """

    def statistic(articles: Sequence[str]) -> float:
        sums = counts.loc[list(articles)]
        return scale * float(sums[part].sum() / sums[total].sum())

    return leave_one_out(statistic, list(counts.index))


def with_range(statistic: LeftOut, digits: int = 1) -> str:
    r"""Return a statistic with its range in words.

    >>> with_range(LeftOut(9.86, 7.6, 11.12, "a"))
    '9.9\xa0(7.6–11.1)'
    """
    value, least, most = (f"{number:.{digits}f}" for number in statistic[:3])
    return f"{value}\N{NO-BREAK SPACE}({least}–{most})"


def sizes(data: Dataset) -> "pd.Series[int]":
    """Return the number of words of each article, from `sentences`: body and captions, all words."""
    return (
        data.sentences.groupby("source_id")["tokens"]
        .sum()
        .reindex(article_ids(data), fill_value=0)
        .astype(int)
    )


def ranged(name: str, statistic: LeftOut, digits: int) -> dict[str, float]:
    """Return a statistic and the ends of its range as named numbers, for the sentences of a page.

    >>> ranged("rate", LeftOut(9.86, 7.6, 11.12, "a"), 1)
    {'rate': 9.9, 'rate_least': 7.6, 'rate_most': 11.1}
    """
    of_all, least, most = (round(float(number), digits) for number in statistic[:3])
    return {name: of_all, f"{name}_least": least, f"{name}_most": most}


def draw_range(
    axes: Axes, height: float, statistic: LeftOut, *, colour: str = ARTICLE, marker: str = "o"
) -> None:
    """Draw a statistic as a point, on a bar from the least to the greatest value without one article."""
    ends = [statistic.least, statistic.most]
    axes.plot(ends, [height, height], color=FAINT, linewidth=6, alpha=0.45, solid_capstyle="butt")
    axes.plot(statistic.of_all, height, marker=marker, markersize=6, color=colour)


def label(axes: Axes, text: str, at: float, height: float, *, left: bool = False) -> None:
    """Write ``text`` beside a point of a row, on its right or its left."""
    axes.annotate(
        text,
        (at, height),
        xytext=(-6 if left else 8, 0),
        textcoords="offset points",
        ha="right" if left else "left",
        va="center",
        fontsize=8,
        annotation_clip=False,
    )


def draw_counts(table: pd.DataFrame, message: str, subject: str, open_row: str = "") -> Chart:
    """Return a chart of ``table``: counts, a row per thing counted, a column per article, by its short name.

    Beside each row stands its sum with the range when one article is left out. ``open_row`` is drawn hollow.
    """
    articles = [str(article) for article in table]
    margin = len(articles) - 0.35  # right of the last column, whose fields end at len - 0.53
    with canvas(message, 1.5 + 0.37 * len(table)) as (figure, axes):
        shade_counts(axes, table, hollow=open_row)
        for height, (_, counts) in enumerate(table.iterrows()):
            total = leave_one_out(
                lambda kept, counts=counts: int(counts[list(kept)].sum()),  # type: ignore[misc]
                articles,
            )
            axes.annotate(with_range(total, 0), (margin, height), va="center", fontsize=8)
        axes.annotate("all (one\nleft out)", (margin, -0.66), va="bottom", fontsize=8, annotation_clip=False)
        axes.set_xticks(range(len(articles)), [in_column(article) for article in articles], fontsize=8)
        axes.xaxis.tick_top()
        axes.set_yticks(range(len(table)), list(table.index))
        axes.set_xlim(-0.5, len(articles) + 0.8)
        axes.set_ylim(len(table) - 0.4, -0.6)
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        listed = "; ".join(f"{name}: {in_articles(counts.to_dict())}" for name, counts in table.iterrows())
        return Chart.of(figure, f"{message}. {subject}: {listed}.")
