"""A figure of several articles, and how far a single one of them moves it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from dossier.data import Dataset
from dossier.evidence.articles import article_ids
from dossier.show.chart import ARTICLE, FAINT, Chart, canvas, in_words, shade_counts


class LeftOut(NamedTuple):
    """A statistic of all articles, and its range when each of them is left out in turn."""

    whole: float
    least: float
    most: float
    moved_by: str
    """The article without which it moves furthest."""


def leave_one_out(statistic: Callable[[Sequence[str]], float], articles: Sequence[str]) -> LeftOut:
    """Compute ``statistic`` of all ``articles``, and again without each of them.

    The range is no confidence interval: it says how far one text alone moves the figure.

    >>> leave_one_out(len, ["a", "b"]), leave_one_out(lambda kept: len("".join(kept)), ["a", "bbb"])[3]
    (LeftOut(whole=2, least=1, most=1, moved_by='a'), 'bbb')
    """
    whole = statistic(articles)
    without = {out: statistic([each for each in articles if each != out]) for out in articles}
    furthest = max(articles, key=lambda out: abs(without[out] - whole))
    return LeftOut(whole, min(without.values()), max(without.values()), furthest)


def quotient(found: pd.DataFrame, part: str, whole: str, scale: float = 100) -> LeftOut:
    """Return ``scale`` times the sum of a column over that of another, by article left out."""
    return leave_one_out(
        lambda kept: scale * float(found.loc[list(kept), part].sum() / found.loc[list(kept), whole].sum()),
        list(found.index),
    )


def told(found: LeftOut, digits: int = 1) -> str:
    r"""Write a statistic with its range.

    >>> told(LeftOut(9.86, 7.6, 11.12, "a"))
    '9.9\xa0(7.6–11.1)'
    """
    return f"{found.whole:.{digits}f}\N{NO-BREAK SPACE}({found.least:.{digits}f}–{found.most:.{digits}f})"


def sizes(data: Dataset) -> "pd.Series[int]":
    """Return the running words of each article: body and captions, function words included."""
    return (
        data.sentences.groupby("source_id")["tokens"]
        .sum()
        .reindex(article_ids(data), fill_value=0)
        .astype(int)
    )


def ranged(name: str, found: LeftOut, digits: int) -> dict[str, float]:
    """Name a statistic and the ends of its range for a sentence.

    >>> ranged("rate", LeftOut(9.86, 7.6, 11.12, "a"), 1)
    {'rate': 9.9, 'rate_least': 7.6, 'rate_most': 11.1}
    """
    whole, least, most = (round(float(each), digits) for each in found[:3])
    return {name: whole, f"{name}_least": least, f"{name}_most": most}


def draw_range(
    axes: Axes, height: float, found: LeftOut, *, colour: str = ARTICLE, marker: str = "o"
) -> None:
    """Draw a statistic as a point on the range that leaving out one article gives."""
    ends = [found.least, found.most]
    axes.plot(ends, [height, height], color=FAINT, linewidth=6, alpha=0.45, solid_capstyle="butt")
    axes.plot(found.whole, height, marker=marker, markersize=6, color=colour)


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
    """Draw counts (rows by article), the more the deeper, with the range of each sum; one row hollow."""
    articles = [str(article) for article in table]
    margin = len(articles) - 0.35
    with canvas(message, 1.2 + 0.37 * len(table)) as (figure, axes):
        shade_counts(axes, table, hollow=open_row)
        for height, (_, counts) in enumerate(table.iterrows()):
            every = leave_one_out(
                lambda kept, counts=counts: int(counts[list(kept)].sum()),  # type: ignore[misc]
                articles,
            )
            axes.annotate(told(every, 0), (margin, height), va="center", fontsize=8)
        axes.annotate("all (one\nleft out)", (margin, -0.66), va="bottom", fontsize=8, annotation_clip=False)
        axes.set_xticks(
            range(len(articles)), [article.replace("-", "-\n") for article in articles], fontsize=8
        )
        axes.xaxis.tick_top()
        axes.set_yticks(range(len(table)), list(table.index))
        axes.set_xlim(-0.5, len(articles) + 0.8)
        axes.set_ylim(len(table) - 0.4, -0.6)
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        listed = "; ".join(f"{name}: {in_words(counts.to_dict())}" for name, counts in table.iterrows())
        return Chart.of(figure, f"{message}. {subject}: {listed}.")
